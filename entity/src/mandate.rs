//! Who may act for which organisation, as what, when.

use sea_orm::entity::prelude::*;

/// Who may act for which organisation, as what, when.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mandate")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Account id.
    pub account: i64,
    /// Organisation id.
    pub organisation: i64,
    /// Role, as in the domain.
    pub role: String,
    /// Limits the mandate to one negotiation.
    pub negotiation: Option<i64>,
    /// First day.
    pub valid_from: Date,
    /// Last day; `None`: until revoked.
    pub valid_to: Option<Date>,
    /// Account id.
    pub granted_by: i64,
    /// When granted.
    pub granted_at: DateTimeUtc,
    /// When revoked.
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
