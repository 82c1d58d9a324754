//! What the command or the title above lone rules or routes says of them: whose they are, and whether it left others out.

use super::command_line::{group_of, in_id, interface_of, is_of_interface, value_of};
use super::found::BareRule;
use super::letters::{ENGLISH, Letter, OF_A_WORD, one_of};
use super::loose_rules::Loose;
use crate::azure::ResourceId;

/// What stands above lone rules or routes.
#[derive(Debug, Default)]
pub struct Above {
    /// A command that goes on in the next line.
    begun: String,
    command: RulesCommand,
    /// The NSGs and network interfaces that variables hold.
    known: Vec<(String, ResourceId)>,
    /// How many commands there were.
    pub commands: usize,
}

/// A command that prints rules or routes.
#[derive(Debug, Default)]
struct RulesCommand {
    /// The NSG or the network interface that it names.
    of: Option<ResourceId>,
    /// Its variables, each behind a `$`.
    variables: String,
    /// Whether it prints only some of the NSG's rules. A list of one direction is whole.
    is_filtered: bool,
}

impl Above {
    /// Whether a line is a command, or goes on with one.
    pub fn is_command(&self, line: &str) -> bool {
        const SIGNS: [&str; 4] = ["-Az", "az ", ".SecurityRules", "nsg rule "];
        let behind_prompt = line.split_once("> ").map_or(line, |(_, behind)| behind);
        let variable = behind_prompt.trim_start().strip_prefix('$');
        self.is_begun()
            || SIGNS.iter().any(|it| line.contains(it))
            || variable.is_some_and(|it| it.starts_with(ENGLISH) && !it.contains('='))
    }

    /// Whether a command goes on in the next line.
    pub fn is_begun(&self) -> bool {
        !self.begun.is_empty()
    }

    /// Takes in such a line. Gives the command when it is whole.
    pub fn take(&mut self, line: &str) -> Option<String> {
        let line = line.trim();
        let before_mark = line.strip_suffix(one_of("`\\"));
        self.begun.push(' ');
        self.begun.push_str(before_mark.unwrap_or(line));
        if before_mark.is_some() || line.ends_with('|') && !line.starts_with('|') {
            return None;
        }
        let whole = std::mem::take(&mut self.begun);
        // Each rule below is held against it.
        const LONGEST: usize = 2_000;
        self.learn(
            whole
                .get(..whole.floor_char_boundary(LONGEST))
                .unwrap_or(""),
        );
        Some(whole)
    }

    fn learn(&mut self, line: &str) {
        // More than anybody pastes.
        const MOST_VARIABLES: usize = 50;
        let mut command = RulesCommand::read(line);
        self.commands += 1;
        let assigned = line.split_once('=').and_then(|(before, _)| {
            let mut last = "";
            for word in before.split_whitespace() {
                last = word;
            }
            last.starts_with('$').then(|| variables(last).pop())?
        });
        if let Some(name) = &assigned {
            self.known.retain(|known| known.0 != *name);
        }
        if command.of.is_none() {
            let is_used = |known: &&(String, ResourceId)| {
                (command.variables.split('$')).any(|own| own == known.0)
            };
            command.of = self.known.iter().find(is_used).map(|(_, id)| id.clone());
        }
        if let (Some(name), Some(id)) = (assigned, &command.of)
            && self.known.len() < MOST_VARIABLES
        {
            self.known.push((name, id.clone()));
        }
        self.command = command;
    }

    /// Takes in a line in case it is a title that tells one list of rules from another: `### nsg-web (inbound)`, `After:`.
    /// A command says more.
    pub fn take_title(&mut self, line: &str) {
        const LONGEST: usize = 100;
        let line = line.trim();
        let is_title = line.len() <= LONGEST
            && (line.starts_with(one_of("#*=")) || line.ends_with(one_of(":：")));
        let is_below_command = self.of(NSG).is_some()
            || self.command.is_filtered
            || !self.command.variables.is_empty();
        if !is_title || is_below_command {
            return;
        }
        let is_end: Letter = |c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.');
        let (mut own, mut tells) = (Vec::new(), false);
        for word in line.split(is_end) {
            let is = |list: &str| list.split(' ').any(|it| it.eq_ignore_ascii_case(word));
            tells |= is(OF_WHAT);
            if word.to_ascii_lowercase().contains("nsg") && word.len() > 3 {
                tells = true;
                self.command.of = Some(ResourceId::of_named(NSG, "", word));
            }
            if word.contains(OF_A_WORD) && !is(OF_ANY_LIST) {
                own.push(word.to_ascii_lowercase());
            }
        }
        if tells {
            self.command.variables = own.join("$");
        }
    }

    /// What comes now is not directly below it.
    pub fn leave(&mut self) {
        self.command = RulesCommand::default();
    }

    /// Whether it prints only some of the NSG's rules.
    pub fn is_filtered(&self) -> bool {
        self.command.is_filtered
    }

    /// The variables of a command that does not name the NSG.
    pub fn variables(&self) -> &str {
        match self.of(NSG) {
            None => &self.command.variables,
            Some(_) => "",
        }
    }

    /// Whether the rules below it are of another variable than these.
    pub fn is_of_another(&self, last: &Loose) -> bool {
        let variables = self.variables();
        !variables.is_empty() && variables != last.variables && !last.group.rules.is_empty()
    }

    /// Gives a rule that does not say whose it is to the NSG that the command names. `false` when it names none.
    pub fn name(&self, bare: &mut BareRule) -> bool {
        let group = self.of(NSG);
        let is_named = bare.group.is_none() && !bare.is_admin && group.is_some();
        if is_named {
            bare.group = group.cloned();
        }
        is_named
    }

    /// The network interface that the command names.
    pub fn interface(&self) -> Option<&ResourceId> {
        self.of(NIC)
    }

    fn of(&self, kind: &str) -> Option<&ResourceId> {
        let of = self.command.of.as_ref();
        of.filter(|id| id.segment(kind).is_some())
    }
}

const NSG: &str = "networkSecurityGroups";
const NIC: &str = "networkInterfaces";

/// Words of titles that tell what rules are of.
const OF_WHAT: &str = "nsg vm subnet nic interface hub spoke before after old new";

/// Words of titles that are the same above each list of one NSG.
const OF_ANY_LIST: &str = "nsg nsgs rule rules security inbound outbound ingress egress in out incoming outgoing the of for default custom \
    user-defined effective list table network group groups all and azure current existing";

impl RulesCommand {
    fn read(line: &str) -> Self {
        let in_small = line.to_ascii_lowercase();
        RulesCommand {
            of: named(line, &in_small),
            variables: variables(line).join("$"),
            is_filtered: is_filtered(&in_small),
        }
    }
}

/// The variables in a line, `$_` left out.
fn variables(line: &str) -> Vec<String> {
    let mut variables = Vec::new();
    let mut parts = line.split('$');
    parts.next();
    for rest in parts {
        let is_end: Letter = |c| !c.is_ascii_alphanumeric() && c != '_';
        let name = rest.split(is_end).next().unwrap_or("");
        if !matches!(name, "" | "_") {
            variables.push(name.to_ascii_lowercase());
        }
    }
    variables
}

/// The NSG or the network interface that a command names.
fn named(line: &str, in_small: &str) -> Option<ResourceId> {
    let mut kind = NSG;
    let mut name = value_of(line, &["--nsg-name", "-networksecuritygroupname"]);
    // Not the option of that name.
    const OWNERS: [&str; 3] = [
        "aznetworksecuritygroup ",
        "rmnetworksecuritygroup ",
        "network nsg show ",
    ];
    if name.is_empty() {
        let mut owners = OWNERS.iter();
        let at = owners.find_map(|owner| in_small.find(owner));
        if let Some(command) = at.and_then(|at| line.get(at..)?.split('|').next()) {
            name = value_of(command, &["-name", "--name", "-n"]);
        } else if is_of_interface(in_small) {
            (kind, name) = (NIC, interface_of(line));
        }
    }
    if name.is_empty() {
        name = in_id(line, NSG);
    }
    (!name.is_empty()).then(|| ResourceId::of_named(kind, group_of(line), name))
}

fn is_filtered(in_small: &str) -> bool {
    const SINGLE: [&str; 3] = ["nsg rule create", "nsg rule update", "nsg rule show"];
    // What is chosen before the rules are printed are NSGs.
    let mut rest = in_small;
    while let Some((_, behind)) = rest.split_once("securityrule") {
        rest = behind;
    }
    let mut parts = rest.split('|');
    let command = parts.next().unwrap_or("");
    let (mut queries, mut brackets) = (rest.split("[?"), rest.split('['));
    queries.next();
    brackets.next();
    SINGLE.iter().any(|it| in_small.contains(it))
        || command.starts_with("config ") && command.contains(" -name ")
        || queries.any(|it| {
            let condition = it.split(']').next().unwrap_or("");
            !is_of_direction(condition, ["&&", "||"])
        })
        || brackets.any(|it| {
            // `[0]`, `[:3]`, `[-1]`
            it.starts_with(one_of("0123456789:-"))
        })
        || [".where(", "select("].iter().any(|it| rest.contains(it))
        || parts.any(|part| {
            let part = part.trim_start();
            let word = part.split(one_of(" {(")).next().unwrap_or("");
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
            (
                "az network nsg rule show --ids=/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/a/securityRules/b",
                "/resourceGroups/rg",
            ),
        ] {
            let id = RulesCommand::read(line).of.expect(line);
            assert_eq!(id.as_str(), [group, PROVIDER, "a"].concat(), "{line}");
        }
        for line in [
            "Get-AzNetworkSecurityGroup -Name $name | Get-AzNetworkSecurityRuleConfig",
            "Get-AzNetworkSecurityRuleConfig -NetworkSecurityGroup $nsg -Name b",
            "az network nsg rule list --ids x -n b",
            "az network nsg show --ids /subscriptions/s/providers/Microsoft.Network/networkSecurityGroups/a /subscriptions/s/providers/Microsoft.Network/networkSecurityGroups/b",
        ] {
            assert_eq!(RulesCommand::read(line).of, None, "{line}");
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
            assert!(RulesCommand::read(line).is_filtered, "{line}");
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
            assert!(!RulesCommand::read(line).is_filtered, "{line}");
        }
    }
}
