//! What is remarkable about the rules, in the report.

use crate::explain::{Explanation, rule_findings};
use serde::Serialize;

/// One thing about one rule.
#[derive(Debug, Serialize)]
pub struct FindingReport {
    /// `RULE-OPEN-TO-INTERNET`, `RULE-CONTRADICTED`, `RULE-NEVER-REACHED` or `RULE-REDUNDANT`.
    pub code: &'static str,
    /// The NSG's name.
    pub nsg: String,
    /// The rule's name.
    pub rule: String,
    /// The names of the rules on account of which it does nothing.
    pub by: Vec<String>,
}

/// All of them, what matters most first.
pub fn finding_reports(explanation: &Explanation) -> Vec<FindingReport> {
    let mut reports = Vec::new();
    for finding in rule_findings(explanation) {
        reports.push(FindingReport {
            code: finding.code.text(),
            nsg: finding.group.name.clone(),
            rule: finding
                .rule()
                .map_or_else(String::new, |rule| rule.name.clone()),
            by: finding
                .by()
                .into_iter()
                .map(|rule| rule.name.clone())
                .collect(),
        });
    }
    reports
}
