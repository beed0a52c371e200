use super::shapes::{Field, Kind, SHAPES};
use domain::bargaining::{Act, ActKind};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Names of the fields that an object has but the document does not, and the other way round.
fn differ(place: &str, fields: &[Field], object: &Map<String, Value>, out: &mut Vec<String>) {
    let shown: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
    let real: BTreeSet<&str> = object.keys().map(String::as_str).filter(|name| *name != "act").collect();
    out.extend(shown.symmetric_difference(&real).map(|name| format!("{place}.{name}")));
    for field in fields {
        let inner = object.get(field.name);
        match (field.kind, inner) {
            (Kind::Object(of), Some(Value::Object(inner))) => {
                differ(&format!("{place}.{}", field.name), of, inner, out)
            }
            (Kind::Objects(of), Some(Value::Array(all))) => {
                for inner in all.iter().filter_map(Value::as_object) {
                    differ(&format!("{place}.{}", field.name), of, inner, out);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn the_document_shows_every_act_as_it_is() {
    let mut shown = BTreeSet::new();
    for shape in SHAPES {
        let act: Act = serde_json::from_str(shape.example).unwrap_or_else(|e| panic!("{}: {e}", shape.act));
        assert_eq!(act.kind(), shape.act);
        let whole = serde_json::to_value(&act).unwrap();
        let mut differences = Vec::new();
        differ(shape.act.name(), shape.fields, whole.as_object().unwrap(), &mut differences);
        assert!(differences.is_empty(), "{differences:?}");
        shown.insert(shape.act.name());
        required(shape.act.name(), shape.fields, &serde_json::from_str(shape.example).unwrap());
    }
    let names: BTreeSet<&str> = ActKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names, shown);
}

/// Leaving a field out is a fault exactly where the document says that it is required.
fn required(act: &str, fields: &[Field], example: &Value) {
    for field in fields {
        let mut less = example.clone();
        less.as_object_mut().unwrap().remove(field.name);
        assert_eq!(serde_json::from_value::<Act>(less).is_err(), field.required, "{act}.{}", field.name);
    }
}
