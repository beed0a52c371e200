//! A whole course: each act that is written in a document, and the contract, as an office program reads them.

use super::office::texts;
use super::read::{Reading, lines};
use crate::app::TestApp;
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::{Cast, delegation, huinong, invitation, offer, sheet};
use serde_json::{Value, json};
use uuid::Uuid;

/// Text without what a layout puts between words.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// From the invitation to the opinion, with a session on the way; the ids of negotiation and contract.
async fn walked(app: &TestApp) -> (Cast, Uuid, Uuid) {
    let cast = huinong(app).await;
    let id = cast.open().await;
    cast.union.act(id, invitation()).await;
    cast.employer.act(id, json!({"act": "reply", "decision": "accept"})).await;
    cast.union.act(id, delegation("马秀英", "职工")).await;
    cast.employer.act(id, delegation("王建国", "企业")).await;
    let opened = json!({"act": "open_session", "chair": "worker_side", "recorder": "周记录", "place": "会议室"});
    let opened = cast.union.act(id, opened).await["seq"].clone();
    let minutes = json!({"act": "record_minutes", "session": opened, "text": "职工方提出月最低工资 2500 元。\n企业方提出 2300 元。"});
    cast.union.act(id, minutes).await;
    for chief in [&cast.union, &cast.employer] {
        chief.act(id, json!({"act": "sign_minutes", "session": opened})).await;
    }
    cast.agree(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    cast.ratify(id).await;
    cast.sign(id).await;
    cast.file(id).await;
    let contract = cast.pass(id).await;
    (cast, id, contract)
}

async fn file(caller: &Caller, path: &str) -> Vec<u8> {
    let response = caller.respond("GET", path, "", Vec::new()).await;
    assert_eq!(response.status(), 200, "{path}");
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(kind, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap();
    body.to_bytes().to_vec()
}

/// Texts of an act as they must stand in its document: prose, names, figures, and no codes.
fn of_act(act: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let words = |value: &Value, out: &mut Vec<String>| match value {
        Value::String(text) if !text.is_ascii() => out.extend(text.lines().map(str::to_owned)),
        Value::String(text) if text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || c == '.') => {
            out.push(text.clone());
        }
        Value::Number(number) => out.push(number.to_string()),
        _ => {}
    };
    for (name, value) in act.as_object().unwrap() {
        match (name.as_str(), value) {
            ("seq" | "at" | "by" | "determination" | "sha256" | "session" | "answers", _) => {}
            (_, Value::Object(inner)) => inner.values().for_each(|value| words(value, &mut out)),
            (_, Value::Array(all)) => all.iter().for_each(|value| words(value, &mut out)),
            (_, value) => words(value, &mut out),
        }
    }
    out.push(act["by"]["name"].as_str().unwrap().to_owned());
    out.push(act["sha256"].as_str().unwrap().to_owned());
    out
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_document_of_a_course_reads_as_the_record_says() {
    let app = TestApp::sqlite().await;
    let (cast, id, contract) = walked(&app).await;
    let acts = cast.union.get(&format!("/api/v1/negotiations/{id}/acts")).await.json();
    let mut files = Vec::new();
    let mut wanted = Vec::new();
    for act in acts.as_array().unwrap() {
        let (seq, name) = (&act["seq"], act["act"].as_str().unwrap());
        let path = format!("/api/v1/negotiations/{id}/acts/{seq}/document.docx");
        let written =
            ["table_offer", "invite", "reply", "record_minutes", "record_vote", "file", "acknowledge", "give_opinion"];
        if !written.contains(&name) {
            assert_eq!(cast.union.get(&path).await.status, 404, "{name}");
            continue;
        }
        files.push((format!("{seq}-{name}"), file(&cast.union, &path).await));
        wanted.push(of_act(act));
    }
    assert_eq!(files.len(), 8, "{:?}", files.iter().map(|(name, _)| name).collect::<Vec<_>>());
    let view = cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json();
    let registered = cast.union.get(&format!("/api/v1/contracts/{contract}")).await.json();
    let agreed = [
        "马秀英",
        "王建国",
        "2400.00",
        "2600.00",
        "惠农区商贸流通行业协会",
        "惠农区商贸流通行业工会联合会",
        view["contract_sha256"].as_str().unwrap(),
    ];
    files.push((
        "contract".to_owned(),
        file(&cast.employer, &format!("/api/v1/negotiations/{id}/contract/document.docx")).await,
    ));
    wanted.push(agreed.map(str::to_owned).to_vec());
    files.push((
        "registered".to_owned(),
        file(&cast.bureau, &format!("/api/v1/contracts/{contract}/document.docx")).await,
    ));
    let number = registered["number"].as_str().map(str::to_owned);
    wanted.push(agreed.map(str::to_owned).into_iter().chain(number).collect());
    if let Ok(folder) = std::env::var("CONCORD_TEST_DOCUMENTS") {
        files.iter().for_each(|(name, bytes)| std::fs::write(format!("{folder}/{name}.docx"), bytes).unwrap());
    }
    for ((name, _), (text, wanted)) in files.iter().zip(texts(&files).iter().zip(wanted)) {
        let text = squeezed(text);
        for value in wanted {
            assert!(text.contains(&squeezed(&value)), "{name} has no {value:?}:\n{text}");
        }
        assert!(!text.contains("doc-"), "{name}: a text is missing:\n{text}");
    }
}

#[tokio::test]
async fn pages_lead_to_documents_and_documents_to_files() {
    let app = TestApp::sqlite().await;
    let (_cast, id, contract) = walked(&app).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    for (page, link) in [
        (format!("/negotiations/{id}/contract"), format!("/negotiations/{id}/contract/document")),
        (format!("/negotiations/{id}/acts/1"), format!("/negotiations/{id}/acts/1/document")),
        (format!("/contracts/{contract}"), format!("/contracts/{contract}/document")),
    ] {
        let links = browser.get(&page).await.hrefs("main a");
        assert!(links.contains(&link) && links.contains(&format!("{link}.docx")), "{page}: {links:?}");
        let shown = browser.get(&link).await;
        assert_eq!((shown.status, shown.texts("article.rendered h1").len()), (200, 1), "{link}");
        assert!(shown.hrefs("main a").contains(&format!("{link}.docx")), "{link}");
        assert!(browser.get(&format!("{link}.docx")).await.text.contains("<w:document"), "{link}");
    }
    let shown = browser.get(&format!("/contracts/{contract}/document")).await;
    assert!(shown.texts("article.rendered p.foot")[0].len() > 64);
    assert!(shown.texts("article.rendered .signatory").iter().any(|text| text.contains("马秀英")));
}

/// What the bureau sends back: what is missing, what it objects to, by names.
#[tokio::test]
async fn letters_of_the_bureau_say_what_is_missing_and_what_is_objected_to() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    cast.agree(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    cast.ratify(id).await;
    cast.sign(id).await;
    cast.file(id).await;
    let asked = cast.bureau.act(id, json!({"act": "ask_correction", "missing": ["会议记录原件"]})).await;
    cast.employer.act(id, json!({"act": "file", "pack": crate::path::pack()})).await;
    cast.bureau.act(id, json!({"act": "acknowledge", "number": "惠人社收〔2026〕2号"})).await;
    let heads = json!({"qualification": "合格", "procedure": "合法", "content": "见异议"});
    let items = json!([{"item": "minimum_wage.cashier", "basis": "《最低工资规定》第3条", "change": "提高标准"}]);
    let opinion = json!({"act": "give_opinion", "number": "惠人社审〔2026〕2号", "heads": heads,
        "opinion": {"result": "objection", "items": items}});
    let given = cast.bureau.act(id, opinion).await;
    let read = async |act: &Value| {
        let path = format!("/api/v1/negotiations/{id}/acts/{}/document.docx", act["seq"]);
        lines(&file(&cast.union, &path).await, Reading::Accepted).join("\n")
    };
    let (missing, letter) = (read(&asked).await, read(&given).await);
    for text in ["会议记录原件", "惠农区商贸流通行业协会", "赵敏"] {
        assert!(missing.contains(text), "{text}:\n{missing}");
    }
    for text in ["惠人社审〔2026〕2号", "cashier", "《最低工资规定》第3条", "提高标准", "见异议"]
    {
        assert!(letter.contains(text), "{text}:\n{letter}");
    }
    assert!(!letter.contains("minimum_wage.cashier"), "{letter}");
}

#[tokio::test]
async fn a_redline_is_saved_with_tracked_changes() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    let first = cast.union.act(id, offer(&sheet("2500.00", "2700.00"), None)).await["seq"].as_i64();
    let second = cast.employer.act(id, offer(&sheet("2300.00", "2700.00"), first)).await["seq"].as_i64();
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    let (first, second) = (first.unwrap(), second.unwrap());
    let page = browser.get(&format!("/negotiations/{id}/redline?from={first}&to={second}")).await;
    let link = format!("redline.docx?from={first}&to={second}");
    assert!(page.hrefs("main a").contains(&link), "{:?}", page.hrefs("main a"));
    let saved = browser.bytes(&format!("/negotiations/{id}/{link}")).await;
    let (new, old) = (lines(&saved, Reading::Accepted), lines(&saved, Reading::Rejected));
    let says = |lines: &[String], amount: &str| lines.iter().any(|line| line.contains(amount));
    assert!(says(&new, "2300.00") && !says(&new, "2500.00"), "{new:?}");
    assert!(says(&old, "2500.00") && !says(&old, "2300.00"), "{old:?}");
}
