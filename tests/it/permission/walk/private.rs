//! What a side keeps for itself: notes, marks, drafts, limits, documents. By the API and by forms.

use super::{B, BA, E, ER, NONE, Needs, Others, SIDES, Sent, U, U2, UA, UB, UNION, UO, UR, Walk, filled, forms, text};
use crate::cast::sheet;
use crate::stories::serving;
use domain::policy::Action;
use serde_json::{Value, json};

const WRITES: Needs = Needs::In(Action::WritePrivate);
const READS: Needs = Needs::In(Action::ReadPrivate);
const LIMITS: Needs = Needs::In(Action::SetBargainingLimits);
/// Who reads what a side keeps for itself.
const READERS: &[&str] = &[U, UR, U2, UO, UA, UB, E, ER];
/// To the other side nothing of it is there.
const THEIRS: Others<'static> = Others::Named(&[(E, 404), (ER, 404)]);
/// Of a note: its writer or the chief; to the other side it is not there.
const WRITER: (&[&str], Others<'static>) = (&[U, U2], Others::Named(&[(UR, 403), (E, 404), (ER, 404)]));

fn at(path: &str) -> String {
    format!("/api/v1/negotiations/{{id}}{path}")
}

pub async fn private(walk: &mut Walk, id: &Value) {
    notes(walk, id).await;
    drafts(walk, id).await;
    limits(walk, id).await;
    seen(walk, id).await;
}

async fn notes(walk: &mut Walk, id: &Value) {
    let (all, one) = (at("/notes"), at("/notes/{note}"));
    let written = walk.json(WRITES, (SIDES, NONE), ("post", &all), &[("id", id)], json!({"text": "底线"})).await;
    let note = written.json()["id"].clone();
    let places = [("id", id), ("note", &note)];
    walk.json(WRITES, WRITER, ("put", &one), &places, json!({"version": 1, "text": "新底线"})).await;
    walk.json(WRITES, WRITER, ("delete", &one), &places, Value::Null).await;
    let page = format!("/negotiations/{}/notes", text(id));
    let route = "/negotiations/{id}/notes";
    walk.form(WRITES, (SIDES, NONE), route, (&page, "/notes"), &[("item", ""), ("text", "表单")]).await;
    let kept = walk.get(U, &format!("/api/v1{page}")).await;
    let note = text(&kept["notes"][0]["id"]);
    let action = format!("/notes/{note}");
    walk.form(WRITES, WRITER, "/negotiations/{id}/notes/{note}", (&page, &action), &[("text", "改")]).await;
    let action = format!("/notes/{note}/remove");
    walk.form(WRITES, WRITER, "/negotiations/{id}/notes/{note}/remove", (&page, &action), &[]).await;
}

async fn drafts(walk: &mut Walk, id: &Value) {
    let here = [("id", id)];
    let place = at("/draft");
    let draft = json!({"version": 0, "sheet": sheet("2450.00", "2600.00")});
    walk.json(WRITES, (SIDES, NONE), ("put", &place), &here, draft).await;
    let check = at("/draft/check");
    walk.json(READS, (READERS, NONE), ("post", &check), &here, sheet("2450.00", "2600.00")).await;
    let restore = json!({"restore": 1, "version": 1});
    let history = at("/draft/history");
    walk.json(WRITES, (UNION, THEIRS), ("post", &history), &here, restore).await;
    walk.json(WRITES, (SIDES, NONE), ("delete", &place), &here, Value::Null).await;
    import(walk, id).await;
    by_forms(walk, id).await;
}

async fn import(walk: &mut Walk, id: &Value) {
    let route = at("/draft/import");
    let path = format!("{}?dry_run=false&version=0", filled(&route, &[("id", id)]));
    let grid = "grade,zone,size,unit,amount\ncashier,,,month,2600.00\n";
    let sent = Sent { method: "post", route, path, kind: "text/csv", body: grid.into() };
    walk.step(WRITES, SIDES, NONE, sent).await;
    walk.sent(U, "delete", &filled(&at("/draft"), &[("id", id)]), Value::Null).await;
    let route = "/negotiations/{id}/offer/import";
    let sent = forms::upload(route, filled(route, &[("id", id)]), "file", "grid.csv", grid);
    walk.step(WRITES, SIDES, NONE, sent).await;
    let route = "/negotiations/{id}/offer/import/confirm";
    let pairs = [("csrf", ""), ("version", "0"), ("wages", grid)].map(|(n, v)| (n.to_owned(), v.to_owned()));
    let sent = Sent { route: route.to_owned(), ..forms::encoded(filled(route, &[("id", id)]), &pairs) };
    walk.step(WRITES, SIDES, NONE, sent).await;
}

/// The composer: what it judges while one types, what it saves, what it takes back from its history.
async fn by_forms(walk: &mut Walk, id: &Value) {
    let page = format!("/negotiations/{}/offer", text(id));
    let fill = [("message", "试算")];
    walk.form(READS, (READERS, NONE), "/negotiations/{id}/offer/check", (&page, "/offer"), &fill).await;
    // The draft was begun by the import: the employers, who have none, are told that theirs is not this one.
    let gone = Others::Named(&[(E, 409), (ER, 409)]);
    walk.form(WRITES, (UNION, gone), "/negotiations/{id}/offer/draft", (&page, "/offer"), &fill).await;
    // The same by the button: who only reads his side's drafts saves none.
    let others = Others::Named(&[(UO, 403), (UA, 403), (UB, 403), (E, 409), (ER, 409)]);
    let fill = [("do", "save"), ("message", "再算")];
    walk.form(READS, (UNION, others), "/negotiations/{id}/offer", (&page, "/offer"), &fill).await;
    let history = format!("{page}/history");
    walk.form(WRITES, (UNION, THEIRS), "/negotiations/{id}/offer/history", (&history, "/history"), &[]).await;
}

async fn limits(walk: &mut Walk, id: &Value) {
    let here = [("id", id)];
    let (all, one) = (at("/bargaining-limits"), at("/bargaining-limits/{limit}"));
    let version = walk.get(U, &filled(&at("/draft"), &here)).await["version"].clone();
    let draft = json!({"version": version, "sheet": sheet("2450.00", "2600.00")});
    walk.sent(U, "put", &filled(&at("/draft"), &here), draft).await;
    let key = "minimum_wage";
    let limit = json!({"item": key, "field": "amount", "bound": "at_least", "value": "2460.00"});
    let chiefs: &[&str] = &[U, U2, E];
    let mine: (&[&str], Others<'_>) = (&[U, U2], Others::Named(&[(E, 404)]));
    walk.json(LIMITS, (chiefs, NONE), ("put", &all), &here, limit).await;
    let set = async |walk: &Walk| walk.get(U, &filled(&all, &here)).await[0]["id"].clone();
    let places = [("id", id), ("limit", &set(walk).await)];
    walk.json(LIMITS, mine, ("delete", &one), &places, Value::Null).await;
    let page = format!("/negotiations/{}/bargaining-limits", text(id));
    let route = "/negotiations/{id}/bargaining-limits";
    let cell = format!("{key} amount");
    let fill = [("cell", cell.as_str()), ("bound", "at_least"), ("value", "2460.00")];
    walk.form(LIMITS, (chiefs, NONE), route, (&page, "/bargaining-limits"), &fill).await;
    let lifted = text(&set(walk).await);
    walk.form(LIMITS, mine, route, (&page, "/bargaining-limits"), &[("lift", &lifted)]).await;
}

async fn seen(walk: &mut Walk, id: &Value) {
    let mut readers = READERS.to_vec();
    if walk.now.bureau_in {
        readers.extend([B, BA]);
    }
    let needs = Needs::In(Action::Read);
    walk.json(needs, (&readers, NONE), ("put", &at("/seen")), &[("id", id)], json!({"act": 1})).await;
    let route = "/negotiations/{id}/seen";
    let pairs = [("csrf", ""), ("act", "2")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    let sent = Sent { route: route.to_owned(), ..forms::encoded(filled(route, &[("id", id)]), &pairs) };
    walk.step(needs, &readers, NONE, sent).await;
}

/// Of items that lie on the table.
pub async fn marks(walk: &mut Walk, id: &Value) {
    let mark = json!({"item": "overtime", "mark": "must_have"});
    walk.json(WRITES, (SIDES, NONE), ("put", &at("/marks")), &[("id", id)], mark).await;
    let page = format!("/negotiations/{}/notes", text(id));
    walk.form(WRITES, (SIDES, NONE), "/negotiations/{id}/marks", (&page, "/marks"), &[]).await;
}

pub async fn documents(walk: &mut Walk, id: &Value) {
    let route = at("/documents");
    let path = format!("{}?name=a.txt", filled(&route, &[("id", id)]));
    let mut kept = Vec::new();
    for content in ["甲", "乙", "丙"] {
        let (route, path, body) = (route.clone(), path.clone(), content.as_bytes().to_vec());
        let sent = Sent { method: "post", route, path, kind: "application/octet-stream", body };
        kept.push(walk.step(WRITES, SIDES, NONE, sent).await.json());
    }
    walk.act(UNION, id, serving(&kept[0], false)).await;
    let one = at("/documents/{document}");
    walk.json(WRITES, (UNION, THEIRS), ("delete", &one), &[("id", id), ("document", &kept[1]["id"])], Value::Null)
        .await;
    // What has been served stays: to its own side a conflict, to the other, which reads it, forbidden.
    let served = Others::Named(&[(U, 409), (UR, 409), (U2, 409), (E, 403), (ER, 403)]);
    walk.json(WRITES, (&[], served), ("delete", &one), &[("id", id), ("document", &kept[0]["id"])], Value::Null).await;
    let page = format!("/negotiations/{}/documents", text(id));
    let route = "/negotiations/{id}/documents/{document}/serve";
    let action = format!("/documents/{}/serve", text(&kept[2]["id"]));
    walk.form(Needs::In(Action::Act), (UNION, THEIRS), route, (&page, &action), &[]).await;
    let route = "/negotiations/{id}/documents";
    walk.step(WRITES, SIDES, NONE, forms::upload(route, page.clone(), "file", "b.txt", "丁")).await;
    let listed = walk.get(U, &filled(&at("/documents"), &[("id", id)])).await;
    let last = listed.as_array().unwrap().iter().find(|one| one["name"] == "b.txt").unwrap()["id"].clone();
    let route = "/negotiations/{id}/documents/{document}/remove";
    let action = format!("/documents/{}/remove", text(&last));
    walk.form(WRITES, (UNION, THEIRS), route, (&page, &action), &[]).await;
}
