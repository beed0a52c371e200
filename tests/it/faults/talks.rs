//! Talks from the invitation to the register, again and again, by clients whose servers die.

use super::client::{Client, Stopped};
use super::fleet::{Ask, Sent};
use crate::cast::delegation;
use crate::path::pack;
use chrono::Days;
use concord::clock::{Clock, SystemClock};
use serde_json::{Value, json};

/// Organisations of the talks.
#[derive(Clone)]
pub struct Parties {
    pub union: String,
    pub employer: String,
    pub bureau: String,
}

/// A lawful sheet, of a year that begins next month.
fn sheet(amount: usize) -> Value {
    let day = |days| SystemClock.now().date_naive().checked_add_days(Days::new(days)).unwrap().to_string();
    json!({
        "schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
        "effective": {"from": day(30), "to": day(394)},
        "items": [
            {"key": "minimum_wage", "kind": "minimum_wage", "unit": "month", "amount": format!("{amount}.00")},
            {"key": "wage_adjustment", "kind": "wage_adjustment", "basis": "percent", "low": "4", "high": "8"},
            {"key": "overtime", "kind": "overtime", "base": "agreed_wage", "weekday": "1.5", "rest_day": "2",
             "holiday": "3", "monthly_cap_hours": "36"}
        ]
    })
}

/// Opens talks and brings both delegations to the table.
pub fn at_the_table(client: &mut Client, parties: &Parties) -> Result<String, Stopped> {
    let opening = json!({"title": "工资集体协商", "jurisdiction": "CN-64", "area": "640205", "industry": "F",
        "worker_org": parties.union, "employer_org": parties.employer, "bureau_org": parties.bureau,
        "reopening": "mutual"});
    let made = client.create("/api/v1/negotiations", "worker_side", &opening)?;
    let id = made["id"].as_str().unwrap().to_owned();
    client.ledger.opened.lock().unwrap().push(id.clone());
    let meeting = SystemClock.now().checked_add_days(Days::new(20)).unwrap();
    let invitation = json!({"act": "invite", "topics": ["行业最低工资标准"], "proposed_at": meeting,
        "place": "会议室", "message": "请予答复"});
    client.act(&id, "worker_side", &invitation)?;
    client.act(&id, "employer_side", &json!({"act": "reply", "decision": "accept"}))?;
    client.act(&id, "worker_side", &delegation("马秀英", "职工"))?;
    client.act(&id, "employer_side", &delegation("王建国", "企业"))?;
    Ok(id)
}

/// From the table to a number in the register: both sides table at once, the offer is accepted at several servers at
/// once, both chiefs sign at several servers at once.
fn to_the_register(client: &mut Client, id: &str) -> Result<String, Stopped> {
    let offer = |amount| json!({"act": "table_offer", "sheet": sheet(amount), "answers": null});
    let before = client.version(id);
    client.race(id, "table_offer", &[("worker_side", offer(3_100)), ("employer_side", offer(3_000))], 1)?;
    let tabled = client.done(id, before, "table_offer", None).pop().unwrap();
    let other = if tabled["by"]["capacity"] == "worker_side" { "employer_side" } else { "worker_side" };
    client.race(id, "accept_offer", &[(other, json!({"act": "accept_offer", "offer": tabled["seq"]}))], 1)?;
    let draft = client.fingerprint(id, "draft_sha256");
    for side in ["worker_side", "employer_side"] {
        client.act(id, side, &json!({"act": "agree_draft", "sha256": draft}))?;
    }
    client.act(id, "worker_side", &json!({"act": "open_ballot", "body": "行业职工代表大会", "roll": 30}))?;
    let vote = json!({"act": "record_vote", "present": 30, "in_favour": 30, "against": 0, "abstained": 0});
    client.act(id, "worker_side", &vote)?;
    let sign = json!({"act": "sign", "sha256": client.fingerprint(id, "contract_sha256")});
    client.race(id, "sign", &[("worker_side", sign.clone()), ("employer_side", sign)], 2)?;
    client.act(id, "employer_side", &json!({"act": "file", "pack": pack()}))?;
    client.act(id, "bureau", &json!({"act": "acknowledge", "number": "1"}))?;
    let heads = json!({"qualification": "合格", "procedure": "合法", "content": "不低于法定标准"});
    let opinion = json!({"act": "give_opinion", "number": "1", "heads": heads, "opinion": {"result": "no_objection"}});
    client.act(id, "bureau", &opinion)?;
    let view = client.get(&format!("/api/v1/negotiations/{id}"), "worker_side");
    let text = |name: &str| view[name].as_str().unwrap_or_else(|| panic!("{name}: {view}")).to_owned();
    let contract = text("contract");
    client.ledger.numbers.lock().unwrap().push((contract.clone(), text("contract_number")));
    Ok(contract)
}

/// Negotiates until stopped; audits a payroll over every contract.
pub fn negotiates(mut client: Client, parties: &Parties) {
    let _ = (|| -> Result<(), Stopped> {
        loop {
            let id = at_the_table(&mut client, parties)?;
            let contract = to_the_register(&mut client, &id)?;
            audits(&mut client, &contract)?;
        }
    })();
}

/// Uploads a payroll, and keeps the audit that is acknowledged.
fn audits(client: &mut Client, contract: &str) -> Result<(), Stopped> {
    let lines = 1 + client.dice.roll(40) as u64;
    let line = |n| format!("9164020589MXMRUW56,W{n},2026-06,full_time,2400.00,21.75,2400.00\n");
    let rows: String = (0..lines).map(line).collect();
    let payroll = format!("enterprise_id,worker_id,period,employment,agreed_wage,paid_days,gross_pay\n{rows}");
    let (head, token) = (format!("POST /api/v1/contracts/{contract}/audits"), client.tokens.bureau.clone());
    client.stopped()?;
    let ask = Ask { head: &head, token: &token, kind: "text/csv", body: payroll.as_bytes(), after: None };
    if let Sent::Answered(201 | 202, made) = client.send(ask) {
        let id = made["id"].as_str().unwrap().to_owned();
        client.ledger.audits.lock().unwrap().push((id, lines));
    }
    Ok(())
}
