//! What is seen of the Windows inside a VM: the serial log and screens of boot diagnostics, the VM health report, and what
//! a Run Command prints (fix-catalogue §6.3).

use super::letters::{ENGLISH, Letter, one_of};
use super::problem::{Problem, ProblemKind, report};
use super::resource::{name, objects};
use super::value::{Node, Object};
use crate::azure::{GuestReport, GuestSign, GuestSignKind, Resource};
use crate::origin::{Origin, Span};

/// The lines of one input that are a boot log's, as far as they say something.
#[derive(Debug, Default)]
pub struct BootLog {
    /// What was found so far.
    report: Option<GuestReport>,
    /// A line that says that a stop code follows, with nothing behind it: the next line may hold the code.
    open: Option<Span>,
}

impl BootLog {
    /// Takes a line that nothing else claims, if it says something.
    pub fn take(&mut self, line: &str, at: Span, problems: &mut Vec<Problem>) -> bool {
        let mut found = sign_in_line(line);
        if let Some(before) = self.open
            && !line.trim().is_empty()
        {
            self.open = None;
            match stop_code(line.trim()) {
                Some(code) => found = Some(GuestSignKind::DoesNotStart(code.to_owned())),
                None => report_cut(before, problems),
            }
        }
        if found == Some(BREAKS_OFF) && line.trim_end().ends_with(one_of(":：")) {
            self.open = Some(at);
            return true;
        }
        let is_left_out = matches!(line.trim(), "..." | "…") && self.report.is_some();
        if is_left_out || found == Some(BREAKS_OFF) {
            report_cut(at, problems);
            return true;
        }
        let Some(kind) = found else {
            return false;
        };
        let origin = Origin::Pasted(at);
        let report = self.report.get_or_insert(GuestReport {
            signs: Vec::new(),
            origin,
        });
        if let Origin::Pasted(whole) = report.origin {
            report.origin = Origin::Pasted(whole.join(at));
        }
        // A serial log repeats its prompt; once is enough.
        let is_known = report.signs.iter().any(|known| known.kind == kind);
        if !is_known && report.signs.len() < MOST_SIGNS {
            // A stop code says more than the words above it.
            let at = match kind {
                GuestSignKind::DoesNotStart(_) => 0,
                _ => report.signs.len(),
            };
            report.signs.insert(at, GuestSign { kind, origin });
        }
        true
    }

    /// What was found in the whole input.
    pub fn finish(self, problems: &mut Vec<Problem>) -> Option<GuestReport> {
        if let Some(open) = self.open {
            report_cut(open, problems);
        }
        self.report
    }
}

fn report_cut(at: Span, problems: &mut Vec<Problem>) {
    report(ProblemKind::GuestReportCut, "", at, problems);
}

/// A stop code on a line of its own: `INACCESSIBLE_BOOT_DEVICE`, `0xC0000221`.
fn stop_code(line: &str) -> Option<&str> {
    let is_no_name: Letter = |c| c != '_' && !c.is_ascii_uppercase();
    let is_name = line.contains('_') && !line.contains(is_no_name);
    let is_number = line.strip_prefix("0x").is_some_and(|digits| {
        digits.len() >= 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    (is_name || is_number).then_some(line)
}

/// More than one screen shows.
const MOST_SIGNS: usize = 32;

/// A code of which only the beginning is there.
const BREAKS_OFF: GuestSignKind = GuestSignKind::DoesNotStart(String::new());

/// What the beginning of a line tells.
#[derive(Clone, Copy)]
enum Screen {
    /// Windows does not get beyond it.
    Stop,
    /// A code follows; only some are a boot's.
    Code,
    /// Any code follows.
    StopCode,
    /// It passes.
    Busy,
    /// It passes, where nothing follows.
    BusyAlone,
    Logon,
    Console,
    /// The registry's value follows.
    Port,
}

/// A line counts by how it begins: prose and rules may hold the same words further on.
const SCREENS: [(&str, Screen); 30] = [
    ("Windows failed to start", Screen::Stop),
    ("An operating system was", Screen::Stop),
    ("INACCESSIBLE_BOOT_DEVICE", Screen::Stop),
    ("BitLocker recovery", Screen::Stop),
    ("Enter the recovery key", Screen::Stop),
    ("A disk read error", Screen::Stop),
    ("Your PC ran into a problem", Screen::Stop),
    ("Status:", Screen::Code),
    ("Error code:", Screen::Code),
    ("Stop code:", Screen::StopCode),
    ("状態:", Screen::Code),
    ("状態：", Screen::Code),
    ("エラー コード:", Screen::Code),
    ("停止コード:", Screen::StopCode),
    ("停止コード：", Screen::StopCode),
    ("PC に問題が発生したため", Screen::Stop),
    ("デバイスに問題が発生したため", Screen::Stop),
    ("Restarting", Screen::BusyAlone),
    ("Shutting down", Screen::BusyAlone),
    ("Stopping services", Screen::Busy),
    ("Getting Windows ready", Screen::Busy),
    ("Working on updates", Screen::Busy),
    ("Configuring update", Screen::Busy),
    ("Undoing changes", Screen::Busy),
    ("更新プログラムを構成しています", Screen::Busy),
    ("Windows の準備をしています", Screen::Busy),
    ("Press Ctrl+Alt+Del", Screen::Logon),
    ("SAC>", Screen::Console),
    ("!SAC>", Screen::Console),
    ("PortNumber ", Screen::Port),
];

/// The codes with an article of their own.
const BOOT_CODES: &str = "0xC000000E 0xC000000F 0xC0000011 0xC0000034 0xC0000098 0xC00000BA 0xC000014C 0xC0000221 0xC0000225 0xC0000359 0xC0000605";

fn sign_in_line(line: &str) -> Option<GuestSignKind> {
    let mut line = line.trim();
    // The serial console moves its cursor about.
    while let Some(rest) = line.strip_prefix('\u{1b}') {
        let end = rest.find(ENGLISH)?;
        line = rest.get(end + 1..)?;
    }
    line = without_time(line);
    for (start, screen) in SCREENS {
        if starts_with(line, start) {
            let rest = line.get(start.len()..).unwrap_or("").trim();
            return shown(start, screen, rest);
        }
    }
    None
}

/// A line without the seconds since the start that a serial log may put before it: `[   10.123] …`.
fn without_time(line: &str) -> &str {
    if let Some((time, rest)) = line.strip_prefix('[').and_then(|it| it.split_once(']'))
        && time.contains('.')
        && time.trim_matches(one_of("0123456789. ")).is_empty()
    {
        return rest.trim_start();
    }
    line
}

fn shown(start: &str, screen: Screen, rest: &str) -> Option<GuestSignKind> {
    let stop = |text: &str| Some(GuestSignKind::DoesNotStart(text.to_owned()));
    match screen {
        Screen::Stop => stop(start),
        Screen::StopCode => stop(rest),
        Screen::Code => {
            for code in BOOT_CODES.split(' ') {
                if starts_with(rest, code) {
                    return stop(code);
                }
            }
            let is_part = starts_with(rest, "0xC0") && rest.len() < "0xC000000E".len();
            is_part.then_some(BREAKS_OFF)
        }
        Screen::BusyAlone if !rest.trim_end_matches(one_of(".…")).is_empty() => None,
        Screen::Busy | Screen::BusyAlone => Some(GuestSignKind::IsBusy),
        Screen::Logon => Some(GuestSignKind::WaitsForLogon),
        Screen::Console => Some(GuestSignKind::SerialConsole),
        Screen::Port => {
            let value = rest
                .strip_prefix(':')
                .or_else(|| rest.strip_prefix("REG_DWORD"))?;
            Some(GuestSignKind::ListensOn(port(value.trim())?))
        }
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(start))
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
    let origin = node.origin(input);
    let mut signs = Vec::new();
    let is_report = object.has("networkAdapters") && object.has("reportTime");
    if is_report {
        // Tunnels and the loopback have no such address, and are often down.
        const MAC_ADDRESS: usize = "00-0D-3A-00-00-00".len();
        for adapter in objects(object, "networkAdapters") {
            let status = adapter.text("status").unwrap_or("Up");
            let is_real = adapter.said("macAddress").len() == MAC_ADDRESS;
            if is_real && !status.eq_ignore_ascii_case("Up") {
                signs.push(GuestSignKind::AdapterDown(name(adapter)));
            }
        }
        let mut is_well = signs.is_empty() && object.cut.is_none();
        for object in objects(object, "services") {
            if let Some(runs) = service(object) {
                is_well &= runs;
                signs.push(GuestSignKind::RemoteDesktopService(runs));
            }
        }
        if is_well {
            signs.push(GuestSignKind::Started);
        }
    } else if let Some(runs) = service(object) {
        signs.push(GuestSignKind::RemoteDesktopService(runs));
    } else if let Some(text) = object.text("PortNumber") {
        // The registry's value, and nothing else that has a port.
        let is_rdp = object.text("PSChildName") == Some("RDP-Tcp");
        if (is_rdp || object.members.len() == 1)
            && let Some(port) = port(text)
        {
            signs.push(GuestSignKind::ListensOn(port));
        }
    } else if starts_with(object.said("code"), "ComponentStatus/") {
        for line in object.said("message").split('\n') {
            if let Some(kind) = sign_in_line(line) {
                signs.push(kind);
            }
        }
    }
    if !is_report && signs.is_empty() {
        return None;
    }
    let mut report = GuestReport {
        signs: Vec::new(),
        origin,
    };
    for kind in signs {
        report.signs.push(GuestSign { kind, origin });
    }
    Some(Resource::Guest(report))
}

/// Whether the Remote Desktop service runs, in what `Get-Service` or the health report says of it.
fn service(object: &Object<'_>) -> Option<bool> {
    if !object.says("name", "TermService") {
        return None;
    }
    let state = object.first_text(&["status", "state"])?;
    // PowerShell writes the state as a number into JSON.
    Some(state.eq_ignore_ascii_case("Running") || state == "4")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_boot_log_are_known_by_their_beginning() {
        let stops = |code: &str| Some(GuestSignKind::DoesNotStart(code.to_owned()));
        let shows = Some;
        for (line, expected) in [
            ("  Status: 0xc000000f", stops("0xC000000F")),
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
            ("状態: 0xc000000e", stops("0xC000000E")),
            (
                "[   10.123] Working on updates 32%",
                shows(GuestSignKind::IsBusy),
            ),
            ("Status: 0xc000", Some(BREAKS_OFF)),
            ("Stop code:", Some(BREAKS_OFF)),
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
            "状態: 有効",
            "[note] Working on updates",
            "Error code: 0x204",
            "\"description\": \"Restarting\",",
            "PortNumber is 3390",
            "\u{1b}",
        ] {
            assert_eq!(sign_in_line(line), None, "{line}");
        }
    }
}
