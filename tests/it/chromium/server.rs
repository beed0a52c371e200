//! The servers that the browsers visit: the product over real TCP.

use super::driver::Driver;
use super::session::Session;
use crate::app::TestApp;
use crate::cast::{Cast, huinong};
use crate::firm;
use axum::Router;
use concord::i18n::Lang;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server's address, and browsers for it.
pub struct Browsers {
    base: String,
    driver: Driver,
}

impl Browsers {
    fn at(base: String) -> Self {
        Self { base, driver: Driver::start() }
    }

    /// A person sits down at a browser of their own; `name` is what failures call them.
    pub async fn visitor(&self, name: &str, language: &str) -> Session {
        Session::over(self.driver.browser(language).await, self.base.clone(), name)
    }

    /// A person who is signed in, and reads in this language.
    async fn person(&self, login: &str, password: &str, language: &str) -> Session {
        let session = self.visitor(login, language).await;
        session.sign_in(login, password).await;
        session.language(language).await;
        session
    }
}

/// The people of Huinong on a fresh database, with a clock that the test sets.
pub struct TestServer {
    pub app: TestApp,
    pub cast: Cast,
    pub browsers: Browsers,
    serving: JoinHandle<()>,
}

/// Serves until the handle is aborted.
async fn serve(router: Router) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    (address, serving)
}

impl TestServer {
    pub async fn huinong() -> Self {
        let app = TestApp::sqlite().await;
        let cast = huinong(&app).await;
        let (address, serving) = serve(app.router.clone()).await;
        Self { app, cast, browsers: Browsers::at(format!("http://{address}")), serving }
    }

    pub async fn person(&self, login: &str, language: &str) -> Session {
        self.browsers.person(login, &format!("{login}-password"), language).await
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// One worker paid less than the contract's minimum, one without a line for July, a line that cannot be read.
const PAYROLL: &str = "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,paid_on\n\
    9164020589MXMRUW56,W1,2026-06,,full_time,2300.00,21.75,2250.00,2026-07-10\n\
    9164020589MXMRUW56,W2,2026-06,,full_time,2600.00,21.75,2600.00,2026-07-10\n\
    9164020589MXMRUW56,W2,2026-08,,full_time,2600.00,21.75,2600.00,2026-09-10\n\
    9164020589MXMRUW56,W3,2026-06,,full_time,2600.00,21.75,much,2026-07-10\n";

/// `concord demo`, the program itself, in a folder of its own.
pub struct Demo {
    pub browsers: Browsers,
    process: Child,
    folder: TempDir,
}

impl Demo {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_concord"))
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = |line: String| {
            let place = line.split_once("http://")?.1;
            Some(format!("http://{}", place.split(|c: char| !c.is_ascii_graphic()).next()?))
        };
        let base = said.by_ref().map_while(Result::ok).find_map(address).expect("the demonstration names no address");
        std::thread::spawn(move || said.for_each(drop));
        Self { browsers: Browsers::at(base), process, folder }
    }

    /// One of its people; the public for an empty login.
    pub async fn person(&self, login: &str, language: &str) -> Session {
        if login.is_empty() {
            return self.browsers.visitor("public", language).await;
        }
        self.browsers.person(login, concord::demo::PASSWORD, language).await
    }

    /// The bureau audits two payrolls against the first contract of the register: one is done, with findings, rejects and
    /// gaps; the other, a firm's own workbook, waits to be told how it is read.
    pub async fn audited(&self) {
        let bureau = self.person("bureau", "zh-CN").await;
        self.upload(&bureau, "payroll.csv", PAYROLL.as_bytes()).await;
        let result = "return ['findings', 'rejects', 'gaps'].every((name) => document.querySelector(`table.${name}`))";
        bureau.until("see the result", result, &[]).await;
        self.upload(&bureau, "payroll.xlsx", &firm::workbook()).await;
        bureau.see(&Lang::Zh.t("mapping-title")).await;
        bureau.leave().await;
    }

    async fn upload(&self, bureau: &Session, name: &str, payroll: &[u8]) {
        let file = self.folder.path().join(name);
        std::fs::write(&file, payroll).unwrap();
        bureau.open("/contracts").await;
        let first = "return document.querySelector('main td a, main li a')?.innerText";
        let number = bureau.until("find a contract", first, &[]).await;
        bureau.press(number.as_str().unwrap()).await;
        bureau.press(&Lang::Zh.t("payroll-audits")).await;
        bureau.fill(&Lang::Zh.t("payroll-file"), &file.display().to_string()).await;
        bureau.press(&Lang::Zh.t("run-audit")).await;
        bureau.arrive("/audits/").await;
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
