//! What a console says in place of output, as far as its lines belong together: the shell does not have the command, nobody
//! is signed in, a permission or the thing itself is missing. These are facts about the console and decide nothing.

use super::command_line::{group_of, machine_of};
use super::list_view::{self, line_at};
use super::problem::{Problem, ProblemKind, Shell};
use super::table;

/// By which words of the error each meaning is known, in lower case: words that nobody writes in a mail. The first that
/// stands there counts.
const SIGNS: [(&str, ProblemKind); 8] = [
    (
        "' is not recognized|認識されません|外部コマンド|az: command not found|found: az|'az' not found|az: not found",
        ProblemKind::CommandMissing,
    ),
    (
        "misspelled or not|arguments are required: |unrecognized arguments: |expected one argument|invalid choice: |parameter cannot be found|mandatory parameters: |ターが見つかりません",
        ProblemKind::CommandWrong,
    ),
    (
        "authorization to perform|authorizationfailed",
        ProblemKind::NotAuthorized,
    ),
    (
        "aadsts|'az login'|run connect-azaccount|run login-azurerm|run add-azureaccount|connect-azaccount を|authenticationtoken",
        ProblemKind::NotSignedIn,
    ),
    // NicMustBeAttachedToRunningVmToGetEffectiveRoutes
    (
        "attached to a running|attachedtorunning|notinusebyvirtualmachine",
        ProblemKind::VmNotRunning,
    ),
    (
        "agentnotrunning|networkwatcheragent|network watcher agent|vmagentnotready|azurenetworkwatcherextension",
        ProblemKind::NoAgent,
    ),
    (
        "network watcher is not enabled|find network watcher|networkwatchernotfound",
        ProblemKind::NoNetworkWatcher,
    ),
    (
        "exist in cloud |' could not be found.|' was not found.|notfound",
        ProblemKind::NotFound,
    ),
];

/// Lines that look like output or prose, by what is in the first of them and how the last one begins: examples that az gives
/// with an error, and PowerShell's warning of what will be different one day.
const ASIDES: [(&str, &str); 2] = [
    ("Examples from AI", "Read more about "),
    (": Upcoming breaking changes", "Note :"),
];

/// How much of what a tool says is repeated.
const LONGEST_COMPLAINT: usize = 140;

/// More lines than any error or aside has.
const MOST_LINES: usize = 40;

/// A longer line holds something else.
const LONGEST_LINE: usize = 3_000;

/// The error that begins with the line at byte `at`, which no reader takes, and the byte behind its last line: before an
/// empty one, a prompt or output.
pub fn parse(text: &str, at: usize) -> Option<(usize, Problem)> {
    let first = line_at(text, at)?;
    let line = first.text.trim();
    if line.len() > LONGEST_LINE {
        return None;
    }
    let is_code = line.starts_with("Code: ") || line.starts_with("ErrorCode: ");
    if !is_code && !is_beginning(line) {
        meaning(line)?;
    }
    let mut said = line.to_owned();
    let mut end = first.end;
    for _ in 0..MOST_LINES {
        let Some(next) = line_at(text, end) else {
            break;
        };
        let line = next.text.trim();
        let ends = |byte| matches!(byte, b'>' | b'$' | b'{' | b'[');
        if line.is_empty()
            || is_beginning(line)
            || line.bytes().any(ends) && !is_drawn(line)
            || is_output(text, end)
        {
            break;
        }
        if line == "Line |" {
            // PowerShell 7 draws the command, and puts bars before what it says.
            said.clear();
        }
        // Japanese has no space where a line breaks.
        if line.is_char_boundary(1) {
            said.push(' ');
        }
        said.push_str(line.strip_prefix("| ").unwrap_or(line));
        end = next.end;
    }
    let behind = said.split_once("ErrorCode: ").or(said.split_once("Code: "));
    let (_, behind) = behind.unwrap_or_default();
    let code = behind.split(' ').next().unwrap_or("");
    let unknown = || Problem::new(ProblemKind::AzureError, code, None);
    let problem = explained(code, &said).or_else(|| (!code.is_empty()).then(unknown))?;
    Some((end, problem))
}

/// `Get-AzVM : …`, `Get-AzVM: …`, `ERROR: …`
fn is_beginning(line: &str) -> bool {
    let (word, _) = line.split_once(':').unwrap_or_default();
    word == "ERROR" || word.contains("-Az") && !word.trim_end().contains(' ')
}

/// Whether PowerShell drew this below an error: `+ $nsg | Get-AzVM`, `   2 |  Get-AzVM`, `     | ~~~~`.
fn is_drawn(line: &str) -> bool {
    line.starts_with('+') || line.contains("| ")
}

/// Whether output begins here that somebody reads.
fn is_output(text: &str, at: usize) -> bool {
    const FEWEST: usize = 3;
    let record = list_view::parse(text, at);
    let record = record.as_ref().and_then(|record| record.node.object());
    record.is_some_and(|record| record.members.len() >= FEWEST) || table::parse(text, at).is_some()
}

/// The byte behind the lines that say nothing here, when they begin with the line at byte `at`.
pub fn end_of_aside(text: &str, at: usize) -> Option<usize> {
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

/// What an error means, from its code and its words.
pub fn explained(code: &str, said: &str) -> Option<Problem> {
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
        // `bash: az: command not found`
        ProblemKind::CommandMissing if name.is_empty() => {
            name = said.contains("found").then_some("az")?;
        }
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
    problem.shell = shell(said);
    if matches!(kind, ProblemKind::NoAgent | ProblemKind::VmNotRunning) {
        name_from(said, &mut problem);
    }
    problem.number = match is_resource {
        true => 0,
        false => 1 + u32::from(said.contains("ubscription")),
    };
    Some(problem)
}

/// What a command names, for the one that is proposed, as far as nobody said it yet: the command that failed, its error,
/// or what PowerShell draws below that.
pub fn name_from(said: &str, problem: &mut Problem) {
    let named = said.split_once("/resourceGroups/").unwrap_or_default().1;
    let group = match group_of(said) {
        "" => named.split('/').next().unwrap_or(""),
        group => group,
    };
    let [text, other] = [(problem.text(), group), (problem.other(), machine_of(said))]
        .map(|(known, named)| if known.is_empty() { named } else { known }.to_owned());
    problem.put(&text, &other);
}

/// The shell that prints like this.
fn shell(said: &str) -> Shell {
    if said.contains("AzureRm") {
        Shell::AzureRm
    } else if said.contains("-Azure") {
        Shell::Classic
    } else if said.contains("-Az") || said.contains("StatusCode: ") {
        Shell::AzPowerShell
    } else {
        Shell::AzureCli
    }
}
