//! All of a person's work: what was pasted, what is asked, and what they settled by hand.

use crate::azure::Evidence;
use crate::question::Question;

/// What a judgement is made from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// What was pasted.
    pub evidence: Evidence,
    /// What is asked.
    pub question: Question,
    /// What the reader said about things the paste leaves open.
    pub choices: Choices,
}

/// What the reader said about things the paste leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Which NIC, subnet, NSG or private address is meant, when the evidence holds several.
    pub target: Option<String>,
    /// Where NSGs sit, by name.
    pub places: Vec<(String, Attach)>,
    /// Which of two different pastes of one NSG counts, by name: 0 is the first.
    pub versions: Vec<(String, usize)>,
}

/// Where the reader says an NSG sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attach {
    /// On the VM's subnet.
    Subnet,
    /// On the VM's network interface.
    Nic,
    /// On both.
    Both,
    /// Not in this VM's path.
    None,
}

impl Attach {
    /// Every choice, in the order it is offered.
    pub const ALL: [Attach; 4] = [Attach::Subnet, Attach::Nic, Attach::Both, Attach::None];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Attach::Subnet => "subnet",
            Attach::Nic => "nic",
            Attach::Both => "both",
            Attach::None => "none",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Attach::ALL
            .into_iter()
            .find(|attach| attach.word().eq_ignore_ascii_case(word))
    }
}

impl Choices {
    /// What the reader said about the place of the NSG called `name`.
    pub fn place(&self, name: &str) -> Option<Attach> {
        self.places
            .iter()
            .rev()
            .find(|(named, _)| named.eq_ignore_ascii_case(name))
            .map(|(_, attach)| *attach)
    }

    /// Which paste of the NSG called `name` counts.
    pub fn version(&self, name: &str) -> Option<usize> {
        self.versions
            .iter()
            .rev()
            .find(|(named, _)| named.eq_ignore_ascii_case(name))
            .map(|(_, version)| *version)
    }
}
