//! The register: the rows that the measurement generates are those that the product writes, on both databases; searches
//! find what there is, page by page.

#[path = "../../benches/register/generated.rs"]
mod generated;
#[path = "../../benches/register/load.rs"]
mod load;

use crate::app::{TestApp, on_both, postgres_database, sqlite_file};
use crate::projections;
use concord::boot;
use concord::db::{begin_write, contracts, search, terms};
use domain::term::TermSheet;
use entity::contract;
use generated::Generator;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseConnection, IntoActiveModel};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Contracts generated.
const SIZE: i64 = 300;

const ROWS: [&str; 4] = [
    "SELECT public_id, number, negotiation, title, jurisdiction, area, industry, worker_org, employer_org, bureau_org, \
     worker_side, employer_side, bureau, known_at, place, published_version, published_at, ended_on FROM contract ORDER BY id",
    "SELECT contract, version, sheet, sha256, known_at, in_force_since, effective_from, effective_to, published_at \
     FROM contract_version ORDER BY contract",
    "SELECT contract, organisation, name, credit_code FROM coverage ORDER BY id",
    "SELECT term, place FROM contract_term ORDER BY term, place",
];

async fn rows(db: &DatabaseConnection) -> Vec<String> {
    projections::told(db, &ROWS).await
}

async fn bureau(db: &DatabaseConnection) -> i64 {
    boot::migrate(db).await.unwrap();
    load::bureau(db, "2026-03-02T01:00:00Z".parse().unwrap()).await
}

/// The same contracts, written as the product writes them: signed, then registered and published.
async fn written(db: &DatabaseConnection) {
    let mut generator = Generator::new(SIZE, bureau(db).await);
    while let Some(rows) = generator.next(70) {
        let tx = begin_write(db).await.unwrap();
        for (row, version) in rows.contracts.iter().zip(&rows.versions) {
            let mut first = row.clone();
            (first.number, first.published_version, first.published_at) = (None, None, None);
            let mut first = first.into_active_model().reset_all();
            first.id = sea_orm::ActiveValue::NotSet;
            let covered = rows.coverage.iter().filter(|firm| firm.contract == row.id).map(|firm| {
                let mut firm = firm.clone().into_active_model().reset_all();
                firm.id = sea_orm::ActiveValue::NotSet;
                firm
            });
            let stored = contracts::insert(&tx, first, covered.collect()).await.unwrap();
            assert_eq!(stored.id, row.id, "generated in the order of their keys");
            let mut version = version.clone().into_active_model().reset_all();
            version.id = sea_orm::ActiveValue::NotSet;
            contracts::write_version(&tx, version).await.unwrap();
            let mut changed = stored.clone().into_active_model();
            changed.number = Set(row.number.clone());
            changed.published_version = Set(row.published_version);
            changed.published_at = Set(row.published_at);
            contracts::update(&tx, &stored, changed).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

fn same(generated: &[String], written: &[String]) {
    assert!(written.len() > 20 * usize::try_from(SIZE).unwrap());
    for (generated, written) in generated.iter().zip(written) {
        assert_eq!(generated, written);
    }
    assert_eq!(generated.len(), written.len());
}

#[tokio::test]
async fn generated_rows_are_those_that_sqlite_is_written() {
    let ((mine, _mine), (theirs, folder)) = (sqlite_file().await, sqlite_file().await);
    written(&mine).await;
    let key = bureau(&theirs).await;
    theirs.close().await.unwrap();
    let file = folder.path().join("test.db");
    load::sqlite(&file, Generator::new(SIZE, key)).await;
    let theirs = boot::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    same(&rows(&theirs).await, &rows(&mine).await);
    whole(&theirs).await;
}

#[tokio::test]
async fn generated_rows_are_those_that_postgresql_is_written() {
    let (mine, theirs) = (postgres_database().await, postgres_database().await);
    written(&mine).await;
    let key = bureau(&theirs).await;
    load::postgres(theirs.get_postgres_connection_pool(), Generator::new(SIZE, key)).await;
    same(&rows(&theirs).await, &rows(&mine).await);
    whole(&theirs).await;
}

/// Everything that a search finds, page after page.
async fn found(db: &DatabaseConnection, query: &search::Query) -> Vec<search::Line> {
    let (mut query, mut all, now) = (query.clone(), Vec::new(), "2026-03-02T01:00:00Z".parse().unwrap());
    loop {
        let page = search::search(db, &query, now, 50).await.unwrap();
        assert!(page.lines.len() <= 50);
        all.extend(page.lines);
        match page.next {
            Some(next) => query.after = Some(next),
            None => return all,
        }
    }
}

/// Searches find what a look at every row finds, in the order of the list.
async fn whole(db: &DatabaseConnection) {
    let mut generator = Generator::new(SIZE, 1);
    let mut all = Vec::new();
    while let Some(rows) = generator.next(SIZE) {
        let firms = |row: &contract::Model| -> Vec<(String, String)> {
            let of_it = rows.coverage.iter().filter(|firm| firm.contract == row.id);
            of_it.map(|firm| (firm.name.clone(), firm.credit_code.clone().unwrap())).collect()
        };
        let published = rows.contracts.iter().zip(&rows.versions).filter(|(row, _)| row.published_version.is_some());
        all.extend(published.map(|(row, version)| (row.clone(), version.clone(), firms(row))));
    }
    all.sort_by_key(|(row, ..)| std::cmp::Reverse(row.place));
    assert!(all.len() < usize::try_from(SIZE).unwrap() && all.len() > 200, "some are not published");
    for (row, version, firms) in all.iter().step_by(23) {
        let words: String = row.employer_side.chars().take(4).collect();
        let (name, code) = &firms[0];
        let part: String = name.chars().take(4).collect();
        let queries = [
            search::Query::default(),
            search::Query { text: words.clone(), ..Default::default() },
            search::Query { text: "集体".to_owned(), ..Default::default() },
            search::Query { text: "不会有的字".to_owned(), ..Default::default() },
            search::Query { text: row.number.clone().unwrap().to_lowercase(), ..Default::default() },
            search::Query { area: row.area[..2].to_owned(), text: "行".to_owned(), ..Default::default() },
            search::Query { area: row.area.clone(), industry: row.industry.clone(), ..Default::default() },
            search::Query { enterprise: code.clone(), ..Default::default() },
            search::Query { enterprise: part.clone(), industry: row.industry.clone(), ..Default::default() },
            search::Query { enterprise: code.clone(), on: Some(version.effective_to), ..Default::default() },
            search::Query { on: Some(version.effective_from), ..Default::default() },
        ];
        for query in queries {
            let fits =
                |(row, version, firms): &&(contract::Model, entity::contract_version::Model, Vec<(String, String)>)| {
                    let numbered = row.number.as_deref() == Some(&query.text.to_uppercase());
                    let words = [&row.title, &row.worker_side, &row.employer_side];
                    (numbered || words.iter().any(|words| words.contains(&query.text)))
                        && row.area.starts_with(&query.area)
                        && (query.industry.is_empty() || row.industry == query.industry)
                        && firms
                            .iter()
                            .any(|(name, code)| *code == query.enterprise || name.starts_with(&query.enterprise))
                        && query.on.is_none_or(|day| (version.effective_from..=version.effective_to).contains(&day))
                };
            let expected: Vec<Uuid> = all.iter().filter(fits).map(|(row, ..)| row.public_id).collect();
            let met: Vec<Uuid> = found(db, &query).await.iter().map(|line| line.public_id).collect();
            assert_eq!(met, expected, "{query:?}");
        }
    }
}

#[test]
fn sheets_are_canonical_and_enterprises_are_as_many() {
    let mut generator = Generator::new(SIZE, 1);
    let rows = generator.next(SIZE).unwrap();
    for version in &rows.versions {
        assert_eq!(TermSheet::parse(version.sheet.as_bytes()).unwrap().canonical(), version.sheet);
    }
    for row in &rows.contracts {
        let many = rows.coverage.iter().filter(|firm| firm.contract == row.id).count();
        assert!((5..=40).contains(&many), "{many}");
        assert_eq!(terms::place(generated::begins(row.id, SIZE), row.public_id), row.place);
    }
    let ids: BTreeSet<Uuid> = rows.contracts.iter().map(|row| row.public_id).collect();
    assert_eq!(ids.len(), rows.contracts.len());
    assert!(rows.contracts.iter().all(|row| row.public_id.get_version_num() == 4));
}

on_both!(a_contract_that_does_not_read_is_shown_as_that_and_loses_no_other);

async fn a_contract_that_does_not_read_is_shown_as_that_and_loses_no_other(app: &TestApp) {
    written(&app.app.db).await;
    let anybody = app.anonymous();
    let list = "/api/v1/contracts";
    let before = anybody.get(list).await.json();
    let before = before.as_array().unwrap();
    let bad = before[1]["id"].as_str().unwrap();
    let tx = begin_write(&app.app.db).await.unwrap();
    let spoil = format!(
        "UPDATE contract_version SET sheet = '{{}}' WHERE contract = (SELECT id FROM contract WHERE number = '{}')",
        before[1]["number"].as_str().unwrap()
    );
    assert_eq!(tx.execute_unprepared(&spoil).await.unwrap().rows_affected(), 1);
    tx.commit().await.unwrap();

    let after = anybody.get(list).await.json();
    let after = after.as_array().unwrap();
    assert_eq!(after.len(), before.len());
    for (n, (before, after)) in before.iter().zip(after).enumerate() {
        assert_eq!((&before["id"], after["sheet"].is_null()), (&after["id"], n == 1));
    }
    let one = anybody.get(&format!("/api/v1/contracts/{bad}")).await;
    assert_eq!((one.status, one.json()["sheet"].is_null()), (200, true), "{}", one.text);
    let page = anybody.get(&format!("/contracts/{bad}")).await;
    assert!(page.status == 200 && page.text.contains("cannot be read"), "{}", page.text);
    assert!(app.app.metrics.text().unwrap().contains("concord_unreadable_records_total 3\n"));
}
