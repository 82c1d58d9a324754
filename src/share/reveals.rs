//! What a link reveals, noted while it is written.

use super::names::NameKind;

/// Everything in a link that somebody may want to keep to themselves. Rules, routes and states of objects are always in
/// it, and so are service tags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reveals {
    /// Names as they are written, each once, with what they are names of: by kind, in the order of the case.
    pub names: Vec<(NameKind, Vec<String>)>,
    /// Addresses and prefixes as they are written, each once.
    pub addresses: Vec<String>,
    /// Whether the addresses are not the real ones.
    pub is_masked: bool,
    /// How many security rules there are besides Azure's own.
    pub rules: usize,
    /// How many routes.
    pub routes: usize,
}

impl Reveals {
    /// Notes a name.
    pub(super) fn name(&mut self, kind: NameKind, name: &str) {
        for (known, names) in &mut self.names {
            if *known == kind {
                note(names, name);
                return;
            }
        }
        let at = self.names.partition_point(|(known, _)| *known < kind);
        self.names.insert(at, (kind, vec![name.to_owned()]));
    }

    /// Notes an address.
    pub(super) fn address(&mut self, address: &str) {
        note(&mut self.addresses, address);
    }
}

fn note(known: &mut Vec<String>, text: &str) {
    if !known.iter().any(|it| it == text) {
        known.push(text.to_owned());
    }
}
