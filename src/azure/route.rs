//! Routes, as a route table stores them and as a network interface sees them.

use super::ResourceId;
use crate::net::Prefix;
use crate::origin::Origin;

/// One route.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The name the user gave it; empty for system routes.
    pub name: String,
    /// Which destinations it is for.
    pub destination: Destination,
    /// Where it sends them.
    pub next_hop: NextHop,
    /// The addresses of the next hop as printed; empty when there are none.
    pub next_hop_addresses: Vec<String>,
    /// Who made it.
    pub source: RouteSource,
    /// Whether Azure uses it.
    pub state: RouteState,
    /// Where it stands.
    pub origin: Origin,
}

/// The destinations of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// One block.
    Prefix(Prefix),
    /// A service tag (azure-semantics §7.1, R23), or something that could not be read: which addresses these
    /// are, the paste does not say.
    Other(String),
}

impl Default for Destination {
    fn default() -> Self {
        Destination::Other(String::new())
    }
}

/// What a text that was cut off ends with.
pub const CUT_OFF: char = '…';

/// The kinds of next hop (azure-semantics §7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NextHop {
    /// The virtual network itself.
    VirtualNetwork,
    /// A peered virtual network.
    Peering,
    /// A service or private endpoint: not a route to any RDP client (R20).
    Endpoint,
    /// The Internet.
    Internet,
    /// A VPN or ExpressRoute gateway.
    Gateway,
    /// A firewall or another virtual appliance.
    Appliance,
    /// Nowhere: the packet is dropped.
    None,
    /// A kind that no document describes (R19).
    #[default]
    Unknown,
}

/// Who made a route. The order is that in which Azure prefers them for one prefix (azure-semantics §7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum RouteSource {
    /// The user, in a route table.
    #[default]
    User,
    /// A gateway, over BGP or as a static route of its own.
    Gateway,
    /// Azure.
    System,
}

/// Whether Azure uses a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum RouteState {
    /// It does.
    #[default]
    Active,
    /// Another route of the same prefix has taken its place.
    Invalid,
}

/// A list of routes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RouteTable {
    /// Its name; of effective routes, the network interface's, when that is known.
    pub name: String,
    /// Its resource id.
    pub id: Option<ResourceId>,
    /// Whether these are a network interface's effective routes, system routes among them.
    pub is_effective: bool,
    /// The routes, in the order of the paste.
    pub routes: Vec<Route>,
    /// Where routes are missing from the paste.
    pub cut: Option<Origin>,
    /// Whether routes of a gateway are kept out of the subnet (`disableBgpRoutePropagation`).
    pub keeps_gateway_routes_out: bool,
    /// The subnets that it is attached to, when the paste shows them.
    pub subnets: Option<Vec<ResourceId>>,
    /// Where it stands.
    pub origin: Origin,
}

impl Destination {
    /// Whether the paste has only a part of it, or nothing: these may be any addresses.
    pub fn is_cut_off(&self) -> bool {
        matches!(self, Destination::Other(text) if text.ends_with(CUT_OFF))
    }

    /// As it was written.
    pub fn text(&self) -> String {
        match self {
            Destination::Prefix(prefix) => prefix.text(),
            Destination::Other(text) => text.clone(),
        }
    }
}

impl Route {
    /// Whether both say the same, wherever they stand.
    pub fn says_the_same(&self, other: &Route) -> bool {
        self.destination == other.destination
            && self.name == other.name
            && self.next_hop == other.next_hop
            && self.next_hop_addresses == other.next_hop_addresses
            && self.source == other.source
            && self.state == other.state
    }
}

impl RouteTable {
    /// Whether both hold the same routes, wherever they stand and in whatever order.
    pub fn says_the_same(&self, other: &RouteTable) -> bool {
        self.routes.len() == other.routes.len()
            && self.cut.is_some() == other.cut.is_some()
            && self.keeps_gateway_routes_out == other.keeps_gateway_routes_out
            && self
                .routes
                .iter()
                .all(|route| other.routes.iter().any(|twin| route.says_the_same(twin)))
    }
}

impl NextHop {
    /// Reads the spelling of any tool: `VnetLocal`, `Virtual network`, `VNETLocal`, … (R18).
    pub fn parse(text: &str) -> Self {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match plain.as_str() {
            "vnetlocal" | "virtualnetwork" => NextHop::VirtualNetwork,
            "vnetpeering" | "virtualnetworkpeering" | "vnetglobalpeering" => NextHop::Peering,
            "virtualnetworkserviceendpoint" | "interfaceendpoint" => NextHop::Endpoint,
            "internet" => NextHop::Internet,
            "virtualnetworkgateway" | "vpngateway" => NextHop::Gateway,
            "virtualappliance" | "virtualapplianceecmp" => NextHop::Appliance,
            "none" | "null" => NextHop::None,
            _ => NextHop::Unknown,
        }
    }

    /// The name as the portal and current documents write it.
    pub fn name(self) -> &'static str {
        match self {
            NextHop::VirtualNetwork => "VirtualNetwork",
            NextHop::Peering => "VirtualNetworkPeering",
            NextHop::Endpoint => "VirtualNetworkServiceEndpoint",
            NextHop::Internet => "Internet",
            NextHop::Gateway => "VirtualNetworkGateway",
            NextHop::Appliance => "VirtualAppliance",
            NextHop::None => "None",
            NextHop::Unknown => "?",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NextHop;

    #[test]
    fn every_tool_spells_next_hops_its_own_way() {
        for text in ["VnetLocal", "VNETLocal", "Virtual network", "vnetlocal"] {
            assert_eq!(NextHop::parse(text), NextHop::VirtualNetwork, "{text}");
        }
        assert_eq!(NextHop::parse("VNet peering"), NextHop::Peering);
        assert_eq!(NextHop::parse("Null"), NextHop::None);
        assert_eq!(NextHop::parse("HyperNetGateway"), NextHop::Unknown);
    }
}
