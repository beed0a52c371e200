//! One negotiation: its frame, and caches derived from its acts.

use sea_orm::entity::prelude::*;

/// One negotiation: its frame, and caches derived from its acts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "negotiation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
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
    /// Names as written in the contract, JSON.
    #[sea_orm(column_type = "Text")]
    pub parties: String,
    /// Canonical term sheet of the contract before.
    #[sea_orm(column_type = "Text", nullable)]
    pub previous_sheet: Option<String>,
    /// Ground rule.
    pub reopening: String,
    /// Side that starts.
    pub initiator: String,
    /// When opened.
    pub opened_at: DateTimeUtc,
    /// Account id.
    pub opened_by: i64,
    /// Cache of the stage after the last act.
    pub stage: String,
    /// Number of acts; guards concurrent ones.
    pub version: i64,
    /// Cache: an act brought the bureau in.
    pub bureau_in: bool,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
