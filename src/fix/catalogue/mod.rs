//! Every documented fix as data: its code, what it risks, its commands and the documents that it rests on. Its words are in
//! `say::catalogue`.

mod commands;
pub mod follow_up;
pub mod id;

pub use follow_up::FollowUp;
pub use id::FixId;

use crate::command::Command;

/// What a fix may cost (fix-catalogue §0), the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// R0: it only reads, or touches nothing in Azure.
    ReadOnly,
    /// R1: it changes the configuration of the VM or its Windows.
    Guest,
    /// R2: it changes what the network lets in.
    Exposure,
    /// R3: the VM is down for a while.
    Downtime,
    /// R4: data or an address is lost.
    Loss,
}

/// One documented fix.
#[derive(Debug)]
pub struct Fix {
    /// Its code in the reference.
    pub code: &'static str,
    /// What it may cost, the least first; never empty.
    pub risks: &'static [Risk],
    /// Its commands, each in every dialect that has it: one after the other where they are a sequence, the preferred one
    /// first where they are alternatives.
    pub commands: &'static [Command],
    /// For the classic deployment model: a template for the module Azure, filled like those of [`Command`]. Empty for the
    /// Resource Manager's.
    pub classic: &'static str,
    /// The documents: addresses below [`LEARN`], with a blank between two.
    pub documents: &'static str,
}

/// What all documents have in common; the language's tag (`ja-jp/`) may stand behind it.
pub const LEARN: &str = "https://learn.microsoft.com/";

/// In place of an AzureRM template: the module has no such command (fix-catalogue §7). An empty template means
/// that it has, with its prefix instead of Az.
pub const NOT_IN_AZURERM: &str = "-";

impl Risk {
    /// The class in the reference and the report.
    pub fn text(self) -> &'static str {
        match self {
            Risk::ReadOnly => "R0",
            Risk::Guest => "R1",
            Risk::Exposure => "R2",
            Risk::Downtime => "R3",
            Risk::Loss => "R4",
        }
    }
}

impl FixId {
    /// The most that it may cost.
    pub fn risk(self) -> Risk {
        self.fix().risks.last().copied().unwrap_or(Risk::ReadOnly)
    }

    /// The code in the report.
    pub fn code(self) -> &'static str {
        self.fix().code
    }

    /// The document that it rests on most: its address below [`LEARN`].
    pub fn document(self) -> &'static str {
        let documents = self.fix().documents;
        documents
            .split_once(' ')
            .map_or(documents, |(first, _)| first)
    }

    /// Whether it is for VMs of the classic deployment model only.
    pub fn is_classic(self) -> bool {
        self as usize >= FixId::ClassicRdpReset as usize
    }

    /// The same fix for a VM of the Resource Manager, where there is one; else itself.
    pub fn resource_managers(self) -> FixId {
        match self {
            FixId::ClassicRdpReset => FixId::RdpReset,
            FixId::ClassicBootDiag => FixId::BootDiag,
            FixId::ClassicResHealth => FixId::ResHealth,
            FixId::ClassicCredReset => FixId::CredReset,
            FixId::ClassicRestart => FixId::VmRestart,
            FixId::ClassicLocalFw => FixId::LocalFw,
            FixId::ClassicNicReset => FixId::NicReset,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fix_is_found_under_its_own_number() {
        for (at, id) in FixId::ALL.iter().enumerate() {
            assert_eq!(*id as usize, at);
            assert!(id.fix().risks.is_sorted(), "{}", id.code());
            assert!(!id.fix().risks.is_empty(), "{}", id.code());
        }
        assert_eq!(FixId::VmRedeploy.code(), "VM-REDEPLOY");
        assert_eq!(FixId::VmRedeploy.risk(), Risk::Loss);
    }

    #[test]
    fn only_the_classic_ones_are_classic() {
        for id in FixId::ALL {
            assert_eq!(
                id.is_classic(),
                id.code().starts_with("C-"),
                "{}",
                id.code()
            );
            let has_both = !id.fix().classic.is_empty() && !id.fix().commands.is_empty();
            assert!(!has_both, "{}", id.code());
        }
    }
}
