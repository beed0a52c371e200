//! A page of the table that stays open: what the reader does on it outlives what the other side serves; the moments are
//! a slider; what was seen is marked.

use super::server::TestServer;
use super::session::Session;
use crate::cast::{offer, sheet};
use concord::i18n::Lang;
use serde_json::{Value, json};
use uuid::Uuid;

/// The lowest wage, and a grid of two posts.
fn offered(general: &str) -> Value {
    let mut sheet = sheet(general, "2700.00");
    let driver = json!({"key": "minimum_wage.driver", "kind": "minimum_wage", "unit": "month", "grade": "driver", "size": "large",
        "amount": "2900.00"});
    sheet["items"].as_array_mut().unwrap().push(driver);
    offer(&sheet, None)
}

/// A negotiation with an offer of the union, and its page before the employers' chief.
async fn seated(server: &TestServer) -> (Uuid, Session) {
    let id = server.cast.to_the_table().await;
    server.app.at("2026-03-02T03:00:00Z");
    server.cast.union.act(id, offered("2500.00")).await;
    let employer = server.person("employer.chief", "zh-CN").await;
    employer.open(&format!("/negotiations/{id}")).await;
    employer.run("window.stayed = true", &[]).await;
    (id, employer)
}

async fn stayed(person: &Session) {
    assert_eq!(person.run("return window.stayed === true", &[]).await, true, "the page was loaded anew");
}

/// The union serves another offer.
async fn served(server: &TestServer, id: Uuid, general: &str) {
    server.cast.union.act(id, offered(general)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn focus_and_what_is_opened_stay() {
    let server = TestServer::huinong().await;
    let (id, employer) = seated(&server).await;
    let open = "const details = document.querySelector('#live-table .grid details');
        details.open = true;
        const link = document.querySelector('#live-table table.bargain .acts a');
        link.focus();
        return new URL(link.href).searchParams.get('items')";
    let focused = employer.run(open, &[]).await;
    assert_eq!(focused, "wage_adjustment");
    served(&server, id, "2480.00").await;
    employer.see("2480.00").await;
    stayed(&employer).await;
    // The link leads to the new offer now, and has the keyboard still.
    let now = "const link = new URL(document.activeElement.href).searchParams;
        return [link.get('offer'), link.get('items'), document.querySelector('#live-table .grid details').open]";
    assert_eq!(employer.run(now, &[]).await, json!(["6", focused, true]));
    employer.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_entered_stays_and_the_page_says_so() {
    let server = TestServer::huinong().await;
    let (id, employer) = seated(&server).await;
    employer.fill(&Lang::Zh.t("find-item"), "加班").await;
    served(&server, id, "2480.00").await;
    employer.see(&Lang::Zh.t("live-editing")).await;
    stayed(&employer).await;
    employer.see_no("2480.00").await;
    assert_eq!(employer.value(&Lang::Zh.t("find-item")).await, "加班");
    employer.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_slider_goes_back_to_any_act() {
    let server = TestServer::huinong().await;
    let (id, employer) = seated(&server).await;
    served(&server, id, "2480.00").await;
    employer.see("2480.00").await;
    let slide = "const range = document.querySelector('input[data-acts]');
        range.focus();
        range.value = arguments[0];
        for (const kind of ['input', 'change']) range.dispatchEvent(new Event(kind, {bubbles: true}));";
    employer.run(slide, &["5".into()]).await;
    employer.see(&Lang::Zh.ta("as-it-stood", &[("seq", "5")])).await;
    employer.see("2500.00").await;
    employer.see_no("2480.00").await;
    stayed(&employer).await;
    employer.arrive(&format!("/negotiations/{id}?as_of=5")).await;
    // The slider keeps the keyboard; at its end the present is back.
    assert_eq!(employer.run("return document.activeElement.matches('input[data-acts]')", &[]).await, true);
    employer.run(slide, &["6".into()]).await;
    employer.see("2480.00").await;
    assert_eq!(employer.run("return location.search", &[]).await, "");
    employer.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_looked_at_for_a_while_is_marked_as_seen() {
    let server = TestServer::huinong().await;
    let (id, employer) = seated(&server).await;
    let hidden = "return document.querySelector('form[data-seen] button').hidden";
    employer.until("be marked as seen", hidden, &[]).await;
    served(&server, id, "2480.00").await;
    employer.open(&format!("/negotiations/{id}?show=moved")).await;
    employer.see("2480.00").await;
    employer.see_no(&Lang::Zh.t("term-overtime")).await;
    employer.press(&Lang::Zh.t("mark-seen")).await;
    employer.open(&format!("/negotiations/{id}?show=moved")).await;
    employer.see(&Lang::Zh.t("nothing-fits")).await;
    employer.leave().await;
}
