//! The words of the page: one struct, so that no language can lack one.

use super::packed::{Text, words};

words! {
    /// Every fixed text of the page.
    PageWords from PageText {
        /// The heading.
        title: Text,
        /// The question under it.
        subtitle: Text,
        /// The privacy line.
        privacy: Text,
        /// The button that switches to the other language, in that language.
        other_language: Text,
        /// Names of the colour schemes: as the system has it, light, dark.
        themes: [Text; 3],
        /// Label of the colour schemes.
        theme: Text,
        /// Heading of the evidence.
        evidence: Text,
        /// What to paste, in one sentence.
        paste_here: Text,
        /// Placeholder of the box.
        placeholder: Text,
        /// Button: open files.
        open_file: Text,
        /// Button: empty the box.
        clear: Text,
        /// Shown while a file is dragged over the page.
        drop_here: Text,
        /// A file that could not be read; `{}` is its name.
        file_failed: Text,
        /// Heading of the samples.
        samples: Text,
        /// The samples' names.
        sample_names: [Text; 3],
        /// Heading of what was read.
        read: Text,
        /// Kinds of resource: NSG, effective rules, network interface, virtual network, subnet, public IP, route table,
        /// effective routes, service tag.
        kinds: [Text; 19],
        /// How much is in a resource: one rule, and `{}` rules.
        rules_count: [Text; 2],
        /// One route, and `{}` routes.
        routes_count: [Text; 2],
        /// How many lines of the paste were not used: one, `{}`.
        lines_unused: [Text; 2],
        /// What they are, and where to see them.
        lines_unused_why: Text,
        /// A resource without a name.
        unnamed: Text,
        /// Question on a chip: where does this NSG sit?
        sits_on: Text,
        /// Places: not said, subnet, NIC, both, not in the path.
        places: [Text; 5],
        /// Heading of the problems.
        problems: Text,
        /// `line {}`.
        line: Text,
        /// Heading of the question.
        question: Text,
        /// Label: the other end, likewise.
        from: [Text; 2],
        /// Kinds of source: Internet, an address, inside the virtual network.
        sources: [Text; 3],
        /// Label of the typed address.
        address: Text,
        /// Placeholder of the typed address.
        address_example: Text,
        /// The typed address is none.
        address_invalid: Text,
        /// Label: the VM's address, when somebody connects to it, and when it connects to somebody.
        to: [Text; 2],
        /// Placeholder of the VM's address.
        to_example: Text,
        /// The typed address is none.
        to_invalid: Text,
        /// Label: port.
        port: Text,
        /// The typed port is none.
        port_invalid: Text,
        /// Summary of what else can be asked.
        other_connection: Text,
        /// Label: which side opens it.
        direction: Text,
        /// To the VM, from the VM.
        directions: [Text; 2],
        /// Label: TCP or UDP.
        protocol: Text,
        /// Label: the port of the side that opens it.
        from_port: Text,
        /// Label: the port that the client dials.
        dialled: Text,
        /// Placeholder: the right one.
        same_port: Text,
        /// Label: how the client comes in.
        way_in: Text,
        /// No way in chosen.
        way_in_any: Text,
        /// Label: which target.
        target: Text,
        /// No target chosen.
        target_any: Text,
        /// Label: which version.
        version: Text,
        /// `paste {}`.
        version_name: Text,
        /// Both versions.
        version_both: Text,
        /// How to find one's public address: question, answer, and what the command is for.
        my_address: [Text; 3],
        /// Heading of the answer.
        answer: Text,
        /// What the answer says while there is nothing to judge: three steps.
        steps: [Text; 3],
        /// Heading of those steps.
        steps_heading: Text,
        /// A private address was typed; `{}` is the headline for the Internet.
        over_the_internet: Text,
        /// While what was typed makes no question: the source and the port that the answer is for.
        unfinished: Text,
        /// The Internet's verdict is no other.
        same_over_the_internet: Text,
        /// Button: ask about the Internet instead.
        ask_internet: Text,
        /// Heading of what would settle it.
        would_settle: Text,
        /// From the verdict to the table that holds what decides.
        show_deciding: Text,
        /// Heading of the hops.
        path: Text,
        /// Ends of the way: who connects, and outbound, whom the VM connects to.
        ends: [Text; 2],
        /// Not checked.
        not_checked: Text,
        /// Behind the station that blocks.
        not_reached: Text,
        /// Between the items of a list.
        comma: Text,
        /// Caption of a table: `{}` is the NSG.
        rules_in_order: Text,
        /// The other direction is not shown.
        columns: [Text; 8],
        /// Accessible words for the marks: matches, does not, partly, unknown.
        marks: [Text; 4],
        /// Fates: decides, decides if none above does, may decide, does not match, never reached, not in force.
        fates: [Text; 6],
        /// `decides {}` for a part of the sources.
        decides_for: Text,
        /// What became of a rule that decides so many of the asked sources that their list says nothing.
        decides_rest: Text,
        /// What was wanted, in the heads of the columns: `asked: {}`.
        asked: Text,
        /// A client's port, as it is asked for.
        random_port: Text,
        /// The VM's address, as it is asked for while it is not known.
        the_vm: Text,
        /// The row of missing rules.
        missing_rules: Text,
        /// A default rule that was not pasted.
        added_by_azure: Text,
        /// Caption of a table of routes.
        routes_in_order: Text,
        /// Its columns: destination, next hop, who made the route.
        route_columns: [Text; 3],
        /// Who made a route, in the order of `RouteSource`: the user, a gateway, Azure.
        route_sources: [Text; 3],
        /// Why a route does not carry the reply, in the order of `Lost`: its prefix does not hold the client, Azure shows it as overridden, another
        /// prefix is longer, another source is preferred, another route is preferred inside the virtual network, it leads to
        /// a service, its addresses are not known.
        lost: [Text; 7],
        /// A route carries the replies to some of those who were asked about.
        decides_for_some: Text,
        /// Routes are missing from the paste.
        missing_routes: Text,
        /// Label: the address of a packet.
        packet_to: Text,
        /// The route that carries it, `{}`, and its next hop, `{}`.
        carried_by: Text,
        /// No route carries it.
        carried_by_none: Text,
        /// Heading of who can connect, and of what the VM can reach.
        who: [Text; 2],
        /// The three parts: open, blocked, depends; and open where the VM opens the connection.
        who_parts: [Text; 4],
        /// `and {} more`.
        and_more: Text,
        /// Nobody.
        nobody: Text,
        /// Everyone.
        everyone: Text,
        /// Everyone else.
        everyone_else: Text,
        /// Label: an address to look up; and what is said of what is none.
        look_up: [Text; 2],
        /// What stands before the protocols and ports that it reaches.
        reaches: Text,
        /// Every protocol and port.
        everything: Text,
        /// Heading of the commands.
        commands: Text,
        /// Heading of the fixes.
        fixes: Text,
        /// Beside a fix that lets in everybody, with a blank on both sides.
        for_anybody: Text,
        /// Heading of the article's steps.
        checklist: Text,
        /// Opens how a step is done.
        how: Text,
        /// A link to a document.
        documentation: Text,
        /// The ways to make a change.
        fix_tabs: [Text; 8],
        /// Before the fields for the names that commands need.
        names: Text,
        /// Beside a command from which a name was kept out.
        refused: Text,
        /// Beside the box for the reader's address.
        client_hint: Text,
        /// Button: shows how it would be, and how it is.
        try_it: [Text; 2],
        /// Above a verdict that is only tried; `{}` is the fix. Then of an address, `{}`, that stands for the reader's.
        trial: [Text; 2],
        /// The same, where an answer would be more certain with their output.
        paste_next: Text,
        /// What they print, in the order of `Output`.
        commands_intro: [Text; 8],
        /// Tabs: Cloud Shell, Az, CLI, AzureRM.
        dialects: [Text; 4],
        /// One remark a tab.
        dialect_remarks: [Text; 4],
        /// Label of the resource group.
        resource_group: Text,
        /// Button: copy.
        copy: Text,
        /// After copying.
        copied: Text,
        /// The clipboard refused: the text is selected, press the key.
        copy_by_hand: Text,
        /// Button: to the ways of sending it to somebody.
        share_button: Text,
        /// Their heading; then buttons: copy as Markdown, as rich text, save, print.
        share: [Text; 5],
        /// A link: its heading, and buttons: make one, with names, with real addresses, copy, save as a file.
        link: [Text; 5],
        /// What is said of it: who sees it, that it is too long, that this is what others see, that this came by a link; whether
        /// it may take the place of what is here; that no link can hold it.
        link_notes: [Text; 7],
        /// Heading: what a link shows; `{}` are the numbers of rules and routes.
        reveals: [Text; 3],
        /// The clipboard refused what stands nowhere on the page.
        copy_refused: Text,
        /// Reading takes long.
        working: Text,
        /// Not all of a long text is in the box.
        held: Text,
        /// Closing line: what the tool is and is not.
        footer: Text,
    }
}
