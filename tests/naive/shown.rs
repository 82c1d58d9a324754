//! A case in a few lines, for the message of a test that failed.

use super::sketch::Sketch;
use rdpcheck::azure::security_rule::RuleField;
use rdpcheck::explain::rule_table::field_text;
use std::fmt::{Debug, Formatter, Result};

impl Debug for Sketch {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let question = &self.question;
        writeln!(
            f,
            "{:?} from {} port {:?} to {:?} port {} {}, {:?}{}, virtual network {:?}",
            question.direction,
            question.from,
            question.from_port,
            question.to,
            question.port,
            question.protocol.name(),
            self.layout,
            if self.is_by_hand { " by hand" } else { "" },
            self.network
                .iter()
                .map(|prefix| prefix.text())
                .collect::<Vec<_>>(),
        )?;
        for group in self.used() {
            let cut = if group.cut.is_some() {
                ", rules missing"
            } else {
                ""
            };
            writeln!(f, "  {}{cut}", group.name)?;
            for rule in group.rules.iter().filter(|rule| !rule.default) {
                let text = |field| field_text(rule, field);
                writeln!(
                    f,
                    "    {} {} {} {}: {} [{}] -> {} [{}] {} {:?}",
                    text(RuleField::Priority),
                    text(RuleField::Direction),
                    text(RuleField::Access),
                    rule.name,
                    text(RuleField::Source),
                    text(RuleField::SourcePorts),
                    text(RuleField::Destination),
                    text(RuleField::DestinationPorts),
                    text(RuleField::Protocol),
                    rule.state,
                )?;
            }
        }
        Ok(())
    }
}
