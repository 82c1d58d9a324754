//! What to run where a console cut its output or printed an error in place of it, in the shell that did.

use super::documented::{START_CLASSIC_VM, START_VM};
use super::{Dialect, Filled, Values};
use crate::read::problem::{Problem, ProblemKind, Shell};

/// By the order of `Shell`: for Azure CLI, Az, AzureRM, and the classic module.
const COMMANDS: [[&str; 4]; 8] = [
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
    [
        "az vm extension set -g <rg> --vm-name <vm> -n NetworkWatcherAgentWindows --publisher Microsoft.Azure.NetworkWatcher",
        EXTENSION,
        EXTENSION,
        EXTENSION,
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
    ["--output json", TO_JSON, TO_JSON, TO_JSON],
];

const NETWORK_WATCHER: &str = "New-AzNetworkWatcher -Name NetworkWatcher_<region> -ResourceGroupName NetworkWatcherRG -Location <region>";

const EXTENSION: &str = "Set-AzVMExtension -ResourceGroupName <rg> -VMName <vm> -Name NetworkWatcherAgentWindows -Publisher Microsoft.Azure.NetworkWatcher -Type NetworkWatcherAgentWindows -TypeHandlerVersion 1.4";

const TO_JSON: &str = "| ConvertTo-Json -Depth 10";

/// The command; empty where there is none to name.
pub fn instead(problem: &Problem) -> String {
    let row = match problem.kind {
        ProblemKind::NotSignedIn => 0,
        ProblemKind::VmNotRunning => 1,
        ProblemKind::NoNetworkWatcher => 2,
        ProblemKind::NoAgent => 3,
        ProblemKind::NotFound => 4 + problem.number as usize,
        ProblemKind::FieldMissing
        | ProblemKind::FieldUnreadable
        | ProblemKind::PriorityOutOfRange
        | ProblemKind::TableOfNames
        | ProblemKind::NotAzure => 7,
        ProblemKind::ListTruncated => return "$FormatEnumerationLimit = -1".to_owned(),
        _ => return String::new(),
    };
    const DIALECTS: [Dialect; 4] = [
        Dialect::AzureCli,
        Dialect::AzPowerShell,
        Dialect::AzureRm,
        Dialect::Classic,
    ];
    if row == 7 && problem.shell == Shell::Unknown {
        return ["--output json (az), ", TO_JSON, " (PowerShell)"].concat();
    }
    let shell = problem.shell as usize;
    let template = COMMANDS.get(row).and_then(|row| row.get(shell));
    let dialect = DIALECTS.get(shell).copied().unwrap_or(Dialect::AzureCli);
    let mut values = Values::default();
    values.set("region", problem.name());
    // What the command that failed named.
    values.set("rg", problem.text());
    values.set("vm", problem.other());
    Filled::of(template.copied().unwrap_or_default(), dialect, &values).text
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (FieldMissing, Shell::AzureCli, "--output json"),
        ] {
            assert_eq!(of(kind, shell, ""), command);
        }
        let watcher = of(NoNetworkWatcher, Shell::AzureCli, "japaneast");
        assert!(watcher.contains("--locations \"japaneast\" "), "{watcher}");
    }
}
