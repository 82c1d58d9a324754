//! What one address reaches, short enough to read.

use super::{Language, fill};
use crate::explain::Reached;
use crate::judge::Answer;
use crate::judge::port_cuts::PROTOCOLS;
use crate::net::{PortRange, text};

impl Language {
    /// The protocols and ports that fare so: `TCP 22, 3389; UDP 53; ICMP`. Empty where none does.
    pub fn reached(self, reached: &[Reached], answer: Answer) -> String {
        const MOST: usize = 24;
        let page = self.page();
        let (mut said, mut are_all) = (Vec::new(), true);
        for protocol in PROTOCOLS {
            let mut ranges: Vec<PortRange> = Vec::new();
            for one in reached {
                if one.reason.answer != answer || !one.protocols.contains(&protocol) {
                    continue;
                }
                // What decides may differ where the answer does not.
                match ranges.last_mut() {
                    Some(last) if last.last.checked_add(1) == Some(one.ports.first) => {
                        last.last = one.ports.last;
                    }
                    _ => ranges.push(one.ports),
                }
            }
            are_all &= ranges == [PortRange::ALL];
            if ranges.is_empty() {
                continue;
            }
            let mut list = Vec::new();
            for range in ranges.iter().take(MOST) {
                if *range != PortRange::ALL {
                    list.push(range.text());
                }
            }
            let more = ranges.len().saturating_sub(MOST);
            if more > 0 {
                list.push(fill(page.and_more(), &[&text::number(more)]));
            }
            let space = if list.is_empty() { "" } else { " " };
            said.push([protocol.name(), space, &list.join(", ")].concat());
        }
        match are_all {
            true => page.everything().to_owned(),
            false => said.join("; "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::reach::Reason;
    use crate::net::Protocol;

    fn reached(protocols: &[Protocol], first: u16, last: u16, by: &str) -> Reached {
        Reached {
            protocols: protocols.to_vec(),
            ports: PortRange { first, last },
            reason: Reason {
                answer: Answer::Open,
                hop: None,
                by: by.to_owned(),
            },
        }
    }

    #[test]
    fn neighbours_are_joined_whatever_decides() {
        let all = [
            reached(&[Protocol::Tcp, Protocol::Udp], 53, 53, "a"),
            reached(&[Protocol::Tcp], 54, 60, "b"),
            reached(&[Protocol::Tcp], 80, 80, "b"),
            reached(&[Protocol::Icmp], 0, u16::MAX, "c"),
        ];
        let said = Language::En.reached(&all, Answer::Open);
        assert_eq!(said, "TCP 53-60, 80; UDP 53; ICMP");
        assert_eq!(Language::En.reached(&all, Answer::Depends), "");
    }

    #[test]
    fn what_is_too_long_is_summed_up() {
        let many: Vec<Reached> = (0..30)
            .map(|at| reached(&[Protocol::Tcp], at * 2, at * 2, "a"))
            .collect();
        let said = Language::En.reached(&many, Answer::Open);
        assert!(said.ends_with("46, and 6 more"), "{said}");
        let all = [reached(&PROTOCOLS, 0, u16::MAX, "a")];
        assert_eq!(Language::En.reached(&all, Answer::Open), "everything");
    }
}
