//! From acts to state. Needs no rulebook: what it decided is in each event's ruling.

use super::{
    Deed, Event, Negotiation, Opening, Seq, Stage, Stamp, ballot, coordination, delegation, document, draft, ending,
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
    /// A party's deed by somebody who is no party.
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
    let sheet = match &event.deed {
        Deed::TableOffer { sheet, .. } => Some(sheets::read(sheet).map_err(|_| Inconsistent::Sheet(event.seq))?),
        _ => None,
    };
    let side = event.by.capacity.side();
    if side.is_none() && is_partys(&event.deed) {
        return Err(Inconsistent::Party(event.seq));
    }
    for passage in &event.ruling.passages {
        n.pass(passage, n.seq);
    }
    n.seq = event.seq;
    let stamp = Stamp { seq: event.seq, at: event.at };
    match (side, sheet, &event.deed) {
        (Some(side), Some(sheet), Deed::TableOffer { .. }) => tabled(n, event, stamp, side, sheet),
        (Some(side), _, _) => {
            party(n, event, stamp, side);
            common(n, event, stamp);
        }
        _ => common(n, event, stamp),
    }
    sign::void(n, &event.ruling.voids, event.seq);
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

/// Deeds that only a party can do: their effect needs the side.
const fn is_partys(deed: &Deed) -> bool {
    !matches!(
        deed,
        Deed::Coordinate { .. }
            | Deed::SettleCoordination { .. }
            | Deed::ConfirmCoverage { .. }
            | Deed::Acknowledge { .. }
            | Deed::AskCorrection { .. }
            | Deed::GiveOpinion { .. }
            | Deed::Replace { .. }
    )
}

fn tabled(n: &mut Negotiation, event: &Event, stamp: Stamp, side: Side, sheet: crate::term::TermSheet) {
    if let Deed::TableOffer { sheet: value, answers, package, expires_at, message } = &event.deed {
        let tabling = offer::Tabling {
            sheet: value,
            answers: *answers,
            package: *package,
            expires_at: *expires_at,
            message,
            sha256: event.ruling.sheet_sha256.as_deref(),
        };
        offer::apply_table(n, stamp, side, &tabling, sheet);
    }
}

/// Effects of the parties' deeds.
fn party(n: &mut Negotiation, event: &Event, stamp: Stamp, side: Side) {
    let ruling = &event.ruling;
    match &event.deed {
        Deed::Invite { topics, proposed_at, information, .. } => {
            invite::apply_invite(n, stamp, side, topics, *proposed_at, information);
        }
        Deed::Reply { decision, topics, .. } => invite::apply_reply(n, stamp, ruling, *decision, topics),
        Deed::WithdrawInvitation { .. } => n.stage = Stage::Lapsed { withdrawal: stamp.seq },
        Deed::NameDelegation { members } => delegation::apply_name(n, stamp, side, members, ruling),
        Deed::ReportVacancy { representative, .. } => delegation::apply_vacancy(n, stamp, side, representative),
        Deed::RequestInformation { subject, .. } => session::apply_request(n, stamp, side, subject),
        Deed::AnswerInformation { request, given, .. } => session::apply_answer(n, stamp, *request, *given),
        Deed::ServeDocument { document, confidential, .. } => {
            document::apply_serve(n, stamp, side, *document, *confidential);
        }
        Deed::OpenSession { chair, recorder, .. } => session::apply_open(n, stamp, *chair, recorder),
        Deed::RecordMinutes { session, .. } => session::apply_record(n, stamp, *session),
        Deed::SignMinutes { session } => session::apply_sign(n, *session, side, event.by.account, ruling.completes),
        Deed::WithdrawOffer { offer } => offer::apply_withdraw(n, stamp, *offer),
        Deed::InitialItems { offer, items } => initial::apply_initial(n, stamp, side, *offer, items),
        Deed::ReopenItem { item, .. } => initial::apply_reopen(n, stamp, side, item, ruling.completes),
        Deed::AcceptOffer { offer } => offer::apply_accept(n, stamp, *offer),
        Deed::AgreeDraft { sha256 } => draft::apply_agree(n, stamp, side, sha256, ruling.completes),
        Deed::Suspend { until, .. } => coordination::apply_suspend(n, stamp, side, *until, ruling.completes),
        Deed::Resume {} => coordination::apply_resume(n, stamp, side, ruling.completes),
        Deed::ApplyCoordination { .. } => coordination::apply_application(n, stamp),
        Deed::ComplainOfSilence { .. } => {
            n.bureau_in.get_or_insert(stamp.seq);
        }
        Deed::Sign { sha256 } => sign::apply_sign(n, stamp, &event.by, side, sha256, ruling),
        Deed::File { pack } => filing::apply_file(n, stamp, side, pack),
        Deed::Publish { .. } => publish::apply_publish(n, stamp, side, ruling.completes),
        Deed::ProposeAmendment { ground, .. } => ending::apply_amend(n, stamp, side, *ground),
        Deed::Terminate { .. } => ending::apply_terminate(n, stamp, side, ruling.completes),
        _ => {}
    }
}

/// Effects that do not depend on a side.
fn common(n: &mut Negotiation, event: &Event, stamp: Stamp) {
    match &event.deed {
        Deed::Coordinate { step, .. } => coordination::apply_coordinate(n, stamp, *step),
        Deed::SettleCoordination { .. } => coordination::apply_settle(n, stamp),
        Deed::OpenBallot { body, roll } => ballot::apply_open(n, stamp, body, *roll),
        Deed::RecordVote { present, in_favour, against, abstained } => {
            let counts =
                ballot::Counts { present: *present, in_favour: *in_favour, against: *against, abstained: *abstained };
            ballot::apply_record(n, stamp, counts, &event.ruling);
        }
        Deed::ConfirmCoverage { enterprise } => ballot::apply_confirm(n, stamp, *enterprise),
        Deed::Acknowledge { number } => filing::apply_acknowledge(n, stamp, number),
        Deed::AskCorrection { missing } => filing::apply_correction(n, stamp, missing),
        Deed::GiveOpinion { opinion, .. } => review::apply_opinion(n, stamp, opinion, &event.ruling),
        Deed::Replace { by_negotiation } => n.stage = Stage::Replaced { by_negotiation: *by_negotiation },
        _ => {}
    }
}
