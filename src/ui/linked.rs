//! What comes by a link, and what goes out by one.

use super::pasted::Reading;
use super::state::PageState;
use super::typed_question::TypedQuestion;
use crate::case::Case;
use crate::share::{self, Options, Work};

impl PageState {
    /// Takes over what a link holds, in place of everything that was there.
    pub fn open(&mut self, link: &str) {
        self.proposals = None;
        self.reading = Reading::default();
        self.unmasked = None;
        match share::open(link) {
            Ok(work) => {
                self.typed = TypedQuestion::of(&work.case.question);
                self.case = work.case;
                self.track = work.track;
                self.ticks = work.ticks;
                self.linked = Some(Ok(link.to_owned()));
                self.judge();
            }
            Err(error) => {
                self.case = Case::default();
                self.linked = Some(Err(error));
                self.judge();
            }
        }
    }

    /// Makes a link of how things are, or takes back the one that was made.
    pub fn share(&mut self, options: Option<Options>) {
        if self.unmask() {
            self.judge();
        }
        let Some(options) = options else {
            self.sharing = None;
            return;
        };
        // The case is lent and comes back: to copy it would weigh more than all of this.
        let question = std::mem::replace(&mut self.case.question, self.typed.question());
        let mut work = Work {
            case: std::mem::take(&mut self.case),
            track: self.track,
            ticks: self.ticks,
        };
        let link = share::link(&mut work, options);
        self.case = work.case;
        self.case.question = question;
        if options != Options::default()
            && let Ok(masked) = share::open(&link.text)
        {
            // What is sent is what is seen.
            let typed = TypedQuestion::of(&masked.case.question);
            let case = std::mem::replace(&mut self.case, masked.case);
            self.unmasked = Some((case, std::mem::replace(&mut self.typed, typed)));
            self.judge();
        }
        self.sharing = Some((options, link));
    }
    /// Takes back the names and addresses that stand for others, before anything else is changed: whether there were any.
    pub(super) fn unmask(&mut self) -> bool {
        let Some((case, typed)) = self.unmasked.take() else {
            return false;
        };
        self.case = case;
        self.typed = typed;
        true
    }
}
