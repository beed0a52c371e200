//! Who may act for which organisation, as what, when.

use sea_orm::entity::prelude::*;

/// Who may act for which organisation, as what, when.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mandate")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    pub account: i64,
    pub organisation: i64,
    /// One of `chief_representative`, `representative`, `reviewer`, `auditor`, `observer`.
    #[sea_orm(column_type = "Text")]
    pub role: String,
    /// Public id of the negotiation it is limited to. No reference: an operator does not learn which ones exist.
    pub negotiation: Option<Uuid>,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub granted_by: i64,
    pub granted_at: DateTimeUtc,
    /// Counts from then on; before that it is asked for only.
    pub confirmed_at: Option<DateTimeUtc>,
    /// Account; none: the command line.
    pub confirmed_by: Option<i64>,
    pub refused_at: Option<DateTimeUtc>,
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
