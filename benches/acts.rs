//! Acts accepted a second with 32 writers at once, on SQLite and PostgreSQL, each act through the service: load,
//! replay, permit, decide, append, commit. Beside it the same rows put bare into the same database: what the store
//! itself can do.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::NaiveDate;
use concord::clock::{Clock, SystemClock};
use concord::service::accounts::{self, Carrier, NewAccount};
use concord::service::acts::{Terms, act};
use concord::service::negotiations::{self, NewNegotiation};
use concord::service::people::{self, NewMandate, NewOrganisation};
use concord::service::{App, Viewer};
use concord::{boot, db};
use domain::bargaining::{Deed, Delegate, Reopening, ReplyDecision};
use domain::party::{MandateRole, OrganisationKind};
use domain::statute::Library;
use entity::{act as stored, negotiation};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::json;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const WRITERS: usize = 32;
const ACTS: usize = 20;
const PASSWORD: &str = "password-of-the-bench";

/// The two chiefs, and who they bargain for.
struct Sides {
    union: Viewer,
    employer: Viewer,
    orgs: [i64; 3],
}

async fn viewer(app: &App, login: &str) -> Viewer {
    let token = accounts::sign_in(app, login, PASSWORD, Carrier::Bearer).await.expect("signed in");
    accounts::authenticate(app, &token.token, Carrier::Bearer).await.expect("known").viewer
}

fn account(login: &str) -> NewAccount {
    let (login, name, password) = (login.to_owned(), login.to_owned(), PASSWORD.to_owned());
    NewAccount { login, name, password, operator: false, locale: "en".to_owned() }
}

async fn sides(app: &App) -> Sides {
    accounts::add(app, NewAccount { operator: true, ..account("operator") }).await.expect("operator");
    let operator = viewer(app, "operator").await;
    let mut orgs = Vec::new();
    let kinds =
        [OrganisationKind::UnionFederation, OrganisationKind::EmployerOrganisation, OrganisationKind::LabourBureau];
    for kind in kinds {
        let new = NewOrganisation {
            name: format!("{kind:?}"),
            name_en: String::new(),
            kind,
            credit_code: None,
            area: "640205".to_owned(),
            industry: "F".to_owned(),
            parent: None,
        };
        orgs.push(people::create_organisation(app, &operator, new).await.expect("organisation").id);
    }
    let from = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");
    for (login, organisation) in ["union", "employer"].into_iter().zip(orgs.clone()) {
        let account = accounts::create(app, &operator, account(login)).await.expect("account").id;
        let role = MandateRole::ChiefRepresentative;
        let mandate = NewMandate { account, organisation, role, negotiation: None, from, to: None };
        people::grant(app, &operator, mandate).await.expect("mandate");
    }
    let orgs = orgs.try_into().expect("three");
    Sides { union: viewer(app, "union").await, employer: viewer(app, "employer").await, orgs }
}

async fn open(app: &App, sides: &Sides) -> i64 {
    let [worker_org, employer_org, bureau_org] = sides.orgs;
    let new = NewNegotiation {
        title: "2026 年工资集体协商".to_owned(),
        jurisdiction: "CN-64".to_owned(),
        area: "640205".to_owned(),
        industry: "F".to_owned(),
        worker_org,
        employer_org,
        bureau_org,
        reopening: Reopening::Mutual,
        previous_contract: None,
    };
    negotiations::create(app, &sides.union, new).await.expect("negotiation")
}

fn delegation(side: &str) -> Deed {
    let member = |n: u8| Delegate {
        name: format!("{side}{n}"),
        account: None,
        post: String::new(),
        chief: n == 0,
        outside: false,
    };
    Deed::NameDelegation { members: (0..3).map(member).collect() }
}

/// A negotiation at the table.
async fn at_the_table(app: &App, sides: &Sides) -> i64 {
    let id = open(app, sides).await;
    let invite = Deed::Invite {
        topics: vec!["最低工资".to_owned()],
        proposed_at: app.now() + chrono::Days::new(18),
        place: "会议室".to_owned(),
        information: vec![],
        message: String::new(),
    };
    let reply = Deed::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] };
    let opening = [
        (&sides.union, invite),
        (&sides.employer, reply),
        (&sides.union, delegation("职工")),
        (&sides.employer, delegation("企业")),
    ];
    for (who, deed) in opening {
        act(app, who, id, deed, Terms::default()).await.expect("to the table");
    }
    id
}

/// An offer of twelve items.
fn offer(round: usize) -> Deed {
    let grade = |i: usize| {
        json!({"key": format!("minimum_wage.g{i}"), "kind": "minimum_wage", "unit": "month", "grade": format!("g{i}"),
               "amount": format!("{}.00", 2400 + round + i)})
    };
    let sheet = json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
                       "effective": {"from": "2026-05-01", "to": "2027-04-30"},
                       "items": (0..12).map(grade).collect::<Vec<_>>()});
    Deed::TableOffer { sheet, answers: None, package: false, expires_at: None, message: String::new() }
}

/// Every writer's work at once; how long the last took.
async fn race<F: Future<Output = ()> + Send + 'static>(writers: impl Iterator<Item = F>) -> Duration {
    let start = Instant::now();
    let racing: JoinSet<()> = writers.collect();
    racing.join_all().await;
    start.elapsed()
}

/// Puts an act's row and moves the version, as the service does, and nothing else.
async fn bare(store: DatabaseConnection, id: i64, rows: Vec<stored::Model>) {
    for mut row in rows {
        let seq = row.seq;
        row.negotiation = id;
        let mut row: stored::ActiveModel = row.into();
        row.id = sea_orm::ActiveValue::NotSet;
        let tx = db::begin_write(&store).await.expect("begun");
        let version = negotiation::Entity::update_many().col_expr(negotiation::Column::Version, Expr::value(seq));
        version.filter(negotiation::Column::Id.eq(id)).exec(&tx).await.expect("version");
        stored::Entity::insert(row.reset_all()).exec_without_returning(&tx).await.expect("inserted");
        tx.commit().await.expect("committed");
    }
}

async fn measure(name: &str, store: DatabaseConnection) {
    boot::migrate(&store).await.expect("schema");
    let library = Library::shipped().expect("rulebooks");
    let app = boot::app(store.clone(), Arc::new(SystemClock), library).await.expect("app");
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
        let of = stored::Entity::find().filter(stored::Column::Negotiation.eq(*id)).order_by_desc(stored::Column::Seq);
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
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("bench.db").display());
    measure("SQLite", boot::connect(&url).await.expect("SQLite")).await;
    let Ok(url) = std::env::var("CONCORD_BENCH_PG_URL") else {
        println!("PostgreSQL: not measured, CONCORD_BENCH_PG_URL is not set (cargo xtask bench acts sets it)");
        return;
    };
    let admin = boot::connect(&url).await.expect("PostgreSQL");
    let name = format!("bench_{}", SystemClock.now().timestamp_micros());
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    admin.close().await.expect("closed");
    let url = url.replacen("/postgres?", &format!("/{name}?"), 1);
    measure("PostgreSQL", boot::connect(&url).await.expect("PostgreSQL")).await;
}
