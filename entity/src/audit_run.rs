//! One payroll audit over a contract.

use sea_orm::entity::prelude::*;

/// One payroll audit over a contract.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_run")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Contract id.
    pub contract: i64,
    /// Who audits.
    pub organisation: i64,
    /// Account id.
    pub account: i64,
    /// Instant.
    pub at: DateTimeUtc,
    /// JSON.
    #[sea_orm(column_type = "Text")]
    pub summary: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
