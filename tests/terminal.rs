//! The command line as a script sees it: options, files, exit statuses.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

use std::ffi::OsString;
use std::path::PathBuf;

const DENIED: &str = "Name : DenyRdp\nProtocol : TCP\nSourcePortRange : *\nDestinationPortRange : 3389\nSourceAddressPrefix : *\nDestinationAddressPrefix : *\nAccess : Deny\nPriority : 200\nDirection : Inbound\n";

struct Run {
    status: u8,
    out: String,
    complaints: String,
}

fn run(arguments: &[&str], stdin: &[u8], locale: &str) -> Run {
    let arguments = arguments.iter().map(OsString::from);
    let (mut out, mut complaints, mut stdin) = (Vec::new(), Vec::new(), stdin);
    let status = rdpcheck::cli::run(arguments, locale, &mut stdin, &mut out, &mut complaints);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run {
        status,
        out: text(out),
        complaints: text(complaints),
    }
}

fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the temporary folder can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn exit_statuses_tell_the_answer() {
    let allowed = DENIED.replace("Deny", "Allow");
    let cut = allowed.replace("3389", "{22, 80...}");
    for (stdin, status) in [
        (allowed.as_str(), 0),
        (DENIED, 1),
        (&cut, 2),
        ("", 65),
        ("hello", 65),
    ] {
        for format in ["text", "json", "markdown"] {
            assert_eq!(
                run(&["--format", format], stdin.as_bytes(), "").status,
                status,
                "{format}"
            );
        }
    }
}

#[test]
fn a_value_that_is_not_taken_is_answered_with_those_that_are() {
    let wrong = run(&["--from", "my house"], b"", "");
    assert_eq!(wrong.status, 64);
    for part in [
        "my house",
        "or vnet (inside the virtual",
        "at no known address",
    ] {
        assert!(wrong.complaints.contains(part), "{}", wrong.complaints);
    }
    assert!(
        !wrong.complaints.contains("--from-port"),
        "{}",
        wrong.complaints
    );
}

#[test]
fn what_would_settle_it_names_the_option_and_the_command() {
    let allowed = DENIED.replace("Deny", "Allow");
    let inside = allowed.replace(
        "SourceAddressPrefix : *",
        "SourceAddressPrefix : VirtualNetwork",
    );
    let unsure = run(&["--from", "192.168.1.5"], inside.as_bytes(), "");
    assert_eq!(unsure.status, 2);
    assert!(unsure.out.contains("(--from vnet)"), "{}", unsure.out);
    assert!(
        unsure.out.contains("az network nic list-effective-nsg"),
        "{}",
        unsure.out
    );
}

#[test]
fn bad_usage_is_told_on_the_other_channel_in_the_readers_language() {
    let cases: [&[&str]; 9] = [
        &["--port", "0"],
        &["--port", "rdp"],
        &["--from", "nowhere"],
        &["--to", "10.0.0.0/8"],
        &["--protocol", "icmp"],
        &["--attach", "nsg-web=moon"],
        &["--nonsense"],
        &["--format"],
        &["no-such-file"],
    ];
    for arguments in cases {
        let run = run(arguments, DENIED.as_bytes(), "");
        assert_eq!(run.status, 64, "{arguments:?}");
        assert!(
            run.out.is_empty() && run.complaints.starts_with("rdpcheck: "),
            "{arguments:?}"
        );
    }
    let japanese = run(&["--port", "0"], b"", "ja_JP.UTF-8");
    assert!(
        japanese.complaints.contains("指定できません"),
        "{}",
        japanese.complaints
    );
}

#[test]
fn the_language_follows_the_locale_until_it_is_chosen() {
    assert!(
        run(&[], DENIED.as_bytes(), "ja_JP.UTF-8")
            .out
            .contains("ブロック")
    );
    assert!(
        run(&["--lang", "en"], DENIED.as_bytes(), "ja_JP.UTF-8")
            .out
            .contains("Blocked")
    );
    assert!(
        run(&["--lang", "ja", "--help"], b"", "")
            .out
            .contains("使い方")
    );
}

#[test]
fn files_of_every_encoding_are_read_and_told_apart() {
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(DENIED.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let first = file("utf16.txt", &utf16);
    let second = file(
        "utf8-bom.txt",
        &[b"\xef\xbb\xbf", DENIED.replace("200", "300").as_bytes()].concat(),
    );
    let run = run(
        &["--format", "json", &first, "-", &second],
        DENIED.as_bytes(),
        "",
    );
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let inputs: Vec<u64> = report["read"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|document| document["input"].as_u64())
        .collect();
    assert_eq!(inputs, [0, 1, 2]);
}

#[test]
fn nothing_that_was_pasted_can_drive_a_terminal() {
    let hostile = DENIED.replace("DenyRdp", "a\u{1b}[31m\u{202e}\u{9b}b");
    for format in ["text", "json", "markdown"] {
        let out = run(&["--format", format], hostile.as_bytes(), "").out;
        assert!(
            !out.chars()
                .any(|c| c != '\n' && rdpcheck::say::printable::is_hazardous(c)),
            "{format}: {out:?}"
        );
    }
}

#[test]
fn help_and_version_are_no_questions() {
    assert!(run(&["--version"], b"", "").out.starts_with("rdpcheck "));
    let help = run(&["--help"], b"", "").out;
    for option in [
        "--from",
        "--from-port",
        "--to",
        "--target",
        "--port",
        "--protocol",
        "--outbound",
        "--attach",
        "--lang",
        "--format",
    ] {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn an_nsg_that_is_not_there_cannot_be_compared() {
    let done = run(&["--compare", "1=2"], DENIED.as_bytes(), "en");
    assert_eq!(done.status, 64);
    assert_eq!(done.complaints, "rdpcheck: --compare does not take 2\n");
    let done = run(&["--compare", "1"], DENIED.as_bytes(), "en");
    assert_eq!(done.status, 64);
    assert!(
        done.complaints.contains("--compare A=B"),
        "{}",
        done.complaints
    );
}

#[test]
fn a_message_of_rdp_in_place_of_output_is_explained() {
    let said = "Your credentials did not work.\nThe logon attempt failed\n";
    let done = run(&[], said.as_bytes(), "en");
    assert!(done.out.contains("reset the password"), "{}", done.out);
    assert!(!done.out.contains("NOTHING-READABLE"), "{}", done.out);
    let test = |port: u16| {
        let said = format!("RemotePort : {port}\nTcpTestSucceeded : False\n");
        run(&[], said.as_bytes(), "en").out
    };
    assert!(test(3389).contains("Remote access to the server"));
    assert!(!test(443).contains("Remote access to the server"));
}
