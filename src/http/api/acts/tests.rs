use super::EXAMPLES;
use domain::bargaining::Act;
use serde_json::Value;
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
