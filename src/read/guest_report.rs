//! What is seen of the Windows inside a VM: the serial log and screens of boot diagnostics, the VM health report, and what
//! a Run Command prints (fix-catalogue §6.3).

use super::problem::{Problem, ProblemKind};
use super::resource::nodes;
use super::rule::span;
use super::value::{Node, Object};
use crate::azure::{GuestReport, GuestSign, GuestSignKind, Resource};
use crate::origin::{Origin, Span};

/// The lines of one input that are a boot log's, as far as they say something.
#[derive(Debug, Default)]
pub struct BootLog {
    /// What was found so far.
    pub report: Option<GuestReport>,
}

impl BootLog {
    /// Takes a line that nothing else claims.
    pub fn take(&mut self, line: &str, at: Span, problems: &mut Vec<Problem>) {
        let is_left_out = matches!(line.trim(), "..." | "…") && self.report.is_some();
        let kind = sign_in_line(line);
        if is_left_out || kind == Some(Line::BreaksOff) {
            problems.push(Problem {
                kind: ProblemKind::GuestReportCut,
                at: Some(at),
            });
        }
        let Some(Line::Shows(kind)) = kind else {
            return;
        };
        let origin = Origin::Pasted(at);
        let report = self.report.get_or_insert_with(|| GuestReport {
            signs: Vec::new(),
            origin,
        });
        if let Origin::Pasted(whole) = report.origin {
            report.origin = Origin::Pasted(whole.join(at));
        }
        add(report, kind, origin);
    }
}

/// A serial log repeats its prompt; once is enough.
fn add(report: &mut GuestReport, kind: GuestSignKind, origin: Origin) {
    if !report.signs.iter().any(|known| known.kind == kind) {
        report.signs.push(GuestSign { kind, origin });
    }
}

/// What a line of a boot log has to say.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Shows(GuestSignKind),
    BreaksOff,
}

/// How screens begin that Windows does not get beyond.
const DOES_NOT_START: &str = "An operating system was|INACCESSIBLE_BOOT_DEVICE|BitLocker recovery|Enter the recovery key|A disk read error|Your PC ran into a problem|Your device ran into a problem|Operating system not found|Missing operating system|Boot failure|Reboot and select proper boot device|The computer restarted unexpectedly";

/// How screens begin that pass.
const IS_BUSY: &str = "Stopping services|Getting Windows ready|Working on updates|Working on features|Configuring Windows|Configuring update|Preparing to configure Windows|Undoing changes|Installing Windows|We're getting|Getting devices ready";

/// Words that are a screen only where nothing follows them.
const IS_BUSY_ALONE: &str = "Restarting|Shutting down";

/// The codes with an article of their own.
const BOOT_CODES: &str = "0xC000000E|0xC000000F|0xC0000011|0xC0000034|0xC0000098|0xC00000BA|0xC000014C|0xC0000221|0xC0000225|0xC0000359|0xC0000605";

/// What stands before a code on a screen.
const BEFORE_A_CODE: &str = "Status:|Error code:|Stop code:|*** STOP:";

/// A line counts by how it begins: prose and rules may hold the same words further on.
fn sign_in_line(line: &str) -> Option<Line> {
    let mut line = line.trim();
    // The serial console moves its cursor about.
    while let Some(rest) = line.strip_prefix('\u{1b}') {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        line = rest.get(end + 1..)?;
    }
    if start_in(line, "SAC>|!SAC>").is_some() {
        return Some(Line::Shows(GuestSignKind::SerialConsole));
    }
    if start_in(line, "Press Ctrl+Alt+Del").is_some() {
        return Some(Line::Shows(GuestSignKind::WaitsForLogon));
    }
    let after = |start: &str| line.get(start.len()..).unwrap_or("").trim();
    let is_alone = |start: &str| after(start).trim_matches(['.', '…']).is_empty();
    if start_in(line, IS_BUSY).is_some() || start_in(line, IS_BUSY_ALONE).is_some_and(is_alone) {
        return Some(Line::Shows(GuestSignKind::IsBusy));
    }
    if let Some(screen) = start_in(line, DOES_NOT_START) {
        return Some(Line::Shows(GuestSignKind::DoesNotStart(screen.to_owned())));
    }
    if let Some(before) = start_in(line, BEFORE_A_CODE) {
        let code = after(before);
        let is_stop = before.starts_with(['*', 'S']) && !before.starts_with("Status");
        if start_in(code, BOOT_CODES).is_some() || is_stop && !code.is_empty() {
            return Some(Line::Shows(GuestSignKind::DoesNotStart(code.to_owned())));
        }
        let is_part = start_in(code, "0xC0").is_some() && code.len() < "0xC000000E".len();
        return (is_stop || is_part).then_some(Line::BreaksOff);
    }
    let mut words = line.split_whitespace();
    if words.next()? == "PortNumber" && matches!(words.next()?, ":" | "REG_DWORD") {
        return Some(Line::Shows(GuestSignKind::ListensOn(port(words.next()?)?)));
    }
    let marker = line.trim_matches(['=', ' ']);
    let is_report = start_in(marker, "Microsoft Azure VM Health Report - Start").is_some();
    // Its JSON stands on the next line and is read there.
    (is_report && marker.len() == line.len()).then_some(Line::BreaksOff)
}

/// The one of these, parted by `|`, that the text starts with.
fn start_in(text: &str, starts: &'static str) -> Option<&'static str> {
    starts.split('|').find(|start| {
        text.get(..start.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(start))
    })
}

/// `3390`, or `0xd3e` as `reg query` prints it.
fn port(text: &str) -> Option<u16> {
    match text.strip_prefix("0x") {
        Some(digits) => u16::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// The report that this object is, if it is one: the VM health report, the state of the Remote Desktop service, the
/// registry's port, or a Run Command's output that holds one of these.
pub fn read_guest_report(input: u32, node: &Node<'_>, object: &Object<'_>) -> Option<Resource> {
    let place = |node: &Node<'_>| Origin::Pasted(span(input, node.start, node.end));
    let whole = place(node);
    let mut report = GuestReport {
        signs: Vec::new(),
        origin: whole,
    };
    let is_report = object.has("networkAdapters") && object.has("reportTime");
    if is_report {
        read_health_report(object, &place, &mut report);
    } else if let Some(kind) = service(object) {
        add(&mut report, kind, whole);
    } else if let Some(text) = object.text("PortNumber") {
        let is_rdp = object
            .text("PSChildName")
            .map_or(object.members.len() == 1, |name| {
                name.eq_ignore_ascii_case("RDP-Tcp")
            });
        if is_rdp && let Some(port) = port(text) {
            add(&mut report, GuestSignKind::ListensOn(port), whole);
        }
    } else if start_in(object.text("code").unwrap_or(""), "ComponentStatus/").is_some()
        && let Some(message) = object.member("message")
    {
        for line in message.node.text().unwrap_or("").split('\n') {
            if let Some(Line::Shows(kind)) = sign_in_line(line) {
                add(&mut report, kind, place(&message.node));
            }
        }
    }
    (is_report || !report.signs.is_empty()).then_some(Resource::Guest(report))
}

fn read_health_report(
    object: &Object<'_>,
    place: &dyn Fn(&Node<'_>) -> Origin,
    report: &mut GuestReport,
) {
    for node in nodes(object, "networkAdapters") {
        let Some(adapter) = node.object() else {
            continue;
        };
        // Tunnels and the loopback have no such address, and are often down.
        const MAC_ADDRESS: usize = "00-0D-3A-00-00-00".len();
        let is_real = adapter.text("macAddress").unwrap_or("").len() == MAC_ADDRESS;
        let is_down = adapter
            .text("status")
            .is_some_and(|status| !status.eq_ignore_ascii_case("Up"));
        if is_real && is_down {
            let name = adapter.text("name").unwrap_or("").to_owned();
            add(report, GuestSignKind::AdapterDown(name), place(node));
        }
    }
    for node in nodes(object, "services") {
        if let Some(kind) = node.object().and_then(service) {
            add(report, kind, place(node));
        }
    }
    let is_fault = |sign: &GuestSign| sign.kind != GuestSignKind::RemoteDesktopService(true);
    if object.cut.is_none() && !report.signs.iter().any(is_fault) {
        add(report, GuestSignKind::Started, report.origin);
    }
}

/// Whether the Remote Desktop service runs, in what `Get-Service` or the health report says of it.
fn service(object: &Object<'_>) -> Option<GuestSignKind> {
    let is_called = |key, name: &str| {
        object
            .text(key)
            .is_some_and(|text| text.eq_ignore_ascii_case(name))
    };
    if !is_called("name", "TermService") && !is_called("displayName", "Remote Desktop Services") {
        return None;
    }
    let state = object.text("status").or(object.text("state"))?;
    // PowerShell writes the state as a number into JSON.
    let runs = state.eq_ignore_ascii_case("Running") || state == "4";
    Some(GuestSignKind::RemoteDesktopService(runs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_boot_log_are_known_by_their_beginning() {
        let stops = |code: &str| Some(Line::Shows(GuestSignKind::DoesNotStart(code.to_owned())));
        let shows = |kind| Some(Line::Shows(kind));
        for (line, expected) in [
            ("  Status: 0xc000000f", stops("0xc000000f")),
            ("Error code: 0xC0000605", stops("0xC0000605")),
            (
                "Stop code: CRITICAL_PROCESS_DIED",
                stops("CRITICAL_PROCESS_DIED"),
            ),
            (
                "An operating system wasn't found. Try disconnecting any drives",
                stops("An operating system was"),
            ),
            ("Restarting...", shows(GuestSignKind::IsBusy)),
            (
                "Working on updates 35% complete",
                shows(GuestSignKind::IsBusy),
            ),
            (
                "\u{1b}[2J\u{1b}[1;1HSAC>",
                shows(GuestSignKind::SerialConsole),
            ),
            (
                "PortNumber    REG_DWORD    0xd3e",
                shows(GuestSignKind::ListensOn(3390)),
            ),
            ("Status: 0xc000", Some(Line::BreaksOff)),
            ("Stop code:", Some(Line::BreaksOff)),
        ] {
            assert_eq!(sign_in_line(line), expected, "{line}");
        }
    }

    #[test]
    fn prose_and_other_codes_are_no_boot_log() {
        for line in [
            "",
            "Restarting the VM did not help",
            "We saw Stop code: 0xC0000221 once",
            "Status: 0xC000006D",
            "Status: Succeeded",
            "Error code: 0x204",
            "\"description\": \"Restarting\",",
            "PortNumber is 3390",
            "\u{1b}",
        ] {
            assert_eq!(sign_in_line(line), None, "{line}");
        }
    }
}
