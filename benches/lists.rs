//! What somebody with 10, 100 and 1,000 negotiations opens most: the front page, the negotiations, the deadlines, the
//! feed of the calendar. Each as p50 and p99 over many, as ratio to 50 ms. That the statements do not grow is a test
//! (`tests/it/lists.rs`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod setting;
#[path = "setting/times.rs"]
mod times;

use concord::boot;
use concord::clock::SystemClock;
use concord::service::deadlines::{self, Filter};
use concord::service::{App, acts, calendar, negotiations};
use domain::bargaining::Act;
use domain::statute::RulebookSet;
use sea_orm::DatabaseConnection;
use setting::Sides;
use std::sync::Arc;
use std::time::{Duration, Instant};
use times::told;

const SIZES: [usize; 3] = [10, 100, 1000];
const TIMES: usize = 200;

/// A negotiation whose invitation waits for an answer.
async fn invited(app: &App, sides: &Sides) {
    let id = setting::open(app, sides).await;
    let invite = Act::Invite {
        topics: vec!["最低工资".to_owned()],
        proposed_at: app.now() + chrono::Days::new(18),
        place: "会议室".to_owned(),
        information: vec!["工资总额".to_owned()],
        message: String::new(),
    };
    acts::act(app, &sides.union, id, invite, acts::Terms::default()).await.expect("invited");
}

async fn many<F: Future>(name: &str, mut work: impl FnMut() -> F) {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..TIMES {
        let start = Instant::now();
        work().await;
        times.push(start.elapsed());
    }
    times.sort();
    println!("  {name}: {}", told(&times));
}

async fn measure(name: &str, store: DatabaseConnection) {
    boot::migrate(&store).await.expect("schema");
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    let app = boot::app(store, Arc::new(SystemClock), rulebooks, chrono_tz::Tz::UTC).await.expect("app");
    let sides = setting::sides(&app).await;
    let token = calendar::make(&app, &sides.employer).await.expect("a feed");
    let mut open = 0;
    for size in SIZES {
        while open < size {
            invited(&app, &sides).await;
            open += 1;
        }
        println!("{name}: {size} negotiations");
        let who = &sides.employer;
        many("front page", || async { deadlines::desk(&app, who).await.expect("a page") }).await;
        many("negotiations", || async { negotiations::list(&app, who, None).await.expect("a page") }).await;
        many("deadlines", || async { deadlines::list(&app, who, Filter::default(), None).await.expect("a page") })
            .await;
        many("feed", || async { calendar::read(&app, &token).await.expect("a feed") }).await;
    }
}

#[tokio::main]
async fn main() {
    setting::on_both(measure).await;
}
