//! Texts as people paste them, short enough to be read at every length.

/// One of each shape.
pub const SAMPLES: [&str; 7] = [
    POWERSHELL,
    RULES_OF_POWERSHELL,
    CLI_JSON,
    EMBEDDED_JSON,
    TABLES,
    YAML,
    QUOTED,
];

const TABLES: &str = r#"> ft Name,Priority
Name       Priority Direction Access Protocol SourceAddr… DestinationPortRange
----       -------- --------- ------ -------- ----------- --------------------
AllowRdpFr      300 Inbound   Allow  Tcp      {10.0.0.0/8 {3389}
omTheVpn                                      , 規}
Cut             310 Inbound   Deny   *        203.0.11... *

受信セキュリティ規則
Name,Priority,Source,Source ports,Destination,Destination ports,Protocol,Access
"a ""b""",300,"10.0.0.0/8, 10.1.0.0/16",*,*,3389,TCP,Allow
Source  State   Address Prefix  Next Hop Type
––––––  ––––––  ––––––––––––––  –––––––––––––
Default Active  10.0.0.0/16 10.1.0.0/16 None
data:    Next hop type   : Internet
data:    Address prefix  : 0.0.0.0/0
Allow	None	Inbound	3389
"#;

const YAML: &str = r#"- access: Allow
  description: 'It''s: "規
    則"'
  destinationAddressPrefix: '*'
  destinationPortRanges:
  - "3389"
  - 22
  direction: Inbound
  name: a
  priority: 300
  protocol: Tcp
  sourceAddressPrefixes: [10.0.0.0/8]
  sourcePortRange: '*'
  tags: {}
securityRules:
  - - name: b
"#;

const QUOTED: &str = "> > \u{feff}Name\u{a0}: x\n> > Access :\u{3000}Deny\n> {“name”: “a”, “priority”: 300, “access”: “Deny”, “direction”: ‘x’}\n\u{1b}[36mname\u{1b}[0m: “–”\n";

const POWERSHELL: &str = r#"PS C:\> Get-AzNetworkSecurityGroup -Name nsg-規則

Name                 : nsg-規則
ResourceGroupName    : rg-demo
Location             : japaneast
Id                   : /subscriptions/1/resourceGroups/rg-demo/providers/Microsoft.Network/networkSecurityGroups/nsg-規則
Etag                 : W/"1"
ProvisioningState    : Succeeded
Tags                 :
FlushConnection      :
SecurityRules        : [
                         {
                           "Name": "allow-rdp",
                           "Etag": "W/\"1\"",
                           "Id": "/subscriptions/1/resourceGroups/rg-demo/providers/Microsoft.Network/networkSecurityGroups/nsg-規則/securityRules/allow-rdp",
                           "Description": "管理用 \u202e",
                           "Protocol": "Tcp",
                           "SourcePortRange": [
                             "*"
                           ],
                           "DestinationPortRange": [
                             "3389"
                           ],
                           "SourceAddressPrefix": [
                             "203.0.113.77/24"
                           ],
                           "DestinationAddressPrefix": [
                             "*"
                           ],
                           "Access": "Allow",
                           "Priority": 300,
                           "Direction": "Inbound",
                           "ProvisioningState": "Succeeded"
                         }
                       ]
DefaultSecurityRules : []
NetworkInterfaces    : []
Subnets              : [
                         {
                           "Id": "/subscriptions/1/resourceGroups/rg-demo/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
                         }
                       ]
"#;

const RULES_OF_POWERSHELL: &str = "PS C:\\> $rules.SecurityRules\r\n\r\nName                     : deny-あ\r\nId                       : /subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg/securityRules/deny-あ\r\nEtag                     :\r\nProvisioningState        : Succeeded\r\nDescription              :\r\nProtocol                 : TCP\r\nSourcePortRange          : {*}\r\nDestinationPortRange     : {22, 80, 443, 8080...}\r\nSourceAddressPrefix      : {10.0.0.0/8, VirtualNetwork}\r\nDestinationAddressPrefix : {*}\r\nAccess                   : Deny\r\nPriority                 : 1000\r\nDirection                : Inbound\r\n\r\nName                     : unsaved\r\nId                       :\r\nEtag                     :\r\nProvisioningState        :\r\nProtocol                 : *\r\nSourcePortRange          : *\r\nDestinationPortRange     : 3389-3390\r\nSourceAddressPrefix      : *\r\nDestinationAddressPrefix : 10.0.0.4\r\nAccess                   : Allow\r\nPriority                 : 70000\r\nDirection                : Inbound\r\n";

const CLI_JSON: &str = r#"$ az network nsg list
[
  {
    "name": "nsg-web",
    "id": "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-web",
    "provisioningState": "Updating",
    "networkInterfaces": null,
    "subnets": [{"id": "/subscriptions/1/x/subnets/s", "resourceGroup": "rg"}],
    "defaultSecurityRules": [],
    "securityRules": [
      {
        "access": "Allow", "description": "\ud83d\ude00 \ud800", "destinationAddressPrefix": "*",
        "destinationAddressPrefixes": [], "destinationPortRange": null,
        "destinationPortRanges": ["22", "3380-3390"], "direction": "Inbound", "name": "rdp",
        "priority": 300, "protocol": "TCP", "provisioningState": "Failed",
        "sourceAddressPrefix": "", "sourceAddressPrefixes": ["2001:db8::/32", "AzureCloud.japaneast"],
        "sourceApplicationSecurityGroups": [{"id": "/subscriptions/1/applicationSecurityGroups/asg"}],
        "sourcePortRange": "*"
      },
      {"name": "x", "priority": "abc", "access": "Maybe", "direction": 7, "protocol": {}, "properties": []}
    ]
  },
]
"#;

const EMBEDDED_JSON: &str = "see 「this」: {\"properties\": {\"securityRules\": [{\"name\": \"a\u{202e}b\", \"properties\": {\"priority\": 1e2, \"access\": \"deny\", \"direction\": \"inbound\", \"protocol\": \"*\", \"sourceAddressPrefix\": \"0.0.0.0/0\", \"destinationAddressPrefix\": \"10.0.0.4-10.0.0.9\", \"sourcePortRange\": \"*\", \"destinationPortRange\": \"3389\"}}, ...]}, \"name\": \"n\"} and more\n\"access\": \"Allow\",\n\"priority\": 5\n}\n";
