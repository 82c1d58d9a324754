//! One judgement, explained, and where everything in it stands in the paste.

use crate::explain::route_table::Routes;
use crate::explain::{Decided, Explanation, Reached, Stretch, decided, reach, stretches};
use crate::net::Prefix;
use crate::origin::Span;
use crate::question::{Question, Source};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// One judgement, explained.
pub struct Answered {
    /// What was judged.
    pub explanation: Explanation,
    /// For a private source: what the answer would be over the Internet.
    pub over_the_internet: Option<Explanation>,
    /// The routes in its path.
    pub routes: Vec<Routes>,
    /// Where each row of each table stands in the paste: tables of rules first, then those of routes. The gap
    /// where rules are missing stands nowhere.
    pub rows: Vec<Vec<Option<Span>>>,
    /// Who connects, once it was drawn: of a thousand rules that takes longer than a frame.
    pub who: OnceCell<(Vec<Decided>, Vec<Stretch>)>,
    /// The address that was looked up last.
    pub looked_up: RefCell<Option<(Prefix, Rc<LookedUp>)>>,
}

/// One address: how it fares, and by which other protocols and ports it fares how.
pub struct LookedUp {
    /// The answer for it.
    pub explanation: Explanation,
    /// Every protocol and port.
    pub reached: Vec<Reached>,
}

impl Answered {
    /// Who connects, rule by rule, and as the line of all addresses.
    pub fn who(&self) -> &(Vec<Decided>, Vec<Stretch>) {
        let judgement = &self.explanation.judgement;
        (self.who).get_or_init(|| (decided(judgement), stretches(judgement)))
    }

    /// The same question for this address alone. It is judged once, and not at every drawing.
    pub fn look_up(&self, from: Prefix) -> Rc<LookedUp> {
        let mut known = self.looked_up.borrow_mut();
        if let Some((_, known)) = known.as_ref().filter(|(known, _)| *known == from) {
            return Rc::clone(known);
        }
        let Explanation {
            topology,
            judgement,
            ..
        } = &self.explanation;
        let question = Question {
            from: Source::Prefix(from),
            ..judgement.question.clone()
        };
        let explanation = Explanation::of(topology.clone(), &question);
        let reached = reach(topology, &explanation.judgement.question);
        let found = Rc::new(LookedUp {
            explanation,
            reached,
        });
        *known = Some((from, Rc::clone(&found)));
        found
    }
}

/// Where the rule or route that decides stands in the paste.
pub fn deciding_span(explanation: &Explanation) -> Option<Span> {
    let hop = explanation.deciding_hop()?;
    if let Some(rule) = hop.deciding_rule() {
        return rule.origin.span();
    }
    let reply = hop.reply.as_ref()?;
    let route = reply.replies.get(hop.deciding?)?.route?;
    reply.table.routes.get(route)?.origin.span()
}

/// See [`Answered::rows`].
pub fn rows(explanation: &Explanation, routes: &[Routes]) -> Vec<Vec<Option<Span>>> {
    let mut all = Vec::new();
    for table in explanation.tables() {
        let mut rows = Vec::new();
        for row in table.rows() {
            rows.push(row.rule.and_then(|rule| rule.origin.span()));
        }
        all.push(rows);
    }
    for routes in routes {
        let mut rows = Vec::new();
        for row in &routes.rows {
            let route = routes.table.routes.get(row.route);
            rows.push(route.and_then(|route| route.origin.span()));
        }
        all.push(rows);
    }
    all
}
