//! A bound a side sets itself for a cell.

use sea_orm::entity::prelude::*;

/// A bound a side sets itself for a cell.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bargaining_limit")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// Side.
    pub side: String,
    /// Item key.
    pub item: String,
    /// Field path.
    pub field: String,
    /// `at_most` or `at_least`.
    pub bound: String,
    /// Exact decimal text.
    pub value: String,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Account id.
    pub set_by: i64,
    /// When.
    pub set_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
