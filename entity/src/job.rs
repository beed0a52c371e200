//! Work that waits: done at least once, in effect once by its key.

use sea_orm::entity::prelude::*;

/// Work that waits: done at least once, in effect once by its key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// One of `waiting`, `done`, `dead`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub run_at: DateTimeUtc,
    pub attempts: i32,
    pub leased_until: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub worker: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
