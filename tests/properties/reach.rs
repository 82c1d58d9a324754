//! What one source reaches, port by port, is what the judge and the naive one say of each port.

use super::{check, count};
use crate::naive::evaluator::{Naive, Precision};
use crate::naive::generate::{one_remote, sketch};
use crate::naive::plain_rule::Remote;
use crate::naive::sketch::Sketch;
use proptest::prelude::*;
use rdpcheck::explain::reach;
use rdpcheck::judge::judge;
use rdpcheck::judge::port_cuts::has_ports;
use rdpcheck::net::Protocol;
use rdpcheck::question::{Question, Source};
use std::cell::Cell;

/// At both ends of every piece, just beside it and where rules draw lines; and every port is in one piece.
#[test]
fn every_port_fares_as_the_naive_judge_says() {
    let compared = Cell::new(0);
    check(1_500, &sketch(one_remote()), |sketch| {
        let topology = sketch.topology();
        let reached = reach(&topology, &sketch.question);
        for protocol in [
            Protocol::Tcp,
            Protocol::Udp,
            Protocol::Icmp,
            Protocol::Esp,
            Protocol::Ah,
        ] {
            let of_protocol = || reached.iter().filter(|it| it.protocols.contains(&protocol));
            let mut ports = vec![
                0, 21, 22, 23, 3379, 3380, 3388, 3389, 3390, 3391, 3400, 3401,
            ];
            for one in of_protocol() {
                ports.extend([one.ports.first, one.ports.last]);
            }
            if !has_ports(protocol) {
                // What has no ports is asked about as if it were for the first one.
                ports.truncate(1);
            }
            for port in ports {
                let mut here =
                    of_protocol().filter(|it| it.ports.first <= port && port <= it.ports.last);
                let one = here.next();
                prop_assert!(
                    here.next().is_none(),
                    "{protocol:?} {port} is in two pieces"
                );
                let one = one.expect("every port is in a piece");
                let question = Question {
                    protocol,
                    port,
                    ..sketch.question.clone()
                };
                let judged = judge(&topology, &question);
                prop_assert_eq!(one.reason.answer, judged.answer, "{:?} {}", protocol, port);
                let hop = judged.deciding.map(|at| &judged.hops[at]);
                prop_assert_eq!(one.reason.hop, hop.map(|hop| hop.kind));
                if let Some(rule) = hop.and_then(|hop| hop.deciding_rule()) {
                    prop_assert_eq!(&one.reason.by, &rule.name, "{:?} {}", protocol, port);
                }
                let remote = match question.from {
                    Source::Prefix(prefix) => {
                        Remote::At(prefix.single_address().expect("one address").into())
                    }
                    Source::VirtualNetwork | Source::Internet => Remote::InVirtualNetwork,
                };
                let asked = Sketch {
                    question,
                    ..sketch.clone()
                };
                let naive = Naive::new(&asked, Precision::OfTheJudge).answer(remote);
                prop_assert_eq!(one.reason.answer, naive, "naive: {:?} {}", protocol, port);
                count(&compared, 1);
            }
        }
        Ok(())
    });
    println!("compared {} ports of one source", compared.get());
    assert!(compared.get() > 50);
}
