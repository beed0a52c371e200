//! How an organisation has one kind of payroll read.

use sea_orm::entity::prelude::*;

/// A version of a profile; it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payroll_profile")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    pub organisation: i64,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// From 1, by name.
    pub version: i32,
    /// Of the canonical text, hex.
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    /// `concord.payroll-profile/1`, canonical.
    #[sea_orm(column_type = "Text")]
    pub profile: String,
    /// Who saved it.
    pub account: i64,
    pub at: DateTimeUtc,
    /// When a payroll was last read by it, or when it was saved.
    pub used_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
