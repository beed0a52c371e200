//! Every address that changes something × everybody, with a body that would be right: who may not gets 401, 403 or 404 (of
//! an act also its refusal) and changes no row, whether or not rights were judged before the body was read; and where
//! they are judged before, a body of nonsense gets the same. Then who may does it.
//!
//! `docs/PERMISSIONS.md` tells which checks were taken out by hand, and what of this failed then.

mod coverage;
mod desk;
mod endings;
mod exchange;
mod forms;
mod people;
mod private;
mod rows;
mod stories;

use crate::app::TestApp;
use crate::browser::Browser;
use crate::document;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use concord::http::{Reach, router_of_services};
use domain::bargaining::ActKind;
use domain::policy::Action;
use exchange::{Got, filled_by_script, nonsense, told, with_token};
pub use exchange::{Sent, TOKEN, filled, text};
use http_body_util::BodyExt;
pub use people::Now;
use people::{Person, Stands};
use rows::dump;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use serde_json::Value;
use std::collections::BTreeSet;
use tower::ServiceExt;

pub const U: &str = "union.chief";
pub const UR: &str = "union.rep";
/// A chief by mandate whom the delegation does not name.
pub const U2: &str = "union.second";
pub const UO: &str = "union.observer";
pub const UA: &str = "union.auditor";
/// An observer here, a chief in another negotiation.
pub const UB: &str = "union.both";
pub const E: &str = "employer.chief";
pub const ER: &str = "employer.rep";
pub const B: &str = "bureau.reviewer";
pub const BA: &str = "bureau.auditor";
pub const F: &str = "firm.chief";
pub const FR: &str = "firm.rep";
/// Of another enterprise that the contract is to cover.
pub const F2: &str = "firm.second";
pub const OP: &str = "operator";
pub const OP2: &str = "operator.second";
pub const CHIEFS: &[&str] = &[U, E];
pub const SIDES: &[&str] = &[U, UR, U2, E, ER];
/// The people of the union.
pub const UNION: &[&str] = &[U, UR, U2];

/// What an address asks of its caller before it looks at what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// An account.
    Account,
    /// To run accounts.
    Operator,
    /// To be allowed this in the negotiation.
    In(Action),
}

/// Who else is answered how: whom the address lets through, and who may not all the same.
#[derive(Clone, Copy, Debug)]
pub enum Others<'a> {
    /// Each in his own way; of an act, who is not named is refused it.
    Named(&'a [(&'a str, u16)]),
    /// Some in their own way, all the rest alike.
    Rest(&'a [(&'a str, u16)], u16),
    /// What they send is about what is theirs: they are not asked.
    Own,
}

/// Nobody is let through who may not.
pub const NONE: Others<'static> = Others::Named(&[]);

pub struct Walk {
    pub app: TestApp,
    services: Router,
    pub people: Vec<Person>,
    pub now: Now,
    pub walked: BTreeSet<(String, String)>,
    pub acts: BTreeSet<ActKind>,
    /// Where a body of nonsense was answered otherwise than a right one: all are told in the end.
    nonsense: Vec<String>,
    /// A connection of its own: its `data_version` moves when another one has written.
    watch: DatabaseConnection,
    version: i64,
    dump: String,
}

impl Walk {
    pub async fn over(app: TestApp, people: Vec<Person>) -> Self {
        let services = router_of_services(app.app.clone(), Reach::default());
        let mut options = ConnectOptions::new(format!("sqlite:{}", app.file().display()));
        options.max_connections(1);
        let watch = Database::connect(options).await.unwrap();
        let (walked, acts) = (BTreeSet::new(), BTreeSet::new());
        Self {
            app,
            services,
            people,
            now: Now::default(),
            walked,
            acts,
            nonsense: Vec::new(),
            watch,
            version: 0,
            dump: String::new(),
        }
    }

    pub fn person(&self, login: &str) -> &Person {
        self.people.iter().find(|person| person.login == login).unwrap_or_else(|| panic!("who is {login}?"))
    }

    async fn data_version(&self) -> i64 {
        let asked = Statement::from_string(self.watch.get_database_backend(), "PRAGMA data_version");
        self.watch.query_one_raw(asked).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    }

    /// Keeps what stands in the database.
    async fn keep(&mut self) {
        self.version = self.data_version().await;
        self.dump = dump(&self.watch).await;
    }

    /// Nothing has been written since [`Walk::keep`], or nothing that is kept longer than a session.
    async fn unchanged(&mut self, told: &str) {
        let version = self.data_version().await;
        if version != self.version {
            assert_eq!(dump(&self.watch).await, self.dump, "{told}: it changed something");
            self.version = version;
        }
    }

    /// Addresses and acts walked, and where nonsense was answered otherwise than a right body.
    pub fn whole(self) -> (BTreeSet<(String, String)>, BTreeSet<ActKind>, Vec<String>) {
        (self.walked, self.acts, self.nonsense)
    }

    /// What `needs` alone says to a person: a second opinion, not the product's own.
    fn early(&self, person: &Person, needs: Needs) -> Option<u16> {
        match (person.stands, needs) {
            (Stands::Nowhere, _) => Some(401),
            (_, Needs::Account) => None,
            (_, Needs::Operator) => (![OP, OP2].contains(&person.login)).then_some(404),
            (Stands::Outside, Needs::In(_)) => Some(404),
            (Stands::Inside(capacity, role), Needs::In(action)) => {
                people::refused((person.login, capacity, role), action, self.now)
            }
        }
    }

    fn expected(&self, person: &Person, needs: Needs, others: Others<'_>, act: bool) -> Option<u16> {
        let of = |all: &[(&str, u16)]| all.iter().find(|(login, _)| *login == person.login).map(|(_, status)| *status);
        let late = match others {
            Others::Named(all) => of(all),
            Others::Rest(all, status) => of(all).or(Some(status)),
            Others::Own => None,
        };
        let early = self.early(person, needs);
        if early.is_some() || matches!(others, Others::Own) {
            return early;
        }
        let late = late.or_else(|| act.then_some(422));
        Some(late.unwrap_or_else(|| panic!("what is {} told? {needs:?} lets them through", person.login)))
    }

    /// Everybody but `may` tries in vain; then the first of `may` does it. (The others of `may` might, and are not asked.)
    pub async fn step(&mut self, needs: Needs, may: &[&str], others: Others<'_>, sent: Sent) -> Got {
        let act = sent.route.ends_with("/acts") || sent.route.ends_with("/do/{act}") || sent.route.ends_with("/serve");
        let act = act || sent.route.ends_with("/offer");
        self.keep().await;
        let logins: Vec<&str> = self.people.iter().map(|person| person.login).collect();
        for login in logins.into_iter().filter(|login| !may.contains(login)) {
            let person = self.person(login).clone();
            let Some(status) = self.expected(&person, needs, others, act) else { continue };
            for services in [true, false] {
                let got = self.send(&person, &sent, services, None).await;
                let told = told(&sent, login, &got, if services { "services alone" } else { "whole" });
                assert_eq!(got.status, status, "{told}");
                self.unchanged(&told).await;
            }
            if let Some(status) = self.early(&person, needs) {
                for nonsense in nonsense(&sent) {
                    let got = self.send(&person, &nonsense, false, Some("nonsense")).await;
                    let told = told(&nonsense, login, &got, "nonsense");
                    if got.status != status {
                        self.nonsense.push(format!("{} {}: {status}, not {told}", sent.method, sent.route));
                    }
                    self.unchanged(&told).await;
                }
            }
        }
        let Some(first) = may.first() else { return Got { status: 0, text: String::new() } };
        let person = self.person(first).clone();
        self.forged(&person, &sent).await;
        let got = self.send(&person, &sent, false, None).await;
        assert!((200..400).contains(&got.status), "{}", told(&sent, first, &got, "may"));
        self.walked.insert((sent.method.to_owned(), sent.route.clone()));
        got
    }

    /// A form of who may, with the token of another session or from another site, is nobody's.
    async fn forged(&mut self, person: &Person, sent: &Sent) {
        if sent.path.starts_with("/api/") {
            return;
        }
        let other = self.people.iter().find(|other| !other.csrf.is_empty() && other.login != person.login);
        let stolen = Person { csrf: other.unwrap().csrf.clone(), ..person.clone() };
        let elsewhere = Person { site: "cross-site", ..person.clone() };
        for (forged, how) in [(stolen, "another's token"), (elsewhere, "from another site")] {
            for services in [true, false] {
                let got = self.send(&forged, sent, services, None).await;
                let told = told(sent, person.login, &got, how);
                assert_eq!(got.status, 403, "{told}");
                self.unchanged(&told).await;
            }
        }
    }

    /// As a person sends it: to the API with a bearer token, to the pages with the cookie, from our own pages.
    async fn send(&self, person: &Person, sent: &Sent, services: bool, if_match: Option<&str>) -> Got {
        let api = sent.path.starts_with("/api/");
        let mut request = Request::builder().method(sent.method.to_uppercase().as_str()).uri(&sent.path);
        request = request.header("accept-language", "en").header("host", "concord.test");
        request = request.header("sec-fetch-site", person.site);
        if let Some(value) = if_match {
            request = request.header("if-match", value);
        }
        match if api { &person.bearer } else { &person.cookie } {
            Some(token) if api => request = request.header("authorization", format!("Bearer {token}")),
            Some(token) => request = request.header("cookie", format!("{}={token}", concord::http::COOKIE)),
            None => {}
        }
        if !sent.kind.is_empty() {
            request = request.header("content-type", sent.kind);
        }
        let body = with_token(&sent.body, &person.csrf);
        let router = if services { &self.services } else { &self.app.router };
        let response = router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned();
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let status = parts.status.as_u16();
        if api {
            document::hold(sent.method, &sent.path, status, header("content-type"), &text);
            if status < 300 && sent.kind == "application/json" {
                document::hold_request(sent.method, &sent.path, &sent.body);
            }
        }
        let status = if status == 303 && header("location").starts_with("/sign-in?") { 401 } else { status };
        Got { status, text }
    }

    /// A JSON body to an address of the API; none for `null`.
    pub async fn json(
        &mut self,
        needs: Needs,
        (may, others): (&[&str], Others<'_>),
        (method, route): (&'static str, &str),
        places: &[(&str, &Value)],
        body: Value,
    ) -> Got {
        let path = filled(route, places);
        let (kind, body) =
            if body.is_null() { ("", Vec::new()) } else { ("application/json", body.to_string().into_bytes()) };
        self.step(needs, may, others, Sent { method, route: route.to_owned(), path, kind, body }).await
    }

    /// An act; the answer.
    pub async fn act(&mut self, may: &[&str], id: &Value, act: Value) -> Value {
        self.act_but(may, NONE, id, act).await
    }

    /// An act that some are answered otherwise than by its refusal.
    pub async fn act_but(&mut self, may: &[&str], others: Others<'_>, id: &Value, act: Value) -> Value {
        self.acts.insert(ActKind::named(act["act"].as_str().unwrap()).unwrap());
        let address = ("post", "/api/v1/negotiations/{id}/acts");
        self.json(Needs::In(Action::Act), (may, others), address, &[("id", id)], act).await.json()
    }

    /// An act on the way to what is walked, by who may.
    pub async fn done(&self, login: &str, id: &Value, act: Value) -> Value {
        let path = format!("/api/v1/negotiations/{}/acts", text(id));
        self.sent(login, "post", &path, act).await
    }

    /// Anything on the way, by who may.
    pub async fn sent(&self, login: &str, method: &'static str, path: &str, body: Value) -> Value {
        let (kind, body) =
            if body.is_null() { ("", Vec::new()) } else { ("application/json", body.to_string().into_bytes()) };
        let sent = Sent { method, route: String::new(), path: path.to_owned(), kind, body };
        let got = self.send(self.person(login), &sent, false, None).await;
        assert!((200..300).contains(&got.status), "{}", told(&sent, login, &got, "may"));
        if got.text.is_empty() { Value::Null } else { got.json() }
    }

    pub async fn get(&self, login: &str, path: &str) -> Value {
        let sent = Sent { method: "get", route: String::new(), path: path.to_owned(), kind: "", body: Vec::new() };
        let got = self.send(self.person(login), &sent, false, None).await;
        assert_eq!(got.status, 200, "{}", told(&sent, login, &got, "may"));
        got.json()
    }

    /// What the negotiation shows its parties under a name.
    pub async fn shown(&self, id: &Value, name: &str) -> Value {
        self.get(U, &format!("/api/v1/negotiations/{}", text(id))).await[name].clone()
    }

    /// A form, filled in as it stands on a page of who may: everybody else sends the same with the token of his own session.
    pub async fn form(
        &mut self,
        needs: Needs,
        (may, others): (&[&str], Others<'_>),
        route: &str,
        (page, action): (&str, &str),
        fill: &[(&str, &str)],
    ) -> Got {
        let cookie = self.person(may[0]).cookie.clone().unwrap();
        let mut browser = Browser::new(&self.app.router).with_cookie(concord::http::COOKIE, &cookie);
        let shown = browser.get(page).await;
        assert_eq!(shown.status, 200, "{page} as {}", may[0]);
        // What stands on the page that the button would show first comes without a field here: named with a `+`.
        let (more, fill): (Vec<_>, Vec<_>) = fill.iter().partition(|(name, _)| name.starts_with('+'));
        let (path, mut pairs) = shown.form_where(&fill, |address| address.ends_with(action));
        pairs.extend(more.into_iter().map(|(name, value)| (name[1..].to_owned(), value.to_owned())));
        // A script sends the form of a page to another address.
        let path = if filled_by_script(route) { path + route.rsplit("/offer").next().unwrap() } else { path };
        let sent = Sent { method: "post", route: route.to_owned(), ..forms::encoded(path, &pairs) };
        self.step(needs, may, others, sent).await
    }
}
