//! What a deployment template writes in brackets, such as `[concat(parameters('vm'), '-nsg')]`, as far as the template
//! says what it stands for. What it does not say stays an expression, brackets and all, and is unknown to whoever reads it.

use super::json::MAX_DEPTH;
use super::letters::{DIGIT, Letter};
use super::template::fill;
use super::value::{Node, Object, Value};
use std::borrow::Cow;
use std::cell::Cell;

/// Where expressions get their values.
#[derive(Clone, Copy)]
pub struct Scope<'s, 't> {
    /// `parameters`, each with its value or its default value.
    pub parameters: &'s Object<'t>,
    /// `variables`.
    pub variables: &'s Object<'t>,
    /// How many bytes may still be put in place of expressions. Variables that double one another would fill any memory.
    pub left: &'s Cell<usize>,
    /// The input's number.
    pub input: u32,
}

/// Whether something was left as an expression, whole or in part.
pub fn is_expression(text: &str) -> bool {
    text.contains('[')
}

/// The id, without subscription and resource group, of what a template calls `nsg/rule` and of type
/// `Microsoft.Network/networkSecurityGroups/securityRules`.
#[inline(never)]
pub fn resource_id(kind: &str, name: &str) -> Option<String> {
    let mut names = name.split('/');
    let mut id = "/providers".to_owned();
    for (at, kind) in kind.split('/').enumerate() {
        id.push('/');
        id.push_str(kind);
        if at > 0 {
            id.push('/');
            id.push_str(names.next()?);
        }
    }
    names.next().is_none().then_some(id)
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
    fn look_up(&self, function: &str, name: &str, depth: u32) -> Option<Value<'t>> {
        let node = match function {
            "variables" => self.variables.member(name)?,
            _ => {
                let parameter = self.parameters.inner(name)?;
                let value = parameter.member("value");
                value.or(parameter.member("defaultValue"))?
            }
        };
        let mut copy = self.copy(&node.node)?;
        fill(self, &mut copy, depth + 1, &mut Vec::new());
        Some(copy.value)
    }

    fn copy(&self, node: &Node<'t>) -> Option<Node<'t>> {
        let bytes = node.end.saturating_sub(node.start);
        self.pay(bytes).then(|| node.clone())
    }
}

/// An expression that is read from left to right.
struct Expression<'a, 's, 't> {
    scope: &'a Scope<'s, 't>,
    rest: &'a str,
    depth: u32,
}

impl<'a, 't> Expression<'a, '_, 't> {
    /// One value and what is picked from it: `variables('a').b`. `None` when that is no expression.
    fn value(&mut self) -> Option<Value<'t>> {
        self.depth += 1;
        if self.depth >= MAX_DEPTH {
            return None;
        }
        let from = self.rest.trim_start();
        self.rest = from;
        let mut value = if self.take('\'') {
            Some(text(self.quoted()?))
        } else {
            let word = self.word()?.to_ascii_lowercase();
            match self.take('(') {
                true => {
                    let arguments = self.arguments()?;
                    self.call(&word, arguments)
                }
                // A name is that of a value which only Bicep knows.
                false => is_constant(&word).then(|| text(word)),
            }
        };
        while self.take('.') {
            let key = self.word()?;
            value = match &value {
                Some(Value::Object(object)) => {
                    object.member(key).map(|member| member.node.value.clone())
                }
                _ => None,
            };
        }
        self.depth -= 1;
        Some(value.unwrap_or_else(|| {
            let source = from.get(..from.len() - self.rest.len()).unwrap_or("");
            text(["[", source.trim_end(), "]"].concat())
        }))
    }

    #[inline(never)]
    fn take(&mut self, c: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> Option<&'a str> {
        let is_other: Letter = |c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$'));
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
                Some(rest) => self.rest = rest,
                None => return Some(text),
            }
            text.push('\'');
        }
    }

    fn arguments(&mut self) -> Option<Vec<Value<'t>>> {
        let mut arguments = Vec::new();
        while !self.take(')') {
            arguments.push(self.value()?);
            self.take(',');
        }
        Some(arguments)
    }

    /// What a function gives, if the template says enough for that.
    fn call(&self, function: &str, mut arguments: Vec<Value<'t>>) -> Option<Value<'t>> {
        let mut texts = Vec::new();
        for argument in &arguments {
            if let Value::Text(text) = argument {
                texts.push(&**text);
            }
        }
        let first = texts.first().copied().unwrap_or("");
        let mut made = String::new();
        match function {
            "if" => {
                let chosen = match first {
                    "true" => 1,
                    "false" => 2,
                    _ => return None,
                };
                return (chosen < arguments.len()).then(|| arguments.swap_remove(chosen));
            }
            // What is no text cannot be part of one.
            _ if texts.len() < arguments.len() => return None,
            "parameters" | "variables" => {
                return self.scope.look_up(function, first, self.depth);
            }
            "null" => return Some(Value::Null),
            "true" | "false" => made.push_str(function),
            // Azure compares names and words without regard to case.
            // A number, and not the name of what Bicep takes it from.
            "int" if !first.starts_with(DIGIT) => return None,
            "tolower" | "toupper" | "string" | "int" => made.push_str(first),
            "concat" => {
                for text in texts {
                    made.push_str(text);
                }
            }
            "format" => {
                let mut pieces = first.split('{');
                made.push_str(pieces.next()?);
                for piece in pieces {
                    let (number, behind) = piece.split_once('}')?;
                    made.push_str(texts.iter().skip(1).nth(number.parse().ok()?)?);
                    made.push_str(behind);
                }
            }
            "resourceid" => {
                // A subscription and a resource group may stand before the type.
                let at = texts.iter().position(|text| text.contains('/'))?;
                for name in texts.get(at + 1..)? {
                    made.push('/');
                    made.push_str(name);
                }
                made = resource_id(texts.get(at)?, made.get(1..)?)?;
            }
            "equals" => {
                let second = *texts.get(1)?;
                if is_expression(first) || is_expression(second) {
                    return None;
                }
                made.push_str(if first == second { "true" } else { "false" });
            }
            _ => return None,
        }
        self.scope.pay(made.len()).then(|| text(made))
    }
}

/// A number, or what is so or not.
fn is_constant(word: &str) -> bool {
    let begins_with_digit = word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    begins_with_digit || matches!(word, "true" | "false")
}

fn text<'t>(text: String) -> Value<'t> {
    Value::Text(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn read(expression: &str) -> String {
        const VARIABLES: &str = r#"{
            "nsg": "[concat(parameters('vm'), '-nsg')]",
            "tier": {"size": 4, "sources": ["10.0.0.0/8"]},
            "a": "[variables('a')]",
            "x1": "[concat(variables('x2'), variables('x2'))]", "x2": "[concat(variables('x3'), variables('x3'))]",
            "x3": "[concat(variables('x4'), variables('x4'))]", "x4": "0123456789012345678901234567890123456789"
        }"#;
        const PARAMETERS: &str = r#"{"vm": {"defaultValue": "web"}, "office": {"type": "string"}}"#;
        let parameters = json::parse(PARAMETERS, 0, 0).node;
        let variables = json::parse(VARIABLES, 0, 0).node;
        let scope = Scope {
            parameters: parameters.object().expect("an object"),
            variables: variables.object().expect("an object"),
            left: &Cell::new(1_000),
            input: 0,
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
            ("[variables('tier').size]", "4"),
            (
                "[if(equals(parameters('vm'), 'web'), 'yes', uniqueString('a'))]",
                "yes",
            ),
            ("[if(true(), 1, 2)]", "1"),
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
                "[concat('a', variables('tier'))]",
                "[concat('a', variables('tier'))]",
            ),
            ("[variables('tier').none]", "[variables('tier').none]"),
            ("[format('{9}')]", "[format('{9}')]"),
        ] {
            assert_eq!(read(expression), value, "{expression}");
        }
        for text in [
            "[[not one]",
            "[concat('a', ]",
            "[1 2]",
            "[]",
            "[variables('tier').sources[0]]",
            "plain",
        ] {
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
