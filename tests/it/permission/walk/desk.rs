//! The operator's desk, and what belongs to a person alone.

use super::{E, Needs, OP, OP2, Others, U, U2, UA, UB, UO, UR, Walk, forms, text};
use crate::cast::Cast;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const BOTH: (&[&str], Others<'_>) = (&[OP, OP2], Others::Named(&[]));

fn account(login: &str) -> Value {
    json!({"login": login, "name": "新人", "password": "fresh-password"})
}

/// Organisations, accounts, mandates, by the API.
pub async fn desk(walk: &mut Walk, cast: &Cast) {
    let to = |path| ("post", path);
    let organisation = json!({"name": "新企业", "kind": "enterprise", "area": "640205", "industry": "F"});
    let firm =
        walk.json(Needs::Operator, BOTH, to("/api/v1/organisations"), &[], organisation).await.json()["id"].clone();
    let parent = json!({"name": "新协会", "kind": "employer_organisation", "area": "640205"});
    let parent = walk.sent(OP, "post", "/api/v1/organisations", parent).await["id"].clone();
    let affiliation = json!({"parent": parent, "child": firm, "from": "2026-03-01"});
    walk.json(Needs::Operator, BOTH, to("/api/v1/affiliations"), &[], affiliation).await;
    let fresh =
        walk.json(Needs::Operator, BOTH, to("/api/v1/accounts"), &[], account("fresh")).await.json()["id"].clone();
    // The union is represented: its chief answers what the operator asks for.
    let asked = json!({"account": fresh, "organisation": cast.union_org, "role": "observer", "from": "2026-03-01"});
    let mut mandate = Value::Null;
    for answer in ["refuse", "confirm"] {
        mandate =
            walk.json(Needs::Operator, BOTH, to("/api/v1/mandates"), &[], asked.clone()).await.json()["id"].clone();
        let route = format!("/api/v1/mandates/{{id}}/{answer}");
        let who = (&[U, U2][..], Others::Rest(&[(OP, 403), (OP2, 403)], 404));
        walk.json(Needs::Account, who, ("post", route.as_str()), &[("id", &mandate)], Value::Null).await;
    }
    unrepresented(walk, &parent, &fresh).await;
    for step in ["close", "reopen"] {
        let route = format!("/api/v1/accounts/{{id}}/{step}");
        walk.json(Needs::Operator, BOTH, ("post", route.as_str()), &[("id", &fresh)], Value::Null).await;
    }
    let one = ("delete", "/api/v1/mandates/{id}");
    walk.json(Needs::Operator, BOTH, one, &[("id", &mandate)], Value::Null).await;
}

/// A profile of payrolls, for who audits for the organisation.
pub async fn profiles(walk: &mut Walk, cast: &Cast) {
    let column = json!({"column": "列"});
    let columns = json!({"enterprise_id": column, "worker_id": column, "period": column, "employment": column,
        "agreed_wage": column, "gross_pay": column});
    let profile = json!({"schema": "concord.payroll-profile/1", "name": "工资表", "tables": [{"columns": columns}]});
    let union = json!(cast.union_org);
    let route = ("post", "/api/v1/organisations/{id}/payroll-profiles");
    let who = (&[U, UR, U2, UA][..], Others::Rest(&[(UO, 403), (UB, 403)], 404));
    walk.json(Needs::Account, who, route, &[("id", &union)], profile).await;
}

/// A job that was given up is started again.
pub async fn jobs(walk: &mut Walk) {
    let (given_up, job) = (json!("register:none"), "'register', 'register:none', '{}', 'dead'");
    let at = "'2026-03-01T00:00:00+00:00'";
    let columns = "kind, key, payload, state, run_at, attempts, last_error, created_at";
    let insert = format!("INSERT INTO job ({columns}) VALUES ({job}, {at}, 10, 'x', {at})");
    walk.app.app.db.execute_unprepared(&insert).await.unwrap();
    let one = ("post", "/api/v1/jobs/{key}/revive");
    walk.json(Needs::Operator, BOTH, one, &[("key", &given_up)], Value::Null).await;
    walk.app.app.db.execute_unprepared("UPDATE job SET state = 'dead' WHERE key = 'register:none'").await.unwrap();
    let route = "/operator/jobs/revive";
    walk.form(Needs::Operator, BOTH, route, ("/operator/jobs", route), &[]).await;
}

/// Where nobody represents an organisation a second operator answers: neither who asked nor who is to hold it.
async fn unrepresented(walk: &mut Walk, organisation: &Value, fresh: &Value) {
    let own = walk.get(OP2, "/api/v1/me").await["id"].clone();
    let chief = |account: &Value| {
        json!({"account": account, "organisation": organisation,
        "role": "chief_representative", "from": "2026-03-01"})
    };
    let to = ("post", "/api/v1/mandates");
    // Nobody asks for himself.
    let who = (&[OP][..], Others::Named(&[(OP2, 422)]));
    let held = walk.json(Needs::Operator, who, to, &[], chief(&own)).await.json()["id"].clone();
    let third = walk.sent(OP, "post", "/api/v1/mandates", chief(fresh)).await["id"].clone();
    let answer = ("post", "/api/v1/mandates/{id}/refuse");
    // Who is to hold it answers it as little as who asked: a representative yet to come, or the command line.
    let nobody = Others::Rest(&[(OP, 403), (OP2, 403)], 404);
    walk.json(Needs::Account, (&[], nobody), answer, &[("id", &held)], Value::Null).await;
    let who = (&[OP2][..], Others::Rest(&[(OP, 403)], 404));
    walk.json(Needs::Account, who, answer, &[("id", &third)], Value::Null).await;
}

/// The same by forms.
pub async fn desk_by_forms(walk: &mut Walk, cast: &Cast) {
    let route = "/operator/{what}";
    let (union, employer) = (cast.union_org.to_string(), cast.employer_org.to_string());
    let at = |page: &'static str| (page, page);
    let fill = [("name", "第二企业"), ("kind", "enterprise"), ("area", "640205"), ("industry", "F")];
    walk.form(Needs::Operator, BOTH, route, at("/operator/organisations"), &fill).await;
    let fill = [("parent", union.as_str()), ("child", employer.as_str()), ("valid_from", "2026-03-01")];
    walk.form(Needs::Operator, BOTH, route, at("/operator/affiliations"), &fill).await;
    let fill = [("login", "second"), ("name", "第二人"), ("password", "second-password"), ("locale", "en")];
    walk.form(Needs::Operator, BOTH, route, at("/operator/accounts"), &fill).await;
    let accounts = walk.get(OP, "/api/v1/accounts").await;
    let second = accounts.as_array().unwrap().iter().find(|a| a["login"] == "second").unwrap()["id"].clone();
    let account = text(&second);
    let fill =
        [("account", account.as_str()), ("organisation", &union), ("role", "observer"), ("valid_from", "2026-03-01")];
    let mandate = async |walk: &Walk| {
        let all = walk.get(OP, "/api/v1/mandates").await;
        text(&all.as_array().unwrap().iter().rev().find(|m| m["account"] == second).unwrap()["id"])
    };
    for answer in ["refuse", "confirm"] {
        walk.form(Needs::Operator, BOTH, route, at("/operator/mandates"), &fill).await;
        let action = format!("/mandates/{}/{answer}", mandate(walk).await);
        let page = format!("/organisations/{union}");
        let who = (&[U, U2][..], Others::Rest(&[(OP, 403), (OP2, 403)], 404));
        walk.form(Needs::Account, who, &format!("/mandates/{{id}}/{answer}"), (&page, &action), &[]).await;
    }
    let action = format!("/operator/mandates/{}/revoke", mandate(walk).await);
    walk.form(Needs::Operator, BOTH, "/operator/mandates/{id}/revoke", ("/operator", &action), &[]).await;
    for step in ["close", "reopen"] {
        let action = format!("/operator/accounts/{account}/{step}");
        let route = format!("/operator/accounts/{{id}}/{step}");
        walk.form(Needs::Operator, BOTH, &route, ("/operator", &action), &[]).await;
    }
}

/// Opening a negotiation: chiefs of a party, without limit of their mandate.
pub async fn opening(walk: &mut Walk, cast: &Cast) -> Value {
    let body = json!({"title": "2026 年工资集体协商", "jurisdiction": "CN-64", "area": "640205", "industry": "F",
        "worker_org": cast.union_org, "employer_org": cast.employer_org, "bureau_org": cast.bureau_org,
        "reopening": "mutual"});
    let who = (&[U, U2, E][..], Others::Rest(&[], 403));
    let (union, employer, bureau) =
        (cast.union_org.to_string(), cast.employer_org.to_string(), cast.bureau_org.to_string());
    let fill = [
        ("title", "表单"),
        ("jurisdiction", "CN-64"),
        ("area", "640205"),
        ("industry", "F"),
        ("worker_org", union.as_str()),
        ("employer_org", &employer),
        ("bureau_org", &bureau),
        ("reopening", "mutual"),
    ];
    walk.form(Needs::Account, who, "/negotiations/new", ("/negotiations/new", "/negotiations/new"), &fill).await;
    walk.json(Needs::Account, who, ("post", "/api/v1/negotiations"), &[], body).await.json()["id"].clone()
}

/// What is a person's own: nobody else's request reaches it.
pub async fn own(walk: &mut Walk) {
    let who = (&[U][..], Others::Own);
    walk.form(Needs::Account, who, "/me/calendar", ("/me", "/me/calendar"), &[]).await;
    let who = (&[U][..], Others::Rest(&[], 404));
    walk.form(Needs::Account, who, "/me/calendar/{id}/revoke", ("/me", "/revoke"), &[]).await;
    let fill = [("present", "stranger-password"), ("new", "another-password")];
    walk.form(Needs::Account, (&["stranger"], Others::Own), "/me", ("/me", "/me"), &fill).await;
    let change = json!({"present": format!("{UR}-password"), "new": "another-password"});
    walk.json(Needs::Account, (&[UR], Others::Own), ("put", "/api/v1/me/password"), &[], change).await;
}

/// A payroll with two columns for gross pay, as the page of a contract's audits sends it: it waits to be told which counts.
pub fn doubtful(contract: &str) -> super::Sent {
    let lines = "统一社会信用代码,工号,月份,用工形式,合同工资,计薪天数,应发工资,应发合计\n\
        9164020589MXMRUW56,W1,2026-06,全日制,2400.00,21.75,2400.00,2400.00\n";
    forms::upload("/contracts/{id}/audits", format!("/contracts/{contract}/audits"), "payroll", "payroll.csv", lines)
}

/// Files of a payroll, as the page of a contract's audits sends them.
pub fn payroll(contract: &str) -> super::Sent {
    let lines = "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay\n\
        9164020589MXMRUW56,W1,2026-06,full_time,2400.00,21.75,2400.00\n";
    forms::upload("/contracts/{id}/audits", format!("/contracts/{contract}/audits"), "payroll", "payroll.csv", lines)
}
