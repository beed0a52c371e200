//! Files and sheets beyond their stated bounds are refused at once, whatever they hold.

use crate::app::TestApp;
use crate::cast::{Cast, huinong, sheet};
use domain::limits::{FAULTS_TOLD, ROWS};
use serde_json::{Value, json};
use uuid::Uuid;

async fn import(cast: &Cast, id: Uuid, body: &[u8]) -> (u16, Value) {
    let answer =
        cast.union.send_bytes("POST", &format!("/api/v1/negotiations/{id}/draft/import"), "text/csv", body).await;
    (answer.status, answer.json())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_too_wide_long_or_faulty_is_told_at_once() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    let wide = (0..60_000).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    let (status, problem) = import(&cast, id, wide.as_bytes()).await;
    assert_eq!((status, &problem["faults"][0]["code"]), (422, &json!("table_too_large")), "{problem}");
    let long = "grade,amount\n".to_owned() + &"a,1\n".repeat(ROWS + 1);
    let (status, problem) = import(&cast, id, long.as_bytes()).await;
    assert_eq!((status, &problem["faults"][0]["code"]), (422, &json!("table_too_large")), "{problem}");
    let faulty = "grade,amount\n".to_owned() + &(0..ROWS - 2).map(|row| format!("p{row},x\n")).collect::<String>();
    let (status, plan) = import(&cast, id, faulty.as_bytes()).await;
    assert_eq!(status, 200);
    let faults = plan["faults"].as_array().unwrap();
    assert_eq!(faults.len(), FAULTS_TOLD + 1);
    assert_eq!(faults.last().unwrap()["problem"]["code"], "and_more", "{}", faults.last().unwrap());
    let answer = import(&cast, id, &bomb()).await;
    assert_eq!((answer.0, &answer.1["code"]), (422, &json!("file_invalid")), "{}", answer.1);
}

/// A workbook of some kilobytes that unpacks to hundreds of megabytes.
fn bomb() -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    out.start_file("_rels/.rels", options).unwrap();
    out.write_all(b"<Relationships/>").unwrap();
    out.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let row = b"<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(1 << 14);
    for _ in 0..128 {
        out.write_all(&row).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_of_any_shape_has_bounds_too() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    let draft = format!("/api/v1/negotiations/{id}/draft");
    for sheet in [
        json!({"items": vec![json!({}); 5_001]}),
        json!({"items": [vec![1; 200_000]]}),
        json!({"items": [], "x": "字".repeat(700_000)}),
    ] {
        let answer = cast.union.put(&draft, &json!({"version": 0, "sheet": sheet})).await;
        assert_eq!(
            (answer.status, &answer.json()["faults"][0]["code"]),
            (422, &json!("sheet_too_large")),
            "{}",
            answer.text
        );
        for path in [format!("{draft}/check"), "/api/v1/floor-check".to_owned()] {
            assert_eq!(cast.union.post(&path, &sheet).await.status, 422, "{path}");
        }
    }
    assert_eq!(cast.union.put(&draft, &json!({"version": 0, "sheet": sheet("2400", "2500")})).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_come_in_pages_that_reach_every_one() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}/notes");
    for number in 0..130 {
        assert_eq!(
            cast.union.post(&path, &json!({"text": format!("{number} {}", "长".repeat(900))})).await.status,
            201
        );
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = cast.union.get(&format!("{path}{after}")).await.json();
        let notes = page["notes"].as_array().unwrap();
        assert!(!notes.is_empty() && notes.len() <= 100);
        seen.extend(
            notes.iter().map(|note| note["text"].as_str().unwrap().split(' ').next().unwrap().parse::<u32>().unwrap()),
        );
        if page["next"].is_null() {
            break;
        }
        after = format!("?after={}", page["next"].to_string().trim_matches('"'));
    }
    assert_eq!(seen, (0..130).rev().collect::<Vec<_>>());
    let mut browser = crate::browser::Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    let mut page = browser.get(&format!("/negotiations/{id}/notes")).await;
    let mut shown = 0;
    loop {
        assert!(page.text.len() < 1 << 20, "{}", page.text.len());
        shown += page.texts("ul.entries > li").len();
        let Some(next) = page.hrefs("nav.pages a[rel=next]").pop() else { break };
        page = browser.get(&format!("/negotiations/{id}/notes{next}")).await;
    }
    assert_eq!(shown, 130);
}
