//! The text of a contract that both sides published last: the public reads that one while an addendum waits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// The published text beside the text in force.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn columns() -> [ColumnDef; 5] {
    [
        text_null("published_sheet"),
        string_null("published_sha256"),
        date_null("published_since"),
        date_null("published_from"),
        date_null("published_to"),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("contract").add_column(column).to_owned()).await?;
        }
        let now = "UPDATE contract SET published_sheet = sheet, published_sha256 = sha256, \
            published_since = in_force_since, published_from = effective_from, published_to = effective_to \
            WHERE published_at IS NOT NULL";
        manager.get_connection().execute_unprepared(now).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            let drop = Table::alter().table("contract").drop_column(column.get_column_name()).to_owned();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}
