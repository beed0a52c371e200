//! The whole path, from the invitation to the published contract.

use super::private::{documents, marks, private};
use super::{B, BA, CHIEFS, E, ER, NONE, Needs, Others, SIDES, Sent, U, U2, UA, UB, UNION, UO, UR, Walk, desk, text};
use crate::cast::{delegation, invitation, offer, sheet};
use crate::path::pack;
use domain::policy::Action;
use serde_json::{Value, json};

const ACTS: Needs = Needs::In(Action::Act);
const AUDITS: Needs = Needs::In(Action::Audit);
const DO: &str = "/negotiations/{id}/do/{act}";

/// A delegation whose chief is the person of an account.
pub async fn named(walk: &Walk, login: &str, chief: &str, side: &str) -> Value {
    let mut act = delegation(chief, side);
    act["members"][0]["account"] = walk.get(login, "/api/v1/me").await["id"].clone();
    act
}

/// An act by its form.
pub async fn by_form(walk: &mut Walk, may: &[&str], id: &Value, act: &str, fill: &[(&str, &str)]) {
    let page = format!("/negotiations/{}/do/{act}", text(id));
    walk.form(ACTS, (may, NONE), DO, (&page, &page), fill).await;
}

/// From the invitation to what lies on the table.
pub async fn to_the_table(walk: &mut Walk, id: &Value) {
    walk.act(&[U, U2], id, invitation()).await;
    walk.now.served = true;
    walk.act(&[E], id, json!({"act": "reply", "decision": "accept"})).await;
    let (union, employer) = (named(walk, U, "马秀英", "职工").await, named(walk, E, "王建国", "企业").await);
    walk.act(&[U, U2], id, union).await;
    walk.act(&[E], id, employer).await;
    private(walk, id).await;
    documents(walk, id).await;
    let asked = walk.act(SIDES, id, json!({"act": "request_information", "subject": "工资总额"})).await["seq"].clone();
    // The other side asks too: whoever answers must still not answer his own.
    walk.done(E, id, json!({"act": "request_information", "subject": "会员人数"})).await;
    let answer = json!({"act": "answer_information", "request": asked, "given": true, "content": "1,230 万元"});
    walk.act(&[E, ER], id, answer).await;
    by_form(walk, SIDES, id, "request_information", &[("subject", "人数")]).await;
    let open = json!({"act": "open_session", "chair": "worker_side", "recorder": "周记录", "place": "会议室"});
    let session = walk.act(SIDES, id, open).await["seq"].clone();
    walk.act(SIDES, id, json!({"act": "record_minutes", "session": session, "text": "双方陈述。"})).await;
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "sign_minutes", "session": session})).await;
    }
    walk.act(CHIEFS, id, json!({"act": "suspend", "reason": "另议", "until": "2026-03-10"})).await;
    by_form(walk, &[E, U], id, "suspend", &[("reason", "另议"), ("until", "2026-03-10")]).await;
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "resume"})).await;
    }
}

/// From the first offer to the ballot's result.
pub async fn agreed(walk: &mut Walk, id: &Value) {
    let withdrawn = walk.act(SIDES, id, offer(&sheet("2500.00", "2700.00"), None)).await["seq"].clone();
    // Both sides have an offer on the table: each withdraws, and accepts, the right one.
    let other = walk.done(E, id, offer(&sheet("2300.00", "2500.00"), withdrawn.as_i64())).await["seq"].clone();
    walk.act(UNION, id, json!({"act": "withdraw_offer", "offer": withdrawn})).await;
    let again = offer(&sheet("2400.00", "2600.00"), other.as_i64());
    let first = walk.act(UNION, id, again).await["seq"].clone();
    marks(walk, id).await;
    walk.act(CHIEFS, id, json!({"act": "initial_items", "offer": first, "items": ["overtime"]})).await;
    tabled(walk, id).await;
    let first = walk.get(U, &format!("/api/v1/negotiations/{}", text(id))).await["version"].clone();
    walk.act(&[E], id, json!({"act": "accept_offer", "offer": first})).await;
    let draft = walk.shown(id, "draft_sha256").await;
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "agree_draft", "sha256": draft})).await;
    }
    let ballot = json!({"act": "open_ballot", "body": "行业职工代表大会", "roll": 30});
    walk.act(UNION, id, ballot).await;
    let vote = json!({"act": "record_vote", "present": 20, "in_favour": 15, "against": 5, "abstained": 0});
    walk.act(UNION, id, vote).await;
}

/// An offer by the composer: looked at, confirmed, tabled.
async fn tabled(walk: &mut Walk, id: &Value) {
    let page = format!("/negotiations/{}/offer?from=own", text(id));
    let others = Others::Named(&[(UO, 403), (UA, 403), (UB, 403)]);
    let fill = [("do", "table"), ("+confirmed", "yes"), ("+knowing", "yes"), ("message", "再提")];
    let needs = Needs::In(Action::ReadPrivate);
    walk.form(needs, (SIDES, others), "/negotiations/{id}/offer", (&page, "/offer"), &fill).await;
}

/// From the signatures to the published contract, and its audits.
pub async fn contract(walk: &mut Walk, id: &Value) {
    let signed = walk.shown(id, "contract_sha256").await;
    for chief in CHIEFS {
        walk.act(&[chief, U, E], id, json!({"act": "sign", "sha256": signed})).await;
    }
    walk.act(&[E, ER], id, json!({"act": "file", "pack": pack()})).await;
    walk.now.bureau_in = true;
    by_form(walk, &[B], id, "acknowledge", &[("number", "惠人社收〔2026〕1号")]).await;
    walk.act(&[B], id, json!({"act": "ask_correction", "missing": ["会议记录"]})).await;
    walk.done(E, id, json!({"act": "file", "pack": pack()})).await;
    walk.act(&[B], id, json!({"act": "acknowledge", "number": "惠人社收〔2026〕2号"})).await;
    let heads = json!({"qualification": "合格", "procedure": "合法", "content": "不低于法定标准"});
    let opinion = json!({"act": "give_opinion", "number": "惠人社审〔2026〕1号", "heads": heads,
        "opinion": {"result": "no_objection"}});
    walk.act(&[B], id, opinion).await;
    walk.now.contract = true;
    let contract = text(&walk.shown(id, "contract").await);
    let auditors: &[&str] = &[B, BA, U, UR, U2, UA, E, ER];
    let body = "enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay\n\
        9164020589MXMRUW56,W1,2026-06,full_time,2400.00,21.75,2400.00\n";
    let (route, path) = ("/api/v1/contracts/{id}/audits", format!("/api/v1/contracts/{contract}/audits"));
    let audit = Sent { method: "post", route: route.to_owned(), path, kind: "text/csv", body: body.into() };
    walk.step(AUDITS, auditors, NONE, audit).await;
    mapping(walk, &contract).await;
    walk.act(SIDES, id, json!({"act": "publish", "means": "公告栏"})).await;
    walk.act(&[E, U, UR, U2, ER], id, json!({"act": "publish", "means": "公告栏"})).await;
    // Now everybody reads the contract; who may audit it is as before.
    walk.step(AUDITS, auditors, NONE, desk::payroll(&contract)).await;
}

/// How a payroll is read, said by the people of the organisation whose it is.
async fn mapping(walk: &mut Walk, contract: &str) {
    walk.step(AUDITS, &[B, BA, U, UR, U2, UA, E, ER], NONE, desk::doubtful(contract)).await;
    let runs = walk.get(B, &format!("/api/v1/contracts/{contract}/audits")).await;
    let waits = |run: &&Value| run["state"] == "mapping";
    let run = text(&runs.as_array().unwrap().iter().find(waits).expect("none waits")["id"]);
    let page = format!("/audits/{run}/mapping");
    let fill = [("t0.pick.gross_pay", "6"), ("do", "run")];
    let others = Others::Rest(&[], 404);
    walk.form(Needs::Account, (&[B, BA], others), "/audits/{id}/mapping", (&page, &page), &fill).await;
}
