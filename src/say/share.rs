//! What is said of links.

use super::Language;
use super::packed::{Text, words};
use crate::share::{LinkError, NameKind};

words! {
    /// The words.
    ShareWords from ShareText {
        /// Why a link could not be opened, in the order of [`LinkError::ALL`].
        errors: [Text; 6],
        /// What a link can reveal, in the order of [`crate::share::NameKind::ALL`]: names of what.
        kinds: [Text; 17],
    }
}

impl Language {
    /// What a name in a link is the name of.
    pub fn name_kind(self, kind: NameKind) -> &'static str {
        let kinds = self.words().share.kinds();
        kinds.get(kind as usize).copied().unwrap_or("")
    }

    /// Why a link could not be opened, and what to do.
    pub fn link_error(self, error: LinkError) -> &'static str {
        let errors = self.words().share.errors();
        errors.get(error as usize).copied().unwrap_or("")
    }
}
