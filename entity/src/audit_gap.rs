//! A month without a line in an audited payroll.

use sea_orm::entity::prelude::*;

/// A month without a line in an audited payroll.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_gap")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub run: i64,
    #[sea_orm(column_type = "Text")]
    pub enterprise_id: String,
    /// Empty: of the enterprise as a whole.
    #[sea_orm(column_type = "Text")]
    pub worker_id: String,
    #[sea_orm(column_type = "Text")]
    pub period: String,
    /// One of `missing_line`, `missing_month`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
