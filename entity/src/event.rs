//! The log of all streams: append-only.

use sea_orm::entity::prelude::*;

/// The log of all streams: append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// One of `negotiation`, `operator`.
    #[sea_orm(column_type = "Text")]
    pub stream_kind: String,
    pub stream: Uuid,
    pub seq: i64,
    pub at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub act: String,
    pub act_version: i32,
    pub account: Option<i64>,
    pub mandate: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub entry: String,
    #[sea_orm(column_type = "Text")]
    pub hash: String,
    #[sea_orm(column_type = "Blob", nullable)]
    pub salt: Option<Vec<u8>>,
    #[sea_orm(column_type = "Text", nullable)]
    pub payload: Option<String>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
