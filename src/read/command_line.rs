//! A command that stands above its output: what it names, and what IP flow verify or the connection check was asked.

use super::letters::one_of;
use crate::azure::{AskedFlow, Direction, Typed};
use crate::net::Protocol;

/// What a line names, and the connection it asks about, where it does. Its options are words of any capitals, each with the
/// word behind it.
pub fn read_command(line: &str, typed: &mut Typed) -> Option<AskedFlow> {
    let in_small = line.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| in_small.contains(part));
    let value = |options: &[&str]| value_of(line, options);
    let group = group_of(line);
    let interface = value(&["-networkinterfacename", "--nic"]);
    if is_of_interface(&in_small) {
        typed.interface.learn(interface_of(line), group);
    } else {
        let machine = machine_of(line);
        if !machine.is_empty() {
            typed.machine.learn(machine, group);
            typed.interface.learn(interface, "");
        }
    }
    if has(&["connectivity"]) {
        // It prints the addresses itself, and tries TCP where nobody says ICMP.
        let protocol = value(&["-protocol", "--protocol"]);
        return Some(AskedFlow {
            protocol: match protocol {
                "" => Some(Protocol::Tcp),
                _ => Protocol::parse(protocol),
            },
            port: value(&["-destinationport", "--dest-port"]).parse().ok(),
            ..AskedFlow::default()
        });
    }
    if !has(&["ipflow", "ip-flow"]) {
        return None;
    }
    let end = |whole, address, port| match value(&[whole]) {
        "" => (value(&[address]), value(&[port])),
        whole => whole.rsplit_once(':').unwrap_or((whole, "")),
    };
    let own = end("--local", "-localipaddress", "-localport");
    let remote = end("--remote", "-remoteipaddress", "-remoteport");
    asked_flow(
        Direction::parse(value(&["-direction", "--direction"])),
        value(&["-protocol", "--protocol"]),
        own,
        remote,
    )
}

/// What IP flow verify was asked: its own address and port, and the others.
pub fn asked_flow(
    direction: Option<Direction>,
    protocol: &str,
    own: (&str, &str),
    remote: (&str, &str),
) -> Option<AskedFlow> {
    let direction = direction.filter(|_| !remote.0.is_empty())?;
    let (from, to) = match direction {
        Direction::Inbound => (remote, own),
        Direction::Outbound => (own, remote),
    };
    Some(AskedFlow {
        direction: Some(direction),
        protocol: Protocol::parse(protocol),
        source: from.0.to_owned(),
        destination: to.0.to_owned(),
        port: to.1.parse().ok(),
    })
}

/// Whether a command in small letters is about a network interface.
pub fn is_of_interface(in_small: &str) -> bool {
    const SIGNS: [&str; 4] = [
        "networkinterface",
        "network nic ",
        "azeffective",
        "rmeffective",
    ];
    SIGNS.iter().any(|sign| in_small.contains(sign))
}

/// The network interface that such a command names.
pub fn interface_of(line: &str) -> &str {
    let own = || value_of(line, &["-name", "--name", "-n"]);
    match value_of(line, &["-networkinterfacename", "--nic"]) {
        "" if own().is_empty() => in_id(line, "networkInterfaces"),
        "" => own(),
        name => name,
    }
}

/// What follows this segment in the only id that a command names.
pub fn in_id<'l>(line: &'l str, kind: &str) -> &'l str {
    let id = value_of(line, &["--ids", "-resourceid"]);
    let behind = line.split_once(id).map_or("", |(_, behind)| behind);
    if behind.contains("/subscriptions/") && !id.is_empty() {
        return "";
    }
    let mut segments = id.split('/');
    segments.find(|segment| segment.eq_ignore_ascii_case(kind));
    segments.next().unwrap_or("")
}

/// The resource group that a command names.
pub fn group_of(line: &str) -> &str {
    // Network Watcher has one of its own.
    match value_of(line, &["-resourcegroupname", "--resource-group", "-g"]) {
        "" => in_id(line, "resourceGroups"),
        group if group.eq_ignore_ascii_case("NetworkWatcherRG") => "",
        group => group,
    }
}

/// The VM that a command names.
pub fn machine_of(line: &str) -> &str {
    let in_small = line.to_ascii_lowercase();
    let is_its_own = ["azvm ", "rmvm ", "az vm "]
        .iter()
        .any(|it| in_small.contains(it));
    match value_of(line, &["-vmname", "--vm", "--vm-name", "--source-resource"]) {
        "" if is_its_own => value_of(line, &["-name", "--name", "-n"]),
        machine => machine,
    }
}

/// The word behind one of these options, without quotes; empty where there is none, or a variable or a placeholder.
pub fn value_of<'l>(line: &'l str, options: &[&str]) -> &'l str {
    // `--nsg-name=a`, `-Name:a`
    let mut words = line.split(one_of(" \t=")).filter(|word| !word.is_empty());
    let is_one = |word: &str| (options.iter()).any(|option| option.eq_ignore_ascii_case(word));
    if !words.any(is_one) {
        return "";
    }
    let value = words.next().unwrap_or("");
    // `(Get-AzNetworkSecurityGroup -Name a).SecurityRules`
    let value = value.split(one_of(");|")).next().unwrap_or("");
    let value = value.trim_matches(one_of("\"'"));
    match value.starts_with(one_of("-$<@(|")) {
        true => "",
        false => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Typed, Option<AskedFlow>) {
        let mut typed = Typed::default();
        let flow = read_command(line, &mut typed);
        (typed, flow)
    }

    #[test]
    fn names_are_those_of_the_resource_that_is_asked_for() {
        let (typed, _) = read(
            "PS C:\\> Get-AzEffectiveRouteTable -NetworkInterfaceName nic1 -ResourceGroupName \"rg-app\"",
        );
        assert_eq!(typed.interface.name, "nic1");
        assert_eq!(typed.interface.group_of("NIC1"), "rg-app");
        assert_eq!(typed.interface.group_of("nic2"), "");
        let (typed, _) = read("$ az vm show -d -g rg-vm -n vm1 -o json");
        assert_eq!(
            (typed.machine.name.as_str(), typed.machine.group_of("")),
            ("vm1", "rg-vm")
        );
        assert_eq!(typed.interface.name, "");
        // An NSG's name and group are no network interface's.
        let (typed, _) = read("az network nsg show -g rg -n nsg-web");
        assert_eq!(typed, Typed::default());
        let (typed, _) = read("Get-AzVM -Name $vm -ResourceGroupName <rg> -Status");
        assert_eq!(typed, Typed::default());
    }

    #[test]
    fn two_of_one_kind_are_none() {
        let mut typed = Typed::default();
        for name in ["a", "b", "a"] {
            read_command(&format!("az network nic show -g rg -n {name}"), &mut typed);
        }
        assert_eq!(
            (typed.interface.name.as_str(), typed.interface.group_of("a")),
            ("", "")
        );
    }

    #[test]
    fn ip_flow_verify_says_what_it_was_asked() {
        for line in [
            "az network watcher test-ip-flow -g rg --vm vm1 --direction Inbound --protocol TCP --local 10.0.0.4:3389 --remote 198.51.100.7:60000",
            "PS> Test-AzNetworkWatcherIPFlow -NetworkWatcher $nw -TargetVirtualMachineId $vm.Id -Direction Inbound -Protocol TCP -LocalIPAddress 10.0.0.4 -LocalPort 3389 -RemoteIPAddress 198.51.100.7 -RemotePort 60000",
        ] {
            let (_, flow) = read(line);
            let flow = flow.expect("a flow");
            assert_eq!(
                (flow.source.as_str(), flow.destination.as_str(), flow.port),
                ("198.51.100.7", "10.0.0.4", Some(3389)),
                "{line}"
            );
            assert_eq!(flow.direction, Some(Direction::Inbound));
        }
        let (_, flow) = read(
            "az network watcher test-ip-flow --direction outbound --protocol TCP --local 10.0.0.4:60000 --remote 198.51.100.7:443",
        );
        assert_eq!(flow.expect("a flow").port, Some(443));
        assert_eq!(read("az network watcher test-ip-flow @query").1, None);
    }
}
