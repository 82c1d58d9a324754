//! What to paste next: of all that is missing, the output most likely to change the answer.

use super::Explanation;
use crate::azure::ResourceId;
use crate::judge::{Answer, HopAnswer, HopKind, Need};

/// The output to paste next, and the names its command needs as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// What to print.
    pub output: Output,
    /// Whose.
    pub names: Names,
}

/// An output of Azure's that this project reads, and that a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Output {
    /// Every NSG of a resource group, with what it is attached to.
    NetworkSecurityGroups,
    /// The rules that a network interface sees, service tags expanded.
    EffectiveRules,
    /// The routes that a network interface sees.
    EffectiveRoutes,
    /// A network interface, with its NSG, subnet, addresses and groups.
    NetworkInterface,
    /// The public addresses of a resource group.
    PublicIps,
    /// A VM and whether it runs.
    VirtualMachine,
    /// The load balancers of a resource group.
    LoadBalancers,
}

/// The names that a command needs; empty where nobody knows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// The resource group.
    pub resource_group: String,
    /// The network interface.
    pub network_interface: String,
    /// The VM.
    pub virtual_machine: String,
}

impl Output {
    /// The word in the report.
    pub fn word(self) -> &'static str {
        match self {
            Output::NetworkSecurityGroups => "nsg",
            Output::EffectiveRules => "effective-rules",
            Output::EffectiveRoutes => "effective-routes",
            Output::NetworkInterface => "nic",
            Output::PublicIps => "public-ip",
            Output::VirtualMachine => "vm",
            Output::LoadBalancers => "load-balancer",
        }
    }
}

impl Explanation {
    /// What to paste next; `None` where nothing would change the answer, or only the reader can say what is missing.
    pub fn next(&self) -> Option<Next> {
        let output = match self.judgement.answer {
            Answer::Depends => self.judgement.needs.iter().find_map(settles)?,
            Answer::Open => self.unchecked()?,
            // It is blocked whatever else there is; only what Azure named, and nobody pasted, is worth a look.
            Answer::Blocked => match self.topology.azure_words.first()?.access {
                Some(_) => Output::EffectiveRules,
                None => Output::EffectiveRoutes,
            },
        };
        Some(Next {
            output,
            names: self.names(),
        })
    }

    /// What may still block: an NSG that nobody pasted or whose place is assumed, before the way of the reply, of which
    /// a route table shows only the user's part.
    fn unchecked(&self) -> Option<Output> {
        let mut output = None;
        let mut is_running = false;
        for hop in &self.judgement.hops {
            let is_checked = hop.answer != HopAnswer::NotChecked;
            match hop.kind {
                HopKind::Nsg => return Some(Output::EffectiveRules),
                HopKind::SubnetNsg | HopKind::NicNsg if !is_checked => {
                    return Some(Output::EffectiveRules);
                }
                HopKind::Vm => is_running = is_checked,
                HopKind::ReturnRoute => {
                    let reply = hop.reply.as_ref();
                    if !reply.is_some_and(|reply| reply.table.is_effective) {
                        output = Some(Output::EffectiveRoutes);
                    }
                }
                _ => {}
            }
        }
        output.or((!is_running).then_some(Output::VirtualMachine))
    }

    /// The VM's network interface and a resource group, where the paste names them.
    pub fn names(&self) -> Names {
        let topology = &self.topology;
        let mut names = Names {
            network_interface: topology.target.name.clone(),
            resource_group: String::new(),
            virtual_machine: topology.machine.name.clone(),
        };
        let mut learn = |id: &ResourceId| {
            if names.resource_group.is_empty() {
                names.resource_group = id.segment("resourceGroups").unwrap_or("").to_owned();
            }
        };
        topology.target.id.iter().for_each(&mut learn);
        for filter in &topology.filters {
            for group in &filter.versions {
                let on = group
                    .attachment
                    .network_interfaces
                    .as_deref()
                    .unwrap_or(&[]);
                on.iter().chain(&group.id).for_each(&mut learn);
                if let ([only], true) = (on, names.network_interface.is_empty()) {
                    names.network_interface = only.name().to_owned();
                }
            }
        }
        names
    }
}

/// The output that settles a need, where one does.
fn settles(need: &Need) -> Option<Output> {
    match need {
        Need::ServiceTag(_)
        | Need::VirtualNetworkPrefixes
        | Need::RuleState { .. }
        | Need::AzureRule { .. }
        | Need::Place { .. } => Some(Output::EffectiveRules),
        Need::GroupMembers(_) | Need::TargetAddress => Some(Output::NetworkInterface),
        Need::RuleField { .. }
        | Need::MissingRules { .. }
        | Need::Priorities { .. }
        | Need::Version { .. }
        | Need::Filter => Some(Output::NetworkSecurityGroups),
        Need::Routes => Some(Output::EffectiveRoutes),
        Need::PublicIpSku | Need::PublicAddress => Some(Output::PublicIps),
        Need::VmState => Some(Output::VirtualMachine),
        Need::BackEndPort { .. } => Some(Output::LoadBalancers),
        Need::WayIn => Some(Output::NetworkInterface),
        Need::SourceAddress
        | Need::SourcePort
        | Need::Ipv6Match { .. }
        | Need::AdminRuleAlone
        | Need::ClientNetwork
        | Need::Appliance
        | Need::GuestRoute
        | Need::FloatingIp
        | Need::DnatSource
        | Need::ReplyPastFirewall
        | Need::EndpointAcl
        | Need::Target => None,
    }
}
