//! The judge against a second, simple-minded one, on many random cases; and what must hold of reading and saying
//! whatever the input is.
//!
//! `PROPTEST_CASES` sets the number of cases of every property, `PROPTEST_RNG_SEED` another seed. With `--nocapture`
//! each property says how much it compared.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail"
)]

mod naive;
mod properties;

use naive::evaluator::{Naive, Precision};
use naive::number_line::Point;
use naive::plain_rule::Remote;
use naive::sketch::{Layout, Sketch};
use rdpcheck::azure::NetworkSecurityGroup;
use rdpcheck::judge::Answer;
use rdpcheck::net::Prefix;
use rdpcheck::question::{Question, Source};
use rdpcheck::read::{Input, read};

/// The naive judge itself, on cases of the reference (§13.2) that a person worked out.
#[test]
fn the_naive_judge_knows_the_two_cases_of_an_unresolved_tag() {
    let group = |access: &str| {
        let text = format!(
            r#"{{"securityRules": [
                {{"name": "a", "priority": 300, "access": "{access}", "direction": "Inbound", "protocol": "Tcp",
                  "sourceAddressPrefix": "AzureCloud", "sourcePortRange": "*", "destinationAddressPrefix": "*",
                  "destinationPortRange": "3389"}},
                {{"name": "b", "priority": 400, "access": "Allow", "direction": "Inbound", "protocol": "Tcp",
                  "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*",
                  "destinationPortRange": "3389"}}]}}"#
        );
        let (evidence, _) = read(&[Input { name: None, text }]);
        let group = evidence.network_security_groups().first().copied();
        NetworkSecurityGroup::clone(group.expect("an NSG"))
    };
    for (id, access, expected) in [
        ("T41", "Allow", Answer::Open),
        ("T42", "Deny", Answer::Depends),
    ] {
        let sketch = Sketch {
            groups: [group(access), group(access)],
            layout: Layout::Unsaid,
            is_by_hand: false,
            network: Vec::new(),
            question: Question {
                from: Source::Prefix(Prefix::parse("203.0.113.10").expect("an address")),
                ..Question::default()
            },
        };
        let client = Remote::At(Point::from(
            "203.0.113.10"
                .parse::<std::net::IpAddr>()
                .expect("an address"),
        ));
        for precision in [Precision::OfTheJudge, Precision::OfTheReference] {
            assert_eq!(
                Naive::new(&sketch, precision).answer(client),
                expected,
                "{id}"
            );
        }
    }
}
