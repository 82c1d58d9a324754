//! Where the judge is known to differ from the reference. Each gap is a switch: while it is `true` the naive judge
//! follows the judge there, so that the rest can be compared; turn it off when the judge is mended.

/// While the VM's address is unknown, its prefixes are matched as if a packet could have one end in each family: with
/// an IPv6 client a stored 0.0.0.0/0 on the VM's side matches for certain (§3.4 says unknown), and prefixes of the other
/// family than the client's may match.
pub const VM_OF_EITHER_FAMILY: bool = false;

/// `vnet` to a VM of a known family is matched against the prefixes of both families, and IPv4 is enough for "all" though
/// the VM's address is IPv6.
pub const SOMEBODY_OF_EITHER_FAMILY: bool = false;

/// A rule without a priority is only ever one more possibility, even if it matches for certain and no other user's rule
/// does: it must then decide, because every user's rule comes before the default rules (§2.1).
pub const UNPLACED_RULES_MAY_VANISH: bool = true;

/// `AzureCloud` and `azurecloud` count as two facts, though §3.5 compares tags without regard to case.
pub const TAGS_WITH_CASE: bool = false;

/// The judge answers *depends* where no filter was seen, though its own `sources` already say that a client of the
/// other address family is blocked (report: "IPv6 sources to an IPv4 target are blocked").
pub const NO_FILTER_HIDES_FAMILIES: bool = false;

/// A certain answer that is wrong: a VM whose address is public and inside the known virtual network is taken for a part
/// of `Internet` (§3.6: inside any known prefix, no match).
pub const VM_ON_INTERNET: bool = false;

/// A rule that names one unresolved tag twice counts as hanging on two things, so that the tag is not shared with other
/// rules.
pub const SAME_TAG_TWICE: bool = false;

/// Published tags are left out of rules that hang on something else too for some addresses and not for others: a tag
/// beside `VirtualNetwork`, or on the VM's side of a rule from `VirtualNetwork`. The judge keeps all these addresses in one
/// piece, asks what the whole piece hangs on, and shares none of it with other rules.
pub const NO_TWO_KINDS_OF_TAG: bool = false;

/// Rules of unknown direction that share a priority with another are left out. Certain answers are wrong there, and
/// change with the order of the paste.
pub const NO_UNKNOWN_DIRECTION_IN_A_TIE: bool = false;

/// A certain answer that is wrong: "the VM's public address is on the list of this tag" and "the remote address is" count
/// as one fact, so that one is taken to follow from the other.
pub const TAG_OF_VM_AND_REMOTE_AS_ONE: bool = false;

/// Problems in JSON point at one byte, even behind the end of the text or inside a longer character.
pub const JSON_BREAKS_ARE_ONE_BYTE: bool = false;

/// Complaints about the command line repeat what was typed as it is, control characters and all.
pub const ARGUMENTS_AS_TYPED: bool = false;

/// Texts that end with a space that is not ASCII's are left out: after `[{}` and such a space, reading never ends.
pub const NO_ODD_SPACE_AT_THE_END: bool = false;
