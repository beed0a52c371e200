//! Is this kind of act open to the actor now: by capacity, role, stage and what is there; nothing is filled in yet.

use super::context::Context;
use super::{
    ActKind, Refusal, ballot, coordination, delegation, document, draft, ending, filing, initial, invite, offer,
    publish, session, sign,
};

/// Whether an act of that kind could be done now, filled in rightly.
pub(super) fn may(c: &Context<'_>, kind: ActKind) -> Result<(), Refusal> {
    match kind {
        ActKind::Invite => invite::may_invite(c),
        ActKind::Reply => invite::may_reply(c),
        ActKind::WithdrawInvitation => invite::may_withdraw(c),
        ActKind::NameDelegation => delegation::may_name(c),
        ActKind::ReportVacancy => delegation::may_report(c),
        ActKind::RequestInformation => session::may_request(c),
        ActKind::AnswerInformation => session::may_answer(c),
        ActKind::ServeDocument => document::may_serve(c),
        ActKind::OpenSession => session::may_open(c),
        ActKind::RecordMinutes => session::may_record(c),
        ActKind::SignMinutes => session::may_sign(c),
        ActKind::TableOffer => offer::may_table(c),
        ActKind::WithdrawOffer => offer::may_withdraw(c),
        ActKind::InitialItems => initial::may_initial(c),
        ActKind::ReopenItem => initial::may_reopen(c),
        ActKind::AcceptOffer => offer::may_accept(c),
        ActKind::AgreeDraft => draft::may_agree(c),
        ActKind::Suspend => coordination::may_suspend(c),
        ActKind::Resume => coordination::may_resume(c),
        ActKind::ApplyCoordination => coordination::may_apply(c),
        ActKind::ComplainOfSilence => coordination::may_complain(c),
        ActKind::Coordinate => coordination::may_coordinate(c),
        ActKind::SettleCoordination => coordination::may_settle(c),
        ActKind::OpenBallot => ballot::may_open(c),
        ActKind::RecordVote => ballot::may_record(c),
        ActKind::ConfirmCoverage => ballot::may_confirm(c),
        ActKind::Sign => sign::may_sign(c),
        ActKind::File => filing::may_file(c),
        ActKind::Acknowledge => filing::may_acknowledge(c),
        ActKind::AskCorrection | ActKind::GiveOpinion => filing::may_review(c),
        ActKind::Publish => publish::may_publish(c),
        ActKind::ProposeAmendment | ActKind::Terminate => ending::may_change(c),
        ActKind::Replace => ending::may_replace(c),
    }
}
