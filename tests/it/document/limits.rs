//! What a body may carry at most is in the document and in the forms.

use super::{DOCUMENT, operations};
use serde_json::Value;

/// Texts and lists without a maximum, below a schema.
fn unlimited(schema: &Value, at: &str, seen: &mut Vec<String>, out: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        if !seen.contains(&reference.to_owned()) {
            seen.push(reference.to_owned());
            let name = reference.rsplit('/').next().unwrap();
            unlimited(&DOCUMENT["components"]["schemas"][name], &format!("{at} {name}"), seen, out);
        }
        return;
    }
    let is = |kind: &str| match &schema["type"] {
        Value::String(one) => one == kind,
        Value::Array(all) => all.iter().any(|one| one == kind),
        _ => false,
    };
    let closed = schema["enum"].is_array() || schema["format"].is_string();
    if is("string") && schema["maxLength"].is_null() && !closed {
        out.push(format!("{at}: a text without maxLength"));
    }
    if is("array") && schema["maxItems"].is_null() {
        out.push(format!("{at}: a list without maxItems"));
    }
    for key in ["oneOf", "allOf", "anyOf"] {
        for part in schema[key].as_array().into_iter().flatten() {
            unlimited(part, at, seen, out);
        }
    }
    if is("array") {
        unlimited(&schema["items"], &format!("{at}[]"), seen, out);
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        unlimited(inner, &format!("{at}.{name}"), seen, out);
    }
}

#[test]
fn every_text_and_list_of_a_body_has_a_maximum() {
    let (mut seen, mut out) = (Vec::new(), Vec::new());
    for (method, path, operation) in operations() {
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        unlimited(body, &format!("{method} {path}"), &mut seen, &mut out);
    }
    assert!(!seen.is_empty());
    assert!(out.is_empty(), "{out:#?}");
}
