//! Cases as Markdown: fences below headings.

use std::path::{Path, PathBuf};

/// One `##` section.
pub struct Case {
    /// The file and the heading.
    pub name: String,
    /// The inputs.
    pub pastes: Vec<String>,
    /// Options of the command line.
    pub question: String,
    /// The claims.
    pub expect: Vec<String>,
}

pub fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of scenarios") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(markdown_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "md")
            && path.file_stem().is_some_and(|stem| stem != "README")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

pub fn cases_of(file: &str, text: &str) -> Vec<Case> {
    let mut sections: Vec<(String, Vec<Fence>)> = vec![(String::new(), Vec::new())];
    let mut open: Option<Fence> = None;
    for line in text.lines() {
        let fences = &mut sections.last_mut().expect("there is always one").1;
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => fences.extend(open.take()),
            (Some(fence), _) => {
                fence.body.push_str(line);
                fence.body.push('\n');
            }
            (None, Some(kind)) => {
                open = Some(Fence {
                    kind: kind.to_owned(),
                    body: String::new(),
                });
            }
            (None, None) => {
                if let Some(title) = line.strip_prefix("## ") {
                    sections.push((title.to_owned(), Vec::new()));
                }
            }
        }
    }
    assert!(open.is_none(), "{file}: a fence is not closed");
    let bodies = |fences: &[Fence], kind: &str| -> Vec<String> {
        fences
            .iter()
            .filter(|fence| fence.kind == kind)
            .map(|fence| fence.body.clone())
            .collect()
    };
    let shared = bodies(&sections[0].1, "paste");
    let cases = sections.iter().skip(1).map(|(title, fences)| {
        let own = bodies(fences, "paste");
        let expect: Vec<String> = bodies(fences, "expect")
            .concat()
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect();
        assert!(!expect.is_empty(), "{file}: {title} expects nothing");
        Case {
            name: format!("{file}: {title}"),
            pastes: if own.is_empty() { shared.clone() } else { own },
            question: bodies(fences, "question").concat(),
            expect,
        }
    });
    cases.collect()
}

struct Fence {
    kind: String,
    body: String,
}
