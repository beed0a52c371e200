//! How many contracts an area has registered with effect in a year.

use sea_orm::entity::prelude::*;

/// How many contracts an area has registered with effect in a year.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_count")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[sea_orm(column_type = "Text")]
    pub area: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    pub registered: i64,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
