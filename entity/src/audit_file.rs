//! A piece of a file that an audit reads.

use sea_orm::entity::prelude::*;

/// A piece of a file that an audit reads.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run: i64,
    /// `sheet`, `payroll`, `roster`, `profile`.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub file: String,
    /// From 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i32,
    #[sea_orm(column_type = "Blob")]
    pub bytes: Vec<u8>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
