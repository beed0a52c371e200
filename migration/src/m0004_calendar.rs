//! Calendar feeds: addresses at which a person's calendar reads their clocks.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// Calendar feeds.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        table.table("calendar_feed").col(big_pk_auto("id"));
        table.col(big_integer("account"));
        table.col(string_uniq("token_hash"));
        table.col(timestamp_with_time_zone("created_at"));
        table.col(timestamp_with_time_zone_null("revoked_at"));
        let mut of = ForeignKey::create();
        of.from("calendar_feed", "account").to("account", "id").on_delete(ForeignKeyAction::Restrict);
        table.foreign_key(&mut of);
        manager.create_table(table.to_owned()).await?;
        let index = Index::create().name("calendar_feed_account").table("calendar_feed").col("account").to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("calendar_feed").to_owned()).await
    }
}
