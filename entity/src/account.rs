//! A person who may sign in.

use sea_orm::entity::prelude::*;

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Unique.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// argon2id, PHC string.
    pub password_hash: String,
    /// Runs accounts; reads no table.
    pub operator: bool,
    /// `zh-CN` or `en`.
    pub locale: String,
    /// When disabled.
    pub disabled_at: Option<DateTimeUtc>,
    /// When created.
    pub created_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
