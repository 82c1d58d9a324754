//! The rules in the order Azure tries them, with five marks a row; and what every row of a table does.

use super::action::Action;
use super::answer::sign;
use super::answered::Answered;
use super::element::{Attr, Dispatch, Element, When, button, el, several, signed};
use super::routes::route_row;
use super::shared::Shared;
use super::{Drawing, Drawn, MANY_ROWS, Page, SOME_ROWS, details_id, fill};
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, Direction};
use crate::explain::rule_table::{field_text, wanted};
use crate::explain::{Row, RuleTable};
use crate::judge::nsg::Fate;
use crate::judge::{HopAnswer, Mark};
use crate::net::text;
use crate::origin::{Origin, Span};
use crate::say::{Language, fate, printable};
use std::rc::Rc;
use yew::Html;
use yew::virtual_dom::{Key, VComp};

/// A table for every NSG in the path.
pub fn rule_tables(page: &Page, answer: &Shared<Answered>) -> Html {
    let mut tables = Vec::new();
    for (at, table) in answer.explanation.tables().into_iter().enumerate() {
        if answer.explanation.is_shown(table.at) {
            tables.push(table_of(page, answer, at, table).into());
        }
    }
    several(tables)
}

/// The columns before those of the matched fields: priority, rule, access.
const PLAIN_COLUMNS: usize = 3;

fn table_of(page: &Page, answer: &Shared<Answered>, at: usize, table: RuleTable<'_>) -> Element {
    let language = page.state.language;
    let words = language.page();
    let judgement = &answer.explanation.judgement;
    let target = answer.explanation.topology.target.address;
    let vm = target.map(text::address);
    let vm = vm.as_deref().unwrap_or(words.the_vm());
    let mut name = language.name(&table.nsg.group.name);
    if table.hop.versions.len() > 1 {
        name.push_str(" (");
        name.push_str(&fill(
            words.version_name(),
            &text::number(table.version + 1),
        ));
        name.push(')');
    }
    let mark = match table.hop.answer {
        HopAnswer::Checked(answer) => sign(answer),
        HopAnswer::NotChecked => ("", ""),
    };
    let mut columns = row();
    for (at, name) in words.columns().iter().enumerate() {
        let mut head = column(name);
        let field = at.checked_sub(PLAIN_COLUMNS);
        if let Some(field) = field.and_then(|at| RuleField::MATCHED.get(at)) {
            let question = &judgement.question;
            let wants = match field {
                RuleField::SourcePorts if question.from_port.is_none() => words.random_port(),
                RuleField::Destination if question.direction == Direction::Inbound => vm,
                RuleField::Source if question.direction == Direction::Outbound => vm,
                _ => &wanted(question, *field),
            };
            head = head.child(el("span").class("asked").text(fill(words.asked(), wants)));
        }
        columns = columns.child(head);
    }
    let body = rows(page, answer, at);
    let section = el("section").class("rules");
    // A hop of several versions has several tables.
    let section = if table.version == 0 {
        section
            .attr_text(Attr::Id, details_id(table.at))
            .attr(Attr::Tabindex, "-1")
    } else {
        section
    };
    section
        .child(
            el("h3")
                .child(signed(mark.1).class(mark.0))
                .text(fill(words.rules_in_order(), &name))
                .child(
                    el("span")
                        .class("place")
                        .words(" · ")
                        .words(language.hop(table.hop.kind, judgement.question.direction)),
                ),
        )
        .child(self::table(columns, table.nsg.steps.len(), body))
}

/// The rows of a table of rules or routes.
pub fn rows(page: &Page, answer: &Shared<Answered>, table: usize) -> Html {
    let spans = answer.rows.get(table).map_or(&[][..], Vec::as_slice);
    let one = |row: usize| {
        let span = spans.get(row).copied().flatten();
        let drawing = Drawing {
            row: Some(TableRow {
                language: page.state.language,
                answer: answer.clone(),
                table,
                row,
                is_pointed: span.is_some() && span == page.state.pointed,
                dispatch: page.dispatch.clone(),
            }),
        };
        let key = Some(Key::from(text::number(row)));
        VComp::new::<Drawn>(Rc::new(drawing), key).into()
    };
    let is_long = page.state.rows() > MANY_ROWS;
    let count = if is_long {
        spans.len()
    } else {
        spans.len().min(page.drawn_rows)
    };
    parts(page, table, is_long, count, &one)
}

/// So many rows of a table. A long one has parts, each with all its rows or with one that keeps their room
/// (`www/rows.js`).
pub fn parts(
    page: &Page,
    table: usize,
    is_long: bool,
    count: usize,
    row: &dyn Fn(usize) -> Html,
) -> Html {
    let mut parts = Vec::new();
    let mut next = 0;
    while next < count {
        let part = [table, parts.len()];
        let first = next;
        next = count;
        let mut body = el("tbody").attr(Attr::Role, "rowgroup");
        if is_long {
            if count - first > 2 * SOME_ROWS {
                next = first + SOME_ROWS;
            }
            body = body.on_always(When::Toggle, &page.dispatch, Action::View(part));
            if !page.shows(part) {
                let room = el("tr").hidden().child(el("td"));
                parts.push(body.class("part later").child(room).into());
                continue;
            }
            body = body.class("part");
        }
        for at in first..next {
            body = body.node(row(at));
        }
        parts.push(body.into());
    }
    several(parts)
}

/// In which of those parts a row stands; the last one has up to twice as many rows.
pub fn part_of(row: usize, rows: usize) -> usize {
    (row / SOME_ROWS).min(rows.saturating_sub(SOME_ROWS + 1) / SOME_ROWS)
}

/// One row of a table.
#[derive(PartialEq)]
pub struct TableRow {
    /// The language of its words.
    pub language: Language,
    /// Where it comes from.
    pub answer: Shared<Answered>,
    /// In which table of [`Answered::rows`] it stands.
    pub table: usize,
    /// Where it stands in it.
    pub row: usize,
    /// Whether its lines in the paste are marked.
    pub is_pointed: bool,
    /// What happens to it.
    pub dispatch: Dispatch,
}

impl TableRow {
    /// What is seen of it.
    pub fn view(&self) -> Html {
        let tables = self.answer.explanation.tables();
        let row = match tables.get(self.table) {
            Some(table) => table.row(self.row).map(|row| rule_row(self, row)),
            None => (self.answer.routes.get(self.table - tables.len()))
                .and_then(|routes| route_row(self, routes)),
        };
        row.map_or_else(Html::default, Html::from)
    }

    /// The row itself, which marks its lines in the paste when it is pointed at.
    pub fn line(&self, class: &str, span: Option<Span>) -> Element {
        let mut class = class.to_owned();
        if self.is_pointed {
            class.push_str(" pointed");
        }
        row_at(self.row)
            .attr_text(Attr::Class, class)
            .on_always(When::PointerEnters, &self.dispatch, Action::Point(span))
            .on_always(When::PointerLeaves, &self.dispatch, Action::Point(None))
            .on_always(When::Focus, &self.dispatch, Action::Focus(span))
    }

    /// What stands in the paste is a button that shows it there.
    pub fn name(&self, name: String, span: Option<Span>) -> Element {
        let element = match span {
            Some(span) => button(&self.dispatch, Action::Show(span)).class("link"),
            None => el("span"),
        };
        element.text(name)
    }
}

fn rule_row(props: &TableRow, row: Row<'_>) -> Element {
    let words = props.language.page();
    let span = row.origin.span();
    let line = props.line(fate_class(row.step.fate), span);
    let Some(rule) = row.rule else {
        return line.child(
            cell("gap")
                .attr(Attr::Colspan, "8")
                .words("⋯ ")
                .words(words.missing_rules()),
        );
    };
    let priority = rule.priority.get().map_or_else(
        || "?".to_owned(),
        |priority| text::number(*priority as usize),
    );
    let question = &props.answer.explanation.judgement.question;
    let mut fate_line = fate_line(
        row.step.fate == Fate::Decides,
        fate(props.language, row, question),
    );
    if row.origin == Origin::AzureDefault {
        fate_line = fate_line.words(" · ").words(words.added_by_azure());
    }
    let access = rule.access.get().copied();
    let mut line = line
        .child(cell("priority").text(priority))
        .child(
            cell("name")
                .child(props.name(props.language.name(&rule.name), span))
                .child(fate_line),
        )
        .child(cell(access_class(access)).words(access.map_or("?", Access::name)));
    let fate = row.step.fate;
    let labels = words.columns().iter().skip(PLAIN_COLUMNS);
    let fields = RuleField::MATCHED.into_iter().zip(row.marks());
    for ((of, mark), label) in fields.zip(labels) {
        line = line.child(field(
            props.language,
            fate,
            mark,
            label,
            &field_text(rule, of),
        ));
    }
    line
}

/// A row of a table.
pub fn row() -> Element {
    el("tr").attr(Attr::Role, "row")
}

/// The row at this place below the head, of a table that may not have all of them.
pub fn row_at(at: usize) -> Element {
    row().attr_text(Attr::AriaRowindex, text::number(at + 2))
}

/// A cell of a table.
pub fn cell(class: &'static str) -> Element {
    el("td").attr(Attr::Role, "cell").class(class)
}

/// The head of a column.
pub fn column(name: &'static str) -> Element {
    el("th")
        .attr(Attr::Role, "columnheader")
        .attr(Attr::Scope, "col")
        .words(name)
}

/// A table of so many rows, its head not counted.
pub fn table(columns: Element, count: usize, body: Html) -> Element {
    let head = el("thead").attr(Attr::Role, "rowgroup").child(columns);
    el("table")
        .attr(Attr::Role, "table")
        .attr_text(Attr::AriaRowcount, text::number(count + 1))
        .child(head)
        .node(body)
}

/// What became of a row.
pub fn fate_line(decides: bool, fate: String) -> Element {
    let sign = decides.then(|| signed("▶"));
    el("span").class("fate").maybe(sign).text(fate)
}

/// What became of a field. Where the rule was never reached, nothing did.
fn field(language: Language, fate: Fate, mark: Mark, label: &'static str, has: &str) -> Element {
    let [matches, no, partly, unknown] = language.page().marks();
    let (class, sign, word) = match mark {
        Mark::Match => ("field yes", "✓", matches),
        Mark::No => ("field no", "✗", no),
        Mark::Partly => ("field partly", "◐", partly),
        Mark::Unknown => ("field unknown", "?", unknown),
    };
    let mut field = cell(class).child(el("span").class("label").words(label).words(" "));
    if fate != Fate::NeverReached {
        field = field
            .child(el("span").hidden().class("sign").words(sign))
            .child(el("span").class("sr").words(word).words(": "));
    }
    field.child(el("span").class("has").text(printable(has)))
}

fn fate_class(fate: Fate) -> &'static str {
    match fate {
        Fate::Decides => "decides",
        Fate::DecidesOtherwise => "otherwise",
        Fate::Undecided => "undecided",
        Fate::NotMatched => "not-matched",
        Fate::NeverReached => "never",
        Fate::NotInForce => "not-in-force",
    }
}

fn access_class(access: Option<Access>) -> &'static str {
    match access {
        Some(Access::Allow | Access::AlwaysAllow) => "allow",
        Some(Access::Deny) => "deny",
        None => "unknown",
    }
}
