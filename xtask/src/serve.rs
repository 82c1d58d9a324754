//! `cargo xtask serve`: serves the page to its developer, and keeps it up to date.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::bindings::{self, Profile};
use crate::http;
use crate::live_page::LivePage;
use crate::npm_tools::NpmTools;
use crate::site::Site;
use crate::toolchain;
use crate::workspace::Workspace;

/// How long the files must be still before a build: an editor saves in several writes, and
/// "save all" and a branch switch touch many files.
const QUIET: Duration = Duration::from_millis(100);

/// Where to serve.
#[derive(Clone, Copy)]
pub enum Port {
    /// This one, or the next that nobody has taken.
    FirstFreeFrom(u16),
    /// The one that was asked for.
    Exactly(u16),
}

/// Serves until it is stopped.
pub fn serve(workspace: &Workspace, port: Port) -> Result<bool> {
    // First of all, so that a taken port is known before a long build.
    let listener = port.listen()?;
    let address = listener
        .local_addr()
        .context("the system did not tell the port")?;
    toolchain::ensure_wasm_target()?;

    // Before the first build, so that no change during it is missed.
    let changes = Changes::of_sources(workspace)?;
    let page = Arc::new(LivePage::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            if let Err(error) = NpmTools::install(workspace) {
                println!("warning: {error:#}. Serving works without; `dist` and `test` do not.");
            }
        });
        rebuild(workspace, &page);
    });

    let answering = Arc::clone(&page);
    http::answer_requests(listener, move |path, query| answering.answer(path, query));
    println!("Serving the page on http://{address}/ (stop with Ctrl+C)");
    loop {
        let changed = changes.wait()?;
        println!("{} changed.", workspace.shown(&changed));
        rebuild(workspace, &page);
    }
}

/// Builds and shows the result. A build that fails leaves what was shown before.
fn rebuild(workspace: &Workspace, page: &LivePage) {
    let built = bindings::build(workspace, Profile::Serve)
        .and_then(|bindings| Site::assembled(workspace, &bindings));
    match built {
        Ok(site) => {
            let changed = page.show(site);
            println!(
                "The page is {}.",
                if changed {
                    "up to date"
                } else {
                    "the same as before"
                }
            );
        }
        Err(error) => println!("The page stays as it was: {error:#}."),
    }
}

impl Port {
    fn listen(self) -> Result<TcpListener> {
        let (first, last) = match self {
            Port::FirstFreeFrom(first) => (first, u16::MAX),
            Port::Exactly(port) => (port, port),
        };
        for port in first..=last {
            match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                other => return other.with_context(|| format!("cannot listen on port {port}")),
            }
        }
        bail!("port {first} is taken by another program; choose another with --port")
    }
}

/// Changes of the files that the page is built from.
struct Changes {
    paths: Receiver<PathBuf>,
    /// Watches for as long as it lives.
    _watcher: RecommendedWatcher,
}

impl Changes {
    fn of_sources(workspace: &Workspace) -> Result<Changes> {
        let directories = [workspace.root.join("src"), workspace.www()];
        let files = [workspace.index_html(), workspace.root.join("Cargo.toml")];

        let (send, paths) = channel();
        let mut watcher = notify::recommended_watcher({
            let (directories, files) = (directories.clone(), files.clone());
            move |event: notify::Result<notify::Event>| {
                let Ok(event) = event else { return };
                // A build reads the sources; only what writes them counts.
                let reads = matches!(
                    event.kind,
                    EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_))
                );
                let is_source = |path: &PathBuf| {
                    files.contains(path)
                        || directories.iter().any(|inside| path.starts_with(inside))
                };
                if let Some(path) = event.paths.into_iter().find(is_source).filter(|_| !reads) {
                    // The program ends when nobody receives any more.
                    let _ = send.send(path);
                }
            }
        })
        .context("this system does not tell when files change")?;

        let mut watch = |path: &Path, mode| {
            watcher
                .watch(path, mode)
                .with_context(|| format!("cannot watch {}", path.display()))
        };
        for directory in &directories {
            watch(directory, RecursiveMode::Recursive)?;
        }
        // The directory, not the two files in it: an editor may save by replacing the file, and
        // a watch stays with the one that was replaced.
        watch(&workspace.root, RecursiveMode::NonRecursive)?;
        Ok(Changes {
            paths,
            _watcher: watcher,
        })
    }

    /// Waits for a change, then until the files are still; gives back the first that changed.
    fn wait(&self) -> Result<PathBuf> {
        let first = self
            .paths
            .recv()
            .context("the watch for changes broke off")?;
        while self.paths.recv_timeout(QUIET).is_ok() {}
        Ok(first)
    }
}
