//! The NSGs of a subscription, each of a subnet of its own.

/// As `az network nsg list` prints this many, each with ten rules that let private addresses in.
pub fn list(count: usize) -> String {
    let groups: Vec<String> = (0..count).map(group).collect();
    format!("[{}]", groups.join(",\n"))
}

fn group(number: usize) -> String {
    const GROUP: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network";
    let rules: Vec<String> = (0..10)
        .map(|at| {
            let access = if at % 3 > 0 { "Allow" } else { "Deny" };
            format!(
                r#"{{"name": "rule-{at}", "priority": {}, "direction": "Inbound", "access": "{access}", "protocol": "Tcp", "sourceAddressPrefix": "10.{}.{at}.0/24", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389"}}"#,
                100 + at,
                number % 200
            )
        })
        .collect();
    format!(
        r#"{{"name": "nsg-{number}", "id": "{GROUP}/networkSecurityGroups/nsg-{number}", "securityRules": [{}], "subnets": [{{"id": "{GROUP}/virtualNetworks/v/subnets/s{number}"}}]}}"#,
        rules.join(",")
    )
}
