//! Routes and route tables, in every shape of text and JSON that shows all of them.

use super::printed_rule::{ORIGIN, dress};
use super::printed_tables::{az_table, powershell_table};
use super::{check, count};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseError;
use rdpcheck::azure::{Destination, NextHop, Resource, Route, RouteSource, RouteState};
use rdpcheck::net::Prefix;
use rdpcheck::read::{Input, ProblemKind, read};
use serde_json::json;
use std::cell::Cell;

/// Random routes in each shape come back as they were.
#[test]
fn printed_routes_are_read_back() {
    let read_back = Cell::new(0);
    for (name, print) in ROUTE_SHAPES {
        check(2_000, &(vec(route(), 2..9), dress()), |(routes, dress)| {
            let mut routes = routes.clone();
            if name == "list view" {
                // One that stands there a second time begins the same output anew.
                let mut seen: Vec<Route> = Vec::new();
                routes.retain(|route| {
                    let is_new = !seen.iter().any(|known| known.says_the_same(route));
                    seen.push(route.clone());
                    is_new
                });
            }
            let routes = &routes;
            let text = dress.put_on(&print(routes));
            let (evidence, problems) = read(&[Input {
                name: None,
                text: text.clone(),
            }]);
            let mut tables = Vec::new();
            for document in &evidence.documents {
                if let Resource::RouteTable(table) = &document.resource {
                    tables.push(table);
                }
            }
            prop_assert_eq!(tables.len(), 1, "{}\n{}", name, text);
            let read = &tables[0].routes;
            prop_assert_eq!(read.len(), routes.len(), "{}\n{}", name, text);
            for (read, printed) in read.iter().zip(routes) {
                prop_assert!(
                    read.says_the_same(printed),
                    "{}\n{}\n{:#?}",
                    name,
                    text,
                    read
                );
            }
            prop_assert_eq!(problems.len(), 0, "{}\n{}\n{:?}", name, text, problems);
            count(&read_back, routes.len());
            Ok(())
        });
    }
    println!(
        "read {} routes back, in {} shapes",
        read_back.get(),
        ROUTE_SHAPES.len()
    );
}

/// Random route tables, whose routes are all the user's, come back as they were.
#[test]
fn printed_route_tables_are_read_back() {
    let read_back = Cell::new(0);
    for (name, print) in TABLE_SHAPES {
        check(2_000, &(vec(route(), 1..9), dress()), |(routes, dress)| {
            let routes = of_a_table(routes);
            let text = dress.put_on(&print(&routes));
            let (evidence, problems) = read(&[Input {
                name: None,
                text: text.clone(),
            }]);
            let tables: Vec<_> = evidence.documents.iter().collect();
            prop_assert_eq!(tables.len(), 1, "{}\n{}", name, text);
            let Resource::RouteTable(table) = &tables[0].resource else {
                return Err(TestCaseError::fail(text));
            };
            prop_assert_eq!(table.name.as_str(), "rt-web", "{}\n{}", name, text);
            prop_assert_eq!(table.routes.len(), routes.len(), "{}\n{}", name, text);
            for (read, printed) in table.routes.iter().zip(&routes) {
                prop_assert!(
                    read.says_the_same(printed),
                    "{}\n{}\n{:#?}",
                    name,
                    text,
                    read
                );
            }
            let lost = problems
                .iter()
                .find(|problem| problem.kind != ProblemKind::ClassicRetired);
            prop_assert!(lost.is_none(), "{}\n{}\n{:?}", name, text, lost);
            count(&read_back, routes.len());
            Ok(())
        });
    }
    println!(
        "read {} routes of tables back, in {} shapes",
        read_back.get(),
        TABLE_SHAPES.len()
    );
}

/// Only a user makes them, and each has a name.
fn of_a_table(routes: &[Route]) -> Vec<Route> {
    let mut routes = routes.to_vec();
    for (number, route) in routes.iter_mut().enumerate() {
        route.name = format!("r{number}");
        route.source = RouteSource::User;
        route.state = RouteState::Active;
    }
    routes
}

/// The same of routes: what is left of a list that was cut says nothing else than before, or says that it was cut.
#[test]
fn a_cut_route_is_named() {
    let cuts = Cell::new(0);
    for (name, print) in ROUTE_SHAPES.iter().chain(&TABLE_SHAPES) {
        let cases = (
            vec(route(), 1..6),
            any::<prop::sample::Index>(),
            any::<bool>(),
        );
        check(2_000, &cases, |(routes, at, at_the_end)| {
            let routes = match TABLE_SHAPES.iter().any(|(known, _)| known == name) {
                true => of_a_table(routes),
                false => routes.clone(),
            };
            let text = print(&routes);
            let (before, after) = text.split_at(at.index(text.len()));
            let left = if *at_the_end { before } else { after };
            let (evidence, problems) = read(&[Input {
                name: None,
                text: left.to_owned(),
            }]);
            let mut others = Vec::new();
            for document in &evidence.documents {
                if let Resource::RouteTable(table) = &document.resource {
                    let is_printed = |read: &&Route| {
                        !routes.iter().any(|route| {
                            let mut route = route.clone();
                            if read.name.is_empty() || read.name.starts_with(&route.name) {
                                route.name.clone_from(&read.name);
                            }
                            // AzureRM of 2016 printed none: what has none counts as a user's.
                            if read.source == RouteSource::User {
                                route.source = RouteSource::User;
                            }
                            if read.next_hop == NextHop::Unknown {
                                route.next_hop = NextHop::Unknown;
                            }
                            if read.next_hop_addresses.is_empty() {
                                route.next_hop_addresses.clear();
                            }
                            read.says_the_same(&route)
                        })
                    };
                    others.extend(table.routes.iter().filter(is_printed));
                }
            }
            let is_last_cell = *at_the_end && left.trim_end().len() == left.len();
            let is_said = !problems.is_empty() || others.len() == 1 && is_last_cell;
            prop_assert!(
                others.is_empty() || is_said,
                "{}\n{}\n{:#?}",
                name,
                left,
                others
            );
            count(&cuts, 1);
            Ok(())
        });
    }
    println!("cut {} lists of routes", cuts.get());
}

fn route() -> impl Strategy<Value = Route> {
    const PREFIXES: [&str; 6] = [
        "0.0.0.0/0",
        "10.0.0.0/16",
        "10.128.0.0/9",
        "203.0.113.10/32",
        "2001:db8::/32",
        "172.16.0.0/12",
    ];
    let next_hop = select(
        [
            NextHop::VirtualNetwork,
            NextHop::Peering,
            NextHop::Internet,
            NextHop::Gateway,
            NextHop::Appliance,
            NextHop::None,
        ]
        .as_slice(),
    );
    let source = select([RouteSource::System, RouteSource::User, RouteSource::Gateway].as_slice());
    let state = select([RouteState::Active, RouteState::Invalid].as_slice());
    let address = proptest::option::of(select(["10.0.1.4", "2001:db8::4"].as_slice()));
    let name = prop_oneof![Just(""), Just("to-firewall"), Just("r_1")];
    (
        select(PREFIXES.as_slice()),
        next_hop,
        source,
        state,
        address,
        name,
    )
        .prop_map(|(prefix, next_hop, source, state, address, name)| Route {
            name: name.to_owned(),
            destination: Destination::Prefix(Prefix::parse(prefix).expect("a prefix")),
            next_hop,
            next_hop_addresses: address.into_iter().map(str::to_owned).collect(),
            source,
            state,
            origin: ORIGIN,
        })
}

const TABLE_SHAPES: [RouteShape; 4] = [
    ("az", |routes| {
        let routes: Vec<_> = routes
            .iter()
            .map(|route| {
                let (_, _, prefix, next_hop, address) = words(route);
                json!({
                    "addressPrefix": prefix, "name": route.name, "nextHopType": next_hop,
                    "nextHopIpAddress": (!address.is_empty()).then_some(address),
                })
            })
            .collect();
        serde_json::to_string_pretty(&json!({
            "disableBgpRoutePropagation": false, "id": TABLE_ID, "name": "rt-web", "routes": routes, "subnets": null,
        }))
        .expect("JSON")
    }),
    ("PowerShell", |routes| {
        let mut list = Vec::new();
        for route in routes {
            let (_, _, prefix, next_hop, address) = words(route);
            list.push(json!({
                "Name": route.name, "AddressPrefix": prefix, "NextHopType": next_hop, "NextHopIpAddress": address,
            }));
        }
        let list = serde_json::to_string_pretty(&list).expect("JSON");
        format!(
            "Name                       : rt-web\nId                         : {TABLE_ID}\nTags                       :\nRoutes                     : {}\nSubnets                    : []\n",
            list.replace('\n', &format!("\n{}", " ".repeat(29)))
        )
    }),
    ("data: of the first CLI", |routes| {
        let row = |route: &Route| {
            let (_, _, prefix, next_hop, address) = words(route);
            vec![route.name.clone(), prefix, next_hop, address]
        };
        let table = az_table(
            "Name Address_prefix Next_hop_type Next_hop_IP_address",
            routes.iter().map(row).collect(),
        );
        let head =
            format!("Id              : {TABLE_ID}\nName            : rt-web\nRoutes:\n{table}");
        head.lines()
            .map(|line| format!("data:    {line}\n"))
            .collect()
    }),
    ("XML of the classic model", |routes| {
        let mut text = "<RouteTable xmlns=\"http://schemas.microsoft.com/windowsazure\">\n  <Name>rt-web</Name>\n  <RouteList>\n".to_owned();
        for route in routes {
            let (_, _, prefix, next_hop, address) = words(route);
            let address = match address.is_empty() {
                true => address,
                false => format!("<IpAddress>{address}</IpAddress>"),
            };
            text.push_str(&format!(
                "    <Route><Name>{}</Name><AddressPrefix>{prefix}</AddressPrefix><NextHopType><Type>{next_hop}</Type>{address}</NextHopType></Route>\n",
                route.name
            ));
        }
        text.push_str("  </RouteList>\n</RouteTable>\n");
        text
    }),
];

const TABLE_ID: &str =
    "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Network/routeTables/rt-web";

type RouteShape = (&'static str, fn(&[Route]) -> String);

const ROUTE_SHAPES: [RouteShape; 7] = [
    ("REST", |routes| {
        let routes: Vec<_> = routes
            .iter()
            .map(|route| {
                let (source, state, prefix, next_hop, _) = words(route);
                json!({
                    "name": route.name, "source": source, "state": state, "addressPrefix": [prefix],
                    "nextHopType": next_hop, "nextHopIpAddress": route.next_hop_addresses,
                })
            })
            .collect();
        serde_json::to_string_pretty(&json!({ "value": routes })).expect("JSON")
    }),
    ("list view", |routes| {
        let mut text = String::new();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            for (key, value) in [
                ("Name", route.name.as_str()),
                ("DisableBgpRoutePropagation", "False"),
                ("State", &state),
                ("Source", &source),
                ("AddressPrefix", &format!("{{{prefix}}}")),
                ("NextHopType", &next_hop),
                ("NextHopIpAddress", &format!("{{{address}}}")),
            ] {
                text.push_str(format!("{key:<26} : {value}").trim_end());
                text.push('\n');
            }
            text.push('\n');
        }
        text
    }),
    ("Markdown of the portal", |routes| {
        let mut text = "| Source | State | Address Prefixes | Next Hop Type | Next Hop IP Address | User Defined Route Name |\n|---|---|---|---|---|---|\n".to_owned();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            // In words, as the portal has them.
            let spaced = |word: &str| match word {
                "VirtualNetworkGateway" => "Virtual network gateway".to_owned(),
                "VirtualAppliance" => "Virtual appliance".to_owned(),
                "VnetLocal" => "Virtual network".to_owned(),
                word => word.to_owned(),
            };
            let or_dash = |text: &str| {
                if text.is_empty() {
                    "-".to_owned()
                } else {
                    text.to_owned()
                }
            };
            text.push_str(&format!(
                "| {} | {state} | {prefix} | {} | {} | {} |\n",
                spaced(&source),
                spaced(&next_hop),
                or_dash(&address),
                or_dash(&route.name)
            ));
        }
        text
    }),
    ("az table", |routes| {
        let row = |route: &Route| {
            let (source, state, prefix, next_hop, address) = words(route);
            vec![route.name.clone(), source, state, prefix, next_hop, address]
        };
        az_table(
            "Name Source State Address_Prefix Next_Hop_Type Next_Hop_IP",
            routes.iter().map(row).collect(),
        )
    }),
    ("Format-Table", |routes| {
        let row = |route: &Route| {
            let (source, state, prefix, next_hop, address) = words(route);
            vec![
                route.name.clone(),
                state,
                source,
                format!("{{{prefix}}}"),
                next_hop,
                format!("{{{address}}}"),
            ]
        };
        powershell_table(
            "Name State Source AddressPrefix NextHopType NextHopIpAddress",
            routes.iter().map(row).collect(),
        )
    }),
    ("CSV", |routes| {
        let mut text = "Source,State,Address Prefixes,Next Hop Type,Next Hop Type IP Address,User Defined Route Name\n".to_owned();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            let address = if address.is_empty() { "-" } else { &address };
            let line = [&source, &state, &prefix, &next_hop, address, &route.name].join(",");
            text.push_str(&line);
            text.push('\n');
        }
        text
    }),
    ("YAML", |routes| {
        let mut text = "value:\n".to_owned();
        for route in routes {
            let (source, state, prefix, next_hop, address) = words(route);
            let name = if route.name.is_empty() {
                "null"
            } else {
                &route.name
            };
            let address = match address.is_empty() {
                true => " []".to_owned(),
                false => format!("\n  - {address}"),
            };
            text.push_str(&format!(
                "- addressPrefix:\n  - {prefix}\n  name: {name}\n  nextHopIpAddress:{address}\n  nextHopType: {next_hop}\n  source: {source}\n  state: {state}\n"
            ));
        }
        text
    }),
];

/// Source, state, prefix, next hop and its address, as Azure prints them.
fn words(route: &Route) -> (String, String, String, String, String) {
    let source = match route.source {
        RouteSource::System => "Default",
        RouteSource::User => "User",
        RouteSource::Gateway => "VirtualNetworkGateway",
    };
    let state = match route.state {
        RouteState::Active => "Active",
        RouteState::Invalid => "Invalid",
    };
    let Destination::Prefix(prefix) = &route.destination else {
        panic!("only prefixes are printed");
    };
    let next_hop = match route.next_hop {
        NextHop::VirtualNetwork => "VnetLocal",
        NextHop::Peering => "VNetPeering",
        NextHop::Internet => "Internet",
        NextHop::Gateway => "VirtualNetworkGateway",
        NextHop::Appliance => "VirtualAppliance",
        NextHop::Endpoint => "VirtualNetworkServiceEndpoint",
        NextHop::None | NextHop::Unknown => "None",
    };
    (
        source.to_owned(),
        state.to_owned(),
        prefix.text(),
        next_hop.to_owned(),
        route.next_hop_addresses.concat(),
    )
}
