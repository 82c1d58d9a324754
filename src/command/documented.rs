//! Documented commands that change neither a rule nor a route.

use super::Command;

/// All of them that are not classic.
pub const ALL: [Command; 6] = [
    START_VM,
    REQUEST_ACCESS,
    ASSIGN_PUBLIC_IP,
    JOIN_GROUP,
    ENABLE_FORWARDING,
    NSG_DIAGNOSTICS,
];

/// The classic ones.
pub const CLASSIC: [&str; 4] = [START_CLASSIC_VM, ADD_ENDPOINT, EDIT_ENDPOINT, PERMIT_IN_ACL];

/// Starts the VM (fix-catalogue VM-START).
pub const START_VM: Command = Command {
    az: "Start-AzVM -ResourceGroupName <rg> -Name <vm>",
    cli: "az vm start -g <rg> -n <vm>",
    azurerm: "",
};

/// Asks which rule of which NSG or network manager decides (fix-catalogue NSG-DIAG).
pub const NSG_DIAGNOSTICS: Command = Command {
    az: "$vm = Get-AzVM -ResourceGroupName <rg> -Name <vm>
$p = New-AzNetworkWatcherNetworkConfigurationDiagnosticProfile -Direction Inbound -Protocol Tcp -Source <client> -Destination <ip> -DestinationPort <port>
Invoke-AzNetworkWatcherNetworkConfigurationDiagnostic -Location $vm.Location -TargetResourceId $vm.Id -Profile $p",
    cli: "az network watcher run-configuration-diagnostic --resource $(az vm show -g <rg> -n <vm> --query id -o tsv) --direction Inbound --protocol TCP --source <client> --destination <ip> --port <port>",
    azurerm: "-",
};

/// Starts a classic VM, which the other modules do not know.
pub const START_CLASSIC_VM: &str = "Start-AzureVM -ServiceName <svc> -Name <vm>";

/// Requests just-in-time access for three hours (fix-catalogue JIT-REQUEST): only this module can.
pub const REQUEST_ACCESS: Command = Command {
    az: "$vm = Get-AzVM -ResourceGroupName <rg> -Name <vm>
$until = (Get-Date).ToUniversalTime().AddHours(3).ToString('o')
$spec = @{ id = $vm.Id; ports = @(@{ number = <port>; endTimeUtc = $until; allowedSourceAddressPrefix = @(<client>) }) }
Start-AzJitNetworkAccessPolicy -ResourceGroupName <rg> -Location $vm.Location -Name default -VirtualMachine @($spec)",
    cli: "",
    azurerm: "-",
};

/// Creates a public address and assigns it (fix-catalogue PIP-ASSIGN). The IP configuration is changed in place: the
/// cmdlet that replaces it would make a static private address dynamic.
pub const ASSIGN_PUBLIC_IP: Command = Command {
    az: "$nic = Get-AzNetworkInterface -Name <nic> -ResourceGroupName <rg>
$pip = New-AzPublicIpAddress -Name <pip> -ResourceGroupName <rg> -Location $nic.Location -AllocationMethod Static -Sku Standard
($nic.IpConfigurations | Where-Object Name -EQ <ipconfig>).PublicIpAddress = $pip
Set-AzNetworkInterface -NetworkInterface $nic",
    cli: "az network public-ip create -g <rg> -n <pip> --sku Standard --allocation-method Static« -l <loc>»
az network nic ip-config update -g <rg> --nic-name <nic> -n <ipconfig> --public-ip-address <pip>",
    azurerm: "",
};

/// Puts a network interface into an application security group (fix-catalogue NSG-EDIT), and leaves it in those that it is
/// in: Azure CLI wants all of them.
pub const JOIN_GROUP: Command = Command {
    az: "$nic = Get-AzNetworkInterface -Name <nic> -ResourceGroupName <rg>
$asg = Get-AzApplicationSecurityGroup -Name <asg> -ResourceGroupName <rg>
($nic.IpConfigurations | Where-Object Name -EQ <ipconfig>).ApplicationSecurityGroups += $asg
Set-AzNetworkInterface -NetworkInterface $nic",
    cli: "az network nic ip-config update -g <rg> --nic-name <nic> -n <ipconfig> --asgs <asgs>",
    azurerm: "",
};

/// Lets an appliance forward, whose network interface is not the VM's (fix-catalogue ROUTE-FIX).
pub const ENABLE_FORWARDING: Command = Command {
    az: "$nic = Get-AzNetworkInterface -Name <appliance-nic> -ResourceGroupName <appliance-rg>
$nic.EnableIPForwarding = 1
Set-AzNetworkInterface -NetworkInterface $nic",
    cli: "az network nic update -g <appliance-rg> -n <appliance-nic> --ip-forwarding true",
    azurerm: "",
};

/// Adds an endpoint to a classic VM (fix-catalogue C-ENDPOINT).
pub const ADD_ENDPOINT: &str = "Get-AzureVM -ServiceName <svc> -Name <vm> |
  Add-AzureEndpoint -Name <endpoint> -Protocol tcp -LocalPort <port> -PublicPort <public-port> |
  Update-AzureVM";

/// Lets an endpoint lead to another port of the VM (fix-catalogue C-ENDPOINT).
pub const EDIT_ENDPOINT: &str = "Get-AzureVM -ServiceName <svc> -Name <vm> |
  Set-AzureEndpoint -Name <endpoint> -Protocol tcp -LocalPort <port> -PublicPort <public-port> |
  Update-AzureVM";

/// Permits clients in an endpoint's list, and keeps what it has (fix-catalogue C-ACL).
pub const PERMIT_IN_ACL: &str = "$vm = Get-AzureVM -ServiceName <svc> -Name <vm>
$acl = Get-AzureAclConfig -VM $vm -EndpointName <endpoint>
Set-AzureAclConfig -AddRule -ACL $acl -Order <order> -Action permit -RemoteSubnet <remote-subnet>
$vm | Set-AzureEndpoint -Name <endpoint> -ACL $acl | Update-AzureVM";
