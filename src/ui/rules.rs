//! The rules in the order Azure tries them, with five marks a row.

use super::answer::sign;
use super::element::{Attr, Dispatch, Element, Meaning, When, el, several};
use super::state::{Action, Answered, Shared};
use super::{Drawing, Drawn, Page, fill};
use crate::azure::security_rule::RuleField;
use crate::azure::{Access, SecurityRule};
use crate::explain::rule_table::{field_text, wanted};
use crate::explain::{Row, RuleTable};
use crate::judge::nsg::Fate;
use crate::judge::{HopAnswer, Mark};
use crate::origin::Origin;
use crate::say::{Language, fate, printable};
use std::rc::Rc;
use yew::Html;
use yew::virtual_dom::{Key, VComp};

/// A table for every NSG in the path.
pub fn rule_tables(page: &Page, answer: &Shared<Answered>) -> Html {
    let mut tables = Vec::new();
    for (at, table) in answer.explanation.tables().into_iter().enumerate() {
        tables.push(table_of(page, answer, at, table).into());
    }
    several(tables)
}

/// The columns before those of the matched fields: priority, rule, access.
const PLAIN_COLUMNS: usize = 3;

fn table_of(page: &Page, answer: &Shared<Answered>, at: usize, table: RuleTable<'_>) -> Element {
    let language = page.state.language;
    let words = language.page();
    let judgement = &answer.explanation.judgement;
    let mut name = language.name(&table.nsg.group.name);
    if table.hop.versions.len() > 1 {
        name.push_str(" (");
        name.push_str(&fill(words.version_name, &(table.version + 1).to_string()));
        name.push(')');
    }
    let mark = match table.hop.answer {
        HopAnswer::Checked(answer) => sign(answer),
        HopAnswer::NotChecked => ("", ""),
    };
    let mut columns = el("tr").attr(Attr::Role, "row");
    for (at, name) in words.columns.iter().enumerate() {
        let mut head = el("th")
            .attr(Attr::Role, "columnheader")
            .attr(Attr::Scope, "col")
            .words(name);
        let field = at.checked_sub(PLAIN_COLUMNS);
        if let Some(field) = field.and_then(|at| RuleField::MATCHED.get(at)) {
            let question = &judgement.question;
            let wants = match field {
                RuleField::SourcePorts if question.from_port.is_none() => words.random_port,
                RuleField::Destination if question.to.is_none() => words.the_vm,
                _ => &wanted(question, *field),
            };
            head = head.child(el("span").class("asked").text(fill(words.asked, wants)));
        }
        columns = columns.child(head);
    }
    let mut body = el("tbody").attr(Attr::Role, "rowgroup");
    for (row, this) in table.rows().enumerate() {
        let span = this.origin.span();
        let drawing = Drawing {
            row: Some(RuleRow {
                language,
                answer: answer.clone(),
                table: at,
                row,
                is_pointed: span.is_some() && span == page.state.pointed,
                dispatch: page.dispatch.clone(),
            }),
        };
        let key = Some(Key::from(row));
        body = body.node(VComp::new::<Drawn>(Rc::new(drawing), key).into());
    }
    el("section")
        .class("rules")
        .child(
            el("h3")
                .child(el("span").class(mark.0).hidden().words(mark.1).words(" "))
                .text(fill(words.rules_in_order, &name))
                .child(
                    el("span")
                        .class("place")
                        .words(" · ")
                        .words(language.hop(table.hop.kind)),
                ),
        )
        .child(
            el("table")
                .attr(Attr::Role, "table")
                .child(el("thead").attr(Attr::Role, "rowgroup").child(columns))
                .child(body),
        )
}

/// One rule of a table.
#[derive(PartialEq)]
pub struct RuleRow {
    language: Language,
    answer: Shared<Answered>,
    table: usize,
    row: usize,
    is_pointed: bool,
    dispatch: Dispatch,
}

impl RuleRow {
    /// What is seen of it.
    pub fn view(&self) -> Html {
        let tables = self.answer.explanation.tables();
        let table = tables.get(self.table);
        match table.and_then(|table| table.row(self.row)) {
            Some(row) => rule_row(self, row).into(),
            None => Html::default(),
        }
    }
}

fn rule_row(props: &RuleRow, row: Row<'_>) -> Element {
    let words = props.language.page();
    let span = row.origin.span();
    let point = |to| Meaning::Always(Action::Point(to));
    let mut class = fate_class(row.step.fate).to_owned();
    if props.is_pointed {
        class.push_str(" pointed");
    }
    let line = el("tr")
        .attr(Attr::Role, "row")
        .attr_text(Attr::Class, class)
        .on(When::PointerEnters, &props.dispatch, point(span))
        .on(When::PointerLeaves, &props.dispatch, point(None))
        .on(
            When::Focus,
            &props.dispatch,
            Meaning::Always(Action::Focus(span)),
        );
    let Some(rule) = row.rule else {
        return line.child(
            cell("gap")
                .attr(Attr::Colspan, "8")
                .words("⋯ ")
                .words(words.missing_rules),
        );
    };
    let priority = rule
        .priority
        .get()
        .map_or_else(|| "?".to_owned(), |priority| priority.to_string());
    let question = &props.answer.explanation.judgement.question;
    let mut fate_line = el("span").class("fate");
    if row.step.fate == Fate::Decides {
        fate_line = fate_line.child(el("span").hidden().words("▶ "));
    }
    fate_line = fate_line.text(fate(props.language, row, question));
    if row.origin == Origin::AzureDefault {
        fate_line = fate_line.words(" · ").words(words.added_by_azure);
    }
    let access = rule.access.get().copied();
    let mut line = line
        .child(cell("priority").text(priority))
        .child(cell("name").child(name(props, rule)).child(fate_line))
        .child(cell(access_class(access)).words(access.map_or("?", Access::name)));
    let fate = row.step.fate;
    let labels = words.columns.into_iter().skip(PLAIN_COLUMNS);
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

fn cell(class: &'static str) -> Element {
    el("td").attr(Attr::Role, "cell").class(class)
}

/// A rule that stands in the paste is a button that shows it there.
fn name(props: &RuleRow, rule: &SecurityRule) -> Element {
    let element = match rule.origin.span() {
        Some(span) => el("button")
            .attr(Attr::Type, "button")
            .class("link")
            .on_click(&props.dispatch, Action::Show(span)),
        None => el("span"),
    };
    element.text(props.language.name(&rule.name))
}

/// What became of a field. Where the rule was never reached, nothing did.
fn field(language: Language, fate: Fate, mark: Mark, label: &'static str, has: &str) -> Element {
    let [matches, no, partly, unknown] = language.page().marks;
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
        Some(Access::Allow) => "allow",
        Some(Access::Deny) => "deny",
        None => "unknown",
    }
}
