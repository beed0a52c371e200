//! One rejected line of an audit.

use sea_orm::entity::prelude::*;

/// One rejected line of an audit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_reject")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Audit run id.
    pub run: i64,
    /// Line of the file.
    pub line: i64,
    /// Faults, joined.
    #[sea_orm(column_type = "Text")]
    pub faults: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
