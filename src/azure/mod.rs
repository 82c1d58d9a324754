//! Plain facts about Azure, one file a resource, as they were pasted or as Azure adds them.

pub mod azure_answer;
pub mod default_routes;
pub mod default_rules;
pub mod endpoint;
pub mod evidence;
pub mod field;
pub mod firewall;
pub mod just_in_time;
pub mod load_balancer;
pub mod network_interface;
pub mod network_security_group;
pub mod public_ip;
pub mod resource_id;
pub mod route;
pub mod security_rule;
pub mod service_tag;
pub mod stand_ins;
pub mod terms;
pub mod typed;
pub mod virtual_machine;
pub mod virtual_network;

pub use azure_answer::{AskedFlow, AzureAnswer, AzureSaid};
pub use endpoint::{AclRule, Endpoint, EndpointAcl};
pub use evidence::{Document, Evidence, Resource};
pub use field::{Field, Unknown};
pub use firewall::{BastionHost, DnatRule, Firewall, FirewallDeny};
pub use load_balancer::{BackEndPool, FrontEnd, LoadBalancer, NatRule};
pub use network_interface::{Attached, IpConfiguration, NetworkInterface};
pub use network_security_group::{Attachment, NetworkSecurityGroup};
pub use public_ip::PublicIp;
pub use resource_id::ResourceId;
pub use route::{Destination, NextHop, Route, RouteSource, RouteState, RouteTable};
pub use security_rule::{
    Access, AddressField, AddressTerm, Direction, PortField, PortTerm, RuleState, SecurityRule,
    Unread,
};
pub use service_tag::ServiceTag;
pub use stand_ins::StandIns;
pub use terms::Terms;
pub use typed::{Named, Typed};
pub use virtual_machine::{
    GuestReport, GuestSign, GuestSignKind, HealthReason, HealthState, PowerState, Provisioning,
    ResourceHealth, UNREAD, VirtualMachine,
};
pub use virtual_network::{Subnet, VirtualNetwork};
