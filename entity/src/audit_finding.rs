//! One finding of an audit, texts as in findings.csv.

use sea_orm::entity::prelude::*;

/// One finding of an audit, texts as in findings.csv.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_finding")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Audit run id.
    pub run: i64,
    /// Line of the file.
    pub line: i64,
    /// Credit code.
    pub enterprise_id: String,
    /// Worker.
    pub worker_id: String,
    /// `YYYY-MM`.
    pub period: String,
    /// Rule.
    pub rule: String,
    /// Outcome.
    pub outcome: String,
    /// Required.
    pub required: String,
    /// Actual.
    pub actual: String,
    /// Shortfall.
    pub shortfall: String,
    /// Unit.
    pub unit: String,
    /// Reason.
    pub reason: String,
    /// Clause or article.
    pub basis: String,
}

/// No relations: rows are joined by the queries that need them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
