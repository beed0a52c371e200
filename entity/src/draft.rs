//! A side's private draft offer.

use sea_orm::entity::prelude::*;

/// A side's private draft offer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Negotiation id.
    pub negotiation: i64,
    /// Side.
    pub side: String,
    /// JSON as last saved; may be invalid.
    #[sea_orm(column_type = "Text")]
    pub sheet: String,
    /// To the other side, once tabled.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    /// Guards concurrent saves.
    pub version: i64,
    /// Account id.
    pub updated_by: i64,
    /// When saved last.
    pub updated_at: DateTimeUtc,
    /// All or nothing, once tabled.
    pub package: bool,
    /// Not open for acceptance after, once tabled.
    pub expires_at: Option<DateTimeUtc>,
    /// What it started from: `blank`, `previous`, `offer:12`.
    pub base: String,
    /// JSON: who changed which cell last.
    #[sea_orm(column_type = "Text")]
    pub edits: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
