//! The register: contracts, bargained here or elsewhere.

use sea_orm::entity::prelude::*;

/// The register: contracts, bargained here or elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Random: the id that leaves the server.
    pub public_id: Uuid,
    /// The bureau's own count by area and year; none until registered.
    #[sea_orm(column_type = "Text", nullable)]
    pub number: Option<String>,
    pub negotiation: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub jurisdiction: String,
    #[sea_orm(column_type = "Text")]
    pub area: String,
    #[sea_orm(column_type = "Text")]
    pub industry: String,
    pub worker_org: Option<i64>,
    pub employer_org: Option<i64>,
    pub bureau_org: i64,
    #[sea_orm(column_type = "Text")]
    pub worker_side: String,
    #[sea_orm(column_type = "Text")]
    pub employer_side: String,
    #[sea_orm(column_type = "Text")]
    pub bureau: String,
    /// From this instant on there is a contract: before, its review still runs.
    pub known_at: DateTimeUtc,
    /// Orders the lists: by the first day of the term published last, or, before any is, known last.
    pub place: i64,
    /// Version that both sides have published last.
    pub published_version: Option<i32>,
    pub published_at: Option<DateTimeUtc>,
    pub ended_on: Option<Date>,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
