//! Commands for the reader to run, in each dialect.

pub mod template;
pub mod values;

pub use template::Command;
pub use values::Values;

use crate::explain::next::{Names, Output};

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

impl Output {
    /// The command that prints it. Names that are not known stay placeholders.
    pub fn command(self, dialect: Dialect, names: &Names) -> String {
        use Dialect::{AzPowerShell, AzureCli};
        let group = argument(&names.resource_group, "<resource-group>");
        let interface = argument(&names.network_interface, "<network-interface>");
        let machine = argument(&names.virtual_machine, "<vm>");
        // What the command is called, and the option for the name of the network interface or VM, if it has one.
        let (command, option) = match (self, dialect) {
            (Output::NetworkSecurityGroups, AzureCli) => ("az network nsg list", ""),
            (Output::EffectiveRules, AzureCli) => ("az network nic list-effective-nsg", " --name "),
            (Output::EffectiveRoutes, AzureCli) => {
                ("az network nic show-effective-route-table", " --name ")
            }
            (Output::NetworkInterface, AzureCli) => ("az network nic show", " --name "),
            (Output::PublicIps, AzureCli) => ("az network public-ip list", ""),
            (Output::VirtualMachine, AzureCli) => ("az vm show --show-details", " --name "),
            (Output::LoadBalancers, AzureCli) => ("az network lb list", ""),
            (Output::NetworkSecurityGroups, _) => ("NetworkSecurityGroup", ""),
            (Output::EffectiveRules, _) => {
                ("EffectiveNetworkSecurityGroup", " -NetworkInterfaceName ")
            }
            (Output::EffectiveRoutes, _) => ("EffectiveRouteTable", " -NetworkInterfaceName "),
            (Output::NetworkInterface, _) => ("NetworkInterface", " -Name "),
            (Output::PublicIps, _) => ("PublicIpAddress", ""),
            (Output::VirtualMachine, _) => ("VM -Status", " -Name "),
            (Output::LoadBalancers, _) => ("LoadBalancer", ""),
        };
        let (verb, group_option, end) = match dialect {
            AzureCli => ("", " --resource-group ", " --output json"),
            AzPowerShell => ("Get-Az", " -ResourceGroupName ", ""),
            Dialect::AzureRm => ("Get-AzureRm", " -ResourceGroupName ", ""),
        };
        let name = match self {
            Output::VirtualMachine => machine,
            _ if option.is_empty() => String::new(),
            _ => interface,
        };
        [verb, command, option, &name, group_option, &group, end].concat()
    }
}

/// A value in double quotes, the only ones that bash, PowerShell and cmd.exe all know, and without any character that
/// means something inside them. What cannot be a name stays a placeholder.
fn argument(value: &str, placeholder: &str) -> String {
    let value = value.trim();
    // Letters of other scripts are names too; what could end a quoted string is ASCII or punctuation.
    let is_name = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '_' | '-' | '.' | '(' | ')')
            || ('\u{3040}'..='\u{9fff}').contains(&c)
    };
    let is_name = !value.is_empty() && value.chars().all(is_name) && !value.starts_with('-');
    let value = if is_name { value } else { placeholder };
    ["\"", value, "\""].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(output: Output, dialect: Dialect, group: &str, interface: &str) -> String {
        let names = Names {
            resource_group: group.to_owned(),
            network_interface: interface.to_owned(),
            virtual_machine: "vm1".to_owned(),
        };
        output.command(dialect, &names)
    }

    #[test]
    fn what_is_no_name_stays_a_placeholder() {
        for bad in ["", "rg; rm -rf /", "a'b", "$(x)", "-g"] {
            assert_eq!(
                command(Output::NetworkSecurityGroups, Dialect::AzureCli, bad, ""),
                "az network nsg list --resource-group \"<resource-group>\" --output json"
            );
        }
    }

    #[test]
    fn known_names_are_filled_in() {
        assert_eq!(
            command(
                Output::EffectiveRoutes,
                Dialect::AzureRm,
                "rg-web.(1)",
                "nic1"
            ),
            "Get-AzureRmEffectiveRouteTable -NetworkInterfaceName \"nic1\" -ResourceGroupName \"rg-web.(1)\""
        );
        assert_eq!(
            command(Output::EffectiveRules, Dialect::AzureCli, "rg", "nic1"),
            "az network nic list-effective-nsg --name \"nic1\" --resource-group \"rg\" --output json"
        );
    }
}
