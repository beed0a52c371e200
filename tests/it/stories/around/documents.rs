use super::{browser, serving, store};
use crate::app::{TestApp, on_all};
use crate::cast::huinong;
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use uuid::Uuid;

on_all!(a_document_is_private_until_an_act_serves_it, a_bad_file_is_refused_in_words, documents_by_forms);

const TEXT: &str = "企业,工资总额\n甲超市,1230000\n";

async fn a_document_is_private_until_an_act_serves_it(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let at = format!("/api/v1/negotiations/{id}/documents");
    let hidden = store(&cast.union, id, "工资\u{202e}.csv", TEXT.as_bytes(), false).await;
    assert_eq!((hidden.status, &hidden.json()["faults"][0]["code"]), (400, &json!("bidi_control")));
    let stored = store(&cast.union, id, "../../工资.csv", TEXT.as_bytes(), false).await;
    assert_eq!(stored.status, 201, "{}", stored.text);
    let stored = stored.json();
    assert_eq!((&stored["name"], &stored["media_type"]), (&json!("工资.csv"), &json!("text/csv")), "{stored}");
    assert_eq!(stored["sha256"], domain::term::sha256_hex(TEXT));
    let one = format!("{at}/{}", stored["id"].as_str().unwrap());
    assert_eq!(cast.union_colleague.get(&at).await.json().as_array().unwrap().len(), 1);
    // For the other side there is nothing: not in the list, not by its number, not to remove, not to serve.
    let absent = cast.employer.get(&format!("{at}/00000000-0000-4000-8000-000000999999")).await;
    assert_eq!(cast.employer.get(&at).await.json(), json!([]));
    let (seen, removed) = (cast.employer.get(&one).await, cast.employer.delete(&one).await);
    assert_eq!([seen.status, removed.status, absent.status], [404; 3]);
    assert_eq!((&seen.text, &removed.text), (&absent.text, &absent.text));
    let theirs = cast.employer.refused(id, serving(&stored, false), "unknown").await;
    let nobodys = json!({"id": "00000000-0000-4000-8000-000000999999", "name": "x.csv", "media_type": "text/csv", "size": 1, "sha256": "0".repeat(64)});
    assert_eq!(theirs, cast.employer.refused(id, serving(&nobodys, false), "unknown").await);
    // The act names exactly what is stored, or is not done.
    let version = cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json()["version"].clone();
    let others = [
        ("sha256", json!("0".repeat(64))),
        ("name", json!("b.csv")),
        ("size", json!(1)),
        ("media_type", json!("text/plain")),
    ];
    for (field, value) in others {
        let mut other = stored.clone();
        other[field] = value;
        cast.union.refused(id, serving(&other, false), "document_differs").await;
    }
    assert_eq!(cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json()["version"], version);
    let served = cast.union_colleague.act(id, serving(&stored, false)).await;
    assert_eq!(served["determination"]["basis"]["citation"]["article"], "18", "{served}");
    let file = cast.employer.get(&one).await;
    assert_eq!((file.status, file.text.as_str()), (200, TEXT));
    for (name, part) in [
        ("content-disposition", "attachment; filename=\"document-"),
        ("content-disposition", "filename*=UTF-8''%E5%B7%A5%E8%B5%84.csv"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("content-type", "text/csv"),
        ("cache-control", "no-store"),
    ] {
        let value = file.headers[name].to_str().unwrap();
        assert!(value.contains(part), "{name}: {value}");
    }
    // What was served stays as it is.
    assert_eq!(cast.union.delete(&one).await.status, 409);
    assert_eq!(cast.employer.delete(&one).await.status, 403);
    cast.union.refused(id, serving(&stored, true), "document_served").await;
    assert_eq!(cast.bureau.get(&at).await.status, 404);
    answered_with(app, &cast, id, &served["seq"]).await;
}

/// An answer to a request hands over what was served.
async fn answered_with(app: &TestApp, cast: &crate::cast::Cast, id: Uuid, served: &Value) {
    let asked = cast.employer.act(id, json!({"act": "request_information", "subject": "职工人数"})).await;
    let answer = |documents: Value| {
        json!({"act": "answer_information", "request": asked["seq"], "given": true, "content": "见附件",
               "documents": documents})
    };
    cast.union.refused(id, answer(json!([asked["seq"]])), "invalid_fields").await;
    let information = format!("/api/v1/negotiations/{id}/information");
    let before = cast.employer.get(&information).await.json();
    assert_eq!((&before[0]["due"]["state"], &before[0]["answer"]), (&json!("running"), &Value::Null), "{before}");
    // Past its last day it is overdue, and may still be answered.
    app.at("2026-05-20T01:00:00Z");
    assert_eq!(cast.employer.get(&information).await.json()[0]["due"]["state"], "overdue");
    cast.union
        .refused(
            id,
            json!({"act": "answer_information", "request": asked["seq"], "given": false, "content": " "}),
            "invalid_fields",
        )
        .await;
    cast.union.act(id, answer(json!([served]))).await;
    let after = cast.employer.get(&information).await.json();
    assert_eq!(after[0]["due"]["state"], "met_late");
    let handed = &after[0]["answer"]["documents"][0];
    assert_eq!((&handed["name"], &handed["seq"]), (&json!("工资.csv"), served), "{after}");
}

/// An office file of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn a_bad_file_is_refused_in_words(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let list = b"<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let zeros = vec![0_u8; 1 << 20];
    let mut bomb = package(&[("[Content_Types].xml", list), ("word/document.xml", &zeros)]);
    // It says of itself that it unpacks to gigabytes.
    for at in 0..bomb.len() - 3 {
        if bomb[at..at + 4] == (1_u32 << 20).to_le_bytes() {
            bomb[at..at + 4].copy_from_slice(&0xf000_0000_u32.to_le_bytes());
        }
    }
    let large = vec![b'a'; (20 << 20) + 1];
    let cases: [(&str, &[u8], &str); 8] = [
        ("a.pdf", b"", "document_empty"),
        ("a.txt", &large, "document_large"),
        ("a.exe", b"MZ", "document_kind"),
        ("../../etc/passwd", b"root", "document_kind"),
        ("", b"%PDF-1.7", "document_kind"),
        ("a.pdf", b"<html></html>", "document_differs"),
        ("a.docx", &package(&[("x", b"y")]), "document_differs"),
        ("a.docx", &bomb, "document_bomb"),
    ];
    for (name, content, code) in cases {
        let refused = store(&cast.union, id, name, content, false).await;
        assert_eq!(refused.status, 422, "{name} {code}: {}", refused.text);
        let fault = &refused.json()["faults"][0];
        assert_eq!((&fault["field"], &fault["code"]), (&json!("file"), &json!(code)), "{name}");
        assert!(!fault["message"].as_str().unwrap().contains("field-"));
    }
    let fine = package(&[("[Content_Types].xml", list), ("word/document.xml", b"<w/>")]);
    assert_eq!(store(&cast.union, id, "a.docx", &fine, false).await.status, 201);
    assert_eq!(
        cast.union.get(&format!("/api/v1/negotiations/{id}/documents")).await.json().as_array().unwrap().len(),
        1
    );
}

async fn documents_by_forms(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let at = format!("/negotiations/{id}/documents");
    let (mut union, mut employer) = (browser(app, "union.chief").await, browser(app, "employer.chief").await);
    let page = union.get(&at).await;
    let wrong = union.upload_file(&page, "file", "表.pdf", b"<html>").await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.texts("[role=alert]").join("").contains("PDF、DOCX、XLSX"),
        "{}",
        wrong.texts("[role=alert]").join("")
    );
    let none = union.upload_file(&page, "file", "", b"").await;
    assert_eq!(none.status, 422);
    let large = union.upload_file(&page, "file", "大.txt", &vec![b'a'; 21 << 20]).await;
    assert!(large.texts("[role=alert]").join("").contains("20 MiB"), "{}", large.status);
    let huge = union.upload_file(&page, "file", "大.txt", &vec![b'a'; 41 << 20]).await;
    assert!(huge.texts("[role=alert]").join("").contains("20 MiB"), "{}", huge.status);
    for name in ["一.csv", "二.csv"] {
        let kept = union.upload_file(&page, "file", name, TEXT.as_bytes()).await;
        assert_eq!(kept.path, at, "{}", kept.text);
    }
    assert!(!employer.get(&at).await.text.contains("一.csv"));
    let shown = union.get(&at).await;
    let names = shown.texts("ul.entries strong");
    assert_eq!(names, ["二.csv", "一.csv"]);
    // The newest stands first: the first form removes or serves that one.
    let removed = union.submit_to(&shown, "/remove", &[]).await;
    assert_eq!(removed.texts("ul.entries strong"), ["一.csv"]);
    let again = union.submit_to(&shown, "/remove", &[]).await;
    assert_eq!(again.status, 404);
    let served = union.submit_to(&removed, "/serve", &[("confidential", "yes")]).await;
    assert!(served.path.contains("?did="), "{}", served.text);
    let twice = union.submit_to(&removed, "/serve", &[]).await;
    assert_eq!(twice.status, 409, "the page was old");
    let theirs = employer.get(&at).await;
    assert_eq!(theirs.texts("ul.entries strong"), ["一.csv"]);
    assert!(theirs.texts("ul.entries .badge").contains(&"涉及商业秘密".to_owned()));
    let act = employer.get(&format!("/negotiations/{id}/acts/5")).await;
    assert!(act.texts("main").join("").contains("一.csv"));
    let link = theirs.hrefs("ul.entries a[download]").remove(0);
    assert_eq!(employer.get(&link).await.text, TEXT);
    // An answer by form may name what was served.
    let ask = employer.get(&format!("/negotiations/{id}/do/request_information")).await;
    employer.submit(&ask, &[("subject", "职工人数")]).await;
    let form = union.get(&format!("/negotiations/{id}/do/answer_information")).await;
    let sent = union.submit(&form, &[("given", "true"), ("content", "见附件"), ("documents", "5")]).await;
    assert!(sent.path.contains("?did="), "{}", sent.texts("[role=alert]").join(""));
    let shown = employer.get(&format!("/negotiations/{id}/information")).await;
    assert!(shown.texts(".answer").join("").contains("一.csv"), "{}", shown.texts("main").join(""));
}
