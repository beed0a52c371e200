//! The composer's own: all of an offer in its draft, the side's drafting history, its limits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// Drafts with history; limits.
#[derive(DeriveMigrationName)]
pub struct Migration;

const DRAFT_COLUMNS: &[&str] = &["package", "expires_at", "base", "edits"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            boolean("package").default(false).to_owned(),
            timestamp_with_time_zone_null("expires_at"),
            string("base").default("blank").to_owned(),
            text("edits").default("[]").to_owned(),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("draft").add_column(column).to_owned()).await?;
        }
        manager.create_table(revisions()).await?;
        manager.create_table(bargaining_limits()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["bargaining_limit", "draft_revision"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for column in DRAFT_COLUMNS {
            manager.alter_table(Table::alter().table("draft").drop_column(*column).to_owned()).await?;
        }
        Ok(())
    }
}

fn foreign_key(table: &'static str, column: &'static str, of: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(of, "id").on_delete(ForeignKeyAction::Restrict).to_owned()
}

fn revisions() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("draft_revision").col(big_pk_auto("id"));
    table.col(big_integer("negotiation"));
    table.col(string("side"));
    table.col(big_integer("version"));
    table.col(text("sheet"));
    table.col(text("message"));
    table.col(boolean("package"));
    table.col(timestamp_with_time_zone_null("expires_at"));
    table.col(string("base"));
    table.col(big_integer("saved_by"));
    table.col(timestamp_with_time_zone("began_at"));
    table.col(timestamp_with_time_zone("saved_at"));
    table.foreign_key(&mut foreign_key("draft_revision", "negotiation", "negotiation"));
    table.foreign_key(&mut foreign_key("draft_revision", "saved_by", "account"));
    let mut index = Index::create().name("draft_revision_version").unique().to_owned();
    for column in ["negotiation", "side", "version"] {
        index.col(column);
    }
    table.index(&mut index);
    table.to_owned()
}

fn bargaining_limits() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("bargaining_limit").col(big_pk_auto("id"));
    table.col(big_integer("negotiation"));
    table.col(string("side"));
    table.col(string("item"));
    table.col(string("field"));
    table.col(string("bound"));
    table.col(string("value"));
    table.col(text("note"));
    table.col(big_integer("set_by"));
    table.col(timestamp_with_time_zone("set_at"));
    table.foreign_key(&mut foreign_key("bargaining_limit", "negotiation", "negotiation"));
    table.foreign_key(&mut foreign_key("bargaining_limit", "set_by", "account"));
    let mut index = Index::create().name("bargaining_limit_cell").unique().to_owned();
    for column in ["negotiation", "side", "item", "field", "bound"] {
        index.col(column);
    }
    table.index(&mut index);
    table.to_owned()
}
