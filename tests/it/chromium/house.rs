//! The server that the browsers visit: the product over real TCP, with its people and a clock that the test sets.

use super::driver::Driver;
use super::session::Session;
use crate::app::TestApp;
use crate::cast::{Cast, huinong};
use axum::Router;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server of the test's own and the browsers before it.
pub struct House {
    pub app: TestApp,
    pub cast: Cast,
    address: SocketAddr,
    driver: Driver,
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

impl House {
    /// With the people of Huinong, on a fresh database.
    pub async fn huinong() -> Self {
        let app = TestApp::sqlite().await;
        let cast = huinong(&app).await;
        let (address, serving) = serve(app.router.clone()).await;
        Self { app, cast, address, driver: Driver::start(), serving }
    }

    /// A person sits down at a browser of their own; `name` is what failures call them.
    pub async fn visitor(&self, name: &str, language: &str) -> Session {
        Session::over(self.driver.browser(language).await, format!("http://{}", self.address), name)
    }

    /// A person who is signed in, and reads in this language.
    pub async fn person(&self, login: &str, language: &str) -> Session {
        let session = self.visitor(login, language).await;
        session.sign_in(login, &format!("{login}-password")).await;
        session.language(language).await;
        session
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
