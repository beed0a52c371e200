//! A caucus note of one side.

use sea_orm::entity::prelude::*;

/// A caucus note of one side.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    pub negotiation: i64,
    /// One of `worker_side`, `employer_side`.
    #[sea_orm(column_type = "Text")]
    pub side: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub item: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub written_by: i64,
    pub written_at: DateTimeUtc,
    pub edited_at: Option<DateTimeUtc>,
    pub version: i64,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
