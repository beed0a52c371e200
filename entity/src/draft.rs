//! A side's private draft offer.

use sea_orm::entity::prelude::*;

/// A side's private draft offer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub negotiation: i64,
    /// One of `worker_side`, `employer_side`.
    #[sea_orm(column_type = "Text")]
    pub side: String,
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    #[sea_orm(column_type = "Text")]
    pub message: String,
    pub version: i64,
    pub updated_by: i64,
    pub updated_at: DateTimeUtc,
    pub package: bool,
    pub expires_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub base: String,
    #[sea_orm(column_type = "Text")]
    pub edits: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
