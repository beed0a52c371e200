//! Around the table: caucus notes and marks of a side, documents.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Notes, marks, documents.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [note(), mark(), document()] {
            manager.create_table(table).await?;
        }
        for table in ["note", "document"] {
            let index = Index::create().name(format!("{table}_negotiation")).table(table).col("negotiation").to_owned();
            manager.create_index(index).await?;
        }
        let one = Index::create().name("item_mark_one").table("item_mark").unique().to_owned();
        manager.create_index(one.clone().col("negotiation").col("side").col("item").to_owned()).await?;
        for statement in served_stays(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["document", "item_mark", "note"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION refuse_served_change()").await?;
        }
        Ok(())
    }
}

fn references(table: &mut TableCreateStatement, name: &'static str, by: &'static str) {
    for (column, of) in [("negotiation", "negotiation"), (by, "account")] {
        let mut key = ForeignKey::create();
        key.from(name, column).to(of, "id").on_delete(ForeignKeyAction::Restrict);
        table.foreign_key(&mut key);
    }
}

fn note() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("note").col(big_pk_auto("id"));
    table.col(big_integer("negotiation"));
    table.col(string("side"));
    table.col(string_null("item"));
    table.col(text("text"));
    table.col(big_integer("written_by"));
    table.col(timestamp_with_time_zone("written_at"));
    table.col(timestamp_with_time_zone_null("edited_at"));
    table.col(big_integer("version"));
    references(&mut table, "note", "written_by");
    table
}

fn mark() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("item_mark").col(big_pk_auto("id"));
    table.col(big_integer("negotiation"));
    table.col(string("side"));
    table.col(string("item"));
    table.col(string("mark"));
    table.col(big_integer("set_by"));
    table.col(timestamp_with_time_zone("set_at"));
    references(&mut table, "item_mark", "set_by");
    table
}

fn document() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("document").col(big_pk_auto("id"));
    table.col(big_integer("negotiation"));
    table.col(string("side"));
    table.col(string("name"));
    table.col(string("media_type"));
    table.col(big_integer("size"));
    table.col(string("sha256"));
    table.col(blob("content"));
    table.col(boolean("confidential"));
    table.col(big_integer("uploaded_by"));
    table.col(timestamp_with_time_zone("uploaded_at"));
    table.col(big_integer_null("served_seq"));
    references(&mut table, "document", "uploaded_by");
    table
}

/// A document that was served stays as it is: the database itself refuses to change or remove it.
fn served_stays(backend: DbBackend) -> Vec<&'static str> {
    if backend == DbBackend::Postgres {
        return vec![
            "CREATE FUNCTION refuse_served_change() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'served documents stay'; END $$",
            "CREATE TRIGGER document_served_stays BEFORE UPDATE OR DELETE ON document FOR EACH ROW \
             WHEN (OLD.served_seq IS NOT NULL) EXECUTE FUNCTION refuse_served_change()",
            "CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON document \
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_served_change()",
        ];
    }
    vec![
        "CREATE TRIGGER document_served_no_update BEFORE UPDATE ON document WHEN OLD.served_seq IS NOT NULL \
         BEGIN SELECT RAISE(ABORT, 'served documents stay'); END",
        "CREATE TRIGGER document_served_no_delete BEFORE DELETE ON document WHEN OLD.served_seq IS NOT NULL \
         BEGIN SELECT RAISE(ABORT, 'served documents stay'); END",
    ]
}
