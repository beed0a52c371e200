//! The first schema: people, negotiations with their acts, the register, audits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The first schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in people().into_iter().chain(bargaining()).chain(register()) {
            manager.create_table(table).await?;
        }
        for (table, column) in INDEXES {
            let name = format!("{table}_{column}");
            manager.create_index(Index::create().name(name).table(*table).col(*column).to_owned()).await?;
        }
        for statement in append_only(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            manager.drop_table(Table::drop().table(*table).to_owned()).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION refuse_change()").await?;
        }
        Ok(())
    }
}

/// Children before parents.
const TABLES: &[&str] = &[
    "audit_reject",
    "audit_finding",
    "audit_run",
    "coverage",
    "contract",
    "draft",
    "act",
    "mandate",
    "negotiation",
    "login_session",
    "account",
    "affiliation",
    "organisation",
];

const INDEXES: &[(&str, &str)] = &[
    ("affiliation", "child"),
    ("mandate", "account"),
    ("audit_finding", "run"),
    ("audit_reject", "run"),
    ("coverage", "contract"),
    ("negotiation", "worker_org"),
    ("negotiation", "employer_org"),
    ("negotiation", "bureau_org"),
    ("login_session", "account"),
];

fn foreign_key(table: &'static str, column: &'static str, of: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(of, "id").on_delete(ForeignKeyAction::Restrict).to_owned()
}

/// The record of acts takes inserts only: the database itself refuses update and delete.
fn append_only(backend: DbBackend) -> Vec<String> {
    if backend == DbBackend::Postgres {
        return vec![
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'acts are append-only'; END $$"
                .to_owned(),
            "CREATE TRIGGER act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON act \
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
                .to_owned(),
        ];
    }
    ["UPDATE", "DELETE"]
        .map(|change| {
            format!(
                "CREATE TRIGGER act_no_{} BEFORE {change} ON act \
                 BEGIN SELECT RAISE(ABORT, 'acts are append-only'); END",
                change.to_lowercase()
            )
        })
        .to_vec()
}

fn people() -> Vec<TableCreateStatement> {
    let mut tables = Vec::new();
    let mut table = Table::create();
    table.table("organisation").col(big_pk_auto("id"));
    table.col(string("name"));
    table.col(string("name_en"));
    table.col(string("kind"));
    table.col(string_null("credit_code"));
    table.col(string("area"));
    table.col(string("industry"));
    table.col(string("zone"));
    table.col(string_null("size"));
    table.col(timestamp_with_time_zone("created_at"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("affiliation").col(big_pk_auto("id"));
    table.col(big_integer("parent"));
    table.col(big_integer("child"));
    table.col(date("valid_from"));
    table.col(date_null("valid_to"));
    table.foreign_key(&mut foreign_key("affiliation", "parent", "organisation"));
    table.foreign_key(&mut foreign_key("affiliation", "child", "organisation"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("account").col(big_pk_auto("id"));
    table.col(string_uniq("login"));
    table.col(string("name"));
    table.col(string("password_hash"));
    table.col(boolean("operator"));
    table.col(string("locale"));
    table.col(timestamp_with_time_zone_null("disabled_at"));
    table.col(timestamp_with_time_zone("created_at"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("login_session").col(big_pk_auto("id"));
    table.col(string_uniq("token_hash"));
    table.col(big_integer("account"));
    table.col(string("kind"));
    table.col(string("csrf"));
    table.col(timestamp_with_time_zone("created_at"));
    table.col(timestamp_with_time_zone("expires_at"));
    table.foreign_key(&mut foreign_key("login_session", "account", "account"));
    tables.push(table.to_owned());
    tables
}

fn bargaining() -> Vec<TableCreateStatement> {
    let mut tables = Vec::new();
    let mut table = Table::create();
    table.table("negotiation").col(big_pk_auto("id"));
    table.col(string("title"));
    table.col(string("jurisdiction"));
    table.col(string("area"));
    table.col(string("industry"));
    table.col(big_integer("worker_org"));
    table.col(big_integer("employer_org"));
    table.col(big_integer("bureau_org"));
    table.col(text("parties"));
    table.col(text_null("previous_sheet"));
    table.col(string("reopening"));
    table.col(string("initiator"));
    table.col(timestamp_with_time_zone("opened_at"));
    table.col(big_integer("opened_by"));
    table.col(string("stage"));
    table.col(big_integer("version"));
    table.col(boolean("bureau_in"));
    table.foreign_key(&mut foreign_key("negotiation", "worker_org", "organisation"));
    table.foreign_key(&mut foreign_key("negotiation", "employer_org", "organisation"));
    table.foreign_key(&mut foreign_key("negotiation", "bureau_org", "organisation"));
    table.foreign_key(&mut foreign_key("negotiation", "opened_by", "account"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("mandate").col(big_pk_auto("id"));
    table.col(big_integer("account"));
    table.col(big_integer("organisation"));
    table.col(string("role"));
    table.col(big_integer_null("negotiation"));
    table.col(date("valid_from"));
    table.col(date_null("valid_to"));
    table.col(text_null("bargaining_limit"));
    table.col(big_integer("granted_by"));
    table.col(timestamp_with_time_zone("granted_at"));
    table.col(timestamp_with_time_zone_null("revoked_at"));
    table.foreign_key(&mut foreign_key("mandate", "account", "account"));
    table.foreign_key(&mut foreign_key("mandate", "organisation", "organisation"));
    table.foreign_key(&mut foreign_key("mandate", "negotiation", "negotiation"));
    table.foreign_key(&mut foreign_key("mandate", "granted_by", "account"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("act").col(big_pk_auto("id"));
    table.col(big_integer("negotiation"));
    table.col(big_integer("seq"));
    table.col(timestamp_with_time_zone("at"));
    table.col(big_integer("account"));
    table.col(big_integer("mandate"));
    table.col(string("act"));
    table.col(text("event"));
    table.col(string("sha256"));
    table.col(string("previous"));
    table.foreign_key(&mut foreign_key("act", "negotiation", "negotiation"));
    table.foreign_key(&mut foreign_key("act", "account", "account"));
    table.foreign_key(&mut foreign_key("act", "mandate", "mandate"));
    table.index(Index::create().name("act_negotiation_seq").unique().col("negotiation").col("seq"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("draft").col(big_pk_auto("id"));
    table.col(big_integer("negotiation"));
    table.col(string("side"));
    table.col(text("sheet"));
    table.col(text("message"));
    table.col(big_integer("version"));
    table.col(big_integer("updated_by"));
    table.col(timestamp_with_time_zone("updated_at"));
    table.foreign_key(&mut foreign_key("draft", "negotiation", "negotiation"));
    table.foreign_key(&mut foreign_key("draft", "updated_by", "account"));
    table.index(Index::create().name("draft_negotiation_side").unique().col("negotiation").col("side"));
    tables.push(table.to_owned());
    tables
}

fn register() -> Vec<TableCreateStatement> {
    let mut tables = Vec::new();
    let mut table = Table::create();
    table.table("contract").col(big_pk_auto("id"));
    table.col(string_uniq("number"));
    table.col(big_integer_uniq("negotiation"));
    table.col(string("title"));
    table.col(string("jurisdiction"));
    table.col(string("area"));
    table.col(string("industry"));
    table.col(big_integer("worker_org"));
    table.col(big_integer("employer_org"));
    table.col(big_integer("bureau_org"));
    table.col(text("sheet"));
    table.col(string("sha256"));
    table.col(date("in_force_since"));
    table.col(date("effective_from"));
    table.col(date("effective_to"));
    table.col(timestamp_with_time_zone_null("published_at"));
    table.col(date_null("ended_on"));
    table.foreign_key(&mut foreign_key("contract", "negotiation", "negotiation"));
    table.foreign_key(&mut foreign_key("contract", "worker_org", "organisation"));
    table.foreign_key(&mut foreign_key("contract", "employer_org", "organisation"));
    table.foreign_key(&mut foreign_key("contract", "bureau_org", "organisation"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("coverage").col(big_pk_auto("id"));
    table.col(big_integer("contract"));
    table.col(big_integer("organisation"));
    table.col(string("name"));
    table.col(string_null("credit_code"));
    table.foreign_key(&mut foreign_key("coverage", "contract", "contract"));
    table.foreign_key(&mut foreign_key("coverage", "organisation", "organisation"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("audit_run").col(big_pk_auto("id"));
    table.col(big_integer("contract"));
    table.col(big_integer("organisation"));
    table.col(big_integer("account"));
    table.col(timestamp_with_time_zone("at"));
    table.col(text("summary"));
    table.foreign_key(&mut foreign_key("audit_run", "contract", "contract"));
    table.foreign_key(&mut foreign_key("audit_run", "organisation", "organisation"));
    table.foreign_key(&mut foreign_key("audit_run", "account", "account"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("audit_finding").col(big_pk_auto("id"));
    table.col(big_integer("run"));
    table.col(big_integer("line"));
    table.col(string("enterprise_id"));
    table.col(string("worker_id"));
    table.col(string("period"));
    table.col(string("rule"));
    table.col(string("outcome"));
    table.col(string("required"));
    table.col(string("actual"));
    table.col(string("shortfall"));
    table.col(string("unit"));
    table.col(string("reason"));
    table.col(string("basis"));
    table.foreign_key(&mut foreign_key("audit_finding", "run", "audit_run"));
    tables.push(table.to_owned());
    let mut table = Table::create();
    table.table("audit_reject").col(big_pk_auto("id"));
    table.col(big_integer("run"));
    table.col(big_integer("line"));
    table.col(text("faults"));
    table.foreign_key(&mut foreign_key("audit_reject", "run", "audit_run"));
    tables.push(table.to_owned());
    tables
}
