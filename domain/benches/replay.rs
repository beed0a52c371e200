//! Replaying 300 acts: a usual mix (one act in ten tables an offer), and nothing but offers, the worst case.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod limit;

use chrono::{DateTime, Days, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::bargaining::{
    Act, Delegate, Event, Negotiation, Opening, Party, Person, References, Reopening, ReplyDecision, decide, evolve,
    replay,
};
use domain::party::{Actor, Capacity, MandateRole, Side};
use domain::statute::RulebookSet;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

const ACTS: u32 = 300;

fn opening(now: DateTime<Utc>) -> Opening {
    let party =
        |organisation| Party { organisation: Uuid::from_u128(organisation), name: format!("组织{organisation}") };
    Opening {
        id: Uuid::from_u128(1),
        title: "2026 年工资集体协商".to_owned(),
        jurisdiction: "CN-64".to_owned(),
        area: "640205".to_owned(),
        industry: "F".to_owned(),
        worker_side: party(1),
        employer_side: party(2),
        bureau: party(3),
        enterprises: (4..30).map(party).collect(),
        previous: None,
        reopening: Reopening::Mutual,
        initiator: Side::WorkerSide,
        opened_at: now,
    }
}

fn chief(side: Side) -> Actor {
    let (organisation, capacity) = match side {
        Side::WorkerSide => (1, Capacity::WorkerSide),
        Side::EmployerSide => (2, Capacity::EmployerSide),
    };
    let organisation = Uuid::from_u128(organisation);
    let account = Uuid::from_u128(organisation.as_u128() * 10);
    Actor {
        account,
        name: format!("甲{account}"),
        mandate: account,
        role: MandateRole::ChiefRepresentative,
        organisation,
        capacity,
    }
}

fn sheet(round: u32) -> Value {
    let grade = |i: u32| {
        json!({"key": format!("minimum_wage.g{i}"), "kind": "minimum_wage", "unit": "month", "grade": format!("g{i}"),
               "amount": format!("{}.00", 2100 + round + i)})
    };
    json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
           "effective": {"from": "2026-09-01", "to": "2027-08-31"}, "rounding": {"mode": "half_up", "places": 2},
           "items": (0..40).map(grade).collect::<Vec<_>>()})
}

fn delegation(side: Side) -> Act {
    let first = chief(side).account.as_u128();
    let member = |i: u128| Delegate {
        name: format!("甲{}", first + i),
        account: Some(Uuid::from_u128(first + i)),
        id: None,
        post: String::new(),
        chief: i == 0,
        outside: false,
    };
    Act::NameDelegation { members: (0..3).map(member).collect() }
}

/// Invitation, reply, delegations, then offers to and fro, with so many requests for information after each.
fn play(rulebooks: &RulebookSet, opening: Opening, between: u32) -> Vec<Event> {
    let mut now = opening.opened_at;
    let mut state = Negotiation::opened(opening);
    let mut events = Vec::new();
    let mut act = |side, act: Act| {
        now += chrono::TimeDelta::minutes(5);
        let by = chief(side);
        let own = BTreeSet::from([by.organisation]);
        let named = act.named().expect("within the limits").accounts;
        let person = |account| (account, Person { closed: false, organisations: own.clone() });
        let accounts = named.into_iter().map(person).collect();
        let references = References { own: own.clone(), accounts, ..References::default() };
        let event = decide(&state, &by, act, &references, rulebooks, now).expect("allowed");
        evolve(&mut state, &event).expect("consistent");
        events.push(event);
        state.seq()
    };
    let proposed_at = DateTime::UNIX_EPOCH + Days::new(30_000);
    let (topics, place) = (vec!["最低工资".to_owned()], "会议室".to_owned());
    let invitation = Act::Invite { topics, proposed_at, place, information: vec![], message: String::new() };
    act(Side::WorkerSide, invitation);
    let decision = ReplyDecision::Accept;
    act(Side::EmployerSide, Act::Reply { decision, reason: String::new(), topics: vec![] });
    act(Side::WorkerSide, delegation(Side::WorkerSide));
    let mut last = act(Side::EmployerSide, delegation(Side::EmployerSide));
    let mut side = Side::WorkerSide;
    let mut answers = None;
    while last < ACTS {
        let tabling =
            Act::TableOffer { sheet: sheet(last), answers, package: false, expires_at: None, message: String::new() };
        last = act(side, tabling);
        answers = Some(last);
        side = side.other();
        for _ in 0..between {
            let (subject, message) = ("利润表".to_owned(), String::new());
            last = act(side, Act::RequestInformation { subject, message });
        }
    }
    events
}

fn bench(c: &mut Criterion) {
    let now: DateTime<Utc> = "2026-05-04T02:00:00Z".parse().expect("an instant");
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    for (name, between) in [("replay 300 acts, one in ten an offer of 40 items", 9), ("replay 300 acts, all offers", 0)]
    {
        let events = play(&rulebooks, opening(now), between);
        let limit = Duration::from_millis(5);
        limit::against(c, name, limit, || replay(opening(now), &events).expect("consistent"));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
