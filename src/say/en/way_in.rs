//! The VM itself, the ways in to it, and its Windows, in English.

use crate::say::way_in::WayInText;

/// The words.
pub const WAY_IN: WayInText = WayInText {
    kinds: [
        "public IP address",
        "load balancer",
        "Azure Firewall",
        "Bastion",
        "VPN or ExpressRoute",
        "peered network",
        "endpoint",
    ],
    blocked: [
        "Blocked: the VM is stopped. Start it.",
        "Blocked: the VM is deallocated. Start it, and look for its public IP address again: a dynamic one changes.",
        "Blocked: Azure reports that the VM is not available (resource health). Wait a little.",
        "Blocked: the VM has no public IP address, so nobody on the Internet can reach it (Connect is greyed out in the portal). Give it one, or say that you come in over a load balancer, VPN, Bastion or a firewall.",
        "Blocked: {wanted} has no public address that could be dialled.",
        "Blocked: {wanted} does not lead to {flow} of the VM, but to {text}.",
        "Blocked: the port that you dial does not lead to this VM. Dial {list}.",
        "Blocked: the rules of {wanted} do not let this source in.",
        "Blocked: the access control list of {wanted} does not permit this source.",
        "Blocked: Windows does not start ({list}). That is no matter of the network.",
        "Blocked: the Remote Desktop service does not run in Windows.",
        "Blocked: Windows listens for RDP on port {number}. What you dial must lead to that port, and the NSGs must allow it. Set Port to {number} to check that.",
        "Blocked: {wanted} has no rule that leads to this VM.",
        "Blocked: the peering {wanted} is not connected, or does not allow virtual network access.",
        "Blocked: {wanted} is an internal one: its front end has a private address, so only the virtual network can dial it.",
        "Blocked: rule {text} of {wanted} denies this source.",
    ],
    open: "Open: {wanted} lets {flow} in.",
    dial: "You dial {list} ({wanted}); the VM and its NSGs see port {number} of its private address.",
    listens: "Windows listens for RDP on port 3389, unless somebody changed that: look in the VM at HKLM\\System\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp, value PortNumber. If it says {number}, set Port to {number}; else the rule has to lead to 3389.",
    assumed: "The paste does not show whether {wanted} belongs to the VM’s network interface; it is judged as if it did.",
    acl: [
        "The endpoint’s rule with order {number} decides: {text} {list}.",
        "No rule names this source: with a Permit in the list it is denied, else permitted.",
    ],
    always_allows: "This admin rule always allows: what the NSGs say does not matter.",
    admin_denies: "The network manager’s admin rules come before every NSG, so no NSG rule helps: ask whoever manages them.",
    signs: [
        "Windows waits for somebody to log on, so it has started.",
        "The serial console answers, so Windows can be repaired from there.",
        "Inside Windows, the network adapter {text} is not up.",
        "Windows has started.",
        "Windows restarts or installs updates: wait, and do not restart it.",
    ],
    machine: [
        "The last operation on the VM failed (provisioning state Failed). That says nothing about whether it runs: read its message in the portal.",
        "The VM’s agent is not ready, so Reset password, Run Command and other extensions do nothing.",
        "Azure reports that the VM’s host is degraded: it runs, and may have to be redeployed (resource health).",
        "If the VM stays unavailable, redeploy it.",
        "Basic public IP addresses and load balancers were retired on 30 September 2025. Add an NSG before you upgrade: Standard ones let nothing in without it.",
        "It is planned maintenance: wait until it is over.",
        "Azure has heard nothing of the VM for some minutes (resource health Unknown): look again later.",
    ],
};
