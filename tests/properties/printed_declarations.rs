//! NSGs as templates and Terraform's files declare them.

use super::printed_documents::{ID, matched, pretty};
use super::printed_rule::Printed;
use serde_json::{Map, Value, json};

/// Every other value stands elsewhere: as a parameter, as a variable, or in two halves. Every third rule is a resource.
pub(super) fn template(rules: &[Printed]) -> String {
    let (mut parameters, mut variables) = (Map::new(), Map::new());
    let mut hidden = 0;
    let mut hide = |value: &mut Value| {
        hidden += 1;
        let name = format!("value{hidden}");
        *value = match (hidden % 4, value.as_str()) {
            (1, _) => {
                parameters.insert(
                    name.clone(),
                    json!({"type": "string", "defaultValue": value}),
                );
                json!(format!("[parameters('{name}')]"))
            }
            (2, _) => {
                variables.insert(name.clone(), json!({"own": value}));
                json!(format!("[variables('{name}').own]"))
            }
            (3, Some(text)) => {
                let (one, other) = text.split_at(text.len() / 2);
                json!(format!("[concat('{one}', '{other}')]"))
            }
            _ => return,
        };
    };
    let (mut inside, mut resources) = (Vec::new(), Vec::new());
    for (number, rule) in rules.iter().enumerate() {
        let mut properties = matched(rule, "absent");
        properties.values_mut().for_each(&mut hide);
        if number % 3 == 2 {
            resources.push(json!({
                "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2021-02-01",
                "name": format!("[concat(variables('nsg'), '/', '{}')]", rule.name), "properties": properties,
            }));
        } else {
            inside.push(json!({"name": rule.name, "properties": properties}));
        }
    }
    variables.insert("nsg".to_owned(), json!("[format('{0}-web', 'nsg')]"));
    resources.push(json!({
        "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2021-02-01", "name": "[variables('nsg')]",
        "location": "[resourceGroup().location]", "properties": {"securityRules": inside},
    }));
    pretty(&json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0", "parameters": parameters, "variables": variables, "resources": resources,
    }))
}

/// Every rule stands in its NSG and as a resource.
pub(super) fn exported(rules: &[Printed]) -> String {
    let mut resources = vec![json!({
        "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01",
        "name": "[parameters('networkSecurityGroups_nsg_web_name')]", "location": "japaneast",
        "properties": {"securityRules": rules.iter().map(|rule| json!({
            "name": rule.name,
            "id": format!("[resourceId('Microsoft.Network/networkSecurityGroups/securityRules', parameters('networkSecurityGroups_nsg_web_name'), '{}')]", rule.name),
            "type": "Microsoft.Network/networkSecurityGroups/securityRules",
            "properties": matched(rule, "absent"),
        })).collect::<Vec<_>>()},
    })];
    for rule in rules {
        resources.push(json!({
            "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01",
            "name": format!("[concat(parameters('networkSecurityGroups_nsg_web_name'), '/{}')]", rule.name),
            "dependsOn": ["[resourceId('Microsoft.Network/networkSecurityGroups', parameters('networkSecurityGroups_nsg_web_name'))]"],
            "properties": matched(rule, "absent"),
        }));
    }
    pretty(&json!({
        "contentVersion": "1.0.0.0",
        "parameters": {"networkSecurityGroups_nsg_web_name": {"defaultValue": "nsg-web", "type": "String"}},
        "variables": {}, "resources": resources,
    }))
}

/// Terraform's names: `source_address_prefix`.
fn snake(members: Map<String, Value>) -> Map<String, Value> {
    let mut renamed = Map::new();
    for (key, value) in members {
        let mut name = String::new();
        for c in key.chars() {
            if c.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        }
        renamed.insert(name, value);
    }
    renamed
}

/// Rules in their NSG, and every second one as a resource, too.
pub(super) fn terraform_state(rules: &[Printed]) -> String {
    let told = |rule: &Printed| {
        let mut members = snake(matched(rule, "empty"));
        members.insert("name".to_owned(), json!(rule.name));
        members.insert("description".to_owned(), json!(""));
        members.insert(
            "source_application_security_group_ids".to_owned(),
            json!([]),
        );
        members
    };
    let mut resources = vec![json!({
        "address": "azurerm_network_security_group.a", "mode": "managed", "type": "azurerm_network_security_group",
        "values": {"id": ID, "name": "nsg-web", "resource_group_name": "rg1", "security_rule": rules.iter().map(told).collect::<Vec<_>>()},
    })];
    for rule in rules.iter().step_by(2) {
        let mut values = told(rule);
        values.insert("network_security_group_name".to_owned(), json!("nsg-web"));
        values.insert(
            "id".to_owned(),
            json!(format!("{ID}/securityRules/{}", rule.name)),
        );
        resources
            .push(json!({"type": "azurerm_network_security_rule", "name": "a", "values": values}));
    }
    pretty(&json!({
        "format_version": "1.0", "terraform_version": "1.9.5", "values": {"root_module": {"resources": resources}},
    }))
}

/// Every rule a resource, and nothing has an id yet.
pub(super) fn terraform_plan(rules: &[Printed]) -> String {
    let mut resources = Vec::new();
    for rule in rules {
        let mut values = snake(matched(rule, "null"));
        values.insert("name".to_owned(), json!(rule.name));
        values.insert("network_security_group_name".to_owned(), json!("nsg-web"));
        resources
            .push(json!({"type": "azurerm_network_security_rule", "name": "a", "values": values}));
    }
    resources.push(json!({
        "type": "azurerm_network_security_group", "values": {"name": "nsg-web", "resource_group_name": "rg1"},
    }));
    pretty(&json!({
        "format_version": "1.2", "terraform_version": "1.9.5",
        "planned_values": {"root_module": {"child_modules": [{"resources": resources}]}},
        "prior_state": {"values": {"root_module": {"resources": []}}},
    }))
}
