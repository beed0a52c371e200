//! Up to which act a person has seen a negotiation. Nobody else learns it.

use sea_orm::entity::prelude::*;

/// Up to which act a person has seen a negotiation. Nobody else learns it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Account id.
    pub account: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// Number of the last act seen; never falls.
    pub seen_seq: i64,
    /// When it was seen.
    pub seen_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
