//! The parts of a language, and their order in its packed text.

use super::catalogue::{CatalogueText, CatalogueWords};
use super::changed::{ChangedText, ChangedWords};
use super::finding::{FindingText, FindingWords};
use super::fix::{FixText, FixWords};
use super::need::{NeedText, NeedWords};
use super::packed::{Packing, Text, Texts};
use super::page::{PageText, PageWords};
use super::problem::{ProblemText, ProblemWords};
use super::share::{ShareText, ShareWords};
use super::symptom::{SymptomText, SymptomWords};
use super::template::{PhraseText, PhraseWords};
#[cfg(not(target_arch = "wasm32"))]
use super::terminal::{TerminalText, TerminalWords};
#[cfg(not(target_arch = "wasm32"))]
use super::ticket::{TicketText, TicketWords};
use super::verdict::{VerdictText, VerdictWords};
use super::way_in::{WayInText, WayInWords};

/// The words of a language. They are data and nothing else: templates, and one way to fill them for all.
#[derive(Debug)]
pub struct Words {
    /// The page.
    pub page: PageWords,
    /// The answer.
    pub verdict: VerdictWords,
    /// What is wrong with the input.
    pub problem: ProblemWords,
    /// What would settle an answer.
    pub need: NeedWords,
    /// The parts of sentences.
    pub phrase: PhraseWords,
    /// The VM itself, the ways in to it, and its Windows.
    pub way_in: WayInWords,
    /// Differences between NSGs.
    pub changed: ChangedWords,
    /// Remarkable rules.
    pub finding: FindingWords,
    /// Fixes.
    pub fix: FixWords,
    /// The documented fixes.
    pub catalogue: CatalogueWords,
    /// RDP's messages, and what one sees.
    pub symptom: SymptomWords,
    /// The answer as a document.
    #[cfg(not(target_arch = "wasm32"))]
    pub ticket: TicketWords,
    /// Links.
    pub share: ShareWords,
    /// The command line.
    #[cfg(not(target_arch = "wasm32"))]
    pub terminal: TerminalWords,
}

impl Words {
    /// Cuts them apart, in the order of [`Written::pack`].
    pub fn unpacked(packed: Text) -> Self {
        let texts = &mut Texts::of(packed);
        Words {
            page: PageWords::unpacked(texts),
            verdict: VerdictWords::unpacked(texts),
            problem: ProblemWords::unpacked(texts),
            need: NeedWords::unpacked(texts),
            phrase: PhraseWords::unpacked(texts),
            way_in: WayInWords::unpacked(texts),
            changed: ChangedWords::unpacked(texts),
            finding: FindingWords::unpacked(texts),
            fix: FixWords::unpacked(texts),
            catalogue: CatalogueWords::unpacked(texts),
            symptom: SymptomWords::unpacked(texts),
            share: ShareWords::unpacked(texts),
            #[cfg(not(target_arch = "wasm32"))]
            ticket: TicketWords::unpacked(texts),
            #[cfg(not(target_arch = "wasm32"))]
            terminal: TerminalWords::unpacked(texts),
        }
    }
}

/// The same as a language writes them down.
pub struct Written {
    /// The page.
    pub page: PageText,
    /// The answer.
    pub verdict: VerdictText,
    /// What is wrong with the input.
    pub problem: ProblemText,
    /// What would settle an answer.
    pub need: NeedText,
    /// The parts of sentences.
    pub phrase: PhraseText,
    /// The VM itself, the ways in to it, and its Windows.
    pub way_in: WayInText,
    /// Differences between NSGs.
    pub changed: ChangedText,
    /// Remarkable rules.
    pub finding: FindingText,
    /// Fixes.
    pub fix: FixText,
    /// The documented fixes.
    pub catalogue: CatalogueText,
    /// RDP's messages, and what one sees.
    pub symptom: SymptomText,
    /// The answer as a document.
    #[cfg(not(target_arch = "wasm32"))]
    pub ticket: TicketText,
    /// Links.
    pub share: ShareText,
    /// The command line.
    #[cfg(not(target_arch = "wasm32"))]
    pub terminal: TerminalText,
}

impl Written {
    /// Joins all words, in order.
    const fn pack(&self, packing: &mut Packing<'_>) {
        self.page.pack(packing);
        self.verdict.pack(packing);
        self.problem.pack(packing);
        self.need.pack(packing);
        self.phrase.pack(packing);
        self.way_in.pack(packing);
        self.changed.pack(packing);
        self.finding.pack(packing);
        self.fix.pack(packing);
        self.catalogue.pack(packing);
        self.symptom.pack(packing);
        self.share.pack(packing);
        #[cfg(not(target_arch = "wasm32"))]
        self.ticket.pack(packing);
        #[cfg(not(target_arch = "wasm32"))]
        self.terminal.pack(packing);
    }

    /// How long it is packed.
    pub const fn length(&self) -> usize {
        let mut packing = Packing::into(&mut []);
        self.pack(&mut packing);
        packing.length()
    }

    /// The packed text.
    pub const fn packed<const LENGTH: usize>(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        self.pack(&mut Packing::into(&mut bytes));
        bytes
    }
}
