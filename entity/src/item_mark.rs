//! What an item is to one side.

use sea_orm::entity::prelude::*;

/// What an item is to one side.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_mark")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// Side.
    pub side: String,
    /// Key of the item.
    pub item: String,
    /// Word of the mark.
    pub mark: String,
    /// Account id.
    pub set_by: i64,
    /// When.
    pub set_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
