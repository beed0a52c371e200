//! One served act. Append-only: the database refuses update and delete.

use sea_orm::entity::prelude::*;

/// One served act. Append-only: the database refuses update and delete.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "act")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// From 1.
    pub seq: i64,
    /// Instant.
    pub at: DateTimeUtc,
    /// Account id.
    pub account: i64,
    /// Mandate id.
    pub mandate: i64,
    /// Its name.
    pub act: String,
    /// Canonical JSON of the event.
    #[sea_orm(column_type = "Text")]
    pub event: String,
    /// Of `event`.
    pub sha256: String,
    /// `sha256` chain: hash of the act before.
    pub previous: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
