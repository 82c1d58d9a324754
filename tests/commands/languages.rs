//! What each language takes a text for.

use rdpcheck::command::Dialect;
use std::process::Command;
use tree_sitter::{Language, Node, Parser};

/// One piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// The language's own, or a word without quotes.
    Word(String),
    /// A text, without its quotes.
    Text(String),
}

/// The pieces that the language of a dialect finds in a text.
pub fn tokens(text: &str, dialect: Dialect) -> Result<Vec<Token>, String> {
    match dialect {
        Dialect::AzPowerShell | Dialect::AzureRm | Dialect::Classic => {
            let language = tree_sitter_powershell::LANGUAGE.into();
            leaves(text, &language, "string_literal", powershell_text)
        }
        Dialect::AzureCli => bash_words(text),
        Dialect::Bicep => {
            let language = tree_sitter_bicep::LANGUAGE.into();
            leaves(text, &language, "string", bicep_text)
        }
        Dialect::Arm | Dialect::Terraform => Err("is data, not a command".to_owned()),
    }
}

/// The same pieces with other names.
pub fn renamed_in(tokens: Vec<Token>, dialect: Dialect, renamed: &[(&str, String)]) -> Vec<Token> {
    let mut expected: Vec<Token> = Vec::new();
    for token in tokens {
        let Token::Text(old) = &token else {
            expected.push(token);
            continue;
        };
        let mut new = old.clone();
        for (plain, name) in renamed {
            new = new.replace(plain, name);
        }
        match expected.last_mut() {
            // A name that looks like an option is handed over as `-n=-x`.
            Some(Token::Text(option))
                if dialect == Dialect::AzureCli
                    && new.starts_with('-')
                    && !old.starts_with('-') =>
            {
                *option = format!("{option}={new}");
            }
            _ => expected.push(Token::Text(new)),
        }
    }
    expected
}

/// The leaves of a syntax tree, and each string in one piece. It must have no error.
fn leaves(
    text: &str,
    language: &Language,
    string: &str,
    unquoted: fn(&str) -> Option<String>,
) -> Result<Vec<Token>, String> {
    let mut parser = Parser::new();
    parser
        .set_language(language)
        .map_err(|error| error.to_string())?;
    let tree = parser.parse(text, None).ok_or("no tree")?;
    if tree.root_node().has_error() {
        return Err(format!("no such language:\n{text}\n{}", tree.root_node()));
    }
    let mut tokens = Vec::new();
    let mut waiting = vec![tree.root_node()];
    while let Some(node) = waiting.pop() {
        let own = text.get(node.byte_range()).unwrap_or_default();
        if node.kind() == string {
            // What is no plain text is a template's own, such as "$($vm.Id)/x".
            let word = Token::Word(own.to_owned());
            tokens.push(unquoted(own).map_or(word, Token::Text));
        } else if node.child_count() == 0 {
            tokens.push(Token::Word(own.to_owned()));
        } else {
            let mut cursor = node.walk();
            let children: Vec<Node> = node.children(&mut cursor).collect();
            waiting.extend(children.into_iter().rev());
        }
    }
    Ok(tokens)
}

/// As PowerShell reads a string (`tokenizer.cs`, `CharTraits`): any of five quotes ends a single-quoted one, unless
/// there are two; of double-quoted ones, only those in which nothing has a meaning are understood here.
fn powershell_text(quoted: &str) -> Option<String> {
    let single = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];
    let double = ['"', '\u{201c}', '\u{201d}', '\u{201e}'];
    if let Some(inside) = quoted.strip_prefix('"') {
        let inside = inside.strip_suffix('"')?;
        return (!inside.contains(['$', '`']) && !inside.contains(double))
            .then(|| inside.to_owned());
    }
    let mut text = String::new();
    let mut rest = quoted.strip_prefix('\'')?.chars();
    loop {
        let mut next = rest.next()?;
        if single.contains(&next) {
            match rest.next() {
                None => return Some(text),
                // PowerShell takes the second one.
                Some(second) if single.contains(&second) => next = second,
                Some(_) => return None,
            }
        }
        text.push(next);
    }
}

/// As Bicep reads a string of one line: `\` goes before a quote, itself and what would be an interpolation.
fn bicep_text(quoted: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = quoted.strip_prefix('\'')?.strip_suffix('\'')?.chars();
    while let Some(next) = rest.next() {
        match next {
            '\\' => text.push(rest.next().filter(|c| matches!(c, '\\' | '\'' | '$'))?),
            '\'' => return None,
            '$' if rest.as_str().starts_with('{') => return None,
            _ => text.push(next),
        }
    }
    Some(text)
}

/// The words that bash hands to `az`. Nothing else can be run: there is no path to find it on.
fn bash_words(text: &str) -> Result<Vec<Token>, String> {
    const END: char = '\u{1}';
    let script = format!(
        "exec 3>&1 >/dev/null\naz() {{ printf '%s\\0' \"$@\" $'\\1' >&3; printf x; }}\n{text}\n"
    );
    let bash = |options: &[&str]| {
        Command::new("/bin/bash")
            .args(["--norc", "--noprofile"])
            .args(options)
            .arg(&script)
            .env_clear()
            .env("PATH", "/nonexistent")
            .env("LC_ALL", "C.UTF-8")
            .output()
            .map_err(|error| error.to_string())
    };
    let checked = bash(&["-n", "-c"])?;
    let ran = bash(&["-c"])?;
    for output in [&checked, &ran] {
        if !output.status.success() || !output.stderr.is_empty() {
            return Err(format!(
                "{}\n{text}",
                String::from_utf8_lossy(&output.stderr)
            ));
        }
    }
    let words = String::from_utf8(ran.stdout).map_err(|error| error.to_string())?;
    let words = words
        .strip_suffix('\0')
        .ok_or_else(|| format!("ran nothing:\n{text}"))?;
    let token = |word: &str| match word.strip_prefix(END) {
        Some(_) => Token::Word("\n".to_owned()),
        None => Token::Text(word.to_owned()),
    };
    Ok(words.split('\0').map(token).collect())
}
