//! Changes of a VM's surroundings as data, and the surroundings with them.

use super::FixId;
use super::client::is_placeholder;
use crate::azure::security_rule::RuleField;
use crate::azure::{
    Attachment, Destination, Field, NetworkSecurityGroup, ResourceId, Route, SecurityRule,
};
use crate::join::{Topology, Way};
use crate::net::{PortRange, Prefix, Protocol};
use crate::origin::Origin;
use std::net::IpAddr;
use std::rc::Rc;

/// One change, and the documented fix that it is part of.
#[derive(Debug)]
pub struct Step {
    /// The fix.
    pub id: FixId,
    /// The change.
    pub change: Change,
}

/// One thing to change.
#[derive(Debug)]
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
    /// Put the network interface into an application security group.
    JoinGroup {
        /// The group.
        group: String,
        /// Those that it is in already.
        with: Vec<String>,
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
        /// Whether the subnet shows no route table yet, so that one has to be created and associated first.
        is_first: bool,
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
        /// The network interface that has it.
        interface: Option<ResourceId>,
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
        /// Whether rules have that order already, and move up by one.
        moves_others: bool,
        /// The endpoint.
        endpoint: String,
        /// The place in the list.
        order: u32,
        /// Whom; `None` for the client that is still to be filled in.
        subnet: Option<Prefix>,
    },
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

    /// Whether it changes rules of NSGs and nothing else. Who compares what is by Bastion before and after, is there.
    pub fn is_of_rules(&self) -> bool {
        matches!(
            self,
            Change::AddRule { .. }
                | Change::EditRule { .. }
                | Change::DeleteRule { .. }
                | Change::Renumber { .. }
                | Change::RequestAccess { .. }
                | Change::UseBastion
        )
    }

    /// Whether it changes, adds or deletes rules of this name, which are unique in an NSG.
    pub fn is_about(&self, name: &str) -> bool {
        let is_it = |rule: &SecurityRule| rule.name.eq_ignore_ascii_case(name);
        match self {
            Change::Renumber { rules, .. } => rules.iter().any(is_it),
            _ => self.rule().is_some_and(is_it),
        }
    }

    /// The name of what changes; empty where nobody knows it.
    pub fn target(&self, topology: &Topology) -> String {
        match self {
            Change::StartVm | Change::UseBastion => topology.machine.name.clone(),
            Change::AssignPublicIp | Change::JoinGroup { .. } => topology.target.name.clone(),
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
            Change::AddRoute { route, .. } => matches!(route.destination, Destination::Other(_)),
            Change::PermitInAcl { subnet, .. } => subnet.is_none(),
            _ => self
                .rule()
                .is_some_and(|rule| rule.source.terms.iter().any(is_placeholder)),
        }
    }
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
