//! What a link never holds, whatever was pasted; and what neither it nor a report holds when it was switched off.

use crate::pastes::{Paste, pastes};
use crate::round_trip::OPTIONS;
use rdpcheck::case::Case;
use rdpcheck::explain::explain;
use rdpcheck::fix::proposals;
use rdpcheck::net::Prefix;
use rdpcheck::report::places::Places;
use rdpcheck::report::report;
use rdpcheck::say::Language;
use rdpcheck::say::markup::{Markup, write};
use rdpcheck::say::ticket::{NoSources, Ticket};
use rdpcheck::share::{NameKind, Options, Reveals, Work, fragment, link, open};

const SUBSCRIPTION: &str = "5ubsc0de";
const GROUP: &str = "zqgroup";
const SECRETS: [&str; 7] = [
    SUBSCRIPTION,
    GROUP,
    "9f8e7d6c",
    "zqetag",
    "zqowner",
    "zqticket",
    "zqsentence",
];

/// The paste with secrets where any may stand: in ids and beside them, in e-tags, tags, descriptions, GUIDs.
fn with_secrets(paste: &Paste) -> Vec<String> {
    let texts = paste.texts.iter().map(|text| {
        let mut secret = String::new();
        let mut rest = text.as_str();
        // `/subscriptions/…` and `/resourceGroups/…`, in any capitals.
        while let Some(at) = rest.to_ascii_lowercase().find("s/") {
            let (before, behind) = rest.split_at(at + 2);
            secret.push_str(before);
            rest = behind;
            let lower = before.to_ascii_lowercase();
            let value = if lower.ends_with("/subscriptions/") {
                SUBSCRIPTION
            } else if lower.ends_with("/resourcegroups/") {
                GROUP
            } else {
                continue;
            };
            let end = rest
                .find(['/', '"', '\'', '\n', ' ', ',', '<'])
                .unwrap_or(rest.len());
            let own = &rest[..end];
            // Different ones stay different.
            if own.contains("...") || own.contains('…') {
                secret.push_str(&own.replace(|c: char| c.is_ascii_alphanumeric(), "q"));
            } else {
                secret.push_str(&format!("{value}-{}", own.len()));
            }
            rest = &rest[end..];
        }
        secret.push_str(rest);
        secret
            .replace("\"description\": \"", "\"description\": \"zqticket ")
            .replace("\"Description\": \"", "\"Description\": \"zqticket ")
            .replace("\"etag\": \"", "\"etag\": \"zqetag")
            .replace("\"Etag\": \"", "\"Etag\": \"zqetag")
            .replace("\"tags\": {", "\"tags\": {\"owner\": \"zqowner\", ")
            .replace("\"summary\": \"", "\"summary\": \"zqsentence ")
    });
    texts.collect()
}

fn work(case: Case) -> Work {
    Work {
        case,
        ..Work::default()
    }
}

/// Everything that somebody could find in what is sent of a case when something is left out: the document for a ticket and
/// the report, of the case that the link opens to, as the page shows it then.
fn documents(opened: &Work) -> String {
    let explanation = explain(&opened.case);
    let mut all = serde_json::to_string(&report(
        Language::En,
        &opened.case,
        &explanation,
        &[],
        &Places::new(&[]),
    ))
    .expect("a report is JSON");
    let fixes = proposals(&explanation);
    for language in [Language::En, Language::Ja] {
        let ticket = Ticket {
            language,
            case: &opened.case,
            explanation: &explanation,
            fixes: Some(&fixes),
            problems: &[],
            sources: &NoSources,
        };
        all.push('\n');
        all.push_str(&write(&ticket.blocks(), Markup::Markdown));
    }
    all
}

/// Everything that somebody could find in a link: its letters, its bytes, what it opens to.
fn everything(case: Case, options: Options) -> (String, Reveals) {
    let made = link(&mut work(case), options);
    let bytes = fragment::read(&made.text).expect("a link").1;
    let opened = open(&made.text).expect("a link");
    let all = format!(
        "{}\n{}\n{opened:?}",
        made.text,
        String::from_utf8_lossy(&bytes)
    );
    (all, made.reveals)
}

#[test]
fn no_identifier_of_any_paste_is_in_its_link() {
    let mut compared = 0;
    for paste in pastes() {
        let texts = with_secrets(&paste);
        let has_secrets = SECRETS.iter().any(|secret| texts.concat().contains(secret));
        compared += usize::from(has_secrets);
        for (at, options) in OPTIONS.into_iter().enumerate() {
            let (mut all, _) = everything(paste.case_of(&texts), options);
            // One each is enough of what takes longer.
            if texts.concat().len() % OPTIONS.len() == at {
                let made = link(&mut work(paste.case_of(&texts)), options);
                all.push_str(&documents(&open(&made.text).expect("a link")));
            }
            for secret in SECRETS {
                assert!(
                    !all.contains(secret),
                    "{}: {secret} with {options:?}\n{all}",
                    paste.name
                );
            }
        }
    }
    println!("{compared} pastes with identifiers");
    assert!(compared > 200, "{compared}");
}

#[test]
fn guids_are_in_no_link_wherever_they_stand() {
    let guid = "9f8e7d6c-1234-4321-abcd-0123456789ab";
    let bare = "9f8e7d6c12344321abcd0123456789ab";
    let text = format!(
        r#"{{"name": "nsg-{guid}", "id": "/subscriptions/{guid}/resourceGroups/{bare}/providers/Microsoft.Network/networkSecurityGroups/nsg-{guid}",
        "properties": {{"networkInterfaces": [{{"id": "/subscriptions/{guid}/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/{bare}"}}],
        "securityRules": [
        {{"name": "SecurityCenter-JITRule-1-{bare}", "properties": {{"priority": 100, "access": "{guid}", "direction": "Inbound", "protocol": "Tcp",
        "sourceAddressPrefix": "{guid}", "sourcePortRange": "{bare}", "destinationAddressPrefix": "nic{bare}x", "destinationPortRange": "3389"}}}},
        {{"name": "x{guid}y{bare}z", "properties": {{"priority": "{guid}", "access": "Allow", "direction": "Inbound", "protocol": "{bare}",
        "sourceApplicationSecurityGroups": [{{"id": "/subscriptions/{guid}/asg/{guid}"}}], "sourcePortRange": "*", "destinationAddressPrefix": "Storage.{bare}", "destinationPortRange": "1-{guid}"}}}}]}}}}"#
    );
    let paste = Paste {
        name: String::new(),
        texts: vec![text],
        question: rdpcheck::question::Question::default(),
        choices: rdpcheck::case::Choices {
            target: Some(format!("/subscriptions/{guid}/{bare}")),
            ..Default::default()
        },
    };
    for options in OPTIONS {
        let case = paste.case();
        assert!(
            format!("{case:?}").contains("9f8e7d6c"),
            "it is in the paste"
        );
        let (all, _) = everything(case, options);
        for part in ["9f8e7d6c", "12344321", "0123456789ab"] {
            assert!(!all.contains(part), "{part} with {options:?}\n{all}");
        }
    }
}

/// Every name in a case that people give, found by its kind in a link that shows them.
fn names_of(reveals: &Reveals) -> Vec<&String> {
    let of_people = reveals
        .names
        .iter()
        .filter(|(kind, _)| *kind != NameKind::Tag);
    of_people.flat_map(|(_, names)| names).collect()
}

#[test]
fn no_name_is_in_a_link_without_names() {
    let options = Options {
        names: false,
        addresses: true,
    };
    let mut compared = 0;
    for paste in pastes() {
        let (_, shown) = everything(paste.case(), Options::default());
        let (all, reveals) = everything(paste.case(), options);
        assert!(names_of(&reveals).is_empty(), "{}: {reveals:?}", paste.name);
        let made = link(&mut work(paste.case()), options);
        let sent = documents(&open(&made.text).expect("a link"));
        for name in names_of(&shown) {
            if name.contains("-1") || name.contains("-2") {
                continue;
            }
            assert!(!has_name(&all, name), "{}: {name}\n{all}", paste.name);
            compared += 1;
            // A fix calls its new rule so, and short ones are words of every report.
            if !name.starts_with("AllowRdp") && name.len() > 5 {
                assert!(!has_name(&sent, name), "{}: {name}\n{sent}", paste.name);
            }
        }
    }
    println!("{compared} names");
    assert!(compared > 1_000);
}

/// Whether a text has a name as a whole: short ones are part of Azure's own words.
fn has_name(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + name.len()..].chars().next();
        matches!(before, Some('"' | '/')) && matches!(behind, Some('"' | '/'))
    })
}

/// What stays where it is by itself: ranges with a meaning of their own, and the addresses that documents use as examples.
fn is_special(prefix: Prefix) -> bool {
    rdpcheck::net::ranges::SPECIAL
        .iter()
        .any(|it| *it == prefix.network())
        || prefix.is_whole_family()
}

#[test]
fn no_address_is_in_a_link_with_other_addresses() {
    // Taken together, they show the real ones in none of these: a network's own part is the second octet here.
    let text = r#"[{"name": "vnet", "addressSpace": {"addressPrefixes": ["10.77.0.0/16"]}, "subnets": [{"name": "a", "addressPrefix": "10.77.88.0/24"}]},
        {"name": "allow-52.33.44.55_from-52-33-44-56", "securityRules": [
        {"name": "allow-52.33.44.55", "priority": 100, "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefixes": ["52.33.44.55", "52.33.44.56/29", "2603:1234:5678::/48"],
        "sourcePortRange": "*", "destinationAddressPrefix": "10.77.88.99", "destinationPortRange": "3389"},
        {"name": "b", "priority": 200, "access": "Deny", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefix": "52.33.44.300",
        "sourcePortRange": "*", "destinationAddressPrefix": "10.77.88.99-10.77.88.120", "destinationPortRange": "3389"}]}]"#;
    let paste = Paste {
        name: String::new(),
        texts: vec![text.to_owned()],
        question: rdpcheck::question::Question {
            to: "10.77.88.99".parse().ok(),
            ..Default::default()
        },
        choices: Default::default(),
    };
    let options = Options {
        names: true,
        addresses: false,
    };
    let (mut all, reveals) = everything(paste.case(), options);
    let made = link(&mut work(paste.case()), options);
    all.push_str(&documents(&open(&made.text).expect("a link")));
    for part in [
        "10.77",
        "52.33",
        "33-44",
        ".88.",
        "44.55",
        "2603:1234",
        "44.300",
    ] {
        assert!(!all.contains(part), "{part}\n{all}");
    }
    assert!(reveals.is_masked);
}

#[test]
fn other_addresses_keep_what_lies_in_what() {
    for paste in pastes() {
        let work = work(paste.case());
        let here = link(&mut work.clone(), Options::default())
            .reveals
            .addresses;
        let masked = Options {
            names: true,
            addresses: false,
        };
        let there = link(&mut work.clone(), masked).reveals.addresses;
        assert_eq!(here.len(), there.len(), "{}", paste.name);
        let prefixes = |texts: &[String]| -> Vec<Prefix> {
            texts
                .iter()
                .map(|text| Prefix::parse(text).expect("a prefix"))
                .collect()
        };
        let (here, there) = (prefixes(&here), prefixes(&there));
        let private = rdpcheck::net::ranges::private();
        for (a, b) in here.iter().zip(&there) {
            assert_eq!(a.length(), b.length());
            assert_eq!(
                a.addresses().is_subset(&private),
                b.addresses().is_subset(&private),
                "{}",
                paste.name
            );
            if is_special(*a) {
                assert_eq!(a.network(), b.network(), "{}", paste.name);
            }
            for (c, d) in here.iter().zip(&there) {
                assert_eq!(
                    a.holds(*c),
                    b.holds(*d),
                    "{}: {a:?} {c:?} {b:?} {d:?}",
                    paste.name
                );
                assert_eq!(
                    a.network() < c.network(),
                    b.network() < d.network(),
                    "{}: {a:?} {c:?}",
                    paste.name
                );
            }
        }
    }
}

#[test]
fn the_preview_lists_every_name_and_address_that_is_in_the_link() {
    for paste in pastes() {
        for options in OPTIONS {
            let made = link(&mut work(paste.case()), options);
            let opened = open(&made.text).expect("a link");
            // What the opened case would reveal is what the link revealed.
            let again = link(&mut opened.clone(), Options::default());
            let mut addresses = made.reveals.addresses.clone();
            let mut found = again.reveals.addresses;
            addresses.sort();
            found.sort();
            assert_eq!(addresses, found, "{}", paste.name);
            if options.names {
                let said: Vec<&String> = made
                    .reveals
                    .names
                    .iter()
                    .flat_map(|(_, names)| names)
                    .collect();
                let words = ["nsg-", "rule-", "nic-", "vm-", "part-", "tag-", "?-"];
                for (_, names) in &again.reveals.names {
                    for name in names {
                        let is_number = words.iter().any(|word| name.contains(word));
                        assert!(
                            is_number || said.contains(&name),
                            "{}: {name} is not in {said:?}",
                            paste.name
                        );
                    }
                }
            }
        }
    }
}
