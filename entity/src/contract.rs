//! The register: contracts in force or that were, derived from acts.

use sea_orm::entity::prelude::*;

/// The register: contracts in force or that were, derived from acts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Unique.
    pub number: String,
    /// Unique.
    pub negotiation: i64,
    /// Title.
    pub title: String,
    /// Rulebook code.
    pub jurisdiction: String,
    /// Six-digit division.
    pub area: String,
    /// Class of industry.
    pub industry: String,
    /// Organisation id.
    pub worker_org: i64,
    /// Organisation id.
    pub employer_org: i64,
    /// Organisation id.
    pub bureau_org: i64,
    /// Canonical term sheet.
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    /// Of the signed bytes.
    pub sha256: String,
    /// Day of effect.
    pub in_force_since: Date,
    /// First day of the term.
    pub effective_from: Date,
    /// Last day of the term.
    pub effective_to: Date,
    /// Both sides published.
    pub published_at: Option<DateTimeUtc>,
    /// The text both sides published last, canonical: what the public reads.
    #[sea_orm(column_type = "Text", nullable)]
    pub published_sheet: Option<String>,
    /// Of its signed bytes.
    pub published_sha256: Option<String>,
    /// Its day of effect.
    pub published_since: Option<Date>,
    /// First day of its term.
    pub published_from: Option<Date>,
    /// Last day of its term.
    pub published_to: Option<Date>,
    /// Terminated or replaced.
    pub ended_on: Option<Date>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
