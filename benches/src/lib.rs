//! The rules that everybody is given, and our own answer about them.
//!
//! As WebAssembly it has the exports `prepare`, `solve` and `show`, so that Node measures the same work.

use ipnet::{IpNet, Ipv4Net};
use rdpcheck::azure::security_rule::{PortTerm, RuleState};
use rdpcheck::azure::{
    Access, AddressField, AddressTerm, Attachment, Direction, Field, NetworkSecurityGroup,
    PortField, SecurityRule, Unread,
};
use rdpcheck::explain::{Explanation, rule_findings};
use rdpcheck::fix::proposals;
use rdpcheck::join::{Filter, Place, Topology};
use rdpcheck::judge::judge;
use rdpcheck::net::{AddressSet, PortRange, Prefix, Protocol};
use rdpcheck::origin::Origin;
use rdpcheck::question::Question;
use std::cell::RefCell;
use std::net::Ipv4Addr;
use std::rc::Rc;

/// One rule for TCP 3389, as every tool is given it: whether it allows, and its sources.
pub struct Rule {
    /// Whether it allows.
    pub allows: bool,
    /// Whom.
    pub sources: Vec<Ipv4Net>,
}

/// So many sources a rule: 1,000 rules have 4,000 of them, which is what Azure takes.
const SOURCES: usize = 4;

/// The same rules at every call.
pub fn rules(count: usize) -> Vec<Rule> {
    const LENGTHS: [u8; 7] = [8, 12, 16, 20, 24, 28, 32];
    let mut random = Random(0x3389);
    let mut rules = Vec::new();
    for _ in 0..count {
        let mut sources = Vec::new();
        for _ in 0..SOURCES {
            let length = LENGTHS[random.below(LENGTHS.len())];
            let address = Ipv4Addr::from(random.next() as u32);
            sources.push(Ipv4Net::new_assert(address, length).trunc());
        }
        rules.push(Rule {
            allows: random.below(2) == 0,
            sources,
        });
    }
    rules
}

/// Numbers that look random and are the same every time (xorshift).
pub struct Random(pub u64);

impl Random {
    /// The next one.
    #[expect(clippy::should_implement_trait, reason = "it never ends")]
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    /// The next one below this.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// The rules as an NSG in the path, ready to be judged.
pub fn topology(rules: &[Rule]) -> Topology {
    let origin = Origin::AzureDefault;
    let any_port = || PortField::of(vec![PortTerm::Any], origin);
    let mut own = Vec::new();
    for (at, rule) in (100..).zip(rules) {
        let sources = rule.sources.iter();
        let sources = sources.map(|net| AddressTerm::Prefix(Prefix::from(IpNet::V4(*net))));
        own.push(Rc::new(SecurityRule {
            name: format!("rule-{at}"),
            origin,
            default: false,
            priority: Field::known(at, origin),
            direction: Field::known(Direction::Inbound, origin),
            access: Field::known(
                if rule.allows {
                    Access::Allow
                } else {
                    Access::Deny
                },
                origin,
            ),
            protocol: Field::known(Protocol::Tcp, origin),
            source: AddressField::of(sources.collect(), origin),
            source_ports: any_port(),
            destination: AddressField::of(vec![AddressTerm::Any], origin),
            destination_ports: PortField::of(
                vec![PortTerm::Range(PortRange::single(3389))],
                origin,
            ),
            state: RuleState::InForce,
            unread: Unread::default(),
        }));
    }
    let mut group = NetworkSecurityGroup {
        name: "nsg".to_owned(),
        id: None,
        rules: own,
        cut: None,
        attachment: Attachment::default(),
        is_effective: false,
        is_admin: false,
        origin,
    };
    group.add_missing_default_rules();
    Topology {
        // Who is inside is known, so that every answer is certain.
        virtual_network: Some(AddressSet::block("10.0.0.0/16".parse().expect("a block"))),
        filters: vec![Filter {
            place: Place::Unsaid,
            versions: vec![group.into()],
        }],
        ..Topology::default()
    }
}

/// Who gets in, exactly.
pub fn open_set(topology: &Topology) -> AddressSet {
    let judged = judge(topology, &Question::default());
    judged
        .sources
        .open
        .addresses
        .intersect(&AddressSet::all_v4())
}

thread_local! {
    static PREPARED: RefCell<Option<Topology>> = const { RefCell::new(None) };
}

/// Takes so many rules.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(count: u32) {
    PREPARED.set(Some(topology(&rules(count as usize))));
}

/// All else that the page shows of them; gives back how much that is.
#[unsafe(no_mangle)]
pub extern "C" fn show() -> u32 {
    PREPARED.with_borrow(|prepared| {
        let topology = prepared.as_ref().expect("prepared");
        let explanation = Explanation::of(topology.clone(), &Question::default());
        let shown = rule_findings(&explanation).len() + proposals(&explanation).fixes.len();
        shown as u32
    })
}

/// Solves them; gives back how many addresses get in.
#[unsafe(no_mangle)]
pub extern "C" fn solve() -> f64 {
    PREPARED.with_borrow(|prepared| {
        let topology = prepared.as_ref().expect("prepared");
        open_set(topology).count() as f64
    })
}
