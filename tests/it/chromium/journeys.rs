//! The Huinong case, from opening offers to all items initialled, by two people at two browsers.

use super::house::House;
use super::table::Table;
use super::view::Window;
use concord::i18n::Lang;

async fn whole_path(lang: Lang, window: Window, scripts: bool) {
    let house = House::huinong().await;
    let table = Table::set(&house, lang, window, scripts).await;
    table.talks().await;
    house.app.at("2026-03-02T03:00:00Z");
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
