//! The checklist: what each kind of verdict makes of the steps, and how the marker moves (fix-catalogue §1, §8).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

#[path = "checklist/pastes.rs"]
mod pastes;

use pastes::{
    ACL, ADMIN_DENY, ALLOW, ALLOW_80, ALLOW_OTHERS, DENY, DENY_JIT, FORCED_TUNNELLING, ROUTES,
    SERVICE_STOPPED, health, interface, on_nic, on_subnet, vm,
};
use rdpcheck::case::Case;
use rdpcheck::command::{Dialect, Values};
use rdpcheck::explain::{Explanation, explain};
use rdpcheck::fix::catalogue::Risk;
use rdpcheck::fix::checklist::{Because, State, StepState};
use rdpcheck::fix::{Checklist, FixId, Ticks, Track, checklist, known_names, names_for};
use rdpcheck::question::{Question, Source, WayKind};
use rdpcheck::read::{Input, read};
use rdpcheck::say::Language;
use rdpcheck::say::checklist::because;
use std::path::Path;

fn asked(pastes: &[String], question: Question) -> Explanation {
    let inputs: Vec<Input> = pastes
        .iter()
        .map(|text| Input {
            name: None,
            text: text.clone(),
        })
        .collect();
    let (evidence, _) = read(&inputs);
    explain(&Case {
        evidence,
        question,
        ..Case::default()
    })
}

fn explained(pastes: &[String]) -> Explanation {
    let from = Source::parse("203.0.113.10").expect("an address");
    asked(
        pastes,
        Question {
            from,
            ..Question::default()
        },
    )
}

fn portal(pastes: &[String]) -> Checklist {
    checklist(&explained(pastes), Track::Portal, Ticks::default())
}

/// The step with this number, as the page counts.
fn step(list: &Checklist, number: usize) -> &StepState {
    &list.steps[number - 1]
}

fn ticked(numbers: &[u8]) -> Ticks {
    let mut ticks = Ticks::default();
    for number in numbers {
        ticks.toggle(*number);
    }
    ticks
}

/// What is advised with nothing ticked: number and fix.
fn first_advice(pastes: &[String], track: Track) -> (Option<u8>, FixId) {
    let advised = checklist(&explained(pastes), track, Ticks::default()).advised;
    (advised.step, advised.fix)
}

#[test]
fn each_kind_of_denial_asks_for_its_own_fix() {
    let cases: [(&[String], FixId); 7] = [
        (&[on_nic(&[])], FixId::NsgAllow),
        (&[on_nic(&[ALLOW_OTHERS])], FixId::NsgEdit),
        (&[on_nic(&[ALLOW, DENY])], FixId::NsgReorder),
        (&[on_nic(&[DENY_JIT])], FixId::JitRequest),
        (&[on_nic(&[ALLOW]), ADMIN_DENY.to_owned()], FixId::Avnm),
        (
            &[interface("null").replace(r#""publicIPAddress": null"#, r#""publicIPAddress": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPAddresses/pip"}"#).replace(r#""networkSecurityGroup": null"#, r#""networkSecurityGroup": {"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-nic"}"#), on_subnet(&[ALLOW]), on_nic(&[])],
            FixId::NsgOther,
        ),
        (&[on_nic(&[ALLOW_80])], FixId::NsgEdit),
    ];
    for (pastes, fix) in cases {
        for track in [Track::Portal, Track::PowerShell] {
            let list = checklist(&explained(pastes), track, Ticks::default());
            let advised = (list.advised.step, list.advised.fix);
            assert_eq!(advised, (Some(2), fix), "{track:?}");
            assert_eq!(step(&list, 2).state, State::Cause);
            assert_eq!(step(&list, 2).fix, fix);
            assert!(matches!(list.advised.because, Because::Hop(_)));
            assert_eq!(step(&list, 1).state, State::NotChecked, "{fix:?}");
        }
    }
}

#[test]
fn a_stopped_vm_is_started_before_anything_else() {
    for state in ["deallocated", "stopped"] {
        let pastes = [vm(state), on_nic(&[DENY])];
        assert_eq!(
            first_advice(&pastes, Track::Portal),
            (Some(5), FixId::VmStart)
        );
        assert_eq!(
            first_advice(&pastes, Track::PowerShell),
            (Some(4), FixId::VmStart)
        );
        // The NSG denies as well: both are causes, and the second comes next.
        let list = checklist(&explained(&pastes), Track::Portal, ticked(&[5]));
        assert_eq!(step(&list, 5).state, State::Cause);
        assert_eq!(step(&list, 2).state, State::Cause);
        assert_eq!(
            (list.advised.step, list.advised.fix),
            (Some(2), FixId::NsgReorder)
        );
    }
}

#[test]
fn a_route_that_leads_elsewhere_is_the_cause() {
    let pastes = [on_nic(&[ALLOW]), FORCED_TUNNELLING.to_owned()];
    assert_eq!(
        first_advice(&pastes, Track::Portal),
        (Some(9), FixId::RouteFix)
    );
    assert_eq!(
        first_advice(&pastes, Track::PowerShell),
        (Some(6), FixId::RouteFix)
    );
}

#[test]
fn without_a_public_address_the_tip_comes_before_the_steps() {
    let pastes = [interface("null"), on_subnet(&[ALLOW])];
    assert_eq!(Track::Portal.tip(), Some(FixId::PipAssign));
    assert_eq!(
        first_advice(&pastes, Track::Portal),
        (None, FixId::PipAssign)
    );
    let next = checklist(&explained(&pastes), Track::Portal, ticked(&[0])).advised;
    assert_ne!(next.fix, FixId::PipAssign);
}

#[test]
fn a_host_that_azure_cannot_mend_asks_for_a_redeploy_once_all_is_read() {
    let pastes = [
        vm("running"),
        health("Unavailable", "Persistent"),
        on_nic(&[ALLOW]),
    ];
    let explanation = explained(&pastes);
    let list = checklist(&explanation, Track::Portal, Ticks::default());
    assert_eq!(step(&list, 8).state, State::Cause);
    assert_eq!(step(&list, 8).fix, FixId::VmRedeploy);
    let mut ticks = Ticks::default();
    let mut read = Vec::new();
    loop {
        let list = checklist(&explanation, Track::Portal, ticks);
        let advised = list.advised;
        let number = advised.step.expect("a step");
        if number == 8 {
            assert_eq!(step(&list, 8).first_read, None);
            break;
        }
        assert_eq!(advised.fix.fix().risks[0], Risk::ReadOnly, "{advised:?}");
        assert!(step(&list, 8).first_read.is_some());
        read.push(number);
        ticks.toggle(number);
    }
    // Everything that only reads, and nothing else.
    assert_eq!(read, [2, 9, 5, 3, 10]);
    let passing = [
        vm("running"),
        health("Unavailable", "Transient"),
        on_nic(&[ALLOW]),
    ];
    assert_eq!(
        first_advice(&passing, Track::Portal),
        (Some(5), FixId::ResHealth)
    );
}

#[test]
fn a_stopped_service_asks_for_a_reset_of_rdp() {
    let pastes = [on_nic(&[ALLOW]), SERVICE_STOPPED.to_owned()];
    let list = portal(&pastes);
    assert_eq!(
        (list.advised.step, list.advised.fix),
        (Some(1), FixId::RdpReset)
    );
    assert_eq!(step(&list, 1).state, State::Cause);
    // Whoever can print that has a Windows that started.
    assert_eq!(step(&list, 3).state, State::RuledOut);
    assert!(matches!(step(&list, 3).because, Because::Sign(_)));
}

/// Reset password runs as an extension (fix-catalogue §6.1), so both steps wait for the restart that may bring the agent back.
#[test]
fn without_the_agent_what_needs_it_comes_after_the_restart() {
    let silent = vm("running").replace(
        r#""instanceView": {"#,
        r#""instanceView": {"vmAgent": {"vmAgentVersion": "Unknown", "statuses": [{"code": "ProvisioningState/Unavailable", "displayStatus": "Not Ready"}]}, "#,
    );
    let ready = silent
        .replace("Unavailable", "succeeded")
        .replace("Not Ready", "Ready");
    for (machine, wanted) in [
        (silent, [2, 9, 5, 3, 10, 7, 1, 6, 4, 8]),
        (ready, [2, 9, 5, 3, 10, 1, 6, 7, 4, 8]),
    ] {
        let is_silent = wanted[5] == 7;
        let explanation = explained(&[machine, on_nic(&[ALLOW])]);
        let mut ticks = Ticks::default();
        for number in wanted {
            let list = checklist(&explanation, Track::Portal, ticks);
            assert_eq!(list.advised.step, Some(number), "{ticks:?}");
            for needs_agent in [1, 6] {
                let is_said = step(&list, needs_agent).because == Because::NoAgent;
                assert_eq!(is_said, is_silent, "{needs_agent}");
            }
            ticks.toggle(number);
        }
        let end = checklist(&explanation, Track::Portal, ticks).advised;
        assert_eq!((end.step, end.fix), (None, FixId::Support));
    }
    // A service that does not run asks for a reset of RDP, which would do nothing.
    let silent = vm("running").replace(
        r#""instanceView": {"#,
        r#""instanceView": {"vmAgent": {"statuses": [{"code": "ProvisioningState/Unavailable", "displayStatus": "Not Ready"}]}, "#,
    );
    let pastes = [silent, on_nic(&[ALLOW]), SERVICE_STOPPED.to_owned()];
    assert_ne!(first_advice(&pastes, Track::Portal).1, FixId::RdpReset);
    let no_agent = because(Language::En, &explained(&pastes), Because::NoAgent);
    assert!(no_agent.contains("agent is not ready"), "{no_agent}");
}

#[test]
fn the_classic_track_speaks_of_endpoints() {
    let pastes = [ACL.to_owned()];
    assert_eq!(
        first_advice(&pastes, Track::Classic),
        (Some(2), FixId::ClassicAcl)
    );
    let started = [SERVICE_STOPPED.to_owned(), on_nic(&[ALLOW])];
    assert_eq!(
        first_advice(&started, Track::Classic),
        (Some(1), FixId::ClassicRdpReset)
    );
}

#[test]
fn what_is_not_decided_is_looked_at_first() {
    let tag = ALLOW.replace('*', "AzureCloud");
    assert_eq!(
        first_advice(&[on_nic(&[&tag])], Track::Portal),
        (Some(2), FixId::NsgDiag)
    );
    assert_eq!(
        first_advice(&[vm("starting"), on_nic(&[ALLOW])], Track::Portal),
        (Some(5), FixId::ResHealth)
    );
    // Only some of the asked sources get in.
    let whole = asked(&[on_nic(&[ALLOW_OTHERS])], Question::default());
    let list = checklist(&whole, Track::Portal, Ticks::default());
    assert_eq!(list.advised.fix, FixId::NsgDiag);
    assert_eq!(step(&list, 2).state, State::NotChecked);
}

#[test]
fn only_what_was_seen_is_ruled_out() {
    let both = [
        interface("null").replace("null, \"virtualMachine\"", r#"{"id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-nic"}, "virtualMachine""#),
        on_subnet(&[ALLOW]),
        on_nic(&[ALLOW]),
        ROUTES.to_owned(),
        vm("running"),
        health("Available", "Transient"),
    ];
    let from = Source::parse("10.0.0.9").expect("an address");
    let question = Question {
        from,
        through: Some(WayKind::Peering),
        ..Question::default()
    };
    let list = checklist(&asked(&both, question), Track::Portal, Ticks::default());
    let states: Vec<State> = list.steps.iter().map(|step| step.state).collect();
    use State::{NotChecked, RuledOut};
    assert_eq!(states[1], RuledOut);
    assert_eq!(states[4], RuledOut);
    assert_eq!(step(&list, 5).because, Because::Health);
    assert_eq!(states[8], RuledOut);
    for number in [1, 3, 4, 6, 7, 8, 10] {
        assert_eq!(step(&list, number).state, NotChecked, "{number}");
    }
    assert_eq!(list.advised.step, Some(3));
    // One of two NSGs is not enough.
    let one = portal(&[on_nic(&[ALLOW])]);
    assert_eq!(step(&one, 2).state, NotChecked);
    assert_eq!(one.advised.step, Some(2));
}

#[test]
fn azures_own_answer_counts_beside_the_rules_and_not_alone() {
    let azure = |access: &str, rule: &str| {
        format!(r#"{{"access": "{access}", "ruleName": "securityRules/{rule}"}}"#)
    };
    let allows = portal(&[on_nic(&[ALLOW]), azure("Allow", "AllowRdp")]);
    assert_eq!(step(&allows, 2).state, State::RuledOut);
    assert_eq!(step(&allows, 2).because, Because::Azure(0));
    assert_eq!(
        step(&portal(&[azure("Allow", "AllowRdp")]), 2).state,
        State::NotChecked
    );
    let denies = portal(&[on_nic(&[ALLOW]), azure("Deny", "DenyRdp")]);
    assert_eq!(step(&denies, 2).state, State::NotChecked);
    assert_eq!(denies.advised.because, Because::Azure(0));
    assert_eq!(
        (denies.advised.step, denies.advised.fix),
        (Some(2), FixId::NsgDiag)
    );
    // Our own cause stays one, whatever Azure was asked.
    let differs = portal(&[on_nic(&[DENY]), azure("Allow", "AllowRdp")]);
    assert_eq!(step(&differs, 2).state, State::Cause);
    assert_eq!(step(&differs, 2).fix, FixId::NsgReorder);
}

#[test]
fn the_evidence_for_a_step_is_said_in_one_line() {
    let explanation = explained(&[on_nic(&[DENY]), SERVICE_STOPPED.to_owned()]);
    let list = checklist(&explanation, Track::Portal, Ticks::default());
    let said = |number, language| because(language, &explanation, step(&list, number).because);
    assert_eq!(
        said(2, Language::En),
        "the network interface’s NSG nsg-nic: Blocked (DenyRdp)"
    );
    assert!(said(2, Language::Ja).contains("nsg-nic"));
    assert!(said(3, Language::En).contains("Windows has started"));
    assert_eq!(said(4, Language::En), "");
}

#[test]
fn the_marker_moves_by_risk_and_ends_at_a_support_request() {
    let explanation = explained(&[]);
    let cases: [(Track, &[u8]); 3] = [
        (Track::Portal, &[2, 9, 5, 3, 10, 1, 6, 7, 4, 8]),
        (Track::PowerShell, &[2, 6, 7, 1, 3, 4, 5]),
        (Track::Classic, &[2, 4, 3, 7, 1, 5, 6]),
    ];
    for (track, wanted) in cases {
        let mut ticks = Ticks::default();
        for number in wanted {
            let list = checklist(&explanation, track, ticks);
            assert_eq!(list.advised.step, Some(*number), "{track:?} {ticks:?}");
            ticks.toggle(*number);
        }
        let list = checklist(&explanation, track, ticks);
        assert_eq!(
            (list.advised.step, list.advised.fix),
            (None, FixId::Support)
        );
        assert!(list.steps.iter().all(|step| step.is_ticked));
        // Without a tick it comes back.
        let mut again = ticks;
        again.toggle(1);
        assert_eq!(checklist(&explanation, track, again).advised.step, Some(1));
    }
}

#[test]
fn a_cause_that_was_done_in_vain_stays_one_and_the_marker_moves_on() {
    let explanation = explained(&[on_nic(&[DENY])]);
    let list = checklist(&explanation, Track::Portal, ticked(&[2]));
    assert_eq!(step(&list, 2).state, State::Cause);
    assert!(step(&list, 2).is_ticked);
    assert_eq!(list.advised.step, Some(9));
}

/// Whatever is pasted: the steps stay where they are, ticking what is advised comes to an end, and nothing that costs
/// downtime or data is advised while something that only reads is not read.
#[test]
fn the_marker_keeps_its_promises_for_every_recorded_paste() {
    let mut walks = 0;
    for pastes in recorded() {
        let explanation = explained(&pastes);
        for track in Track::ALL {
            let mut ticks = Ticks::default();
            for _ in 0..20 {
                let list = checklist(&explanation, track, ticks);
                assert_eq!(list.steps.len(), track.steps().len());
                for (at, step) in list.steps.iter().enumerate() {
                    assert!(track.steps()[at].contains(&step.fix));
                    let is_known = step.state != State::NotChecked;
                    assert!(!is_known || step.because != Because::Nothing, "{step:?}");
                    let said = because(Language::Ja, &explanation, step.because);
                    assert_eq!(
                        said.is_empty(),
                        step.because == Because::Nothing,
                        "{step:?}"
                    );
                }
                let advised = list.advised;
                assert!(!ticks.has(advised.step.unwrap_or(15)), "{advised:?}");
                if advised.fix.risk() >= Risk::Downtime {
                    let unread = list.steps.iter().find(|step| {
                        step.fix.fix().risks[0] == Risk::ReadOnly
                            && step.state == State::NotChecked
                            && !step.is_ticked
                    });
                    assert_eq!(unread, None, "{advised:?}");
                }
                if advised.fix == FixId::Support {
                    break;
                }
                ticks.toggle(advised.step.unwrap_or(0));
            }
            let end = checklist(&explanation, track, ticks).advised;
            assert_eq!(end.fix, FixId::Support, "{track:?} {pastes:?}");
            walks += 1;
        }
    }
    assert!(walks > 300, "there were only {walks}");
}

#[test]
fn a_command_is_for_the_resource_group_of_what_it_changes() {
    let elsewhere = |text: String| text.replace("resourceGroups/rg/", "resourceGroups/rg-net/");
    let vm_and_network = interface("null").replace(
        "resourceGroups/rg/providers/Microsoft.Network/virtualNetworks",
        "resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks",
    );
    let explanation = explained(&[vm_and_network, elsewhere(on_subnet(&[DENY]))]);
    let known = known_names(&explanation, &Values::default());
    let text = |fix: FixId, at: usize| {
        let command = &fix.fix().commands[at];
        let names = names_for(command, &explanation, &known);
        command.text(Dialect::AzureCli, &names).expect("a command")
    };
    let rule = text(FixId::NsgReorder, 0);
    assert!(
        rule.contains(r#"-g "rg-net" --nsg-name "nsg-subnet""#),
        "{rule}"
    );
    let subnet = text(FixId::NsgOther, 2);
    assert!(
        subnet.contains(r#"-g "rg-net" --vnet-name "v" -n "web""#),
        "{subnet}"
    );
    let interface = text(FixId::NsgOther, 1);
    assert!(interface.contains(r#"-g "rg" -n "nic1""#), "{interface}");
}

/// What every scenario pastes.
fn recorded() -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of scenarios") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("UTF-8");
        for section in text.split("\n## ").skip(1) {
            let fences = section.split("\n```paste\n").skip(1);
            let pastes: Vec<String> = fences
                .filter_map(|fence| fence.split_once("\n```"))
                .map(|(paste, _)| paste.to_owned())
                .collect();
            if !pastes.is_empty() {
                cases.push(pastes);
            }
        }
    }
    cases
}
