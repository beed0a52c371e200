//! Is this act right: what it says against where the negotiation stands. Asked of an act that may be done now.

use super::context::{Context, Guarded};
use super::faults::Faults;
use super::{
    Act, Determination, ballot, coordination, delegation, document, draft, ending, filing, initial, invite, offer,
    publish, review, session, sign,
};

/// What is decided of an act; `faults` are those of the act by itself.
pub(super) fn check(c: &Context<'_>, act: &Act, faults: Faults) -> Guarded {
    match act {
        Act::Invite { proposed_at, .. } => invite::invite(c, *proposed_at, faults),
        Act::Reply { decision, .. } => invite::reply(c, *decision, faults),
        Act::NameDelegation { members } => delegation::name(c, members, faults),
        Act::ReportVacancy { representative, account, id, reason: _ } => {
            let who = delegation::Who { name: representative, account: *account, id: id.as_deref() };
            delegation::vacancy(c, &who, faults)
        }
        Act::RequestInformation { .. } => session::information(c, faults),
        Act::AnswerInformation { request, documents, .. } => session::answer(c, *request, documents, faults),
        Act::ServeDocument { document, name, media_type, size, sha256, confidential: _ } => {
            faults.finish()?;
            let named = (name.as_str(), media_type.as_str(), *size, sha256.as_str());
            document::stored(c, *document, named)?;
            session::information(c, Faults::default())
        }
        Act::OpenSession { chair, recorder_account, .. } => session::open(c, *chair, *recorder_account, faults),
        Act::RecordMinutes { session, .. } => session::record(c, *session, faults),
        Act::SignMinutes { session } => faults.finish().and_then(|()| session::sign(c, *session)),
        Act::TableOffer { sheet, answers, package, expires_at, message } => {
            let (answers, package, expires_at) = (*answers, *package, *expires_at);
            offer::table(c, &offer::Tabling { sheet, answers, package, expires_at, message, sha256: None }, faults)
        }
        Act::WithdrawOffer { offer } => faults.finish().and_then(|()| offer::withdraw(c, *offer)),
        Act::InitialItems { offer, items } => initial::initial(c, *offer, items, faults),
        Act::ReopenItem { item, .. } => initial::reopen(c, item, faults),
        Act::AcceptOffer { offer } => faults.finish().and_then(|()| offer::accept(c, *offer)),
        Act::AgreeDraft { sha256 } => faults.finish().and_then(|()| draft::agree(c, sha256)),
        Act::Suspend { until, .. } => coordination::suspend(c, *until, faults),
        Act::Resume {} => faults.finish().and_then(|()| coordination::resume(c)),
        Act::ApplyCoordination { .. } | Act::SettleCoordination { .. } => coordination::coordination(c, faults),
        Act::ComplainOfSilence { .. } => coordination::complain(c, faults),
        Act::Coordinate { step, .. } => coordination::coordinate(c, *step, faults),
        Act::OpenBallot { .. } => ballot::open(c, faults),
        Act::RecordVote { present, in_favour, against, abstained } => {
            let (present, in_favour, against, abstained) = (*present, *in_favour, *against, *abstained);
            ballot::record(c, ballot::Counts { present, in_favour, against, abstained }, faults)
        }
        Act::ConfirmCoverage { enterprise } => faults.finish().and_then(|()| ballot::confirm(c, *enterprise)),
        Act::Sign { sha256 } => faults.finish().and_then(|()| sign::sign(c, sha256)),
        Act::File { pack } => filing::file(c, pack, faults),
        Act::Acknowledge { .. } => filing::acknowledge(c, faults),
        Act::AskCorrection { .. } => filing::ask_correction(c, faults),
        Act::GiveOpinion { opinion, .. } => review::opinion(c, opinion, faults),
        Act::Publish { .. } => publish::publish(c, faults),
        Act::WithdrawInvitation { .. } | Act::ProposeAmendment { .. } => {
            faults.finish().map(|()| Determination::default())
        }
        Act::Terminate { ground, .. } => ending::terminate(c, *ground, faults),
        Act::Replace { by_negotiation } => faults.finish().and_then(|()| ending::replace(c, *by_negotiation)),
    }
}
