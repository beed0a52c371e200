//! The Huinong case, from opening offers to all items initialled, by two people at two browsers.

use super::server::TestServer;
use super::session::Session;
use super::table::Table;
use super::view::Window;
use concord::i18n::Lang;

async fn whole_path(lang: Lang, window: Window, scripts: bool) {
    let server = TestServer::huinong().await;
    let table = Table::set(&server, lang, window, scripts).await;
    table.talks().await;
    server.app.at("2026-03-02T03:00:00Z");
    table.opening_offer().await;
    table.counter_offer().await;
    table.meeting_offer().await;
    table.initial_everything().await;
    table.all_agreed().await;
    table.union.leave().await;
    table.employer.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts() {
    whole_path(Lang::Zh, Window::Desktop, false).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_english_on_a_phone() {
    whole_path(Lang::En, Window::Phone, true).await;
}

/// The page is left as it is from here on: what it shows next it learned by itself.
async fn stay(person: &Session) {
    person.run("window.stayed = true", &[]).await;
}

async fn learns(person: &Session, text: &str) {
    person.see(text).await;
    assert_eq!(
        person.run("return window.stayed === true", &[]).await,
        true,
        "{}: the page was loaded anew",
        person.name
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_chinese_each_page_hearing_of_the_other_side() {
    let server = TestServer::huinong().await;
    let table = Table::set(&server, Lang::Zh, Window::Desktop, true).await;
    table.talks().await;
    stay(&table.employer).await;
    table.opening_offer().await;
    learns(&table.employer, "2500.00").await;
    stay(&table.union).await;
    table.counter_offer().await;
    learns(&table.union, "2300.00").await;
    stay(&table.employer).await;
    table.meeting_offer().await;
    learns(&table.employer, "2400.00").await;
    table.initial_everything().await;
    table.all_agreed().await;
    table.union.leave().await;
    table.employer.leave().await;
}
