//! Every page × every role. The list of pages is read from the sources: a new one fails here first.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::cast::huinong;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use uuid::Uuid;

/// An id that nothing has.
const ABSENT: &str = "00000000-0000-4000-8000-000000999999";

/// Expected statuses of a GET: anonymous (0: sent to the sign-in page), stranger, union, employer, bureau (not
/// brought in), operator.
const READS: &[(&str, [u16; 6])] = &[
    ("/", [200, 200, 200, 200, 200, 200]),
    ("/assets/{file}", [404, 404, 404, 404, 404, 404]),
    ("/audits/{id}", [0, 404, 404, 404, 404, 404]),
    ("/audits/{id}/findings.csv", [0, 404, 404, 404, 404, 404]),
    ("/audits/{id}/gaps.csv", [0, 404, 404, 404, 404, 404]),
    ("/audits/{id}/rejects.csv", [0, 404, 404, 404, 404, 404]),
    ("/calendar/{file}", [404, 404, 404, 404, 404, 404]),
    ("/deadlines", [0, 200, 200, 200, 200, 200]),
    ("/contracts", [200, 200, 200, 200, 200, 200]),
    ("/contracts/{id}", [404, 404, 404, 404, 404, 404]),
    ("/contracts/{id}/audits", [0, 404, 404, 404, 404, 404]),
    ("/language/{tag}", [200, 200, 200, 200, 200, 200]),
    ("/live", [0, 200, 200, 200, 200, 200]),
    ("/me", [0, 200, 200, 200, 200, 200]),
    ("/negotiations", [0, 200, 200, 200, 200, 200]),
    ("/negotiations/new", [0, 200, 200, 200, 200, 200]),
    ("/negotiations/{id}", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/acts/{seq}", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/bargaining-limits", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/contract", [0, 404, 404, 404, 404, 404]),
    ("/negotiations/{id}/do/{act}", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/documents", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/documents/{document}", [0, 404, 404, 404, 404, 404]),
    ("/negotiations/{id}/information", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/notes", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/sessions", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/ladder", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/live", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/offer", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/offer/import", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/offer/import/grid.csv", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/redline", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/offer/history", [0, 404, 200, 200, 404, 404]),
    ("/negotiations/{id}/timeline", [0, 404, 200, 200, 404, 404]),
    ("/organisations/{id}", [0, 404, 404, 404, 404, 404]),
    ("/operator", [0, 404, 404, 404, 404, 200]),
    ("/operator/jobs", [0, 404, 404, 404, 404, 200]),
    ("/operator/{what}", [0, 404, 404, 404, 404, 200]),
    ("/rulebooks", [200, 200, 200, 200, 200, 200]),
    ("/rulebooks/{code}", [200, 200, 200, 200, 200, 200]),
    ("/sign-in", [200, 200, 200, 200, 200, 200]),
];

/// Pages that take a form. Each is tried without its token, and from another site.
pub(super) const WRITES: &[&str] = &[
    "/contracts/{id}/audits",
    "/me",
    "/me/calendar",
    "/me/calendar/{id}/revoke",
    "/negotiations/new",
    "/negotiations/{id}/do/{act}",
    "/negotiations/{id}/documents",
    "/negotiations/{id}/documents/{document}/remove",
    "/negotiations/{id}/documents/{document}/serve",
    "/negotiations/{id}/marks",
    "/negotiations/{id}/notes",
    "/negotiations/{id}/notes/{note}",
    "/negotiations/{id}/notes/{note}/remove",
    "/negotiations/{id}/offer/import",
    "/negotiations/{id}/offer/import/confirm",
    "/negotiations/{id}/bargaining-limits",
    "/negotiations/{id}/offer",
    "/negotiations/{id}/offer/check",
    "/negotiations/{id}/offer/draft",
    "/negotiations/{id}/offer/history",
    "/negotiations/{id}/seen",
    "/mandates/{id}/confirm",
    "/mandates/{id}/refuse",
    "/operator/accounts/{id}/close",
    "/operator/accounts/{id}/reopen",
    "/operator/mandates/{id}/revoke",
    "/operator/jobs/revive",
    "/operator/{what}",
    "/sign-in",
    "/sign-out",
];

/// A route, however the formatter breaks its line: here it stands on one.
static BROKEN: LazyLock<regex::Regex> = LazyLock::new(|| regex::Regex::new(r#"\.route\(\s*("[^"]*"),\s*"#).unwrap());

/// `(takes GET, takes POST, path)` of every `.route(` in the sources of the pages.
fn routes() -> BTreeSet<(bool, bool, String)> {
    fn read(folder: &Path, out: &mut BTreeSet<(bool, bool, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, out);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            for piece in BROKEN.replace_all(&source, ".route($1, ").split(".route(\"").skip(1) {
                let (route, rest) = piece.split_once('"').unwrap();
                let handlers = rest.split([';', '\n']).next().unwrap();
                let handlers = handlers.split(".route(").next().unwrap();
                out.insert((handlers.contains("get("), handlers.contains("post("), route.to_owned()));
            }
        }
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut out = BTreeSet::new();
    read(&source.join("pages"), &mut out);
    let router = fs::read_to_string(source.join("pages.rs")).unwrap();
    assert_eq!(router.matches(".route(").count(), 1, "routes of pages.rs itself");
    out.insert((true, false, "/assets/{file}".to_owned()));
    out
}

/// Every page that takes a form, and whether it takes files; `id` is a negotiation.
pub fn forms(id: Uuid) -> Vec<(String, bool)> {
    let files = |path: &str| path.ends_with("/audits") || path.ends_with("/import") || path.ends_with("/documents");
    WRITES.iter().map(|path| (fill(path, id), files(path))).collect()
}

/// Every page.
pub fn page_reads() -> Vec<String> {
    READS.iter().map(|(path, _)| (*path).to_owned()).collect()
}

/// Every page that takes a form.
pub fn page_writes() -> Vec<String> {
    WRITES.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn every_page_is_covered() {
    let all = routes();
    let reads: BTreeSet<String> = all.iter().filter(|r| r.0).map(|r| r.2.clone()).collect();
    let writes: BTreeSet<String> = all.iter().filter(|r| r.1).map(|r| r.2.clone()).collect();
    assert_eq!(reads, READS.iter().map(|(path, _)| (*path).to_owned()).collect());
    assert_eq!(writes, WRITES.iter().map(|path| (*path).to_owned()).collect());
}

fn fill(path: &str, id: Uuid) -> String {
    path.replace("{id}", &id.to_string())
        .replace("{document}", ABSENT)
        .replace("{note}", ABSENT)
        .replace("{seq}", "1")
        .replace("{act}", "suspend")
        .replace("{code}", "CN-64")
        .replace("{tag}", "en")
        .replace("{what}", "accounts")
        .replace("{file}", "other.css")
}

#[tokio::test]
async fn every_page_answers_every_role_as_the_table_says() {
    let app = TestApp::sqlite().await;
    let id = huinong(&app).await.to_the_table().await;
    let logins = [
        None,
        Some("stranger"),
        Some("union.chief"),
        Some("employer.chief"),
        Some("bureau.reviewer"),
        Some("operator"),
    ];
    for (place, login) in logins.into_iter().enumerate() {
        let mut browser = Browser::new(&app.router);
        if let Some(login) = login {
            assert_eq!(browser.sign_in(login).await.status, 200);
        }
        for (path, expected) in READS {
            let page = browser.get(&fill(path, id)).await;
            let status = if page.path.starts_with("/sign-in?") { 0 } else { page.status };
            assert_eq!(status, expected[place], "GET {path} as {login:?}");
            assert!(!page.text.contains("Internal"), "{path}");
        }
    }
}

#[tokio::test]
async fn no_form_is_taken_without_its_token_or_from_another_site() {
    let app = TestApp::sqlite().await;
    let id = huinong(&app).await.to_the_table().await;
    let mut browser = Browser::new(&app.router);
    assert_eq!(browser.sign_in("union.chief").await.status, 200);
    for path in WRITES {
        let kind = if path.ends_with("/audits") || path.ends_with("/import") {
            "multipart/form-data; boundary=x"
        } else {
            "application/x-www-form-urlencoded"
        };
        let body = if kind.starts_with("multipart") { "--x--\r\n" } else { "reason=x&until=2026-04-01" };
        for site in ["same-origin", "cross-site"] {
            let answer = browser.post_raw(&fill(path, id), kind, site, body).await;
            assert!(matches!(answer.status, 400 | 403 | 404), "{path} {site}: {}", answer.status);
            assert!(answer.text.contains("</html>"), "{path} {site}: a refusal is a page with a way out");
        }
    }
    assert_eq!(browser.get("/me").await.path, "/me", "the session was not touched");
}
