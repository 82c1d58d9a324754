//! Changes of a VM's surroundings as data, and the surroundings with them.

use super::client::is_placeholder;
use crate::azure::security_rule::RuleField;
use crate::azure::{
    AclRule, AddressField, AddressTerm, Attachment, Destination, EndpointAcl, Field, HealthState,
    NetworkSecurityGroup, PowerState, Route, RouteState, RouteTable, SecurityRule,
};
use crate::join::{Filter, Place, Topology, Way, WayUsers};
use crate::net::{AddressSet, PortRange, Prefix, Protocol};
use crate::origin::Origin;
use crate::question::{SourceSet, WayKind};
use std::net::IpAddr;
use std::rc::Rc;

/// One thing to change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Add a rule to an NSG.
    AddRule {
        /// The NSG as it is.
        group: Rc<NetworkSecurityGroup>,
        /// The rule.
        rule: SecurityRule,
    },
    /// Change fields of a rule: its priority, to move it, or what it matches.
    EditRule {
        /// The NSG as it is.
        group: Rc<NetworkSecurityGroup>,
        /// The rule as it is to be; it keeps its name.
        rule: SecurityRule,
        /// Its fields that change.
        fields: Vec<RuleField>,
    },
    /// Delete a rule.
    DeleteRule {
        /// The NSG as it is.
        group: Rc<NetworkSecurityGroup>,
        /// The rule.
        rule: SecurityRule,
    },
    /// Give rules other priorities and keep their order, so that a number becomes free.
    Renumber {
        /// The NSG as it is.
        group: Rc<NetworkSecurityGroup>,
        /// The rules as they are to be.
        rules: Vec<SecurityRule>,
    },
    /// Request just-in-time access, which adds a rule for some hours.
    RequestAccess {
        /// The NSG as it is.
        group: Rc<NetworkSecurityGroup>,
        /// The rule that Defender for Cloud adds.
        rule: SecurityRule,
    },
    /// Create an NSG on the network interface.
    NewGroup {
        /// With the rule in it.
        group: Rc<NetworkSecurityGroup>,
        /// The rule.
        rule: SecurityRule,
    },
    /// Start the VM.
    StartVm,
    /// Assign a public address of the Standard SKU to the network interface.
    AssignPublicIp,
    /// Come in through Azure Bastion.
    UseBastion,
    /// Add a route.
    AddRoute {
        /// The route; its destination is a placeholder where the client is.
        route: Route,
    },
    /// Send what a route carries to another next hop.
    EditRoute {
        /// The route as it is to be; it keeps its name and destination.
        route: Route,
    },
    /// Delete a route.
    DeleteRoute {
        /// The route.
        route: Route,
    },
    /// Let the appliance with this address forward what is not for itself.
    EnableForwarding {
        /// The address.
        appliance: IpAddr,
    },
    /// Add an endpoint to a classic VM.
    AddEndpoint {
        /// Where it leads.
        way: Way,
    },
    /// Let an endpoint lead to another port of the VM.
    EditEndpoint {
        /// The endpoint as it is to be.
        way: Way,
    },
    /// Permit clients in an endpoint's list.
    PermitInAcl {
        /// The endpoint.
        endpoint: String,
        /// The place in the list.
        order: u32,
        /// Whom; `None` for the client that is still to be filled in.
        subnet: Option<Prefix>,
    },
}

/// The surroundings with these changes, for clients that the placeholder stands for.
pub fn apply(topology: &Topology, changes: &[Change], client: &SourceSet) -> Topology {
    let mut changed = topology.clone();
    for change in changes {
        change.apply_to(&mut changed, &client.addresses);
    }
    changed
}

impl Change {
    /// The NSG that it changes, and the rule, where it is about one.
    pub fn group(&self) -> Option<&Rc<NetworkSecurityGroup>> {
        match self {
            Change::AddRule { group, .. }
            | Change::EditRule { group, .. }
            | Change::DeleteRule { group, .. }
            | Change::Renumber { group, .. }
            | Change::RequestAccess { group, .. }
            | Change::NewGroup { group, .. } => Some(group),
            _ => None,
        }
    }

    /// The rule that it is about. Renumbering is about none: what each rule matches, and after which, stays.
    pub fn rule(&self) -> Option<&SecurityRule> {
        match self {
            Change::AddRule { rule, .. }
            | Change::EditRule { rule, .. }
            | Change::DeleteRule { rule, .. }
            | Change::RequestAccess { rule, .. }
            | Change::NewGroup { rule, .. } => Some(rule),
            _ => None,
        }
    }

    /// The name of what changes; empty where nobody knows it.
    pub fn target(&self, topology: &Topology) -> String {
        match self {
            Change::StartVm | Change::UseBastion => topology.machine.name.clone(),
            Change::AssignPublicIp => topology.target.name.clone(),
            Change::AddRoute { .. } | Change::EditRoute { .. } | Change::DeleteRoute { .. } => {
                let table = topology.routes.as_ref().filter(|table| !table.is_effective);
                table.map_or_else(String::new, |table| table.name.clone())
            }
            Change::AddEndpoint { way } | Change::EditEndpoint { way } => way.name.clone(),
            Change::PermitInAcl { endpoint, .. } => endpoint.clone(),
            _ => self
                .group()
                .map_or_else(String::new, |group| group.name.clone()),
        }
    }

    /// Whether the reader's own address still has to be filled in.
    pub fn has_placeholder(&self) -> bool {
        match self {
            Change::AddRoute { route } => matches!(route.destination, Destination::Other(_)),
            Change::PermitInAcl { subnet, .. } => subnet.is_none(),
            _ => self
                .rule()
                .is_some_and(|rule| rule.source.terms.iter().any(is_placeholder)),
        }
    }

    fn apply_to(&self, topology: &mut Topology, client: &AddressSet) {
        match self {
            Change::AddRule { group, rule } | Change::RequestAccess { group, rule } => {
                let rule = filled_in(rule, client);
                for form in forms(topology, group) {
                    Rc::make_mut(form).rules.push(rule.clone());
                }
            }
            Change::EditRule {
                group,
                rule,
                fields,
            } => {
                let rule = filled_in(rule, client);
                for form in forms(topology, group) {
                    edit(&mut Rc::make_mut(form).rules, &rule, fields);
                }
            }
            Change::DeleteRule { group, rule } => {
                for form in forms(topology, group) {
                    let rules = &mut Rc::make_mut(form).rules;
                    rules.retain(|known| !is_same_rule(known, rule));
                }
            }
            Change::Renumber { group, rules } => {
                for form in forms(topology, group) {
                    for rule in rules {
                        edit(&mut Rc::make_mut(form).rules, rule, &[RuleField::Priority]);
                    }
                }
            }
            Change::NewGroup { group, rule } => {
                let mut group = NetworkSecurityGroup::clone(group);
                group.rules.push(filled_in(rule, client));
                group.add_missing_default_rules();
                topology.without_filter.retain(|place| *place != Place::Nic);
                topology.filters.push(Filter {
                    place: Place::Nic,
                    versions: vec![Rc::new(group)],
                });
            }
            Change::StartVm => {
                topology.machine.power = PowerState::Running;
                if matches!(topology.machine.health, Some((HealthState::Unavailable, _))) {
                    topology.machine.health = None;
                }
                // A dynamic address is assigned anew.
                for way in &mut topology.ways {
                    way.is_unassigned = false;
                }
            }
            Change::AssignPublicIp => {
                topology.lacks_public_ip = false;
                topology.ways.push(Way {
                    is_standard: Some(true),
                    is_certain: true,
                    ..Way::new(WayKind::PublicIp, Origin::Proposed)
                });
            }
            Change::UseBastion => topology.ways.push(Way {
                is_certain: true,
                ..Way::new(WayKind::Bastion, Origin::Proposed)
            }),
            Change::AddRoute { route } => {
                if let Some(table) = &mut topology.routes {
                    add_route(Rc::make_mut(table), route, client);
                }
            }
            Change::EditRoute { route } => {
                if let Some(table) = &mut topology.routes {
                    for known in &mut Rc::make_mut(table).routes {
                        if is_same_route(known, route) {
                            known.clone_from(route);
                        }
                    }
                }
            }
            Change::DeleteRoute { route } => {
                if let Some(table) = &mut topology.routes {
                    delete_route(Rc::make_mut(table), route);
                }
            }
            Change::EnableForwarding { appliance } => {
                topology
                    .not_forwarding
                    .retain(|address| address != appliance);
            }
            Change::AddEndpoint { way } => topology.ways.push(way.clone()),
            Change::EditEndpoint { way } => {
                for known in &mut topology.ways {
                    if known.kind == way.kind && known.name == way.name {
                        known.clone_from(way);
                    }
                }
            }
            Change::PermitInAcl {
                endpoint,
                order,
                subnet,
            } => {
                let subnets = match subnet {
                    Some(subnet) => vec![subnet.network()],
                    None => client.prefixes(),
                };
                for way in &mut topology.ways {
                    if let WayUsers::Acl(acl) = &mut way.users
                        && way.name == *endpoint
                    {
                        let acl = Rc::make_mut(acl);
                        make_room(acl, *order);
                        for subnet in &subnets {
                            acl.rules.push(AclRule {
                                order: Some(*order),
                                permits: Some(true),
                                remote_subnet: Some(Prefix::from(*subnet)),
                                description: String::new(),
                                origin: Origin::Proposed,
                            });
                        }
                    }
                }
            }
        }
    }
}

/// Every form of an NSG that is known: on each place that it sits on, effective and configured, and all that was pasted.
fn forms<'t>(
    topology: &'t mut Topology,
    group: &NetworkSecurityGroup,
) -> Vec<&'t mut Rc<NetworkSecurityGroup>> {
    let mut forms = Vec::new();
    for filter in &mut topology.filters {
        for version in &mut filter.versions {
            if version.is_form_of(group) {
                forms.push(version);
            }
        }
    }
    for version in &mut topology.overridden {
        if version.is_form_of(group) {
            forms.push(version);
        }
    }
    forms
}

/// Names are unique in an NSG, whatever the direction.
fn is_same_rule(known: &SecurityRule, rule: &SecurityRule) -> bool {
    !known.default && known.name.eq_ignore_ascii_case(&rule.name)
}

fn edit(rules: &mut [SecurityRule], rule: &SecurityRule, fields: &[RuleField]) {
    for known in rules {
        if !is_same_rule(known, rule) {
            continue;
        }
        known.origin = Origin::Proposed;
        for field in fields {
            match field {
                RuleField::Source => known.source.clone_from(&rule.source),
                RuleField::SourcePorts => known.source_ports.clone_from(&rule.source_ports),
                RuleField::Destination => known.destination.clone_from(&rule.destination),
                RuleField::DestinationPorts => {
                    known.destination_ports.clone_from(&rule.destination_ports);
                }
                RuleField::Protocol => known.protocol.clone_from(&rule.protocol),
                RuleField::Priority => known.priority.clone_from(&rule.priority),
                RuleField::Direction | RuleField::Access => {}
            }
        }
    }
}

/// The rule with these clients in place of the placeholder.
fn filled_in(rule: &SecurityRule, client: &AddressSet) -> SecurityRule {
    let mut filled = rule.clone();
    let mut terms = Vec::new();
    for term in &rule.source.terms {
        if is_placeholder(term) {
            for (first, last) in client.ranges() {
                terms.push(AddressTerm::Range(first, last));
            }
        } else {
            terms.push(term.clone());
        }
    }
    filled.source = AddressField::of(terms, rule.source.origin);
    filled
}

/// A route for one address beats every other. One for many does so, too, when none of its parts is a prefix that another
/// of the user's routes has: then their halves come first.
fn add_route(table: &mut RouteTable, route: &Route, client: &AddressSet) {
    let prefixes = match route.destination {
        Destination::Prefix(prefix) => vec![prefix.network()],
        Destination::Other(_) => client.prefixes(),
    };
    let known = table.routes.clone();
    for prefix in prefixes {
        let is_there = |route: &Route| route.destination == Destination::Prefix(prefix.into());
        let halves = match prefix.subnets(prefix.prefix_len().saturating_add(1)) {
            Ok(halves) if known.iter().any(is_there) => halves.collect(),
            _ => vec![prefix],
        };
        for half in halves {
            table.routes.push(Route {
                destination: Destination::Prefix(half.into()),
                ..route.clone()
            });
        }
    }
}

/// Where the order is taken, the rules from there on move up by one.
fn make_room(acl: &mut EndpointAcl, order: u32) {
    if acl.rules.iter().all(|rule| rule.order != Some(order)) {
        return;
    }
    for rule in &mut acl.rules {
        rule.order = rule
            .order
            .map(|own| if own < order { own } else { own + 1 });
    }
}

/// What the user's route has overridden comes back.
fn delete_route(table: &mut RouteTable, route: &Route) {
    table.routes.retain(|known| !is_same_route(known, route));
    for known in &mut table.routes {
        if known.destination == route.destination {
            known.state = RouteState::Active;
        }
    }
}

fn is_same_route(known: &Route, route: &Route) -> bool {
    known.source == route.source
        && known.name == route.name
        && known.destination == route.destination
}

/// A value of a fix.
pub fn proposed<T>(value: T) -> Field<T> {
    Field::known(value, Origin::Proposed)
}

/// An NSG that nobody has made yet.
pub fn new_group(name: String) -> NetworkSecurityGroup {
    NetworkSecurityGroup {
        name,
        id: None,
        rules: Vec::new(),
        cut: None,
        attachment: Attachment::default(),
        is_effective: false,
        is_admin: false,
        origin: Origin::Proposed,
    }
}

/// The endpoint leading to this port of the VM.
pub fn leads_to(way: &Way, port: u16, protocol: Protocol) -> Way {
    let mut changed = way.clone();
    changed.port = Some(port);
    changed.protocol = Some(protocol);
    changed.ports = changed.ports.or(Some(PortRange::single(port)));
    changed
}
