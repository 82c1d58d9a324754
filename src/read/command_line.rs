//! A command that stands above its output: what it names, and what IP flow verify was asked.

use crate::azure::{AskedFlow, Direction, Typed};
use crate::net::Protocol;

/// What a line names, and the connection it asks about, where it does. Its options are words of any capitals, each with the
/// word behind it.
pub fn read_command(line: &str, typed: &mut Typed) -> Option<AskedFlow> {
    let line_in_small = line.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| line_in_small.contains(part));
    let is_about_interface = has(&[
        "networkinterface",
        "network nic ",
        "azeffective",
        "rmeffective",
    ]);
    let is_about_machine = has(&["azvm ", "rmvm ", "az vm "]);
    let (mut name, mut group, mut interface, mut machine) = ("", "", "", "");
    let mut flow = AskedFlow::default();
    let (mut own, mut remote) = (("", ""), ("", ""));
    let mut words = line.split_whitespace();
    let mut option = "";
    while let Some(word) = words.next() {
        let value = word.trim_matches(['"', '\'']);
        if !value.starts_with(['-', '$', '<', '@', '(', '|']) {
            let slot = match option.to_ascii_lowercase().as_str() {
                "-name" | "--name" | "-n" => &mut name,
                "-resourcegroupname" | "--resource-group" | "-g" => &mut group,
                "-networkinterfacename" | "--nic" => &mut interface,
                "-vmname" | "--vm" | "--vm-name" => &mut machine,
                "-localipaddress" => &mut own.0,
                "-localport" => &mut own.1,
                "-remoteipaddress" => &mut remote.0,
                "-remoteport" => &mut remote.1,
                "--local" | "--remote" => {
                    let end = if option.ends_with('l') {
                        &mut own
                    } else {
                        &mut remote
                    };
                    *end = value.rsplit_once(':').unwrap_or((value, ""));
                    option = "";
                    continue;
                }
                "-direction" | "--direction" => {
                    flow.direction = Direction::parse(value);
                    option = "";
                    continue;
                }
                "-protocol" | "--protocol" => {
                    flow.protocol = Protocol::parse(value);
                    option = "";
                    continue;
                }
                _ => {
                    option = "";
                    continue;
                }
            };
            *slot = value;
        }
        option = word;
    }
    if is_about_interface && interface.is_empty() {
        interface = name;
    } else if is_about_machine && machine.is_empty() {
        machine = name;
    }
    if is_about_interface {
        typed.interface.learn(interface, group);
    } else if !machine.is_empty() || is_about_machine {
        typed.machine.learn(machine, group);
        typed.interface.learn(interface, "");
    }
    let (from, to) = match flow.direction? {
        Direction::Inbound => (remote, own),
        Direction::Outbound => (own, remote),
    };
    from.0.clone_into(&mut flow.source);
    to.0.clone_into(&mut flow.destination);
    flow.port = to.1.parse().ok();
    (has(&["ipflow", "ip-flow"]) && !from.0.is_empty() && !to.0.is_empty()).then_some(flow)
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
