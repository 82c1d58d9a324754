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

/// The id of an application security group, which may be in another resource group than the NSG.
macro_rules! group_id {
    ($name: literal) => {
        concat!(
            "/subscriptions/<sub>/resourceGroups/<asg-rg>/providers/Microsoft.Network/applicationSecurityGroups/<",
            $name,
            ">"
        )
    };
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
    fields: concat!(
        "« -Description <description>» -Access <access> -Protocol <protocol> -Direction <direction> -Priority <priority>",
        "« -SourceAddressPrefix <sources>»« -SourceApplicationSecurityGroupId ",
        group_id!("source-asgs"),
        "» -SourcePortRange <source-ports>« -DestinationAddressPrefix <destinations>»« -DestinationApplicationSecurityGroupId ",
        group_id!("destination-asgs"),
        "» -DestinationPortRange <destination-ports>"
    ),
    new_group: "$nic = Get-AzNetworkInterface -Name <nic> -ResourceGroupName <rg>\n$rule = New-AzNetworkSecurityRuleConfig -Name <rule>",
    attach: "\n$nic.NetworkSecurityGroup = New-AzNetworkSecurityGroup -Name <nsg> -ResourceGroupName <rg> -Location $nic.Location -SecurityRules $rule\nSet-AzNetworkInterface -NetworkInterface $nic",
};

const CLI_FIELDS: &str = concat!(
    "« --priority <priority>»« --direction <direction>»« --access <access>»« --protocol <protocol>»",
    "« --source-address-prefixes <sources>»« --source-asgs ",
    group_id!("source-asgs"),
    "»« --source-port-ranges <source-ports>»« --destination-address-prefixes <destinations>»« --destination-asgs ",
    group_id!("destination-asgs"),
    "»« --destination-port-ranges <destination-ports>»"
);

/// Ports and protocol are always given to a new rule: left out they are 80 and any (fix-catalogue NSG-ALLOW).
pub const CLI: Language = Language {
    start: "",
    add: "az network nsg rule create -g <rg> --nsg-name <nsg> -n <rule>« --description <description>»",
    set: "az network nsg rule update -g <rg> --nsg-name <nsg> -n <rule>",
    set_fields: CLI_FIELDS,
    remove: "az network nsg rule delete -g <rg> --nsg-name <nsg> -n <rule>",
    between: "\n",
    end: "",
    fields: CLI_FIELDS,
    new_group: "az network nsg create -g <rg> -n <nsg> -l <loc>\naz network nsg rule create -g <rg> --nsg-name <nsg> -n <rule>« --description <description>»",
    attach: "\naz network nic update -g <rg> -n <nic> --network-security-group <nsg>",
};

/// A new rule of a classic NSG, which is saved at once, and has one prefix and one range in each place.
pub const CLASSIC: &str = "Get-AzureNetworkSecurityGroup -Name <nsg> |
  Set-AzureNetworkSecurityRule -Name <rule> -Type <direction> -Priority <priority> -Action <access> -Protocol <protocol> -SourceAddressPrefix <sources> -SourcePortRange <source-ports> -DestinationAddressPrefix <destinations> -DestinationPortRange <destination-ports>";

/// A resource of a Resource Manager template.
pub const JSON: &str = concat!(
    r#"{
  "type": "Microsoft.Network/networkSecurityGroups/securityRules",
  "apiVersion": "2024-05-01",
  "name": <nsg>/<rule>,
  "properties": {
«    "description": <description>,
»    "priority": <priority>,
    "direction": <direction>,
    "access": <access>,
«    "sourceAddressPrefix": <source>,
»«    "sourceAddressPrefixes": [<sources>],
»«    "sourceApplicationSecurityGroups": [{ "id": "#,
    group_id!("source-asgs"),
    r#" }],
»«    "sourcePortRange": <source-port>,
»«    "sourcePortRanges": [<source-ports>],
»«    "destinationAddressPrefix": <destination>,
»«    "destinationAddressPrefixes": [<destinations>],
»«    "destinationApplicationSecurityGroups": [{ "id": "#,
    group_id!("destination-asgs"),
    r#" }],
»«    "destinationPortRange": <destination-port>,
»«    "destinationPortRanges": [<destination-ports>],
»    "protocol": <protocol>
  }
}"#
);

/// The NSG is there already.
pub const BICEP: &str = concat!(
    "resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' existing = {
  name: <nsg>
}

resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01' = {
  parent: nsg
  name: <rule>
  properties: {
«    description: <description>
»    priority: <priority>
    direction: <direction>
    access: <access>
    protocol: <protocol>
«    sourceAddressPrefix: <source>
»«    sourceAddressPrefixes: [<sources>]
»«    sourceApplicationSecurityGroups: [{ id: ",
    group_id!("source-asgs"),
    " }]
»«    sourcePortRange: <source-port>
»«    sourcePortRanges: [<source-ports>]
»«    destinationAddressPrefix: <destination>
»«    destinationAddressPrefixes: [<destinations>]
»«    destinationApplicationSecurityGroups: [{ id: ",
    group_id!("destination-asgs"),
    " }]
»«    destinationPortRange: <destination-port>
»«    destinationPortRanges: [<destination-ports>]
»  }
}"
);

/// A resource of the provider azurerm.
pub const TERRAFORM: &str = concat!(
    r#"resource "azurerm_network_security_rule" "rdp" {
  name = <rule>
  resource_group_name = <rg>
  network_security_group_name = <nsg>
«  description = <description>
»  priority = <priority>
  direction = <direction>
  access = <access>
  protocol = <protocol>
«  source_address_prefix = <source>
»«  source_address_prefixes = [<sources>]
»«  source_application_security_group_ids = ["#,
    group_id!("source-asgs"),
    r#"]
»«  source_port_range = <source-port>
»«  source_port_ranges = [<source-ports>]
»«  destination_address_prefix = <destination>
»«  destination_address_prefixes = [<destinations>]
»«  destination_application_security_group_ids = ["#,
    group_id!("destination-asgs"),
    "]
»«  destination_port_range = <destination-port>
»«  destination_port_ranges = [<destination-ports>]
»}"
);
