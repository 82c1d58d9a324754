//! What a console says in place of output, as far as its lines belong together: the shell does not have the command, nobody
//! is signed in, a permission or the thing itself is missing. These are facts about the console and decide nothing.

use super::list_view::line_at;
use super::problem::{Problem, ProblemKind, Shell};
use super::stray_line::{StrayLine, is_command, stray_line};

/// By which words of the error each meaning is known, in lower case. The first that stands there counts.
const SIGNS: [(&str, ProblemKind); 40] = [
    ("not recognized as ", ProblemKind::CommandMissing),
    ("として認識されません", ProblemKind::CommandMissing),
    (
        "内部コマンドまたは外部コマンド",
        ProblemKind::CommandMissing,
    ),
    ("az: command not found", ProblemKind::CommandMissing),
    ("command not found: az", ProblemKind::CommandMissing),
    ("'az' not found", ProblemKind::CommandMissing),
    ("az: not found", ProblemKind::CommandMissing),
    ("misspelled or not recognized", ProblemKind::CommandWrong),
    ("arguments are required: ", ProblemKind::CommandWrong),
    ("unrecognized argument", ProblemKind::CommandWrong),
    (": expected one argument", ProblemKind::CommandWrong),
    (": invalid choice: ", ProblemKind::CommandWrong),
    ("parameter cannot be found", ProblemKind::CommandWrong),
    ("missing mandatory parameter", ProblemKind::CommandWrong),
    ("パラメーターが見つかりません", ProblemKind::CommandWrong),
    ("authorization to perform", ProblemKind::NotAuthorized),
    ("authorizationfailed", ProblemKind::NotAuthorized),
    ("'forbidden'", ProblemKind::NotAuthorized),
    ("'unauthorized'", ProblemKind::NotSignedIn),
    ("'az account set'", ProblemKind::NotSignedIn),
    ("aadsts", ProblemKind::NotSignedIn),
    ("'az login'", ProblemKind::NotSignedIn),
    ("connect-azaccount", ProblemKind::NotSignedIn),
    ("login-azurermaccount", ProblemKind::NotSignedIn),
    ("add-azureaccount", ProblemKind::NotSignedIn),
    ("select-azuresubscription", ProblemKind::NotSignedIn),
    ("authenticationtoken", ProblemKind::NotSignedIn),
    // NicMustBeAttachedToRunningVmToGetEffectiveRoutes
    ("runningvm", ProblemKind::VmNotRunning),
    ("running virtual machine", ProblemKind::VmNotRunning),
    ("notinusebyvirtualmachine", ProblemKind::VmNotRunning),
    ("vm is not running", ProblemKind::VmNotRunning),
    ("machine is not running", ProblemKind::VmNotRunning),
    ("network watcher is not", ProblemKind::NoNetworkWatcher),
    ("find network watcher", ProblemKind::NoNetworkWatcher),
    ("no network watcher", ProblemKind::NoNetworkWatcher),
    ("networkwatchernotfound", ProblemKind::NoNetworkWatcher),
    ("exist in cloud ", ProblemKind::NotFound),
    ("could not be found.", ProblemKind::NotFound),
    ("was not found.", ProblemKind::NotFound),
    ("notfound", ProblemKind::NotFound),
];

/// A longer line holds something else.
const LONGEST_LINE: usize = 3_000;

/// What every answer of REST has, and says least.
const STATUS: &str = "StatusCode";

/// The error that begins with the line at byte `at`, and the byte behind its last line. `is_stray`: no reader takes this
/// line, so that words alone are enough.
pub fn parse(text: &str, at: usize, is_stray: bool) -> Option<(usize, Problem)> {
    let first = line_at(text, at)?;
    let mut line = first.text.trim();
    if line.len() > LONGEST_LINE {
        return None;
    }
    let is_said = is_stray && (coded(line).is_some() || meaning(line).is_some());
    if !is_said && !is_marked(line) {
        return None;
    }
    let mut said = line.to_owned();
    let (mut code, mut end) = (coded(line).unwrap_or(""), first.end);
    let mut is_detail = !code.is_empty();
    while let Some(next) = line_at(text, end) {
        let before = line;
        line = next.text.trim();
        let found = coded(line);
        if let Some(found) = found.filter(|_| code.is_empty() || !line.starts_with(STATUS)) {
            code = found;
        }
        if let Some(rest) = line.strip_prefix("| ") {
            // PowerShell 7 draws the command and puts bars before what it says.
            if !rest.trim_start().starts_with('~') {
                add(&mut said, rest);
            }
        } else if line == "Line |" {
            said.clear();
        } else if found.is_some() || is_detail_of(line) {
            is_detail = true;
        } else if goes_on(before, next.text) {
            if !is_detail {
                add(&mut said, line);
            }
        } else {
            break;
        }
        end = next.end;
    }
    let whole = text.get(at..end).unwrap_or("");
    let is_unknown = !code.is_empty();
    let unknown = || is_unknown.then(|| Problem::new(ProblemKind::AzureError, code, None));
    let problem = explained(code, &said, whole).or_else(unknown)?;
    Some((end_of_examples(text, end), problem))
}

/// Whether a line begins like nothing but an error: `ERROR: …`, `(Code) …`, `Get-AzVM : …`, `az network nsg show: error: …`.
fn is_marked(line: &str) -> bool {
    let code = line.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let word = line.split([' ', ':']).next().unwrap_or("");
    let behind = line.get(word.len()..).unwrap_or("");
    code.is_some_and(|(code, _)| is_code(code))
        || line.starts_with("ERROR: ")
        || line.starts_with("az ") && line.contains(": error: ")
        || is_command(word) && behind.trim_start().starts_with(':')
}

/// The code that a line names and nothing else: `Code: ResourceNotFound`, `ErrorCode: ResourceNotFound`.
fn coded(line: &str) -> Option<&str> {
    let (key, code) = line.split_once(": ")?;
    (matches!(key, "Code" | "ErrorCode" | STATUS) && is_code(code)).then_some(code)
}

fn is_code(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// What PowerShell, az and the sign-in print below an error.
fn is_detail_of(line: &str) -> bool {
    const DETAILS: [&str; 20] = [
        "+ ",
        "At ",
        "発生場所",
        "Check the spelling",
        "名前が正しく",
        "Message: ",
        "ErrorMessage: ",
        "ReasonPhrase: ",
        "OperationID",
        "Trace ID: ",
        "Correlation ID: ",
        "Timestamp: ",
        "To re-authenticate",
        "Interactive authentication",
        "Did you mean",
        "If the command is from",
        "The most similar",
        "Try this",
        "TRY THIS",
        "Still stuck",
    ];
    let (number, _) = line.split_once(" |").unwrap_or((".", ""));
    number.bytes().all(|byte| byte.is_ascii_digit())
        || DETAILS.iter().any(|begin| line.starts_with(begin))
}

/// Whether a console broke the line before, so that this one goes on with it.
fn goes_on(before: &str, line: &str) -> bool {
    const NARROWEST: usize = 60;
    let is_part = match before.starts_with('+') {
        true => line.starts_with(' '),
        false => {
            before.ends_with([',', '、'])
                || before.len() >= NARROWEST && !before.ends_with(['.', '。', ':'])
        }
    };
    is_part && stray_line(line) == StrayLine::Unknown && !line.trim_start().starts_with(['{', '['])
}

/// Adds what stands on the next line. Japanese has no space where a line breaks.
fn add(said: &mut String, line: &str) {
    if said.is_ascii() || line.is_ascii() {
        said.push(' ');
    }
    said.push_str(line.trim());
}

/// Behind the examples that az gives with some errors: they look like commands and prose.
fn end_of_examples(text: &str, end: usize) -> usize {
    let mut at = end;
    while let Some(line) = line_at(text, at) {
        let shown = line.text.trim();
        if shown.starts_with("Examples from ") {
            return end_with(text, at, "Read more about ").unwrap_or(end);
        }
        if !shown.is_empty() && !is_detail_of(shown) {
            break;
        }
        at = line.end;
    }
    end
}

/// Behind PowerShell's warning of what will be different one day, which begins with the line at byte `at`: its lines look
/// like output.
pub fn end_of_warning(text: &str, at: usize) -> Option<usize> {
    let line = line_at(text, at)?;
    let is_warning = line.text.contains(": Upcoming breaking changes");
    is_warning.then(|| end_with(text, at, "Note :"))?
}

/// Behind the first of the next lines that begins with these words.
fn end_with(text: &str, mut at: usize, begin: &str) -> Option<usize> {
    const MOST_LINES: usize = 20;
    for _ in 0..MOST_LINES {
        let line = line_at(text, at)?;
        at = line.end;
        if line.text.trim_start().starts_with(begin) {
            return Some(at);
        }
    }
    None
}

fn meaning(said: &str) -> Option<ProblemKind> {
    let said = said.to_ascii_lowercase();
    let mut signs = SIGNS.iter();
    let found = signs.find(|(sign, _)| said.contains(sign));
    found.map(|(_, kind)| *kind)
}

/// What an error means, from its code, its words and all of its lines.
pub fn explained(code: &str, said: &str, whole: &str) -> Option<Problem> {
    let mut kind = meaning(code).or_else(|| meaning(said))?;
    let quoted = said.split('\'').nth(1).unwrap_or("");
    let mut name = quoted;
    match kind {
        ProblemKind::CommandMissing => {
            if name.is_empty() {
                name = "az";
            }
            // Of what is no command of Azure's, only the complaint is worth repeating.
            if name != "az" && !name.contains("-Az") {
                kind = ProblemKind::CommandWrong;
            }
        }
        ProblemKind::NotAuthorized => {
            let action = said.split_once("action '");
            name = action.map_or("*/read", |(_, behind)| {
                behind.split('\'').next().unwrap_or("")
            });
        }
        ProblemKind::NoNetworkWatcher => {}
        ProblemKind::NotFound if !name.is_empty() => {}
        _ => name = code,
    }
    if kind == ProblemKind::CommandWrong {
        name = complaint(said);
    }
    let mut problem = Problem::new(kind, name, None);
    problem.shell = shell(whole);
    let before = said.split('\'').next().unwrap_or("");
    let (text, other) = match kind {
        ProblemKind::CommandMissing if name == "az" => (name, "https://aka.ms/installazurecli"),
        ProblemKind::CommandMissing if problem.shell == Shell::Classic => {
            ("az network nsg list", "Install-Module Azure")
        }
        ProblemKind::CommandMissing => (name, "Install-Module Az"),
        ProblemKind::NotAuthorized if name.ends_with("/read") => ("", "Reader"),
        ProblemKind::NotAuthorized => ("", "Network Contributor"),
        _ if before.contains("esource group ") => ("group", ""),
        _ if before.contains("ubscription ") => ("subscription", ""),
        _ => ("", ""),
    };
    // What came after AzureRM has the same names without it.
    problem.text = text.replace("AzureRm", "Az");
    other.clone_into(&mut problem.other);
    Some(problem)
}

/// What a tool says behind its own name.
fn complaint(said: &str) -> &str {
    const LONGEST: usize = 120;
    let begins = ["rror: ", "ERROR: ", " : ", ": "];
    let behind = begins.iter().find_map(|begin| said.split_once(begin));
    let said = behind.map_or(said, |(_, behind)| behind);
    said.get(..said.floor_char_boundary(LONGEST))
        .unwrap_or(said)
}

/// The shell that prints like this.
fn shell(whole: &str) -> Shell {
    if whole.contains("AzureRm") {
        Shell::AzureRm
    } else if whole.contains("-Azure") {
        Shell::Classic
    } else if whole.contains("-Az") || whole.contains("StatusCode: ") {
        Shell::AzPowerShell
    } else {
        Shell::AzureCli
    }
}
