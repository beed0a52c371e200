//! The path from an offer to the register in steps, for stories about what comes after.

use crate::cast::{Cast, offer};
use serde_json::{Value, json};
use uuid::Uuid;

pub fn pack() -> Value {
    json!({"copies": 3, "explanation": "说明", "average_wage_last_year": "48000.00", "adjustment_percent": "6",
           "workers_covered": 320, "enterprises_covered": 1, "credentials": true, "resolution": true, "minutes": true})
}

fn path(id: Uuid) -> String {
    format!("/api/v1/negotiations/{id}")
}

impl Cast {
    /// A fingerprint that the negotiation shows its parties.
    pub async fn fingerprint(&self, id: Uuid, name: &str) -> Value {
        self.union.get(&path(id)).await.json()[name].clone()
    }

    /// The union tables, the employers accept, both chiefs agree the draft.
    pub async fn agree(&self, id: Uuid, act: Value) {
        let tabled = self.union.act(id, act).await["seq"].clone();
        self.employer.act(id, json!({"act": "accept_offer", "offer": tabled})).await;
        let draft = self.fingerprint(id, "draft_sha256").await;
        for chief in [&self.union, &self.employer] {
            chief.act(id, json!({"act": "agree_draft", "sha256": draft})).await;
        }
    }

    /// Exactly two thirds of the roll present, exactly half of all in favour: enough by Ningxia's comparators.
    pub async fn ratify(&self, id: Uuid) {
        self.union.act(id, json!({"act": "open_ballot", "body": "行业职工代表大会", "roll": 30})).await;
        let vote = json!({"act": "record_vote", "present": 20, "in_favour": 15, "against": 5, "abstained": 0});
        self.union.act(id, vote).await;
    }

    pub async fn sign(&self, id: Uuid) {
        let contract = self.fingerprint(id, "contract_sha256").await;
        for chief in [&self.union, &self.employer] {
            chief.act(id, json!({"act": "sign", "sha256": contract})).await;
        }
    }

    /// Filed and acknowledged: the review runs.
    pub async fn file(&self, id: Uuid) {
        self.employer.act(id, json!({"act": "file", "pack": pack()})).await;
        self.bureau.act(id, json!({"act": "acknowledge", "number": "惠人社收〔2026〕1号"})).await;
    }

    /// The bureau has no objection; the contract in force.
    pub async fn pass(&self, id: Uuid) -> Uuid {
        let heads = json!({"qualification": "合格", "procedure": "合法", "content": "不低于法定标准"});
        let opinion = json!({"act": "give_opinion", "number": "惠人社审〔2026〕1号", "heads": heads,
            "opinion": {"result": "no_objection"}});
        self.bureau.act(id, opinion).await;
        self.fingerprint(id, "contract").await.as_str().unwrap().parse().unwrap()
    }

    /// From a sheet to a contract in force, not yet published.
    pub async fn to_force(&self, id: Uuid, sheet: &Value) -> Uuid {
        self.agree(id, offer(sheet, None)).await;
        self.ratify(id).await;
        self.sign(id).await;
        self.file(id).await;
        self.pass(id).await
    }

    pub async fn publish(&self, id: Uuid) {
        for side in [&self.union, &self.employer] {
            side.act(id, json!({"act": "publish", "means": "公告栏"})).await;
        }
    }
}
