//! The archive: what every struct of a case is handed to, field by field. The same walk gathers names and addresses
//! first, writes them then, and reads them back at the other end, so that no two of these can disagree.

mod named;

pub use named::{blank_address, blank_prefix};

use super::coder::{Coder, Pass, hash};
use super::mask::Mask;
use super::names::Names;
use super::reveals::Reveals;
use super::words::{ID_WORDS, TRAINING, WELL_KNOWN};
use crate::origin::Origin;

/// Memory that what is read may take, in bytes; some of it is counted twice over.
const MOST_MEMORY: usize = 16 << 20;
/// What an element of a list takes besides its own size, at least.
const PER_ELEMENT: usize = 64;
/// How many places remember what they held last.
const PLACES: u32 = 1 << 12;
/// Where the whole numbers of a place are remembered.
const NUMBERS: Place = 1 << 11;
/// And those of [`Archive::later`].
const VALUES: Place = 1 << 10;

/// Where something stands: what else stood in such a place foretells it. A new place comes last, in the order of the
/// fields; the numbers are part of the format.
pub type Place = u32;

/// Where a fact came from. Other places of the archive are in `named`; those of structs are in their files, from 64 on.
const ORIGIN: Place = 1;

/// The archive.
pub struct Archive {
    coder: Coder,
    /// The version that is written or read.
    version: u32,
    /// What stands for addresses.
    pub mask: Mask,
    /// What stands for names.
    pub names: Names,
    /// What was written so far that reveals something.
    pub reveals: Reveals,
    /// Why reading came to its end.
    broken: bool,
    /// What each place held last, and before that.
    before: Vec<[u32; 2]>,
    /// Texts that were coded, and which was last.
    texts: Vec<String>,
    last_text: usize,
    ids: Vec<String>,
    last_id: usize,
    origins: u32,
    memory: usize,
}

impl Archive {
    /// One that gathers; see [`Archive::write`].
    pub fn survey(names: bool, addresses: bool) -> Self {
        let mut archive = Archive::of(Coder::new(Pass::Survey, Vec::new()), super::VERSION);
        archive.names.are_shown = names;
        if !addresses {
            archive.mask = Mask::new();
        }
        archive
    }

    /// One that reads.
    pub fn read(bytes: Vec<u8>, version: u32) -> Self {
        let mut archive = Archive::of(Coder::new(Pass::Reading, bytes), version);
        archive.train(Pass::Reading);
        archive
    }

    /// What was gathered is written from here on.
    pub fn write(&mut self) {
        self.train(Pass::Writing);
        self.memory = 0;
        self.reveals = Reveals::default();
    }

    fn of(coder: Coder, version: u32) -> Self {
        let mut texts = Vec::new();
        for word in ID_WORDS.iter().chain(&WELL_KNOWN) {
            texts.push((*word).to_owned());
        }
        Archive {
            coder,
            version,
            mask: Mask::default(),
            names: Names::default(),
            reveals: Reveals::default(),
            broken: false,
            before: vec![[0; 2]; PLACES as usize],
            texts,
            last_text: 0,
            ids: Vec::new(),
            last_id: 0,
            origins: 0,
            memory: 0,
        }
    }

    fn train(&mut self, next: Pass) {
        self.coder.pass = Pass::Training;
        for word in TRAINING.split('\0').chain(WELL_KNOWN) {
            self.letters(word);
        }
        self.coder.pass = next;
    }

    /// Whether this archive has the fields that came with a version: new fields of a struct are visited behind the others
    /// and only `if archive.since(2)`, and keep their blank value where an older link is read.
    pub fn since(&self, version: u32) -> bool {
        self.version >= version
    }

    /// Whether it is read, so that what is visited is to be filled in.
    pub fn is_reading(&self) -> bool {
        self.coder.pass == Pass::Reading
    }

    fn is_survey(&self) -> bool {
        self.coder.pass == Pass::Survey
    }

    /// Whether what was read makes no sense, or is more than a link may hold.
    pub fn is_broken(&self) -> bool {
        self.broken || self.coder.is_past_end()
    }

    /// What was written.
    pub fn finish(self) -> (Vec<u8>, Reveals) {
        (self.coder.finish(), self.reveals)
    }

    /// A number of at most 8 bits, foretold from what stood in this place before.
    pub fn small(&mut self, place: Place, width: u32, value: u32) -> u32 {
        let [last, before] = self.remembered(place);
        let contexts = [hash(hash(place, last), before), hash(place, last), place];
        let value = self.coder.symbol(width, value, contexts);
        self.remember(place, value);
        value
    }

    /// Yes or no.
    pub fn flag(&mut self, place: Place, value: bool) -> bool {
        self.small(place, 1, value.into()) == 1
    }

    /// Yes, no, or not said.
    pub fn maybe(&mut self, place: Place, value: &mut Option<bool>) {
        const ALL: [Option<bool>; 3] = [None, Some(false), Some(true)];
        self.one_of(place, &ALL, value);
    }

    /// One of a few. The order is part of the format, and new ones come last.
    pub fn one_of<T: Copy + PartialEq>(&mut self, place: Place, all: &[T], value: &mut T) {
        let at = all.iter().position(|it| it == value);
        let at = self.small(place, 4, at.map_or(0, |at| at as u32));
        match all.get(at as usize) {
            Some(read) => *value = *read,
            None => self.broken = true,
        }
    }

    /// Any number: how many bits it has, then those behind the first.
    pub fn number(&mut self, place: Place, value: u32) -> u32 {
        let bits = self.small(place, 6, 32 - value.leading_zeros()).min(32);
        let mut read = u32::from(bits > 0);
        let mut left = bits.saturating_sub(1);
        let mut path = hash(place, bits);
        while left > 0 {
            let width = left.min(8);
            left -= width;
            let [last, _] = self.remembered(place ^ NUMBERS);
            let contexts = [hash(path, last), path, hash(place, left)];
            let part = self
                .coder
                .symbol(width, value >> left & ((1 << width) - 1), contexts);
            read = read << width | part;
            path = hash(path, part + 1);
        }
        self.remember(place ^ NUMBERS, read);
        read
    }

    /// A number that is more often than not a little more than the last one in its place.
    pub fn step(&mut self, place: Place, last: &mut u32, value: u32) -> u32 {
        let step = value.wrapping_sub(*last);
        // Small steps back are small numbers, too.
        let folded = step << 1 ^ if step >> 31 == 1 { u32::MAX } else { 0 };
        let folded = self.number(place, folded);
        let step = folded >> 1 ^ if folded & 1 == 1 { u32::MAX } else { 0 };
        *last = last.wrapping_add(step);
        *last
    }

    /// A number that is compared with the last one in its place.
    pub fn later(&mut self, place: Place, value: u32) -> u32 {
        let [mut last, _] = self.remembered(place ^ VALUES);
        let value = self.step(place, &mut last, value);
        self.remember(place ^ VALUES, value);
        value
    }

    /// A port.
    pub fn port(&mut self, place: Place, port: u16) -> u16 {
        let port = self.number(place, port.into());
        u16::try_from(port).unwrap_or(u16::MAX)
    }

    /// A port, where there is one.
    pub fn maybe_port(&mut self, place: Place, port: &mut Option<u16>) {
        if self.flag(place, port.is_some()) {
            *port = Some(self.port(place + 1, port.unwrap_or(0)));
        }
    }

    /// A list, element by element.
    pub fn list<T>(
        &mut self,
        place: Place,
        list: &mut Vec<T>,
        blank: fn() -> T,
        visit: fn(&mut T, &mut Archive),
    ) {
        let count = list.len();
        self.each(place, count, size_of::<T>(), &mut |at, archive| {
            if at >= list.len() {
                list.push(blank());
            }
            if let Some(element) = list.get_mut(at) {
                visit(element, archive);
            }
        });
    }

    /// The loop is the same for every type.
    fn each(
        &mut self,
        place: Place,
        count: usize,
        size: usize,
        element: &mut dyn FnMut(usize, &mut Archive),
    ) {
        let mut at = 0;
        while self.flag(place, at < count) && self.takes(size + PER_ELEMENT) {
            element(at, self);
            at += 1;
        }
    }

    /// Something that may not be there.
    pub fn option<T>(
        &mut self,
        place: Place,
        option: &mut Option<T>,
        blank: fn() -> T,
        visit: fn(&mut T, &mut Archive),
    ) {
        let is_there = self.flag(place, option.is_some());
        if self.is_reading() {
            *option = is_there.then(blank);
        }
        if let Some(value) = option {
            visit(value, self);
        }
    }

    /// Whether it is more than a link may hold.
    pub fn is_too_much(&self) -> bool {
        self.memory > MOST_MEMORY
    }

    /// Counts memory, and says whether there is any left.
    pub fn takes(&mut self, bytes: usize) -> bool {
        self.memory += bytes;
        self.broken |= self.is_reading() && self.is_too_much();
        !self.is_broken()
    }

    /// Where a fact came from: Azure, or else this link, whatever it was.
    pub fn origin(&mut self, origin: &mut Origin) {
        let is_default = self.flag(ORIGIN, *origin == Origin::AzureDefault);
        if self.is_reading() {
            self.origins += 1;
            *origin = if is_default {
                Origin::AzureDefault
            } else {
                Origin::Link(self.origins)
            };
        }
    }

    /// Where something breaks off, if it does.
    pub fn cut(&mut self, place: Place, cut: &mut Option<Origin>) {
        self.option(place, cut, Origin::default, |origin, archive| {
            archive.origin(origin)
        });
    }

    fn remembered(&self, place: Place) -> [u32; 2] {
        let at = place & (PLACES - 1);
        self.before.get(at as usize).copied().unwrap_or_default()
    }

    fn remember(&mut self, place: Place, value: u32) {
        if self.is_survey() {
            return;
        }
        let at = place & (PLACES - 1);
        if let Some(before) = self.before.get_mut(at as usize) {
            *before = [value, before[0]];
        }
    }
}
