//! Words that links need not spell: both sides know them before the first bit. They are part of the format: a change
//! needs a new version.

/// Kinds of resource and namespaces, as they stand in resource ids. A link keeps no other segment of an id but names.
pub const ID_WORDS: [&str; 24] = [
    "",
    "providers",
    "Microsoft.Network",
    "networkSecurityGroups",
    "networkInterfaces",
    "virtualNetworks",
    "subnets",
    "ipConfigurations",
    "publicIPAddresses",
    "Microsoft.Compute",
    "virtualMachines",
    "securityRules",
    "defaultSecurityRules",
    "routeTables",
    "routes",
    "loadBalancers",
    "frontendIPConfigurations",
    "backendAddressPools",
    "inboundNatRules",
    "applicationSecurityGroups",
    "azureFirewalls",
    "virtualMachineScaleSets",
    "networkManagers",
    "bastionHosts",
];

/// Names that Azure gives, or that mean something to it.
pub const WELL_KNOWN: [&str; 29] = [
    "AllowVnetInBound",
    "AllowAzureLoadBalancerInBound",
    "DenyAllInBound",
    "AllowVnetOutBound",
    "AllowInternetOutBound",
    "DenyAllOutBound",
    "DefaultInboundDenyAll",
    "DefaultOutboundDenyAll",
    "ALLOW VNET INBOUND",
    "ALLOW AZURE LOAD BALANCER INBOUND",
    "DENY ALL INBOUND",
    "ALLOW VNET OUTBOUND",
    "ALLOW INTERNET OUTBOUND",
    "DENY ALL OUTBOUND",
    "default-allow-rdp",
    "default-allow-ssh",
    "Remote Desktop",
    "RemoteDesktop",
    "RDP",
    "PowerShell",
    "AzureBastionSubnet",
    "AzureFirewallSubnet",
    "GatewaySubnet",
    "default",
    "ipconfig1",
    "primary",
    "any",
    "vnet",
    "None",
];

/// What coders are trained with: what names and ids are usually made of.
pub const TRAINING: &str = "vm-web-01-nsg\0snet-app\0vnet-prod-001\0nic-db-02\0myVM-ip\0vm1-nic\0pip-jump\0rt-spoke\0lb-front\0\
asg-web\0nsg-web-prod\0subnet-backend\0Allow-HTTPS-Inbound\0AllowAnyRDPInbound\0Deny-All-Inbound\0DenyAllInBound\0AllowVnetInBound\0\
AllowAzureLoadBalancerInBound\0AllowCidrBlockRDPInbound\0AllowMyIpAddressRDPInbound\0AllowRdpFromOffice\0allow-ssh-from-bastion\0DenyRdp\0\
AllowTagHTTPInbound\0Port_8080\0allow_sql_1433\0AllowMonitoring\0MicrosoftDefenderForCloud-JITRule_\0SecurityCenter-JITRule-\0\
AzureCloud.japaneast\0Storage\0Sql.WestEurope\0AzureMonitor\0to-firewall\0default-route\0rule-01\0nsg-1\0";
