//! Amounts, months, days, ids and header names as people write them.

use crate::payroll::fault::Reason;
use crate::payroll::written::{amount, day, is_damaged, month};
use crate::payroll::{Columns, HeadFault};

#[test]
fn amounts_that_can_be_told_are_read_and_others_say_why() {
    for (text, read) in [
        (" 2,800.00 ", "2800.00"),
        ("￥2,800.00", "2800.00"),
        ("2800元", "2800"),
        ("２８００．５０", "2800.50"),
        (" -   ", "0"),
        ("1,234,567", "1234567"),
        ("", ""),
    ] {
        assert_eq!(amount(text).as_deref(), Ok(read), "{text}");
    }
    for (text, reason) in [
        ("2800,50", Reason::AmbiguousDecimal),
        ("2,800", Reason::AmbiguousDecimal),
        ("1,23,456.00", Reason::AmbiguousDecimal),
        ("-5", Reason::Negative),
        ("1e3", Reason::NotADecimal),
        ("(5.00)", Reason::NotADecimal),
        ("5.00001", Reason::FractionDigits),
        ("\0formula", Reason::NoValue),
        ("\0merged", Reason::Merged),
    ] {
        assert_eq!(amount(text), Err(reason), "{text}");
    }
}

#[test]
fn months_and_days_that_can_be_told_are_read_and_others_say_why() {
    for text in
        ["2026-03", "2026/3", "2026年3月", "2026年03月", "2026年3月份", "202603", "2026.03", "2026-03-01", "46082"]
    {
        assert_eq!(month(text).as_deref(), Ok("2026-03"), "{text}");
    }
    for text in ["Mar-26", "3", "03/26", "2026"] {
        assert_eq!(month(text), Err(Reason::AmbiguousMonth), "{text}");
    }
    assert_eq!(month("三月"), Err(Reason::NotAMonth));
    for text in [
        "2026-04-15",
        "2026/4/15",
        "2026年4月15日",
        "2026.4.15",
        "20260415",
        "46127",
        "2026/04/15 0:00",
        "２０２６/４/１５",
    ] {
        assert_eq!(day(text).as_deref(), Ok("2026-04-15"), "{text}");
    }
    for text in ["15/4/2026", "4/15/26", "15-Apr-26"] {
        assert_eq!(day(text), Err(Reason::AmbiguousDate), "{text}");
    }
    for text in ["2026-02-30", "2026-04-15 14:30", "soon"] {
        assert!(day(text).is_err(), "{text}");
    }
}

#[test]
fn ids_that_a_spreadsheet_has_damaged_are_told() {
    for id in ["6.40205E+17", "6.40205e17", "6E+17", "640205199001010000"] {
        assert!(is_damaged(id), "{id}");
    }
    for id in ["W0001", "2E10", "640205199001011234", "13900001111", "100000", "E12", "64020519900101100X"] {
        assert!(!is_damaged(id), "{id}");
    }
}

#[test]
fn a_columns_own_name_goes_before_usual_words_and_two_of_them_are_a_question() {
    let of = |names: &[&str]| Columns::of(names.iter().copied(), &["heat".to_owned()]);
    let columns =
        of(&["计薪天数", "出勤天数", "加班/周末", "加班费（元）", "津贴_heat", "扣款/代扣代缴", "Gross Pay", "手机"]);
    let means: Vec<_> = columns.means.iter().map(|means| means.as_deref().unwrap_or("")).collect();
    let read =
        ["paid_days", "", "ot_restday_hours", "ot_pay", "allowance_heat", "personal_contributions", "gross_pay", ""];
    assert_eq!(means, read);
    assert_eq!(columns.unknown, ["出勤天数", "手机"]);
    let twice = of(&["应发工资", "应发合计", "高温补贴", "夜班津贴"]).twice;
    assert!(
        matches!(&twice[0], HeadFault::Twice { column, names } if column == "gross_pay" && names.len() == 2),
        "{twice:?}"
    );
    assert!(matches!(&twice[1], HeadFault::Twice { column, .. } if column == "special_allowances"), "{twice:?}");
}
