//! A caucus note of one side.

use sea_orm::entity::prelude::*;

/// A caucus note of one side.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// Side.
    pub side: String,
    /// Key of the item; none: on the whole.
    pub item: Option<String>,
    /// The note.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Account id.
    pub written_by: i64,
    /// When.
    pub written_at: DateTimeUtc,
    /// When changed last.
    pub edited_at: Option<DateTimeUtc>,
    /// Guards concurrent changes.
    pub version: i64,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
