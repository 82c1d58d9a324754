//! A new rule as code: Resource Manager's JSON against a schema of the documented properties, Bicep and Terraform by
//! their grammars.

use super::check;
use super::languages::Token;
use super::names::most_hostile;
use super::rules::{allow, names, prefix};
use super::templates::read;
use boon::{Compiler, Schemas};
use proptest::prelude::*;
use rdpcheck::azure::{AddressTerm, PortTerm, SecurityRule, ServiceTag};
use rdpcheck::command::{Dialect, RuleChange, Values, rule};
use rdpcheck::net::PortRange;
use serde_json::{Value, json};

/// Rules with one and several prefixes, ports and groups.
fn some_rules(name: &str, group: &str) -> Vec<SecurityRule> {
    let one = allow(name, &[prefix("203.0.113.7")]);
    let mut several = allow(
        name,
        &[
            prefix("10.0.0.0/8"),
            AddressTerm::Tag(ServiceTag::VirtualNetwork),
        ],
    );
    several.destination.terms = vec![prefix("10.0.0.4"), prefix("10.0.0.5")];
    let range = PortRange::parse("3389-3390").expect("a range");
    several.destination_ports.terms.push(PortTerm::Range(range));
    let groups = ["", "2"].map(|end| AddressTerm::Group(format!("{group}{end}")));
    let mut grouped = allow(name, &groups);
    grouped.destination.terms = vec![AddressTerm::Group(group.to_owned())];
    vec![one, several, grouped]
}

fn all_names(any: &[String]) -> Values {
    let mut values = names(&any[0], &any[1]);
    values.set("description", &any[2]);
    values.set("sub", "00000000-0000-0000-0000-000000000000");
    values.set("asg-rg", "rg2");
    values
}

fn code(rule: &SecurityRule, dialect: Dialect, values: &Values) -> String {
    let filled = rule::commands(&[RuleChange::Add(rule)], dialect, values).expect("code");
    assert!(filled.placeholders.is_empty(), "{filled:?}");
    filled.text
}

/// `Microsoft.Network/networkSecurityGroups/securityRules`, as its reference documents it.
fn schema() -> Value {
    let one_or_several = |single: &str, plural: &str| json!({ "oneOf": [{ "required": [single] }, { "required": [plural] }] });
    let text = json!({ "type": "string", "minLength": 1 });
    let texts = json!({ "type": "array", "minItems": 2, "items": text });
    let groups = json!({ "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["id"], "additionalProperties": false,
        "properties": { "id": { "type": "string",
            "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/applicationSecurityGroups/." } },
    } });
    let from_or_to = |prefix: &str, prefixes: &str, groups: &str| {
        json!({ "oneOf": [
            { "required": [prefix] }, { "required": [prefixes] }, { "required": [groups] },
        ] })
    };
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
                "required": ["access", "direction", "priority", "protocol"],
                "additionalProperties": false,
                "properties": {
                    "access": { "enum": ["Allow", "Deny"] },
                    "direction": { "enum": ["Inbound", "Outbound"] },
                    "priority": { "type": "integer", "minimum": 100, "maximum": 4096 },
                    "protocol": { "enum": ["*", "Ah", "Esp", "Icmp", "Tcp", "Udp"] },
                    "description": text,
                    "sourceAddressPrefix": text, "sourceAddressPrefixes": texts,
                    "sourcePortRange": text, "sourcePortRanges": texts,
                    "sourceApplicationSecurityGroups": groups,
                    "destinationAddressPrefix": text, "destinationAddressPrefixes": texts,
                    "destinationPortRange": text, "destinationPortRanges": texts,
                    "destinationApplicationSecurityGroups": groups,
                },
                "allOf": [
                    one_or_several("sourcePortRange", "sourcePortRanges"),
                    one_or_several("destinationPortRange", "destinationPortRanges"),
                    from_or_to("sourceAddressPrefix", "sourceAddressPrefixes", "sourceApplicationSecurityGroups"),
                    from_or_to("destinationAddressPrefix", "destinationAddressPrefixes", "destinationApplicationSecurityGroups"),
                ],
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
    check(300, &prop::collection::vec(most_hostile(), 5), |any| {
        for rule in some_rules(&any[3], &any[4]) {
            let text = code(&rule, Dialect::Arm, &all_names(any));
            let json: Value = serde_json::from_str(&text)
                .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            if let Err(error) = schemas.validate(&json, schema) {
                return Err(TestCaseError::fail(format!("{error}\n{text}")));
            }
            let said = |value: &Value| value.as_str().and_then(arm_text);
            prop_assert_eq!(said(&json["name"]), Some(format!("{}/{}", any[0], any[3])));
            let properties = &json["properties"];
            prop_assert_eq!(said(&properties["description"]), Some(any[2].clone()));
            let sources = &properties["sourceApplicationSecurityGroups"];
            let plural = &properties["sourceAddressPrefixes"];
            match rule.source.terms.as_slice() {
                [_] => prop_assert_eq!(&properties["sourceAddressPrefix"], "203.0.113.7"),
                [AddressTerm::Group(_), _] => {
                    let id = said(&sources[1]["id"]).unwrap_or_default();
                    prop_assert!(id.ends_with(&format!("/{}2", any[4])), "{id}");
                }
                _ => prop_assert_eq!(plural, &json!(["10.0.0.0/8", "VirtualNetwork"])),
            }
        }
        Ok(())
    });
}

#[test]
fn what_looks_like_an_expression_is_a_text() {
    let any = ["[a]", "[[a]]", "[", "a]", "[a] b"];
    for name in any {
        let mut values = names("nsg1", "rg1");
        values.set("description", name);
        let text = code(&allow("r", &[AddressTerm::Any]), Dialect::Arm, &values);
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let said = json["properties"]["description"].as_str();
        assert_eq!(said.and_then(arm_text).as_deref(), Some(name));
    }
}

#[test]
fn the_bicep_is_bicep() {
    check(200, &prop::collection::vec(most_hostile(), 5), |any| {
        for rule in some_rules(&any[3], &any[4]) {
            let text = code(&rule, Dialect::Bicep, &all_names(any));
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
            prop_assert_eq!(texts[3], &any[3]);
            prop_assert_eq!(texts[4], &any[2]);
            prop_assert_eq!(&texts[5..8], ["Inbound", "Allow", "Tcp"]);
            if let [AddressTerm::Group(name), _] = rule.source.terms.as_slice() {
                let end = format!("applicationSecurityGroups/{name}");
                prop_assert!(texts[8].ends_with(&end));
            }
            prop_assert!(tokens.contains(&Token::Word("300".to_owned())));
        }
        Ok(())
    });
}

#[test]
fn the_terraform_is_hcl() {
    check(200, &prop::collection::vec(most_hostile(), 5), |any| {
        for rule in some_rules(&any[3], &any[4]) {
            let text = code(&rule, Dialect::Terraform, &all_names(any));
            let hcl: Value = hcl::from_str(&text)
                .map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            let rule_said = &hcl["resource"]["azurerm_network_security_rule"]["rdp"];
            let said = |name: &str| rule_said[name].as_str().unwrap_or_default();
            prop_assert_eq!(said("network_security_group_name"), &any[0], "{}", text);
            prop_assert_eq!(said("resource_group_name"), &any[1]);
            prop_assert_eq!(said("description"), &any[2]);
            prop_assert_eq!(said("name"), &any[3]);
            prop_assert_eq!(&rule_said["priority"], 300);
            match rule.source.terms.as_slice() {
                [_] => prop_assert_eq!(said("source_address_prefix"), "203.0.113.7"),
                [AddressTerm::Group(name), _] => {
                    let id = &rule_said["source_application_security_group_ids"][0];
                    let id = id.as_str().unwrap_or_default();
                    let end = format!("applicationSecurityGroups/{name}");
                    prop_assert!(id.ends_with(&end));
                }
                _ => prop_assert_eq!(
                    &rule_said["source_address_prefixes"],
                    &json!(["10.0.0.0/8", "VirtualNetwork"])
                ),
            }
        }
        Ok(())
    });
}
