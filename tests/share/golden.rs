//! Links of every version, committed: they keep opening to the same judgement, and what writes them does not change without
//! a new version.
//!
//! After a new version: `RDPCHECK_BLESS=1 cargo test --test share golden` writes the links of that version beside the others.

use crate::outcome::judgement;
use crate::pastes::Paste;
use rdpcheck::case::{Attach, Choices};
use rdpcheck::fix::{Ticks, Track};
use rdpcheck::question::{Question, Source, WayKind};
use rdpcheck::share::{Options, VERSION, Work, link, open};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Work of each kind, and how it is shared.
fn works() -> Vec<(&'static str, Work, Options)> {
    let all = Options::default();
    let nothing = Options {
        names: false,
        addresses: false,
    };
    let of = |text: &str, question: Question, choices: Choices| Work {
        case: Paste {
            name: String::new(),
            texts: vec![text.to_owned()],
            question,
            choices,
        }
        .case(),
        track: None,
        ticks: Ticks::default(),
    };
    let from = |source: &str| Question {
        from: Source::parse(source).expect("a source"),
        ..Question::default()
    };
    vec![
        ("nothing", Work::default(), all),
        (
            "rules",
            of(RULES, from("203.0.113.7"), Choices::default()),
            all,
        ),
        (
            "rules-hidden",
            of(RULES, from("203.0.113.7"), Choices::default()),
            nothing,
        ),
        (
            "network",
            Work {
                track: Some(Track::Portal),
                ticks: Ticks(0b110),
                ..of(
                    NETWORK,
                    Question {
                        to: "10.0.1.4".parse().ok(),
                        port: 3390,
                        through: Some(WayKind::PublicIp),
                        dialled: Some(50_001),
                        from_port: Some(55_555),
                        ..from("198.51.100.0/24")
                    },
                    Choices {
                        target: Some("nic-web".to_owned()),
                        places: vec![("nsg-web".to_owned(), Attach::Both)],
                        versions: vec![("nsg-web".to_owned(), 1)],
                    },
                )
            },
            all,
        ),
        (
            "network-hidden",
            of(NETWORK, from("198.51.100.0/24"), Choices::default()),
            nothing,
        ),
        (
            "classic",
            Work {
                track: Some(Track::Classic),
                ticks: Ticks(0b1000_0001),
                ..of(CLASSIC, from("internet"), Choices::default())
            },
            all,
        ),
    ]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/share/golden")
}

#[test]
fn what_is_written_is_what_this_version_writes() {
    for (name, work, options) in works() {
        let file = folder().join(format!("{VERSION}-{name}.txt"));
        let text = link(&mut work.clone(), options).text;
        if std::env::var_os("RDPCHECK_BLESS").is_some() && !file.exists() {
            let opened = open(&text).expect("a link");
            let report = serde_json::to_string_pretty(&judgement(&opened.case)).expect("JSON");
            std::fs::write(
                &file,
                format!("{text}\n{:?} {:?}\n{report}\n", opened.track, opened.ticks),
            )
            .expect("a file");
        }
        let golden = std::fs::read_to_string(&file).unwrap_or_default();
        let golden = golden.lines().next().unwrap_or_default();
        assert_eq!(
            golden, text,
            "{name}: links are written otherwise than version {VERSION} did. Raise share::VERSION, read the new field only \
             `if archive.since(…)`, and bless the new links; the old ones stay as they are"
        );
    }
}

#[test]
fn links_of_every_version_open_to_the_same_judgement() {
    let mut count = 0;
    for entry in std::fs::read_dir(folder()).expect("golden links") {
        let file = entry.expect("an entry").path();
        let golden = std::fs::read_to_string(&file).expect("a golden link");
        let mut lines = golden.splitn(3, '\n');
        let mut line = || lines.next().expect("link, progress and report");
        let opened = open(line()).expect("it opens");
        assert_eq!(
            line(),
            format!("{:?} {:?}", opened.track, opened.ticks),
            "{}",
            file.display()
        );
        let golden = serde_json::from_str(line()).expect("JSON");
        let report = judgement(&opened.case);
        assert_eq!(settled(golden), settled(report), "{}", file.display());
        count += 1;
    }
    assert!(
        count >= works().len() * VERSION as usize,
        "{count} golden links"
    );
}

/// Which of several rules is named where the answer depends on more than one is a matter of saying it well.
fn settled(mut report: Value) -> Value {
    for piece in report["pieces"].as_array_mut().into_iter().flatten() {
        if piece["answer"] == "depends" {
            piece["rule"] = Value::Null;
        }
        // Older reports did not count.
        if let Some(piece) = piece.as_object_mut() {
            piece.remove("count");
        }
    }
    report
}

const RULES: &str = r#"{"name": "nsg-web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-web",
"networkInterfaces": [{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic-web"}], "subnets": [],
"securityRules": [
{"name": "AllowOffice", "priority": 300, "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefixes": ["198.51.100.0/24", "203.0.113.0/26"], "sourcePortRange": "*", "destinationAddressPrefix": "10.0.1.4", "destinationPortRanges": ["443", "8000-8080"]},
{"name": "DenyRdp", "priority": 200, "access": "Deny", "direction": "Inbound", "protocol": "*", "sourceAddressPrefix": "Internet", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389"},
{"name": "Odd", "priority": 5000, "access": "Maybe", "direction": "Inbound", "protocol": "Udp", "sourceAddressPrefix": "AzureCloud.japaneast", "sourcePortRange": "1024-65535", "destinationAddressPrefix": "10.0.0.4-10.0.0.9", "destinationPortRange": "rdp", "provisioningState": "Failed"},
{"name": "MicrosoftDefenderForCloud-JITRule_-1_0123456789abcdef0123456789abcdef", "priority": 4096, "access": "Deny", "direction": "Inbound", "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "10.0.1.4", "destinationPortRange": "3389"},
{"name": "Groups", "priority": 310, "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceApplicationSecurityGroups": [{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/asg-jump"}], "sourcePortRange": "*", "destinationAddressPrefix": "", "destinationPortRange": "3389"}]}
"#;

const NETWORK: &str = r#"{"name": "nic-web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic-web", "primary": true, "enableIPForwarding": false,
"virtualMachine": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-web"},
"networkSecurityGroup": null,
"ipConfigurations": [{"name": "ipconfig1", "privateIPAddress": "10.0.1.4", "subnet": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/web"},
"publicIPAddress": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/pip-web"}, "applicationSecurityGroups": []}]}
{"name": "web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/web", "addressPrefix": "10.0.1.0/24",
"networkSecurityGroup": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-web"},
"routeTable": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt"}}
{"name": "vnet", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet", "addressSpace": {"addressPrefixes": ["10.0.0.0/16", "fd00:db8::/48"]}, "subnets": []}
{"name": "pip-web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/pip-web", "ipAddress": "20.1.2.3", "sku": {"name": "Standard"}, "publicIPAllocationMethod": "Static",
"ipConfiguration": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic-web/ipConfigurations/ipconfig1"}}
{"name": "rt", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt", "disableBgpRoutePropagation": true,
"routes": [{"name": "to-firewall", "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.9.4"}, {"name": "storage", "addressPrefix": "Storage", "nextHopType": "Internet"}], "subnets": []}
{"name": "vm-web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-web", "powerState": "VM running", "provisioningState": "Succeeded",
"networkProfile": {"networkInterfaces": [{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic-web"}]}, "hardwareProfile": {"vmSize": "x"}}
{"name": "nsg-web", "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-web", "securityRules": [
{"name": "AllowRdp", "priority": 300, "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "3389"}]}
"#;

const CLASSIC: &str = "PS C:\\> Get-AzureVM -ServiceName svc -Name vm1 | Get-AzureEndpoint

LBSetName                :
LocalPort                : 3389
Name                     : Remote Desktop
Port                     : 51234
Protocol                 : tcp
Vip                      : 40.1.2.3
ProbePath                :
Acl                      : {}
EnableDirectServerReturn : False
InstanceName             : vm1
";
