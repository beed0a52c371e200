//! An organisation belongs to another, from a day to a day.

use sea_orm::entity::prelude::*;

/// An organisation belongs to another, from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "affiliation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub parent: i64,
    pub child: i64,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
