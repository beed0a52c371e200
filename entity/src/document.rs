//! A stored document. Once served the database refuses to change or remove it.

use sea_orm::entity::prelude::*;

/// A stored document. Once served the database refuses to change or remove it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    pub negotiation: i64,
    /// One of `worker_side`, `employer_side`.
    #[sea_orm(column_type = "Text")]
    pub side: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub media_type: String,
    pub size: i64,
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    #[sea_orm(column_type = "Blob")]
    pub content: Vec<u8>,
    pub confidential: bool,
    pub uploaded_by: i64,
    pub uploaded_at: DateTimeUtc,
    /// The act that served it; none: private to its side.
    pub served_seq: Option<i64>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
