//! What the command above lone rules says of them: whose they are, and whether it left others out.

use super::command_line::{group_of, value_of};
use super::found::BareRule;
use crate::azure::ResourceId;

/// The command that lone rules stand below.
#[derive(Debug, Default)]
pub struct RulesCommand {
    /// The NSG that it names.
    pub group: Option<ResourceId>,
    /// Whether it prints only some of the NSG's rules. A list of one direction is whole.
    pub is_filtered: bool,
}

impl RulesCommand {
    /// Reads a whole command.
    pub fn of(line: &str) -> Self {
        let in_small = line.to_ascii_lowercase();
        RulesCommand {
            group: named_group(line, &in_small),
            is_filtered: is_filtered(&in_small),
        }
    }

    /// Gives a rule that does not say whose it is to the NSG that the command names. `false` when it names none.
    pub fn name(&self, bare: &mut BareRule) -> bool {
        let is_named = bare.group.is_none() && !bare.is_admin && self.group.is_some();
        if is_named {
            bare.group.clone_from(&self.group);
        }
        is_named
    }
}

fn named_group(line: &str, in_small: &str) -> Option<ResourceId> {
    let name = match value_of(line, &["--nsg-name", "-networksecuritygroupname"]) {
        "" => {
            // Not the option of that name.
            let mut owners = [
                "aznetworksecuritygroup ",
                "rmnetworksecuritygroup ",
                "network nsg show ",
            ]
            .iter();
            let at = owners.find_map(|owner| in_small.find(owner))?;
            let command = line.get(at..)?.split('|').next()?;
            value_of(command, &["-name", "--name", "-n"])
        }
        name => name,
    };
    if name.is_empty() {
        return None;
    }
    Some(ResourceId::of_named_nsg(group_of(line), name))
}

fn is_filtered(in_small: &str) -> bool {
    const SINGLE: [&str; 3] = ["nsg rule create", "nsg rule update", "nsg rule show"];
    // What is chosen before the rules are printed are NSGs.
    let rest = in_small.rsplit("securityrule").next().unwrap_or("");
    let mut parts = rest.split('|');
    let command = parts.next().unwrap_or("");
    SINGLE.iter().any(|it| in_small.contains(it))
        || command.starts_with("config ") && command.contains(" -name ")
        || rest.split("[?").skip(1).any(|it| {
            let condition = it.split(']').next().unwrap_or("");
            !is_of_direction(condition, ["&&", "||"])
        })
        || rest.split('[').skip(1).any(|it| {
            // `[0]`, `[:3]`, `[-1]`
            it.starts_with(|c: char| matches!(c, '0'..='9' | ':' | '-'))
        })
        || [".where(", "select("].iter().any(|it| rest.contains(it))
        || parts.any(|part| {
            let part = part.trim_start();
            let word = part.split([' ', '{', '(']).next().unwrap_or("");
            match word {
                "where-object" | "where" | "?" => !is_of_direction(part, ["-and", "-or"]),
                "select-object" | "select" => [" -first", " -last", " -skip", " -index"]
                    .iter()
                    .any(|it| part.contains(it)),
                "head" | "tail" | "grep" | "egrep" | "findstr" | "select-string" | "sls" => true,
                _ => false,
            }
        })
}

/// Whether a condition asks for nothing but a direction.
fn is_of_direction(condition: &str, joins: [&str; 2]) -> bool {
    condition.contains("direction") && !joins.iter().any(|it| condition.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_says_whose_rules_it_prints() {
        const PROVIDER: &str = "/providers/Microsoft.Network/networkSecurityGroups/";
        for (line, group) in [
            (
                "$ az network nsg rule list -g rg --nsg-name a -o table",
                "/resourceGroups/rg",
            ),
            ("az network nsg rule list --nsg-name=a", ""),
            (
                "az network nsg show -n a --resource-group \"rg\" --query securityRules",
                "/resourceGroups/rg",
            ),
            (
                "PS C:\\> (Get-AzNetworkSecurityGroup -ResourceGroupName rg -Name 'a').SecurityRules | ft",
                "/resourceGroups/rg",
            ),
            (
                "Get-AzureRmNetworkSecurityGroup -Name a | Get-AzureRmNetworkSecurityRuleConfig -Name b",
                "",
            ),
        ] {
            let id = RulesCommand::of(line).group.expect(line);
            assert_eq!(id.as_str(), [group, PROVIDER, "a"].concat(), "{line}");
        }
        for line in [
            "Get-AzNetworkSecurityGroup -Name $name | Get-AzNetworkSecurityRuleConfig",
            "Get-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name b",
            "az network nsg rule list --ids x -n b",
        ] {
            assert_eq!(RulesCommand::of(line).group, None, "{line}");
        }
    }

    #[test]
    fn a_command_that_filters_leaves_rules_out() {
        for line in [
            "az network nsg rule list --query \"[?access=='Allow']\"",
            "az network nsg rule list --query \"[?direction=='Inbound' && access=='Allow'].{Name:name}\"",
            "az network nsg show -n a --query \"securityRules[?priority<`300`]\"",
            "az network nsg rule list --query \"[0]\"",
            "az network nsg rule list -o table | grep 3389",
            "az network nsg rule create -n a",
            "az network nsg rule show -n a",
            "$nsg.SecurityRules | Where-Object { $_.Access -eq 'Allow' }",
            "$nsg.SecurityRules | ? Access -eq Allow | ft",
            "$nsg.SecurityRules | ?{ $_.Access -eq 'Allow' }",
            "$nsg.SecurityRules | select -First 1",
            "$nsg.SecurityRules | ft | Out-String -Stream | Select-String Rdp",
            "Get-AzNetworkSecurityGroup -Name a | Get-AzNetworkSecurityRuleConfig -Name b",
        ] {
            assert!(RulesCommand::of(line).is_filtered, "{line}");
        }
        for line in [
            "az network nsg rule list --nsg-name a --query \"[].{Name:name}\" -o table",
            "az network nsg rule list --query \"[?direction=='Inbound'].{Name:name}\"",
            "az network nsg list --query \"[?name=='a'].securityRules[]\"",
            "$nsg.SecurityRules | Where-Object { $_.Direction -eq 'Inbound' } | Sort-Object Priority | ft",
            "$nsg.SecurityRules | select Name, Priority | ft",
            "Get-AzNetworkSecurityGroup | Where-Object Name -eq a | Get-AzNetworkSecurityRuleConfig | ft",
            "Get-AzNetworkSecurityGroup -Name a | Get-AzNetworkSecurityRuleConfig | Select-Object Name",
        ] {
            assert!(!RulesCommand::of(line).is_filtered, "{line}");
        }
    }
}
