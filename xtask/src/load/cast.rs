//! Who acts: two sides at the table, a bureau, and a contract in force to be audited.

use super::server::Server;
use serde_json::{Value, json};

pub(super) struct Cast {
    pub union: String,
    pub employer: String,
    pub bureau: String,
    /// At the table.
    pub talks: String,
    /// At another table of the same two.
    pub other_talks: String,
    /// Id of the contract in force.
    pub contract: String,
}

/// A lawful sheet.
pub(super) fn sheet() -> Value {
    json!({
        "schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
        "effective": {"from": "2027-01-01", "to": "2027-12-31"},
        "items": [
            {"key": "minimum_wage", "kind": "minimum_wage", "unit": "month", "amount": "3000.00"},
            {"key": "wage_adjustment", "kind": "wage_adjustment", "basis": "percent", "low": "4", "high": "8"},
            {"key": "overtime", "kind": "overtime", "base": "agreed_wage", "weekday": "1.5", "rest_day": "2",
             "holiday": "3", "monthly_cap_hours": "36"}
        ]
    })
}

/// An id as it stands in an address.
fn word(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

struct Making<'a> {
    server: &'a Server,
    operator: String,
}

impl Making<'_> {
    fn organisation(&self, name: &str, kind: &str) -> Result<Value, String> {
        let body = json!({"name": name, "kind": kind, "area": "640205", "industry": "F"});
        Ok(self.server.ask("POST", "/api/v1/organisations", &self.operator, &body)?["id"].clone())
    }

    fn person(&self, login: &str, name: &str, at: &Value, role: &str) -> Result<String, String> {
        let password = format!("{login}-password");
        let body = json!({"login": login, "name": name, "password": password, "locale": "en"});
        let account = self.server.ask("POST", "/api/v1/accounts", &self.operator, &body)?["id"].clone();
        let body = json!({"account": account, "organisation": at, "role": role, "from": "2026-01-01"});
        let mandate = word(&self.server.ask("POST", "/api/v1/mandates", &self.operator, &body)?["id"]);
        self.server.confirm(&mandate)?;
        self.server.token(login, &password)
    }
}

impl Cast {
    pub(super) fn made(server: &Server) -> Result<Self, String> {
        let operator = server.token("operator", &server.operator_password)?;
        let making = Making { server, operator };
        let union_org = making.organisation("工会联合会", "union_federation")?;
        let employer_org = making.organisation("行业协会", "employer_organisation")?;
        let bureau_org = making.organisation("人社局", "labour_bureau")?;
        let mut cast = Self {
            union: making.person("union", "马秀英", &union_org, "chief_representative")?,
            employer: making.person("employer", "王建国", &employer_org, "chief_representative")?,
            bureau: making.person("bureau", "赵敏", &bureau_org, "reviewer")?,
            talks: String::new(),
            other_talks: String::new(),
            contract: String::new(),
        };
        let opening = json!({"title": "工资集体协商", "jurisdiction": "CN-64", "area": "640205", "industry": "F",
            "worker_org": union_org, "employer_org": employer_org, "bureau_org": bureau_org, "reopening": "mutual"});
        let signed = cast.at_the_table(server, &opening)?;
        cast.contract = cast.in_force(server, &signed)?;
        cast.talks = cast.at_the_table(server, &opening)?;
        cast.other_talks = cast.at_the_table(server, &opening)?;
        Ok(cast)
    }

    fn act(&self, server: &Server, who: &str, id: &str, act: &Value) -> Result<Value, String> {
        server.ask("POST", &format!("/api/v1/negotiations/{id}/acts"), who, act)
    }

    fn at_the_table(&self, server: &Server, opening: &Value) -> Result<String, String> {
        let id = word(&server.ask("POST", "/api/v1/negotiations", &self.union, opening)?["id"]);
        let invitation = json!({"act": "invite", "topics": ["行业最低工资标准"], "proposed_at": "2027-03-20T01:00:00Z",
            "place": "会议室", "message": "请予答复"});
        self.act(server, &self.union, &id, &invitation)?;
        self.act(server, &self.employer, &id, &json!({"act": "reply", "decision": "accept"}))?;
        for (who, chief, side) in [(&self.union, "马秀英", "职工"), (&self.employer, "王建国", "企业")] {
            let member = |n: u8| json!({"name": format!("{side}代表{n}"), "post": "代表"});
            let members = json!([{"name": chief, "post": "首席", "chief": true}, member(1), member(2)]);
            self.act(server, who, &id, &json!({"act": "name_delegation", "members": members}))?;
        }
        Ok(id)
    }

    fn in_force(&self, server: &Server, id: &str) -> Result<String, String> {
        let shown = |name: &str| -> Result<Value, String> {
            Ok(server.ask("GET", &format!("/api/v1/negotiations/{id}"), &self.union, &Value::Null)?[name].clone())
        };
        let (union, employer, bureau) = (self.union.as_str(), self.employer.as_str(), self.bureau.as_str());
        let tabled = self.act(server, union, id, &json!({"act": "table_offer", "sheet": sheet(), "answers": null}))?;
        self.act(server, employer, id, &json!({"act": "accept_offer", "offer": tabled["seq"]}))?;
        for who in [union, employer] {
            self.act(server, who, id, &json!({"act": "agree_draft", "sha256": shown("draft_sha256")?}))?;
        }
        self.act(server, union, id, &json!({"act": "open_ballot", "body": "职工代表大会", "roll": 30}))?;
        let vote = json!({"act": "record_vote", "present": 30, "in_favour": 30, "against": 0, "abstained": 0});
        self.act(server, union, id, &vote)?;
        for who in [union, employer] {
            self.act(server, who, id, &json!({"act": "sign", "sha256": shown("contract_sha256")?}))?;
        }
        let pack = json!({"copies": 3, "explanation": "说明", "average_wage_last_year": "48000.00",
            "adjustment_percent": "6", "workers_covered": 320, "enterprises_covered": 1, "credentials": true,
            "resolution": true, "minutes": true});
        self.act(server, employer, id, &json!({"act": "file", "pack": pack}))?;
        self.act(server, bureau, id, &json!({"act": "acknowledge", "number": "1"}))?;
        let heads = json!({"qualification": "合格", "procedure": "合法", "content": "不低于法定标准"});
        let opinion =
            json!({"act": "give_opinion", "number": "1", "heads": heads, "opinion": {"result": "no_objection"}});
        self.act(server, bureau, id, &opinion)?;
        shown("contract")?.as_str().map(str::to_owned).ok_or_else(|| "no contract".to_owned())
    }

    /// A small act of the other side.
    pub(super) fn small_act(&self) -> (String, String) {
        let act = json!({"act": "request_information", "subject": "上年度人工成本", "message": "请提供"});
        (format!("/api/v1/negotiations/{}/acts", self.other_talks), act.to_string())
    }
}
