//! The quick ways of the audit say what the plain ones say.

use crate::decimal::{Money, Rounding, RoundingMode};
use crate::payroll::contract::Contract;
use crate::payroll::exact::Exact;
use crate::payroll::month::{regimes, within};
use crate::payroll::quick;
use crate::payroll::roster::RosterEntry;
use crate::payroll::seen::Seen;
use crate::statute::RulebookSet;
use crate::term::TermSheet;
use chrono::{Datelike, Days, Months, NaiveDate};
use proptest::prelude::*;
use std::collections::HashSet;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn around() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::of((0_u64..120).prop_map(|days| day(2025, 11, 1) + Days::new(days)))
}

fn stint() -> impl Strategy<Value = RosterEntry> {
    let area = prop::sample::select(vec!["", "640205", "640122", "110101"]);
    let zone = prop::sample::select(vec!["", "core"]);
    (area, zone, around(), around()).prop_map(|(area, zone, joined, left)| RosterEntry {
        area: area.to_owned(),
        zone: zone.to_owned(),
        size: String::new(),
        joined,
        left,
    })
}

proptest! {
    #[test]
    fn a_decimal_read_quickly_is_the_decimal(text in "[0-9]{0,14}([.][0-9]{0,5})?|[0-9.,eE+\\- ]{0,8}") {
        let plain = Money::parse(&text).ok().map(Money::e4);
        if let Some(quick) = quick::e4(text.as_bytes()) {
            prop_assert_eq!(Some(quick), plain);
        }
    }

    #[test]
    fn usual_decimals_are_read_quickly(whole in 0_u64..1_000_000_000_000, cents in 0_u8..100) {
        let text = format!("{whole}.{cents:02}");
        prop_assert_eq!(quick::e4(text.as_bytes()), Money::parse(&text).ok().map(Money::e4));
    }

    #[test]
    fn a_date_read_quickly_is_the_date(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9-]{10}") {
        let shaped = text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b != b'-' });
        let plain = text.parse().ok().filter(|day: &NaiveDate| shaped && day.year() > 0);
        prop_assert_eq!(quick::date(text.as_bytes()), plain);
        let month = text.get(..7).unwrap();
        let plain = format!("{month}-01").parse().ok().filter(|day: &NaiveDate| shaped && day.year() > 0);
        prop_assert_eq!(quick::month(month.as_bytes()).filter(|_| shaped), plain);
    }

    #[test]
    fn whole_cents_round_to_themselves(e4 in any::<i32>(), places in 0_u8..=4) {
        for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down] {
            let rounding = Rounding { mode, places };
            let exact = Exact::e4(i64::from(e4));
            // The same value over another denominator takes the long way.
            let long = rounding.round(i128::from(e4) * 3, 30_000);
            prop_assert_eq!(exact.round(rounding), long);
        }
    }

    #[test]
    fn products_are_exact_even_where_they_must_be_reduced(a in 1_i64..i64::MAX, b in 1_i64..i64::MAX, c in 1_i64..i64::MAX) {
        // a/10⁴ · b/10⁴ ÷ (b/10⁴) · c/10⁴ ÷ (c/10⁴) is a/10⁴, though the plain products do not fit.
        let back = Exact::e4(a).times(Exact::e4(b)).and_then(|x| x.over_e4(b));
        let back = back.and_then(|x| x.times(Exact::e4(c))).and_then(|x| x.over_e4(c));
        prop_assert_eq!(back, Some(Exact::e4(a)));
    }

    #[test]
    fn a_month_is_seen_once(marks in prop::collection::vec((0_u32..3, "[a-c]{0,3}", 0_u32..150), 0..200)) {
        let (mut seen, mut plain, mut workers) = (Seen::default(), HashSet::new(), HashSet::new());
        for (enterprise, worker, month) in marks {
            let period = day(2020, 1, 1) + Months::new(month);
            let fresh = seen.mark(enterprise, &worker, period).fresh;
            prop_assert_eq!(fresh, plain.insert((enterprise, worker.clone(), period)));
            workers.insert((enterprise, worker));
        }
        prop_assert_eq!(seen.each().count(), workers.len());
    }

    #[test]
    fn what_is_outside_the_month_does_not_matter_in_it(stints in prop::collection::vec(stint(), 0..4)) {
        let rulebooks = RulebookSet::shipped().unwrap();
        let sheet = include_bytes!("../../../../fixtures/payroll/cases/ningxia-2021/contract.json");
        let sheet = Contract::new(TermSheet::parse(sheet).unwrap());
        let book = rulebooks.rulebook("CN-64").unwrap();
        for first in [day(2025, 12, 1), day(2026, 1, 1)] {
            let clipped = within(&stints, first);
            prop_assert_eq!(regimes(&sheet, book, Some(&clipped), first), regimes(&sheet, book, Some(&stints), first));
        }
    }
}
