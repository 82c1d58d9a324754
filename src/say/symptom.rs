//! What is said of RDP's messages, and of what one sees.

use super::Language;
use super::packed::{Text, words};
use crate::fix::symptom::{ErrorId, Symptom};

words! {
    /// The words. First a row for every [`ErrorId`], in its order.
    SymptomWords from SymptomText {
        /// Three texts, in the order of [`ErrorWords`].
        license: [Text; 3],
        /// And so on.
        name: [Text; 3],
        /// And so on.
        lsa: [Text; 3],
        /// And so on.
        cred: [Text; 3],
        /// And so on.
        rights: [Text; 3],
        /// And so on.
        general: [Text; 3],
        /// And so on.
        internal: [Text; 3],
        /// And so on.
        brute: [Text; 3],
        /// And so on.
        cred_ssp: [Text; 3],
        /// And so on.
        nla: [Text; 3],
        /// And so on.
        event_keys: [Text; 3],
        /// And so on.
        event_tls: [Text; 3],
        /// And so on.
        event_broker: [Text; 3],
        /// And so on.
        term_service: [Text; 3],
        /// And so on.
        dhcp: [Text; 3],
        /// And so on.
        safe_mode: [Text; 3],
        /// And so on.
        guest_firewall: [Text; 3],
        /// And so on.
        drops: [Text; 3],
        /// And so on.
        agent: [Text; 3],
        /// And so on.
        password_expired: [Text; 3],
        /// And so on.
        code_204: [Text; 3],
        /// And so on.
        code_104: [Text; 3],
        /// And so on.
        code_3: [Text; 3],
        /// And so on.
        boot: [Text; 3],
        /// And so on.
        kms: [Text; 3],
        /// In place of a document, where Microsoft has none.
        no_document: Text,
        /// "What do you see?"
        question: Text,
        /// The answers, in the order of [`Symptom`].
        symptoms: [Text; 5],
        /// What each of them points to.
        points_to: [Text; 5],
        /// Where the message can be pasted.
        paste: Text,
        /// The pasted text is no message that is known.
        unknown: Text,
    }
}

/// What is said of one message.
#[derive(Debug, Clone, Copy)]
pub struct ErrorWords {
    /// The message.
    pub message: Text,
    /// Its cause; empty where nobody documents one.
    pub cause: Text,
    /// What to do.
    pub resolution: Text,
}

impl Language {
    /// What is said of a message.
    pub fn rdp_error(self, id: ErrorId) -> ErrorWords {
        let rows = self.words().symptom.0.split_at(id as usize * 3).1;
        let [message, cause, resolution] = *rows.first_chunk().unwrap_or(&[""; 3]);
        ErrorWords {
            message,
            cause,
            resolution,
        }
    }

    /// The answer to "What do you see?", and what it points to.
    pub fn symptom(self, symptom: Symptom) -> [Text; 2] {
        let words = &self.words().symptom;
        let at = symptom as usize;
        [words.symptoms(), words.points_to()].map(|row| row.get(at).copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::symptom::find;

    #[test]
    fn every_message_has_the_words_of_its_own_row() {
        let words = &Language::Ja.words().symptom;
        let message = |id| Language::Ja.rdp_error(id).message;
        assert_eq!(message(ErrorId::License), words.license()[0]);
        assert_eq!(message(ErrorId::EventTls), words.event_tls()[0]);
        assert_eq!(message(ErrorId::Kms), words.kms()[0]);
        assert_eq!(ErrorId::ALL.last(), Some(&ErrorId::Kms));
    }

    /// Whoever pastes a message as it stands on the page finds it.
    #[test]
    fn every_message_is_found_by_its_own_words() {
        for language in Language::ALL {
            for id in ErrorId::ALL {
                let message = language.rdp_error(*id).message;
                let is_shown = *id != ErrorId::Drops;
                assert_eq!(find(message).contains(id), is_shown, "{message}");
            }
        }
    }
}
