//! What is read of the pastes in `scenarios/way-in-reading.md`, fact by fact: there it is only claimed that they are read.

#![allow(clippy::expect_used, reason = "a test may fail")]

use rdpcheck::azure::{AddressTerm, NatRule, Resource, ResourceId};
use rdpcheck::read::{self, Input};

const SCENARIOS: &str = include_str!("scenarios/way-in-reading.md");

/// The facts in the pastes of one scenario, a line each.
fn facts(title: &str) -> String {
    let heading = format!("## {title}\n");
    let (_, behind) = SCENARIOS.split_once(&heading).expect(title);
    let section = behind.split("\n## ").next().expect("a section");
    let mut inputs = Vec::new();
    for fence in section.split("```paste\n").skip(1) {
        let text = fence.split("```").next().expect("a fence").to_owned();
        inputs.push(Input { name: None, text });
    }
    let (evidence, _) = read::read(&inputs);
    let facts: Vec<String> = evidence.resources().map(fact).collect();
    facts.join("\n")
}

fn fact(resource: &Resource) -> String {
    let name = |id: &Option<ResourceId>| id.as_ref().map_or("?", ResourceId::name).to_owned();
    match resource {
        Resource::VirtualMachine(it) => {
            let nics: Vec<_> = it.network_interfaces.iter().map(|id| id.name()).collect();
            format!(
                "{} {:?} {:?} agent {:?} nics {nics:?} private {:?} public {:?}",
                it.name,
                it.power,
                it.provisioning,
                it.has_agent,
                it.private_addresses,
                it.public_addresses
            )
        }
        Resource::Health(it) => format!(
            "{} {:?} {:?} {}",
            name(&it.of),
            it.state,
            it.reason,
            it.summary
        ),
        Resource::Guest(it) => {
            let kinds: Vec<_> = it.signs.iter().map(|sign| &sign.kind).collect();
            format!("{kinds:?}")
        }
        Resource::LoadBalancer(it) => {
            let mut text = format!("{} {:?}", name(&it.id), it.is_standard);
            for front in &it.front_ends {
                let public = name(&front.public_ip);
                text += &format!(" front {} {public} {:?}", front.name, front.private_address);
            }
            for rule in &it.rules {
                text += &nat(rule);
            }
            for pool in &it.pools {
                let members = pool.ip_configurations.len();
                text += &format!(" pool {} {members} {:?}", name(&pool.id), pool.addresses);
            }
            text
        }
        Resource::Firewall(it) => {
            let mut text = format!("{:?} {:?}", it.private_address, it.public_ips.len());
            for rule in &it.rules {
                let ports: Vec<_> = rule.ports.iter().map(|port| port.text()).collect();
                text += &format!(
                    " {} {:?} from {:?} lost {:?} to {:?} {ports:?} then {:?} {:?}",
                    rule.name,
                    rule.protocols,
                    rule.sources.terms.len(),
                    rule.sources.lost,
                    rule.destinations,
                    rule.to_address,
                    rule.to_port
                );
            }
            text
        }
        Resource::Bastion(it) => format!("{} in {}", it.name, name(&it.subnet)),
        Resource::AdminRules(it) => {
            let mut text = format!("{} cut {}", it.name, it.cut.is_some());
            for rule in &it.rules {
                let from = match rule.source.terms.first() {
                    Some(AddressTerm::Prefix(prefix)) => prefix.text(),
                    other => format!("{other:?}"),
                };
                text += &format!(
                    ", {} {:?} {:?} {:?} from {from}",
                    rule.name, rule.priority.value, rule.access.value, rule.destination_ports.terms
                );
            }
            text
        }
        other => format!("{:?}", other.identity()),
    }
}

fn nat(rule: &NatRule) -> String {
    let name = |id: &Option<ResourceId>| id.as_ref().map_or("?", ResourceId::name).to_owned();
    format!(
        " rule {} {:?} {} to {:?} on {} in {}",
        rule.name,
        rule.protocol,
        rule.front_end_ports
            .map_or("?".to_owned(), |ports| ports.text()),
        rule.back_end_port,
        name(&rule.target),
        name(&rule.pool)
    )
}

#[test]
fn virtual_machines() {
    for (title, expected) in [
        (
            "A VM that runs, as PowerShell's instance view prints it",
            "myvm Running Some(Succeeded) agent Some(true) nics [] private [] public None",
        ),
        (
            "A VM in PowerShell's list view with names of types only",
            "myvm Unsaid Some(Succeeded) agent None nics [] private [] public None",
        ),
        (
            "VMs in PowerShell's table",
            "myvm Deallocated Some(Succeeded) agent None nics [] private [] public None\nother Running Some(Succeeded) agent None nics [] private [] public None",
        ),
        (
            "VMs in az's table",
            "myvm Running None agent None nics [] private [] public Some([203.0.113.7])\nvm2 Stopped None agent None nics [] private [] public Some([])",
        ),
        (
            "az vm get-instance-view",
            "myvm Stopped Some(Failed) agent Some(false) nics [\"first\", \"second\"] private [] public None",
        ),
        (
            "The instance view alone",
            " Changing None agent None nics [] private [] public None",
        ),
        (
            "A power state that nobody documents",
            "myvm Unknown(\"hibernating\") Some(Succeeded) agent None nics [] private [10.0.0.4] public Some([])",
        ),
    ] {
        assert_eq!(facts(title), expected, "{title}");
    }
}

#[test]
fn health() {
    for (title, expected) in [
        (
            "The health of a VM",
            "myvm Unavailable Persistent Your virtual machine is unavailable.",
        ),
        (
            "The health of several VMs, with what is past",
            "myvm Available Unsaid There aren't any known problems\nvm2 Degraded Planned It runs slowly",
        ),
        (
            "Health as a flat row and in a list view",
            "myvm Unknown Unsaid \nvm2 Available Unsaid There aren't any known Azure platform problems affecting this virtual machine",
        ),
        ("The health of a database", "myvm Unknown Unsaid Zzz"),
        ("An event is no state", ""),
    ] {
        assert_eq!(facts(title), expected, "{title}");
    }
}

#[test]
fn guests() {
    for (title, expected) in [
        (
            "A boot log that stops at a code",
            "[DoesNotStart(\"0xC000000F\"), DoesNotStart(\"Windows failed to start\")]",
        ),
        (
            "Screens of boot diagnostics, typed off",
            "[IsBusy]\n[WaitsForLogon]\n[DoesNotStart(\"INACCESSIBLE_BOOT_DEVICE\")]",
        ),
        ("A serial log whose middle was left out", "[SerialConsole]"),
        (
            "The VM health report in the serial log",
            "[AdapterDown(\"Ethernet\"), RemoteDesktopService(false)]",
        ),
        (
            "A VM health report that breaks off",
            "[AdapterDown(\"Ethernet\")]",
        ),
        (
            "The port in the registry",
            "[ListensOn(3390)]\n[ListensOn(3390)]\n[ListensOn(3390)]",
        ),
        (
            "The Remote Desktop service",
            "[RemoteDesktopService(false)]\n[RemoteDesktopService(true)]",
        ),
    ] {
        assert_eq!(facts(title), expected, "{title}");
    }
}

#[test]
fn load_balancers() {
    for (title, expected) in [
        (
            "A load balancer, as REST prints it",
            "lb1 Some(true) front fe pip1 None rule rdp Some(Tcp) 50001 to Some(3389) on ip1 in ? pool pool 1 []",
        ),
        (
            "A load balancer in PowerShell's list view, a NAT rule without its back-end port",
            "lb1 Some(false) front fe ? Some(10.0.0.100) rule rdp Some(Tcp) 50001 to None on ? in ?",
        ),
        (
            "A load balancer of which only the rules' names were printed",
            "lb1 None rule rdp None ? to None on ? in ?",
        ),
        (
            "Inbound NAT rules alone",
            "lb1 None rule rdp1 Some(Tcp) 50001 to Some(3389) on ? in ? rule rdp-pool Some(Tcp) 50100-50199 to Some(3389) on ? in pool",
        ),
    ] {
        assert_eq!(facts(title), expected, "{title}");
    }
}

#[test]
fn firewalls_and_bastions() {
    for (title, expected) in [
        (
            "A firewall with DNAT rules of its own",
            "Some(10.0.1.4) 1 rdp [Tcp] from 1 lost None to [\"20.1.2.3\"] [\"3390\"] then Some(10.0.0.4) Some(3389)",
        ),
        (
            "A firewall in PowerShell's list view",
            "Some(10.0.1.4) 0 rdp [Tcp] from 1 lost None to [\"20.1.2.3\"] [\"3390\"] then Some(10.0.0.4) None",
        ),
        (
            "A policy's group of rules",
            "None 0 rdp [Tcp] from 0 lost Some(Missing) to [\"20.1.2.3\"] [\"3390\"] then Some(10.0.0.4) Some(3389)",
        ),
        (
            "A Bastion host",
            "bastion1 in AzureBastionSubnet\nbastion2 in ?",
        ),
    ] {
        assert_eq!(facts(title), expected, "{title}");
    }
}

#[test]
fn admin_rules() {
    for (title, expected) in [
        (
            "Effective security admin rules, from az",
            "nm1 cut false, allow-admins Ok(10) Ok(AlwaysAllow) [Range(PortRange { first: 3389, last: 3389 })] from 203.0.113.0/24, deny-rdp Ok(20) Ok(Deny) [Range(PortRange { first: 3389, last: 3389 })] from Some(Tag(Internet))",
        ),
        (
            "Effective security admin rules, from PowerShell",
            "nm1 cut false, deny-rdp Ok(20) Ok(Deny) [Range(PortRange { first: 3389, last: 3389 })] from Some(Tag(Internet))",
        ),
        (
            "An admin rule from a network group, in a list that breaks off",
            "nm1 cut true, deny-guests Ok(0) Ok(Deny) [Range(PortRange { first: 0, last: 65535 })] from Some(Group(\"guests\"))",
        ),
    ] {
        assert_eq!(facts(title), expected, "{title}");
    }
}

/// Nothing panics, whatever is missing.
#[test]
fn a_paste_may_break_off_anywhere() {
    for fence in SCENARIOS.split("```paste\n").skip(1) {
        let paste = fence.split("```").next().expect("a fence");
        for (end, _) in paste.char_indices() {
            let (text, _) = paste.split_at(end);
            let text = text.to_owned();
            let _ = read::read(&[Input { name: None, text }]);
        }
    }
}
