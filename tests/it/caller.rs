//! Callers of the API as types: each request says who makes it.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

#[derive(Clone)]
pub struct Caller {
    pub router: Router,
    pub token: Option<String>,
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
    pub async fn send(&self, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("accept-language", "en");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status.as_u16(), text, headers: parts.headers }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, "application/json", body.to_string()).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send("PUT", path, "application/json", body.to_string()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, "", Body::empty()).await
    }

    /// Creates something, and gives its id.
    #[track_caller]
    pub fn made(answer: &Answer) -> i64 {
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_i64().unwrap()
    }

    /// Does a deed that must be allowed.
    pub async fn act(&self, negotiation: i64, deed: Value) -> Value {
        let answer = self.try_act(negotiation, &deed).await;
        assert_eq!(answer.status, 201, "{deed}\n{}", answer.text);
        answer.json()
    }

    pub async fn try_act(&self, negotiation: i64, deed: &Value) -> Answer {
        self.post(&format!("/api/v1/negotiations/{negotiation}/acts"), deed).await
    }

    /// Does a deed that must be refused with this code.
    pub async fn refused(&self, negotiation: i64, deed: Value, code: &str) -> Value {
        let answer = self.try_act(negotiation, &deed).await;
        assert_eq!(answer.status, 422, "{deed}\n{}", answer.text);
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{problem}");
        problem
    }
}
