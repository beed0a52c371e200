//! What is due in a negotiation, from an instant on.

use sea_orm::entity::prelude::*;

/// What is due in a negotiation, from an instant on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub negotiation: i64,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    /// Among the deadlines of the negotiation.
    pub place: i32,
    /// One of `worker_side`, `employer_side`, `bureau`, `covered_enterprise`.
    #[sea_orm(column_type = "Text", nullable)]
    pub owed_by: Option<String>,
    pub due_on: Date,
    pub due_at: DateTimeUtc,
    pub open: bool,
    /// JSON of the deadline with its citation.
    #[sea_orm(column_type = "Text")]
    pub detail: String,
    pub from_at: DateTimeUtc,
    pub until_at: Option<DateTimeUtc>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
