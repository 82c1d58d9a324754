//! The commands of the documented fixes, as templates (fix-catalogue §2, §3, §7). No value is in quotes: filling a template
//! quotes it.

use super::NOT_IN_AZURERM;
use crate::command::{Command, documented};

/// A command that AzureRM has, too.
const fn both(az: &'static str, cli: &'static str) -> Command {
    Command {
        az,
        cli,
        azurerm: "",
    }
}

/// A command that AzureRM does not have.
const fn new(az: &'static str, cli: &'static str) -> Command {
    Command {
        az,
        cli,
        azurerm: NOT_IN_AZURERM,
    }
}

// `-ForceRerun` needs a text that differs from the last one: the time does. Azure CLI has no command of its own for this
// (fix-catalogue RDP-RESET).
pub const RDP_RESET: &[Command] = &[
    Command {
        az: "Set-AzVMAccessExtension -ResourceGroupName <rg> -VMName <vm> -Location <loc> -Name <extension> -TypeHandlerVersion \"2.4\" -ForceRerun (Get-Date -Format o)",
        cli: "az vm run-command invoke -g <rg> -n <vm> --command-id RDPSettings",
        azurerm: "Set-AzureRmVMAccessExtension -ResourceGroupName <rg> -VMName <vm> -Location <loc> -Name <extension> -TypeHandlerVersion \"2.0\" -ForceRerun (Get-Date -Format o)",
    },
    both(
        "Invoke-AzVMRunCommand -ResourceGroupName <rg> -VMName <vm> -CommandId RDPSettings",
        "",
    ),
];

pub const NSG_DIAG: &[Command] = &[
    both(
        "$vm = Get-AzVM -ResourceGroupName <rg> -Name <vm>\nTest-AzNetworkWatcherIPFlow -Location <loc> -TargetVirtualMachineId $vm.Id -Direction Inbound -Protocol TCP -LocalIPAddress <ip> -LocalPort <port> -RemoteIPAddress <client> -RemotePort 60000",
        "az network watcher test-ip-flow -g <rg> --vm <vm> --nic <nic> --direction Inbound --protocol TCP --local <ip>:<port> --remote <client>:60000",
    ),
    both(
        "Get-AzEffectiveNetworkSecurityGroup -NetworkInterfaceName <nic> -ResourceGroupName <rg>",
        "az network nic list-effective-nsg -g <rg> -n <nic>",
    ),
    documented::NSG_DIAGNOSTICS,
    both(
        "$nsg = Get-AzNetworkSecurityGroup -ResourceGroupName <rg> -Name <nsg>\n$nsg.SecurityRules\n$nsg.DefaultSecurityRules",
        "az network nsg rule list -g <rg> --nsg-name <nsg> --include-default",
    ),
];

// Ports and protocol are given in full: Azure CLI would take port 80, any protocol and any source.
pub const NSG_ALLOW: &[Command] = &[both(
    "Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <rg> | Add-AzNetworkSecurityRuleConfig -Name <rule> -Access Allow -Protocol Tcp -Direction Inbound -Priority <priority> -SourceAddressPrefix <sources> -SourcePortRange * -DestinationAddressPrefix <ip> -DestinationPortRange <port> | Set-AzNetworkSecurityGroup",
    "az network nsg rule create -g <rg> --nsg-name <nsg> -n <rule> --priority <priority> --direction Inbound --access Allow --protocol Tcp --source-address-prefixes <sources> --source-port-ranges '*' --destination-address-prefixes <ip> --destination-port-ranges <port>",
)];

// In place: Set-AzNetworkSecurityRuleConfig loses what it is not told (fix-catalogue NSG-REORDER).
pub const NSG_REORDER: &[Command] = &[
    both(
        "$nsg = Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <rg>\n$rule = $nsg.SecurityRules | Where-Object Name -EQ <rule>\n$rule.Priority = <priority>\nSet-AzNetworkSecurityGroup -NetworkSecurityGroup $nsg",
        "az network nsg rule update -g <rg> --nsg-name <nsg> -n <rule> --priority <priority>",
    ),
    both(
        "$nsg = Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <rg>\nRemove-AzNetworkSecurityRuleConfig -Name <rule> -NetworkSecurityGroup $nsg | Set-AzNetworkSecurityGroup",
        "az network nsg rule delete -g <rg> --nsg-name <nsg> -n <rule>",
    ),
];

pub const NSG_EDIT: &[Command] = &[
    both(
        "$nsg = Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <rg>\n$rule = $nsg.SecurityRules | Where-Object Name -EQ <rule>\n$rule.Protocol = \"Tcp\"\n$rule.SourceAddressPrefix = [string[]](<sources>)\n$rule.SourcePortRange = [string[]](\"*\")\n$rule.DestinationAddressPrefix = [string[]](<ip>)\n$rule.DestinationPortRange = [string[]](<port>)\nSet-AzNetworkSecurityGroup -NetworkSecurityGroup $nsg",
        "az network nsg rule update -g <rg> --nsg-name <nsg> -n <rule> --protocol Tcp --source-address-prefixes <sources> --source-port-ranges '*' --destination-address-prefixes <ip> --destination-port-ranges <port>",
    ),
    documented::JOIN_GROUP,
];

pub const NSG_OTHER: &[Command] = &[
    NSG_ALLOW_AGAIN,
    both(
        "$nic = Get-AzNetworkInterface -Name <nic> -ResourceGroupName <rg>\n$nic.NetworkSecurityGroup = $null\nSet-AzNetworkInterface -NetworkInterface $nic",
        "az network nic update -g <rg> -n <nic> --network-security-group null",
    ),
    both(
        "",
        "az network vnet subnet update -g <rg> --vnet-name <vnet> -n <subnet> --nsg null",
    ),
];

const NSG_ALLOW_AGAIN: Command = match NSG_ALLOW {
    [allow, ..] => *allow,
    [] => both("", ""),
};

// Azure CLI can list these policies and cannot request access.
pub const JIT_REQUEST: &[Command] = &[documented::REQUEST_ACCESS];

pub const PIP_ASSIGN: &[Command] = &[documented::ASSIGN_PUBLIC_IP];

pub const BOOT_DIAG: &[Command] = &[
    both(
        "Get-AzVMBootDiagnosticsData -ResourceGroupName <rg> -Name <vm> -Windows -LocalPath <directory>",
        "az vm boot-diagnostics get-boot-log -g <rg> -n <vm>",
    ),
    Command {
        az: "$vm = Get-AzVM -ResourceGroupName <rg> -Name <vm>\nSet-AzVMBootDiagnostic -VM $vm -Enable\nUpdate-AzVM -ResourceGroupName <rg> -VM $vm",
        cli: "az vm boot-diagnostics enable -g <rg> -n <vm>",
        azurerm: "$vm = Get-AzureRmVM -ResourceGroupName <rg> -Name <vm>\nSet-AzureRmVMBootDiagnostics -VM $vm -Enable -ResourceGroupName <rg> -StorageAccountName <storage>\nUpdate-AzureRmVM -ResourceGroupName <rg> -VM $vm",
    },
];

// In place: Set-AzNetworkInterfaceIpConfig, which the document uses, would take away the public address, load balancers and
// NAT rules that it is not told.
pub const NIC_RESET: &[Command] = &[
    both(
        "$vnet = Get-AzVirtualNetwork -ResourceGroupName <rg> -Name <vnet>\nTest-AzPrivateIPAddressAvailability -VirtualNetwork $vnet -IPAddress <new-ip>",
        "az network vnet check-ip-address -g <rg> -n <vnet> --ip-address <new-ip>",
    ),
    both(
        "$nic = Get-AzNetworkInterface -Name <nic> -ResourceGroupName <rg>\n$ip = $nic.IpConfigurations | Where-Object Name -EQ <ipconfig>\n$ip.PrivateIpAllocationMethod = \"Static\"\n$ip.PrivateIpAddress = <new-ip>\nSet-AzNetworkInterface -NetworkInterface $nic",
        "az network nic ip-config update -g <rg> --nic-name <nic> -n <ipconfig> --private-ip-address <new-ip>",
    ),
];

// There is no command of its own (fix-catalogue RES-HEALTH).
pub const RES_HEALTH: &[Command] = &[new(
    "$vm = Get-AzVM -ResourceGroupName <rg> -Name <vm>\nInvoke-AzRestMethod -Method GET -Path \"$($vm.Id)/providers/Microsoft.ResourceHealth/availabilityStatuses/current?api-version=2020-05-01\"",
    "az rest --method get --url \"$(az vm show -g <rg> -n <vm> --query id -o tsv)/providers/Microsoft.ResourceHealth/availabilityStatuses/current?api-version=2020-05-01\"",
)];

pub const CRED_RESET: &[Command] = &[both(
    "Set-AzVMAccessExtension -ResourceGroupName <rg> -VMName <vm> -Location <loc> -Credential (Get-Credential) -TypeHandlerVersion \"2.0\" -Name <extension>",
    "az vm user update -g <rg> -n <vm> -u <user> -p <password>",
)];

pub const VM_START: &[Command] = &[documented::START_VM];

// Never with `--force`, which redeploys (fix-catalogue VM-RESTART).
pub const VM_RESTART: &[Command] = &[both(
    "Restart-AzVM -ResourceGroupName <rg> -Name <vm>",
    "az vm restart -g <rg> -n <vm>",
)];

pub const VM_REDEPLOY: &[Command] = &[both(
    "Set-AzVM -Redeploy -ResourceGroupName <rg> -Name <vm>",
    "az vm redeploy -g <rg> -n <vm>",
)];

pub const VM_REAPPLY: &[Command] = &[new(
    "Set-AzVM -Reapply -ResourceGroupName <rg> -Name <vm>",
    "az vm reapply -g <rg> -n <vm>",
)];

pub const ROUTE_DIAG: &[Command] = &[
    both(
        "$vm = Get-AzVM -ResourceGroupName <rg> -Name <vm>\nGet-AzNetworkWatcherNextHop -Location <loc> -TargetVirtualMachineId $vm.Id -SourceIPAddress <ip> -DestinationIPAddress <client>",
        "az network watcher show-next-hop -g <rg> --vm <vm> --nic <nic> --source-ip <ip> --dest-ip <client>",
    ),
    both(
        "Get-AzEffectiveRouteTable -NetworkInterfaceName <nic> -ResourceGroupName <rg>",
        "az network nic show-effective-route-table -g <rg> -n <nic>",
    ),
];

pub const ROUTE_FIX: &[Command] = &[
    both(
        "$rt = Get-AzRouteTable -ResourceGroupName <rg> -Name <rt>\nAdd-AzRouteConfig -RouteTable $rt -Name <route> -AddressPrefix <sources> -NextHopType Internet\nSet-AzRouteTable -RouteTable $rt",
        "az network route-table route create -g <rg> --route-table-name <rt> -n <route> --address-prefix <sources> --next-hop-type Internet",
    ),
    both(
        "$rt = Get-AzRouteTable -ResourceGroupName <rg> -Name <rt>\nRemove-AzRouteConfig -RouteTable $rt -Name <route>\nSet-AzRouteTable -RouteTable $rt",
        "az network route-table route delete -g <rg> --route-table-name <rt> -n <route>",
    ),
    documented::ENABLE_FORWARDING,
];

// Windows' own PowerShell, on the client.
pub const LOCAL_FW: &[Command] = &[new("Test-NetConnection <address> -Port <port>", "")];

pub const DETAIL_5: &[Command] = &[both(
    "Invoke-AzVMRunCommand -ResourceGroupName <rg> -VMName <vm> -CommandId RDPSettings",
    "az vm run-command invoke -g <rg> -n <vm> --command-id RDPSettings",
)];

pub const C_RDP_RESET: &str = "$vm = Get-AzureVM -ServiceName <svc> -Name <vm>\nSet-AzureVMAccessExtension -VM $vm | Update-AzureVM";

pub const C_ENDPOINT: &str = "Get-AzureVM -ServiceName <svc> -Name <vm> | Add-AzureEndpoint -Name RDP -Protocol tcp -LocalPort <port> -PublicPort <public-port> | Update-AzureVM";

pub const C_ENDPOINT_RECREATE: &str = "Get-AzureVM -ServiceName <svc> -Name <vm> | Remove-AzureEndpoint -Name <endpoint> | Update-AzureVM\nGet-AzureVM -ServiceName <svc> -Name <vm> | Add-AzureEndpoint -Name <endpoint> -Protocol tcp -LocalPort <port> -PublicPort <public-port> | Update-AzureVM";

pub const C_ACL: &str = "$acl = New-AzureAclConfig\nSet-AzureAclConfig -AddRule -ACL $acl -Order 100 -Action permit -RemoteSubnet <sources> -Description RDP\nGet-AzureVM -ServiceName <svc> -Name <vm> | Set-AzureEndpoint -Name <endpoint> -ACL $acl | Update-AzureVM";

pub const C_CRED_RESET: &str = "$vm = Get-AzureVM -ServiceName <svc> -Name <vm>\nSet-AzureVMAccessExtension -VM $vm -UserName <user> -Password <password> | Update-AzureVM";

pub const C_RESTART: &str = "Restart-AzureVM -ServiceName <svc> -Name <vm>";

pub const C_NIC_RESET: &str = "Test-AzureStaticVNetIP -VNetName <vnet> -IPAddress <new-ip>\nGet-AzureVM -ServiceName <svc> -Name <vm> | Set-AzureStaticVNetIP -IPAddress <new-ip> | Update-AzureVM";
