//! What to run where a console cut its output or printed an error in place of it, in the shell that did.

use super::documented::{START_CLASSIC_VM, START_VM};
use super::{Dialect, Filled, Values};
use crate::read::problem::{Problem, ProblemKind};

/// By the order of `Shell`: for Azure CLI, Az, AzureRM, and the classic module.
const COMMANDS: [[&str; 4]; 7] = [
    [
        "az login",
        "Connect-AzAccount",
        "Login-AzureRmAccount",
        "Add-AzureAccount",
    ],
    [START_VM.cli, START_VM.az, START_VM.az, START_CLASSIC_VM],
    [
        "az network watcher configure --resource-group NetworkWatcherRG --locations <region> --enabled true",
        NETWORK_WATCHER,
        NETWORK_WATCHER,
        NETWORK_WATCHER,
    ],
    // The resources, resource groups and subscriptions that there are.
    [
        "az resource list --output table",
        "Get-AzResource",
        "Get-AzResource",
        "Get-AzureDeployment -ServiceName <svc>",
    ],
    [
        "az group list --output table",
        "Get-AzResourceGroup",
        "Get-AzResourceGroup",
        "Get-AzureService",
    ],
    [
        "az account list --output table",
        "Get-AzSubscription",
        "Get-AzSubscription",
        "Get-AzureSubscription",
    ],
    ["$FormatEnumerationLimit = -1"; 4],
];

const NETWORK_WATCHER: &str = "New-AzNetworkWatcher -Name NetworkWatcher_<region> -ResourceGroupName NetworkWatcherRG -Location <region>";

/// The command; empty where there is none to name.
pub fn instead(problem: &Problem) -> String {
    let row = match problem.kind {
        ProblemKind::NotSignedIn => 0,
        ProblemKind::VmNotRunning => 1,
        ProblemKind::NoNetworkWatcher => 2,
        ProblemKind::NotFound => 3 + problem.number as usize,
        ProblemKind::ListTruncated => 6,
        _ => return String::new(),
    };
    const DIALECTS: [Dialect; 4] = [
        Dialect::AzureCli,
        Dialect::AzPowerShell,
        Dialect::AzureRm,
        Dialect::Classic,
    ];
    let shell = problem.shell as usize;
    let template = COMMANDS.get(row).and_then(|row| row.get(shell));
    let dialect = DIALECTS.get(shell).copied().unwrap_or(Dialect::AzureCli);
    let mut values = Values::default();
    values.set("region", problem.name());
    Filled::of(template.copied().unwrap_or_default(), dialect, &values).text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::problem::Shell;

    fn of(kind: ProblemKind, shell: Shell, name: &str) -> String {
        let mut problem = Problem::new(kind, name, None);
        problem.shell = shell;
        instead(&problem)
    }

    #[test]
    fn each_shell_is_answered_in_its_own_words() {
        use ProblemKind::{FieldMissing, NoNetworkWatcher, NotFound, NotSignedIn, VmNotRunning};
        for (kind, shell, command) in [
            (NotSignedIn, Shell::AzureCli, "az login"),
            (NotSignedIn, Shell::Classic, "Add-AzureAccount"),
            (
                VmNotRunning,
                Shell::AzureCli,
                "az vm start -g \"<rg>\" -n \"<vm>\"",
            ),
            (
                VmNotRunning,
                Shell::AzureRm,
                "Start-AzureRmVM -ResourceGroupName \"<rg>\" -Name \"<vm>\"",
            ),
            (NotFound, Shell::AzureRm, "Get-AzureRmResource"),
            (FieldMissing, Shell::AzureCli, ""),
        ] {
            assert_eq!(of(kind, shell, ""), command);
        }
        let watcher = of(NoNetworkWatcher, Shell::AzureCli, "japaneast");
        assert!(watcher.contains("--locations \"japaneast\" "), "{watcher}");
    }
}
