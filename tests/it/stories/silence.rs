//! The bureau says nothing: the contract comes in force by the clock, rolled off the rest days.

use crate::app::{TestApp, on_all};
use crate::cast::{huinong, offer, sheet};
use serde_json::json;

on_all!(in_force_by_silence);

async fn in_force_by_silence(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let path = format!("/api/v1/negotiations/{id}");
    cast.agree(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    cast.ratify(id).await;
    cast.sign(id).await;
    // Filed on Friday 20 March 2026: 15 days end on Saturday 4 April, a holiday, and roll past Qingming to the 7th.
    app.at("2026-03-20T03:00:00Z");
    cast.file(id).await;
    let stage = async || cast.union.get(&path).await.json()["status"]["stage"]["stage"].clone();
    app.at("2026-04-07T15:59:00Z");
    assert_eq!(stage().await, "under_review");
    let clock = cast.bureau.get(&format!("{path}/deadlines")).await.json();
    let review = clock.as_array().unwrap().iter().find(|c| c["what"] == "review").unwrap().clone();
    assert_eq!((&review["due"]["unrolled"], &review["due"]["rolled"]), (&json!("2026-04-04"), &json!("2026-04-07")));
    app.at("2026-04-07T16:00:00Z");
    assert_eq!(stage().await, "in_force");
    // Nobody has acted since; the contract is in force all the same, for its parties, in the register and to be audited.
    let view = cast.union.get(&path).await.json();
    assert_eq!(view["contract_number"], serde_json::Value::Null, "its number comes with the registration");
    let contract = format!("/api/v1/contracts/{}", view["contract"].as_str().unwrap());
    assert_eq!(cast.bureau.get(&contract).await.json()["in_force_since"], "2026-04-07");
    let own = cast.employer.get("/api/v1/contracts").await.json();
    assert_eq!((own[0]["id"].clone(), own[0]["number"].clone()), (view["contract"].clone(), json!(null)), "{own}");
    for outsider in [&cast.stranger, &cast.operator, &app.anonymous()] {
        assert_eq!(outsider.get(&contract).await.status, 404);
        assert_eq!(outsider.get("/api/v1/contracts").await.json(), json!([]));
    }
    assert_eq!(cast.union.get(&format!("{contract}/audits")).await.json(), json!([]));
    let payroll = "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay\n\
        9164020589MXMRUW56,W1,2026-06,full_time,2400.00,21.75,2400.00\n";
    let audited = cast.bureau.send("POST", &format!("{contract}/audits"), "text/csv", payroll).await;
    assert_eq!(audited.status, 202, "{}", audited.text);
    assert_eq!(cast.bureau.get(&format!("{contract}/audits")).await.json().as_array().unwrap().len(), 1);
    // The job that was written down with the filing registers it, and the audit is worked out; once, however often they are worked.
    assert_eq!(concord::service::jobs::run_due(&app.app, "one").await.unwrap(), 2);
    assert_eq!(concord::service::jobs::run_due(&app.app, "two").await.unwrap(), 0);
    assert_eq!(cast.bureau.get(&contract).await.json()["number"], "640205-2026-0001");
    let heads = json!({"qualification": "-", "procedure": "-", "content": "-"});
    let late = json!({"act": "give_opinion", "number": "1", "heads": heads, "opinion": {"result": "no_objection"}});
    cast.bureau.refused(id, late, "review_ended").await;
    cast.publish(id).await;
    let found = app.anonymous().get("/api/v1/contracts").await.json();
    assert_eq!(found[0]["in_force_since"], "2026-04-07", "{found}");
}
