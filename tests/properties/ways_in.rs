//! Public addresses, load balancers and firewalls in random states: their order, a second paste of one and what belongs to
//! others change nothing, and what the way in blocks no NSG opens.

use super::{check, count};
use proptest::prelude::*;
use rdpcheck::case::{Case, Choices};
use rdpcheck::explain::explain;
use rdpcheck::judge::{Answer, HopKind};
use rdpcheck::question::{Question, Source, WayKind};
use rdpcheck::read::{Input, read};
use std::cell::Cell;

const NETWORK: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";

/// What stands in front of one VM, and how it is asked for.
#[derive(Debug, Clone)]
struct Front {
    /// The network interface, which comes first, and what may lead to it.
    documents: Vec<String>,
    question: Question,
    keys: Vec<u16>,
}

fn nic(has_public_ip: bool) -> String {
    let public_ip = match has_public_ip {
        true => format!(r#"{{"id": "{NETWORK}/publicIPAddresses/pip1"}}"#),
        false => "null".to_owned(),
    };
    format!(
        r#"{{"name": "nic1", "id": "{NETWORK}/networkInterfaces/nic1", "type": "Microsoft.Network/networkInterfaces", "networkSecurityGroup": {{"id": "{NETWORK}/networkSecurityGroups/nsg1"}}, "virtualMachine": {{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1"}}, "primary": true, "ipConfigurations": [{{"name": "ip1", "primary": true, "privateIPAddress": "10.0.0.4", "publicIPAddress": {public_ip}, "loadBalancerInboundNatRules": null, "loadBalancerBackendAddressPools": null, "subnet": {{"id": "{NETWORK}/virtualNetworks/vnet/subnets/web"}}}}]}}"#
    )
}

/// An address of the VM, or of another network interface.
fn public_ip() -> impl Strategy<Value = String> {
    let address = prop_oneof![
        Just(r#""ipAddress": "20.1.2.3", "#),
        Just(r#""ipAddress": null, "#),
        Just("")
    ];
    let allocation = prop_oneof![Just("Static"), Just("Dynamic")];
    let sku = prop_oneof![Just("Basic"), Just("Standard")];
    let of = prop_oneof![Just(1), Just(9)];
    (address, allocation, sku, of).prop_map(|(address, allocation, sku, of)| {
        format!(
            r#"{{"name": "pip{of}", "id": "{NETWORK}/publicIPAddresses/pip{of}", "type": "Microsoft.Network/publicIPAddresses", {address}"publicIPAllocationMethod": "{allocation}", "sku": {{"name": "{sku}"}}, "ipConfiguration": {{"id": "{NETWORK}/networkInterfaces/nic{of}/ipConfigurations/ip1"}}}}"#
        )
    })
}

/// A NAT rule for the VM, for another, or for nobody.
fn load_balancer() -> impl Strategy<Value = String> {
    let port = prop_oneof![Just(3389), Just(3390)];
    let target = prop_oneof![
        Just(format!(
            r#"{{"id": "{NETWORK}/networkInterfaces/nic1/ipConfigurations/ip1"}}"#
        )),
        Just(format!(
            r#"{{"id": "{NETWORK}/networkInterfaces/nic9/ipConfigurations/ip1"}}"#
        )),
        Just("null".to_owned())
    ];
    let front_end = prop_oneof![
        Just(r#""privateIPAddress": "10.0.0.100""#.to_owned()),
        Just(format!(
            r#""publicIPAddress": {{"id": "{NETWORK}/publicIPAddresses/pip-lb"}}"#
        ))
    ];
    let floating = any::<bool>();
    (port, target, front_end, floating).prop_map(|(port, target, front_end, floating)| {
        format!(
            r#"{{"name": "lb1", "id": "{NETWORK}/loadBalancers/lb1", "type": "Microsoft.Network/loadBalancers", "sku": {{"name": "Standard"}}, "frontendIPConfigurations": [{{"name": "fe", "id": "{NETWORK}/loadBalancers/lb1/frontendIPConfigurations/fe", {front_end}}}], "inboundNatRules": [{{"name": "rdp", "frontendIPConfiguration": {{"id": "{NETWORK}/loadBalancers/lb1/frontendIPConfigurations/fe"}}, "protocol": "Tcp", "frontendPort": 50001, "backendPort": {port}, "enableFloatingIP": {floating}, "backendIPConfiguration": {target}}}]}}"#
        )
    })
}

/// A DNAT rule for the VM or another, for everybody or a few, and perhaps a rule that denies.
fn firewall() -> impl Strategy<Value = String> {
    let to = prop_oneof![Just("10.0.0.4"), Just("10.0.0.9")];
    let port = prop_oneof![Just(3389), Just(3390)];
    let from = prop_oneof![Just("*"), Just("203.0.113.0/24"), Just("198.51.100.0/24")];
    let denied = prop_oneof![Just(None), Just(Some("203.0.113.0/24")), Just(Some("*"))];
    (to, port, from, denied).prop_map(|(to, port, from, denied)| {
        let denies = denied.map_or_else(String::new, |denied| {
            format!(
                r#"{{"priority": 200, "action": {{"type": "Deny"}}, "rules": [{{"name": "no", "protocols": ["TCP"], "sourceAddresses": ["{denied}"], "destinationAddresses": ["10.0.0.4"], "destinationPorts": ["3389"]}}]}}"#
            )
        });
        format!(
            r#"{{"name": "fw1", "id": "{NETWORK}/azureFirewalls/fw1", "type": "Microsoft.Network/azureFirewalls", "ipConfigurations": [{{"privateIPAddress": "10.0.9.4"}}], "natRuleCollections": [{{"priority": 100, "action": {{"type": "Dnat"}}, "rules": [{{"name": "rdp", "protocols": ["TCP"], "sourceAddresses": ["{from}"], "destinationAddresses": ["20.9.9.9"], "destinationPorts": ["3389"], "translatedAddress": "{to}", "translatedPort": "{port}"}}]}}], "networkRuleCollections": [{denies}]}}"#
        )
    })
}

fn nsg(access: &str) -> String {
    format!(
        r#"{{"name": "nsg1", "id": "{NETWORK}/networkSecurityGroups/nsg1", "type": "Microsoft.Network/networkSecurityGroups", "networkInterfaces": [{{"id": "{NETWORK}/networkInterfaces/nic1"}}], "subnets": null, "securityRules": [{{"name": "Rdp", "priority": 300, "direction": "Inbound", "access": "{access}", "protocol": "*", "sourcePortRange": "*", "destinationPortRange": "*", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*"}}]}}"#
    )
}

fn front() -> impl Strategy<Value = Front> {
    let parts = (
        any::<bool>(),
        proptest::option::of(public_ip()),
        proptest::option::of(load_balancer()),
        proptest::option::of(firewall()),
    );
    let through = prop_oneof![
        3 => Just(None),
        1 => Just(Some(WayKind::PublicIp)),
        1 => Just(Some(WayKind::LoadBalancer)),
        1 => Just(Some(WayKind::Firewall))
    ];
    let from = prop_oneof![Just("203.0.113.10"), Just("198.51.100.7"), Just("internet")];
    let dialled = prop_oneof![3 => Just(None), 1 => Just(Some(50001)), 1 => Just(Some(3389))];
    let keys = proptest::collection::vec(any::<u16>(), 8);
    (parts, through, from, dialled, keys).prop_map(
        |((has_public_ip, public_ip, balancer, firewall), through, from, dialled, keys)| {
            let mut documents = vec![nic(has_public_ip)];
            documents.extend(public_ip);
            documents.extend(balancer);
            documents.extend(firewall);
            let question = Question {
                from: Source::parse(from).expect("a source"),
                through,
                dialled,
                ..Question::default()
            };
            Front {
                documents,
                question,
                keys,
            }
        },
    )
}

/// The answer, and how everybody fares at the way in, of these documents. Of two ways that are blocked alike the first one
/// is named, so the reason is left out.
fn result(documents: &[String], question: &Question) -> (Answer, String) {
    let mut inputs = Vec::new();
    for text in documents {
        inputs.push(Input {
            name: None,
            text: text.clone(),
        });
    }
    let (evidence, _) = read(&inputs);
    let explanation = explain(&Case {
        evidence,
        question: question.clone(),
        choices: Choices::default(),
    });
    let judgement = &explanation.judgement;
    let mut hops = judgement.hops.iter();
    let way_in = hops.find(|hop| hop.kind == HopKind::WayIn);
    let way_in = way_in.map_or_else(String::new, |hop| {
        format!("{:?} {:?}", hop.answer, hop.partition)
    });
    (judgement.answer, way_in)
}

#[test]
fn order_a_second_paste_and_strangers_do_not_matter() {
    let decided = Cell::new(0);
    check(3_000, &front(), |front| {
        let mut documents = front.documents.clone();
        documents.push(nsg("Allow"));
        let before = result(&documents, &front.question);
        let mut keyed: Vec<_> = front.keys.iter().zip(documents.clone()).collect();
        keyed.sort_by_key(|(key, _)| **key);
        let shuffled: Vec<String> = keyed.into_iter().map(|(_, document)| document).collect();
        prop_assert_eq!(&before, &result(&shuffled, &front.question), "shuffled");
        let mut twice = documents.clone();
        twice.extend(documents.clone());
        prop_assert_eq!(&before, &result(&twice, &front.question), "pasted twice");
        let mut beside = documents;
        beside.push(format!(
            r#"{{"name": "pip8", "id": "{NETWORK}/publicIPAddresses/pip8", "type": "Microsoft.Network/publicIPAddresses", "ipAddress": "20.8.8.8", "publicIPAllocationMethod": "Static", "sku": {{"name": "Standard"}}, "ipConfiguration": {{"id": "{NETWORK}/networkInterfaces/nic8/ipConfigurations/ip1"}}}}"#
        ));
        prop_assert_eq!(
            &before,
            &result(&beside, &front.question),
            "beside another's"
        );
        count(&decided, usize::from(before.0 != Answer::Depends));
        Ok(())
    });
    println!("{} of 3000 were certain", decided.get());
    assert!(decided.get() > 500);
}

#[test]
fn what_the_way_in_blocks_no_nsg_opens() {
    let blocked = Cell::new(0);
    check(3_000, &front(), |front| {
        let without = result(&front.documents, &front.question);
        let mut allowed = front.documents.clone();
        allowed.push(nsg("Allow"));
        let allowed = result(&allowed, &front.question);
        let mut denied = front.documents.clone();
        denied.push(nsg("Deny"));
        let denied = result(&denied, &front.question);
        prop_assert_eq!(denied.0, Answer::Blocked);
        if without.0 == Answer::Blocked {
            prop_assert_eq!(allowed.0, Answer::Blocked, "opened by an NSG");
            count(&blocked, 1);
        }
        Ok(())
    });
    println!("{} of 3000 were blocked by the way in", blocked.get());
    assert!(blocked.get() > 300);
}
