//! One of everything, each private field marked.

use crate::app::TestApp;
use crate::caller::Caller;
use crate::cast::{self, Cast, huinong, sheet};
use serde_json::{Value, json};

/// Whose a canary is. Its text is `CANARY-<mark>-<field>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The union side's own: drafts, notes, ceilings.
    UnionPrivate,
    /// The employers' side's own.
    EmployerPrivate,
    /// Served in a negotiation that the bureau has no part in.
    Served,
    /// Given in confidence to the other side.
    Confidential,
    /// Of a negotiation whose invitation has not been served.
    Unserved,
    /// Served in a negotiation filed with the bureau.
    Filed,
    /// Workers' data of the bureau's audit.
    Audited,
}

impl Mark {
    pub fn at(self, field: &str) -> String {
        format!("CANARY-{self:?}-{field}")
    }
}

/// What is there.
pub struct Seeded {
    /// At the table; the bureau has no part in it.
    pub talks: i64,
    /// Not served yet.
    pub unserved: i64,
    /// Filed, reviewed, in force, not published.
    pub filed: i64,
    pub number: String,
    pub audit: i64,
    acts: u64,
}

/// Queries of the routes that take some.
const QUERIES: &[(&str, &[&str])] = &[
    ("/table", &["as_of=1", "as_of=6"]),
    ("/negotiations/{id}", &["as_of=2"]),
    ("/contracts", &["text=CANARY", "enterprise=CANARY"]),
    ("/offer", &["from=own", "from=theirs", "from=previous"]),
    ("/history", &["before=2", "before=1"]),
    ("/findings", &["page=0", "page=9"]),
    ("/sign-in", &["back=/negotiations/1"]),
];

impl Seeded {
    /// Placeholders of routes, and what stands there: objects of every kind, and last one that is not there.
    pub fn places(&self) -> Vec<(&'static str, Vec<String>)> {
        let under = |family: &str, ids: &[i64]| {
            ids.iter().chain(&[999_999]).map(|id| format!("{family}/{id}")).collect::<Vec<_>>()
        };
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let acts = (1..=self.acts).chain([999]).map(|seq| seq.to_string()).collect();
        vec![
            ("/negotiations/{id}", under("/negotiations", &[self.talks, self.unserved, self.filed])),
            ("/audits/{id}", under("/audits", &[self.audit])),
            ("{number}", vec![self.number.clone(), "640205-2026-9999".to_owned()]),
            ("{seq}", acts),
            ("{deed}", words(&["invite", "answer_information", "initial_items", "file", "give_opinion", "nonsense"])),
            ("{code}", words(&["CN-64", "CN-00"])),
            ("{tag}", words(&["zh-CN", "xx"])),
            ("{what}", words(&["accounts", "nonsense"])),
            ("{file}", words(&["other.css"])),
            ("{version}", words(&["1", "999"])),
        ]
    }

    /// Every address of a route: each object, with each query it takes.
    pub fn addresses(&self, route: &str) -> Vec<String> {
        let mut out = vec![route.to_owned()];
        for (place, values) in self.places() {
            let filled = |path: String| match path.contains(place) {
                true => values.iter().map(|value| path.replacen(place, value, 1)).collect(),
                false => vec![path],
            };
            out = out.into_iter().flat_map(filled).collect();
        }
        assert!(!out[0].contains('{'), "nothing stands at {route}");
        let queries = QUERIES.iter().filter(|(end, _)| route.ends_with(end)).flat_map(|(_, queries)| *queries);
        let asked: Vec<String> = queries.flat_map(|q| out.iter().map(move |path| format!("{path}?{q}"))).collect();
        out.extend(asked);
        out
    }

    /// The address of a route with the first of everything but `place`, which has `value`.
    pub fn address(&self, route: &str, place: &str, value: &str) -> String {
        let mut path = route.replacen(place, value, 1);
        for (place, values) in self.places() {
            path = path.replacen(place, &values[0], 1);
        }
        path
    }
}

/// A sheet with a marked clause.
fn marked(minimum: &str, mark: Mark) -> Value {
    let mut value = sheet(minimum, "2700.00");
    let clause =
        json!({"key": "clause.mark", "kind": "clause", "heading": mark.at("heading"), "text": mark.at("text")});
    value["items"].as_array_mut().unwrap().push(clause);
    value
}

fn tabling(sheet: &Value, answers: &Value, mark: Mark) -> Value {
    json!({"deed": "table_offer", "sheet": sheet, "answers": answers, "message": mark.at("message")})
}

async fn more_people(app: &TestApp, cast: &Cast) {
    let o = &cast.operator;
    cast::person(app, o, "union.observer", "观察员", cast.union_org, "observer").await;
    cast::person(app, o, "firm.chief", "店主", cast.firm_org, "chief_representative").await;
    let other = cast::organisation(o, "大武口商场", "enterprise", "640202", None).await;
    cast::person(app, o, "other.firm", "外店", other, "chief_representative").await;
    for (login, to) in [("union.former", "2026-02-28"), ("union.elsewhere", "2026-02-28")] {
        let body = json!({"login": login, "name": login, "password": format!("{login}-password"), "locale": "en"});
        let account = Caller::made(&o.post("/api/v1/accounts", &body).await);
        let body = json!({"account": account, "organisation": cast.union_org, "role": "chief_representative",
            "from": "2026-01-01", "to": to});
        Caller::made(&o.post("/api/v1/mandates", &body).await);
    }
}

/// A mandate limited to one negotiation.
async fn limited(cast: &Cast, login: &str, negotiation: i64) {
    let accounts = cast.operator.get("/api/v1/accounts").await.json();
    let account = accounts.as_array().unwrap().iter().find(|a| a["login"] == login).unwrap()["id"].clone();
    let body = json!({"account": account, "organisation": cast.union_org, "role": "representative",
        "negotiation": negotiation, "from": "2026-01-01"});
    Caller::made(&cast.operator.post("/api/v1/mandates", &body).await);
}

async fn talks(cast: &Cast) -> i64 {
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}");
    let ask = json!({"deed": "request_information", "subject": Mark::Served.at("subject"), "message": "请提供"});
    let asked = cast.union.act(id, ask).await["seq"].clone();
    let answer = json!({"deed": "answer_information", "request": asked, "given": true, "confidential": true,
        "content": Mark::Confidential.at("content")});
    cast.employer.act(id, answer).await;
    let first = cast.union.act(id, tabling(&marked("2500.00", Mark::Served), &Value::Null, Mark::Served)).await;
    cast.employer.act(id, tabling(&marked("2300.00", Mark::Served), &first["seq"], Mark::Served)).await;
    for (side, mark) in [(&cast.union, Mark::UnionPrivate), (&cast.employer, Mark::EmployerPrivate)] {
        let draft = json!({"version": 0, "sheet": marked("2450.00", mark), "message": mark.at("message")});
        let saved = side.put(&format!("{path}/draft"), &draft).await;
        assert!(saved.status < 300, "{}", saved.text);
        let ceiling = json!({"item": "minimum_wage", "field": "amount", "bound": "at_least", "value": "2460.00",
            "note": mark.at("ceiling")});
        let set = side.put(&format!("{path}/ceilings"), &ceiling).await;
        assert!(set.status < 300, "{}", set.text);
    }
    id
}

async fn filed(cast: &Cast) -> (i64, String) {
    let id = cast.to_the_table().await;
    cast.agree(id, tabling(&marked("2400.00", Mark::Filed), &Value::Null, Mark::Filed)).await;
    cast.ratify(id).await;
    cast.sign(id).await;
    cast.file(id).await;
    let number = cast.pass(id).await;
    (id, number)
}

async fn audit(cast: &Cast, number: &str) -> i64 {
    let worker = Mark::Audited.at("worker");
    let payroll = format!(
        "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay\n\
         9164020589MXMRUW56,{worker},2026-06,full_time,1000.00,21.75,1000.00\n\
         9164020589MXMRUW56,{worker},2026-06,full_time,x,21.75,1000.00\n"
    );
    let run = cast.bureau.send("POST", &format!("/api/v1/contracts/{number}/audits"), "text/csv", payroll).await;
    assert_eq!(run.status, 201, "{}", run.text);
    run.json()["id"].as_i64().unwrap()
}

/// Everything, marked.
pub async fn seeded(app: &TestApp) -> Seeded {
    let cast = huinong(app).await;
    more_people(app, &cast).await;
    let talks = talks(&cast).await;
    let unserved = {
        let body = json!({"title": Mark::Unserved.at("title"), "jurisdiction": "CN-64", "area": "640205",
            "industry": "F", "worker_org": cast.union_org, "employer_org": cast.employer_org,
            "bureau_org": cast.bureau_org, "reopening": "mutual"});
        Caller::made(&cast.union.post("/api/v1/negotiations", &body).await)
    };
    let (filed, number) = filed(&cast).await;
    limited(&cast, "union.elsewhere", filed).await;
    let audit = audit(&cast, &number).await;
    let acts = cast.union.get(&format!("/api/v1/negotiations/{filed}/acts")).await.json();
    let acts = u64::try_from(acts.as_array().unwrap().len()).unwrap();
    Seeded { talks, unserved, filed, number, audit, acts }
}
