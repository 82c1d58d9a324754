//! The list of documented fixes (fix-catalogue §2, §3), in its order. `say::catalogue` has a row of words for each, in the same order.

use super::Risk::{Downtime, Exposure, Guest, Loss, ReadOnly};
use super::{Fix, commands};

macro_rules! fixes {
    ($($(#[$meaning:meta])* $id:ident $code:literal $risks:expr, $commands:expr, $classic:expr, $documents:expr;)*) => {
        /// One documented fix.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum FixId {
            $($(#[$meaning])* $id,)*
        }

        impl FixId {
            /// Every one, in order.
            pub const ALL: &'static [FixId] = &[$(FixId::$id,)*];

            /// What is known of it.
            pub fn fix(self) -> &'static Fix {
                static NONE: Fix = Fix { code: "", risks: &[], commands: &[], classic: "", documents: "" };
                static FIXES: &[Fix] = &[$(Fix {
                    code: $code,
                    risks: $risks,
                    commands: $commands,
                    classic: $classic,
                    documents: $documents,
                },)*];
                FIXES.get(self as usize).unwrap_or(&NONE)
            }
        }
    };
}

/// The folder of the troubleshooting documents of Windows VMs.
macro_rules! windows {
    ($name:literal) => {
        concat!("troubleshoot/azure/virtual-machines/windows/", $name)
    };
}

/// A document of the virtual network.
macro_rules! network {
    ($name:literal) => {
        concat!("azure/virtual-network/", $name)
    };
}

fixes! {
    /// Reset the RDP configuration.
    RdpReset "RDP-RESET" &[Guest], commands::RDP_RESET, "",
        windows!("reset-rdp");
    /// Find the deciding rule.
    NsgDiag "NSG-DIAG" &[ReadOnly], commands::NSG_DIAG, "",
        concat!(network!("diagnose-network-traffic-filter-problem"), " azure/network-watcher/ip-flow-verify-overview");
    /// Create an inbound allow rule.
    NsgAllow "NSG-ALLOW" &[Exposure], commands::NSG_ALLOW, "",
        concat!(network!("manage-network-security-group"), " ", windows!("troubleshoot-rdp-nsg-problem"));
    /// Give an allow rule a lower number, narrow the deny, or delete it.
    NsgReorder "NSG-REORDER" &[Exposure], commands::NSG_REORDER, "",
        network!("manage-network-security-group");
    /// Correct the field that does not match.
    NsgEdit "NSG-EDIT" &[ReadOnly, Exposure], commands::NSG_EDIT, "",
        concat!(network!("network-security-groups-overview"), " ", network!("application-security-groups"));
    /// Create the rule in the other NSG, too.
    NsgOther "NSG-OTHER" &[Exposure], commands::NSG_OTHER, "",
        network!("network-security-group-how-it-works");
    /// Request just-in-time access.
    JitRequest "JIT-REQUEST" &[Exposure], commands::JIT_REQUEST, "",
        "azure/defender-for-cloud/just-in-time-access-usage";
    /// A network manager's rules: only its administrator can change them.
    Avnm "AVNM" &[ReadOnly], &[], "",
        "azure/virtual-network-manager/concept-security-admins";
    /// Give the VM a public address.
    PipAssign "PIP-ASSIGN" &[Exposure], commands::PIP_ASSIGN, "",
        "azure/virtual-network/ip-services/public-ip-addresses";
    /// Come in through Azure Bastion.
    Bastion "BASTION" &[ReadOnly], &[], "",
        "azure/bastion/bastion-nsg";
    /// Read boot diagnostics.
    BootDiag "BOOT-DIAG" &[ReadOnly], commands::BOOT_DIAG, "",
        windows!("boot-diagnostics");
    /// Reset the network interface.
    NicReset "NIC-RESET" &[Downtime, Loss], commands::NIC_RESET, "",
        windows!("reset-network-interface");
    /// Remove the network adapters that a reset leaves behind.
    NicCleanup "NIC-CLEANUP" &[Guest], &[], "",
        windows!("reset-network-interface");
    /// Check resource health.
    ResHealth "RES-HEALTH" &[ReadOnly], commands::RES_HEALTH, "",
        "azure/service-health/resource-health-overview azure/service-health/resource-health-vm-annotation";
    /// Reset the local administrator's password.
    CredReset "CRED-RESET" &[Guest], commands::CRED_RESET, "",
        concat!(windows!("reset-rdp"), " ", windows!("reset-local-password-without-agent"));
    /// Start the VM.
    VmStart "VM-START" &[Guest], commands::VM_START, "",
        "azure/virtual-machines/states-billing";
    /// Restart it.
    VmRestart "VM-RESTART" &[Downtime], commands::VM_RESTART, "",
        windows!("troubleshoot-rdp-connection");
    /// Redeploy it to another host.
    VmRedeploy "VM-REDEPLOY" &[Downtime, Loss], commands::VM_REDEPLOY, "",
        windows!("redeploy-to-new-node-windows");
    /// Apply its state again.
    VmReapply "VM-REAPPLY" &[Guest], commands::VM_REAPPLY, "",
        windows!("redeploy-to-new-node-windows");
    /// Verify routing.
    RouteDiag "ROUTE-DIAG" &[ReadOnly], commands::ROUTE_DIAG, "",
        network!("diagnose-network-routing-problem");
    /// Correct a route.
    RouteFix "ROUTE-FIX" &[Exposure], commands::ROUTE_FIX, "",
        concat!(network!("diagnose-network-routing-problem"), " ", network!("virtual-network-troubleshoot-nva"));
    /// Let RDP out of the client's own network.
    LocalFw "LOCAL-FW" &[ReadOnly], commands::LOCAL_FW, "",
        windows!("detailed-troubleshoot-rdp");
    /// Source 1 of trouble: the client's computer.
    Detail1 "DETAIL-1" &[ReadOnly], &[], "", windows!("detailed-troubleshoot-rdp");
    /// Source 2: the edge of the client's network.
    Detail2 "DETAIL-2" &[ReadOnly], &[], "", windows!("detailed-troubleshoot-rdp");
    /// Source 3: endpoint and access control list.
    Detail3 "DETAIL-3" &[Exposure], &[], "", windows!("detailed-troubleshoot-rdp");
    /// Source 4: network security groups.
    Detail4 "DETAIL-4" &[ReadOnly], &[], "", windows!("detailed-troubleshoot-rdp");
    /// Source 5: the Windows inside the VM.
    Detail5 "DETAIL-5" &[Guest], commands::DETAIL_5, "", windows!("detailed-troubleshoot-rdp");
    /// Open a support request.
    Support "SUPPORT" &[ReadOnly], &[], "", "azure/azure-portal/supportability/how-to-create-azure-support-request";
    /// Classic: reset the RDP configuration.
    ClassicRdpReset "C-RDP-RESET" &[Guest], &[], commands::C_RDP_RESET, windows!("reset-rdp");
    /// Classic: correct or add an endpoint.
    ClassicEndpoint "C-ENDPOINT" &[ReadOnly, Exposure], &[], commands::C_ENDPOINT,
        windows!("detailed-troubleshoot-rdp");
    /// Classic: delete the endpoint and add it again.
    ClassicEndpointRecreate "C-ENDPOINT-RECREATE" &[Exposure], &[], commands::C_ENDPOINT_RECREATE,
        windows!("detailed-troubleshoot-rdp");
    /// Classic: correct an endpoint's list of who may use it.
    ClassicAcl "C-ACL" &[Exposure], &[], commands::C_ACL, windows!("detailed-troubleshoot-rdp");
    /// Classic: read boot diagnostics.
    ClassicBootDiag "C-BOOT-DIAG" &[ReadOnly], &[], "", windows!("boot-diagnostics");
    /// Classic: check resource health.
    ClassicResHealth "C-RES-HEALTH" &[ReadOnly], &[], "", "azure/service-health/resource-health-overview";
    /// Classic: reset the local administrator's password.
    ClassicCredReset "C-CRED-RESET" &[Guest], &[], commands::C_CRED_RESET, windows!("reset-rdp");
    /// Classic: restart the VM.
    ClassicRestart "C-RESTART" &[Downtime], &[], commands::C_RESTART,
        windows!("troubleshoot-rdp-connection");
    /// Classic: let RDP out of the client's own network.
    ClassicLocalFw "C-LOCAL-FW" &[ReadOnly], &[], "", windows!("detailed-troubleshoot-rdp");
    /// Classic: reset the network interface.
    ClassicNicReset "C-NIC-RESET" &[Downtime, Loss], &[], commands::C_NIC_RESET,
        windows!("reset-network-interface");
}
