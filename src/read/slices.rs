//! A long text, read slice by slice, so that a page can draw and answer between two of them.

use super::assemble::Pieces;
use super::cursor::Cursor;
use super::json;
use super::plain_text::{mark, plain};
use super::problem::Problem;
use super::rule::span;
use super::scan::Scan;
use super::{MOST_BYTES, put_together, report_breaks, report_too_long, report_unread, take_json};
use crate::azure::Evidence;
use crate::origin::Span;

/// How far a text is read.
#[derive(Default)]
pub struct Slices {
    /// As much of the text as is plain already.
    text: String,
    scan: Scan,
    /// The list of JSON that is being read item by item.
    list: Option<LongList>,
    pieces: Pieces,
    problems: Vec<Problem>,
    /// What was used or is named in a problem.
    used: Vec<Span>,
}

/// A list that is read item by item.
#[derive(Clone, Copy)]
struct LongList {
    /// Where it or what is around it begins.
    from: usize,
    /// Where its items begin.
    at: usize,
    /// Whether an object is around it.
    is_wrapped: bool,
    /// Whether one of its items was used or named in a problem, which does for all of them.
    is_known: bool,
}

/// A list that is shorter is read at once.
const LONG_LIST: usize = 400_000;

impl Slices {
    /// Reads about so many bytes more of `whole`, the same text at every call: at least one document, or one item
    /// of a long list. Gives back how many bytes are read; `None` when all are.
    pub fn go_on(&mut self, whole: &str, bytes: usize) -> Option<usize> {
        const TIMES_AS_FAST: usize = 4;
        if whole.len() > MOST_BYTES {
            report_too_long(0, whole, &mut self.problems);
            return None;
        }
        if self.text.len() < whole.len() {
            // What makes lines plain looks at each alone, but for those that begin with the same mark.
            let rest = whole.get(self.text.len()..).unwrap_or_default();
            let mut far = rest.get(rest.ceil_char_boundary(bytes * TIMES_AS_FAST)..);
            loop {
                far = far.and_then(|far| far.get(far.find('\n')? + 1..));
                if far.is_none_or(|line| mark(line) == 0) {
                    break;
                }
            }
            let lines = rest.get(..rest.len() - far.map_or(0, str::len));
            self.text.push_str(&plain(lines.unwrap_or_default()));
            return Some(0);
        }
        let until = self.scan.at + bytes;
        while self.scan.at < until && self.has_more() {
            if let Some(list) = self.list {
                self.item(list);
                continue;
            }
            if self.scan.table.is_none() {
                self.list = list_of(&self.text, self.scan.at);
            }
            if let Some(list) = self.list {
                self.scan.at = list.at;
                continue;
            }
            let (text, at) = (&self.text, self.scan.at);
            let (pieces, problems, used) = (&mut self.pieces, &mut self.problems, &mut self.used);
            // To the end of what starts here; at each line a long list may start.
            self.scan.go_on(text, at + 1, pieces, problems, used);
        }
        self.has_more().then_some(self.scan.at)
    }

    fn has_more(&self) -> bool {
        self.scan.at < self.text.len() || self.scan.table.is_some()
    }

    /// One item of a list, or its end.
    fn item(&mut self, list: LongList) {
        let text = &self.text;
        let mut cursor = Cursor::new(text, self.scan.at, 0);
        cursor.skip_separators();
        self.scan.at = cursor.at;
        let (mut parsed, is_item) = match (cursor.peek(), list.is_wrapped) {
            (Some(b'{'), _) => (json::parse(text, cursor.at, 0), true),
            (Some(b']'), true) => (json::parse_members(text, cursor.at + 1), false),
            (closing, _) => {
                self.scan.at += usize::from(closing == Some(b']'));
                self.end(list);
                return;
            }
        };
        report_breaks(0, text, &parsed.breaks, &mut self.problems);
        self.scan.at = parsed.node.end.max(cursor.at + 1);
        if is_item {
            let (pieces, problems) = (&mut self.pieces, &mut self.problems);
            let is_used = take_json(0, &mut parsed.node, pieces, problems)
                || !list.is_known && report_unread(0, &parsed.node, problems);
            let is_known = list.is_known || is_used;
            self.list = Some(LongList { is_known, ..list });
        } else {
            self.end(list);
        }
    }

    fn end(&mut self, list: LongList) {
        self.list = None;
        if list.is_known {
            self.used.push(span(0, list.from, self.scan.at));
        }
    }

    /// What was read, and all problems in the order of the text; notes each stretch that was used or is named in a problem.
    pub fn finish(mut self, used: &mut Vec<Span>) -> (Evidence, Vec<Problem>) {
        if let Some(list) = self.list {
            self.end(list);
        }
        let (pieces, problems) = (&mut self.pieces, &mut self.problems);
        self.scan.finish(pieces, problems, &mut self.used);
        used.append(&mut self.used);
        put_together(self.pieces, self.problems, true)
    }
}

/// The long list that starts here, alone or as `value` or `values` of an object.
fn list_of(text: &str, at: usize) -> Option<LongList> {
    if text.len() - at < LONG_LIST {
        return None;
    }
    let mut cursor = Cursor::new(text, at, 0);
    cursor.skip_space();
    let opening = cursor.peek();
    let start = cursor.at;
    cursor.at += 1;
    match opening {
        Some(b'[') => {}
        Some(b'{') => loop {
            cursor.skip_separators();
            if cursor.peek() != Some(b'"') {
                return None;
            }
            let key = cursor.string()?;
            cursor.skip_space();
            if cursor.peek() != Some(b':') {
                return None;
            }
            cursor.at += 1;
            cursor.skip_space();
            match cursor.peek()? {
                b'[' if key == "value" || key == "values" => {
                    cursor.at += 1;
                    break;
                }
                b'[' | b'{' => return None,
                b'"' => drop(cursor.string()?),
                _ => drop(cursor.word(b",{}[]\"\n")),
            }
        },
        _ => return None,
    }
    let items = cursor.at;
    cursor.skip_space();
    (cursor.peek() == Some(b'{')).then_some(LongList {
        from: start,
        at: items,
        is_wrapped: start + 1 < items,
        is_known: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::LineIndex;
    use crate::read::{Input, read_noting_used};

    fn tags(count: usize) -> String {
        let mut text = "{\n \"changeNumber\": 1, \"cloud\": \"Public\",\n \"values\": [".to_owned();
        for tag in 0..count {
            let blocks: Vec<String> = (0..300)
                .map(|at| format!("\"20.{}.{}.0/24\"", tag % 256, at % 256))
                .collect();
            let comma = if tag == 0 { "" } else { "," };
            text.push_str(&format!(
                "{comma}\n  {{\"name\": \"Tag{tag}\", \"id\": \"Tag{tag}\", \"properties\": {{\"systemService\": \"x\", \"addressPrefixes\": [{}]}}}}",
                blocks.join(", ")
            ));
        }
        text.push_str("]\n}\n");
        text
    }

    fn same(text: &str, bytes: usize) -> usize {
        let mut slices = Slices::default();
        let (mut count, mut before) = (1, 0);
        while let Some(at) = slices.go_on(text, bytes) {
            if at > 0 {
                assert!(at > before, "it goes on");
                (before, count) = (at, count + 1);
            }
        }
        let text = text.to_owned();
        let (mut used, mut used_in_slices) = (Vec::new(), Vec::new());
        let inputs = [Input { name: None, text }];
        let (evidence, problems) = read_noting_used(&inputs, &mut used);
        let (in_slices, problems_in_slices) = slices.finish(&mut used_in_slices);
        assert_eq!(in_slices, evidence);
        assert_eq!(problems_in_slices, problems);
        // All of a line is, or nothing: what stands between the items of a list does not matter.
        let [Input { text, .. }] = inputs;
        let lines = |used: &[Span]| {
            let mut lines = vec![false; text.lines().count()];
            let index = LineIndex::new(&text);
            for place in used {
                let (first, last) = index.lines(*place);
                for line in first..=last {
                    lines[line as usize - 1] = true;
                }
            }
            lines
        };
        assert_eq!(lines(&used_in_slices), lines(&used));
        count
    }

    #[test]
    fn what_is_read_in_slices_is_what_is_read_at_once() {
        let nsg = |name: &str| {
            format!(
                "PS C:\\> az network nsg show\n{{\"name\": \"{name}\", \"securityRules\": [{{\"name\": \"r\", \"priority\": 100, \"direction\": \"Inbound\",\n\"access\": \"Deny\"}}]}}\n> Name : other\nPriority : 200\nAccess : Allow\n\nwhat is this\n"
            )
        };
        let documents: String = ["a", "b", "c", "d"].map(nsg).concat();
        let table = |heading: &str, count: usize| {
            let mut table = ["Name", heading, "Access", "Direction\n"].join("\t");
            for number in 0..count {
                table.push_str(&format!("r{number}\t{}\tDeny\tInbound\n", 100 + number));
            }
            table
        };
        for count in [255, 256, 257, 512, 900] {
            // In the middle, at the end, with prose before it, and one that nobody reads.
            let tables = ["what is this\n", &table("Priority", count), &documents].concat();
            same(&tables, 1000);
            same(
                &[&documents, "...\n", &table("Priority", count)].concat(),
                1000,
            );
            same(&[&table("Colour", count), "what is this\n"].concat(), 1000);
        }
        assert!(same(&documents, 100) > 3);
        assert!(
            same(
                &[documents.as_str(), &tags(150), &documents].concat(),
                10_000
            ) > 50
        );
        let list: Vec<String> = (0..2_000)
            .map(|at| format!("{{\"name\": \"nsg-{at}\", \"location\": \"japaneast\", \"securityRules\": [], \"defaultSecurityRules\": [], \"note\": \"{}\"}}", "x".repeat(200)))
            .collect();
        assert!(same(&format!("[{}]", list.join(",\n")), 10_000) > 40);
    }

    #[test]
    fn a_long_list_may_be_cut_off() {
        let whole = tags(150);
        let cut: String = whole.chars().take(whole.len() - 50).collect();
        let mut slices = Slices::default();
        while slices.go_on(&cut, 10_000).is_some() {}
        let (evidence, problems) = slices.finish(&mut Vec::new());
        assert!(evidence.documents.len() >= 149);
        assert_eq!(problems.len(), 1, "{problems:?}");
    }
}
