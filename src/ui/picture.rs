//! The path as a picture: a list of stations, each drawn with its piece of the line, so that what is read out is what
//! is seen. The style sheet lays it out from left to right, or downwards where there is little room.

use super::Page;
use super::action::Action;
use super::answer::sign;
use super::answered::Answered;
use super::element::{Attr, Element, button, el};
use crate::azure::Direction;
use crate::azure::security_rule::RuleField;
use crate::explain::rule_table::wanted;
use crate::judge::{Answer, Hop, HopAnswer, HopKind};
use crate::net::text;
use crate::say::way_in::{dialled_way, way};
use crate::say::{fill, printable};

/// From the client to the VM and back; outbound, from the VM to the other end.
pub fn picture(page: &Page, answer: &Answered) -> Element {
    let words = page.state.language.page();
    let judgement = &answer.explanation.judgement;
    let [client, other_end] = words.ends();
    let is_inbound = judgement.question.direction == Direction::Inbound;
    let mut picture = Picture {
        page,
        answer,
        stations: el("ol").class("hops").attr(Attr::Role, "list"),
        passes: true,
        is_stopped: false,
    };
    if is_inbound {
        picture.add_end("", client, RuleField::Source);
    }
    for stage in [Stage::There, Stage::Inside, Stage::Back] {
        for (at, hop) in judgement.hops.iter().enumerate() {
            if stage_of(hop.kind, is_inbound) == stage && answer.explanation.is_shown(at) {
                picture.add_hop(at, hop);
            }
        }
    }
    if is_inbound {
        picture.add_end("again", client, RuleField::Source);
    } else {
        picture.add_end("", other_end, RuleField::Destination);
    }
    picture.stations
}

/// The parts of the way, in order.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    There,
    Inside,
    Back,
}

/// A packet to the VM meets last what is in it.
fn stage_of(kind: HopKind, is_inbound: bool) -> Stage {
    match kind {
        HopKind::ReturnRoute => Stage::Back,
        HopKind::Vm | HopKind::Guest if is_inbound => Stage::Inside,
        _ => Stage::There,
    }
}

/// The picture so far.
struct Picture<'a> {
    page: &'a Page,
    answer: &'a Answered,
    stations: Element,
    /// Whether all stations so far let the packet through, as far as they were checked.
    passes: bool,
    /// Whether one of them stops it for certain.
    is_stopped: bool,
}

/// One station of the picture.
struct Station {
    /// What it says.
    class: &'static str,
    /// The same as a sign.
    sign: &'static str,
    /// The same in a word.
    word: &'static str,
    /// Where it has a place of its own in the picture.
    place: &'static str,
    /// What it is.
    what: Element,
    /// Which one it is.
    name: String,
    /// Whether the packet goes on from here.
    lets_pass: bool,
}

impl Picture<'_> {
    fn add_end(&mut self, place: &'static str, who: &'static str, field: RuleField) {
        let question = &self.answer.explanation.judgement.question;
        self.add(Station {
            class: "end",
            sign: "●",
            word: "",
            place,
            what: el("span").words(who),
            name: wanted(question, field),
            lets_pass: true,
        });
    }

    fn add_hop(&mut self, at: usize, hop: &Hop) {
        let language = self.page.state.language;
        let (class, sign, word) = match hop.answer {
            HopAnswer::Checked(answer) => {
                let (class, sign) = sign(answer);
                (class, sign, language.answer(answer))
            }
            HopAnswer::NotChecked => ("unchecked", "?", language.page().not_checked()),
        };
        let explanation = &self.answer.explanation;
        let question = &explanation.judgement.question;
        let direction = question.direction;
        let way = way(explanation, hop);
        let is_way_in = hop.kind == HopKind::WayIn;
        let kind = way
            .map(|way| way.kind)
            .or(question.through.filter(|_| is_way_in));
        let name = match hop.kind {
            HopKind::Vm if !hop.name.is_empty() => printable(&hop.name),
            HopKind::Vm => {
                let target = &explanation.topology.target;
                match target.name.as_str() {
                    "" => target.address.map_or_else(String::new, text::address),
                    name => printable(name),
                }
            }
            HopKind::WayIn => way.map_or_else(String::new, |way| dialled_way(way, question)),
            _ => printable(&hop.name),
        };
        let what = if hop.has_table() {
            button(&self.page.dispatch, Action::ShowHop(at)).class("link")
        } else {
            el("span")
        };
        self.add(Station {
            class,
            sign,
            word,
            place: match hop.kind {
                HopKind::ReturnRoute if direction == Direction::Inbound => "reply",
                HopKind::Guest => "turn",
                _ => "",
            },
            what: what.words(kind.map_or_else(
                || language.hop(hop.kind, direction),
                |kind| language.way_kind(kind),
            )),
            name,
            lets_pass: matches!(
                hop.answer,
                HopAnswer::NotChecked | HopAnswer::Checked(Answer::Open)
            ),
        });
    }

    fn add(&mut self, station: Station) {
        let words = self.page.state.language.page();
        let mut state = el("span").words(station.word);
        if self.is_stopped {
            let comma = if station.word.is_empty() {
                ""
            } else {
                words.comma()
            };
            state = state.words(comma).words(words.not_reached());
        }
        // The style sheet draws the line before and after a station as one or both of these say.
        let before = if self.passes { "" } else { "cut-before" };
        self.passes &= station.lets_pass;
        let after = if self.passes { "" } else { "cut-after" };
        // Two NSGs of unknown place may contradict each other: then neither stops anything for certain.
        let is_blocked = self.answer.explanation.judgement.answer == Answer::Blocked;
        self.is_stopped |= station.class == "blocked" && is_blocked;
        let drawing = el("svg")
            .hidden()
            .child(el("line").class("in").attr(Attr::X2, "-2000"))
            .child(el("path").class("in").attr(Attr::D, "M-24-5l9 5-9 5z"))
            .child(el("line").class("out").attr(Attr::X2, "2000"))
            .child(el("rect"))
            .child(el("text").words(station.sign));
        let class = fill(
            "{} {} {} {}",
            &[station.class, station.place, before, after],
        );
        self.stations = std::mem::replace(&mut self.stations, el("ol")).child(
            el("li")
                .attr_text(Attr::Class, class)
                .child(drawing)
                .child(station.what)
                .words(" ")
                .child(el("b").text(station.name))
                .child(el("span").class("sr").words(": "))
                .child(state),
        );
    }
}
