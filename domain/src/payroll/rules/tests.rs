//! Each rule by figures worked by hand.

use super::*;
use crate::decimal::{Days, Hours, Money};
use crate::payroll::months::Months;
use crate::payroll::record::{AllowanceCells, BackPay, CommissionCells, Deductions, Pieces, Variant};
use crate::statute::RulebookSet;
use crate::term::{EmploymentKind, TermSheet};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Outcome or reason, required, actual, shortfall.
type Told = BTreeMap<String, [String; 4]>;

fn contract(rest: &str) -> Contract {
    let sheet = format!(
        r#"{{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY",
        "effective":{{"from":"2026-01-01","to":"2026-12-31"}},{rest}}}"#
    );
    Contract::new(TermSheet::parse(sheet.as_bytes()).unwrap())
}

fn items(items: &str) -> Contract {
    contract(&format!(r#""items":[{items}]"#))
}

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn days(text: &str) -> Days {
    Days::parse(text).unwrap()
}

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A full month of March 2026 at 3000 yuan, 22 days from Monday to Friday.
fn march(contract: &Contract) -> Record<'static> {
    let codes = &contract.codes;
    Record {
        enterprise_id: Cow::Borrowed("9164020589MXMRUW56"),
        worker_id: Cow::Borrowed("W1"),
        period: date("2026-03-01"),
        grade: Cow::Borrowed(""),
        level: Cow::Borrowed(""),
        service_years: None,
        employment: EmploymentKind::FullTime,
        agreed_wage: Some(money("3000")),
        previous_wage: None,
        paid_days: Some(days("22")),
        hours: None,
        overtime_hours: [Hours::ZERO; 3],
        class_hours: vec![Hours::ZERO; codes.classes.len()],
        ot_pay: Money::ZERO,
        premium_pay: Money::ZERO,
        special_allowances: Money::ZERO,
        gross_pay: money("3000"),
        back_pay: Vec::new(),
        pieces: Vec::new(),
        piece_pay: None,
        commissions: vec![CommissionCells::default(); codes.commissions.len()],
        one_offs: vec![None; codes.one_offs.len()],
        personal_contributions: Money::ZERO,
        deductions: Deductions::default(),
        sick_days: Days::ZERO,
        sick_pay: Money::ZERO,
        idle_pay: Money::ZERO,
        net_pay: None,
        paid_on: None,
        unused_leave_days: Days::ZERO,
        unused_leave_pay: Money::ZERO,
        allowances: vec![AllowanceCells::default(); codes.allowances.len()],
    }
}

fn word(outcome: Outcome<'_>) -> String {
    match outcome {
        Outcome::Pass => "pass".to_owned(),
        Outcome::Breach => "breach".to_owned(),
        Outcome::NotApplicable => "none".to_owned(),
        Outcome::CannotConclude(reason) => reason.to_string(),
    }
}

fn told_with(contract: &Contract, record: &Record<'_>, absent: &Absent) -> Told {
    let books = RulebookSet::shipped().unwrap();
    let mut months = Months::default();
    let regimes = months.regimes(0, record, contract, books.rulebook("CN-64").unwrap(), None);
    let mut out = Told::new();
    work(record, absent, regimes, contract, &mut (), |rule, judged, ()| {
        let shown = |value: i64| contract.money.shown(value, judged.unit);
        let breach = judged.outcome == Outcome::Breach;
        let told = [
            word(judged.outcome),
            judged.required.map(|required| shown(required.value)).unwrap_or_default(),
            judged.actual.map(shown).unwrap_or_default(),
            if breach { contract.money.plain(judged.shortfall, judged.unit) } else { String::new() },
        ];
        out.insert(contract.name(rule), told);
    });
    assert_eq!(out.len(), contract.rules().len());
    out
}

/// What a rule says of a record of March.
fn says(contract: &Contract, rule: &str, change: impl FnOnce(&mut Record<'static>)) -> [String; 4] {
    let mut record = march(contract);
    change(&mut record);
    told_with(contract, &record, &Absent::default()).remove(rule).unwrap()
}

const MINIMUM: &str = r#"{"key":"m","kind":"minimum_wage","unit":"month","amount":"2300.00"}"#;

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

#[test]
fn a_pay_day_on_a_holiday_is_the_working_day_before() {
    let contract = items(r#"{"key":"p","kind":"payment","form":"time","pay_day":1,"month_offset":1,"method":"cash"}"#);
    let paid = |day: &'static str| {
        says(&contract, "S6", move |record| {
            (record.period, record.paid_on) = (date("2026-09-01"), Some(date(day)));
        })
    };
    assert_eq!(paid("2026-10-01"), ["breach", "2026-09-30", "2026-10-01", "1"]);
    assert_eq!(paid("2026-09-30")[0], "pass");
    // The statute's own day does not move: 2026-05-31 is a Sunday.
    let statute = says(&items(MINIMUM), "S6", |record| {
        (record.period, record.paid_on) = (date("2026-04-01"), Some(date("2026-05-31")));
    });
    assert_eq!(statute[..2], ["pass", "2026-05-31"]);
}

#[test]
fn only_damage_is_capped_and_what_is_undivided_is_a_question() {
    let contract = items(MINIMUM);
    let deducted = |damage: &'static str, undivided: &'static str| {
        says(&contract, "S7", move |record| {
            record.deductions =
                Deductions { damage: money(damage), undivided: money(undivided), ..Deductions::default() };
        })
    };
    assert_eq!(deducted("600", "0")[0], "pass");
    assert_eq!(deducted("700", "0"), ["breach", "600.00", "700.00", "100.00"]);
    assert_eq!(deducted("0", "700"), ["kind_of_deduction", "600.00", "700.00", ""]);
    assert_eq!(deducted("100", "400")[0], "pass");
    assert_eq!(says(&contract, "S7", |record| record.deductions.fine = money("900"))[0], "none");
    let net = |paid: &'static str| {
        says(&contract, "S8", move |record| {
            (record.net_pay, record.deductions.fine) = (Some(money(paid)), money("50"));
        })
    };
    assert_eq!(net("2949.5"), ["breach", "2950.00", "2949.50", "0.50"]);
    assert_eq!(net("2951")[0], "inconsistent_record");
}

#[test]
fn the_price_that_names_most_is_the_price() {
    let contract = items(
        r#"{"key":"o","kind":"overtime","base":"agreed_wage","weekday":"2","monthly_cap_hours":"36"},
        {"key":"s","kind":"piece_rate","code":"sew","unit":"piece","amount":"1"},
        {"key":"s.l","kind":"piece_rate","code":"sew","variant":"long","unit":"piece","amount":"1.5"},
        {"key":"s.t","kind":"piece_rate","code":"sew","grade":"tailor","unit":"piece","amount":"1.2"}"#,
    );
    let due = |grade: &'static str, variant: Variant| {
        says(&contract, "S10", move |record| {
            record.grade = Cow::Borrowed(grade);
            record.pieces = vec![Pieces { operation: 0, variant, made: [1_000_000, 100_000, 0, 0] }];
            record.piece_pay = Some(money("1"));
        })
    };
    // 100 pieces and 10 in overtime, counted twice.
    assert_eq!(due("", Variant::Unsaid)[1], "120.00");
    assert_eq!(due("", Variant::Other)[1], "120.00");
    assert_eq!(due("", Variant::Named(0))[1], "180.00");
    assert_eq!(due("tailor", Variant::Unsaid)[1], "144.00");
    assert_eq!(due("tailor", Variant::Named(0))[1], "180.00");
    let piece = |rule: &str, paid: Option<&'static str>, made: [i64; 4]| {
        says(&contract, rule, move |record| {
            (record.employment, record.agreed_wage) = (EmploymentKind::Piece, None);
            record.pieces = vec![Pieces { operation: 0, variant: Variant::Unsaid, made }];
            record.piece_pay = paid.map(money);
            record.overtime_hours[0] = hours("4");
        })
    };
    assert_eq!(piece("S10", None, [1_000_000, 0, 0, 0])[0], "missing_piece_pay");
    assert_eq!(piece("S10", Some("100"), [1_000_000, 0, 0, 0])[0], "missing_overtime_pieces");
    assert_eq!(piece("S10", Some("120"), [1_000_000, 100_000, 0, 0])[0], "pass");
    // Of normal pay what can have paid the overtime pieces is taken out.
    assert_eq!(piece("S1", Some("120"), [1_000_000, 100_000, 0, 0])[2], "2980.00");
    assert_eq!(piece("S1", Some("110"), [1_000_000, 100_000, 0, 0])[2], "2990.00");
    assert_eq!(piece("S1", Some("50"), [1_000_000, 100_000, 0, 0])[2], "3000.00");
    assert_eq!(piece("S1", None, [1_000_000, 100_000, 0, 0])[2], "2980.00");
    assert_eq!(piece("S4", None, [1_000_000, 100_000, 0, 0])[0], "none");
}

#[test]
fn raises_are_events_in_months_of_full_time() {
    let contract = items(
        r#"{"key":"a","kind":"wage_adjustment","basis":"amount","low":"100","high":"300"},
        {"key":"p","kind":"wage_adjustment","basis":"percent","low":"10","high":"20"},
        {"key":"l","kind":"wage_adjustment","basis":"percent","low":"1","at_least":"50","from":"2026-06-01","wage_below":"2500"}"#,
    );
    let raised = |kind, previous: &'static str, month: &'static str| {
        let [word, required, ..] = says(&contract, "S11", move |record| {
            (record.employment, record.previous_wage) = (kind, Some(money(previous)));
            (record.period, record.agreed_wage) = (date(month), Some(money("1")));
        });
        format!("{word} {required}")
    };
    use EmploymentKind::{DayRate, FullTime, PartTime};
    assert_eq!(raised(FullTime, "2000", "2026-03-01"), "breach 2310.00");
    assert_eq!(raised(PartTime, "20", "2026-03-01"), "breach 22.63");
    assert_eq!(raised(DayRate, "100", "2026-03-01"), "breach 115.06");
    assert_eq!(raised(FullTime, "2000", "2026-07-01"), "breach 2360.00");
    assert_eq!(raised(FullTime, "2500", "2026-07-01"), "breach 2860.00");
    let average = items(r#"{"key":"a","kind":"wage_adjustment","of":"average","basis":"percent","low":"5"}"#);
    assert_eq!(says(&average, "S11", |record| record.previous_wage = Some(money("2900")))[0], "none");
}

#[test]
fn the_agreed_wage_is_paid_for_sure_or_for_sure_not() {
    let contract = items(
        r#"{"key":"m","kind":"allowance","code":"meal","unit":"day","amount":"10.00","counts_towards_minimum":true}"#,
    );
    let paid = |gross: &'static str| {
        says(&contract, "S12", move |record| {
            (record.gross_pay, record.allowances[0].paid) = (money(gross), Some(money("220")));
            record.personal_contributions = money("300");
        })
    };
    assert_eq!(paid("2999"), ["breach", "3000.00", "2999.00", "1.00"]);
    assert_eq!(paid("3000"), ["wage_composition", "3000.00", "3000.00", ""]);
    assert_eq!(paid("3219.99")[0], "wage_composition");
    assert_eq!(paid("3220")[0], "pass");
    assert_eq!(
        says(&contract, "A:meal", |record| record.allowances[0].paid = Some(money("219"))),
        ["breach", "220.00", "219.00", "1.00"]
    );
}

#[test]
fn sick_pay_is_the_higher_of_statute_and_band() {
    let contract = items(
        r#"{"key":"s","kind":"sick_pay","of":"agreed_wage","bands":[{"service_years_from":0,"percent":"50"},{"service_years_from":10,"percent":"90"}]}"#,
    );
    let due = |years, sick: &'static str| {
        says(&contract, "S13", move |record| {
            (record.service_years, record.sick_days) = (years, days(sick));
        })[1]
            .clone()
    };
    // 80 % of 2235 is more than half of 3000; 90 % of 3000 is not.
    assert_eq!(due(None, "5"), "411.03");
    assert_eq!(due(Some(9), "22"), "1788.00");
    assert_eq!(due(Some(10), "5"), "620.69");
}

#[test]
fn past_pension_age_the_statute_alone_holds_from_its_day() {
    let contract = items(MINIMUM);
    let old = |month: &'static str| {
        let mut record = march(&contract);
        record.period = date(month);
        (record.employment, record.agreed_wage) = (EmploymentKind::OverAge, Some(money("20")));
        (record.paid_days, record.hours, record.gross_pay) = (None, Some(hours("100")), money("1900"));
        told_with(&contract, &record, &Absent::default())
    };
    let before = old("2026-06-01");
    assert!(before.values().all(|told| told[0] == "none"), "{before:?}");
    let after = old("2026-07-01");
    assert_eq!(after["S1"], ["breach", "2200.00", "1900.00", "300.00"]);
    assert_eq!(after["S12"], ["breach", "2000.00", "1900.00", "100.00"]);
    assert_eq!(after["S6"][0], "missing_paid_on");
    assert!(["S2", "S3", "S7", "S8", "S9", "S11"].iter().all(|rule| after[*rule][0] == "none"), "{after:?}");
}

#[test]
fn allowances_commissions_and_sums() {
    let contract = items(
        r#"{"key":"y","kind":"allowance","code":"years","unit":"service_year","amount":"30.00","max":"100.00","counts_towards_minimum":true},
        {"key":"h","kind":"allowance","code":"hour","unit":"hour","amount":"2.50","counts_towards_minimum":true},
        {"key":"c","kind":"commission","code":"sales","percent":"2.5","of":"sales"},
        {"key":"o","kind":"one_off","code":"feast","amount":"500.00","due":"2026-03-15","part_time":"by_hours"}"#,
    );
    let place = |code: &str| contract.codes.allowances.iter().position(|known| known == code).unwrap();
    let (hour, years) = (place("hour"), place("years"));
    let by_year = |service, paid: &'static str| {
        says(&contract, "A:years", move |record| {
            (record.service_years, record.allowances[years].paid) = (service, Some(money(paid)));
        })
    };
    assert_eq!(by_year(Some(3), "89"), ["breach", "90.00", "89.00", "1.00"]);
    assert_eq!(by_year(Some(9), "89")[1], "100.00");
    assert_eq!(by_year(None, "89")[0], "missing_service_years");
    let by_hour = says(&contract, "A:hour", |record| record.allowances[hour].hours = Some(hours("10")));
    assert_eq!(by_hour[0], "missing_allowance_hour");
    assert_eq!(says(&contract, "A:hour", |_| {})[0], "missing_hours_hour");
    let sold = |base: Option<&'static str>, paid: Option<&'static str>| {
        says(&contract, "C:sales", move |record| {
            record.commissions[0] = CommissionCells { base: base.map(money), paid: paid.map(money) };
        })
    };
    assert_eq!(sold(None, None)[0], "none");
    assert_eq!(sold(Some("1000"), None)[0], "missing_commission_sales");
    assert_eq!(sold(Some("1000.20"), Some("25"))[..2], ["breach", "25.01"]);
    assert_eq!(says(&contract, "O:feast", |_| {}), ["breach", "500.00", "0.00", "500.00"]);
    assert_eq!(says(&contract, "O:feast", |record| record.period = date("2026-04-01"))[0], "none");
    let part = says(&contract, "O:feast", |record| {
        (record.employment, record.hours) = (EmploymentKind::PartTime, Some(hours("87")));
    });
    assert_eq!(part[1], "250.00");
}

#[test]
fn a_column_that_is_absent_is_unknown_for_whom_it_concerns() {
    let contract = items(&format!(
        r#"{MINIMUM},{{"key":"a","kind":"wage_adjustment","basis":"percent","low":"5"}},
        {{"key":"s","kind":"piece_rate","code":"sew","unit":"piece","amount":"1"}}"#
    ));
    let all = Absent {
        overtime_hours: true,
        ot_pay: true,
        deductions: true,
        net_pay: true,
        unused_leave: true,
        pieces: true,
        previous_wage: true,
        personal_contributions: true,
        ..Absent::default()
    };
    let missing = |kind| {
        let mut record = march(&contract);
        record.employment = kind;
        let told = told_with(&contract, &record, &all).into_iter();
        told.filter(|(_, told)| told[0] == "missing_column").map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    assert_eq!(missing(EmploymentKind::FullTime), ["S11", "S4", "S5", "S7", "S8", "S9"]);
    assert_eq!(missing(EmploymentKind::Piece), ["S10", "S11", "S4", "S5", "S7", "S8", "S9"]);
    assert!(missing(EmploymentKind::Other).is_empty());
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
