//! Amounts at the limits of the format come back from both databases as they went in.

use crate::app::{TestApp, on_both};
use crate::cast::{huinong, offer, sheet};
use serde_json::{Value, json};

on_both!(the_smallest_and_the_largest_amounts_are_kept);

/// Amounts of every size: the limits, and what a binary float would change.
fn amounts() -> Vec<String> {
    let mut out: Vec<String> =
        ["0.0001", "999999999999.9999", "123456789012.3457", "0.10", "900719925474.0993"].map(str::to_owned).to_vec();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..40 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (whole, fraction) = (seed % 10_u64.pow(1 + u32::try_from(seed >> 60).unwrap() % 12), seed >> 7 & 0x1fff);
        out.push(format!("{whole}.{:02}{:02}", fraction % 100, 1 + fraction / 100 % 9));
    }
    out
}

fn extreme() -> Value {
    let mut sheet = sheet("2400.00", "2600.00");
    let items = sheet["items"].as_array_mut().unwrap();
    for (index, amount) in amounts().iter().enumerate() {
        items.push(json!({"key": format!("welfare.w{index}"), "kind": "welfare", "code": format!("w{index}"),
            "text": "-", "unit": "month", "amount": amount}));
    }
    for (grade, low, high) in [("a", "-999999999999.9999", "999999999999.9999"), ("b", "-0.0001", "0.0001")] {
        items.push(json!({"key": format!("adjust.{grade}"), "kind": "wage_adjustment", "basis": "amount",
            "low": low, "high": high, "grade": grade}));
    }
    items.push(json!({"key": "probation", "kind": "probation", "percent": "999.9999"}));
    items.push(json!({"key": "leave.other", "kind": "leave", "leave": "other",
        "bands": [{"service_years_from": 0, "days": "0.0001"}, {"service_years_from": 100, "days": "365.9999"}]}));
    sheet
}

/// The terms with this schema anywhere inside.
fn sheets(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(object) if object.contains_key("items") && object.contains_key("effective") => vec![value],
        Value::Object(object) => object.values().flat_map(sheets).collect(),
        Value::Array(items) => items.iter().flat_map(sheets).collect(),
        _ => Vec::new(),
    }
}

async fn the_smallest_and_the_largest_amounts_are_kept(app: &TestApp) {
    let cast = huinong(app).await;
    let id = cast.to_the_table().await;
    let wanted = extreme();
    let path = format!("/api/v1/negotiations/{id}");
    let body = json!({"version": 0, "sheet": wanted, "message": ""});
    assert_eq!(cast.union.put(&format!("{path}/draft"), &body).await.status, 200);
    let draft = cast.union.get(&format!("{path}/draft")).await.json();
    assert_eq!(draft["sheet"]["items"], wanted["items"]);

    cast.union.act(id, offer(&wanted, None)).await;
    let acts = cast.employer.get(&format!("{path}/acts")).await.json();
    let found = sheets(&acts);
    assert!(!found.is_empty(), "{acts}");
    for sheet in found {
        assert_eq!(sheet["items"], wanted["items"]);
    }
}
