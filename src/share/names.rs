//! What a link calls things: names as they are, without what identifies an account, or numbers in their place.
//!
//! Numbers are the same wherever a name stands, however it is capitalised, and are in the order of the names, because some
//! answers go by that. Names that mean something to Azure or to a judgement stay: default rules, service tags,
//! `AzureBastionSubnet`, just-in-time rules, and that a rule is named for RDP. GUIDs become numbers in every name, and so do addresses where these are masked.
//!
//! What this cannot hide: what a name says that is shown, say the name of the resource group or of a customer inside it.

use super::mask::Mask;
use super::words::{ID_WORDS, WELL_KNOWN};
use crate::azure::ServiceTag;
use crate::azure::just_in_time::is_just_in_time;
use crate::fix::candidate::is_named_for_rdp;
use crate::net::Prefix;
use crate::net::text::{self, dotted};

/// What a name is of. What has one name is called by the first kind of these, and the order is part of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// A network security group.
    Nsg,
    /// A network interface.
    Nic,
    /// A VM.
    Vm,
    /// A security rule, a DNAT rule or a NAT rule.
    Rule,
    /// A subnet.
    Subnet,
    /// A virtual network.
    Vnet,
    /// A public address.
    PublicIp,
    /// A route table.
    RouteTable,
    /// A route.
    Route,
    /// A load balancer.
    LoadBalancer,
    /// A firewall.
    Firewall,
    /// A Bastion host.
    Bastion,
    /// An endpoint.
    Endpoint,
    /// An application security group.
    Group,
    /// A service tag that Azure may or may not know.
    Tag,
    /// Anything else that has a name: a front end, a back-end pool, an IP configuration, a network adapter.
    Part,
    /// Something that could not be read, or that is no name. It is never shown.
    Unreadable,
}

impl NameKind {
    /// Every one.
    pub const ALL: [NameKind; 17] = [
        NameKind::Nsg,
        NameKind::Nic,
        NameKind::Vm,
        NameKind::Rule,
        NameKind::Subnet,
        NameKind::Vnet,
        NameKind::PublicIp,
        NameKind::RouteTable,
        NameKind::Route,
        NameKind::LoadBalancer,
        NameKind::Firewall,
        NameKind::Bastion,
        NameKind::Endpoint,
        NameKind::Group,
        NameKind::Tag,
        NameKind::Part,
        NameKind::Unreadable,
    ];

    /// What a number in place of a name begins with.
    pub fn word(self) -> &'static str {
        const WORDS: [&str; 17] = [
            "nsg", "nic", "vm", "rule", "subnet", "vnet", "ip", "routes", "route", "lb",
            "firewall", "bastion", "endpoint", "asg", "tag", "part", "?",
        ];
        WORDS.get(self as usize).copied().unwrap_or("?")
    }
}

/// Every name of a case.
#[derive(Debug, Default)]
pub struct Names {
    /// Whether names are shown.
    pub are_shown: bool,
    /// Each name once, whatever its capitals, in order.
    known: Vec<(String, NameKind)>,
    /// The GUIDs inside them, in the order of the case.
    guids: Vec<String>,
    /// The pairs of subscription and resource group of ids.
    scopes: Vec<String>,
}

impl Names {
    /// Takes in a name of the case. The first kind that it is of counts.
    pub fn take(&mut self, kind: NameKind, name: &str) {
        let is_it = |known: &&mut (String, NameKind)| known.0.eq_ignore_ascii_case(name);
        if let Some((_, known)) = self.known.iter_mut().find(is_it) {
            *known = (*known).min(kind);
        } else if !name.is_empty() {
            let at = self
                .known
                .partition_point(|(known, _)| known.as_str() < name);
            self.known.insert(at, (name.to_owned(), kind));
        }
    }

    /// Whether the case has this name.
    pub fn has(&self, kind: NameKind, name: &str) -> bool {
        let is_it = |it: &(String, NameKind)| it.1 == kind && it.0.eq_ignore_ascii_case(name);
        self.known.iter().any(is_it)
    }

    /// What stands for a name, and whether that shows anything of it.
    pub fn name(&mut self, name: &str, mask: &Mask) -> (String, bool) {
        if name.is_empty() || is_well_known(name) {
            return (name.to_owned(), false);
        }
        let is_shown = self.are_shown && is_name(name);
        let said = if is_shown {
            self.without_secrets(name, mask)
        } else if is_just_in_time(name) {
            [just_in_time_prefix(name), "_", &self.number(name)].concat()
        } else {
            self.number(name)
        };
        (said, is_shown)
    }

    /// What stands for a service tag: those that Azure publishes keep their name.
    pub fn tag(&mut self, name: &str, mask: &Mask) -> (String, bool) {
        if is_published(name) && without_guids(name) {
            (name.to_owned(), true)
        } else {
            self.name(name, mask)
        }
    }

    /// What stands for something that is no name: its kind and its number.
    pub fn number(&self, name: &str) -> String {
        let is_it = |(known, _): &&(String, NameKind)| known.eq_ignore_ascii_case(name);
        let kind = self
            .known
            .iter()
            .find(is_it)
            .map_or(NameKind::Unreadable, |(_, kind)| *kind);
        let (mut own, mut all) = (0, 0);
        for (known, other) in &self.known {
            if *other == kind {
                all += 1;
                if known.eq_ignore_ascii_case(name) {
                    own = all;
                }
            }
        }
        let (digits, most) = (text::number(own), text::number(all));
        // As many digits as the last one has, so that the order of numbers is that of their texts.
        let zeros = most.len().saturating_sub(digits.len());
        let meant = match kind {
            NameKind::Rule | NameKind::Endpoint if is_named_for_rdp(name) => "-rdp",
            _ => "",
        };
        [kind.word(), "-", &"0".repeat(zeros), &digits, meant].concat()
    }

    /// What stands for a subscription and a resource group together, lower case.
    pub fn scope(&mut self, scope: String) -> String {
        // A command names the group alone. It is that of the only subscription which has one called so.
        let mut whole: Option<&String> = None;
        for known in &self.scopes {
            if known.len() > scope.len() && known.ends_with(&scope) {
                whole = if whole.is_none() {
                    Some(known)
                } else {
                    Some(&scope)
                };
            }
        }
        let scope = whole.unwrap_or(&scope).clone();
        number_of(&mut self.scopes, scope)
    }

    /// A name without GUIDs, and without addresses where they are masked. Either is a run of digits, letters and what
    /// joins them.
    fn without_secrets(&mut self, name: &str, mask: &Mask) -> String {
        let mut shown = String::new();
        let mut rest = name;
        while let Some(first) = rest.chars().next() {
            let found = guid(rest);
            if let Some(end) = found {
                let (guid, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
                shown.push('#');
                shown.push_str(&number_of(&mut self.guids, guid.to_ascii_lowercase()));
                rest = behind;
                continue;
            }
            if let (true, false, Some((end, joint, address))) = (
                mask.is_on(),
                shown.ends_with(|last: char| last.is_ascii_digit()),
                dotted(rest),
            ) {
                let masked = text::address(mask.address(address));
                let parts: Vec<&str> = masked.split('.').collect();
                shown.push_str(&parts.join(joint));
                rest = rest.get(end..).unwrap_or("");
                continue;
            }
            shown.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or("");
        }
        shown
    }

    /// Takes in the addresses that stand in a name.
    pub fn take_addresses(name: &str, mask: &mut Mask) {
        for address in text::dotted_in(name) {
            mask.take(Prefix::from(address));
        }
    }
}

fn number_of(known: &mut Vec<String>, secret: String) -> String {
    let at = known.iter().position(|it| *it == secret);
    if at.is_none() {
        known.push(secret);
    }
    text::number(at.unwrap_or(known.len().saturating_sub(1)) + 1)
}

/// Whether Azure gives this name, and not somebody who works with it.
fn is_well_known(name: &str) -> bool {
    let is_it = |known: &&str| known.eq_ignore_ascii_case(name);
    WELL_KNOWN.iter().chain(&ID_WORDS).any(is_it)
}

/// Longer texts than Azure takes, and such as hold what no name has: something else stands where a name should. What a
/// program calls a name is as good as one.
fn is_name(name: &str) -> bool {
    const LONGEST: usize = 128;
    let inside = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let is_of_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    name.len() <= LONGEST
        && (!name.starts_with('[') || inside.is_some_and(|it| it.chars().all(is_of_it)))
        && !name.contains(['/', '\\', ':', '@', '"', '\'', '{', '\n', '\0'])
}

/// Azure's name of the rule, which ends where its number begins.
fn just_in_time_prefix(name: &str) -> &str {
    let end = name.find("Rule").map_or(0, |at| at + "Rule".len());
    name.get(..end).unwrap_or("")
}

/// How the names of published service tags begin (azure-semantics §3.7).
fn is_published(name: &str) -> bool {
    const BEGINNINGS: [&str; 22] = [
        "ActionGroup",
        "ApiManagement",
        "AppConfiguration",
        "AppService",
        "AutonomousDevelopmentPlatform",
        "Azure",
        "BatchNodeManagement",
        "ChaosStudio",
        "CognitiveServices",
        "DataFactory",
        "Dynamics365",
        "EventHub",
        "GatewayManager",
        "HDInsight",
        "LogicApps",
        "Microsoft",
        "PowerBI",
        "ServiceBus",
        "Sql",
        "Storage",
        "WindowsAdminCenter",
        "WindowsVirtualDesktop",
    ];
    let begins = |beginning: &&str| {
        name.get(..beginning.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    };
    ServiceTag::parse(name).is_some_and(|tag| !matches!(tag, ServiceTag::Published(_)))
        || BEGINNINGS.iter().any(begins)
}

fn without_guids(name: &str) -> bool {
    name.char_indices()
        .all(|(at, _)| name.get(at..).and_then(guid).is_none())
}

/// Where a GUID ends with which a text begins: 32 hexadecimal digits, with hyphens or without.
fn guid(text: &str) -> Option<usize> {
    const DIGITS: usize = 32;
    let (mut digits, mut hyphens) = (0, 0);
    for (at, c) in text.char_indices() {
        if c.is_ascii_hexdigit() {
            digits += 1;
        } else if c == '-' && matches!(digits, 8 | 12 | 16 | 20) {
            hyphens += 1;
        } else {
            return None;
        }
        if digits == DIGITS {
            return (hyphens == 0 || hyphens == 4).then_some(at + 1);
        }
    }
    None
}
