//! What `terraform state show` printed up to version 0.11: a line for each value, with the way to it. A list is its length,
//! and then its elements, each below a number of its own: `destination_port_ranges.1028498434 = 22`.

use super::list_view::line_at;
use super::terraform::tell;
use super::value::{List, Node, Object, Value};

/// Reads the resource whose id stands in the line at byte `at`, as Azure tells it. Also gives the byte behind.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let mut reader = Reader { text, at };
    let (_, id) = reader.peek().filter(|(key, _)| *key == "id")?;
    let kind = match id.rsplit('/').nth(1)? {
        "subnets" => "subnet",
        "networkInterfaces" => "network_interface",
        _ => "",
    };
    if !id.starts_with("/subscriptions/") {
        return None;
    }
    let mut object = reader.object("", 0);
    tell(&mut object, kind);
    let end = reader.at;
    Some((reader.node(at, Value::Object(object)), end))
}

struct Reader<'t> {
    text: &'t str,
    /// Where the next line begins.
    at: usize,
}

impl<'t> Reader<'t> {
    /// The way and the value of the next line.
    fn peek(&self) -> Option<(&'t str, &'t str)> {
        let line = line_at(self.text, self.at)?.text.trim();
        let (key, value) = line.split_once(" =")?;
        let key = key.trim_end();
        let is_of_it = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.#%".contains(&byte);
        let is_way = key.bytes().all(is_of_it) && (value.is_empty() || value.starts_with(' '));
        is_way.then(|| (key, value.trim()))
    }

    /// What is left of the way of the next line, where that begins so, and its value.
    fn below(&self, way: &str) -> Option<(&'t str, &'t str)> {
        let (key, value) = self.peek()?;
        Some((key.strip_prefix(way)?, value))
    }

    fn step(&mut self) {
        self.at = line_at(self.text, self.at).map_or(self.text.len(), |line| line.end);
    }

    fn node(&self, start: usize, value: Value<'t>) -> Node<'t> {
        let end = self.text.get(..self.at).map_or(0, |it| it.trim_end().len());
        Node { start, end, value }
    }

    fn object(&mut self, way: &str, depth: u32) -> Object<'t> {
        // Rules, and their lists.
        const DEEPEST: u32 = 4;
        let mut object = Object::default();
        while let Some((rest, value)) = self.below(way) {
            let start = self.at;
            match rest.split_once('.') {
                Some((key, _)) if depth < DEEPEST => {
                    let list = self.list(&[way, key, "."].concat(), depth + 1);
                    let end = self.node(start, Value::Null).end;
                    object.add(key, Value::List(list), start, end);
                }
                _ => {
                    self.step();
                    let end = self.node(start, Value::Null).end;
                    object.add_text(rest, value, start, end);
                }
            }
        }
        object
    }

    fn list(&mut self, way: &str, depth: u32) -> List<'t> {
        let mut list = List::default();
        let mut length = 0;
        while let Some((rest, value)) = self.below(way) {
            let start = self.at;
            if let Some((number, _)) = rest.split_once('.') {
                let object = self.object(&[way, number, "."].concat(), depth);
                list.items.push(self.node(start, Value::Object(object)));
                continue;
            }
            self.step();
            match rest {
                "#" | "%" => length = value.parse().unwrap_or(usize::MAX),
                _ => {
                    let value = Value::Text(value.into());
                    list.items.push(self.node(start, value));
                }
            }
        }
        list.cut = (list.items.len() < length).then_some(self.at);
        list
    }
}
