//! Of what is open to a person, for what somebody waits.

use super::{ActKind, ItemMarks, Negotiation};
use crate::party::{Actor, Side};

/// Of the acts open to a person those for which somebody waits: a reply, an answer, the next step of the path.
pub fn waiting(n: &Negotiation, by: &Actor, open: &[ActKind]) -> Vec<ActKind> {
    let waits = |kind: &ActKind| match by.capacity.side() {
        Some(side) => waits_for_party(n, side, *kind),
        None => matches!(kind, ActKind::Acknowledge | ActKind::GiveOpinion | ActKind::ConfirmCoverage),
    };
    open.iter().copied().filter(waits).collect()
}

fn waits_for_party(n: &Negotiation, side: Side, kind: ActKind) -> bool {
    use ActKind as K;
    let last = |side| n.current_offer(side).map(|offer| offer.stamp.seq);
    let half = |marks: &ItemMarks| {
        marks.agreed.is_none() && marks.initials.get(side.other()).is_some() && marks.initials.get(side).is_none()
    };
    match kind {
        K::Reply | K::AnswerInformation | K::SignMinutes | K::AgreeDraft | K::OpenBallot | K::RecordVote => true,
        K::Sign | K::File | K::Publish => true,
        K::NameDelegation => n.delegation(side).is_none(),
        K::TableOffer => last(side.other()) > last(side),
        K::InitialItems => n.marks().values().any(half),
        K::Invite | K::WithdrawInvitation | K::ReportVacancy | K::RequestInformation | K::ServeDocument => false,
        K::OpenSession | K::RecordMinutes | K::WithdrawOffer | K::ReopenItem | K::AcceptOffer => false,
        K::Suspend | K::Resume | K::ApplyCoordination | K::ComplainOfSilence | K::Coordinate => false,
        K::SettleCoordination | K::ConfirmCoverage | K::Acknowledge | K::AskCorrection | K::GiveOpinion => false,
        K::ProposeAmendment | K::Terminate | K::Replace => false,
    }
}
