//! The documented fixes, their risks, and the pages to go on with.

use super::Language;
use super::packed::{Text, words};
use crate::fix::catalogue::{FixId, FollowUp, LEARN};

words! {
    /// The words. First a row for every [`FixId`], in its order; an empty word is one that the fix has no need of.
    CatalogueWords from CatalogueText {
        /// Seven texts, in the order of [`SaidOfFix`].
        rdp_reset: [Text; 7],
        /// And so on.
        nsg_diag: [Text; 7],
        /// And so on.
        nsg_allow: [Text; 7],
        /// And so on.
        nsg_reorder: [Text; 7],
        /// And so on.
        nsg_edit: [Text; 7],
        /// And so on.
        nsg_other: [Text; 7],
        /// And so on.
        jit_request: [Text; 7],
        /// And so on.
        avnm: [Text; 7],
        /// And so on.
        pip_assign: [Text; 7],
        /// And so on.
        bastion: [Text; 7],
        /// And so on.
        boot_diag: [Text; 7],
        /// And so on.
        nic_reset: [Text; 7],
        /// And so on.
        nic_cleanup: [Text; 7],
        /// And so on.
        res_health: [Text; 7],
        /// And so on.
        cred_reset: [Text; 7],
        /// And so on.
        vm_start: [Text; 7],
        /// And so on.
        vm_restart: [Text; 7],
        /// And so on.
        vm_redeploy: [Text; 7],
        /// And so on.
        vm_reapply: [Text; 7],
        /// And so on.
        route_diag: [Text; 7],
        /// And so on.
        route_fix: [Text; 7],
        /// And so on.
        local_fw: [Text; 7],
        /// And so on.
        detail_1: [Text; 7],
        /// And so on.
        detail_2: [Text; 7],
        /// And so on.
        detail_3: [Text; 7],
        /// And so on.
        detail_4: [Text; 7],
        /// And so on.
        detail_5: [Text; 7],
        /// And so on.
        support: [Text; 7],
        /// And so on.
        classic_rdp_reset: [Text; 7],
        /// And so on.
        classic_endpoint: [Text; 7],
        /// And so on.
        classic_endpoint_recreate: [Text; 7],
        /// And so on.
        classic_acl: [Text; 7],
        /// And so on.
        classic_boot_diag: [Text; 7],
        /// And so on.
        classic_res_health: [Text; 7],
        /// And so on.
        classic_cred_reset: [Text; 7],
        /// And so on.
        classic_restart: [Text; 7],
        /// And so on.
        classic_local_fw: [Text; 7],
        /// And so on.
        classic_nic_reset: [Text; 7],
        /// In a few words what each [`crate::fix::Risk`] means.
        risks: [Text; 5],
        /// The pages to go on with, in the order of [`FollowUp`].
        follow_ups: [Text; 5],
        /// The tracks, in the order of [`crate::fix::Track`].
        tracks: [Text; 3],
        /// What the evidence says of a step: ruled out, the cause, not checked; then the marker of the one to do next.
        states: [Text; 4],
        /// A step that costs more than reading waits for step `{number}`, which only reads.
        first_read: Text,
        /// What resource health says where it rules Azure out.
        available: Text,
        /// What to tick: it was done and did not help.
        did_not_help: Text,
    }
}

/// What is said of one fix.
#[derive(Debug, Clone, Copy)]
pub struct SaidOfFix {
    /// What to do.
    pub title: Text,
    /// When it is the right thing.
    pub when: Text,
    /// What has to be so before; empty where nothing has.
    pub needs: Text,
    /// The way through the portal; empty where there is none.
    pub portal: Text,
    /// What it costs: downtime, data, exposure; empty where it costs nothing.
    pub cost: Text,
    /// How one sees that it worked.
    pub verify: Text,
    /// A footnote: where the article or another document is wrong; mostly empty.
    pub note: Text,
}

/// Where in a row the footnote stands: last.
const NOTE: usize = 6;

impl Language {
    /// What is said of a fix. A classic one without a word of its own shares the Resource Manager's, but for the footnote.
    pub fn fix(self, id: FixId) -> SaidOfFix {
        let words = &self.words().catalogue;
        let mut row = *words.row(id);
        let shared = words.row(id.resource_managers()).iter().take(NOTE);
        for (word, shared) in row.iter_mut().zip(shared) {
            if word.is_empty() {
                *word = shared;
            }
        }
        let [title, when, needs, portal, cost, verify, note] = row;
        SaidOfFix {
            title,
            when,
            needs,
            portal,
            cost,
            verify,
            note,
        }
    }

    /// The page to go on with, by its name.
    pub fn follow_up(self, page: FollowUp) -> Text {
        let names = self.words().catalogue.follow_ups();
        names.get(page as usize).copied().unwrap_or_default()
    }

    /// The address of a document in this language.
    pub fn document(self, document: &str) -> String {
        let folder = match self {
            Language::En => "",
            Language::Ja => "ja-jp/",
        };
        [LEARN, folder, document].concat()
    }
}

impl CatalogueWords {
    fn row(&self, id: FixId) -> &[Text; 7] {
        let rows = self.0.split_at(id as usize * 7).1;
        rows.first_chunk().unwrap_or(&[""; 7])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fix_has_the_words_of_its_own_row() {
        let title = |id| Language::En.fix(id).title;
        let own = Language::En.words();
        assert_eq!(title(FixId::RdpReset), own.catalogue.rdp_reset()[0]);
        assert_eq!(title(FixId::NsgOther), own.catalogue.nsg_other()[0]);
        assert_eq!(title(FixId::CredReset), own.catalogue.cred_reset()[0]);
        assert_eq!(title(FixId::Support), own.catalogue.support()[0]);
        let last = own.catalogue.classic_nic_reset()[3];
        assert_eq!(Language::En.fix(FixId::ClassicNicReset).portal, last);
        assert_eq!(FixId::ALL.last(), Some(&FixId::ClassicNicReset));
    }

    #[test]
    fn a_classic_fix_shares_words_but_no_footnote() {
        for language in Language::ALL {
            let classic = language.fix(FixId::ClassicCredReset);
            let new = language.fix(FixId::CredReset);
            assert_eq!(classic.title, new.title);
            assert_ne!(classic.portal, new.portal);
            assert!(classic.note.is_empty() && !new.note.is_empty());
        }
    }
}
