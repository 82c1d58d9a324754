//! Commands that change rules and routes: what they say, and that their names are only names.

use super::check;
use super::languages::renamed_in;
use super::names::hostile;
use super::templates::read;
use proptest::prelude::*;
use rdpcheck::azure::security_rule::RuleField;
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Destination, Direction, Field, NextHop, PortField, PortTerm,
    Route, RouteSource, RouteState, RuleState, SecurityRule, Terms, Unknown, Unread,
};
use rdpcheck::command::{Dialect, RouteChange, RuleChange, Values, route, rule};
use rdpcheck::net::{PortRange, Prefix, Protocol};
use rdpcheck::origin::Origin;

const SHELLS: [Dialect; 3] = Dialect::ALL;

/// A rule that lets the source in on TCP 3389.
pub fn allow(name: &str, source: &[AddressTerm]) -> SecurityRule {
    let origin = Origin::Proposed;
    SecurityRule {
        name: name.to_owned(),
        origin,
        default: false,
        priority: Field::known(300, origin),
        direction: Field::known(Direction::Inbound, origin),
        access: Field::known(Access::Allow, origin),
        protocol: Field::known(Protocol::Tcp, origin),
        source: AddressField::of(source.to_vec(), origin),
        source_ports: PortField::of(vec![PortTerm::Any], origin),
        destination: AddressField::of(vec![AddressTerm::Any], origin),
        destination_ports: PortField::of(vec![PortTerm::Range(PortRange::single(3389))], origin),
        state: RuleState::InForce,
        unread: Unread::default(),
    }
}

pub fn prefix(text: &str) -> AddressTerm {
    AddressTerm::Prefix(Prefix::parse(text).expect("a prefix"))
}

pub fn names(group: &str, resource_group: &str) -> Values {
    let mut values = Values::default();
    values.set("nsg", group);
    values.set("rg", resource_group);
    values
}

fn text(changes: &[RuleChange], dialect: Dialect) -> String {
    let filled = rule::commands(changes, dialect, &names("nsg1", "rg1")).expect("commands");
    read(&filled.text, dialect).expect("the language reads it");
    filled.text
}

#[test]
fn a_new_rule_says_everything_in_every_shell() {
    let rule = allow(
        "allow-rdp",
        &[prefix("203.0.113.7"), prefix("198.51.100.0/24")],
    );
    let add = [RuleChange::Add(&rule)];
    assert_eq!(
        text(&add, Dialect::AzPowerShell),
        r#"Get-AzNetworkSecurityGroup -Name "nsg1" -ResourceGroupName "rg1" |
  Add-AzNetworkSecurityRuleConfig -Name "allow-rdp" -Access "Allow" -Protocol "Tcp" -Direction "Inbound" -Priority 300 -SourceAddressPrefix "203.0.113.7","198.51.100.0/24" -SourcePortRange "*" -DestinationAddressPrefix "*" -DestinationPortRange "3389" |
  Set-AzNetworkSecurityGroup"#
    );
    assert_eq!(
        text(&add, Dialect::AzureRm),
        text(&add, Dialect::AzPowerShell).replace("-Az", "-AzureRm")
    );
    assert_eq!(
        text(&add, Dialect::AzureCli),
        r#"az network nsg rule create -g "rg1" --nsg-name "nsg1" -n "allow-rdp" --priority 300 --direction "Inbound" --access "Allow" --protocol "Tcp" --source-address-prefixes "203.0.113.7" "198.51.100.0/24" --source-port-ranges "*" --destination-address-prefixes "*" --destination-port-ranges "3389""#
    );
    assert!(rule::commands(&add, Dialect::Classic, &Values::default()).is_none());
}

/// What `Set-AzNetworkSecurityRuleConfig` is not told is lost, so a rule is changed in place.
#[test]
fn a_changed_rule_keeps_all_else() {
    let mut rule = allow(
        "allow-rdp",
        &[prefix("203.0.113.7"), prefix("192.0.2.0/24")],
    );
    rule.source_ports.lost = Some(Unknown::Truncated);
    let edit = [RuleChange::Edit(
        &rule,
        &[RuleField::Priority, RuleField::Source],
    )];
    assert_eq!(
        text(&edit, Dialect::AzureCli),
        r#"az network nsg rule update -g "rg1" --nsg-name "nsg1" -n "allow-rdp" --priority 300 --source-address-prefixes "203.0.113.7" "192.0.2.0/24""#
    );
    let changed = text(&edit, Dialect::AzPowerShell);
    assert_eq!(
        changed,
        r#"Get-AzNetworkSecurityGroup -Name "nsg1" -ResourceGroupName "rg1" |
  ForEach-Object {
    $rule = $_.SecurityRules | Where-Object Name -EQ "allow-rdp"
    $rule.Priority = 300
    $rule.SourceAddressPrefix = [string[]]("203.0.113.7","192.0.2.0/24")
    $_ } |
  Set-AzNetworkSecurityGroup"#
    );
    let every = [
        RuleField::Protocol,
        RuleField::SourcePorts,
        RuleField::Destination,
        RuleField::DestinationPorts,
    ];
    let rule = allow("allow-rdp", &[AddressTerm::Any]);
    let changed = text(&[RuleChange::Edit(&rule, &every)], Dialect::AzureRm);
    for line in [
        "    $rule.Protocol = \"Tcp\"",
        "    $rule.SourcePortRange = [string[]](\"*\")",
        "    $rule.DestinationAddressPrefix = [string[]](\"*\")",
        "    $rule.DestinationPortRange = [string[]](\"3389\")",
        "  Set-AzureRmNetworkSecurityGroup",
    ] {
        assert!(changed.lines().any(|own| own == line), "{line}\n{changed}");
    }
}

#[test]
fn several_changes_are_saved_together() {
    let [first, second] = ["a", "b"].map(|name| allow(name, &[AddressTerm::Any]));
    let changes = [
        RuleChange::Edit(&first, &[RuleField::Priority]),
        RuleChange::Delete(&second),
    ];
    let powershell = text(&changes, Dialect::AzPowerShell);
    assert_eq!(powershell.lines().count(), 7);
    assert!(powershell.contains("\n  Remove-AzNetworkSecurityRuleConfig -Name \"b\" |\n"));
    assert!(powershell.ends_with(" |\n  Set-AzNetworkSecurityGroup"));
    let cli = text(&changes, Dialect::AzureCli);
    assert_eq!(
        cli.lines().nth(1),
        Some(r#"az network nsg rule delete -g "rg1" --nsg-name "nsg1" -n "b""#)
    );
}

#[test]
fn what_the_paste_does_not_have_whole_is_not_restated() {
    let mut rule = allow("allow-rdp", &[prefix("10.0.0.4")]);
    rule.source.lost = Some(Unknown::Truncated);
    rule.destination_ports.terms = Terms::One(PortTerm::Unreadable("3389,".to_owned()));
    rule.protocol = Field::unknown(Unknown::Missing, Origin::Proposed);
    for dialect in SHELLS {
        let filled = rule::commands(&[RuleChange::Add(&rule)], dialect, &names("n", "g"));
        let mut left = filled.expect("a command").placeholders;
        left.sort_unstable();
        assert_eq!(left, ["destination-ports", "protocol", "sources"]);
    }
}

#[test]
fn what_the_reader_says_fills_only_what_is_not_known() {
    let mut rule = allow("allow-rdp", &[prefix("10.0.0.4")]);
    let mut values = names("n", "g");
    for (name, value) in [("sources", "192.0.2.1"), ("priority", "999")] {
        values.set(name, value);
    }
    let command = |rule: &SecurityRule| {
        let fields = [RuleField::Priority, RuleField::Source];
        let edit = [RuleChange::Edit(rule, &fields)];
        let [cli, powershell] = [Dialect::AzureCli, Dialect::AzPowerShell]
            .map(|dialect| rule::commands(&edit, dialect, &values).expect("a command"));
        (cli.text, powershell.text)
    };
    let (cli, powershell) = command(&rule);
    assert!(cli.ends_with("--priority 300 --source-address-prefixes \"10.0.0.4\""));
    assert!(powershell.contains("$rule.Priority = 300\n"));
    assert!(powershell.contains("[string[]](\"10.0.0.4\")"));
    rule.priority = Field::unknown(Unknown::Missing, Origin::Proposed);
    rule.source.lost = Some(Unknown::Truncated);
    let (cli, powershell) = command(&rule);
    assert!(cli.ends_with("--priority 999 --source-address-prefixes \"192.0.2.1\""));
    assert!(powershell.contains("$rule.Priority = 999\n"));
    assert!(powershell.contains("[string[]](\"192.0.2.1\")"));
}

#[test]
fn the_client_is_filled_in_where_it_is_known() {
    let client = AddressTerm::Unreadable("<client>".to_owned());
    let rule = allow("allow-rdp", &[client]);
    let mut values = names("n", "g");
    let filled = rule::commands(&[RuleChange::Add(&rule)], Dialect::AzureCli, &values);
    let filled = filled.expect("a command");
    assert_eq!(filled.placeholders, ["client"]);
    assert!(
        filled
            .text
            .contains("--source-address-prefixes \"<client>\" ")
    );
    values.set("client", "203.0.113.7");
    let filled = rule::commands(&[RuleChange::Add(&rule)], Dialect::Arm, &values);
    let filled = filled.expect("a resource");
    assert!(
        filled
            .text
            .contains("\"sourceAddressPrefix\": \"203.0.113.7\"")
    );
}

#[test]
fn a_new_group_comes_with_its_rule() {
    let rule = allow("allow-rdp", &[AddressTerm::Any]);
    let mut values = names("nsg1", "rg1");
    values.set("nic", "nic1");
    for (dialect, last) in [
        (
            Dialect::AzPowerShell,
            "Set-AzNetworkInterface -NetworkInterface $nic",
        ),
        (
            Dialect::AzureCli,
            r#"az network nic update -g "rg1" -n "nic1" --network-security-group "nsg1""#,
        ),
    ] {
        let filled = rule::new_group(&rule, dialect, &values).expect("commands");
        read(&filled.text, dialect).expect("the language reads it");
        assert_eq!(filled.text.lines().last(), Some(last));
        assert!(filled.text.contains("\"3389\""));
    }
}

#[test]
fn routes_are_changed_and_saved() {
    let origin = Origin::Proposed;
    let mut user = Route {
        name: "to-client".to_owned(),
        destination: Destination::Other("<client>".to_owned()),
        next_hop: NextHop::Internet,
        next_hop_addresses: Vec::new(),
        source: RouteSource::User,
        state: RouteState::Active,
        origin,
    };
    let mut values = Values::default();
    values.set("rt", "rt1");
    values.set("rg", "rg1");
    let text = |change: RouteChange, dialect, values: &Values| {
        let filled = route::command(change, dialect, values).expect("a command");
        read(&filled.text, dialect).expect("the language reads it");
        filled.text
    };
    assert_eq!(
        text(RouteChange::Add(&user), Dialect::AzPowerShell, &values),
        r#"Get-AzRouteTable -Name "rt1" -ResourceGroupName "rg1" |
  Add-AzRouteConfig -Name "to-client" -AddressPrefix "<client>/32" -NextHopType "Internet" |
  Set-AzRouteTable"#
    );
    values.set("client", "2001:db8::7");
    assert!(
        text(RouteChange::Add(&user), Dialect::AzureCli, &values)
            .ends_with(r#"--address-prefix "2001:db8::7/128" --next-hop-type "Internet""#)
    );
    assert!(
        text(RouteChange::Edit(&user), Dialect::AzureCli, &values)
            .ends_with(r#"--next-hop-type "Internet" --next-hop-ip-address "null""#)
    );
    user.next_hop = NextHop::Appliance;
    assert!(
        text(RouteChange::Edit(&user), Dialect::AzureRm, &values)
            .contains(r#"-NextHopType "VirtualAppliance" -NextHopIpAddress "<next-hop-ip>" |"#)
    );
    user.next_hop_addresses = vec!["10.0.1.4".to_owned()];
    assert!(
        text(RouteChange::Edit(&user), Dialect::AzureRm, &values)
            .contains(r#"-NextHopIpAddress "10.0.1.4" |"#)
    );
    assert_eq!(
        text(RouteChange::Delete(&user), Dialect::AzureCli, &values),
        r#"az network route-table route delete -g "rg1" --route-table-name "rt1" -n "to-client""#
    );
}

#[test]
fn the_names_of_a_rule_are_only_names() {
    let any = prop::collection::vec(hostile(), 3);
    check(300, &any, |any| {
        let [rule_name, group, resource_group] = any.as_slice() else {
            return Ok(());
        };
        let rule = allow(rule_name, &[prefix("203.0.113.7"), prefix("192.0.2.1")]);
        let plain = allow("plain-rule", &[prefix("203.0.113.7"), prefix("192.0.2.1")]);
        let values = names(group, resource_group);
        let plain_values = names("plain-group", "plain-resources");
        let fields = [RuleField::Priority, RuleField::Source];
        for dialect in SHELLS {
            let changes = |rule| {
                [
                    RuleChange::Add(rule),
                    RuleChange::Edit(rule, &fields),
                    RuleChange::Delete(rule),
                ]
            };
            let filled = rule::commands(&changes(&rule), dialect, &values).expect("commands");
            prop_assert!(filled.placeholders.is_empty(), "{:?}", filled);
            let plain = rule::commands(&changes(&plain), dialect, &plain_values);
            let plain = plain.expect("commands");
            let renamed = [
                ("plain-rule", rule_name.clone()),
                ("plain-group", group.clone()),
                ("plain-resources", resource_group.clone()),
            ];
            let expected = renamed_in(read(&plain.text, dialect)?, dialect, &renamed);
            prop_assert_eq!(read(&filled.text, dialect)?, expected, "{}", filled.text);
        }
        Ok(())
    });
}
