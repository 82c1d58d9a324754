//! A command as the fix catalogue writes it, and the same with its names filled in.

use super::quoting::{is_plain, is_refused, quoted};
use super::{Dialect, Values};

/// Stands for the reader's own address while nobody knows it, also as the value of another placeholder.
pub const CLIENT: &str = "<client>";

/// One command in every dialect, with placeholders such as `<rg>`. Several lines where it takes several.
///
/// A placeholder may be part of a longer argument (`<client>/32`), which is then quoted as one, but must not stand inside
/// quotes. What stands in `«…»` is left out where nothing is said about its last placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// For the Az module; empty where it has none.
    pub az: &'static str,
    /// For Azure CLI; empty where it has none.
    pub cli: &'static str,
    /// For the AzureRM module; empty where it is the Az command with another prefix (fix-catalogue §7), `-` where it has
    /// none.
    pub azurerm: &'static str,
}

/// A command with what is known filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The command.
    pub text: String,
    /// The placeholders that are left in it.
    pub placeholders: Vec<&'static str>,
    /// Those among them whose value is known, but must not be written into a command.
    pub refused: Vec<&'static str>,
}

impl Command {
    /// The command with what is known filled in, quoted for the shell that runs it. What is not known stays a placeholder
    /// that one sees. `None` where the dialect has no such command.
    pub fn filled(&self, dialect: Dialect, values: &Values) -> Option<Filled> {
        let template = match dialect {
            Dialect::AzPowerShell => self.az,
            Dialect::AzureCli => self.cli,
            Dialect::AzureRm => match self.azurerm {
                "" => self.az,
                "-" => "",
                template => template,
            },
            _ => "",
        };
        (!template.is_empty()).then(|| Filled::of(template, dialect, values))
    }

    /// Only its text.
    pub fn text(&self, dialect: Dialect, values: &Values) -> Option<String> {
        Some(self.filled(dialect, values)?.text)
    }
}

impl Filled {
    /// One template with what is known filled in.
    pub fn of(template: &'static str, dialect: Dialect, values: &Values) -> Self {
        let mut filled = Filled::default();
        filled.push(template, dialect, values);
        filled
    }

    /// Appends a template with what is known filled in. For AzureRM its cmdlets may have the prefix of either module.
    pub fn push(&mut self, template: &'static str, dialect: Dialect, values: &Values) {
        let mut writer = Writer {
            filled: self,
            dialect,
            values,
            is_at_command: true,
        };
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('«') {
            let (optional, behind) = behind.split_once('»').unwrap_or((behind, ""));
            writer.push_words(before);
            let (_, name) = optional.rsplit_once('<').unwrap_or_default();
            let (name, _) = name.split_once('>').unwrap_or_default();
            if values.has(name) {
                writer.push_words(optional);
            }
            rest = behind;
        }
        writer.push_words(rest);
    }
}

/// Writes the words of one template.
struct Writer<'a> {
    filled: &'a mut Filled,
    dialect: Dialect,
    values: &'a Values,
    /// Whether the next word is a command's name.
    is_at_command: bool,
}

impl<'a> Writer<'a> {
    fn push_words(&mut self, text: &'static str) {
        for piece in text.split_inclusive(ends_word) {
            let mut word = piece.strip_suffix(ends_word).unwrap_or(piece);
            // `--name=<vm>` and `$vm = Get-AzVM`, but not `/…?api-version=1`.
            if let Some((option, behind)) = word.split_once('=')
                && !option.contains('/')
                && !option.contains('<')
            {
                self.filled.text.push_str(option);
                self.filled.text.push('=');
                word = behind;
                self.is_at_command = true;
            }
            if word.contains('<') {
                self.push_argument(word);
            } else if let Some((verb, noun)) = self.cmdlet(word) {
                let text = [verb, "-AzureRm", noun].concat();
                self.filled.text.push_str(&text);
            } else {
                self.filled.text.push_str(word);
            }
            if !word.is_empty() {
                self.is_at_command = false;
            }
            if let Some(end) = piece.chars().next_back().filter(|c| ends_word(*c)) {
                self.filled.text.push(end);
                self.is_at_command |= matches!(end, '\n' | '|' | '(' | '{' | ';');
            }
        }
    }

    /// The verb and noun of a cmdlet of the Az module that AzureRM has under its own prefix (fix-catalogue §7).
    fn cmdlet<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if self.dialect != Dialect::AzureRm || !self.is_at_command {
            return None;
        }
        let (verb, noun) = word.split_once('-')?;
        let noun = noun.strip_prefix("Az")?;
        noun.starts_with(|c: char| c.is_ascii_uppercase())
            .then_some((verb, noun))
    }

    /// One argument, or a list of them where a placeholder in it stands for several.
    fn push_argument(&mut self, word: &'static str) {
        let mut at = 0;
        loop {
            let argument = self.argument(word, at);
            let text = quoted(&argument.text, argument.is_plain, self.dialect);
            if at > 0 {
                let separator = match self.dialect {
                    Dialect::AzureCli => ' ',
                    _ => ',',
                };
                self.filled.text.push(separator);
            }
            let out = &mut self.filled.text;
            if matches!(word, "<priority>" | "<port>" | "<public-port>" | "<order>")
                && argument.text.chars().all(|c| c.is_ascii_digit())
            {
                out.push_str(&argument.text);
            } else {
                // A value that looks like an option is one, unless it hangs on its own (`-n='-x'`).
                if self.dialect == Dialect::AzureCli
                    && argument.text.starts_with('-')
                    && out.ends_with(' ')
                {
                    out.pop();
                    out.push('=');
                }
                out.push_str(&text);
            }
            at += 1;
            if !argument.has_more {
                break;
            }
        }
    }

    /// The argument for the value at one place of the list.
    fn argument(&mut self, word: &'static str, at: usize) -> Argument {
        let mut argument = Argument {
            text: String::new(),
            is_plain: true,
            has_more: false,
        };
        let mut rest = word;
        while let Some((before, behind)) = rest.split_once('<') {
            let (mut name, behind) = behind.split_once('>').unwrap_or((behind, ""));
            argument.text.push_str(before);
            let known = self.known(name);
            argument.has_more |= at + 1 < known.len();
            let mut value = known.get(at).or(known.first()).map(String::as_str);
            let mut end = "";
            if let Some(behind) = value.and_then(|value| value.strip_prefix(CLIENT)) {
                name = "client";
                value = self.known(name).first().map(String::as_str);
                end = behind;
            }
            match value {
                Some(value) => {
                    argument.is_plain &= is_plain(value);
                    argument.text.push_str(value);
                }
                None => {
                    note(&mut self.filled.placeholders, name);
                    argument.text.push('<');
                    argument.text.push_str(name);
                    argument.text.push('>');
                }
            }
            argument.is_plain &= is_plain(end);
            argument.text.push_str(end);
            rest = behind;
        }
        argument.text.push_str(rest);
        argument
    }

    /// What a placeholder stands for; nothing where that must not be written.
    fn known(&mut self, name: &'static str) -> &'a [String] {
        let known = self.values.get(name);
        for value in known {
            if value.is_empty() {
                return &[];
            }
            // Of a list only the first can hang on an option.
            let is_option =
                known.len() > 1 && self.dialect == Dialect::AzureCli && value.starts_with('-');
            if is_option || is_refused(value, name, self.dialect) {
                note(&mut self.filled.refused, name);
                return &[];
            }
        }
        known
    }
}

/// One argument before it is quoted.
struct Argument {
    text: String,
    /// Whether nothing in it means anything inside double quotes.
    is_plain: bool,
    /// Whether the list goes on.
    has_more: bool,
}

fn note(names: &mut Vec<&'static str>, name: &'static str) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// What separates the words of a command, in every dialect.
fn ends_word(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n' | '(' | ')' | '{' | '}' | '[' | ']' | ';' | '|' | ',' | '"' | '\''
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &'static str, dialect: Dialect, known: &[(&'static str, &str)]) -> Filled {
        let mut values = Values::default();
        for (name, value) in known {
            let list = value.split('|').map(str::to_owned).collect();
            values.set_list(name, list);
        }
        Filled::of(template, dialect, &values)
    }

    fn text(template: &'static str, dialect: Dialect, known: &[(&'static str, &str)]) -> String {
        filled(template, dialect, known).text
    }

    use Dialect::{Arm, AzPowerShell, AzureCli, AzureRm, Bicep};

    #[test]
    fn an_argument_is_quoted_as_one() {
        let known = [("sub", "s"), ("rg", "a b"), ("ip", "10.0.0.4")];
        let id = "az x --id=/subscriptions/<sub>/<rg>/vm?api-version=1 --local <ip>:3389";
        assert_eq!(
            text(id, AzureCli, &known),
            "az x --id='/subscriptions/s/a b/vm?api-version=1' --local \"10.0.0.4:3389\""
        );
        assert_eq!(
            text("f -To <client>/32", AzPowerShell, &[]),
            "f -To \"<client>/32\""
        );
    }

    #[test]
    fn a_list_is_one_of_its_shell() {
        let known = [("sources", "10.0.0.4|Internet")];
        for (dialect, expected) in [
            (AzPowerShell, "[\"10.0.0.4\",\"Internet\"]"),
            (AzureCli, "[\"10.0.0.4\" \"Internet\"]"),
        ] {
            assert_eq!(text("[<sources>]", dialect, &known), expected);
        }
        assert_eq!(
            text("f -To <sources>/32", AzPowerShell, &[("sources", "a|b")]),
            "f -To \"a/32\",\"b/32\""
        );
    }

    #[test]
    fn only_cmdlets_have_the_prefix_of_their_module() {
        let known = [("vm", "Get-AzVM")];
        let az = "$x = Get-AzVM -Name <vm> -Az-Tag Get-AzVM |\n  Set-AzVM @{ id=(Get-AzVM).Id }; New-AzureVM";
        assert_eq!(
            text(az, AzureRm, &known),
            "$x = Get-AzureRmVM -Name \"Get-AzVM\" -Az-Tag Get-AzVM |\n  Set-AzureRmVM @{ id=(Get-AzureRmVM).Id }; New-AzureVM"
        );
        let command = Command {
            az: "Get-AzVM",
            cli: "",
            azurerm: "-",
        };
        assert_eq!(command.filled(AzureRm, &Values::default()), None);
        assert_eq!(command.filled(AzureCli, &Values::default()), None);
    }

    #[test]
    fn what_is_optional_is_there_when_anything_is_said_about_it() {
        let optional = "f« -A <a>»« -B <b>»";
        assert_eq!(text(optional, AzPowerShell, &[]), "f");
        assert_eq!(text(optional, AzPowerShell, &[("b", "1")]), "f -B \"1\"");
        let mut values = Values::default();
        values.set_list("a", Vec::new());
        let asked = Filled::of(optional, AzPowerShell, &values);
        assert_eq!(asked.text, "f -A \"<a>\"");
        assert_eq!(asked.placeholders, ["a"]);
    }

    #[test]
    fn what_cannot_be_written_is_a_placeholder_and_says_so() {
        for (dialect, bad) in [
            (AzPowerShell, "a\u{202e}b"),
            (AzPowerShell, "web*"),
            (AzureCli, "a\u{7}b"),
            (AzureCli, "@file"),
            (AzureCli, "a=@file"),
            (AzureCli, "a|-b"),
            (Bicep, "a\u{200b}b"),
        ] {
            let filled = filled("f -n <vm> -g <rg>", dialect, &[("vm", bad)]);
            assert!(filled.text.contains("<vm>"), "{bad}");
            assert_eq!(filled.placeholders, ["vm", "rg"], "{bad}");
            assert_eq!(filled.refused, ["vm"], "{bad}");
        }
    }

    #[test]
    fn the_client_stays_a_placeholder_inside_another() {
        let known = [("sources", "<client>|10.0.0.4")];
        let filled = filled("f -S <sources>", AzPowerShell, &known);
        assert_eq!(filled.text, "f -S \"<client>\",\"10.0.0.4\"");
        assert_eq!(filled.placeholders, ["client"]);
        let known = [known[0], ("client", "203.0.113.7")];
        assert_eq!(
            text("f -S <sources>", AzureCli, &known),
            "f -S \"203.0.113.7\" \"10.0.0.4\""
        );
    }

    #[test]
    fn what_looks_like_an_option_hangs_on_its_own() {
        assert_eq!(
            text(
                "az x -n <vm> -g <rg>",
                AzureCli,
                &[("vm", "-g"), ("rg", "r")]
            ),
            "az x -n='-g' -g \"r\""
        );
    }

    #[test]
    fn numbers_stand_without_quotes() {
        let known = [("priority", "300"), ("vm", "300")];
        assert_eq!(text("<priority> <vm>", Arm, &known), "300 \"300\"");
        assert_eq!(text("<priority>", Arm, &[]), "\"<priority>\"");
        assert_eq!(
            text("<priority>", Arm, &[("priority", "")]),
            "\"<priority>\""
        );
        let known = [("priority", "3;4")];
        assert_eq!(text("f <priority>", AzureCli, &known), "f '3;4'");
    }
}
