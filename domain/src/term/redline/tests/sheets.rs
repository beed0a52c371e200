//! Random valid sheets of every kind, and pairs of them that have much in common.

use crate::term::TermSheet;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const POSTS: [Option<&str>; 4] = [None, Some("收银员"), Some("cook"), Some("理货员")];
const ZONES: [Option<&str>; 3] = [None, Some("core"), Some("外围")];
const SIZES: [Option<&str>; 3] = [None, Some("large"), Some("small")];

fn amount() -> impl Strategy<Value = String> {
    (1_u32..9_000_000, 0_usize..5)
        .prop_map(|(n, places)| match places {
            0 => n.to_string(),
            places => format!("{}.{:0places$}", n / 1000, n % 10_u32.pow(u32::try_from(places).unwrap())),
        })
        .prop_filter("above 0", |text| text.bytes().any(|b| (b'1'..=b'9').contains(&b)))
}

fn prose() -> impl Strategy<Value = String> {
    "[甲乙双方应当履行。ab 12]{0,40}"
}

fn pick<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(|at| all[at])
}

fn bands() -> impl Strategy<Value = Value> {
    proptest::collection::btree_map(0_u16..30, 0_u16..60, 1..5).prop_map(|bands| {
        bands.iter().map(|(years, days)| json!({"service_years_from": years, "days": days.to_string()})).collect()
    })
}

/// An item without its key.
fn term() -> impl Strategy<Value = Value> {
    let wage = (pick(&["month", "hour"]), amount(), pick(&POSTS), pick(&ZONES), pick(&SIZES)).prop_map(
        |(unit, amount, grade, zone, size)| json!({"kind": "minimum_wage", "unit": unit, "amount": amount, "grade": grade, "zone": zone, "size": size}),
    );
    let adjustment = (pick(&["percent", "amount"]), -50_i32..50, 0_i32..50, pick(&POSTS)).prop_map(
        |(basis, low, more, grade)| json!({"kind": "wage_adjustment", "basis": basis, "low": low.to_string(), "high": (low + more).to_string(), "grade": grade}),
    );
    let payment = (pick(&["time", "piece", "mixed"]), 1..32, 0..2, pick(&["bank_transfer", "cash"])).prop_map(
        |(form, day, offset, method)| json!({"kind": "payment", "form": form, "pay_day": day, "month_offset": offset, "method": method}),
    );
    let overtime = (pick(&["agreed_wage", "contract_minimum"]), 10..40, 10..40).prop_map(
        |(base, a, b)| json!({"kind": "overtime", "base": base, "weekday": format!("{}.{}", a / 10, a % 10), "rest_day": format!("{}.{}", b / 10, b % 10), "holiday": "3", "monthly_cap_hours": "36"}),
    );
    let annual = (bands(), proptest::option::of(1_u8..5)).prop_map(|(bands, unused)| {
        json!({"kind": "leave", "leave": "annual", "bands": bands, "unused_multiplier": unused.map(|n| n.to_string())})
    });
    let leave = (pick(&["marriage", "maternity", "other"]), bands())
        .prop_map(|(leave, bands)| json!({"kind": "leave", "leave": leave, "bands": bands}));
    let allowance = (pick(&["heat", "night"]), pick(&["month", "day", "shift"]), amount(), pick(&POSTS), any::<bool>()).prop_map(
        |(code, unit, amount, grade, counts)| json!({"kind": "allowance", "code": code, "unit": unit, "amount": amount, "grade": grade, "counts_towards_minimum": counts}),
    );
    let probation = (80_u8..101).prop_map(|percent| json!({"kind": "probation", "percent": percent.to_string()}));
    let sick = (60_u8..101, pick(&["statutory_minimum", "agreed_wage"]))
        .prop_map(|(percent, of)| json!({"kind": "sick_pay", "percent": percent.to_string(), "of": of}));
    let norm = (60_u8..101, prose()).prop_map(
        |(percent, text)| json!({"kind": "work_norm", "attainable_percent": percent.to_string(), "text": text}),
    );
    let welfare = (pick(&["meals", "体检"]), prose(), proptest::option::of((pick(&["month", "day"]), amount())))
        .prop_map(|(code, text, paid)| {
            let (unit, amount) = paid.unzip();
            json!({"kind": "welfare", "code": code, "text": text, "unit": unit, "amount": amount})
        });
    let clause =
        (prose(), prose()).prop_map(|(heading, text)| json!({"kind": "clause", "heading": heading, "text": text}));
    prop_oneof![
        4 => wage, 1 => adjustment, 1 => payment, 1 => overtime, 1 => annual, 1 => leave, 2 => allowance, 1 => probation,
        1 => sick, 1 => norm, 1 => welfare, 2 => clause
    ]
}

/// Few keys, so that two sheets often have the same.
fn item() -> impl Strategy<Value = Value> {
    (0_u8..14, term()).prop_map(|(n, mut term)| {
        term["key"] = format!("item.{n}").into();
        term
    })
}

fn head() -> impl Strategy<Value = Value> {
    (1..28, 0..28, pick(&["CNY", "EUR"]), pick(&["640205", "370102"]), pick(&["half_up", "down"]), 0..5).prop_map(
        |(from, more, currency, area, mode, places)| {
            json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": area, "currency": currency,
                   "effective": {"from": format!("2025-01-{from:02}"), "to": format!("2025-12-{:02}", more + 1)},
                   "rounding": {"mode": mode, "places": places}})
        },
    )
}

/// The first item of each key and selector stays.
fn sheet(mut head: Value, items: Vec<Value>) -> TermSheet {
    let (mut keys, mut selectors) = (BTreeSet::new(), BTreeSet::new());
    let mut kept = Vec::new();
    for item in items {
        let mut alone = head.clone();
        alone["items"] = json!([item]);
        let selector = TermSheet::from_value(&alone).unwrap().items[0].term.selector();
        if keys.insert(item["key"].to_string()) && selector.is_none_or(|selector| selectors.insert(selector)) {
            kept.push(item);
        }
    }
    head["items"] = kept.into();
    TermSheet::from_value(&head).unwrap()
}

/// Any valid sheet.
pub fn any_sheet() -> impl Strategy<Value = TermSheet> {
    (head(), proptest::collection::vec(item(), 0..14)).prop_map(|(head, items)| sheet(head, items))
}

/// Two unrelated sheets, or one and what became of it: items dropped, changed, added, and in another order.
pub fn pair() -> impl Strategy<Value = (TermSheet, TermSheet)> {
    let shuffled = (head(), proptest::collection::vec(item(), 0..14)).prop_flat_map(|(head, items)| {
        let old = sheet(head.clone(), items.clone());
        let values: Vec<Value> = old.to_value()["items"].as_array().unwrap().clone();
        let fresh = proptest::collection::vec(item(), 0..4);
        (Just(old), Just(head), Just(values).prop_shuffle(), fresh, any::<usize>(), any::<bool>()).prop_map(
            |(old, head, mut values, fresh, drop, stay)| {
                if stay {
                    values.sort_by_key(|v| old.items.iter().position(|item| v["key"] == item.key.as_str()));
                }
                values.truncate(values.len().saturating_sub(drop % 3));
                let new = sheet(head, fresh.into_iter().chain(values).collect());
                (old, new)
            },
        )
    });
    prop_oneof![1 => (any_sheet(), any_sheet()), 2 => shuffled]
}
