//! All that was pasted, as facts.

use super::{
    AzureAnswer, BastionHost, Endpoint, EndpointAcl, Firewall, GuestReport, LoadBalancer,
    NetworkInterface, NetworkSecurityGroup, PowerState, PublicIp, ResourceHealth, ResourceId,
    RouteTable, StandIns, Subnet, Typed, VirtualMachine, VirtualNetwork,
};
use crate::net::AddressSet;
use crate::origin::Origin;
use std::rc::Rc;

/// Every resource that was read, in the order of the paste.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// The documents.
    pub documents: Vec<Document>,
    /// What the commands between them name.
    pub typed: Typed,
    /// What in them is not what Azure has.
    pub stand_ins: StandIns,
}

/// One resource and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is.
    pub resource: Resource,
    /// Where it stands in the paste.
    pub origin: Origin,
}

/// The kinds of resource that are read.
#[derive(Debug, Clone, PartialEq)]
pub enum Resource {
    /// A network security group, as configured or as a network interface sees it.
    NetworkSecurityGroup(Rc<NetworkSecurityGroup>),
    /// A network interface.
    NetworkInterface(NetworkInterface),
    /// A virtual network.
    VirtualNetwork(VirtualNetwork),
    /// A subnet.
    Subnet(Subnet),
    /// A public address.
    PublicIp(PublicIp),
    /// A route table, as configured or as a network interface sees it.
    RouteTable(Rc<RouteTable>),
    /// A VM, and whether it runs.
    VirtualMachine(VirtualMachine),
    /// What Azure says of a VM's host.
    Health(ResourceHealth),
    /// What was seen of a VM's Windows.
    Guest(GuestReport),
    /// A load balancer.
    LoadBalancer(LoadBalancer),
    /// A firewall, or a collection of its DNAT rules.
    Firewall(Firewall),
    /// A Bastion host.
    Bastion(BastionHost),
    /// Virtual Network Manager's rules, in the shape of an NSG's.
    AdminRules(Rc<NetworkSecurityGroup>),
    /// An endpoint of a classic VM.
    Endpoint(Endpoint),
    /// The list of who may use an endpoint that is not said.
    EndpointAcl {
        /// The list.
        acl: Rc<EndpointAcl>,
        /// Where it stands.
        origin: Origin,
    },
    /// What one of Azure's own tools answered.
    Answer(Rc<AzureAnswer>),
    /// A published service tag.
    ServiceTag {
        /// Its name, with the region where it has one.
        name: String,
        /// Its addresses.
        addresses: AddressSet,
        /// Where it stands.
        origin: Origin,
    },
}

impl Resource {
    /// What it is, in a word, and its name.
    pub fn identity(&self) -> (&'static str, &str) {
        match self {
            Resource::NetworkSecurityGroup(group) if group.is_effective => {
                ("effective-rules", &group.name)
            }
            Resource::NetworkSecurityGroup(group) => ("nsg", &group.name),
            Resource::NetworkInterface(interface) => ("nic", &interface.name),
            Resource::VirtualNetwork(network) => ("vnet", &network.name),
            Resource::Subnet(subnet) => ("subnet", &subnet.name),
            Resource::PublicIp(address) => ("public-ip", &address.name),
            Resource::RouteTable(table) if table.is_effective => ("effective-routes", &table.name),
            Resource::RouteTable(table) => ("route-table", &table.name),
            Resource::VirtualMachine(machine) => ("vm", &machine.name),
            Resource::Health(health) => (
                "resource-health",
                health.of.as_ref().map_or("", ResourceId::name),
            ),
            Resource::Guest(_) => ("guest", ""),
            Resource::LoadBalancer(balancer) => ("load-balancer", &balancer.name),
            Resource::Firewall(firewall) => ("firewall", &firewall.name),
            Resource::Bastion(bastion) => ("bastion", &bastion.name),
            Resource::AdminRules(rules) => ("admin-rules", &rules.name),
            Resource::Endpoint(endpoint) => ("endpoint", &endpoint.name),
            Resource::EndpointAcl { .. } => ("endpoint-acl", ""),
            Resource::Answer(_) => ("azure-answer", ""),
            Resource::ServiceTag { name, .. } => ("service-tag", name),
        }
    }
}

impl Resource {
    /// Where it stands.
    pub fn origin(&self) -> Origin {
        match self {
            Resource::NetworkSecurityGroup(group) => group.origin,
            Resource::NetworkInterface(interface) => interface.origin,
            Resource::VirtualNetwork(network) => network.origin,
            Resource::Subnet(subnet) => subnet.origin,
            Resource::PublicIp(address) => address.origin,
            Resource::RouteTable(table) => table.origin,
            Resource::VirtualMachine(machine) => machine.origin,
            Resource::Health(health) => health.origin,
            Resource::Guest(guest) => guest.origin,
            Resource::LoadBalancer(balancer) => balancer.origin,
            Resource::Firewall(firewall) => firewall.origin,
            Resource::Bastion(bastion) => bastion.origin,
            Resource::AdminRules(rules) => rules.origin,
            Resource::Endpoint(endpoint) => endpoint.origin,
            Resource::EndpointAcl { origin, .. } => *origin,
            Resource::Answer(answer) => answer.origin,
            Resource::ServiceTag { origin, .. } => *origin,
        }
    }
}

/// What tells a resource from others of its kind.
pub enum KnownBy<'a> {
    /// Its resource id.
    Id(&'a ResourceId),
    /// Its name.
    Name(&'a str),
    /// Nothing, or nobody asks.
    Nothing,
}

impl Resource {
    /// What two of the same object that contradict each other have in common.
    pub fn known_by(&self) -> KnownBy<'_> {
        let id = match self {
            Resource::NetworkInterface(interface) => &interface.id,
            Resource::Subnet(subnet) => &subnet.id,
            Resource::VirtualNetwork(network) => &network.id,
            Resource::Health(health) => &health.of,
            Resource::PublicIp(address) => &address.id,
            Resource::VirtualMachine(machine) => return KnownBy::Name(&machine.name),
            _ => &None,
        };
        id.as_ref().map_or(KnownBy::Nothing, KnownBy::Id)
    }

    /// Whether it is the same object as another and says something else of it. What one of the two leaves out is no
    /// contradiction. NSGs and routes are not asked: both contents of these are judged.
    pub fn contradicts(&self, other: &Resource) -> bool {
        let is_same =
            |id: &Option<ResourceId>, other: &Option<ResourceId>| id.is_some() && id == other;
        match (self, other) {
            (Resource::NetworkInterface(one), Resource::NetworkInterface(two)) => {
                is_same(&one.id, &two.id)
                    && (one
                        .network_security_group
                        .contradicts(&two.network_security_group)
                        || !one.places().eq(two.places()))
            }
            (Resource::Subnet(one), Resource::Subnet(two)) => {
                is_same(&one.id, &two.id)
                    && (one
                        .network_security_group
                        .contradicts(&two.network_security_group)
                        || one.route_table.contradicts(&two.route_table))
            }
            (Resource::VirtualNetwork(one), Resource::VirtualNetwork(two)) => {
                is_same(&one.id, &two.id) && one.prefixes != two.prefixes
            }
            (Resource::VirtualMachine(one), Resource::VirtualMachine(two)) => {
                (one.name == two.name && !one.name.is_empty() && one.id == two.id)
                    && !matches!(one.power, PowerState::Unsaid)
                    && !matches!(two.power, PowerState::Unsaid)
                    && one.power != two.power
            }
            (Resource::Health(one), Resource::Health(two)) => {
                is_same(&one.of, &two.of) && one.state != two.state
            }
            (Resource::PublicIp(one), Resource::PublicIp(two)) => {
                is_same(&one.id, &two.id) && one.address != two.address
            }
            _ => false,
        }
    }
}

impl Evidence {
    /// The resources, in the order of the paste.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.documents.iter().map(|document| &document.resource)
    }

    /// The network security groups, in the order of the paste.
    pub fn network_security_groups(&self) -> Vec<&Rc<NetworkSecurityGroup>> {
        let mut groups = Vec::new();
        for resource in self.resources() {
            if let Resource::NetworkSecurityGroup(group) = resource {
                groups.push(group);
            }
        }
        groups
    }

    /// The network interfaces, in the order of the paste.
    pub fn network_interfaces(&self) -> Vec<&NetworkInterface> {
        let mut interfaces = Vec::new();
        for resource in self.resources() {
            if let Resource::NetworkInterface(interface) = resource {
                interfaces.push(interface);
            }
        }
        interfaces
    }

    /// The subnets, in the order of the paste.
    pub fn subnets(&self) -> Vec<&Subnet> {
        let mut subnets = Vec::new();
        for resource in self.resources() {
            if let Resource::Subnet(subnet) = resource {
                subnets.push(subnet);
            }
        }
        subnets
    }
}
