//! A signed-in session; the token itself is not kept.

use sea_orm::entity::prelude::*;

/// A signed-in session; the token itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_session")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 (hex) of the token; unique.
    pub token_hash: String,
    /// Account id.
    pub account: i64,
    /// `cookie` or `bearer`.
    pub kind: String,
    /// Token of this session's forms.
    pub csrf: String,
    /// When created.
    pub created_at: DateTimeUtc,
    /// When it ends.
    pub expires_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
