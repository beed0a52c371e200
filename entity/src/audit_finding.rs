//! A finding of an audit.

use sea_orm::entity::prelude::*;

/// A finding of an audit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_finding")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub run: i64,
    pub line: i64,
    #[sea_orm(column_type = "Text")]
    pub enterprise_id: String,
    #[sea_orm(column_type = "Text")]
    pub worker_id: String,
    #[sea_orm(column_type = "Text")]
    pub period: String,
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    /// One of `breach`, `cannot_conclude`.
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    #[sea_orm(column_type = "Text")]
    pub required: String,
    #[sea_orm(column_type = "Text")]
    pub actual: String,
    #[sea_orm(column_type = "Text")]
    pub shortfall: String,
    /// In ten-thousandths of the unit, to be summed; none where the shortfall is not a number.
    pub shortfall_e4: Option<i64>,
    /// Of the shortfall, what back pay of later months has paid; empty where nothing was.
    #[sea_orm(column_type = "Text")]
    pub repaid: String,
    #[sea_orm(column_type = "Text")]
    pub unit: String,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "Text")]
    pub basis: String,
    /// Of a workbook; empty otherwise.
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
