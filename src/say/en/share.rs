//! Links, in English.

use crate::say::share::ShareText;

/// The words.
pub const SHARE: ShareText = ShareText {
    errors: [
        "This is no link of this page.",
        "This link was made by a newer version of this page. Reload the page, and open the link again.",
        "The end of this link is missing: a mail or chat program has probably cut it. Ask for the whole link, or for a file.",
        "Something in this link was changed on its way. Ask for it once more, best as a file.",
        "This link is longer than any that this page makes, and was not opened.",
        "This link holds more than any that this page makes, and was not opened.",
    ],
    kinds: [
        "Network security groups",
        "Network interfaces",
        "VMs",
        "Rules",
        "Subnets",
        "Virtual networks",
        "Public IP addresses",
        "Route tables",
        "Routes",
        "Load balancers",
        "Firewalls",
        "Bastion hosts",
        "Endpoints",
        "Application security groups",
        "Service tags",
        "Other names",
        "What could not be read",
    ],
    replaced: "Replaced by the sender: {}. In every command, fill in the real ones; an address that you type here is held against the replaced ones.",
};
