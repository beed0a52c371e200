//! The parameters of procedure, in force on one day. Nothing here asks which country it is.
//!
//! A parameter that the rulebook does not give is `None`: the rule does not exist there, and no clock runs.

use super::Cited;
use serde::{Deserialize, Serialize};

/// A legal period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: PeriodUnit,
}

/// Units in which periods are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodUnit {
    /// 日: calendar days, start day not counted, rolls off a rest day.
    Days,
    /// 工作日: working days of the rulebook's calendar.
    WorkingDays,
    /// Clear days: neither the first nor the last day counts.
    ClearDays,
    /// 月.
    Months,
    /// 年.
    Years,
}

/// A fraction with the comparator that decides the exact hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Threshold {
    /// Numerator.
    pub num: u32,
    /// Denominator, above 0.
    pub den: u32,
    /// Whether the exact fraction is enough.
    pub comparator: Comparator,
}

/// 以上 (the number included) or 过 (more than).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// ≥
    AtLeast,
    /// >
    MoreThan,
}

/// Of whom a share of approval is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalOf {
    /// All on the roll.
    All,
    /// All present.
    Present,
    /// Votes cast (for and against).
    Cast,
}

/// How the two delegations' sizes relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumbersRule {
    /// Equal numbers.
    Equal,
    /// The employers' side not more than the workers'.
    EmployersNotMore,
    /// Free.
    Free,
}

/// Who chairs sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChairRule {
    /// The chiefs alternate; the first is free.
    Alternate,
    /// The chiefs alternate, the inviter's first.
    AlternateInviterFirst,
    /// Free or joint.
    Free,
}

/// Who signs minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MinutesSigners {
    /// Both chiefs.
    Chiefs,
    /// All representatives.
    All,
}

/// Who files the signed contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filer {
    /// The employers' side.
    EmployerSide,
    /// The workers' side.
    WorkerSide,
    /// Either.
    Either,
}

/// In which order the chiefs sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigningOrder {
    /// Any order.
    Any,
    /// Workers' chief first.
    WorkerSideFirst,
    /// Employers' chief first.
    EmployerSideFirst,
}

/// Whom the contract binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageMode {
    /// Every enterprise of the industry and area.
    IndustryWide,
    /// Only enterprises that confirmed.
    SignatoriesOnly,
}

/// What registration does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterEffect {
    /// In force only after the review.
    ConstitutiveAfterReview,
    /// In force when signed; the register records it.
    Declaratory,
}

/// What the reviewer's silence does when the review period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilenceEffect {
    /// Deemed agreed: in force.
    DeemedEffective,
    /// Nothing.
    Nothing,
}

/// Every parameter of procedure.md, as in force on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Procedure {
    /// 要约书, 协商意向书, …
    pub invitation_name: Option<Cited<String>>,
    /// Written reply to the invitation.
    pub reply: Option<Cited<Period>>,
    /// Information before talks.
    pub disclosure: Option<Cited<Period>>,
    /// Representatives per side, least.
    pub representatives_min: Option<Cited<u32>>,
    /// Representatives per side, most.
    pub representatives_max: Option<Cited<u32>>,
    /// Equal numbers?
    pub numbers: Option<Cited<NumbersRule>>,
    /// Outside representatives: at most this share of the side's (0/1: none).
    pub outside_cap: Option<Cited<Threshold>>,
    /// Whether the chief may be an outsider.
    pub outside_chief: Option<Cited<bool>>,
    /// Composition quotas, in words (shown; checked by people).
    pub composition: Option<Cited<String>>,
    /// A vacancy is filled within.
    pub replacement: Option<Cited<Period>>,
    /// Chair of sessions.
    pub chair: Option<Cited<ChairRule>>,
    /// A recorder who is no representative is needed.
    pub neutral_recorder: Option<Cited<bool>>,
    /// Who signs minutes.
    pub minutes_signers: Option<Cited<MinutesSigners>>,
    /// Longest talks, from the invitation.
    pub talks_longest: Option<Cited<Period>>,
    /// Longest suspension.
    pub suspension_longest: Option<Cited<Period>>,
    /// Attendance quorum of the vote.
    pub quorum: Option<Cited<Threshold>>,
    /// Share of approval.
    pub approval: Option<Cited<Threshold>>,
    /// Of whom.
    pub approval_of: Option<Cited<ApprovalOf>>,
    /// The vote is held within, from the draft.
    pub ballot_within: Option<Cited<Period>>,
    /// A second vote may be held within, from the failed one.
    pub second_vote: Option<Cited<Period>>,
    /// Longest term (F12 breach above).
    pub term_longest: Option<Cited<Period>>,
    /// Usual term (F12 warning above).
    pub term_usual: Option<Cited<Period>>,
    /// Order of signing.
    pub signing_order: Option<Cited<SigningOrder>>,
    /// Filing, from the signature.
    pub filing: Option<Cited<Period>>,
    /// Copies to file.
    pub filing_copies: Option<Cited<u32>>,
    /// Who files.
    pub filer: Option<Cited<Filer>>,
    /// An incomplete filing is completed within.
    pub correction: Option<Cited<Period>>,
    /// Review, from receipt.
    pub review: Option<Cited<Period>>,
    /// What silence does.
    pub silence: Option<Cited<SilenceEffect>>,
    /// Publication, from effect.
    pub publication: Option<Cited<Period>>,
    /// Renewal invitation: within this period before expiry.
    pub renewal: Option<Cited<Period>>,
    /// Coordination of a dispute, from acceptance.
    pub coordination: Option<Cited<Period>>,
    /// Its extension.
    pub coordination_extension: Option<Cited<Period>>,
    /// Whom the contract binds.
    pub coverage: Option<Cited<CoverageMode>>,
    /// What registration does.
    pub register_effect: Option<Cited<RegisterEffect>>,
}
