//! The table of talks over long sheets: every item of every offer is paired with what the others call it. Twice the offers or
//! twice the items must take about twice as long.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod limit;
mod talks;

use chrono::{DateTime, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::bargaining::table;
use domain::statute::RulebookSet;
use serde_json::{Value, json};
use std::time::Duration;
use talks::{Plan, opening, play};

/// Piece rates; every second offer, the employers', has keys of its own for half of them.
fn sheet<const ITEMS: usize>(round: u32) -> Value {
    let item = |i: usize| {
        let theirs = round % 2 == 1 && i % 2 == 1;
        let key = if theirs { format!("piece_rate.own-{i}") } else { format!("piece_rate.op{i}") };
        json!({"key": key, "kind": "piece_rate", "code": format!("op{}", i / 10), "variant": format!("v{}", i % 10),
               "unit": "piece", "amount": format!("{}.{:02}", 1 + i / 100, (usize::try_from(round).unwrap_or(0) + i) % 100)})
    };
    json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
           "effective": {"from": "2026-09-01", "to": "2027-08-31"}, "rounding": {"mode": "half_up", "places": 2},
           "items": (0..ITEMS).map(item).collect::<Vec<_>>()})
}

fn bench(c: &mut Criterion) {
    let now: DateTime<Utc> = "2026-05-04T02:00:00Z".parse().expect("an instant");
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    let plan = |offers: u32, sheet| Plan { acts: 4 + offers, between: 0, sheet };
    for (name, plan) in [
        ("table of 20 offers of 5,000 items", plan(20, sheet::<5_000>)),
        ("table of 10 offers of 5,000 items", plan(10, sheet::<5_000>)),
        ("table of 20 offers of 2,500 items", plan(20, sheet::<2_500>)),
    ] {
        let (_, state) = play(&rulebooks, opening(now), plan);
        limit::against(c, name, Duration::from_millis(1_000), || table(&state));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
