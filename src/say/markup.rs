//! A document as plain text, as Markdown and as HTML.

/// A part of a document.
pub enum Block {
    /// The sign of the answer, the sentence that says it all, and those below it.
    Verdict(&'static str, String, Vec<String>),
    /// What the next part is about; empty where it goes on with the same.
    Heading(String),
    /// Lines.
    Points(Vec<String>),
    /// Commands to copy.
    Commands(Vec<String>),
    /// What to do, numbered, each with lines of its own.
    Steps(Vec<(String, Vec<String>)>),
    /// The rules of an NSG.
    Rules(Vec<Rule>),
}

/// A rule, in a row.
#[derive(Default)]
pub struct Rule {
    /// Whether it decides.
    pub decides: bool,
    /// Its priority.
    pub priority: String,
    /// What it does.
    pub access: &'static str,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub fate: String,
}

impl Block {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Block::Verdict(..) | Block::Heading(_) => false,
            Block::Points(lines) | Block::Commands(lines) => lines.is_empty(),
            Block::Steps(steps) => steps.is_empty(),
            Block::Rules(rules) => rules.is_empty(),
        }
    }
}

/// How a document is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// For terminals.
    Plain,
    /// For tickets that take Markdown.
    Markdown,
    /// For tickets that take rich text, for files and for paper.
    Html,
}

/// Writes a document.
pub fn write(blocks: &[Block], markup: Markup) -> String {
    let mut out = Writer {
        markup,
        out: String::new(),
    };
    for block in blocks {
        out.block(block);
    }
    out.out
}

struct Writer {
    markup: Markup,
    out: String,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Verdict(sign, headline, details) => {
                self.put(
                    ["", "**", "<h2>"],
                    &[sign, " ", headline],
                    ["\n", "**\n", "</h2>\n"],
                );
                for detail in details {
                    self.put(["  ", "\n", "<p>"], &[detail], ["\n", "\n", "</p>\n"]);
                }
            }
            Block::Heading(heading) if heading.is_empty() => {}
            Block::Heading(heading) => {
                self.put(
                    ["\n", "\n### ", "<h3>"],
                    &[heading],
                    ["\n", "\n\n", "</h3>\n"],
                );
            }
            Block::Points(lines) => {
                self.put(["", "", "<ul>\n"], &[], [""; 3]);
                for line in lines {
                    self.put(["  ", "- ", "<li>"], &[line], ["\n", "\n", "</li>\n"]);
                }
                self.put(["", "", "</ul>\n"], &[], [""; 3]);
            }
            Block::Commands(commands) => {
                for command in commands {
                    self.put(["  ", "```\n", "<pre>"], &[], [""; 3]);
                    match self.markup {
                        Markup::Plain => self.text(&command.replace('\n', "\n  ")),
                        // It shows it as it is. A fence would have to be a line of its own, and no name holds an end of
                        // a line; another quote in the place of a name's own would end the shell's.
                        Markup::Markdown => self.out.push_str(command),
                        Markup::Html => self.text(command),
                    }
                    self.put(["\n", "\n```\n", "</pre>\n"], &[], [""; 3]);
                }
            }
            Block::Steps(steps) => {
                self.put(["", "", "<ol>\n"], &[], [""; 3]);
                for (at, (title, points)) in steps.iter().enumerate() {
                    let number = crate::net::text::number(at + 1);
                    if self.markup != Markup::Html {
                        self.put(["  ", "", ""], &[&number], [". ", ". ", ""]);
                    }
                    self.put(["", "", "<li>"], &[title], ["\n", "\n", "<ul>\n"]);
                    for point in points {
                        self.put(
                            ["     ", "   - ", "<li>"],
                            &[point],
                            ["\n", "\n", "</li>\n"],
                        );
                    }
                    self.put(["", "", "</ul></li>\n"], &[], [""; 3]);
                }
                self.put(["", "", "</ol>\n"], &[], [""; 3]);
            }
            Block::Rules(rules) => self.rules(rules),
        }
    }

    fn rules(&mut self, rules: &[Rule]) {
        // A table of Markdown needs a head.
        self.put(
            ["", "| | | | | |\n|---|---:|---|---|---|\n", "<table>\n"],
            &[],
            [""; 3],
        );
        for rule in rules {
            let pointer = if rule.decides { "▶" } else { " " };
            let access_width = if rule.access.is_empty() { 0 } else { 5 };
            let cells = [
                (pointer, 1, 1),
                (&rule.priority, 5, 0),
                (rule.access, 0, access_width),
                (&rule.name, 0, 0),
                (&rule.fate, 0, 0),
            ];
            self.put(["  ", "|", "<tr>"], &[], [""; 3]);
            for (at, (text, left, right)) in cells.into_iter().enumerate() {
                if self.markup == Markup::Plain {
                    // In columns, as far as they are narrow.
                    let length = text.chars().count();
                    let gap = match at {
                        0 => "",
                        4 if !rule.name.is_empty() => ": ",
                        _ => " ",
                    };
                    self.out.push_str(gap);
                    self.pad(left, length);
                    self.out.push_str(text);
                    self.pad(right, length);
                } else {
                    self.put(["", " ", "<td>"], &[text], ["", " |", "</td>"]);
                }
            }
            self.put(["\n", "\n", "</tr>\n"], &[], [""; 3]);
        }
        self.put(["", "", "</table>\n"], &[], [""; 3]);
    }

    fn pad(&mut self, width: usize, length: usize) {
        for _ in length..width {
            self.out.push(' ');
        }
    }

    /// What stands before, the text, and what stands behind; before and behind as the markup wants it.
    fn put(&mut self, before: [&str; 3], parts: &[&str], behind: [&str; 3]) {
        let markup = self.markup as usize;
        self.out.push_str(before.get(markup).copied().unwrap_or(""));
        for part in parts {
            self.text(part);
        }
        self.out.push_str(behind.get(markup).copied().unwrap_or(""));
    }

    /// Pasted names must not turn into markup.
    fn text(&mut self, text: &str) {
        for character in text.chars() {
            match (self.markup, character) {
                (
                    Markup::Markdown,
                    '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~',
                ) => {
                    self.out.push('\\');
                    self.out.push(character);
                }
                (Markup::Html, '<') => self.out.push_str("&lt;"),
                (Markup::Html, '>') => self.out.push_str("&gt;"),
                (Markup::Html, '&') => self.out.push_str("&amp;"),
                (Markup::Html, '"') => self.out.push_str("&quot;"),
                _ => self.out.push(character),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name that tries everything.
    const HOSTILE: &str = "</pre><script>a & \"b\"</script> ``` | **x** [y](z) # ~";

    fn written(markup: Markup) -> String {
        let name = || HOSTILE.to_owned();
        let rule = Rule {
            decides: true,
            priority: "100".to_owned(),
            access: "Deny",
            name: name(),
            fate: name(),
        };
        let blocks = [
            Block::Verdict("✗", name(), vec![name()]),
            Block::Heading(name()),
            Block::Points(vec![name()]),
            Block::Commands(vec![name()]),
            Block::Steps(vec![(name(), vec![name()])]),
            Block::Rules(vec![rule]),
        ];
        write(&blocks, markup)
    }

    #[test]
    fn no_name_becomes_markup_in_html() {
        let html = written(Markup::Html);
        let own = [
            "h2", "h3", "p", "ul", "ol", "li", "pre", "table", "tr", "td",
        ];
        for tag in html.split('<').skip(1) {
            let name = tag.split('>').next().unwrap_or("").trim_start_matches('/');
            assert!(own.contains(&name), "<{tag}");
        }
        assert_eq!(
            html.matches("&lt;script&gt;a &amp; &quot;b&quot;").count(),
            9
        );
        for tag in own {
            let count = |text: &str| html.matches(text).count();
            assert_eq!(
                count(&format!("<{tag}>")),
                count(&format!("</{tag}>")),
                "{tag}"
            );
        }
    }

    #[test]
    fn no_name_becomes_markup_in_markdown() {
        let markdown = written(Markup::Markdown);
        let mut is_command = false;
        for line in markdown.lines() {
            // Escaped characters are only characters.
            let mut rest = line.to_owned();
            while let Some(at) = rest.find('\\') {
                rest.replace_range(at..at + 2, "");
            }
            if line == "```" {
                is_command = !is_command;
            } else if !is_command {
                assert!(!rest.contains("**x") && !rest.contains("[y]"), "{line}");
                assert!(!rest.contains('<') && !rest.contains('`'), "{line}");
            }
            if line.starts_with("| ▶") {
                assert_eq!(rest.matches('|').count(), 6, "{line}");
            }
        }
        assert!(!is_command);
    }

    #[test]
    fn a_command_is_the_same_in_markdown() {
        let command = "az x -n 'a`$(touch x)`'";
        let markdown = write(
            &[Block::Commands(vec![command.to_owned()])],
            Markup::Markdown,
        );
        assert_eq!(markdown, ["```\n", command, "\n```\n"].concat());
    }
}
