//! What a deployment template writes in brackets, such as `[concat(parameters('vm'), '-nsg')]`, as far as the template
//! says what it stands for. What it does not say stays an expression, brackets and all, and is unknown to whoever reads it.

use super::json::MAX_DEPTH;
use super::value::{List, Node, Object, Value};
use std::borrow::Cow;
use std::cell::Cell;

/// Where expressions get their values.
#[derive(Clone, Copy)]
pub struct Scope<'s, 't> {
    /// `parameters`, each with its value or its default value.
    pub parameters: Option<&'s Object<'t>>,
    /// `variables`.
    pub variables: Option<&'s Object<'t>>,
    /// How many bytes may still be put in place of expressions. Variables that double one another would fill any memory.
    pub left: &'s Cell<usize>,
}

/// Whether something was left as an expression, whole or in part.
pub fn is_expression(text: &str) -> bool {
    text.contains('[')
}

/// The id, without subscription and resource group, of what a template calls `nsg/rule` and of type
/// `Microsoft.Network/networkSecurityGroups/securityRules`.
pub fn resource_id(kind: &str, name: &str) -> Option<String> {
    let (mut kinds, mut names) = (kind.split('/'), name.split('/'));
    let mut id = ["/providers/", kinds.next()?].concat();
    loop {
        match (kinds.next(), names.next()) {
            (Some(kind), Some(name)) => {
                for segment in [kind, name] {
                    id.push('/');
                    id.push_str(segment);
                }
            }
            (None, None) => return Some(id),
            _ => return None,
        }
    }
}

impl<'t> Scope<'_, 't> {
    /// What the expression stands for, if this is one.
    pub fn value(&self, node: &Node<'t>, depth: u32) -> Option<Value<'t>> {
        let source = node.text()?.strip_prefix('[')?.strip_suffix(']')?;
        if depth >= MAX_DEPTH || source.starts_with('[') || !self.pay(source.len()) {
            return None;
        }
        let mut expression = Expression {
            scope: self,
            rest: source,
            depth,
            place: (node.start, node.end),
        };
        let value = expression.value()?;
        expression.rest.trim().is_empty().then_some(value)
    }

    fn pay(&self, bytes: usize) -> bool {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    /// A parameter's or variable's own value, which may hold expressions, too.
    fn copy(&self, node: &Node<'t>, depth: u32) -> Option<Value<'t>> {
        if !self.pay(node.end.saturating_sub(node.start)) {
            return None;
        }
        let mut copy = node.clone();
        super::template::fill(self, &mut copy, depth + 1, &mut Vec::new());
        Some(copy.value)
    }

    fn parameter(&self, name: &str, depth: u32) -> Option<Value<'t>> {
        let parameter = self.parameters?.inner(name)?;
        let value = parameter.member("value");
        self.copy(&value.or(parameter.member("defaultValue"))?.node, depth)
    }
}

/// An expression that is read from left to right.
struct Expression<'a, 's, 't> {
    scope: &'a Scope<'s, 't>,
    rest: &'a str,
    depth: u32,
    /// Where it stands.
    place: (usize, usize),
}

impl<'a, 't> Expression<'a, '_, 't> {
    /// One value and what is picked from it: `variables('a').b[0]`. `None` when that is no expression.
    fn value(&mut self) -> Option<Value<'t>> {
        self.depth += 1;
        if self.depth >= MAX_DEPTH {
            return None;
        }
        let from = self.rest.trim_start();
        self.rest = from;
        let mut value = match from.strip_prefix('\'') {
            Some(rest) => {
                self.rest = rest;
                Some(Value::Text(Cow::Owned(self.quoted()?)))
            }
            None => {
                let word = self.word()?;
                match self.rest.trim_start().strip_prefix('(') {
                    Some(rest) => {
                        self.rest = rest;
                        let arguments = self.arguments()?;
                        self.call(&word.to_ascii_lowercase(), arguments)
                    }
                    None => Some(Value::Text(Cow::Owned(word.to_owned()))),
                }
            }
        };
        loop {
            let picked = if let Some(rest) = self.rest.strip_prefix('.') {
                self.rest = rest;
                Value::Text(Cow::Owned(self.word()?.to_owned()))
            } else if let Some(rest) = self.rest.strip_prefix('[') {
                self.rest = rest;
                let picked = self.value()?;
                self.rest = self.rest.trim_start().strip_prefix(']')?;
                picked
            } else {
                break;
            };
            value = value.and_then(|value| pick(&value, &picked));
        }
        self.depth -= 1;
        Some(value.unwrap_or_else(|| {
            let source = from.get(..from.len() - self.rest.len()).unwrap_or("");
            Value::Text(Cow::Owned(["[", source.trim_end(), "]"].concat()))
        }))
    }

    fn word(&mut self) -> Option<&'a str> {
        let is_other = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
        let end = self.rest.find(is_other).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// Up to the closing quote; two stand for one.
    fn quoted(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let (before, rest) = self.rest.split_once('\'')?;
            text.push_str(before);
            self.rest = rest;
            match rest.strip_prefix('\'') {
                Some(rest) => {
                    text.push('\'');
                    self.rest = rest;
                }
                None => return Some(text),
            }
        }
    }

    fn arguments(&mut self) -> Option<Vec<Value<'t>>> {
        let mut arguments = Vec::new();
        loop {
            self.rest = self.rest.trim_start().trim_start_matches(',');
            if let Some(rest) = self.rest.trim_start().strip_prefix(')') {
                self.rest = rest;
                return Some(arguments);
            }
            arguments.push(self.value()?);
        }
    }

    /// What a function gives, if the template says enough for that.
    fn call(&self, function: &str, mut arguments: Vec<Value<'t>>) -> Option<Value<'t>> {
        let text = |at: usize| match arguments.get(at) {
            Some(Value::Text(text)) => Some(&**text),
            _ => None,
        };
        let known = |at: usize| text(at).filter(|text| !is_expression(text));
        let made = match function {
            "parameters" => return self.scope.parameter(known(0)?, self.depth),
            "variables" => {
                let variable = self.scope.variables?.member(known(0)?)?;
                return self.scope.copy(&variable.node, self.depth);
            }
            // Azure compares names and words without regard to case.
            "tolower" | "toupper" | "string" | "int" | "bool" => text(0)?.to_owned(),
            "concat" if matches!(arguments.first(), Some(Value::List(_))) => {
                let mut all = List::default();
                for argument in arguments {
                    let Value::List(mut list) = argument else {
                        return None;
                    };
                    all.items.append(&mut list.items);
                    all.cut = all.cut.or(list.cut);
                }
                return Some(Value::List(all));
            }
            "concat" => {
                let mut joined = String::new();
                for at in 0..arguments.len() {
                    joined.push_str(text(at)?);
                }
                joined
            }
            "format" => {
                let mut pieces = text(0)?.split('{');
                let mut made = pieces.next()?.to_owned();
                for piece in pieces {
                    let (number, behind) = piece.split_once('}')?;
                    made.push_str(text(number.parse::<usize>().ok()?.checked_add(1)?)?);
                    made.push_str(behind);
                }
                made
            }
            "resourceid" => {
                // A subscription and a resource group may stand before the type.
                let is_type = |at: &usize| text(*at).is_some_and(|text| text.contains('/'));
                let at = (0..arguments.len()).find(is_type)?;
                let mut name = String::new();
                for at in at + 1..arguments.len() {
                    name.push('/');
                    name.push_str(text(at)?);
                }
                resource_id(text(at)?, name.get(1..)?)?
            }
            "if" => {
                let chosen = if is_true(known(0)?)? { 1 } else { 2 };
                return (chosen < arguments.len()).then(|| arguments.swap_remove(chosen));
            }
            "equals" => said(known(0)? == known(1)?),
            "not" => said(!is_true(known(0)?)?),
            "empty" => said(match arguments.first()? {
                Value::Null => true,
                Value::Text(_) => known(0)?.is_empty(),
                Value::List(list) => list.items.is_empty(),
                Value::Object(object) => object.members.is_empty(),
            }),
            "true" => said(true),
            "false" => said(false),
            "null" => return Some(Value::Null),
            "json" => match known(0)? {
                "null" => return Some(Value::Null),
                _ => return None,
            },
            "createarray" => {
                let mut list = List::default();
                for value in arguments {
                    let (start, end) = self.place;
                    list.items.push(Node { start, end, value });
                }
                return Some(Value::List(list));
            }
            _ => return None,
        };
        (self.scope.pay(made.len())).then_some(Value::Text(Cow::Owned(made)))
    }
}

/// A member of an object, or an element of a list.
fn pick<'t>(value: &Value<'t>, key: &Value<'_>) -> Option<Value<'t>> {
    let Value::Text(key) = key else {
        return None;
    };
    let node = match value {
        Value::Object(object) => &object.member(key)?.node,
        Value::List(list) => list.items.get(key.parse::<usize>().ok()?)?,
        Value::Null | Value::Text(_) => return None,
    };
    Some(node.value.clone())
}

fn is_true(text: &str) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    (is("true") || is("false")).then(|| is("true"))
}

fn said(is_so: bool) -> String {
    (if is_so { "true" } else { "false" }).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn read(expression: &str) -> String {
        const VARIABLES: &str = r#"{
            "nsg": "[concat(parameters('vm'), '-nsg')]",
            "tier": {"sources": ["10.0.0.0/8", "[parameters('office')]"]},
            "a": "[variables('a')]",
            "x1": "[concat(variables('x2'), variables('x2'))]", "x2": "[concat(variables('x3'), variables('x3'))]",
            "x3": "[concat(variables('x4'), variables('x4'))]", "x4": "0123456789012345678901234567890123456789"
        }"#;
        const PARAMETERS: &str = r#"{"vm": {"defaultValue": "web"}, "office": {"type": "string"}}"#;
        let parameters = json::parse(PARAMETERS, 0, 0).node;
        let variables = json::parse(VARIABLES, 0, 0).node;
        let scope = Scope {
            parameters: parameters.object(),
            variables: variables.object(),
            left: &Cell::new(1_000),
        };
        let node = Node {
            start: 0,
            end: 0,
            value: Value::Text(expression.into()),
        };
        match scope.value(&node, 0) {
            None => "no expression".to_owned(),
            Some(Value::Text(text)) => text.into_owned(),
            Some(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn what_the_template_says_is_put_in_place() {
        for (expression, value) in [
            ("[variables('nsg')]", "web-nsg"),
            ("[ variables( 'nsg' ) ]", "web-nsg"),
            ("[concat('it''s ', parameters('vm'), 1)]", "it's web1"),
            ("[format('{1}-{0}', 'a', parameters('vm'))]", "web-a"),
            (
                "[resourceId('rg', 'Microsoft.Network/virtualNetworks/subnets', 'v', 's')]",
                "/providers/Microsoft.Network/virtualNetworks/v/subnets/s",
            ),
            ("[variables('tier').sources[0]]", "10.0.0.0/8"),
            (
                "[if(equals(parameters('vm'), 'web'), 'yes', uniqueString('a'))]",
                "yes",
            ),
            ("[if(empty(parameters('vm')), 'yes', 'no')]", "no"),
        ] {
            assert_eq!(read(expression), value, "{expression}");
        }
    }

    #[test]
    fn what_it_does_not_say_stays_an_expression() {
        for (expression, value) in [
            ("[parameters('office')]", "[parameters('office')]"),
            (
                "[concat('a-', parameters('office'))]",
                "a-[parameters('office')]",
            ),
            ("[resourceGroup().location]", "[resourceGroup().location]"),
            (
                "[if(equals(parameters('office'), 'x'), 1, 2)]",
                "[if(equals(parameters('office'), 'x'), 1, 2)]",
            ),
            (
                "[variables('tier').sources[7]]",
                "[variables('tier').sources[7]]",
            ),
            ("[format('{9}')]", "[format('{9}')]"),
        ] {
            assert_eq!(read(expression), value, "{expression}");
        }
        for text in ["[[not one]", "[concat('a', ]", "[1 2]", "[]", "plain"] {
            assert_eq!(read(text), "no expression", "{text}");
        }
    }

    #[test]
    fn no_template_can_grow_without_end() {
        assert!(read("[variables('a')]").starts_with('['));
        assert!(read("[variables('x1')]").len() < 1_000);
        let deep = ["[", &"not(".repeat(100_000), "]"].concat();
        assert_eq!(read(&deep), "no expression");
    }
}
