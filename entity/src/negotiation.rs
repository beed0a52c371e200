//! What lists show of a negotiation; its log is the truth.

use sea_orm::entity::prelude::*;

/// What lists show of a negotiation; its log is the truth.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "negotiation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub jurisdiction: String,
    #[sea_orm(column_type = "Text")]
    pub area: String,
    #[sea_orm(column_type = "Text")]
    pub industry: String,
    /// One of `worker_side`, `employer_side`.
    #[sea_orm(column_type = "Text")]
    pub initiator: String,
    pub opened_at: DateTimeUtc,
    pub opened_by: i64,
    /// Number of the last act; guards concurrent ones.
    pub version: i64,
    pub changed_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
