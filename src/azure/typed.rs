//! What the commands above the outputs name, where the outputs do not: it fills in the commands that the reader is given.

/// The network interface and the VM that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// The network interface.
    pub interface: Named,
    /// The VM.
    pub machine: Named,
}

/// A name and its resource group; empty where nobody typed them, or several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The resource group.
    pub resource_group: String,
    /// Whether another one was named, too.
    is_unclear: bool,
}

impl Named {
    /// Takes in what one command names.
    pub fn learn(&mut self, name: &str, resource_group: &str) {
        let is_same = |known: &str, new: &str| {
            known.is_empty() || new.is_empty() || known.eq_ignore_ascii_case(new)
        };
        self.is_unclear |=
            !is_same(&self.name, name) || !is_same(&self.resource_group, resource_group);
        if self.is_unclear {
            self.name.clear();
            self.resource_group.clear();
        } else {
            for (known, new) in [
                (&mut self.name, name),
                (&mut self.resource_group, resource_group),
            ] {
                if known.is_empty() {
                    new.clone_into(known);
                }
            }
        }
    }

    /// The resource group of what is called so, or of whatever it is where nobody said a name.
    pub fn group_of(&self, name: &str) -> &str {
        match name.is_empty() || self.name.is_empty() || name.eq_ignore_ascii_case(&self.name) {
            true => &self.resource_group,
            false => "",
        }
    }
}
