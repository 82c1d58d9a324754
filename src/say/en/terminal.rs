//! The command line in English.

use crate::say::terminal::TerminalText;

/// Every fixed text of the command line.
pub const TERMINAL: TerminalText = TerminalText {
    help: "\
rdpcheck: which rule blocks Remote Desktop to an Azure VM, from pasted output

Usage: rdpcheck [OPTIONS] [FILE...]
  FILE...             pasted text of any supported shape; none, or -, reads standard input
  --from WHERE        an address or prefix, internet (the default), or vnet (inside the virtual
                      network, at no known address)
  --from-port N       the client's source port (default: any ephemeral port)
  --to IP             the VM's private address (default: unknown)
  --target NAME       which NIC, subnet, NSG or private address is meant, when there are several
  --port N            the port the VM listens on (default: 3389)
  --protocol P        tcp (default) or udp
  --through WAY       how the client comes in: public-ip, load-balancer, firewall, bastion, gateway, peering
                      or endpoint (default: whatever in the paste leads to the VM)
  --dial N            the port the client dials, where something translates it (default: the right one)
  --outbound          the VM opens the connection: --from and --port describe the remote end
  --attach NSG=WHERE  says where a pasted NSG sits: subnet, nic, both or none
  --compare A=B       answers only: which connections fare otherwise with NSG B in place of A, each by its
                      name or by its number in the input
  --next-hop IP       answers only: which route would carry a packet to IP
  --lang L            en or ja (default: from the locale)
  --format F          text (default), json or markdown
  --help, --version

Exit status: 0 open, 1 blocked, 2 depends, 64 bad usage, 65 nothing readable in the input
Example: az network nsg show -g RG -n NSG | rdpcheck --from 203.0.113.7
",
    no_route: "No route in the paste carries packets to {}.",
    unknown_option: "unknown option {}",
    bad_value: "{} does not take {}",
    missing_value: "{} needs a value",
    cannot_read: "cannot read {}: {}",
    see_help: "rdpcheck --help lists the options.",
    line: "line {}",
    lines: "lines {}-{}",
    input: "input {}",
    run_this: "Run one of these and paste what it prints:",
};
