//! A grid of wages from a file into the side's draft: tried first, written whole or not at all.

use crate::app::{TestApp, on_all};
use crate::browser::Browser;
use crate::caller::{Answer, Caller};
use crate::cast::{huinong, sheet};
use serde_json::{Value, json};
use uuid::Uuid;

on_all!(a_grid_from_a_file, on_the_import_page, columns_are_asked);

const GOOD: &str = "岗位,规模,单位,金额（元）\n,,,2400\ncashier,,,2750.50\n收银员,大型,月,2800\n";

async fn send(caller: &Caller, id: Uuid, query: &str, file: &str) -> Answer {
    caller.send("POST", &format!("/api/v1/negotiations/{id}/draft/import{query}"), "text/csv", file).await
}

async fn draft(caller: &Caller, id: Uuid) -> Value {
    caller.get(&format!("/api/v1/negotiations/{id}/draft")).await.json()
}

async fn a_grid_from_a_file(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let body = json!({"version": 0, "sheet": sheet("2400.00", "2700.00"), "message": "拟稿"});
    assert_eq!(cast.union.put(&format!("/api/v1/negotiations/{id}/draft"), &body).await.status, 200);
    let before = draft(&cast.union, id).await;
    let told = send(&cast.union, id, "", GOOD).await.json();
    assert_eq!(
        (told["layout"].as_str(), told["onto"].as_str(), &told["written"]),
        (Some("rows"), Some("draft"), &json!(false))
    );
    let was: Vec<&str> = told["planned"].as_array().unwrap().iter().map(|p| p["was"].as_str().unwrap()).collect();
    assert_eq!(was, ["same", "other", "absent"]);
    assert_eq!(draft(&cast.union, id).await, before, "a dry run writes nothing");
    refused(&cast.union, id, &before).await;
    for outsider in [&cast.stranger, &cast.bureau, &cast.operator] {
        assert_eq!(send(outsider, id, "?dry_run=false&version=1", GOOD).await.status, 404);
    }
    let done = send(&cast.union, id, "?dry_run=false&version=1", GOOD).await;
    assert_eq!((done.status, done.json()["version"].as_i64()), (200, Some(2)), "{}", done.text);
    let after = draft(&cast.union, id).await;
    assert_eq!((after["message"].as_str(), &after["faults"]), (Some("拟稿"), &json!([])));
    let items = after["sheet"]["items"].as_array().unwrap();
    assert_eq!(items[1]["amount"], "2750.50");
    // 收银员 is the cashier that is there: one post, and from now on by that name.
    let fresh = json!({"key": "minimum_wage.cashier.large", "kind": "minimum_wage", "unit": "month",
                       "grade": "cashier", "size": "large", "amount": "2800.00"});
    assert_eq!(items[2], fresh);
    assert_eq!(after["sheet"]["names"]["grade"]["cashier"][0], "收银员");
    assert_eq!(items.len(), before["sheet"]["items"].as_array().unwrap().len() + 1);
    // The version it was seen at has passed.
    assert_eq!(send(&cast.union, id, "?dry_run=false&version=1", GOOD).await.status, 409);
    assert_eq!(draft(&cast.union, id).await, after);
    // Each side its own: the employers' draft begins with this file, without a term yet.
    let theirs = send(&cast.employer, id, "?dry_run=false&version=0", GOOD).await.json();
    assert_eq!((theirs["onto"].as_str(), theirs["version"].as_i64()), (Some("blank"), Some(1)));
    assert_eq!(draft(&cast.employer, id).await["sheet"]["items"].as_array().unwrap().len(), 3);
    assert_eq!(draft(&cast.union, id).await, after);
}

/// Files that are not taken: every fault is told, and the draft stays as it was.
async fn refused(union: &Caller, id: Uuid, before: &Value) {
    let bad = "grade,unit,amount\na,month,\"1,000.00\"\nb,week,2400\nc,month,2400.00001\nd,month,2400\nd,month,2500\n";
    let told = send(union, id, "", bad).await.json();
    let faults: Vec<(u64, u64)> = told["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["row"].as_u64().unwrap(), f["column"].as_u64().unwrap()))
        .collect();
    assert_eq!(faults, [(2, 3), (3, 2), (4, 3), (6, 3)], "{told}");
    assert!(told["faults"][0]["message"].as_str().unwrap().contains("separator"), "{told}");
    let half = send(union, id, "?dry_run=false&version=1", bad).await;
    assert_eq!((half.status, half.json()["faults"].as_array().unwrap().len()), (422, 4), "{}", half.text);
    for (file, code) in [("", "required"), ("a\0b", "foreign_binary"), ("\u{1}", "unrecognised")] {
        let answer = send(union, id, "?dry_run=false&version=1", file).await;
        assert_eq!(answer.status, 422, "{file:?}");
        assert!(
            answer.json()["faults"].as_array().unwrap().iter().any(|fault| fault["code"] == code),
            "{}",
            answer.text
        );
    }
    let large = format!("grade,amount\n{}", "x".repeat(2 << 20));
    assert_eq!(send(union, id, "", &large).await.json()["faults"][0]["code"], "file_too_large");
    assert_eq!(send(union, id, "", "PK\u{3}\u{4} no workbook").await.status, 422);
    assert_eq!(send(union, id, "?dry_run=false", GOOD).await.json()["faults"][0]["field"], "version");
    assert_eq!(&draft(union, id).await, before);
}

async fn on_the_import_page(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let mut union = Browser::new(&app.router);
    union.sign_in("union.chief").await;
    union.get("/language/zh-CN?back=/").await;
    let path = format!("/negotiations/{id}/offer/import");
    let form = union.get(&path).await;
    assert_eq!(form.status, 200);
    let bad = union.upload(&form, &[("file", "岗位,大型,小型\n收银员,2800,一百\n司机,3200,-1\n")]).await;
    assert_eq!(bad.status, 422);
    let told = bad.texts(".import-faults tbody tr").join("\n");
    assert!(told.contains("第 2 行第 3 列") && told.contains("第 3 行第 3 列"), "{told}");
    assert!(bad.text.contains("岗位 × 规模") && !bad.text.contains("/import/confirm"));
    let good = union.upload(&form, &[("file", GOOD)]).await;
    assert_eq!(good.status, 200, "{}", good.texts("[role=alert]").join(" "));
    assert!(good.texts(".redline-grid ins").iter().any(|text| text.contains("2750.50")));
    assert_eq!(cast.union.get(&format!("/api/v1/negotiations/{id}/draft")).await.status, 404, "nothing is written yet");
    let done = union.submit(&good, &[("wages", GOOD)]).await;
    assert!(done.path.contains(&format!("/negotiations/{id}/offer")), "{}", done.texts("[role=alert]").join(" "));
    assert_eq!(draft(&cast.union, id).await["sheet"]["items"].as_array().unwrap().len(), 3);
    // The page of before the draft is stale; nothing is lost.
    let stale = union.submit(&good, &[("wages", "grade,amount\n,1\n")]).await;
    assert_eq!(stale.status, 409);
    // What is exported is what stands there, and changes nothing when it comes back.
    let csv = union.get(&format!("{path}/grid.csv")).await.text;
    assert!(csv.contains("收银员,,大型,每月,2800.00"), "{csv}");
    let same = union.upload(&form, &[("file", &csv)]).await;
    assert!(same.texts("main").join("").contains("新增 0 项，修改 0 项，不变 3 项"), "{}", same.texts("main").join(""));
    let mut employer = Browser::new(&app.router);
    employer.sign_in("employer.chief").await;
    assert!(!employer.get(&format!("{path}/grid.csv")).await.text.contains("2800"));
}

/// Zones and own sizes along the top, a column that nobody can tell: asked, answered, written.
async fn columns_are_asked(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let file = "2026年岗位最低工资标准表\n序号,岗位,一类企业,远城区,方案甲,备注\n1,收银员,2700,2600,2500,\n2,品酒师,3000,,2900,试行\n";
    let told = send(&cast.union, id, "", file).await.json();
    let read: Vec<_> =
        told["columns"].as_array().unwrap().iter().map(|c| c["meaning"].as_str().unwrap_or("?")).collect();
    assert_eq!(read, ["aside", "grade", "of_size", "of_zone", "?", "aside"], "{told}");
    assert_eq!((told["planned"].as_array().unwrap().len(), &told["faults"]), (3, &json!([])));
    let half = send(&cast.union, id, "?dry_run=false&version=0", file).await;
    assert_eq!(
        (half.status, half.json()["faults"][0]["code"].as_str()),
        (422, Some("unknown_column")),
        "{}",
        half.text
    );
    assert_eq!(send(&cast.union, id, "?columns=5:nothing", file).await.status, 422);
    // On the page the same question stands with the result.
    let mut union = Browser::new(&app.router);
    union.sign_in("union.chief").await;
    union.get("/language/zh-CN?back=/").await;
    let form = union.get(&format!("/negotiations/{id}/offer/import")).await;
    let asked = union.upload(&form, &[("file", file)]).await;
    assert!(asked.texts("[role=alert]").join("").contains("看不出"), "{}", asked.texts("main").join(" "));
    assert!(asked.texts(".redline-grid").join("").contains("品酒师"));
    let answered = union.submit(&asked, &[("column.5", "aside"), ("do", "again")]).await;
    assert_eq!(answered.status, 200, "{}", answered.texts("[role=alert]").join(" "));
    let answers = "?dry_run=false&version=0&columns=5:aside";
    let done = send(&cast.union, id, answers, file).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let sheet = draft(&cast.union, id).await["sheet"].clone();
    assert_eq!(sheet["names"]["size"]["yi_lei_qi_ye"], json!(["一类企业"]));
    assert_eq!(sheet["names"]["grade"]["pin_jiu_shi"], json!(["品酒师"]));
    let items = sheet["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    assert!(items.iter().any(|item| item["zone"] == "suburban" && item["grade"] == "cashier"), "{items:?}");
    // The composer has the size as a column of its grid, by its name.
    let composer = union.get(&format!("/negotiations/{id}/offer")).await;
    assert!(composer.texts("table.grid thead").join("").contains("一类企业"), "{}", composer.text);
}
