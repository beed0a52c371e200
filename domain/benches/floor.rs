//! The floor check of a sheet of 120 items: what runs on every tabled offer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod limit;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::floor;
use domain::statute::RulebookSet;
use domain::term::TermSheet;
use serde_json::{Value, json};
use std::time::Duration;

const ITEMS: usize = 120;

/// Every kind of item once, then minimum wages by grade; the term crosses a year, so that values change in it.
fn sheet() -> TermSheet {
    let mut sheet: Value =
        serde_json::from_str(include_str!("../../fixtures/sheets/valid/every-kind.json")).expect("JSON");
    let items = sheet["items"].as_array_mut().expect("items");
    for i in items.len()..ITEMS {
        items.push(json!({"key": format!("minimum_wage.g{i}"), "kind": "minimum_wage", "unit": "month",
                          "grade": format!("g{i}"), "amount": format!("{}.00", 2100 + i)}));
    }
    let sheet = TermSheet::from_value(&sheet).expect("a sheet");
    assert_eq!(sheet.items.len(), ITEMS);
    sheet
}

fn bench(c: &mut Criterion) {
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    let sheet = sheet();
    assert!(floor::check(&sheet, &rulebooks).len() >= 100, "a result per minimum wage");
    limit::against(c, "floor check of 120 items", Duration::from_millis(1), || floor::check(&sheet, &rulebooks));
}

criterion_group!(benches, bench);
criterion_main!(benches);
