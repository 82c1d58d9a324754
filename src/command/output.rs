//! The commands that print what this project reads.

use super::documented::NSG_DIAGNOSTICS;
use super::quoting::is_plain;
use super::{Command, Dialect, Values};
use crate::explain::next::{Names, Output};

/// By the order of `Output`.
const COMMANDS: [Command; 8] = [
    Command {
        az: "Get-AzNetworkSecurityGroup -ResourceGroupName <resource-group>",
        cli: "az network nsg list --resource-group <resource-group> --output json",
        azurerm: "",
    },
    Command {
        az: "Get-AzEffectiveNetworkSecurityGroup -NetworkInterfaceName <network-interface> -ResourceGroupName <resource-group>",
        cli: "az network nic list-effective-nsg --name <network-interface> --resource-group <resource-group> --output json",
        azurerm: "",
    },
    Command {
        az: "Get-AzEffectiveRouteTable -NetworkInterfaceName <network-interface> -ResourceGroupName <resource-group>",
        cli: "az network nic show-effective-route-table --name <network-interface> --resource-group <resource-group> --output json",
        azurerm: "",
    },
    Command {
        az: "Get-AzNetworkInterface -Name <network-interface> -ResourceGroupName <resource-group>",
        cli: "az network nic show --name <network-interface> --resource-group <resource-group> --output json",
        azurerm: "",
    },
    Command {
        az: "Get-AzPublicIpAddress -ResourceGroupName <resource-group>",
        cli: "az network public-ip list --resource-group <resource-group> --output json",
        azurerm: "",
    },
    Command {
        az: "Get-AzVM -Status -Name <vm> -ResourceGroupName <resource-group>",
        cli: "az vm show --show-details --name <vm> --resource-group <resource-group> --output json",
        azurerm: "",
    },
    Command {
        az: "Get-AzLoadBalancer -ResourceGroupName <resource-group>",
        cli: "az network lb list --resource-group <resource-group> --output json",
        azurerm: "",
    },
    NSG_DIAGNOSTICS,
];

impl Output {
    /// The command that prints it, for any shell: names that are not known, or that need the quotes of one shell, stay
    /// placeholders.
    pub fn command(self, dialect: Dialect, names: &Names) -> String {
        let mut values = Values::default();
        values.say_stand_ins(names.stand_ins);
        for (placeholder, name) in [
            ("resource-group", &names.resource_group),
            ("network-interface", &names.network_interface),
            ("vm", &names.virtual_machine),
            ("rg", &names.resource_group),
            ("client", &names.client),
            ("ip", &names.address),
            ("port", &names.port),
        ] {
            if is_plain(name.trim()) {
                values.set(placeholder, name);
            }
        }
        // What AzureRM does not have, only Az has.
        let dialects = [dialect, Dialect::AzPowerShell].into_iter();
        let command = COMMANDS.get(self as usize);
        let mut texts = dialects.filter_map(|dialect| command?.text(dialect, &values));
        texts.next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(output: Output, dialect: Dialect, group: &str, interface: &str) -> String {
        let names = Names {
            resource_group: group.to_owned(),
            network_interface: interface.to_owned(),
            virtual_machine: "vm1".to_owned(),
            ..Names::default()
        };
        output.command(dialect, &names)
    }

    #[test]
    fn every_output_has_its_own_command() {
        for (output, part) in [
            (Output::NetworkSecurityGroups, "nsg list "),
            (Output::EffectiveRules, "list-effective-nsg "),
            (Output::EffectiveRoutes, "show-effective-route-table "),
            (Output::NetworkInterface, "nic show "),
            (Output::PublicIps, "public-ip list "),
            (Output::VirtualMachine, "vm show "),
            (Output::LoadBalancers, "lb list "),
            (Output::NsgDiagnostics, "run-configuration-diagnostic "),
        ] {
            let text = command(output, Dialect::AzureCli, "rg", "nic1");
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_stays_a_placeholder() {
        for bad in ["", "rg; rm -rf /", "a'b", "$(x)", "-g", "a\nb"] {
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
