//! One of everything, each private field marked.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::{self, Cast, huinong, sheet};
use crate::stories::{serving, store};
use serde_json::{Value, json};
use uuid::Uuid;

/// Whose a canary is. Its text is `CANARY-<mark>-<field>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The union side's own: drafts, notes, limits.
    UnionPrivate,
    /// The employers' side's own.
    EmployerPrivate,
    /// Served in a negotiation that the bureau has no part in.
    Served,
    /// Given in confidence to the other side, also where the bureau has a part in the negotiation.
    Confidential,
    /// Of a negotiation whose invitation has not been served.
    Unserved,
    /// Served in a negotiation filed with the bureau.
    Filed,
    /// Served in a negotiation whose contract time alone has put in force: the register has no row of it yet.
    Silent,
    /// Workers' data of the bureau's audit.
    Audited,
    /// A person who has done nothing yet: known to the operator alone.
    Account,
}

impl Mark {
    pub fn at(self, field: &str) -> String {
        format!("CANARY-{self:?}-{field}")
    }
}

/// What is there.
pub struct Seeded {
    /// At the table; the bureau has no part in it.
    pub talks: Uuid,
    /// Not served yet.
    pub unserved: Uuid,
    /// Filed, reviewed, in force, not published.
    pub filed: Uuid,
    /// Of the one filed.
    pub contract: Uuid,
    /// By silence.
    pub silent_contract: Uuid,
    /// Filed, and in force by the bureau's silence, which nobody has acted on since.
    pub silent: Uuid,
    pub audit: Uuid,
    /// A payroll of the bureau's of which nobody has said how it is read.
    pub waiting: Uuid,
    profile: Uuid,
    /// The two parties.
    organisations: [Uuid; 2],
    notes: Vec<Uuid>,
    documents: Vec<Uuid>,
    acts: u64,
}

/// Queries of the routes that take some.
const QUERIES: &[(&str, &[&str])] = &[
    ("/table", &["as_of=1", "as_of=6"]),
    ("/negotiations/{id}", &["as_of=2", "show=open", "show=moved", "q=CANARY"]),
    ("/ladder", &["as_of=6", "item=minimum_wage", "item=minimum_wage&field=amount"]),
    ("/timeline", &["side=worker_side", "kind=offers"]),
    ("/contracts", &["text=CANARY", "enterprise=CANARY"]),
    ("/notes", &["item=overtime"]),
    ("/offer", &["from=own", "from=theirs", "from=previous"]),
    ("/redline", &["from=own&to=own", "from=own&to=6", "from=5&to=6", "from=agreement&to=own"]),
    ("/history", &["before=2", "before=1"]),
    ("/findings", &["page=0", "page=9"]),
    ("/rejects", &["after=0", "after=9"]),
    ("/gaps", &["after=0", "after=9"]),
    ("/sign-in", &["back=/negotiations/1"]),
];

impl Seeded {
    /// Placeholders of routes, and what stands there: objects of every kind, and last one that is not there.
    pub fn places(&self) -> Vec<(&'static str, Vec<String>)> {
        let under = |family: &str, ids: &[Uuid]| {
            ids.iter().chain(&[Uuid::from_u128(999_999)]).map(|id| format!("{family}/{id}")).collect::<Vec<_>>()
        };
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let numbers =
            |ids: &[Uuid]| ids.iter().chain(&[Uuid::from_u128(999_999)]).map(Uuid::to_string).collect::<Vec<_>>();
        let acts = (1..=self.acts).chain([999]).map(|seq| seq.to_string()).collect();
        vec![
            ("/negotiations/{id}", under("/negotiations", &[self.talks, self.unserved, self.filed, self.silent])),
            ("/audits/{id}", under("/audits", &[self.audit, self.waiting])),
            ("/payroll-profiles/{id}", under("/payroll-profiles", &[self.profile])),
            ("/contracts/{id}", under("/contracts", &[self.contract, self.silent_contract])),
            ("/organisations/{id}", under("/organisations", &self.organisations)),
            ("{seq}", acts),
            ("{note}", numbers(&self.notes)),
            ("{document}", numbers(&self.documents)),
            ("{act}", words(&["invite", "answer_information", "initial_items", "file", "give_opinion", "nonsense"])),
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
    json!({"act": "table_offer", "sheet": sheet, "answers": answers, "message": mark.at("message")})
}

async fn more_people(app: &TestApp, cast: &Cast) {
    let o = &cast.operator;
    let quiet = json!({"login": Mark::Account.at("login"), "name": Mark::Account.at("name"), "password": "never-signed-in", "locale": "en"});
    Caller::made(&o.post("/api/v1/accounts", &quiet).await);
    cast::person(app, o, "union.observer", "观察员", cast.union_org, "observer").await;
    cast::person(app, o, "firm.chief", "店主", cast.firm_org, "chief_representative").await;
    let other = cast::organisation(o, "大武口商场", "enterprise", "640202", None).await;
    cast::person(app, o, "other.firm", "外店", other, "chief_representative").await;
    for (login, to) in [("union.former", "2026-02-28"), ("union.elsewhere", "2026-02-28")] {
        let body = json!({"login": login, "name": login, "password": format!("{login}-password"), "locale": "en"});
        let account = Caller::made(&o.post("/api/v1/accounts", &body).await);
        let body = json!({"account": account, "organisation": cast.union_org, "role": "chief_representative",
            "from": "2026-01-01", "to": to});
        cast::granted(app, o, &body).await;
    }
}

/// A mandate limited to one negotiation.
async fn limited(app: &TestApp, cast: &Cast, login: &str, negotiation: Uuid) {
    let accounts = cast.operator.get("/api/v1/accounts").await.json();
    let account = accounts.as_array().unwrap().iter().find(|a| a["login"] == login).unwrap()["id"].clone();
    let body = json!({"account": account, "organisation": cast.union_org, "role": "representative",
        "negotiation": negotiation, "from": "2026-01-01"});
    cast::granted(app, &cast.operator, &body).await;
}

/// A note on the whole and one on an item, a mark, a document not served: of one side, marked.
async fn private(side: &Caller, id: Uuid, mark: Mark, kept: &mut Kept) {
    let path = format!("/api/v1/negotiations/{id}");
    for body in [json!({"text": mark.at("note")}), json!({"text": mark.at("on-item"), "item": "overtime"})] {
        kept.notes.push(Caller::made(&side.post(&format!("{path}/notes"), &body).await));
    }
    let body = json!({"item": "overtime", "mark": "must_have"});
    assert_eq!(side.put(&format!("{path}/marks"), &body).await.status, 204);
    stored(side, id, mark, false, kept).await;
}

async fn stored(side: &Caller, id: Uuid, mark: Mark, confidential: bool, kept: &mut Kept) -> Value {
    let name = format!("{}.txt", mark.at("file"));
    let stored = store(side, id, &name, mark.at("bytes").as_bytes(), confidential).await;
    kept.documents.push(Caller::made(&stored));
    stored.json()
}

/// Documents served, in confidence and not, and an answer in confidence that names one.
async fn given(cast: &Cast, id: Uuid, open: Mark, kept: &mut Kept) {
    let plain = stored(&cast.employer, id, open, false, kept).await;
    cast.employer.act(id, serving(&plain, false)).await;
    let secret = stored(&cast.employer, id, Mark::Confidential, true, kept).await;
    let served = cast.employer.act(id, serving(&secret, true)).await["seq"].clone();
    let asked = cast.union.act(id, json!({"act": "request_information", "subject": "利润"})).await["seq"].clone();
    let answer = json!({"act": "answer_information", "request": asked, "given": false, "confidential": true,
        "content": Mark::Confidential.at("reason"), "documents": [served]});
    cast.employer.act(id, answer).await;
}

#[derive(Default)]
struct Kept {
    notes: Vec<Uuid>,
    documents: Vec<Uuid>,
}

async fn talks(cast: &Cast, kept: &mut Kept) -> Uuid {
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}");
    let ask = json!({"act": "request_information", "subject": Mark::Served.at("subject"), "message": "请提供"});
    let asked = cast.union.act(id, ask).await["seq"].clone();
    let answer = json!({"act": "answer_information", "request": asked, "given": true, "confidential": true,
        "content": Mark::Confidential.at("content")});
    cast.employer.act(id, answer).await;
    let first = cast.union.act(id, tabling(&marked("2500.00", Mark::Served), &Value::Null, Mark::Served)).await;
    cast.employer.act(id, tabling(&marked("2300.00", Mark::Served), &first["seq"], Mark::Served)).await;
    for (side, mark) in [(&cast.union, Mark::UnionPrivate), (&cast.employer, Mark::EmployerPrivate)] {
        let draft = json!({"version": 0, "sheet": marked("2450.00", mark), "message": mark.at("message")});
        let saved = side.put(&format!("{path}/draft"), &draft).await;
        assert!(saved.status < 300, "{}", saved.text);
        private(side, id, mark, kept).await;
        let bargaining_limit = json!({"item": "minimum_wage", "field": "amount", "bound": "at_least", "value": "2460.00",
            "note": mark.at("bargaining_limit")});
        let set = side.put(&format!("{path}/bargaining-limits"), &bargaining_limit).await;
        assert!(set.status < 300, "{}", set.text);
    }
    given(cast, id, Mark::Served, kept).await;
    id
}

async fn filed(cast: &Cast, kept: &mut Kept) -> (Uuid, Uuid) {
    let id = cast.to_the_table().await;
    given(cast, id, Mark::Filed, kept).await;
    cast.agree(id, tabling(&marked("2400.00", Mark::Filed), &Value::Null, Mark::Filed)).await;
    cast.ratify(id).await;
    cast.sign(id).await;
    cast.file(id).await;
    (id, cast.pass(id).await)
}

/// Filed; from here on the clock alone acts on it.
async fn silent(cast: &Cast) -> Uuid {
    let id = cast.to_the_table().await;
    cast.agree(id, tabling(&marked("2420.00", Mark::Silent), &Value::Null, Mark::Silent)).await;
    cast.ratify(id).await;
    cast.sign(id).await;
    cast.file(id).await;
    id
}

async fn audit(app: &TestApp, cast: &Cast, contract: Uuid) -> Uuid {
    let [worker, other, cell] = ["worker", "other", "cell"].map(|place| Mark::Audited.at(place));
    // A finding, a gap and a rejected line.
    let payroll = format!(
        "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay\n\
         9164020589MXMRUW56,{worker},2026-06,full_time,1000.00,21.75,1000.00\n\
         9164020589MXMRUW56,{worker},2026-08,full_time,1000.00,21.75,1000.00\n\
         9164020589MXMRUW56,{other},2026-06,full_time,{cell},21.75,1000.00\n"
    );
    let run = app.audited(&cast.bureau, contract, &payroll).await;
    run["id"].as_str().unwrap().parse::<Uuid>().unwrap()
}

/// A payroll with two columns for gross pay: it waits.
async fn waiting(app: &TestApp, contract: Uuid) -> Uuid {
    let worker = Mark::Audited.at("waiting");
    let payroll = format!(
        "统一社会信用代码,工号,月份,用工形式,合同工资,计薪天数,应发工资,应发合计\n\
         9164020589MXMRUW56,{worker},2026-06,全日制,1000.00,21.75,1000.00,1000.00\n"
    );
    let mut browser = Browser::new(&app.router);
    browser.sign_in("bureau.reviewer").await;
    let page = browser.get(&format!("/contracts/{contract}/audits")).await;
    let page = browser.upload_file(&page, "payroll", "payroll.csv", payroll.as_bytes()).await;
    let id = page.path.strip_prefix("/audits/").and_then(|rest| rest.strip_suffix("/mapping"));
    id.unwrap_or_else(|| panic!("{}", page.path)).parse().unwrap()
}

/// A profile that the bureau keeps.
async fn profile(cast: &Cast) -> Uuid {
    let column = json!({"column": Mark::Audited.at("column")});
    let profile = json!({"schema": "concord.payroll-profile/1", "name": Mark::Audited.at("profile"), "tables": [{"columns": {
        "enterprise_id": column, "worker_id": column, "period": column, "employment": column, "agreed_wage": column,
        "gross_pay": column}}]});
    Caller::made(
        &cast.bureau.post(&format!("/api/v1/organisations/{}/payroll-profiles", cast.bureau_org), &profile).await,
    )
}

/// Everything, marked.
pub async fn seeded(app: &TestApp) -> Seeded {
    let cast = huinong(app).await;
    more_people(app, &cast).await;
    let mut kept = Kept::default();
    let talks = talks(&cast, &mut kept).await;
    let unserved = {
        let body = json!({"title": Mark::Unserved.at("title"), "jurisdiction": "CN-64", "area": "640205",
            "industry": "F", "worker_org": cast.union_org, "employer_org": cast.employer_org,
            "bureau_org": cast.bureau_org, "reopening": "mutual"});
        Caller::made(&cast.union.post("/api/v1/negotiations", &body).await)
    };
    let (filed, contract) = filed(&cast, &mut kept).await;
    limited(app, &cast, "union.elsewhere", filed).await;
    let audit = audit(app, &cast, contract).await;
    let waiting = waiting(app, contract).await;
    let profile = profile(&cast).await;
    let silent = silent(&cast).await;
    let acts = cast.union.get(&format!("/api/v1/negotiations/{filed}/acts")).await.json();
    let acts = u64::try_from(acts.as_array().unwrap().len()).unwrap();
    let Kept { notes, documents } = kept;
    // The bureau's time runs out; whoever walks signs in after that.
    app.at("2026-04-20T01:00:00Z");
    let silent_contract = cast.fingerprint(silent, "contract").await.as_str().unwrap().parse().unwrap();
    let organisations = [cast.union_org, cast.employer_org];
    Seeded {
        talks,
        unserved,
        filed,
        contract,
        silent,
        silent_contract,
        audit,
        waiting,
        profile,
        organisations,
        notes,
        documents,
        acts,
    }
}
