//! What an item is to one side.

use sea_orm::entity::prelude::*;

/// What an item is to one side.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_mark")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub negotiation: i64,
    /// One of `worker_side`, `employer_side`.
    #[sea_orm(column_type = "Text")]
    pub side: String,
    #[sea_orm(column_type = "Text")]
    pub item: String,
    /// One of `must_have`, `trade_off`.
    #[sea_orm(column_type = "Text")]
    pub mark: String,
    pub set_by: i64,
    pub set_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
