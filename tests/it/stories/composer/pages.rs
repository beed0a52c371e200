//! The composer's pages without scripts, and what the script asks, as it asks it.

use super::CANARY;
use crate::app::{TestApp, on_both};
use crate::browser::{Browser, Page};
use crate::cast::{Cast, huinong, offer, sheet};
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(written_through_the_pages, judged_while_typing, a_ceiling_asks_before_tabling);

async fn signed_in(app: &TestApp, login: &str) -> Browser {
    let mut browser = Browser::new(&app.router);
    assert_eq!(browser.sign_in(login).await.status, 200);
    browser.get("/language/zh-CN?back=/me").await;
    browser
}

async fn at_the_table(app: &TestApp) -> (Cast, Uuid, String) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    (cast, id, format!("/negotiations/{id}"))
}

fn told(page: &Page) -> String {
    page.texts("[role=alert]").join(" ")
}

async fn written_through_the_pages(app: &TestApp) {
    let (cast, id, at) = at_the_table(app).await;
    cast.employer.act(id, offer(&sheet("2300.00", "2500.00"), None)).await;
    let (mut chief, mut colleague) = (signed_in(app, "union.chief").await, signed_in(app, "union.rep").await);
    let path = format!("{at}/offer");
    let first = colleague.get(&format!("{path}?from=theirs")).await;
    assert!(first.texts(".bases").join("").contains("对方第 5 号方案"), "{:?}", first.texts(".bases"));
    // Their cashier stands in the grid; a row more, and the amount of the new post.
    let grown = colleague.submit(&first, &[("do", "wages.add.month")]).await;
    let fill = [
        ("wages[1].grade", "厨师"),
        ("wages[1].any", "2650.00"),
        ("items[0].amount", "2450.00"),
        ("message", "请考虑"),
        ("package", "yes"),
        ("expires_at", "2026-03-20T18:00"),
        ("do", "save"),
    ];
    let saved = colleague.submit(&grown, &fill).await;
    assert_eq!(saved.status, 200, "{}", told(&saved));
    assert!(saved.texts("[data-state]").join("").contains("李桂兰"), "{:?}", saved.texts("[data-state]"));
    // The chief sees all of it, and beside the changed cells who changed them.
    let seen = chief.get(&path).await;
    let whose = seen.texts("[data-beside='items[0].amount'] .who").join("");
    assert!(whose.contains("李桂兰") && whose.contains("03-02"), "{whose}");
    assert!(seen.texts("[data-beside='wages[0].any'] .who").is_empty(), "as they offered it");
    assert!(seen.texts("[data-beside='items[0].amount'] .gap").join("").contains("150.00"), "{}", seen.text);
    // Both go on from here: the second to save is told who was first, and loses nothing.
    let late = chief.get(&path).await;
    colleague.submit(&saved, &[("items[0].amount", "2460.00"), ("do", "save")]).await;
    let conflict = chief.submit(&late, &[("items[0].amount", "2480.00"), ("do", "save")]).await;
    assert_eq!(conflict.status, 409);
    let panel = conflict.texts(".conflict").join(" ");
    assert!(panel.contains("李桂兰") && panel.contains("2460.00") && panel.contains("2480.00"), "{panel}");
    assert!(conflict.texts(".conflict textarea").join("").contains("2480.00"));
    let kept = chief.submit(&conflict, &[("do", "overwrite.2")]).await;
    assert_eq!(kept.status, 200, "{}", told(&kept));
    // The colleague's is in the history, and comes back from there.
    let history = chief.get(&format!("{path}/history")).await;
    assert_eq!(history.texts(".revision").len(), 2, "{:?}", history.texts(".revision h3"));
    assert!(history.texts(".revision").join("").contains("厨师"));
    let back = chief.submit(&history, &[("restore", "2")]).await;
    assert_eq!(back.path, path);
    let restored = cast.union.get(&format!("/api/v1{at}/draft")).await.json();
    assert_eq!(restored["sheet"]["items"][0]["amount"], "2460.00");
    assert_eq!((&restored["package"], &restored["message"]), (&json!(true), &json!("请考虑")));
    // Another start is not the draft until it is saved.
    let other = chief.get(&format!("{path}?from=blank")).await;
    assert_eq!(other.texts(".replaces").len(), 1);
    assert_eq!(cast.union.get(&format!("/api/v1{at}/draft")).await.json()["version"], 4);
    let compared = chief.submit(&back, &[("against", "offer:5"), ("do", "redline")]).await;
    assert!(compared.texts("#compare table").join("").contains("2460.00"), "{}", compared.text);
    private(app, &cast, id, &at).await;
    let asked = chief.submit(&back, &[("do", "table")]).await;
    let tabled = chief.submit(&asked, &[("do", "table")]).await;
    assert!(tabled.path.contains("?did="), "{}", told(&tabled));
    let served = cast.employer.get(&format!("/api/v1{at}/acts")).await.json();
    let offer = &served.as_array().unwrap().last().unwrap();
    assert_eq!((&offer["package"], &offer["expires_at"]), (&json!(true), &json!("2026-03-20T10:00:00Z")));
}

/// What is the union's own is absent for everybody else, alike in words to what never was.
async fn private(app: &TestApp, cast: &Cast, id: Uuid, at: &str) {
    let note = json!({"item": "minimum_wage", "field": "amount", "bound": "at_least", "value": "1", "note": CANARY});
    assert_eq!(cast.union.put(&format!("/api/v1/negotiations/{id}/bargaining-limits"), &note).await.status, 204);
    let mut employer = signed_in(app, "employer.chief").await;
    let pages =
        ["", "/timeline", "/offer", "/offer?from=theirs", "/offer/history", "/bargaining-limits", "/do/suspend"];
    for page in pages {
        let page = employer.get(&format!("{at}{page}")).await;
        assert!(
            !page.text.contains(CANARY) && !page.text.contains("2460.00") && !page.text.contains("李桂兰"),
            "{}",
            page.path
        );
    }
    for login in ["bureau.reviewer", "operator", "stranger"] {
        let mut other = signed_in(app, login).await;
        let absent = other.get("/negotiations/00000000-0000-4000-8000-000000999999/offer").await;
        for page in ["/offer", "/offer/history", "/bargaining-limits"] {
            let page = other.get(&format!("{at}{page}")).await;
            assert_eq!((page.status, &page.text), (404, &absent.text), "{login}");
        }
    }
}

/// Sends the form as the script does.
async fn ask(browser: &mut Browser, page: &Page, to: &str, fill: &[(&str, &str)]) -> (u16, Value) {
    let answer = browser.submit_elsewhere(page, to, fill).await;
    (answer.status, serde_json::from_str(&answer.text).unwrap_or(Value::Null))
}

async fn judged_while_typing(app: &TestApp) {
    let (cast, id, at) = at_the_table(app).await;
    cast.employer.act(id, offer(&sheet("2300.00", "2500.00"), None)).await;
    let path = format!("{at}/offer");
    let (mut chief, mut colleague) = (signed_in(app, "union.chief").await, signed_in(app, "union.rep").await);
    let page = chief.get(&format!("{path}?from=theirs")).await;
    let check = format!("{path}/check");
    let typed = [("items[0].amount", "2000.00"), ("items[3].weekday", "一倍半"), ("wages[0].any", "2560.00")];
    let (status, judged) = ask(&mut chief, &page, &check, &typed).await;
    assert_eq!(status, 200);
    let beside = |path: &str| judged["beside"][path].as_str().unwrap_or_default().to_owned();
    let general = beside("items[0].amount");
    assert!(general.contains("违法") && general.contains("2235.00") && general.contains("《"), "{general}");
    assert!(general.contains("-300.00") && general.contains("-13.04%"), "{general}");
    assert!(beside("wages[0].any").contains("60.00"));
    assert!(beside("items[3].weekday").contains("fault"), "{}", judged);
    assert!(beside("kind.minimum_wage").contains('1') && beside("summary").contains('1'));
    // A check writes nothing, and says the same as the button without script.
    assert_eq!(cast.union.get(&format!("/api/v1{at}/draft")).await.status, 404);
    let button = [&typed[..], &[("do", "check")]].concat();
    let same = chief.submit(&page, &button).await;
    assert!(same.text.contains(&general) && same.text.contains(&beside("wages[0].any")));
    // Saving as one goes; the second saver gets both versions and what he typed stays his.
    let keep = format!("{path}/draft");
    let (status, first) = ask(&mut chief, &page, &keep, &[("items[0].amount", "2400.00")]).await;
    assert_eq!((status, &first["version"]), (200, &json!(1)));
    assert!(first["state"].as_str().unwrap().contains("09:00 · 马秀英"), "{first}");
    assert!(first["beside"]["items[0].amount"].as_str().unwrap().contains("马秀英"));
    let (status, second) = ask(&mut colleague, &page, &keep, &[("csrf", "x")]).await;
    assert_eq!((status, second), (403, Value::Null), "a token of another session");
    let own = colleague.get(&path).await;
    let older = [("draft_version", "0"), ("items[0].amount", "2444.00")];
    let (status, conflict) = ask(&mut colleague, &own, &keep, &older).await;
    let panel = conflict["conflict"].as_str().unwrap_or_default();
    assert_eq!(status, 409);
    assert!(panel.contains("马秀英") && panel.contains("2444.00") && panel.contains("2400.00"), "{panel}");
}

async fn a_ceiling_asks_before_tabling(app: &TestApp) {
    let (cast, id, at) = at_the_table(app).await;
    let path = format!("{at}/offer");
    let (mut chief, mut colleague) = (signed_in(app, "union.chief").await, signed_in(app, "union.rep").await);
    let draft = json!({"version": 0, "sheet": sheet("2400.00", "2600.00")});
    assert_eq!(cast.union.put(&format!("/api/v1{at}/draft"), &draft).await.status, 200);
    let bargaining_limits = chief.get(&format!("{at}/bargaining-limits")).await;
    let wrong = chief.submit(&bargaining_limits, &[("cell", "minimum_wage amount"), ("value", "两千")]).await;
    assert_eq!(wrong.status, 422);
    assert!(!wrong.texts("#value-fault").is_empty());
    let fill = [("cell", "minimum_wage amount"), ("bound", "at_least"), ("value", "2450.00"), ("note", "职代会授权")];
    let set = chief.submit(&bargaining_limits, &fill).await;
    assert!(set.texts("table").join("").contains("职代会授权"));
    let read = colleague.get(&format!("{at}/bargaining-limits")).await;
    assert!(read.texts("table").join("").contains("2450.00"));
    assert!(read.texts("select[name=cell]").is_empty(), "only the chief sets");
    // Beside the cell, and asked for before tabling: a warning, never a block.
    let composer = colleague.get(&path).await;
    assert!(composer.texts("[data-beside='items[0].amount']").join("").contains("低于本方下限 2450.00"));
    let asked = colleague.submit(&composer, &[("do", "table")]).await;
    assert!(asked.texts(".crossing").join("").contains("职代会授权"));
    let unticked = colleague.submit(&asked, &[("do", "table")]).await;
    assert_eq!((unticked.status, unticked.texts("#knowing-fault").len()), (422, 1));
    let back = colleague.submit(&unticked, &[("do", "check")]).await;
    assert_eq!(back.texts("[data-beside='items[0].amount'] .law.warn").len(), 1);
    let tabled = colleague.submit(&unticked, &[("knowing", "yes"), ("do", "table")]).await;
    assert!(tabled.path.contains("?did="), "{}", told(&tabled));
    let seen = cast.employer.get(&format!("/api/v1/negotiations/{id}/acts")).await;
    assert!(!seen.text.contains("2450.00") && !seen.text.contains("职代会授权"));
    let lifted = chief.get(&format!("{at}/bargaining-limits")).await;
    let bargaining_limit =
        cast.union.get(&format!("/api/v1{at}/bargaining-limits")).await.json()[0]["id"].as_str().unwrap().to_owned();
    let lifted = chief.submit(&lifted, &[("lift", &bargaining_limit)]).await;
    assert!(lifted.texts("main table").is_empty(), "{}", lifted.text);
}
