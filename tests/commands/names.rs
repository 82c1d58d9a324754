//! Names that try to be something else.

use proptest::prelude::*;

/// Pieces of names that some language gives a meaning.
const PIECES: [&str; 52] = [
    "a",
    "B7",
    "日本",
    "é",
    "😀",
    "名前ー",
    " ",
    "  ",
    "'",
    "''",
    "\"",
    "\"\"",
    "`",
    "``",
    "$",
    "$$",
    "$(id)",
    "$x",
    "${x}",
    "`id`",
    "%",
    "%PATH%",
    "%{x}",
    ";",
    "|",
    "&",
    "&&",
    "<",
    ">",
    "\u{2018}",
    "\u{2019}",
    "\u{201a}",
    "\u{201b}",
    "\u{201c}",
    "\u{201d}",
    "\u{201e}",
    "\u{2013}",
    "\u{2014}",
    "-",
    "--",
    "-g ",
    "\\",
    "\\\\",
    "!",
    "#",
    "~",
    "{",
    "}",
    "(",
    ")",
    ",",
    "=",
];

/// What only some languages can say: a file to read, a pattern, an expression.
const REFUSED_BY_SOME: [&str; 6] = ["@", "=@", "*", "?", "[", "]"];

/// What no language is to say: control characters, and those that are not seen or turn the order round.
const UNSEEN: [char; 18] = [
    '\0',
    '\n',
    '\r',
    '\t',
    '\u{7}',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{ad}',
    '\u{61c}',
    '\u{200b}',
    '\u{200d}',
    '\u{202e}',
    '\u{2028}',
    '\u{2029}',
    '\u{2066}',
    '\u{feff}',
    '\u{e0041}',
];

/// A name that every language can say.
pub fn hostile() -> impl Strategy<Value = String> {
    of(&PIECES).prop_filter("a name that spaces do not surround", is_trimmed)
}

/// The same, and perhaps a piece that some languages cannot say.
pub fn most_hostile() -> impl Strategy<Value = String> {
    let refused =
        prop_oneof![3 => Just("").boxed(), 1 => prop::sample::select(&REFUSED_BY_SOME[..]).boxed()];
    let parts = (of_any(&PIECES), refused, of_any(&PIECES));
    parts
        .prop_map(|(before, refused, after)| [&before, refused, &after].concat())
        .prop_filter("a name that spaces do not surround", is_trimmed)
}

/// A name that no language is to say.
pub fn unseen() -> impl Strategy<Value = String> {
    (of(&PIECES), prop::sample::select(&UNSEEN[..]), of(&PIECES))
        .prop_map(|(before, unseen, after)| format!("x{before}{unseen}{after}x"))
}

fn of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 1..6).prop_map(|pieces| pieces.concat())
}

fn of_any(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..4).prop_map(|pieces| pieces.concat())
}

fn is_trimmed(name: &String) -> bool {
    !name.is_empty() && name.trim() == name
}
