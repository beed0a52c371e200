//! Random valid sheets of every kind, and pairs of them that have much in common.

use crate::term::TermSheet;
use proptest::prelude::*;
use serde_json::{Value, json};

const POSTS: [Option<&str>; 4] = [None, Some("收银员"), Some("cook"), Some("理货员")];
const ZONES: [Option<&str>; 3] = [None, Some("core"), Some("外围")];
const SIZES: [Option<&str>; 3] = [None, Some("large"), Some("二类")];
const LEVELS: [Option<&str>; 4] = [None, None, Some("高级工"), Some("senior")];
const EMPLOYMENTS: [Option<&str>; 4] = [None, None, None, Some("piece")];

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

/// Whom an item is for, most often everybody.
fn select() -> impl Strategy<Value = Value> {
    let years = prop_oneof![4 => Just(Value::Null), 1 => (0_u8..5).prop_map(Value::from), 1 => Just(json!("0.5"))];
    (pick(&POSTS), pick(&ZONES), pick(&SIZES), pick(&LEVELS), pick(&EMPLOYMENTS), years).prop_map(
        |(grade, zone, size, level, employment, years)| json!({"grade": grade, "zone": zone, "size": size, "level": level, "employment": employment, "service_years_from": years}),
    )
}

fn with(mut item: Value, more: Value) -> Value {
    if let (Some(item), Value::Object(more)) = (item.as_object_mut(), more) {
        item.extend(more);
    }
    item
}

fn wage() -> impl Strategy<Value = Value> {
    let pay = prop_oneof![
        6 => amount().prop_map(|amount| json!({"amount": amount})),
        1 => (80_u8..130).prop_map(|percent| json!({"percent_of_statutory": percent.to_string()})),
        1 => (50_u8..200, 0_u8..14).prop_map(|(percent, n)| json!({"percent_of": percent.to_string(), "of_item": format!("item.{n}")})),
    ];
    (pick(&["month", "hour", "day"]), pay, select())
        .prop_map(|(unit, pay, select)| with(with(json!({"kind": "minimum_wage", "unit": unit}), pay), select))
}

fn adjustment() -> impl Strategy<Value = Value> {
    let bounds = (pick(&[None, Some("3000")]), pick(&[None, Some("5000.5")]), pick(&[None, Some("average")]));
    (pick(&["percent", "amount"]), -50_i32..50, proptest::option::of(0_i32..50), bounds, select(), any::<bool>()).prop_map(
        |(basis, low, more, (from, below, of), select, at_least)| {
            let high = more.map(|more| (low + more).to_string());
            let at_least = (at_least && basis == "percent").then_some("80");
            with(json!({"kind": "wage_adjustment", "basis": basis, "low": low.to_string(), "high": high, "at_least": at_least,
                        "wage_from": from, "wage_below": below, "of": of}), select)
        },
    )
}

fn overtime() -> impl Strategy<Value = Value> {
    let rate = || proptest::option::of(10..40_i32).prop_map(|n| n.map(|n| format!("{}.{}", n / 10, n % 10)));
    let class = (pick(&["weekday", "rest_day", "ordinary"]), rate(), proptest::option::of(prose()));
    let classes = proptest::collection::btree_map(pick(&["sat", "eid", "第三小时起"]), class, 0..3).prop_map(|all| {
        let class = |(code, (like, rate, text)): (&str, (&str, Option<String>, Option<String>))| {
            let month = rate.is_none().then_some("1.0385");
            json!({"code": code, "like": like, "multiplier": rate, "percent_of_month": month, "text": text})
        };
        all.into_iter().map(class).collect::<Vec<Value>>()
    });
    (pick(&["agreed_wage", "contract_minimum"]), [rate(), rate(), rate()], proptest::option::of(160_u8..200), classes)
        .prop_map(|(base, [weekday, rest, holiday], divisor, classes)| {
            json!({"kind": "overtime", "base": base, "weekday": weekday, "rest_day": rest, "holiday": holiday,
                   "monthly_cap_hours": "36", "divisor_hours": divisor.map(|n| n.to_string()), "classes": classes})
        })
}

/// Piece rates, commissions, one-off sums.
fn new_kind() -> impl Strategy<Value = Value> {
    let piece = (
        pick(&["weld", "装袜"]),
        pick(&[None, Some("9寸"), Some("large")]),
        pick(&["piece", "打"]),
        amount(),
        select(),
    )
        .prop_map(|(code, variant, unit, amount, select)| {
            with(
                json!({"kind": "piece_rate", "code": code, "variant": variant, "unit": unit, "amount": amount}),
                select,
            )
        });
    let commission = (pick(&["meat", "瓜果"]), 1_u8..30, prose(), select()).prop_map(|(code, percent, of, select)| {
        with(json!({"kind": "commission", "code": code, "percent": percent.to_string(), "of": of}), select)
    });
    let one_off = (pick(&["inflation", "节日"]), amount(), 1_u8..13, pick(&[None, Some("full"), Some("by_hours")]), select()).prop_map(
        |(code, amount, month, share, select)| {
            with(json!({"kind": "one_off", "code": code, "amount": amount, "due": format!("2025-{month:02}-28"), "part_time": share}), select)
        },
    );
    prop_oneof![2 => piece, 1 => commission, 1 => one_off]
}

fn sick() -> impl Strategy<Value = Value> {
    let bands = proptest::collection::btree_map(0_u8..20, 60_u8..101, 1..4).prop_map(|bands| {
        let years = |half: u8| if half.is_multiple_of(2) { json!(half / 2) } else { json!(format!("{}.5", half / 2)) };
        let all = bands
            .iter()
            .map(|(half, percent)| json!({"service_years_from": years(*half), "percent": percent.to_string()}));
        json!({"bands": all.collect::<Vec<_>>()})
    });
    let flat = (60_u8..101).prop_map(|percent| json!({"percent": percent.to_string()}));
    (prop_oneof![flat, bands], pick(&["statutory_minimum", "agreed_wage"]))
        .prop_map(|(rate, of)| with(json!({"kind": "sick_pay", "of": of}), rate))
}

/// An item without its key and time.
fn term() -> impl Strategy<Value = Value> {
    let payment = (pick(&["time", "piece", "mixed"]), 1..32, 0..2, pick(&["bank_transfer", "cash"])).prop_map(
        |(form, day, offset, method)| json!({"kind": "payment", "form": form, "pay_day": day, "month_offset": offset, "method": method}),
    );
    let annual = (bands(), proptest::option::of(1_u8..5)).prop_map(|(bands, unused)| {
        json!({"kind": "leave", "leave": "annual", "bands": bands, "unused_multiplier": unused.map(|n| n.to_string())})
    });
    let leave = (pick(&["marriage", "maternity", "other"]), bands())
        .prop_map(|(leave, bands)| json!({"kind": "leave", "leave": leave, "bands": bands}));
    let allowance = (pick(&["heat", "night"]), pick(&["month", "day", "shift", "hour", "service_year"]), amount(), proptest::option::of(amount()), select(), any::<bool>()).prop_map(
        |(code, unit, amount, max, select, counts)| with(json!({"kind": "allowance", "code": code, "unit": unit, "amount": amount, "max": max, "counts_towards_minimum": counts}), select),
    );
    let probation = (80_u8..101).prop_map(|percent| json!({"kind": "probation", "percent": percent.to_string()}));
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
        5 => wage(), 2 => adjustment(), 1 => payment, 1 => overtime(), 3 => new_kind(), 1 => annual, 1 => leave,
        2 => allowance, 1 => probation, 1 => sick(), 1 => norm, 1 => welfare, 2 => clause
    ]
}

/// When an item counts, most often always.
fn time() -> impl Strategy<Value = Value> {
    let day =
        || proptest::option::weighted(0.2, 2_u8..12).prop_map(|month| month.map(|month| format!("2025-{month:02}-01")));
    let months = proptest::option::weighted(0.2, proptest::collection::btree_set(1_u8..13, 1..4));
    (day(), day(), months).prop_map(|(from, to, months)| json!({"from": from, "to": to, "months": months}))
}

/// Few keys, so that two sheets often have the same.
fn item() -> impl Strategy<Value = Value> {
    (0_u8..14, term(), time()).prop_map(|(n, term, time)| {
        let mut item = with(term, time);
        item["key"] = format!("item.{n}").into();
        if item["kind"] == "wage_adjustment" {
            item["to"] = Value::Null;
            item["months"] = Value::Null;
        }
        item
    })
}

fn head() -> impl Strategy<Value = Value> {
    let names = pick(&[None, Some("收银员"), Some("收 款员")]);
    (1..28, 0..28, pick(&["CNY", "EUR"]), pick(&["640205", "370102"]), pick(&["half_up", "down"]), 0..5, names).prop_map(
        |(from, more, currency, area, mode, places, name)| {
            json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": area, "currency": currency,
                   "effective": {"from": format!("2025-01-{from:02}"), "to": format!("2025-12-{:02}", more + 1)},
                   "rounding": {"mode": mode, "places": places},
                   "names": name.map(|name| json!({"grade": {"cashier": [name], "guard": []}, "level": {"senior": ["高级"]}}))})
        },
    )
}

/// The first item of each key stays, of those that may not stand together the earlier.
fn sheet(mut head: Value, items: Vec<Value>) -> TermSheet {
    head["items"] = items.into();
    TermSheet::partly(&head).0.unwrap()
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
