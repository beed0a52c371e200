//! Open streams: who hears what, and until when. The wall holds over time.

mod server;

use crate::app::{TestApp, on_both};
use crate::caller::Caller;
use crate::cast::{Cast, delegation, huinong, invitation, offer, sheet};
use crate::stories::{serving, store};
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use concord::http::{Reach, router};
use concord::notify::{Notice, What};
use concord::service::App;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::timeout;
use tower::ServiceExt;
use uuid::Uuid;

on_both!(
    everyone_hears_acts_and_each_side_its_own,
    notes_and_documents_are_heard_by_their_own_side_alone,
    the_bureau_hears_once_it_is_brought_in,
    a_revoked_mandate_ends_the_stream,
    a_session_that_ends_ends_its_streams,
    a_closed_account_ends_its_streams_at_once,
    streams_of_an_account_are_counted,
    a_reader_who_comes_again_hears_every_act,
    a_stream_that_breaks_off_does_not_say_that_the_right_has_ended,
);

/// A stream being read.
struct Stream {
    body: Body,
    read: String,
    /// Everything that came.
    whole: String,
}

impl Stream {
    fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { body: response.into_body(), read: String::new(), whole: String::new() }
    }

    async fn open(caller: &Caller, path: &str) -> Self {
        Self::of(caller.respond("GET", path, "", Vec::new()).await)
    }

    /// The stream at an address, for a reader who has heard it up to an event.
    async fn again(caller: &Caller, path: &str, last: &str) -> Self {
        let token = caller.token.lock().unwrap().clone().unwrap();
        let request = Request::builder().uri(path).header("authorization", format!("Bearer {token}"));
        let request = request.header("last-event-id", last).body(Body::empty()).unwrap();
        Self::of(caller.router.clone().oneshot(request).await.unwrap())
    }

    /// The API's stream of a negotiation, once it has said that it is ready.
    async fn ready(caller: &Caller, id: Uuid) -> Self {
        let mut stream = Self::open(caller, &format!("/api/v1/negotiations/{id}/live")).await;
        assert_eq!(stream.next().await.unwrap().0, "ready");
        stream
    }

    /// The next event, name and data; `None` when the stream has ended.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                let found = line("event: ").zip(line("data: "));
                self.read = rest.to_owned();
                match found {
                    Some((name, data)) => return Some((name, serde_json::from_str(&data).unwrap())),
                    None => continue,
                }
            }
            let frame = timeout(Duration::from_secs(15), self.body.frame()).await.expect("nothing came")?;
            let data = frame.unwrap().into_data().unwrap();
            let text = String::from_utf8(data.to_vec()).unwrap();
            self.whole.push_str(&text);
            self.read.push_str(&text);
        }
    }

    /// The next event is an act of this number.
    async fn hears_act(&mut self, id: Uuid, seq: u32) {
        let event = self.next().await.expect("the stream ended");
        assert_eq!(event, ("act".to_owned(), json!({"negotiation": id, "seq": seq})));
    }

    /// It says that it ends, and does.
    async fn ends(&mut self) {
        assert_eq!(self.next().await.map(|event| event.0).as_deref(), Some("end"));
        assert_eq!(self.next().await, None);
    }
}

/// The same server, asking again after that time whether its readers may still see.
fn asking_again(app: &TestApp, caller: &Caller, recheck: Duration) -> Caller {
    let app = App { recheck, ..app.app.clone() };
    Caller { router: router(app, Reach::default()), ..caller.clone() }
}

async fn save_draft(cast: &Cast, id: Uuid, version: i64) {
    let canary = json!({"version": version, "sheet": sheet("2323.23", "2600.00"), "message": "金丝雀"});
    assert_eq!(cast.union.put(&format!("/api/v1/negotiations/{id}/draft"), &canary).await.status, 200);
}

async fn everyone_hears_acts_and_each_side_its_own(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let mut union = Stream::ready(&cast.union, id).await;
    let mut colleague = Stream::ready(&cast.union_colleague, id).await;
    let mut employer = Stream::ready(&cast.employer, id).await;
    let mut employer_page = Stream::open(&cast.employer, &format!("/negotiations/{id}/live")).await;
    assert_eq!(employer_page.next().await, Some(("ready".to_owned(), json!({"seq": 4}))));
    let mut employer_home = Stream::open(&cast.employer, "/live").await;
    assert_eq!(employer_home.next().await, Some(("ready".to_owned(), json!({}))));
    let mut stranger_home = Stream::open(&cast.stranger, "/live").await;
    assert_eq!(stranger_home.next().await.unwrap().0, "ready");
    let hidden = cast.stranger.get(&format!("/api/v1/negotiations/{id}/live")).await;
    let absent = cast.stranger.get("/api/v1/negotiations/00000000-0000-4000-8000-000000999999/live").await;
    assert_eq!((hidden.status, &hidden.text), (404, &absent.text));

    save_draft(&cast, id, 0).await;
    for stream in [&mut union, &mut colleague] {
        assert_eq!(stream.next().await, Some(("draft".to_owned(), json!({"negotiation": id}))));
    }
    cast.employer.refused(id, json!({"act": "resume"}), "not_now").await;
    cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    let all = [&mut union, &mut colleague, &mut employer, &mut employer_page, &mut employer_home];
    for stream in all {
        stream.hears_act(id, 5).await;
        assert!(
            !stream.whole.contains("2323.23") && !stream.whole.contains("金丝雀") && !stream.whole.contains("2400")
        );
    }
    // Another negotiation is not heard on this one's stream, and at home only by who may see it.
    let other = cast.open().await;
    cast.union.act(other, invitation()).await;
    cast.union.act(id, offer(&sheet("2390.00", "2600.00"), None)).await;
    employer.hears_act(id, 6).await;
    employer_home.hears_act(other, 1).await;
    employer_home.hears_act(id, 6).await;
    let nothing = timeout(Duration::from_millis(300), stranger_home.next()).await;
    assert!(nothing.is_err(), "{nothing:?}");
}

async fn notes_and_documents_are_heard_by_their_own_side_alone(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}");
    let mut colleague = Stream::ready(&cast.union_colleague, id).await;
    let mut colleague_home = Stream::open(&cast.union_colleague, "/live").await;
    let mut employer = Stream::ready(&cast.employer, id).await;
    let mut employer_home = Stream::open(&cast.employer, "/live").await;
    for home in [&mut colleague_home, &mut employer_home] {
        assert_eq!(home.next().await.unwrap().0, "ready");
    }
    let note = Caller::made(&cast.union.post(&format!("{path}/notes"), &json!({"text": "金丝雀"})).await);
    let edited = json!({"version": 1, "text": "金丝雀又叫"});
    assert_eq!(cast.union.put(&format!("{path}/notes/{note}"), &edited).await.status, 200);
    assert_eq!(cast.union.delete(&format!("{path}/notes/{note}")).await.status, 204);
    let document = store(&cast.union, id, "金丝雀.txt", "一二三".as_bytes(), false).await;
    let removed = store(&cast.union, id, "另一份.txt", "四五六".as_bytes(), false).await;
    assert_eq!(cast.union.delete(&format!("{path}/documents/{}", Caller::made(&removed))).await.status, 204);
    for stream in [&mut colleague, &mut colleague_home] {
        for kind in ["note", "note", "note", "document", "document", "document"] {
            assert_eq!(stream.next().await, Some((kind.to_owned(), json!({"negotiation": id}))));
        }
        assert!(!stream.whole.contains("金丝雀"), "that something changed, never what");
    }
    // The first that the other side hears of it all is the act that serves one.
    cast.union.act(id, serving(&document.json(), false)).await;
    for stream in [&mut employer, &mut employer_home] {
        stream.hears_act(id, 5).await;
    }
}

async fn the_bureau_hears_once_it_is_brought_in(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.open().await;
    cast.union.act(id, invitation()).await;
    let path = format!("/api/v1/negotiations/{id}/live");
    assert_eq!(cast.bureau.get(&path).await.status, 404);
    let mut other_home = Stream::open(&cast.other_bureau, "/live").await;
    assert_eq!(other_home.next().await.unwrap().0, "ready");
    // Sessions last 14 days; the reply is due after 15 working days, on the 23rd.
    app.at("2026-03-10T01:00:00Z");
    let bureau = app.user("bureau.reviewer", "bureau.reviewer-password").await;
    let mut bureau_home = Stream::open(&bureau, "/live").await;
    assert_eq!(bureau_home.next().await.unwrap().0, "ready");
    app.at("2026-03-24T00:30:00Z");
    cast.union.act(id, json!({"act": "complain_of_silence", "reason": "未答复"})).await;
    bureau_home.hears_act(id, 2).await;
    let bureau = app.user("bureau.reviewer", "bureau.reviewer-password").await;
    let mut bureau = Stream::ready(&bureau, id).await;
    cast.employer.act(id, json!({"act": "reply", "decision": "accept"})).await;
    bureau.hears_act(id, 3).await;
    // The first streams' session has run out meanwhile: they end, whatever they might have heard.
    other_home.ends().await;
}

async fn a_revoked_mandate_ends_the_stream(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let mut on_the_next_word = Stream::ready(&cast.employer, id).await;
    let soon = asking_again(app, &cast.employer, Duration::from_millis(200));
    let mut without_a_word = Stream::ready(&soon, id).await;
    let mandate = cast.employer.get("/api/v1/me").await.json()["mandates"][0]["mandate"].as_str().unwrap().to_owned();
    assert_eq!(cast.operator.delete(&format!("/api/v1/mandates/{mandate}")).await.status, 204);
    without_a_word.ends().await;
    cast.union.act(id, delegation("马秀英", "职工")).await;
    on_the_next_word.ends().await;
    assert!(!on_the_next_word.whole.contains("\"seq\":5"), "the act is not told");
    assert_eq!(cast.employer.get(&format!("/api/v1/negotiations/{id}/live")).await.status, 404);
}

async fn a_closed_account_ends_its_streams_at_once(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let mut stream = Stream::ready(&cast.employer, id).await;
    let mut home = Stream::open(&cast.employer, "/live").await;
    assert_eq!(home.next().await.unwrap().0, "ready");
    let mut other = Stream::ready(&cast.union, id).await;
    let me = cast.employer.get("/api/v1/me").await.json()["id"].as_str().unwrap().to_owned();
    let close = format!("/api/v1/accounts/{me}/close");
    assert_eq!(cast.operator.send("POST", &close, "", "").await.status, 204);
    // Long before anybody asks again by himself: that is half a minute.
    stream.ends().await;
    home.ends().await;
    save_draft(&cast, id, 0).await;
    assert_eq!(other.next().await.unwrap().0, "draft", "others hear nothing of it");
}

async fn a_session_that_ends_ends_its_streams(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let leaving = app.user("union.rep", "union.rep-password").await;
    let mut stream = Stream::ready(&leaving, id).await;
    let mut staying = Stream::ready(&cast.union_colleague, id).await;
    assert_eq!(leaving.delete("/api/v1/session").await.status, 204);
    save_draft(&cast, id, 0).await;
    stream.ends().await;
    assert_eq!(staying.next().await.unwrap().0, "draft");
    // Stopping the server ends a stream without a word: its reader comes again.
    app.app.bus.stop();
    assert_eq!(staying.next().await, None);
}

async fn streams_of_an_account_are_counted(app: &TestApp) {
    let cast = huinong(app).await;
    let mut open = Vec::new();
    for _ in 0..12 {
        open.push(Stream::open(&cast.union, "/live").await);
    }
    let refused = cast.union.get("/live").await;
    assert_eq!(refused.status, 429, "{}", refused.text);
    drop(Stream::open(&cast.employer, "/live").await);
    open.pop();
    drop(Stream::open(&cast.union, "/live").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_on_one_server_hears_an_act_done_on_another() {
    let (one, other) = TestApp::two().await;
    let cast = huinong(&one).await;
    let id = cast.to_the_table().await;
    let employer = Caller { router: other.router.clone(), ..cast.employer.clone() };
    let mut stream = Stream::ready(&employer, id).await;
    cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    stream.hears_act(id, 5).await;
    let text = employer.get(&format!("/api/v1/negotiations/{id}/table")).await.text;
    assert!(text.contains("2400"), "what is told is there to be read");
}

async fn a_reader_who_comes_again_hears_every_act(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    for path in [format!("/api/v1/negotiations/{id}/live"), format!("/negotiations/{id}/live")] {
        let mut stream = Stream::again(&cast.employer, &path, "2").await;
        assert_eq!(stream.next().await, Some(("ready".to_owned(), json!({"seq": 4}))));
        stream.hears_act(id, 3).await;
        stream.hears_act(id, 4).await;
        let ids: Vec<&str> = stream.whole.lines().filter_map(|line| line.strip_prefix("id: ")).collect();
        assert!(ids[..2] == ["2", "3"], "a reader lost after the first word still lacks both: {ids:?}");
        // A number that was never given, and a word of somebody else's.
        for other in ["99", "-1", "4294967296", "x"] {
            let mut stream = Stream::again(&cast.employer, &path, other).await;
            assert_eq!(stream.next().await, Some(("ready".to_owned(), json!({"seq": 4}))), "{other}");
            save_draft(&cast, id, 0).await;
            assert_eq!(cast.union.delete(&format!("/api/v1/negotiations/{id}/draft")).await.status, 204);
            let nothing = timeout(Duration::from_millis(100), stream.next()).await;
            assert!(nothing.is_err(), "{other}: {nothing:?}");
        }
    }
    // An act whose notice was lost is told with the next, and none twice.
    let mut stream = Stream::ready(&cast.employer, id).await;
    let tx = concord::db::begin_write(&app.app.db).await.unwrap();
    let told = [4, 4].map(|seq| Notice { negotiation: id, what: What::Act { seq } });
    app.app.bus.commit(tx, &told).await.unwrap();
    cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    stream.hears_act(id, 5).await;
    let hidden = cast.bureau.get(&format!("/api/v1/negotiations/{id}/live")).await.status;
    assert_eq!(hidden, 404, "whatever was heard before");
}

async fn a_stream_that_breaks_off_does_not_say_that_the_right_has_ended(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let soon = asking_again(app, &cast.employer, Duration::from_millis(200));
    let mut stream = Stream::ready(&soon, id).await;
    app.app.db.clone().close().await.unwrap();
    assert_eq!(stream.next().await, None, "the reader is to come again");
}
