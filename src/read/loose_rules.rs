//! Rules that stand alone, as the NSG that they are of.

use super::first_seen::{FirstSeen, number_of};
use crate::azure::{Attachment, NetworkSecurityGroup, ResourceId, SecurityRule};
use crate::origin::Origin;
use std::rc::Rc;

/// An NSG made of lone rules.
#[derive(Debug)]
pub struct Loose {
    /// The NSG itself.
    pub group: NetworkSecurityGroup,
    /// Rules that stand here a second time, word for word. Should a later one differ, they belong to another version.
    pub repeated: Vec<Rc<SecurityRule>>,
    /// Where its rules are, by their names.
    pub names: FirstSeen,
    /// Whether one of its rules does not say itself whose it is.
    pub has_strays: bool,
    /// Whether rules were added to it that no command above them left others out of.
    pub is_whole: bool,
    /// The variables in the command above the last of them.
    pub variables: String,
    /// When rules were last added to it, in turns.
    pub turn: usize,
}

impl Loose {
    /// Without a rule yet.
    pub fn new(id: Option<ResourceId>, origin: Origin) -> Self {
        let group = NetworkSecurityGroup {
            name: id.as_ref().map(ResourceId::name).unwrap_or("").to_owned(),
            id,
            rules: Vec::new(),
            cut: None,
            attachment: Attachment::default(),
            is_effective: false,
            is_admin: false,
            origin,
        };
        Loose {
            group,
            repeated: Vec::new(),
            names: FirstSeen::default(),
            has_strays: false,
            is_whole: false,
            variables: String::new(),
            turn: 0,
        }
    }

    /// The first of its rules with this name, if it is one.
    pub fn namesake(&self, name: &str) -> Option<&Rc<SecurityRule>> {
        let rules = &self.group.rules;
        let is_it = |at: usize| {
            let known = rules.get(at);
            !name.is_empty() && known.is_some_and(|it| it.name.eq_ignore_ascii_case(name))
        };
        rules.get(self.names.find(number_of(name), &is_it)?)
    }

    /// Adds a rule.
    pub fn push(&mut self, rule: Rc<SecurityRule>) {
        if self.namesake(&rule.name).is_none() {
            self.push_first(rule);
        } else {
            self.group.origin.grow(rule.origin);
            self.group.rules.push(rule);
        }
    }

    /// Adds the first with its name.
    pub fn push_first(&mut self, rule: Rc<SecurityRule>) {
        self.group.origin.grow(rule.origin);
        if !rule.name.is_empty() {
            self.names
                .add(number_of(&rule.name), self.group.rules.len());
        }
        self.group.rules.push(rule);
    }
}
