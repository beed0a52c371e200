//! Lists: they come in pages, ask the store a number of times that does not depend on their length, and no statement of
//! theirs goes over a whole table.

use crate::app::{TestApp, on_both};
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::{Cast, huinong, invitation, sheet};
use concord::db;
use concord::i18n::Lang;
use entity::{account, calendar_feed, event, mandate, organisation};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Statement,
};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

on_both!(
    lists_of_people_go_over_pages,
    lists_of_a_negotiation_go_over_pages,
    statements_do_not_grow_with_a_list,
    no_list_goes_over_a_whole_table,
    nobody_replays_what_an_act_of_this_server_made,
    a_record_that_does_not_read_loses_no_list,
);

/// Follows `Link` to the end; the `key` of every entry, each met once. No page is longer than `most`.
async fn walk(caller: &Caller, path: &str, key: &str, most: usize) -> Vec<String> {
    let (mut next, mut found, mut pages) = (Some(path.to_owned()), Vec::new(), 0);
    while let Some(path) = next {
        let answer = caller.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        let page = answer.json();
        let page = page.as_array().unwrap();
        assert!(page.len() <= most, "{path}: {}", page.len());
        found.extend(page.iter().map(|entry| entry[key].to_string()));
        let link = answer.headers.get("link").map(|link| link.to_str().unwrap().to_owned());
        assert!(link.is_none() || page.len() == most, "{path}: a full page before the next");
        next = link.map(|link| link.split_once('<').unwrap().1.split_once('>').unwrap().0.to_owned());
        pages += 1;
    }
    assert!(pages > 1, "{path}");
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{path}");
    let unknown = caller.get(&format!("{path}?after=nobody")).await;
    assert_eq!((unknown.status, &unknown.json()["faults"][0]["field"]), (422, &json!("after")));
    found
}

/// Follows the links of one list of a page, those with this parameter; how many of `mark` were met.
async fn leaf(browser: &mut Browser, path: &str, parameter: &str, mark: &str) -> usize {
    let link = regex::Regex::new(&format!("<a href=\"({}\\?{parameter}=[^\"]*)\"", regex::escape(path))).unwrap();
    let (mut next, mut met) = (Some(path.to_owned()), 0);
    while let Some(path) = next {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        met += page.text.matches(mark).count();
        next = link.captures(&page.text).map(|found| found[1].replace("&amp;", "&"));
    }
    met
}

/// 130 organisations, each with an account and a mandate, straight into the store.
async fn crowd(app: &TestApp) {
    let (db, at) = (&app.app.db, app.app.now());
    for n in 0..130_u128 {
        let organisation = organisation::ActiveModel {
            public_id: Set(Uuid::from_u128(1 << 100 | n)),
            name: Set(format!("CROWD 企业 {n}")),
            name_en: Set(String::new()),
            kind: Set("enterprise".to_owned()),
            area: Set("640205".to_owned()),
            industry: Set("F".to_owned()),
            zone: Set(String::new()),
            created_at: Set(at),
            ..Default::default()
        };
        let organisation = organisation.insert(db).await.unwrap();
        let account = account::ActiveModel {
            public_id: Set(Uuid::from_u128(1 << 101 | n)),
            login: Set(format!("crowd.{n}")),
            name: Set(format!("CROWD {n}")),
            password_hash: Set(String::new()),
            operator: Set(false),
            locale: Set("en".to_owned()),
            closed_at: Set(None),
            created_at: Set(at),
            ..Default::default()
        };
        let account = account.insert(db).await.unwrap();
        let mandate = mandate::ActiveModel {
            public_id: Set(Uuid::from_u128(1 << 102 | n)),
            account: Set(account.id),
            organisation: Set(organisation.id),
            role: Set("observer".to_owned()),
            valid_from: Set(app.app.today()),
            granted_by: Set(account.id),
            granted_at: Set(at),
            ..Default::default()
        };
        mandate.insert(db).await.unwrap();
    }
}

async fn lists_of_people_go_over_pages(app: &TestApp) {
    let operator = app.operator().await;
    crowd(app).await;
    assert_eq!(walk(&operator, "/api/v1/organisations", "id", 100).await.len(), 130);
    assert_eq!(walk(&operator, "/api/v1/accounts", "id", 100).await.len(), 131);
    assert_eq!(walk(&operator, "/api/v1/mandates", "id", 100).await.len(), 130);
    let mut browser = Browser::new(&app.router);
    browser.sign_in(crate::app::OPERATOR.0).await;
    for (parameter, mark) in [("organisations", "/organisations/"), ("accounts", "/close\""), ("mandates", "/revoke\"")]
    {
        let first = browser.get("/operator").await.text.matches(mark).count();
        let all = leaf(&mut browser, "/operator", parameter, mark).await;
        assert!(first < all && all >= 130, "{parameter}: {first} of {all}");
    }
}

async fn lists_of_a_negotiation_go_over_pages(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    for n in 0..60 {
        cast.union.act(id, json!({"act": "request_information", "subject": format!("CROWD {n}")})).await;
        for field in ["amount", "low"] {
            let limit = json!({"item": format!("item.{n:02}"), "field": field, "bound": "at_least", "value": "1", "note": "CROWD"});
            let path = format!("/api/v1/negotiations/{id}/bargaining-limits");
            assert_eq!(cast.union.put(&path, &limit).await.status, 204);
        }
    }
    let path = format!("/api/v1/negotiations/{id}/information");
    assert_eq!(walk(&cast.employer, &path, "seq", 50).await.len(), 60);
    let path = format!("/api/v1/negotiations/{id}/bargaining-limits");
    assert_eq!(walk(&cast.union, &path, "id", 100).await.len(), 120);
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    for (path, all) in [("information", 60), ("bargaining-limits", 120)] {
        let path = format!("/negotiations/{id}/{path}");
        assert_eq!(leaf(&mut browser, &path, "after", "CROWD").await, all, "{path}");
    }
}

/// Lists that a chief of the union opens, and the feed of the deadlines (its path).
fn lists(feed: &str) -> Vec<String> {
    let paths = ["/", "/negotiations", "/deadlines", "/deadlines?whose=mine&which=all", "/contracts", "/me"];
    let api = ["negotiations", "deadlines", "deadlines?whose=theirs&which=running", "contracts", "organisations"];
    let api = api.into_iter().map(|path| format!("/api/v1/{path}"));
    paths.into_iter().map(str::to_owned).chain(api).chain([feed.to_owned()]).collect()
}

/// A feed of the union's chief.
async fn feed(app: &TestApp) -> String {
    let row = db::accounts::by_login(&app.app.db, "union.chief").await.unwrap().unwrap();
    let hash = domain::term::sha256_hex("0123abcd");
    let feed = calendar_feed::ActiveModel {
        public_id: Set(Uuid::from_u128(7)),
        account: Set(row.id),
        token_hash: Set(hash),
        created_at: Set(app.app.now()),
        ..Default::default()
    };
    feed.insert(&app.app.db).await.unwrap();
    "/calendar/0123abcd.ics".to_owned()
}

async fn invited(cast: &Cast, until: usize) {
    let open = cast.union.get("/api/v1/negotiations").await.json().as_array().unwrap().len();
    for _ in open..until {
        let id = cast.open().await;
        cast.union.act(id, invitation()).await;
    }
}

/// What the store is asked for a page.
async fn asked(app: &TestApp, caller: &Caller, path: &str) -> Vec<Statement> {
    caller.get(path).await;
    app.statements.begin();
    let answer = caller.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    app.statements.end()
}

async fn statements_do_not_grow_with_a_list(app: &TestApp) {
    let cast = huinong(app).await;
    let feed = feed(app).await;
    let mut counted: Vec<Vec<usize>> = Vec::new();
    for until in [2, 40] {
        invited(&cast, until).await;
        let mut counts = Vec::new();
        for path in lists(&feed) {
            counts.push(asked(app, &cast.union, &path).await.len());
        }
        counted.push(counts);
    }
    for ((path, few), many) in lists(&feed).iter().zip(&counted[0]).zip(&counted[1]) {
        assert_eq!(few, many, "{path}: statements for 2 negotiations and for 40");
        assert!((1..=16).contains(few), "{path}: {few} statements");
    }
}

/// However large the record, whoever looks after an act reads nothing of the log anew, nor does the next act.
async fn nobody_replays_what_an_act_of_this_server_made(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}");
    let of_the_log =
        |statements: &[Statement]| statements.iter().filter(|one| one.sql.contains("FROM \"event\"")).count();
    app.statements.begin();
    cast.union.act(id, json!({"act": "request_information", "subject": "工资总额"})).await;
    assert_eq!(cast.employer.get(&path).await.status, 200);
    cast.employer.act(id, json!({"act": "request_information", "subject": "班次"})).await;
    let read = app.statements.end();
    assert_eq!(of_the_log(&read), 0, "{read:#?}");
    assert_eq!(read.iter().filter(|one| one.sql.starts_with("INSERT INTO \"event\"")).count(), 2, "{read:#?}");
}

/// Lines of the plan of a statement that go over a whole table.
async fn scans(app: &TestApp, statement: &Statement) -> Vec<String> {
    let tx = db::begin_write(&app.app.db).await.unwrap();
    let backend = tx.get_database_backend();
    let (explain, column) = match backend {
        DbBackend::Postgres => ("EXPLAIN ", "QUERY PLAN"),
        _ => ("EXPLAIN QUERY PLAN ", "detail"),
    };
    if backend == DbBackend::Postgres {
        // Small tables are read whole unless that is forbidden: what is left is where no index helps.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
    }
    let sql = format!("{explain}{}", statement.sql);
    let values = statement.values.clone().map(|values| values.0).unwrap_or_default();
    let rows = tx.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await.unwrap();
    let plan: Vec<String> = rows.iter().map(|row| row.try_get::<String>("", column).unwrap()).collect();
    // Of SQLite's scans those without an index; what a statement makes itself is no table.
    let made = ["USING", "CONSTANT ROW", "subquery", "stream", "newest"];
    let whole = |line: &&String| match backend {
        DbBackend::Postgres => line.contains("Seq Scan on "),
        _ => line.starts_with("SCAN ") && !made.iter().any(|made| line.contains(made)),
    };
    plan.iter().filter(whole).map(|line| format!("{}: {line}", statement.sql)).collect()
}

async fn no_list_goes_over_a_whole_table(app: &TestApp) {
    let cast = huinong(app).await;
    let feed = feed(app).await;
    invited(&cast, 3).await;
    let id = cast.to_the_table().await;
    let mut paths: Vec<(&Caller, String)> = lists(&feed).into_iter().map(|path| (&cast.union, path)).collect();
    let of_it = ["notes", "documents", "information", "bargaining-limits", "draft/history", "acts"];
    paths.extend(of_it.map(|path| (&cast.union, format!("/api/v1/negotiations/{id}/{path}"))));
    let asked_for = [
        "text=%E6%83%A0%E5%86%9C%E5%8C%BA",
        "area=64",
        "industry=F",
        "enterprise=%E6%83%A0%E5%86%9C",
        "enterprise=x&on=2026-05-01",
    ];
    paths.extend(asked_for.map(|query| (&cast.union, format!("/api/v1/contracts?{query}"))));
    paths.push((&cast.union, "/negotiations/new".to_owned()));
    let people =
        ["/operator", "/operator/mandates", "/api/v1/accounts", "/api/v1/mandates", "/api/v1/mandates/requests"];
    paths.extend(people.map(|path| (&cast.operator, path.to_owned())));
    paths.push((&cast.operator, format!("/api/v1/organisations/{}/mandates", cast.union_org)));
    paths.push((&cast.operator, format!("/api/v1/organisations/{}/log", cast.union_org)));
    let mut found = BTreeSet::new();
    for (caller, path) in paths {
        for statement in asked(app, caller, &path).await {
            found.extend(scans(app, &statement).await.into_iter().map(|line| format!("{path}: {line}")));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// What is spoilt in the store is shown as that where it has a line, and everything else is there.
async fn a_record_that_does_not_read_loses_no_list(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let draft = format!("/api/v1/negotiations/{id}/draft");
    for (version, amount) in [(0, "2400.00"), (1, "2450.00")] {
        let body = json!({"version": version, "sheet": sheet(amount, "2600.00")});
        let saver = if version == 0 { &cast.union } else { &cast.union_colleague };
        assert_eq!(saver.put(&draft, &body).await.status, 200);
    }
    let tx = db::begin_write(&app.app.db).await.unwrap();
    for spoil in [
        "UPDATE draft_revision SET sheet = '{' WHERE version = 1",
        "UPDATE deadline SET detail = '{'",
        "UPDATE todo SET accounts = '{'",
    ] {
        tx.execute_unprepared(spoil).await.unwrap();
    }
    // The log is append-only: an entry that does not read comes after the others.
    let last = event::Entity::find().filter(event::Column::Stream.eq(cast.union_org)).order_by_desc(event::Column::Seq);
    let last = last.one(&tx).await.unwrap().unwrap();
    let seq = last.seq + 1;
    let grown = event::ActiveModel { id: NotSet, seq: Set(seq), payload: Set(Some("{".to_owned())), ..last.into() };
    grown.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
    let history = cast.union.get(&format!("{draft}/history")).await.json();
    let told: Vec<bool> = history.as_array().unwrap().iter().map(|one| one["unreadable"] == json!(true)).collect();
    assert_eq!(told, [true, true], "the second is told against the first: {history:#}");
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    for path in ["/", "/negotiations", "/deadlines", &format!("/negotiations/{id}/offer/history")] {
        assert_eq!(browser.get(path).await.status, 200, "{path}");
    }
    assert!(!app.app.metrics.text().unwrap().contains("concord_unreadable_records_total 0\n"));
    let organisation = format!("/organisations/{}", cast.union_org);
    let log = cast.union.get(&format!("/api/v1{organisation}/log")).await.json();
    let (unread, before) = (&log[0], &log[1]);
    assert_eq!((&unread["seq"], unread.get("entry")), (&json!(seq), None), "{log:#}");
    assert!(before["entry"]["by"].is_object(), "{before:#}");
    assert!(browser.get(&organisation).await.text.contains(&Lang::En.t("log-unreadable")));
}
