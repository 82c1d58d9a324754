//! The page that `serve` shows: the last good build, which reloads itself when a newer one is there.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::http::Answer;
use crate::site::Site;

/// Shorter than any browser or proxy waits for an answer.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// The script that waits for a newer build. It asks one question at a time and the server keeps
/// it waiting for the answer; a server that was restarted has another build, so it reloads too.
const RELOAD_JS: &str = "\
const shown = new URL(import.meta.url).searchParams.get('build');
for (;;) {
  try {
    const answer = await fetch(`newer?than=${shown}`, { cache: 'no-store' });
    if (answer.ok && (await answer.text()) !== shown) break;
  } catch {
    await new Promise((retry) => setTimeout(retry, 500));
  }
}
location.reload();
";

/// Shown until the first build succeeds.
const NO_BUILD_YET: &str = "\
<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><title>The page does not build</title></head>
<body><h1>The page does not build</h1><p>The reason is on the terminal. This page reloads by itself.</p></body>
</html>
";

/// The current build and those who wait for the next.
pub struct LivePage {
    current: Mutex<Build>,
    newer: Condvar,
}

struct Build {
    site: Site,
    number: u128,
}

impl LivePage {
    /// A page that says there is no build yet.
    pub fn new() -> LivePage {
        let mut site = Site::default();
        site.files.insert("index.html".into(), NO_BUILD_YET.into());
        // Starting from the clock tells this run from the one before it.
        let start = SystemTime::now().duration_since(UNIX_EPOCH);
        let number = start.map_or(0, |since| since.as_millis());
        LivePage {
            current: Mutex::new(Build { site, number }),
            newer: Condvar::new(),
        }
    }

    /// Shows another build to all; `false` when it is the same as before, and nothing happens.
    pub fn show(&self, site: Site) -> bool {
        let mut current = self.lock();
        if current.site == site {
            return false;
        }
        current.site = site;
        current.number += 1;
        self.newer.notify_all();
        true
    }

    /// Answers one request.
    pub fn answer(&self, path: &str, query: &str) -> Answer {
        match path {
            "/newer" => {
                let number = self.newer_than(query.trim_start_matches("than="));
                Answer::of("number.txt", number.into_bytes())
            }
            "/reload.js" => Answer::of("reload.js", RELOAD_JS.into()),
            "/" | "/index.html" => Answer::of("index.html", self.index_with_reload()),
            _ => Answer::file(&self.lock().site, path),
        }
    }

    /// The current build's number, as soon as it is not `shown`.
    fn newer_than(&self, shown: &str) -> String {
        let current = self.lock();
        let (current, _) = self
            .newer
            .wait_timeout_while(current, LONGEST_WAIT, |build| {
                build.number.to_string() == shown
            })
            .unwrap_or_else(PoisonError::into_inner);
        current.number.to_string()
    }

    /// The current page, which also loads the script above.
    fn index_with_reload(&self) -> Vec<u8> {
        let current = self.lock();
        let index = current
            .site
            .files
            .get("index.html")
            .map_or(&[][..], Vec::as_slice);
        let script = format!(
            "<script type=\"module\" src=\"reload.js?build={}\"></script>\n</head>",
            current.number
        );
        String::from_utf8_lossy(index)
            .replacen("</head>", &script, 1)
            .into_bytes()
    }

    /// A thread that died while holding the lock cannot have left half a build behind.
    fn lock(&self) -> MutexGuard<'_, Build> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
