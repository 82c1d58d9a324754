//! What a tree holds: NSGs, lone rules, routes and all other resources, however deep they are in it.

use super::admin_rules::is_admin_rule;
use super::azure_answer::{read_answer, report_error};
use super::effective_rules::{is_effective, read_effective};
use super::endpoint::{
    is_acl_rule, is_endpoint, read_acl_rule, read_classic_machine, read_endpoint,
};
use super::expression::resource_id;
use super::firewall::{read_bastion, read_firewall};
use super::guest_report::read_guest_report;
use super::key::Key;
use super::lacking::Lacking;
use super::load_balancer::read_load_balancer;
use super::nsg::{self, is_group, is_reference, read_group};
use super::problem::{Problem, ProblemKind, report};
use super::resource::{id, read_resource};
use super::resource_health::{is_health, read_health};
use super::route::{self, is_route, is_route_table, read_route_table, read_routes};
use super::rule::{RuleList, is_rule, may_be_part_of_a_rule, read_rule, span};
use super::security_group_view::{is_view, read_view};
use super::service_tags::read_service_tag;
use super::value::{List, Member, Node, Object, Value};
use super::virtual_machine::read_virtual_machine;
use crate::azure::{
    Attachment, EndpointAcl, NetworkSecurityGroup, Resource, ResourceId, Route, SecurityRule,
};
use crate::origin::{Origin, Span};
use std::rc::Rc;

/// What one piece of text holds.
#[derive(Debug, Default)]
pub struct Found {
    /// Whole NSGs.
    pub groups: Vec<NetworkSecurityGroup>,
    /// Rules that stand outside any NSG, as `$nsg.SecurityRules` prints them.
    pub bare: Vec<BareRule>,
    /// Whether that is one rule, and nobody asked for others.
    pub is_single: bool,
    /// Where a list of lone rules breaks off.
    pub bare_cut: Option<Origin>,
    /// Resources of other kinds.
    pub resources: Vec<Resource>,
    /// Routes that stand outside any route table.
    pub routes: Vec<Route>,
    /// Whether these are effective routes.
    pub are_effective: bool,
    /// Where a list of lone routes breaks off.
    pub routes_cut: Option<Origin>,
    /// Whether what is read just now stands in a virtual network's list of subnets.
    pub is_in_network: bool,
    /// The classic VM that what is read just now belongs to.
    pub role: String,
    /// Where the first thing of the classic model stands.
    pub classic: Option<Origin>,
    /// Rules of an endpoint's list that stand outside any endpoint.
    pub acl: EndpointAcl,
    /// Whether they begin that list.
    pub begins_acl: bool,
    /// Whether it is named in a problem, and says nothing more: an error text of Azure’s, the health of something else. Or
    /// whether it says nothing at all.
    pub is_named: bool,
}

/// A rule that stands outside any NSG.
#[derive(Debug)]
pub struct BareRule {
    /// The rule.
    pub rule: Rc<SecurityRule>,
    /// The NSG, or the network manager, that its id names.
    pub group: Option<ResourceId>,
    /// Whether it is a security admin rule.
    pub is_admin: bool,
}

impl Found {
    #[inline(never)]
    fn classic(&mut self, input: u32, node: &Node<'_>) {
        self.classic.get_or_insert(node.origin(input));
    }

    fn add(&mut self, resource: Option<Resource>) {
        if let Some(resource) = resource {
            self.resources.push(resource);
        }
    }

    /// Whether there is anything.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.bare.is_empty()
            && self.bare_cut.is_none()
            && self.resources.is_empty()
            && self.acl.rules.is_empty()
            && self.routes.is_empty()
            && self.routes_cut.is_none()
            && !self.is_named
    }

    /// Whether it is one rule, and nothing else that would part it from the one before.
    pub fn is_lone_rule(&self) -> bool {
        self.bare.len() == 1 && self.groups.is_empty() && self.resources.is_empty()
    }
}

/// For something that holds neither an NSG nor a whole rule: whether it may be the rest of a rule that was cut off.
pub fn is_rest_of_a_rule(node: &Node<'_>) -> bool {
    node.object().is_some_and(may_be_part_of_a_rule)
}

/// Looks through a tree, however deep the NSGs are in it: lists, `value` wrappers, deployment templates.
pub fn find(input: u32, node: &Node<'_>, found: &mut Found, problems: &mut Vec<Problem>) {
    match &node.value {
        Value::List(list) => find_in_list(input, node, list, found, problems),
        Value::Object(object) if is_health(object) => {
            let before = problems.len();
            let health = read_health(input, node, object, problems);
            found.is_named |= problems.len() > before;
            found.add(health);
        }
        Value::Object(object) if is_rule(object) || is_admin_rule(object) => {
            if object.cut.is_some() {
                // A rule that breaks off is no rule, but it shows that one is missing.
                found.bare_cut = Some(node.origin(input));
            } else {
                let is_admin = is_admin_rule(object);
                let (list, owner) = match is_admin {
                    true => (RuleList::Admin, "networkManagers"),
                    false => (RuleList::Bare, "networkSecurityGroups"),
                };
                // Of two rules that ran together the second is lost.
                let of_access = |member: &&Member<'_>| member.key.is("access");
                if object.members.iter().filter(of_access).count() > 1 {
                    found.bare_cut = Some(node.origin(input));
                }
                found.bare.push(BareRule {
                    rule: Rc::new(read_rule(input, node, object, list, problems)),
                    group: id(object)
                        .and_then(|id| id.up_to(owner))
                        .or_else(|| named_group(object)),
                    is_admin,
                });
            }
        }
        Value::Object(object) if is_view(object) => {
            let mut groups = read_view(input, node, object, problems);
            found.groups.append(&mut groups);
        }
        Value::Object(object) if is_effective(object) => {
            let before = problems.len();
            let effective = read_effective(input, node, object, problems);
            let is_it = |known: &NetworkSecurityGroup| {
                known.is_effective && known.id.is_some() && known.id == effective.group.id
            };
            // Azure may answer with rules and, for another place of the same NSG, with none.
            if effective.group.rules.is_empty() && found.groups.iter().any(is_it) {
                problems.truncate(before);
            } else {
                found.groups.push(effective.group);
            }
            for (name, addresses) in effective.tags {
                found.resources.push(Resource::ServiceTag {
                    name,
                    addresses,
                    origin: node.origin(input),
                });
            }
        }
        Value::Object(object) if is_endpoint(object) => {
            found.classic(input, node);
            let vm = &found.role;
            let endpoint = read_endpoint(input, node, object, vm, problems);
            found.resources.push(Resource::Endpoint(endpoint));
        }
        Value::Object(object) if is_acl_rule(object) => {
            found.classic(input, node);
            // The console counts the rules of one list.
            found.begins_acl |= object.text("ruleId") == Some("0");
            let rule = read_acl_rule(input, node, object, problems);
            found.acl.rules.push(rule);
        }
        Value::Object(object) if is_route_table(object) => {
            if route::is_classic(object) {
                found.classic(input, node);
            }
            let table = read_route_table(input, node, object, problems);
            found.resources.push(Resource::RouteTable(Rc::new(table)));
        }
        Value::Object(object) if is_route(object) => {
            let has = |key| object.member(key).is_some();
            let prefix = object.member("addressPrefix");
            let has_list = prefix.is_some_and(|member| member.node.list().is_some());
            found.are_effective |= has_list || has("source") || has("state");
            let state = object.first_text(&["state", "status"]);
            if (has_list || has("source")) && state.is_none() {
                // An effective route that lost its state may be an invalid one. A column that is not there is said once.
                let at = node.span(input);
                if found.routes_cut.is_none() {
                    report(ProblemKind::RoutesNotShown, "", at, problems);
                    found.routes_cut = Some(Origin::Pasted(at));
                }
            } else {
                read_routes(input, node, &mut found.routes, problems);
            }
        }
        Value::Object(object) if is_group(object) => {
            if !is_reference(object) {
                let mut group = read_group(input, node, object, problems);
                if nsg::is_playbook(object) {
                    report(ProblemKind::Planned, "", node.span(input), problems);
                    // Rules that are there already stay, unless it says otherwise.
                    group.cut.get_or_insert(group.origin);
                    if object.text("state") == Some("absent") {
                        return;
                    }
                } else if nsg::is_classic(object) {
                    found.classic(input, node);
                }
                found.groups.push(group);
            }
        }
        Value::Object(object) => {
            if report_error(input, node, object, problems) || is_success(object) {
                found.is_named = true;
                return;
            }
            if let Some(answer) = read_answer(input, node, object) {
                found.resources.push(Resource::Answer(Rc::new(answer)));
                return;
            }
            if let Some(machine) = read_classic_machine(input, node, object) {
                found.classic(input, node);
                found.resources.push(Resource::VirtualMachine(machine));
            } else if let Some(whole) = read_whole(input, node, object, problems) {
                found.resources.push(whole);
                return;
            }
            if let Some(role) = object.first_text(&["roleName", "vmName"]) {
                role.clone_into(&mut found.role);
            }
            let resource = read_resource(input, node, object, found.is_in_network)
                .or_else(|| read_service_tag(input, node, object));
            let was_in_network = found.is_in_network;
            let is_network = matches!(resource, Some(Resource::VirtualNetwork(_)));
            let is_resource = resource.is_some();
            found.add(resource);
            // Inside stand others: the subnets of a network, the NSG that a subnet was printed with.
            for member in &object.members {
                let inside = member.node.object();
                match inside.filter(|_| member.key.eq_ignore_ascii_case("properties")) {
                    // These are the resource's own, and no second one.
                    Some(properties) if is_resource => {
                        for member in &properties.members {
                            find_in_member(input, member, is_network, found, problems);
                        }
                    }
                    Some(_) => find(input, &member.node, found, problems),
                    None => {
                        find_in_member(input, member, is_network || was_in_network, found, problems)
                    }
                }
            }
        }
        Value::Null | Value::Text(_) => {}
    }
}

/// The NSG that a column of a table names, where the table is of several.
fn named_group(object: &Object<'_>) -> Option<ResourceId> {
    let name = object.first_text(&["nsg", "nsgName", "networkSecurityGroupName"])?;
    let id = resource_id("Microsoft.Network/networkSecurityGroups", name)?;
    Some(ResourceId::new(&id))
}

/// What a member of something else holds. Only in a network's list of subnets a subnet is known by standing there.
fn find_in_member(
    input: u32,
    member: &Member<'_>,
    is_in_network: bool,
    found: &mut Found,
    problems: &mut Vec<Problem>,
) {
    let was_in_network = found.is_in_network;
    found.is_in_network = is_in_network && member.key.eq_ignore_ascii_case("subnets");
    find(input, &member.node, found, problems);
    found.is_in_network = was_in_network;
}

/// REST leaves empty lists out. Where one NSG of a listing says what it is attached to, the others that Azure printed
/// whole say by their silence that they are attached to nothing.
fn show_unattached(listed: &mut [NetworkSecurityGroup]) {
    let unsaid = Attachment::default();
    let is_listing = listed.iter().any(|group| group.attachment != unsaid);
    for group in listed {
        let is_printed = |rule: &Rc<SecurityRule>| rule.default && rule.origin.span().is_some();
        if is_listing
            && !group.is_effective
            && group.attachment == unsaid
            && group.rules.iter().any(is_printed)
        {
            group.attachment = Attachment {
                network_interfaces: Some(Vec::new()),
                subnets: Some(Vec::new()),
            };
        }
    }
}

/// Whether it says no more than that something went well: the first status of a VM, or what `Start-AzVM` answers.
fn is_success(object: &Object<'_>) -> bool {
    object.says("code", "ProvisioningState/succeeded")
        || object.has("operationId") && object.says("status", "succeeded")
}

/// What holds nothing else that is read.
fn read_whole(
    input: u32,
    node: &Node<'_>,
    object: &Object<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Resource> {
    read_virtual_machine(input, node, object, problems)
        .or_else(|| read_load_balancer(input, node, object, problems))
        .or_else(|| read_firewall(input, node, object, problems))
        .or_else(|| read_bastion(input, node, object))
        .or_else(|| read_guest_report(input, node, object))
}

fn find_in_list(
    input: u32,
    node: &Node<'_>,
    list: &List<'_>,
    found: &mut Found,
    problems: &mut Vec<Problem>,
) {
    let before = found.bare.len();
    let routes_before = found.routes.len();
    let groups_before = found.groups.len();
    let acl_rules_before = found.acl.rules.len();
    let first = list.items.first().and_then(Node::object);
    if first.is_some_and(is_rule) {
        found.bare.reserve_exact(list.items.len());
    }
    let is_state = |item: &Node<'_>| item.text().is_some_and(|text| text.starts_with("VM "));
    if list.items.iter().any(is_state) {
        // What a query leaves of an instance view: `["Provisioning succeeded", "VM deallocated"]`.
        let mut object = Object::default();
        object.members.push(Member {
            key: Key::from(""),
            start: node.start,
            node: node.clone(),
        });
        let machine = read_virtual_machine(input, node, &object, problems);
        found.add(machine);
    }
    let mut lacking = Lacking::default();
    for item in &list.items {
        let problems_before = problems.len();
        find(input, item, found, problems);
        if found.bare.len() > before {
            let whole = node.span(input);
            lacking.say_once(whole, problems_before, problems);
        }
    }
    if let Some(listed) = found.groups.get_mut(groups_before..) {
        show_unattached(listed);
    }
    if let Some(place) = list.cut
        && let Some([only]) = found.groups.get_mut(groups_before..)
        && only.is_effective
    {
        // A network interface sees two NSGs at most, and the other one may stand where this breaks off.
        only.attachment.leave_open();
        let origin = Origin::Pasted(span(input, place.min(node.end), node.end));
        found.groups.push(NetworkSecurityGroup {
            cut: Some(origin),
            is_effective: true,
            origin,
            ..NetworkSecurityGroup::default()
        });
    }
    if list.cut.is_some() {
        let has = Holds {
            acl_rules: found.acl.rules.len() > acl_rules_before,
            routes: found.routes.len() > routes_before,
            bare: found.bare.len() > before,
        };
        lose(node.span(input), &has, found, problems);
    }
}

/// What a list holds.
pub struct Holds {
    /// Rules of an endpoint's list.
    pub acl_rules: bool,
    /// Lone routes.
    pub routes: bool,
    /// Lone rules.
    pub bare: bool,
}

/// Notes that the list that stands there breaks off.
pub fn lose(at: Span, has: &Holds, found: &mut Found, problems: &mut Vec<Problem>) {
    let place = Some(Origin::Pasted(at));
    if has.acl_rules {
        found.acl.cut = place;
    }
    if has.routes {
        report(ProblemKind::RoutesNotShown, "", at, problems);
        found.routes_cut = place;
    }
    if has.bare {
        found.bare_cut = place;
    }
}
