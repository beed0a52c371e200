//! What somebody waits for from whom, from an instant on.

use sea_orm::entity::prelude::*;

/// What somebody waits for from whom, from an instant on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "todo")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub negotiation: i64,
    pub organisation: i64,
    #[sea_orm(column_type = "Text")]
    pub act: String,
    /// Only a chief (or a bureau's reviewer) can do it.
    pub chief_only: bool,
    /// JSON list of the accounts it waits for; none: whoever has the role.
    #[sea_orm(column_type = "Text", nullable)]
    pub accounts: Option<String>,
    pub from_at: DateTimeUtc,
    pub until_at: Option<DateTimeUtc>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
