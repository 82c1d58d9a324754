//! Commands that change what the output above them shows: that is from before them.

use super::letters::one_of;
use super::problem::{Problem, ProblemKind, report};
use crate::origin::Span;

/// What commands changed since the last output.
#[derive(Debug, Default)]
pub struct Changes {
    has_output: bool,
    /// Where the first command stands.
    first: Option<Span>,
    /// Since the last output.
    made: Option<Span>,
    /// In a copy that PowerShell holds and prints, and nobody saved.
    prepared: Option<Span>,
}

/// What a command does to what is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Nothing,
    /// It takes a rule or route out of PowerShell's copy. What is added to it says itself that it was never saved.
    Prepared,
    Made,
    /// It makes that of PowerShell's copy.
    Saved,
}

impl Changes {
    /// Takes in a whole command that ends there.
    pub fn take(&mut self, command: &str, place: Span) {
        self.first.get_or_insert(place);
        match change(command) {
            Change::Nothing => {}
            Change::Prepared => self.prepared = Some(place),
            Change::Saved => (self.prepared, self.made) = (None, Some(place)),
            Change::Made => self.made = Some(place),
        }
        if !self.has_output {
            self.made = None;
        }
    }

    /// Something was read, or the command failed.
    pub fn leave(&mut self) {
        self.has_output = true;
        self.made = None;
    }

    /// Says at the end of a text that what it shows is not what is in force. `is_all` tells that there is nothing beside
    /// commands.
    pub fn finish(self, is_all: bool, problems: &mut Vec<Problem>) {
        if let Some(place) = self.first.filter(|_| is_all && !self.has_output) {
            report(ProblemKind::OnlyCommands, "", place, problems);
        }
        if let Some(place) = self.made.or(self.prepared).filter(|_| self.has_output) {
            report(ProblemKind::ChangedSince, "", place, problems);
        }
    }
}

fn change(command: &str) -> Change {
    let in_small = command.to_ascii_lowercase();
    let mut change = Change::Nothing;
    for part in in_small.split(one_of("|;(=>")) {
        let part = part.trim_start();
        let mut words = part.split_whitespace();
        let first = words.next().unwrap_or("");
        if let Some((verb, noun)) = first.split_once("-az") {
            const NOUNS: [&str; 6] = [
                "networksec",
                "networkint",
                "virtualnetwork",
                "route",
                "publicip",
                "vm",
            ];
            let noun = noun.strip_prefix("urerm").unwrap_or(noun);
            let is_of_the_way = NOUNS.iter().any(|own| noun.starts_with(own));
            change = match verb {
                _ if !is_of_the_way || noun.ends_with("extension") => change,
                "remove" if noun.ends_with("config") => Change::Prepared,
                _ if noun.ends_with("config") => change,
                "set" => Change::Saved,
                "new" | "remove" | "start" | "update" => Change::Made,
                _ => change,
            };
        } else if part.contains("az network ") || part.contains("az vm ") {
            let mut names = Vec::new();
            for word in part.split_whitespace() {
                if word.starts_with('-') {
                    break;
                }
                names.push(word);
            }
            let has = |any: &[&str]| names.iter().any(|name| any.contains(name));
            if has(&["create", "update", "delete", "start", "add", "remove"])
                && !has(&["extension", "user", "watcher"])
            {
                change = Change::Made;
            }
        }
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_force_is_changed() {
        for (command, expected) in [
            (
                "$ az network nsg rule delete -g rg --nsg-name a -n b",
                Change::Made,
            ),
            ("PS C:\\> Start-AzVM -Name vm1", Change::Made),
            ("$nsg | Set-AzureRmNetworkSecurityGroup", Change::Saved),
            (
                "PS C:\\> $nsg=Remove-AzNetworkSecurityRuleConfig -Name b",
                Change::Prepared,
            ),
            (
                "$nsg | Remove-AzNetworkSecurityRuleConfig -Name b | Set-AzNetworkSecurityGroup",
                Change::Saved,
            ),
            ("New-AzNetworkSecurityRuleConfig -Name b", Change::Nothing),
            ("Set-AzContext -Subscription create", Change::Nothing),
            ("Set-AzVMExtension -Name create", Change::Nothing),
            (
                "az network nsg rule list -g rg | grep create",
                Change::Nothing,
            ),
            ("az network nic show -n create", Change::Nothing),
            ("az vm user update -n b", Change::Nothing),
        ] {
            assert_eq!(change(command), expected, "{command}");
        }
    }
}
