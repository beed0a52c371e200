//! Around the table: documents, notes, information, sessions; and what of them nobody else may ever find.

mod canary;
mod documents;
mod notes;

use crate::app::TestApp;
use crate::browser::Browser;
use crate::caller::{Answer, Caller};
use serde_json::Value;
use uuid::Uuid;

/// Stores a file for the caller's side.
pub async fn store(caller: &Caller, id: Uuid, name: &str, content: &[u8], confidential: bool) -> Answer {
    let name: String = name.bytes().map(|b| format!("%{b:02X}")).collect();
    let path = format!("/api/v1/negotiations/{id}/documents?name={name}&confidential={confidential}");
    caller.send_bytes("POST", &path, "application/octet-stream", content).await
}

/// The act that serves a stored document.
pub fn serving(document: &Value, confidential: bool) -> Value {
    serde_json::json!({"act": "serve_document", "document": document["id"], "name": document["name"],
        "media_type": document["media_type"], "size": document["size"], "sha256": document["sha256"],
        "confidential": confidential})
}

/// A person at a browser that reads Chinese.
async fn browser(app: &TestApp, login: &str) -> Browser {
    let mut browser = Browser::new(&app.router);
    assert_eq!(browser.sign_in(login).await.status, 200, "{login}");
    browser.get("/language/zh-CN?back=/").await;
    browser
}
