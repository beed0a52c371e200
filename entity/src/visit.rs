//! Up to which act a person has seen a negotiation. Nobody else learns it.

use sea_orm::entity::prelude::*;

/// Up to which act a person has seen a negotiation. Nobody else learns it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account: i64,
    pub negotiation: i64,
    pub seen_seq: i64,
    pub seen_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
