//! Values as one argument or one string, so that nothing in them is taken for a command.

use super::Dialect;

/// Where a `*` or `?` is meant: everywhere else PowerShell would take it for a pattern, and change all that it fits.
const MAY_BE_ANYTHING: [&str; 9] = [
    "client",
    "ip",
    "sources",
    "source-ports",
    "destinations",
    "destination-ports",
    "protocol",
    "port",
    "password",
];

/// Characters that are not seen, or that change the order in which others are: a command with them is not the one that
/// the reader sees. Control characters come on top.
const UNSEEN: [(char, char); 10] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// A text in the quotes of its language. `is_plain` is whether nothing in it means anything inside double quotes.
pub fn quoted(text: &str, is_plain: bool, dialect: Dialect) -> String {
    if is_plain && dialect != Dialect::Bicep {
        // These bash, PowerShell and cmd.exe all know.
        return ["\"", text, "\""].concat();
    }
    let quote = match dialect {
        Dialect::Arm | Dialect::Terraform => '"',
        _ => '\'',
    };
    let mut quoted = String::new();
    quoted.push(quote);
    // Only what stands in brackets as a whole is an expression to Resource Manager.
    if dialect == Dialect::Arm && text.starts_with('[') && text.ends_with(']') {
        quoted.push('[');
    }
    for c in text.chars() {
        match (dialect, c) {
            // It ends the string, a quote of its own follows, and the string begins again.
            (Dialect::AzureCli, '\'') => quoted.push_str("'\\'"),
            (Dialect::Bicep, '\'' | '\\' | '$')
            | (Dialect::Arm | Dialect::Terraform, '"' | '\\') => quoted.push('\\'),
            // `${` and `%{` begin a template, and `$$${` is read in more than one way.
            (Dialect::Terraform, '$' | '%') => {
                quoted.push_str(if c == '$' { "\\u0024" } else { "\\u0025" });
                continue;
            }
            // PowerShell ends a string at any of these, unless there are two.
            (
                Dialect::AzPowerShell | Dialect::AzureRm | Dialect::Classic,
                '\'' | '\u{2018}'..='\u{201b}',
            ) => quoted.push(c),
            _ => {}
        }
        quoted.push(c);
    }
    quoted.push(quote);
    quoted
}

/// Whether nothing in a value means anything inside double quotes, in any shell.
pub fn is_plain(value: &str) -> bool {
    // Letters of other scripts are names too; what could end a quoted string is ASCII or punctuation.
    !value.starts_with('-')
        && value.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || matches!(c, '_' | '-' | '.' | '(' | ')' | '/' | ':' | '*')
                || ('\u{3040}'..='\u{9fff}').contains(&c)
        })
}

/// Whether no quotes make a value of this placeholder safe.
pub fn is_refused(value: &str, name: &str, dialect: Dialect) -> bool {
    let is_unseen = |c: char| {
        c.is_control()
            || UNSEEN
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&c))
    };
    if value.chars().any(is_unseen) {
        return true;
    }
    match dialect {
        // It would read a file of that name, also behind an option's `=`.
        Dialect::AzureCli => {
            let behind = value.split_once('=').map_or("", |(_, behind)| behind);
            value.starts_with('@') || behind.starts_with('@')
        }
        Dialect::AzPowerShell | Dialect::AzureRm | Dialect::Classic => {
            let is_pattern = |c: char| matches!(c, '*' | '?' | '[' | ']');
            value.chars().any(is_pattern) && !MAY_BE_ANYTHING.contains(&name)
        }
        _ => false,
    }
}
