//! A bound a side sets itself for a cell.

use sea_orm::entity::prelude::*;

/// A bound a side sets itself for a cell.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bargaining_limit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    pub negotiation: i64,
    /// One of `worker_side`, `employer_side`.
    #[sea_orm(column_type = "Text")]
    pub side: String,
    #[sea_orm(column_type = "Text")]
    pub item: String,
    #[sea_orm(column_type = "Text")]
    pub field: String,
    /// One of `at_most`, `at_least`.
    #[sea_orm(column_type = "Text")]
    pub bound: String,
    #[sea_orm(column_type = "Text")]
    pub value: String,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub set_by: i64,
    pub set_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
