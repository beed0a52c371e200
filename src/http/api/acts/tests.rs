use super::EXAMPLES;
use super::given::ActBody;
use domain::bargaining::Act;
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn every_act_has_its_example_in_the_order_of_the_document() {
    let examples: Vec<Value> = serde_json::from_str(EXAMPLES).unwrap();
    let document = serde_json::to_value(crate::http::api::document()).unwrap();
    let acts = document["components"]["schemas"]["Act"]["oneOf"].as_array().unwrap();
    assert_eq!(acts.len(), examples.len());
    for (act, example) in acts.iter().zip(&examples) {
        assert_eq!(act["properties"]["act"]["enum"], serde_json::json!([example["act"]]));
        let read: Act = serde_json::from_value(example.clone()).unwrap_or_else(|e| panic!("{example}: {e}"));
        assert_eq!(read.kind().name(), example["act"]);
        // What the document requires is what reading requires, and no other field is read.
        let required: BTreeSet<&str> =
            act["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for field in act["properties"].as_object().unwrap().keys() {
            let mut less = example.clone();
            less.as_object_mut().unwrap().remove(field);
            let refused = serde_json::from_value::<Act>(less).is_err();
            assert_eq!(refused, required.contains(field.as_str()), "{}.{field}", example["act"]);
        }
    }
}

/// Names of the schemas that a schema leads to, but for a sheet's, which is read by rules of its own.
fn reached(schemas: &Value, at: &Value, out: &mut BTreeSet<String>) {
    match at {
        Value::Object(object) => {
            let named = object.get("$ref").and_then(Value::as_str).and_then(|named| named.rsplit('/').next());
            if let Some(name) = named.filter(|name| out.insert((*name).to_owned())) {
                reached(schemas, &schemas[name], out);
            }
            object.iter().filter(|(key, _)| *key != "sheet").for_each(|(_, value)| reached(schemas, value, out));
        }
        Value::Array(all) => all.iter().for_each(|value| reached(schemas, value, out)),
        _ => {}
    }
}

#[test]
fn the_document_says_that_what_stands_in_acts_takes_no_further_field() {
    let document = serde_json::to_value(crate::http::api::document()).unwrap();
    let schemas = &document["components"]["schemas"];
    let mut names = BTreeSet::new();
    reached(schemas, &schemas["Act"], &mut names);
    let within: Vec<&Value> =
        names.iter().map(|name| &schemas[name]).filter(|of| of.get("properties").is_some()).collect();
    assert!(within.len() > 3, "{names:?}");
    for schema in within {
        assert_eq!(schema["additionalProperties"], json!(false), "{schema:#}");
    }
}

#[test]
fn an_act_is_read_whatever_else_is_stored_with_it_and_refused_where_it_is_given() {
    let examples: Vec<Value> = serde_json::from_str(EXAMPLES).unwrap();
    let mut places = 0;
    for example in examples {
        let given = |value: &Value| serde_json::from_value::<ActBody>(value.clone()).map(|body| body.act);
        let act: Act = serde_json::from_value(example.clone()).unwrap();
        assert_eq!(given(&example).unwrap(), act);
        let mut nulls = example.clone();
        nulls["unheard_of"] = Value::Null;
        assert_eq!(given(&nulls).unwrap(), act, "nothing is said by it");
        let mut pointers = vec![String::new()];
        objects(&example, String::new(), &mut pointers);
        for pointer in pointers.iter().filter(|pointer| !pointer.starts_with("/sheet")) {
            let mut more = example.clone();
            more.pointer_mut(pointer).unwrap()["unheard_of"] = json!("x");
            assert_eq!(serde_json::from_value::<Act>(more.clone()).unwrap(), act, "{more}");
            let refused = given(&more).unwrap_err().to_string();
            assert!(refused.contains("unheard_of"), "{refused}");
            places += 1;
        }
        let mut sheet = example.clone();
        sheet["sheet"] = json!({});
        assert_eq!(given(&sheet).is_ok(), example.get("sheet").is_some(), "{sheet}");
    }
    assert!(places > 35, "{places}");
}

/// Where objects stand.
fn objects(value: &Value, at: String, out: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (format!("{at}/{key}"), value)).collect(),
        Value::Array(all) => all.iter().enumerate().map(|(n, value)| (format!("{at}/{n}"), value)).collect(),
        _ => Vec::new(),
    };
    for (pointer, value) in inner {
        if value.is_object() {
            out.push(pointer.clone());
        }
        objects(value, pointer, out);
    }
}
