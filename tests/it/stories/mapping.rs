//! A payroll as a firm has it, through the page: one page of questions, a trial, the run; next time the profile is kept.

use crate::app::{TestApp, on_both};
use crate::browser::{Browser, Page};
use crate::cast::{Cast, huinong, sheet};
use crate::firm;
use serde_json::{Value, json};
use std::io::{Read, Write};
use uuid::Uuid;

on_both!(
    a_firms_own_workbook_needs_one_page,
    a_payroll_that_needs_no_mapping_goes_straight_through,
    a_template_filled_in_is_audited_without_mapping,
    profiles_are_kept_by_version_for_their_organisation_alone,
);

async fn contract(cast: &Cast) -> Uuid {
    let id = cast.to_the_table().await;
    cast.to_force(id, &sheet("2400.00", "2600.00")).await
}

async fn uploaded(browser: &mut Browser, contract: Uuid, name: &str, bytes: &[u8]) -> Page {
    let page = browser.get(&format!("/contracts/{contract}/audits")).await;
    browser.upload_file(&page, "payroll", name, bytes).await
}

fn run_of(page: &Page) -> String {
    page.path.trim_start_matches("/audits/").trim_end_matches("/mapping").to_owned()
}

async fn summary(app: &TestApp, cast: &Cast, run: &str) -> Value {
    app.work().await;
    let run = cast.bureau.get(&format!("/api/v1/audits/{run}")).await.json();
    assert_eq!(run["state"], "done", "{run:#}");
    run["summary"].clone()
}

async fn a_firms_own_workbook_needs_one_page(app: &TestApp) {
    let cast = huinong(app).await;
    let contract = contract(&cast).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("bureau.reviewer").await;
    let page = uploaded(&mut browser, contract, "工资表.xlsx", &firm::workbook()).await;
    assert!(page.path.ends_with("/mapping"), "{}", page.path);
    let questions = page.texts(".question legend, .question > label");
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(questions[0].contains("劳务派遣"), "{questions:?}");
    // Without the answer the trial says which row is rejected and why, in the file's own words.
    let tried = browser.submit(&page, &[("do", "try")]).await;
    let told = tried.texts(".rejects li").join(" ");
    assert!(told.contains("用工性质") && told.contains("劳务派遣") && told.contains('6'), "{told}");
    let tried = browser.submit(&tried, &[("t0.k0", "full_time"), ("do", "try")]).await;
    assert_eq!(tried.texts(".rejects li"), Vec::<String>::new());
    assert!(tried.texts("main").join(" ").contains("6 lines"), "{}", tried.texts("main").join(" "));
    let run = run_of(&page);
    let done = browser.submit(&tried, &[("do", "run")]).await;
    assert_eq!(done.path, format!("/audits/{run}"));
    let summary = summary(app, &cast, &run).await;
    assert_eq!((&summary["audited"], &summary["rejected"]), (&json!(6), &json!(0)), "{summary:#}");
    assert!(summary["rules"]["S2"]["breach"].as_u64().unwrap() > 0);
    let profile = summary["sha256"]["profile"].as_str().unwrap().to_owned();
    // Next time the same way of reading is offered, with nothing to ask and the trial made.
    let page = uploaded(&mut browser, contract, "七月.xlsx", &firm::workbook()).await;
    assert!(page.texts(".notice").join(" ").contains("version 1"), "{}", page.texts("main").join(" "));
    assert_eq!(page.texts(".question"), Vec::<String>::new());
    let run = run_of(&page);
    browser.submit(&page, &[("do", "run")]).await;
    assert_eq!(self::summary(app, &cast, &run).await["sha256"]["profile"], profile);
    // What runs is not mapped again.
    assert_eq!(browser.get(&format!("/audits/{run}/mapping")).await.path, format!("/audits/{run}"));
}

async fn a_payroll_that_needs_no_mapping_goes_straight_through(app: &TestApp) {
    let cast = huinong(app).await;
    let contract = contract(&cast).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("bureau.reviewer").await;
    let plain = "统一社会信用代码,工号,月份,岗位,用工形式,合同工资,出勤天数,应发工资\n\
        9164020589MXMRUW56,W1,2026-06,,合同工,2400,21.75,2400\n";
    let page = uploaded(&mut browser, contract, "payroll.csv", plain.as_bytes()).await;
    assert!(!page.path.ends_with("/mapping"), "{}", page.path);
    // What is no payroll at all is told on the page it was sent from.
    let page = uploaded(&mut browser, contract, "x.csv", b"a,b\n1,2\n").await;
    assert_eq!((page.status, page.path.ends_with("/audits")), (422, true), "{}", page.path);
}

/// The template with a row in it: what a spreadsheet would have stored.
fn filled(template: &[u8], cells: &[&str]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(template)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let column = |at: usize| char::from(b'A' + u8::try_from(at).unwrap());
            let cell = |(at, text): (usize, &&str)| match text.parse::<f64>() {
                Ok(number) if at > 4 => format!("<c r=\"{}2\"><v>{number}</v></c>", column(at)),
                _ => format!("<c r=\"{}2\" t=\"inlineStr\"><is><t>{text}</t></is></c>", column(at)),
            };
            let row: String = cells.iter().enumerate().map(cell).collect();
            let text = String::from_utf8(bytes).unwrap();
            let row = format!("<row r=\"2\">{row}</row></sheetData>");
            assert!(text.contains("</sheetData>") && text.contains("dataValidation"), "{text}");
            bytes = text.replace("</sheetData>", &row).into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

async fn a_template_filled_in_is_audited_without_mapping(app: &TestApp) {
    let cast = huinong(app).await;
    let contract = contract(&cast).await;
    for (language, word) in [("zh-CN", "全日制"), ("en", "full_time")] {
        let mut browser = Browser::new(&app.router);
        browser.sign_in("bureau.reviewer").await;
        browser.get(&format!("/language/{language}")).await;
        let template = browser.download(&format!("/contracts/{contract}/audits/template.xlsx")).await;
        let worker = format!("W-{language}");
        let row = [
            "9164020589MXMRUW56",
            &worker,
            "2026-06",
            "cashier",
            word,
            "2300",
            "21.75",
            "",
            "",
            "",
            "",
            "",
            "",
            "2300",
        ];
        let file = filled(&template, &row);
        let page = uploaded(&mut browser, contract, "template.xlsx", &file).await;
        assert!(!page.path.ends_with("/mapping"), "{}", page.path);
        let summary = summary(app, &cast, &run_of(&page)).await;
        assert_eq!((&summary["audited"], &summary["rejected"]), (&json!(1), &json!(0)), "{summary:#}");
        assert_eq!(summary["rules"]["S2"]["breach"], 1);
        assert_eq!(summary["sheets"]["not_read"][0]["reason"], "no_header");
    }
}

async fn profiles_are_kept_by_version_for_their_organisation_alone(app: &TestApp) {
    let cast = huinong(app).await;
    let contract = contract(&cast).await;
    let path = format!("/api/v1/organisations/{}/payroll-profiles", cast.bureau_org);
    let column = |name: &str| json!({"column": name});
    let mut profile = json!({"schema": "concord.payroll-profile/1", "name": "月表", "tables": [{"columns": {
        "enterprise_id": {"constant": "9164020589MXMRUW56"}, "worker_id": column("编号"), "period": {"constant": "2026-06"},
        "employment": {"constant": "full_time"}, "agreed_wage": {"sum": ["基本", "岗位"]}, "gross_pay": column("应发")}}]});
    let first = cast.bureau.post(&path, &profile).await;
    assert_eq!((first.status, &first.json()["version"]), (201, &json!(1)), "{}", first.text);
    assert_eq!(cast.bureau.post(&path, &profile).await.json()["version"], 1, "the same is no new version");
    profile["tables"][0]["columns"]["paid_days"] = column("天数");
    let second = cast.bureau.post(&path, &profile).await.json();
    assert_eq!(second["version"], 2);
    let listed = cast.bureau.get(&path).await.json();
    let versions: Vec<&Value> = listed.as_array().unwrap().iter().map(|version| &version["version"]).collect();
    assert_eq!(versions, [&json!(2), &json!(1)]);
    let one = format!("/api/v1/payroll-profiles/{}", second["id"].as_str().unwrap());
    for (caller, status) in [(&cast.bureau, 200), (&cast.union, 404), (&cast.operator, 404), (&cast.stranger, 404)] {
        assert_eq!(caller.get(&one).await.status, status);
        assert_eq!(caller.get(&path).await.status, status);
    }
    let faults = cast.bureau.post(&path, &json!({"schema": "x", "name": "", "tables": []})).await;
    assert_eq!((faults.status, faults.json()["faults"].as_array().unwrap().len()), (422, 3), "{}", faults.text);
    let payroll = "编号,基本,岗位,应发,天数\nW1,2000,100,2100,21.75\n";
    let audits = format!("/api/v1/contracts/{contract}/audits?profile={}", second["id"].as_str().unwrap());
    let taken = cast.bureau.send("POST", &audits, "text/csv", payroll).await;
    assert_eq!(taken.status, 202, "{}", taken.text);
    let summary = summary(app, &cast, taken.json()["id"].as_str().unwrap()).await;
    assert_eq!((&summary["audited"], &summary["sha256"]["profile"]), (&json!(1), &second["sha256"]), "{summary:#}");
    // Another organisation's profile is none.
    assert_eq!(cast.union.send("POST", &audits, "text/csv", payroll).await.status, 404);
}
