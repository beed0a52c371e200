//! Huinong, through the JSON API only: from the invitation to a published contract in force and an audit.

use crate::app::{TestApp, on_all};
use crate::cast::{Cast, delegation, huinong, invitation, offer, sheet};
use crate::path::pack;
use serde_json::{Value, json};
use uuid::Uuid;

on_all!(from_invitation_to_audit);

async fn from_invitation_to_audit(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.open().await;
    hidden(&cast, id).await;
    talks(&cast, id).await;
    let draft = agreement(app, &cast, id).await;
    signatures(app, &cast, id, &draft).await;
    let contract = review(app, &cast, id).await;
    audit(app, &cast, contract).await;
}

/// Nobody but the parties knows of it.
async fn hidden(cast: &Cast, id: Uuid) {
    let absent = cast.stranger.get("/api/v1/negotiations/00000000-0000-4000-8000-000000999999").await;
    for outsider in [&cast.stranger, &cast.bureau, &cast.other_bureau, &cast.operator] {
        for part in ["", "/acts", "/table", "/deadlines", "/contract", "/draft"] {
            let answer = outsider.get(&format!("/api/v1/negotiations/{id}{part}")).await;
            assert_eq!((answer.status, &answer.text), (404, &absent.text), "{part}");
        }
        let refused = outsider.try_act(id, &json!({"act": "reply", "decision": "accept"})).await;
        assert_eq!((refused.status, &refused.text), (404, &absent.text));
        assert_eq!(outsider.get("/api/v1/negotiations").await.json(), json!([]));
    }
}

async fn talks(cast: &Cast, id: Uuid) {
    // Before the invitation is served even the other side sees nothing.
    assert_eq!(cast.employer.get(&format!("/api/v1/negotiations/{id}")).await.status, 404);
    cast.employer.try_act(id, &json!({"act": "reply", "decision": "accept"})).await;
    cast.union.act(id, invitation()).await;
    cast.employer.refused(id, json!({"act": "reply", "decision": "decline"}), "invalid_fields").await;
    cast.employer.act(id, json!({"act": "reply", "decision": "accept"})).await;
    cast.union.act(id, delegation("马秀英", "职工")).await;
    cast.employer.act(id, delegation("王建国", "企业")).await;
    let asked = cast.union.act(id, json!({"act": "request_information", "subject": "2025 年工资总额"})).await;
    let answer = json!({"act": "answer_information", "request": asked["seq"], "given": true, "content": "1,230 万元"});
    cast.employer.act(id, answer).await;
    let session = json!({"act": "open_session", "chair": "worker_side", "recorder": "周记录", "place": "会议室"});
    let opened = cast.union.act(id, session).await;
    let minutes = json!({"act": "record_minutes", "session": opened["seq"], "text": "双方陈述。"});
    cast.union.act(id, minutes).await;
    for chief in [&cast.union, &cast.employer] {
        chief.act(id, json!({"act": "sign_minutes", "session": opened["seq"]})).await;
    }
    hidden_from_bureau(cast, id).await;
}

async fn hidden_from_bureau(cast: &Cast, id: Uuid) {
    for outsider in [&cast.bureau, &cast.stranger, &cast.other_bureau] {
        assert_eq!(outsider.get(&format!("/api/v1/negotiations/{id}/acts")).await.status, 404);
    }
}

async fn agreement(app: &TestApp, cast: &Cast, id: Uuid) -> String {
    let first = cast.union.act(id, offer(&sheet("2500.00", "2700.00"), None)).await["seq"].as_i64();
    let answer = cast.employer.act(id, offer(&sheet("2300.00", "2400.00"), first)).await["seq"].as_i64();
    // An offer that answers the one before is stale, and changes nothing.
    cast.union.refused(id, offer(&sheet("2450.00", "2600.00"), None), "stale").await;
    let table = cast.union.get(&format!("/api/v1/negotiations/{id}/table")).await.json();
    let row = table["rows"].as_array().unwrap().iter().find(|r| r["item"] == "minimum_wage").unwrap().clone();
    assert_eq!(row["gap"], json!({"units": "200.00", "percent": "8.7"}));
    assert_eq!(row["statutory"]["required"], "2235.00");
    let before = cast.union.get(&format!("/api/v1/negotiations/{id}/table?as_of={}", first.unwrap())).await.json();
    assert!(before["rows"][0]["employer_side"].is_null(), "{before}");
    let initial = json!({"act": "initial_items", "offer": answer, "items": ["overtime"]});
    cast.employer.act(id, initial.clone()).await;
    cast.union.act(id, initial).await;
    app.at("2026-04-01T02:00:00Z");
    let last = cast.union.act(id, offer(&sheet("2400.00", "2600.00"), answer)).await["seq"].clone();
    cast.employer.act(id, json!({"act": "accept_offer", "offer": last})).await;
    let view = cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json();
    let draft = view["draft_sha256"].as_str().unwrap().to_owned();
    cast.union.act(id, json!({"act": "agree_draft", "sha256": draft})).await;
    cast.employer.act(id, json!({"act": "agree_draft", "sha256": draft})).await;
    draft
}

async fn signatures(app: &TestApp, cast: &Cast, id: Uuid, _draft: &str) {
    cast.union.act(id, json!({"act": "open_ballot", "body": "行业职工代表大会", "roll": 30})).await;
    let vote = json!({"act": "record_vote", "present": 20, "in_favour": 15, "against": 5, "abstained": 0});
    let voted = cast.union.act(id, vote).await;
    assert_eq!(voted["determination"]["vote"], "adopted", "{voted}");
    let contract = cast.union.get(&format!("/api/v1/negotiations/{id}/contract")).await;
    let sha256 = domain::term::sha256_hex(&contract.text);
    cast.union.refused(id, json!({"act": "sign", "sha256": "0".repeat(64)}), "contract_differs").await;
    cast.union.act(id, json!({"act": "sign", "sha256": sha256})).await;
    cast.employer.act(id, json!({"act": "sign", "sha256": sha256})).await;
    app.at("2026-04-07T02:00:00Z");
}

async fn review(app: &TestApp, cast: &Cast, id: Uuid) -> Uuid {
    cast.employer.act(id, json!({"act": "file", "pack": pack()})).await;
    assert_eq!(cast.other_bureau.get(&format!("/api/v1/negotiations/{id}")).await.status, 404);
    cast.bureau.act(id, json!({"act": "acknowledge", "number": "惠人社收〔2026〕1号"})).await;
    app.at("2026-04-15T02:00:00Z");
    let heads = json!({"qualification": "合格", "procedure": "合法", "content": "不低于法定标准"});
    let opinion = json!({"act": "give_opinion", "number": "惠人社审〔2026〕1号", "heads": heads,
                         "opinion": {"result": "no_objection"}});
    cast.bureau.act(id, opinion).await;
    let view = cast.union.get(&format!("/api/v1/negotiations/{id}")).await.json();
    assert_eq!(view["status"]["stage"]["stage"], "in_force", "{view}");
    assert_eq!(view["contract_number"], "640205-2026-0001", "the bureau's own count");
    let contract: Uuid = view["contract"].as_str().unwrap().parse().unwrap();
    let path = format!("/api/v1/contracts/{contract}");
    assert_eq!(cast.bureau.get(&path).await.status, 200);
    assert_eq!(cast.stranger.get(&path).await.status, 404);
    for side in [&cast.union, &cast.employer] {
        assert_eq!(app.anonymous().get(&path).await.status, 404);
        side.act(id, json!({"act": "publish", "means": "公告栏"})).await;
    }
    let public = app.anonymous().get(&path).await;
    assert_eq!(public.status, 200);
    assert!(public.text.contains("2400.00") && !public.text.contains("2500.00"));
    assert_eq!(cast.stranger.get(&path).await.status, 200);
    assert_eq!(cast.stranger.get(&format!("/api/v1/negotiations/{id}")).await.status, 404);
    let found = app.anonymous().get("/api/v1/contracts?area=6402&text=%E6%83%A0%E5%86%9C").await.json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    contract
}

async fn audit(app: &TestApp, cast: &Cast, contract: Uuid) {
    let payroll = "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,paid_on\n\
        9164020589MXMRUW56,W1,2026-06,cashier,full_time,2500.00,21.75,2500.00,2026-07-10\n\
        9164020589MXMRUW56,W2,2026-06,,full_time,2400.00,21.75,2400.00,2026-07-10\n\
        9164020589MXMRUW57,W3,2026-06,,full_time,2400.00,21.75,2400.00,2026-07-10\n";
    let path = format!("/api/v1/contracts/{contract}/audits");
    for nobody in [&cast.stranger, &cast.other_bureau, &cast.operator] {
        assert_eq!(nobody.send("POST", &path, "text/csv", payroll).await.status, 404);
    }
    let run = app.audited(&cast.bureau, contract, payroll).await;
    assert_eq!(run["summary"]["rejected"], 1);
    assert_eq!(run["summary"]["rules"]["S2"]["breach"], 1);
    assert_eq!(run["summary"]["rules"]["S2"]["shortfall"], "100.00");
    let page = cast.bureau.get(&format!("/api/v1/audits/{}/findings", run["id"].as_str().unwrap())).await.json();
    let first = &page["findings"][0];
    assert_eq!((first["rule"].as_str(), first["required"].as_str()), (Some("S2"), Some("2600.00")), "{page}");
    let at = format!("/api/v1/audits/{}", run["id"].as_str().unwrap());
    assert_eq!(cast.union.get(&at).await.status, 404);
    let rejects = cast.bureau.get(&format!("{at}/rejects")).await.json();
    assert_eq!((&rejects["total"], &rejects["kept"], &rejects["next"]), (&1.into(), &1.into(), &Value::Null));
    let (line, fault) = (&rejects["rejects"][0]["line"], &rejects["rejects"][0]["faults"][0]);
    assert_eq!((line, &fault["column"], &fault["reason"]), (&4.into(), &"enterprise_id".into(), &"wrong-code".into()));
    assert!(fault["message"].as_str().unwrap().contains("9164020589MXMRUW57"), "{fault}");
    let gaps = cast.bureau.get(&format!("{at}/gaps")).await.json();
    assert_eq!((&gaps["total"], &gaps["gaps"]), (&0.into(), &json!([])));
    for list in ["rejects", "gaps"] {
        assert_eq!(cast.union.get(&format!("{at}/{list}")).await.status, 404);
        assert_eq!(cast.bureau.get(&format!("{at}/{list}?after=x")).await.status, 400);
    }
}
