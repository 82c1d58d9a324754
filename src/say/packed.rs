//! A language as one text. A word by itself costs the page, beside its letters, eight bytes that say where it is and
//! how long, and hardly compress. So the words of a language are joined while compiling, and cut apart at the first use.

use std::str::Split;

/// A word, a sentence or a template.
pub type Text = &'static str;

/// Stands behind every word; in none.
pub const END: char = '\0';

/// Declares the words of one part of the program, as two structs: one with a field a word, in which a language writes
/// them down, and one with a method a word, which is what unpacking gives. A word is a `Text` or a row, `[Text; 3]`.
/// A new one is a line here and a line in each language.
///
/// The first is `repr(C)`, so that a field's place in it is its word's place among the unpacked.
macro_rules! words {
    (
        $(#[$about:meta])*
        $words:ident from $written:ident {
            $($(#[$meaning:meta])* $word:ident: $kind:tt,)*
        }
    ) => {
        $(#[$about])*
        #[repr(C)]
        pub struct $written {
            $($(#[$meaning])* pub $word: $kind,)*
        }

        impl $written {
            /// Adds all words, in order.
            pub const fn pack(&self, packing: &mut $crate::say::packed::Packing<'_>) {
                $(packing.add($crate::say::packed::row!(self.$word, $kind));)*
            }
        }

        $(#[$about])*
        #[derive(Debug)]
        pub struct $words([Text; $words::COUNT]);

        impl $words {
            /// What the words are called, a row once.
            #[cfg(test)]
            #[allow(dead_code, reason = "not every part is asked for by order")]
            pub const NAMES: &[&str] = &[$(stringify!($word)),*];

            const COUNT: usize = size_of::<$written>() / size_of::<Text>();

            /// Takes all words, in order.
            pub fn unpacked(texts: &mut $crate::say::packed::Texts) -> Self {
                let mut words = [""; $words::COUNT];
                texts.fill(&mut words);
                $words(words)
            }

            /// All of them, in the order in which they were written down.
            pub fn all(&self) -> &[Text] {
                &self.0
            }

            $(
                $(#[$meaning])*
                pub fn $word(&self) -> $crate::say::packed::read!($kind) {
                    const PLACE: usize = std::mem::offset_of!($written, $word) / size_of::<Text>();
                    $crate::say::packed::read!(self.0, PLACE, $kind)
                }
            )*
        }
    };
}

/// A word, or a row of them, as a slice.
macro_rules! row {
    ($word:expr, Text) => {
        &[$word]
    };
    ($row:expr, [Text; $count:literal]) => {
        &$row
    };
}

/// How a word or a row is read: as what, and from where.
macro_rules! read {
    (Text) => {
        Text
    };
    ([Text; $count:literal]) => {
        &[Text; $count]
    };
    ($words:expr, $place:expr, Text) => {
        $words[$place]
    };
    ($words:expr, $place:expr, [Text; $count:literal]) => {
        $words
            .split_at($place)
            .1
            .first_chunk()
            .unwrap_or(&[""; $count])
    };
}

pub(crate) use {read, row, words};

/// Joins words while compiling, each with [`END`] behind it.
#[derive(Debug)]
pub struct Packing<'a> {
    room: &'a mut [u8],
    length: usize,
}

impl<'a> Packing<'a> {
    /// Writes there. What finds no room is measured only.
    pub const fn into(room: &'a mut [u8]) -> Self {
        Packing { room, length: 0 }
    }

    /// How many bytes the words take.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// Adds a row of words.
    pub const fn add(&mut self, mut row: &[Text]) {
        while let [word, rest @ ..] = row {
            self.push(word.as_bytes());
            self.push(&[END as u8]);
            row = rest;
        }
    }

    const fn push(&mut self, bytes: &[u8]) {
        if let Some((_, free)) = self.room.split_at_mut_checked(self.length)
            && let Some((place, _)) = free.split_at_mut_checked(bytes.len())
        {
            place.copy_from_slice(bytes);
        }
        self.length += bytes.len();
    }
}

/// The words of a packed language, one after the other.
#[derive(Debug)]
pub struct Texts(Split<'static, char>);

impl Texts {
    /// Of this packed text.
    pub fn of(packed: Text) -> Self {
        Texts(packed.split(END))
    }

    /// Puts the next ones into this room.
    pub fn fill(&mut self, words: &mut [Text]) {
        for word in words {
            *word = self.0.next().unwrap_or_default();
        }
    }
}

/// Joined words as text, which they are.
pub const fn text(packed: &'static [u8]) -> Text {
    match std::str::from_utf8(packed) {
        Ok(text) => text,
        Err(_) => "",
    }
}
