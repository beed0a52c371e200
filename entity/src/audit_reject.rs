//! A line an audit could not read.

use sea_orm::entity::prelude::*;

/// A line an audit could not read.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_reject")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub run: i64,
    pub line: i64,
    /// Of a workbook; empty otherwise.
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    /// JSON.
    #[sea_orm(column_type = "Text")]
    pub faults: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
