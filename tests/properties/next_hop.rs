//! Each packet goes by the route that a plain scan finds.

use super::{check, count};
use crate::naive::number_line::{Block, Point, pieces};
use crate::naive::route_lists::routes;
use crate::naive::route_scan::{block, carrier};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rdpcheck::azure::Route;
use rdpcheck::judge::next_hop::{Lost, carried, next_hop, why_lost};
use std::cell::Cell;

/// One address at a time, at both ends of every piece that the routes cut the address space into; and the whole space
/// split among the routes.
#[test]
fn the_next_hop_is_that_of_a_plain_scan() {
    let (compared, carried_addresses) = (Cell::new(0), Cell::new(0));
    check(5_000, &routes(), |routes| {
        let blocks: Vec<Block> = routes.iter().filter_map(block).collect();
        let split = carried(routes);
        for piece in [false, true].map(|is_v6| pieces(is_v6, &blocks)).concat() {
            for point in [piece.first_point(), piece.last_point()] {
                let expected = carrier(routes, point);
                let found = next_hop(routes, point.address());
                prop_assert_eq!(found, expected, "of {}", point.address());
                let mut of_point = split
                    .iter()
                    .filter(|part| part.addresses.contains(point.address()));
                let part = of_point.next().map(|part| part.route);
                prop_assert_eq!(part, expected, "of {} in the split", point.address());
                prop_assert!(of_point.next().is_none(), "{} twice", point.address());
                reasons_hold(routes, expected, point)?;
                count(&compared, 1);
                count(&carried_addresses, usize::from(expected.is_some()));
            }
        }
        Ok(())
    });
    println!(
        "compared {} addresses, {} of them carried by some route",
        compared.get(),
        carried_addresses.get()
    );
    assert!(
        carried_addresses.get() > 1_000,
        "hardly anything was carried"
    );
}

/// Why each of the others lost is true.
fn reasons_hold(routes: &[Route], winner: Option<usize>, point: Point) -> TestCaseResult {
    let winner_at = winner;
    let winner = winner.map(|at| &routes[at]);
    for (at, route) in routes.iter().enumerate() {
        if winner_at == Some(at) {
            continue;
        }
        let lost = why_lost(routes, route, winner, point.address());
        let holds = block(route).map(|block| block.contains(point));
        let length = |route: &Route| block(route).map(|block| block.last - block.first);
        let is_true = match lost {
            Lost::UnknownDestination => holds.is_none(),
            Lost::OtherPrefix => holds == Some(false),
            _ if holds != Some(true) => false,
            Lost::Invalid | Lost::Endpoint => carrier(std::slice::from_ref(route), point).is_none(),
            Lost::ShorterPrefix => winner.is_some_and(|winner| length(winner) < length(route)),
            Lost::LesserSource => winner.is_some_and(|winner| {
                length(winner) == length(route) && winner.source <= route.source
            }),
            // Alone with the virtual network's route it loses too, whatever else there is.
            Lost::InsideVirtualNetwork => routes.iter().any(|other| {
                let two = [other.clone(), route.clone()];
                length(other) >= length(route) && carrier(&two, point) == Some(0)
            }),
        };
        prop_assert!(is_true, "{lost:?} of {route:?} at {}", point.address());
    }
    Ok(())
}
