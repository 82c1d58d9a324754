//! A network security group: a list of rules, and what it is attached to.

use super::default_rules::default_rules;
use super::resource_id::ResourceId;
use super::security_rule::{Direction, SecurityRule};
use crate::origin::Origin;
use std::rc::Rc;

/// An NSG as it was pasted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NetworkSecurityGroup {
    /// Its name. Empty when only its rules were pasted and they do not tell.
    pub name: String,
    /// Its id, when the paste has it or its rules' ids tell.
    pub id: Option<ResourceId>,
    /// The user's rules and the default ones, in the order of the paste. Each has its own place in memory: a list of many
    /// thousands grows without moving them, and a changed copy shares those that stay.
    pub rules: Vec<Rc<SecurityRule>>,
    /// Where the list of the user's rules breaks off: rules of any priority may be missing.
    pub cut: Option<Origin>,
    /// What the paste says about its place.
    pub attachment: Attachment,
    /// Whether these are the rules that a network interface sees, with their tags expanded.
    pub is_effective: bool,
    /// Whether these are rules of Virtual Network Manager, which come before every NSG and have no default rules
    /// (azure-semantics §5).
    pub is_admin: bool,
    /// Where the whole object stands.
    pub origin: Origin,
}

/// What an NSG is attached to. `None` where the paste does not have the field: an absent list says nothing. Effective rules
/// are of one place; where they say nothing of the other kind, their output may have shown another NSG there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attachment {
    /// The network interfaces it filters.
    pub network_interfaces: Option<Vec<ResourceId>>,
    /// The subnets it filters.
    pub subnets: Option<Vec<ResourceId>>,
}

impl Attachment {
    /// Whether the paste shows both lists, and both empty (T51).
    pub fn is_shown_nowhere(&self) -> bool {
        let empty = |list: &Option<Vec<ResourceId>>| list.as_ref().is_some_and(Vec::is_empty);
        empty(&self.network_interfaces) && empty(&self.subnets)
    }

    /// Whether both name the same.
    pub fn is_same_place(&self, other: &Attachment) -> bool {
        let is_same = |a: &Option<Vec<ResourceId>>, b: &Option<Vec<ResourceId>>| {
            a.as_deref().unwrap_or_default() == b.as_deref().unwrap_or_default()
        };
        is_same(&self.network_interfaces, &other.network_interfaces)
            && is_same(&self.subnets, &other.subnets)
    }

    /// Forgets that there is nothing of the other kind.
    pub fn leave_open(&mut self) {
        for list in [&mut self.network_interfaces, &mut self.subnets] {
            *list = list.take().filter(|list| !list.is_empty());
        }
    }
}

impl NetworkSecurityGroup {
    /// Adds the default rules of each direction that has none: nobody can delete them, so a paste without
    /// them is only a shorter paste (azure-semantics §2.2, T28).
    pub fn add_missing_default_rules(&mut self) {
        self.add_default_rules_of(|_| true);
    }

    /// The same of rules that stand alone. Where all are of one direction, nobody knows those of the other: without default
    /// rules it counts as not shown.
    pub fn add_default_rules_of_shown(&mut self) {
        let shown = |direction| {
            let mut rules = self.rules.iter();
            rules.any(|rule| rule.direction.get().is_none_or(|of| *of == direction))
        };
        let shown = [Direction::Inbound, Direction::Outbound].map(|it| (it, shown(it)));
        self.add_default_rules_of(|direction| shown.contains(&(direction, true)));
    }

    /// Whether rules of this direction may be missing that the paste does not show.
    pub fn may_lack_rules_of(&self, direction: Direction) -> bool {
        let mut rules = self.rules.iter();
        let has_default =
            |rule: &Rc<SecurityRule>| rule.default && rule.direction.get() == Some(&direction);
        self.cut.is_some() || !self.is_effective && !self.is_admin && !rules.any(has_default)
    }

    fn add_default_rules_of(&mut self, is_shown: impl Fn(Direction) -> bool) {
        for default in default_rules() {
            if !default.direction.get().is_some_and(|of| is_shown(*of)) {
                continue;
            }
            let is_there = self.rules.iter().any(|rule| {
                rule.default
                    && rule.direction.get() == default.direction.get()
                    && rule.priority.get() == default.priority.get()
            });
            if !is_there {
                self.rules.push(default);
            }
        }
    }

    /// Whether both stand for the same Azure object: by id, or by name where one has no id. Two without
    /// any name are never the same.
    pub fn is_same_object(&self, other: &NetworkSecurityGroup) -> bool {
        if self.is_effective != other.is_effective
            || self.is_effective && !self.attachment.is_same_place(&other.attachment)
        {
            return false;
        }
        match (&self.id, &other.id) {
            (Some(a), Some(b)) => a == b,
            _ => !self.name.is_empty() && self.name.eq_ignore_ascii_case(&other.name),
        }
    }

    /// Whether both are forms of one Azure object, effective or configured. One without a name is only itself.
    pub fn is_form_of(&self, other: &NetworkSecurityGroup) -> bool {
        match (&self.id, &other.id) {
            (Some(a), Some(b)) => a == b,
            _ if self.name.is_empty() => self.origin == other.origin,
            _ => self.name.eq_ignore_ascii_case(&other.name),
        }
    }

    /// Whether both say the same about rules and place, wherever and in whatever order they were pasted.
    pub fn says_the_same(&self, other: &NetworkSecurityGroup) -> bool {
        let covers = |a: &[Rc<SecurityRule>], b: &[Rc<SecurityRule>]| {
            a.iter().enumerate().all(|(at, rule)| {
                // Most often both are in the same order.
                let is_same = |twin: &Rc<SecurityRule>| rule.says_the_same(twin);
                b.get(at).is_some_and(is_same) || b.iter().any(is_same)
            })
        };
        let is_same_place = match self.is_effective {
            true => self.attachment.is_same_place(&other.attachment),
            false => self.attachment == other.attachment,
        };
        is_same_place
            && self.cut.is_some() == other.cut.is_some()
            && covers(&self.rules, &other.rules)
            && covers(&other.rules, &self.rules)
    }
}
