//! Virtual Network Manager's rules, which come before every NSG (azure-semantics §5).

use super::Answer;
use super::hop::{Hop, HopAnswer, HopKind};
use super::nsg::{Outcome, judge_nsg};
use super::rule_match::Context;
use crate::azure::{Access, NetworkSecurityGroup};
use crate::code::Code;
use crate::join::{Filter, Place};
use crate::question::SourceSet;
use std::rc::Rc;

/// The hop of these rules. Whom one of them always allows passes the NSGs as well, whatever they say (T76).
pub fn hop(
    rules: &Rc<NetworkSecurityGroup>,
    context: &Context<'_>,
    asked: &SourceSet,
    filters: &mut [Hop],
) -> Hop {
    let judged = judge_nsg(rules, context, asked);
    let mut delivered = SourceSet::empty();
    for piece in &judged.pieces {
        let rule = piece.decided_by.and_then(|step| judged.rule(step));
        if let (Outcome::Allowed, Some(rule)) = (piece.outcome, rule)
            && rule.access.get() == Some(&Access::AlwaysAllow)
        {
            delivered = delivered.union(&piece.sources);
        }
    }
    for filter in filters {
        let mut partition = filter.partition.clone();
        partition.open = partition.open.union(&delivered);
        partition.blocked = partition.blocked.minus(&delivered);
        partition.depends = partition.depends.minus(&delivered);
        filter.change(partition, asked, Code::AdminAlwaysAllow, None);
    }
    let filter = Filter {
        place: Place::Unsaid,
        versions: Vec::new(),
    };
    let mut hop = Hop::of_filter(&filter, vec![judged], asked);
    hop.kind = HopKind::AdminRules;
    hop.code = match hop.answer {
        HopAnswer::Checked(Answer::Open) if asked.is_subset(&delivered) => Code::AdminAlwaysAllow,
        HopAnswer::Checked(Answer::Open) => Code::AdminAllow,
        HopAnswer::Checked(Answer::Blocked) => Code::AdminDeny,
        _ => hop.code,
    };
    hop
}
