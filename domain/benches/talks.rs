//! Talks played through: invitation, reply, delegations, then offers to and fro.

use chrono::{DateTime, Days, Utc};
use domain::bargaining::{
    Act, Delegate, Event, Negotiation, Opening, Party, Person, References, Reopening, ReplyDecision, decide, evolve,
};
use domain::party::{Actor, Capacity, MandateRole, Side};
use domain::statute::RulebookSet;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What is played.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Until this many acts.
    pub acts: u32,
    /// Requests for information after each offer.
    pub between: u32,
    /// The sheet of an offer, by the number of the act before.
    pub sheet: fn(u32) -> Value,
}

pub fn opening(now: DateTime<Utc>) -> Opening {
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

/// The events, and the state after them.
pub fn play(rulebooks: &RulebookSet, opening: Opening, plan: Plan) -> (Vec<Event>, Negotiation) {
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
    while last < plan.acts {
        let tabling = Act::TableOffer {
            sheet: (plan.sheet)(last),
            answers,
            package: false,
            expires_at: None,
            message: String::new(),
        };
        last = act(side, tabling);
        answers = Some(last);
        side = side.other();
        for _ in 0..plan.between {
            let (subject, message) = ("利润表".to_owned(), String::new());
            last = act(side, Act::RequestInformation { subject, message });
        }
    }
    (events, state)
}
