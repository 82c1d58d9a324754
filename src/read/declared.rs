//! Resources as they are declared: in Terraform's own language, which `terraform plan` and `terraform state show` print
//! too, and in Bicep. Blocks of `key = value` or `key: value`, each on its line; what is neither text nor number is an
//! expression, and stays one.

use super::cursor::Cursor;
use super::json::MAX_DEPTH;
use super::key::Key;
use super::letters::{Letter, one_of};
use super::list_view::line_at;
use super::resource::objects;
use super::template::node_mut;
use super::terraform::{PLANNED, id_of, kind};
use super::value::{List, Member, Node, Object, Value};
use crate::net::text::number;
use std::borrow::Cow;

/// More resources than anybody points to.
const MOST_NAMES: usize = 1_000;

/// Reads all that is declared from the line at byte `at` on, where a resource of Azure's is the first. Terraform's comes
/// as `terraform show -json` prints it. Also gives the byte behind.
pub fn parse(text: &str, at: usize) -> Option<(Node<'_>, usize)> {
    let line = line_at(text, at)?.text;
    // A plan has marks before what it changes.
    let is_planned = line.trim_start().starts_with(one_of("+-~"));
    let line = line.trim_start_matches(one_of(" \u{c}+-~/"));
    let is_excerpt =
        line.starts_with("security_rule {") || line.starts_with("dynamic \"security_rule\" {");
    let mut words = line.split_whitespace();
    let is_resource = words.next() == Some("resource");
    let is_terraform = words
        .next()
        .is_some_and(|kind| kind.starts_with("\"azurerm_"));
    let is_bicep = words
        .next()
        .is_some_and(|kind| kind.starts_with("'Microsoft."));
    if !is_excerpt && (!is_resource || !is_terraform && !is_bicep) {
        return None;
    }
    let mut reader = Reader {
        cursor: Cursor::new(text, at, 0),
        text,
        is_hidden: false,
    };
    let mut list = List::default();
    // Of each resource: how others point to its name or id, and what that is.
    let mut names: Vec<(String, String)> = Vec::new();
    // Rules without the NSG that they are cut out of.
    let mut excerpt = Object::default();
    let mut end = at;
    // Whether the text ends in what may be a rule of any of the NSGs.
    let is_cut = loop {
        let is_removed = reader.skip();
        let start = reader.cursor.at;
        let word = reader.word();
        let is_resource = word == "resource";
        let (mut kind, mut label) = (Cow::Borrowed(""), Cow::Borrowed(""));
        while let Some(next) = reader.label() {
            kind = std::mem::replace(&mut label, next);
        }
        if is_bicep {
            std::mem::swap(&mut kind, &mut label);
        }
        if reader.cursor.peek() == Some(b'=') {
            reader.cursor.at += 1;
        }
        reader.blanks();
        if reader.cursor.peek() != Some(b'{') {
            // Nothing that is declared.
            break is_resource && reader.cursor.peek().is_none();
        }
        reader.is_hidden = false;
        let Some(Value::Object(mut body)) = reader.value(0) else {
            break false;
        };
        end = reader.cursor.at;
        if word == RULE || label == RULE {
            let item = (word == RULE).then(|| node(start, end, Value::Object(body)));
            if !is_removed {
                // The NSG may have others.
                add_block(&mut excerpt, RULE.into(), start, item, Some(start));
            }
            continue;
        }
        if !is_resource || is_removed {
            continue;
        }
        if is_bicep {
            let kind = kind.split('@').next().unwrap_or("");
            body.add_text("type", kind, start, start);
            if names.len() < MOST_NAMES {
                point_to(&body, kind, &label, &mut names);
            }
            list.items.push(node(start, end, Value::Object(body)));
            continue;
        }
        if kind == "azurerm_network_security_rule" && body.cut.is_some() {
            break true;
        }
        for (owner, list) in &[(NSG, RULE), ("azurerm_route_table", "route")] {
            if kind == *owner && !body.has(list) && reader.is_hidden {
                // Those that a plan leaves out because they stay as they are.
                add_block(&mut body, Cow::Borrowed(list), start, None, Some(start));
            }
        }
        let label = [&*kind, ".", &*label].concat();
        if names.len() < MOST_NAMES
            && let Some(name) = body.text("name")
        {
            names.push((["[", &label, ".name]"].concat(), name.to_owned()));
        }
        list.items.push(whole(&kind, &label, start, end, body));
    };
    if !excerpt.members.is_empty() {
        list.items.push(whole(NSG, "", at, end, excerpt));
    }
    for item in &mut list.items {
        if let Value::Object(whole) = &mut item.value
            && is_cut
            && whole.says("type", NSG)
            && let Some(Value::Object(body)) = node_mut(whole, "values").map(|it| &mut it.value)
        {
            add_block(body, RULE.into(), end, None, Some(end));
        }
        resolve(item, &names);
    }
    // Only now the names that are part of ids are known.
    let mut ids = Vec::new();
    for item in list.items.iter().take(MOST_NAMES) {
        let told = item.object().and_then(|it| {
            let label = it.text("address")?;
            let id = id_of(it.inner("values")?, kind(it)?)?;
            Some((["[", label, ".id]"].concat(), id))
        });
        ids.extend(told);
    }
    for item in &mut list.items {
        resolve(item, &ids);
    }
    let key = if is_planned { PLANNED } else { "resources" };
    let mut root = Object::default();
    root.add(key, Value::List(list), at, end);
    // What tells Terraform's from everybody else's.
    let version = if is_bicep { "" } else { "terraform_version" };
    root.add_text(version, "", at, at);
    let end = line_at(text, end).map_or(end, |rest| rest.end);
    Some((node(at, end, Value::Object(root)), end))
}

const NSG: &str = "azurerm_network_security_group";
const RULE: &str = "security_rule";

/// A resource of this kind, as `terraform show -json` prints it.
fn whole<'t>(kind: &str, label: &str, start: usize, end: usize, body: Object<'t>) -> Node<'t> {
    let mut whole = Object::default();
    whole.add_text("type", kind, start, start);
    whole.add_text("address", label, start, start);
    whole.add("values", Value::Object(body), start, end);
    node(start, end, Value::Object(whole))
}

/// A value and where it stands.
pub fn node(start: usize, end: usize, value: Value<'_>) -> Node<'_> {
    Node { start, end, value }
}

/// How Bicep points to a resource's name and id, and to those of a network's subnets: as a template does it.
fn point_to(body: &Object<'_>, kind: &str, label: &str, names: &mut Vec<(String, String)>) {
    let Some(name) = body.text("name") else {
        return;
    };
    let expression = |name: &str| match name.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(inside) => inside.to_owned(),
        None => ["'", name, "'"].concat(),
    };
    let own = expression(name);
    let id = ["[resourceId('", kind, "', ", &own, ")]"].concat();
    names.push((["[", label, ".name]"].concat(), name.to_owned()));
    names.push((["[", label, ".id]"].concat(), id));
    for (at, subnet) in objects(body, "subnets").into_iter().enumerate() {
        let subnet = expression(subnet.said("name"));
        names.push((
            ["[", label, ".properties.subnets[", &number(at), "].id]"].concat(),
            [
                "[resourceId('",
                kind,
                "/subnets', ",
                &own,
                ", ",
                &subnet,
                ")]",
            ]
            .concat(),
        ));
    }
}

/// Puts the names of resources in place of what points to them.
fn resolve(node: &mut Node<'_>, names: &[(String, String)]) {
    match &mut node.value {
        Value::Object(object) => {
            for member in &mut object.members {
                resolve(&mut member.node, names);
            }
        }
        Value::Text(text) if text.starts_with('[') => {
            if let Some((_, name)) = names.iter().find(|(reference, _)| reference == text) {
                *text = Cow::Owned(name.clone());
            }
        }
        Value::List(list) => {
            for item in &mut list.items {
                resolve(item, names);
            }
        }
        Value::Text(_) | Value::Null => {}
    }
}

struct Reader<'t> {
    cursor: Cursor<'t>,
    text: &'t str,
    /// Whether a plan said just now that it leaves something out.
    is_hidden: bool,
}

impl<'t> Reader<'t> {
    fn blanks(&mut self) {
        let rest = self.cursor.rest();
        self.cursor.at += rest.len() - rest.trim_start_matches(one_of(" \t\u{c}")).len();
    }

    /// Over white space, commas and comments, and the marks of a plan. Whether these say that what follows goes away.
    fn skip(&mut self) -> bool {
        let mut is_removed = false;
        loop {
            let rest = self.cursor.rest();
            let is_between: Letter = |c| c.is_whitespace() || c == ',';
            let inside = rest.trim_start_matches(is_between);
            self.cursor.at += rest.len() - inside.len();
            let mark = inside.split(' ').next().unwrap_or("");
            if inside.starts_with('#') || inside.starts_with("//") {
                let comment = inside.split('\n').next().unwrap_or("");
                // `# (3 unchanged elements hidden)`
                self.is_hidden |= comment.trim_end().ends_with(" hidden)");
                self.cursor.at += comment.len();
            } else if let Some(comment) = inside.strip_prefix("/*") {
                // One that never ends takes all the rest.
                let length = comment.find("*/").unwrap_or(comment.len());
                self.cursor.at = (self.cursor.at + length + 4).min(self.text.len());
            } else if ["+", "~", "-", "-/+", "+/-"].contains(&mark) {
                is_removed = mark == "-";
                self.cursor.at += mark.len();
            } else {
                return is_removed;
            }
        }
    }

    fn word(&mut self) -> &'t str {
        let rest = self.cursor.rest();
        let is_other: Letter = |c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        let length = rest.find(is_other).unwrap_or(rest.len());
        self.cursor.at += length;
        rest.get(..length).unwrap_or("")
    }

    /// What stands between the word for a block and its brace: `"azurerm_subnet"`, `nsg`, `'Microsoft.Network/…'`.
    fn label(&mut self) -> Option<Cow<'t, str>> {
        self.blanks();
        match self.cursor.peek() {
            Some(b'"' | b'\'') => self.quoted(),
            _ => Some(Cow::Borrowed(self.word())).filter(|word| !word.is_empty()),
        }
    }

    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        if self.cursor.peek() == Some(b'"') {
            return self.cursor.string();
        }
        self.cursor.single_quoted()
    }

    /// What stands here; `None` where that is known only after it was applied, or the text ends.
    fn value(&mut self, depth: u32) -> Option<Value<'t>> {
        self.blanks();
        let value = match self.cursor.peek()? {
            b'{' | b'[' if depth > MAX_DEPTH => {
                self.cursor.at = self.cursor.end();
                return None;
            }
            b'{' => Some(Value::Object(self.object(depth))),
            b'[' => Some(Value::List(self.list(depth))),
            b'"' | b'\'' => {
                let text = self.quoted()?;
                // Old Terraform wrote every expression so, alone in its quotes.
                let alone = text.strip_prefix("${").and_then(|it| it.strip_suffix('}'));
                let alone = alone.filter(|inside| !inside.contains('}'));
                Some(Value::Text(match text.contains("${") {
                    true => Cow::Owned(["[", alone.unwrap_or(&text).trim(), "]"].concat()),
                    false => text,
                }))
            }
            _ => self.expression(),
        };
        self.blanks();
        if self.cursor.rest().starts_with("->") {
            // From what it is to what it will be.
            self.cursor.at += 2;
            return self.value(depth);
        }
        value
    }

    /// A number, a word, or whatever else goes on to the end of the line or of what is around it.
    fn expression(&mut self) -> Option<Value<'t>> {
        let rest = self.cursor.rest();
        let mut open = 0;
        let is_end = |c: char| {
            open += match c {
                '(' | '[' | '{' => 1,
                ')' | ']' | '}' => -1,
                _ => 0,
            };
            open < 0 || open == 0 && matches!(c, '\n' | ',')
        };
        let length = rest.find(is_end).unwrap_or(rest.len());
        let whole = rest.get(..length).unwrap_or("");
        let text = whole.split(" ->").next().unwrap_or("");
        self.cursor.at += text.len();
        let mut text = text;
        for comment in [" #", " //", " /*"] {
            text = text.split(comment).next().unwrap_or("").trim();
        }
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text {
            "(known after apply)" => None,
            "null" => Some(Value::Null),
            "true" | "false" => Some(Value::Text(Cow::Borrowed(text))),
            _ if is_number => Some(Value::Text(Cow::Borrowed(text))),
            _ => Some(Value::Text(Cow::Owned(["[", text, "]"].concat()))),
        }
    }

    fn list(&mut self, depth: u32) -> List<'t> {
        let mut list = List::default();
        self.cursor.at += 1;
        self.is_hidden = false;
        loop {
            let is_removed = self.skip();
            let start = self.cursor.at;
            match self.cursor.peek() {
                Some(b']') => break self.cursor.at += 1,
                None => break list.cut = Some(start),
                _ => {}
            }
            // `[for rule in rules: {`
            let is_loop = self.cursor.rest().starts_with("for ");
            let is_hidden = self.is_hidden;
            match self.value(depth + 1) {
                Some(_) if is_removed => {}
                Some(value) if !is_loop => list.items.push(node(start, self.cursor.at, value)),
                _ => list.cut = Some(start),
            }
            self.is_hidden = is_hidden;
            // What cannot stand here.
            if self.cursor.at == start {
                self.cursor.skip_character();
            }
        }
        if self.is_hidden {
            list.cut.get_or_insert(self.cursor.at);
        }
        list
    }

    fn object(&mut self, depth: u32) -> Object<'t> {
        let mut object = Object::default();
        self.cursor.at += 1;
        loop {
            let is_removed = self.skip();
            let start = self.cursor.at;
            match self.cursor.peek() {
                Some(b'}') => break self.cursor.at += 1,
                None => break object.cut = Some(start),
                _ => {}
            }
            let key = self.label().unwrap_or_default();
            let name = self.label();
            self.blanks();
            match self.cursor.peek() {
                Some(b'=' | b':') if name.is_none() => {
                    self.cursor.at += 1;
                    let value = self.value(depth + 1);
                    let node = value.map(|value| node(start, self.cursor.at, value));
                    if let Some(node) = node.filter(|_| !is_removed) {
                        let key = Key::from(key);
                        object.members.push(Member { key, start, node });
                    }
                }
                // A block, of which there may be several.
                Some(b'{') => {
                    let at = self.cursor.at;
                    let value = self.value(depth + 1);
                    let is_whole = name.is_none();
                    let item = value.map(|value| node(at, self.cursor.at, value));
                    let item = item.filter(|_| is_whole && !is_removed);
                    if !is_removed {
                        // `dynamic "security_rule" {` stands for any number of them.
                        let cut = (!is_whole).then_some(at);
                        add_block(&mut object, name.unwrap_or(key), start, item, cut);
                    }
                }
                _ => {
                    // Something else, to the end of the line.
                    object.cut = Some(start);
                    let rest = self.cursor.rest();
                    let length = rest.find('\n').unwrap_or(rest.len());
                    self.cursor.at += length;
                    if self.cursor.at == start {
                        self.cursor.skip_character();
                    }
                }
            }
        }
        if self.cursor.peek().is_none() && object.cut.is_some() {
            for member in &mut object.members {
                if let Value::List(list) = &mut member.node.value {
                    list.cut = list.cut.or(object.cut);
                }
            }
        }
        object
    }
}

/// Adds a block to those of its kind.
pub fn add_block<'t>(
    object: &mut Object<'t>,
    key: Cow<'t, str>,
    start: usize,
    item: Option<Node<'t>>,
    cut: Option<usize>,
) {
    let at = object.members.iter().position(|member| *member.key == *key);
    let at = at.unwrap_or_else(|| {
        object.members.push(Member {
            key: Key::from(key),
            start,
            node: node(start, start, Value::List(List::default())),
        });
        object.members.len() - 1
    });
    if let Some(member) = object.members.get_mut(at)
        && let Value::List(list) = &mut member.node.value
    {
        if let Some(item) = item {
            member.node.end = item.end;
            list.items.push(item);
        }
        list.cut = list.cut.or(cut);
    }
}
