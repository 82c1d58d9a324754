//! What is said of links.

use super::packed::{Text, words};
use super::{Language, fill};
use crate::azure::StandIns;
use crate::share::{LinkError, NameKind};

words! {
    /// The words.
    ShareWords from ShareText {
        /// Why a link could not be opened, in the order of [`LinkError::ALL`].
        errors: [Text; 6],
        /// What a link can reveal, in the order of [`crate::share::NameKind::ALL`]: names of what.
        kinds: [Text; 17],
        /// That names or addresses are not the real ones; `{}` is which, as the sender saw it.
        replaced: Text,
    }
}

impl Language {
    /// What a name in a link is the name of.
    pub fn name_kind(self, kind: NameKind) -> &'static str {
        let kinds = self.words().share.kinds();
        kinds.get(kind as usize).copied().unwrap_or("")
    }

    /// What is not as Azure has it, where anything is.
    pub fn replaced(self, stand_ins: StandIns) -> Option<String> {
        let [_, names, addresses, ..] = *self.page().link();
        let mut what = Vec::new();
        for (is_replaced, name) in [(stand_ins.names, names), (stand_ins.addresses, addresses)] {
            if is_replaced {
                what.push(name);
            }
        }
        let what = what.join(self.page().comma());
        (!what.is_empty()).then(|| fill(self.words().share.replaced(), &[&what]))
    }

    /// Why a link could not be opened, and what to do.
    pub fn link_error(self, error: LinkError) -> &'static str {
        let errors = self.words().share.errors();
        errors.get(error as usize).copied().unwrap_or("")
    }
}
