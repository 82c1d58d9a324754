//! How long links are.

use rdpcheck::case::Case;
use rdpcheck::read::{Input, read};
use rdpcheck::share::{Options, Work, is_too_long_for_a_link, link};

/// An NSG as people have it: a few things let in from here and there, and other things kept out.
pub fn nsg(rules: usize) -> Case {
    const WHAT: [(&str, &str, &str); 10] = [
        ("RDP", "3389", "Tcp"),
        ("HTTPS", "443", "Tcp"),
        ("SSH", "22", "Tcp"),
        ("SQL", "1433", "Tcp"),
        ("HTTP", "80", "Tcp"),
        ("WinRM", "5985-5986", "Tcp"),
        ("DNS", "53", "Udp"),
        ("SMB", "445", "Tcp"),
        ("App", "8080", "Tcp"),
        ("Monitoring", "*", "*"),
    ];
    const WHERE: [&str; 8] = [
        "Office", "Branch", "VPN", "Partner", "Bastion", "Backup", "Tokyo", "Osaka",
    ];
    let mut state: u32 = 7;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut texts = Vec::new();
    for number in 0..rules {
        let (what, port, protocol) = WHAT[random(10) as usize];
        let (access, verb) = if random(5) == 0 {
            ("Deny", "Deny")
        } else {
            ("Allow", "Allow")
        };
        let place = WHERE[random(8) as usize];
        let name = match random(3) {
            0 => format!("{verb}-{what}-{place}-{number}"),
            1 => format!("{verb}_{what}_from_{place}{number:02}"),
            _ => format!("{verb}{what}{place}{number}"),
        };
        let source = match random(6) {
            0 => "*".to_owned(),
            1 => "VirtualNetwork".to_owned(),
            2 => "Internet".to_owned(),
            3 => format!("10.{}.{}.0/24", random(4), random(256)),
            4 => format!("203.0.{}.{}", 112 + random(4), random(256)),
            _ => format!("198.51.100.{}/28", 16 * random(16)),
        };
        let destination = match random(3) {
            0 => format!("10.0.{}.0/24", random(8)),
            1 => format!("10.0.1.{}", 4 + random(40)),
            _ => "*".to_owned(),
        };
        texts.push(format!(
            r#"{{"name": "{name}", "id": "/subscriptions/0aa1b2c3-1111-2222-3333-444455556666/resourceGroups/rg-prod/providers/Microsoft.Network/networkSecurityGroups/nsg-web-prod/securityRules/{name}", "etag": "W/\"5d1b2c3e-9999-8888-7777-666655554444\"", "properties": {{"provisioningState": "Succeeded", "description": "ticket {number}", "protocol": "{protocol}", "sourcePortRange": "*", "destinationPortRange": "{port}", "sourceAddressPrefix": "{source}", "destinationAddressPrefix": "{destination}", "access": "{access}", "priority": {}, "direction": "Inbound"}}}}"#,
            100 + number * if rules > 300 { 3 } else { 10 },
        ));
    }
    let text = format!(
        r#"{{"name": "nsg-web-prod", "id": "/subscriptions/0aa1b2c3-1111-2222-3333-444455556666/resourceGroups/rg-prod/providers/Microsoft.Network/networkSecurityGroups/nsg-web-prod", "properties": {{"subnets": [{{"id": "/subscriptions/0aa1b2c3-1111-2222-3333-444455556666/resourceGroups/rg-prod/providers/Microsoft.Network/virtualNetworks/vnet-prod/subnets/web"}}], "securityRules": [{}]}}}}"#,
        texts.join(",\n")
    );
    let (evidence, _) = read(&[Input { name: None, text }]);
    assert_eq!(evidence.network_security_groups()[0].rules.len(), rules + 6);
    Case {
        evidence,
        ..Case::default()
    }
}

#[test]
fn an_nsg_of_fifty_rules_fits_in_2_000_characters() {
    println!("| rules | link | numbers for names | other addresses | both |");
    for rules in [10, 50, 100, 500, 1_000] {
        let work = Work {
            case: nsg(rules),
            ..Work::default()
        };
        let lengths =
            crate::round_trip::OPTIONS.map(|options| link(&mut work.clone(), options).text.len());
        let [all, no_names, masked, neither] = lengths;
        println!("| {rules} | {all} | {no_names} | {masked} | {neither} |");
        if rules == 50 {
            assert!(all <= 2_000, "{all}");
        }
    }
    let long = link(
        &mut Work {
            case: nsg(1_000),
            ..Work::default()
        },
        Options::default(),
    );
    assert!(is_too_long_for_a_link(&long.text));
    assert!(!long.is_too_much);
}
