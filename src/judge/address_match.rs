//! Whether a rule's address field covers the remote end, as sets, and the VM, as one point (azure-semantics §3.3
//! to §3.8).

use super::need::Need;
use super::rule_match::Mark;
use crate::azure::security_rule::RuleField;
use crate::azure::{AddressField, AddressTerm, ResourceId, ServiceTag};
use crate::join::Topology;
use crate::net::{AddressSet, ranges};
use crate::question::SourceSet;
use ipnet::IpNet;
use std::net::IpAddr;

/// One address field, and what its matching needs to know besides.
pub struct AddressContext<'a> {
    /// The rule's name, for what is unknown about it.
    pub rule: &'a str,
    /// Which field it is.
    pub name: RuleField,
    /// What it says.
    pub field: &'a AddressField,
    /// A default rule: its 0.0.0.0/0 is how some pages print `*` (azure-semantics §3.4).
    pub default: bool,
    /// The VM's surroundings: the prefixes of the virtual network, service tags and groups, as far as they were pasted.
    pub topology: &'a Topology,
    /// Who may be in the virtual network.
    pub network: &'a AddressSet,
    /// Of which family the VM's end of the connection is.
    pub family: Family,
}

/// An address family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl Family {
    /// The family of an address; IPv4 while nobody said which address it is, because every VM has one of those.
    pub fn of(address: Option<IpAddr>) -> Self {
        match address {
            Some(IpAddr::V6(_)) => Family::V6,
            _ => Family::V4,
        }
    }

    /// Just the addresses of this family.
    pub fn part_of(self, addresses: &AddressSet) -> AddressSet {
        addresses.intersect(&match self {
            Family::V4 => AddressSet::all_v4(),
            Family::V6 => AddressSet::all_v6(),
        })
    }
}

/// The remote ends that a field covers.
#[derive(Debug, Clone, Default)]
pub struct Covered {
    /// Certainly.
    pub must: SourceSet,
    /// Certainly or perhaps.
    pub may: SourceSet,
    /// What "perhaps" hangs on, each for the remote ends it is about.
    pub needs: Vec<(Need, SourceSet)>,
}

impl Covered {
    fn certainly(&mut self, sources: SourceSet) {
        if self.may.is_empty() {
            self.may = sources.clone();
            self.must = sources;
            return;
        }
        self.must = self.must.union(&sources);
        self.may = self.may.union(&sources);
    }

    /// The same of these remote ends alone.
    pub fn part(&self, ends: &SourceSet) -> Covered {
        let needs = self.needs.iter();
        Covered {
            must: self.must.intersect(ends),
            may: self.may.intersect(ends),
            needs: needs
                .map(|(need, about)| (need.clone(), about.intersect(ends)))
                .collect(),
        }
    }

    fn perhaps(&mut self, sources: SourceSet, need: Need) {
        if !sources.is_empty() {
            self.may = self.may.union(&sources);
            self.needs.push((need, sources));
        }
    }
}

/// The remote ends that the field covers.
pub fn remote(context: &AddressContext<'_>) -> Covered {
    let mut covered = Covered::default();
    // Prefixes come by the hundred, so they are joined once and not one by one.
    let (mut prefixes, mut ranges) = (Vec::new(), AddressSet::empty());
    for term in &context.field.terms {
        match term {
            AddressTerm::Prefix(prefix) if context.default && prefix.is_whole_family() => {}
            AddressTerm::Prefix(prefix) => prefixes.push(prefix.network()),
            AddressTerm::Range(range) => {
                ranges.take_in(range.0, range.1);
            }
            _ => {}
        }
    }
    let mut listed = AddressSet::blocks(&prefixes);
    if !ranges.is_empty() {
        listed = listed.union(&ranges);
    }
    cover_listed(listed, context, &mut covered);
    for term in &context.field.terms {
        match term {
            AddressTerm::Any => covered.certainly(SourceSet::all()),
            AddressTerm::Prefix(prefix) if prefix.is_whole_family() => {
                if context.default {
                    covered.certainly(SourceSet::all());
                } else if !prefix.is_ipv6() {
                    let rule = context.rule.to_owned();
                    let v6 = SourceSet {
                        addresses: AddressSet::all_v6(),
                        in_virtual_network: context.family == Family::V6,
                    };
                    covered.perhaps(v6, Need::Ipv6Match { rule });
                }
            }
            AddressTerm::Prefix(_) | AddressTerm::Range(..) => {}
            AddressTerm::Tag(tag) => cover_tag(tag, context, &mut covered),
            // Only a network interface can be a member, never a host on the Internet (T59).
            AddressTerm::Group(name) => cover_group(name, context, &mut covered),
            AddressTerm::Unreadable(_) => covered.perhaps(SourceSet::all(), unknown_field(context)),
        }
    }
    if context.field.lost.is_some() {
        covered.perhaps(SourceSet::all(), unknown_field(context));
    }
    covered
}

/// Addresses that the rule lists. Somebody in the virtual network, at no known address, may have one of them.
fn cover_listed(listed: AddressSet, context: &AddressContext<'_>, covered: &mut Covered) {
    let somebody = SourceSet::somewhere_in_the_virtual_network();
    if !context.network.is_disjoint(&listed) {
        let network = context.family.part_of(context.network);
        if !network.is_empty() && network.is_subset(&listed) {
            covered.certainly(somebody);
        } else if !network.is_disjoint(&listed) {
            covered.perhaps(somebody, Need::SourceAddress);
        }
    }
    covered.certainly(SourceSet::addresses(listed));
}

fn cover_tag(tag: &ServiceTag, context: &AddressContext<'_>, covered: &mut Covered) {
    let known = context.topology.virtual_network.as_ref();
    let platform = AddressSet::block(IpNet::from(ranges::PLATFORM_ADDRESS));
    match tag {
        ServiceTag::VirtualNetwork => {
            let mut members = SourceSet::somewhere_in_the_virtual_network();
            members.addresses = context.topology.inside.union(&platform);
            if let Some(known) = known {
                members.addresses = members.addresses.union(known);
            }
            covered.certainly(members);
            // A user's default route makes any address part of the tag, private ones that nobody showed, too (T32).
            let topology = context.topology;
            if known.is_none() || topology.may_hold_everything || topology.may_hold_more {
                let private = SourceSet::addresses(ranges::private());
                covered.perhaps(private, Need::VirtualNetworkPrefixes);
            }
            if topology.may_hold_everything {
                let public = SourceSet::addresses(ranges::public());
                covered.perhaps(public, Need::VirtualNetworkPrefixes);
            }
        }
        ServiceTag::Internet => {
            let public = ranges::public();
            let outside = known.map_or(public.clone(), |known| public.minus(known));
            covered.certainly(SourceSet::addresses(outside));
        }
        ServiceTag::AzureLoadBalancer => covered.certainly(SourceSet::addresses(platform)),
        // Published lists hold public addresses only (T43), and which ones is in none of these outputs (T40).
        ServiceTag::Published(name) => match context.topology.service_tag(name) {
            Some(addresses) => covered.certainly(SourceSet::addresses(addresses.clone())),
            None if tag.is_known() => covered.perhaps(
                SourceSet::addresses(ranges::public()),
                Need::ServiceTag(name.clone()),
            ),
            None => covered.perhaps(SourceSet::all(), unknown_field(context)),
        },
    }
}

/// The members of an application security group: network interfaces that were pasted say whether they are, all others in
/// the virtual network may be.
fn cover_group(name: &str, context: &AddressContext<'_>, covered: &mut Covered) {
    let (mut members, mut pasted) = (Vec::new(), Vec::new());
    for (address, groups) in &context.topology.members {
        pasted.push(IpNet::from(*address));
        if is_in_group(groups, name) {
            members.push(IpNet::from(*address));
        }
    }
    covered.certainly(SourceSet::addresses(AddressSet::blocks(&members)));
    let pasted = SourceSet::addresses(AddressSet::blocks(&pasted));
    let inside = SourceSet {
        addresses: context.network.clone(),
        in_virtual_network: true,
    };
    let others = inside.minus(&pasted);
    covered.perhaps(others, Need::GroupMembers(name.to_owned()));
}

fn is_in_group(groups: &[ResourceId], name: &str) -> bool {
    groups
        .iter()
        .any(|group| group.name().eq_ignore_ascii_case(name))
}

fn unknown_field(context: &AddressContext<'_>) -> Need {
    Need::field(context.rule, context.name)
}

/// Whether the field covers the VM itself, at `address` if that is known. NSGs see its private address
/// (azure-semantics §2.5), which is in the virtual network and on no published list.
pub fn local(address: Option<IpAddr>, context: &AddressContext<'_>) -> (Mark, Vec<Need>) {
    let mut needs = Vec::new();
    for term in &context.field.terms {
        match local_term(term, address, context) {
            Ok(true) => return (Mark::Match, Vec::new()),
            Ok(false) => {}
            Err(need) => needs.push(need),
        }
    }
    if context.field.lost.is_some() {
        needs.push(unknown_field(context));
    }
    if needs.is_empty() {
        (Mark::No, needs)
    } else {
        (Mark::Unknown, needs)
    }
}

fn local_term(
    term: &AddressTerm,
    address: Option<IpAddr>,
    context: &AddressContext<'_>,
) -> Result<bool, Need> {
    let is_public = address.is_some_and(|address| ranges::public().contains(address));
    let is_in_network = address.is_some_and(|address| {
        let known = context.topology.virtual_network.as_ref();
        known.is_some_and(|known| known.contains(address))
    });
    match term {
        AddressTerm::Any => Ok(true),
        AddressTerm::Prefix(prefix) if prefix.is_whole_family() => {
            match (context.family, prefix.is_ipv6()) {
                _ if context.default => Ok(true),
                (Family::V4, false) | (Family::V6, true) => Ok(true),
                (Family::V4, true) => Ok(false),
                (Family::V6, false) => Err(Need::Ipv6Match {
                    rule: context.rule.to_owned(),
                }),
            }
        }
        AddressTerm::Prefix(prefix) => listed_term(&prefix.addresses(), address, context),
        AddressTerm::Range(range) => {
            listed_term(&AddressSet::range(range.0, range.1), address, context)
        }
        AddressTerm::Tag(ServiceTag::VirtualNetwork) => Ok(true),
        AddressTerm::Tag(ServiceTag::Internet) => Ok(is_public && !is_in_network),
        AddressTerm::Tag(ServiceTag::AzureLoadBalancer) => Ok(false),
        AddressTerm::Tag(tag @ ServiceTag::Published(name)) => {
            match (context.topology.service_tag(name), address) {
                (Some(addresses), Some(address)) => Ok(is_public && addresses.contains(address)),
                (Some(_), None) => Ok(false),
                // `VM`, `Jumpbox`: what somebody calls a place may be this one.
                _ if !tag.is_known() => Err(unknown_field(context)),
                _ if is_public => Err(Need::ServiceTag(name.clone())),
                _ => Ok(false),
            }
        }
        AddressTerm::Group(name) => match &context.topology.target.groups {
            // Its own network interface says which groups the VM is in (T56, T57).
            Some(groups) => Ok(is_in_group(groups, name)),
            None => Err(Need::GroupMembers(name.clone())),
        },
        AddressTerm::Unreadable(_) => Err(unknown_field(context)),
    }
}

/// Addresses that the rule lists, against the VM's.
fn listed_term(
    listed: &AddressSet,
    address: Option<IpAddr>,
    context: &AddressContext<'_>,
) -> Result<bool, Need> {
    match address {
        Some(address) => Ok(listed.contains(address)),
        None if context.family.part_of(listed).is_empty() => Ok(false),
        None => Err(Need::TargetAddress),
    }
}
