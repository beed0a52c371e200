use super::*;
use crate::statute::RulebookSet;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(count: u32, unit: PeriodUnit) -> Period {
    Period { count, unit }
}

fn ningxia() -> Calendar {
    RulebookSet::shipped().unwrap().rulebook("CN-64").unwrap().calendar().clone()
}

#[test]
fn start_day_is_not_counted_and_the_end_rolls_off_a_weekend() {
    let due = ningxia().due(day("2023-08-21"), period(5, PeriodUnit::Days));
    assert_eq!((due.unrolled, due.rolled), (day("2023-08-26"), day("2023-08-28")));
}

#[test]
fn national_day_week_rolls_to_the_first_working_day_even_a_swapped_saturday() {
    let due = ningxia().due(day("2023-09-15"), period(15, PeriodUnit::Days));
    assert_eq!((due.unrolled, due.rolled), (day("2023-09-30"), day("2023-10-07")));
}

#[test]
fn months_end_on_the_corresponding_day_or_the_months_end() {
    let calendar = ningxia();
    assert_eq!(calendar.due(day("2024-01-31"), period(1, PeriodUnit::Months)).unrolled, day("2024-02-29"));
    assert_eq!(calendar.due(day("2023-01-31"), period(1, PeriodUnit::Months)).unrolled, day("2023-02-28"));
    assert_eq!(calendar.due(day("2024-02-29"), period(1, PeriodUnit::Years)).unrolled, day("2025-02-28"));
}

#[test]
fn working_days_skip_the_regions_own_festivals() {
    let due = ningxia().due(day("2023-06-28"), period(1, PeriodUnit::WorkingDays));
    assert_eq!(due.rolled, day("2023-07-03"));
}

#[test]
fn clear_days_count_neither_end() {
    let due = Calendar::default().due(day("2026-03-02"), period(7, PeriodUnit::ClearDays));
    assert_eq!(due.unrolled, day("2026-03-10"));
}

#[test]
fn a_year_without_notice_says_so() {
    assert!(!ningxia().due(day("2031-03-03"), period(1, PeriodUnit::Days)).calendar_known);
    assert!(ningxia().due(day("2026-03-03"), period(1, PeriodUnit::Days)).calendar_known);
}

#[test]
fn windows_open_backwards() {
    let calendar = ningxia();
    assert_eq!(calendar.opens_before(day("2024-08-31"), period(60, PeriodUnit::Days)), day("2024-07-02"));
    assert_eq!(calendar.opens_before(day("2024-05-31"), period(3, PeriodUnit::Months)), day("2024-02-29"));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rolled_is_a_working_day_never_before_the_count(offset in 0_i64..3000, count in 0_u32..400) {
            let calendar = ningxia();
            let start = day("2022-01-01") + chrono::Duration::days(offset);
            for unit in [PeriodUnit::Days, PeriodUnit::Months, PeriodUnit::ClearDays] {
                let due = calendar.due(start, period(count, unit));
                prop_assert!(due.rolled >= due.unrolled);
                prop_assert!(calendar.is_working_day(due.rolled));
            }
        }

        #[test]
        fn no_count_or_date_panics(count: u32, days in 0_u64..100_000) {
            let calendar = ningxia();
            for edge in [NaiveDate::MAX, NaiveDate::MIN, day("2026-01-01") + chrono::Days::new(days)] {
                for unit in [PeriodUnit::Days, PeriodUnit::Months, PeriodUnit::Years, PeriodUnit::ClearDays] {
                    let _ = calendar.due(edge, period(count, unit));
                    let _ = calendar.opens_before(edge, period(count, unit));
                }
            }
        }
    }
}
