//! Replaying 300 acts: a usual mix (one act in ten tables an offer), and nothing but offers, the worst case.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod limit;
mod talks;

use chrono::{DateTime, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::bargaining::replay;
use domain::statute::RulebookSet;
use serde_json::{Value, json};
use std::time::Duration;
use talks::{Plan, opening, play};

const ACTS: u32 = 300;

fn sheet(round: u32) -> Value {
    let grade = |i: u32| {
        json!({"key": format!("minimum_wage.g{i}"), "kind": "minimum_wage", "unit": "month", "grade": format!("g{i}"),
               "amount": format!("{}.00", 2100 + round + i)})
    };
    json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
           "effective": {"from": "2026-09-01", "to": "2027-08-31"}, "rounding": {"mode": "half_up", "places": 2},
           "items": (0..40).map(grade).collect::<Vec<_>>()})
}

fn bench(c: &mut Criterion) {
    let now: DateTime<Utc> = "2026-05-04T02:00:00Z".parse().expect("an instant");
    let rulebooks = RulebookSet::shipped().expect("rulebooks");
    for (name, between) in [("replay 300 acts, one in ten an offer of 40 items", 9), ("replay 300 acts, all offers", 0)]
    {
        let (events, _) = play(&rulebooks, opening(now), Plan { acts: ACTS, between, sheet });
        let limit = Duration::from_millis(5);
        limit::against(c, name, limit, || replay(opening(now), &events).expect("consistent"));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
