//! Enterprises a contract covers.

use sea_orm::entity::prelude::*;

/// Enterprises a contract covers.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "coverage")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Contract id.
    pub contract: i64,
    /// Organisation id.
    pub organisation: i64,
    /// Name in Chinese.
    pub name: String,
    /// Unified social credit code.
    pub credit_code: Option<String>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
