//! A side's drafting history.

use sea_orm::entity::prelude::*;

/// One revision of a side's draft: what one person saved within two minutes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_revision")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// Side.
    pub side: String,
    /// Version of the draft it ended with.
    pub version: i64,
    /// JSON as saved; may be invalid.
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    /// Message to go with it.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// All or nothing.
    pub package: bool,
    /// Not open for acceptance after.
    pub expires_at: Option<DateTimeUtc>,
    /// What it started from.
    pub base: String,
    /// Account id.
    pub saved_by: i64,
    /// First save of it.
    pub began_at: DateTimeUtc,
    /// Last save of it.
    pub saved_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
