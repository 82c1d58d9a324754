//! Random surroundings of a VM as somebody pastes them: a handful of documents that fit together more or less.

use proptest::prelude::*;
use proptest::sample::select;
use rdpcheck::case::{Case, Choices};
use rdpcheck::net::Prefix;
use rdpcheck::question::{Question, Source};
use rdpcheck::read::{Input, Problem, read};

const ROOT: &str = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";

/// What a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The NSG with this name.
    Nsg(&'static str),
    /// The rules that the network interface sees.
    EffectiveRules,
    /// The way of the reply.
    Routes,
    /// Anything else around the VM.
    Surroundings,
}

/// One document.
#[derive(Debug, Clone)]
pub struct Pasted {
    /// What it is about.
    pub about: About,
    /// Its text.
    pub text: String,
}

/// Documents in some order, and a question.
#[derive(Debug, Clone)]
pub struct World {
    /// What was pasted.
    pub documents: Vec<Pasted>,
    /// Who connects.
    pub from: Source,
    /// `--to`.
    pub to: Option<&'static str>,
    /// `--target`.
    pub target: Option<&'static str>,
}

impl World {
    /// The case that these documents make, each its own input.
    pub fn case(&self, documents: &[Pasted]) -> (Case, Vec<Problem>) {
        let texts = documents.iter().map(|document| document.text.clone());
        self.case_of(texts.collect())
    }

    /// The case that these texts make.
    pub fn case_of(&self, texts: Vec<String>) -> (Case, Vec<Problem>) {
        let inputs: Vec<Input> = texts
            .into_iter()
            .map(|text| Input { name: None, text })
            .collect();
        let (evidence, problems) = read(&inputs);
        let case = Case {
            evidence,
            question: Question {
                from: self.from,
                to: self.to.map(|text| text.parse().expect("an address")),
                ..Question::default()
            },
            choices: Choices {
                target: self.target.map(str::to_owned),
                ..Choices::default()
            },
        };
        (case, problems)
    }
}

fn id(kind: &str, name: &str) -> String {
    format!(r#"{{"id": "{ROOT}/{kind}/{name}"}}"#)
}

fn or_null(name: Option<&str>, kind: &str) -> String {
    name.map_or("null".to_owned(), |name| id(kind, name))
}

const SOURCES: [&str; 9] = [
    r#""sourceAddressPrefix": "*""#,
    r#""sourceAddressPrefix": "203.0.113.0/24""#,
    r#""sourceAddressPrefix": "VirtualNetwork""#,
    r#""sourceAddressPrefix": "Internet""#,
    r#""sourceAddressPrefix": "AzureCloud""#,
    r#""sourceAddressPrefix": "10.0.0.0/8""#,
    r#""sourceAddressPrefix": "2001:db8::/32""#,
    r#""sourceAddressPrefix": "0.0.0.0/0""#,
    r#""sourceApplicationSecurityGroups": [{"id": "/x/applicationSecurityGroups/admins"}]"#,
];

const DESTINATIONS: [&str; 5] = [
    r#""destinationAddressPrefix": "*""#,
    r#""destinationAddressPrefix": "VirtualNetwork""#,
    r#""destinationAddressPrefix": "10.0.0.4""#,
    r#""destinationAddressPrefix": "10.0.1.5/32""#,
    r#""destinationApplicationSecurityGroups": [{"id": "/x/applicationSecurityGroups/web"}]"#,
];

/// An NSG with an own priority for each rule, and now and then with the places that it sits at.
fn nsg(name: &'static str) -> impl Strategy<Value = Pasted> {
    let rule = (
        select(SOURCES.as_slice()),
        prop_oneof![3 => Just(DESTINATIONS[0]), 2 => select(DESTINATIONS.as_slice())],
        select(["Allow", "Deny"].as_slice()),
        prop_oneof![4 => Just("3389"), 1 => Just("22"), 1 => Just("*")],
    );
    let places = select(
        [
            "",
            "",
            r#""networkInterfaces": [{"id": "@/networkInterfaces/nic1"}], "subnets": [],"#,
            r#""networkInterfaces": [], "subnets": [{"id": "@/virtualNetworks/vnet/subnets/web"}],"#,
            r#""networkInterfaces": [], "subnets": [],"#,
            r#""networkInterfaces": [{"id": "@/networkInterfaces/nic2"}], "subnets": [],"#,
        ]
        .as_slice(),
    );
    (proptest::collection::vec(rule, 0..4), places).prop_map(move |(rules, places)| {
        let rules: Vec<String> = rules
            .iter()
            .enumerate()
            .map(|(at, (source, destination, access, port))| {
                format!(
                    r#"{{"name": "r{at}", "priority": {}, "direction": "Inbound", "access": "{access}", "protocol": "Tcp", "sourcePortRange": "*", "destinationPortRange": "{port}", {source}, {destination}}}"#,
                    200 + at
                )
            })
            .collect();
        Pasted {
            about: About::Nsg(name),
            text: format!(
                r#"{{"name": "{name}", "id": "{ROOT}/networkSecurityGroups/{name}", {} "securityRules": [{}]}}"#,
                places.replace('@', ROOT),
                rules.join(", ")
            ),
        }
    })
}

const GROUPS: [Option<&str>; 3] = [None, Some("nsg-a"), Some("nsg-b")];

fn nic(
    name: &'static str,
    vm: &'static str,
    address: &'static str,
) -> impl Strategy<Value = Pasted> {
    (
        select(GROUPS.as_slice()),
        select(["web", "db"].as_slice()),
        select(["", "web", "admins"].as_slice()),
        prop_oneof![4 => Just("true"), 1 => Just("false")],
        select([None, Some("pip1"), Some("pip2")].as_slice()),
        any::<bool>(),
    )
        .prop_map(move |(group, subnet, member, primary, pip, forwards)| {
            let groups = match member {
                "" => String::new(),
                member => id("applicationSecurityGroups", member),
            };
            about_surroundings(format!(
                r#"{{"name": "{name}", "id": "{ROOT}/networkInterfaces/{name}", "type": "Microsoft.Network/networkInterfaces",
 "networkSecurityGroup": {}, "primary": {primary}, "enableIPForwarding": {forwards}, "virtualMachine": {},
 "ipConfigurations": [{{"name": "ip1", "primary": true, "privateIPAddress": "{address}", "publicIPAddress": {},
 "applicationSecurityGroups": [{groups}], "subnet": {}}}]}}"#,
                or_null(group, "networkSecurityGroups"),
                id("virtualMachines", vm),
                or_null(pip, "publicIPAddresses"),
                id("virtualNetworks/vnet/subnets", subnet),
            ))
        })
}

fn about_surroundings(text: String) -> Pasted {
    Pasted {
        about: About::Surroundings,
        text,
    }
}

fn subnet(name: &'static str, prefix: &'static str) -> impl Strategy<Value = Pasted> {
    let table = select([None, Some("rt-1"), Some("rt-2")].as_slice());
    let claims = select(["", "nic1", "nic2"].as_slice());
    (select(GROUPS.as_slice()), table, claims).prop_map(move |(group, table, claims)| {
        let claims = match claims {
            "" => String::new(),
            nic => id("networkInterfaces", &format!("{nic}/ipConfigurations/ip1")),
        };
        about_surroundings(format!(
            r#"{{"name": "{name}", "id": "{ROOT}/virtualNetworks/vnet/subnets/{name}", "addressPrefix": "{prefix}",
 "ipConfigurations": [{claims}], "networkSecurityGroup": {}, "routeTable": {}}}"#,
            or_null(group, "networkSecurityGroups"),
            or_null(table, "routeTables"),
        ))
    })
}

/// Routes without their source and state, so that a route table and effective routes can be made of them.
fn routes() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let prefix = select(
        [
            "0.0.0.0/0",
            "203.0.113.0/24",
            "10.20.0.0/16",
            "10.0.5.0/24",
            "2001:db8::/32",
        ]
        .as_slice(),
    );
    let next_hop = select(
        [
            "Internet",
            "VirtualAppliance",
            "VirtualNetworkGateway",
            "None",
        ]
        .as_slice(),
    );
    proptest::collection::vec((prefix, next_hop), 0..4)
}

fn route_table(name: &'static str) -> impl Strategy<Value = Pasted> {
    (routes(), any::<bool>()).prop_map(move |(routes, keeps_out)| {
        let routes: Vec<String> = routes
            .iter()
            .enumerate()
            .map(|(at, (prefix, next_hop))| {
                format!(r#"{{"name": "to{at}", "addressPrefix": "{prefix}", "nextHopType": "{next_hop}", "nextHopIpAddress": "10.0.1.5"}}"#)
            })
            .collect();
        Pasted {
            about: About::Routes,
            text: format!(
                r#"{{"name": "{name}", "id": "{ROOT}/routeTables/{name}", "disableBgpRoutePropagation": {keeps_out}, "routes": [{}]}}"#,
                routes.join(", ")
            ),
        }
    })
}

fn effective_routes() -> impl Strategy<Value = Pasted> {
    let source = select(["User", "VirtualNetworkGateway", "Default"].as_slice());
    let state = prop_oneof![5 => Just("Active"), 1 => Just("Invalid")];
    (routes(), proptest::collection::vec((source, state), 4)).prop_map(|(routes, more)| {
        let mut texts = vec![
            r#"{"source": "Default", "state": "Active", "addressPrefix": ["10.0.0.0/16"], "nextHopType": "VnetLocal", "nextHopIpAddress": []}"#.to_owned(),
        ];
        for ((prefix, next_hop), (source, state)) in routes.iter().zip(more) {
            texts.push(format!(
                r#"{{"source": "{source}", "state": "{state}", "addressPrefix": ["{prefix}"], "nextHopType": "{next_hop}", "nextHopIpAddress": []}}"#
            ));
        }
        Pasted {
            about: About::Routes,
            text: format!(r#"{{"value": [{}]}}"#, texts.join(", ")),
        }
    })
}

fn effective_rules() -> impl Strategy<Value = Pasted> {
    let place = select(
        [
            r#"{"networkInterface": {"id": "@/networkInterfaces/nic1"}}"#,
            r#"{"subnet": {"id": "@/virtualNetworks/vnet/subnets/web"}}"#,
        ]
        .as_slice(),
    );
    let expanded = select(["", r#""10.0.0.0/16", "168.63.129.16/32""#].as_slice());
    (place, expanded, select(["Allow", "Deny"].as_slice())).prop_map(|(place, expanded, access)| Pasted {
        about: About::EffectiveRules,
        text: format!(
            r#"{{"value": [{{"networkSecurityGroup": {}, "association": {}, "effectiveSecurityRules": [
 {{"name": "securityRules/e0", "protocol": "Tcp", "sourcePortRange": "0-65535", "destinationPortRange": "3389-3389", "sourceAddressPrefix": "VirtualNetwork", "expandedSourceAddressPrefix": [{expanded}], "destinationAddressPrefix": "0.0.0.0/0", "access": "{access}", "priority": 300, "direction": "Inbound"}}]}}]}}"#,
            id("networkSecurityGroups", "nsg-a"),
            place.replace('@', ROOT),
        ),
    })
}

fn others() -> impl Strategy<Value = Pasted> {
    let network = |more: &str| {
        about_surroundings(format!(
            r#"{{"name": "vnet", "id": "{ROOT}/virtualNetworks/vnet", "addressSpace": {{"addressPrefixes": ["10.0.0.0/16"]}}, "subnets": [], "virtualNetworkPeerings": [{more}]}}"#
        ))
    };
    let public = |name: &str, sku: &str| {
        about_surroundings(format!(
            r#"{{"name": "{name}", "id": "{ROOT}/publicIPAddresses/{name}", "ipAddress": "20.0.0.1", "publicIPAllocationMethod": "Static", "sku": {{"name": "{sku}"}}}}"#
        ))
    };
    let peering = r#"{"name": "to-hub", "peeringState": "Connected", "remoteAddressSpace": {"addressPrefixes": ["10.1.0.0/16"]}}"#;
    select(vec![
        network(""),
        network(peering),
        public("pip1", "Standard"),
        public("pip2", "Basic"),
        about_surroundings(
            r#"{"values": [{"id": "AzureCloud", "name": "AzureCloud", "properties": {"changeNumber": 1, "region": "", "systemService": "", "addressPrefixes": ["203.0.113.0/25", "2001:db8::/48"]}}]}"#.to_owned(),
        ),
        about_surroundings(
            r#"{"error": {"code": "NicMustBeAttachedToRunningVm", "message": "No."}}"#.to_owned(),
        ),
        about_surroundings(r#"{"value": []}"#.to_owned()),
    ])
}

fn document() -> impl Strategy<Value = Pasted> {
    prop_oneof![
        3 => nsg("nsg-a"),
        2 => nsg("nsg-b"),
        3 => nic("nic1", "vm1", "10.0.0.4"),
        1 => nic("nic2", "vm1", "10.0.1.5"),
        1 => nic("nic3", "vm3", "10.0.0.7"),
        2 => subnet("web", "10.0.0.0/24"),
        1 => subnet("db", "10.0.1.0/24"),
        1 => route_table("rt-1"),
        1 => route_table("rt-2"),
        2 => effective_routes(),
        1 => effective_rules(),
        4 => others(),
    ]
}

/// Everything at once: one to seven documents. NSGs and routes may be there twice, with two contents; all other objects
/// are there once.
pub fn world() -> BoxedStrategy<World> {
    let from = prop_oneof![
        1 => Just(Source::Internet),
        1 => Just(Source::VirtualNetwork),
        6 => select(
            [
                "203.0.113.10",
                "203.0.113.200",
                "198.51.100.1",
                "10.0.0.7",
                "10.0.5.9",
                "10.1.2.3",
                "10.20.0.5",
                "2001:db8::10",
                "203.0.113.0/24",
                "10.0.0.0/8",
            ]
            .as_slice(),
        )
        .prop_map(|text| Source::Prefix(Prefix::parse(text).expect("a prefix"))),
    ];
    (
        proptest::collection::vec(document(), 1..8),
        from,
        prop_oneof![3 => Just(None), 2 => Just(Some("10.0.0.4")), 1 => Just(Some("10.0.1.5"))],
        prop_oneof![
            6 => Just(None),
            2 => Just(Some("nic1")),
            1 => Just(Some("vm1")),
            1 => Just(Some("nsg-a")),
        ],
    )
        .prop_map(|(mut documents, from, to, target)| {
            let mut names = Vec::new();
            documents.retain(|document| {
                let name = document.text.split(',').next().unwrap_or("").to_owned();
                let is_second = document.about == About::Surroundings && names.contains(&name);
                names.push(name);
                !is_second
            });
            World {
                documents,
                from,
                to,
                target,
            }
        })
        .boxed()
}
