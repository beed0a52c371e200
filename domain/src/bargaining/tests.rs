//! A negotiation played act by act, at instants that the test sets.

mod documents;
mod guards;
mod limits;
mod paths;
mod random;
mod record;
mod references;
mod same;
mod table;
mod time;
mod zones;

use super::*;
use crate::contract;
use crate::party::{Actor, Capacity, MandateRole, Side};
use crate::statute::{Rulebook, RulebookSet};
use chrono::{DateTime, Days, NaiveDate, Utc};
use documents::served;
use serde_json::{Value, json};
use uuid::Uuid;

pub(super) const W: Side = Side::WorkerSide;
pub(super) const E: Side = Side::EmployerSide;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// 10:00 in Shanghai on that day.
pub(super) fn at(text: &str) -> DateTime<Utc> {
    format!("{text}T02:00:00Z").parse().expect("an instant")
}

pub(super) fn sheet(jurisdiction: &str, area: &str, minimum: &str) -> Value {
    let currency = match jurisdiction {
        "DE" => "EUR",
        "AU" => "AUD",
        _ => "CNY",
    };
    json!({
        "schema": "concord.term-sheet/1", "jurisdiction": jurisdiction, "area": area, "currency": currency,
        "effective": {"from": "2023-09-01", "to": "2024-08-31"}, "rounding": {"mode": "half_up", "places": 2},
        "items": [
            {"key": "minimum_wage", "kind": "minimum_wage", "unit": "month", "amount": minimum},
            {"key": "clause.supervision", "kind": "clause", "heading": "履约监督", "text": "每半年检查一次"},
        ],
    })
}

/// An id for tests.
pub(super) const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn party(organisation: u128, name: &str) -> Party {
    Party { organisation: id(organisation), name: name.to_owned() }
}

pub(super) fn opening(jurisdiction: &str, area: &str) -> Opening {
    Opening {
        id: id(7),
        title: "2023 年商贸流通行业工资集体协商".to_owned(),
        jurisdiction: jurisdiction.to_owned(),
        area: area.to_owned(),
        industry: "F".to_owned(),
        worker_side: party(1, "惠农区商贸流通行业工会联合会"),
        employer_side: party(2, "惠农区商贸流通行业协会"),
        bureau: party(3, "惠农区人力资源和社会保障局"),
        enterprises: vec![party(4, "甲超市"), party(5, "乙百货")],
        previous: None,
        reopening: Reopening::Mutual,
        initiator: W,
        opened_at: at("2023-05-04"),
    }
}

pub(super) fn actor(account: u128, role: MandateRole, organisation: u128, capacity: Capacity) -> Actor {
    let (name, organisation) = (format!("甲{account}"), id(organisation));
    Actor { account: id(account), name, mandate: id(account), role, organisation, capacity }
}

pub(super) fn chief(side: Side) -> Actor {
    match side {
        Side::WorkerSide => actor(11, MandateRole::ChiefRepresentative, 1, Capacity::WorkerSide),
        Side::EmployerSide => actor(21, MandateRole::ChiefRepresentative, 2, Capacity::EmployerSide),
    }
}

pub(super) fn bureau() -> Actor {
    actor(31, MandateRole::Reviewer, 3, Capacity::Bureau)
}

pub(super) fn members(side: Side, count: u128) -> Vec<Delegate> {
    let first = chief(side).account.as_u128();
    let one = |i: u128| Delegate {
        name: format!("甲{}", first + i),
        account: Some(id(first + i)),
        id: None,
        post: String::new(),
        chief: i == 0,
        outside: false,
    };
    (0..count).map(one).collect()
}

pub(super) fn pack() -> FilingPack {
    FilingPack {
        copies: 3,
        explanation: "说明".to_owned(),
        average_wage_last_year: crate::decimal::Money::parse("4200.00").expect("money"),
        adjustment_percent: crate::decimal::Percent::parse("6").expect("percent"),
        workers_covered: 640,
        enterprises_covered: 2,
        credentials: true,
        resolution: true,
        minutes: true,
    }
}

/// The accounts there are: 11–20 the workers' people, 21–29 the employers', 31 the bureau's, 41 a covered enterprise's,
/// 51–59 nobody's here; 59 is closed.
pub(super) fn person(account: u128) -> Option<Person> {
    let of = |organisation| std::collections::BTreeSet::from([id(organisation)]);
    let organisations = match account {
        11..=20 => of(1),
        21..=29 => of(2),
        31 => of(3),
        41 => of(4),
        51..=59 => std::collections::BTreeSet::new(),
        _ => return None,
    };
    Some(Person { closed: account == 59, organisations })
}

/// A negotiation whose contract may take the place of the one played.
pub(super) fn successor(number: u128) -> Successor {
    Successor {
        id: id(number),
        worker_side: id(1),
        employer_side: id(2),
        area: "640205".to_owned(),
        industry: "F".to_owned(),
        enterprises: [id(4), id(5)].into(),
        in_force: true,
    }
}

/// One negotiation being played.
#[derive(Clone)]
pub(super) struct Play {
    pub rulebooks: RulebookSet,
    pub state: Negotiation,
    pub events: Vec<Event>,
    pub now: DateTime<Utc>,
    /// Instead of what there is.
    pub references: Option<References>,
}

impl Play {
    pub fn new(jurisdiction: &str, area: &str) -> Self {
        let rulebooks = RulebookSet::shipped().expect("rulebooks");
        let state = Negotiation::opened(opening(jurisdiction, area));
        Self { rulebooks, state, events: Vec::new(), now: at("2023-05-04"), references: None }
    }

    pub fn book(&self) -> &Rulebook {
        self.rulebooks.rulebook(&self.state.opening.jurisdiction).expect("a rulebook")
    }

    pub fn try_act(&mut self, by: &Actor, act: Act) -> Result<Seq, Refusal> {
        let before = self.state.clone();
        let (kind, listed) = (act.kind(), open(&self.state, by, &self.rulebooks, self.now));
        let references = self.references.clone().unwrap_or_else(|| found(by, &act));
        let decided = decide(&self.state, by, act, &references, &self.rulebooks, self.now);
        assert_eq!(self.state, before);
        let event = decided?;
        assert!(listed.contains(&kind), "{kind} was accepted and not listed as open");
        evolve(&mut self.state, &event).expect("a decided event is consistent");
        self.events.push(event);
        Ok(self.state.seq)
    }

    #[track_caller]
    pub fn act(&mut self, by: &Actor, act: Act) -> Seq {
        let name = act.name();
        match self.try_act(by, act) {
            Ok(seq) => seq,
            Err(refusal) => panic!("{name} refused: {refusal:?}"),
        }
    }

    #[track_caller]
    pub fn refused(&mut self, by: &Actor, act: Act) -> Refusal {
        let name = act.name();
        let before = self.state.clone();
        let refusal = self.try_act(by, act).err();
        assert_eq!(self.state, before, "a refused act changes nothing");
        refusal.unwrap_or_else(|| panic!("{name} was allowed"))
    }

    pub fn on(&mut self, date: &str) {
        self.now = at(date);
    }

    pub fn invite(&mut self) -> Seq {
        let proposed_at = self.now.checked_add_days(Days::new(40)).expect("a date");
        let act = Act::Invite {
            topics: vec!["最低工资".to_owned()],
            proposed_at,
            place: "工会会议室".to_owned(),
            information: vec![],
            message: String::new(),
        };
        self.act(&chief(W), act)
    }

    pub fn reach_table(&mut self) {
        self.invite();
        let accept = Act::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] };
        self.act(&chief(E), accept);
        self.act(&chief(W), Act::NameDelegation { members: members(W, 3) });
        self.act(&chief(E), Act::NameDelegation { members: members(E, 3) });
        assert_eq!(self.state.stage().word(), "bargaining");
    }

    pub fn tabling(&self, minimum: &str, answers: Option<Seq>) -> Act {
        let o = &self.state.opening;
        let sheet = sheet(&o.jurisdiction, &o.area, minimum);
        Act::TableOffer { sheet, answers, package: false, expires_at: None, message: String::new() }
    }

    pub fn table_offer(&mut self, side: Side, minimum: &str, answers: Option<Seq>) -> Seq {
        let act = self.tabling(minimum, answers);
        self.act(&chief(side), act)
    }

    pub fn agree(&mut self) {
        let sha256 = self.state.draft_sheet().expect("a draft").sha256();
        self.act(&chief(W), Act::AgreeDraft { sha256: sha256.clone() });
        self.act(&chief(E), Act::AgreeDraft { sha256 });
        assert_eq!(self.state.stage().word(), "draft_agreed");
    }

    pub fn accepted(&mut self) {
        self.reach_table();
        let offer = self.table_offer(W, "2300.00", None);
        self.act(&chief(E), Act::AcceptOffer { offer });
        self.agree();
    }

    pub fn vote(&mut self, roll: u32, present: u32, in_favour: u32) -> VoteResult {
        self.act(&chief(W), Act::OpenBallot { body: "行业职工代表大会".to_owned(), roll });
        let against = present - in_favour;
        self.act(&chief(W), Act::RecordVote { present, in_favour, against, abstained: 0 });
        self.state.ballots.last().and_then(|b| b.vote).expect("a vote").result
    }

    pub fn sign(&mut self) {
        for side in [W, E] {
            let sha256 = contract::sha256(&self.state).expect("a contract");
            self.act(&chief(side), Act::Sign { sha256 });
        }
    }

    pub fn filed(&mut self) {
        self.accepted();
        assert_eq!(self.vote(90, 80, 60), VoteResult::Adopted);
        self.sign();
        self.act(&chief(E), Act::File { pack: pack() });
    }

    pub fn word(&self) -> &'static str {
        self.state.status(self.book(), self.now).stage.word()
    }

    pub fn deadline(&self, what: DeadlineKind) -> Deadline {
        let found = deadlines(&self.state, self.book(), self.now).into_iter().find(|c| c.what == what);
        found.unwrap_or_else(|| panic!("no deadline {what:?}"))
    }

    pub fn replayed(&self) {
        let again = replay(self.state.opening.clone(), &self.events).expect("consistent");
        assert_eq!(again, self.state);
        let text = serde_json::to_string(&self.events).expect("json");
        let read: Vec<Event> = serde_json::from_str(&text).expect("events");
        assert_eq!(read, self.events);
    }
}

/// What there is of what an act names.
pub(super) fn found(by: &Actor, act: &Act) -> References {
    let named = act.named().unwrap_or_default();
    let accounts = (1..100).filter(|n| named.accounts.contains(&id(*n))).filter_map(|n| Some((id(n), person(n)?)));
    let own = (1..100).find(|n| id(*n) == by.account).and_then(person).unwrap_or_default().organisations;
    let document = match (act, by.capacity.side()) {
        (Act::ServeDocument { document, name, media_type, size, sha256, .. }, Some(side)) => Some(Stored {
            id: *document,
            side,
            name: name.clone(),
            media_type: media_type.clone(),
            size: *size,
            sha256: sha256.clone(),
        }),
        _ => None,
    };
    let negotiation = (8..10).find(|n| named.negotiation == Some(id(*n))).map(successor);
    References { own, accounts: accounts.collect(), negotiation, document }
}

pub(super) fn opinion(opinion: Opinion) -> Act {
    let heads =
        ReviewHeads {
            qualification: "合格".to_owned(), procedure: "合法".to_owned(), content: "合法".to_owned()
        };
    Act::GiveOpinion { number: "惠人社审〔2023〕1号".to_owned(), opinion, heads }
}
