//! The state of one negotiation, derived from its acts and from nothing else.

use super::{
    Delegate, FilingPack, LawfulGround, ObjectedItem, Opening, Opinion, PerSide, ReviewRule, Seq, ServedDocument,
    Stage, VoteResult,
};
use crate::party::Side;
use crate::statute::{Cited, Period};
use crate::term::{Effective, Item, TermSheet};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Which act, and when it was served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stamp {
    /// The act.
    pub seq: Seq,
    /// Its instant.
    pub at: DateTime<Utc>,
}

/// The invitation served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Invitation {
    /// Its act.
    pub stamp: Stamp,
    /// Who invited.
    pub side: Side,
    /// Topics, as amended in the reply.
    pub topics: Vec<String>,
    /// Proposed first session.
    pub proposed_at: DateTime<Utc>,
    /// The reply, if any.
    pub reply: Option<Stamp>,
}

/// A side's delegation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delegation {
    /// The naming.
    pub stamp: Stamp,
    /// All representatives; exactly one chief.
    pub members: Vec<Delegate>,
}

impl Delegation {
    pub fn chief(&self) -> Option<&Delegate> {
        self.members.iter().find(|m| m.chief)
    }
}

/// A representative left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vacancy {
    /// The report.
    pub stamp: Stamp,
    /// Whose representative.
    pub side: Side,
    /// Who.
    pub representative: String,
    /// Account, if the delegation names one.
    pub account: Option<Uuid>,
    /// The id the delegation declares.
    pub id: Option<String>,
    /// The delegation named anew.
    pub filled: Option<Stamp>,
}

/// A request for information and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InformationRequest {
    /// The request.
    pub stamp: Stamp,
    /// Who asks.
    pub side: Side,
    /// What.
    pub subject: String,
    /// The answer, and whether it was given.
    pub answer: Option<(Stamp, bool)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    /// The opening.
    pub stamp: Stamp,
    /// Whose chief chairs.
    pub chair: Side,
    pub recorder: String,
    /// Account of the recorder.
    pub recorder_account: Option<Uuid>,
    /// Minutes recorded last.
    pub minutes: Option<Stamp>,
    /// Who signed them: side and account.
    pub signed: Vec<(Side, Uuid)>,
    /// Signed by all who must.
    pub complete: bool,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferStatus {
    /// The side's position.
    Current,
    /// The side tabled another since, or the round ended.
    Superseded,
    Withdrawn,
    /// Accepted by the other side.
    Accepted,
}

impl OfferStatus {
    /// Whether its side stands by it.
    pub const fn is_on_table(self) -> bool {
        matches!(self, Self::Current | Self::Accepted)
    }
}

/// An offer tabled; frozen from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The tabling.
    pub stamp: Stamp,
    /// Who tabled.
    pub side: Side,
    /// Shared by every state after the tabling.
    pub sheet: Arc<TermSheet>,
    /// SHA-256 (hex) of the sheet's canonical bytes.
    pub sha256: String,
    /// The other side's offer it answers.
    pub answers: Option<Seq>,
    /// All or nothing.
    pub package: bool,
    /// Not open for acceptance after.
    pub expires_at: Option<DateTime<Utc>>,
    /// To the other side.
    pub message: String,
    /// What became of it.
    pub status: OfferStatus,
    /// What took it off the table, if not the side's next offer: its withdrawal, or talks over an addendum.
    pub withdrawn: Option<Stamp>,
}

/// Initials and agreement on one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ItemMarks {
    /// What each chief initialled.
    pub initials: PerSide<Option<(Stamp, Item)>>,
    /// Agreed: the act that made it so and the content.
    pub agreed: Option<(Stamp, Item)>,
    /// Who asked to reopen it.
    pub reopening: PerSide<Option<Stamp>>,
}

/// The draft agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    pub sheet: TermSheet,
    /// SHA-256 (hex) of the sheet's canonical bytes.
    pub sha256: String,
    /// Which chief agreed.
    pub agreed: PerSide<Option<Stamp>>,
}

/// What is being agreed, from the draft to the second signature. One value: another text begins another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    /// The text, once every item is agreed.
    pub draft: Option<Draft>,
    /// Both chiefs agreed it.
    pub drafted: Option<Stamp>,
    /// The last ballot on it.
    pub ballot: Option<Seq>,
    /// Enterprises that confirmed its coverage.
    pub confirmed: BTreeMap<Uuid, Stamp>,
    /// Signatures under it.
    pub signatures: PerSide<Option<Signature>>,
    /// The second of them.
    pub signed: Option<Stamp>,
}

/// A ballot and its vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// The opening.
    pub stamp: Stamp,
    pub body: String,
    /// The frozen roll.
    pub roll: u32,
    /// SHA-256 of the draft voted on.
    pub draft: String,
    /// A second vote on the same draft.
    pub second: bool,
    pub vote: Option<Vote>,
}

/// A recorded vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Vote {
    /// The record.
    pub stamp: Stamp,
    pub present: u32,
    /// For.
    pub in_favour: u32,
    pub against: u32,
    pub abstained: u32,
    /// What it came to.
    pub result: VoteResult,
}

/// A chief's signature under the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The signing.
    pub stamp: Stamp,
    /// Who.
    pub account: Uuid,
    /// The person's name.
    pub name: String,
    /// The mandate it was done under.
    pub mandate: Uuid,
    /// SHA-256 (hex) of the bytes signed.
    pub sha256: String,
}

/// A filing with the bureau.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Filing {
    /// The filing: the day of receipt.
    pub stamp: Stamp,
    /// Who filed.
    pub side: Side,
    pub pack: FilingPack,
    /// The receipt and its number.
    pub receipt: Option<(Stamp, String)>,
    /// The correction asked.
    pub correction: Option<(Stamp, Vec<String>)>,
    pub opinion: Option<(Stamp, Opinion)>,
    /// The review ended in silence.
    pub deemed: bool,
    /// The review as it began; none where the register only declares.
    #[serde(skip)]
    pub review: Option<ReviewRule>,
    /// The renewal of the contract filed, by the law of that day.
    #[serde(skip)]
    pub renewal: Option<Cited<Period>>,
}

/// How a contract came in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum InForceBy {
    /// By an opinion without objection.
    Opinion { opinion: Seq },
    /// By the bureau's silence; both dates are shown, the rolled one counts.
    Silence {
        filing: Seq,
        /// Last day without rolling.
        unrolled: NaiveDate,
        /// Last day, rolled.
        rolled: NaiveDate,
    },
    /// By signature: the register only declares.
    Signature {
        /// The second signature.
        signed: Seq,
    },
}

/// A contract in force (or that was).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InForce {
    /// Effective from.
    pub since: NaiveDate,
    /// How.
    pub by: InForceBy,
    pub term: Effective,
    pub sheet: TermSheet,
    /// SHA-256 (hex) of the contract's bytes.
    pub contract: String,
    /// Published by each side.
    pub published: PerSide<Option<Stamp>>,
    /// How long before the end of the term it may be renewed, by the law under which it came in force.
    #[serde(skip)]
    pub renewal: Option<Cited<Period>>,
}

/// An amendment under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// The proposal.
    pub stamp: Stamp,
    /// Who proposes.
    pub side: Side,
    pub ground: LawfulGround,
    /// The reply, if any.
    pub reply: Option<Stamp>,
}

/// One negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Negotiation {
    pub(super) opening: Opening,
    pub(super) seq: Seq,
    pub(super) last_at: DateTime<Utc>,
    pub(super) stage: Stage,
    pub(super) invitation: Option<Invitation>,
    pub(super) delegations: PerSide<Option<Delegation>>,
    pub(super) vacancies: Vec<Vacancy>,
    pub(super) information: Vec<InformationRequest>,
    pub(super) documents: Vec<ServedDocument>,
    pub(super) sessions: Vec<Session>,
    pub(super) offers: Vec<Offer>,
    pub(super) marks: BTreeMap<String, ItemMarks>,
    pub(super) touches: BTreeMap<String, Seq>,
    pub(super) agreement: Agreement,
    pub(super) suspending: PerSide<Option<(Stamp, NaiveDate)>>,
    pub(super) resuming: PerSide<Option<Stamp>>,
    pub(super) suspended_since: Option<Stamp>,
    pub(super) dispute: Vec<(Seq, DateTime<Utc>, &'static str)>,
    pub(super) ballots: Vec<Ballot>,
    pub(super) voided: Vec<(Signature, Seq)>,
    pub(super) filings: Vec<Filing>,
    pub(super) objection: Option<(Seq, Vec<ObjectedItem>)>,
    pub(super) in_force: Option<InForce>,
    pub(super) registered: Option<NaiveDate>,
    pub(super) amendment: Option<Amendment>,
    pub(super) amendments: u32,
    pub(super) terminating: PerSide<Option<Stamp>>,
    pub(super) bureau_in: Option<Seq>,
}

impl Negotiation {
    /// A negotiation in which nothing has been served yet.
    pub fn opened(opening: Opening) -> Self {
        Self {
            last_at: opening.opened_at,
            opening,
            seq: 0,
            stage: Stage::Draft,
            invitation: None,
            delegations: PerSide::default(),
            vacancies: Vec::new(),
            information: Vec::new(),
            documents: Vec::new(),
            sessions: Vec::new(),
            offers: Vec::new(),
            marks: BTreeMap::new(),
            touches: BTreeMap::new(),
            agreement: Agreement::default(),
            suspending: PerSide::default(),
            resuming: PerSide::default(),
            suspended_since: None,
            dispute: Vec::new(),
            ballots: Vec::new(),
            voided: Vec::new(),
            filings: Vec::new(),
            objection: None,
            in_force: None,
            registered: None,
            amendment: None,
            amendments: 0,
            terminating: PerSide::default(),
            bureau_in: None,
        }
    }

    /// Whether a contract is in force and nothing is bargained.
    pub(super) const fn rests(&self) -> bool {
        self.stage.is_in_force() || matches!(self.stage, Stage::Amending { .. })
    }

    /// The frame.
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The last act's number, 0 before the first.
    pub const fn seq(&self) -> Seq {
        self.seq
    }

    /// The stage after the last act. What time alone has changed since is in `status`.
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    pub const fn invitation(&self) -> Option<&Invitation> {
        self.invitation.as_ref()
    }

    /// A side's delegation.
    pub const fn delegation(&self, side: Side) -> Option<&Delegation> {
        self.delegations.get(side).as_ref()
    }

    /// Requests for information, in order.
    pub fn information(&self) -> &[InformationRequest] {
        &self.information
    }

    /// Sessions, in order.
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// All offers ever tabled, in order.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    /// A side's current offer.
    pub fn current_offer(&self, side: Side) -> Option<&Offer> {
        self.offers.iter().rev().find(|o| o.side == side && o.status == OfferStatus::Current)
    }

    /// What a side stands by: its offer on the table, also once the other side accepted it.
    pub fn position(&self, side: Side) -> Option<&Offer> {
        self.offers.iter().rev().find(|o| o.side == side && o.status.is_on_table())
    }

    /// Remembers the act that changed the marks of items, or took them off the table.
    pub(super) fn touch(&mut self, act: Seq, items: impl IntoIterator<Item = String>) {
        self.touches.extend(items.into_iter().map(|item| (item, act)));
    }

    /// Initials by item key.
    pub const fn marks(&self) -> &BTreeMap<String, ItemMarks> {
        &self.marks
    }

    /// Ballots, in order.
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// Enterprises that confirmed coverage.
    pub const fn confirmed(&self) -> &BTreeMap<Uuid, Stamp> {
        &self.agreement.confirmed
    }

    /// Signatures that stand.
    pub const fn signatures(&self) -> &PerSide<Option<Signature>> {
        &self.agreement.signatures
    }

    /// Signatures made void, each with the act that did it.
    pub fn voided_signatures(&self) -> &[(Signature, Seq)] {
        &self.voided
    }

    /// Filings, in order.
    pub fn filings(&self) -> &[Filing] {
        &self.filings
    }

    /// The items the bureau objected to, while they are being bargained again.
    pub fn objected_items(&self) -> &[ObjectedItem] {
        self.objection.as_ref().map_or(&[], |(_, items)| items)
    }

    /// The contract in force, or the last one that was.
    pub const fn in_force(&self) -> Option<&InForce> {
        self.in_force.as_ref()
    }

    /// The amendment under way.
    pub const fn amendment(&self) -> Option<&Amendment> {
        self.amendment.as_ref()
    }

    /// The act that brought the bureau in; before it the bureau sees nothing.
    pub const fn bureau_in(&self) -> Option<Seq> {
        self.bureau_in
    }
}
