//! What would settle an answer that depends.

use crate::azure::security_rule::RuleField;
use crate::code::Code;

/// One thing the paste does not say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Need {
    /// The prefixes of a published service tag.
    ServiceTag(String),
    /// The prefixes of the virtual network and of what is connected to it.
    VirtualNetworkPrefixes,
    /// Who is in an application security group.
    GroupMembers(String),
    /// The VM's private address.
    TargetAddress,
    /// The client's address.
    SourceAddress,
    /// The client's port.
    SourcePort,
    /// A field that is cut, missing or unreadable.
    RuleField {
        /// The rule's name.
        rule: String,
        /// The field.
        field: RuleField,
    },
    /// What is enforced of a rule whose provisioning failed.
    RuleState {
        /// The rule's name.
        rule: String,
    },
    /// Whether a stored `0.0.0.0/0` matches IPv6 (ambiguity A3).
    Ipv6Match {
        /// The rule's name.
        rule: String,
    },
    /// The rules that were cut off.
    MissingRules {
        /// The NSG's name.
        nsg: String,
    },
    /// Which of two rules with one priority comes first.
    Priorities {
        /// The priority.
        priority: u32,
    },
    /// Where an NSG sits.
    Place {
        /// The NSG's name.
        nsg: String,
    },
    /// Which of two pastes of one NSG counts.
    Version {
        /// The NSG's name.
        nsg: String,
    },
    /// The rule by which Azure itself decided otherwise.
    AzureRule {
        /// The rule's name.
        rule: String,
        /// Whether the effective rules are in the paste, and do not explain it.
        is_effective: bool,
    },
    /// The routes that the paste does not show.
    Routes,
    /// Whether the client is in the virtual network or behind its gateway, where both have its address (R12).
    ClientNetwork,
    /// Whether the appliance that carries the reply runs (R17).
    Appliance,
    /// Whether the guest has a route to the client on this network interface (R24).
    GuestRoute,
    /// Whether the public address is of the Standard SKU.
    PublicIpSku,
    /// Whether an admin rule is enough for a Standard public address without any NSG (azure-semantics §2.6, §5).
    AdminRuleAlone,
    /// Whether an address is assigned to the public IP resource.
    PublicAddress,
    /// Whether the VM runs, or Windows has started.
    VmState,
    /// By which way the client comes in.
    WayIn,
    /// To which port of the VM a rule leads.
    BackEndPort {
        /// The rule's name.
        rule: String,
    },
    /// Which destination the NSG sees behind a load balancer with floating IP (ambiguity A9).
    FloatingIp,
    /// Whether the NSG sees the client's address or the firewall's (ambiguity A10).
    DnatSource,
    /// Whether a reply that does not go back through the firewall arrives (ambiguity A10, R02).
    ReplyPastFirewall,
    /// Who may use the endpoint.
    EndpointAcl,
    /// Which VM is meant.
    Target,
    /// Any NSG in the path.
    Filter,
}

impl Need {
    /// This field of the rule called `rule`.
    pub fn field(rule: &str, field: RuleField) -> Need {
        Need::RuleField {
            rule: rule.to_owned(),
            field,
        }
    }

    /// Whether both are the same field of a rule, of any two.
    pub fn is_of_same_field(&self, other: &Need) -> bool {
        match (self, other) {
            (Need::RuleField { field, .. }, Need::RuleField { field: other, .. }) => field == other,
            _ => false,
        }
    }

    /// The rules that are missing of the NSG called `nsg`.
    pub fn missing_rules(nsg: &str) -> Need {
        Need::MissingRules {
            nsg: nsg.to_owned(),
        }
    }

    /// Adds it to a list that has each need once.
    pub fn add_to(&self, needs: &mut Vec<Need>) {
        if !needs.contains(self) {
            needs.push(self.clone());
        }
    }

    /// The code of an answer that hangs on it.
    pub fn code(&self) -> Code {
        match self {
            Need::ServiceTag(_) => Code::ServiceTagUnknown,
            Need::VirtualNetworkPrefixes => Code::VirtualNetworkUnknown,
            Need::GroupMembers(_) => Code::GroupUnknown,
            Need::TargetAddress => Code::TargetAddressUnknown,
            Need::SourceAddress => Code::SourceMatters,
            Need::SourcePort => Code::SourcePortUnknown,
            Need::RuleField { .. } => Code::FieldUnknown,
            Need::RuleState { .. } => Code::RuleNotEnforced,
            Need::Ipv6Match { .. } => Code::Ipv6Unclear,
            Need::MissingRules { .. } => Code::RulesMissing,
            Need::Priorities { .. } => Code::PriorityConflict,
            Need::Place { .. } => Code::PlaceUnknown,
            Need::Version { .. } => Code::VersionsDiffer,
            Need::AzureRule { .. } => Code::AzureAnswer,
            Need::Routes => Code::RoutesMissing,
            Need::ClientNetwork => Code::RouteOverlap,
            Need::Appliance => Code::ApplianceUnknown,
            Need::GuestRoute => Code::SecondaryInterface,
            Need::PublicIpSku => Code::SkuUnknown,
            Need::AdminRuleAlone => Code::AdminRuleAlone,
            Need::PublicAddress => Code::PublicAddressUnknown,
            Need::VmState => Code::VmStateUnknown,
            Need::WayIn => Code::WayInUnknown,
            Need::BackEndPort { .. } => Code::BackEndPortUnknown,
            Need::FloatingIp => Code::FloatingIp,
            Need::DnatSource => Code::DnatSource,
            Need::ReplyPastFirewall => Code::ReplyPastFirewall,
            Need::EndpointAcl => Code::AclUnknown,
            Need::Target => Code::TargetUnknown,
            Need::Filter => Code::NoFilterSeen,
        }
    }
}

impl std::fmt::Display for Need {
    /// As the report writes it: a kind, and a name where there is one.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Need::ServiceTag(tag) => write!(f, "service-tag {tag}"),
            Need::VirtualNetworkPrefixes => f.write_str("virtual-network-prefixes"),
            Need::GroupMembers(group) => write!(f, "asg-members {group}"),
            Need::TargetAddress => f.write_str("target-address"),
            Need::SourceAddress => f.write_str("source-address"),
            Need::SourcePort => f.write_str("source-port"),
            Need::RuleField { rule, field } => write!(f, "rule-field {rule} {}", field.name()),
            Need::RuleState { rule } => write!(f, "rule-state {rule}"),
            Need::Ipv6Match { rule } => write!(f, "ipv6-match {rule}"),
            Need::MissingRules { nsg } => write!(f, "rules {nsg}"),
            Need::Priorities { priority } => write!(f, "rule-order {priority}"),
            Need::Place { nsg } => write!(f, "place {nsg}"),
            Need::Version { nsg } => write!(f, "version {nsg}"),
            Need::AzureRule { rule, .. } => write!(f, "azure-rule {rule}"),
            Need::Routes => f.write_str("routes"),
            Need::ClientNetwork => f.write_str("client-network"),
            Need::Appliance => f.write_str("appliance"),
            Need::GuestRoute => f.write_str("guest-route"),
            Need::PublicIpSku => f.write_str("public-ip-sku"),
            Need::AdminRuleAlone => f.write_str("admin-rule-alone"),
            Need::PublicAddress => f.write_str("public-address"),
            Need::VmState => f.write_str("vm-state"),
            Need::WayIn => f.write_str("way-in"),
            Need::BackEndPort { rule } => write!(f, "back-end-port {rule}"),
            Need::FloatingIp => f.write_str("floating-ip"),
            Need::DnatSource => f.write_str("dnat-source"),
            Need::ReplyPastFirewall => f.write_str("reply-past-firewall"),
            Need::EndpointAcl => f.write_str("endpoint-acl"),
            Need::Target => f.write_str("target"),
            Need::Filter => f.write_str("nsg"),
        }
    }
}
