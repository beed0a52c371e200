//! The wall, walked: every route that reads, for every kind of person, over every object there is, each private field
//! marked with a canary. What a person may not see appears in no body and no header, and is as absent as what is not
//! there. A new route, or a new column, fails here first.

mod columns;
pub mod seed;

use crate::app::TestApp;
use crate::browser::Browser;
use crate::caller::Caller;
use crate::permission::{api_reads, page_reads};
use concord::http::{Reach, router};
use concord::service::App;
use sea_orm::ConnectionTrait;
pub use seed::{Mark, Seeded, seeded};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Who walks, and which marks they may meet.
struct Walker {
    login: Option<&'static str>,
    may: &'static [Mark],
}

const WALKERS: &[Walker] = {
    use Mark::*;
    &[
        Walker { login: None, may: &[] },
        Walker { login: Some("stranger"), may: &[] },
        Walker { login: Some("union.chief"), may: &[UnionPrivate, Served, Confidential, Unserved, Filed, Silent] },
        Walker { login: Some("union.rep"), may: &[UnionPrivate, Served, Confidential, Unserved, Filed, Silent] },
        // No adviser of the delegation: secrets of the other side are not for them.
        Walker { login: Some("union.observer"), may: &[UnionPrivate, Served, Unserved, Filed, Silent] },
        Walker { login: Some("union.former"), may: &[] },
        Walker { login: Some("union.elsewhere"), may: &[Confidential, Filed] },
        Walker { login: Some("employer.chief"), may: &[EmployerPrivate, Served, Confidential, Filed, Silent] },
        Walker { login: Some("bureau.reviewer"), may: &[Filed, Silent, Audited] },
        Walker { login: Some("other.reviewer"), may: &[] },
        Walker { login: Some("firm.chief"), may: &[] },
        Walker { login: Some("other.firm"), may: &[] },
        Walker { login: Some("operator"), may: &[Account] },
    ]
};

impl Walker {
    fn name(&self) -> &str {
        self.login.unwrap_or("nobody")
    }

    /// Canaries and secrets in a text that this person must not meet.
    fn forbidden(&self, text: &str, secrets: &[String]) -> Vec<String> {
        let marks = regex::Regex::new(r"CANARY-([A-Za-z]+)-[A-Za-z0-9_-]*").unwrap();
        let may: BTreeSet<String> = self.may.iter().map(|mark| format!("{mark:?}")).collect();
        let found = marks.captures_iter(text).filter(|found| !may.contains(&found[1]));
        let secret = secrets.iter().filter(|secret| text.contains(secret.as_str())).map(|_| "a secret".to_owned());
        found.map(|found| found[0].to_owned()).chain(secret).collect()
    }
}

async fn walk_api(app: &TestApp, seeded: &Seeded, walker: &Walker, secrets: &[String]) -> Vec<String> {
    let caller: Caller = match walker.login {
        None => app.anonymous(),
        Some("operator") => app.operator().await,
        Some(login) => app.user(login, &format!("{login}-password")).await,
    };
    let mut leaks = Vec::new();
    for route in api_reads() {
        for path in seeded.addresses(&route) {
            let answer = caller.get(&path).await;
            let met = walker.forbidden(&format!("{:?}{}", answer.headers, answer.text), secrets);
            leaks.extend(met.into_iter().map(|mark| format!("{} met {mark} at GET {path}", walker.name())));
            assert_ne!(answer.status, 500, "GET {path} as {}", walker.name());
        }
    }
    leaks
}

async fn walk_pages(app: &TestApp, seeded: &Seeded, walker: &Walker, secrets: &[String]) -> Vec<String> {
    let mut browser = Browser::new(&app.router);
    if let Some(login) = walker.login {
        browser.sign_in(login).await;
    }
    let mut leaks = Vec::new();
    for route in page_reads() {
        for path in seeded.addresses(&route) {
            let page = browser.get(&path).await;
            let met = walker.forbidden(&page.text, secrets);
            leaks.extend(met.into_iter().map(|mark| format!("{} met {mark} at GET {path}", walker.name())));
            assert_ne!(page.status, 500, "GET {path} as {}", walker.name());
        }
    }
    leaks
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_meets_what_was_not_served_on_them() {
    let app = TestApp::sqlite().await;
    let seeded = seeded(&app).await;
    columns::are_marked(&app).await;
    let secrets = columns::secrets(&app).await;
    let mut leaks = Vec::new();
    for walker in WALKERS {
        leaks.extend(walk_api(&app, &seeded, walker, &secrets).await);
        leaks.extend(walk_pages(&app, &seeded, walker, &secrets).await);
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
}

/// A disabled account is nobody from that instant on: its sessions, its tokens and its password open nothing.
#[tokio::test]
async fn a_disabled_account_is_nobody() {
    let app = TestApp::sqlite().await;
    let seeded = seeded(&app).await;
    let path = format!("/api/v1/negotiations/{}", seeded.talks);
    // A caller that does not sign in again by itself.
    let chief = Caller { sign_in: None, ..app.user("union.chief", "union.chief-password").await };
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    assert_eq!((chief.get(&path).await.status, &*browser.get("/deadlines").await.path), (200, "/deadlines"));
    let disable = "UPDATE account SET closed_at = '2026-04-20T00:00:00Z' WHERE login = 'union.chief'";
    app.app.db.execute_unprepared(disable).await.unwrap();
    assert_eq!(chief.get(&path).await.status, 401);
    assert!(browser.get("/deadlines").await.path.starts_with("/sign-in"));
    let again = json!({"login": "union.chief", "password": "union.chief-password"});
    assert_eq!(app.anonymous().post("/api/v1/tokens", &again).await.status, 401);
}

/// What one organisation audited, another that may audit the same contract does not find, in no list and by no number.
#[tokio::test]
async fn each_organisation_finds_its_own_audits() {
    let app = TestApp::sqlite().await;
    let seeded = seeded(&app).await;
    let path = format!("/api/v1/contracts/{}/audits", seeded.contract);
    let found = async |login: &str| {
        let caller = app.user(login, &format!("{login}-password")).await;
        let listed = caller.get(&path).await.json();
        let ids: Vec<Uuid> =
            listed.as_array().unwrap().iter().map(|run| run["id"].as_str().unwrap().parse::<Uuid>().unwrap()).collect();
        (ids, caller.get(&format!("/api/v1/audits/{}", seeded.audit)).await.status)
    };
    assert_eq!(found("bureau.reviewer").await, (vec![seeded.waiting, seeded.audit], 200));
    assert_eq!(found("union.chief").await, (vec![], 404));
    assert_eq!(found("employer.chief").await, (vec![], 404));
}

/// There is a contract that only the clock has made: whoever stands in its negotiation finds it by its number.
#[tokio::test]
async fn a_contract_by_silence_is_among_what_is_walked() {
    let app = TestApp::sqlite().await;
    let seeded = seeded(&app).await;
    let path = format!("/api/v1/contracts/{}", seeded.silent_contract);
    for (login, status) in [("union.chief", 200), ("bureau.reviewer", 200), ("other.reviewer", 404), ("stranger", 404)]
    {
        let caller = app.user(login, &format!("{login}-password")).await;
        assert_eq!(caller.get(&path).await.status, status, "{login}");
    }
    assert_eq!(app.anonymous().get(&path).await.status, 404);
}

/// The marks are there: whoever may see them does. A canary nobody can meet would prove nothing.
#[tokio::test]
async fn the_marks_can_be_met_by_those_they_are_for() {
    let app = TestApp::sqlite().await;
    let seeded = seeded(&app).await;
    let marks = regex::Regex::new(r"CANARY-([A-Za-z]+)-[A-Za-z0-9_-]*").unwrap();
    for walker in WALKERS.iter().filter(|walker| !walker.may.is_empty()) {
        let caller = app.user(walker.login.unwrap(), &format!("{}-password", walker.name())).await;
        let mut met = BTreeSet::new();
        for route in api_reads() {
            for path in seeded.addresses(&route) {
                let text = caller.get(&path).await.text;
                met.extend(marks.captures_iter(&text).map(|found| found[1].to_owned()));
            }
        }
        let may: BTreeSet<String> = walker.may.iter().map(|mark| format!("{mark:?}")).collect();
        assert_eq!(met, may, "{}", walker.name());
    }
}

/// Whoever stands nowhere in a negotiation is turned away before an act of it is read: where none can be read any more,
/// there still is nothing for them, as fast as for what is not there.
#[tokio::test]
async fn a_stranger_is_turned_away_before_an_act_is_read() {
    let app = TestApp::sqlite().await;
    let seeded = seeded(&app).await;
    let db = &app.app.db;
    for change in ["update", "delete"] {
        db.execute_unprepared(&format!("DROP TRIGGER event_no_{change}")).await.unwrap();
    }
    db.execute_unprepared("UPDATE event SET payload = 'not to be read'").await.unwrap();
    // A server that has replayed nothing yet.
    let fresh = router(App { replays: Arc::default(), ..app.app.clone() }, Reach::default());
    let path = format!("/api/v1/negotiations/{}", seeded.talks);
    for (login, status) in [("stranger", 404), ("other.firm", 404), ("employer.chief", 500)] {
        let caller = app.user(login, &format!("{login}-password")).await;
        let caller = Caller { router: fresh.clone(), ..caller };
        assert_eq!(caller.get(&path).await.status, status, "{login}");
    }
}

/// What is hidden answers as what is not there: the same status, the same bytes, the same headers.
#[tokio::test]
async fn hidden_and_absent_are_the_same() {
    let app = TestApp::sqlite().await;
    let seeded = seeded(&app).await;
    for walker in WALKERS {
        let mut browser = Browser::new(&app.router);
        if let Some(login) = walker.login {
            browser.sign_in(login).await;
        }
        let caller = match walker.login {
            None => app.anonymous(),
            Some("operator") => app.operator().await,
            Some(login) => app.user(login, &format!("{login}-password")).await,
        };
        for (place, values) in seeded.places() {
            let absent = values.last().unwrap().clone();
            for route in api_reads().into_iter().filter(|route| route.contains(place)) {
                let at = |value: &str| seeded.address(&route, place, value);
                let expected = caller.get(&at(&absent)).await;
                for value in &values {
                    let answer = caller.get(&at(value)).await;
                    if answer.status == 404 && expected.status == 404 {
                        assert_eq!(answer.text, expected.text, "{} at {}", walker.name(), at(value));
                        let names = |a: &crate::caller::Answer| a.headers.keys().cloned().collect::<Vec<_>>();
                        assert_eq!(names(&answer), names(&expected));
                    }
                }
            }
            for route in page_reads().into_iter().filter(|route| route.contains(place)) {
                let at = |value: &str| seeded.address(&route, place, value);
                let expected = browser.get(&at(&absent)).await;
                for value in &values {
                    let page = browser.get(&at(value)).await;
                    if page.status == 404 && expected.status == 404 {
                        assert_eq!(page.text, expected.text, "{} at {}", walker.name(), at(value));
                    }
                }
            }
        }
    }
}
