//! Lines that no reader takes: prompts, commands and what tools say of themselves, which mean nothing, and the rest, which
//! the person is told of.

use super::letters::{BLANK, ENGLISH, LARGE, OF_A_WORD, one_of};
use super::page_title::{direction_in, page};

/// In words: `Inbound port rules of nsg-web`.
const LONGEST_TITLE: usize = 5;

/// What a line is that no reader takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrayLine {
    /// It stands around every output and means nothing.
    Noise,
    /// Values parted by tabs, without the names that say what they are.
    Tsv,
    /// Anything else.
    Unknown,
}

/// What this line is.
pub fn stray_line(line: &str) -> StrayLine {
    let line = line.trim();
    if is_noise(line) {
        StrayLine::Noise
    } else if is_tsv(line) {
        StrayLine::Tsv
    } else {
        StrayLine::Unknown
    }
}

/// az prints the values of an object in the order of their names, and of a list within it only how long it is.
fn is_tsv(line: &str) -> bool {
    const FEWEST_TABS: usize = 3;
    const VALUES: [&str; 4] = ["Inbound", "Outbound", "Succeeded", "Active"];
    let mut cells = line.split('\t');
    line.chars().filter(|c| *c == '\t').count() >= FEWEST_TABS
        && cells.any(|cell| VALUES.contains(&cell) || cell.starts_with("/subscriptions/"))
}

fn is_noise(line: &str) -> bool {
    // What tools begin the lines with that they say of themselves. The older CLI writes them small.
    const SPEAKERS: &str = "Plan|VERBOSE|WARNING|DEBUG|INFO|WARN|警告|詳細|デバッグ|情報|ERROR|Message|StatusCode|ReasonPhrase|OperationID|ErrorMessage|Output|注意";
    // The portal's buttons and titles.
    const PORTAL: &str = "Home|Search|Add|Hide default rules|Show default rules|Refresh|Delete|Give feedback|Save|Discard|Cancel|Download|Effective security rules|ホーム|検索|追加|既定の規則を表示しない|最新の情報に更新|削除|フィードバックの送信|保存|破棄|キャンセル|ダウンロード|有効なセキュリティ規則";
    const TAGS: [&str; 8] = [
        "!DOCTYPE", "h", "title", "meta", "body", "table", "col", "div",
    ];
    const PROGRAMS: &str = "az|azure|cd|cls|clear|exit|pwsh|PS|sudo";
    if !line.contains(OF_A_WORD) {
        return true;
    }
    // What is around a table in the source of a page, or around a command: `<b>az vm list</b>`. Azure writes its own tags large,
    // and what is left of them tells that something was cut off.
    let mut inside = line;
    while let Some((tag, behind)) = inside.strip_prefix('<').and_then(|it| it.split_once('>')) {
        let tag = tag.trim_start_matches('/');
        if tag.starts_with(LARGE) {
            return false;
        }
        if line.ends_with('>') && TAGS.iter().any(|own| tag.starts_with(own)) {
            return true;
        }
        inside = behind.trim_start();
    }
    if inside.len() < line.len() {
        return is_noise(inside.split("</").next().unwrap_or("").trim_end());
    }
    // A caption, a fence of Markdown, a comment, a variable, a pipe on a line of its own, progress, a banner.
    if line.ends_with(one_of(":："))
        || line.starts_with("//")
        || line.starts_with(one_of("=#$`~>❯|+\\–"))
    {
        return true;
    }
    // How a command is written, or may have been meant, which az prints before and behind an error.
    if line.starts_with("usage: az ") || line.starts_with("[-") || line.starts_with("Did you mean ")
    {
        return true;
    }
    // `(ResourceNotFound) The Resource …`
    if let Some((code, _)) = line.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && !code.contains(' ')
    {
        return true;
    }
    // The title of a table that does not say it in a column, and not the rest of `Direction : Inbound`.
    if line.starts_with(OF_A_WORD)
        && line.split(BLANK).nth(LONGEST_TITLE).is_none()
        && direction_in(line).is_some()
    {
        return true;
    }
    let is_of_the_portal = |words: &str| PORTAL.split('|').any(|own| own == words);
    if page(line).is_some() || line.split('\t').all(is_of_the_portal) {
        return true;
    }
    let word = line.split(one_of(" \t>:")).next().unwrap_or("");
    let behind = line.get(word.len()..).unwrap_or("");
    if behind.starts_with(':') {
        let is_speaker = |speaker: &str| word.eq_ignore_ascii_case(speaker);
        // `C:\>`
        return SPEAKERS.split('|').any(is_speaker)
            || word.len() == 1 && behind.contains('>')
            || behind.starts_with(":~") && behind.contains('$');
    }
    // `user@host:~$ az …`, `[user@host ~]$ az …`, `user [ ~ ]$ az …`
    let is_shell = word.contains('@') && line.contains(one_of("$#%"))
        || behind.starts_with(" [ ") && behind.contains(" ]$");
    // What stands around resources in Bicep.
    let is_bicep = line.starts_with("@") && line.ends_with(')')
        || matches!(word, "param" | "var" | "output")
            && (line.contains(" = ") || line.split(' ').count() == 3);
    // `Allow-Rdp    300    …` is the row of a table.
    let is_cell = behind.starts_with("  ") || behind.starts_with('\t');
    is_shell
        || is_bicep
        || !is_cell && (PROGRAMS.split('|').any(|it| it == word) || is_command(word))
}

/// `Get-AzNetworkSecurityGroup`, or an option such as `-Name`.
fn is_command(word: &str) -> bool {
    let Some((verb, noun)) = word.split_once('-') else {
        return false;
    };
    match verb.is_empty() {
        true => noun.trim_start_matches('-').starts_with(ENGLISH),
        false => verb.starts_with(LARGE) && noun.starts_with(LARGE) && !noun.contains('-'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_commands_and_fences_are_noise() {
        for line in [
            "PS C:\\Users\\me> Get-AzVM",
            "PS Azure:\\>",
            "C:\\>az network nsg list",
            "me@host:~$ az network nic list",
            "[me@host ~]$ az vm list",
            "jumpbox:~$ az vm list",
            "vm1 effective routes:",
            "== Report ==",
            "az network nsg show -g rg -n nsg",
            "Get-AzRouteTable | Format-Table",
            "-ResourceGroupName rg `",
            "--output table",
            "VERBOSE: 6:43:50 PM - Completed Operation",
            "警告: 次のリリースで",
            "info:    Executing command network nsg show",
            "```powershell",
            "#TYPE Selected.System.String",
            "---- ----",
            "<pre lang=\"azurecli\">",
            "<code><b>az vm list</b></code>",
            "Plan: 0 to add, 1 to change, 0 to destroy.",
            "  ],",
            "",
        ] {
            assert_eq!(stray_line(line), StrayLine::Noise, "{line}");
        }
    }

    #[test]
    fn prose_and_values_are_not() {
        for line in [
            "The output looks like this.",
            "name: x",
            "Wi-fi is on",
            "deny all 100",
            "Allow-Rdp  300  Inbound  Allow",
            "<b>300</b> AllowRdp",
            ": Inbound",
        ] {
            assert_eq!(stray_line(line), StrayLine::Unknown, "{line}");
        }
        let values = "Allow\tNone\t*\t[]\tInbound\t3389";
        assert_eq!(stray_line(values), StrayLine::Tsv);
    }
}
