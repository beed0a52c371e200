//! An organisation: union, employer, association, bureau.

use sea_orm::entity::prelude::*;

/// An organisation: union, employer, association, bureau.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Name in Chinese.
    pub name: String,
    /// Name in English; may be empty.
    pub name_en: String,
    /// Kind, as in the domain.
    pub kind: String,
    /// Unified social credit code.
    pub credit_code: Option<String>,
    /// Six-digit division.
    pub area: String,
    /// Class of industry, e.g. `F`.
    pub industry: String,
    /// Zone of wage tables; may be empty.
    pub zone: String,
    /// `large`, `medium`, `small`.
    pub size: Option<String>,
    /// When created.
    pub created_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
