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

fn book(jurisdiction: &str) -> crate::statute::Rulebook {
    RulebookSet::shipped().unwrap().rulebook(jurisdiction).unwrap().clone()
}

#[test]
fn local_days_end_at_midnight_in_winter_and_in_summer() {
    let day_of = |zone: &str, at: &str| book(zone).local_day(at.parse().unwrap()).to_string();
    // Berlin: summer time from 2026-03-29 to 2026-10-25. Midnight is 23:00Z in winter, 22:00Z in summer.
    assert_eq!(day_of("DE", "2026-03-28T22:59:59Z"), "2026-03-28");
    assert_eq!(day_of("DE", "2026-03-28T23:00:00Z"), "2026-03-29");
    assert_eq!(day_of("DE", "2026-03-29T21:59:59Z"), "2026-03-29");
    assert_eq!(day_of("DE", "2026-03-29T22:00:00Z"), "2026-03-30");
    assert_eq!(day_of("DE", "2026-10-24T22:00:00Z"), "2026-10-25");
    assert_eq!(day_of("DE", "2026-10-25T22:59:59Z"), "2026-10-25");
    // Sydney: summer time until 2026-04-05 (13:00Z is midnight), then 14:00Z.
    assert_eq!(day_of("AU", "2026-04-04T13:00:00Z"), "2026-04-05");
    assert_eq!(day_of("AU", "2026-04-05T13:59:59Z"), "2026-04-05");
    // No summer time.
    assert_eq!(day_of("CN", "2026-07-01T15:59:59Z"), "2026-07-01");
    assert_eq!(day_of("CN-64", "2026-07-01T16:00:00Z"), "2026-07-02");
}

#[test]
fn local_times_that_come_twice_are_the_first_and_those_left_out_are_none() {
    let at = |zone: &str, text: &str| {
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        instant(local, book(zone).zone()).map(|at| at.to_rfc3339())
    };
    assert_eq!(at("DE", "2026-03-29 01:59").as_deref(), Some("2026-03-29T00:59:00+00:00"));
    assert_eq!(at("DE", "2026-03-29 02:30"), None);
    assert_eq!(at("DE", "2026-03-29 03:00").as_deref(), Some("2026-03-29T01:00:00+00:00"));
    assert_eq!(at("DE", "2026-10-25 02:30").as_deref(), Some("2026-10-25T00:30:00+00:00"));
    assert_eq!(at("DE", "2026-10-25 03:00").as_deref(), Some("2026-10-25T02:00:00+00:00"));
    assert_eq!(at("CN", "2026-10-25 02:30").as_deref(), Some("2026-10-24T18:30:00+00:00"));
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
