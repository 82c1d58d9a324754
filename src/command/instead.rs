//! What to run where a console cut its output or printed an error in place of it, in the shell that did.

use super::documented::{START_CLASSIC_VM, START_VM};
use super::{Command, Dialect, Values};
use crate::read::problem::{Problem, ProblemKind, Shell};

const SIGN_IN: Command = Command {
    az: "Connect-AzAccount",
    cli: "az login",
    azurerm: "Login-AzureRmAccount",
};

/// What there is: resources, resource groups, subscriptions.
const LISTS: [Command; 3] = [
    Command {
        az: "Get-AzResource",
        cli: "az resource list --output table",
        azurerm: "",
    },
    Command {
        az: "Get-AzResourceGroup",
        cli: "az group list --output table",
        azurerm: "",
    },
    Command {
        az: "Get-AzSubscription",
        cli: "az account list --output table",
        azurerm: "",
    },
];

const ENABLE_NETWORK_WATCHER: Command = Command {
    az: "New-AzNetworkWatcher -Name NetworkWatcher_<region> -ResourceGroupName NetworkWatcherRG -Location <region>",
    cli: "az network watcher configure --resource-group NetworkWatcherRG --locations <region> --enabled true",
    azurerm: "",
};

/// The command; empty where there is none to name.
pub fn instead(problem: &Problem) -> String {
    let is_classic = problem.shell == Shell::Classic;
    let command = match problem.kind {
        ProblemKind::ListTruncated => return "$FormatEnumerationLimit = -1".to_owned(),
        ProblemKind::NotSignedIn if is_classic => return "Add-AzureAccount".to_owned(),
        ProblemKind::VmNotRunning if is_classic => return START_CLASSIC_VM.to_owned(),
        ProblemKind::NotSignedIn => &SIGN_IN,
        ProblemKind::VmNotRunning => &START_VM,
        ProblemKind::NoNetworkWatcher => &ENABLE_NETWORK_WATCHER,
        ProblemKind::NotFound => {
            let [resources, groups, subscriptions] = &LISTS;
            match problem.number {
                0 => resources,
                1 => groups,
                _ => subscriptions,
            }
        }
        _ => return String::new(),
    };
    let dialect = match problem.shell {
        Shell::AzureCli => Dialect::AzureCli,
        Shell::AzPowerShell => Dialect::AzPowerShell,
        Shell::AzureRm | Shell::Classic => Dialect::AzureRm,
    };
    let mut values = Values::default();
    values.set("region", &problem.name);
    command.text(dialect, &values).unwrap_or_default()
}
