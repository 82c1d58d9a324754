//! Routes that stand alone, without their table.

use super::first_seen::{FirstSeen, number_of};
use super::rules_command::Above;
use crate::azure::{ResourceId, Route, RouteTable};
use crate::origin::Origin;

/// The tables that are made of them.
#[derive(Debug, Default)]
pub struct LooseRoutes {
    /// In the order of the text.
    pub tables: Vec<RouteTable>,
    /// Where the routes of the last one are, by their destinations.
    destinations: FirstSeen,
    /// How many commands stood above it.
    below: usize,
    /// Where one breaks off before its first route.
    cut: Option<Origin>,
}

impl LooseRoutes {
    /// Adds some. Those that follow one another are one table: of the same kind, in the same input, below one command.
    pub fn add(
        &mut self,
        routes: Vec<Route>,
        is_effective: bool,
        mut cut: Option<Origin>,
        above: &Above,
    ) {
        let Some(origin) = routes.first().map(|route| route.origin) else {
            // What is left of a route belongs to the list before it or behind it.
            if let (None, Some(origin), true) = (self.tables.last(), cut, is_effective) {
                self.begin(origin, is_effective, above);
            }
            let known = match self.tables.last_mut() {
                Some(last) => &mut last.cut,
                None => &mut self.cut,
            };
            Origin::keep_first(known, cut);
            return;
        };
        Origin::keep_first(&mut cut, self.cut.take());
        // One for each prefix of an effective route.
        let is_one = routes.iter().all(|route| route.origin == origin);
        if is_one && let Some(last) = self.tables.last() {
            let fresh = (last.routes.iter().enumerate()).skip(self.destinations.count());
            for (at, known) in fresh {
                self.destinations
                    .add(number_of(&known.destination.text()), at);
            }
        }
        // Each prints those of its own network interface.
        let is_below_another = is_effective && above.commands != self.below;
        let last = self.tables.last_mut().filter(|last| {
            is_one
                && !is_below_another
                && !last.routes.is_empty()
                && last.is_effective == is_effective
                && last.origin.is_beside(origin)
                && !routes.iter().any(|route| {
                    let says_it = |at: usize| {
                        let known = last.routes.get(at);
                        known.is_some_and(|known| known.says_the_same(route))
                    };
                    let known_by = number_of(&route.destination.text());
                    self.destinations.find(known_by, &says_it).is_some()
                })
        });
        let table = match last {
            Some(last) => last,
            None => {
                let last = self.tables.pop_if(|last| last.routes.is_empty());
                Origin::keep_first(&mut cut, last.and_then(|last| last.cut));
                self.begin(origin, is_effective, above)
            }
        };
        Origin::keep_first(&mut table.cut, cut);
        for route in routes {
            table.origin.grow(route.origin);
            table.routes.push(route);
        }
    }

    fn begin(&mut self, origin: Origin, is_effective: bool, above: &Above) -> &mut RouteTable {
        self.destinations = FirstSeen::default();
        self.below = above.commands;
        let id = above.interface().filter(|_| is_effective);
        self.tables.push_mut(RouteTable {
            name: id.map_or("", ResourceId::name).to_owned(),
            id: id.cloned(),
            is_effective,
            origin,
            ..RouteTable::default()
        })
    }

    /// Routes of the last one are missing there. `false` when that is known, or there is none.
    pub fn leave_out(&mut self, place: Origin) -> bool {
        let last = self.tables.last_mut().filter(|last| last.cut.is_none());
        last.is_some_and(|last| last.cut.replace(place).is_none())
    }
}
