//! The words of the command line.

use super::packed::{Text, words};

words! {
    /// Every fixed text of the command line.
    TerminalWords from TerminalText {
        /// `--next-hop`: nothing carries packets to `{}`.
        no_route: Text,
        /// `--help`.
        help: Text,
        /// An option that does not exist; `{}` is what was typed.
        unknown_option: Text,
        /// A value that an option does not take; `{}` are the option and the value.
        bad_value: Text,
        /// An option without its value; `{}`.
        missing_value: Text,
        /// A file that cannot be read; `{}` are its name and the system's reason.
        cannot_read: Text,
        /// Points at `--help`.
        see_help: Text,
        /// `line {}`.
        line: Text,
        /// `lines {}–{}`.
        lines: Text,
        /// `input {}`, where there are several.
        input: Text,
        /// What to run to get something readable.
        run_this: Text,
    }
}
