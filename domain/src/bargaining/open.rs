//! What a person may do now: each act tried with nothing filled in, kept unless the stage or the role forbids it.

use super::decide::refusals;
use super::{
    Act, CoordinationStep, FilingPack, LawfulGround, Negotiation, Opinion, RefusalCode, ReplyDecision, ReviewHeads,
};
use crate::contract;
use crate::decimal::{Money, Percent};
use crate::party::{Actor, Capacity};
use crate::statute::RulebookSet;
use chrono::{DateTime, Utc};

/// Names of the acts open to a person now, in the order of the procedure.
pub fn open(state: &Negotiation, by: &Actor, rulebooks: &RulebookSet, now: DateTime<Utc>) -> Vec<&'static str> {
    let tried = blanks(state, by, now);
    let refused = refusals(state, by, &tried, rulebooks, now);
    let open = tried.iter().zip(refused).filter(|(_, code)| code.is_none_or(|code| !closed(code)));
    open.map(|(act, _)| act.name()).collect()
}

/// Of the acts open to a person those for which somebody waits: a reply, an answer, the next step of the path.
pub fn waiting(n: &Negotiation, by: &Actor, open: &[&'static str]) -> Vec<&'static str> {
    let Some(side) = by.capacity.side() else {
        let steps = ["acknowledge", "give_opinion", "confirm_coverage"];
        return open.iter().copied().filter(|act| steps.contains(act)).collect();
    };
    let last = |side| n.current_offer(side).map(|offer| offer.stamp.seq);
    let theirs = last(side.other());
    let half = |marks: &super::ItemMarks| {
        marks.agreed.is_none() && marks.initials.get(side.other()).is_some() && marks.initials.get(side).is_none()
    };
    let waits = |act: &str| match act {
        "reply" | "answer_information" | "sign_minutes" | "agree_draft" | "open_ballot" | "record_vote" | "sign"
        | "file" | "publish" => true,
        "name_delegation" => n.delegation(side).is_none(),
        "table_offer" => theirs > last(side),
        "initial_items" => n.marks().values().any(half),
        _ => false,
    };
    open.iter().copied().filter(|act| waits(act)).collect()
}

/// Whether a refusal has nothing to do with what was filled in.
const fn closed(code: RefusalCode) -> bool {
    use RefusalCode as R;
    matches!(
        code,
        R::NoRulebook
            | R::NotNow
            | R::NotAParty
            | R::NotTheChief
            | R::NotARepresentative
            | R::NotTheBureau
            | R::OtherSideOnly
            | R::OwnSideOnly
            | R::NotTheRecorder
            | R::NoMinutes
            | R::AlreadyDone
            | R::AlreadyAnswered
            | R::OfferNotCurrent
            | R::OfferExpired
            | R::ItemsOpen
            | R::PackageWhole
            | R::NoExtension
            | R::NothingOverdue
            | R::NoBallotHere
            | R::NoSecondVote
            | R::CoverageNotNeeded
            | R::NoEnterpriseConfirmed
            | R::NotTheirTurnToSign
            | R::NotTheFiler
            | R::NoFilingHere
            | R::ReviewEnded
            | R::NotAcknowledged
    )
}

/// Every act with nothing filled in but what can be pointed at: an offer, a request, a session, the exact bytes.
fn blanks(n: &Negotiation, by: &Actor, now: DateTime<Utc>) -> Vec<Act> {
    let side = by.capacity.side();
    let mut out = before_talks(now);
    let delegate = side.and_then(|side| n.delegation(side)).and_then(|d| d.members.first());
    out.extend(delegate.map(|d| Act::ReportVacancy { representative: d.name.clone(), reason: String::new() }));
    let request = n.information().iter().find(|r| r.answer.is_none() && Some(r.side) != side);
    out.push(Act::RequestInformation { subject: String::new(), message: String::new() });
    out.extend(request.map(|r| {
        let (request, content) = (r.stamp.seq, String::new());
        Act::AnswerInformation { request, given: true, content, confidential: false, documents: Vec::new() }
    }));
    let none = String::new;
    let (name, media_type, sha256) = (none(), none(), none());
    out.push(Act::ServeDocument { document: 0, name, media_type, size: 0, sha256, confidential: false });
    let chair = crate::party::Side::WorkerSide;
    out.push(Act::OpenSession { chair, recorder: String::new(), place: String::new() });
    if let Some(session) = n.sessions().iter().rev().find(|s| !s.complete).map(|s| s.stamp.seq) {
        out.push(Act::RecordMinutes { session, text: String::new() });
        out.push(Act::SignMinutes { session });
    }
    out.extend(offers(n, by));
    out.push(Act::Suspend { reason: String::new(), until: now.date_naive() });
    out.push(Act::Resume {});
    out.push(Act::ApplyCoordination { reason: String::new() });
    out.push(Act::ComplainOfSilence { reason: String::new() });
    out.push(Act::Coordinate { step: CoordinationStep::Accept, message: String::new() });
    out.push(Act::SettleCoordination { text: String::new(), settled: false });
    out.extend(agreed(n, by));
    out.extend(after_signing());
    out
}

fn before_talks(now: DateTime<Utc>) -> Vec<Act> {
    let none = String::new;
    vec![
        Act::Invite { topics: Vec::new(), proposed_at: now, place: none(), information: Vec::new(), message: none() },
        Act::Reply { decision: ReplyDecision::Accept, reason: none(), topics: Vec::new() },
        Act::WithdrawInvitation { reason: none() },
        Act::NameDelegation { members: Vec::new() },
    ]
}

fn offers(n: &Negotiation, by: &Actor) -> Vec<Act> {
    let Some(side) = by.capacity.side() else { return Vec::new() };
    let (own, theirs) = (n.current_offer(side), n.current_offer(side.other()));
    let mut out = vec![Act::TableOffer {
        sheet: serde_json::Value::Null,
        answers: theirs.map(|offer| offer.stamp.seq),
        package: false,
        expires_at: None,
        message: String::new(),
    }];
    out.extend(own.map(|offer| Act::WithdrawOffer { offer: offer.stamp.seq }));
    if let Some(offer) = theirs.or(own) {
        out.push(Act::InitialItems { offer: offer.stamp.seq, items: Vec::new() });
    }
    let agreed = n.marks().iter().find(|(_, marks)| marks.agreed.is_some());
    out.extend(agreed.map(|(item, _)| Act::ReopenItem { item: item.clone(), reason: String::new() }));
    out.extend(theirs.map(|offer| Act::AcceptOffer { offer: offer.stamp.seq }));
    out
}

fn agreed(n: &Negotiation, by: &Actor) -> Vec<Act> {
    let mut out = Vec::new();
    out.extend(n.draft().map(|draft| Act::AgreeDraft { sha256: draft.sha256.clone() }));
    out.push(Act::OpenBallot { body: String::new(), roll: 0 });
    out.push(Act::RecordVote { present: 0, in_favour: 0, against: 0, abstained: 0 });
    if by.capacity == Capacity::CoveredEnterprise {
        out.push(Act::ConfirmCoverage { enterprise: by.organisation });
    }
    out.extend(contract::sha256(n).map(|sha256| Act::Sign { sha256 }));
    out
}

fn after_signing() -> Vec<Act> {
    let none = String::new;
    let pack = FilingPack {
        copies: 0,
        explanation: none(),
        average_wage_last_year: Money::ZERO,
        adjustment_percent: Percent::ZERO,
        workers_covered: 0,
        enterprises_covered: 0,
        credentials: false,
        resolution: false,
        minutes: false,
    };
    let heads = ReviewHeads { qualification: none(), procedure: none(), content: none() };
    vec![
        Act::File { pack },
        Act::Acknowledge { number: none() },
        Act::AskCorrection { missing: Vec::new() },
        Act::GiveOpinion { number: none(), opinion: Opinion::NoObjection, heads },
        Act::Publish { means: none() },
        Act::ProposeAmendment { ground: LawfulGround::Agreement, reason: none() },
        Act::Terminate { ground: LawfulGround::Agreement, reason: none() },
        Act::Replace { by_negotiation: 0 },
    ]
}
