//! The walk is whole: every address and every act, less what is stated here.

use super::people::Stands;
use super::{Sent, Walk, desk, endings, people, stories};
use crate::app::TestApp;
use crate::cast::{self, huinong};
use crate::permission::{api_writes, pages};
use concord::http::{Reach, router_of_services};
use concord::service::App;
use domain::bargaining::ActKind;
use domain::party::Capacity;
use sea_orm::ConnectionTrait;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Addresses that ask nothing of their caller, and why.
const OPEN: &[(&str, &str, &str)] = &[
    ("post", "/api/v1/session", "whoever knows the password signs in"),
    ("delete", "/api/v1/session", "ends the session it is sent in"),
    ("post", "/api/v1/tokens", "whoever knows the password signs in"),
    ("post", "/api/v1/floor-check", "public, and writes nothing"),
    ("post", "/sign-in", "whoever knows the password signs in"),
    ("post", "/sign-out", "ends the session it is sent in"),
];

/// Acts that nobody does: time alone brings no act, only what the next act records.
const TIMES_OWN: &[ActKind] = &[];

type Done = (BTreeSet<(String, String)>, BTreeSet<ActKind>, Vec<String>);

async fn walk() -> (Walk, crate::cast::Cast) {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let people = people::everybody(&app, &cast).await;
    (Walk::over(app, people).await, cast)
}

async fn whole_path() -> Done {
    let (mut walk, cast) = walk().await;
    let id: Value = desk::opening(&mut walk, &cast).await;
    stories::to_the_table(&mut walk, &id).await;
    stories::agreed(&mut walk, &id).await;
    stories::contract(&mut walk, &id).await;
    walk.whole()
}

async fn desks() -> Done {
    let (mut walk, cast) = walk().await;
    desk::desk(&mut walk, &cast).await;
    desk::desk_by_forms(&mut walk, &cast).await;
    desk::jobs(&mut walk).await;
    desk::profiles(&mut walk, &cast).await;
    desk::own(&mut walk).await;
    walk.whole()
}

async fn other_paths() -> Done {
    let (mut walk, cast) = walk().await;
    endings::endings(&mut walk, &cast).await;
    walk.whole()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_right_body_only_who_may_changes_anything() {
    let mut all = JoinSet::new();
    all.spawn(whole_path());
    all.spawn(desks());
    all.spawn(other_paths());
    let (mut routes, mut acts, mut late) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    while let Some(story) = all.join_next().await {
        let (walked, done, nonsense) = story.expect("a story of the walk failed, as told above");
        routes.extend(walked);
        acts.extend(done);
        late.extend(nonsense);
    }
    assert!(late.is_empty(), "judged only after the body was read:\n{}", late.join("\n"));
    let writes =
        api_writes().into_iter().chain(pages::WRITES.iter().map(|path| ("post".to_owned(), (*path).to_owned())));
    let open = |route: &(String, String)| OPEN.iter().any(|(method, path, _)| *method == route.0 && *path == route.1);
    let wanted: BTreeSet<_> = writes.filter(|route| !open(route)).collect();
    let left: Vec<_> = wanted.difference(&routes).collect();
    assert!(left.is_empty(), "addresses that nobody tried: {left:?}");
    let wanted: BTreeSet<ActKind> = ActKind::ALL.iter().copied().filter(|kind| !TIMES_OWN.contains(kind)).collect();
    assert_eq!(acts, wanted, "acts walked, and acts there are");
}

/// Whoever may not see a negotiation is turned away by an index: not one of its acts is read for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_see_it_is_turned_away_before_an_act_is_read() {
    let (mut walk, cast) = walk().await;
    let id = cast.open().await;
    // A server that has replayed nothing, and could replay nothing.
    let cold = App { replays: Arc::default(), ..walk.app.app.clone() };
    walk.app.app.db.execute_unprepared("ALTER TABLE event RENAME TO event_kept_away").await.unwrap();
    walk.services = router_of_services(cold, Reach::default());
    let path = format!("/api/v1/negotiations/{id}/acts");
    let body = cast::invitation().to_string().into_bytes();
    let sent = Sent { method: "post", route: String::new(), path, kind: "application/json", body };
    for person in walk.people.clone() {
        let status = walk.send(&person, &sent, true, None).await.status;
        let expected = match person.stands {
            Stands::Nowhere => 401,
            Stands::Inside(Capacity::WorkerSide, _) => 500,
            _ => 404,
        };
        assert_eq!(status, expected, "{}", person.login);
    }
}

#[test]
fn every_address_that_changes_something_says_what_it_needs() {
    let known: BTreeSet<&str> = concord::http::NEEDS.iter().map(|(path, _)| *path).collect();
    let api = api_writes().into_iter().map(|(_, path)| path);
    let all: BTreeSet<String> = api.chain(pages::WRITES.iter().map(|path| (*path).to_owned())).collect();
    let missing: Vec<_> = all.iter().filter(|path| !known.contains(path.as_str())).collect();
    assert!(missing.is_empty(), "src/http/rights.rs does not know {missing:?}");
    let gone: Vec<_> = known.iter().filter(|path| !all.contains(**path)).collect();
    assert!(gone.is_empty(), "no route: {gone:?}");
}
