//! How each dialect writes the rules of a network security group.

/// The parts of the commands of one shell.
pub struct Language {
    /// Comes first.
    pub start: &'static str,
    /// Adds a rule; its fields follow.
    pub add: &'static str,
    /// Changes a rule; the fields that change follow.
    pub set: &'static str,
    /// Those fields.
    pub set_fields: &'static str,
    /// Deletes a rule.
    pub remove: &'static str,
    /// Between two changes.
    pub between: &'static str,
    /// Comes last.
    pub end: &'static str,
    /// What a rule says.
    pub fields: &'static str,
    /// Creates an NSG; the fields of its rule follow.
    pub new_group: &'static str,
    /// Attaches it.
    pub attach: &'static str,
}

/// One pipeline, so that all changes are saved together: without the last cmdlet nothing is. A rule is changed in place:
/// `Set-AzNetworkSecurityRuleConfig` would lose all that it is not told, a description too, which effective rules do not
/// even show (fix-catalogue NSG-REORDER).
pub const POWERSHELL: Language = Language {
    start: "Get-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <rg> |\n  ",
    add: "Add-AzNetworkSecurityRuleConfig -Name <rule>",
    set: "ForEach-Object {\n    $rule = $_.SecurityRules | Where-Object Name -EQ <rule>\n    ",
    set_fields: "«$rule.Priority = <priority>\n    »«$rule.Protocol = <protocol>\n    »«$rule.SourceAddressPrefix = [string[]](<sources>)\n    »«$rule.SourcePortRange = [string[]](<source-ports>)\n    »«$rule.DestinationAddressPrefix = [string[]](<destinations>)\n    »«$rule.DestinationPortRange = [string[]](<destination-ports>)\n    »$_ }",
    remove: "Remove-AzNetworkSecurityRuleConfig -Name <rule>",
    between: " |\n  ",
    end: " |\n  Set-AzNetworkSecurityGroup",
    fields: " -Access <access> -Protocol <protocol> -Direction <direction> -Priority <priority> -SourceAddressPrefix <sources> -SourcePortRange <source-ports> -DestinationAddressPrefix <destinations> -DestinationPortRange <destination-ports>",
    new_group: "$nic = Get-AzNetworkInterface -Name <nic> -ResourceGroupName <rg>\n$rule = New-AzNetworkSecurityRuleConfig -Name <rule>",
    attach: "\n$nic.NetworkSecurityGroup = New-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <rg> -Location $nic.Location -SecurityRules $rule\nSet-AzNetworkInterface -NetworkInterface $nic",
};

const CLI_FIELDS: &str = "« --priority <priority>»« --direction <direction>»« --access <access>»« --protocol <protocol>»« --source-address-prefixes <sources>»« --source-port-ranges <source-ports>»« --destination-address-prefixes <destinations>»« --destination-port-ranges <destination-ports>»";

/// Ports and protocol are always given to a new rule: left out they are 80 and any (fix-catalogue NSG-ALLOW).
pub const CLI: Language = Language {
    start: "",
    add: "az network nsg rule create -g <rg> --nsg-name <nsg> -n <rule>",
    set: "az network nsg rule update -g <rg> --nsg-name <nsg> -n <rule>",
    set_fields: CLI_FIELDS,
    remove: "az network nsg rule delete -g <rg> --nsg-name <nsg> -n <rule>",
    between: "\n",
    end: "",
    fields: CLI_FIELDS,
    new_group: "az network nsg create -g <rg> -n <nsg> -l <loc>\naz network nsg rule create -g <rg> --nsg-name <nsg> -n <rule>",
    attach: "\naz network nic update -g <rg> -n <nic> --network-security-group <nsg>",
};

/// A resource of a Resource Manager template. Like all that follows it is for a new rule, which has one prefix and one range
/// in each place.
pub const JSON: &str = r#"{
  "type": "Microsoft.Network/networkSecurityGroups/securityRules",
  "apiVersion": "2024-05-01",
  "name": <nsg>/<rule>,
  "properties": {
    "priority": <priority>,
    "direction": <direction>,
    "access": <access>,
    "protocol": <protocol>,
    "sourceAddressPrefix": <sources>,
    "sourcePortRange": <source-ports>,
    "destinationAddressPrefix": <destinations>,
    "destinationPortRange": <destination-ports>
  }
}"#;

/// The NSG is there already.
pub const BICEP: &str =
    "resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: <nsg>
}

resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: <rule>
  properties: {
    priority: <priority>
    direction: <direction>
    access: <access>
    protocol: <protocol>
    sourceAddressPrefix: <sources>
    sourcePortRange: <source-ports>
    destinationAddressPrefix: <destinations>
    destinationPortRange: <destination-ports>
  }
}";

/// A resource of the provider azurerm.
pub const TERRAFORM: &str = r#"resource "azurerm_network_security_rule" "rdp" {
  name = <rule>
  resource_group_name = <rg>
  network_security_group_name = <nsg>
  priority = <priority>
  direction = <direction>
  access = <access>
  protocol = <protocol>
  source_address_prefix = <sources>
  source_port_range = <source-ports>
  destination_address_prefix = <destinations>
  destination_port_range = <destination-ports>
}"#;
