//! A payroll audit over a contract.

use sea_orm::entity::prelude::*;

/// A payroll audit over a contract.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_run")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    pub contract: i64,
    pub organisation: i64,
    pub account: i64,
    pub at: DateTimeUtc,
    /// `uploading`, `queued`, `running`, `done`, `failed`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub finished_at: Option<DateTimeUtc>,
    /// JSON, once done.
    #[sea_orm(column_type = "Text")]
    pub summary: String,
    /// JSON, when failed: faults of its files, line by line.
    #[sea_orm(column_type = "Text")]
    pub faults: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
