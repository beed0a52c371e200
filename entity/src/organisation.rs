//! An organisation: union, employer, association, bureau.

use sea_orm::entity::prelude::*;

/// An organisation: union, employer, association, bureau.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub name_en: String,
    /// One of `trade_union_federation`, `union_federation`, `union`, `employer_organisation`, `enterprise`, `labour_bureau`.
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub credit_code: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub area: String,
    #[sea_orm(column_type = "Text")]
    pub industry: String,
    #[sea_orm(column_type = "Text")]
    pub zone: String,
    /// One of `large`, `medium`, `small`.
    #[sea_orm(column_type = "Text", nullable)]
    pub size: Option<String>,
    pub created_at: DateTimeUtc,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
