//! Files of the site carry the hash of their content in their name, so that a browser may keep them for good, and the
//! page says with each what it must be.

use anyhow::{Context, Result, ensure};

use crate::digest::{hex, integrity, short};
use crate::site::Site;

/// What is loaded under a name that never changes: pages, what other sites link to, and what a browser or a server looks
/// for by its name.
const KEEP_THEIR_NAMES: [&str; 8] = [
    "index.html",
    "checklist.html",
    "docs-demo.html",
    "rdpcheck.html",
    "embed.js",
    "sw.js",
    "manifest.webmanifest",
    "_headers",
];

/// What the service worker does not keep: it is for others, or not needed without a network.
const NOT_KEPT: [&str; 2] = ["icon-", "docs-demo"];

/// Renames the files and tells all pages; the offered offline copy gets its digest, and the service worker its list.
pub fn hash_names(site: &mut Site) -> Result<()> {
    let names: Vec<String> = site.files.keys().cloned().collect();
    let mut kept = vec!["./".to_owned()];
    for name in names {
        if KEEP_THEIR_NAMES.contains(&name.as_str()) {
            continue;
        }
        let content = site.files.remove(&name).unwrap_or_default();
        let (stem, ending) = name
            .rsplit_once('.')
            .with_context(|| format!("{name} has no ending"))?;
        let hashed = format!("{stem}.{}.{ending}", short(&content));
        let integrity = integrity(&content);
        let mut is_used = false;
        for (path, text) in &mut site.files {
            if path.ends_with(".html") && path != "rdpcheck.html" || path.ends_with(".webmanifest")
            {
                let told =
                    String::from_utf8(std::mem::take(text)).context("a page that is not UTF-8")?;
                let renamed = renamed(&told, &name, &hashed, &integrity);
                is_used |= renamed != told;
                *text = renamed.into_bytes();
            }
        }
        ensure!(
            is_used,
            "no page uses {name}, so nobody would find it under another name"
        );
        if !NOT_KEPT.iter().any(|start| name.starts_with(start)) {
            kept.push(hashed.clone());
        }
        site.files.insert(hashed, content);
    }
    offer_offline_copy(site)?;
    list_files(site, &kept)
}

/// A text with the new name, and what the file must be wherever a browser checks it: scripts, style sheets, preloads.
fn renamed(text: &str, name: &str, hashed: &str, integrity: &str) -> String {
    // Where browsers do not check it themselves, `www/module.js` asks them to.
    let checked = match name.rsplit_once('.') {
        Some((_, "js" | "css")) => format!(" integrity=\"{integrity}\""),
        Some((_, "wasm")) => format!(" data-integrity=\"{integrity}\""),
        _ => String::new(),
    };
    let mut text = text.to_owned();
    for attribute in ["src", "href"] {
        let with = format!("{attribute}=\"{hashed}\"{checked}");
        text = text.replace(&format!("{attribute}=\"{name}\""), &with);
    }
    text.replace(
        &format!("\"src\": \"{name}\""),
        &format!("\"src\": \"{hashed}\""),
    )
}

/// Shows the digest of the offline copy beside its link.
fn offer_offline_copy(site: &mut Site) -> Result<()> {
    let offline = site
        .files
        .get("rdpcheck.html")
        .context("there is no offline copy")?;
    let digest = hex(offline);
    replace_once(
        site,
        "index.html",
        "<code></code>",
        &format!("<code>{digest}</code>"),
    )
}

/// Tells the service worker which files it keeps, and a version that differs when one of them does.
fn list_files(site: &mut Site, kept: &[String]) -> Result<()> {
    // All other names are in the page, with their hash.
    let index = site.files.get("index.html").context("there is no page")?;
    let list = format!("\"{} {}\"", short(index), kept.join(" "));
    replace_once(site, "sw.js", "\"PACKED\"", &list)
}

fn replace_once(site: &mut Site, path: &str, from: &str, to: &str) -> Result<()> {
    let content = site
        .files
        .get_mut(path)
        .with_context(|| format!("there is no {path}"))?;
    let text = String::from_utf8(std::mem::take(content))?;
    ensure!(
        text.matches(from).count() == 1,
        "{path} should say {from} once"
    );
    *content = text.replace(from, to).into_bytes();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let mut site = Site::default();
        let mut add = |name: &str, text: &str| site.files.insert(name.into(), text.into());
        add(
            "index.html",
            "<link href=\"style.css\"><img src=\"icon.svg\"><script src=\"boot.js\"></script><code></code>",
        );
        add("boot.js", "let boot");
        add("style.css", "p{}");
        add("icon.svg", "<svg/>");
        add("icon-192.png", "png");
        add("manifest.webmanifest", "{ \"src\": \"icon-192.png\" }");
        add("sw.js", "\"PACKED\"");
        add("rdpcheck.html", "<link href=\"style.css\">");
        site
    }

    fn text(site: &Site, path: &str) -> String {
        String::from_utf8(site.files[path].clone()).expect("text")
    }

    #[test]
    fn each_file_is_named_by_its_content_and_checked_by_it() {
        let mut site = site();
        hash_names(&mut site).expect("a site");
        let style = format!("style.{}.css", short(b"p{}"));
        assert_eq!(text(&site, &style), "p{}");
        let index = text(&site, "index.html");
        assert!(index.contains(&format!(
            "href=\"{style}\" integrity=\"{}\"",
            integrity(b"p{}")
        )));
        assert!(index.contains(&format!("<img src=\"icon.{}.svg\">", short(b"<svg/>"))));
        assert!(
            text(&site, "manifest.webmanifest")
                .contains(&format!("icon-192.{}.png", short(b"png")))
        );
        assert_eq!(
            text(&site, "rdpcheck.html"),
            "<link href=\"style.css\">",
            "stands alone"
        );
        let digest = hex(b"<link href=\"style.css\">");
        assert!(index.contains(&format!("<code>{digest}</code>")));
    }

    #[test]
    fn the_service_worker_keeps_what_the_page_needs() {
        let mut site = site();
        hash_names(&mut site).expect("a site");
        let worker = text(&site, "sw.js");
        assert!(worker.contains(" ./ boot."), "{worker}");
        assert!(!worker.contains("png") && !worker.contains("rdpcheck.html"));
        let mut other = self::site();
        other
            .files
            .insert("style.css".into(), "p{color:red}".into());
        hash_names(&mut other).expect("a site");
        assert_ne!(worker, text(&other, "sw.js"), "another version");
    }

    #[test]
    fn a_file_that_nobody_names_is_a_mistake() {
        let mut site = site();
        site.files.insert("forgotten.css".into(), Vec::new());
        assert!(hash_names(&mut site).is_err());
    }
}
