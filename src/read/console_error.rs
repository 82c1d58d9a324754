//! What a console says in place of output, as far as its lines belong together: the shell does not have the command, nobody
//! is signed in, a permission or the thing itself is missing. These are facts about the console and decide nothing.

use super::list_view::line_at;
use super::problem::{Problem, ProblemKind, Shell};
use super::stray_line::{StrayLine, is_command, stray_line};

/// By which words of the error each meaning is known, in lower case. The first that stands there counts.
const SIGNS: [(&str, ProblemKind); 7] = [
    (
        "not recognized as |として認識されません|内部コマンドまたは外部コマンド|az: command not found|command not found: az|'az' not found|az: not found",
        ProblemKind::CommandMissing,
    ),
    (
        "misspelled or not recognized|arguments are required: |unrecognized argument|: expected one argument|: invalid choice: |parameter cannot be found|missing mandatory parameter|パラメーターが見つかりません",
        ProblemKind::CommandWrong,
    ),
    (
        "authorization to perform|authorizationfailed|'forbidden'",
        ProblemKind::NotAuthorized,
    ),
    (
        "aadsts|'az login'|'az account set'|connect-azaccount|login-azurermaccount|add-azureaccount|select-azuresubscription|authenticationtoken|'unauthorized'",
        ProblemKind::NotSignedIn,
    ),
    // NicMustBeAttachedToRunningVmToGetEffectiveRoutes
    (
        "runningvm|running virtual machine|notinusebyvirtualmachine|vm is not running|machine is not running",
        ProblemKind::VmNotRunning,
    ),
    (
        "network watcher is not|find network watcher|no network watcher|networkwatchernotfound",
        ProblemKind::NoNetworkWatcher,
    ),
    (
        "exist in cloud |could not be found.|was not found.|notfound",
        ProblemKind::NotFound,
    ),
];

/// How the lines begin that PowerShell, az and the sign-in print below an error.
const DETAILS: &str = "+ |At |発生場所|Check the spelling|名前が正しく|Message: |ErrorMessage: |ReasonPhrase: |OperationID|Trace ID: |Correlation ID: |Timestamp: |To re-authenticate|Interactive auth|Did you mean|If the command is |The most similar|Try this|TRY THIS|Still stuck";

/// Lines that look like output or prose, by what is in the first of them and how the last one begins: examples that az gives
/// with an error, and PowerShell's warning of what will be different one day.
const ASIDES: [(&str, &str); 2] = [
    ("Examples from AI", "Read more about "),
    (": Upcoming breaking changes", "Note :"),
];

/// How much of what a tool says is repeated.
const LONGEST_COMPLAINT: usize = 140;

/// A longer line holds something else.
const LONGEST_LINE: usize = 3_000;

/// What every answer of REST has, and says least.
const STATUS: &str = "StatusCode";

/// The error that begins with the line at byte `at`, which no reader takes, and the byte behind its last line.
pub fn parse(text: &str, at: usize) -> Option<(usize, Problem)> {
    let first = line_at(text, at)?;
    let mut line = first.text.trim();
    if line.len() > LONGEST_LINE {
        return None;
    }
    // `Get-AzVM : …`
    let word = line.split([' ', '\t', '>', ':']).next().unwrap_or("");
    let behind = line.get(word.len()..).unwrap_or("").trim_start();
    let is_of_command = behind.starts_with(':') && is_command(word);
    if !is_of_command && coded(line).is_none() && meaning(line).is_none() {
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
    Some((end, problem))
}

/// The code that a line names and nothing else: `Code: ResourceNotFound`, `ErrorCode: ResourceNotFound`.
fn coded(line: &str) -> Option<&str> {
    let (key, code) = line.split_once(": ")?;
    (matches!(key, "Code" | "ErrorCode" | STATUS) && is_code(code)).then_some(code)
}

fn is_code(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_detail_of(line: &str) -> bool {
    // `   2 |  Get-AzVM`
    let is_source = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(" |");
    is_source || DETAILS.split('|').any(|begin| line.starts_with(begin))
}

/// Whether a console broke the line before, so that this one goes on with it.
fn goes_on(before: &str, line: &str) -> bool {
    const NARROWEST: usize = 60;
    let last = before.chars().next_back().unwrap_or('.');
    let is_part = match before.starts_with('+') {
        true => line.starts_with(' '),
        false => ",、".contains(last) || before.len() >= NARROWEST && !".。:".contains(last),
    };
    let begins = line.trim_start().bytes().next();
    is_part && !matches!(begins, Some(b'{' | b'[')) && stray_line(line) == StrayLine::Unknown
}

/// Adds what stands on the next line. Japanese has no space where a line breaks.
fn add(said: &mut String, line: &str) {
    if line.bytes().next().is_some_and(|byte| byte.is_ascii()) {
        said.push(' ');
    }
    said.push_str(line.trim());
}

/// The byte behind the lines that say nothing here, when they begin with the line at byte `at`.
pub fn end_of_aside(text: &str, at: usize) -> Option<usize> {
    const MOST_LINES: usize = 20;
    let mut line = line_at(text, at)?;
    let mut asides = ASIDES.iter();
    let (_, last) = asides.find(|(first, _)| line.text.contains(first))?;
    for _ in 0..MOST_LINES {
        line = line_at(text, line.end)?;
        if line.text.trim_start().starts_with(last) {
            return Some(line.end);
        }
    }
    None
}

fn meaning(said: &str) -> Option<ProblemKind> {
    let said = said.to_ascii_lowercase();
    let mut signs = SIGNS.iter();
    let found = signs.find(|(signs, _)| signs.split('|').any(|sign| said.contains(sign)));
    found.map(|(_, kind)| *kind)
}

/// What an error means, from its code, its words and all of its lines.
pub fn explained(code: &str, said: &str, whole: &str) -> Option<Problem> {
    let mut kind = meaning(code).or_else(|| meaning(said))?;
    // The thing stands between quotes, perhaps behind the one who asked for it.
    let mut name = "";
    for (at, part) in said.split('\'').enumerate() {
        if at == 1 || part.starts_with("Microsoft.") {
            name = part;
        }
    }
    let is_resource = name.starts_with("Microsoft.");
    match kind {
        ProblemKind::NotAuthorized if !is_resource => name = "*/read",
        ProblemKind::CommandMissing if name.is_empty() => name = "az",
        ProblemKind::NotFound if name.is_empty() => name = code,
        _ => {}
    }
    // Of what is no command of Azure's, only the complaint is worth repeating.
    let is_azures = name == "az" || name.contains("-Az");
    if kind == ProblemKind::CommandMissing && !is_azures {
        kind = ProblemKind::CommandWrong;
    }
    if kind == ProblemKind::CommandWrong {
        name = said.get(..said.floor_char_boundary(LONGEST_COMPLAINT))?;
    }
    let mut problem = Problem::new(kind, name, None);
    problem.shell = shell(whole);
    problem.number = match is_resource {
        true => 0,
        false => 1 + u32::from(said.contains("ubscription")),
    };
    Some(problem)
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
