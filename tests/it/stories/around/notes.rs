use super::browser;
use crate::app::{TestApp, on_all};
use crate::caller::Caller;
use crate::cast::{huinong, offer, sheet};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

on_all!(
    a_side_keeps_notes_and_marks,
    a_note_on_the_own_draft_alone,
    many_change_one_note,
    notes_by_forms,
    sessions_are_listed
);

async fn a_side_keeps_notes_and_marks(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let at = format!("/api/v1/negotiations/{id}/notes");
    cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    let whole = Caller::made(&cast.union.post(&at, &json!({"text": "先谈最低工资"})).await);
    let body = json!({"item": "minimum_wage", "text": "底线 2350"});
    let on_item = Caller::made(&cast.union_colleague.post(&at, &body).await);
    for wrong in [json!({"text": " "}), json!({"text": "字".repeat(20_001)}), json!({"item": "nothing", "text": "x"})]
    {
        assert_eq!(cast.union.post(&at, &wrong).await.status, 422);
    }
    let seen = cast.union_colleague.get(&at).await.json();
    let ids: Vec<Uuid> = seen["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["id"].as_str().unwrap().parse::<Uuid>().unwrap())
        .collect();
    assert_eq!(ids, [on_item, whole], "newest first");
    assert_eq!((&seen["notes"][0]["writer"], &seen["notes"][0]["yours"]), (&json!("李桂兰"), &json!(true)));
    assert_eq!(seen["notes"][1]["yours"], false);
    // Writer and chief change and remove; a colleague does not.
    let change = |text: &str, version: i64| json!({"text": text, "version": version});
    let (of_chief, of_colleague) = (format!("{at}/{whole}"), format!("{at}/{on_item}"));
    assert_eq!(cast.union_colleague.put(&of_chief, &change("x", 1)).await.status, 403);
    assert_eq!(cast.union_colleague.delete(&of_chief).await.status, 403);
    app.at("2026-03-02T03:00:00Z");
    assert_eq!(cast.union.put(&of_colleague, &change("底线 2360", 1)).await.json(), json!({"version": 2}));
    assert_eq!(cast.union_colleague.put(&of_colleague, &change("底线 2300", 1)).await.status, 409);
    let seen = cast.union.get(&at).await.json();
    assert_eq!(
        (&seen["notes"][0]["text"], &seen["notes"][0]["edited_at"]),
        (&json!("底线 2360"), &json!("2026-03-02T03:00:00Z"))
    );
    let item =
        |seen: &Value, key: &str| seen["items"].as_array().unwrap().iter().find(|i| i["key"] == key).cloned().unwrap();
    assert_eq!(item(&seen, "minimum_wage")["notes"], 1);
    // Marks.
    let marks = format!("/api/v1/negotiations/{id}/marks");
    for (mark, shown) in
        [(json!("must_have"), json!("must_have")), (json!("trade_off"), json!("trade_off")), (Value::Null, Value::Null)]
    {
        assert_eq!(cast.union.put(&marks, &json!({"item": "overtime", "mark": mark})).await.status, 204);
        assert_eq!(item(&cast.union.get(&at).await.json(), "overtime")["mark"], shown);
    }
    for wrong in [json!({"item": "nothing", "mark": "must_have"}), json!({"item": "overtime", "mark": "all"})] {
        assert_eq!(cast.union.put(&marks, &wrong).await.status, 422);
    }
    // The other side has its own, and finds none of these.
    let theirs = cast.employer.get(&at).await.json();
    assert_eq!(theirs["notes"], json!([]));
    assert!(theirs["items"].as_array().unwrap().iter().all(|i| i["notes"] == 0 && i["mark"].is_null()));
    for path in [&of_chief, &of_colleague] {
        assert_eq!(cast.employer.put(path, &change("x", 1)).await.status, 404);
        assert_eq!(cast.employer.delete(path).await.status, 404);
    }
    assert_eq!(cast.union.delete(&of_colleague).await.status, 204);
    assert_eq!(cast.union.delete(&of_colleague).await.status, 404);
    without_a_mandate(&cast, &at).await;
}

/// An item that stands on the side's own draft alone is named beside the table as any other.
async fn a_note_on_the_own_draft_alone(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let at = format!("/api/v1/negotiations/{id}");
    let mut drafted = sheet("2400.00", "2600.00");
    let phone = json!({"key": "allowance.phone", "kind": "allowance", "code": "phone", "unit": "month",
        "amount": "50.00", "counts_towards_minimum": false});
    drafted["items"].as_array_mut().unwrap().push(phone);
    let draft = json!({"version": 0, "sheet": drafted, "message": ""});
    assert_eq!(cast.union.put(&format!("{at}/draft"), &draft).await.status, 200);
    let note = json!({"item": "allowance.phone", "text": "可以放弃"});
    Caller::made(&cast.union.post(&format!("{at}/notes"), &note).await);
    let mut union = browser(app, "union.chief").await;
    let named = union.get(&format!("/negotiations/{id}")).await.texts("#live-notes li strong");
    assert_eq!(named.len(), 1);
    assert!(!named[0].contains("allowance.phone") && named[0].contains(" · "), "{named:?}");
}

/// The mandate ends: at that instant the notes are gone for its holder.
async fn without_a_mandate(cast: &crate::cast::Cast, at: &str) {
    assert_eq!(cast.union_colleague.get(at).await.status, 200);
    let mandate =
        cast.union_colleague.get("/api/v1/me").await.json()["mandates"][0]["mandate"].as_str().unwrap().to_owned();
    assert_eq!(cast.operator.delete(&format!("/api/v1/mandates/{mandate}")).await.status, 204);
    assert_eq!(cast.union_colleague.get(at).await.status, 404);
    assert_eq!(cast.union_colleague.post(at, &json!({"text": "x"})).await.status, 404);
}

async fn many_change_one_note(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let at = format!("/api/v1/negotiations/{id}/notes");
    let note = Caller::made(&cast.union_colleague.post(&at, &json!({"text": "0"})).await);
    let mut racers = JoinSet::new();
    for racer in 1..=16 {
        let caller = if racer % 2 == 0 { cast.union.clone() } else { cast.union_colleague.clone() };
        let path = format!("{at}/{note}");
        racers.spawn(async move {
            let body = json!({"text": racer.to_string(), "version": 1});
            (racer, caller.put(&path, &body).await.status)
        });
    }
    let statuses = racers.join_all().await;
    let won: Vec<_> = statuses.iter().filter(|(_, status)| *status == 200).collect();
    assert_eq!(won.len(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|(_, status)| matches!(status, 200 | 409)), "{statuses:?}");
    let kept = cast.union.get(&at).await.json();
    assert_eq!((&kept["notes"][0]["text"], &kept["notes"][0]["version"]), (&json!(won[0].0.to_string()), &json!(2)));
}

async fn notes_by_forms(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    let at = format!("/negotiations/{id}/notes");
    let (mut chief, mut colleague) = (browser(app, "union.chief").await, browser(app, "union.rep").await);
    let page = chief.get(&at).await;
    let empty = chief.submit(&page, &[("item", "overtime"), ("text", " ")]).await;
    assert_eq!((empty.status, empty.texts("[role=alert] li").len()), (422, 1));
    assert_eq!(
        empty.texts("select[name=item] option[selected]"),
        page.texts("select[name=item] option[value=overtime]")
    );
    let written = chief.submit(&page, &[("item", "overtime"), ("text", "加班 <b>底线</b>")]).await;
    assert_eq!(written.path, at);
    assert_eq!(written.texts(".entries p.prose"), ["加班 <b>底线</b>"]);
    let narrowed = chief.get(&format!("{at}?item=overtime")).await;
    assert_eq!(narrowed.texts("select[name=item] option[selected]").len(), 1);
    let old = chief.get(&at).await;
    let one = regex::Regex::new("/notes/[0-9a-f-]{36}").unwrap();
    let one = one.find(&old.text).unwrap().as_str().to_owned();
    let changed = chief.submit_to(&old, &one, &[("text", "改一")]).await;
    assert_eq!(changed.texts(".entries p.prose"), ["改一"]);
    // A form that was opened before is told so, and keeps what was typed.
    let stale = chief.submit_to(&old, &one, &[("text", "改二")]).await;
    assert_eq!(stale.status, 409);
    assert_eq!(
        (stale.texts("details[open] textarea"), stale.texts(".entries p.prose")),
        (vec!["改二".to_owned()], vec!["改一".to_owned()])
    );
    let marked = chief.submit(&stale, &[("mark.overtime", "must_have"), ("mark.minimum_wage", "trade_off")]).await;
    assert_eq!(marked.path, at);
    assert_eq!(marked.texts("h2 .badge"), ["必争"]);
    let unmarked = chief.submit(&marked, &[("mark.minimum_wage", "")]).await;
    assert_eq!(unmarked.texts("select option[selected][value=trade_off]").len(), 0);
    assert!(colleague.get(&at).await.texts("details").is_empty(), "a colleague reads, the writer and the chief change");
    let gone = chief.submit_to(&unmarked, "/remove", &[]).await;
    assert!(gone.texts(".entries p.prose").is_empty());
}

async fn sessions_are_listed(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let at = format!("/api/v1/negotiations/{id}/sessions");
    let open = |chair: &str| json!({"act": "open_session", "chair": chair, "recorder": "周记录", "place": "会议室"});
    let seq = cast.union.act(id, open("worker_side")).await["seq"].clone();
    let seen = cast.employer.get(&at).await.json();
    assert_eq!((&seen["next_chair"], &seen["sessions"][0]["minutes"]), (&json!("employer_side"), &Value::Null));
    let record = |text: &str| json!({"act": "record_minutes", "session": seq, "text": text});
    let sign = json!({"act": "sign_minutes", "session": seq});
    cast.union.act(id, record("初稿")).await;
    cast.union.act(id, sign.clone()).await;
    // New minutes void the signature under the former ones.
    cast.employer.act(id, record("定稿")).await;
    let session = cast.union.get(&at).await.json()["sessions"][0].clone();
    assert_eq!((&session["minutes"]["text"], &session["signed"]), (&json!("定稿"), &json!([])), "{session}");
    assert_eq!(session["still_to_sign"], json!({"worker_side": ["马秀英"], "employer_side": ["王建国"]}));
    cast.employer.act(id, sign.clone()).await;
    let page = browser(app, "union.chief").await.get(&format!("/negotiations/{id}/sessions")).await;
    let lines = page.texts(".signatures li");
    assert!(
        lines[0].starts_with("已签")
            && lines[0].contains("王建国")
            && lines[1].starts_with("待签")
            && lines[1].contains("马秀英"),
        "{lines:?}"
    );
    assert!(page.texts("p.notice").join("").contains("企业方首席代表主持"), "{:?}", page.texts("p.notice"));
    cast.union.act(id, sign).await;
    assert_eq!(cast.union.get(&at).await.json()["sessions"][0]["complete"], true);
}
