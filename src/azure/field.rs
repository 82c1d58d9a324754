//! A value that may be unknown, with the place it was read from.

use crate::origin::Origin;

/// One value of a pasted object. Unknown is a value too: it never turns into "no match", "any" or "allow"
/// (azure-semantics §3.9).
#[derive(Debug, Copy, PartialEq, Eq)]
pub struct Field<T> {
    /// What it is, or why nobody can say.
    pub value: Result<T, Unknown>,
    /// Where it stands.
    pub origin: Origin,
}

/// All at once, and not part by part.
impl<T: Copy> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Default for Field<T> {
    /// Not there.
    fn default() -> Self {
        Field::unknown(Unknown::Missing, Origin::default())
    }
}

impl<T> Field<T> {
    /// A value that is known.
    pub fn known(value: T, origin: Origin) -> Self {
        Field {
            value: Ok(value),
            origin,
        }
    }

    /// A value that is not.
    pub fn unknown(why: Unknown, origin: Origin) -> Self {
        Field {
            value: Err(why),
            origin,
        }
    }

    /// The value, when it is known.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref().ok()
    }
}

/// Why a value is not known. A byte, since every field of every rule has room for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// The paste does not hold it, or holds it empty (T24).
    Missing,
    /// PowerShell cut the list with `...`; the rest is lost (T14).
    Truncated,
    /// It is there and makes no sense. What it says is kept beside the fields (`Unread`).
    Unreadable,
}
