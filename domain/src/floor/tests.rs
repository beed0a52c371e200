use super::FloorOutcome::*;
use super::*;

fn rulebooks() -> RulebookSet {
    RulebookSet::shipped().unwrap()
}

fn sheet_of(jurisdiction: &str, area: &str, from: &str, to: &str, items: &str) -> TermSheet {
    let text = format!(
        r#"{{"schema":"concord.term-sheet/1","jurisdiction":"{jurisdiction}","area":"{area}","currency":"CNY",
            "effective":{{"from":"{from}","to":"{to}"}},"items":[{items}]}}"#
    );
    TermSheet::parse(text.as_bytes()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn huinong(items: &str) -> TermSheet {
    sheet_of("CN-64", "640205", "2023-09-01", "2024-08-31", items)
}

/// (item, outcome, offered, required, article) of every result of a rule.
fn results(sheet: &TermSheet, rule: &str) -> Vec<(String, FloorOutcome, String, String, String)> {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    check(sheet, &rulebooks())
        .iter()
        .filter(|r| r.rule == rule)
        .map(|r| {
            let article = r.citation.as_ref().map(|c| c.article.clone()).unwrap_or_default();
            (text(&r.item), r.outcome, text(&r.offered), text(&r.required), article)
        })
        .collect()
}

fn one(sheet: &TermSheet, rule: &str) -> (FloorOutcome, String, String) {
    let all = results(sheet, rule);
    assert_eq!(all.len(), 1, "{all:?}");
    (all[0].1, all[0].2.clone(), all[0].3.clone())
}

fn case(outcome: FloorOutcome, offered: &str, required: &str) -> (FloorOutcome, String, String) {
    (outcome, offered.to_owned(), required.to_owned())
}

fn minimum(unit: &str, amount: &str) -> String {
    format!(r#"{{"key":"m","kind":"minimum_wage","unit":"{unit}","amount":"{amount}"}}"#)
}

#[test]
fn f1_is_held_against_the_highest_minimum_of_the_term() {
    // 1950 until January, 2050 from February 2024.
    assert_eq!(one(&huinong(&minimum("month", "2050")), "F1"), case(Pass, "2050.00", "2050.00"));
    assert_eq!(one(&huinong(&minimum("month", "2049.99")), "F1"), case(Breach, "2049.99", "2050.00"));
    assert_eq!(one(&huinong(""), "F1"), case(Omitted, "", "2050.00"));
    let elsewhere = sheet_of("CN-64", "440300", "2023-09-01", "2024-08-31", &minimum("month", "9000"));
    assert_eq!(one(&elsewhere, "F1"), case(CannotConclude, "9000.00", ""));
    let known_in_part = sheet_of("CN-64", "640205", "2015-01-01", "2015-12-31", &minimum("month", "1480"));
    assert_eq!(one(&known_in_part, "F1"), case(Pass, "1480.00", "1480.00"));
}

#[test]
fn f2_is_silent_without_an_hourly_minimum() {
    assert_eq!(one(&huinong(&minimum("hour", "20")), "F2"), case(Pass, "20.00", "20.00"));
    assert_eq!(one(&huinong(&minimum("hour", "19.99")), "F2"), case(Breach, "19.99", "20.00"));
    assert!(results(&huinong(""), "F2").is_empty());
}

fn overtime(weekday: &str, rest: &str, holiday: &str, cap: &str) -> String {
    format!(
        r#"{{"key":"overtime","kind":"overtime","base":"agreed_wage","weekday":"{weekday}","rest_day":"{rest}",
            "holiday":"{holiday}","monthly_cap_hours":"{cap}"}}"#
    )
}

#[test]
fn f3_has_one_result_per_multiplier_and_f4_caps_the_hours() {
    let sheet = huinong(&overtime("1.5", "1.9", "3.5", "36.5"));
    let told = results(&sheet, "F3");
    let row = |item: &str, outcome, offered: &str, required: &str| {
        (item.to_owned(), outcome, offered.to_owned(), required.to_owned(), "44".to_owned())
    };
    assert_eq!(
        told,
        [
            row("overtime.weekday", Pass, "1.5", "1.5"),
            row("overtime.rest_day", Breach, "1.9", "2"),
            row("overtime.holiday", Pass, "3.5", "3"),
        ]
    );
    assert_eq!(one(&sheet, "F4"), case(Breach, "36.5", "36"));
    assert_eq!(one(&huinong(&overtime("2", "2", "3", "36")), "F4"), case(Pass, "36", "36"));
    let silent = results(&huinong(""), "F3");
    assert!(silent.len() == 3 && silent.iter().all(|r| r.1 == Omitted), "{silent:?}");
    assert_eq!(one(&huinong(""), "F4"), case(Omitted, "", "36"));
    let germany = sheet_of("DE", "000000", "2026-01-01", "2026-12-31", &overtime("1", "1", "1", "99"));
    assert!(results(&germany, "F3").iter().all(|r| r.1 == CannotConclude));
}

fn annual(bands: &[(u16, &str)], rest: &str) -> String {
    let bands: Vec<_> = bands.iter().map(|(y, d)| format!(r#"{{"service_years_from":{y},"days":"{d}"}}"#)).collect();
    format!(r#"{{"key":"leave.annual","kind":"leave","leave":"annual","bands":[{}]{rest}}}"#, bands.join(","))
}

#[test]
fn f5_looks_at_each_statutory_step_and_each_band() {
    assert_eq!(one(&huinong(&annual(&[(1, "5"), (10, "10"), (20, "15")], "")), "F5"), case(Pass, "5", "5"));
    assert_eq!(one(&huinong(&annual(&[(1, "5"), (11, "10"), (20, "15")], "")), "F5"), case(Breach, "5", "10"));
    assert_eq!(one(&huinong(&annual(&[(1, "6"), (5, "4"), (10, "10"), (20, "15")], "")), "F5"), case(Breach, "4", "5"));
    assert_eq!(one(&huinong(&annual(&[(2, "20")], "")), "F5"), case(Breach, "0", "5"));
    assert_eq!(one(&huinong(&annual(&[(0, "0"), (1, "15")], "")), "F5"), case(Pass, "15", "5"));
    assert_eq!(one(&huinong(""), "F5"), case(Omitted, "", "5"));
}

#[test]
fn f6_untaken_leave() {
    let with = |k: &str| huinong(&annual(&[(1, "15")], &format!(r#","unused_multiplier":"{k}""#)));
    assert_eq!(one(&with("3"), "F6"), case(Pass, "3", "3"));
    assert_eq!(one(&with("2"), "F6"), case(Breach, "2", "3"));
    assert_eq!(one(&huinong(&annual(&[(1, "15")], "")), "F6"), case(Omitted, "", "3"));
    assert_eq!(one(&huinong(""), "F6"), case(Omitted, "", "3"));
}

#[test]
fn f7_payment() {
    let paid = |offset: u8| {
        huinong(&format!(
            r#"{{"key":"payment","kind":"payment","form":"time","pay_day":15,"month_offset":{offset},"method":"cash"}}"#
        ))
    };
    assert_eq!(one(&paid(1), "F7"), case(Pass, "1", "1"));
    assert_eq!(one(&paid(2), "F7"), case(Breach, "2", "1"));
    assert_eq!(one(&huinong(""), "F7"), case(Omitted, "", "1"));
}

#[test]
fn f8_probation_percent_and_what_it_makes_of_the_lowest_minimum() {
    let sheet = |percent: &str, amount: &str| {
        let probation = format!(r#"{{"key":"probation","kind":"probation","percent":"{percent}"}}"#);
        huinong(&format!("{},{probation}", minimum("month", amount)))
    };
    assert_eq!(one(&sheet("80", "2562.50"), "F8"), case(Pass, "80", "80"));
    assert_eq!(one(&sheet("80", "2562.49"), "F8"), case(Warning, "2049.992", "2050.00"));
    assert_eq!(one(&sheet("79.9999", "9000"), "F8"), case(Breach, "79.9999", "80"));
    assert!(results(&huinong(""), "F8").is_empty());
}

#[test]
fn f9_sick_pay_of_the_statutory_minimum() {
    let sheet = |percent: &str, of: &str| {
        huinong(&format!(r#"{{"key":"sick_pay","kind":"sick_pay","percent":"{percent}","of":"{of}"}}"#))
    };
    assert_eq!(one(&sheet("80", "statutory_minimum"), "F9"), case(Pass, "80", "80"));
    assert_eq!(one(&sheet("79", "statutory_minimum"), "F9"), case(Breach, "79", "80"));
    // Of the agreed wage, without a minimum of the sheet: at the statutory one.
    assert_eq!(one(&sheet("60", "agreed_wage"), "F9"), case(Breach, "60", "80"));
    assert_eq!(one(&sheet("80", "agreed_wage"), "F9"), case(Pass, "80", "80"));
    assert_eq!(one(&huinong(""), "F9"), case(Omitted, "", "80"));
}

fn leave(kind: &str, days: &str) -> TermSheet {
    huinong(&format!(
        r#"{{"key":"l","kind":"leave","leave":"{kind}","bands":[{{"service_years_from":0,"days":"{days}"}}]}}"#
    ))
}

#[test]
fn f10_marriage_and_bereavement() {
    assert_eq!(one(&leave("marriage", "3"), "F10"), case(Pass, "3", "1"));
    assert_eq!(one(&leave("bereavement", "1"), "F10"), case(Warning, "1", "3"));
    assert_eq!(one(&leave("marriage", "0"), "F10"), case(Breach, "0", "1"));
    assert!(results(&huinong(""), "F10").is_empty());
}

#[test]
fn f11_maternity_and_partner_leave_by_region() {
    assert_eq!(one(&leave("maternity", "158"), "F11"), case(Pass, "158", "158"));
    assert_eq!(one(&leave("maternity", "157.5"), "F11"), case(Breach, "157.5", "158"));
    assert_eq!(one(&leave("partner", "25"), "F11"), case(Pass, "25", "25"));
    let partner = r#"{"key":"l","kind":"leave","leave":"partner","bands":[{"service_years_from":0,"days":"9"}]}"#;
    let henan = sheet_of("CN-41", "410100", "2026-01-01", "2026-12-31", partner);
    assert_eq!(one(&henan, "F11"), case(CannotConclude, "9", ""));
}

#[test]
fn f12_term_of_the_sheet() {
    let term = |to: &str| sheet_of("CN-64", "640205", "2023-09-01", to, "");
    assert_eq!(one(&term("2024-08-31"), "F12"), case(Pass, "2024-08-31", "2026-08-31"));
    assert_eq!(one(&term("2024-09-01"), "F12"), case(Warning, "2024-09-01", "2024-08-31"));
    assert_eq!(one(&term("2026-08-31"), "F12"), case(Warning, "2026-08-31", "2024-08-31"));
    assert_eq!(one(&term("2026-09-01"), "F12"), case(Breach, "2026-09-01", "2026-08-31"));
}

#[test]
fn a_term_from_a_leap_day_ends_with_its_month() {
    let term = |to: &str| sheet_of("CN-64", "640205", "2024-02-29", to, "");
    assert_eq!(one(&term("2025-02-28"), "F12"), case(Pass, "2025-02-28", "2027-02-28"));
    assert_eq!(one(&term("2025-03-01"), "F12"), case(Warning, "2025-03-01", "2025-02-28"));
}

#[test]
fn each_rule_cites_the_law_that_binds_the_contract() {
    let items = [
        minimum("month", "2100"),
        minimum("hour", "20").replace("\"m\"", "\"h\""),
        r#"{"key":"probation","kind":"probation","percent":"80"}"#.to_owned(),
    ];
    let results = check(&huinong(&items.join(",")), &rulebooks());
    let cited = |rule: &str| {
        let citation = results.iter().find(|r| r.rule == rule).and_then(|r| r.citation.clone()).unwrap();
        format!("{} {}", citation.instrument, citation.article)
    };
    let law = [
        ("F1", "劳动合同法 55"),
        ("F2", "最低工资规定 5"),
        ("F3", "劳动法 44"),
        ("F4", "劳动法 41"),
        ("F5", "职工带薪年休假条例 3"),
        ("F6", "职工带薪年休假条例 5"),
        ("F7", "工资支付暂行规定 7"),
        ("F8", "劳动合同法 20"),
        ("F9", "劳部发〔1995〕309号 59"),
        ("F12", "集体合同规定 38"),
    ];
    for (rule, text) in law {
        assert_eq!(cited(rule), text);
    }
}

#[test]
fn f13_and_f14_only_warn() {
    let norm = |p: &str| huinong(&format!(r#"{{"key":"n","kind":"work_norm","attainable_percent":"{p}","text":"-"}}"#));
    assert_eq!(one(&norm("90"), "F13"), case(Pass, "90", "90"));
    assert_eq!(one(&norm("89.9"), "F13"), case(Warning, "89.9", "90"));
    let adjust = |basis: &str, low: &str| {
        huinong(&format!(r#"{{"key":"a","kind":"wage_adjustment","basis":"{basis}","low":"{low}","high":"8"}}"#))
    };
    assert_eq!(one(&adjust("percent", "0"), "F14"), case(Pass, "0", "0"));
    assert_eq!(one(&adjust("percent", "-1"), "F14"), case(Warning, "-1", "0"));
    assert_eq!(one(&adjust("amount", "-50"), "F14"), case(Warning, "-50.00", "0"));
}

#[test]
fn without_a_rulebook_nothing_is_concluded() {
    let sheet = sheet_of("XX", "640205", "2023-09-01", "2024-08-31", &minimum("month", "1"));
    let results = check(&sheet, &rulebooks());
    assert!(!has_breach(&results) && results.iter().all(|r| r.required.is_none()), "{results:?}");
}

#[test]
fn sick_pay_of_the_agreed_wage_is_worked_for_a_worker_at_the_minimum() {
    let sheet = |rest: &str, minimum: &str| {
        huinong(&format!(r#"{minimum},{{"key":"s","kind":"sick_pay","of":"agreed_wage",{rest}}}"#))
    };
    let at = |amount: &str| minimum("month", amount);
    // 80 percent of 2050 is 1640.
    assert_eq!(one(&sheet(r#""percent":"1""#, &at("2300")), "F9"), case(Breach, "23", "1640.00"));
    assert_eq!(one(&sheet(r#""percent":"71.3""#, &at("2300")), "F9"), case(Breach, "1639.9", "1640.00"));
    assert_eq!(one(&sheet(r#""percent":"71.3044""#, &at("2300")), "F9"), case(Pass, "71.3044", "80"));
    let bands = r#""bands":[{"service_years_from":0,"percent":"60"},{"service_years_from":"0.5","percent":"90"}]"#;
    assert_eq!(one(&sheet(bands, &at("2300")), "F9"), case(Breach, "1380", "1640.00"));
    let of_statute = r#"{"key":"m","kind":"minimum_wage","unit":"month","percent_of_statutory":"110"}"#;
    assert_eq!(one(&sheet(r#""percent":"72""#, of_statute), "F9"), case(Breach, "1623.6", "1640.00"));
    assert_eq!(one(&sheet(r#""percent":"73""#, of_statute), "F9"), case(Pass, "73", "80"));
}

#[test]
fn minimums_are_held_against_the_days_on_which_they_count() {
    // 1950 until January, 2050 from February 2024.
    let step = |key: &str, amount: &str, rest: &str| {
        format!(r#"{{"key":"{key}","kind":"minimum_wage","unit":"month","amount":"{amount}"{rest}}}"#)
    };
    let steps = |first: &str, second: &str| {
        let first = step("a", first, r#","to":"2024-01-31""#);
        huinong(&format!("{first},{}", step("b", second, r#","from":"2024-02-01""#)))
    };
    let told =
        |sheet: &TermSheet| -> Vec<_> { results(sheet, "F1").into_iter().map(|r| (r.0, r.1, r.2, r.3)).collect() };
    let row = |item: &str, outcome, offered: &str, required: &str| {
        (item.to_owned(), outcome, offered.to_owned(), required.to_owned())
    };
    assert_eq!(
        told(&steps("1950", "2050")),
        [row("a", Pass, "1950.00", "1950.00"), row("b", Pass, "2050.00", "2050.00")]
    );
    assert_eq!(told(&steps("1949.99", "2049"))[1], row("b", Breach, "2049.00", "2050.00"));
    // Only in months before the rise.
    let seasonal = huinong(&step("a", "2000", r#","months":[9,10,11]"#));
    assert_eq!(told(&seasonal), [row("a", Pass, "2000.00", "1950.00")]);
    // A day: × 21.75.
    let daily = |amount: &str| huinong(&minimum("day", amount));
    assert_eq!(told(&daily("94.25")), [row("m", Breach, "2049.9375", "2050.00")]);
    assert_eq!(told(&daily("94.26")), [row("m", Pass, "2050.155", "2050.00")]);
    // Percents.
    let percent = |text: &str| huinong(&format!(r#"{{"key":"m","kind":"minimum_wage","unit":"month",{text}}}"#));
    assert_eq!(told(&percent(r#""percent_of_statutory":"99.99""#)), [row("m", Breach, "99.99", "100")]);
    assert_eq!(told(&percent(r#""percent_of_statutory":"100""#)), [row("m", Pass, "100", "100")]);
    let of = |share: &str| {
        let of = format!(
            r#"{{"key":"c","kind":"minimum_wage","unit":"month","grade":"cook","percent_of":"{share}","of_item":"a"}}"#
        );
        let first = step("a", "2400", r#","to":"2024-01-31""#);
        huinong(&format!("{first},{},{of}", step("b", "2500", r#","from":"2024-02-01""#)))
    };
    // 82 percent of 2400 is 1968 until January, of 2500 it is 2050 from then on.
    assert_eq!(told(&of("82"))[2], row("c", Pass, "2050.00", "2050.00"));
    assert_eq!(told(&of("81.9"))[2], row("c", Breach, "2047.50", "2050.00"));
}

#[test]
fn f3_looks_at_classes_divisors_and_the_base() {
    let sheet =
        |rest: &str| huinong(&format!(r#"{{"key":"overtime","kind":"overtime","monthly_cap_hours":"36",{rest}}}"#));
    let told = |sheet: &TermSheet| -> Vec<_> {
        results(sheet, "F3").into_iter().map(|r| format!("{} {:?} {} {}", r.0, r.1, r.2, r.3)).collect()
    };
    let classes = r#""base":"agreed_wage","weekday":"1.5","classes":[
        {"code":"third","like":"weekday","multiplier":"1.4"},
        {"code":"eid","like":"holiday","percent_of_month":"1.7242"},
        {"code":"sat","like":"ordinary","multiplier":"1.2"}]"#;
    assert_eq!(
        told(&sheet(classes)),
        [
            "overtime.weekday Pass 1.5 1.5",
            "overtime.rest_day Omitted  2",
            "overtime.holiday Omitted  3",
            "overtime.classes[eid] Pass 3.000108 3",
            "overtime.classes[third] Breach 1.4 1.5",
        ]
    );
    // 174 hours a month: an hour of 180 is smaller, one of 160 is not held against the contract.
    let divided =
        |divisor: &str| sheet(&format!(r#""base":"agreed_wage","weekday":"1.5","divisor_hours":"{divisor}""#));
    assert_eq!(told(&divided("180"))[0], "overtime.weekday Breach 1.45 1.5");
    assert_eq!(told(&divided("174"))[0], "overtime.weekday Pass 1.5 1.5");
    assert_eq!(told(&divided("160"))[0], "overtime.weekday Pass 1.5 1.5");
    let base = sheet(r#""base":"contract_minimum","weekday":"1.5""#);
    assert_eq!(told(&base)[3], "overtime.base Warning contract_minimum agreed_wage");
}

#[test]
fn a_region_without_a_rulebook_takes_the_national_one_and_says_so() {
    let read = |text: &str| TermSheet::parse(text.as_bytes()).unwrap();
    let unlawful = read(include_str!("../../../fixtures/sheets/reality/unlawful-CN-42.json"));
    let all = check(&unlawful, &rulebooks());
    assert!(all.iter().all(|result| result.rulebook.as_deref() == Some("CN")), "{all:?}");
    let breaches: Vec<_> = all.iter().filter(|r| r.outcome == Breach).filter_map(|r| r.item.clone()).collect();
    assert_eq!(
        breaches,
        [
            "overtime.weekday",
            "overtime.rest_day",
            "overtime.holiday",
            "overtime",
            "leave.annual",
            "leave.annual",
            "probation"
        ]
    );
    assert_eq!(all.iter().find(|r| r.rule == "F1").unwrap().outcome, CannotConclude);
    let hubei = check(&read(include_str!("../../../fixtures/sheets/reality/hubei.json")), &rulebooks());
    assert!(!has_breach(&hubei) && hubei.iter().filter(|r| r.rule == "F1").all(|r| r.outcome == CannotConclude));
    // A rulebook of its own, and none at all.
    assert!(check(&huinong(""), &rulebooks()).iter().all(|result| result.rulebook.is_none()));
    assert!(rulebooks().governing("DE-BE").is_none() && rulebooks().governing("XX").is_none());
    assert!(rulebooks().governing("CN-42").is_some());
}

#[test]
fn cells_say_what_the_law_asks_of_the_cell_itself() {
    let sheet = huinong(
        r#"{"key":"m","kind":"minimum_wage","unit":"day","amount":"80"},
           {"key":"o","kind":"overtime","base":"agreed_wage","weekday":"1.5","monthly_cap_hours":"36","divisor_hours":"180",
            "classes":[{"code":"eid","like":"holiday","percent_of_month":"1"}]}"#,
    );
    let told: Vec<String> = cells(&sheet, &rulebooks())
        .iter()
        .filter(|cell| cell.outcome == Breach)
        .map(|cell| format!("{}/{} {}", cell.item, cell.field, cell.required.clone().unwrap_or_default()))
        .collect();
    // 2050 / 21.75; 1.5 × 180 / 174; 3 / 174.
    assert_eq!(told, ["m/amount 94.2529", "o/weekday 1.5518", "o/classes[eid].percent_of_month 1.7242"]);
}
