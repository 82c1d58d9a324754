//! The words of the page: one struct, so that no language can lack one.

/// Every fixed text of the page.
#[derive(Debug)]
pub struct PageWords {
    /// The heading.
    pub title: &'static str,
    /// The question under it.
    pub subtitle: &'static str,
    /// The privacy line.
    pub privacy: &'static str,
    /// The button that switches to the other language, in that language.
    pub other_language: &'static str,
    /// Names of the colour schemes: as the system has it, light, dark.
    pub themes: [&'static str; 3],
    /// Label of the colour schemes.
    pub theme: &'static str,
    /// Heading of the evidence.
    pub evidence: &'static str,
    /// What to paste, in one sentence.
    pub paste_here: &'static str,
    /// Placeholder of the box.
    pub placeholder: &'static str,
    /// Button: open files.
    pub open_file: &'static str,
    /// Button: empty the box.
    pub clear: &'static str,
    /// Shown while a file is dragged over the page.
    pub drop_here: &'static str,
    /// A file that could not be read; `{}` is its name.
    pub file_failed: &'static str,
    /// Heading of the samples.
    pub samples: &'static str,
    /// The samples' names.
    pub sample_names: [&'static str; 3],
    /// Heading of what was read.
    pub read: &'static str,
    /// Kinds of resource: NSG, effective rules, network interface, virtual network, subnet, public IP, route table,
    /// effective routes, service tag.
    pub kinds: [&'static str; 10],
    /// How much is in a resource: one rule, and `{}` rules.
    pub rules_count: (&'static str, &'static str),
    /// One route, and `{}` routes.
    pub routes_count: (&'static str, &'static str),
    /// A resource without a name.
    pub unnamed: &'static str,
    /// Question on a chip: where does this NSG sit?
    pub sits_on: &'static str,
    /// Places: not said, subnet, NIC, both, not in the path.
    pub places: [&'static str; 5],
    /// Heading of the problems.
    pub problems: &'static str,
    /// `line {}`.
    pub line: &'static str,
    /// Heading of the question.
    pub question: &'static str,
    /// Label: the other end, likewise.
    pub from: [&'static str; 2],
    /// Kinds of source: Internet, an address, inside the virtual network.
    pub sources: [&'static str; 3],
    /// Label of the typed address.
    pub address: &'static str,
    /// Placeholder of the typed address.
    pub address_example: &'static str,
    /// The typed address is none.
    pub address_invalid: &'static str,
    /// Label: the VM's address, when somebody connects to it, and when it connects to somebody.
    pub to: [&'static str; 2],
    /// Placeholder of the VM's address.
    pub to_example: &'static str,
    /// The typed address is none.
    pub to_invalid: &'static str,
    /// Label: port.
    pub port: &'static str,
    /// The typed port is none.
    pub port_invalid: &'static str,
    /// Summary of what else can be asked.
    pub other_connection: &'static str,
    /// Label: which side opens it.
    pub direction: &'static str,
    /// To the VM, from the VM.
    pub directions: [&'static str; 2],
    /// Label: TCP or UDP.
    pub protocol: &'static str,
    /// Label: the port of the side that opens it.
    pub from_port: &'static str,
    /// Label: which target.
    pub target: &'static str,
    /// No target chosen.
    pub target_any: &'static str,
    /// Label: which version.
    pub version: &'static str,
    /// `paste {}`.
    pub version_name: &'static str,
    /// Both versions.
    pub version_both: &'static str,
    /// How to find one's public address: question, answer, and what the command is for.
    pub my_address: [&'static str; 3],
    /// Heading of the answer.
    pub answer: &'static str,
    /// What the answer says while there is nothing to judge: three steps.
    pub steps: [&'static str; 3],
    /// Heading of those steps.
    pub steps_heading: &'static str,
    /// A private address was typed; `{}` is the headline for the Internet.
    pub over_the_internet: &'static str,
    /// While what was typed makes no question: the source and the port that the answer is for.
    pub unfinished: &'static str,
    /// The Internet's verdict is no other.
    pub same_over_the_internet: &'static str,
    /// Button: ask about the Internet instead.
    pub ask_internet: &'static str,
    /// Heading of what would settle it.
    pub would_settle: &'static str,
    /// From the verdict to the table that holds what decides.
    pub show_deciding: &'static str,
    /// Heading of the hops.
    pub path: &'static str,
    /// Ends of the way: who connects, and outbound, whom the VM connects to.
    pub ends: [&'static str; 2],
    /// Not checked.
    pub not_checked: &'static str,
    /// Behind the station that blocks.
    pub not_reached: &'static str,
    /// Between the items of a list.
    pub comma: &'static str,
    /// Caption of a table: `{}` is the NSG.
    pub rules_in_order: &'static str,
    /// The other direction is not shown.
    pub columns: [&'static str; 8],
    /// Accessible words for the marks: matches, does not, partly, unknown.
    pub marks: [&'static str; 4],
    /// Fates: decides, decides if none above does, may decide, does not match, never reached, not in force.
    pub fates: [&'static str; 6],
    /// `decides {}` for a part of the sources.
    pub decides_for: &'static str,
    /// What became of a rule that decides so many of the asked sources that their list says nothing.
    pub decides_rest: &'static str,
    /// What was wanted, in the heads of the columns: `asked: {}`.
    pub asked: &'static str,
    /// A client's port, as it is asked for.
    pub random_port: &'static str,
    /// The VM's address, as it is asked for while it is not known.
    pub the_vm: &'static str,
    /// The row of missing rules.
    pub missing_rules: &'static str,
    /// A default rule that was not pasted.
    pub added_by_azure: &'static str,
    /// Caption of a table of routes.
    pub routes_in_order: &'static str,
    /// Its columns: destination, next hop, who made the route.
    pub route_columns: [&'static str; 3],
    /// Who made a route, in the order of `RouteSource`: the user, a gateway, Azure.
    pub route_sources: [&'static str; 3],
    /// Why a route does not carry the reply, in the order of `Lost`: its prefix does not hold the client, Azure shows it as overridden, another
    /// prefix is longer, another source is preferred, another route is preferred inside the virtual network, it leads to
    /// a service, its addresses are not known.
    pub lost: [&'static str; 7],
    /// A route carries the replies to some of those who were asked about.
    pub decides_for_some: &'static str,
    /// Routes are missing from the paste.
    pub missing_routes: &'static str,
    /// Label: the address of a packet.
    pub packet_to: &'static str,
    /// The route that carries it, `{}`, and its next hop, `{}`.
    pub carried_by: &'static str,
    /// No route carries it.
    pub carried_by_none: &'static str,
    /// Heading of who can connect.
    pub who: &'static str,
    /// The three parts: open, blocked, depends.
    pub who_parts: [&'static str; 3],
    /// `and {} more`.
    pub and_more: &'static str,
    /// Nobody.
    pub nobody: &'static str,
    /// Everyone.
    pub everyone: &'static str,
    /// Everyone else.
    pub everyone_else: &'static str,
    /// Heading of the commands.
    pub commands: &'static str,
    /// What they do.
    pub commands_intro: &'static str,
    /// Tabs: Cloud Shell, Az, CLI, AzureRM.
    pub dialects: [&'static str; 4],
    /// One remark a tab.
    pub dialect_remarks: [&'static str; 4],
    /// Label of the resource group.
    pub resource_group: &'static str,
    /// Button: copy.
    pub copy: &'static str,
    /// After copying.
    pub copied: &'static str,
    /// The clipboard refused: the text is selected, press the key.
    pub copy_by_hand: &'static str,
    /// Reading takes long.
    pub working: &'static str,
    /// Closing line: what the tool is and is not.
    pub footer: &'static str,
}
