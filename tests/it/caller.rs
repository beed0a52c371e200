//! Callers of the API as types: each request says who makes it.

use crate::document;
use crate::rendering::read::readable;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::response::Response;
use http_body_util::BodyExt;
use serde_json::Value;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use uuid::Uuid;

#[derive(Clone)]
pub struct Caller {
    pub router: Router,
    pub sign_in: Option<(String, String)>,
    pub token: Arc<Mutex<Option<String>>>,
}

pub struct Answer {
    pub status: u16,
    pub text: String,
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

impl Caller {
    /// Sends a request; a session that ended meanwhile (stories move the clock by weeks) is opened anew.
    pub async fn send(&self, method: &str, path: &str, kind: &str, body: impl Into<String>) -> Answer {
        self.send_bytes(method, path, kind, body.into().as_bytes()).await
    }

    /// The same, of any bytes.
    pub async fn send_bytes(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> Answer {
        let answer = self.once(method, path, kind, body.to_vec()).await;
        let Some((login, password)) = self.sign_in.as_ref().filter(|_| answer.status == 401) else { return answer };
        let body_of_sign_in = serde_json::json!({"login": login, "password": password}).to_string();
        *self.token.lock().unwrap() = None;
        let signed = self.once("POST", "/api/v1/tokens", "application/json", body_of_sign_in.into_bytes()).await;
        assert_eq!(signed.status, 201, "{}", signed.text);
        *self.token.lock().unwrap() = signed.json()["token"].as_str().map(str::to_owned);
        self.once(method, path, kind, body.to_vec()).await
    }

    async fn once(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let (parts, body) = self.respond(method, path, kind, body).await.into_parts();
        // A stream of events has no end to wait for.
        let stream = parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let bytes = if stream { Bytes::new() } else { body.collect().await.unwrap().to_bytes() };
        let text = readable(&bytes);
        let kind = parts.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        document::hold(method, path, parts.status.as_u16(), kind, &text);
        Answer { status: parts.status.as_u16(), text, headers: parts.headers }
    }

    /// Sends a request as it is; the body of the answer is still to be read.
    pub async fn respond(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Response {
        let mut request = Request::builder().method(method).uri(path).header("accept-language", "en");
        let token = self.token.lock().unwrap().clone();
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", "").await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, "application/json", body.to_string()).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, "application/json", body.to_string()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, "", "").await
    }

    /// Creates something, and gives its id.
    #[track_caller]
    pub fn made(answer: &Answer) -> Uuid {
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_str().unwrap().parse().unwrap()
    }

    /// Does an act that must be allowed.
    pub async fn act(&self, negotiation: Uuid, act: Value) -> Value {
        let answer = self.try_act(negotiation, &act).await;
        assert_eq!(answer.status, 201, "{act}\n{}", answer.text);
        answer.json()
    }

    pub async fn try_act(&self, negotiation: Uuid, act: &Value) -> Answer {
        self.post(&format!("/api/v1/negotiations/{negotiation}/acts"), act).await
    }

    /// Does an act that must be refused with this code.
    pub async fn refused(&self, negotiation: Uuid, act: Value, code: &str) -> Value {
        let answer = self.try_act(negotiation, &act).await;
        assert_eq!(answer.status, 422, "{act}\n{}", answer.text);
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{problem}");
        problem
    }
}
