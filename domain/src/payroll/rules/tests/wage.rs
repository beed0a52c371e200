//! Minimums, hours, and what passes or not at the ends.

use super::*;
use proptest::prelude::*;

#[test]
fn a_full_month_owes_all_of_it_however_short() {
    let contract = items(MINIMUM);
    let february = |paid: &'static str, gross: &'static str| {
        says(&contract, "S1", move |record| {
            (record.period, record.paid_days) = (date("2026-02-01"), Some(days(paid)));
            record.gross_pay = money(gross);
        })
    };
    assert_eq!(february("20", "2100"), ["breach", "2235.00", "2100.00", "135.00"]);
    assert_eq!(february("19", "1952.40"), ["breach", "1952.41", "1952.40", "0.01"]);
    assert_eq!(february("19", "1952.41"), ["proration_method", "2132.24", "1952.41", ""]);
    assert_eq!(february("19", "2132.24"), ["pass", "2132.24", "2132.24", ""]);
    let exact = says(&contract, "S1", |record| record.paid_days = Some(days("21.75")));
    assert_eq!(exact[1], "2235.00");
    let by_day = says(&contract, "S1", |record| {
        (record.employment, record.period) = (EmploymentKind::DayRate, date("2026-02-01"));
        (record.paid_days, record.agreed_wage) = (Some(days("20")), Some(money("100")));
    });
    assert_eq!(by_day[1], "2235.00");
}

#[test]
fn what_never_counts_is_taken_out_once() {
    let contract = items(
        r#"{"key":"h","kind":"allowance","code":"heat","unit":"month","amount":"200.00","counts_towards_minimum":false}"#,
    );
    let normal = |special: &'static str| {
        says(&contract, "S1", move |record| {
            record.special_allowances = money(special);
            record.allowances[0].paid = Some(money("200"));
            record.back_pay = vec![BackPay { amount: money("100"), months: None }];
        })
    };
    assert_eq!(normal("150")[2], "2700.00");
    assert_eq!(normal("350")[2], "2550.00");
}

#[test]
fn years_that_are_not_known_leave_both_ends() {
    let contract = items(&format!(
        r#"{MINIMUM},{{"key":"n","kind":"minimum_wage","unit":"month","service_years_from":5,"amount":"2500.00"}},
        {{"key":"a","kind":"allowance","code":"age","unit":"month","service_years_from":3,"amount":"60.00","counts_towards_minimum":true}}"#
    ));
    let paid = |gross: &'static str, years: Option<u16>| {
        let [word, required, ..] = says(&contract, "S2", move |record| {
            (record.gross_pay, record.service_years) = (money(gross), years);
        });
        format!("{word} {required}")
    };
    assert_eq!(paid("2299", None), "breach 2300.00");
    assert_eq!(paid("2400", None), "missing_service_years 2500.00");
    assert_eq!(paid("2500", None), "pass 2500.00");
    assert_eq!(paid("2400", Some(4)), "pass 2300.00");
    assert_eq!(paid("2400", Some(5)), "breach 2500.00");
    assert_eq!(says(&contract, "S3", |record| record.agreed_wage = Some(money("2400")))[0], "pass");
    let age = |years, paid: &'static str| {
        says(&contract, "A:age", move |record| {
            (record.service_years, record.allowances[0].paid) = (years, Some(money(paid)));
        })
    };
    assert_eq!(age(None, "0")[0], "missing_service_years");
    assert_eq!(age(None, "60")[0], "pass");
    assert_eq!(age(Some(2), "0")[0], "none");
}

#[test]
fn percents_of_the_statute_and_of_an_item_and_names_of_levels() {
    let contract = contract(
        r#""names":{"level":{"skilled":["高级工"]}},"items":[
        {"key":"m","kind":"minimum_wage","unit":"month","percent_of_statutory":"110"},
        {"key":"base","kind":"minimum_wage","unit":"month","grade":"base","amount":"2400.00","to":"2026-03-15"},
        {"key":"later","kind":"minimum_wage","unit":"month","grade":"base","amount":"2600.00","from":"2026-03-16"},
        {"key":"s","kind":"minimum_wage","unit":"month","level":"skilled","percent_of":"120","of_item":"base"}]"#,
    );
    assert_eq!(says(&contract, "S3", |_| {})[1], "2458.50");
    let skilled = |month: &'static str, wage: &'static str| {
        says(&contract, "S3", move |record| {
            (record.level, record.period) = (Cow::Borrowed(" 高级 工"), date(month));
            record.agreed_wage = Some(money(wage));
        })
    };
    assert_eq!(skilled("2026-02-01", "2879.99"), ["breach", "2880.00", "2879.99", "0.01"]);
    assert_eq!(skilled("2026-04-01", "3120")[..2], ["pass", "3120.00"]);
    assert_eq!(skilled("2026-03-01", "3000")[..2], ["mid_period_change", "3120.00"]);
}

#[test]
fn the_hour_of_law_and_that_of_the_contract_are_two() {
    let contract = items(
        r#"{"key":"o","kind":"overtime","base":"agreed_wage","rest_day":"2","holiday":"3","monthly_cap_hours":"36","divisor_hours":"160",
        "classes":[{"code":"long","like":"rest_day","percent_of_month":"1"},{"code":"sat","like":"rest_day","percent_of_month":"1.25"},
        {"code":"night","like":"ordinary","multiplier":"1.25"},{"code":"late","like":"ordinary","percent_of_month":"0.7"}]}"#,
    );
    let place = |code: &str| contract.codes.classes.iter().position(|known| known == code).unwrap();
    let with = |rule: &str, weekday: &'static str, class: &str, of_class: &'static str| {
        let place = place(class);
        says(&contract, rule, move |record| {
            record.agreed_wage = Some(money("2610"));
            record.overtime_hours[0] = hours(weekday);
            record.class_hours[place] = hours(of_class);
        })
    };
    // 2610 ÷ 160 × 1.5 × 10; the weekday multiplier is the statute's.
    assert_eq!(with("S4", "10", "sat", "0")[1], "244.69");
    // 1.25 % of the month against 2 × 15; 1 % of it.
    assert_eq!(with("S4", "0", "sat", "2")[1], "65.25");
    assert_eq!(with("S4", "0", "long", "2")[1], "60.00");
    assert_eq!(with("S5", "35", "sat", "2")[..2], ["breach", "36"]);
    assert_eq!(with("S5", "36", "night", "20")[0], "pass");
    assert_eq!(with("P", "0", "night", "8")[1], "32.63");
    assert_eq!(with("P", "0", "late", "8")[1], "15.66");
    let daily = says(&contract, "S4", |record| {
        (record.employment, record.agreed_wage) = (EmploymentKind::DayRate, Some(money("120")));
        record.overtime_hours[0] = hours("10");
    });
    // 120 × 21.75 ÷ 160 × 1.5 × 10.
    assert_eq!(daily[1], "244.69");
}

#[test]
fn overtime_by_the_minimum_is_a_question_where_the_own_wage_asks_more() {
    let contract = items(&format!(
        r#"{MINIMUM},{{"key":"o","kind":"overtime","base":"contract_minimum","weekday":"1.5","rest_day":"2","holiday":"3","monthly_cap_hours":"36"}}"#
    ));
    let paid = |paid: &'static str| {
        says(&contract, "S4", move |record| {
            (record.overtime_hours[0], record.ot_pay) = (hours("10"), money(paid));
        })
    };
    assert_eq!(paid("198.27"), ["breach", "198.28", "198.27", "0.01"]);
    assert_eq!(paid("198.28"), ["overtime_base", "258.62", "198.28", ""]);
    assert_eq!(paid("258.62")[0], "pass");
    let none = says(&contract, "S4", |record| {
        (record.employment, record.overtime_hours[0]) = (EmploymentKind::PartTime, hours("1"));
    });
    assert_eq!(none[0], "no_contract_minimum");
}

proptest! {
    #[test]
    fn what_reaches_the_highest_passes_and_what_is_below_the_lowest_is_a_breach(
        days_paid in 0_i64..=310_000, sick in 0_i64..=310_000, agreed in 1_i64..=900_000_000, month in 1_u32..=12,
    ) {
        let contract = items(MINIMUM);
        let books = RulebookSet::shipped().unwrap();
        let mut record = march(&contract);
        record.period = NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        record.paid_days = Days::from_e4(days_paid);
        record.sick_days = Days::from_e4(sick).unwrap();
        record.agreed_wage = Money::from_e4(agreed);
        let ends = |record: &Record<'_>| {
            let mut months = Months::default();
            let regimes = months.regimes(0, record, &contract, books.rulebook("CN-64").unwrap(), None);
            let mut all = BTreeMap::new();
            work(record, &Absent::default(), regimes, &contract, &mut (), |rule, judged, ()| {
                let ends = judged.bounds.map(|bounds| (bounds.lowest, bounds.highest));
                all.insert(rule, (word(judged.outcome), ends));
            });
            all
        };
        for rule in [Rule::S(1), Rule::S(2), Rule::S(12)] {
            let (lowest, highest) = ends(&record)[&rule].1.unwrap();
            prop_assert!(lowest <= highest);
            let at = |gross: i64| {
                let mut record = record.clone();
                record.gross_pay = Money::from_e4(gross).unwrap();
                ends(&record)[&rule].0.clone()
            };
            prop_assert_eq!(at(highest), "pass");
            if lowest > 0 {
                prop_assert_eq!(at(lowest - 1), "breach");
            }
            if lowest < highest {
                prop_assert_eq!(at(lowest), "proration_method");
            }
        }
    }
}
