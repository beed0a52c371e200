//! The ground of the benchmarks: a union, an employers' organisation, a bureau, and a negotiation at the table.
#![allow(dead_code, reason = "each measurement uses its part")]

use chrono::NaiveDate;
use concord::boot;
use concord::clock::{Clock, SystemClock};
use concord::service::accounts::{self, Carrier, NewAccount};
use concord::service::acts::{self, Terms};
use concord::service::negotiations::{self, NewNegotiation};
use concord::service::people::{self, NewMandate, NewOrganisation};
use concord::service::{App, Viewer};
use domain::bargaining::{Act, Delegate, Reopening, ReplyDecision};
use domain::party::{MandateRole, OrganisationKind};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// Password of everybody here.
pub const PASSWORD: &str = "password-of-the-bench";

/// The two chiefs, and who they bargain for.
pub struct Sides {
    /// The workers' chief.
    pub union: Viewer,
    /// The employers' chief.
    pub employer: Viewer,
    orgs: [Uuid; 3],
}

async fn viewer(app: &App, login: &str) -> Viewer {
    let token = accounts::sign_in(app, login, PASSWORD, Carrier::Bearer, std::net::Ipv4Addr::LOCALHOST.into())
        .await
        .expect("signed in");
    accounts::authenticate(app, &token.token, Carrier::Bearer).await.expect("known").viewer
}

fn account(login: &str) -> NewAccount {
    let (login, name, password) = (login.to_owned(), login.to_owned(), PASSWORD.to_owned());
    NewAccount { login, name, password, operator: false, locale: "en".to_owned() }
}

/// The people.
pub async fn sides(app: &App) -> Sides {
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
        let asked = people::grant(app, &operator, mandate).await.expect("mandate").id;
        concord::service::mandates::confirm_by_command(app, asked).await.expect("confirmed");
    }
    let orgs = orgs.try_into().expect("three");
    Sides { union: viewer(app, "union").await, employer: viewer(app, "employer").await, orgs }
}

/// A negotiation of which nothing has been served.
pub async fn open(app: &App, sides: &Sides) -> Uuid {
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

fn delegation(side: &str) -> Act {
    let member = |n: u8| Delegate {
        name: format!("{side}{n}"),
        account: None,
        id: None,
        post: String::new(),
        chief: n == 0,
        outside: false,
    };
    Act::NameDelegation { members: (0..3).map(member).collect() }
}

/// A negotiation at the table.
pub async fn at_the_table(app: &App, sides: &Sides) -> Uuid {
    let id = open(app, sides).await;
    let invite = Act::Invite {
        topics: vec!["最低工资".to_owned()],
        proposed_at: app.now() + chrono::Days::new(18),
        place: "会议室".to_owned(),
        information: vec![],
        message: String::new(),
    };
    let reply = Act::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] };
    let opening = [
        (&sides.union, invite),
        (&sides.employer, reply),
        (&sides.union, delegation("职工")),
        (&sides.employer, delegation("企业")),
    ];
    for (who, act) in opening {
        acts::act(app, who, id, act, Terms::default()).await.expect("to the table");
    }
    id
}

/// Measures on a fresh database of each kind.
pub async fn on_both(measure: impl AsyncFn(&str, DatabaseConnection)) {
    let (store, _folder) = sqlite().await;
    measure("SQLite", store).await;
    if let Some(store) = postgres().await {
        measure("PostgreSQL", store).await;
    }
}

/// A fresh SQLite database.
pub async fn sqlite() -> (DatabaseConnection, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("bench.db").display());
    (boot::connect(&url).await.expect("SQLite"), folder)
}

/// A fresh PostgreSQL database, where the measuring command says there is one.
pub async fn postgres() -> Option<DatabaseConnection> {
    let Ok(url) = std::env::var("CONCORD_BENCH_PG_URL") else {
        println!("PostgreSQL: not measured, CONCORD_BENCH_PG_URL is not set (cargo xtask bench sets it)");
        return None;
    };
    let admin = boot::connect(&url).await.expect("PostgreSQL");
    let name = format!("bench_{}", SystemClock.now().timestamp_micros());
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
    admin.close().await.expect("closed");
    Some(boot::connect(&url.replacen("/postgres?", &format!("/{name}?"), 1)).await.expect("PostgreSQL"))
}
