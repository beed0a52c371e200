//! Ceilings stand by cell in a table of their own: a mandate has none.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// A mandate without a ceiling.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("mandate").drop_column("ceiling").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("mandate").add_column(text_null("ceiling")).to_owned()).await
    }
}
