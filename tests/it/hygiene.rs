//! Text that shows otherwise than it is stored, NUL, and days that cannot be meant: refused at every route, naming the
//! field and the rule, on both databases, never a 500.

use crate::app::{TestApp, on_both};
use crate::browser::Browser;
use crate::caller::Caller;
use crate::cast::{Cast, delegation, huinong, invitation, offer, sheet};
use crate::permission::pages::forms;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An id that nothing has.
const ABSENT: &str = "00000000-0000-4000-8000-000000999999";

/// What hides, and the code it is refused with.
const HIDDEN: [(&str, &str); 4] = [
    ("\0", "control_character"),
    ("\u{1b}", "control_character"),
    ("\u{202e}", "bidi_control"),
    ("\u{200b}", "invisible_character"),
];

/// Every route that takes a JSON body, with one that it would take; `{id}` is a negotiation at the table.
fn bodies(cast: &Cast) -> Vec<(&'static str, &'static str, Value)> {
    let acts = "/api/v1/negotiations/{id}/acts";
    let day = "2026-04-01";
    vec![
        ("post", "/api/v1/session", json!({"login": "nobody", "password": "nobodys-password"})),
        ("post", "/api/v1/tokens", json!({"login": "nobody", "password": "nobodys-password"})),
        ("put", "/api/v1/me/password", json!({"present": "not-the-password", "new": "quite-another-one"})),
        (
            "post",
            "/api/v1/organisations",
            json!({"name": "企业", "name_en": "Firm", "kind": "enterprise",
            "credit_code": "91640205MA00000000", "area": "640205", "industry": "F"}),
        ),
        (
            "post",
            "/api/v1/affiliations",
            json!({"parent": cast.employer_org, "child": cast.firm_org, "from": day, "to": day}),
        ),
        (
            "post",
            "/api/v1/accounts",
            json!({"login": "new", "name": "新人", "password": "long-enough-word", "locale": "zh-CN"}),
        ),
        (
            "post",
            "/api/v1/mandates",
            json!({"account": 1, "organisation": cast.union_org, "role": "observer",
            "from": day, "to": day}),
        ),
        (
            "post",
            "/api/v1/negotiations",
            json!({"title": "题", "jurisdiction": "CN-64", "area": "640205", "industry": "F",
            "worker_org": cast.union_org, "employer_org": cast.employer_org, "bureau_org": cast.bureau_org,
            "reopening": "mutual", "previous_contract": "640205-2025-0001"}),
        ),
        ("post", acts, invitation()),
        ("post", acts, delegation("马秀英", "职工")),
        ("post", acts, offer(&sheet("2100", "2200"), None)),
        ("post", acts, json!({"act": "suspend", "reason": "因", "until": day})),
        (
            "put",
            "/api/v1/negotiations/{id}/draft",
            json!({"version": 0, "sheet": sheet("2100", "2200"),
            "message": "信", "expires_at": "2026-04-01T00:00:00Z"}),
        ),
        ("post", "/api/v1/negotiations/{id}/draft/check", sheet("2100", "2200")),
        ("post", "/api/v1/floor-check", sheet("2100", "2200")),
        ("post", "/api/v1/negotiations/{id}/draft/history", json!({"version": 1, "over": 1})),
        ("post", "/api/v1/negotiations/{id}/notes", json!({"text": "字", "item": "minimum_wage"})),
        ("put", "/api/v1/negotiations/{id}/notes/{note}", json!({"text": "字", "version": 1})),
        ("put", "/api/v1/negotiations/{id}/marks", json!({"marks": [{"item": "minimum_wage", "mark": "must_have"}]})),
        (
            "put",
            "/api/v1/negotiations/{id}/bargaining-limits",
            json!({"item": "minimum_wage", "field": "amount",
            "bound": "at_least", "value": "2000", "note": "记"}),
        ),
        ("put", "/api/v1/negotiations/{id}/seen", json!({"seq": 1})),
        (
            "post",
            "/api/v1/organisations/{id}/payroll-profiles",
            json!({"schema": "concord.payroll-profile/1", "name": "表", "tables": [{"columns": {"gross_pay": {"column": "应发"}}}]}),
        ),
    ]
}

/// The paths of all texts of a document, as faults name them.
fn texts(value: &Value, path: String, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((path, text.clone())),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(n, inner)| texts(inner, format!("{path}[{n}]"), out));
        }
        Value::Object(map) => {
            for (key, inner) in map {
                texts(inner, if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, out);
            }
        }
        _ => {}
    }
}

/// The document with the text at a path replaced.
fn with(value: &Value, path: &str, text: &str) -> Value {
    let mut value = value.clone();
    let pointer = format!("/{}", path.replace('[', "/").replace(']', "").replace('.', "/"));
    *value.pointer_mut(&pointer).unwrap() = text.into();
    value
}

fn who<'a>(cast: &'a Cast, path: &str) -> &'a Caller {
    if path.contains("/negotiations") || path.contains("/payroll-profiles") { &cast.union } else { &cast.operator }
}

async fn refused(caller: &Caller, method: &str, path: &str, body: &Value, field: &str, code: &str) {
    let answer = caller.send(&method.to_uppercase(), path, "application/json", body.to_string()).await;
    assert_eq!(answer.status, 422, "{method} {path} {field}: {}", answer.text);
    let faults = answer.json()["faults"].as_array().cloned().unwrap_or_default();
    let found = faults.iter().find(|fault| fault["field"] == field);
    assert_eq!(found.map(|fault| &fault["code"]), Some(&json!(code)), "{method} {path}: {}", answer.text);
    assert!(found.is_some_and(|fault| !fault["message"].as_str().unwrap().starts_with("field-")), "{}", answer.text);
}

#[test]
fn every_route_that_takes_json_is_here() {
    let document = serde_json::to_value(concord::http::api::document()).unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if !operation["requestBody"]["content"]["application/json"].is_null() {
                routes.insert((method.clone(), path.clone()));
            }
        }
    }
    let named: BTreeSet<_> = ROUTES.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(routes, named);
}

/// The routes of [`bodies`].
const ROUTES: &[(&str, &str)] = &[
    ("post", "/api/v1/accounts"),
    ("post", "/api/v1/affiliations"),
    ("post", "/api/v1/floor-check"),
    ("post", "/api/v1/mandates"),
    ("post", "/api/v1/negotiations"),
    ("post", "/api/v1/negotiations/{id}/acts"),
    ("post", "/api/v1/negotiations/{id}/draft/check"),
    ("post", "/api/v1/negotiations/{id}/draft/history"),
    ("post", "/api/v1/negotiations/{id}/notes"),
    ("post", "/api/v1/organisations"),
    ("post", "/api/v1/organisations/{id}/payroll-profiles"),
    ("post", "/api/v1/session"),
    ("post", "/api/v1/tokens"),
    ("put", "/api/v1/me/password"),
    ("put", "/api/v1/negotiations/{id}/bargaining-limits"),
    ("put", "/api/v1/negotiations/{id}/draft"),
    ("put", "/api/v1/negotiations/{id}/marks"),
    ("put", "/api/v1/negotiations/{id}/notes/{note}"),
    ("put", "/api/v1/negotiations/{id}/seen"),
];

async fn no_body_hides_anything(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let all = bodies(&cast);
    let tried: BTreeSet<_> = all.iter().map(|(method, path, _)| (*method, *path)).collect();
    assert_eq!(tried, ROUTES.iter().copied().collect(), "a body for every route");
    for (method, path, body) in &all {
        let object = if path.contains("/payroll-profiles") { cast.union_org } else { id };
        let place = path.replace("{id}", &object.to_string()).replace("{note}", ABSENT);
        let caller = who(&cast, path);
        let mut leaves = Vec::new();
        texts(body, String::new(), &mut leaves);
        for (field, text) in &leaves {
            for (hidden, code) in HIDDEN {
                refused(caller, method, &place, &with(body, field, &format!("{text}{hidden}")), field, code).await;
            }
            if text.starts_with("2026-") {
                for day in ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31T00:00:00Z", "+262142-12-31"] {
                    refused(caller, method, &place, &with(body, field, day), field, "date_range").await;
                }
            }
        }
    }
}

/// A payroll of the union's of which it is to say how it is read.
async fn doubtful(app: &TestApp, contract: uuid::Uuid) -> String {
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    let page = browser.get(&format!("/contracts/{contract}/audits")).await;
    let lines = "统一社会信用代码,工号,月份,用工形式,合同工资,应发工资,应发合计\n";
    let page = browser.upload_file(&page, "payroll", "payroll.csv", lines.as_bytes()).await;
    page.path.trim_start_matches("/audits/").trim_end_matches("/mapping").to_owned()
}

async fn no_form_hides_anything(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let contract = cast.to_force(cast.to_the_table().await, &sheet("2400.00", "2600.00")).await;
    let waiting = doubtful(app, contract).await;
    let own = |path: &str| {
        let path = path.replace(&format!("/contracts/{id}"), &format!("/contracts/{contract}"));
        path.replace(&format!("/audits/{id}/mapping"), &format!("/audits/{waiting}/mapping"))
    };
    let mut met = BTreeSet::new();
    for login in ["union.chief", "operator"] {
        let mut browser = Browser::new(&app.router);
        let home = browser.sign_in(login).await;
        assert_eq!(home.status, 200);
        let token = browser.token(&home);
        for (path, multipart) in forms(id) {
            let path = own(&path);
            // What a person may not do at all does not exist for them, whatever they send.
            let probe = browser.post_raw(&path, "application/x-www-form-urlencoded", "same-origin", "").await;
            if probe.status == 404 {
                continue;
            }
            met.insert(path.clone());
            let kind = if multipart { "multipart/form-data; boundary=x" } else { "application/x-www-form-urlencoded" };
            for hidden in ["%00", "%1B", "%E2%80%AE", "%E2%80%8B"] {
                let raw = percent_encoding::percent_decode_str(hidden).decode_utf8_lossy().into_owned();
                let body = if multipart {
                    format!(
                        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: \
                         form-data; name=\"file\"; filename=\"a{raw}.csv\"\r\n\r\nx\r\n--x--\r\n"
                    )
                } else {
                    format!("csrf={token}&reason=x{hidden}")
                };
                let answer = browser.post_raw(&path, kind, "same-origin", &body).await;
                // A multipart head cannot hold NUL or ESC at all: the parser refuses it.
                let refused = if multipart { matches!(answer.status, 400 | 422) } else { answer.status == 422 };
                assert!(refused, "{login} {path} {hidden}: {}", answer.status);
                assert!(answer.text.contains("</html>"), "{path}: a refusal is a page with a way out");
                assert!(!answer.text.contains(&raw), "{path}: what was refused comes back");
            }
            if !multipart {
                let answer =
                    browser.post_raw(&path, kind, "same-origin", &format!("csrf={token}&until=0001-01-01")).await;
                assert_eq!(answer.status, 422, "{login} {path}");
            }
        }
    }
    let all: BTreeSet<_> = forms(id).into_iter().map(|(path, _)| own(&path)).collect();
    assert_eq!(met, all, "each is met by one of them");
}

async fn no_address_hides_anything(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    for hidden in ["%00", "%1B", "%E2%80%AE", "%E2%80%8B", "%C2%85", "%EF%BB%BF"] {
        for path in
            ["/api/v1/contracts/x", "/contracts/x", "/rulebooks/x", "/api/v1/rulebooks/x", "/calendar/x", "/assets/x"]
        {
            assert_eq!(cast.union.get(&format!("{path}{hidden}")).await.status, 404, "{path}{hidden}");
        }
        let queries = [
            "/api/v1/contracts?q=x",
            "/contracts?q=x",
            "/deadlines?side=x",
            "/api/v1/deadlines?kind=x",
            "/sign-in?back=/x",
            "/language/en?back=/x",
            "/contracts?x",
        ];
        for path in queries {
            let answer = cast.union.get(&format!("{path}{hidden}")).await;
            assert_eq!(answer.status, 400, "{path}{hidden}: {}", answer.text);
        }
        let named = format!("/api/v1/negotiations/{id}/documents?name=a{hidden}.txt");
        let answer = cast.union.send("POST", &named, "application/octet-stream", "text").await;
        assert_eq!(answer.status, 400, "{}", answer.text);
        assert_eq!(answer.json()["faults"][0]["field"], "name");
    }
    for day in ["0001-01-01", "2201-01-01", "%2B262142-12-31"] {
        for path in ["/contracts?on=", "/api/v1/contracts?on="] {
            assert_eq!(cast.union.get(&format!("{path}{day}")).await.status, 400, "{path}{day}");
        }
        let path = format!("/api/v1/negotiations/{id}/table?as_of={day}");
        assert_eq!(cast.union.get(&path).await.status, 400, "{path}");
    }
}

async fn a_name_is_one_line_and_has_no_space_around_it(app: &TestApp) {
    let operator = app.operator().await;
    let named = |name: &str| json!({"name": name, "kind": "enterprise", "area": "640205"});
    for name in ["一\n二", "一\t二"] {
        refused(&operator, "post", "/api/v1/organisations", &named(name), "name", "control_character").await;
    }
    let made = operator.post("/api/v1/organisations", &named(" \u{3000}惠农（商贸）公司 ")).await;
    assert_eq!(made.json()["name"], "惠农（商贸）公司", "{}", made.text);
}

on_both!(
    no_body_hides_anything,
    no_form_hides_anything,
    no_address_hides_anything,
    a_name_is_one_line_and_has_no_space_around_it,
);
