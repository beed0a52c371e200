//! The first schema. Money and percents that are summed or compared are `bigint` in ten-thousandths; ids that leave the
//! server are random UUIDs (`public_id`), keys never do; words are held to their lists by CHECK.

use crate::dialect::statements;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// People; negotiations with their projections and mandates; the log; a side's own; the register; audits; jobs.
const TEXTS: [&str; 6] = [
    include_str!("m0001_schema/people.sql"),
    include_str!("m0001_schema/negotiation.sql"),
    include_str!("m0001_schema/log.sql"),
    include_str!("m0001_schema/side.sql"),
    include_str!("m0001_schema/register.sql"),
    include_str!("m0001_schema/work.sql"),
];

/// Children before parents.
const TABLES: [&str; 28] = [
    "job",
    "audit_gap",
    "audit_reject",
    "audit_finding",
    "audit_file",
    "audit_run",
    "coverage",
    "contract_version",
    "contract_count",
    "contract_term",
    "contract",
    "visit",
    "bargaining_limit",
    "document",
    "item_mark",
    "note",
    "draft_revision",
    "draft",
    "deadline",
    "todo",
    "period",
    "party",
    "event",
    "mandate",
    "negotiation",
    "calendar_feed",
    "login_session",
    "account",
];

/// Dropped after the accounts.
const ORGANISATIONS: [&str; 2] = ["affiliation", "organisation"];

/// The first schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in TEXTS.iter().flat_map(|text| statements(text, manager.get_database_backend())) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.iter().chain(&ORGANISATIONS) {
            manager.get_connection().execute_unprepared(&format!("DROP TABLE {table}")).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            for function in ["refuse_change", "refuse_served_change"] {
                manager.get_connection().execute_unprepared(&format!("DROP FUNCTION {function}()")).await?;
            }
        }
        Ok(())
    }
}
