//! Up to which act each person has seen a negotiation.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// Last visits.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let key = |column: &'static str, of: &'static str| {
            ForeignKey::create().from("visit", column).to(of, "id").on_delete(ForeignKeyAction::Restrict).to_owned()
        };
        let mut table = Table::create();
        table.table("visit").col(big_pk_auto("id"));
        table.col(big_integer("account"));
        table.col(big_integer("negotiation"));
        table.col(big_integer("seen_seq"));
        table.col(timestamp_with_time_zone("seen_at"));
        table.foreign_key(&mut key("account", "account"));
        table.foreign_key(&mut key("negotiation", "negotiation"));
        table.index(Index::create().name("visit_account_negotiation").unique().col("account").col("negotiation"));
        manager.create_table(table.to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("visit").to_owned()).await
    }
}
