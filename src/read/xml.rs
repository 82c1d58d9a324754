//! XML, as the service management API of classic Azure answers it: elements become members, and what holds one element
//! over and over becomes a list. Attributes and namespaces say nothing that decides, and are left out.

use super::json::MAX_DEPTH;
use super::key::Key;
use super::letters::{ENGLISH, one_of};
use super::value::{List, Member, Node, Object, Value};
use std::borrow::Cow;

/// What came out of one place.
pub struct Parsed<'t> {
    /// An object whose one member is the root element.
    pub node: Node<'t>,
    /// Where the text stops being XML. What was whole before it is kept.
    pub broken: Option<usize>,
}

/// Reads the element that starts in this line, with nothing but space before it. `None` when none does.
pub fn parse(text: &str, at: usize) -> Option<Parsed<'_>> {
    let mut parser = Parser {
        text,
        at,
        broken: None,
    };
    // A byte-order mark that came along in the middle of a paste, and `<?xml …?>`.
    let line = parser.rest();
    let line = line.get(..line.find('\n').unwrap_or(line.len()))?;
    parser.at += line.len() - line.trim_start_matches(one_of(" \t\u{feff}")).len();
    while parser.rest().starts_with("<?") || parser.rest().starts_with("<!--") {
        parser.skip_unread();
        parser.at += parser.rest().len() - parser.rest().trim_start().len();
    }
    let start = parser.at;
    let name = parser.rest().strip_prefix('<')?;
    if !name.starts_with(ENGLISH) {
        return None;
    }
    let mut object = Object::default();
    if let Some(root) = parser.element(0) {
        object.members.push(root);
    }
    object.cut = parser.broken;
    let node = Node {
        start,
        end: parser.at,
        value: Value::Object(object),
    };
    let broken = parser.broken;
    Some(Parsed { node, broken })
}

/// What a route table calls its list.
const ROUTES: &str = "RouteList";

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// Set once the text has ended inside an element, or goes on as none can: nothing more is read.
    broken: Option<usize>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn stop(&mut self) {
        self.broken = Some(self.at);
    }

    /// Over a comment, an instruction or a declaration. What stands in `<![CDATA[…]]>` is text.
    fn skip_unread(&mut self) -> &'t str {
        let end = match self.rest() {
            comment if comment.starts_with("<!--") => "--",
            data if data.starts_with("<![") => "]]",
            _ => "",
        };
        let unread = self.until(end).unwrap_or("");
        if unread.is_empty() {
            self.stop();
        }
        unread.strip_prefix("<![CDATA[").unwrap_or("")
    }

    /// Everything before the next `end` with `>` behind it, and moves behind both.
    fn until(&mut self, end: &str) -> Option<&'t str> {
        // Nothing Azure writes in one tag or comment is longer; what never ends is given up before it takes long.
        const LONGEST: usize = 8192;
        let rest = self.rest();
        let near = rest.floor_char_boundary(LONGEST);
        let rest = rest.get(..near)?;
        let mut from = 0;
        while let Some(found) = rest.get(from..)?.find('>') {
            let before = rest.get(..from + found)?;
            from += found + 1;
            if let Some(before) = before.strip_suffix(end) {
                self.at += from;
                return Some(before);
            }
        }
        self.at = self.text.len();
        None
    }

    /// The element that starts here. `None` when it breaks off before it holds anything.
    fn element(&mut self, depth: u32) -> Option<Member<'t>> {
        let start = self.at;
        let Some(tag) = self.until("").filter(|_| depth < MAX_DEPTH) else {
            self.stop();
            return None;
        };
        let whole_name = tag.trim_start_matches('<');
        let end = whole_name
            .find(one_of(" \t\r\n\u{c}/"))
            .unwrap_or(whole_name.len());
        let whole_name = whole_name.get(..end).unwrap_or("");
        let key = without_namespace(whole_name);
        let mut node = Node {
            start,
            end: self.at,
            value: Value::Null,
        };
        if !tag.ends_with('/') {
            node = self.content(whole_name, depth)?;
            if !matches!(node.value, Value::Text(_)) {
                node.start = start;
            }
        }
        match &mut node.value {
            // Its routes stand there only on request.
            Value::Object(table) if key == "RouteTable" && !table.has(ROUTES) => {
                let (items, cut) = (Vec::new(), Some(start));
                table.members.push(Member {
                    key: Key::from(ROUTES),
                    start,
                    node: Node {
                        start,
                        end: node.end,
                        value: Value::List(List { items, cut }),
                    },
                });
            }
            Value::Null if key == ROUTES => node.value = Value::List(List::default()),
            _ => {}
        }
        let key = Key::from(key);
        Some(Member { key, start, node })
    }

    /// What stands between a start tag and its end tag.
    fn content(&mut self, name: &str, depth: u32) -> Option<Node<'t>> {
        let mut node = Node {
            start: self.at,
            end: self.at,
            value: Value::Null,
        };
        let mut members: Vec<Member<'t>> = Vec::new();
        let mut text = String::new();
        while self.broken.is_none() {
            let before = self.rest();
            let length = before.find('<').unwrap_or(before.len());
            push_text(&mut text, before.get(..length).unwrap_or(""));
            self.at += length;
            node.end = self.at;
            let rest = self.rest();
            if let Some(tag) = rest.strip_prefix("</") {
                let behind = tag.strip_prefix(name);
                if behind.is_some_and(|behind| behind.trim_start().starts_with('>')) {
                    self.until("");
                    break;
                }
                self.stop();
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                text.push_str(self.skip_unread());
            } else if rest.is_empty() {
                self.stop();
            } else {
                if let Some(member) = self.element(depth + 1) {
                    members.push(member);
                }
            }
        }
        let cut = self.broken;
        if members.is_empty() {
            // Half of a value is no value.
            let trimmed = text.trim();
            if cut.is_some() {
                return None;
            }
            let written = self.text.get(node.start..node.end).unwrap_or("");
            node.start += written.len() - written.trim_start().len();
            node.end = node.start + written.trim().len();
            if !trimmed.is_empty() {
                node.value = Value::Text(Cow::Owned(trimmed.to_owned()));
            }
            return Some(node);
        }
        node.end = self.at;
        node.value = if is_list(name, &members) {
            let mut items = Vec::new();
            for member in members {
                items.push(member.node);
            }
            Value::List(List { items, cut })
        } else {
            Value::Object(Object { members, cut })
        };
        Some(node)
    }
}

/// `Rules` holds each `Rule`, `AddressPrefixes` each `AddressPrefix`, `RouteList` each `Route`.
fn is_list(name: &str, members: &[Member<'_>]) -> bool {
    let name = without_namespace(name);
    members.iter().all(|member| {
        name.ends_with("List") || (name.len() > member.key.len() && name.starts_with(&*member.key))
    })
}

fn without_namespace(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, name)| name)
}

/// Adds what stands between two tags, with its entities replaced.
pub fn push_text(text: &mut String, written: &str) {
    const ENTITIES: [(&str, char); 6] = [
        ("nbsp;", ' '),
        ("amp;", '&'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("quot;", '"'),
        ("apos;", '\''),
    ];
    let mut pieces = written.split('&');
    text.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (mut character, mut behind) = ('&', piece);
        for (entity, stands_for) in ENTITIES {
            if let Some(rest) = piece.strip_prefix(entity) {
                (character, behind) = (stands_for, rest);
            }
        }
        text.push(character);
        text.push_str(behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> (Object<'_>, Option<usize>) {
        let parsed = parse(text, 0).expect("XML");
        (
            parsed.node.object().expect("an object").clone(),
            parsed.broken,
        )
    }

    #[test]
    fn elements_become_members_and_repeated_ones_a_list() {
        let text = "\u{feff}<?xml version=\"1.0\"?>\n<!-- > --><a:Acl xmlns:a=\"x\" a:b='c'>\n <Rules><Rule><Order>1</Order></Rule><Rule i:nil=\"true\" /></Rules>\n <Empty></Empty><Type>A &amp; &lt;B&gt;あ&no;</Type><C><![CDATA[1<2]]></C>\n</a:Acl>\nbehind";
        let (object, broken) = root(text);
        assert_eq!(broken, None);
        let acl = object.inner("acl").expect("the root");
        let rules = acl.member("Rules").unwrap().node.list().unwrap();
        assert_eq!(rules.items.len(), 2);
        assert_eq!(rules.items[0].object().unwrap().text("order"), Some("1"));
        assert_eq!(rules.items[1].value, Value::Null);
        assert_eq!(acl.member("Empty").unwrap().node.value, Value::Null);
        assert_eq!(acl.text("Type"), Some("A & <B>あ&no;"));
        assert_eq!(acl.text("C"), Some("1<2"));
    }

    #[test]
    fn values_point_at_their_place() {
        let text = "<A>\n  <Port> 3389 </Port>\n</A>";
        let (object, _) = root(text);
        let port = object.inner("A").unwrap().member("Port").unwrap();
        assert_eq!(
            text.get(port.node.start..port.node.end).unwrap(),
            "3389",
            "without the spaces around it"
        );
        assert_eq!(port.start, 6);
    }

    #[test]
    fn what_is_whole_before_the_break_is_kept() {
        for (text, place) in [
            ("<Rules><Rule><N>1</N></Rule><Rule><N>2</N><O>3", 46),
            ("<Rules><Rule><N>1</N></Rule><Rule><N>2</N></Wrong>", 42),
        ] {
            let (object, broken) = root(text);
            assert_eq!(broken, Some(place), "{text}");
            let rules = object.member("Rules").unwrap().node.list().unwrap();
            assert!(rules.cut.is_some(), "{text}");
            let names: Vec<_> = rules
                .items
                .iter()
                .map(|rule| rule.object().unwrap())
                .collect();
            assert_eq!(names.len(), 2);
            assert!(names[0].cut.is_none() && names[1].cut.is_some(), "{text}");
        }
    }

    #[test]
    fn depth_is_bounded_and_every_prefix_can_be_read() {
        let deep = "<a>".repeat(100_000);
        assert!(root(&deep).1.is_some());
        let text = "<?xml?><A b='日本'><!-- c --><B>日&amp;</B><![CDATA[x]]><C/></A>";
        for end in 0..=text.len() {
            if let Some(prefix) = text.get(..end) {
                parse(prefix, 0);
            }
        }
    }

    #[test]
    fn prose_is_no_xml() {
        for text in ["a < b", "< b>", "", "PS> <none>", "</a>"] {
            assert!(parse(text, 0).is_none(), "{text:?}");
        }
    }
}
