//! RDP's messages and what one sees, and the fixes that they lead to (fix-catalogue §4, §5). Their words are in `say::symptom`.

use super::FixId;

/// A message that RDP, Windows or the portal shows.
#[derive(Debug)]
pub struct RdpError {
    /// Its code in the reference.
    pub code: &'static str,
    /// What gives it away in a text: alternatives between `|`, each of parts that must all be there, between `&`. Written as
    /// [`folded`] leaves them. A part with `#` in front is a word by itself: a code, or the number of an event.
    signs: &'static str,
    /// The documented fixes that help, the first one first.
    pub fixes: &'static [FixId],
    /// The document, below [`LEARN`](super::catalogue::LEARN); empty where Microsoft has none.
    pub document: &'static str,
}

macro_rules! errors {
    ($($(#[$meaning:meta])* $id:ident $code:literal $signs:literal [$($fix:ident)*] $document:literal;)*) => {
        /// The messages there are words for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ErrorId {
            $($(#[$meaning])* $id,)*
        }

        impl ErrorId {
            /// Every one, in the order of the reference: the article's five first.
            pub const ALL: &'static [ErrorId] = &[$(ErrorId::$id,)*];

            /// What is known of it.
            pub fn error(self) -> &'static RdpError {
                static NONE: RdpError = RdpError { code: "", signs: "", fixes: &[], document: "" };
                static ERRORS: &[RdpError] = &[$(RdpError {
                    code: $code,
                    signs: $signs,
                    fixes: &[$(FixId::$fix,)*],
                    document: $document,
                },)*];
                ERRORS.get(self as usize).unwrap_or(&NONE)
            }
        }
    };
}

errors! {
    /// No licence server.
    License "ERR-LICENSE" "licenseservers|licenseserver&toprovidealicense|ライセンスサーバーがない"
        [] "troubleshoot/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors";
    /// The name cannot be found.
    Name "ERR-NAME" "cantfindthecomputer|cannotfindthecomputer|リモートデスクトップは&見つけることができません|リモートデスクトップは&見つかりません"
        [LocalFw Detail1] "troubleshoot/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors";
    /// The Local Security Authority cannot be contacted.
    Lsa "ERR-LSA" "localsecurityauthority|ローカルセキュリティ機関"
        [CredReset] "troubleshoot/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors";
    /// The credentials did not work.
    Cred "ERR-CRED" "credentialsdidnotwork|logonattemptfailed|資格情報が正しくありません|資格情報は機能しませんでした|資格情報が機能しませんでした"
        [CredReset] "troubleshoot/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors";
    /// This computer can't connect to the remote computer.
    Rights "ERR-RIGHTS" "thiscomputercantconnect|thiscomputercannotconnect|このコンピューターはリモートコンピューターに接続できません"
        [CredReset Detail5] "troubleshoot/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors";
    /// One of three reasons.
    General "ERR-GENERAL" "tcptestsucceeded:false&3389|couldnotopenconnection|remotedesktopcantconnect|remotedesktopcannotconnect|remoteaccesstotheserverisnotenabled|リモートデスクトップはリモートコンピューターに接続できません|リモートアクセスが有効に"
        [NsgDiag RouteDiag ResHealth BootDiag RdpReset] "troubleshoot/azure/virtual-machines/windows/troubleshoot-rdp-general-error";
    /// An internal error.
    Internal "ERR-INTERNAL" "internalerror|configuringremote|内部エラーが発生しました"
        [NsgEdit Detail5 VmRestart] "troubleshoot/azure/virtual-machines/windows/troubleshoot-rdp-internal-error";
    /// Many try to log on.
    Brute "ERR-BRUTE" "internalerrorhasoccurred|remotedesktopservicessessionhasended|内部エラーが発生しました|リモートデスクトップサービスセッション|#4625"
        [JitRequest Bastion NsgEdit] "troubleshoot/azure/virtual-machines/windows/cannot-rdp-azure-vm-brute-force";
    /// Client and VM have different updates.
    CredSsp "ERR-CREDSSP" "functionrequestedisnotsupported|credssp|要求された関数はサポート|要求された機能はサポート"
        [Detail5] "troubleshoot/azure/virtual-machines/windows/credssp-encryption-oracle-remediation";
    /// Network Level Authentication finds no domain controller.
    Nla "ERR-NLA" "networklevelauthentication|ネットワークレベル認証"
        [Detail5] "troubleshoot/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm";
    /// Events of keys and certificates.
    EventKeys "ERR-EVENTS" "#1057|#1058|#36870|#36872"
        [Detail5] "troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton";
    /// An event of TLS.
    EventTls "ERR-EVENTS" "#36871"
        [Detail5] "troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton";
    /// Events of the Connection Broker.
    EventBroker "ERR-EVENTS" "#2056|#1296"
        [Detail5] "troubleshoot/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton";
    /// The service does not start.
    TermService "ERR-TERMSVC" "termservice&hung|termservice&stopped|termservice&start_pending|remotedesktopservices&hungonstarting|#1053|error1053|エラー1053"
        [RdpReset Detail5] "troubleshoot/azure/virtual-machines/windows/troubleshoot-remote-desktop-services-issues";
    /// The DHCP client does not run.
    Dhcp "ERR-DHCP" "dhcpclient&hung|dhcpclient&stopped|dhcpclient&disabled|dhcpclient&notrunning"
        [Detail5 NicReset] "troubleshoot/azure/virtual-machines/windows/troubleshoot-rdp-dhcp-disabled";
    /// Windows started in safe mode.
    SafeMode "ERR-SAFEMODE" "safeboot|safemode|セーフモード"
        [BootDiag VmRestart] "troubleshoot/azure/virtual-machines/windows/troubleshoot-rdp-safe-mode";
    /// The guest's firewall.
    GuestFirewall "ERR-GUESTFW" "blockinboundalways"
        [RdpReset Detail5] "troubleshoot/azure/virtual-machines/windows/guest-os-firewall-blocking-inbound-traffic";
    /// It connects and drops.
    Drops "ERR-DROPS" ""
        [RdpReset Detail5] "troubleshoot/azure/virtual-machines/windows/troubleshoot-rdp-intermittent-connectivity";
    /// The VM agent does not report.
    Agent "ERR-AGENT" "agent&notready|vmstatusblobisfound|エージェント&notready"
        [VmRestart Detail5] "troubleshoot/azure/virtual-machines/windows/windows-azure-guest-agent";
    /// The password has expired.
    PasswordExpired "ERR-PWEXPIRED" "passwordhasexpired|passwordmustbechanged|mustchangeyourpassword|パスワードの有効期限|パスワードを変更する必要"
        [CredReset] "troubleshoot/azure/virtual-machines/windows/reset-rdp";
    /// A code of the clients for Mac and mobiles.
    Code204 "ERR-0x204" "#0x204" [NsgDiag RouteDiag ResHealth] "";
    /// Another one.
    Code104 "ERR-0x104" "#0x104" [NsgDiag RouteDiag ResHealth] "";
    /// Another one.
    Code3 "ERR-0x3" "#0x3" [NsgDiag RouteDiag ResHealth] "";
    /// Windows does not start: no matter of RDP (fix-catalogue §6.3).
    Boot "ERR-BOOT" "#0xc000000e|#0xc000000f|#0xc0000011|#0xc0000034|#0xc0000098|#0xc00000ba|#0xc000014c|#0xc0000221|#0xc0000225|#0xc0000359|#0xc0000605|#0x7b|inaccessible_boot_device|operatingsystemwasntfound|stopcode|停止コード|bitlocker|diskreaderror"
        [BootDiag VmRestart] "troubleshoot/azure/virtual-machines/windows/boot-error-troubleshoot";
    /// Windows is not activated: no matter of RDP.
    Kms "KMS" "windowsisnotactivated|windowsのライセンス認証"
        [RouteFix] "troubleshoot/azure/virtual-machines/windows/custom-routes-enable-kms-activation";
}

/// What one sees before anything is pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symptom {
    /// Nothing answers until the client gives up.
    Timeout,
    /// The connection is refused at once.
    Refused,
    /// It asks for credentials, and then fails.
    Credentials,
    /// It connects and drops.
    Drops,
    /// Something else.
    Other,
}

impl Symptom {
    /// Every one, in the order it is asked for.
    pub const ALL: [Symptom; 5] = [
        Symptom::Timeout,
        Symptom::Refused,
        Symptom::Credentials,
        Symptom::Drops,
        Symptom::Other,
    ];

    /// The fixes to begin with.
    pub fn fixes(self) -> &'static [FixId] {
        use FixId::{
            BootDiag, CredReset, Detail1, Detail5, LocalFw, NsgDiag, PipAssign, RdpReset,
            ResHealth, RouteDiag,
        };
        match self {
            Symptom::Timeout => &[NsgDiag, RouteDiag, ResHealth, PipAssign, BootDiag, LocalFw],
            Symptom::Refused => &[BootDiag, RdpReset, Detail5],
            Symptom::Credentials => &[CredReset],
            Symptom::Drops => &[RdpReset, Detail5],
            Symptom::Other => &[NsgDiag, BootDiag, Detail1],
        }
    }

    /// The messages that go with it.
    pub fn errors(self) -> &'static [ErrorId] {
        match self {
            Symptom::Timeout => &[
                ErrorId::General,
                ErrorId::Name,
                ErrorId::Code204,
                ErrorId::Code104,
            ],
            Symptom::Refused => &[
                ErrorId::General,
                ErrorId::TermService,
                ErrorId::GuestFirewall,
            ],
            Symptom::Credentials => &[
                ErrorId::Cred,
                ErrorId::Lsa,
                ErrorId::Nla,
                ErrorId::CredSsp,
                ErrorId::PasswordExpired,
                ErrorId::Rights,
                ErrorId::EventKeys,
            ],
            Symptom::Drops => &[
                ErrorId::Drops,
                ErrorId::License,
                ErrorId::Internal,
                ErrorId::Brute,
            ],
            Symptom::Other => ErrorId::ALL,
        }
    }
}

/// The messages that a pasted text shows, in the order of the reference. Blanks, quotes and the case of ASCII letters do not
/// matter, nor what stands between the parts, such as the VM's name.
pub fn find(text: &str) -> Vec<ErrorId> {
    let folded = folded(text);
    let words = words(text);
    // A number alone is an event only where the text speaks of one, or holds nothing else.
    let has_event = holds(&folded, "event") || holds(&folded, "イベント") || words.len() == 1;
    let mut found = Vec::new();
    for id in ErrorId::ALL {
        let mut alternatives = id.error().signs.split('|');
        if alternatives.any(|signs| shows(signs, &folded, &words, has_event)) {
            found.push(*id);
        }
    }
    found
}

/// The same in a text that should have been Azure's output, and holds nothing of the kind.
pub fn find_instead(text: &str) -> Vec<ErrorId> {
    const LONGEST: usize = 4_000;
    if text.len() > LONGEST {
        return Vec::new();
    }
    find(text)
}

/// Whether all parts of an alternative are there.
fn shows(signs: &str, folded: &str, words: &[String], has_event: bool) -> bool {
    let mut parts = signs.split('&');
    !signs.is_empty()
        && parts.all(|part| match part.strip_prefix('#') {
            Some(word) if word.starts_with('0') => words.iter().any(|known| known == word),
            Some(word) => has_event && words.iter().any(|known| known == word),
            None => holds(folded, part),
        })
}

/// Without blanks and quotes, in lower case.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars() {
        let is_quote = matches!(
            c,
            '"' | '\'' | '`' | '\u{2018}'..='\u{201f}' | '「' | '」' | '\u{ff02}' | '\u{ff07}'
        );
        if !c.is_whitespace() && !is_quote {
            folded.push(c.to_ascii_lowercase());
        }
    }
    folded
}

/// The words and numbers of ASCII letters and digits, in lower case; of codes such as `0x00000204`, without the leading zeros.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if !word.is_empty() {
            if let Some(("0", digits)) = word.split_once('x') {
                word = ["0x", digits.trim_start_matches('0')].concat();
            }
            words.push(std::mem::take(&mut word));
        }
    }
    words
}

/// Whether a text holds a part. The standard library's search is faster, and larger than the page can afford.
fn holds(text: &str, part: &str) -> bool {
    let mut places = text.as_bytes().windows(part.len().max(1));
    places.any(|place| place == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::ErrorId::{
        Agent, Boot, Brute, Code3, Code104, Code204, Cred, CredSsp, Dhcp, EventKeys, EventTls,
        General, Internal, Kms, License, Lsa, Name, Nla, PasswordExpired, Rights, SafeMode,
        TermService,
    };
    use super::*;

    #[test]
    fn a_message_is_known_in_both_languages() {
        let cases: &[(&str, &[ErrorId])] = &[
            (
                "The remote session was disconnected because there are no Remote Desktop License Servers available to provide a license.",
                &[License],
            ),
            (
                "ライセンスを提供するためのリモート デスクトップ ライセンス サーバーがないため、リモート セッションは切断されました",
                &[License],
            ),
            (
                "Remote Desktop can’t find the computer “web-01”. This might mean that…",
                &[Name],
            ),
            (
                "リモート デスクトップは、コンピューター \"name\" を見つけることができません",
                &[Name],
            ),
            (
                "リモート デスクトップは コンピューター “日本” を見つけることができません",
                &[Name],
            ),
            (
                "An authentication error has occurred.\r\nThe Local Security Authority cannot be contacted",
                &[Lsa],
            ),
            (
                "認証エラーが発生しました。ローカル セキュリティ機関にアクセスできません。",
                &[Lsa],
            ),
            ("Your credentials did not work.", &[Cred]),
            (
                "Windows セキュリティ エラー: 資格情報が正しくありません",
                &[Cred],
            ),
            ("お使いの資格情報は機能しませんでした", &[Cred]),
            (
                "This computer can't connect to the remote computer.",
                &[Rights],
            ),
            (
                "このコンピューターは リモート コンピューターに接続できません。",
                &[Rights],
            ),
            (
                "REMOTE DESKTOP CAN'T CONNECT to the remote computer for one of these reasons",
                &[General],
            ),
            ("An internal error has occurred", &[Internal, Brute]),
            ("内部エラーが発生しました。", &[Internal, Brute]),
            (
                "認証エラーが発生しました。\n要求された関数はサポートされていません\n原因は CredSSP 暗号化オラクルの修復である可能性があります。",
                &[CredSsp],
            ),
            (
                "The remote computer that you are trying to connect to requires Network Level Authentication (NLA), but your Windows domain controller cannot be contacted to perform NLA.",
                &[Nla],
            ),
            (
                "The Remote Desktop Services service hung on starting.",
                &[TermService],
            ),
            (
                "The DHCP Client service hung on starting. Event 7022",
                &[Dhcp],
            ),
            ("safeboot                Minimal", &[SafeMode]),
            ("VM Agent status: Not Ready", &[Agent]),
            ("Your password has expired", &[PasswordExpired]),
            ("Windows is not activated", &[Kms]),
            ("Status: 0xc0000225", &[Boot]),
            ("An operating system wasn't found.", &[Boot]),
            ("*** STOP: 0x0000007B (0xFFFFF880009A97E8)", &[Boot]),
            ("Stop code: CRITICAL_PROCESS_DIED", &[Boot]),
            ("停止コード: INACCESSIBLE BOOT DEVICE", &[Boot]),
            (
                "Enter the recovery key for this drive (BitLocker recovery)",
                &[Boot],
            ),
            ("A disk read error occurred", &[Boot]),
            ("エラー 1053: サービスは", &[TermService]),
            (
                "SERVICE_NAME: TermService\n STATE : 1  STOPPED",
                &[TermService],
            ),
            (
                "SERVICE_NAME: TermService\n STATE : 4  RUNNING\n (STOPPABLE, NOT_PAUSABLE)",
                &[],
            ),
            ("The DHCP Client service entered the running state.", &[]),
        ];
        for (text, wanted) in cases {
            assert_eq!(find(text), *wanted, "{text}");
        }
    }

    #[test]
    fn a_code_is_a_word_by_itself() {
        assert_eq!(find("Error code: 0x204"), [Code204]);
        assert_eq!(find("エラー コード: 0x00000204"), [Code204]);
        assert_eq!(find("0X104"), [Code104]);
        assert_eq!(find("Error code: 0x3 Extended error code: 0x11"), [Code3]);
        for other in [
            "0x300",
            "0x30007",
            "0x2040",
            "0xc0000035",
            "204",
            "10.0.0.3",
        ] {
            assert_eq!(find(other), [], "{other}");
        }
    }

    #[test]
    fn the_number_of_an_event_counts_where_it_is_one() {
        assert_eq!(find("Event ID: 1058"), [EventKeys]);
        assert_eq!(find("イベント 36871"), [EventTls]);
        assert_eq!(find("1053"), [TermService]);
        assert_eq!(find("36872"), [EventKeys]);
        assert_eq!(find("priority 1058 deny"), []);
        assert_eq!(find(""), []);
    }

    #[test]
    fn nothing_is_asserted_where_microsoft_says_nothing() {
        for id in ErrorId::ALL {
            let error = id.error();
            assert_eq!(
                error.document.is_empty(),
                error.code.contains("0x"),
                "{}",
                error.code
            );
        }
    }
}
