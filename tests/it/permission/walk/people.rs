//! Who tries: everybody who might, and where each stands.

use super::{B, BA, E, ER, F, F2, FR, OP, OP2, U, U2, UA, UB, UO, UR};
use crate::app::TestApp;
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::{self, Cast};
use domain::party::{Capacity, MandateRole};
use domain::policy::Action;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

/// Where somebody stands towards the negotiation that is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// There is no session of theirs.
    Nowhere,
    /// Signed in, without a mandate that counts here.
    Outside,
    Inside(Capacity, MandateRole),
}

/// How far the negotiation has come that is walked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Now {
    /// The invitation has been served.
    pub served: bool,
    /// An act has brought the bureau in.
    pub bureau_in: bool,
    /// Chiefs of covered enterprises that are asked to confirm.
    pub asked: &'static [&'static str],
    /// A contract is in force, or was.
    pub contract: bool,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub login: &'static str,
    pub stands: Stands,
    pub bearer: Option<String>,
    pub cookie: Option<String>,
    pub csrf: String,
    /// From where it sends, as a browser says.
    pub site: &'static str,
}

/// What an action's rule tells a person of the negotiation: none where it is theirs. Written down once more, by hand.
pub fn refused((login, capacity, role): (&str, Capacity, MandateRole), action: Action, now: Now) -> Option<u16> {
    use MandateRole::{Auditor, ChiefRepresentative, Observer, Representative};
    let side = matches!(capacity, Capacity::WorkerSide | Capacity::EmployerSide);
    let sees = match capacity {
        Capacity::WorkerSide => true,
        Capacity::EmployerSide => now.served,
        Capacity::Bureau => now.bureau_in,
        Capacity::CoveredEnterprise => action == Action::Act && now.asked.contains(&login),
    };
    if !sees {
        return Some(404);
    }
    match action {
        Action::Read => None,
        Action::Act => matches!(role, Observer | Auditor).then_some(403),
        Action::ReadPrivate | Action::ReadConfidential => (!side).then_some(404),
        Action::WritePrivate if side => (!matches!(role, ChiefRepresentative | Representative)).then_some(403),
        Action::SetBargainingLimits if side => (role != ChiefRepresentative).then_some(403),
        Action::WritePrivate | Action::SetBargainingLimits => Some(404),
        Action::Audit => (!now.contract || role == Observer).then_some(403),
    }
}

const PARTY: [Capacity; 4] =
    [Capacity::WorkerSide, Capacity::EmployerSide, Capacity::Bureau, Capacity::CoveredEnterprise];

/// Whom the operator makes besides the cast: login, place in the cast, role.
fn staff(cast: &Cast) -> [(&'static str, Uuid, &'static str); 7] {
    [
        (U2, cast.union_org, "chief_representative"),
        (UO, cast.union_org, "observer"),
        (UA, cast.union_org, "auditor"),
        (ER, cast.employer_org, "representative"),
        (BA, cast.bureau_org, "auditor"),
        (F, cast.firm_org, "chief_representative"),
        (FR, cast.firm_org, "representative"),
    ]
}

/// Where each stands who has a part in the negotiation.
fn inside(login: &str) -> Option<Stands> {
    use MandateRole::{Auditor, ChiefRepresentative, Observer, Representative, Reviewer};
    let [union, employer, bureau, firm] = PARTY;
    let (capacity, role) = match login {
        U | U2 => (union, ChiefRepresentative),
        UR => (union, Representative),
        UO | UB => (union, Observer),
        UA => (union, Auditor),
        E => (employer, ChiefRepresentative),
        ER => (employer, Representative),
        B => (bureau, Reviewer),
        BA => (bureau, Auditor),
        F | F2 => (firm, ChiefRepresentative),
        FR => (firm, Representative),
        _ => return None,
    };
    Some(Stands::Inside(capacity, role))
}

/// A person with a mandate that says more than whose and what; `confirmed`: it counts.
async fn mandated(app: &TestApp, operator: &Caller, login: &str, mandate: Value, confirmed: bool) -> Uuid {
    let body = json!({"login": login, "name": login, "password": format!("{login}-password"), "locale": "en"});
    let account = operator.post("/api/v1/accounts", &body).await.json()["id"].clone();
    let mut mandate = mandate;
    mandate["account"] = account;
    if confirmed {
        return cast::granted(app, operator, &mandate).await;
    }
    Caller::made(&operator.post("/api/v1/mandates", &mandate).await)
}

/// People whose mandates for the union do not count here: over, not begun, for another negotiation, not confirmed, revoked.
async fn uncounted(app: &TestApp, cast: &Cast) {
    let (o, elsewhere) = (&cast.operator, cast.open().await);
    let chief = |more: Value| {
        let mut mandate = json!({"organisation": cast.union_org, "role": "chief_representative", "from": "2026-01-01"});
        mandate.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        mandate
    };
    mandated(app, o, "union.former", chief(json!({"to": "2026-02-28"})), true).await;
    mandated(app, o, "union.future", chief(json!({"from": "2027-12-01"})), true).await;
    mandated(app, o, "union.elsewhere", chief(json!({"negotiation": elsewhere})), true).await;
    mandated(app, o, "union.asked", chief(json!({})), false).await;
    // An observer here, a chief elsewhere.
    let observer = json!({"organisation": cast.union_org, "role": "observer", "from": "2026-01-01"});
    mandated(app, o, UB, observer, true).await;
    let accounts = o.get("/api/v1/accounts").await.json();
    let both = accounts.as_array().unwrap().iter().find(|account| account["login"] == UB).unwrap()["id"].clone();
    let elsewhere = chief(json!({"negotiation": elsewhere, "account": both}));
    cast::granted(app, o, &elsewhere).await;
    let revoked = mandated(app, o, "union.revoked", chief(json!({})), true).await;
    assert_eq!(o.delete(&format!("/api/v1/mandates/{revoked}")).await.status, 204);
}

/// The two sessions of an account: a bearer token, and a cookie with the token of its forms.
async fn signed_in(app: &TestApp, login: &'static str, stands: Stands) -> Person {
    let password = format!("{login}-password");
    let bearer = app.user(login, &password).await.token.lock().unwrap().clone();
    let mut browser = Browser::new(&app.router);
    let page = browser.sign_in(login).await;
    assert_eq!(page.status, 200, "{login}");
    let csrf = browser.token(&page);
    Person { login, stands, bearer, cookie: browser.cookie(concord::http::COOKIE), csrf, site: "same-origin" }
}

/// Everybody.
pub async fn everybody(app: &TestApp, cast: &Cast) -> Vec<Person> {
    let o = &cast.operator;
    for (login, organisation, role) in staff(cast) {
        cast::person(app, o, login, login, organisation, role).await;
    }
    let second = cast::organisation(o, "惠农超市", "enterprise", "640205", Some(cast.employer_org)).await;
    cast::person(app, o, F2, F2, second, "chief_representative").await;
    let other = cast::organisation(o, "大武口商场", "enterprise", "640202", None).await;
    cast::person(app, o, "other.firm", "外店", other, "chief_representative").await;
    uncounted(app, cast).await;
    for login in ["closed", "lapsed"] {
        cast::person(app, o, login, login, cast.union_org, "chief_representative").await;
    }
    let second =
        json!({"login": OP2, "name": OP2, "password": "operator.second-password", "locale": "en", "operator": true});
    Caller::made(&o.post("/api/v1/accounts", &second).await);
    let mut people = Vec::new();
    for login in [U, UR, U2, UO, UA, UB, E, ER, B, BA, F, FR, F2] {
        people.push(signed_in(app, login, inside(login).unwrap()).await);
    }
    let outside = ["stranger", "other.reviewer", "other.firm", OP, OP2];
    let uncounted = ["union.former", "union.future", "union.elsewhere", "union.asked", "union.revoked"];
    for login in outside.into_iter().chain(uncounted) {
        people.push(signed_in(app, login, Stands::Outside).await);
    }
    for login in ["closed", "lapsed"] {
        people.push(signed_in(app, login, Stands::Nowhere).await);
    }
    let nobody = |login, bearer, cookie| Person {
        login,
        stands: Stands::Nowhere,
        bearer,
        cookie,
        csrf: String::new(),
        site: "same-origin",
    };
    people.push(nobody("anonymous", None, None));
    // Each token carried the other way.
    let chief = people[0].clone();
    people.push(nobody("carried wrongly", chief.cookie, chief.bearer));
    let db = &app.app.db;
    let now = "'2026-01-01T00:00:00+00:00'";
    db.execute_unprepared(&format!("UPDATE account SET closed_at = {now} WHERE login = 'closed'")).await.unwrap();
    lasting(app, "2027-12-31").await;
    let of = "account = (SELECT id FROM account WHERE login = 'lapsed')";
    db.execute_unprepared(&format!("UPDATE login_session SET expires_at = {now} WHERE {of}")).await.unwrap();
    people
}

/// Sessions last: stories move the clock by weeks.
async fn lasting(app: &TestApp, day: &str) {
    let set = format!("UPDATE login_session SET expires_at = '{day}T00:00:00+00:00'");
    app.app.db.execute_unprepared(&set).await.unwrap();
}
