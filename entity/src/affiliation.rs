//! Dated membership of one organisation in another.

use sea_orm::entity::prelude::*;

/// Dated membership of one organisation in another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "affiliation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Organisation id.
    pub parent: i64,
    /// Organisation id.
    pub child: i64,
    /// First day.
    pub valid_from: Date,
    /// Last day; `None`: still.
    pub valid_to: Option<Date>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
