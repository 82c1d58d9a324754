//! Sentences as data: a template with named holes for each language, and one way to fill them for all.

use super::packed::{Text, words};
use super::{Language, printable};
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, Direction, Route, SecurityRule};
use crate::judge::{Hop, HopKind};
use crate::net::text;
use crate::question::Question;

/// What stands in a hole of a template. Pasted text becomes harmless on the way in, so that no sentence can forget it.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// `{rule}`: a rule with what it is, its name and priority; `None` for the end of an NSG's list.
    Rule(Option<&'a SecurityRule>),
    /// `{rule}`: one that may decide, and what else does.
    EitherRule(&'a SecurityRule, Option<&'a SecurityRule>),
    /// `{named}`: just its name and priority.
    Named(&'a SecurityRule),
    /// `{route}`: a route, its prefix and next hop; `None` where there is none.
    Route(Option<&'a Route>),
    /// `{place}`: the NSG of a hop, and where it sits.
    Place(&'a Hop),
    /// `{nsg}`: an NSG by its name.
    Nsg(&'a str),
    /// `{this_nsg}`: the same, where the sentence stands beside the NSG.
    ThisNsg(&'a str),
    /// `{name}`: a name that somebody gave to something.
    Name(&'a str),
    /// `{other}`: a second name.
    Other(&'a str),
    /// `{field}`: a field of a rule.
    Field(RuleField),
    /// `{text}`: what was pasted or typed.
    Text(&'a str),
    /// `{wanted}`: what would match.
    Wanted(&'a str),
    /// `{list}`: something that [`super::joined`] or another template made.
    List(&'a str),
    /// `{number}`: a priority, a port, a count.
    Number(u32),
    /// `{flow}`: protocol and port.
    Flow(&'a Question),
    /// `{way}`: in or out, as a connection goes.
    Way(Direction),
    /// `{direction}`: in or out, as a rule has it.
    Direction(Direction),
    /// `{protocol}`: what of it a rule is for.
    Protocol(&'a str),
    /// `{ports}`: which a rule is for.
    Ports(&'a str),
    /// `{source}`: which a rule is for.
    Source(&'a str),
}

words! {
    /// The parts that sentences are put together from.
    PhraseWords from PhraseText {
        /// `{rule}`: a rule of the user's, `{named}`.
        rule: Text,
        /// `{rule}`: one of Azure's own, `{named}`.
        default_rule: Text,
        /// `{rule}`: where an NSG ends without any.
        end_of_list: Text,
        /// `{rule}`: one `{rule}` that may decide, or else another, `{list}`.
        either_rule: Text,
        /// `{rule}`: one `{rule}` that lets it through, where another, `{list}`, may already have.
        already_rule: Text,
        /// `{named}`: with a priority, `{name}` and `{number}`.
        with_priority: Text,
        /// `{route}`: its `{text}`, and where it leads: `{wanted}`.
        route: Text,
        /// `{route}`: the same with the `{name}` that the user gave it.
        named_route: Text,
        /// `{route}`: where there is none.
        no_route: Text,
        /// `{nsg}`: with its `{name}`.
        nsg: Text,
        /// `{nsg}`: without a name.
        the_nsg: Text,
        /// `{this_nsg}`: without a name.
        this_nsg: Text,
        /// `{place}`: an `{nsg}` on the subnet.
        on_subnet: Text,
        /// `{place}`: an `{nsg}` on the network interface.
        on_nic: Text,
        /// `{place}`: an `{nsg}` somewhere.
        somewhere: Text,
        /// `{place}`: the rules of a network manager.
        in_admin_rules: Text,
        /// `{way}`: in, out.
        ways: [Text; 2],
        /// `{direction}`: in, out.
        directions: [Text; 2],
        /// `{protocol}`: any, and the `{text}` that a rule has.
        protocols: [Text; 2],
        /// `{ports}`: any, and the `{text}` that a rule has.
        ports: [Text; 2],
        /// `{source}`: any, and the `{text}` that a rule has.
        sources: [Text; 2],
        /// Between the parts of a list.
        comma: [Text; 2],
        /// The same, and before the last of them: and.
        and: [Text; 2],
        /// The same with or.
        or: [Text; 2],
        /// Behind the complaint that a list of rules does not say their direction.
        direction_above: Text,
        /// Between clauses that each could be a sentence.
        and_also: [Text; 2],
    }
}

/// What stands between the parts of a list, and before the last.
pub type Joint = [Text; 2];

impl Language {
    /// Fills the holes of a template.
    pub fn fill(self, template: &str, values: &[Value<'_>]) -> String {
        let mut said = String::new();
        self.write(&mut said, template, values);
        said
    }

    /// A pasted name, or that there is none.
    pub fn name(self, name: &str) -> String {
        self.fill("{name}", &[Value::Name(name)])
    }

    fn write(self, said: &mut String, template: &str, values: &[Value<'_>]) {
        let mut parts = template.split('{');
        said.push_str(parts.next().unwrap_or(""));
        for part in parts {
            let (hole, text) = part.split_once('}').unwrap_or(("", part));
            if let Some(value) = values.iter().find(|value| value.hole() == hole) {
                self.write_value(said, *value);
            }
            said.push_str(text);
        }
    }

    fn write_value(self, said: &mut String, value: Value<'_>) {
        let words = &self.words().phrase;
        let either = |&[inbound, outbound]: &[Text; 2], direction| match direction {
            Direction::Inbound => inbound,
            Direction::Outbound => outbound,
        };
        let (template, inner) = match value {
            Value::Rule(None) => (words.end_of_list(), value),
            Value::Rule(Some(rule)) if rule.default => (words.default_rule(), Value::Named(rule)),
            Value::Rule(Some(rule)) => (words.rule(), Value::Named(rule)),
            Value::EitherRule(rule, other) => {
                let other = self.fill("{rule}", &[Value::Rule(other)]);
                let values = [Value::Rule(Some(rule)), Value::List(&other)];
                let template = match rule.access.get() {
                    Some(Access::Deny) | None => words.either_rule(),
                    Some(_) => words.already_rule(),
                };
                return self.write(said, template, &values);
            }
            Value::Named(rule) => {
                let name = Value::Name(&rule.name);
                return match rule.priority.get() {
                    Some(priority) => {
                        self.write(
                            said,
                            words.with_priority(),
                            &[name, Value::Number(*priority)],
                        );
                    }
                    None => self.write_value(said, name),
                };
            }
            Value::Route(None) => (words.no_route(), value),
            Value::Route(Some(route)) => {
                let mut leads_to = route.next_hop.name().to_owned();
                for address in &route.next_hop_addresses {
                    leads_to.push(' ');
                    leads_to.push_str(&printable(address));
                }
                let values = [
                    Value::Name(&route.name),
                    Value::Text(&route.destination.text()),
                    Value::Wanted(&leads_to),
                ];
                let is_named = !route.name.is_empty();
                let template = if is_named {
                    words.named_route()
                } else {
                    words.route()
                };
                return self.write(said, template, &values);
            }
            Value::Place(hop) => {
                let place = match hop.kind {
                    HopKind::SubnetNsg => words.on_subnet(),
                    HopKind::NicNsg => words.on_nic(),
                    HopKind::AdminRules => words.in_admin_rules(),
                    _ => words.somewhere(),
                };
                (place, Value::Nsg(&hop.name))
            }
            Value::Nsg("") => (words.the_nsg(), value),
            Value::ThisNsg("") => (words.this_nsg(), value),
            Value::Nsg(name) | Value::ThisNsg(name) => (words.nsg(), Value::Name(name)),
            Value::Name("") | Value::Other("") => (self.page().unnamed(), value),
            Value::Name(text) | Value::Other(text) | Value::Text(text) => {
                return said.push_str(&printable(text));
            }
            Value::Field(field) => (field.name(), value),
            Value::Wanted(text) | Value::List(text) => return said.push_str(text),
            Value::Number(number) => return said.push_str(&text::number(number as usize)),
            Value::Flow(question) => {
                said.push_str(question.protocol.name());
                said.push(' ');
                return self.write_value(said, Value::Number(question.port.into()));
            }
            Value::Way(direction) => (either(words.ways(), direction), value),
            Value::Direction(direction) => (either(words.directions(), direction), value),
            Value::Protocol(text) => of_rule(words.protocols(), text),
            Value::Ports(text) => of_rule(words.ports(), text),
            Value::Source(text) => of_rule(words.sources(), text),
        };
        self.write(said, template, &[inner]);
    }
}

/// How a rule's field is said: in a word, when it is for any.
fn of_rule<'a>(&[any, some]: &[Text; 2], text: &'a str) -> (Text, Value<'a>) {
    let is_any = matches!(text, "*" | "Any" | "0-65535");
    (if is_any { any } else { some }, Value::Text(text))
}

impl Value<'_> {
    /// The name of the hole it goes into.
    fn hole(&self) -> &'static str {
        match self {
            Value::Rule(_) | Value::EitherRule(..) => "rule",
            Value::Named(_) => "named",
            Value::Route(_) => "route",
            Value::Place(_) => "place",
            Value::Nsg(_) => "nsg",
            Value::ThisNsg(_) => "this_nsg",
            Value::Name(_) => "name",
            Value::Other(_) => "other",
            Value::Field(_) => "field",
            Value::Text(_) => "text",
            Value::Wanted(_) => "wanted",
            Value::List(_) => "list",
            Value::Number(_) => "number",
            Value::Flow(_) => "flow",
            Value::Way(_) => "way",
            Value::Direction(_) => "direction",
            Value::Protocol(_) => "protocol",
            Value::Ports(_) => "ports",
            Value::Source(_) => "source",
        }
    }
}

/// Puts texts in a row.
pub fn joined(parts: &[String], [between, before_last]: &Joint) -> String {
    let mut row = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            let is_last = at + 1 == parts.len();
            row.push_str(if is_last { before_last } else { between });
        }
        row.push_str(part);
    }
    row
}
