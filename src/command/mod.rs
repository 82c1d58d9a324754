//! Commands for the reader to run, in each dialect.

pub mod documented;
pub mod instead;
mod output;
mod quoting;
pub mod route;
pub mod rule;
mod rule_template;
pub mod template;
pub mod values;
pub mod written_for;

pub use route::RouteChange;
pub use rule::RuleChange;
pub use template::{CLIENT, Command, Filled};
pub use values::Values;

/// A way to talk to Azure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Azure PowerShell, the Az module.
    AzPowerShell,
    /// Azure CLI.
    AzureCli,
    /// The AzureRM module, retired on 29 February 2024.
    AzureRm,
    /// The Azure module of the classic model.
    Classic,
    /// A Resource Manager template, in JSON.
    Arm,
    /// Bicep.
    Bicep,
    /// Terraform.
    Terraform,
}

impl Dialect {
    /// Those that print outputs, the current ones first.
    pub const ALL: [Dialect; 3] = [Dialect::AzPowerShell, Dialect::AzureCli, Dialect::AzureRm];

    /// All there are.
    pub const EVERY: [Dialect; 7] = [
        Dialect::AzPowerShell,
        Dialect::AzureCli,
        Dialect::AzureRm,
        Dialect::Classic,
        Dialect::Arm,
        Dialect::Bicep,
        Dialect::Terraform,
    ];

    /// The key in the report.
    pub fn key(self) -> &'static str {
        match self {
            Dialect::AzPowerShell => "az-powershell",
            Dialect::AzureCli => "azure-cli",
            Dialect::AzureRm => "azurerm",
            Dialect::Classic => "classic",
            Dialect::Arm => "arm",
            Dialect::Bicep => "bicep",
            Dialect::Terraform => "terraform",
        }
    }
}
