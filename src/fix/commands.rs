//! The commands that make the changes of a fix, with the names of the case filled in.

use super::change::{Change, Step};
use super::proposal::Proposal;
use crate::azure::security_rule::RuleField;
use crate::azure::{AddressTerm, NetworkSecurityGroup, ResourceId, RouteTable};
use crate::command::{CLIENT, Command, Dialect, Filled, RouteChange, RuleChange, Values};
use crate::command::{documented, route, rule};
use crate::explain::Explanation;
use crate::join::{Topology, Way};
use crate::net::text;
use crate::question::{Question, Source};
use std::rc::Rc;

impl Proposal {
    /// The commands in their order; none for a change that the dialect has no command for. What the reader typed counts
    /// for what the paste does not say.
    pub fn commands(
        &self,
        dialect: Dialect,
        explanation: &Explanation,
        typed: &Values,
    ) -> Vec<Filled> {
        // The one model's modules do not know what is of the other.
        let mut groups = self.steps.iter().filter_map(|step| step.change.group());
        let is_classic = explanation.topology.is_classic()
            || groups.any(|group| group.id.as_ref().is_some_and(ResourceId::is_classic));
        if is_classic != (dialect == Dialect::Classic) {
            return Vec::new();
        }
        let mut known = known_names(explanation, typed);
        if let AddressTerm::Prefix(client) = self.client.term {
            known.set("client", &client.text());
        }
        let mut commands = Vec::new();
        // Changes of one NSG are one command.
        let mut rules: Vec<RuleChange<'_>> = Vec::new();
        for (at, Step { change, .. }) in self.steps.iter().enumerate() {
            if let Some(group) = add_rules(change, &mut rules) {
                let next = self.steps.get(at + 1);
                let next = next.and_then(|next| group_of_rules(&next.change));
                if !next.is_some_and(|next| Rc::ptr_eq(next, group)) {
                    let values = of_group(group, &known);
                    let Some(own) = rule::commands(&rules, dialect, &values) else {
                        return Vec::new();
                    };
                    commands.push(own);
                    rules.clear();
                }
            } else if !matches!(change, Change::UseBastion) {
                // Half of what has to change would open nothing.
                let Some(own) = command(change, dialect, explanation, &self.question, &known)
                else {
                    return Vec::new();
                };
                commands.push(own);
            }
        }
        // Two resources would need two names.
        let is_code = matches!(dialect, Dialect::Arm | Dialect::Bicep | Dialect::Terraform);
        if is_code && commands.len() > 1 {
            commands.clear();
        }
        commands
    }

    /// Whether a name of the paste cannot stand in a command of a shell, so that it is a placeholder there.
    pub fn refuses_a_name(&self, explanation: &Explanation) -> bool {
        let mut all = Dialect::EVERY.into_iter();
        all.any(|dialect| {
            let commands = self.commands(dialect, explanation, &Values::default());
            commands.iter().any(|command| !command.refused.is_empty())
        })
    }
}

/// The NSG whose rules a change is about.
fn group_of_rules(change: &Change) -> Option<&Rc<NetworkSecurityGroup>> {
    match change {
        Change::AddRule { group, .. }
        | Change::EditRule { group, .. }
        | Change::DeleteRule { group, .. }
        | Change::Renumber { group, .. } => Some(group),
        _ => None,
    }
}

fn add_rules<'c>(
    change: &'c Change,
    rules: &mut Vec<RuleChange<'c>>,
) -> Option<&'c Rc<NetworkSecurityGroup>> {
    const PRIORITY: &[RuleField] = &[RuleField::Priority];
    match change {
        Change::AddRule { rule, .. } => rules.push(RuleChange::Add(rule)),
        Change::EditRule { rule, fields, .. } => rules.push(RuleChange::Edit(rule, fields)),
        Change::DeleteRule { rule, .. } => rules.push(RuleChange::Delete(rule)),
        Change::Renumber { rules: all, .. } => {
            // From the last one, so that the number that each gets is free.
            for rule in all.iter().rev() {
                rules.push(RuleChange::Edit(rule, PRIORITY));
            }
        }
        _ => {}
    }
    group_of_rules(change)
}

/// The command of any other change.
fn command(
    change: &Change,
    dialect: Dialect,
    explanation: &Explanation,
    question: &Question,
    known: &Values,
) -> Option<Filled> {
    let topology = &explanation.topology;
    let mut values = known.clone();
    values.set("port", &text::number(question.port.into()));
    let classic = |template, values: &Values| {
        let mut filled = Filled::default();
        filled.push(template, dialect, values);
        (dialect == Dialect::Classic).then_some(filled)
    };
    let filled = |command: &Command, values: &Values| {
        command.filled(dialect, &names_for(command, explanation, values))
    };
    match change {
        Change::StartVm => classic(documented::START_CLASSIC_VM, &values)
            .or_else(|| filled(&documented::START_VM, &values)),
        Change::RequestAccess { .. } => filled(&documented::REQUEST_ACCESS, &values),
        Change::AssignPublicIp => filled(&documented::ASSIGN_PUBLIC_IP, &values),
        Change::NewGroup { group, rule } => {
            // It goes where the network interface is.
            set_group_of(explanation.interface_id(), &mut values);
            rule::new_group(rule, dialect, &of_group(group, &values))
        }
        Change::AddRoute {
            route,
            is_first: true,
        } => {
            // The new table goes where the network is.
            set_group_of(topology.target.subnet.as_ref(), &mut values);
            route::command(RouteChange::AddFirst(route), dialect, &values)
        }
        Change::AddRoute { route, .. } => route::command(
            RouteChange::Add(route),
            dialect,
            &of_table(topology, values),
        ),
        Change::JoinGroup { group, with } => {
            let mut groups = with.clone();
            groups.push(group.clone());
            values.set_list("asgs", groups);
            values.set("asg", group);
            filled(&documented::JOIN_GROUP, &values)
        }
        Change::EnableForwarding { interface, .. } => {
            let id = interface.as_ref();
            values.set("appliance-nic", &name_in(id, "networkInterfaces"));
            values.set("appliance-rg", &name_in(id, "resourceGroups"));
            filled(&documented::ENABLE_FORWARDING, &values)
        }
        Change::EditRoute { route } => route::command(
            RouteChange::Edit(route),
            dialect,
            &of_table(topology, values),
        ),
        Change::DeleteRoute { route } => route::command(
            RouteChange::Delete(route),
            dialect,
            &of_table(topology, values),
        ),
        Change::AddEndpoint { way } => {
            let values = of_endpoint(way, &values);
            classic(documented::ADD_ENDPOINT, &values)
        }
        Change::EditEndpoint { way } => {
            let values = of_endpoint(way, &values);
            classic(documented::EDIT_ENDPOINT, &values)
        }
        Change::PermitInAcl {
            endpoint,
            order,
            subnet,
            moves_others: false,
        } => {
            values.set("endpoint", endpoint);
            values.set("order", &text::number(*order as usize));
            let client = || [CLIENT, "/32"].concat();
            let subnet = subnet.map_or_else(client, |subnet| text::block(subnet.network()));
            values.set("remote-subnet", &subnet);
            classic(documented::PERMIT_IN_ACL, &values)
        }
        _ => None,
    }
}

fn of_endpoint(way: &Way, known: &Values) -> Values {
    let mut values = known.clone();
    values.set("endpoint", &way.name);
    if let Some(ports) = way.ports {
        values.set("public-port", &ports.text());
    }
    values
}

/// An NSG may be of another resource group than the VM.
fn of_group(group: &NetworkSecurityGroup, known: &Values) -> Values {
    let mut values = known.clone();
    values.set("nsg", settled(&group.name));
    set_group_of(group.id.as_ref(), &mut values);
    values
}

/// So may a route table, which goes with the network.
fn of_table(topology: &Topology, mut values: Values) -> Values {
    set_group_of(table_id(topology), &mut values);
    values
}

fn table_id(topology: &Topology) -> Option<&ResourceId> {
    let pasted = table(topology).and_then(|table| table.id.as_ref());
    pasted.or(topology.route_table.as_ref())
}

/// Effective routes are called by their network interface.
fn table(topology: &Topology) -> Option<&RouteTable> {
    topology.routes.as_deref().filter(|it| !it.is_effective)
}

fn set_group_of(id: Option<&ResourceId>, values: &mut Values) {
    values.set("rg", settled(&name_in(id, "resourceGroups")));
}

/// What follows this segment of an id; empty where nothing does.
fn name_in(id: Option<&ResourceId>, kind: &str) -> String {
    let name = id.and_then(|id| id.segment(kind));
    name.unwrap_or("").to_owned()
}

/// The NSG that decides, or the only one there is.
fn deciding_group(explanation: &Explanation) -> Option<&Rc<NetworkSecurityGroup>> {
    let decides = explanation.deciding_hop();
    let decides = decides.and_then(|hop| hop.versions.first());
    match (decides, explanation.topology.filters.as_slice()) {
        (Some(version), _) => Some(&version.group),
        (None, [only]) => only.versions.first(),
        _ => None,
    }
}

/// The names for one command of a documented fix, which may be about something in another resource group than the VM.
pub fn names_for(command: &Command, explanation: &Explanation, known: &Values) -> Values {
    let topology = &explanation.topology;
    let template = match command.cli {
        "" => command.az,
        cli => cli,
    };
    let mut values = known.clone();
    let typed = &topology.typed;
    let mut id = None;
    for part in template.split('<') {
        let (name, _) = part.split_once('>').unwrap_or_default();
        let own = match name {
            "nsg" => deciding_group(explanation).and_then(|group| group.id.as_ref()),
            "rt" => table_id(topology),
            "vnet" => topology.target.subnet.as_ref(),
            "vm" => topology.machine.id.as_ref(),
            "nic" if id.is_none() => explanation.interface_id(),
            _ => None,
        };
        if own.is_none() && id.is_none() {
            let group = match name {
                "vm" => typed.machine.group_of(explanation.machine_name()),
                "nic" => typed.interface.group_of(explanation.interface_name()),
                _ => "",
            };
            values.set("rg", group);
        }
        id = own.or(id);
    }
    set_group_of(id, &mut values);
    values
}

/// The names that the paste shows, and those that were typed.
pub fn known_names(explanation: &Explanation, typed: &Values) -> Values {
    let topology = &explanation.topology;
    let mut values = typed.clone();
    values.say_stand_ins(topology.stand_ins);
    let routes = table(topology).map_or("", |table| table.name.as_str());
    let table = name_in(topology.route_table.as_ref(), "routeTables");
    let nsg = deciding_group(explanation).map_or("", |group| &group.name);
    let question = &explanation.judgement.question;
    let target = &topology.target;
    let subnet = target.subnet.as_ref();
    let port = text::number(question.port.into());
    let ip = target.address.map_or_else(String::new, text::address);
    let client = match question.from {
        Source::Prefix(prefix) => prefix.text(),
        _ => String::new(),
    };
    for (placeholder, name) in [
        ("nsg", nsg),
        ("nic", explanation.interface_name()),
        ("vm", explanation.machine_name()),
        ("rt", if routes.is_empty() { &table } else { routes }),
        ("vnet", &name_in(subnet, "virtualNetworks")),
        ("subnet", &name_in(subnet, "subnets")),
        ("ipconfig", &target.ip_configuration),
        ("loc", &target.location),
        ("ip", &ip),
        ("port", &port),
        ("client", &client),
    ] {
        if !typed.has(placeholder) {
            values.set(placeholder, settled(name));
        }
    }
    values
}

/// The name; nothing where that is an expression of a template, which names nothing yet.
fn settled(name: &str) -> &str {
    match name.starts_with('[') {
        true => "",
        false => name,
    }
}
