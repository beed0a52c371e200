//! Calendar feeds and deadlines across negotiations: what a calendar reads, and what it never does.

use crate::app::{TestApp, on_both};
use crate::browser::Browser;
use crate::caller::Answer;
use crate::cast::{huinong, invitation};
use icalendar::{Calendar, Component, DatePerhapsTime, Event};
use scraper::{Html, Selector};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(
    a_feed_shows_what_its_person_may_see_and_ends_when_revoked,
    a_feed_follows_mandates_and_accounts,
    clocks_of_all_negotiations_by_whose_and_state,
);

/// Makes a feed through the own page; its path.
async fn made(browser: &mut Browser) -> String {
    let page = browser.get("/me").await;
    let page = browser.send_token(&page, "/me/calendar").await;
    assert_eq!(page.status, 201, "{}", page.text);
    let html = Html::parse_document(&page.text);
    let field = html.select(&Selector::parse("#calendar-address").unwrap()).next().unwrap();
    let address = field.value().attr("value").unwrap();
    // The browser says that it asked `concord.test`: links come from the configuration, not from a header.
    address.strip_prefix("http://localhost").unwrap().to_owned()
}

/// The events of a feed, as an independent reader finds them; its lines are held to RFC 5545 on the way.
#[track_caller]
fn events(answer: &Answer) -> Vec<Event> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(answer.text.ends_with("END:VCALENDAR\r\n"));
    for line in answer.text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    let calendar: Calendar = answer.text.parse().unwrap();
    assert_eq!(calendar.property_value("VERSION"), Some("2.0"));
    calendar.components.iter().filter_map(|component| component.as_event()).cloned().collect()
}

fn alarms(event: &Event) -> usize {
    event.components().iter().filter(|part| part.component_kind() == "VALARM").count()
}

async fn a_feed_shows_what_its_person_may_see_and_ends_when_revoked(app: &TestApp) {
    let cast = huinong(app).await;
    let mut employer = Browser::new(&app.router);
    employer.sign_in("employer.chief").await;
    let path = made(&mut employer).await;
    let calendar = app.anonymous();
    assert!(events(&calendar.get(&path).await).is_empty(), "nothing is due yet");

    let id = cast.open().await;
    assert!(events(&calendar.get(&path).await).is_empty(), "a negotiation not yet served does not exist");
    cast.union.act(id, invitation()).await;
    let first = calendar.get(&path).await;
    let all = events(&first);
    assert_eq!(all.len(), 1, "{}", first.text);
    let reply = &all[0];
    assert_eq!(reply.get_uid(), Some(format!("{id}-reply-1-employer_side@concord").as_str()));
    // Invited on Monday 2 March 2026, 15 working days.
    assert_eq!(reply.get_start(), Some(DatePerhapsTime::Date("2026-03-23".parse().unwrap())));
    assert_eq!(reply.get_end(), Some(DatePerhapsTime::Date("2026-03-24".parse().unwrap())));
    assert_eq!(reply.get_sequence(), Some(1));
    assert_eq!(reply.property_value("LAST-MODIFIED"), Some("20260302T010000Z"));
    assert!(reply.get_summary().unwrap().contains("Reply to the invitation (Employers' side)"), "{reply:?}");
    assert!(reply.get_url().unwrap().ends_with(&format!("/negotiations/{id}")));
    assert_eq!(alarms(reply), 2, "what one's own party owes is reminded of");
    assert_eq!(first.text, calendar.get(&path).await.text, "the same as long as nothing happens");

    // Overdue it stays, moved by acts alone.
    app.at("2026-03-25T01:00:00Z");
    assert_eq!(events(&calendar.get(&path).await)[0], *reply);
    cast.employer.act(id, json!({"act": "reply", "decision": "accept"})).await;
    let after = events(&calendar.get(&path).await);
    assert!(after.iter().all(|event| event.get_uid() != reply.get_uid()), "answered");
    assert!(after.iter().all(|event| event.get_sequence() == Some(2)));

    employer.sign_in("employer.chief").await;
    let page = employer.get("/me").await;
    assert!(!page.text.contains(".ics"), "the address is shown once");
    assert_eq!(employer.send_token(&page, &ending(&page.text)).await.status, 200);
    let (revoked, unknown) = (calendar.get(&path).await, calendar.get("/calendar/0123.ics").await);
    assert_eq!((revoked.status, &revoked.text), (404, &unknown.text));
}

/// Where a page ends a feed.
fn ending(page: &str) -> String {
    let found = regex::Regex::new("/me/calendar/[0-9a-f-]{36}/revoke").unwrap();
    found.find(page).unwrap().as_str().to_owned()
}

async fn a_feed_follows_mandates_and_accounts(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.open().await;
    cast.union.act(id, invitation()).await;
    let body = json!({"version": 0, "sheet": {"CANARY": 1}, "message": "CANARY"});
    assert_eq!(cast.union.put(&format!("/api/v1/negotiations/{id}/draft"), &body).await.status, 200);
    let mut paths = Vec::new();
    for login in ["union.chief", "stranger", "bureau.reviewer", "operator"] {
        let mut browser = Browser::new(&app.router);
        browser.sign_in(login).await;
        paths.push(made(&mut browser).await);
    }
    let calendar = app.anonymous();
    let union = calendar.get(&paths[0]).await;
    assert_eq!(events(&union).len(), 1);
    assert!(!union.text.contains("CANARY"));
    assert_eq!(alarms(&events(&union)[0]), 0, "of what others owe there is no reminder");
    for path in &paths[1..] {
        assert!(events(&calendar.get(path).await).is_empty(), "outsiders see nothing");
    }
    let mut other = Browser::new(&app.router);
    other.sign_in("stranger").await;
    let page = other.get("/me").await;
    let mut owner = Browser::new(&app.router);
    owner.sign_in("union.chief").await;
    let theirs = ending(&owner.get("/me").await.text);
    assert_eq!(other.send_token(&page, &theirs).await.status, 404, "somebody else's feed");
    assert_eq!(events(&calendar.get(&paths[0]).await).len(), 1);

    let me = cast.union.get("/api/v1/me").await.json();
    let mandate = me["mandates"][0]["mandate"].as_str().unwrap();
    assert_eq!(cast.operator.delete(&format!("/api/v1/mandates/{mandate}")).await.status, 204);
    assert!(events(&calendar.get(&paths[0]).await).is_empty(), "without the mandate nothing is left");
    let close = "UPDATE account SET closed_at = '2026-03-02T01:00:00+00:00' WHERE login = 'union.chief'";
    app.app.db.execute_unprepared(close).await.unwrap();
    assert_eq!(calendar.get(&paths[0]).await.status, 404);
}

async fn clocks_of_all_negotiations_by_whose_and_state(app: &TestApp) {
    let cast = huinong(app).await;
    let (first, second) = (cast.open().await, cast.open().await);
    cast.union.act(first, invitation()).await;
    app.at("2026-03-09T01:00:00Z");
    cast.union.act(second, invitation()).await;
    app.at("2026-03-24T01:00:00Z");
    let found = async |caller: &crate::caller::Caller, query: &str| -> Vec<(Uuid, String, bool, Value)> {
        let answer = caller.get(&format!("/api/v1/deadlines{query}")).await.json();
        let line = |line: &Value| {
            let state = line["state"].as_str().unwrap().to_owned();
            (
                line["negotiation"].as_str().unwrap().parse().unwrap(),
                state,
                line["mine"].as_bool().unwrap(),
                line["act"].clone(),
            )
        };
        answer.as_array().unwrap().iter().map(line).collect()
    };
    let employer =
        [(first, "overdue".to_owned(), true, json!("reply")), (second, "running".to_owned(), true, json!("reply"))];
    assert_eq!(found(&cast.employer, "").await, employer);
    assert_eq!(found(&cast.employer, "?whose=mine&which=overdue").await, employer[..1]);
    assert_eq!(found(&cast.employer, "?which=running").await, employer[1..]);
    assert!(found(&cast.employer, "?whose=theirs").await.is_empty());
    let union = found(&cast.union, "?whose=theirs").await;
    assert_eq!(union[0], (first, "overdue".to_owned(), false, json!("complain_of_silence")));
    assert_eq!(union[1], (second, "running".to_owned(), false, Value::Null));
    for outsider in [&cast.stranger, &cast.bureau, &cast.operator] {
        assert!(found(outsider, "?which=all").await.is_empty());
    }
    assert_eq!(cast.union.get("/api/v1/deadlines?whose=nobody").await.status, 400);

    let mut browser = Browser::new(&app.router);
    browser.language = "en";
    browser.sign_in("employer.chief").await;
    let home = browser.get("/").await.text;
    let late = home.find("1 days late").expect("overdue first");
    assert!(late < home.find("6 days left").unwrap_or(usize::MAX), "{home}");
    assert!(home.contains(&format!("/negotiations/{first}/do/reply")));
    let page = browser.get("/deadlines?whose=mine&which=overdue").await.text;
    assert!(page.contains("Silence is not consent") && page.contains("1 days late") && !page.contains("days left"));
}
