//! The store after it all, held against what clients were told.

use super::ledger::Ledger;
use crate::app::TestApp;
use crate::projections::{rows, same, verified};
use concord::clock::{Clock, SystemClock};
use concord::db::{self, events};
use concord::service::jobs;
use domain::record::StreamKind;
use entity::{audit_finding, audit_run, contract, contract_count, document, draft, job, negotiation};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::Mutex;
use uuid::Uuid;

/// A stream as it stands in the log.
type Log = Vec<events::Stored>;

fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

/// What was written down, all of it.
fn of<T: Clone>(told: &Mutex<Vec<T>>) -> Vec<T> {
    told.lock().unwrap().clone()
}

/// Every stream: numbers without gaps, chained, each entry true to its payload. By stream.
pub async fn chained(app: &TestApp) -> BTreeMap<Uuid, Log> {
    let mut logs = BTreeMap::new();
    for kind in [StreamKind::Negotiation, StreamKind::Operator] {
        for (_, stream) in events::streams(&app.app.db, kind, 0, u64::MAX >> 1).await.unwrap() {
            logs.insert(stream, verified(app, stream).await);
        }
    }
    for row in negotiation::Entity::find().all(&app.app.db).await.unwrap() {
        let last = logs[&row.public_id].last().unwrap();
        assert_eq!((row.version, row.changed_at), (last.seq, last.at), "{}: its row and its log", row.public_id);
    }
    logs
}

/// What was acknowledged is there, as it was acknowledged, and no number was given twice.
pub async fn nothing_acknowledged_is_lost(app: &TestApp, ledger: &Ledger, logs: &BTreeMap<Uuid, Log>) {
    let mut told = BTreeSet::new();
    for acked in ledger.acts.lock().unwrap().iter() {
        let found = logs[&id(&acked.negotiation)].iter().find(|event| event.seq == i64::try_from(acked.seq).unwrap());
        let found = found.unwrap_or_else(|| panic!("lost: {acked:?}"));
        assert_eq!((&found.act, &found.hash), (&acked.act, &acked.sha256), "{acked:?}");
        assert!(told.insert((acked.negotiation.clone(), acked.seq)), "two were told that they did {acked:?}");
    }
    for opened in ledger.opened.lock().unwrap().iter() {
        assert!(logs.contains_key(&id(opened)), "lost: {opened}");
    }
    let db = &app.app.db;
    for (_, number, sha256) in of(&ledger.documents) {
        let found = document::Entity::find().filter(document::Column::PublicId.eq(id(&number))).one(db).await.unwrap();
        assert_eq!(found.map(|row| row.sha256), Some(sha256), "document {number}");
    }
    for (contract, number) in of(&ledger.numbers) {
        let found = db::contracts::by_id(db, id(&contract)).await.unwrap().unwrap();
        assert_eq!(found.number, Some(number), "a number never changes");
    }
    let mut versions = BTreeSet::new();
    for (negotiation, side, version) in of(&ledger.drafts) {
        assert!(versions.insert(version), "two saved draft {version} of {negotiation}");
        let key = db::negotiations::key(db, id(&negotiation)).await.unwrap().unwrap();
        let found = draft::Entity::find().filter(draft::Column::Negotiation.eq(key)).one(db).await.unwrap().unwrap();
        assert!(found.side == side && found.version >= version, "draft {version} is lost: {found:?}");
    }
}

/// Of those that did the same at once only so many did it, each once.
pub fn races_have_winners(ledger: &Ledger, logs: &BTreeMap<Uuid, Log>) {
    for race in ledger.races.lock().unwrap().iter() {
        let in_log = logs[&id(&race.negotiation)].iter().filter(|event| event.act == race.act).count();
        // Whoever has tabled may table again over it; the other side's was stale.
        let sides: BTreeSet<_> = race.won.iter().map(|(who, _)| who).collect();
        if race.act == "table_offer" {
            assert!(sides.len() <= 1 && in_log >= race.won.len(), "{race:?}, {in_log} in the log");
        } else {
            assert_eq!(in_log, race.most, "{race:?}");
            assert!(race.won.len() <= race.most && sides.len() == race.won.len(), "{race:?}");
        }
    }
}

/// Every job is done, whoever had begun it when it died, and in effect once: each of the contracts that silence made
/// has a number, and the numbers of an area and year are counted without a gap.
pub async fn jobs_are_done_once(app: &TestApp, silent: &[Uuid]) {
    let db = &app.app.db;
    // What a dead worker had leased is another's when the lease has run out.
    let later = SystemClock.now() + chrono::TimeDelta::minutes(20);
    app.clock.set(later);
    jobs::run_due(&app.app, "the last").await.unwrap();
    // A review that runs still may end in silence: its job waits for that day.
    let due = job::Column::RunAt.lte(later);
    let undone = job::Entity::find().filter(job::Column::State.ne("done")).filter(due).all(db).await.unwrap();
    assert!(undone.is_empty(), "{undone:?}");
    for stream in silent {
        let key = db::negotiations::key(db, *stream).await.unwrap().unwrap();
        let of_it = contract::Column::Negotiation.eq(key);
        let found = contract::Entity::find().filter(of_it).all(db).await.unwrap();
        assert!(found.len() == 1 && found[0].number.is_some(), "{found:?}");
    }
    for counted in contract_count::Entity::find().all(db).await.unwrap() {
        let given = format!("{}-{}-", counted.area, counted.year);
        let numbers =
            contract::Entity::find().filter(contract::Column::Number.starts_with(&given)).all(db).await.unwrap();
        let numbers: BTreeSet<_> = numbers.into_iter().filter_map(|row| row.number).collect();
        let expected: BTreeSet<_> = (1..=counted.registered).map(|n| format!("{given}{n:04}")).collect();
        assert_eq!(numbers, expected, "a number was given twice, or to nobody");
    }
    assert!(contract::Entity::find().count(db).await.unwrap() >= silent.len() as u64);
}

/// Audits that were taken are done, each over every line of its file, findings of no line twice.
pub async fn audits_are_done(app: &TestApp, ledger: &Ledger) {
    let db = &app.app.db;
    for (audit, lines) in of(&ledger.audits) {
        let found = audit_run::Entity::find().filter(audit_run::Column::PublicId.eq(id(&audit))).one(db).await.unwrap();
        let found = found.unwrap_or_else(|| panic!("lost: {audit}"));
        let summary: Value = serde_json::from_str(&found.summary).unwrap_or_else(|_| panic!("{found:?}"));
        assert_eq!((found.state.as_str(), &summary["lines"]), ("done", &lines.into()), "{audit}");
        let rows = audit_finding::Entity::find().filter(audit_finding::Column::Run.eq(found.id)).all(db).await.unwrap();
        let places: BTreeSet<_> = rows.iter().map(|row| (row.line, row.rule.clone())).collect();
        assert_eq!(places.len(), rows.len(), "{audit}: a finding is written twice");
    }
}

/// Lists and register are as the log says, when the real program works them out anew.
pub async fn projections_stand(app: &TestApp, database: &str) {
    let before = rows(app).await;
    let rebuild = Command::new(env!("CARGO_BIN_EXE_concord"))
        .args(["projections", "rebuild", "--database-url", database])
        .output()
        .unwrap();
    assert!(rebuild.status.success(), "{}", String::from_utf8_lossy(&rebuild.stderr));
    same(&rows(app).await, &before);
}
