//! XML, as the service management API of classic Azure answers it: elements become members, and what holds one element
//! over and over becomes a list. Attributes and namespaces say nothing that decides, and are left out.

use super::json::MAX_DEPTH;
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
    parser.at += line.len() - line.trim_start_matches([' ', '\t', '\u{feff}']).len();
    while parser.rest().starts_with("<?") || parser.rest().starts_with("<!--") {
        parser.skip_unread();
        parser.at += parser.rest().len() - parser.rest().trim_start().len();
    }
    let start = parser.at;
    let name = parser.rest().strip_prefix('<')?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let root = parser.element(0);
    let cut = parser.broken.map(|_| start);
    let node = Node {
        start,
        end: parser.at,
        value: Value::Object(Object {
            members: Vec::from_iter(root),
            cut,
        }),
    };
    let broken = parser.broken;
    Some(Parsed { node, broken })
}

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

    /// Over a comment, an instruction or a declaration.
    fn skip_unread(&mut self) {
        let end = if self.rest().starts_with("<!--") {
            "-->"
        } else {
            ">"
        };
        if self.until(end).is_none() {
            self.stop();
        }
    }

    /// Everything before the next `end`, which is one character or ends in `>`, and moves behind that.
    fn until(&mut self, end: &str) -> Option<&'t str> {
        // Nothing Azure writes in one tag or comment is longer; what never ends is given up before it takes long.
        const LONGEST: usize = 8192;
        let rest = self.rest();
        let rest = rest.get(..rest.floor_char_boundary(LONGEST))?;
        let last = end.chars().next_back()?;
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|rest| rest.find(last)) {
            from += found + last.len_utf8();
            if let Some(before) = rest.get(..from).and_then(|read| read.strip_suffix(end)) {
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
        let Some(tag) = self.until(">").filter(|_| depth < MAX_DEPTH) else {
            self.stop();
            return None;
        };
        let whole_name = tag.trim_start_matches('<');
        let is_end = |c: char| c.is_whitespace() || c == '/';
        let whole_name = whole_name.split(is_end).next().unwrap_or("");
        let key = whole_name.rsplit(':').next().unwrap_or("");
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
        let key = Cow::Borrowed(key);
        Some(Member { key, start, node })
    }

    /// What stands between a start tag and its end tag.
    fn content(&mut self, whole_name: &str, depth: u32) -> Option<Node<'t>> {
        let start = self.at;
        let mut members: Vec<Member<'t>> = Vec::new();
        let mut text = Cow::Borrowed("");
        let end = loop {
            let before = self.rest();
            let Some(length) = before.find('<') else {
                self.at = self.text.len();
                self.stop();
                break self.at;
            };
            push_text(&mut text, before.get(..length).unwrap_or(""));
            self.at += length;
            let rest = self.rest();
            let end = self.at;
            if let Some(tag) = rest.strip_prefix("</") {
                let is_own = tag.strip_prefix(whole_name);
                let is_own = is_own.is_some_and(|tag| tag.trim_start().starts_with('>'));
                if is_own {
                    self.until(">");
                } else {
                    self.stop();
                }
                break end;
            }
            if rest.starts_with("<![CDATA[") {
                match self.until("]]>") {
                    Some(data) => text.to_mut().push_str(data.get(9..).unwrap_or("")),
                    None => self.stop(),
                }
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.skip_unread();
            } else {
                members.extend(self.element(depth + 1));
            }
            if self.broken.is_some() {
                break self.at;
            }
        };
        let is_text = members.is_empty();
        if is_text && self.broken.is_some() {
            // Half of a value is no value.
            return None;
        }
        let cut = self.broken;
        let (mut from, mut to) = (start, self.at);
        let value = if is_text {
            let written = self.text.get(start..end).unwrap_or("");
            from += written.len() - written.trim_start().len();
            to = from + written.trim().len();
            match text.trim() {
                "" => Value::Null,
                trimmed => Value::Text(match &text {
                    Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                    Cow::Owned(_) => Cow::Owned(trimmed.to_owned()),
                }),
            }
        } else if is_list(whole_name, &members) {
            let mut items = Vec::new();
            for member in members {
                items.push(member.node);
            }
            Value::List(List { items, cut })
        } else {
            Value::Object(Object { members, cut })
        };
        Some(Node {
            start: from,
            end: to,
            value,
        })
    }
}

/// `Rules` holds each `Rule`, `AddressPrefixes` each `AddressPrefix`, `RouteList` each `Route`.
fn is_list(whole_name: &str, members: &[Member<'_>]) -> bool {
    let name = whole_name.rsplit(':').next().unwrap_or("");
    members.iter().all(|member| {
        name.ends_with("List") || (name.len() > member.key.len() && name.starts_with(&*member.key))
    })
}

/// Adds what stands between two tags, with its entities replaced.
fn push_text<'t>(text: &mut Cow<'t, str>, written: &'t str) {
    const ENTITIES: [(&str, char); 5] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
    ];
    if text.is_empty() && !written.contains('&') {
        *text = Cow::Borrowed(written);
        return;
    }
    let mut rest = written;
    while let Some((plain, behind)) = rest.split_once('&') {
        let text = text.to_mut();
        text.push_str(plain);
        let entity = behind.split_once(';').and_then(|(name, behind)| {
            let known = ENTITIES.iter().find(|(known, _)| *known == name);
            let numbered = || {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16).ok(),
                    None => number.parse().ok(),
                };
                char::from_u32(code?)
            };
            let character = known.map(|(_, character)| *character).or_else(numbered)?;
            Some((character, behind))
        });
        let (character, behind) = entity.unwrap_or(('&', behind));
        text.push(character);
        rest = behind;
    }
    text.to_mut().push_str(rest);
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
        let text = "\u{feff}<?xml version=\"1.0\"?>\n<!-- > --><a:Acl xmlns:a=\"x\" a:b='c'>\n <Rules><Rule><Order>1</Order></Rule><Rule i:nil=\"true\" /></Rules>\n <Empty></Empty><Type>A &amp; &lt;B&gt;&#x3042;&no;</Type><C><![CDATA[1<2]]></C>\n</a:Acl>\nbehind";
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
