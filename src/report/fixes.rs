//! The fixes of a report.

use super::{DialectTexts, prefixes};
use crate::command::{Dialect, Values};
use crate::explain::Explanation;
use crate::fix::{Opened, Proposal, Where, proposals};
use crate::net::PortRange;
use crate::say::Language;
use serde::Serialize;

/// A complete set of changes that is proven to open the way.
#[derive(Debug, Serialize)]
pub struct FixReport {
    /// Its id in the catalogue.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// `open`, which is proven; `depends` of what is needed in any case, where nobody knows the rest.
    pub answer_after: &'static str,
    /// `R0` to `R4`.
    pub risk: &'static str,
    /// The complete set, in the order it is to be made.
    pub changes: Vec<ChangeReport>,
    /// Who gets in to the asked target and port and did not before.
    pub opens: Vec<String>,
    /// All else that it lets in.
    pub also_opens: Vec<AlsoOpensReport>,
    /// What is to be thought of before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// By dialect.
    pub commands: CommandsReport,
    /// The address of the document that it rests on.
    pub doc: String,
}

/// How to make the changes.
#[derive(Debug, Serialize)]
pub struct CommandsReport {
    /// Through the portal, a way for each change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub portal: Vec<String>,
    /// By dialect, the new rule as code among them.
    #[serde(flatten)]
    pub dialects: DialectTexts,
}

/// One change.
#[derive(Debug, Serialize)]
pub struct ChangeReport {
    /// The fix in the catalogue that it is part of.
    pub id: &'static str,
    /// The NSG or other resource that changes.
    pub target: String,
    /// What is done.
    pub what: String,
}

/// Something that gets in besides.
#[derive(Debug, Serialize)]
pub struct AlsoOpensReport {
    /// `vm` for this one, or `subnet web`, `nic nic2`, `nsg nsg-web` for others behind the same NSG.
    pub to: String,
    /// A port or a range; `*` for all.
    pub ports: String,
    /// `tcp`, `udp`, …; `*` for every one.
    pub protocol: String,
    /// From where.
    pub from: Vec<String>,
}

/// Every fix for what was explained.
pub fn fix_reports(language: Language, explanation: &Explanation) -> Vec<FixReport> {
    let report = |proposal: &Proposal| fix_report(language, proposal, explanation);
    proposals(explanation).shown().map(report).collect()
}

fn fix_report(language: Language, proposal: &Proposal, explanation: &Explanation) -> FixReport {
    let topology = &explanation.topology;
    let changes = proposal.steps.iter().map(|step| ChangeReport {
        id: step.id.code(),
        target: step.change.target(topology),
        what: language.change(&step.change, &proposal.question, explanation),
    });
    let also_opens = proposal.also_opens.iter().map(|also| AlsoOpensReport {
        to: match &also.to {
            Where::ThisVm => "vm".to_owned(),
            Where::Subnet(name) => format!("subnet {name}"),
            Where::NetworkInterface(name) => format!("nic {name}"),
            Where::Group(name) => format!("nsg {name}"),
        },
        ports: match also.ports {
            PortRange::ALL => "*".to_owned(),
            ports => ports.text(),
        },
        protocol: match also.protocol.name() {
            "Any" => "*".to_owned(),
            name => name.to_ascii_lowercase(),
        },
        from: list(&also.from, explanation),
    });
    let typed = Values::default();
    let dialects = Dialect::EVERY.iter().map(|dialect| {
        let commands = proposal.commands(*dialect, explanation, &typed);
        let texts: Vec<String> = commands.into_iter().map(|filled| filled.text).collect();
        (dialect.key(), texts.join("\n"))
    });
    let portal = proposal
        .steps
        .iter()
        .map(|step| language.portal(step, proposal, explanation));
    let portal = portal.filter(|text| !text.is_empty());
    let mut warnings = language.fix_warnings(proposal);
    if proposal.refuses_a_name(explanation) {
        warnings.push(language.page().refused().to_owned());
    }
    FixReport {
        id: proposal.id.code(),
        title: language.fix(proposal.id).title,
        answer_after: if proposal.is_proven() {
            "open"
        } else {
            "depends"
        },
        risk: proposal.risk().text(),
        changes: changes.collect(),
        opens: list(&proposal.opens, explanation),
        also_opens: also_opens.collect(),
        warnings,
        commands: CommandsReport {
            portal: portal.collect(),
            dialects: dialects.filter(|(_, text)| !text.is_empty()).collect(),
        },
        doc: language.document(proposal.id.document()),
    }
}

fn list(opened: &Opened, explanation: &Explanation) -> Vec<String> {
    let mut list = Vec::new();
    if opened.has_client {
        list.push(opened.client_text(explanation.judgement.question.from));
    }
    list.extend(prefixes(&opened.sources.addresses));
    if opened.sources.in_virtual_network {
        list.push("VirtualNetwork".to_owned());
    }
    list
}
