//! The site as files in memory: read in one go, served or written in one go, never half of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Every file of the site by its path, with `/` between the parts.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// Path to content.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// `index.html` and `www` as they stand, with what was built of the Rust sources.
    pub fn assembled(workspace: &Workspace, bindings: &Path) -> Result<Site> {
        let mut site = Site::read(bindings)?;
        let www = Site::read(&workspace.www())?.files.into_iter();
        // The samples are inside the WebAssembly already, and the offline copy has its own way to start.
        site.files.extend(
            www.filter(|(path, _)| !path.starts_with("samples/") && !path.starts_with("offline/")),
        );
        let index = workspace.index_html();
        let content =
            fs::read(&index).with_context(|| format!("cannot read {}", workspace.shown(&index)))?;
        site.files.insert("index.html".into(), content);
        Ok(site)
    }

    /// A file as text.
    pub fn text(&self, path: &str) -> Result<&str> {
        let content = self
            .files
            .get(path)
            .with_context(|| format!("the site has no {path}"))?;
        std::str::from_utf8(content).with_context(|| format!("{path} is not UTF-8"))
    }

    /// A directory and all below it.
    pub fn read(directory: &Path) -> Result<Site> {
        let mut site = Site::default();
        site.read_below(directory, "")?;
        Ok(site)
    }

    fn read_below(&mut self, directory: &Path, prefix: &str) -> Result<()> {
        let cannot_read = || format!("cannot read {}", directory.display());
        for entry in fs::read_dir(directory).with_context(cannot_read)? {
            let entry = entry.with_context(cannot_read)?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                bail!(
                    "{} has a name that cannot be part of an address",
                    entry.path().display()
                );
            };
            if name.starts_with('.') || name.ends_with('~') {
                // What an editor or a file manager leaves behind.
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.path().is_dir() {
                self.read_below(&entry.path(), &format!("{path}/"))?;
            } else {
                let content = fs::read(entry.path())
                    .with_context(|| format!("cannot read {}", entry.path().display()))?;
                self.files.insert(path, content);
            }
        }
        Ok(())
    }

    /// Writes the site as the only content of `directory`.
    pub fn write(&self, directory: &Path) -> Result<()> {
        if directory.exists() {
            fs::remove_dir_all(directory)
                .with_context(|| format!("cannot empty {}", directory.display()))?;
        }
        for (path, content) in &self.files {
            let path = directory.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)
                    .with_context(|| format!("cannot create {}", parent.display()))?;
            }
            fs::write(&path, content)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}
