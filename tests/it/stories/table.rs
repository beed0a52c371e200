//! The table as people read it: grids, filters, the past, ladders, what moved since the last visit, the timeline.

use crate::app::{TestApp, on_all};
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::{Cast, huinong, offer, sheet};
use serde_json::{Value, json};
use uuid::Uuid;

on_all!(what_i_have_seen_is_mine_alone, the_table_of_any_moment);

const POSTS: u64 = 26;
const ROUNDS: u64 = 30;

/// 26 posts × 3 sizes and 40 other items.
fn large_sheet(round: u64, workers: bool) -> Value {
    let amount = |base: u64| if workers { base + 900 - 10 * round } else { base + 5 * round };
    let mut items = Vec::new();
    for post in 1..=POSTS {
        for (size, more) in [("large", 60), ("medium", 30), ("small", 0)] {
            items.push(json!({"key": format!("minimum_wage.p{post:02}.{size}"), "kind": "minimum_wage", "unit": "month",
                "grade": format!("岗位{post:02}"), "size": size, "amount": format!("{}.50", amount(2300 + 10 * post + more))}));
        }
    }
    for n in 1..=30 {
        items.push(json!({"key": format!("allowance.a{n:02}"), "kind": "allowance", "code": format!("a{n:02}"), "unit": "month",
            "amount": format!("{}.00", amount(100 + n)), "counts_towards_minimum": false}));
    }
    items.push(json!({"key": "wage_adjustment", "kind": "wage_adjustment", "basis": "percent", "low": "4", "high": format!("{}", 5 + amount(0) / 100)}));
    items.push(json!({"key": "payment", "kind": "payment", "form": "time", "pay_day": 15, "month_offset": 1, "method": "bank_transfer"}));
    items.push(json!({"key": "overtime", "kind": "overtime", "base": "agreed_wage", "weekday": "1.5", "rest_day": "2", "holiday": "3", "monthly_cap_hours": "36"}));
    items.push(json!({"key": "leave.annual", "kind": "leave", "leave": "annual", "unused_multiplier": "3", "bands":
        [{"service_years_from": 1, "days": "5"}, {"service_years_from": 10, "days": "10"}, {"service_years_from": 20, "days": "15"}]}));
    items.push(json!({"key": "probation", "kind": "probation", "percent": "80"}));
    items.push(json!({"key": "sick_pay", "kind": "sick_pay", "percent": "80", "of": "statutory_minimum"}));
    items
        .push(json!({"key": "work_norm", "kind": "work_norm", "attainable_percent": "90", "text": "多数职工能够完成"}));
    for n in 1..=3 {
        let text = "双方共同检查合同履行和工资支付情况，检查结果向职工公布。";
        items.push(
            json!({"key": format!("clause.c{n}"), "kind": "clause", "heading": format!("约定{n}"), "text": text}),
        );
    }
    assert_eq!(items.len(), 78 + 40);
    json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
        "effective": {"from": "2026-05-01", "to": "2027-04-30"}, "items": items})
}

fn seq(act: &Value) -> i64 {
    act["seq"].as_i64().unwrap()
}

/// Both sides table in turn.
async fn rounds(cast: &Cast, id: Uuid, sheets: &[Value]) -> Vec<i64> {
    let mut acts: Vec<i64> = Vec::new();
    for (n, sheet) in sheets.iter().enumerate() {
        let caller: &Caller = if n % 2 == 0 { &cast.union } else { &cast.employer };
        acts.push(seq(&caller.act(id, offer(sheet, acts.last().copied())).await));
    }
    acts
}

#[tokio::test]
async fn a_grid_of_26_posts_and_40_items_over_30_rounds_stays_light() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    // A round is an offer and its answer.
    let sheets: Vec<Value> = (0..2 * ROUNDS).map(|n| large_sheet(n / 2, n % 2 == 0)).collect();
    let acts = rounds(&cast, id, &sheets).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    for language in ["zh-CN", "en"] {
        let at = format!("/negotiations/{id}");
        let page = browser.get(&format!("/language/{language}?back={at}")).await;
        assert_eq!(page.status, 200);
        assert!(page.text.len() <= 300_000, "{language}: {} bytes", page.text.len());
        assert_eq!(page.texts("table.grid tbody tr").len(), 26);
        assert_eq!(page.texts("table.grid tbody td").len(), 78);
        // No amount is cut: the last workers' and employers' figures of a post of large firms, and the gap.
        let row = page.texts("table.grid tbody tr").into_iter().find(|row| row.starts_with("岗位07")).unwrap();
        for amount in ["3040.50", "2575.50", "465.00"] {
            assert!(row.contains(amount), "{amount}: {row}");
        }
        let ladders = browser.get(&format!("{at}/ladder")).await;
        assert_eq!(ladders.texts("figure.ladder svg title").len(), 78 + 30 + 1);
        assert!(ladders.text.len() <= 500_000, "{} bytes", ladders.text.len());
        let timeline = browser.get(&format!("{at}/timeline")).await;
        assert!(timeline.text.len() <= 300_000, "{} bytes", timeline.text.len());
    }
    let first = browser.get(&format!("/negotiations/{id}?as_of={}", acts[0])).await;
    assert!(first.texts("table.grid").join("").contains("3260.50"), "the first offer of a large firm's first post");
}

/// Three rounds of two posts; the employers' last offer is below the law for cashiers.
async fn talks(cast: &Cast) -> (Uuid, Vec<i64>) {
    let id = cast.to_the_table().await;
    let sheets = [
        sheet("2600.00", "2800.00"),
        sheet("2300.00", "2500.00"),
        sheet("2550.00", "2800.00"),
        sheet("2300.00", "2100.00"),
    ];
    let acts = rounds(cast, id, &sheets).await;
    (id, acts)
}

fn row<'a>(table: &'a Value, item: &str) -> &'a Value {
    let mut rows = table["rows"].as_array().unwrap().iter();
    rows.find(|row| row["item"] == item && row["field"] == "amount").unwrap()
}

async fn what_i_have_seen_is_mine_alone(app: &TestApp) {
    let cast = huinong(app).await;
    let (id, acts) = talks(&cast).await;
    let path = format!("/api/v1/negotiations/{id}/table");
    let seen = format!("/api/v1/negotiations/{id}/seen");
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    browser.get("/language/zh-CN?back=/").await;
    let at = format!("/negotiations/{id}");
    let page = browser.get(&at).await;
    assert_eq!(browser.get(&at).await.texts("form.seen").len(), 1, "looking writes nothing");
    let table = cast.union.get(&path).await.json();
    assert!(table["seen"].is_null() && row(&table, "minimum_wage")["moved_since_visit"] == true, "{table}");
    // The employer moved once more while the union's page stood open: only what the page showed is marked.
    let last = seq(&cast.employer.act(id, offer(&sheet("2350.00", "2100.00"), Some(acts[2]))).await);
    let marked = browser.submit(&page, &[("act", &acts[3].to_string())]).await;
    assert_eq!((marked.status, marked.path.as_str()), (200, at.as_str()));
    let told = marked.texts("form.seen").join("");
    assert!(told.contains("1 条有变动") && told.contains("只有您自己知道"), "{told}");
    let moved = browser.get(&format!("{at}?show=moved")).await;
    let names = moved.texts("table.bargain tbody:not(.kind) th[scope=row] .name");
    assert_eq!(names, ["每月"], "only the general minimum moved");
    let table = cast.union.get(&path).await.json();
    assert_eq!(table["seen"]["act"].as_i64(), Some(acts[3]));
    assert_eq!(row(&table, "minimum_wage")["moved_since_visit"], true);
    assert_eq!(row(&table, "minimum_wage.cashier")["moved_since_visit"], false);
    assert_eq!(table["tally"]["moved"], 1);
    // Nobody else's table knows of it: not a colleague's, not the other side's.
    for other in [&cast.union_colleague, &cast.employer] {
        let theirs = other.get(&path).await.json();
        assert!(theirs["seen"].is_null(), "{theirs}");
        assert_eq!(row(&theirs, "minimum_wage.cashier")["moved_since_visit"], true);
    }
    // What was seen stays seen; what is not there yet cannot have been seen.
    let ahead = cast.union.put(&seen, &json!({"act": 4_000_000_000_u32})).await;
    assert_eq!(ahead.json()["act"].as_i64(), Some(last));
    assert_eq!(cast.union.put(&seen, &json!({"act": 1})).await.status, 200);
    assert_eq!(cast.union.get(&path).await.json()["seen"]["act"].as_i64(), Some(last));
    assert_eq!(cast.stranger.put(&seen, &json!({"act": 1})).await.status, 404);
    assert_eq!(cast.bureau.put(&seen, &json!({"act": 1})).await.status, 404);
    assert!(browser.get(&at).await.texts("form.seen").is_empty(), "nothing new, nothing to mark");
}

async fn the_table_of_any_moment(app: &TestApp) {
    let cast = huinong(app).await;
    app.at("2026-03-05T01:00:00Z");
    let (id, acts) = talks(&cast).await;
    app.at("2026-03-08T01:00:00Z");
    let at = format!("/negotiations/{id}");
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    browser.get("/language/zh-CN?back=/").await;
    now(&mut browser, &at).await;
    let past = browser.get(&format!("{at}?as_of={}", acts[1])).await;
    assert!(past.texts("[role=status]").join("").contains(&format!("第 {} 号行为之后", acts[1])), "{}", past.text);
    let general = past.texts("table.bargain tbody tr").into_iter().find(|row| row.starts_with("每月")).unwrap();
    assert!(general.contains("2600.00") && general.contains("300.00") && !general.contains("2550.00"), "{general}");
    assert!(past.texts(".acts").iter().all(|acts| !acts.contains("草签")), "the past cannot be acted on");
    assert_eq!(browser.get(&format!("{at}?as_of=999")).await.status, 404);
    ladders(&cast, &mut browser, id, &acts).await;
    timeline(&mut browser, &at).await;
}

async fn now(browser: &mut Browser, at: &str) {
    let page = browser.get(at).await;
    let band = page.texts(".band").join("");
    assert!(band.contains("轮到职工方") && band.contains("低于法定标准1"), "{band}");
    let general = page.texts("table.bargain tbody tr").into_iter().find(|row| row.starts_with("每月")).unwrap();
    assert!(general.contains("250.00") && general.contains("3 天前") && general.contains("职工方 −50.00"), "{general}");
    let unlawful = browser.get(&format!("{at}?show=unlawful")).await;
    let names = unlawful.texts("table.bargain tbody:not(.kind) .name");
    assert_eq!(names, ["收银员 · 每月"]);
    assert!(unlawful.texts("table.bargain .badge.bad").join("").contains("低于法定"));
    assert_eq!(browser.get(&format!("{at}?q=%E5%8A%A0%E7%8F%AD")).await.texts("table.bargain .name"), ["加班加点工资"]);
    assert!(!browser.get(&format!("{at}?q=nowhere")).await.texts(".bargaining .notice").is_empty());
    // From the row to the act: the item is ticked already.
    let act = browser.get(&format!("{at}/do/initial_items?offer=8&items=overtime")).await;
    assert_eq!(act.texts("input[name=items][value=overtime][checked]").len(), 1);
    assert_eq!(act.texts("input[name=items][checked]").len(), 1);
}

async fn ladders(cast: &Cast, browser: &mut Browser, id: Uuid, acts: &[i64]) {
    let api = format!("/api/v1/negotiations/{id}/ladder");
    let found = cast.employer.get(&format!("{api}?item=minimum_wage&field=amount")).await.json();
    let ladder = &found["ladders"][0];
    assert_eq!(ladder["floor"]["required"], "2235.00");
    let steps: Vec<_> =
        ladder["steps"]["worker_side"].as_array().unwrap().iter().map(|step| &step["value"]["value"]).collect();
    assert_eq!(steps, ["2600.00", "2550.00"]);
    let rungs = ladder["rungs"].as_array().unwrap();
    assert_eq!((rungs.len(), &rungs[3]["by"], &rungs[3]["gap"]["units"]), (4, &json!("0.00"), &json!("250.00")));
    let past = cast.employer.get(&format!("{api}?item=minimum_wage&field=amount&as_of={}", acts[1])).await.json();
    assert_eq!(past["ladders"][0]["rungs"].as_array().unwrap().len(), 2);
    for absent in ["?item=nothing", "?item=minimum_wage&field=weekday", "?as_of=999"] {
        assert_eq!(cast.employer.get(&format!("{api}{absent}")).await.status, 404, "{absent}");
    }
    let page = browser.get(&format!("/negotiations/{id}/ladder?item=minimum_wage&field=amount")).await;
    let told = page.texts("figure.ladder desc").join("");
    assert!(told.contains("职工方：2600.00 → 2550.00；企业方：2300.00") && told.contains("法定标准 2235.00"), "{told}");
    assert_eq!(page.texts("table.steps tbody tr").len(), 4);
    let all = browser.get(&format!("/negotiations/{id}/ladder")).await;
    assert_eq!(all.texts("figure.ladder").len(), 2, "two figures moved");
}

async fn timeline(browser: &mut Browser, at: &str) {
    let page = browser.get(&format!("{at}/timeline")).await;
    assert_eq!(page.texts("ol.timeline > li").len(), 8);
    let offers = browser.get(&format!("{at}/timeline?side=employer_side&kind=offers")).await;
    let told = offers.texts("ol.timeline > li");
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("2500.00 → 2100.00") && told[0].contains("(−400.00)"), "{}", told[0]);
    assert!(told[1].contains("首次提出：4 条"), "{}", told[1]);
    assert!(!browser.get(&format!("{at}/timeline?side=bureau")).await.texts("p.notice").is_empty());
}
