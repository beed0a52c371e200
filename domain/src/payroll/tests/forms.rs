//! Amounts, months, days, ids and header names as people write them.

use crate::payroll::fault::Reason;
use crate::payroll::written::{amount, day, is_damaged, month};
use crate::payroll::{CodeNames, Columns, HeadFault};
use crate::term::TermSheet;

/// A contract with codes of every kind that makes columns, and names for them.
const SHEET: &str = r#"{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY",
    "effective":{"from":"2025-01-01","to":"2025-12-31"},
    "names":{"allowance":{"heat":["高温津贴"]},"operation":{"sew":["缝合"]},"commission":{"sales":["销售提成"]},
        "one_off":{"signing":["签约奖"]},"class":{"late":["夜间"]}},
    "items":[
    {"key":"allowance.heat","kind":"allowance","code":"heat","unit":"hour","amount":"2","counts_towards_minimum":false},
    {"key":"piece_rate.sew","kind":"piece_rate","code":"sew","unit":"piece","amount":"0.62"},
    {"key":"commission.sales","kind":"commission","code":"sales","percent":"2","of":"销售额"},
    {"key":"one_off.signing","kind":"one_off","code":"signing","amount":"500","due":"2025-06-30"},
    {"key":"overtime","kind":"overtime","base":"agreed_wage","monthly_cap_hours":"36",
        "classes":[{"code":"late","like":"weekday","multiplier":"2"}]}]}"#;

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
    let codes = CodeNames::of(&TermSheet::parse(SHEET.as_bytes()).unwrap());
    let of = |names: &[&str]| Columns::of(names.iter().copied(), &codes);
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

#[test]
fn columns_of_codes_go_by_code_and_by_name() {
    let codes = CodeNames::of(&TermSheet::parse(SHEET.as_bytes()).unwrap());
    for (column, names) in [
        (
            "allowance_heat",
            &[
                "allowance_heat",
                "Allowance_HEAT",
                "津贴_heat",
                "津贴_高温津贴",
                "津贴_ 高温 津贴",
                "高温津贴",
                "津贴_高温津贴（元）",
            ][..],
        ),
        ("shifts_heat", &["shifts_heat", "班次_高温津贴"]),
        ("hours_heat", &["hours_heat", "hours_高温津贴", "工时_高温津贴"]),
        ("pieces_sew", &["pieces_sew", "pieces_缝合", "件数_缝合"]),
        ("ot_weekday_pieces_sew", &["ot_weekday_pieces_sew", "ot_weekday_pieces_缝合", "平日加班件数_缝合"]),
        ("ot_restday_pieces_sew", &["ot_restday_pieces_缝合", "休息日加班件数_sew"]),
        ("ot_holiday_pieces_sew", &["ot_holiday_pieces_sew", "节假日加班件数_缝合"]),
        ("commission_base_sales", &["commission_base_sales", "提成基数_销售提成"]),
        ("commission_sales", &["commission_sales", "提成_sales", "提成_销售提成", "销售提成"]),
        ("one_off_signing", &["one_off_signing", "一次性_签约奖", "签约奖"]),
        ("ot_late_hours", &["ot_late_hours", "ot_夜间_hours", "加班小时_夜间", "夜间加班小时"]),
    ] {
        for name in names {
            let columns = Columns::of(std::iter::once(*name), &codes);
            assert_eq!(columns.means[0].as_deref(), Some(column), "{name}");
        }
    }
    for name in ["allowance_cold", "pieces_cut", "ot_early_hours", "津贴_交通", "commission_rent", "one_off_gift"] {
        let columns = Columns::of(std::iter::once(name), &codes);
        assert_eq!((columns.means[0].as_deref(), columns.unknown.as_slice()), (None, &[name.to_owned()][..]));
    }
    let twice = Columns::of(["津贴_heat", "allowance_heat"].into_iter(), &codes).twice;
    assert!(matches!(&twice[0], HeadFault::Twice { column, .. } if column == "allowance_heat"), "{twice:?}");
}

#[test]
fn what_remains_beside_fines_is_of_other_kinds() {
    let codes = CodeNames::default();
    let means = |names: &[&str]| -> Vec<String> {
        Columns::of(names.iter().copied(), &codes).means.into_iter().map(Option::unwrap_or_default).collect()
    };
    assert_eq!(means(&["其他扣款"]), ["deductions"]);
    assert_eq!(means(&["罚款", "其他扣款"]), ["deductions_fine", "deductions_other"]);
    assert_eq!(means(&["扣款/赔偿", "扣款/其他", "扣款合计"]), ["deductions_damage", "deductions_other", "deductions"]);
}
