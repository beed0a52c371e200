//! Enterprises a contract covers.

use sea_orm::entity::prelude::*;

/// Enterprises a contract covers.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coverage")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub contract: i64,
    pub organisation: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub credit_code: Option<String>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
