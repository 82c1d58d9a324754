//! A person's work as a link, and back: facts, not the paste.
//!
//! A link holds all that can decide or be shown, so that it opens to the same judgement. It never holds subscription ids,
//! resource groups, resource ids, e-tags, Azure tags or GUIDs, nor what was not understood, unless that is only a number or an
//! address: [`names`] and [`mask`] say what stands for what, and [`Link::reveals`] what is left. It is written as
//! `c1…`, for the fragment of an address: the kind of link, its version, and [`fragment`] for the rest.
//!
//! **Versions.** Whatever changes what is written needs a new [`VERSION`], and a new file in `tests/share/golden`. Older links
//! keep opening: a new field of a struct is visited behind the others, `if archive.since(2)`; new resources, enumerators
//! and places get numbers behind the last ones; [`words`] and the coder's constants stay as they are.

pub mod archive;
pub mod coder;
pub mod evidence;
pub mod fragment;
pub mod machine;
pub mod mask;
pub mod names;
pub mod network;
pub mod reveals;
pub mod routes;
pub mod rules;
pub mod ways;
pub mod words;
pub mod work;

pub use fragment::{is_link, is_too_long_for_a_link, link_in};
pub use names::NameKind;
pub use reveals::Reveals;
pub use work::Work;

use archive::Archive;

/// The version that is written.
pub const VERSION: u32 = 4;

/// What may be in a link. By default everything that can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Names as they are; otherwise numbers.
    pub names: bool,
    /// Addresses as they are; otherwise others that fare alike.
    pub addresses: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            names: true,
            addresses: true,
        }
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What comes behind `#`, and in a file. Letters, digits, `-` and `_`.
    pub text: String,
    /// What it reveals, gathered while it was written.
    pub reveals: Reveals,
    /// Whether it is more than can be opened again, even from a file.
    pub is_too_much: bool,
}

/// Why a link could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// It is none of ours.
    NotALink,
    /// It was made by a later version of this page.
    Newer,
    /// Its end is missing.
    Cut,
    /// Something in it was changed.
    Damaged,
    /// It is longer than any that this page makes.
    TooLong,
    /// It holds more than any that this page makes.
    TooMuch,
}

impl LinkError {
    /// Every one, in the order of their sentences (`say::share`).
    pub const ALL: [LinkError; 6] = [
        LinkError::NotALink,
        LinkError::Newer,
        LinkError::Cut,
        LinkError::Damaged,
        LinkError::TooLong,
        LinkError::TooMuch,
    ];
}

/// Writes a link, and says what it reveals. The work is lent to the archive and comes back as it was.
pub fn link(work: &mut Work, options: Options) -> Link {
    let mut archive = Archive::survey(options.names, options.addresses);
    let unused = work.take_unused(&mut archive);
    work.visit(&mut archive);
    archive.write();
    work.visit(&mut archive);
    work.put_back(unused);
    let is_too_much = archive.is_too_much();
    let (bytes, mut reveals) = archive.finish();
    reveals.is_masked = !options.addresses;
    let text = fragment::write(&bytes);
    Link {
        is_too_much: is_too_much || text.len() > fragment::MOST_CHARACTERS,
        text,
        reveals,
    }
}

/// Opens a link. Memory is bounded: 200,000 characters at the most are looked at, and what they may become is less than
/// 64 MB, whatever they say.
pub fn open(text: &str) -> Result<Work, LinkError> {
    let (version, bytes) = fragment::read(text)?;
    let mut archive = Archive::read(bytes, version);
    let mut work = Work::default();
    work.visit(&mut archive);
    if archive.is_too_much() {
        Err(LinkError::TooMuch)
    } else if archive.is_broken() {
        Err(LinkError::Damaged)
    } else {
        Ok(work)
    }
}
