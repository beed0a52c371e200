//! The stage of a negotiation from an instant on; what time alone will change has its row beforehand.

use sea_orm::entity::prelude::*;

/// The stage of a negotiation from an instant on; what time alone will change has its row beforehand.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "period")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub negotiation: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_at: DateTimeUtc,
    pub until_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub stage: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
