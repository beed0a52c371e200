//! Every route × every role. The list of routes is the router's own document: a new route fails here first.

pub mod pages;
mod walk;

pub use pages::{page_reads, page_writes};

use crate::app::TestApp;
use crate::cast::huinong;
use crate::document::DOCUMENT;
use std::collections::BTreeMap;

/// An id that nothing has.
const ABSENT: &str = "00000000-0000-4000-8000-000000999999";

/// Expected statuses of a GET: anonymous, stranger, union, employer, bureau (not brought in), operator.
const READS: &[(&str, [u16; 6])] = &[
    ("/api/v1/accounts", [401, 404, 404, 404, 404, 200]),
    ("/api/v1/audits/{id}", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/audits/{id}/findings", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/audits/{id}/gaps", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/audits/{id}/rejects", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/deadlines", [401, 200, 200, 200, 200, 200]),
    ("/api/v1/contracts", [200, 200, 200, 200, 200, 200]),
    ("/api/v1/contracts/{id}", [404, 404, 404, 404, 404, 404]),
    ("/api/v1/contracts/{id}/audits", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/jobs", [401, 404, 404, 404, 404, 200]),
    ("/api/v1/health", [200, 200, 200, 200, 200, 200]),
    ("/api/v1/mandates", [401, 404, 404, 404, 404, 200]),
    ("/api/v1/mandates/requests", [401, 200, 200, 200, 200, 200]),
    ("/api/v1/organisations/{id}/mandates", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/organisations/{id}/log", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/me", [401, 200, 200, 200, 200, 200]),
    ("/api/v1/negotiations", [401, 200, 200, 200, 200, 200]),
    ("/api/v1/negotiations/{id}", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/acts", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/bargaining-limits", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/deadlines", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/contract", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/negotiations/{id}/documents", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/documents/{document}", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/negotiations/{id}/draft", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/negotiations/{id}/redline", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/negotiations/{id}/information", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/notes", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/sessions", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/draft/history", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/draft/history/{version}", [401, 404, 404, 404, 404, 404]),
    ("/api/v1/negotiations/{id}/ladder", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/live", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/negotiations/{id}/table", [401, 404, 200, 200, 404, 404]),
    ("/api/v1/organisations", [401, 200, 200, 200, 200, 200]),
    ("/api/v1/rulebooks", [200, 200, 200, 200, 200, 200]),
    ("/api/v1/rulebooks/{code}", [200, 200, 200, 200, 200, 200]),
];

/// Of everything that changes something: what an anonymous caller and a stranger get with an empty object.
const WRITES: &[(&str, &str, u16, u16)] = &[
    ("delete", "/api/v1/mandates/{id}", 401, 404),
    ("delete", "/api/v1/negotiations/{id}/documents/{document}", 401, 404),
    ("delete", "/api/v1/negotiations/{id}/bargaining-limits/{limit}", 401, 404),
    ("delete", "/api/v1/negotiations/{id}/draft", 401, 404),
    ("delete", "/api/v1/negotiations/{id}/notes/{note}", 401, 404),
    ("delete", "/api/v1/session", 401, 204),
    ("post", "/api/v1/accounts", 401, 404),
    ("post", "/api/v1/accounts/{id}/close", 401, 404),
    ("post", "/api/v1/accounts/{id}/reopen", 401, 404),
    ("post", "/api/v1/jobs/{key}/revive", 401, 404),
    ("post", "/api/v1/mandates/{id}/confirm", 401, 404),
    ("post", "/api/v1/mandates/{id}/refuse", 401, 404),
    ("post", "/api/v1/affiliations", 401, 404),
    ("post", "/api/v1/contracts/{id}/audits", 401, 404),
    ("post", "/api/v1/floor-check", 422, 422),
    ("post", "/api/v1/mandates", 401, 404),
    ("post", "/api/v1/negotiations", 401, 422),
    ("post", "/api/v1/negotiations/{id}/acts", 401, 404),
    ("post", "/api/v1/negotiations/{id}/draft/import", 401, 404),
    ("post", "/api/v1/negotiations/{id}/documents", 401, 404),
    ("post", "/api/v1/negotiations/{id}/notes", 401, 404),
    ("post", "/api/v1/negotiations/{id}/draft/check", 401, 404),
    ("post", "/api/v1/negotiations/{id}/draft/history", 401, 404),
    ("post", "/api/v1/organisations", 401, 404),
    ("post", "/api/v1/session", 422, 422),
    ("post", "/api/v1/tokens", 422, 422),
    ("put", "/api/v1/me/password", 401, 422),
    ("put", "/api/v1/negotiations/{id}/bargaining-limits", 401, 404),
    ("put", "/api/v1/negotiations/{id}/draft", 401, 404),
    ("put", "/api/v1/negotiations/{id}/marks", 401, 404),
    ("put", "/api/v1/negotiations/{id}/notes/{note}", 401, 404),
    ("put", "/api/v1/negotiations/{id}/seen", 401, 404),
];

/// Every route of the API that reads.
pub fn api_reads() -> Vec<String> {
    READS.iter().map(|(path, _)| (*path).to_owned()).collect()
}

/// Every route of the API that changes something, with its method.
pub fn api_writes() -> Vec<(String, String)> {
    WRITES.iter().map(|(method, path, ..)| ((*method).to_owned(), (*path).to_owned())).collect()
}

#[test]
fn every_route_of_the_document_is_covered() {
    let document = serde_json::to_value(concord::http::api::document()).unwrap();
    let mut routes = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            routes.insert((method.clone(), path.clone()), ());
        }
    }
    let reads = READS.iter().map(|(path, _)| ("get".to_owned(), (*path).to_owned()));
    let writes = WRITES.iter().map(|(method, path, ..)| ((*method).to_owned(), (*path).to_owned()));
    let covered: BTreeMap<_, _> = reads.chain(writes).map(|route| (route, ())).collect();
    assert_eq!(routes, covered);
}

#[test]
fn the_document_says_where_an_account_is_needed() {
    let reads = READS.iter().map(|(path, expected)| ("get", *path, expected[0]));
    for (method, path, nobody) in reads.chain(WRITES.iter().map(|(method, path, nobody, _)| (*method, *path, *nobody)))
    {
        let asked = &DOCUMENT["paths"][path][method]["security"];
        let anybody = asked.as_array().unwrap().iter().any(|by| by.as_object().unwrap().is_empty());
        assert_eq!(anybody, nobody != 401, "{method} {path}: {asked}");
    }
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    let fill = |path: &str| {
        path.replace("{id}", &id.to_string())
            .replace("{document}", ABSENT)
            .replace("{note}", ABSENT)
            .replace("{code}", "CN-64")
            .replace("{version}", "1")
            .replace("{limit}", ABSENT)
            .replace("{key}", "register:none")
    };
    let anonymous = app.anonymous();
    let roles = [&anonymous, &cast.stranger, &cast.union, &cast.employer, &cast.bureau, &cast.operator];
    for (path, expected) in READS {
        for (caller, status) in roles.iter().zip(expected) {
            assert_eq!(caller.get(&fill(path)).await.status, *status, "GET {path}");
        }
    }
    for (method, path, nobody, stranger) in WRITES {
        let kind = if *method == "delete" { "" } else { "application/json" };
        let body = if *method == "delete" { "" } else { "{}" };
        let send = async |caller: &crate::caller::Caller| {
            caller.send(&method.to_uppercase(), &fill(path), kind, body).await.status
        };
        assert_eq!(send(&anonymous).await, *nobody, "{method} {path} anonymous");
        let fresh = app.user("stranger", "stranger-password").await;
        assert_eq!(send(&fresh).await, *stranger, "{method} {path} stranger");
    }
}
