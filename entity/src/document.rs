//! A stored document. Once served the database refuses to change or remove it.

use sea_orm::entity::prelude::*;

/// A stored document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// Side.
    pub side: String,
    /// File name.
    pub name: String,
    /// Media type, by content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Of the content.
    pub sha256: String,
    /// The bytes.
    #[sea_orm(column_type = "Blob")]
    pub content: Vec<u8>,
    /// For the delegations alone.
    pub confidential: bool,
    /// Account id.
    pub uploaded_by: i64,
    /// When.
    pub uploaded_at: DateTimeUtc,
    /// The act that served it; none: private to its side.
    pub served_seq: Option<i64>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
