//! The words of the command line.

/// Every fixed text of the command line.
#[derive(Debug)]
pub struct TerminalWords {
    /// `--next-hop`: nothing carries packets to `{}`.
    pub no_route: &'static str,
    /// `--help`.
    pub help: &'static str,
    /// An option that does not exist; `{}` is what was typed.
    pub unknown_option: &'static str,
    /// A value that an option does not take; `{}` are the option and the value.
    pub bad_value: &'static str,
    /// An option without its value; `{}`.
    pub missing_value: &'static str,
    /// A file that cannot be read; `{}` are its name and the system's reason.
    pub cannot_read: &'static str,
    /// Points at `--help`.
    pub see_help: &'static str,
    /// Heading: what was asked.
    pub question: &'static str,
    /// Heading: hops.
    pub path: &'static str,
    /// Heading: rules; `{}` is the NSG.
    pub rules: &'static str,
    /// `does not match: `.
    pub no_match: &'static str,
    /// `{has}, {wants} would match`.
    pub would_match: &'static str,
    /// Heading: who can connect.
    pub sources: &'static str,
    /// Heading: what would settle it.
    pub needs: &'static str,
    /// Heading: what was read.
    pub read: &'static str,
    /// `line {}`.
    pub line: &'static str,
    /// `lines {}–{}`.
    pub lines: &'static str,
    /// `input {}`, where there are several.
    pub input: &'static str,
    /// Heading: problems.
    pub problems: &'static str,
    /// A VM whose address nobody said.
    pub some_vm: &'static str,
    /// `{protocol} {port} from {from} to {to}`.
    pub asked: &'static str,
    /// `any source on the Internet`.
    pub internet: &'static str,
    /// `somebody in the virtual network`.
    pub vnet: &'static str,
    /// Said after `asked` for outbound.
    pub outbound: &'static str,
    /// What to run to get something readable.
    pub run_this: &'static str,
}
