//! A firm's own workbook, from the upload to the findings, with one page of mapping.

use super::server::TestServer;
use super::view::Window;
use crate::cast::sheet;
use crate::firm;
use concord::i18n::Lang;

/// The page of the mapping on a desk and on a phone, kept where pictures are asked for.
const FOLDER: &str = "CONCORD_SCREENSHOTS";

async fn kept(person: &super::session::Session, name: &str) {
    let Some(folder) = std::env::var_os(FOLDER).map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    for (window, word) in [(Window::Phone, "phone"), (Window::Desktop, "desktop")] {
        let picture = person.picture(window).await;
        std::fs::write(folder.join(format!("mapping-{name}.{word}.png")), picture).unwrap();
    }
    person.window(Window::Desktop).await;
}

async fn journey(lang: Lang, window: Window) {
    let server = TestServer::huinong().await;
    let id = server.cast.to_the_table().await;
    let contract = server.cast.to_force(id, &sheet("2400.00", "2600.00")).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("6月工资表.xlsx");
    std::fs::write(&file, firm::workbook()).unwrap();
    let person = server.person("bureau.reviewer", lang.tag()).await;
    person.window(window).await;
    let t = |key: &str| lang.t(key);
    person.open(&format!("/contracts/{contract}/audits")).await;
    person.fill(&t("payroll-file"), file.to_str().unwrap()).await;
    person.press(&t("run-audit")).await;
    // The one page of mapping: one question, the rest is filled in.
    person.see(&t("mapping-title")).await;
    person.see("基本工资").await;
    kept(&person, &format!("{}-asked", lang.tag())).await;
    person.window(window).await;
    person.fill("劳务派遣", &t("payroll-employment-full-time")).await;
    person.press(&t("mapping-try")).await;
    person.see(&t("mapping-trial-good")).await;
    kept(&person, &format!("{}-tried", lang.tag())).await;
    person.window(window).await;
    person.press(&t("mapping-run")).await;
    person.see(&t("audit-result")).await;
    server.app.work().await;
    person.open(person.run("return location.pathname", &[]).await.as_str().unwrap()).await;
    person.see("W001").await;
    person.see("P02").await;
    person.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_firms_own_workbook_in_chinese() {
    journey(Lang::Zh, Window::Desktop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_firms_own_workbook_in_english_on_a_phone() {
    journey(Lang::En, Window::Phone).await;
}
