//! What is pasted: NSGs, a network interface, a VM and its health, routes.

pub const ALLOW: &str = r#""name": "AllowRdp", "priority": 300, "access": "Allow", "sourceAddressPrefix": "*", "destinationPortRange": "3389""#;
pub const ALLOW_80: &str = r#""name": "AllowWeb", "priority": 300, "access": "Allow", "sourceAddressPrefix": "*", "destinationPortRange": "80""#;
pub const ALLOW_OTHERS: &str = r#""name": "AllowRdp", "priority": 300, "access": "Allow", "sourceAddressPrefix": "198.51.100.0/24", "destinationPortRange": "3389""#;
pub const DENY: &str = r#""name": "DenyRdp", "priority": 200, "access": "Deny", "sourceAddressPrefix": "*", "destinationPortRange": "3389""#;
pub const DENY_JIT: &str = r#""name": "MicrosoftDefenderForCloud-JITRule_-1_0123456789abcdef0123456789abcdef", "priority": 4096, "access": "Deny", "sourceAddressPrefix": "*", "destinationPortRange": "3389""#;
pub const ADMIN_DENY: &str = r#"{"skipToken": "", "value": [{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkManagers/nm/securityAdminConfigurations/c/ruleCollections/c/rules/company-rdp", "kind": "Custom", "access": "Deny", "direction": "Inbound", "priority": 10, "protocol": "Tcp", "sourcePortRanges": ["0-65535"], "destinationPortRanges": ["3389"], "sources": [{"addressPrefix": "*", "addressPrefixType": "IPPrefix"}], "destinations": [{"addressPrefix": "*", "addressPrefixType": "IPPrefix"}], "provisioningState": "Succeeded"}]}"#;
pub const FORCED_TUNNELLING: &str = "Source   State    Address Prefix  Next Hop Type          Next Hop IP\n-------  -------  --------------  ---------------------  -----------\nDefault  Active   10.0.0.0/16     VnetLocal\nDefault  Invalid  0.0.0.0/0       Internet\nUser     Active   0.0.0.0/0       VirtualNetworkGateway\n";
pub const ROUTES: &str = "Source   State    Address Prefix  Next Hop Type          Next Hop IP\n-------  -------  --------------  ---------------------  -----------\nDefault  Active   10.0.0.0/16     VnetLocal\nDefault  Active   0.0.0.0/0       Internet\n";
pub const SERVICE_STOPPED: &str = "Status   Name               DisplayName\n------   ----               -----------\nStopped  TermService        Remote Desktop Services\n";
pub const ACL: &str = r#"<ConfigurationSet i:type="NetworkConfigurationSet"><ConfigurationSetType>NetworkConfiguration</ConfigurationSetType><InputEndpoints><InputEndpoint><LocalPort>3389</LocalPort><Name>Remote Desktop</Name><Port>55919</Port><Protocol>tcp</Protocol><Vip>191.236.114.223</Vip><EnableDirectServerReturn>false</EnableDirectServerReturn><EndpointAcl><Rules><Rule><Order>0</Order><Action>permit</Action><RemoteSubnet>198.51.100.0/24</RemoteSubnet></Rule></Rules></EndpointAcl></InputEndpoint></InputEndpoints></ConfigurationSet>"#;

pub const NIC: &str =
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic1";
pub const SUBNET: &str =
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/web";

fn nsg(name: &str, places: &str, rules: &[&str]) -> String {
    let rules: Vec<String> = rules
        .iter()
        .map(|rule| {
            format!(r#"{{{rule}, "direction": "Inbound", "protocol": "Tcp", "sourcePortRange": "*", "destinationAddressPrefix": "*"}}"#)
        })
        .collect();
    let rules = rules.join(",");
    format!(
        r#"{{"name": "{name}", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/{name}", {places}, "securityRules": [{rules}]}}"#
    )
}

pub fn on_nic(rules: &[&str]) -> String {
    let places = format!(r#""networkInterfaces": [{{"id": "{NIC}"}}], "subnets": null"#);
    nsg("nsg-nic", &places, rules)
}

pub fn on_subnet(rules: &[&str]) -> String {
    let places = format!(r#""networkInterfaces": null, "subnets": [{{"id": "{SUBNET}"}}]"#);
    nsg("nsg-subnet", &places, rules)
}

pub fn interface(public_ip: &str) -> String {
    format!(
        r#"{{"name": "nic1", "id": "{NIC}", "type": "Microsoft.Network/networkInterfaces", "networkSecurityGroup": null, "virtualMachine": {{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1"}}, "primary": true, "ipConfigurations": [{{"name": "ip1", "primary": true, "privateIPAddress": "10.0.0.4", "publicIPAddress": {public_ip}, "loadBalancerInboundNatRules": null, "loadBalancerBackendAddressPools": null, "subnet": {{"id": "{SUBNET}"}}}}]}}"#
    )
}

pub fn vm(state: &str) -> String {
    format!(
        r#"{{"name": "vm1", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1", "type": "Microsoft.Compute/virtualMachines", "provisioningState": "Succeeded", "hardwareProfile": {{"vmSize": "Standard_B2s"}}, "instanceView": {{"statuses": [{{"code": "PowerState/{state}", "displayStatus": "VM {state}"}}]}}, "networkProfile": {{"networkInterfaces": [{{"id": "{NIC}", "primary": true}}]}}}}"#
    )
}

pub fn health(state: &str, reason: &str) -> String {
    format!(
        r#"{{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1/providers/Microsoft.ResourceHealth/availabilityStatuses/current", "name": "current", "type": "Microsoft.ResourceHealth/AvailabilityStatuses", "properties": {{"availabilityState": "{state}", "summary": "", "reasonType": "Unplanned", "reasonChronicity": "{reason}"}}}}"#
    )
}
