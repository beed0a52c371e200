//! Every private field is seeded with a word of its own; everybody else reads and tries whatever is around the table.

use super::{browser, serving, store};
use crate::app::{TestApp, on_both};
use crate::caller::Caller;
use crate::cast::{Cast, huinong, offer, person, sheet};
use serde_json::{Value, json};
use uuid::Uuid;

on_both!(nobody_else_finds_what_is_private, what_is_given_in_confidence_stays_in_the_delegations);

/// Words that stand in the union's private fields alone.
const PRIVATE: [&str; 5] = ["CANARYNOTE", "CANARYITEM", "CANARYNAME", "CANARYBYTES", "\"mark\":\"must_have\""];
/// Words that stand in what the employers gave in confidence.
const SECRET: [&str; 4] = ["CANARYANSWER", "CANARYREASON", "CANARYPAPER", "CANARYSECRET"];

struct Seeded {
    id: Uuid,
    documents: Vec<Uuid>,
    notes: Vec<Uuid>,
    acts: i64,
}

async fn seed(cast: &Cast) -> Seeded {
    let id = cast.to_the_table().await;
    cast.union.act(id, offer(&sheet("2400.00", "2600.00"), None)).await;
    let at = format!("/api/v1/negotiations/{id}");
    let mut notes = Vec::new();
    for body in [json!({"text": "CANARYNOTE"}), json!({"text": "CANARYITEM", "item": "overtime"})] {
        notes.push(Caller::made(&cast.union.post(&format!("{at}/notes"), &body).await));
    }
    assert_eq!(
        cast.union.put(&format!("{at}/marks"), &json!({"item": "overtime", "mark": "must_have"})).await.status,
        204
    );
    let private = store(&cast.union, id, "CANARYNAME.txt", b"CANARYBYTES", false).await.json();
    let secret = store(&cast.employer, id, "CANARYPAPER.txt", b"CANARYSECRET", true).await.json();
    let served = cast.employer.act(id, serving(&secret, true)).await;
    for (given, content) in [(true, "CANARYANSWER"), (false, "CANARYREASON")] {
        let asked = cast.union.act(id, json!({"act": "request_information", "subject": "利润表"})).await;
        let answer = json!({"act": "answer_information", "request": asked["seq"], "given": given, "content": content,
            "confidential": true, "documents": [served["seq"]]});
        cast.employer.act(id, answer).await;
    }
    let acts = cast.union.get(&at).await.json()["version"].as_i64().unwrap();
    let documents = [&private, &secret].iter().map(|d| d["id"].as_str().unwrap().parse::<Uuid>().unwrap()).collect();
    Seeded { id, documents, notes, acts }
}

impl Seeded {
    /// Every read around the table, with whatever stands there. The wall walks all other routes too.
    fn reads(&self) -> Vec<String> {
        let at = format!("/negotiations/{}", self.id);
        let api = ["", "/acts", "/table", "/deadlines", "/draft", "/notes", "/documents", "/information", "/sessions"];
        let api = api.map(|part| format!("/api/v1{at}{part}")).into_iter();
        let pages = ["", "/timeline", "/notes", "/documents", "/information", "/sessions", "/do/answer_information"];
        let pages = pages.map(|part| format!("{at}{part}")).into_iter();
        let acts = (1..=self.acts).map(|seq| format!("{at}/acts/{seq}"));
        let documents = self.documents.iter();
        let files = documents.flat_map(|d| [format!("/api/v1{at}/documents/{d}"), format!("{at}/documents/{d}")]);
        api.chain(pages).chain(acts).chain(files).collect()
    }
}

fn clean(who: &str, path: &str, text: &str, words: &[&str]) {
    for word in words {
        assert!(!text.contains(word), "{who} found {word} at {path}:\n{text}");
    }
}

/// Reads everything and tries to reach the private things by writes, as this caller: answers and refusals alike.
async fn walk(caller: &Caller, who: &str, seeded: &Seeded, words: &[&str]) {
    for path in seeded.reads() {
        let answer = caller.get(&path).await;
        clean(who, &path, &format!("{:?}\n{}", answer.headers, answer.text), words);
    }
    let at = format!("/api/v1/negotiations/{}", seeded.id);
    for note in &seeded.notes {
        let path = format!("{at}/notes/{note}");
        for answer in [caller.put(&path, &json!({"text": "x", "version": 9})).await, caller.delete(&path).await] {
            assert!(matches!(answer.status, 401 | 404), "{who} {path}: {}", answer.status);
            clean(who, &path, &answer.text, words);
        }
    }
    for document in &seeded.documents {
        let path = format!("{at}/documents/{document}");
        clean(who, &path, &caller.delete(&path).await.text, words);
        let guess = json!({"id": document, "name": "x.txt", "media_type": "text/plain", "size": 11,
            "sha256": "0".repeat(64)});
        let answer = caller.try_act(seeded.id, &serving(&guess, false)).await;
        assert!(answer.status >= 400, "{who} served {document}");
        clean(who, &path, &answer.text, words);
    }
}

async fn nobody_else_finds_what_is_private(app: &TestApp) {
    let cast = huinong(app).await;
    let firm = person(app, &cast.operator, "firm.chief", "吴海涛", cast.firm_org, "chief_representative").await;
    let seeded = seed(&cast).await;
    // The side itself finds every word: the walk would see them.
    let mut found = String::new();
    for path in seeded.reads() {
        found.push_str(&cast.union_colleague.get(&path).await.text);
    }
    for word in PRIVATE.iter().chain(&SECRET) {
        assert!(found.contains(word), "the seed lost {word}");
    }
    let anonymous = app.anonymous();
    let everything = [&PRIVATE[..], &SECRET].concat();
    for brought_in in [false, true] {
        if brought_in {
            cast.union.act(seeded.id, json!({"act": "apply_coordination", "reason": "分歧较大"})).await;
            assert_eq!(cast.bureau.get(&format!("/api/v1/negotiations/{}", seeded.id)).await.status, 200);
        }
        walk(&cast.employer, "employer", &seeded, &PRIVATE).await;
        for (caller, who) in [
            (&cast.bureau, "bureau"),
            (&cast.other_bureau, "other bureau"),
            (&cast.stranger, "stranger"),
            (&cast.operator, "operator"),
            (&firm, "covered enterprise"),
            (&anonymous, "anonymous"),
        ] {
            walk(caller, who, &seeded, &everything).await;
        }
    }
    assert_eq!(
        cast.union.get(&format!("/api/v1/negotiations/{}/notes", seeded.id)).await.json()["notes"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

async fn what_is_given_in_confidence_stays_in_the_delegations(app: &TestApp) {
    let cast = huinong(app).await;
    let onlooker = person(app, &cast.operator, "onlooker", "冯观", cast.union_org, "observer").await;
    let adviser = person(app, &cast.operator, "adviser", "郑律师", cast.union_org, "observer").await;
    let seeded = seed(&cast).await;
    let at = format!("/api/v1/negotiations/{}", seeded.id);
    let account = adviser.get("/api/v1/me").await.json()["id"].clone();
    let members = json!([{"name": "马秀英", "chief": true}, {"name": "郑律师", "account": account, "outside": true}, {"name": "职工代表"}]);
    cast.union.act(seeded.id, json!({"act": "name_delegation", "members": members})).await;
    cast.union.act(seeded.id, json!({"act": "apply_coordination", "reason": "分歧较大"})).await;
    let acts = |of: &Caller| {
        let (of, path) = (of.clone(), format!("{at}/acts"));
        async move { of.get(&path).await.json() }
    };
    let whole = acts(&cast.union).await;
    let document = format!("{at}/documents/{}", seeded.documents[1]);
    for reader in [&cast.union, &cast.union_colleague, &cast.employer, &adviser] {
        let seen = acts(reader).await;
        assert_eq!(seen, whole);
        assert!(seen.as_array().unwrap().iter().all(|act| act.get("withheld").is_none()));
        assert_eq!(reader.get(&document).await.text, "CANARYSECRET");
    }
    for reader in [&cast.bureau, &onlooker] {
        let seen = acts(reader).await;
        // The acts and their hashes are there, in their places; three of them without what they gave.
        let hashes = |acts: &Value| {
            acts.as_array()
                .unwrap()
                .iter()
                .map(|a| (a["seq"].clone(), a["act"].clone(), a["sha256"].clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(hashes(&seen), hashes(&whole));
        let withheld: Vec<&Value> = seen.as_array().unwrap().iter().filter(|act| act["withheld"] == true).collect();
        assert_eq!(withheld.len(), 3, "{seen}");
        clean("bureau", "acts", &seen.to_string(), &SECRET);
        assert_eq!(
            (&withheld[1]["given"], &withheld[2]["given"]),
            (&json!(true), &json!(false)),
            "that it was done is seen"
        );
        assert_eq!(reader.get(&document).await.status, 404);
        clean("bureau", "documents", &reader.get(&format!("{at}/documents")).await.text, &SECRET);
        let information = reader.get(&format!("{at}/information")).await.json();
        assert_eq!(
            (&information[0]["answer"]["withheld"], &information[0]["answer"]["content"]),
            (&json!(true), &json!(""))
        );
    }
    // On pages it is said that something is withheld, and why.
    let mut bureau = browser(app, "bureau.reviewer").await;
    let timeline = bureau.get(&format!("/negotiations/{}/timeline", seeded.id)).await;
    assert_eq!(timeline.texts(".badge").iter().filter(|text| *text == "内容保密").count(), 3);
    let information = bureau.get(&format!("/negotiations/{}/information", seeded.id)).await;
    assert!(
        information.texts(".answer").iter().all(|text| text.contains("只有双方协商代表可以查阅")),
        "{:?}",
        information.texts(".answer")
    );
    assert_eq!(bureau.get(&format!("/negotiations/{}/notes", seeded.id)).await.status, 404);
}
