//! A new rule as code: Resource Manager's JSON against a schema of the documented properties, Bicep and Terraform by
//! their grammars.

use super::check;
use super::languages::Token;
use super::names::most_hostile;
use super::rules::{allow, names, prefix};
use super::templates::read;
use boon::{Compiler, Schemas};
use proptest::prelude::*;
use rdpcheck::command::{Dialect, RuleChange, rule};
use serde_json::{Value, json};

/// A rule of this name for one address, in the NSG and the resource group that come first.
fn code(name: &str, dialect: Dialect, any: &[String]) -> String {
    let rule = allow(name, &[prefix("203.0.113.7")]);
    let values = names(&any[0], &any[1]);
    let filled = rule::commands(&[RuleChange::Add(&rule)], dialect, &values).expect("code");
    assert!(filled.placeholders.is_empty(), "{filled:?}");
    filled.text
}

/// `Microsoft.Network/networkSecurityGroups/securityRules`, as its reference documents it.
fn schema() -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    json!({
        "type": "object",
        "required": ["type", "apiVersion", "name", "properties"],
        "additionalProperties": false,
        "properties": {
            "type": { "const": "Microsoft.Network/networkSecurityGroups/securityRules" },
            "apiVersion": { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" },
            "name": text,
            "properties": {
                "type": "object",
                "required": ["access", "direction", "priority", "protocol", "sourceAddressPrefix", "sourcePortRange",
                    "destinationAddressPrefix", "destinationPortRange"],
                "additionalProperties": false,
                "properties": {
                    "access": { "enum": ["Allow", "Deny"] },
                    "direction": { "enum": ["Inbound", "Outbound"] },
                    "priority": { "type": "integer", "minimum": 100, "maximum": 4096 },
                    "protocol": { "enum": ["*", "Ah", "Esp", "Icmp", "Tcp", "Udp"] },
                    "sourceAddressPrefix": text, "sourcePortRange": text,
                    "destinationAddressPrefix": text, "destinationPortRange": text,
                },
            },
        },
    })
}

/// As Resource Manager reads a text: in brackets as a whole it is an expression, unless there are two.
fn arm_text(text: &str) -> Option<String> {
    match text.strip_prefix('[') {
        Some(inside) if text.ends_with(']') => inside.starts_with('[').then(|| inside.to_owned()),
        _ => Some(text.to_owned()),
    }
}

#[test]
fn the_json_is_a_security_rule() {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler
        .add_resource("rule.json", schema())
        .expect("a schema");
    let schema = compiler
        .compile("rule.json", &mut schemas)
        .expect("a schema");
    check(900, &prop::collection::vec(most_hostile(), 3), |any| {
        let text = code(&any[2], Dialect::Arm, any);
        let json: Value = serde_json::from_str(&text)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        if let Err(error) = schemas.validate(&json, schema) {
            return Err(TestCaseError::fail(format!("{error}\n{text}")));
        }
        let said = |value: &Value| value.as_str().and_then(arm_text);
        prop_assert_eq!(said(&json["name"]), Some(format!("{}/{}", any[0], any[2])));
        let properties = &json["properties"];
        prop_assert_eq!(&properties["sourceAddressPrefix"], "203.0.113.7");
        Ok(())
    });
}

#[test]
fn what_looks_like_an_expression_is_a_text() {
    for (group, name) in [
        ("[a", "b]"),
        ("[[a", "b]]"),
        ("[", "]"),
        ("a]", "[b"),
        ("[a", "b] c"),
    ] {
        let any = [group.to_owned(), "rg1".to_owned()];
        let text = code(name, Dialect::Arm, &any);
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let said = json["name"].as_str().and_then(arm_text);
        assert_eq!(said, Some(format!("{group}/{name}")));
    }
}

#[test]
fn the_bicep_is_bicep() {
    check(600, &prop::collection::vec(most_hostile(), 3), |any| {
        let text = code(&any[2], Dialect::Bicep, any);
        let tokens = read(&text, Dialect::Bicep)?;
        let texts: Vec<&String> = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Text(text) => Some(text),
                Token::Word(_) => None,
            })
            .collect();
        // The kind of the NSG and its name, then the kind of the rule and what it says.
        prop_assert_eq!(texts[1], &any[0], "{}", text);
        prop_assert_eq!(texts[3], &any[2]);
        prop_assert_eq!(
            &texts[4..],
            ["Inbound", "Allow", "Tcp", "203.0.113.7", "*", "*", "3389"]
        );
        prop_assert!(tokens.contains(&Token::Word("300".to_owned())));
        Ok(())
    });
}

#[test]
fn the_terraform_is_hcl() {
    check(600, &prop::collection::vec(most_hostile(), 3), |any| {
        let text = code(&any[2], Dialect::Terraform, any);
        let hcl: Value = hcl::from_str(&text)
            .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        let rule_said = &hcl["resource"]["azurerm_network_security_rule"]["rdp"];
        let said = |name: &str| rule_said[name].as_str().unwrap_or_default();
        prop_assert_eq!(said("network_security_group_name"), &any[0], "{}", text);
        prop_assert_eq!(said("resource_group_name"), &any[1]);
        prop_assert_eq!(said("name"), &any[2]);
        prop_assert_eq!(&rule_said["priority"], 300);
        prop_assert_eq!(said("source_address_prefix"), "203.0.113.7");
        prop_assert_eq!(said("destination_port_range"), "3389");
        Ok(())
    });
}
