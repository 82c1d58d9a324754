//! Commands for the reader to run, in each dialect.

/// A way to talk to Azure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Azure PowerShell, the Az module.
    AzPowerShell,
    /// Azure CLI.
    AzureCli,
    /// The AzureRM module, retired on 29 February 2024.
    AzureRm,
}

impl Dialect {
    /// The current ones first.
    pub const ALL: [Dialect; 3] = [Dialect::AzPowerShell, Dialect::AzureCli, Dialect::AzureRm];

    /// The key in the report.
    pub fn key(self) -> &'static str {
        match self {
            Dialect::AzPowerShell => "az-powershell",
            Dialect::AzureCli => "azure-cli",
            Dialect::AzureRm => "azurerm",
        }
    }
}

/// The command that prints every NSG of a resource group, with what it is attached to.
pub fn list_nsgs(dialect: Dialect, resource_group: &str) -> String {
    let group = argument(resource_group);
    let (command, options) = match dialect {
        Dialect::AzPowerShell => ("Get-AzNetworkSecurityGroup -ResourceGroupName ", ""),
        Dialect::AzureCli => ("az network nsg list --resource-group ", " --output json"),
        Dialect::AzureRm => ("Get-AzureRmNetworkSecurityGroup -ResourceGroupName ", ""),
    };
    [command, &group, options].concat()
}

/// A value in single quotes, so that no character of it means anything to any of the shells. What cannot be a resource group's name
/// stays a placeholder.
fn argument(value: &str) -> String {
    let value = value.trim();
    // Letters of other scripts are names too; what could end a quoted string is ASCII or punctuation.
    let is_name = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '_' | '-' | '.' | '(' | ')')
            || ('\u{3040}'..='\u{9fff}').contains(&c)
    };
    if value.is_empty() || !value.chars().all(is_name) || value.starts_with('-') {
        return "\"<resource-group>\"".to_owned();
    }
    ["'", value, "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_stays_a_placeholder() {
        for bad in ["", "rg; rm -rf /", "a'b", "$(x)", "-g"] {
            let command = list_nsgs(Dialect::AzureCli, bad);
            assert!(
                command.contains("\"<resource-group>\""),
                "{bad:?}: {command}"
            );
        }
        assert!(list_nsgs(Dialect::AzPowerShell, "rg-web.(1)").ends_with("'rg-web.(1)'"));
    }
}
