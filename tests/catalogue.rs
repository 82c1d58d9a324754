//! The catalogue against the article and against the reference: nothing is missing, nothing is wrong in the ways they warn of.
//! What only the two files can tell is skipped, with a notice, where they are not there.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a test may fail"
)]

use rdpcheck::fix::catalogue::{FollowUp, NOT_IN_AZURERM};
use rdpcheck::fix::symptom::{ErrorId, Symptom, find};
use rdpcheck::fix::track::QUICK_STEPS;
use rdpcheck::fix::{FixId, Track};
use rdpcheck::say::{Language, SaidOfFix};
use std::path::Path;

/// All the words of the catalogue, of both languages; they are loaded with every first visit.
const MOST_BYTES: [(Language, usize); 2] = [(Language::En, 13_300), (Language::Ja, 20_400)];

#[test]
fn the_article_has_so_many_steps() {
    let counts = Track::ALL.map(|track| track.steps().len());
    assert_eq!(counts, [10, 7, 7]);
    assert_eq!(QUICK_STEPS.len(), 8);
    let errors = ErrorId::ALL.iter().take(5).map(|id| id.error());
    assert!(
        errors
            .clone()
            .all(|error| error.document.ends_with("troubleshoot-specific-rdp-errors"))
    );
    assert_eq!(errors.count(), 5);
}

/// What each step is about, in the article's order.
#[test]
fn the_steps_keep_the_order_of_the_article() {
    let wanted = [
        "RDP-RESET NSG-DIAG BOOT-DIAG NIC-RESET RES-HEALTH CRED-RESET VM-RESTART VM-REDEPLOY ROUTE-DIAG LOCAL-FW",
        "RDP-RESET NSG-DIAG CRED-RESET VM-RESTART VM-REDEPLOY ROUTE-DIAG LOCAL-FW",
        "C-RDP-RESET C-ENDPOINT C-BOOT-DIAG C-RES-HEALTH C-CRED-RESET C-RESTART C-LOCAL-FW",
    ];
    for (track, wanted) in Track::ALL.into_iter().zip(wanted) {
        let leads: Vec<&str> = track.steps().iter().map(|step| step[0].code()).collect();
        assert_eq!(leads.join(" "), wanted);
    }
    let quick: Vec<&str> = QUICK_STEPS.iter().map(|step| step[0].code()).collect();
    assert_eq!(
        quick.join(" "),
        "RDP-RESET NSG-DIAG BOOT-DIAG NIC-RESET RES-HEALTH CRED-RESET VM-RESTART VM-REDEPLOY"
    );
}

/// The article's own headings, word for word, in the order of the steps. Where we depart from one there is a footnote.
#[test]
fn every_step_of_the_article_is_there() {
    let Some(article) = shared("seed-article.ja.md") else {
        return;
    };
    let section = |from: &str, to: &str| {
        let after = article
            .split_once(from)
            .expect("a heading of the article")
            .1;
        after.split_once(to).expect("the next heading").0.to_owned()
    };
    let parts = [
        section("<a name=\"troubleshoot-using-the-azure-portal\">", "## <a "),
        section("<a name=\"troubleshoot-using-azure-powershell\">", "## <a "),
        section(
            "created-using-the-classic-deployment-model\"></a>クラシック",
            "## <a ",
        ),
    ];
    for (track, part) in Track::ALL.into_iter().zip(parts) {
        let numbered: Vec<&str> = part.lines().filter(|line| is_numbered(line)).collect();
        assert_eq!(numbered.len(), track.steps().len(), "{track:?}");
        for (step, line) in track.steps().iter().zip(numbered) {
            let words = Language::Ja.fix(step[0]);
            let title = line.split("**").nth(1).unwrap_or("");
            let title = title.trim_end_matches('。');
            let is_same = alike(title, words.title);
            // The last step has no heading; step 8 is corrected.
            let is_last = title.is_empty() && words.title.contains("ファイアウォール");
            let is_corrected = title.contains("再デプロイ")
                && words.title == "VM を再デプロイする"
                && !words.note.is_empty();
            assert!(
                is_same || is_last || is_corrected,
                "{track:?}: {title} / {}",
                words.title
            );
        }
    }
    let quick = section("<a name=\"quick-troubleshooting-steps\">", "詳しい手順");
    assert_eq!(
        quick.lines().filter(|line| is_numbered(line)).count(),
        QUICK_STEPS.len()
    );
    let errors = section("<a name=\"troubleshoot-specific-rdp-errors\">", "## <a ");
    let errors: Vec<&str> = errors
        .lines()
        .filter(|line| line.starts_with("* ["))
        .collect();
    assert_eq!(errors.len(), 5);
    for (line, id) in errors.iter().zip(ErrorId::ALL) {
        let message = line
            .trim_start_matches("* [")
            .split("](")
            .next()
            .expect("a link");
        assert!(find(message).contains(id), "{message}");
        assert!(alike(message, Language::Ja.rdp_error(*id).message) || find(message)[0] == *id);
    }
    let resources = article
        .split_once("<a name=\"additional-resources\">")
        .expect("resources")
        .1;
    let links = [
        "detailed-troubleshoot-rdp",
        "troubleshoot-app-connection",
        "troubleshoot-ssh-connection",
    ];
    for (link, page) in links.into_iter().zip(FollowUp::ALL) {
        assert!(resources.contains(link), "{link}");
        assert!(page.link().ends_with(link), "{link}");
    }
    assert!(article.contains(FollowUp::Support.link()));
}

/// Every heading of the Resource Manager's fixes and every id of the tables has its entry, under the same title.
#[test]
fn every_entry_of_the_reference_is_there() {
    let Some(reference) = shared("fix-catalogue.md") else {
        return;
    };
    let known: Vec<&str> = FixId::ALL.iter().map(|id| id.code()).collect();
    let errors: Vec<&str> = ErrorId::ALL.iter().map(|id| id.error().code).collect();
    let mut headings = 0;
    for line in reference.lines() {
        if let Some((id, title)) = line
            .strip_prefix("### ")
            .and_then(|line| line.split_once(". "))
            && id
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "-.".contains(c))
            && !id.starts_with(|c: char| c.is_ascii_digit())
        {
            headings += 1;
            if let Some((stem, _)) = id.split_once("1..") {
                let count = known.iter().filter(|code| code.starts_with(stem)).count();
                assert_eq!(count, 5, "{id}");
                continue;
            }
            let at = known.iter().position(|code| *code == id).expect(id);
            let (_, title) = title.split_once(" / ").expect("two languages");
            let ours = Language::Ja.fix(FixId::ALL[at]).title;
            assert!(alike(title, ours), "{id}: {title} / {ours}");
        }
    }
    assert!(headings > 20, "{headings}");
    let mut rows = 0;
    let tables = reference.split_once("\n## 3. ").expect("section 3").1;
    for line in tables
        .split("\n## 6. ")
        .next()
        .expect("sections 3 to 5")
        .lines()
    {
        let Some(id) = line
            .strip_prefix("| ")
            .and_then(|line| line.split(" | ").next())
        else {
            continue;
        };
        if id.starts_with("C-") || id.starts_with("ERR-") || id == "KMS" {
            rows += 1;
            assert!(known.contains(&id) || errors.contains(&id), "{id}");
        }
    }
    assert!(rows > 30, "{rows}");
    let events = tables
        .lines()
        .filter(|line| line.contains("ERR-EVENTS") || line.starts_with("| | Event"));
    let ours = errors.iter().filter(|code| **code == "ERR-EVENTS");
    assert_eq!(events.count(), ours.count());
}

#[test]
fn every_entry_is_complete_in_both_languages() {
    for language in Language::ALL {
        for id in FixId::ALL {
            let words = language.fix(*id);
            for text in [words.title, words.when, words.verify] {
                assert!(!text.is_empty(), "{language:?} {}", id.code());
            }
            // What costs something says so, and so does what needs the portal.
            let costs = id.risk() >= rdpcheck::fix::Risk::Downtime;
            assert!(
                !costs || !words.cost.is_empty(),
                "{language:?} {}",
                id.code()
            );
            assert!(!id.document().is_empty(), "{}", id.code());
        }
        for id in ErrorId::ALL {
            let words = language.rdp_error(*id);
            assert!(!words.message.is_empty() && !words.resolution.is_empty());
            // Nothing is asserted where Microsoft documents nothing.
            assert_eq!(
                words.cause.is_empty(),
                id.error().document.is_empty(),
                "{}",
                id.error().code
            );
        }
        for symptom in Symptom::ALL {
            assert!(
                language
                    .symptom(symptom)
                    .iter()
                    .all(|text| !text.is_empty())
            );
        }
        for page in FollowUp::ALL {
            assert!(!language.follow_up(page).is_empty());
        }
    }
}

#[test]
fn both_languages_have_the_same_parts() {
    for id in FixId::ALL {
        let [english, japanese] = Language::ALL.map(|language| texts(language.fix(*id)));
        for (english, japanese) in english.into_iter().zip(japanese) {
            assert_eq!(english.is_empty(), japanese.is_empty(), "{}", id.code());
            assert!(
                english.is_ascii() || english.chars().all(|c| !is_japanese(c)),
                "{english}"
            );
        }
    }
}

#[test]
fn what_is_lost_is_said() {
    for (id, english, japanese) in [
        (FixId::VmRedeploy, "temporary disk", "一時ディスク"),
        (FixId::CredReset, "password", "パスワード"),
        (FixId::NicReset, "private address", "プライベート アドレス"),
        (FixId::VmRestart, "unsaved", "未保存"),
        (FixId::NsgAllow, "test", "テスト"),
        (FixId::VmStart, "dynamic", "動的"),
    ] {
        assert!(Language::En.fix(id).cost.contains(english), "{}", id.code());
        assert!(
            Language::Ja.fix(id).cost.contains(japanese),
            "{}",
            id.code()
        );
    }
}

/// The known mistakes of the article and of other documents (fix-catalogue §0 and its entries).
#[test]
fn no_known_mistake_is_repeated() {
    let mut everything: Vec<String> = Vec::new();
    for language in Language::ALL {
        for id in FixId::ALL {
            everything.extend(texts(language.fix(*id)).map(str::to_owned));
        }
        for id in ErrorId::ALL {
            let words = language.rdp_error(*id);
            everything.extend([words.message, words.cause, words.resolution].map(str::to_owned));
        }
    }
    for id in FixId::ALL {
        let fix = id.fix();
        for command in fix.commands {
            for text in [command.az, command.cli, command.azurerm] {
                everything.push(text.to_owned());
                // Classic cmdlets are for classic VMs only, and these two parameters are gone elsewhere.
                assert!(
                    !text.contains("-AzureVM") && !text.contains("StaticVNetIP"),
                    "{text}"
                );
                assert!(
                    !text.contains("-UserName") && !text.contains(" -Password "),
                    "{text}"
                );
                assert!(
                    !text.contains("-ForceRerun $true") && !text.ends_with("-ForceRerun"),
                    "{text}"
                );
            }
            assert!(
                !command.az.contains("AzureRm") && !command.az.contains("BootDiagnostics -"),
                "{}",
                command.az
            );
            assert!(
                !command.cli.contains("--force-rerun") && !command.cli.contains("restart --force")
            );
        }
        everything.push(fix.classic.to_owned());
        assert!(
            !fix.classic.contains("-AzVM") && !fix.classic.contains("AzureRm"),
            "{}",
            fix.classic
        );
    }
    for text in &everything {
        // These replace what they change: what they are not told is lost, a description, a public address, a load balancer.
        assert!(
            !text.contains("Set-AzNetworkSecurityRuleConfig")
                && !text.contains("Set-AzNetworkInterfaceIpConfig"),
            "{text}"
        );
        for mistake in [
            "az vm user reset-remote-desktop",
            "reset-remote-desktop",
            "3398",
            "アプリケーションを再デプロイ",
            "mysubnet",
        ] {
            assert!(!text.contains(mistake), "{text}");
        }
    }
    let license = Language::En.rdp_error(ErrorId::License).resolution;
    assert!(license.contains("more than two"));
    assert!(
        Language::Ja
            .fix(FixId::PipAssign)
            .title
            .starts_with("VM に")
    );
    // A rule from Azure CLI without these would be for port 80, any protocol and any source.
    for command in FixId::NsgAllow.fix().commands {
        for option in [
            "--destination-port-ranges",
            "--protocol Tcp",
            "--source-address-prefixes",
        ] {
            assert!(command.cli.contains(option), "{option}");
        }
        assert!(
            command.az.ends_with("| Set-AzNetworkSecurityGroup"),
            "or nothing is saved"
        );
    }
}

#[test]
fn every_command_is_one_in_each_dialect() {
    for id in FixId::ALL {
        for command in id.fix().commands {
            assert!(
                !command.az.is_empty() || !command.cli.is_empty(),
                "{}",
                id.code()
            );
            for line in command.cli.lines() {
                assert!(line.starts_with("az "), "{line}");
            }
            let has_azurerm = !command.az.is_empty() && command.azurerm != NOT_IN_AZURERM;
            if has_azurerm && !command.azurerm.is_empty() {
                assert!(command.azurerm.contains("AzureRm"), "{}", command.azurerm);
            }
            for text in [command.az, command.cli, command.azurerm, id.fix().classic] {
                placeholders_are_known(text);
            }
        }
        let has_classic = !id.fix().classic.is_empty();
        assert!(!has_classic || id.is_classic(), "{}", id.code());
    }
}

/// The words of the catalogue do not creep.
#[test]
fn the_words_keep_within_their_bytes() {
    for (language, most) in MOST_BYTES {
        let mut bytes = 0;
        for id in FixId::ALL {
            // A classic fix without words of its own shares the Resource Manager's; these are counted once.
            let shared = texts(language.fix(id.resource_managers()));
            let is_own = id.resource_managers() == *id;
            for (own, shared) in texts(language.fix(*id)).into_iter().zip(shared) {
                bytes += if is_own || own != shared {
                    own.len()
                } else {
                    0
                };
            }
        }
        for id in ErrorId::ALL {
            let words = language.rdp_error(*id);
            bytes += words.message.len() + words.cause.len() + words.resolution.len();
        }
        for symptom in Symptom::ALL {
            bytes += language.symptom(symptom).concat().len();
        }
        println!("{language:?}: {bytes} bytes");
        assert!(
            bytes <= most,
            "{language:?}: {bytes} bytes, and {most} are the limit"
        );
    }
}

const PLACEHOLDERS: &str = "rg vm nic nsg rule vnet subnet ip loc client rt route ipconfig pip priority sources port extension \
     user password new-ip directory storage asg asgs appliance-nic appliance-rg address svc endpoint public-port";

fn placeholders_are_known(text: &str) {
    for part in text.split('<').skip(1) {
        let name = part.split('>').next().expect("an end");
        assert!(
            PLACEHOLDERS.split_whitespace().any(|known| known == name),
            "{name} in {text}"
        );
    }
}

fn texts(words: SaidOfFix) -> [&'static str; 7] {
    let SaidOfFix {
        title,
        when,
        needs,
        portal,
        cost,
        verify,
        note,
    } = words;
    [title, when, needs, portal, cost, verify, note]
}

fn is_japanese(c: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&c)
}

fn is_numbered(line: &str) -> bool {
    line.split_once(". ")
        .is_some_and(|(number, _)| number.parse::<u8>().is_ok())
}

/// Whether two titles say the same: one holds the other, but for blanks and the ending.
fn alike(one: &str, two: &str) -> bool {
    let plain = |text: &str| {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '。')
            .collect();
        text.trim_end_matches("します")
            .trim_end_matches("する")
            .to_owned()
    };
    let (one, two) = (plain(one), plain(two));
    !one.is_empty() && !two.is_empty() && (one.contains(&two) || two.contains(&one))
}

/// A file of the shared reference, where it is there.
fn shared(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/reference")
        .join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("{} is not there: not compared", path.display());
    }
    text
}
