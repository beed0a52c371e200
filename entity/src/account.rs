//! A person who can sign in.

use sea_orm::entity::prelude::*;

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub login: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub password_hash: String,
    pub operator: bool,
    /// One of `zh-CN`, `en`.
    #[sea_orm(column_type = "Text")]
    pub locale: String,
    pub closed_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
