//! The public register as it grows: searches, a contract's page, what binds an enterprise on a day. Each as p50 and p99
//! over many asked at random, as ratio to 50 ms, and the p99 of the largest register to that of the smallest.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "register/generated.rs"]
mod generated;
#[path = "register/load.rs"]
mod load;
mod setting;
#[path = "setting/times.rs"]
mod times;

use chrono::{Days, NaiveDate};
use concord::boot;
use concord::clock::SetClock;
use concord::service::contracts::{self, Search};
use concord::service::{App, Viewer};
use domain::statute::RulebookSet;
use generated::{Generator, begins, bits, contract_of, enterprises};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use times::{p99, ratio, told};

/// Contracts, and those that `--full` adds.
const SIZES: [i64; 2] = [10_000, 100_000];
const FULL: i64 = 2_000_000;

/// Questions of each kind that are measured, after some that are not.
const ASKED: i64 = 500;
const BEFORE: i64 = 50;

/// What is asked, in the order of the lines printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    Text,
    TextInArea,
    Area,
    Enterprise,
    Further,
    Page,
    Binding,
}

const QUESTIONS: [Question; 7] = [
    Question::Text,
    Question::TextInArea,
    Question::Area,
    Question::Enterprise,
    Question::Further,
    Question::Page,
    Question::Binding,
];

/// Two to six characters of a title or a party.
fn words(n: i64, size: i64, round: i64) -> String {
    let row = contract_of(n, size, 1);
    let text: Vec<char> = match bits(round, 21) % 3 {
        0 => row.title.chars().collect(),
        1 => row.worker_side.chars().collect(),
        _ => row.employer_side.chars().collect(),
    };
    let many = 2 + usize::try_from(bits(round, 22) % 5).expect("small");
    let start = usize::try_from(bits(round, 23)).expect("64 bits") % (text.len() - many);
    text.iter().skip(start).take(many).collect()
}

/// Question `round` to a register of `size`: the search, or the key of a contract.
fn search(question: Question, size: i64, round: i64) -> (Search, Option<String>) {
    let n = i64::try_from(bits(round, 20) >> 2).expect("positive") % size + 1;
    let row = contract_of(n, size, 1);
    let firm = || {
        let all = enterprises(n, size);
        all[usize::try_from(bits(round, 24)).expect("64 bits") % all.len()].clone()
    };
    let mut asked = Search::default();
    let mut after = None;
    match question {
        Question::Text => asked.text = words(n, size, round),
        Question::TextInArea => {
            asked.text = words(n, size, round);
            asked.area = row.area[..4].to_owned();
        }
        Question::Area => asked.area = row.area[..2 + 2 * usize::try_from(round % 3).expect("small")].to_owned(),
        Question::Enterprise if round % 2 == 0 => asked.enterprise = firm().1,
        Question::Enterprise => asked.enterprise = firm().0.chars().take(6).collect(),
        Question::Further => after = Some(row.place.to_string()),
        Question::Binding => {
            asked.enterprise = firm().1;
            asked.on = begins(n, size).checked_add_days(Days::new(bits(round, 25) % 300));
        }
        Question::Page => {}
    }
    (asked, after)
}

/// The times of one kind of question, sorted; and how many contracts its answers had in all.
async fn timed(app: &App, question: Question, size: i64) -> (Vec<Duration>, usize) {
    let (mut times, mut found) = (Vec::new(), 0);
    for round in 0..BEFORE + ASKED {
        let (asked, after) = search(question, size, round);
        let id = contract_of(i64::try_from(bits(round, 20) >> 2).expect("positive") % size + 1, size, 1);
        let start = Instant::now();
        let count = if question == Question::Page {
            contracts::get(app, &Viewer::Public, id.public_id).await.map_or(0, |_| 1)
        } else {
            contracts::search(app, &Viewer::Public, &asked, after.as_deref()).await.expect("an answer").items.len()
        };
        if round >= BEFORE {
            times.push(start.elapsed());
            found += count;
        }
    }
    times.sort();
    (times, found)
}

async fn over(store: DatabaseConnection) -> App {
    let now = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day").and_hms_opt(1, 0, 0).expect("an hour").and_utc();
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    boot::app(store, Arc::new(SetClock::at(now)), rulebooks, chrono_tz::Tz::UTC).await.expect("app")
}

/// Asks everything; p99 by question.
async fn ask(app: &App, size: i64, smallest: &BTreeMap<Question, Duration>) -> BTreeMap<Question, Duration> {
    let mut all = BTreeMap::new();
    for question in QUESTIONS {
        let (times, found) = timed(app, question, size).await;
        let grown = match smallest.get(&question) {
            Some(first) => format!("; grown {} (aim 1.3)", ratio(p99(&times), *first)),
            None => String::new(),
        };
        println!("  {question:?}: {}{grown}; {} contracts an answer", told(&times), found / times.len());
        all.insert(question, p99(&times));
    }
    all
}

async fn measure(name: &str, sizes: &[i64]) {
    let mut smallest = BTreeMap::new();
    for size in sizes {
        let start = Instant::now();
        let (store, _folder) = if name == "SQLite" {
            let (store, folder) = setting::sqlite().await;
            boot::migrate(&store).await.expect("schema");
            let app = over(store.clone()).await;
            let key = load::bureau(&app.db, app.now()).await;
            store.close().await.expect("closed");
            let file = folder.path().join("bench.db");
            load::sqlite(&file, Generator::new(*size, key)).await;
            (boot::connect(&format!("sqlite:{}", file.display())).await.expect("SQLite"), Some(folder))
        } else {
            let Some(store) = setting::postgres().await else { return };
            boot::migrate(&store).await.expect("schema");
            let app = over(store.clone()).await;
            let key = load::bureau(&app.db, app.now()).await;
            load::postgres(store.get_postgres_connection_pool(), Generator::new(*size, key)).await;
            (store, None)
        };
        println!("{name}: {size} contracts, made in {} s", start.elapsed().as_secs());
        let app = over(store.clone()).await;
        let found = ask(&app, *size, &smallest).await;
        if smallest.is_empty() {
            smallest = found;
        }
        if store.get_database_backend() == DbBackend::Postgres {
            drop_register(&store).await;
        }
        store.close().await.expect("closed");
    }
}

/// Gives the disk back before the next.
async fn drop_register(store: &DatabaseConnection) {
    let tables = "contract, contract_version, coverage, contract_term";
    store.execute_unprepared(&format!("TRUNCATE {tables} CASCADE")).await.expect("truncated");
}

#[tokio::main]
async fn main() {
    let mut sizes = SIZES.to_vec();
    if std::env::var_os("CONCORD_BENCH_FULL").is_some() {
        sizes.push(FULL);
    }
    if let Ok(asked) = std::env::var("CONCORD_BENCH_SIZES") {
        sizes = asked.split(',').map(|size| size.parse().expect("a number of contracts")).collect();
    }
    let only = std::env::var("CONCORD_BENCH_STORE").unwrap_or_default();
    for name in ["SQLite", "PostgreSQL"].into_iter().filter(|name| only.is_empty() || only == *name) {
        measure(name, &sizes).await;
    }
}
