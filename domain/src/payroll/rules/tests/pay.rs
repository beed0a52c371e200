//! Days of payment, deductions, pieces, raises, and what else is paid.

use super::*;

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
fn a_variant_is_the_same_by_code_and_by_name() {
    let contract = contract(
        r#""names":{"variant":{"thick":["厚料"]}},"items":[
        {"key":"s","kind":"piece_rate","code":"缝扣","variant":"厚料","unit":"piece","amount":"2"},
        {"key":"t","kind":"piece_rate","code":"缝扣","variant":"thick","grade":"tailor","unit":"piece","amount":"3"}]"#,
    );
    let due = |grade: &'static str| {
        says(&contract, "S10", move |record| {
            record.grade = Cow::Borrowed(grade);
            record.pieces = vec![Pieces { operation: 0, variant: Variant::Named(0), made: [10_000, 0, 0, 0] }];
            record.piece_pay = Some(money("5"));
        })
    };
    assert_eq!(due("")[..2], ["pass", "2.00"]);
    assert_eq!(due("tailor")[..2], ["pass", "3.00"]);
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
