//! The OpenAPI document says what the server does: every answer that any test gets is held against it.

mod limits;

use crate::app::TestApp;
use crate::permission::api_reads;
use crate::wall;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use regex::Regex;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex};

/// The document as it is served.
pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(concord::http::api::document()).unwrap());

/// The schemas, none of which lets a property pass that it does not name. (Those that others include cannot say so
/// themselves; the ones that include them do.)
static STRICT: LazyLock<Value> = LazyLock::new(|| {
    let mut schemas = DOCUMENT["components"]["schemas"].clone();
    let mut included = BTreeSet::new();
    includes(&schemas, &mut included);
    for (name, schema) in schemas.as_object_mut().unwrap() {
        let object = schema.as_object_mut().unwrap();
        let open = object.contains_key("additionalProperties") || included.contains(name) || name == "SheetJson";
        let kinds = object.get("type") == Some(&json!("object")) || object.contains_key("allOf");
        let choice = object.get("oneOf").and_then(Value::as_array);
        let kinds = kinds || choice.is_some_and(|all| all.iter().all(|one| one["type"] == "object"));
        if kinds && !open {
            object.insert("unevaluatedProperties".to_owned(), json!(false));
        }
    }
    schemas
});

/// Names of schemas that stand in an `allOf`, and what those include in turn.
fn includes(schema: &Value, out: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            for part in object.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                references(part, out);
            }
            object.values().for_each(|inner| includes(inner, out));
        }
        Value::Array(all) => all.iter().for_each(|inner| includes(inner, out)),
        _ => {}
    }
}

fn references(schema: &Value, out: &mut BTreeSet<String>) {
    let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    if let Some(name) = name.filter(|name| out.insert((*name).to_owned())) {
        let named = &DOCUMENT["components"]["schemas"][name];
        for part in named["oneOf"].as_array().into_iter().flatten() {
            references(part, out);
        }
    }
}

type Key = (String, String, String);

static VALIDATORS: LazyLock<Mutex<HashMap<Key, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// What was answered, and held.
static HELD: LazyLock<Mutex<BTreeSet<Key>>> = LazyLock::new(Mutex::default);

static PATHS: LazyLock<Vec<(Regex, String)>> = LazyLock::new(|| {
    let place = Regex::new(r"\{\w+\}").unwrap();
    let paths = DOCUMENT["paths"].as_object().unwrap().keys();
    let mut paths: Vec<_> = paths
        .map(|path| (Regex::new(&format!("^{}$", place.replace_all(path, "[^/]+"))).unwrap(), path.clone()))
        .collect();
    // What is named stands before what is filled in.
    paths.sort_by_key(|(_, path)| path.matches('{').count());
    paths
});

fn validator(key: &Key, schema: &Value) -> Arc<Validator> {
    let mut all = VALIDATORS.lock().unwrap();
    let made = all.entry(key.clone()).or_insert_with(|| {
        let root = json!({"allOf": [schema], "components": {"schemas": *STRICT}});
        Arc::new(jsonschema::options().should_validate_formats(true).build(&root).unwrap())
    });
    Arc::clone(made)
}

/// A fault, and those below it where several schemas were tried.
fn told_of(fault: &ValidationError<'_>, out: &mut Vec<String>) {
    match fault.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context.iter().flatten().for_each(|inner| told_of(inner, out));
        }
        _ => {
            out.push(format!("{} {}: {fault}", fault.instance_path(), fault.schema_path()).chars().take(300).collect())
        }
    }
}

/// Holds an answer against the document: the status is named, the body is as its schema says.
#[track_caller]
pub fn hold(method: &str, path: &str, status: u16, kind: &str, text: &str) {
    let path = path.split('?').next().unwrap();
    let Some((_, route)) = PATHS.iter().find(|(pattern, _)| pattern.is_match(path)) else { return };
    let operation = &DOCUMENT["paths"][route][method.to_lowercase()];
    if operation.is_null() {
        return;
    }
    let answers = &operation["responses"];
    // What any request may meet on its way (too large, too many, too slow, out of order) is the document's default.
    let named = ["200", "400", "401", "403", "404", "409", "415", "422"].contains(&status.to_string().as_str());
    let told = answers.get(status.to_string()).unwrap_or(if named { &Value::Null } else { &answers["default"] });
    assert!(!told.is_null(), "{method} {route} answers {status}, which the document does not say: {text}");
    let key = (method.to_owned(), route.clone(), status.to_string());
    let media = kind.split(';').next().unwrap();
    if media.ends_with("json") && !told["content"]["application/octet-stream"].is_object() {
        let schema = &told["content"][media]["schema"];
        assert!(!schema.is_null(), "{method} {route} {status}: {media} is not in the document");
        let body: Value = serde_json::from_str(text).unwrap();
        let mut faults = Vec::new();
        validator(&key, schema).iter_errors(&body).for_each(|fault| told_of(&fault, &mut faults));
        assert!(faults.is_empty(), "{method} {route} {status}: {faults:#?}\n{text}");
    }
    HELD.lock().unwrap().insert(key);
}

/// Holds the JSON of a request that was right against the document: what was sent is as it says.
#[track_caller]
pub fn hold_request(method: &str, path: &str, body: &[u8]) {
    let path = path.split('?').next().unwrap();
    let (_, route) = PATHS.iter().find(|(pattern, _)| pattern.is_match(path)).unwrap();
    let schema =
        &DOCUMENT["paths"][route][method.to_lowercase()]["requestBody"]["content"]["application/json"]["schema"];
    assert!(!schema.is_null(), "{method} {route} takes JSON, which the document does not say");
    let key = (method.to_owned(), route.clone(), "request".to_owned());
    let mut faults = Vec::new();
    let body: Value = serde_json::from_slice(body).unwrap();
    validator(&key, schema).iter_errors(&body).for_each(|fault| told_of(&fault, &mut faults));
    assert!(faults.is_empty(), "{method} {route}: {faults:#?}\n{body}");
}

/// Every operation: method, path, what the document says of it.
pub fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let paths = DOCUMENT["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, methods)| {
        methods.as_object().unwrap().iter().map(move |(method, said)| (method.as_str(), path.as_str(), said))
    })
}

fn walk<'a>(value: &'a Value, at: &str, visit: &mut impl FnMut(&str, &'a Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            visit(at, object);
            object.iter().for_each(|(name, inner)| walk(inner, &format!("{at}/{name}"), visit));
        }
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(index, inner)| walk(inner, &format!("{at}/{index}"), visit));
        }
        _ => {}
    }
}

#[test]
fn what_a_query_may_say_is_in_the_document() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/api");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        for operation in source.split("#[utoipa::path(").skip(1) {
            let handler = operation.split(") ->").next().unwrap();
            let asks = handler.contains("Query(") || handler.contains(": After");
            assert!(!asks || handler.contains("params("), "{}: {handler}", path.display());
        }
    }
}

#[test]
fn operations_have_names_of_their_own() {
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations() {
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name), "{method} {path}: a second {name}");
        assert!(name.contains('_'), "{method} {path}: {name} says what is done, not to what");
    }
}

#[test]
fn every_answer_has_a_type_and_every_reference_leads_somewhere() {
    let mut open = Vec::new();
    for (method, path, operation) in operations() {
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let failure = status == "default" || status.starts_with(['4', '5']);
            let problem = &answer["content"]["application/problem+json"]["schema"]["$ref"];
            if failure && problem != "#/components/schemas/Problem" {
                open.push(format!("{method} {path} {status}: a failure that is no problem"));
            }
            let typed = answer["content"].as_object().is_some_and(|all| !all.is_empty());
            if !(failure || typed || status == "204") {
                open.push(format!("{method} {path} {status}: no content"));
            }
        }
    }
    let schemas = DOCUMENT["components"]["schemas"].as_object().unwrap();
    walk(&DOCUMENT, "", &mut |at, object| {
        if let Some(Value::String(reference)) = object.get("$ref") {
            let name = reference.strip_prefix("#/components/schemas/").unwrap();
            if !schemas.contains_key(name) {
                open.push(format!("{at}: {reference} leads nowhere"));
            }
        }
        let empty = ["properties", "additionalProperties", "allOf", "oneOf", "propertyNames"];
        let untyped =
            object.get("type") == Some(&json!("object")) && !empty.iter().any(|key| object.contains_key(*key));
        let named =
            ["/components/schemas/SheetJson", "/components/schemas/Act/"].iter().any(|free| at.starts_with(free));
        if untyped && !named {
            open.push(format!("{at}: an object of anything"));
        }
    });
    assert!(open.is_empty(), "{open:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_read_is_answered_as_the_document_says() {
    let app = TestApp::sqlite().await;
    let seeded = wall::seeded(&app).await;
    let people = ["union.chief", "employer.chief", "bureau.reviewer", "operator"];
    for login in people {
        let caller = app.user(login, &format!("{login}-password")).await;
        for route in api_reads() {
            for address in seeded.addresses(&route) {
                caller.get(&address).await;
            }
        }
    }
    let held = HELD.lock().unwrap();
    let unread: Vec<String> = api_reads()
        .into_iter()
        .filter(|route| !held.contains(&("GET".to_owned(), route.clone(), "200".to_owned())))
        .collect();
    assert!(unread.is_empty(), "{unread:?}");
}
