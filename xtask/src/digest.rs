//! What tells one content from another: SHA-256, in the shapes that the web wants it.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// For subresource integrity and content-security policies: `sha256-…`.
pub fn integrity(content: &[u8]) -> String {
    ["sha256-", &BASE64_STANDARD.encode(Sha256::digest(content))].concat()
}

/// All 64 digits, as `sha256sum` prints them.
pub fn hex(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Enough digits for the name of a file.
pub fn short(content: &[u8]) -> String {
    let mut digits = hex(content);
    digits.truncate(8);
    digits
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digests_are_those_of_the_standard() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::hex(b"abc"), abc);
        assert_eq!(super::short(b"abc"), "ba7816bf");
        assert_eq!(
            super::integrity(b"abc"),
            "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
    }
}
