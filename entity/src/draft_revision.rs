//! One revision of a side's draft: what one person saved within two minutes.

use sea_orm::entity::prelude::*;

/// One revision of a side's draft: what one person saved within two minutes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_revision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub negotiation: i64,
    /// One of `worker_side`, `employer_side`.
    #[sea_orm(column_type = "Text")]
    pub side: String,
    pub version: i64,
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    #[sea_orm(column_type = "Text")]
    pub message: String,
    pub package: bool,
    pub expires_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub base: String,
    pub saved_by: i64,
    pub began_at: DateTimeUtc,
    pub saved_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
