//! Every address of the API that changes something × everybody, with a body that would be right: who may not gets
//! 401, 403 or 404 (of an act of the procedure also its refusal) and changes no row, who may does it.

use super::api_writes;
use crate::app::TestApp;
use crate::caller::{Answer, Caller};
use crate::cast::{self, Cast, delegation, huinong, invitation, offer, sheet};
use crate::path::pack;
use crate::stories::serving;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const U: &str = "union.chief";
const UR: &str = "union.rep";
const E: &str = "employer.chief";
const ER: &str = "employer.rep";
const B: &str = "bureau.reviewer";
const OP: &str = "operator";
const CHIEFS: &[&str] = &[U, E];
const SIDES: &[&str] = &[U, UR, E, ER];

/// Nobody of these stands in the negotiation.
const OUTSIDERS: &[&str] =
    &["stranger", "other.reviewer", "other.firm", OP, "union.former", "union.elsewhere", "firm.chief"];

/// Of nobody of these is there a session.
const NOBODY: &[&str] = &["anonymous", "closed"];

struct Walk<'a> {
    app: &'a TestApp,
    people: Vec<(&'static str, Caller)>,
    walked: BTreeSet<(String, String)>,
    /// An act has brought the bureau in.
    bureau_in: bool,
}

/// Every row of every table, without what a sign-in leaves behind.
pub async fn dump(app: &TestApp) -> String {
    let db = &app.app.db;
    let backend = db.get_database_backend();
    let rows = async |sql: String| {
        let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap_or_default()).collect::<Vec<_>>()
    };
    let tables = rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name".to_owned()).await;
    let mut out = String::new();
    let passing =
        |table: &str| ["session", "seaql", "sqlite", "attempt", "failure"].iter().any(|word| table.contains(word));
    for table in tables.iter().filter(|table| !passing(table)) {
        let columns = rows(format!(
            "SELECT group_concat('quote(\"' || name || '\")', ' || ''|'' || ') FROM pragma_table_info('{table}')"
        ))
        .await;
        let all = rows(format!("SELECT {} FROM \"{table}\" ORDER BY 1", columns[0])).await;
        out.push_str(&format!("{table}\n{}\n", all.join("\n")));
    }
    out
}

/// What is sent.
struct Sent<'a> {
    method: &'a str,
    /// As in the document.
    route: &'a str,
    path: String,
    kind: &'a str,
    body: Vec<u8>,
}

impl Walk<'_> {
    fn person(&self, login: &str) -> &Caller {
        &self.people.iter().find(|(name, _)| *name == login).unwrap().1
    }

    /// Everybody but `may` tries in vain; then the first of `may` does it. (The others of `may` might, and are not asked.)
    async fn step(&mut self, may: &[&str], sent: Sent<'_>) -> Answer {
        let Sent { method, route, path, kind, body } = sent;
        let before = dump(self.app).await;
        let act = route.ends_with("/acts");
        for (login, caller) in self.people.iter().filter(|(login, _)| !may.contains(login)) {
            let answer = caller.send_bytes(&method.to_uppercase(), &path, kind, &body).await;
            let told = format!("{method} {path} as {login}: {} {}", answer.status, answer.text);
            let outside = OUTSIDERS.contains(login) || (login.starts_with("bureau") && !self.bureau_in);
            let fits = match answer.status {
                401 => NOBODY.contains(login),
                404 => !NOBODY.contains(login),
                // Without a token, what a form could send too must come from our own pages.
                403 if *login == "anonymous" => kind != "application/json" && !kind.is_empty(),
                403 => !NOBODY.contains(login) && !outside,
                422 => !NOBODY.contains(login) && !outside && act,
                _ => false,
            };
            assert!(fits, "{told}");
            assert_eq!(dump(self.app).await, before, "{told}: it changed something");
        }
        let done = self.person(may[0]).send_bytes(&method.to_uppercase(), &path, kind, &body).await;
        let told =
            format!("{method} {path} as {}: {} {}\n{}", may[0], done.status, done.text, String::from_utf8_lossy(&body));
        assert!((200..300).contains(&done.status), "{told}");
        self.walked.insert((method.to_owned(), route.to_owned()));
        done
    }

    async fn json(
        &mut self,
        may: &[&str],
        method: &str,
        route: &str,
        places: &[(&str, &Value)],
        body: Value,
    ) -> Answer {
        let mut path = route.to_owned();
        for (place, value) in places {
            path = path.replace(&format!("{{{place}}}"), &text(value));
        }
        let (kind, body) =
            if body.is_null() { ("", Vec::new()) } else { ("application/json", body.to_string().into_bytes()) };
        self.step(may, Sent { method, route, path, kind, body }).await
    }

    /// An act; the answer.
    async fn act(&mut self, may: &[&str], id: &Value, act: Value) -> Value {
        self.json(may, "post", "/api/v1/negotiations/{id}/acts", &[("id", id)], act).await.json()
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A person with a mandate that says more than whose and what.
async fn mandated(app: &TestApp, operator: &Caller, login: &str, mandate: Value) -> Caller {
    let password = format!("{login}-password");
    let body = json!({"login": login, "name": login, "password": password, "locale": "en"});
    let account = operator.post("/api/v1/accounts", &body).await.json()["id"].clone();
    let mut mandate = mandate;
    mandate["account"] = account;
    cast::granted(app, operator, &mandate).await;
    app.user(login, &password).await
}

/// Everybody.
async fn people(app: &TestApp, cast: &Cast) -> Vec<(&'static str, Caller)> {
    let o = &cast.operator;
    let (union, elsewhere) = (cast.union_org, cast.open().await);
    let other = cast::organisation(o, "大武口商场", "enterprise", "640202", None).await;
    let former =
        json!({"organisation": union, "role": "chief_representative", "from": "2026-01-01", "to": "2026-02-28"});
    let limited =
        json!({"organisation": union, "role": "chief_representative", "from": "2026-01-01", "negotiation": elsewhere});
    let shut = cast::person(app, o, "closed", "关", union, "chief_representative").await;
    let shut = Caller { sign_in: None, token: Arc::new(Mutex::new(shut.token.lock().unwrap().clone())), ..shut };
    let close = "UPDATE account SET closed_at = '2026-01-01T00:00:00+00:00' WHERE login = 'closed'";
    app.app.db.execute_unprepared(close).await.unwrap();
    vec![
        ("anonymous", app.anonymous()),
        ("closed", shut),
        ("stranger", cast.stranger.clone()),
        (U, cast.union.clone()),
        (UR, cast.union_colleague.clone()),
        ("union.observer", cast::person(app, o, "union.observer", "观察员", union, "observer").await),
        ("union.former", mandated(app, o, "union.former", former).await),
        ("union.elsewhere", mandated(app, o, "union.elsewhere", limited).await),
        (E, cast.employer.clone()),
        (ER, cast::person(app, o, ER, "郑代表", cast.employer_org, "representative").await),
        (B, cast.bureau.clone()),
        ("bureau.auditor", cast::person(app, o, "bureau.auditor", "审计", cast.bureau_org, "auditor").await),
        ("other.reviewer", cast.other_bureau.clone()),
        ("firm.chief", cast::person(app, o, "firm.chief", "店主", cast.firm_org, "chief_representative").await),
        ("other.firm", cast::person(app, o, "other.firm", "外店", other, "chief_representative").await),
        (OP, o.clone()),
    ]
}

/// A job that was given up.
pub async fn given_up(app: &TestApp, key: &str) {
    let job = format!(
        "INSERT INTO job (kind, key, payload, state, run_at, attempts, last_error, created_at) VALUES ('register', '{key}', \
         '{{}}', 'dead', '2026-03-01T00:00:00+00:00', 10, 'x', '2026-03-01T00:00:00+00:00')"
    );
    app.app.db.execute_unprepared(&job).await.unwrap();
}

/// The operator's desk.
async fn desk(walk: &mut Walk<'_>, cast: &Cast) {
    let organisation = json!({"name": "新企业", "kind": "enterprise", "area": "640205", "industry": "F"});
    let firm = walk.json(&[OP], "post", "/api/v1/organisations", &[], organisation).await.json()["id"].clone();
    let parent = json!({"name": "新协会", "kind": "employer_organisation", "area": "640205"});
    let parent = walk.json(&[OP], "post", "/api/v1/organisations", &[], parent).await.json()["id"].clone();
    let affiliation = json!({"parent": parent, "child": firm, "from": "2026-03-01"});
    walk.json(&[OP], "post", "/api/v1/affiliations", &[], affiliation).await;
    let account = json!({"login": "fresh", "name": "新人", "password": "fresh-password"});
    let account = walk.json(&[OP], "post", "/api/v1/accounts", &[], account).await.json()["id"].clone();
    // The union is represented: its chief answers what the operator asks for.
    let asked = json!({"account": account, "organisation": cast.union_org, "role": "observer", "from": "2026-03-01"});
    let mut mandate = Value::Null;
    for answer in ["refuse", "confirm"] {
        mandate = walk.json(&[OP], "post", "/api/v1/mandates", &[], asked.clone()).await.json()["id"].clone();
        let route = format!("/api/v1/mandates/{{id}}/{answer}");
        walk.json(&[U, UR, OP], "post", &route, &[("id", &mandate)], Value::Null).await;
    }
    for step in ["close", "reopen"] {
        let route = format!("/api/v1/accounts/{{id}}/{step}");
        walk.json(&[OP], "post", &route, &[("id", &account)], Value::Null).await;
    }
    walk.json(&[OP], "delete", "/api/v1/mandates/{id}", &[("id", &mandate)], Value::Null).await;
    given_up(walk.app, "register:none").await;
    let key = json!("register:none");
    walk.json(&[OP], "post", "/api/v1/jobs/{key}/revive", &[("key", &key)], Value::Null).await;
}

/// What a side keeps for itself.
async fn private(walk: &mut Walk<'_>, id: &Value) {
    let at = "/api/v1/negotiations/{id}";
    let own = [U, UR, E, ER];
    let here = [("id", id)];
    let note =
        walk.json(&own, "post", &format!("{at}/notes"), &here, json!({"text": "底线"})).await.json()["id"].clone();
    let changed = json!({"version": 1, "text": "新底线"});
    let note_at = [("id", id), ("note", &note)];
    walk.json(&[U], "put", &format!("{at}/notes/{{note}}"), &note_at, changed).await;
    walk.json(&[U], "delete", &format!("{at}/notes/{{note}}"), &note_at, Value::Null).await;
    let draft = json!({"version": 0, "sheet": sheet("2450.00", "2600.00")});
    walk.json(&own, "put", &format!("{at}/draft"), &here, draft).await;
    let reads = [U, UR, "union.observer", E, ER];
    walk.json(&reads, "post", &format!("{at}/draft/check"), &here, sheet("2450.00", "2600.00")).await;
    let restore = json!({"restore": 1, "version": 1});
    walk.json(&[U, UR], "post", &format!("{at}/draft/history"), &here, restore).await;
    walk.json(&own, "delete", &format!("{at}/draft"), &here, Value::Null).await;
    let import = Sent {
        method: "post",
        route: "/api/v1/negotiations/{id}/draft/import",
        path: format!("/api/v1/negotiations/{}/draft/import?dry_run=false&version=0", text(id)),
        kind: "text/csv",
        body: "grade,zone,size,unit,amount\ncashier,,,month,2600.00\n".into(),
    };
    walk.step(&own, import).await;
    let draft = walk.person(U).get(&format!("/api/v1/negotiations/{}/draft", text(id))).await.json();
    let limit =
        json!({"item": draft["sheet"]["items"][0]["key"], "field": "amount", "bound": "at_least", "value": "2460.00"});
    walk.json(CHIEFS, "put", &format!("{at}/bargaining-limits"), &here, limit).await;
    let limits = walk.person(U).get(&format!("/api/v1/negotiations/{}/bargaining-limits", text(id))).await.json();
    let limit_at = [("id", id), ("limit", &limits[0]["id"])];
    walk.json(&[U], "delete", &format!("{at}/bargaining-limits/{{limit}}"), &limit_at, Value::Null).await;
    let readers = [U, UR, "union.observer", E, ER];
    walk.json(&readers, "put", &format!("{at}/seen"), &here, json!({"act": 1})).await;
}

async fn documents(walk: &mut Walk<'_>, id: &Value) {
    let route = "/api/v1/negotiations/{id}/documents";
    let path = format!("/api/v1/negotiations/{}/documents?name=a.txt", text(id));
    let mut kept = Vec::new();
    for content in ["甲", "乙"] {
        let body = content.as_bytes().to_vec();
        let sent = Sent { method: "post", route, path: path.clone(), kind: "application/octet-stream", body };
        kept.push(walk.step(&[U, UR, E, ER], sent).await.json());
    }
    walk.act(&[U, UR], id, serving(&kept[0], false)).await;
    let one = "/api/v1/negotiations/{id}/documents/{document}";
    walk.json(&[U, UR], "delete", one, &[("id", id), ("document", &kept[1]["id"])], Value::Null).await;
}

/// From the invitation to what lies on the table.
async fn talks(walk: &mut Walk<'_>, id: &Value) {
    walk.act(&[U], id, invitation()).await;
    walk.act(&[E], id, json!({"act": "reply", "decision": "accept"})).await;
    walk.act(&[U, E], id, delegation("马秀英", "职工")).await;
    walk.act(&[E, U], id, delegation("王建国", "企业")).await;
    private(walk, id).await;
    documents(walk, id).await;
    let asked = walk.act(SIDES, id, json!({"act": "request_information", "subject": "工资总额"})).await["seq"].clone();
    let answer = json!({"act": "answer_information", "request": asked, "given": true, "content": "1,230 万元"});
    walk.act(&[E, ER], id, answer).await;
    let open = json!({"act": "open_session", "chair": "worker_side", "recorder": "周记录", "place": "会议室"});
    let session = walk.act(SIDES, id, open).await["seq"].clone();
    walk.act(SIDES, id, json!({"act": "record_minutes", "session": session, "text": "双方陈述。"})).await;
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "sign_minutes", "session": session})).await;
    }
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "suspend", "reason": "另议", "until": "2026-03-10"})).await;
    }
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "resume"})).await;
    }
}

/// From the first offer to the contract in force.
async fn contract(walk: &mut Walk<'_>, id: &Value) {
    let withdrawn = walk.act(SIDES, id, offer(&sheet("2500.00", "2700.00"), None)).await["seq"].clone();
    walk.act(&[U, UR], id, json!({"act": "withdraw_offer", "offer": withdrawn})).await;
    let first = walk.act(SIDES, id, offer(&sheet("2400.00", "2600.00"), None)).await["seq"].clone();
    let mark = json!({"item": "overtime", "mark": "must_have"});
    walk.json(SIDES, "put", "/api/v1/negotiations/{id}/marks", &[("id", id)], mark).await;
    walk.act(CHIEFS, id, json!({"act": "initial_items", "offer": first, "items": ["overtime"]})).await;
    walk.act(&[E], id, json!({"act": "accept_offer", "offer": first})).await;
    let at = format!("/api/v1/negotiations/{}", text(id));
    let draft = walk.person(U).get(&at).await.json()["draft_sha256"].clone();
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "agree_draft", "sha256": draft})).await;
    }
    walk.act(&[U, UR], id, json!({"act": "open_ballot", "body": "行业职工代表大会", "roll": 30})).await;
    let vote = json!({"act": "record_vote", "present": 20, "in_favour": 15, "against": 5, "abstained": 0});
    walk.act(&[U, UR], id, vote).await;
    let signed = walk.person(U).get(&at).await.json()["contract_sha256"].clone();
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "sign", "sha256": signed})).await;
    }
    walk.act(&[E, ER], id, json!({"act": "file", "pack": pack()})).await;
    walk.bureau_in = true;
    walk.act(&[B], id, json!({"act": "acknowledge", "number": "惠人社收〔2026〕1号"})).await;
    let heads = json!({"qualification": "合格", "procedure": "合法", "content": "不低于法定标准"});
    let opinion = json!({"act": "give_opinion", "number": "惠人社审〔2026〕1号", "heads": heads,
        "opinion": {"result": "no_objection"}});
    walk.act(&[B], id, opinion).await;
    let contract = text(&walk.person(U).get(&at).await.json()["contract"]);
    let audit = Sent {
        method: "post",
        route: "/api/v1/contracts/{id}/audits",
        path: format!("/api/v1/contracts/{contract}/audits"),
        kind: "text/csv",
        body: "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay\n\
               9164020589MXMRUW56,W1,2026-06,full_time,2400.00,21.75,2400.00\n"
            .into(),
    };
    walk.step(&[B, "bureau.auditor", U, UR, E, ER], audit).await;
    for chief in CHIEFS {
        walk.act(&[chief, U, UR, E, ER], id, json!({"act": "publish", "means": "公告栏"})).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_right_body_only_who_may_changes_anything() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let people = people(&app, &cast).await;
    let mut walk = Walk { app: &app, people, walked: BTreeSet::new(), bureau_in: false };
    desk(&mut walk, &cast).await;
    let body = json!({"title": "2026 年工资集体协商", "jurisdiction": "CN-64", "area": "640205", "industry": "F",
        "worker_org": cast.union_org, "employer_org": cast.employer_org, "bureau_org": cast.bureau_org,
        "reopening": "mutual"});
    let id = walk.person(U).post("/api/v1/negotiations", &body).await.json()["id"].clone();
    talks(&mut walk, &id).await;
    contract(&mut walk, &id).await;
    // These ask for no right in anything: what a stranger does with them is his own.
    let own =
        ["/api/v1/session", "/api/v1/tokens", "/api/v1/me/password", "/api/v1/floor-check", "/api/v1/negotiations"];
    let all: BTreeSet<_> = api_writes().into_iter().filter(|(_, path)| !own.contains(&path.as_str())).collect();
    let left: Vec<_> = all.difference(&walk.walked).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn every_address_that_changes_something_says_what_it_needs() {
    let known: BTreeSet<&str> = concord::http::NEEDS.iter().map(|(path, _)| *path).collect();
    let api = api_writes().into_iter().map(|(_, path)| path);
    let all: BTreeSet<String> = api.chain(super::pages::WRITES.iter().map(|path| (*path).to_owned())).collect();
    let missing: Vec<_> = all.iter().filter(|path| !known.contains(path.as_str())).collect();
    assert!(missing.is_empty(), "src/http/rights.rs does not know {missing:?}");
    let gone: Vec<_> = known.iter().filter(|path| !all.contains(**path)).collect();
    assert!(gone.is_empty(), "no route: {gone:?}");
}
