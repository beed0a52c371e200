use super::*;
use domain::decimal::{DecimalFault, Money};
use domain::term::TermSheet;
use serde_json::{Value, json};

fn latin_words(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2).count()
}

#[test]
fn every_fault_of_a_decimal_has_a_sentence_in_both_languages() {
    for text in ["x", "1.23456", "-1", "1e3", "1,000", "1000000000000"] {
        let fault: DecimalFault = Money::parse(text).unwrap_err();
        let problem = Problem::Decimal { reason: fault.to_string() };
        let (zh, en) = (sheet_fault(&problem, Lang::Zh), sheet_fault(&problem, Lang::En));
        assert!(latin_words(&zh) == 0 && !zh.is_empty(), "{zh}");
        assert!(en.is_ascii() && !en.starts_with("sheet-"), "{en}");
    }
}

/// Each way a sheet can be wrong that a person can bring about on the page, and more.
fn wrong() -> Vec<Value> {
    let items = |items: Value| {
        json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
            "effective": {"from": "2026-05-01", "to": "2027-04-30"}, "items": items})
    };
    vec![
        json!([]),
        json!({"schema": 1, "jurisdiction": "", "area": "64", "currency": "yuan", "extra": 1,
            "effective": {"from": "2026-05-01", "to": "2025-04-30"}, "rounding": {"mode": "up", "places": 9}, "items": 7}),
        items(json!([{"key": "A", "kind": "minimum_wage", "unit": "year", "amount": "0"}, 7])),
        items(json!([{"key": "a", "kind": "bonus"}, {"key": "a", "kind": "probation", "percent": "2000"}])),
        items(
            json!([{"key": "a", "kind": "probation", "percent": "80"}, {"key": "b", "kind": "probation", "percent": 80}]),
        ),
        items(json!([{"key": "a", "kind": "wage_adjustment", "basis": "percent", "low": "8", "high": "4"},
            {"key": "b", "kind": "payment", "form": "time", "pay_day": 40, "month_offset": "x", "method": "cash"},
            {"key": "c", "kind": "leave", "leave": "marriage", "bands": [], "unused_multiplier": "3"},
            {"key": "d", "kind": "leave", "leave": "annual", "bands": [7]},
            {"key": "e", "kind": "allowance", "code": "热 ", "unit": "month", "amount": "1", "counts_towards_minimum": 1},
            {"key": "f", "kind": "welfare", "code": "meals", "text": "x", "unit": "month"},
            {"key": "g", "kind": "clause", "heading": "", "text": "字".repeat(20_001)}])),
        items(json!([{"key": "a", "kind": "minimum_wage", "unit": "month", "amount": "1", "percent_of": "2"},
            {"key": "b", "kind": "minimum_wage", "unit": "month", "percent_of": "2", "of_item": "z", "months": [13]},
            {"key": "c", "kind": "minimum_wage", "unit": "day", "amount": "1", "service_years_from": "0.3", "from": "2020-01-01"},
            {"key": "d", "kind": "piece_rate", "code": "Bad", "unit": "piece", "amount": "1"},
            {"key": "e", "kind": "piece_rate", "code": "装", "unit": "打", "amount": "1", "from": "2026-07-01", "to": "2026-06-01"},
            {"key": "f", "kind": "wage_adjustment", "basis": "percent", "low": "1", "wage_from": "5", "wage_below": "4"},
            {"key": "h", "kind": "overtime", "base": "agreed_wage", "monthly_cap_hours": "36", "divisor_hours": "0",
             "classes": [{"code": "a", "like": "holiday", "multiplier": "1", "percent_of_month": "1"}]},
            {"key": "i", "kind": "sick_pay", "of": "agreed_wage", "percent": "80", "bands": []},
            {"key": "j", "kind": "piece_rate", "code": "缝", "unit": "件", "amount": "1"},
            {"key": "k", "kind": "piece_rate", "code": "缝", "unit": "打", "variant": "大", "amount": "1"}])),
        json!({"names": {"grade": {"a": ["甲"], "b": ["甲"]}}}),
    ]
}

#[test]
fn no_fault_of_a_sheet_is_told_in_the_wrong_language() {
    let mut told = 0;
    for value in wrong() {
        for fault in TermSheet::from_value(&value).unwrap_err().told {
            let (zh, en) = (sheet_fault(&fault.problem, Lang::Zh), sheet_fault(&fault.problem, Lang::En));
            let codes =
                matches!(fault.problem, Problem::Expected { .. } | Problem::NotJson { .. } | Problem::KeyPattern)
                    || matches!(&fault.problem, Problem::NameTwice { .. } | Problem::SecondUnit { .. });
            assert!(codes || latin_words(&zh) == 0, "{zh}");
            assert!(!zh.is_ascii(), "{}: {zh}", fault.problem);
            assert!(!en.starts_with("sheet-"), "{en}");
            told += 1;
        }
    }
    assert!(told > 20, "{told}");
}
