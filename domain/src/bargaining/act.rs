//! What can be done at the table. Each variant is one act of procedure.md; the JSON of the API is this enum's.

use crate::limits;
use crate::party::Side;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Sequence number of an act within its negotiation, from 1.
pub type Seq = u32;

/// One act. Serialised with its name under `act`, e.g. `{"act":"reply","decision":"accept"}`. Fields it does not know
/// are passed over in what was stored, where a later version may have written them; the API refuses them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// 要约: opens the negotiation towards the other side.
    Invite {
        /// Topics to be bargained.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Topics))]
        topics: Vec<String>,
        /// Proposed first session.
        proposed_at: DateTime<Utc>,
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Line))]
        place: String,
        /// Information asked for, if any.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::InformationWanted))]
        information: Vec<String>,
        /// Free text.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Message))]
        message: String,
    },
    /// 答复: accept or decline; topics may be amended.
    Reply {
        /// The answer.
        decision: ReplyDecision,
        /// Needed to decline.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
        /// The amended topic list; empty keeps the invitation's.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Topics))]
        topics: Vec<String>,
    },
    /// Takes the invitation back while it is unanswered: the negotiation lapses.
    WithdrawInvitation {
        /// Why.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
    },
    /// Names the side's delegation (or replaces it).
    NameDelegation {
        /// All representatives.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Members))]
        members: Vec<Delegate>,
    },
    /// A representative of the side has left; the replacement's deadline runs until the delegation is named anew.
    ReportVacancy {
        /// Name of the representative, as in the delegation.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        representative: String,
        /// Account, where the delegation names one: of several of one name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<Uuid>,
        /// The id the delegation declares: of several of one name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Key>))]
        id: Option<String>,
        /// Why.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
    },
    /// Asks the other side for information.
    RequestInformation {
        /// What.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Subject))]
        subject: String,
        /// Why, details.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Message))]
        message: String,
    },
    /// Answers a request: gives, or refuses with a reason.
    AnswerInformation {
        /// The request's act.
        request: Seq,
        /// Given, or refused.
        given: bool,
        /// The information, or the reason of the refusal.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
        content: String,
        /// Trade secret: the other side is bound to keep it.
        #[serde(default)]
        confidential: bool,
        /// Acts by which the documents were served that belong to the answer.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::AnswerDocuments))]
        documents: Vec<Seq>,
    },
    /// Delivers a document to the other side. The bytes stand beside the record, their hash in it.
    ServeDocument {
        /// Id of the stored document.
        document: Uuid,
        /// File name.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::FileName))]
        name: String,
        /// One of [`MEDIA_TYPES`](super::MEDIA_TYPES).
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::MediaType))]
        media_type: String,
        /// Bytes.
        #[serde(deserialize_with = "limits::safe")]
        size: u64,
        /// SHA-256 (hex) of the content.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Sha256))]
        sha256: String,
        /// Trade secret: for the two delegations alone.
        #[serde(default)]
        confidential: bool,
    },
    OpenSession {
        /// Whose chief chairs.
        chair: Side,
        /// Name of the recorder, no representative.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
        recorder: String,
        /// Account of the recorder, who is no representative.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recorder_account: Option<Uuid>,
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Line))]
        place: String,
    },
    /// Records the minutes of a session.
    RecordMinutes {
        /// The session's act.
        session: Seq,
        /// What was said and agreed.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
        text: String,
    },
    /// Signs the minutes as recorded last.
    SignMinutes {
        /// The session's act.
        session: Seq,
    },
    /// 提出方案: tables an offer. Frozen from then on; supersedes the side's former offer.
    TableOffer {
        /// The term sheet, as its canonical JSON value.
        #[cfg_attr(feature = "schema", schema(value_type = crate::contract::SignedSheet))]
        sheet: serde_json::Value,
        /// The other side's offer it answers; needed once the other side has tabled one.
        #[serde(default)]
        answers: Option<Seq>,
        /// All or nothing.
        #[serde(default)]
        package: bool,
        /// Not open for acceptance after this instant.
        #[serde(default)]
        expires_at: Option<DateTime<Utc>>,
        /// To the other side.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Message))]
        message: String,
    },
    /// Withdraws the side's current offer, before acceptance.
    WithdrawOffer {
        /// The offer's act.
        offer: Seq,
    },
    /// Initials items of an offer: a tentative agreement exists when both chiefs initialled the same content.
    InitialItems {
        /// The offer whose content is initialled (own or the other side's).
        offer: Seq,
        /// Keys of the items.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::ItemKeys))]
        items: Vec<String>,
    },
    /// Reopens an agreed item under the ground rules.
    ReopenItem {
        /// Key of the item.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
        item: String,
        /// Why.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
    },
    /// Accepts the other side's current offer; makes the draft agreement.
    AcceptOffer {
        /// The offer's act.
        offer: Seq,
    },
    /// Agrees the draft: each chief, on the same bytes.
    AgreeDraft {
        /// SHA-256 (hex) of the draft's canonical sheet.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Sha256))]
        sha256: String,
    },
    /// Suspends the talks; stands once the other side has done the same.
    Suspend {
        /// Why.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
        /// Until when.
        until: NaiveDate,
    },
    /// Resumes the talks.
    Resume {},
    /// 申请协调: applies to the bureau for coordination. Brings the bureau in.
    ApplyCoordination {
        /// The facts.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
    },
    /// Complains to the bureau of the other side's silence. Brings the bureau in.
    ComplainOfSilence {
        /// The facts.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
    },
    /// The bureau accepts the application (starts its deadline) or extends it.
    Coordinate {
        /// Accept or extend.
        step: CoordinationStep,
        /// What it did.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Message))]
        message: String,
    },
    /// 协调处理协议书: settled, or closed without settlement; talks go on.
    SettleCoordination {
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
        text: String,
        /// Whether the parties settled.
        settled: bool,
    },
    /// Opens the ballot; the roll is frozen.
    OpenBallot {
        /// The body, e.g. 行业职工代表大会.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Line))]
        body: String,
        /// Number entitled to vote.
        roll: u32,
    },
    RecordVote {
        present: u32,
        /// For.
        in_favour: u32,
        against: u32,
        abstained: u32,
    },
    /// A covered enterprise confirms that the contract binds it.
    ConfirmCoverage {
        /// The enterprise's organisation id.
        enterprise: Uuid,
    },
    /// Signs the exact bytes of the canonical contract.
    Sign {
        /// SHA-256 (hex) of those bytes.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Sha256))]
        sha256: String,
    },
    /// 报送: files the signed contract with the bureau. Brings the bureau in.
    File {
        /// The filing pack.
        pack: FilingPack,
    },
    /// 受理: the bureau's receipt. The review's deadline runs from the filing, not from this act.
    Acknowledge {
        /// Number of the receipt.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Line))]
        number: String,
    },
    /// The filing is incomplete.
    AskCorrection {
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Missing))]
        missing: Vec<String>,
    },
    /// 审查意见书.
    GiveOpinion {
        /// Number of the letter.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Line))]
        number: String,
        /// No objection or objection.
        opinion: Opinion,
        /// Findings on the three heads.
        heads: ReviewHeads,
    },
    /// 公布: the side has published the contract to its people.
    Publish {
        /// How and where.
        #[serde(default)]
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Message))]
        means: String,
    },
    /// Proposes to amend the contract in force on a lawful ground.
    ProposeAmendment {
        ground: LawfulGround,
        /// Details.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
    },
    /// Terminates by agreement (stands once both did) or on a lawful ground.
    Terminate {
        ground: LawfulGround,
        /// Details.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Reason))]
        reason: String,
    },
    /// Another negotiation's contract took this one's place.
    Replace {
        /// Id of that negotiation.
        by_negotiation: Uuid,
    },
}

/// Accept or decline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReplyDecision {
    /// 同意协商.
    Accept,
    /// 不同意, with a reason.
    Decline,
}

/// One representative of a delegation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Delegate {
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Name))]
    pub name: String,
    /// Account, if the person works in Concord.
    #[serde(default)]
    pub account: Option<Uuid>,
    /// What tells a person without an account from others of the same name, e.g. a number of the delegation's own.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<crate::schema::Key>))]
    pub id: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Line))]
    pub post: String,
    /// Chief representative; one per side.
    #[serde(default)]
    pub chief: bool,
    /// Appointed from outside (专业人员).
    #[serde(default)]
    pub outside: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CoordinationStep {
    /// 受理.
    Accept,
    /// Extend once.
    Extend,
}

/// What is filed beside the contract's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FilingPack {
    /// Copies delivered.
    pub copies: u32,
    /// 说明: explanation.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
    pub explanation: String,
    /// Average wage of last year, in the sheet's currency.
    pub average_wage_last_year: crate::decimal::Money,
    /// Adjustment of this year, percent.
    pub adjustment_percent: crate::decimal::Percent,
    pub workers_covered: u32,
    pub enterprises_covered: u32,
    /// Representatives' credentials are attached.
    pub credentials: bool,
    /// The resolution with its counts is attached.
    pub resolution: bool,
    /// Minutes are attached.
    pub minutes: bool,
}

/// The bureau's opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Opinion {
    /// 无异议.
    NoObjection,
    /// 有异议: items, basis, required change.
    Objection {
        /// At least one.
        #[cfg_attr(feature = "schema", schema(value_type = crate::schema::ObjectedItems))]
        items: Vec<ObjectedItem>,
    },
}

/// One objected item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ObjectedItem {
    /// Key of the item, or a name of the step.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Key))]
    pub item: String,
    /// Legal basis.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Subject))]
    pub basis: String,
    /// Required change.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Subject))]
    pub change: String,
}

/// Findings on the three heads of review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReviewHeads {
    /// 双方主体资格.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
    pub qualification: String,
    /// 协商程序.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
    pub procedure: String,
    /// 合同内容.
    #[cfg_attr(feature = "schema", schema(value_type = crate::schema::Prose))]
    pub content: String,
}

/// Lawful grounds to amend or terminate a contract in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LawfulGround {
    /// Both sides agree.
    Agreement,
    /// Merger, dissolution, bankruptcy make it impossible.
    Dissolution,
    /// 不可抗力.
    ForceMajeure,
    /// An agreed condition came true.
    ConditionMet,
    /// Another ground of law.
    OtherLaw,
}
