//! The documented fixes that a proposal may be made of, by their ids in the catalogue.

/// One documented fix (fix-catalogue §2, §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FixId {
    /// Start the VM.
    VmStart,
    /// Create an inbound allow rule.
    NsgAllow,
    /// Give an allow rule a lower number, narrow the deny, or delete it.
    NsgReorder,
    /// Correct the field that does not match.
    NsgEdit,
    /// Create the rule in the other NSG, too.
    NsgOther,
    /// Request just-in-time access.
    JitRequest,
    /// A network manager's rules: only its administrator can change them.
    Avnm,
    /// Give the VM a public address.
    PipAssign,
    /// Come in through Azure Bastion.
    Bastion,
    /// Correct a route.
    RouteFix,
    /// Correct or add an endpoint of a classic VM.
    ClassicEndpoint,
    /// Correct an endpoint's list of who may use it.
    ClassicAcl,
}

impl FixId {
    /// Its code in the catalogue and the report.
    pub fn code(self) -> &'static str {
        match self {
            FixId::VmStart => "VM-START",
            FixId::NsgAllow => "NSG-ALLOW",
            FixId::NsgReorder => "NSG-REORDER",
            FixId::NsgEdit => "NSG-EDIT",
            FixId::NsgOther => "NSG-OTHER",
            FixId::JitRequest => "JIT-REQUEST",
            FixId::Avnm => "AVNM",
            FixId::PipAssign => "PIP-ASSIGN",
            FixId::Bastion => "BASTION",
            FixId::RouteFix => "ROUTE-FIX",
            FixId::ClassicEndpoint => "C-ENDPOINT",
            FixId::ClassicAcl => "C-ACL",
        }
    }

    /// Its class of risk, 0 to 4 (fix-catalogue §0): 0 changes nothing of the VM, 2 exposes the network.
    pub fn risk(self) -> u8 {
        match self {
            FixId::Bastion | FixId::Avnm => 0,
            FixId::VmStart | FixId::JitRequest => 1,
            _ => 2,
        }
    }

    /// The document that it rests on.
    pub fn doc(self) -> &'static str {
        match self {
            FixId::VmStart => "virtual-machines/states-billing.md",
            FixId::NsgAllow => "diagnose-network-traffic-filter-problem.md",
            FixId::NsgReorder => "manage-network-security-group.md",
            FixId::NsgEdit => "network-security-groups-overview.md",
            FixId::NsgOther => "network-security-group-how-it-works.md",
            FixId::JitRequest => "defender-for-cloud/just-in-time-access-usage.yml",
            FixId::Avnm => "virtual-network-manager/concept-security-admins.md",
            FixId::PipAssign => "public-ip-addresses.md",
            FixId::Bastion => "bastion-nsg.md",
            FixId::RouteFix => "diagnose-network-routing-problem.md",
            FixId::ClassicEndpoint => {
                "articles/virtual-machines/windows/classic/setup-endpoints.md"
            }
            FixId::ClassicAcl => "virtual-networks-acl.md",
        }
    }
}
