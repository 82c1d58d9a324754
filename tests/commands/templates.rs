//! Every template there is, with hostile names in all its places.

use super::check;
use super::languages::{Token, renamed_in, tokens};
use super::names::{most_hostile, unseen};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::command::{Command, Dialect, Filled, Values, documented};
use rdpcheck::explain::next::{Names, Output};

/// Every template, and the dialect that it is in.
fn every_template() -> Vec<(&'static str, Dialect)> {
    let mut templates = Vec::new();
    let mut add = |command: &Command| {
        templates.push((command.az, Dialect::AzPowerShell));
        templates.push((command.cli, Dialect::AzureCli));
        match command.azurerm {
            "" => templates.push((command.az, Dialect::AzureRm)),
            "-" => {}
            template => templates.push((template, Dialect::AzureRm)),
        }
    };
    for command in [
        documented::START_VM,
        documented::REQUEST_ACCESS,
        documented::ASSIGN_PUBLIC_IP,
        documented::ATTACH_TO_SUBNET,
    ] {
        add(&command);
    }
    for template in [
        documented::ADD_ENDPOINT,
        documented::EDIT_ENDPOINT,
        documented::PERMIT_IN_ACL,
    ] {
        templates.push((template, Dialect::Classic));
    }
    templates.retain(|(template, _)| !template.is_empty());
    templates
}

/// Templates that are built like those of the catalogue, and harder ones.
const HARD: [(&str, Dialect); 8] = [
    (
        "az network watcher test-ip-flow -g <rg> --local <ip>:<port> --remote <client>:60000",
        Dialect::AzureCli,
    ),
    (
        "az x --resource $(az vm show -g <rg> -n <vm> --query id -o tsv) --port <port>",
        Dialect::AzureCli,
    ),
    (
        "az rest --method get --url /subscriptions/<sub>/resourceGroups/<rg>/x?api-version=2020-05-01",
        Dialect::AzureCli,
    ),
    (
        "az x --name=<vm> --ports <port> <client>/32 '*'",
        Dialect::AzureCli,
    ),
    (
        "Invoke-AzRestMethod -Path /subscriptions/<sub>/resourceGroups/<rg>/x?api-version=1 -Method GET",
        Dialect::AzPowerShell,
    ),
    (
        "$x = (Get-AzVM -Name <vm>).Id; f @{ a = @(<client>); b=<port> } -To <client>/32,<ip>",
        Dialect::AzPowerShell,
    ),
    (
        "Get-AzVM -Name <vm> | Where-Object Name -EQ <nic>",
        Dialect::AzureRm,
    ),
    (
        "Get-AzureVM -ServiceName <svc> -Name <vm> |\n  Update-AzureVM",
        Dialect::Classic,
    ),
];

#[test]
fn a_template_is_the_same_command_whatever_the_names_are() {
    let templates = [every_template(), HARD.to_vec()].concat();
    let names = prop::collection::vec(most_hostile(), 4);
    check(150, &names, |names| {
        for (template, dialect) in &templates {
            holds(template, *dialect, names)?;
        }
        Ok(())
    });
}

#[test]
fn a_name_that_is_not_seen_as_it_is_stays_a_placeholder() {
    check(200, &unseen(), |name| {
        for (template, dialect) in every_template() {
            let places = places(template);
            let place = places[name.len() % places.len()];
            let mut values = Values::default();
            values.set(place, name);
            let filled = filled(template, dialect, &values);
            let optional = template.contains('«');
            prop_assert_eq!(&filled.refused, &[place], "{}", template);
            prop_assert!(optional || filled.placeholders.len() == places.len());
            prop_assert!(!filled.text.contains(name.as_str()));
        }
        Ok(())
    });
}

#[test]
fn every_output_can_be_printed_in_every_shell() {
    for output in [
        Output::NetworkSecurityGroups,
        Output::EffectiveRules,
        Output::EffectiveRoutes,
        Output::NetworkInterface,
        Output::PublicIps,
        Output::VirtualMachine,
        Output::LoadBalancers,
    ] {
        for dialect in Dialect::ALL {
            let text = output.command(dialect, &Names::default());
            let tokens = tokens(&text, dialect).expect("a command");
            assert!(tokens.contains(&Token::Text("<resource-group>".to_owned())));
        }
    }
}

/// With these names in its places, the command is the one with simple names, but for the names.
fn holds(template: &'static str, dialect: Dialect, names: &[String]) -> TestCaseResult {
    let mut simple = Values::default();
    let mut hostile = Values::default();
    let mut renamed = Vec::new();
    for (at, place) in places(template).into_iter().enumerate() {
        let plain = format!("nm{at}z");
        let name = &names[at % names.len()];
        simple.set(place, &plain);
        hostile.set(place, name);
        renamed.push((plain, place, name));
    }
    let simple = filled(template, dialect, &simple);
    let hostile = filled(template, dialect, &hostile);
    prop_assert!(simple.placeholders.is_empty() && simple.refused.is_empty());
    for name in &hostile.refused {
        let refused = renamed.iter().find(|(_, place, _)| place == name);
        let (_, _, value) = refused.expect("a name that was set");
        prop_assert!(may_be_refused(value, dialect), "{value} of {template}");
    }
    let renamed: Vec<(&str, String)> = renamed
        .iter()
        .map(
            |(plain, place, name)| match hostile.refused.contains(place) {
                true => (plain.as_str(), format!("<{place}>")),
                false => (plain.as_str(), (*name).clone()),
            },
        )
        .collect();
    let expected = renamed_in(read(&simple.text, dialect)?, dialect, &renamed);
    prop_assert_eq!(read(&hostile.text, dialect)?, expected, "{}", hostile.text);
    Ok(())
}

/// What a language finds in a text.
pub fn read(text: &str, dialect: Dialect) -> Result<Vec<Token>, TestCaseError> {
    tokens(text, dialect).map_err(TestCaseError::fail)
}

/// What a language has no quotes for.
fn may_be_refused(value: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::AzureCli => value.contains('@'),
        _ => value.contains(['*', '?', '[', ']']),
    }
}

/// The placeholders of a template, each once.
fn places(template: &'static str) -> Vec<&'static str> {
    let mut places = Vec::new();
    for piece in template.split('<').skip(1) {
        let (name, _) = piece.split_once('>').expect("a placeholder ends");
        if !places.contains(&name) {
            places.push(name);
        }
    }
    places
}

fn filled(template: &'static str, dialect: Dialect, values: &Values) -> Filled {
    let mut filled = Filled::default();
    filled.push(template, dialect, values);
    filled
}
