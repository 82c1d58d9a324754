//! What became of a rule, in a few words: the same on the page and on the terminal.

use super::Language;
use crate::explain::Row;
use crate::judge::nsg::Fate;
use crate::net::text;
use crate::question::Question;

/// What became of the rule in this row; for which of the asked sources, when it decides only some.
pub fn fate(language: Language, row: Row<'_>, question: &Question) -> String {
    const MOST_SHOWN: usize = 4;
    let words = language.page();
    let [
        decides,
        otherwise,
        may_decide,
        no_match,
        never,
        not_in_force,
    ] = *words.fates();
    let plain = match row.step.fate {
        Fate::Decides => decides,
        Fate::DecidesOtherwise => otherwise,
        Fate::Undecided => may_decide,
        Fate::NotMatched => no_match,
        Fate::NeverReached => never,
        Fate::NotInForce => not_in_force,
    };
    match row.decided_part(question) {
        Some(part) if !part.is_empty() => {
            let prefixes = text::blocks(part);
            if prefixes.len() > MOST_SHOWN {
                return words.decides_rest().to_owned();
            }
            fill(
                words.decides_for(),
                &[&first_of(prefixes, words.and_more(), MOST_SHOWN)],
            )
        }
        _ => plain.to_owned(),
    }
}

/// The first of some texts, and how many more there are.
pub fn first_of(mut texts: Vec<String>, and_more: &str, most: usize) -> String {
    let more = texts.len().saturating_sub(most);
    texts.truncate(most);
    if more > 0 {
        texts.push(fill(and_more, &[&text::number(more)]));
    }
    texts.join(", ")
}

/// Puts values into the `{}` of a text, in order.
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or("").to_owned();
    for part in parts {
        filled.push_str(values.next().copied().unwrap_or_default());
        filled.push_str(part.strip_prefix('}').unwrap_or(part));
    }
    filled
}
