//! The composer as one types: the law and the gap beside a figure, drafts that save themselves and are the side's own.

use super::server::TestServer;
use super::session::within;
use super::table::Table;
use super::view::Window;
use concord::i18n::Lang;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_judges_and_saves_as_one_types_and_keeps_the_draft_to_its_side() {
    let server = TestServer::huinong().await;
    let table = Table::set(&server, Lang::Zh, Window::Desktop, true).await;
    table.talks().await;
    let (union, employer) = (&table.union, &table.employer);
    table.compose(union).await;
    let title = table.say("term-minimum_wage");
    let amount = table.say("label-amount");
    let effective = table.say("label-effective");
    union.fill(within(&effective, &table.say("label-from")), "2026-05-01").await;
    union.fill(within(&effective, &table.say("label-to")), "2027-04-30").await;
    // Below the statutory 2235 yuan: told without any button.
    union.fill(within(&title, &amount), "2000.00").await;
    union.see("2235.00").await;
    union.see(&table.say("outcome-breach")).await;
    union.fill(within(&title, &amount), "2418.00").await;
    union.see(&table.say("nothing-unlawful")).await;
    let saved = Lang::Zh.ta("draft-autosaved", &[("time", "|"), ("by", ""), ("version", "")]);
    union.see(saved.split('|').next().unwrap().trim()).await;
    union.client.refresh().await.unwrap();
    assert_eq!(union.value(within(&title, &amount)).await, "2418.00");
    // A colleague goes on with it; the other side starts from nothing.
    let colleague = server.person("union.rep", "zh-CN").await;
    table.compose(&colleague).await;
    assert_eq!(colleague.value(within(&title, &amount)).await, "2418.00");
    table.compose(employer).await;
    assert_eq!(employer.value(within(&title, &amount)).await, "");
    employer.see_no("2418.00").await;
    // Once an offer is on the table the gap shows as the other side types.
    union.press(&table.say("act-table_offer")).await;
    union.press(&table.say("confirm-table")).await;
    union.see(&table.say("see-receipt")).await;
    // From the item at the table to the same item in the composer.
    table.look(employer).await;
    employer.press(&table.say("do-counter")).await;
    let there = "return document.querySelector('fieldset:target legend')?.innerText";
    let legend = employer.until("stand at the item", there, &[]).await;
    assert!(legend.as_str().unwrap().starts_with(&title), "{legend}");
    assert_eq!(employer.value(within(&title, &amount)).await, "2418.00");
    employer.fill(within(&title, &amount), "2300.00").await;
    employer.see("118.00").await;
    for person in [table.union, table.employer, colleague] {
        person.leave().await;
    }
}
