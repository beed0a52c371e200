//! The kinds of agreement as they are written (`fixtures/sheets/real`): each checked, tabled by both sides, compared, and
//! audited where it has rules of pay.

use crate::app::{TestApp, on_both};
use crate::caller::Caller;
use crate::cast::{Cast, delegation, huinong, invitation, offer, person};
use domain::term::TermSheet;
use domain::term::redline::Redline;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use std::path::PathBuf;
use uuid::Uuid;

mod payrolls;

on_both!(each_kind_is_checked_tabled_countered_and_compared, what_the_kinds_pay_is_audited);

/// Kinds of jurisdictions that have a rulebook, if only that of the country.
const GOVERNED: [&str; 12] = [
    "courier-city",
    "donghuashi-catering-2014",
    "german-retail-steps",
    "guijie-catering",
    "helan-catering-2014",
    "hubei-tea-picking",
    "knitwear-piece-table",
    "luzhou-catering-2023",
    "panzhihua-catering-2011",
    "quzhou-one-page",
    "wuhan-catering-2011",
    "wuhan-catering-2014",
];
/// Nothing governs these: they are written and compared, not bargained here.
const UNGOVERNED: [&str; 2] = ["dutch-hour-bands", "icelandic-overtime"];

fn sheet(name: &str) -> Value {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets/real");
    serde_json::from_str(&std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()).unwrap()
}

/// Talks under the law of the sheet.
async fn talks(cast: &Cast, sheet: &Value) -> Uuid {
    let body = json!({
        "title": "协商", "jurisdiction": sheet["jurisdiction"], "area": sheet["area"], "industry": "F",
        "worker_org": cast.union_org, "employer_org": cast.employer_org, "bureau_org": cast.bureau_org,
        "reopening": "mutual"
    });
    let id = Caller::made(&cast.union.post("/api/v1/negotiations", &body).await);
    cast.union.act(id, invitation()).await;
    cast.employer.act(id, json!({"act": "reply", "decision": "accept"})).await;
    cast.union.act(id, delegation("马秀英", "职工")).await;
    cast.employer.act(id, delegation("王建国", "企业")).await;
    id
}

/// The other side's sheet: the first figure much lower, and under a key of its own.
fn countered(sheet: &Value) -> (Value, String) {
    let mut out = sheet.clone();
    let figure = |item: &Value| ["amount", "percent_of_statutory"].into_iter().find(|field| item[*field].is_string());
    let item = out["items"].as_array_mut().unwrap().iter_mut().find(|item| figure(item).is_some()).unwrap();
    let (field, key) = (figure(item).unwrap(), item["key"].as_str().unwrap().to_owned());
    item[field] = json!("1.00");
    item["key"] = json!("their.own-key");
    (out, key)
}

async fn each_kind_is_checked_tabled_countered_and_compared(app: &TestApp) {
    let cast = huinong(app).await;
    for name in GOVERNED {
        let own = sheet(name);
        let checked = cast.union.post("/api/v1/floor-check", &own).await;
        assert_eq!(checked.status, 200, "{name}: {}", checked.text);
        assert!(!checked.json().as_array().unwrap().is_empty(), "{name}");
        let id = talks(&cast, &own).await;
        let first = cast.union.act(id, offer(&own, None)).await["seq"].as_i64().unwrap();
        let (theirs, key) = countered(&own);
        let second = cast.employer.act(id, offer(&theirs, Some(first))).await["seq"].as_i64().unwrap();
        gap(&cast, id, &key, name).await;
        redline(&cast, id, (first, &own), (second, &theirs), name).await;
        pages(&cast, id, &own, &key, name).await;
    }
    for name in UNGOVERNED {
        let refused = cast.union.post("/api/v1/floor-check", &sheet(name)).await;
        assert_eq!(refused.status, 422, "{name}: {}", refused.text);
    }
}

/// One term, whatever its key: both positions and the gap stand in one row.
async fn gap(cast: &Cast, id: Uuid, key: &str, name: &str) {
    let table = cast.employer.get(&format!("/api/v1/negotiations/{id}/table")).await.json();
    let rows = table["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["item"] == key && !row["gap"].is_null());
    let row = row.unwrap_or_else(|| panic!("{name}: no gap at {key}"));
    assert!(row["worker_side"].is_object() && row["employer_side"].is_object(), "{name}: {row}");
    assert!(rows.iter().all(|row| row["item"] != "their.own-key"), "{name}");
}

async fn redline(cast: &Cast, id: Uuid, (first, own): (i64, &Value), (second, theirs): (i64, &Value), name: &str) {
    let path = format!("/api/v1/negotiations/{id}/redline?from={first}&to={second}");
    let told = cast.union.get(&path).await;
    assert_eq!(told.status, 200, "{name}: {}", told.text);
    let redline: Redline = serde_json::from_value(told.json()).unwrap();
    let (old, new) = (TermSheet::from_value(own).unwrap(), TermSheet::from_value(theirs).unwrap());
    assert_eq!(redline.accept(&old).unwrap(), new, "{name}");
    assert_eq!(redline.reject(&new).unwrap(), old, "{name}");
    let fields: Vec<String> = redline.changes().into_iter().map(|change| change.field).collect();
    assert!(
        fields.iter().all(|field| matches!(field.as_str(), "amount" | "percent_of_statutory" | "key")),
        "{name}: {fields:?}"
    );
}

/// What a page shows.
fn visible(page: &str) -> String {
    let main = Selector::parse("main").unwrap();
    Html::parse_document(page).select(&main).flat_map(|main| main.text()).collect::<Vec<_>>().join(" ")
}

/// Both sides' pages show names, and no code of the sheet that has one.
async fn pages(cast: &Cast, id: Uuid, own: &Value, renamed: &str, name: &str) {
    let named = own["names"].as_object().into_iter().flatten().flat_map(|(_, codes)| codes.as_object().unwrap());
    let distinct = named.clone().filter(|(code, _)| code.contains('_'));
    let codes: Vec<&String> = distinct.map(|(code, _)| code).collect();
    for caller in [&cast.union, &cast.employer] {
        for page in ["", "/timeline", "/offer?from=theirs", "/redline"] {
            let answer = caller.get(&format!("/negotiations/{id}{page}")).await;
            assert_eq!(answer.status, 200, "{name} {page}");
            let text = visible(&answer.text);
            // That a key changed is said, and the key with it.
            for code in codes.iter().filter(|code| page != "/redline" || !renamed.contains(code.as_str())) {
                assert!(!text.contains(code.as_str()), "{name} {page} shows {code}");
            }
        }
    }
}

/// Agreed, signed and filed as they are written, then audited over HTTP.
async fn what_the_kinds_pay_is_audited(app: &TestApp) {
    let cast = huinong(app).await;
    let firm = person(app, &cast.operator, "firm.chief", "吴经理", cast.firm_org, "chief_representative").await;
    for payroll in payrolls::PAYROLLS {
        let (name, own) = (payroll.kind, sheet(payroll.kind));
        let id = talks(&cast, &own).await;
        cast.agree(id, offer(&own, None)).await;
        if own["jurisdiction"] == "CN-31" {
            // There it binds each enterprise only once that has confirmed.
            firm.act(id, json!({"act": "confirm_coverage", "enterprise": cast.firm_org})).await;
        }
        cast.union.act(id, json!({"act": "open_ballot", "body": "职工代表大会", "roll": 30})).await;
        let vote = json!({"act": "record_vote", "present": 28, "in_favour": 26, "against": 1, "abstained": 1});
        cast.union.act(id, vote).await;
        cast.sign(id).await;
        // As many copies as any procedure asks for.
        let mut pack = crate::path::pack();
        pack["copies"] = json!(6);
        cast.employer.act(id, json!({"act": "file", "pack": pack})).await;
        cast.bureau.act(id, json!({"act": "acknowledge", "number": "人社收〔2026〕1号"})).await;
        let contract = cast.pass(id).await;
        let run = app.audited(&cast.bureau, contract, payroll.text).await;
        assert_eq!(run["summary"]["rejected"], 0, "{name}: {run}");
        assert_eq!(breaches(&cast, run["id"].as_str().unwrap()).await, payroll.breaches, "{name}");
    }
}

/// Worker, rule, required and shortfall of every breach, in their order.
async fn breaches(cast: &Cast, audit: &str) -> Vec<String> {
    let page = cast.bureau.get(&format!("/api/v1/audits/{audit}/findings")).await.json();
    let text = |finding: &Value, field: &str| finding[field].as_str().unwrap_or_default().to_owned();
    let all = page["findings"].as_array().unwrap().iter().filter(|finding| finding["outcome"] == "breach");
    let mut all: Vec<String> = all
        .map(|finding| ["worker_id", "rule", "required", "shortfall"].map(|field| text(finding, field)).join(" "))
        .collect();
    all.sort();
    all
}
