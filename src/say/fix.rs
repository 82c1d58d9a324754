//! What a fix changes, and whom that lets in.

use super::packed::{Text, words};
use super::template::Value;
use super::{Language, first_of, printable};
use crate::azure::security_rule::RuleField;
use crate::azure::{Destination, Route, SecurityRule};
use crate::explain::rule_table::field_text;
use crate::explain::{Explanation, ipv4_count};
use crate::fix::{AlsoOpens, Change, FixId, Opened, Proposal, Where};
use crate::judge::HopKind;
use crate::net::{AddressSet, PortRange, Protocol, ranges, text};
use crate::question::Question;
use ipnet::IpNet;
use std::rc::Rc;

words! {
    /// The words. `{name}` is the rule, endpoint or machine, `{nsg}` the NSG, `{flow}` protocol and port, `{list}` who.
    FixWords from FixText {
        /// A new rule `{named}`, for every address behind the NSG, and for the VM's `{wanted}` alone.
        add_rule: [Text; 2],
        /// A rule gets the priority `{number}` in place of `{text}`.
        move_rule: Text,
        /// Its `{field}` becomes `{wanted}` in place of `{text}`.
        edit_rule: Text,
        /// A rule `{named}` goes.
        delete_rule: Text,
        /// Rules get other priorities: `{list}`, each with its new one.
        renumber: Text,
        /// A request for just-in-time access.
        request: Text,
        /// A new NSG `{other}` with a rule.
        new_group: Text,
        /// The network interface `{name}` joins the application security group `{other}`.
        join_group: Text,
        /// The VM is started.
        start: Text,
        /// A public address for the network interface.
        public_ip: Text,
        /// Bastion.
        bastion: Text,
        /// A new route, another next hop for one, one less, a new one in a new table: `{text}` is where it goes, `{name}`
        /// what it is called.
        routes: [Text; 4],
        /// An appliance `{wanted}` forwards.
        forward: Text,
        /// A new endpoint, and one that is corrected: `{text}` is what is dialled, `{number}` the VM's port.
        endpoints: [Text; 2],
        /// A permit of order `{number}` in an endpoint's list.
        permit: Text,
        /// Who gets in: `{list}`.
        opens: Text,
        /// What is needed in any case, and may not be all.
        part: Text,
        /// How many of them there are: a number in groups, `{list}`.
        count: Text,
        /// The reader's own address, which is still to be filled in.
        client: Text,
        /// The reader.
        you: Text,
        /// Everybody on the Internet.
        internet: Text,
        /// The same but for `{list}`.
        internet_but: Text,
        /// Somebody in the virtual network, at no known address.
        in_network: Text,
        /// Who also gets in: `{list}`, to `{wanted}` by `{text}`.
        also: Text,
        /// All ports.
        all_ports: Text,
        /// This VM; others in a subnet, behind a network interface, behind an NSG: `{name}`.
        machines: [Text; 4],
        /// The warning beside a rule for anybody.
        anybody: Text,
        /// The warning beside a change that shuts something else.
        closes: Text,
        /// The warning beside a change of routes.
        whole_subnet: Text,
        /// Where the rules of the NSG `{other}` are in the portal, and what to change there: `{list}`.
        portal: Text,
        /// Beside a rule for a template or for Terraform.
        inside: Text,
        /// No documented change opens what stops the client: `{wanted}`, and for a network manager's rules.
        stuck: [Text; 2],
    }
}

const MOST_LISTED: usize = 6;

impl Language {
    /// How one step of a fix is made in the portal.
    pub fn portal(
        self,
        step: &crate::fix::Step,
        fix: &Proposal,
        explanation: &Explanation,
    ) -> String {
        let change = &step.change;
        match (change.group(), change) {
            (
                Some(group),
                Change::AddRule { .. }
                | Change::EditRule { .. }
                | Change::DeleteRule { .. }
                | Change::Renumber { .. },
            ) => {
                let what = self.change(change, &fix.question, explanation);
                let values = [Value::Other(&group.name), Value::List(&what)];
                self.fill(self.words().fix.portal(), &values)
            }
            _ => self.fix(step.id).portal.to_owned(),
        }
    }

    /// What a change does.
    pub fn change(self, change: &Change, question: &Question, explanation: &Explanation) -> String {
        let words = &self.words().fix;
        let topology = &explanation.topology;
        let nsg = change.group().map_or("", |group| &group.name);
        let [to_all, to_one] = *words.add_rule();
        match change {
            Change::AddRule { rule, .. } => self.new_rule(rule, nsg, question, [to_all, to_one]),
            Change::RequestAccess { rule, .. } => {
                self.new_rule(rule, nsg, question, [words.request(); 2])
            }
            Change::NewGroup { rule, .. } => {
                self.new_rule(rule, nsg, question, [words.new_group(); 2])
            }
            Change::EditRule {
                group,
                rule,
                fields,
            } => {
                let is_it = |known: &&SecurityRule| known.name.eq_ignore_ascii_case(&rule.name);
                let mut known = group.rules.iter().map(Rc::as_ref);
                let before = known.find(is_it).unwrap_or(rule);
                let mut said = String::new();
                for field in fields {
                    let (was, is) = (field_text(before, *field), field_text(rule, *field));
                    let template = match field {
                        RuleField::Priority => words.move_rule(),
                        _ => words.edit_rule(),
                    };
                    if !said.is_empty() {
                        said.push(' ');
                    }
                    let values = [
                        Value::Name(&rule.name),
                        Value::Nsg(nsg),
                        Value::Field(*field),
                        Value::Text(&was),
                        Value::Wanted(&printable(&is)),
                    ];
                    said.push_str(&self.fill(template, &values));
                }
                said
            }
            Change::DeleteRule { rule, .. } => {
                self.fill(words.delete_rule(), &[Value::Named(rule), Value::Nsg(nsg)])
            }
            Change::Renumber { rules, .. } => {
                let mut list = Vec::new();
                for rule in rules {
                    let number = field_text(rule, RuleField::Priority);
                    list.push([&printable(&rule.name), " → ", &number].concat());
                }
                let list = first_of(list, self.page().and_more(), MOST_LISTED);
                self.fill(words.renumber(), &[Value::List(&list), Value::Nsg(nsg)])
            }
            Change::StartVm => self.fill(words.start(), &[Value::Name(&topology.machine.name)]),
            Change::AssignPublicIp => {
                self.fill(words.public_ip(), &[Value::Name(&topology.target.name)])
            }
            Change::UseBastion => words.bastion().to_owned(),
            Change::AddRoute { route, is_first } => {
                self.route_change(if *is_first { 3 } else { 0 }, route)
            }
            Change::JoinGroup { group, .. } => {
                let values = [Value::Name(&topology.target.name), Value::Other(group)];
                self.fill(words.join_group(), &values)
            }
            Change::EditRoute { route } => self.route_change(1, route),
            Change::DeleteRoute { route } => self.route_change(2, route),
            Change::EnableForwarding { appliance, .. } => {
                let appliance = text::address(*appliance);
                self.fill(words.forward(), &[Value::Wanted(&appliance)])
            }
            Change::AddEndpoint { way } | Change::EditEndpoint { way } => {
                let [add, edit] = *words.endpoints();
                let is_new = matches!(change, Change::AddEndpoint { .. });
                let dialled = way
                    .ports
                    .map_or_else(|| "*".to_owned(), |ports| ports.text());
                let values = [
                    Value::Name(&way.name),
                    Value::Text(&dialled),
                    Value::Number(question.port.into()),
                    Value::Flow(question),
                ];
                self.fill(if is_new { add } else { edit }, &values)
            }
            Change::PermitInAcl {
                endpoint,
                order,
                subnet,
                ..
            } => {
                let client = || words.client().to_owned();
                let list = subnet.map_or_else(client, |subnet| subnet.text());
                let values = [
                    Value::Name(endpoint),
                    Value::Number(*order),
                    Value::List(&list),
                ];
                self.fill(words.permit(), &values)
            }
        }
    }

    fn new_rule(
        self,
        rule: &SecurityRule,
        nsg: &str,
        question: &Question,
        [to_all, to_one]: [Text; 2],
    ) -> String {
        let from = printable(&field_text(rule, RuleField::Source));
        let to = printable(&field_text(rule, RuleField::Destination));
        let values = [
            Value::Named(rule),
            Value::Nsg(nsg),
            Value::Other(nsg),
            Value::Flow(question),
            Value::List(&from),
            Value::Wanted(&to),
        ];
        self.fill(if to == "*" { to_all } else { to_one }, &values)
    }

    fn route_change(self, which: usize, route: &Route) -> String {
        let template = self
            .words()
            .fix
            .routes()
            .get(which)
            .copied()
            .unwrap_or_default();
        let to = match &route.destination {
            Destination::Prefix(prefix) => text::block(prefix.network()),
            Destination::Other(text) => [text, "/32"].concat(),
        };
        self.fill(template, &[Value::Text(&to), Value::Name(&route.name)])
    }

    /// Who gets in that did not before.
    pub fn opens(self, proposal: &Proposal) -> String {
        if !proposal.is_proven() {
            return self.words().fix.part().to_owned();
        }
        let list = self.opened(&proposal.opens, proposal.has_placeholder());
        self.fill(self.words().fix.opens(), &[Value::List(&list)])
    }

    /// What else gets in, a sentence for each machine and each group of sources.
    pub fn also_opens(self, proposal: &Proposal) -> Vec<String> {
        let words = &self.words().fix;
        let mut said: Vec<(&AlsoOpens, Vec<String>)> = Vec::new();
        for also in &proposal.also_opens {
            let mut flow = match also.protocol {
                Protocol::Any => String::new(),
                protocol => [protocol.name(), " "].concat(),
            };
            let has_ports = matches!(also.protocol, Protocol::Any | Protocol::Tcp | Protocol::Udp);
            if !has_ports {
                flow.pop();
            } else if also.ports == PortRange::ALL {
                flow.push_str(words.all_ports());
            } else {
                flow.push_str(&also.ports.text());
            }
            let mut known = said.iter_mut();
            match known.find(|(it, _)| it.to == also.to && it.from == also.from) {
                Some((_, flows)) => flows.push(flow),
                None => said.push((also, vec![flow])),
            }
        }
        let mut sentences = Vec::new();
        for (also, flows) in said {
            let list = self.opened(&also.from, proposal.has_placeholder());
            if list.is_empty() {
                // Nobody but the platform.
                continue;
            }
            let values = [
                Value::List(&list),
                Value::Wanted(&self.machine(&also.to)),
                Value::Text(&flows.join(", ")),
            ];
            sentences.push(self.fill(words.also(), &values));
        }
        sentences
    }

    fn machine(self, place: &Where) -> String {
        let [this, subnet, interface, group] = *self.words().fix.machines();
        match place {
            Where::ThisVm => this.to_owned(),
            Where::Subnet(name) => self.fill(subnet, &[Value::Name(name)]),
            Where::NetworkInterface(name) => self.fill(interface, &[Value::Name(name)]),
            Where::Group(name) => self.fill(group, &[Value::Nsg(name)]),
        }
    }

    /// What is to be thought of before.
    pub fn fix_warnings(self, proposal: &Proposal) -> Vec<String> {
        let words = &self.words().fix;
        let mut warnings = Vec::new();
        if proposal.is_for_anybody {
            warnings.push(words.anybody().to_owned());
        }
        if proposal.closes {
            warnings.push(words.closes().to_owned());
        }
        if proposal.steps.iter().any(|step| step.id == FixId::RouteFix) {
            warnings.push(words.whole_subnet().to_owned());
        }
        warnings
    }

    fn opened(self, opened: &Opened, has_placeholder: bool) -> String {
        let words = &self.words().fix;
        let mut list = Vec::new();
        if opened.has_client {
            let client = if has_placeholder {
                words.client()
            } else {
                words.you()
            };
            list.push(client.to_owned());
        }
        // The platform's own address opens no connection.
        let platform = AddressSet::block(IpNet::from(ranges::PLATFORM_ADDRESS));
        let mut addresses = opened.sources.addresses.minus(&platform);
        if self.add_addresses(&mut addresses, &mut list) {
            return self.page().everyone().to_owned();
        }
        if opened.sources.in_virtual_network {
            list.push(words.in_network().to_owned());
        }
        let mut said = first_of(list, self.page().and_more(), MOST_LISTED);
        said.push_str(&self.count(ipv4_count(&addresses)));
        said
    }

    /// How many addresses these are, where that is more than one.
    pub fn count(self, addresses: u32) -> String {
        if addresses < 2 {
            return String::new();
        }
        let number = text::grouped(addresses);
        self.fill(self.words().fix.count(), &[Value::List(&number)])
    }

    /// Adds who these addresses are: everybody on the Internet, perhaps but for a few, or block by block. What is left of
    /// them is what stands there as blocks. Whether they are everyone.
    pub(super) fn add_addresses(self, addresses: &mut AddressSet, list: &mut Vec<String>) -> bool {
        const FEW: usize = 4;
        let words = &self.words().fix;
        let missing = ranges::internet_clients().minus(addresses);
        let private = AddressSet::blocks(&ranges::PRIVATE_V4);
        if missing.is_empty() && private.is_subset(addresses) {
            return true;
        }
        let others = text::blocks(&missing);
        if others.len() <= FEW {
            list.push(match others.as_slice() {
                [] => words.internet().to_owned(),
                _ => self.fill(words.internet_but(), &[Value::List(&others.join(", "))]),
            });
            *addresses = addresses.intersect(&private);
        }
        list.append(&mut text::blocks(addresses));
        false
    }

    /// That what declares an NSG has two ways to write a rule, which do not go together.
    pub fn inside_note(self) -> &'static str {
        self.words().fix.inside()
    }

    /// Where no fix is proven: what stops the client, and that none of the documented changes helps.
    pub fn stuck(self, explanation: &Explanation, hop: usize) -> String {
        let [stuck, by_admins] = *self.words().fix.stuck();
        match explanation.judgement.hops.get(hop) {
            Some(hop) if hop.kind == HopKind::AdminRules => {
                let title = self.fix(FixId::Avnm).title;
                [title, " (", FixId::Avnm.code(), "): ", by_admins].concat()
            }
            Some(hop) => {
                let station = self.hop(hop.kind, explanation.judgement.question.direction);
                self.fill(stuck, &[Value::Wanted(station)])
            }
            None => String::new(),
        }
    }
}
