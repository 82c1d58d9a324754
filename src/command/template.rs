//! A command as the fix catalogue writes it, and the same with its names filled in.

use super::{Dialect, Values, argument};

/// One command in every dialect, with placeholders such as `<rg>`. Several lines where it takes several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// For the Az module.
    pub az: &'static str,
    /// For Azure CLI; empty where it has none.
    pub cli: &'static str,
    /// For the AzureRM module; empty where it is the Az command with another prefix (fix-catalogue §7).
    pub azurerm: &'static str,
}

impl Command {
    /// The command with what is known filled in, quoted for the shell that runs it. What is not known stays a placeholder
    /// that one sees. `None` where the dialect has no such command.
    pub fn text(&self, dialect: Dialect, values: &Values) -> Option<String> {
        let template = match dialect {
            Dialect::AzPowerShell => self.az,
            Dialect::AzureCli => self.cli,
            Dialect::AzureRm => self.azurerm,
        };
        (!template.is_empty()).then(|| filled(template, dialect, values))
    }
}

/// A template with what is known filled in.
pub fn filled(template: &str, _dialect: Dialect, values: &Values) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        let Some((name, behind)) = behind.split_once('>') else {
            text.push('<');
            rest = behind;
            continue;
        };
        let placeholder = ["<", name, ">"].concat();
        let value = values.get(name).first().map_or("", String::as_str);
        text.push_str(&argument(value, &placeholder));
        rest = behind;
    }
    text.push_str(rest);
    text
}
