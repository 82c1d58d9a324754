//! Rules that a variable of a program holds, as in Bicep. Whether they come into force, and in which NSG, the rest of the
//! program says.

use super::problem::{self, Problem, ProblemKind};
use super::rule::is_rule;
use super::value::{Node, Value};

/// The variable whose value begins in this line: `var rules = [`.
pub fn name_in(line: &str) -> Option<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || " _$:.".contains(c);
    let (name, behind) = line.split_at_checked(line.find(|c| !is_name(c))?)?;
    (name.ends_with(' ') && behind.starts_with('=')).then_some(name)
}

/// Says of rules that the variable holds them. `false` when these are none.
pub fn report(input: u32, name: &str, node: &Node<'_>, problems: &mut Vec<Problem>) -> bool {
    let mut first = node;
    while let Value::List(list) = &first.value
        && let Some(item) = list.items.first()
    {
        first = item;
    }
    let holds_rules = first
        .object()
        .is_some_and(|object| is_rule(object) || object.inner("properties").is_some_and(is_rule));
    if holds_rules {
        let (kind, at) = (ProblemKind::ExpressionUnknown, node.span(input));
        problem::report(kind, name.trim(), at, problems);
    }
    holds_rules
}
