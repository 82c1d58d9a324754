//! What can happen on the page.

use super::browser::EarlyText;
use crate::origin::Span;
use crate::say::Language;
use crate::share::Options;

/// What can happen.
#[derive(Clone)]
pub enum Action {
    /// The program has started.
    Start(EarlyText),
    /// This was typed into a field.
    Typed(Field, String),
    /// This was chosen from a list, counted from 0.
    Chosen(Menu, usize),
    /// The browser had time to draw: another slice of a long text can be read.
    GoOn,
    /// A sample should be shown.
    Sample(&'static str),
    /// The box should be empty.
    Clear,
    /// This text comes below what is in the box already.
    Append(String),
    /// The link that waits should be opened.
    TakeOffered,
    /// A file could not be read.
    FileFailed(String),
    /// A file is held over the page, or no longer.
    Dragging(bool),
    /// The same question is asked for the Internet.
    AskInternet,
    /// The other language.
    Language(Language),
    /// The box was scrolled or filled.
    Measure,
    /// The verdict has been drawn: the rules of its NSGs can follow.
    Detail,
    /// A part of a long table came into view, or went: the table's place and the part's.
    View([usize; 2]),
    /// Something is pointed at, or nothing.
    Point(Option<Span>),
    /// Something got the focus, and keeps its mark when the pointer passes over another.
    Focus(Option<Span>),
    /// A line of the box is pointed at.
    PointAtLine(u32),
    /// The caret moved.
    PointAtCaret,
    /// A place of the paste should be shown.
    Show(Span),
    /// The details of a hop should be shown.
    ShowHop(usize),
    /// Another command should be shown.
    Tab(usize),
    /// The commands of fixes should be shown in another dialect.
    FixTab(usize),
    /// A command should be copied: what to paste next is 0, then come the fixes.
    Copy(usize),
    /// That worked, or not.
    Copied(bool),
    /// The verdict has been drawn: the fixes can follow.
    Propose,
    /// Somebody asked for the fixes of many rules, which take seconds.
    Work,
    /// The step with this number was done in vain, or not.
    Tick(u8),
    /// How the step with this number is done should be seen, or no longer.
    How(u8),
    /// This is what the reader sees.
    Symptom(usize),
    /// The fate of this address should be seen.
    LookUp(String),
    /// The element with this id should be shown, as it is drawn by now.
    ShowElement(&'static str),
    /// A link should be made with this in it, or put away.
    Share(Option<Options>),
    /// The link should be copied, or saved as a file.
    SendLink(bool),
    /// The answer should go to somebody else.
    Send(Sending),
    /// How things would be with a fix should be seen, or no longer.
    Try(usize),
}

/// Where an answer is sent.
#[derive(Clone, Copy)]
pub enum Sending {
    /// Into the clipboard, as Markdown.
    Markdown,
    /// Into the clipboard, as rich text.
    RichText,
    /// Into a file.
    File,
    /// To the printer.
    Paper,
}

impl Sending {
    /// In the order in which they are offered.
    pub const ALL: [Sending; 4] = [
        Sending::Markdown,
        Sending::RichText,
        Sending::File,
        Sending::Paper,
    ];
}

/// A field that somebody types into.
#[derive(Clone, Copy)]
pub enum Field {
    /// The evidence box.
    Evidence,
    /// The source's address.
    Address,
    /// The VM's address.
    To,
    /// The port.
    Port,
    /// The port of the side that opens the connection.
    FromPort,
    /// The port that the client dials.
    Dialled,
    /// What a placeholder in commands stands for.
    Placeholder(&'static str),
    /// The address of a packet whose next hop is asked for.
    PacketTo,
    /// An address whose fate is asked for.
    LookUp,
    /// The reader's own address, beside a fix that waits for it.
    Client,
    /// A message that RDP shows.
    Message,
}

/// A list that somebody chooses from.
#[derive(Clone, Copy)]
pub enum Menu {
    /// The colour scheme.
    Theme,
    /// The kind of source.
    From,
    /// Who opens the connection.
    Direction,
    /// TCP or UDP.
    Protocol,
    /// How the client comes in; first comes "not said".
    WayIn,
    /// The article's track.
    Track,
    /// One of the two NSGs to compare; first comes "not said".
    Compared(usize),
    /// Which VM is meant; first comes "not said".
    Target,
    /// The place of the NSG in this document; first comes "not said".
    Place(usize),
    /// Which paste of the NSG in this document counts; first comes "not said".
    Version(usize),
}
