//! Acts accepted a second with 32 writers at once, on SQLite and PostgreSQL, each act through the service: load,
//! replay, permit, decide, append, commit. Beside it the same rows put bare into the same database: what the store
//! itself can do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod setting;

use concord::clock::SystemClock;
use concord::service::acts::{Terms, act};
use concord::{boot, db};
use domain::bargaining::Act;
use domain::statute::RulebookSet;
use entity::{event as stored, negotiation};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use setting::{at_the_table, open, sides};
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use uuid::Uuid;

const WRITERS: usize = 32;
const ACTS: usize = 20;

/// An offer of twelve items.
fn offer(round: usize) -> Act {
    let grade = |i: usize| {
        json!({"key": format!("minimum_wage.g{i}"), "kind": "minimum_wage", "unit": "month", "grade": format!("g{i}"),
               "amount": format!("{}.00", 2400 + round + i)})
    };
    let sheet = json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
                       "effective": {"from": "2026-05-01", "to": "2027-04-30"},
                       "items": (0..12).map(grade).collect::<Vec<_>>()});
    Act::TableOffer { sheet, answers: None, package: false, expires_at: None, message: String::new() }
}

/// Every writer's work at once; how long the last took.
async fn race<F: Future<Output = ()> + Send + 'static>(writers: impl Iterator<Item = F>) -> Duration {
    let start = Instant::now();
    let racing: JoinSet<()> = writers.collect();
    racing.join_all().await;
    start.elapsed()
}

/// Puts an act's row and moves the version, as the service does, and nothing else.
async fn bare(store: DatabaseConnection, id: Uuid, rows: Vec<stored::Model>) {
    for mut row in rows {
        let seq = row.seq + 100;
        row.seq = seq;
        row.stream = id;
        let mut row: stored::ActiveModel = row.into();
        row.id = sea_orm::ActiveValue::NotSet;
        let tx = db::begin_write(&store).await.expect("begun");
        let version = negotiation::Entity::update_many().col_expr(negotiation::Column::Version, Expr::value(seq));
        version.filter(negotiation::Column::PublicId.eq(id)).exec(&tx).await.expect("version");
        stored::Entity::insert(row.reset_all()).exec_without_returning(&tx).await.expect("inserted");
        tx.commit().await.expect("committed");
    }
}

async fn measure(name: &str, store: DatabaseConnection) {
    boot::migrate(&store).await.expect("schema");
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    let app = boot::app(store.clone(), Arc::new(SystemClock), rulebooks, chrono_tz::Tz::UTC).await.expect("app");
    let sides = sides(&app).await;
    let (mut ids, mut spare) = (Vec::new(), Vec::new());
    for _ in 0..WRITERS {
        ids.push(at_the_table(&app, &sides).await);
        spare.push(open(&app, &sides).await);
    }
    let through = race(ids.iter().map(|id| {
        let (app, union, id) = (app.clone(), sides.union.clone(), *id);
        async move {
            for round in 0..ACTS {
                act(&app, &union, id, offer(round), Terms::default()).await.expect("accepted");
            }
        }
    }))
    .await;
    let mut copies = Vec::new();
    for id in &ids {
        let of = stored::Entity::find().filter(stored::Column::Stream.eq(*id)).order_by_desc(stored::Column::Seq);
        let mut rows = of.all(&store).await.expect("acts");
        rows.truncate(ACTS);
        assert_eq!(rows.len(), ACTS, "every act is there");
        rows.reverse();
        copies.push(rows);
    }
    let bare = race(spare.into_iter().zip(copies).map(|(id, rows)| bare(store.clone(), id, rows))).await;
    let count = WRITERS * ACTS;
    let rate = |took: Duration| count as u128 * 1_000_000 / took.as_micros().max(1);
    let thousandths = bare.as_micros() * 1000 / through.as_micros().max(1);
    println!(
        "{name}: {count} acts by {WRITERS} writers at once, {} acts/s; the same rows bare {}/s; ratio {}.{:03}",
        rate(through),
        rate(bare),
        thousandths / 1000,
        thousandths % 1000
    );
}

#[tokio::main]
async fn main() {
    setting::on_both(measure).await;
}
