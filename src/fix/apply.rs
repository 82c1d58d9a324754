//! The surroundings with changes made to a copy of them: every form of what changes, the effective rules and the configured.

use super::change::{Change, Step};
use super::client::is_placeholder;
use crate::azure::security_rule::RuleField;
use crate::azure::{
    AclRule, AddressField, AddressTerm, Destination, EndpointAcl, HealthState,
    NetworkSecurityGroup, PowerState, ResourceId, Route, RouteState, RouteTable, SecurityRule,
};
use crate::join::{Filter, Place, Topology, Way, WayUsers};
use crate::net::{AddressSet, Prefix};
use crate::origin::Origin;
use crate::question::{SourceSet, WayKind};
use std::rc::Rc;

/// The surroundings with these changes, for clients that the placeholder stands for.
pub fn apply(topology: &Topology, steps: &[Step], client: &SourceSet) -> Topology {
    let mut changed = topology.clone();
    for step in steps {
        step.change.apply_to(&mut changed, &client.addresses);
    }
    changed
}

impl Change {
    /// Makes the change.
    fn apply_to(&self, topology: &mut Topology, client: &AddressSet) {
        match self {
            Change::AddRule { group, rule } | Change::RequestAccess { group, rule } => {
                let rule = Rc::new(filled_in(rule, client));
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
                group.rules.push(Rc::new(filled_in(rule, client)));
                group.add_missing_default_rules();
                topology.without_filter.retain(|place| *place != Place::Nic);
                topology.filters.push(Filter {
                    place: Place::Nic,
                    versions: vec![Rc::new(group)],
                });
            }
            Change::JoinGroup { group, .. } => {
                let id = ResourceId::new(group);
                for (address, groups) in &mut topology.members {
                    if Some(*address) == topology.target.address {
                        groups.push(id.clone());
                    }
                }
                topology.target.groups.get_or_insert_default().push(id);
            }
            Change::StartVm => {
                topology.machine.power = PowerState::Running;
                if matches!(topology.machine.health, Some((HealthState::Unavailable, _))) {
                    topology.machine.health = None;
                }
                // A dynamic address is assigned anew.
                for way in &mut topology.ways {
                    way.is_unassigned = Some(false);
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
            Change::UseBastion => {
                let is_it = |way: &Way| way.kind == WayKind::Bastion;
                if !topology.ways.iter().any(is_it) {
                    topology.ways.push(Way {
                        is_certain: true,
                        ..Way::new(WayKind::Bastion, Origin::Proposed)
                    });
                }
            }
            Change::AddRoute { route, .. } => {
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
            Change::EnableForwarding { appliance, .. } => {
                topology
                    .not_forwarding
                    .retain(|(address, _)| address != appliance);
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
                ..
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

fn edit(rules: &mut [Rc<SecurityRule>], rule: &SecurityRule, fields: &[RuleField]) {
    for known in rules {
        if !is_same_rule(known, rule) {
            continue;
        }
        let known = Rc::make_mut(known);
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
            for range in client.ranges() {
                terms.push(AddressTerm::Range(range.into()));
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
        let prefix = Prefix::from(prefix);
        let is_there = |route: &Route| route.destination == Destination::Prefix(prefix);
        let halves = prefix.halves().filter(|_| known.iter().any(is_there));
        let [first, second] = halves.map_or([Some(prefix), None], |halves| halves.map(Some));
        for part in first.into_iter().chain(second) {
            table.routes.push(Route {
                destination: Destination::Prefix(part),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::{NextHop, RouteSource};
    use crate::judge::next_hop::next_hop;

    fn route(
        source: RouteSource,
        destination: &str,
        next_hop: NextHop,
        state: RouteState,
    ) -> Route {
        Route {
            name: String::new(),
            destination: Prefix::parse(destination).map_or_else(
                || Destination::Other(destination.to_owned()),
                Destination::Prefix,
            ),
            next_hop,
            next_hop_addresses: Vec::new(),
            source,
            state,
            origin: Origin::Proposed,
        }
    }

    fn table(routes: Vec<Route>) -> RouteTable {
        RouteTable {
            name: String::new(),
            id: None,
            is_effective: true,
            routes,
            cut: None,
            keeps_gateway_routes_out: false,
            subnets: None,
            origin: Origin::Proposed,
        }
    }

    fn carrier(table: &RouteTable, client: &str) -> Option<NextHop> {
        let carrier = next_hop(&table.routes, client.parse().ok()?)?;
        table.routes.get(carrier).map(|route| route.next_hop)
    }

    #[test]
    fn a_route_for_clients_yet_unknown_beats_the_users_route_of_the_very_same_prefix() {
        let appliance = |prefix| {
            route(
                RouteSource::User,
                prefix,
                NextHop::Appliance,
                RouteState::Active,
            )
        };
        let mut table = table(vec![
            appliance("203.0.113.0/24"),
            appliance("198.51.100.0/24"),
        ]);
        let client = Prefix::parse("203.0.113.0/24").map(Prefix::addresses);
        let own = route(
            RouteSource::User,
            "<client>",
            NextHop::Internet,
            RouteState::Active,
        );
        add_route(&mut table, &own, &client.unwrap_or_default());
        for client in ["203.0.113.0", "203.0.113.200"] {
            assert_eq!(carrier(&table, client), Some(NextHop::Internet), "{client}");
        }
        assert_eq!(carrier(&table, "198.51.100.7"), Some(NextHop::Appliance));
    }

    #[test]
    fn what_a_deleted_route_has_overridden_comes_back() {
        let users = route(
            RouteSource::User,
            "0.0.0.0/0",
            NextHop::None,
            RouteState::Active,
        );
        let azures = route(
            RouteSource::System,
            "0.0.0.0/0",
            NextHop::Internet,
            RouteState::Invalid,
        );
        let mut table = table(vec![azures, users.clone()]);
        assert_eq!(carrier(&table, "8.8.8.8"), Some(NextHop::None));
        delete_route(&mut table, &users);
        assert_eq!(carrier(&table, "8.8.8.8"), Some(NextHop::Internet));
    }
}
