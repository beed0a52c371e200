//! A contract's text: the first, or consolidated with an addendum.

use sea_orm::entity::prelude::*;

/// A contract's text: the first, or consolidated with an addendum.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract: i64,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    /// From this instant on it counts; a review still open says when its silence would make it so.
    pub known_at: DateTimeUtc,
    pub in_force_since: Date,
    pub effective_from: Date,
    pub effective_to: Date,
    pub published_at: Option<DateTimeUtc>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
