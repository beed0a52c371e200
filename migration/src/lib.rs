//! The schema's history. A released migration is never edited.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m0001_first;
mod m0002_around;
mod m0003_composer;
mod m0004_calendar;
mod m0005_visit;
mod m0006_published;
mod m0007_mandate;

/// Runs the migrations in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first::Migration),
            Box::new(m0002_around::Migration),
            Box::new(m0003_composer::Migration),
            Box::new(m0004_calendar::Migration),
            Box::new(m0005_visit::Migration),
            Box::new(m0006_published::Migration),
            Box::new(m0007_mandate::Migration),
        ]
    }
}
