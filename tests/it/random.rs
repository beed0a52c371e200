//! Random play through the API: whatever was acted, refused or left to time, the rows that lists are read from are those
//! that the log gives, and at any later instant a list says what the negotiation itself says.

use crate::app::TestApp;
use crate::cast::{Cast, delegation, huinong, offer, sheet};
use crate::path::pack;
use crate::projections::{rows, same};
use chrono::TimeDelta;
use concord::service::register;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use uuid::Uuid;

/// A step: which act, a number it is made of, who, and how many hours pass before.
type Step = (u8, u16, u8, u16);

struct Play<'a> {
    app: &'a TestApp,
    cast: &'a Cast,
    id: Uuid,
}

impl Play<'_> {
    async fn view(&self) -> Value {
        self.cast.union.get(&format!("/api/v1/negotiations/{}", self.id)).await.json()
    }

    async fn last(&self, act: &str) -> Value {
        let acts = self.cast.union.get(&format!("/api/v1/negotiations/{}/acts", self.id)).await.json();
        let of = |row: &&Value| row["act"]["act"] == act || row["act"] == act;
        acts.as_array().unwrap().iter().rev().find(of).map_or(json!(1), |row| row["seq"].clone())
    }

    async fn act(&self, kind: u8, n: u16) -> Value {
        let day = |days: u16| self.app.app.today() + TimeDelta::days(i64::from(days));
        let price = ["2400.00", "2500.00", "900.00"][usize::from(n % 3)];
        match kind {
            0 | 1 => offer(&sheet(price, "2700.00"), None),
            2 | 3 => json!({"act": "accept_offer", "offer": self.last("table_offer").await}),
            4 => {
                let items = json!(["overtime", "minimum_wage"][usize::from(n % 2)]);
                json!({"act": "initial_items", "offer": self.last("table_offer").await, "items": [items]})
            }
            5..=7 => json!({"act": "agree_draft", "sha256": self.view().await["draft_sha256"]}),
            8 => json!({"act": "open_ballot", "body": "行业职工代表大会", "roll": 30}),
            9 => {
                let favour = if n.is_multiple_of(4) { 5 } else { 20 };
                json!({"act": "record_vote", "present": 25, "in_favour": favour, "against": 25 - favour, "abstained": 0})
            }
            10..=12 => json!({"act": "sign", "sha256": self.view().await["contract_sha256"]}),
            13 => json!({"act": "file", "pack": pack()}),
            14 => json!({"act": "acknowledge", "number": format!("收{n}")}),
            15 => json!({"act": "ask_correction", "missing": ["说明"]}),
            16 => {
                let objects = json!({"result": "objection", "items": [{"item": "minimum_wage", "basis": "条例", "change": "改"}]});
                let opinion = if n.is_multiple_of(3) { objects } else { json!({"result": "no_objection"}) };
                let heads = json!({"qualification": "合格", "procedure": "合法", "content": "合法"});
                json!({"act": "give_opinion", "number": format!("审{n}"), "heads": heads, "opinion": opinion})
            }
            17 | 18 => json!({"act": "publish", "means": "公告栏"}),
            19 => json!({"act": "suspend", "reason": "另议", "until": day(n % 40)}),
            20 => json!({"act": "resume"}),
            21 => json!({"act": "withdraw_offer", "offer": self.last("table_offer").await}),
            22 => json!({"act": "apply_coordination", "reason": "僵持"}),
            23 => json!({"act": "coordinate", "step": (["accept", "extend"][usize::from(n % 2)]), "message": "受理"}),
            24 => json!({"act": "settle_coordination", "text": "达成一致", "settled": n.is_multiple_of(2)}),
            25 => json!({"act": "terminate", "ground": "agreement", "reason": "协商一致"}),
            26 => json!({"act": "propose_amendment", "ground": "agreement", "reason": "调整"}),
            27 => json!({"act": "request_information", "subject": "工资总额"}),
            28 => json!({"act": "reopen_item", "item": "overtime", "reason": "再议"}),
            29 => json!({"act": "report_vacancy", "representative": "职工代表1", "reason": "调离"}),
            _ => delegation(["马秀英", "王建国"][usize::from(n % 2)], ["职工", "企业"][usize::from(n % 2)]),
        }
    }

    async fn step(&self, (kind, n, who, _): Step) {
        let act = self.act(kind, n).await;
        let Cast { union, employer, bureau, .. } = self.cast;
        let caller = match (kind, who) {
            (14..=16 | 23 | 24, 0..=8) => bureau,
            (_, 0..=4) => union,
            (_, 5..=8) => employer,
            _ => &self.cast.union_colleague,
        };
        let answer = caller.post(&format!("/api/v1/negotiations/{}/acts", self.id), &act).await;
        assert!(matches!(answer.status, 201 | 403 | 404 | 409 | 422), "{act}: {} {}", answer.status, answer.text);
    }

    /// The list of negotiations says of it what it says itself, and so do lists of contracts.
    async fn lists_are_true(&self) {
        let view = self.view().await;
        let list = self.cast.union.get("/api/v1/negotiations").await.json();
        let row = list.as_array().unwrap().iter().find(|row| row["id"] == self.id.to_string()).unwrap().clone();
        assert_eq!(row["stage"], view["status"]["stage"]["stage"], "{row}");
        assert_eq!(row["version"], view["version"], "{row}");
        let deadlines = self.cast.union.get(&format!("/api/v1/negotiations/{}/deadlines", self.id)).await.json();
        let running = deadlines
            .as_array()
            .unwrap()
            .iter()
            .any(|deadline| ["running", "extended", "overdue"].contains(&deadline["state"].as_str().unwrap()));
        assert_eq!(running, !row["next"].is_null(), "{row} {deadlines}");
        let contracts = self.cast.union.get("/api/v1/contracts").await.json();
        let listed = contracts.as_array().unwrap().iter().any(|contract| contract["id"] == view["contract"]);
        assert_eq!(listed, !view["contract"].is_null(), "{contracts}");
    }
}

async fn played(start: u8, steps: Vec<Step>) {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let id = cast.to_the_table().await;
    let play = Play { app: &app, cast: &cast, id };
    if start >= 1 {
        cast.agree(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    }
    if start >= 2 {
        cast.ratify(id).await;
        cast.sign(id).await;
    }
    if start >= 3 {
        cast.file(id).await;
    }
    for step in steps {
        app.clock.set(app.app.now() + TimeDelta::hours(i64::from(step.3)));
        play.step(step).await;
    }
    let before = rows(&app).await;
    register::rebuild(&app.app).await.unwrap();
    same(&rows(&app).await, &before);
    for days in [0, 1, 4, 11, 30, 200, 500] {
        app.clock.set(app.app.now() + TimeDelta::days(days));
        play.lists_are_true().await;
    }
    app.work().await;
    let before = rows(&app).await;
    register::rebuild(&app.app).await.unwrap();
    same(&rows(&app).await, &before);
}

#[test]
fn whatever_is_played_the_projections_are_those_of_the_log() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = Config { cases: 8, max_shrink_iters: 10, failure_persistence: None, ..Config::default() };
    let steps = proptest::collection::vec((0_u8..31, any::<u16>(), 0_u8..10, 0_u16..60), 5..40);
    let run = TestRunner::new(config).run(&(0_u8..4, steps), |(start, steps)| {
        let played = std::panic::AssertUnwindSafe(|| runtime.block_on(played(start, steps.clone())));
        std::panic::catch_unwind(played).map_err(|fault| {
            let text = fault.downcast_ref::<String>().cloned().unwrap_or_default();
            TestCaseError::fail(text)
        })
    });
    run.unwrap_or_else(|fault| panic!("{fault}"));
}

/// An objection in time ends what silence was to bring, also when the day of silence is long past.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contract_that_silence_did_not_bring_is_none_after_a_rebuild() {
    let objection = (16, 9072, 8, 38);
    played(3, vec![objection, (27, 0, 0, 500), (29, 7978, 0, 1)]).await;
}
