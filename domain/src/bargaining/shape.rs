//! What an act alone must be, whatever the negotiation: lengths, counts, characters, days, digests. Asked first.
//!
//! Linear in the act; a list or text over its limit is not looked into.

use super::faults::Faults;
use super::{Act, Delegate, FilingPack, MEDIA_TYPES, Opinion, RefusalCode, ReplyDecision, ReviewHeads};
use crate::decimal::Money;
use crate::limits as l;
use crate::text::name_key;
use std::collections::HashSet;

/// The faults of an act by itself.
pub(super) fn shape(act: &Act) -> Faults {
    let mut f = Faults::default();
    match act {
        Act::Invite { topics, proposed_at, place, information, message } => {
            f.some_lines("topics", topics, l::TOPICS, l::SHORT);
            f.line("place", place, l::SHORT);
            f.prose("message", message, l::MESSAGE);
            f.day("proposed_at", proposed_at.date_naive());
            f.lines("information", information, l::INFORMATION, l::SUBJECT);
        }
        Act::Reply { decision, reason, topics } => {
            f.check(*decision == ReplyDecision::Accept || !reason.trim().is_empty(), "reason", RefusalCode::Required);
            f.prose("reason", reason, l::REASON);
            f.lines("topics", topics, l::TOPICS, l::SHORT);
        }
        Act::WithdrawInvitation { reason }
        | Act::ApplyCoordination { reason }
        | Act::ComplainOfSilence { reason }
        | Act::ProposeAmendment { reason, ground: _ }
        | Act::Terminate { reason, ground: _ } => f.text("reason", reason, l::REASON),
        Act::NameDelegation { members } => delegation(&mut f, members),
        Act::ReportVacancy { representative, reason, id, account: _ } => {
            f.line("representative", representative, l::NAME);
            f.optional_line("id", id.as_deref().unwrap_or_default(), l::KEY);
            f.prose("reason", reason, l::REASON);
        }
        Act::RequestInformation { subject, message } => {
            f.line("subject", subject, l::SUBJECT);
            f.prose("message", message, l::MESSAGE);
        }
        Act::AnswerInformation { content, documents, request: _, given: _, confidential: _ } => {
            f.text("content", content, l::TEXT);
            if f.count("documents", documents.len(), l::ANSWER_DOCUMENTS) {
                let mut seen = HashSet::new();
                for (i, seq) in documents.iter().enumerate() {
                    f.check(seen.insert(seq), format!("documents[{i}]"), RefusalCode::Duplicate);
                }
            }
        }
        Act::ServeDocument { name, media_type, size, sha256, document: _, confidential: _ } => {
            f.line("name", name, l::FILE_NAME);
            f.most(media_type.len() <= l::MEDIA_TYPE, "media_type", RefusalCode::TooLong, l::MEDIA_TYPE);
            f.check(MEDIA_TYPES.contains(&media_type.as_str()), "media_type", RefusalCode::Unknown);
            f.check(*size > 0, "size", RefusalCode::MustBePositive);
            f.most(*size <= l::DOCUMENT_BYTES, "size", RefusalCode::TooLarge, l::DOCUMENT_BYTES);
            f.digest("sha256", sha256);
            let hex = sha256.len() == l::SHA256 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
            f.check(hex, "sha256", RefusalCode::DocumentDiffers);
        }
        Act::OpenSession { recorder, place, recorder_account: _, chair: _ } => {
            f.line("recorder", recorder, l::NAME);
            f.optional_line("place", place, l::SHORT);
        }
        Act::RecordMinutes { text, session: _ } => f.text("text", text, l::TEXT),
        Act::TableOffer { message, expires_at, sheet: _, answers: _, package: _ } => {
            f.prose("message", message, l::MESSAGE);
            if let Some(at) = expires_at {
                f.day("expires_at", at.date_naive());
            }
        }
        Act::InitialItems { items, offer: _ } => f.some_lines("items", items, l::INITIALLED, l::KEY),
        Act::ReopenItem { item, reason } => {
            f.line("item", item, l::KEY);
            f.text("reason", reason, l::REASON);
        }
        Act::Suspend { reason, until } => {
            f.text("reason", reason, l::REASON);
            f.day("until", *until);
        }
        Act::AgreeDraft { sha256 } | Act::Sign { sha256 } => f.digest("sha256", sha256),
        Act::SignMinutes { session: _ }
        | Act::WithdrawOffer { offer: _ }
        | Act::AcceptOffer { offer: _ }
        | Act::Resume {}
        | Act::RecordVote { present: _, in_favour: _, against: _, abstained: _ }
        | Act::ConfirmCoverage { enterprise: _ }
        | Act::Replace { by_negotiation: _ } => {}
        Act::Coordinate { message, step: _ } => f.prose("message", message, l::MESSAGE),
        Act::SettleCoordination { text, settled: _ } => f.text("text", text, l::TEXT),
        Act::OpenBallot { body, roll } => {
            f.line("body", body, l::SHORT);
            f.check(*roll > 0, "roll", RefusalCode::MustBePositive);
        }
        Act::File { pack } => filing(&mut f, pack),
        Act::Acknowledge { number } => f.line("number", number, l::SHORT),
        Act::AskCorrection { missing } => f.some_lines("missing", missing, l::MISSING, l::SUBJECT),
        Act::GiveOpinion { number, opinion, heads } => review(&mut f, number, opinion, heads),
        Act::Publish { means } => f.prose("means", means, l::MESSAGE),
    }
    f
}

fn delegation(f: &mut Faults, members: &[Delegate]) {
    f.check(!members.is_empty(), "members", RefusalCode::Required);
    if !f.count("members", members.len(), l::MEMBERS) {
        return;
    }
    let (mut accounts, mut ids) = (HashSet::new(), HashSet::new());
    for (i, member) in members.iter().enumerate() {
        f.line(&format!("members[{i}].name"), &member.name, l::NAME);
        f.optional_line(&format!("members[{i}].post"), &member.post, l::SHORT);
        let fresh = member.account.is_none_or(|account| accounts.insert(account));
        f.check(fresh, format!("members[{i}]"), RefusalCode::Duplicate);
        if let Some(id) = &member.id {
            let field = format!("members[{i}].id");
            f.line(&field, id, l::KEY);
            f.check(ids.insert(name_key(id)), field, RefusalCode::Duplicate);
        }
    }
    f.check(members.iter().filter(|m| m.chief).count() == 1, "members", RefusalCode::OneChief);
}

fn filing(f: &mut Faults, pack: &FilingPack) {
    f.text("pack.explanation", &pack.explanation, l::TEXT);
    f.check(pack.average_wage_last_year > Money::ZERO, "pack.average_wage_last_year", RefusalCode::MustBePositive);
    f.check(pack.workers_covered > 0, "pack.workers_covered", RefusalCode::MustBePositive);
    f.check(pack.enterprises_covered > 0, "pack.enterprises_covered", RefusalCode::MustBePositive);
}

fn review(f: &mut Faults, number: &str, opinion: &Opinion, heads: &ReviewHeads) {
    f.line("number", number, l::SHORT);
    f.text("heads.qualification", &heads.qualification, l::TEXT);
    f.text("heads.procedure", &heads.procedure, l::TEXT);
    f.text("heads.content", &heads.content, l::TEXT);
    let Opinion::Objection { items } = opinion else { return };
    f.check(!items.is_empty(), "opinion.items", RefusalCode::Required);
    if !f.count("opinion.items", items.len(), l::OBJECTED) {
        return;
    }
    for (i, item) in items.iter().enumerate() {
        f.line(&format!("opinion.items[{i}].item"), &item.item, l::KEY);
        f.text(&format!("opinion.items[{i}].basis"), &item.basis, l::SUBJECT);
        f.text(&format!("opinion.items[{i}].change"), &item.change, l::SUBJECT);
    }
}
