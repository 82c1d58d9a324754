//! The commands that make a fix's changes, with the names that the paste has.

use super::Proposal;
use super::change::{Change, Step};
use crate::azure::security_rule::RuleField;
use crate::command::documented::{
    ADD_ENDPOINT, ASSIGN_PUBLIC_IP, EDIT_ENDPOINT, PERMIT_IN_ACL, REQUEST_ACCESS, START_VM,
};
use crate::command::{Dialect, Filled, RouteChange, RuleChange, Values, route, rule};
use crate::explain::Explanation;
use crate::net::{Prefix, text};

impl Proposal {
    /// One after the other, all that the dialect has a command for; consecutive changes of one NSG are one command. What
    /// the paste does not name is taken from what the reader `typed`.
    pub fn commands(
        &self,
        dialect: Dialect,
        explanation: &Explanation,
        typed: &Values,
    ) -> Vec<Filled> {
        let mut commands = Vec::new();
        let mut rules: Vec<RuleChange<'_>> = Vec::new();
        for (at, Step { change, .. }) in self.steps.iter().enumerate() {
            let values = self.values(change, explanation, typed);
            match change {
                Change::AddRule { rule, .. } => rules.push(RuleChange::Add(rule)),
                Change::EditRule { rule, fields, .. } => rules.push(RuleChange::Edit(rule, fields)),
                Change::DeleteRule { rule, .. } => rules.push(RuleChange::Delete(rule)),
                Change::Renumber { rules: moved, .. } => {
                    // From the last one, so that the number that each gets is free.
                    for rule in moved.iter().rev() {
                        rules.push(RuleChange::Edit(rule, PRIORITY));
                    }
                }
                _ => commands.extend(other(change, dialect, &values)),
            }
            let next = self.steps.get(at + 1);
            let next = next.and_then(|next| next.change.group());
            let is_same =
                next.is_some_and(|next| change.group().is_some_and(|group| group.is_form_of(next)));
            if !rules.is_empty() && !is_same {
                commands.extend(rule::commands(&rules, dialect, &values));
                rules.clear();
            }
        }
        commands
    }
}

const PRIORITY: &[RuleField] = &[RuleField::Priority];

/// A change that is not of a rule that is there, or is to be.
fn other(change: &Change, dialect: Dialect, values: &Values) -> Option<Filled> {
    let classic = |template: &'static str| {
        let mut filled = Filled::default();
        filled.push(template, dialect, values);
        (dialect == Dialect::Classic).then_some(filled)
    };
    match change {
        Change::NewGroup { rule, .. } => rule::new_group(rule, dialect, values),
        Change::StartVm => START_VM.filled(dialect, values),
        Change::AssignPublicIp => ASSIGN_PUBLIC_IP.filled(dialect, values),
        Change::RequestAccess { .. } => REQUEST_ACCESS.filled(dialect, values),
        Change::AddRoute { route } => route::command(RouteChange::Add(route), dialect, values),
        Change::EditRoute { route } => route::command(RouteChange::Edit(route), dialect, values),
        Change::DeleteRoute { route } => {
            route::command(RouteChange::Delete(route), dialect, values)
        }
        Change::AddEndpoint { .. } => classic(ADD_ENDPOINT),
        Change::EditEndpoint { .. } => classic(EDIT_ENDPOINT),
        Change::PermitInAcl { .. } => classic(PERMIT_IN_ACL),
        _ => None,
    }
}

/// The VM, its network interface and its resource group, where the paste names them; all else as it was typed.
pub fn known_names(explanation: &Explanation, typed: &Values) -> Values {
    let names = explanation.names();
    let mut values = typed.clone();
    values.set("vm", &names.virtual_machine);
    values.set("nic", &names.network_interface);
    values.set("rg", &names.resource_group);
    values
}

impl Proposal {
    /// What the placeholders stand for, as far as the paste has it.
    fn values(&self, change: &Change, explanation: &Explanation, typed: &Values) -> Values {
        let mut values = known_names(explanation, typed);
        values.set("port", &text::number(self.question.port.into()));
        if !self.has_placeholder() {
            let client = self.client.term.text();
            // Just-in-time access takes addresses, not tags.
            if Prefix::parse(&client).is_some() {
                values.set("client", &client);
            }
        }
        match change {
            Change::AddRoute { .. } | Change::EditRoute { .. } | Change::DeleteRoute { .. } => {
                values.set("rt", &change.target(&explanation.topology));
                let table = explanation.topology.routes.as_ref();
                if let Some(group) = (table.and_then(|table| table.id.as_ref()))
                    .and_then(|id| id.segment("resourceGroups"))
                {
                    values.set("rg", group);
                }
            }
            Change::AddEndpoint { way } | Change::EditEndpoint { way } => {
                values.set("endpoint", &way.name);
                if let Some(ports) = way.ports {
                    values.set("public-port", &ports.text());
                }
            }
            Change::PermitInAcl {
                endpoint,
                order,
                subnet,
            } => {
                values.set("endpoint", endpoint);
                values.set("order", &text::number(*order as usize));
                if let Some(subnet) = subnet {
                    values.set("remote-subnet", &text::block(subnet.network()));
                }
            }
            _ => {}
        }
        if let Some(group) = change.group() {
            values.set("nsg", &group.name);
            let id = group.id.as_ref();
            if let Some(resource_group) = id.and_then(|id| id.segment("resourceGroups")) {
                values.set("rg", resource_group);
            }
        }
        values
    }
}
