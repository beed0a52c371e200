//! The redline: between offers, drafts and contracts, for those alone who may see both texts.

use crate::app::{TestApp, on_both};
use crate::browser::Browser;
use crate::cast::{Cast, huinong, offer, sheet};
use domain::term::TermSheet;
use domain::term::redline::Redline;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(between_the_texts_of_a_negotiation);

struct Tabled {
    id: Uuid,
    first: i64,
    counter: i64,
    second: i64,
}

/// Sheet of the union's second offer: an amount, an item more, one less, another order, another last day.
fn second_sheet() -> Value {
    let mut sheet = sheet("2400.00", "2700.00");
    sheet["effective"]["to"] = json!("2027-12-31");
    let items = sheet["items"].as_array_mut().unwrap();
    items.swap(0, 3);
    items.remove(2);
    items.push(json!({"key": "clause.supervision", "kind": "clause", "heading": "履约监督", "text": "每年检查一次。"}));
    sheet
}

async fn tabled(cast: &Cast) -> Tabled {
    let id = cast.to_the_table().await;
    let seq = |act: Value| act["seq"].as_i64().unwrap();
    let first = seq(cast.union.act(id, offer(&sheet("2500.00", "2700.00"), None)).await);
    let counter = seq(cast.employer.act(id, offer(&sheet("2300.00", "2400.00"), Some(first))).await);
    let second = seq(cast.union.act(id, offer(&second_sheet(), Some(counter))).await);
    Tabled { id, first, counter, second }
}

fn parsed(value: &Value) -> TermSheet {
    TermSheet::from_value(value).unwrap()
}

async fn between_the_texts_of_a_negotiation(app: &TestApp) {
    let cast = huinong(app).await;
    let t = tabled(&cast).await;
    through_the_api(&cast, &t).await;
    drafts_stay_within_their_side(&cast, &t).await;
    on_the_page(app, &t).await;
    the_bureau_sees_what_was_served(&cast, &t).await;
}

async fn through_the_api(cast: &Cast, t: &Tabled) {
    let path = format!("/api/v1/negotiations/{}/redline", t.id);
    let told = cast.employer.get(&format!("{path}?from={}&to={}", t.first, t.second)).await.json();
    assert_eq!(
        (told["from"]["text"].as_str(), told["to"]["side"].as_str()),
        (Some(&*t.first.to_string()), Some("worker_side"))
    );
    // Without names: the last offer against its side's former one, which is the same two.
    assert_eq!(cast.employer.get(&path).await.json(), told);
    let redline: Redline = serde_json::from_value(told).unwrap();
    let (old, new) = (parsed(&sheet("2500.00", "2700.00")), parsed(&second_sheet()));
    assert_eq!((redline.accept(&old).unwrap(), redline.reject(&new).unwrap()), (new, old));
    let changes: Vec<String> = redline
        .changes()
        .into_iter()
        .filter(|id| id.field != "kind")
        .map(|id| format!("{}/{}", id.item.unwrap_or_default(), id.field))
        .collect();
    for expected in
        ["/effective.to", "minimum_wage/amount", "clause.supervision/text", "wage_adjustment/high", "overtime/position"]
    {
        assert!(changes.iter().any(|change| change == expected), "{expected}: {changes:?}");
    }
    let absent = cast.union.get("/api/v1/negotiations/00000000-0000-4000-8000-000000999999/redline").await;
    for (from, to) in
        [("1", "2"), ("9999", "own"), ("previous", "agreement"), ("in_force", "agreement"), ("x", "y"), ("", "")]
    {
        let answer = cast.union.get(&format!("{path}?from={from}&to={to}")).await;
        assert_eq!((answer.status, &answer.text), (404, &absent.text), "{from} {to}");
    }
    for outsider in [&cast.stranger, &cast.bureau, &cast.other_bureau, &cast.operator] {
        let answer = outsider.get(&format!("{path}?from={}&to={}", t.first, t.second)).await;
        assert_eq!((answer.status, &answer.text), (404, &absent.text));
    }
}

async fn drafts_stay_within_their_side(cast: &Cast, t: &Tabled) {
    let path = format!("/api/v1/negotiations/{}/redline?from={}&to=own", t.id, t.counter);
    let absent = cast.employer.get(&path).await;
    assert_eq!(absent.status, 404);
    let draft = json!({"version": 0, "sheet": sheet("2321.00", "2400.00"), "message": ""});
    assert_eq!(cast.employer.put(&format!("/api/v1/negotiations/{}/draft", t.id), &draft).await.status, 200);
    let told = cast.employer.get(&path).await.json();
    assert_eq!(told["items"][0]["cells"][0], json!({"field": "amount", "old": "2300.00", "new": "2321.00"}));
    // The other side learns nothing, not even that there is a draft.
    for other in [&cast.union, &cast.union_colleague] {
        let answer = other.get(&path).await;
        assert_eq!((answer.status, &answer.text), (404, &absent.text));
    }
    let unfinished = json!({"version": 1, "sheet": {"items": []}, "message": ""});
    assert_eq!(cast.employer.put(&format!("/api/v1/negotiations/{}/draft", t.id), &unfinished).await.status, 200);
    assert_eq!(cast.employer.get(&path).await.status, 422);
}

async fn on_the_page(app: &TestApp, t: &Tabled) {
    let mut union = Browser::new(&app.router);
    union.sign_in("union.chief").await;
    union.get("/language/zh-CN?back=/").await;
    let page = union.get(&format!("/negotiations/{}/redline?from={}&to={}", t.id, t.first, t.second)).await;
    assert_eq!(page.status, 200);
    // Words for who hears the page, signs for who sees no colours.
    let (gone, come) = (page.texts("del"), page.texts("ins"));
    assert!(
        gone.contains(&"−删除：2500.00".to_owned()) && come.contains(&"+新增：2400.00".to_owned()),
        "{gone:?} {come:?}"
    );
    assert!(come.iter().any(|text| text.contains("每年检查一次。")), "{come:?}");
    let cell = page.texts(".redline-grid td").into_iter().find(|cell| cell.contains("2400.00")).unwrap();
    assert!(cell.contains("−100.00 (−4%)"), "{cell}");
    assert!(
        page.texts(".redline option").iter().all(|option| !option.contains("草稿")),
        "the other side's draft is not offered"
    );
    let clean = union.get(&format!("/negotiations/{}/redline?from={}&to={}&view=clean", t.id, t.first, t.second)).await;
    assert!(clean.texts("main ins, main del").is_empty());
    assert!(clean.text.contains("2400.00") && !clean.text.contains("2500.00") && clean.text.contains("2027-12-31"));
    let act = union.get(&format!("/negotiations/{}/acts/{}", t.id, t.second)).await;
    for from in [t.first, t.counter] {
        assert!(act.text.contains(&format!("redline?from={from}&amp;to={}", t.second)), "{from}");
    }
    assert!(union.get(&format!("/negotiations/{}/timeline", t.id)).await.text.contains("redline?from="));
    let mut employer = Browser::new(&app.router);
    employer.sign_in("employer.chief").await;
    let unfinished = employer.get(&format!("/negotiations/{}/redline?from={}&to=own", t.id, t.counter)).await;
    assert_eq!(unfinished.status, 422);
    assert!(!unfinished.texts("[role=alert]").is_empty());
    let composer = employer.get(&format!("/negotiations/{}/offer", t.id)).await;
    assert!(composer.text.contains(&format!("redline?from={}&amp;to=own", t.second)));
}

async fn the_bureau_sees_what_was_served(cast: &Cast, t: &Tabled) {
    cast.union.act(t.id, json!({"act": "apply_coordination", "reason": "分歧较大"})).await;
    let path = format!("/api/v1/negotiations/{}/redline", t.id);
    assert_eq!(cast.bureau.get(&format!("{path}?from={}&to={}", t.counter, t.second)).await.status, 200);
    assert_eq!(cast.bureau.get(&format!("{path}?from={}&to=own", t.counter)).await.status, 404);
    assert_eq!(cast.other_bureau.get(&path).await.status, 404);
}
