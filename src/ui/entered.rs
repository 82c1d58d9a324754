//! What was typed into a field, or chosen from a list.

use super::action::{Field, Menu};
use super::state::{Copied, PageState};
use super::typed_question::SourceKind;
use crate::azure::Direction;
use crate::case::Attach;
use crate::fix::Track;
use crate::fix::checklist::Ticks;
use crate::net::Protocol;
use crate::question::WayKind;

impl PageState {
    /// What was typed into any field but the evidence box.
    pub fn typed(&mut self, field: Field, text: String) {
        let is_asked = !matches!(
            field,
            Field::Placeholder(_) | Field::Message | Field::LookUp | Field::PacketTo
        );
        if is_asked && self.unmask() {
            self.judge();
        }
        match field {
            Field::Evidence => return,
            Field::Address => self.typed.address = text,
            Field::To => self.typed.to = text,
            Field::Port => self.typed.port = text,
            Field::FromPort => self.typed.from_port = text,
            Field::Dialled => self.typed.dialled = text,
            Field::Placeholder(name) => {
                self.values.forget(name);
                if !text.is_empty() {
                    self.values.set_list(name, vec![text]);
                }
                self.copied = (0, Copied::NotYet);
                return;
            }
            Field::Client => {
                // Half an address is nobody's: the question waits until it is whole.
                self.typed.address = text;
                if self.typed.address_is_invalid() || self.typed.address.trim().is_empty() {
                    return;
                }
                self.typed.from = SourceKind::Address;
            }
            Field::Message => {
                self.message = text;
                return;
            }
            Field::LookUp => {
                self.looked_up = text;
                return;
            }
            Field::PacketTo => {
                self.packet_to = text;
                return;
            }
        }
        self.judge();
    }

    /// What was chosen from a list.
    pub fn choose(&mut self, menu: Menu, at: usize) {
        // Where the first entry means "not said".
        let said = at.checked_sub(1);
        if !matches!(menu, Menu::Theme | Menu::Compared(_)) && self.unmask() {
            self.judge();
        }
        match menu {
            Menu::Theme => {
                self.theme = at;
                return;
            }
            Menu::Compared(side) => {
                if let Some(chosen) = self.compared.get_mut(side) {
                    *chosen = said;
                }
                self.compare();
                return;
            }
            Menu::Track => {
                self.track = Track::ALL.get(at).copied();
                // Who follows PowerShell's steps types PowerShell.
                if self.track == Some(Track::PowerShell) {
                    self.tab = Some(1);
                }
                self.ticks = Ticks::default();
                self.shown_steps = Ticks::default();
                return;
            }
            Menu::Direction => {
                self.typed.direction = if at == 0 {
                    Direction::Inbound
                } else {
                    Direction::Outbound
                };
            }
            Menu::Protocol => {
                self.typed.protocol = if at == 0 {
                    Protocol::Tcp
                } else {
                    Protocol::Udp
                };
            }
            Menu::From => {
                if let Some(kind) = SourceKind::ALL.get(at) {
                    self.typed.from = *kind;
                }
            }
            Menu::WayIn => {
                self.typed.through = said.and_then(|at| WayKind::ALL.get(at)).copied();
            }
            Menu::Target => {
                let target = said.and_then(|at| self.targets()?.into_iter().nth(at));
                self.case.choices.target = target;
            }
            Menu::Place(document) => {
                let name = self.nsg_name(document);
                let place = said.and_then(|at| Attach::ALL.get(at));
                let places = &mut self.case.choices.places;
                places.retain(|(known, _)| *known != name);
                if let Some(place) = place {
                    places.push((name, *place));
                }
            }
            Menu::Version(document) => {
                let name = self.nsg_name(document);
                let versions = &mut self.case.choices.versions;
                versions.retain(|(known, _)| *known != name);
                if let Some(version) = said {
                    versions.push((name, version));
                }
            }
        }
        self.judge();
    }

    fn nsg_name(&self, document: usize) -> String {
        let document = self.case.evidence.documents.get(document);
        document
            .map_or("", |document| document.resource.identity().1)
            .to_owned()
    }
}
