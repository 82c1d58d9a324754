//! Pasted names made harmless: nothing in them can drive a terminal or turn the reading direction of a sentence.

/// The text with control, bidirectional and invisible formatting characters written out, as in `\u{202e}`.
pub fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hazardous(character) {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    safe
}

/// C0 and C1 controls, marks and overrides of direction, and characters that nobody sees.
pub fn is_hazardous(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_that_drives_a_terminal_or_turns_text_survives() {
        assert_eq!(printable("\u{1b}[31mrdp\u{7}"), "\\u{1b}[31mrdp\\u{7}");
        assert_eq!(printable("a\u{202e}b\u{9b}1m"), "a\\u{202e}b\\u{9b}1m");
        assert_eq!(
            printable("規則 <b>&amp;"),
            "規則 <b>&amp;",
            "markup is text, and text is left alone"
        );
    }
}
