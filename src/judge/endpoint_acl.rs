//! Who may use an endpoint of a classic VM (azure-semantics §11).

use crate::azure::{AclRule, EndpointAcl};
use crate::net::AddressSet;

/// Those whom the list permits, and those whom it denies; for the rest nobody can tell. The lowest order that holds the
/// client decides. Whom no rule holds is denied if any rule permits somebody, and permitted otherwise (C04 to C08).
pub fn split(acl: &EndpointAcl) -> (AddressSet, AddressSet) {
    let Some(order) = in_order(acl) else {
        return (AddressSet::empty(), AddressSet::empty());
    };
    let (mut permitted, mut denied) = (AddressSet::empty(), AddressSet::empty());
    let mut left = AddressSet::all();
    let (mut some_permit, mut is_unsure) = (false, acl.cut.is_some());
    for rule in order {
        let Some(subnet) = rule.remote_subnet else {
            // Whoever it holds may be decided by it.
            left = AddressSet::empty();
            break;
        };
        let held = subnet.addresses().intersect(&left);
        left = left.minus(&held);
        match rule.permits {
            Some(true) => permitted = permitted.union(&held),
            Some(false) => denied = denied.union(&held),
            None => is_unsure = true,
        }
        some_permit |= rule.permits == Some(true);
    }
    match (some_permit, is_unsure) {
        (_, true) => {}
        (true, false) => denied = denied.union(&left),
        (false, false) => permitted = permitted.union(&left),
    }
    (permitted, denied)
}

/// The rule that decides for all of these clients, of a list that does decide: `None` where no rule is for any of them.
/// Where one is for some of them only, there is no answer.
pub fn decider<'a>(acl: &'a EndpointAcl, clients: &AddressSet) -> Option<Option<&'a AclRule>> {
    for rule in in_order(acl)? {
        let held = rule.remote_subnet?.addresses();
        if clients.is_subset(&held) {
            return Some(Some(rule));
        }
        if !clients.is_disjoint(&held) {
            return None;
        }
    }
    Some(None)
}

/// The rules, lowest order first; `None` where one does not say its order.
fn in_order(acl: &EndpointAcl) -> Option<Vec<&AclRule>> {
    let mut ordered: Vec<&AclRule> = Vec::new();
    for rule in &acl.rules {
        rule.order?;
        let at = ordered.partition_point(|known| known.order <= rule.order);
        ordered.insert(at, rule);
    }
    Some(ordered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Prefix;
    use crate::origin::Origin;

    fn split_of(rules: &[(u32, bool, &str)]) -> impl Fn(&str) -> Option<bool> {
        let rule = |(order, permits, subnet): &(u32, bool, &str)| AclRule {
            order: Some(*order),
            permits: Some(*permits),
            remote_subnet: Prefix::parse(subnet),
            description: String::new(),
            origin: Origin::AzureDefault,
        };
        let (permitted, denied) = split(&EndpointAcl {
            rules: rules.iter().map(rule).collect(),
            cut: None,
        });
        move |client| {
            let client = client.parse().expect("an address");
            match (permitted.contains(client), denied.contains(client)) {
                (true, false) => Some(true),
                (false, true) => Some(false),
                _ => None,
            }
        }
    }

    #[test]
    fn the_lowest_order_decides_and_the_kinds_of_rule_decide_the_rest() {
        let nobody = split_of(&[]);
        assert_eq!(nobody("203.0.113.10"), Some(true), "C04");
        let permit = split_of(&[(0, true, "198.51.100.0/24")]);
        assert_eq!(permit("203.0.113.10"), Some(false), "C05");
        let deny = split_of(&[(0, false, "198.51.100.0/24")]);
        assert_eq!(deny("203.0.113.10"), Some(true), "C06");
        assert_eq!(deny("198.51.100.9"), Some(false), "C06");
        let carved = split_of(&[(200, true, "175.0.0.0/8"), (100, false, "175.1.0.1/24")]);
        assert_eq!(carved("175.1.0.9"), Some(false), "C07");
        assert_eq!(carved("175.9.9.9"), Some(true), "C07");
        assert_eq!(carved("203.0.113.10"), Some(false), "C07");
        let shadowed = split_of(&[(100, true, "175.0.0.0/8"), (200, false, "175.1.0.0/24")]);
        assert_eq!(shadowed("175.1.0.9"), Some(true), "C08");
    }

    #[test]
    fn a_rule_that_cannot_be_read_leaves_the_rest_open() {
        let acl = EndpointAcl {
            rules: vec![AclRule {
                order: Some(0),
                permits: Some(true),
                remote_subnet: None,
                description: String::new(),
                origin: Origin::AzureDefault,
            }],
            cut: None,
        };
        assert_eq!(split(&acl), (AddressSet::empty(), AddressSet::empty()));
    }
}
