//! What the placeholders of a command stand for.

/// Placeholders by name, as in the fix catalogue (`rg` for `<rg>`), each with its value, or with several where the place
/// takes a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    known: Vec<(&'static str, Vec<String>)>,
}

impl Values {
    /// Says what a placeholder stands for. Spaces at the ends are left out; an empty value says nothing.
    pub fn set(&mut self, name: &'static str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.set_list(name, vec![value.to_owned()]);
        }
    }

    /// Says what a placeholder that takes a list stands for. With an empty list it stays a placeholder, and is asked for
    /// even where it could be left out.
    pub fn set_list(&mut self, name: &'static str, values: Vec<String>) {
        self.forget(name);
        self.known.push((name, values));
    }

    /// Takes back what was said about a placeholder.
    pub fn forget(&mut self, name: &str) {
        self.known.retain(|(known, _)| *known != name);
    }

    /// What it stands for; empty where nobody knows.
    pub fn get(&self, name: &str) -> &[String] {
        self.entry(name).unwrap_or(&[])
    }

    /// Whether anything was said about it.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&[String]> {
        for (known, values) in &self.known {
            if *known == name {
                return Some(values);
            }
        }
        None
    }
}
