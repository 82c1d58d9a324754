//! Which tool a text comes from: its reader has that one at hand.

use super::Dialect;

/// What only that tool writes, in the order in which it is looked for. The portal has no dialect.
const SIGNS: [(&str, Option<Dialect>); 12] = [
    ("et-AzureRm", Some(Dialect::AzureRm)),
    ("et-Az", Some(Dialect::AzPowerShell)),
    ("azurerm_", Some(Dialect::Terraform)),
    ("Groups@20", Some(Dialect::Bicep)),
    ("az network ", Some(Dialect::AzureCli)),
    ("ResourceGroupName", Some(Dialect::AzPowerShell)),
    // `Name    : DenyRdp`, a list of PowerShell.
    ("  : ", Some(Dialect::AzPowerShell)),
    ("security rules", None),
    ("port rules", None),
    // Its list of rules: 優先度.
    ("Priority\tName\tPort\t", None),
    ("優先度\t", None),
    ("ポートの規則", None),
];

/// The dialect of the text, or of whom nothing is known: that of the Azure CLI, which needs nothing installed.
pub fn written_for(text: &str) -> Option<Dialect> {
    // What gives a tool away stands at the beginning.
    const LOOKED_AT: usize = 20_000;
    let (text, _) = text.split_at(text.floor_char_boundary(LOOKED_AT));
    let found = SIGNS.iter().find(|(sign, _)| text.contains(sign));
    found.map_or(Some(Dialect::AzureCli), |(_, dialect)| *dialect)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_is_known_by_what_it_prints() {
        let cases = [
            (
                "PS> Get-AzureRmNetworkSecurityGroup\n\nName : a",
                Some(Dialect::AzureRm),
            ),
            (
                "PS> Get-AzNetworkSecurityGroup",
                Some(Dialect::AzPowerShell),
            ),
            (
                "Name                     : DenyRdp",
                Some(Dialect::AzPowerShell),
            ),
            (
                "{\"ResourceGroupName\": \"rg\"}",
                Some(Dialect::AzPowerShell),
            ),
            ("{\"resourceGroup\": \"rg\"}", Some(Dialect::AzureCli)),
            (
                "resource \"azurerm_network_security_rule\" \"a\" {",
                Some(Dialect::Terraform),
            ),
            (
                "resource a 'Microsoft.Network/networkSecurityGroups@2023-04-01' = {",
                Some(Dialect::Bicep),
            ),
            ("nsg-web | Inbound security rules", None),
            (
                "Priority\tName\tPort\tProtocol\tSource\tDestination\tAction",
                None,
            ),
            ("", Some(Dialect::AzureCli)),
        ];
        for (text, dialect) in cases {
            assert_eq!(written_for(text), dialect, "{text}");
        }
    }
}
