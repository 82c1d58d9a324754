//! What programs put around and into Azure's output on its way into a paste: quoting of mails and tickets, colours of a
//! terminal, the quotes, dashes and spaces of a word processor. It is taken out byte for byte, so every place stays where
//! it is.

use super::stray_line::is_of_a_word;
use std::borrow::Cow;

/// Fills up what is shorter than it was. It is white space, and takes no column of its own.
pub const NO_COLUMN: char = '\u{c}';

/// The text in plain characters, and as long as it was.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.split('\n').any(is_dressed) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if is_dressed(line) {
            undress(line, &mut plain);
        } else {
            plain.push_str(line);
        }
    }
    Cow::Owned(plain)
}

fn is_dressed(line: &str) -> bool {
    without_prefix(line) < line.len() || line.bytes().any(|byte| byte >= 0x80 || byte == 0x1b)
}

/// How much of a line is left behind the `>` of a quoted mail and the `data:` of the first Azure CLI.
fn without_prefix(line: &str) -> usize {
    let mut length = line.len();
    let mut rest = line.trim_start();
    while let Some(behind) = rest.strip_prefix('>') {
        // `>>` is PowerShell asking for more.
        if !behind.is_empty() && !behind.starts_with(char::is_whitespace) {
            break;
        }
        length = behind.len();
        rest = behind.trim_start();
    }
    match rest.strip_prefix("data:") {
        Some(behind) if behind.is_empty() || behind.starts_with(char::is_whitespace) => {
            behind.len()
        }
        _ => length,
    }
}

fn undress(line: &str, plain: &mut String) {
    let rest = line.len() - without_prefix(line);
    // Where there are quotes of the usual kind, the others are part of a text.
    let (has_double, has_single) = (line.contains('"'), line.contains('\''));
    let is_rule = !line.contains(is_of_a_word);
    let mut is_colour = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let put = match c {
            '\u{1b}' => {
                is_colour = true;
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
            ("規則: x", "規則: x"),
        ] {
            let plain = plain(dressed);
            assert_eq!(plain.len(), dressed.len(), "{dressed}");
            assert_eq!(plain.replace(NO_COLUMN, ""), shown);
        }
        assert_eq!(plain("“a”: 1"), "\"\u{c}\u{c}a\u{c}\u{c}\": 1");
    }
}
