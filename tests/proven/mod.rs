//! Every fix that is shown is held against many single questions: one address, one port at a time, before and after.
//!
//! The proof compares whole sets and tries no address in particular. Here each address is its own client, and what the
//! fix says it lets in must be what these questions say, no more and no less.

use rdpcheck::azure::{AddressTerm, Direction, NetworkSecurityGroup, ResourceId, RouteTable};
use rdpcheck::command::{Dialect, Values};
use rdpcheck::explain::Explanation;
use rdpcheck::fix::apply;
use rdpcheck::fix::proposal::use_bastion;
use rdpcheck::fix::{AlsoOpens, Proposal, Step, Where, proposals};
use rdpcheck::join::{Filter, Place, Topology};
use rdpcheck::judge::{Answer, judge};
use rdpcheck::net::{AddressSet, Prefix, Protocol};
use rdpcheck::question::{Question, Source, SourceSet, WayKind};
use std::net::IpAddr;

/// Checks every fix for what was explained; how many there were, or what is wrong with one.
pub fn check_fixes(explanation: &Explanation) -> Result<usize, String> {
    let fixes = proposals(explanation).fixes;
    for fix in &fixes {
        let about = |what: String| format!("{:?} {:#?}\n{what}", fix.id, fix.steps);
        Trial {
            fix,
            before: &explanation.topology,
        }
        .check()
        .map_err(about)?;
        let is_classic = explanation.topology.is_classic();
        for dialect in Dialect::EVERY {
            let commands = fix.commands(dialect, explanation, &Values::default());
            let is_of_other = is_classic != (dialect == Dialect::Classic);
            let of_classic_nsg = |step: &Step| {
                let id = step.change.group().and_then(|group| group.id.as_ref());
                id.is_some_and(|id| id.is_classic())
            };
            let is_of_other = match fix.steps.iter().any(of_classic_nsg) {
                true => dialect != Dialect::Classic,
                false => is_of_other,
            };
            let fits = commands.is_empty() || !is_of_other;
            expect(fits, || format!("{dialect:?} does not know it")).map_err(about)?;
        }
    }
    Ok(fixes.len())
}

/// One fix on trial.
struct Trial<'a> {
    fix: &'a Proposal,
    before: &'a Topology,
}

impl Trial<'_> {
    fn check(&self) -> Result<(), String> {
        self.opens_for_each_client()?;
        let tried = self.fix.try_it(self.before).judgement.answer;
        expect(tried == Answer::Open, || {
            format!("trying it gives {tried:?}")
        })?;
        let mut with_bastion = self.before.clone();
        if self.fix.question.through == Some(WayKind::Bastion) {
            // By way of Bastion nothing gets anywhere while there is none; what counts is what the rest opens.
            with_bastion = apply(&with_bastion, &[use_bastion()], &self.client());
        }
        let trial = Trial {
            fix: self.fix,
            before: &with_bastion,
        };
        trial.opens_exactly()?;
        trial.also_opens_exactly()?;
        trial.others_are_named()
    }

    /// Whoever the client turns out to be.
    fn opens_for_each_client(&self) -> Result<(), String> {
        let stopped = &self.fix.client.stopped;
        for client in samples(&stopped.addresses) {
            let after = self.after(&SourceSet::addresses(one(client)));
            let answer = self.answer(
                &after,
                client,
                self.fix.question.port,
                self.fix.question.protocol,
            );
            expect(answer == Answer::Open, || {
                format!("{client} finds it {answer:?}")
            })?;
        }
        Ok(())
    }

    fn opens_exactly(&self) -> Result<(), String> {
        let Question { port, protocol, .. } = self.fix.question;
        let after = self.after(&self.client());
        for from in self.remote_ends() {
            let said = self.fix.opens.sources.addresses.contains(from)
                || self.is_client(self.fix.opens.has_client, from);
            self.agree(&after, from, port, protocol, said)?;
        }
        Ok(())
    }

    fn also_opens_exactly(&self) -> Result<(), String> {
        let (mut before, mut after) = (self.before.clone(), self.after(&self.client()));
        // Windows may listen on any port.
        before.machine.signs.clear();
        after.machine.signs.clear();
        let quiet = Trial {
            fix: self.fix,
            before: &before,
        };
        for from in self.remote_ends().into_iter().step_by(3) {
            for port in self.ports() {
                for protocol in [Protocol::Tcp, Protocol::Udp] {
                    if (port, protocol) == (self.fix.question.port, self.fix.question.protocol) {
                        continue;
                    }
                    let is_it = |also: &&AlsoOpens| {
                        also.to == Where::ThisVm && self.holds(also, from, port, protocol)
                    };
                    let said = self.fix.also_opens.iter().filter(is_it).count();
                    expect(said < 2, || format!("{from} {port} is said twice"))?;
                    quiet.agree(&after, from, port, protocol, said == 1)?;
                }
            }
        }
        Ok(())
    }

    /// What another machine behind the same NSG takes and did not take before is said somewhere.
    fn others_are_named(&self) -> Result<(), String> {
        let after = self.after(&self.client());
        for step in &self.fix.steps {
            let Some(group) = step.change.group() else {
                continue;
            };
            let other = |topology: &Topology, address: &str| {
                let mut other = Topology {
                    virtual_network: topology.virtual_network.clone(),
                    service_tags: topology.service_tags.clone(),
                    may_hold_everything: topology.may_hold_everything,
                    may_hold_more: topology.may_hold_more,
                    ..Topology::default()
                };
                other.target.address = address.parse().ok();
                other.target.groups = Some(Vec::new());
                let filter = topology
                    .filters
                    .iter()
                    .find(|filter| filter.versions[0].is_form_of(group));
                other.filters.extend(filter.map(|filter| Filter {
                    place: Place::Unsaid,
                    versions: filter.versions.clone(),
                }));
                other
            };
            let is_shared = self.is_shared(group.name.as_str());
            let leads_to = |group: &NetworkSecurityGroup, to: &Where| {
                let is_among = |ids: &Option<Vec<ResourceId>>, name: &str| {
                    ids.iter().flatten().any(|id| id.name() == name)
                };
                match to {
                    Where::ThisVm => false,
                    Where::Subnet(name) => is_among(&group.attachment.subnets, name),
                    Where::NetworkInterface(name) => {
                        is_among(&group.attachment.network_interfaces, name)
                    }
                    Where::Group(name) => group.name == *name,
                }
            };
            // What another step opens, behind another NSG.
            let is_others = |to: &Where| {
                let mut groups = self.fix.steps.iter().filter_map(|step| step.change.group());
                !leads_to(group, to) && groups.any(|other| leads_to(other, to))
            };
            for from in self.remote_ends().into_iter().step_by(3) {
                let own = if from.is_ipv4() {
                    "10.254.253.252"
                } else {
                    "fd77:7::7"
                };
                let (before, after) = (other(self.before, own), other(&after, own));
                if before.filters.is_empty() {
                    continue;
                }
                for port in self.ports() {
                    for protocol in [Protocol::Tcp, Protocol::Udp] {
                        let said = self.fix.also_opens.iter().any(|also| {
                            also.to != Where::ThisVm
                                && !is_others(&also.to)
                                && self.holds(also, from, port, protocol)
                        });
                        let was = self.answer(&before, from, port, protocol);
                        let is = self.answer(&after, from, port, protocol);
                        let is_opened = was != Answer::Open && is == Answer::Open;
                        expect(said == (is_opened && is_shared), || {
                            format!(
                                "{from} to another VM, {port} {protocol:?}: {was:?}, then {is:?}, said {said}"
                            )
                        })?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether the paste lets an NSG filter for others: all but one on the VM's own network interface alone.
    fn is_shared(&self, name: &str) -> bool {
        let filters = self
            .before
            .filters
            .iter()
            .flat_map(|filter| &filter.versions);
        filters
            .chain(&self.before.overridden)
            .filter(|group| group.name == name)
            .all(|group| {
                let attachment = &group.attachment;
                let interfaces = attachment.network_interfaces.as_deref();
                let others = interfaces.is_none_or(|list| {
                    list.iter()
                        .any(|id| self.before.target.id.as_ref().is_some_and(|own| own != id))
                });
                let subnets = attachment.subnets.as_deref();
                group.is_effective || others || subnets.is_none_or(|list| !list.is_empty())
            })
            && name_is_there(self.before, name)
    }

    fn agree(
        &self,
        after: &Topology,
        from: IpAddr,
        port: u16,
        protocol: Protocol,
        said: bool,
    ) -> Result<(), String> {
        let was = self.answer(self.before, from, port, protocol);
        let is = self.answer(after, from, port, protocol);
        let is_opened = was != Answer::Open && is == Answer::Open;
        expect(said == is_opened, || {
            format!(
                "{from} to {port} {protocol:?}: {was:?}, then {is:?}, and the fix says opened: {said}"
            )
        })
    }

    fn holds(&self, also: &AlsoOpens, from: IpAddr, port: u16, protocol: Protocol) -> bool {
        also.protocol.covers(protocol)
            && also.ports.first <= port
            && port <= also.ports.last
            && (also.from.sources.addresses.contains(from)
                || self.is_client(also.from.has_client, from))
    }

    /// Whether a fix that says "the client" means this one. By Bastion it is a person, whatever their address.
    fn is_client(&self, says_so: bool, from: IpAddr) -> bool {
        says_so && self.fix.has_placeholder() && self.client().addresses.contains(from)
    }

    fn after(&self, client: &SourceSet) -> Topology {
        let client = if self.fix.has_placeholder() {
            client
        } else {
            &self.fix.client.stopped
        };
        apply(self.before, &self.fix.steps, client)
    }

    /// The client, who is one of many while nobody said which.
    fn client(&self) -> SourceSet {
        match self.fix.client.example() {
            Some(example) if self.fix.has_placeholder() => SourceSet::addresses(one(example)),
            _ => self.fix.client.stopped.clone(),
        }
    }

    fn answer(&self, topology: &Topology, from: IpAddr, port: u16, protocol: Protocol) -> Answer {
        let is_asked = (port, protocol) == (self.fix.question.port, self.fix.question.protocol);
        let asked = self.fix.question.clone();
        let question = Question {
            from: Source::Prefix(Prefix::from(from)),
            port,
            protocol,
            from_port: asked.from_port.filter(|_| is_asked),
            dialled: asked.dialled.filter(|_| is_asked),
            ..asked
        };
        judge(topology, &question).answer
    }

    /// At both sides of every end that anything in the paste has, and a few that stand for the rest.
    fn remote_ends(&self) -> Vec<IpAddr> {
        let mut found = Vec::new();
        for text in [
            "203.0.113.7",
            "198.51.100.7",
            "8.8.8.8",
            "10.0.0.9",
            "192.168.77.7",
            "2001:db8::7",
            "168.63.129.16",
        ] {
            found.extend(text.parse::<IpAddr>());
        }
        let example = self.fix.client.example();
        let mut sets: Vec<AddressSet> = example.map(one).into_iter().collect();
        let groups = self
            .before
            .filters
            .iter()
            .flat_map(|filter| &filter.versions);
        for rule in groups.flat_map(|group| &group.rules) {
            for term in &rule.source.terms {
                match term {
                    AddressTerm::Prefix(prefix) => sets.push(prefix.addresses()),
                    AddressTerm::Range(range) => sets.push(AddressSet::range(range.0, range.1)),
                    _ => {}
                }
            }
        }
        let routes = self
            .before
            .routes
            .iter()
            .flat_map(|table: &std::rc::Rc<RouteTable>| &table.routes);
        for route in routes {
            if let rdpcheck::azure::Destination::Prefix(prefix) = route.destination {
                sets.push(prefix.addresses());
            }
        }
        for set in sets.iter().take(12) {
            for address in samples(set)
                .into_iter()
                .chain(samples(&AddressSet::all().minus(set)))
            {
                if !found.contains(&address) {
                    found.push(address);
                }
            }
        }
        found
    }

    /// At both sides of every line that a rule draws between ports.
    fn ports(&self) -> Vec<u16> {
        let mut ports = vec![0, 443, 3388, 3389, 3390, u16::MAX];
        let groups = self
            .before
            .filters
            .iter()
            .flat_map(|filter| &filter.versions);
        let inbound = groups
            .flat_map(|group| &group.rules)
            .filter(|rule| rule.direction.get() != Some(&Direction::Outbound));
        for rule in inbound {
            for range in rdpcheck::judge::port_match::known_ports(&rule.destination_ports) {
                let around = [
                    range.first.saturating_sub(1),
                    range.first,
                    range.last,
                    range.last.saturating_add(1),
                ];
                ports.extend(
                    around
                        .into_iter()
                        .take(if ports.len() < 24 { 4 } else { 0 }),
                );
            }
        }
        ports.sort_unstable();
        ports.dedup();
        ports
    }
}

fn name_is_there(topology: &Topology, name: &str) -> bool {
    let mut versions = topology.filters.iter().flat_map(|filter| &filter.versions);
    versions.any(|group| group.name == name)
}

fn one(address: IpAddr) -> AddressSet {
    Prefix::from(address).addresses()
}

/// The ends of the first few ranges of a set.
fn samples(set: &AddressSet) -> Vec<IpAddr> {
    let ranges = set.ranges().into_iter().take(4);
    ranges.flat_map(|(first, last)| [first, last]).collect()
}

fn expect(holds: bool, message: impl Fn() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(message()) }
}
