//! Every template there is, with hostile names in all its places.

use super::check;
use super::languages::{Token, renamed_in, tokens};
use super::names::{most_hostile, unseen};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::command::{Command, Dialect, Filled, Values, documented};
use rdpcheck::explain::next::{Names, Output};
use rdpcheck::fix::FixId;

/// Every command of the project.
fn every_command() -> Vec<Command> {
    let mut commands = documented::ALL.to_vec();
    for id in FixId::ALL {
        commands.extend_from_slice(id.fix().commands);
    }
    commands
}

/// Every template, and the dialect that it is in.
fn every_template() -> Vec<(&'static str, Dialect)> {
    let mut templates = Vec::new();
    for command in every_command() {
        templates.push((command.az, Dialect::AzPowerShell));
        templates.push((command.cli, Dialect::AzureCli));
        match command.azurerm {
            "" => templates.push((command.az, Dialect::AzureRm)),
            template => templates.push((template, Dialect::AzureRm)),
        }
    }
    let of_catalogue = FixId::ALL.iter().map(|id| id.fix().classic);
    for template in documented::CLASSIC.into_iter().chain(of_catalogue) {
        templates.push((template, Dialect::Classic));
    }
    templates.retain(|(template, _)| !matches!(*template, "" | "-"));
    templates
}

#[test]
fn the_lines_for_scripts_are_in_their_languages() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/PASTE_LINK.md");
    let told = std::fs::read_to_string(file).expect("docs/PASTE_LINK.md");
    let mut lines = 0;
    for block in told.split("```").skip(1).step_by(2) {
        let (shell, line) = block.split_once('\n').expect("a shell and a line");
        let dialect = match shell {
            "powershell" => Dialect::AzPowerShell,
            _ => Dialect::AzureCli,
        };
        if dialect == Dialect::AzPowerShell {
            tokens(line.trim(), dialect).unwrap_or_else(|error| panic!("{error}"));
            lines += 1;
        }
    }
    assert_eq!(lines, 2);
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
    for (template, dialect) in &templates {
        let names = ["-a b".to_owned(), "a'\u{2019}\"$(id)`;".to_owned()];
        holds(template, *dialect, &names).expect(template);
    }
    let names = prop::collection::vec(most_hostile(), 4);
    let any = (prop::sample::select(templates), names);
    check(2_000, &any, |((template, dialect), names)| {
        holds(template, *dialect, names)
    });
}

#[test]
fn a_name_that_is_not_seen_as_it_is_stays_a_placeholder() {
    let any = (prop::sample::select(every_template()), unseen());
    check(2_000, &any, |((template, dialect), name)| {
        for place in places(template) {
            let mut values = Values::default();
            values.set(place, name);
            let filled = Filled::of(template, *dialect, &values);
            prop_assert_eq!(&filled.refused, &[place], "{}", template);
            prop_assert!(filled.placeholders.contains(&place));
            let left = format!("<{place}>");
            prop_assert!(filled.text.contains(&left));
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
    let simple = Filled::of(template, dialect, &simple);
    let hostile = Filled::of(template, dialect, &hostile);
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
