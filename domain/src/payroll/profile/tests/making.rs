//! How columns are made: each way of a profile, and what it does not cover.

use super::{head, made, profile_of, with};
use crate::payroll::profile::{Misfit, SheetHead};
use serde_json::{Value, json};

const NAMES: [&str; 3] = ["工号", "合同工资", "应发工资"];

/// What one amount becomes in a style of numbers.
fn amount(style: &Value, cell: &str) -> String {
    let profile = profile_of(&with(&json!({}), &json!({"numbers": style})));
    made(&profile, &NAMES, &["W1", "1", cell])["gross_pay"].as_str().unwrap().to_owned()
}

#[test]
fn plain_decimals_need_no_style_and_no_other_form_is_taken() {
    for (cell, read) in [("1950", "1950"), (" 1950.00 ", "1950"), ("0.0001", "0.0001"), ("", "")] {
        assert_eq!(amount(&json!({}), cell), read);
    }
    for (cell, reason) in [
        ("1,950.00", "!number-style: 1,950.00"),
        ("￥1950", "!number-style: ￥1950"),
        ("１９５０", "!number-style: １９５０"),
        ("1950元", "!number-style: 1950元"),
        ("-", "!number-style: -"),
        ("1.95001", "!fraction-digits: 1.95001"),
        ("-5", "!negative: -5"),
        ("1e3", "!not-a-decimal: 1e3"),
        ("\0formula", "!no-value: "),
    ] {
        assert_eq!(amount(&json!({}), cell), reason);
    }
}

#[test]
fn numbers_are_read_as_the_profile_says_they_are_written() {
    let chinese = json!({"group": ",", "currency": true, "full_width": true, "units": ["元", "元/月"], "dash": true});
    for (cell, read) in [
        ("1,950.00", "1950"),
        ("￥1,950", "1950"),
        ("１，９５０．５０", "1950.5"),
        ("1950.00 元", "1950"),
        ("2800元/月", "2800"),
        ("-", "0"),
        ("12,345,678.9", "12345678.9"),
    ] {
        assert_eq!(amount(&chinese, cell), read, "{cell}");
    }
    assert_eq!(amount(&chinese, "2800,50"), "!ambiguous-decimal: 2800,50");
    assert_eq!(amount(&chinese, "1,95"), "!ambiguous-decimal: 1,95");
    let european = json!({"group": ".", "decimal": ","});
    for (cell, read) in
        [("2.800,50", "2800.5"), ("2800,50", "2800.5"), ("2.800", "2800"), ("1.234.567,8901", "1234567.8901")]
    {
        assert_eq!(amount(&european, cell), read, "{cell}");
    }
    assert_eq!(amount(&european, "2800.50"), "!number-style: 2800.50");
    assert_eq!(amount(&json!({"group": " "}), "1 950.5"), "1950.5");
    assert_eq!(amount(&json!({"group": "'"}), "1'950.5"), "1950.5");
}

#[test]
fn a_decimal_comma_is_for_texts_alone() {
    let profile = profile_of(&with(&json!({}), &json!({"numbers": {"decimal": ","}})));
    let sheet = SheetHead { name: Some("1".to_owned()), ..head(&NAMES) };
    assert_eq!(profile.fit(&[sheet]).unwrap_err(), [Misfit::Comma]);
}

#[test]
fn sums_and_differences_are_exact() {
    let profile = profile_of(&with(
        &json!({"agreed_wage": {"sum": ["基本", "岗位"]}, "net_pay": {"sum": ["应发工资"], "minus": ["社保", "个税"]},
            "deductions": {"minus": ["扣"]}, "ot_pay": {"sum": ["基本", "岗位"], "empty": "reject"}}),
        &json!({}),
    ));
    let names = ["工号", "基本", "岗位", "应发工资", "社保", "个税", "扣"];
    let row = made(&profile, &names, &["W1", "1500.1", "0.2001", "3000.0001", "300.0001", "0.1", "-50"]);
    assert_eq!(
        (&row["agreed_wage"], &row["net_pay"], &row["deductions"]),
        (&"1500.3001".into(), &"2699.9".into(), &"50".into())
    );
    let row = made(&profile, &names, &["W1", "1500", "", "100", "300", "", ""]);
    assert_eq!((&row["agreed_wage"], &row["deductions"]), (&"1500".into(), &"".into()));
    assert_eq!(row["net_pay"], "!negative: 100 | 300 | ");
    assert_eq!(row["ot_pay"], "!required: 1500 | ");
    let row = made(&profile, &names, &["W1", "abc", "1", "100", "", "", ""]);
    assert_eq!(row["agreed_wage"], "!not-a-decimal: abc");
    let row = made(&profile, &names, &["W1", "999999999999", "1", "", "", "", ""]);
    assert_eq!(row["agreed_wage"], "!too-large: 999999999999 | 1");
}

#[test]
fn words_mean_what_the_map_says_and_no_other_is_taken() {
    let strict =
        json!({"employment": {"column": "形式", "words": {"合同工": "full_time", "派遣": "full_time", "": "other"}}});
    let profile = profile_of(&with(&strict, &json!({})));
    let names = ["工号", "合同工资", "应发工资", "形式"];
    let word = |profile: &_, word: &str| made(profile, &names, &["W1", "1", "1", word])["employment"].clone();
    assert_eq!(word(&profile, "派遣 "), "full_time");
    assert_eq!(word(&profile, ""), "other");
    assert_eq!(word(&profile, "小时工"), "!not-covered: 小时工");
    let loose = json!({"employment": {"column": "形式", "words": {"派遣": "full_time"}, "other_words": true},
        "grade": {"column": "工号", "words": {"W1": "收银员"}}});
    let profile = profile_of(&with(&loose, &json!({})));
    assert_eq!(word(&profile, "小时工"), "小时工");
    assert_eq!(made(&profile, &names, &["W1", "1", "1", ""])["grade"], "收银员");
}

#[test]
fn days_and_months_are_read_in_the_order_of_the_profile() {
    let read = |dates: Value, day: &str, month: &str| {
        let columns = json!({"paid_on": {"column": "日"}, "period": {"column": "月"}});
        let profile = profile_of(&with(&columns, &json!({"dates": dates})));
        let row = made(&profile, &["工号", "合同工资", "应发工资", "日", "月"], &["W1", "1", "1", day, month]);
        (row["paid_on"].as_str().unwrap().to_owned(), row["period"].as_str().unwrap().to_owned())
    };
    let told = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(read(json!({}), "2026/4/15", "2026年3月"), told("2026-04-15", "2026-03"));
    assert_eq!(read(json!({}), "15/4/2026", "3/2026"), told("!ambiguous-date: 15/4/2026", "!ambiguous-month: 3/2026"));
    assert_eq!(read(json!({"order": "dmy"}), "15/4/2026", "3/2026"), told("2026-04-15", "2026-03"));
    assert_eq!(read(json!({"order": "mdy"}), "4/15/2026", "03/31/2026"), told("2026-04-15", "2026-03"));
    assert_eq!(read(json!({"order": "mdy"}), "15/4/2026", "202603"), told("!date-style: 15/4/2026", "2026-03"));
    assert_eq!(read(json!({"order": "dmy"}), "2026-04-15", "2026-03-31"), told("2026-04-15", "2026-03"));
    assert_eq!(read(json!({}), "46127", "46100"), told("!date-style: 46127", "!date-style: 46100"));
    assert_eq!(read(json!({"serial": true}), "46127", "46100"), told("2026-04-15", "2026-03"));
    let profile = profile_of(&with(&json!({"period": {"column": "月", "year": 2026}}), &json!({})));
    for (cell, month) in [("3", "2026-03"), ("12月", "2026-12"), ("13月", "!not-a-month: 13月")] {
        assert_eq!(made(&profile, &["工号", "合同工资", "应发工资", "月"], &["W", "1", "1", cell])["period"], month);
    }
}

fn sheet(name: &str, title: &str) -> SheetHead {
    let names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    SheetHead {
        name: Some(name.to_owned()),
        visible: true,
        rows: vec![(1, title.to_owned()), (2, names.join(" "))],
        headers: vec![(vec![1], vec![title.to_owned()]), (vec![2], names)],
    }
}

#[test]
fn month_and_code_come_from_a_title_or_the_name_of_the_sheet() {
    let constant = |columns: Value, sheet: SheetHead| -> Result<(String, String), Vec<Misfit>> {
        let profile = profile_of(&with(&columns, &json!({})));
        let fitted = profile.fit(&[sheet])?;
        let mut out = csv::ByteRecord::new();
        fitted[0].plan.normalise(&csv::ByteRecord::from(vec!["W1", "1", "1"]), &mut out);
        let text = |at: usize| String::from_utf8_lossy(&out[at]).into_owned();
        Ok((text(0), text(2)))
    };
    let title = json!({"enterprise_id": {"title": 1}, "period": {"title": 1}});
    let text = "汇农超市（91640205MA7XQ2K0TW）2026 年 3 月工资表";
    let told = ("91640205MA7XQ2K0TW".to_owned(), "2026-03".to_owned());
    assert_eq!(constant(title.clone(), sheet("工资", text)).unwrap(), told);
    let faults = constant(title, sheet("工资", "工资表 2026年3月–2026年4月")).unwrap_err();
    let columns: Vec<&str> = faults
        .iter()
        .map(|fault| if let Misfit::NoValue { column, .. } = fault { column.as_str() } else { "" })
        .collect();
    assert_eq!(columns, ["enterprise_id", "period"]);
    for (name, year, month) in [
        ("2026年3月", None, Some("2026-03")),
        ("202603", None, Some("2026-03")),
        ("3月", Some(2026), Some("2026-03")),
        ("3月", None, None),
    ] {
        let source = year.map_or(json!({"sheet_name": true}), |year| json!({"sheet_name": true, "year": year}));
        let found = constant(json!({"period": source}), sheet(name, "")).ok().map(|found| found.1);
        assert_eq!(found.as_deref(), month, "{name}");
    }
}

#[test]
fn sheets_are_read_by_name_and_the_header_is_found_by_the_columns() {
    let mut value = with(&json!({}), &json!({}));
    value["tables"] = json!([
        {"columns": super::needed()},
        {"sheets": ["*非全日制*", "临时"], "header": [2], "columns": super::needed()},
    ]);
    let profile = profile_of(&value);
    let sheets = [
        sheet("在职", "t"),
        sheet("3月非全日制人员", "t"),
        SheetHead { visible: false, ..sheet("旧", "t") },
        SheetHead::default(),
    ];
    let fitted = profile.fit(&sheets).unwrap();
    let read: Vec<(usize, usize, &[u64])> = fitted.iter().map(|f| (f.sheet, f.table, f.header.as_slice())).collect();
    assert_eq!(read, [(0, 0, &[2][..]), (1, 1, &[2][..])]);
    let missing = profile.fit(&[sheet("在职", "t")]).unwrap_err();
    assert_eq!(missing, [Misfit::NoSheet("*非全日制*, 临时".to_owned())]);
    let other = profile_of(&with(&json!({"net_pay": {"column": "实发"}}), &json!({}))).fit(&sheets[..1]).unwrap_err();
    let Misfit::Columns { missing, row, .. } = &other[0] else { panic!("{other:?}") };
    assert_eq!((missing.as_slice(), *row), (&["实发".to_owned()][..], 2));
}

#[test]
fn rows_are_left_out_by_rule_alone() {
    let names = ["工号", "合同工资", "应发工资", "备注"];
    let total = ["合计", "5000", "5000", ""];
    let none = profile_of(&with(&json!({}), &json!({})));
    assert_eq!(made(&none, &names, &total)["worker_id"], "合计");
    let rules = json!({"leave_out": {"kinds": ["total", "note"], "rules": [
        {"column": "备注", "compare": "begins", "texts": ["离职"]}, {"column": "工号", "compare": "empty"}]}});
    let profile = profile_of(&with(&json!({}), &rules));
    assert_eq!(made(&profile, &names, &total), json!({"left_out": "total", "text": "合计"}));
    assert_eq!(made(&profile, &names, &["W1", "1", "1", "离职，未结清"])["left_out"], "rule");
    assert_eq!(made(&profile, &names, &["", "1", "1", ""])["left_out"], "rule");
    assert_eq!(made(&profile, &names, &["制表：王", "", "", ""])["worker_id"], "制表：王");
    assert_eq!(made(&profile, &names, &["W1", "1", "1", "在职"])["worker_id"], "W1");
}

#[test]
fn a_row_of_another_width_is_no_record() {
    let profile = profile_of(&with(&json!({}), &json!({})));
    assert_eq!(made(&profile, &NAMES, &["W1", "1"]), json!({"fault": "fields"}));
    assert_eq!(made(&profile, &NAMES, &["W1", "1", "1", "x"]), json!({"fault": "fields"}));
    assert_eq!(made(&profile, &NAMES, &["W1", "1", "1", " "])["worker_id"], "W1");
}

#[test]
fn a_profile_with_questions_reads_nothing() {
    let ask =
        json!({"ask": [{"table": 0, "column": "gross_pay", "why": "several", "names": ["应发工资", "应发合计"]}]});
    let mut value = with(&json!({}), &ask);
    value["tables"][0]["columns"].as_object_mut().unwrap().remove("gross_pay");
    assert_eq!(profile_of(&value).fit(&[head(&NAMES)]).unwrap_err(), [Misfit::Open]);
}
