//! The rules in the order Azure tries them, with five marks a row.

use super::answer::sign;
use super::state::{Action, Answered, PageState, Shared};
use super::{PageHandle, fill};
use crate::azure::Access;
use crate::azure::security_rule::RuleField;
use crate::explain::rule_table::wanted;
use crate::explain::{Cell, Row, RuleTable};
use crate::judge::nsg::Fate;
use crate::judge::{HopAnswer, Mark};
use crate::origin::{Origin, Span};
use crate::question::Question;
use crate::say::{Language, printable};
use yew::prelude::*;

/// A table for every NSG in the path.
pub fn rule_tables(state: &PageHandle, answer: &Shared<Answered>) -> Html {
    let tables = answer.explanation.tables.iter().enumerate();
    html! { <>{ for tables.map(|(at, table)| table_of(state, answer, at, table)) }</> }
}

fn table_of(state: &PageHandle, answer: &Shared<Answered>, at: usize, table: &RuleTable) -> Html {
    let language = state.language;
    let words = language.page();
    let question = &answer.explanation.judgement.question;
    let name = if table.nsg.is_empty() {
        words.unnamed.to_owned()
    } else {
        printable(&table.nsg)
    };
    let (version, versions) = table.version;
    let name = if versions > 1 {
        format!(
            "{name} ({})",
            fill(words.version_name, &(version + 1).to_string())
        )
    } else {
        name
    };
    let hop_answer = answer
        .explanation
        .judgement
        .hops
        .get(table.hop)
        .map(|hop| hop.answer);
    let mark = match hop_answer {
        Some(HopAnswer::Checked(answer)) => sign(answer),
        _ => ("", ""),
    };
    let [priority, rule, access, fields @ ..] = words.columns;
    html! {
        <section class="rules">
            <h3>
                <span class={mark.0} aria-hidden="true">{ mark.1 }{ " " }</span>
                { fill(words.rules_in_order, &name) }
                <span class="place">{ " · " }{ language.hop(table.kind) }</span>
            </h3>
            <table role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{ priority }</th>
                        <th role="columnheader" scope="col">{ rule }</th>
                        <th role="columnheader" scope="col">{ access }</th>
                        { for fields.iter().zip(RuleField::MATCHED).map(|(name, field)| head(language, question, name, field)) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    { for table.rows.iter().enumerate().map(|(row, this)| {
                        let span = this.origin.span();
                        html! {
                            <RuleRow key={row} language={language} answer={answer.clone()} table={at} row={row}
                                is_pointed={span.is_some() && span == state.pointed} dispatch={state.dispatcher()} />
                        }
                    }) }
                </tbody>
            </table>
        </section>
    }
}

fn head(language: Language, question: &Question, name: &str, field: RuleField) -> Html {
    let wants = wanted(question, field);
    html! {
        <th role="columnheader" scope="col">
            { name }<span class="asked">{ fill(language.page().asked, &wants) }</span>
        </th>
    }
}

#[derive(Properties, PartialEq)]
struct RuleRowProps {
    language: Language,
    answer: Shared<Answered>,
    table: usize,
    row: usize,
    is_pointed: bool,
    dispatch: UseReducerDispatcher<PageState>,
}

/// One rule. Only the rows whose mark changes are drawn anew when something is pointed at.
#[component]
fn RuleRow(props: &RuleRowProps) -> Html {
    let tables = &props.answer.explanation.tables;
    let Some(row) = tables
        .get(props.table)
        .and_then(|table| table.rows.get(props.row))
    else {
        return Html::default();
    };
    let words = props.language.page();
    let span = row.origin.span();
    let point = |span: Option<Span>| {
        let dispatch = props.dispatch.clone();
        move || dispatch.dispatch(Action::Point(span))
    };
    let (enter, leave, focus) = (point(span), point(None), point(span));
    let class = classes!(fate_class(row.fate), props.is_pointed.then_some("pointed"));
    html! {
        <tr role="row" {class} onmouseenter={move |_: MouseEvent| enter()} onmouseleave={move |_: MouseEvent| leave()}
            onfocusin={move |_: FocusEvent| focus()}>
            if row.is_gap {
                <td role="cell" class="gap" colspan="8">{ "⋯ " }{ words.missing_rules }</td>
            } else {
                <td role="cell" class="priority">{ row.priority.map_or_else(|| "?".to_owned(), |priority| priority.to_string()) }</td>
                <td role="cell" class="name">
                    { name(props, row) }
                    <span class="fate">
                        if row.fate == Fate::Decides { <span aria-hidden="true">{ "▶ " }</span> }
                        { fate(props.language, row) }
                        if row.origin == Origin::AzureDefault { { " · " }{ words.added_by_azure } }
                    </span>
                </td>
                <td role="cell" class={access_class(row.access)}>{ row.access.map_or("?", Access::name) }</td>
                { for row.cells.iter().zip(words.columns.iter().skip(3)).map(|(cell, label)| field(props.language, cell, label)) }
            }
        </tr>
    }
}

/// A rule that stands in the paste is a button that shows it there.
fn name(props: &RuleRowProps, row: &Row) -> Html {
    let name = if row.name.is_empty() {
        props.language.page().unnamed.to_owned()
    } else {
        printable(&row.name)
    };
    let Some(span) = row.origin.span() else {
        return html! { <span>{ name }</span> };
    };
    let dispatch = props.dispatch.clone();
    let show = move |_: MouseEvent| dispatch.dispatch(Action::Show(span));
    html! { <button type="button" class="link" onclick={show}>{ name }</button> }
}

fn fate(language: Language, row: &Row) -> String {
    const MOST_SHOWN: usize = 3;
    let words = language.page();
    let [decides, may_decide, no_match, never, not_in_force] = words.fates;
    let plain = match row.fate {
        Fate::Decides => decides,
        Fate::Undecided => may_decide,
        Fate::NotMatched => no_match,
        Fate::NeverReached => never,
        Fate::NotInForce => not_in_force,
    };
    match &row.decides {
        Some(part) if !part.is_empty() => {
            let prefixes = part.prefixes();
            let mut shown: Vec<String> = prefixes
                .iter()
                .take(MOST_SHOWN)
                .map(ToString::to_string)
                .collect();
            if prefixes.len() > MOST_SHOWN {
                shown.push(fill(
                    words.and_more,
                    &(prefixes.len() - MOST_SHOWN).to_string(),
                ));
            }
            fill(words.decides_for, &shown.join(", "))
        }
        _ => plain.to_owned(),
    }
}

fn field(language: Language, cell: &Cell, label: &str) -> Html {
    let [matches, no, partly, unknown] = language.page().marks;
    let (class, sign, word) = match cell.mark {
        Mark::Match => ("yes", "✓", matches),
        Mark::No => ("no", "✗", no),
        Mark::Partly => ("partly", "◐", partly),
        Mark::Unknown => ("unknown", "?", unknown),
    };
    html! {
        <td role="cell" class={classes!("field", class)}>
            <span class="label">{ label }{ " " }</span>
            <span aria-hidden="true" class="sign">{ sign }</span>
            <span class="sr">{ word }{ ": " }</span>
            <span class="has">{ printable(&cell.has) }</span>
        </td>
    }
}

fn fate_class(fate: Fate) -> &'static str {
    match fate {
        Fate::Decides => "decides",
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
