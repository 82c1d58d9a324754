//! What is said about the VM itself, the ways in to it, and its Windows.

use super::packed::{Text, words};
use super::template::Value;
use super::{Language, printable};
use crate::azure::{GuestSignKind, HealthReason, HealthState, Provisioning};
use crate::code::Code;
use crate::explain::Explanation;
use crate::join::{Way, WayUsers};
use crate::judge::{Answer, Hop, HopKind, endpoint_acl};
use crate::net::text;
use crate::question::{Question, RDP_PORT, WayKind};

words! {
    /// The words. `{wanted}` is the way in or the VM, `{list}` what is dialled or what a sign shows, `{number}` a port, `{text}` protocol and port that a
    /// way leads to, `{flow}` those that are asked.
    WayInWords from WayInText {
        /// The kinds of way, in the order of [`WayKind`].
        kinds: [Text; 7],
        /// Why nothing gets in or out, in the order of [`REASONS`].
        blocked: [Text; 16],
        /// Open, by an endpoint.
        open: Text,
        /// What is dialled, `{list}`, and what the VM sees: its port `{number}`.
        dial: Text,
        /// It leads to port `{number}`, and Windows listens on RDP's own, unless somebody changed that.
        listens: Text,
        /// The paste does not show that it is the VM's.
        assumed: Text,
        /// Which rule of an endpoint's list decides: one of order `{number}` that does `{text}` for `{list}`, or none.
        acl: [Text; 2],
        /// An admin rule always allows.
        always_allows: Text,
        /// An admin rule denies.
        admin_denies: Text,
        /// What a report of Windows shows that is no reason against it: it waits for a logon, its serial console
        /// answers, an adapter `{text}` is down, it runs, it is busy.
        signs: [Text; 5],
        /// What is remarkable about the VM, though it may well run: its last operation failed, its agent is silent, its
        /// host is not quite well, or stays unwell; that what lets it in is retired; that its host is maintained, and
        /// that nothing is heard of it.
        machine: [Text; 7],
    }
}

/// The reasons that have a sentence of their own.
const REASONS: [Code; 16] = [
    Code::VmStopped,
    Code::VmDeallocated,
    Code::HostUnavailable,
    Code::NoPublicIp,
    Code::NoPublicAddress,
    Code::PortNotForwarded,
    Code::WrongPort,
    Code::DnatDenies,
    Code::AclDenies,
    Code::GuestNotStarted,
    Code::GuestServiceStopped,
    Code::GuestPortMoved,
    Code::LeadsElsewhere,
    Code::PeeringClosed,
    Code::InternalFrontEnd,
    Code::FirewallDenies,
];

/// The sentence for a reason of these hops; `None` where rules or routes decide.
pub fn headline(language: Language, explanation: &Explanation) -> Option<String> {
    let judgement = &explanation.judgement;
    let hop = explanation.deciding_hop()?;
    if hop.kind == HopKind::WayIn
        && judgement.answer == Answer::Open
        && judgement.code == Code::WayIn
    {
        let template = language.words().way_in.open();
        return Some(fill(language, template, explanation, hop));
    }
    let is_whole = hop.code == judgement.code && hop.code != Code::SourceMatters;
    is_whole.then(|| blocked(language, explanation, hop))?
}

/// Why nothing comes through this hop; `None` where its rules or routes say that.
pub fn blocked(language: Language, explanation: &Explanation, hop: &Hop) -> Option<String> {
    let code = match way(explanation, hop).map(|way| &way.users) {
        // It stops some.
        Some(WayUsers::Listed(_)) if hop.code == Code::SourceMatters => Code::DnatDenies,
        Some(WayUsers::Acl(_)) if hop.code == Code::SourceMatters => Code::AclDenies,
        _ if hop.kind == HopKind::WayIn && hop.code == Code::SourceMatters => Code::NoPublicIp,
        _ => hop.code,
    };
    let at = REASONS.iter().position(|known| *known == code)?;
    let template = language.words().way_in.blocked().get(at)?;
    Some(fill(language, template, explanation, hop))
}

/// The sentences below it.
pub fn details(language: Language, explanation: &Explanation, said: &mut Vec<String>) {
    let words = &language.words().way_in;
    for hop in &explanation.judgement.hops {
        match (hop.kind, hop.code) {
            (HopKind::AdminRules, Code::AdminAlwaysAllow) => {
                said.push(words.always_allows().to_owned());
            }
            (HopKind::AdminRules, Code::AdminDeny) => said.push(words.admin_denies().to_owned()),
            (HopKind::WayIn, code) => {
                if let Some(way) = way(explanation, hop) {
                    // What to dial instead of the wrong port is said already.
                    if code != Code::WrongPort && way.is_known_to_be_dialled() {
                        said.push(fill(language, words.dial(), explanation, hop));
                        if way.kind == WayKind::PublicIp && !way.is_certain {
                            said.push(fill(language, words.assumed(), explanation, hop));
                        }
                    }
                    let is_rdp = explanation.judgement.question.port == RDP_PORT;
                    if code == Code::PortNotForwarded
                        && is_rdp
                        && way.port.is_some_and(|it| it != RDP_PORT)
                    {
                        said.push(fill(language, words.listens(), explanation, hop));
                    }
                    add_acl_rule(language, explanation, way, hop, said);
                }
            }
            _ => {}
        }
    }
    let machine = &explanation.topology.machine;
    let [
        failed,
        no_agent,
        degraded,
        unavailable,
        basic,
        maintained,
        silent,
    ] = *words.machine();
    if machine.provisioning == Some(Provisioning::Failed) {
        said.push(failed.to_owned());
    }
    if machine.has_agent == Some(false) {
        said.push(no_agent.to_owned());
    }
    match machine.health {
        Some((HealthState::Degraded, _)) => said.push(degraded.to_owned()),
        Some((HealthState::Unavailable, HealthReason::Unsaid | HealthReason::Persistent)) => {
            said.push(unavailable.to_owned())
        }
        Some((HealthState::Unavailable, HealthReason::Planned)) => said.push(maintained.to_owned()),
        Some((HealthState::Unknown, _)) => said.push(silent.to_owned()),
        _ => {}
    }
    if explanation.judgement.code == Code::NoNsg
        && (explanation.topology.ways.iter()).any(|way| way.is_standard == Some(false))
    {
        said.push(basic.to_owned());
    }
    let [waits, console, adapter, runs, busy] = *words.signs();
    for sign in &machine.signs {
        let (template, text) = match &sign.kind {
            GuestSignKind::WaitsForLogon => (waits, ""),
            GuestSignKind::SerialConsole => (console, ""),
            GuestSignKind::IsBusy => (busy, ""),
            GuestSignKind::AdapterDown(name) => (adapter, name.as_str()),
            GuestSignKind::RemoteDesktopService(true) | GuestSignKind::Started => (runs, ""),
            _ => continue,
        };
        let sentence = language.fill(template, &[Value::Text(text)]);
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
}

/// Which rule of an endpoint's list decides, where one does for all that are asked about.
fn add_acl_rule(
    language: Language,
    explanation: &Explanation,
    way: &Way,
    hop: &Hop,
    said: &mut Vec<String>,
) {
    let asked = explanation.judgement.question.from.set();
    let (WayUsers::Acl(acl), Code::WayIn | Code::AclDenies) = (&way.users, hop.code) else {
        return;
    };
    let [by_rule, by_none] = *language.words().way_in.acl();
    match endpoint_acl::decider(acl, &asked.addresses) {
        Some(Some(rule)) => {
            let action = match rule.permits {
                Some(true) => "Permit",
                _ => "Deny",
            };
            let subnet = rule.remote_subnet.map_or(String::new(), |it| it.text());
            let values = [
                Value::Number(rule.order.unwrap_or(0)),
                Value::Text(action),
                Value::List(&subnet),
            ];
            said.push(language.fill(by_rule, &values));
        }
        Some(None) if !acl.rules.is_empty() => said.push(by_none.to_owned()),
        _ => {}
    }
}

impl Language {
    /// A kind of way in.
    pub fn way_kind(self, kind: WayKind) -> &'static str {
        let kinds = self.words().way_in.kinds();
        kinds.get(kind as usize).copied().unwrap_or_default()
    }

    /// A way in by its kind and name.
    pub fn way(self, way: &Way) -> String {
        let mut said = self.way_kind(way.kind).to_owned();
        if !way.name.is_empty() {
            said.push(' ');
            said.push_str(&printable(&way.name));
        }
        said
    }
}

/// The way in that a hop is about.
pub fn way<'e>(explanation: &'e Explanation, hop: &Hop) -> Option<&'e Way> {
    let is_way_in = hop.kind == HopKind::WayIn;
    explanation
        .topology
        .ways
        .get(hop.deciding.filter(|_| is_way_in)?)
}

/// What is dialled: address and port, as far as they are known.
pub fn dialled(way: &Way, question: &Question) -> String {
    let mut dialled = way.address.map_or_else(|| "…".to_owned(), text::address);
    dialled.push(':');
    match (way.ports, way.is_translated) {
        (Some(ports), _) => dialled.push_str(&ports.text()),
        (None, true) => dialled.push('…'),
        (None, false) => dialled.push_str(&text::number(question.port.into())),
    }
    dialled
}

/// A way in by its name; where it translates ports, with what is dialled and what the VM sees of that.
pub fn dialled_way(way: &Way, question: &Question) -> String {
    let mut said = printable(&way.name);
    if way.is_translated || way.address.is_some() {
        let own = way.port.or((!way.is_translated).then_some(question.port));
        let port = own.map_or("…".to_owned(), |port| text::number(port.into()));
        // With a blank, so that a narrow station does not break it inside a number.
        let dialled = dialled(way, question).replace(':', " :");
        for part in [" ", &dialled, " → :", &port] {
            said.push_str(part);
        }
    }
    said
}

fn fill(language: Language, template: &str, explanation: &Explanation, hop: &Hop) -> String {
    let question = &explanation.judgement.question;
    let (mut name, mut shown, mut port) = (printable(&hop.name), String::new(), question.port);
    let mut leads_to = String::new();
    if let Some(way) = way(explanation, hop) {
        name = language.way(way);
        shown = dialled(way, question);
        port = way.port.unwrap_or(port);
        let protocol = way.protocol.unwrap_or(question.protocol);
        leads_to = [protocol.name(), " ", &text::number(port.into())].concat();
    }
    if hop.code == Code::FirewallDenies {
        leads_to = printable(&hop.name);
    }
    if hop.kind == HopKind::Guest
        && let Some(sign) = hop
            .deciding
            .and_then(|at| explanation.topology.machine.signs.get(at))
    {
        match &sign.kind {
            GuestSignKind::DoesNotStart(text) => shown = printable(text),
            GuestSignKind::ListensOn(listens) => port = *listens,
            _ => {}
        }
    }
    let values = [
        Value::Wanted(&name),
        Value::List(&shown),
        Value::Text(&leads_to),
        Value::Number(port.into()),
        Value::Flow(question),
    ];
    language.fill(template, &values)
}
