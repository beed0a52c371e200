//! 要约书, 答复书, 会议记录, 表决记录.

use super::{Record, capacity_key, list, prose, section};
use crate::render::document::Block;
use crate::render::words;
use crate::service::negotiations::ActView;
use crate::text::cited;
use domain::bargaining::{Act, DeadlineKind, Seq};
use domain::party::Side;

impl Record<'_> {
    pub(super) fn invitation(&self, act: &ActView) -> Vec<Block> {
        let Act::Invite { topics, proposed_at, place, information, message } = &act.act else { return Vec::new() };
        let side = act.by.capacity.side().unwrap_or(Side::WorkerSide);
        let reply = self
            .view
            .deadlines
            .iter()
            .find(|deadline| deadline.what == DeadlineKind::Reply && deadline.since == act.seq);
        let addressed = [
            self.fact("doc-to", self.party(side.other())),
            self.fact("doc-from", self.party(side)),
            self.fact("label-proposed_at", words::moment(*proposed_at, self.app.zone, self.lang)),
            self.fact("label-place", place.as_str()),
            reply.and_then(|reply| self.fact("doc-reply-by", words::day(reply.due.rolled, self.lang))),
            reply.and_then(|reply| self.fact("basis", cited(reply.citation.as_ref()?, self.lang))),
        ];
        let (letter, meeting) = addressed.split_at(2);
        let facts = letter.iter().flatten().cloned().chain(self.frame()).chain(meeting.iter().flatten().cloned());
        let mut out = vec![Block::Facts(facts.collect()), Block::Paragraph(self.t("doc-invitation-text"))];
        out.extend(section(self.t("label-topics"), list(topics, self.lang)));
        out.extend(section(self.t("label-information"), list(information, self.lang)));
        out.extend(section(self.t("label-message"), prose(message).collect()));
        out.push(self.signed(act));
        out
    }

    pub(super) fn reply(&self, act: &ActView) -> Vec<Block> {
        let Act::Reply { decision, reason, topics } = &act.act else { return Vec::new() };
        let side = act.by.capacity.side().unwrap_or(Side::EmployerSide);
        // To an invitation, or to a proposal to amend.
        let answered = self
            .last(act.seq, |act| matches!(act.act, Act::Invite { .. } | Act::ProposeAmendment { .. }).then_some(act));
        let reference = answered.map(|act| {
            let args = [("seq", &*act.seq.to_string()), ("date", &*self.moment(act))];
            self.lang.ta("doc-reference", &args)
        });
        let facts = [
            self.fact("doc-to", self.party(side.other())),
            self.fact("doc-from", self.party(side)),
            self.fact("doc-answers", reference.unwrap_or_default()),
            self.fact("label-decision", self.t(&format!("decision-{}", crate::text::word(decision)))),
            self.basis(act),
        ];
        let facts = self.frame().into_iter().chain(facts.into_iter().flatten()).collect();
        let mut out = vec![Block::Facts(facts)];
        out.extend(section(self.t("label-reason"), prose(reason).collect()));
        out.extend(section(self.t("doc-topics-amended"), list(topics, self.lang)));
        out.push(self.signed(act));
        out
    }

    pub(super) fn minutes(&self, act: &ActView, session: Seq, text: &str) -> Vec<Block> {
        let opened = self.acts.iter().find(|act| act.seq == session);
        let held = opened.map(|opened| match &opened.act {
            Act::OpenSession { chair, recorder, place, .. } => {
                let chief = self.chief(*chair, session).map(|chief| chief.name.clone()).unwrap_or_default();
                let chair = [self.t(capacity_key(*chair)), chief].join(" ");
                vec![
                    self.fact("doc-held-at", self.moment(opened)),
                    self.fact("label-place", place.as_str()),
                    self.fact("doc-chair", chair.trim()),
                    self.fact("label-recorder", recorder.as_str()),
                ]
            }
            _ => Vec::new(),
        });
        let people = [Side::EmployerSide, Side::WorkerSide].map(|side| {
            let key = if side == Side::EmployerSide { "doc-people-employers" } else { "doc-people-workers" };
            self.fact(key, self.people(side, act.seq))
        });
        let facts = held.into_iter().flatten().chain(people).flatten();
        let mut out = vec![Block::Facts(self.frame().into_iter().chain(facts).collect())];
        out.extend(section(self.t("doc-minutes-text"), prose(text).collect()));
        out.push(Block::Signatures(
            [Side::EmployerSide, Side::WorkerSide].map(|side| self.minutes_signed(act, session, side)).to_vec(),
        ));
        out
    }

    /// Who of a side signed the minutes as they are recorded here.
    fn minutes_signed(&self, act: &ActView, session: Seq, side: Side) -> super::Signatory {
        let recorded_again =
            |other: &&ActView| matches!(&other.act, Act::RecordMinutes { session: of, .. } if *of == session);
        let until = self
            .acts
            .iter()
            .filter(|other| other.seq > act.seq)
            .find(recorded_again)
            .map_or(Seq::MAX, |other| other.seq);
        let signs = |other: &&ActView| {
            let this = matches!(&other.act, Act::SignMinutes { session: of } if *of == session);
            this && other.by.capacity.side() == Some(side) && other.seq > act.seq && other.seq < until
        };
        let mut lines: Vec<(String, String)> = self
            .acts
            .iter()
            .filter(signs)
            .map(|other| (self.t("doc-signer"), format!("{} {}", other.by.name, self.moment(other))))
            .collect();
        if lines.is_empty() {
            lines = vec![(self.t("doc-signer"), self.t("doc-blank")), (self.t("doc-signed-at"), self.t("doc-blank"))];
        }
        let (role, organisation) = (self.t(capacity_key(side)), self.party(side).to_owned());
        super::Signatory { role, organisation, lines, seal: self.t("doc-seal") }
    }

    pub(super) fn vote(&self, act: &ActView) -> Vec<Block> {
        let Act::RecordVote { present, in_favour, against, abstained } = &act.act else { return Vec::new() };
        let opened = self.last(act.seq, |act| match &act.act {
            Act::OpenBallot { body, roll } => Some((act, body.as_str(), *roll)),
            _ => None,
        });
        let ballot = opened
            .and_then(|(opened, ..)| self.view.state.ballots().iter().find(|ballot| ballot.stamp.seq == opened.seq));
        let result = act.determination.vote.map(|vote| self.t(&format!("vote-{}", crate::text::word(vote))));
        let facts = [
            opened.and_then(|(_, body, _)| self.fact("label-body", body)),
            opened.and_then(|(opened, ..)| self.fact("doc-ballot-opened", self.moment(opened))),
            ballot.and_then(|ballot| self.fact("doc-ballot-draft", ballot.draft.as_str())),
            opened.and_then(|(_, _, roll)| self.fact("label-roll", roll.to_string())),
            self.fact("label-present", present.to_string()),
            self.fact("label-in_favour", in_favour.to_string()),
            self.fact("label-against", against.to_string()),
            self.fact("label-abstained", abstained.to_string()),
            self.fact("vote-result", result.unwrap_or_default()),
            self.basis(act),
        ];
        let facts = self.frame().into_iter().chain(facts.into_iter().flatten()).collect();
        vec![Block::Facts(facts), Block::Paragraph(self.t("doc-vote-text")), self.signed(act)]
    }
}
