//! An audit of many lines keeps nobody waiting, stores no more than is stated, counts everything, and is found only whole.

use crate::app::{TestApp, on_both};
use crate::cast::{Cast, huinong, sheet};
use concord::service::jobs;
use domain::limits::{AUDITS_WAITING, COLUMNS, REJECTS_KEPT};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use uuid::Uuid;

on_both!(
    an_audit_of_many_lines_keeps_nobody_waiting_and_stores_no_more_than_is_stated,
    of_an_audit_that_fails_nothing_stays,
    of_two_workers_only_the_one_that_holds_the_job_has_an_effect,
    so_many_audits_wait_and_no_more,
);

const HEADER: &str = "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,paid_on\n";
const UNDERPAID: usize = 250;

/// `junk` lines that cannot be read, then workers below the minimum.
fn payroll(junk: usize) -> String {
    let mut text = HEADER.to_owned() + &"x\n".repeat(junk);
    for worker in 0..UNDERPAID {
        text += &format!("9164020589MXMRUW56,W{worker},2026-06,,full_time,2400.00,21.75,2300.00,2026-07-10\n");
    }
    text
}

async fn in_force(cast: &Cast) -> (Uuid, Uuid) {
    let id = cast.to_the_table().await;
    (cast.to_force(id, &sheet("2400.00", "2600.00")).await, id)
}

async fn rows(app: &TestApp, table: &str) -> i64 {
    let db = &app.app.db;
    let count = Statement::from_string(db.get_database_backend(), format!("SELECT COUNT(*) AS n FROM {table}"));
    db.query_one_raw(count).await.unwrap().unwrap().try_get("", "n").unwrap()
}

async fn an_audit_of_many_lines_keeps_nobody_waiting_and_stores_no_more_than_is_stated(app: &TestApp) {
    let cast = huinong(app).await;
    let (number, id) = in_force(&cast).await;
    let path = format!("/api/v1/contracts/{number}/audits");
    let junk = REJECTS_KEPT + 5_000;
    let taken = cast.bureau.send("POST", &path, "text/csv", payroll(junk)).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
    let at = format!("/api/v1/audits/{}", taken.json()["id"].as_str().unwrap());
    assert_eq!(cast.bureau.get(&at).await.json()["state"], "queued");
    assert_eq!(
        cast.bureau.get(&format!("{at}/findings")).await.status,
        404,
        "nothing is found before it was looked at"
    );
    let worker = app.app.clone();
    let running = tokio::spawn(async move { jobs::run_due(&worker, "worker").await });
    let mut longest = Duration::ZERO;
    while !running.is_finished() {
        let begun = Instant::now();
        let note = json!({"text": "等待审计时"});
        let answer = cast.union.post(&format!("/api/v1/negotiations/{id}/notes"), &note).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        longest = longest.max(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(running.await.unwrap().unwrap() >= 1);
    assert!(longest < Duration::from_secs(5), "another side's act waited {longest:?}");
    let run = cast.bureau.get(&at).await.json();
    assert_eq!(run["state"], "done", "{run}");
    assert_eq!(rows(app, "audit_file").await, 0, "the payroll is not kept");
    assert_eq!(run["summary"]["rejected"], junk);
    assert_eq!(run["summary"]["audited"], UNDERPAID);
    assert_eq!(rows(app, "audit_reject").await, i64::try_from(REJECTS_KEPT).unwrap());
    every_finding_is_reached(&cast, &run).await;
}

async fn every_finding_is_reached(cast: &Cast, run: &Value) {
    let (mut seen, mut after) = (BTreeSet::new(), String::new());
    loop {
        let page = cast
            .bureau
            .get(&format!("/api/v1/audits/{}/findings{after}", run["id"].to_string().trim_matches('"')))
            .await
            .json();
        assert!(page["findings"].as_array().unwrap().len() <= 100);
        for finding in page["findings"].as_array().unwrap() {
            let place = format!("{}:{}", finding["line"], finding["rule"].as_str().unwrap());
            assert!(seen.insert(place.clone()), "{place} twice");
        }
        assert_eq!(page["kept"], page["total"], "{page}");
        let Some(next) = page["next"].as_str() else {
            assert_eq!(page["total"], seen.len());
            break;
        };
        after = format!("?after={next}");
    }
    assert!(seen.len() >= UNDERPAID, "each of them is found");
}

async fn of_an_audit_that_fails_nothing_stays(app: &TestApp) {
    let cast = huinong(app).await;
    let (number, _) = in_force(&cast).await;
    let path = format!("/api/v1/contracts/{number}/audits");
    let wide = (0..=COLUMNS).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    let answer = cast.bureau.send("POST", &path, "text/csv", wide + "\n").await;
    assert_eq!((answer.status, answer.json()["code"].clone()), (422, json!("file_invalid")), "{}", answer.text);
    assert_eq!(cast.bureau.get(&path).await.json(), json!([]), "what is refused at once is no audit");
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let taken = cast.bureau.send_bytes("POST", &path, kind, &broken_workbook()).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
    app.work().await;
    let failed = cast.bureau.get(&format!("/api/v1/audits/{}", taken.json()["id"].as_str().unwrap())).await.json();
    assert_eq!((&failed["state"], &failed["summary"]), (&json!("failed"), &Value::Null), "{failed}");
    assert_eq!(failed["faults"].as_array().unwrap().len(), 1, "{failed}");
    for table in ["audit_finding", "audit_reject", "audit_file"] {
        assert_eq!(rows(app, table).await, 0, "{table}");
    }
}

/// A worker that died in the middle leaves rows behind; whoever takes over begins anew, and what the dead one still writes
/// does not count.
async fn of_two_workers_only_the_one_that_holds_the_job_has_an_effect(app: &TestApp) {
    let cast = huinong(app).await;
    let (number, _) = in_force(&cast).await;
    app.work().await;
    let path = format!("/api/v1/contracts/{number}/audits");
    let taken = cast.bureau.send("POST", &path, "text/csv", payroll(3_000)).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
    let first = app.app.clone();
    let dead = tokio::spawn(async move { jobs::run_due(&first, "dead").await });
    while rows(app, "audit_reject").await == 0 && !dead.is_finished() {
        tokio::task::yield_now().await;
    }
    dead.abort();
    let _ = dead.await;
    assert_eq!(jobs::run_due(&app.app, "heir").await.unwrap(), 0, "the lease has not ended");
    app.clock.set(app.app.now() + chrono::TimeDelta::minutes(2));
    let expected = u64::from(cast.bureau.get(&path).await.json()[0]["state"] != "done");
    assert_eq!(jobs::run_due(&app.app, "heir").await.unwrap(), expected);
    let run = cast.bureau.get(&path).await.json()[0].clone();
    assert_eq!((&run["state"], &run["summary"]["rejected"]), (&json!("done"), &json!(3_000)), "{run}");
    assert_eq!(rows(app, "audit_reject").await, 3_000, "each once");
    every_finding_is_reached(&cast, &run).await;
}

/// An organisation's audits that wait are bounded; what breaks off leaves nothing.
async fn so_many_audits_wait_and_no_more(app: &TestApp) {
    let cast = huinong(app).await;
    let (number, _) = in_force(&cast).await;
    let path = format!("/api/v1/contracts/{number}/audits");
    for _ in 0..AUDITS_WAITING {
        assert_eq!(cast.bureau.send("POST", &path, "text/csv", payroll(0)).await.status, 202);
    }
    let refused = cast.bureau.send("POST", &path, "text/csv", payroll(0)).await;
    assert_eq!(refused.status, 503, "{}", refused.text);
    assert_eq!(cast.union.send("POST", &path, "text/csv", payroll(0)).await.status, 202, "others may");
    app.work().await;
    assert_eq!(cast.bureau.send("POST", &path, "text/csv", payroll(0)).await.status, 202);
}

/// A payroll with thousands of readable rows, and a cell out of place after them.
fn broken_workbook() -> Vec<u8> {
    use rust_xlsxwriter::Workbook;
    use std::io::{Cursor, Read, Write};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in HEADER.trim().split(',').enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    for row in 1..5_000 {
        sheet.write(row, 0, "x").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if name.ends_with("sheet1.xml") {
            let whole = String::from_utf8(text).unwrap();
            let back = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
            text = whole.replace("</sheetData>", back).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}
