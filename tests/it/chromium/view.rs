//! How a page is shown: window, colours, with or without scripts; and what the browser says of it.

use super::session::Session;
use axum::http::Method;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// Windows that people have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// 1280 × 900.
    Desktop,
    /// 390 × 844, at three dots to the pixel.
    Phone,
}

impl Window {
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::Desktop => (1280, 900),
            Self::Phone => (390, 844),
        }
    }
}

/// A command of ChromeDriver's own.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Session {
    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, params: Value) -> Value {
        let own = Own { path: "goog/cdp/execute", body: json!({"cmd": command, "params": params}) };
        match self.client.issue_cmd(own).await {
            Ok(answer) => answer,
            Err(error) => self.fail(&format!("{command}: {error}")).await,
        }
    }

    pub async fn window(&self, window: Window) {
        let (width, height) = window.size();
        self.sized(width, height, window == Window::Phone).await;
    }

    async fn sized(&self, width: u32, height: u32, phone: bool) {
        // Not `mobile`: there the window grows with its content, and what scrolls sideways would not show.
        let scale = if phone { 2 } else { 1 };
        let size = json!({"width": width, "height": height, "deviceScaleFactor": scale, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": phone})).await;
    }

    /// The whole page as a PNG, in a window of this width.
    pub async fn picture(&self, window: Window) -> Vec<u8> {
        let (width, height) = window.size();
        self.window(window).await;
        let whole = self.run("return document.documentElement.scrollHeight", &[]).await;
        let whole = whole.as_u64().and_then(|whole| u32::try_from(whole).ok()).unwrap_or(height);
        self.sized(width, whole.clamp(height, 9000), window == Window::Phone).await;
        match self.client.screenshot().await {
            Ok(picture) => picture,
            Err(error) => self.fail(&format!("no picture: {error}")).await,
        }
    }

    /// Dark or light, as the person's system is.
    pub async fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = [
            json!({"name": "prefers-color-scheme", "value": value}),
            json!({"name": "prefers-reduced-motion", "value": "reduce"}),
        ];
        self.devtools("Emulation.setEmulatedMedia", json!({"features": features})).await;
    }

    /// The pages' own scripts do not run from the next page on.
    pub async fn scripts_off(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    }

    /// Faults in the browser's console since the last look. That a page answered 404 or 422 is no fault of its own.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Own { path: "se/log", body: json!({"type": "browser"}) }).await.unwrap();
        let severe = log.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
        let told = severe.filter_map(|entry| entry["message"].as_str().map(str::to_owned));
        told.filter(|message| !message.contains("the server responded with a status of 4")).collect()
    }
}
