//! What to paste next: of all that is missing, the output most likely to change the answer.

use super::Explanation;
use crate::azure::{ResourceId, StandIns};
use crate::judge::azure_word::need;
use crate::judge::{Answer, HopAnswer, HopKind, Need};
use crate::net::text;
use crate::question::{Source, WayKind};

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
    /// Which rule of which NSG or network manager decides about the connection that is asked about.
    NsgDiagnostics,
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
    /// Who asks.
    pub client: String,
    /// The VM's private address.
    pub address: String,
    /// The port.
    pub port: String,
    /// Which of them are not what Azure has.
    pub stand_ins: StandIns,
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
            Output::NsgDiagnostics => "nsg-diagnostics",
        }
    }
}

impl Explanation {
    /// What to paste next; `None` where nothing would change the answer, or only the reader can say what is missing.
    pub fn next(&self) -> Option<Next> {
        let output = match self.judgement.answer {
            Answer::Depends => {
                // What the network interface says of the ways in is known where it was pasted.
                let is_known = self.topology.target.groups.is_some();
                let mut needs = self.judgement.needs.iter();
                needs
                    .find_map(|need| settles(need).filter(|_| *need != Need::WayIn || !is_known))?
            }
            Answer::Open => self.unchecked()?,
            // It is blocked whatever else there is; only what Azure named, and nobody pasted, is worth a look.
            Answer::Blocked => settles(&need(self.topology.azure_words.first()?))?,
        };
        Some(Next {
            output,
            names: self.names(output),
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

    /// The names for the command that prints this. One resource's group is not taken for another's.
    fn names(&self, output: Output) -> Names {
        let topology = &self.topology;
        let nic = self.interface_id();
        let way = |kind| {
            let mut ways = topology.ways.iter();
            ways.find(|way| way.kind == kind)?.id.as_ref()
        };
        let of = match output {
            Output::NetworkSecurityGroups => {
                let mut groups = topology.filters.iter().flat_map(|filter| &filter.versions);
                groups.find_map(|group| group.id.as_ref())
            }
            Output::EffectiveRules | Output::EffectiveRoutes | Output::NetworkInterface => nic,
            Output::PublicIps => way(WayKind::PublicIp),
            Output::VirtualMachine | Output::NsgDiagnostics => topology.machine.id.as_ref(),
            Output::LoadBalancers => way(WayKind::LoadBalancer),
        };
        let (interface, machine) = (self.interface_name(), self.machine_name());
        let typed = || match output {
            Output::EffectiveRules | Output::EffectiveRoutes | Output::NetworkInterface => {
                topology.typed.interface.group_of(interface)
            }
            Output::VirtualMachine | Output::NsgDiagnostics => {
                topology.typed.machine.group_of(machine)
            }
            _ => "",
        };
        let of = of.and_then(|id| id.segment("resourceGroups"));
        Names {
            resource_group: of.unwrap_or_else(typed).to_owned(),
            network_interface: interface.to_owned(),
            virtual_machine: machine.to_owned(),
            client: match self.judgement.question.from {
                Source::Prefix(prefix) => prefix.text(),
                _ => String::new(),
            },
            address: topology
                .target
                .address
                .map(text::address)
                .unwrap_or_default(),
            port: text::number(self.judgement.question.port.into()),
            stand_ins: topology.stand_ins,
        }
    }

    /// The VM's network interface, also where only an NSG that is on no other names it.
    pub fn interface_id(&self) -> Option<&ResourceId> {
        let topology = &self.topology;
        let mut groups = topology.filters.iter().flat_map(|filter| &filter.versions);
        let named = || {
            groups.find_map(
                |group| match group.attachment.network_interfaces.as_deref() {
                    Some([only]) => Some(only),
                    _ => None,
                },
            )
        };
        let own = topology.target.id.as_ref();
        own.or_else(|| topology.target.name.is_empty().then(named)?)
    }

    /// Its name.
    pub fn interface_name(&self) -> &str {
        let id = self.interface_id();
        match self.topology.target.name.as_str() {
            "" => id.map_or(&self.topology.typed.interface.name, |id| id.name()),
            name => name,
        }
    }

    /// The VM's name.
    pub fn machine_name(&self) -> &str {
        match self.topology.machine.name.as_str() {
            "" => &self.topology.typed.machine.name,
            name => name,
        }
    }
}

/// The output that settles a need, where one does.
fn settles(need: &Need) -> Option<Output> {
    match need {
        Need::ServiceTag(_)
        | Need::VirtualNetworkPrefixes
        | Need::RuleState { .. }
        | Need::AzureRule {
            is_effective: false,
            ..
        }
        | Need::Place { .. } => Some(Output::EffectiveRules),
        // The effective rules are there, and do not explain it.
        Need::AzureRule { .. } => Some(Output::NsgDiagnostics),
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
