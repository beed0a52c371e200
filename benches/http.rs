//! Pages of the table a second, over TCP: the product's own page of a large negotiation (26 posts × 3 sizes and 40 other
//! items, 30 rounds), beside a bare axum + sqlx handler that only reads the same rows: the session, its account and
//! mandates, the negotiation and all its acts. Beside that the same handler without the acts, which the product keeps
//! replayed; and the page's own parts, so that it shows where the rest goes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod setting;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Request};
use axum::routing::get;
use concord::boot;
use concord::clock::SystemClock;
use concord::http::{COOKIE, Reach, router};
use concord::service::accounts::{Carrier, sign_in};
use concord::service::acts::{Terms, act};
use concord::service::{App, negotiations, table};
use domain::bargaining::Act;
use domain::statute::RulebookSet;
use domain::term::sha256_hex;
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use sea_orm::sqlx::{self, PgPool, Row, SqlitePool};
use sea_orm::{DatabaseConnection, DbBackend};
use serde_json::{Value, json};
use setting::{PASSWORD, Sides};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use uuid::Uuid;

const ROUNDS: usize = 30;
const READERS: usize = 8;
const SPAN: Duration = Duration::from_secs(6);

/// Round `n`: the grid and forty other items; each round moves every amount of the grid.
fn sheet(round: usize) -> Value {
    let mut items = Vec::new();
    for post in 0..26 {
        for (place, size) in ["large", "medium", "small"].into_iter().enumerate() {
            let amount = format!("{}.00", 2400 + post * 10 + round * 2 - place * 30);
            items.push(
                json!({"key": format!("minimum_wage.p{post:02}_{size}"), "kind": "minimum_wage", "unit": "month",
                "grade": format!("岗位{post:02}"), "size": size, "amount": amount}),
            );
        }
    }
    for n in 0..20 {
        items.push(json!({"key": format!("allowance.a{n:02}"), "kind": "allowance", "code": format!("a{n:02}"),
            "unit": "month", "amount": format!("{}.50", 100 + n + round % 7), "counts_towards_minimum": false}));
        items.push(json!({"key": format!("clause.c{n:02}"), "kind": "clause", "heading": format!("第{n}条"),
            "text": "双方应当在每季度最后一个月公布工资支付和加班的情况，接受职工监督。"}));
    }
    json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
        "effective": {"from": "2026-05-01", "to": "2027-04-30"}, "items": items})
}

/// Thirty rounds of offers and counter-offers.
async fn negotiated(app: &App, sides: &Sides) -> uuid::Uuid {
    let id = setting::at_the_table(app, sides).await;
    let mut answers = None;
    for round in 0..ROUNDS {
        for (who, step) in [(&sides.union, 60 - round), (&sides.employer, round)] {
            let (sheet, message) = (sheet(step), String::new());
            let offer = Act::TableOffer { sheet, answers, package: false, expires_at: None, message };
            answers = Some(act(app, who, id, offer, Terms::default()).await.expect("tabled").seq);
        }
    }
    id
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

#[derive(Clone)]
struct Bare {
    pool: Pool,
    negotiation: Uuid,
    acts: bool,
}

/// The rows of a page, read and counted: its bytes are the answer.
macro_rules! rows {
    ($pool:expr, $token:expr, $bare:expr) => {{
        let account: i64 = sqlx::query("SELECT account FROM login_session WHERE token_hash = $1")
            .bind($token)
            .fetch_one($pool)
            .await
            .expect("a session")
            .get(0);
        let name: String = sqlx::query("SELECT name FROM account WHERE id = $1")
            .bind(account)
            .fetch_one($pool)
            .await
            .expect("one")
            .get(0);
        let mandates = sqlx::query("SELECT id FROM mandate WHERE account = $1").bind(account);
        let mandates = mandates.fetch_all($pool).await.expect("mandates").len();
        let row = sqlx::query("SELECT title, area FROM negotiation WHERE public_id = $1").bind($bare.negotiation);
        let row = row.fetch_one($pool).await.expect("a negotiation");
        let mut bytes = name.len() + mandates + row.get::<String, _>(0).len() + row.get::<String, _>(1).len();
        if $bare.acts {
            let acts =
                sqlx::query("SELECT payload, hash FROM event WHERE stream = $1 ORDER BY seq").bind($bare.negotiation);
            for row in acts.fetch_all($pool).await.expect("acts") {
                bytes += row.get::<String, _>(0).len() + row.get::<String, _>(1).len();
            }
        }
        bytes.to_string()
    }};
}

async fn bare(State(bare): State<Bare>, headers: HeaderMap) -> String {
    let cookie = headers.get("cookie").and_then(|value| value.to_str().ok()).expect("a cookie");
    let token = sha256_hex(cookie.split_once('=').expect("a token").1);
    match &bare.pool {
        Pool::Sqlite(pool) => rows!(pool, token.as_str(), bare),
        Pool::Postgres(pool) => rows!(pool, token.as_str(), bare),
    }
}

async fn served(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// Requests answered in the span by all readers, and the size of one answer.
async fn throughput(url: String, cookie: String) -> (u64, usize) {
    let client: Client<HttpConnector, Body> = Client::builder(TokioExecutor::new()).build_http();
    let once = {
        let (client, url, cookie) = (client, url, cookie);
        move || {
            let request = Request::get(&url).header("cookie", &cookie).body(Body::empty()).expect("a request");
            let client = client.clone();
            async move {
                let answer = client.request(request).await.expect("an answer");
                assert_eq!(answer.status(), 200);
                answer.into_body().collect().await.expect("a body").to_bytes().len()
            }
        }
    };
    let size = once().await;
    let until = Instant::now() + SPAN;
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        let once = once.clone();
        readers.spawn(async move {
            let mut count = 0;
            while Instant::now() < until {
                once().await;
                count += 1;
            }
            count
        });
    }
    (readers.join_all().await.into_iter().sum(), size)
}

fn ratio(part: u64, whole: u64) -> String {
    let thousandths = part * 1000 / whole.max(1);
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// How long one of the page's parts takes, in microseconds, over many.
async fn part<F: Future>(name: &str, mut work: impl FnMut() -> F) {
    const TIMES: u128 = 200;
    let start = Instant::now();
    for _ in 0..TIMES {
        work().await;
    }
    println!("  {name}: {} µs", start.elapsed().as_micros() / TIMES);
}

async fn measure(name: &str, store: DatabaseConnection) {
    boot::migrate(&store).await.expect("schema");
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    let app = boot::app(store.clone(), Arc::new(SystemClock), rulebooks, chrono_tz::Tz::UTC).await.expect("app");
    let sides = setting::sides(&app).await;
    let id = negotiated(&app, &sides).await;
    let token = sign_in(&app, "union", PASSWORD, Carrier::Cookie, std::net::Ipv4Addr::LOCALHOST.into())
        .await
        .expect("signed in")
        .token;
    let cookie = format!("{COOKIE}={token}");
    let pool = match store.get_database_backend() {
        DbBackend::Postgres => Pool::Postgres(store.get_postgres_connection_pool().clone()),
        _ => Pool::Sqlite(store.get_sqlite_connection_pool().clone()),
    };
    let peer =
        |acts| Router::new().route("/", get(bare)).with_state(Bare { pool: pool.clone(), negotiation: id, acts });
    let (all, few) = (served(peer(true)).await, served(peer(false)).await);
    let ours = served(router(app.clone(), Reach::default())).await;
    let (all, _) = throughput(format!("{all}/"), cookie.clone()).await;
    let (few, _) = throughput(format!("{few}/"), cookie.clone()).await;
    let (page, size) = throughput(format!("{ours}/negotiations/{id}"), cookie.clone()).await;
    let (api, api_size) = throughput(format!("{ours}/api/v1/negotiations/{id}/table"), cookie).await;
    let second = SPAN.as_secs();
    println!("{name}: {READERS} readers, {ROUNDS} rounds of 118 items");
    println!("  bare, the same rows: {}/s; without the acts: {}/s", all / second, few / second);
    println!(
        "  page of {} kB: {}/s; ratio {} (without the acts {})",
        size / 1000,
        page / second,
        ratio(page, all),
        ratio(page, few)
    );
    println!(
        "  table as JSON, {} kB: {}/s; ratio {} (without the acts {})",
        api_size / 1000,
        api / second,
        ratio(api, all),
        ratio(api, few)
    );
    part("where it stands", || negotiations::get(&app, &sides.union, id)).await;
    part("the table, worked out", || table::table(&app, &sides.union, id, None)).await;
    part("the table after act 30, replayed", || table::table(&app, &sides.union, id, Some(30))).await;
}

#[tokio::main]
async fn main() {
    setting::on_both(measure).await;
}
