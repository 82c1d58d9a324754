//! The sentences a verdict is made of, as data.

use crate::azure::Access;
use crate::explain::{NamedRule, NearMiss};
use crate::judge::{HopKind, Need};
use crate::question::Question;

/// One sentence, with what stands in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Sentence<'a> {
    /// Open, by this rule.
    OpenByRule(Verb<'a>),
    /// Blocked, by a rule that the user wrote.
    BlockedByRule(Verb<'a>),
    /// Blocked, because nothing allows it.
    BlockedByDefault(Verb<'a>),
    /// Blocked, by a just-in-time rule.
    BlockedByJit(Verb<'a>),
    /// Blocked: source and VM are of different address families.
    BlockedByFamily,
    /// Some of the asked sources get in.
    SourceMatters,
    /// Several VMs or NSGs, and no target.
    TargetUnknown,
    /// No filter in the paste.
    NothingFilters,
    /// The only NSG is attached to nothing.
    NotAttached {
        /// Its name.
        nsg: &'a str,
    },
    /// Two NSGs that disagree, places unknown.
    PlaceUnknown,
    /// Anything else unknown.
    HangsOn {
        /// What it hangs on.
        need: &'a Need,
        /// The rule that may decide.
        verb: Option<Verb<'a>>,
    },
    /// What the deciding rule says.
    RuleSays {
        /// What it does.
        access: Access,
        /// Its protocol.
        protocol: &'a str,
        /// Its destination ports.
        ports: &'a str,
        /// Its source.
        source: &'a str,
    },
    /// What to do about a just-in-time rule.
    RequestAccess,
    /// Allow rules that are never reached.
    Shadowed(&'a [NamedRule]),
    /// An Allow rule that nearly matched.
    NearMiss(&'a NearMiss),
    /// Who gets in.
    GetsIn {
        /// Prefixes, the first few.
        prefixes: &'a [String],
        /// How many more there are.
        more: usize,
    },
    /// The rule that stops the others.
    OthersStoppedBy(Verb<'a>),
    /// A further NSG that blocks.
    AlsoBlocks(Verb<'a>),
    /// The place of the NSG is assumed.
    PlaceAssumed {
        /// Its name.
        nsg: &'a str,
    },
    /// Stations that nothing was pasted about.
    NotChecked(&'a [HopKind]),
    /// The names to choose a target from.
    Choose(&'a [String]),
}

/// A rule that does something, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Verb<'a> {
    /// The rule; `None` where an NSG ends without any.
    pub rule: Option<NamedRule>,
    /// The NSG's name.
    pub nsg: &'a str,
    /// Where it sits.
    pub place: HopKind,
    /// What was asked.
    pub question: &'a Question,
}
