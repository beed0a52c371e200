//! The people of Huinong, made through the API as the operator makes them.

use crate::app::TestApp;
use crate::caller::Caller;
use serde_json::{Value, json};
use uuid::Uuid;

pub struct Cast {
    pub union_org: Uuid,
    pub employer_org: Uuid,
    pub bureau_org: Uuid,
    pub firm_org: Uuid,
    pub union: Caller,
    pub union_colleague: Caller,
    pub employer: Caller,
    pub bureau: Caller,
    pub other_bureau: Caller,
    pub stranger: Caller,
    pub operator: Caller,
}

pub async fn organisation(operator: &Caller, name: &str, kind: &str, area: &str, parent: Option<Uuid>) -> Uuid {
    let body = json!({"name": name, "kind": kind, "area": area, "industry": "F", "parent": parent});
    Caller::made(&operator.post("/api/v1/organisations", &body).await)
}

pub async fn person(app: &TestApp, operator: &Caller, login: &str, name: &str, at: Uuid, role: &str) -> Caller {
    let password = format!("{login}-password");
    let body = json!({"login": login, "name": name, "password": password, "locale": "en"});
    let account = Caller::made(&operator.post("/api/v1/accounts", &body).await);
    let body = json!({"account": account, "organisation": at, "role": role, "from": "2026-01-01"});
    granted(app, operator, &body).await;
    app.user(login, &password).await
}

/// A mandate that counts: asked for, and confirmed on the command line.
pub async fn granted(app: &TestApp, operator: &Caller, body: &Value) -> Uuid {
    let mandate = Caller::made(&operator.post("/api/v1/mandates", body).await);
    concord::service::mandates::confirm_by_command(&app.app, mandate).await.unwrap();
    mandate
}

pub async fn huinong(app: &TestApp) -> Cast {
    let operator = app.operator().await;
    let o = &operator;
    let union_org = organisation(o, "惠农区商贸流通行业工会联合会", "union_federation", "640205", None).await;
    let employer_org = organisation(o, "惠农区商贸流通行业协会", "employer_organisation", "640205", None).await;
    let bureau_org = organisation(o, "惠农区人力资源和社会保障局", "labour_bureau", "640205", None).await;
    let other_bureau = organisation(o, "大武口区人力资源和社会保障局", "labour_bureau", "640202", None).await;
    let rival = organisation(o, "惠农区建筑行业工会联合会", "union_federation", "640205", None).await;
    let firm_org = organisation(o, "惠农百货商场", "enterprise", "640205", Some(employer_org)).await;
    Cast {
        union_org,
        employer_org,
        bureau_org,
        firm_org,
        union: person(app, o, "union.chief", "马秀英", union_org, "chief_representative").await,
        union_colleague: person(app, o, "union.rep", "李桂兰", union_org, "representative").await,
        employer: person(app, o, "employer.chief", "王建国", employer_org, "chief_representative").await,
        bureau: person(app, o, "bureau.reviewer", "赵敏", bureau_org, "reviewer").await,
        other_bureau: person(app, o, "other.reviewer", "钱进", other_bureau, "reviewer").await,
        stranger: person(app, o, "stranger", "孙立", rival, "chief_representative").await,
        operator: operator.clone(),
    }
}

impl Cast {
    /// Opens the 2026 round, as the union.
    pub async fn open(&self) -> Uuid {
        let body = json!({
            "title": "2026 年惠农区商贸流通行业工资集体协商", "jurisdiction": "CN-64", "area": "640205",
            "industry": "F", "worker_org": self.union_org, "employer_org": self.employer_org,
            "bureau_org": self.bureau_org, "reopening": "mutual"
        });
        Caller::made(&self.union.post("/api/v1/negotiations", &body).await)
    }

    /// Invitation, reply, both delegations: the talks are open.
    pub async fn to_the_table(&self) -> Uuid {
        let id = self.open().await;
        self.union.act(id, invitation()).await;
        self.employer.act(id, json!({"act": "reply", "decision": "accept"})).await;
        self.union.act(id, delegation("马秀英", "职工")).await;
        self.employer.act(id, delegation("王建国", "企业")).await;
        id
    }
}

pub fn invitation() -> Value {
    json!({"act": "invite", "topics": ["行业最低工资标准", "调整幅度", "加班工资"],
           "proposed_at": "2026-03-20T01:00:00Z", "place": "区总工会会议室", "message": "请予答复"})
}

pub fn delegation(chief: &str, side: &str) -> Value {
    let member = |n: u8| json!({"name": format!("{side}代表{n}"), "post": "代表"});
    json!({"act": "name_delegation", "members": [
        {"name": chief, "post": "首席", "chief": true}, member(1), member(2)
    ]})
}

/// A lawful sheet with these monthly minimums.
pub fn sheet(general: &str, cashier: &str) -> Value {
    json!({
        "schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
        "effective": {"from": "2026-05-01", "to": "2027-04-30"},
        "items": [
            {"key": "minimum_wage", "kind": "minimum_wage", "unit": "month", "amount": general},
            {"key": "minimum_wage.cashier", "kind": "minimum_wage", "unit": "month", "grade": "cashier", "amount": cashier},
            {"key": "wage_adjustment", "kind": "wage_adjustment", "basis": "percent", "low": "4", "high": "8"},
            {"key": "overtime", "kind": "overtime", "base": "agreed_wage", "weekday": "1.5", "rest_day": "2",
             "holiday": "3", "monthly_cap_hours": "36"}
        ]
    })
}

pub fn offer(sheet: &Value, answers: Option<i64>) -> Value {
    json!({"act": "table_offer", "sheet": sheet, "answers": answers})
}
