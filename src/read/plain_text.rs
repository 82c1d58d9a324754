//! What programs put around and into Azure's output on its way into a paste: quoting of mails and tickets, comments, the
//! time before each line of a log, colours of a terminal, borders of tables, the quotes, dashes and spaces of a word
//! processor. It is taken out byte for byte, so every place stays where it is.

use super::letters::{BLANK, DIGIT, OF_A_WORD, one_of};
use std::borrow::Cow;

/// Fills up what is shorter than it was. It is white space, and takes no column of its own.
pub const NO_COLUMN: char = '\u{c}';

/// The text in plain characters, and as long as it was.
pub fn plain(text: &str) -> Cow<'_, str> {
    match undoubled(text).or_else(|| unnumbered(text)) {
        Some(text) => Cow::Owned(plain_lines(&text).into_owned()),
        None => plain_lines(text),
    }
}

/// The text without the numbers of its lines; `None` where not all lines have them, one after another.
fn unnumbered(text: &str) -> Option<String> {
    const FEWEST_LINES: usize = 5;
    let mut unnumbered = String::new();
    let (mut first, mut count) = (None, 0);
    for line in text.trim_end().split_inclusive('\n') {
        let inside = line.trim_start_matches(' ');
        let behind = inside.trim_start_matches(DIGIT);
        let digits = inside.get(..inside.len() - behind.len())?;
        let number: usize = digits.parse().ok()?;
        let rest = behind
            .get(1..)
            .filter(|_| behind.starts_with(one_of(" \t\r\n")))?;
        if number != *first.get_or_insert(number) + count {
            return None;
        }
        count += 1;
        // The break of an empty line is no mark of it.
        let rest = if rest.is_empty() { behind } else { rest };
        unnumbered.extend(std::iter::repeat_n(NO_COLUMN, line.len() - rest.len()));
        unnumbered.push_str(rest);
    }
    (count >= FEWEST_LINES).then(|| {
        unnumbered.push_str(text.get(unnumbered.len()..).unwrap_or(""));
        unnumbered
    })
}

/// The text without the blank line that a mail or a page put behind each of its lines; `None` where it has none.
fn undoubled(text: &str) -> Option<String> {
    const FEWEST_LINES: usize = 5;
    const MOST_PAIRS: usize = 10;
    // Of a long text the rest need not be looked at.
    const CERTAINLY_NOT: usize = 100;
    let (mut lines, mut pairs, mut is_behind_line) = (0, 0, false);
    for line in text.split('\n') {
        let is_line = !line.trim().is_empty();
        lines += usize::from(is_line);
        pairs += usize::from(is_line && is_behind_line);
        is_behind_line = is_line;
        if pairs > CERTAINLY_NOT && pairs * MOST_PAIRS > lines {
            return None;
        }
    }
    if lines < FEWEST_LINES || pairs * MOST_PAIRS > lines {
        return None;
    }
    let mut undoubled = String::with_capacity(text.len());
    let mut is_kept = true;
    for line in text.split_inclusive('\n') {
        let is_line = !line.trim().is_empty();
        is_kept = is_line || !is_kept;
        let before = undoubled.strip_suffix('\n').filter(|_| !is_kept);
        if let Some(before) = before {
            let length = before.trim_end_matches('\r').len();
            let left_out = undoubled.len() - length;
            undoubled.truncate(length);
            undoubled.extend(std::iter::repeat_n(NO_COLUMN, left_out));
        }
        undoubled.push_str(line);
    }
    Some(undoubled)
}

fn plain_lines(text: &str) -> Cow<'_, str> {
    let is_mail = is_mail(text);
    let is_plain = |line: &str| without_prefix(line, is_mail) == line.len() && mark(line) == 0;
    if !has_dress(text) && text.split('\n').all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    // A block whose lines begin with the same mark, and how long that is.
    let (mut block_end, mut marked) = (0, 0);
    for line in text.split_inclusive('\n') {
        let at = plain.len();
        if at >= block_end {
            let (length, mark) = marked_block(text.get(at..).unwrap_or(""));
            (block_end, marked) = (at + length, mark);
            // What is left out of a template was not printed by anybody.
            if line.trim_start().starts_with(one_of("/#")) && is_in_braces(&plain) {
                marked = 0;
            }
        }
        let mut rest = line;
        if at < block_end {
            let length = marked.min(line.trim_end().len());
            rest = line.get(length..).unwrap_or(line);
            plain.extend(std::iter::repeat_n(' ', line.len() - rest.len()));
        }
        let prefix = rest.len() - without_prefix(rest, is_mail);
        if prefix > 0 || has_dress(rest) {
            undress(rest, prefix, &mut plain);
        } else {
            plain.push_str(rest);
        }
    }
    Cow::Owned(plain)
}

/// Whether what comes next stands in an object or list.
fn is_in_braces(text: &str) -> bool {
    let text = text.trim_end();
    let is_indented = || {
        text.rsplit('\n')
            .next()
            .unwrap_or("")
            .starts_with(one_of(" \t"))
    };
    text.ends_with(one_of("{[,")) || text.ends_with('}') && is_indented()
}

/// How much of a line is a mark that others may have, too: of a comment, or a time.
pub fn mark(line: &str) -> usize {
    const COMMENTS: [&str; 5] = ["#", "//", "-- ", "REM ", "rem "];
    let text = line.trim_start_matches([' ', '\t', '>']);
    if text.starts_with(|c: char| c == '"' || c.is_ascii_lowercase() && c != 'r') {
        // Most lines of anything long.
        return 0;
    }
    for comment in &COMMENTS {
        if text.starts_with(comment) {
            return line.len() - text.len() + comment.len();
        }
    }
    // `2024-05-01T12:00:01.123Z `, `[12:01] `: up to the blank behind it.
    let is_of_a_time = |byte: &u8| matches!(byte, b'+'..=b':' | b' ' | b'[' | b']' | b'T' | b'Z');
    let length = line.bytes().take_while(is_of_a_time).count();
    let times = line.get(..length).unwrap_or("");
    let time = times.split_once(':').and_then(|(before, behind)| {
        (before.ends_with(DIGIT) && behind.starts_with(DIGIT)).then_some(before.len())
    });
    time.map_or(0, |time| {
        let blank = times.get(time..).and_then(|behind| behind.find(' '));
        blank.map_or(0, |blank| time + blank + 1)
    })
}

/// How long the block is that begins here and has the same mark on each of its lines, and how long that is with the
/// name of whoever says it all behind a time: 0 where what stands there is no output, as most comments are prose.
fn marked_block(text: &str) -> (usize, usize) {
    const FEWEST_LINES: usize = 3;
    const ANSWERS: [&str; 3] = ["Access: ", "NextHopType: ", "ConnectionStatus: "];
    let (mark, rest) = text.split_at_checked(mark(text)).unwrap_or_default();
    if mark.is_empty() {
        return (0, 0);
    }
    let first = rest.split('\n').next().unwrap_or("");
    let behind_name = if first.starts_with('[') { "] " } else { ": " };
    let name_end = first.find(behind_name).map(|end| end + 2);
    let mut name = name_end.and_then(|end| first.get(..end));
    let (mut count, mut length, mut is_output) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        let is_same =
            |(own, other): (u8, u8)| own == other || own.is_ascii_digit() && other.is_ascii_digit();
        let is_short = trimmed.len() < mark.trim_end().len();
        if is_short || !trimmed.bytes().zip(mark.bytes()).all(is_same) {
            break;
        }
        let behind = trimmed.get(mark.len()..).unwrap_or("");
        name = name.filter(|name| behind.starts_with(name.trim_end()));
        let output = behind
            .strip_prefix(name.unwrap_or(""))
            .unwrap_or("")
            .trim_start();
        let is_rule = !output.is_empty() && output.trim_matches(one_of("- ")).is_empty();
        is_output |= is_rule || output.contains(" : ") || output.starts_with(one_of("{[\""));
        is_output |= ANSWERS.iter().any(|key| output.starts_with(key));
        count += 1;
        length += line.len();
    }
    let marked = mark.len() + name.map_or(0, str::len);
    let is_output = is_output && count >= FEWEST_LINES;
    (length, if is_output { marked } else { 0 })
}

/// Whether somebody quotes a mail in it, and not PowerShell asks for more of a command.
fn is_mail(text: &str) -> bool {
    text.starts_with("> ")
        || text.contains("\n> ")
        || text.lines().all(|line| line.starts_with(">>"))
}

/// Whether something may have to be taken out in the middle of lines.
fn has_dress(text: &str) -> bool {
    let is_dress = |byte: u8| (byte >= 0x80) | (byte == 0x1b) | (byte == b'&');
    // To look at many bytes at once is faster than to stop at the first one. Every line of XML has an angle, and few have `<br>`.
    text.bytes().fold(false, |any, byte| any | is_dress(byte))
        || ["<b", COLOUR_END].iter().any(|it| text.contains(it))
}

/// Ends a colour, `[0m` or `[39;49;00m`, where a page or a log lost the character before it.
const COLOUR_END: &str = "0m";

/// How long the colour is that begins here without its first character: `[32;1m`.
fn colour(text: &str) -> Option<usize> {
    let inside = text.get(1..)?;
    let behind = inside.trim_start_matches(one_of("0123456789;"));
    let length = inside.len() - behind.len();
    (behind.starts_with('m') && length > 0).then_some(length + 2)
}

/// The character that the source of a web page writes in another way, and how long that is.
fn entity(text: &str) -> Option<(char, usize)> {
    const ENTITIES: [(&str, char); 9] = [
        ("&quot;", '"'),
        ("&#34;", '"'),
        ("&#39;", '\''),
        ("&nbsp;", ' '),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("<br>", ' '),
        ("<br/>", ' '),
        ("<br />", ' '),
    ];
    let mut entities = ENTITIES.into_iter();
    let (written, c) = entities.find(|(written, _)| text.starts_with(written))?;
    Some((c, written.len()))
}

/// How much of a line is left behind the `>` of a quoted mail and the `data:` of the first Azure CLI.
fn without_prefix(line: &str, is_mail: bool) -> usize {
    let mut length = line.len();
    let mut rest = line.trim_start();
    while let Some(behind) = rest.strip_prefix('>') {
        // `>>` is PowerShell asking for more, or what a mail quotes of another.
        let is_within = is_mail && behind.starts_with('>');
        if !behind.is_empty() && !behind.starts_with(BLANK) && !is_within {
            break;
        }
        length = behind.len();
        rest = behind.trim_start();
    }
    match rest.strip_prefix("data:") {
        Some(behind) if behind.is_empty() || behind.starts_with(BLANK) => behind.len(),
        _ => length,
    }
}

fn undress(line: &str, rest: usize, plain: &mut String) {
    // Where there are quotes of the usual kind, the others are part of a text.
    let (has_double, has_single) = (line.contains('"'), line.contains('\''));
    let is_rule = !line.contains(OF_A_WORD);
    let has_colours = line.contains(COLOUR_END);
    let mut is_colour = false;
    let (mut before, mut known) = (' ', 0);
    for (at, c) in line.char_indices() {
        let put = match c {
            _ if at < known => None,
            '&' | '<' if let Some((c, length)) = line.get(at..).and_then(entity) => {
                known = at + length;
                Some(c)
            }
            '[' if has_colours && let Some(length) = line.get(at..).and_then(colour) => {
                known = at + length;
                is_colour = false;
                None
            }
            // As itself, and as `cat -v` or an editor shows it.
            '\u{1b}' | '\u{241b}' => {
                is_colour = true;
                None
            }
            '^' if has_colours && line.get(at..).is_some_and(|it| it.starts_with("^[[")) => {
                is_colour = true;
                known = at + 3;
                None
            }
            _ if is_colour => {
                is_colour = !c.is_ascii_alphabetic();
                None
            }
            _ if at < rest => Some(' '),
            '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => None,
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
            '\u{2010}'..='\u{2015}' | '\u{2212}' if is_rule => Some('-'),
            // The borders of a table.
            '│' | '┃' | '║' => Some('|'),
            '\u{2500}'..='\u{257f}' => Some('-'),
            '\u{201c}'..='\u{201f}' if !has_double => Some('"'),
            '\u{2018}'..='\u{201b}' if !has_single => Some('\''),
            _ => Some(c),
        };
        let left = c.len_utf8() - put.map_or(0, char::len_utf8);
        // What begins with a quote begins at the first of its bytes, and what ends with one at the last.
        let is_begin = before.is_whitespace() || matches!(before, '{' | '[' | ':' | ',');
        if is_begin {
            plain.extend(put);
        }
        for _ in 0..left {
            plain.push(NO_COLUMN);
        }
        if !is_begin {
            plain.extend(put);
        }
        before = put.unwrap_or(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_stays_where_it_is() {
        for (dressed, shown) in [
            ("> > Name : x\r\n", "    Name : x\r\n"),
            (">> -Name x\n>x", ">> -Name x\n>x"),
            ("data:    Name  : x\ndata:", "         Name  : x\n     "),
            ("\u{feff}Name\u{a0}:\u{3000}x", "Name : x"),
            ("“name”: “a”,", "\"name\": \"a\","),
            ("\"say\": \"“a”\"", "\"say\": \"“a”\""),
            ("‘*’", "'*'"),
            ("–––– ——", "---- --"),
            ("\u{1b}[36mname\u{1b}[39;49;00m: x", "name: x"),
            ("[32;1mName : [0mx [m] [1]", "Name : x [m] [1]"),
            ("[94m\"a\"[39;49;00m: [37m [39;49;00m1 [2]", "\"a\":  1 [2]"),
            ("␛[94m\"a\"␛[39;49;00m: 1", "\"a\": 1"),
            ("^[[94m\"a\"^[[39;49;00m: 1 ^[", "\"a\": 1 ^["),
            ("規則: x", "規則: x"),
            ("&quot;a&quot;: &lt;b & c&#39;", "\"a\": <b & c'"),
        ] {
            let plain = plain(dressed);
            assert_eq!(plain.len(), dressed.len(), "{dressed}");
            assert_eq!(plain.replace(NO_COLUMN, ""), shown);
        }
        let doubled = "a\r\n\r\nb\n\nc\n\n\n\nd\n\ne\n";
        assert_eq!(
            plain(doubled),
            "a\u{c}\u{c}\r\nb\u{c}\nc\u{c}\n\u{c}\nd\u{c}\ne\n"
        );
        assert_eq!(plain("a\n\nb\n\nc\nd\n\ne\n"), "a\n\nb\n\nc\nd\n\ne\n");
        assert_eq!(plain("“a”: 1"), "\"\u{c}\u{c}a\u{c}\u{c}\": 1");
    }
}
