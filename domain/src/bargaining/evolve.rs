//! From acts to state. Needs no rulebook: what it decided is in each event's determination.

use super::{
    Act, Event, Negotiation, Opening, Seq, Stage, Stamp, ballot, coordination, delegation, document, draft, ending,
    filing, initial, invite, offer, publish, review, session, sheets, sign,
};
use crate::party::Side;
use thiserror::Error;

/// Stored acts that cannot have happened. Nothing `decide` gives is refused here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Inconsistent {
    /// A gap or a repetition in the numbers.
    #[error("act {found} where act {expected} was expected")]
    Sequence {
        /// The number that had to come.
        expected: Seq,
        /// The number found.
        found: Seq,
    },
    /// Something else than its opening at the beginning of a stream, or an opening later.
    #[error("no opening, or one too many")]
    Opening,
    /// A party's act by somebody who is no party.
    #[error("act {0}: only a party can do this")]
    Party(Seq),
    /// A tabled sheet that is no term sheet.
    #[error("act {0}: the sheet is invalid")]
    Sheet(Seq),
}

/// The state after one more act.
///
/// # Errors
/// [`Inconsistent`] for events that `decide` never gave; the state is then unchanged.
pub fn evolve(n: &mut Negotiation, event: &Event) -> Result<(), Inconsistent> {
    let expected = n.seq.saturating_add(1);
    if event.seq != expected {
        return Err(Inconsistent::Sequence { expected, found: event.seq });
    }
    let sheet = match &event.act {
        Act::TableOffer { sheet, .. } => Some(sheets::read(sheet).map_err(|_| Inconsistent::Sheet(event.seq))?),
        _ => None,
    };
    let side = event.by.capacity.side();
    if side.is_none() && is_partys(&event.act) {
        return Err(Inconsistent::Party(event.seq));
    }
    for time_event in &event.determination.time_events {
        n.pass(time_event, n.seq);
    }
    n.seq = event.seq;
    n.last_at = n.last_at.max(event.at);
    let stamp = Stamp { seq: event.seq, at: event.at };
    match (side, sheet, &event.act) {
        (Some(side), Some(sheet), Act::TableOffer { .. }) => tabled(n, event, stamp, side, sheet),
        (Some(side), _, _) => {
            party(n, event, stamp, side);
            common(n, event, stamp);
        }
        _ => common(n, event, stamp),
    }
    sign::void(n, &event.determination.voids, event.seq);
    Ok(())
}

/// The state after all acts.
///
/// # Errors
/// The first [`Inconsistent`] event.
pub fn replay<'a>(opening: Opening, events: impl IntoIterator<Item = &'a Event>) -> Result<Negotiation, Inconsistent> {
    let mut negotiation = Negotiation::opened(opening);
    for event in events {
        evolve(&mut negotiation, event)?;
    }
    Ok(negotiation)
}

/// Acts that only a party can do: their effect needs the side.
const fn is_partys(act: &Act) -> bool {
    !matches!(
        act,
        Act::Coordinate { .. }
            | Act::SettleCoordination { .. }
            | Act::ConfirmCoverage { .. }
            | Act::Acknowledge { .. }
            | Act::AskCorrection { .. }
            | Act::GiveOpinion { .. }
            | Act::Replace { .. }
    )
}

fn tabled(n: &mut Negotiation, event: &Event, stamp: Stamp, side: Side, sheet: crate::term::TermSheet) {
    if let Act::TableOffer { sheet: value, answers, package, expires_at, message } = &event.act {
        let tabling = offer::Tabling {
            sheet: value,
            answers: *answers,
            package: *package,
            expires_at: *expires_at,
            message,
            sha256: event.determination.sheet_sha256.as_deref(),
        };
        offer::apply_table(n, stamp, side, &tabling, sheet);
    }
}

/// Effects of the parties' acts.
fn party(n: &mut Negotiation, event: &Event, stamp: Stamp, side: Side) {
    let determination = &event.determination;
    match &event.act {
        Act::Invite { topics, proposed_at, information, .. } => {
            invite::apply_invite(n, stamp, side, topics, *proposed_at, information);
        }
        Act::Reply { decision, topics, .. } => invite::apply_reply(n, stamp, determination, *decision, topics),
        Act::WithdrawInvitation { .. } => n.stage = Stage::Lapsed { withdrawal: stamp.seq },
        Act::NameDelegation { members } => delegation::apply_name(n, stamp, side, members, determination),
        Act::ReportVacancy { representative, account, id, .. } => {
            let who = delegation::Who { name: representative, account: *account, id: id.as_deref() };
            delegation::apply_vacancy(n, stamp, side, &who);
        }
        Act::RequestInformation { subject, .. } => session::apply_request(n, stamp, side, subject),
        Act::AnswerInformation { request, given, .. } => session::apply_answer(n, stamp, *request, *given),
        Act::ServeDocument { document, confidential, .. } => {
            document::apply_serve(n, stamp, side, *document, *confidential);
        }
        Act::OpenSession { chair, recorder, recorder_account, .. } => {
            session::apply_open(n, stamp, *chair, (recorder, *recorder_account));
        }
        Act::RecordMinutes { session, .. } => session::apply_record(n, stamp, *session),
        Act::SignMinutes { session } => {
            session::apply_sign(n, *session, side, event.by.account, determination.completes)
        }
        Act::WithdrawOffer { offer } => offer::apply_withdraw(n, stamp, *offer),
        Act::InitialItems { offer, items } => initial::apply_initial(n, stamp, side, *offer, items),
        Act::ReopenItem { item, .. } => initial::apply_reopen(n, stamp, side, item, determination.completes),
        Act::AcceptOffer { offer } => offer::apply_accept(n, stamp, *offer),
        Act::AgreeDraft { sha256 } => draft::apply_agree(n, stamp, side, sha256, determination.completes),
        Act::Suspend { until, .. } => coordination::apply_suspend(n, stamp, side, *until, determination.completes),
        Act::Resume {} => coordination::apply_resume(n, stamp, side, determination.completes),
        Act::ApplyCoordination { .. } => coordination::apply_application(n, stamp),
        Act::ComplainOfSilence { .. } => {
            n.bureau_in.get_or_insert(stamp.seq);
        }
        Act::Sign { sha256 } => sign::apply_sign(n, stamp, &event.by, side, sha256, determination),
        Act::File { pack } => filing::apply_file(n, stamp, side, pack, determination),
        Act::Publish { .. } => publish::apply_publish(n, stamp, side, determination.completes),
        Act::ProposeAmendment { ground, .. } => ending::apply_amend(n, stamp, side, *ground),
        Act::Terminate { .. } => ending::apply_terminate(n, stamp, side, determination.completes),
        _ => {}
    }
}

/// Effects that do not depend on a side.
fn common(n: &mut Negotiation, event: &Event, stamp: Stamp) {
    match &event.act {
        Act::Coordinate { step, .. } => coordination::apply_coordinate(n, stamp, *step),
        Act::SettleCoordination { .. } => coordination::apply_settle(n, stamp),
        Act::OpenBallot { body, roll } => ballot::apply_open(n, stamp, body, *roll),
        Act::RecordVote { present, in_favour, against, abstained } => {
            let counts =
                ballot::Counts { present: *present, in_favour: *in_favour, against: *against, abstained: *abstained };
            ballot::apply_record(n, stamp, counts, &event.determination);
        }
        Act::ConfirmCoverage { enterprise } => ballot::apply_confirm(n, stamp, *enterprise),
        Act::Acknowledge { number } => filing::apply_acknowledge(n, stamp, number),
        Act::AskCorrection { missing } => filing::apply_correction(n, stamp, missing),
        Act::GiveOpinion { opinion, .. } => review::apply_opinion(n, stamp, opinion, &event.determination),
        Act::Replace { by_negotiation } => n.stage = Stage::Replaced { by_negotiation: *by_negotiation },
        _ => {}
    }
}
