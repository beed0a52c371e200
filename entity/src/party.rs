//! Who stands where in a negotiation, and whether they may see it yet.

use sea_orm::entity::prelude::*;

/// Who stands where in a negotiation, and whether they may see it yet.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub negotiation: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation: i64,
    /// One of `worker_side`, `employer_side`, `bureau`, `covered_enterprise`.
    #[sea_orm(column_type = "Text")]
    pub capacity: String,
    pub visible: bool,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
