//! What goes another way: taken back, silent, stuck, changed, ended; and a contract that binds whom it covers one by one.

use super::private::private;
use super::stories::named;
use super::{B, CHIEFS, E, F, F2, Now, Others, U, U2, UNION, Walk, text};
use crate::cast::{Cast, invitation, offer, sheet};
use crate::path::pack;
use serde_json::{Value, json};

const AT_TABLE: Now = Now { served: true, bureau_in: false, asked: &[], contract: false };

async fn opened(walk: &mut Walk, cast: &Cast, jurisdiction: &str, area: &str) -> Value {
    let body = json!({"title": "2026 年工资集体协商", "jurisdiction": jurisdiction, "area": area, "industry": "F",
        "worker_org": cast.union_org, "employer_org": cast.employer_org, "bureau_org": cast.bureau_org,
        "reopening": "mutual"});
    walk.now = Now::default();
    walk.sent(U, "post", "/api/v1/negotiations", body).await["id"].clone()
}

/// At the table; the way there is walked elsewhere.
async fn at_the_table(walk: &mut Walk, cast: &Cast, jurisdiction: &str, area: &str) -> Value {
    let id = opened(walk, cast, jurisdiction, area).await;
    walk.done(U, &id, invitation()).await;
    walk.done(E, &id, json!({"act": "reply", "decision": "accept"})).await;
    walk.done(U, &id, named(walk, U, "马秀英", "职工").await).await;
    walk.done(E, &id, named(walk, E, "王建国", "企业").await).await;
    walk.now = AT_TABLE;
    id
}

async fn drafted(walk: &Walk, id: &Value, sheet: &Value) {
    let tabled = walk.done(U, id, offer(sheet, None)).await["seq"].clone();
    walk.done(E, id, json!({"act": "accept_offer", "offer": tabled})).await;
    let draft = walk.shown(id, "draft_sha256").await;
    for chief in CHIEFS {
        walk.done(chief, id, json!({"act": "agree_draft", "sha256": draft})).await;
    }
}

/// From the agreed draft into force.
async fn into_force(walk: &mut Walk, id: &Value) {
    walk.done(U, id, json!({"act": "open_ballot", "body": "行业职工代表大会", "roll": 30})).await;
    let vote = json!({"act": "record_vote", "present": 20, "in_favour": 15, "against": 5, "abstained": 0});
    walk.done(U, id, vote).await;
    let signed = walk.shown(id, "contract_sha256").await;
    for chief in CHIEFS {
        walk.done(chief, id, json!({"act": "sign", "sha256": signed})).await;
    }
    walk.done(E, id, json!({"act": "file", "pack": pack()})).await;
    walk.done(B, id, json!({"act": "acknowledge", "number": "1"})).await;
    let heads = json!({"qualification": "合格", "procedure": "合法", "content": "合法"});
    let opinion = json!({"act": "give_opinion", "number": "1", "heads": heads, "opinion": {"result": "no_objection"}});
    walk.done(B, id, opinion).await;
    walk.now = Now { bureau_in: true, contract: true, ..AT_TABLE };
}

/// Stuck: a representative leaves, an item is opened again, the bureau coordinates; then into force.
async fn stuck(walk: &mut Walk, cast: &Cast) -> Value {
    let id = at_the_table(walk, cast, "CN-64", "640205").await;
    walk.act(&[U, U2], &id, json!({"act": "report_vacancy", "representative": "职工代表1", "reason": "退休"})).await;
    let tabled = walk.done(U, &id, offer(&sheet("2400.00", "2600.00"), None)).await["seq"].clone();
    for chief in CHIEFS {
        walk.done(chief, &id, json!({"act": "initial_items", "offer": tabled, "items": ["overtime"]})).await;
    }
    for chief in CHIEFS {
        walk.act(&[chief, U, E], &id, json!({"act": "reopen_item", "item": "overtime", "reason": "另议"})).await;
    }
    walk.act(CHIEFS, &id, json!({"act": "apply_coordination", "reason": "三轮未达成一致"})).await;
    walk.now.bureau_in = true;
    private(walk, &id).await;
    walk.act(&[B], &id, json!({"act": "coordinate", "step": "accept"})).await;
    walk.act(&[B], &id, json!({"act": "settle_coordination", "text": "继续协商。", "settled": false})).await;
    let draft = walk.get(U, &format!("/api/v1/negotiations/{}/draft", text(&id))).await;
    assert!(draft["version"].is_i64());
    drafted(walk, &id, &sheet("2400.00", "2600.00")).await;
    into_force(walk, &id).await;
    id
}

/// Changed, ended, replaced.
async fn ended(walk: &mut Walk, cast: &Cast) {
    let id = stuck(walk, cast).await;
    // In force the chief by mandate acts, whomever the delegation named.
    let chiefs: &[&str] = &[U, U2, E];
    walk.act(chiefs, &id, json!({"act": "propose_amendment", "ground": "agreement", "reason": "调整"})).await;
    walk.act(&[E], &id, json!({"act": "reply", "decision": "decline", "reason": "暂不调整"})).await;
    let later = at_the_table(walk, cast, "CN-64", "640205").await;
    drafted(walk, &later, &sheet("2500.00", "2700.00")).await;
    into_force(walk, &later).await;
    walk.act(&[U, U2, E, B], &id, json!({"act": "replace", "by_negotiation": later})).await;
    let end = json!({"act": "terminate", "ground": "agreement", "reason": "协商一致"});
    walk.act(chiefs, &later, end.clone()).await;
    walk.act(&[E], &later, end).await;
}

/// A contract that binds each covered enterprise only once that has confirmed.
async fn confirmed(walk: &mut Walk, cast: &Cast) {
    let id = at_the_table(walk, cast, "CN-37", "370102").await;
    let mut terms = sheet("2400.00", "2600.00");
    (terms["jurisdiction"], terms["area"]) = (json!("CN-37"), json!("370102"));
    drafted(walk, &id, &terms).await;
    walk.now.asked = &[F, F2];
    // Asked to confirm, an enterprise does nothing else.
    let delegation = named(walk, U, "马秀英", "职工").await;
    walk.act_but(&[U, U2], Others::Named(&[(F, 404), (F2, 404)]), &id, delegation).await;
    private(walk, &id).await;
    // Each for itself: F2 is refused to confirm for F.
    walk.act(&[F], &id, json!({"act": "confirm_coverage", "enterprise": cast.firm_org})).await;
    // And once it has confirmed, nothing at all.
    walk.now.asked = &[F2];
    let delegation = named(walk, U, "马秀英", "职工").await;
    walk.act_but(&[U, U2], Others::Named(&[(F2, 404)]), &id, delegation).await;
}

pub async fn endings(walk: &mut Walk, cast: &Cast) {
    let id = opened(walk, cast, "CN-64", "640205").await;
    walk.done(U, &id, invitation()).await;
    walk.now.served = true;
    walk.act(&[U, U2], &id, json!({"act": "withdraw_invitation", "reason": "另行择期"})).await;
    ended(walk, cast).await;
    confirmed(walk, cast).await;
    let id = opened(walk, cast, "CN-64", "640205").await;
    walk.done(U, &id, invitation()).await;
    walk.now.served = true;
    walk.app.at("2026-06-01T01:00:00Z");
    walk.act(UNION, &id, json!({"act": "complain_of_silence", "reason": "逾期未答复"})).await;
    walk.now.bureau_in = true;
    walk.act(&[E], &id, json!({"act": "reply", "decision": "accept"})).await;
}
