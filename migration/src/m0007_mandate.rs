//! Bargaining limits are kept by cell in a table of their own: a mandate has none.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// A mandate without a limit.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("mandate").drop_column("bargaining_limit").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("mandate").add_column(text_null("bargaining_limit")).to_owned()).await
    }
}
