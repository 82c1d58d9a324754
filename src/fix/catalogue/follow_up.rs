//! Where to go on when none of the steps helped, or when it was no matter of RDP: the links of the article.

/// A page to go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp {
    /// The five sources of trouble, one by one.
    DetailedGuide,
    /// An application on the VM that does not answer.
    Application,
    /// SSH to a Linux VM.
    LinuxSsh,
    /// A support request.
    Support,
    /// Other people who know Azure: what became of the article's forum.
    Community,
}

impl FollowUp {
    /// Every one, in the order it is offered.
    pub const ALL: [FollowUp; 5] = [
        FollowUp::DetailedGuide,
        FollowUp::Application,
        FollowUp::LinuxSsh,
        FollowUp::Support,
        FollowUp::Community,
    ];

    /// Where it is.
    pub fn link(self) -> &'static str {
        match self {
            FollowUp::DetailedGuide => {
                "https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/detailed-troubleshoot-rdp"
            }
            FollowUp::Application => {
                "https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/troubleshoot-app-connection"
            }
            FollowUp::LinuxSsh => {
                "https://learn.microsoft.com/troubleshoot/azure/virtual-machines/linux/troubleshoot-ssh-connection"
            }
            FollowUp::Support => "https://azure.microsoft.com/support/options/",
            FollowUp::Community => "https://learn.microsoft.com/answers/",
        }
    }
}
