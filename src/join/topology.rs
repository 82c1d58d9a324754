//! The VM's surroundings, as far as the evidence shows them.

use super::AzureWord;
use crate::azure::{
    AddressField, EndpointAcl, FirewallDeny, GuestSign, HealthReason, HealthState,
    NetworkSecurityGroup, PowerState, Provisioning, ResourceId, RouteTable, StandIns, Typed,
};
use crate::net::{AddressSet, PortRange, Prefix, Protocol};
use crate::origin::Origin;
use crate::question::WayKind;
use std::net::IpAddr;
use std::rc::Rc;

/// What a packet meets on its way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topology {
    /// The VM.
    pub target: Target,
    /// The NSGs in the path, in the order an inbound packet meets them.
    pub filters: Vec<Filter>,
    /// Places that the evidence shows to have no NSG.
    pub without_filter: Vec<Place>,
    /// NSGs that sit in the path and are not in the paste, by name.
    pub not_pasted: Vec<(Place, String)>,
    /// The id of the subnet's route table, also where the table itself is not in the paste.
    pub route_table: Option<ResourceId>,
    /// NSGs that the paste shows attached to nothing, or that the reader took out of the path.
    pub not_attached: Vec<Rc<NetworkSecurityGroup>>,
    /// What is configured of the NSGs whose effective rules stand in for it.
    pub overridden: Vec<Rc<NetworkSecurityGroup>>,
    /// Whether the filters belong to several VMs and nobody said which is meant.
    pub is_target_unclear: bool,
    /// The names that the reader can choose a target from.
    pub choices: Vec<String>,
    /// Every address of the virtual network and what is connected to it. `None` while nobody showed its
    /// prefixes (azure-semantics §3.5).
    pub virtual_network: Option<AddressSet>,
    /// Addresses that are certainly part of it, whether all of it is known or not: its pasted subnets.
    pub inside: AddressSet,
    /// Whether the tag `VirtualNetwork` may hold every address: a user's default route widens it, and nobody
    /// showed its expansion (T32).
    pub may_hold_everything: bool,
    /// Whether it may hold private addresses that nobody showed: the list of routes has gaps.
    pub may_hold_more: bool,
    /// Published service tags and their addresses: thousands, which a copy shares.
    pub service_tags: Rc<Vec<(String, AddressSet)>>,
    /// The routes of the VM's replies.
    pub routes: Option<Rc<RouteTable>>,
    /// Whether nothing in the paste shows that these are the routes of the VM's subnet or network interface.
    pub are_routes_assumed: bool,
    /// Whether the paste holds routes of several, and nobody said which are the VM's.
    pub are_routes_unclear: bool,
    /// Whether nothing in the paste shows that the network interface of one NSG is in the subnet of another.
    pub is_pair_assumed: bool,
    /// Addresses of network interfaces that drop what is not for them, and their ids: no appliance has one of these (R16).
    pub not_forwarding: Vec<(IpAddr, Option<ResourceId>)>,
    /// When the target is not its VM's primary network interface: the addresses of its subnet, as far as they were
    /// pasted. Only these it reaches without a route inside the guest (R24).
    pub reached_as_secondary: Option<AddressSet>,
    /// The private addresses of pasted network interfaces and the application security groups that each is in.
    pub members: Vec<(IpAddr, Vec<ResourceId>)>,
    /// The VM itself.
    pub machine: Machine,
    /// Virtual Network Manager's rules, when they were pasted.
    pub admin_rules: Option<Rc<NetworkSecurityGroup>>,
    /// The ways in that lead to the VM, or may.
    pub ways: Vec<Way>,
    /// What the paste shows to lead to other VMs only, or nowhere.
    pub ways_elsewhere: Vec<Way>,
    /// Peerings over which nothing comes, by name, with the addresses behind them.
    pub closed_peerings: Vec<(String, AddressSet)>,
    /// Whether the paste shows that the VM has no public address of its own.
    pub lacks_public_ip: bool,
    /// The prefix of Bastion's subnet.
    pub bastion_subnet: Option<Prefix>,
    /// The private addresses of firewalls: the next hops of what goes through them.
    pub firewalls: Vec<IpAddr>,
    /// What the commands in the paste name.
    pub typed: Typed,
    /// What in all of this is not what Azure has.
    pub stand_ins: StandIns,
    /// What Azure itself answered, and nothing here explains.
    pub azure_words: Vec<AzureWord>,
}

/// What the evidence says of the VM itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Machine {
    /// Its name; empty while nobody said.
    pub name: String,
    /// Its id.
    pub id: Option<ResourceId>,
    /// Whether it runs.
    pub power: PowerState,
    /// How its host is, and why.
    pub health: Option<(HealthState, HealthReason)>,
    /// What became of the last operation on it.
    pub provisioning: Option<Provisioning>,
    /// Whether its agent reports ready.
    pub has_agent: Option<bool>,
    /// Whether it is of the classic model, which no network manager reaches.
    pub is_classic: bool,
    /// What its Windows shows.
    pub signs: Vec<GuestSign>,
}

/// One way in.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Which kind.
    pub kind: WayKind,
    /// The name of the public address, load balancer, firewall, endpoint.
    pub name: String,
    /// The id of that, or of a part of it.
    pub id: Option<ResourceId>,
    /// The name of the rule that leads to the VM.
    pub rule: String,
    /// The address that is dialled.
    pub address: Option<IpAddr>,
    /// The ports that are dialled, where they are other ports than the VM's and the paste shows them.
    pub ports: Option<PortRange>,
    /// The port of the VM that they lead to.
    pub port: Option<u16>,
    /// What it runs on, where only one protocol goes this way.
    pub protocol: Option<Protocol>,
    /// Whether ports are translated.
    pub is_translated: bool,
    /// Whether it is of the Standard SKU, which lets nothing in without an NSG that allows it (azure-semantics §2.6).
    pub is_standard: Option<bool>,
    /// Whether no address is assigned, so that nothing can be dialled; `None` where the paste does not say.
    pub is_unassigned: Option<bool>,
    /// Whether it can be dialled from inside the virtual network only.
    pub is_internal: bool,
    /// Whether each VM of a pool has a dialled port of its own, and nothing says which is whose.
    pub is_of_pool: bool,
    /// Whether the VM sees the address that was dialled (ambiguity A9).
    pub has_floating_ip: bool,
    /// Whether the paste shows that it leads to the VM.
    pub is_certain: bool,
    /// Who may use it.
    pub users: WayUsers,
    /// Whom a rule of the same firewall keeps out all the same, at the VM's address and port.
    pub denied: Vec<FirewallDeny>,
    /// Where it stands.
    pub origin: Origin,
}

/// Who may use a way in.
#[derive(Debug, Clone, PartialEq)]
pub enum WayUsers {
    /// Everybody.
    Everybody,
    /// These.
    Listed(Rc<AddressField>),
    /// Those whom an endpoint's list permits.
    Acl(Rc<EndpointAcl>),
    /// The paste does not say.
    Unsaid,
}

impl Way {
    /// Whether it is known what is dialled and which port of the VM that leads to.
    pub fn is_known_to_be_dialled(&self) -> bool {
        match self.is_translated {
            // What floating IP shows the NSGs, nobody says (A9).
            true => self.port.is_some() && !self.has_floating_ip,
            false => self.address.is_some() && self.is_unassigned == Some(false),
        }
    }

    /// A way that everybody may use, of which nothing is known yet.
    pub fn new(kind: WayKind, origin: Origin) -> Way {
        Way {
            kind,
            name: String::new(),
            id: None,
            rule: String::new(),
            address: None,
            ports: None,
            port: None,
            protocol: None,
            is_translated: false,
            is_standard: None,
            is_unassigned: Some(false),
            is_internal: false,
            is_of_pool: false,
            has_floating_ip: false,
            is_certain: false,
            users: WayUsers::Everybody,
            denied: Vec::new(),
            origin,
        }
    }
}

impl Topology {
    /// Adds a way that everybody may use, of which nothing more is known yet.
    pub fn add_way(&mut self, kind: WayKind, name: &str, origin: Origin) -> &mut Way {
        let mut way = Way::new(kind, origin);
        name.clone_into(&mut way.name);
        self.ways.push_mut(way)
    }

    /// Whether the VM is of the classic model.
    pub fn is_classic(&self) -> bool {
        let is_endpoint = |way: &Way| way.kind == WayKind::Endpoint;
        self.machine.is_classic || self.ways.iter().any(is_endpoint)
    }

    /// An NSG without what else is in the path, and without the VM.
    pub fn behind(&self, versions: Option<Vec<Rc<NetworkSecurityGroup>>>) -> Topology {
        let mut filters = Vec::new();
        if let Some(versions) = versions {
            let place = Place::Unsaid;
            filters.push(Filter { place, versions });
        }
        Topology {
            virtual_network: self.virtual_network.clone(),
            inside: self.inside.clone(),
            may_hold_everything: self.may_hold_everything,
            may_hold_more: self.may_hold_more,
            service_tags: self.service_tags.clone(),
            members: self.members.clone(),
            filters,
            ..Topology::default()
        }
    }

    /// The addresses of a published service tag, when the paste has its list.
    pub fn service_tag(&self, name: &str) -> Option<&AddressSet> {
        let mut known = self.service_tags.iter();
        known
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, addresses)| addresses)
    }
}

/// The VM that somebody wants to reach.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// The name of its network interface; empty when the paste does not show one.
    pub name: String,
    /// That interface's id.
    pub id: Option<ResourceId>,
    /// The interface's region; empty where nobody knows it.
    pub location: String,
    /// The name of the IP configuration with that address; empty where nobody knows it.
    pub ip_configuration: String,
    /// Its private address.
    pub address: Option<IpAddr>,
    /// Its subnet.
    pub subnet: Option<ResourceId>,
    /// The application security groups it is in; `None` when the paste does not show its network interface.
    pub groups: Option<Vec<ResourceId>>,
}

/// One NSG in the path.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// Where it sits.
    pub place: Place,
    /// Its content; more than one when it was pasted with different contents.
    pub versions: Vec<Rc<NetworkSecurityGroup>>,
}

/// Where an NSG sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// On the VM's subnet.
    Subnet,
    /// On the VM's network interface.
    Nic,
    /// The paste does not say: judged as if it sat in the path.
    Unsaid,
}
