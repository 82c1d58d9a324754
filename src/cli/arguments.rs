//! The command line's options.

use crate::case::{Attach, Choices};
use crate::net::Protocol;
use crate::question::{Question, Source, WayKind};
use crate::say::{Language, fill, printable};
use lexopt::{Arg, Parser, ValueExt};
use std::ffi::OsString;
use std::net::IpAddr;

/// What somebody wants.
pub enum Request {
    /// An answer.
    Check(Box<Options>),
    /// Just this text: help or version.
    Show(String),
}

/// Everything an answer needs besides the pasted text.
pub struct Options {
    /// Files, in order; `-` is standard input.
    pub files: Vec<OsString>,
    /// What is asked.
    pub question: Question,
    /// What the paste leaves open.
    pub choices: Choices,
    /// Asked instead: which route would carry a packet to this address.
    pub next_hop: Option<IpAddr>,
    /// Asked instead: how two NSGs differ, each by name or by its number in the input.
    pub compare: Option<(String, String)>,
    /// In which language to answer.
    pub language: Language,
    /// In which shape.
    pub format: Format,
}

/// The shapes of an answer.
#[derive(Clone, Copy)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For tickets.
    Markdown,
}

/// Reads the arguments. An error is one sentence in `language`, the system's.
pub fn parse(
    arguments: impl IntoIterator<Item = OsString>,
    language: Language,
) -> Result<Request, String> {
    let mut options = Options {
        files: Vec::new(),
        question: Question::default(),
        next_hop: None,
        compare: None,
        choices: Choices::default(),
        language,
        format: Format::Text,
    };
    let mut parser = Parser::from_args(arguments);
    let mut wants_help = false;
    while let Some(argument) = next(&mut parser, language)? {
        match argument {
            Argument::Help => wants_help = true,
            Argument::Version => {
                return Ok(Request::Show(format!(
                    "rdpcheck {}\n",
                    env!("CARGO_PKG_VERSION")
                )));
            }
            Argument::Outbound => options.question.direction = crate::azure::Direction::Outbound,
            Argument::File(file) => options.files.push(file),
            Argument::Valued(name) => set(&mut options, &mut parser, &name, language)?,
        }
    }
    if wants_help {
        return Ok(Request::Show(options.language.terminal().help().to_owned()));
    }
    Ok(Request::Check(Box::new(options)))
}

enum Argument {
    Help,
    Version,
    Outbound,
    File(OsString),
    Valued(String),
}

const VALUED: [&str; 13] = [
    "from",
    "from-port",
    "to",
    "target",
    "port",
    "protocol",
    "through",
    "dial",
    "attach",
    "next-hop",
    "compare",
    "lang",
    "format",
];

fn next(parser: &mut Parser, language: Language) -> Result<Option<Argument>, String> {
    let unknown = |option: &str| fill(language.terminal().unknown_option(), &[&printable(option)]);
    let argument = parser
        .next()
        .map_err(|error| printable(&error.to_string()))?;
    Ok(match argument {
        None => None,
        Some(Arg::Long("help") | Arg::Short('h')) => Some(Argument::Help),
        Some(Arg::Long("version") | Arg::Short('V')) => Some(Argument::Version),
        Some(Arg::Long("outbound")) => Some(Argument::Outbound),
        Some(Arg::Long(name)) if VALUED.contains(&name) => Some(Argument::Valued(name.to_owned())),
        Some(Arg::Long(name)) => return Err(unknown(&format!("--{name}"))),
        Some(Arg::Short(letter)) => return Err(unknown(&format!("-{letter}"))),
        Some(Arg::Value(file)) => Some(Argument::File(file)),
    })
}

fn set(
    options: &mut Options,
    parser: &mut Parser,
    name: &str,
    language: Language,
) -> Result<(), String> {
    let words = language.terminal();
    let option = format!("--{name}");
    let value = parser
        .value()
        .map_err(|_| fill(words.missing_value(), &[&option]))?
        .string()
        .map_err(|error| printable(&error.to_string()))?;
    let is_taken = match name {
        "from" => assign(&mut options.question.from, Source::parse(&value)),
        "from-port" => assign(&mut options.question.from_port, port(&value).map(Some)),
        "to" => assign(
            &mut options.question.to,
            value.parse::<IpAddr>().ok().map(Some),
        ),
        "target" => assign(&mut options.choices.target, Some(Some(value.clone()))),
        "port" => assign(&mut options.question.port, port(&value)),
        "protocol" => assign(&mut options.question.protocol, protocol(&value)),
        "through" => assign(
            &mut options.question.through,
            WayKind::parse(&value).map(Some),
        ),
        "dial" => assign(&mut options.question.dialled, port(&value).map(Some)),
        "attach" => match attach(&value) {
            Some(place) => {
                options.choices.places.push(place);
                true
            }
            None => false,
        },
        "next-hop" => assign(
            &mut options.next_hop,
            value.parse::<IpAddr>().ok().map(Some),
        ),
        "compare" => assign(&mut options.compare, compare(&value).map(Some)),
        "lang" => assign(&mut options.language, language_of(&value)),
        _ => assign(&mut options.format, format_of(&value)),
    };
    if is_taken {
        Ok(())
    } else {
        let mut said = fill(words.bad_value(), &[&option, &printable(&value)]);
        for line in help_of(words.help(), &option) {
            said.push('\n');
            said.push_str(line);
        }
        Err(said)
    }
}

/// The lines of the help that are about an option.
fn help_of<'h>(help: &'h str, option: &str) -> Vec<&'h str> {
    let is_about = |line: &&str| line.split_whitespace().next() == Some(option);
    let mut lines = help.lines().skip_while(|line| !is_about(line));
    let first = lines.next();
    let goes_on = |line: &&str| line.starts_with("     ");
    first.into_iter().chain(lines.take_while(goes_on)).collect()
}

fn assign<T>(place: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

fn port(text: &str) -> Option<u16> {
    text.parse().ok().filter(|port| *port > 0)
}

fn protocol(text: &str) -> Option<Protocol> {
    Protocol::parse(text).filter(|protocol| matches!(protocol, Protocol::Tcp | Protocol::Udp))
}

fn attach(text: &str) -> Option<(String, Attach)> {
    let (name, place) = text.rsplit_once('=')?;
    Some((name.to_owned(), Attach::parse(place)?))
}

fn compare(text: &str) -> Option<(String, String)> {
    let (before, after) = text.split_once('=')?;
    Some((before.to_owned(), after.to_owned()))
}

fn language_of(text: &str) -> Option<Language> {
    Language::ALL
        .into_iter()
        .find(|language| language.tag() == text)
}

fn format_of(text: &str) -> Option<Format> {
    match text {
        "text" => Some(Format::Text),
        "json" => Some(Format::Json),
        "markdown" => Some(Format::Markdown),
        _ => None,
    }
}
