//! Documents of single acts, with the fields that the law and the forms in use ask for: invitation, reply, minutes,
//! record of a ballot, filing, receipt, request for correction, review opinion. Each has number, date and seal box.

mod filing;
mod talks;

use super::document::{Block, Document, Signatory, Table};
use super::words;
use crate::i18n::Lang;
use crate::service::App;
use crate::service::negotiations::{ActView, NegotiationView};
use crate::text::cited;
use domain::bargaining::{Act, ActKind, Delegate, Seq};
use domain::party::{Capacity, Side};

/// The record of a negotiation as its reader sees it; the state of `view` as it stood after the act.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    pub app: &'a App,
    pub lang: Lang,
    pub view: &'a NegotiationView,
    pub acts: &'a [ActView],
}

/// Whether an act has a document of its own.
pub const fn has_document(kind: ActKind) -> bool {
    use ActKind as K;
    matches!(
        kind,
        K::Invite
            | K::TableOffer
            | K::Reply
            | K::RecordMinutes
            | K::RecordVote
            | K::File
            | K::Acknowledge
            | K::AskCorrection
            | K::GiveOpinion
    )
}

impl<'a> Record<'a> {
    /// The document of an act; `None` for an act that has none, or is not there.
    pub fn document(&self, seq: Seq) -> Option<Document> {
        let act = self.acts.iter().find(|act| act.seq == seq)?;
        let foot = self.lang.ta("doc-foot-act", &[("hash", &act.sha256)]);
        if let Act::TableOffer { .. } = &act.act {
            return self.offer(act).map(|offer| Document { foot, ..offer });
        }
        let blocks = match &act.act {
            Act::Invite { .. } => self.invitation(act),
            Act::Reply { .. } => self.reply(act),
            Act::RecordMinutes { session, text } => self.minutes(act, *session, text),
            Act::RecordVote { .. } => self.vote(act),
            Act::File { pack } => self.filing(act, pack),
            Act::Acknowledge { .. } => self.receipt(act),
            Act::AskCorrection { missing } => self.correction(act, missing),
            Act::GiveOpinion { opinion, heads, .. } => self.opinion(act, opinion, heads),
            _ => return None,
        };
        let lang = self.lang;
        // What the bureau issues has a number of its own; everything else its place in the record.
        let number = match &act.act {
            Act::Acknowledge { number } | Act::GiveOpinion { number, .. } => {
                lang.ta("doc-letter-number", &[("number", number)])
            }
            _ => lang.ta("doc-act-number", &[("seq", &seq.to_string())]),
        };
        Some(Document {
            lang,
            title: lang.t(&format!("doc-title-{}", act.act.kind())),
            under: vec![number, lang.ta("doc-date", &[("date", &self.moment(act))])],
            blocks,
            foot,
            at: act.at,
        })
    }

    /// An offer as the contract that it would be.
    fn offer(&self, act: &ActView) -> Option<Document> {
        let offer = self.view.state.offers().iter().find(|offer| offer.stamp.seq == act.seq)?;
        let (side, seq) = (self.t(capacity_key(offer.side)), act.seq.to_string());
        let said = self.lang.ta("doc-standing-offer", &[("side", &side), ("seq", &seq)]);
        Some(super::of_text(self.app, self.view, &offer.sheet, &said, act.at, self.lang))
    }

    fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    fn moment(&self, act: &ActView) -> String {
        words::moment(act.at, self.app.zone, self.lang)
    }

    /// A label and its value; nothing where there is no value.
    fn fact(&self, label: &str, value: impl Into<String>) -> Option<(String, String)> {
        let value = value.into();
        (!value.trim().is_empty()).then(|| (self.t(label), value))
    }

    fn party(&self, side: Side) -> &'a str {
        match side {
            Side::WorkerSide => &self.view.opening.worker_side.name,
            Side::EmployerSide => &self.view.opening.employer_side.name,
        }
    }

    /// The last act before another, or that one, for which there is a value.
    fn last<T>(&self, until: Seq, found: impl Fn(&'a ActView) -> Option<T>) -> Option<T> {
        self.acts.iter().take_while(|act| act.seq <= until).filter_map(found).last()
    }

    /// The representatives of a side as they stood at an act.
    fn delegation(&self, side: Side, until: Seq) -> &'a [Delegate] {
        let named = |act: &'a ActView| match &act.act {
            Act::NameDelegation { members } if act.by.capacity.side() == Some(side) => Some(members.as_slice()),
            _ => None,
        };
        self.last(until, named).unwrap_or_default()
    }

    fn chief(&self, side: Side, until: Seq) -> Option<&'a Delegate> {
        self.delegation(side, until).iter().find(|member| member.chief)
    }

    /// Names of the representatives, the chief and outsiders marked.
    fn people(&self, side: Side, until: Seq) -> String {
        let named = |member: &Delegate| {
            let marks = [
                Some(member.post.clone()).filter(|post| !post.is_empty() && *post != self.t("doc-chief")),
                member.chief.then(|| self.t("doc-chief")),
                member.outside.then(|| self.t("label-outside")),
            ];
            let marks: Vec<String> = marks.into_iter().flatten().collect();
            format!("{}{}", member.name, words::bracketed(&marks, self.lang))
        };
        self.delegation(side, until).iter().map(named).collect::<Vec<_>>().join(self.lang.comma())
    }

    /// The frame: title, parties, jurisdiction.
    fn frame(&self) -> Vec<(String, String)> {
        let opening = &self.view.opening;
        let book = self.app.rulebooks.rulebook(&opening.jurisdiction);
        let names = book.map(|book| book.names());
        let jurisdiction = names.map(|names| if self.lang == Lang::En { &names.name_en } else { &names.name });
        let all = [
            self.fact("doc-negotiation", opening.title.as_str()),
            self.fact("capacity-employer_side", self.party(Side::EmployerSide)),
            self.fact("capacity-worker_side", self.party(Side::WorkerSide)),
            self.fact("doc-jurisdiction", jurisdiction.map(String::as_str).unwrap_or_default()),
            self.fact("label-industry", super::contract::industry(&opening.industry, self.lang)),
        ];
        all.into_iter().flatten().collect()
    }

    /// The rule that an act rests on.
    fn basis(&self, act: &ActView) -> Option<(String, String)> {
        let basis = act.determination.basis.as_ref()?;
        self.fact("basis", cited(&basis.citation, self.lang))
    }

    /// Whoever did the act, with a box for the seal of whom it was done for.
    fn signed(&self, act: &ActView) -> Block {
        let (role, organisation) = match act.by.capacity {
            Capacity::Bureau => ("capacity-bureau", self.view.opening.bureau.name.as_str()),
            capacity => match capacity.side() {
                Some(side) => (capacity_key(side), self.party(side)),
                None => ("capacity-covered_enterprise", ""),
            },
        };
        let role_of = self.t(&format!("role-{}", crate::text::word(act.by.role)));
        Block::Signatures(vec![self.signatory(role, organisation, &role_of, &act.by.name, &self.moment(act))])
    }

    fn signatory(&self, role: &str, organisation: &str, signer: &str, name: &str, time: &str) -> Signatory {
        let lines = vec![(signer.to_owned(), name.to_owned()), (self.t("doc-signed-at"), time.to_owned())];
        Signatory { role: self.t(role), organisation: organisation.to_owned(), lines, seal: self.t("doc-seal") }
    }

    /// Both delegations as a table.
    fn delegations(&self, until: Seq) -> Table {
        let row = |side: Side, member: &Delegate| {
            let yes = |yes: bool| if yes { self.t("yes") } else { String::new() };
            vec![
                self.t(capacity_key(side)),
                member.name.clone(),
                member.post.clone(),
                yes(member.chief),
                yes(member.outside),
            ]
        };
        let rows = [Side::EmployerSide, Side::WorkerSide].into_iter();
        let rows = rows.flat_map(|side| self.delegation(side, until).iter().map(move |member| row(side, member)));
        let head = ["doc-column-side", "label-person-name", "label-post", "label-chief", "label-outside"];
        Table { head: head.map(|key| self.t(key)).to_vec(), names: 5, rows: rows.collect() }.dense()
    }
}

const fn capacity_key(side: Side) -> &'static str {
    match side {
        Side::WorkerSide => "capacity-worker_side",
        Side::EmployerSide => "capacity-employer_side",
    }
}

/// Prose, a paragraph a line.
fn prose(text: &str) -> impl Iterator<Item = Block> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(|line| Block::Paragraph(line.to_owned()))
}

/// A heading and what stands under it; nothing where that is nothing.
fn section(heading: String, blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() { blocks } else { std::iter::once(Block::Heading(heading)).chain(blocks).collect() }
}

/// A numbered list.
fn list(all: &[String], lang: Lang) -> Vec<Block> {
    all.iter()
        .enumerate()
        .map(|(at, text)| Block::Entry(format!("{}{text}", words::entry(at.saturating_add(1), lang))))
        .collect()
}
