//! Short names where the JavaScript bindings and the WebAssembly meet: what wasm-bindgen calls
//! `__wbg_addEventListener_8d3235978b9c69a8` is written in both files, and its hash does not compress.

use std::collections::BTreeMap;

use wasm_bindgen_cli_support::Output;

/// Renames every import and export of the module; gives back the bindings with the same names.
pub fn shorten(output: &mut Output) -> String {
    let mut short = (0..).map(short_name);
    let mut imports = BTreeMap::new();
    let mut exports = BTreeMap::new();
    let module = output.wasm_mut();
    for (import, short) in module.imports.iter_mut().zip(&mut short) {
        imports.insert(std::mem::replace(&mut import.name, short.clone()), short);
    }
    for (export, short) in module.exports.iter_mut().zip(&mut short) {
        exports.insert(std::mem::replace(&mut export.name, short.clone()), short);
    }
    renamed(output.js(), &imports, &exports)
}

/// Imports are the keys of an object, `name: function`; exports are fields of `wasm`.
fn renamed(
    js: &str,
    imports: &BTreeMap<String, String>,
    exports: &BTreeMap<String, String>,
) -> String {
    let mut out = String::with_capacity(js.len());
    let mut rest = js;
    while let Some(start) = rest.find(is_in_name) {
        let (before, from_name) = rest.split_at(start);
        out.push_str(before);
        let end = from_name
            .find(|c| !is_in_name(c))
            .unwrap_or(from_name.len());
        let (name, after) = from_name.split_at(end);
        let short = if out.ends_with("wasm.") {
            exports.get(name)
        } else if after.starts_with(':') {
            imports.get(name)
        } else {
            None
        };
        out.push_str(short.map_or(name, String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// `a`, `b`, … `z`, `A`, … `Z`, `aa`, `ab`, …
fn short_name(number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let last = char::from(LETTERS[number % LETTERS.len()]);
    let mut name = match number / LETTERS.len() {
        0 => String::new(),
        more => short_name(more - 1),
    };
    name.push(last);
    name
}

#[cfg(test)]
mod tests {
    use super::{renamed, short_name};
    use std::collections::BTreeMap;

    #[test]
    fn names_are_short_and_differ() {
        let names: Vec<String> = (0..3000).map(short_name).collect();
        assert_eq!(names[0], "a");
        assert_eq!(names[52], "aa");
        let mut unique = names.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), names.len());
    }

    #[test]
    fn only_imports_and_exports_are_renamed() {
        let names = |from: &str, to: &str| BTreeMap::from([(from.to_owned(), to.to_owned())]);
        let js = "{ __wbg_is_1: function(a) { return wasm.__wbg_is_1 + wasm.free(__wbg_is_1); } }";
        assert_eq!(
            renamed(js, &names("__wbg_is_1", "a"), &names("free", "b")),
            "{ a: function(a) { return wasm.__wbg_is_1 + wasm.b(__wbg_is_1); } }"
        );
    }
}
