//! An address at which a person's calendar reads their deadlines; the secret in it is not kept.

use sea_orm::entity::prelude::*;

/// An address at which a person's calendar reads their deadlines; the secret in it is not kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feed")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Account id.
    pub account: i64,
    /// SHA-256 (hex) of the secret; unique.
    pub token_hash: String,
    /// When made.
    pub created_at: DateTimeUtc,
    /// When revoked.
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
