//! The parameters of procedure, in force on one day. Nothing here asks which country it is.
//!
//! A parameter that the rulebook does not give is `None`: the rule does not exist there, and no deadline runs.

use super::rulebook::parameters;
use serde::{Deserialize, Serialize};

/// A legal period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: PeriodUnit,
}

/// Units in which periods are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
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

/// A plain fraction, an upper bound that may be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Share {
    /// Numerator.
    pub num: u32,
    /// Denominator, above 0.
    pub den: u32,
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
    EmployerSide,
    WorkerSide,
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
    Nothing,
}

parameters!(
    /// Every parameter of the procedure, as in force on one day.
    struct Procedure {
        /// 要约书, 协商意向书, …
        invitation_name: String,
        /// Written reply to the invitation.
        reply: Period,
        /// Information before talks.
        disclosure: Period,
        /// Representatives per side, least.
        representatives_min: u32,
        /// Representatives per side, most.
        representatives_max: u32,
        /// Equal numbers?
        numbers: NumbersRule,
        /// Outside representatives: at most this share of the side's (0/1: none).
        outside_cap: Share,
        /// Whether the chief may be an outsider.
        outside_chief: bool,
        /// Composition quotas, in words (shown; checked by people).
        composition: String,
        /// A vacancy is filled within.
        replacement: Period,
        /// Chair of sessions.
        chair: ChairRule,
        /// A recorder who is no representative is needed.
        neutral_recorder: bool,
        /// Who signs minutes.
        minutes_signers: MinutesSigners,
        /// Longest talks, from the invitation.
        talks_longest: Period,
        suspension_longest: Period,
        /// Attendance quorum of the vote.
        quorum: Threshold,
        /// Share of approval.
        approval: Threshold,
        /// Of whom.
        approval_of: ApprovalOf,
        /// The vote is held within, from the draft.
        ballot_within: Period,
        /// A second vote may be held within, from the failed one.
        second_vote: Period,
        /// Longest term (F12 breach above).
        term_longest: Period,
        /// Usual term (F12 warning above).
        term_usual: Period,
        signing_order: SigningOrder,
        /// Filing, from the signature.
        filing: Period,
        /// Copies to file.
        filing_copies: u32,
        /// Who files.
        filer: Filer,
        /// An incomplete filing is completed within.
        correction: Period,
        /// Review, from receipt.
        review: Period,
        /// What silence does.
        silence: SilenceEffect,
        /// Publication, from effect.
        publication: Period,
        /// Renewal invitation: within this period before expiry.
        renewal: Period,
        /// Coordination of a dispute, from acceptance.
        coordination: Period,
        coordination_extension: Period,
        /// Whom the contract binds.
        coverage: CoverageMode,
        /// What registration does.
        register_effect: RegisterEffect,
    }
);
