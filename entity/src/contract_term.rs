//! Terms under which contracts are found, in the order of the lists.

use sea_orm::entity::prelude::*;

/// Terms under which contracts are found, in the order of the lists.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub term: String,
    /// Of the contract.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i64,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
