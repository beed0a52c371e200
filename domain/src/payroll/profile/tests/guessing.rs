//! Guesses: what names say is taken, what may mean two things is asked.

use crate::payroll::CodeNames;
use crate::payroll::profile::{Profile, Sample, Source, Why, guess, pick_header};

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn sample(names: &[&str], rows: &[&[&str]]) -> Sample {
    Sample {
        names: owned(names),
        header: vec![1],
        rows: rows.iter().map(|row| owned(row)).collect(),
        ..Sample::default()
    }
}

/// What is asked or unsure: column, why, names.
fn marks(marks: &[super::super::Mark]) -> Vec<(&str, Why, String)> {
    marks.iter().map(|mark| (mark.column.as_str(), mark.why, mark.names.join(" "))).collect()
}

fn label(profile: &Profile, column: &str) -> String {
    profile.tables[0].columns.get(column).map(Source::label).unwrap_or_default()
}

const WHOLE: [&str; 6] = ["统一社会信用代码", "工号", "月份", "用工形式", "合同工资", "应发工资"];

#[test]
fn known_and_usual_names_leave_no_question() {
    let names = [
        "统一社会信用代码",
        "工号",
        "月份",
        "岗位",
        "用工形式",
        "合同工资",
        "出勤天数",
        "平时加班（小时）",
        "周末加班小时",
        "法定节日加班小时数",
        "加班费（元）",
        "高温补贴",
        "应发工资",
        "代扣代缴",
        "扣款合计",
        "实发金额",
        "发放日期",
    ];
    let profile = guess("三月", &[sample(&names, &[])], &CodeNames::default());
    assert_eq!((marks(&profile.ask), marks(&profile.unsure)), (vec![], vec![]));
    assert_eq!(profile.tables[0].columns.len(), names.len());
    assert_eq!(label(&profile, "ot_holiday_hours"), "法定节日加班小时数");
    Profile::parse(profile.canonical().as_bytes()).unwrap();
}

#[test]
fn two_columns_for_one_amount_are_asked() {
    let names = [&WHOLE[..], &["应发合计"]].concat();
    let profile = guess("x", &[sample(&names, &[])], &CodeNames::default());
    assert_eq!(marks(&profile.ask), [("gross_pay", Why::Several, "应发工资 应发合计".to_owned())]);
    assert!(!profile.tables[0].columns.contains_key("gross_pay"));
    // Questions are JSON too.
    assert_eq!(Profile::parse(profile.canonical().as_bytes()).unwrap(), profile);
    let names = [&WHOLE[..], &["应发工资[2]"]].concat();
    assert_eq!(guess("x", &[sample(&names, &[])], &CodeNames::default()).ask.len(), 1);
}

#[test]
fn words_that_do_not_say_the_kind_of_employment_are_asked() {
    let row = |word| ["91640205MA7XQ2K0TW", "E1", "2026-03", word, "2800", "2800"];
    let words = ["合同工", "派遣", "小时工", "临时工", "退休返聘", "特聘", "派遣"].map(row);
    let rows: Vec<&[&str]> = words.iter().map(|row| row.as_slice()).collect();
    let profile = guess("x", &[sample(&WHOLE, &rows)], &CodeNames::default());
    assert_eq!(marks(&profile.ask), [("employment", Why::Word, "临时工 派遣 特聘".to_owned())]);
}

#[test]
fn parts_add_up_and_are_marked() {
    let names = [
        "工号",
        "姓名",
        "基本工资",
        "岗位工资",
        "养老保险",
        "医疗保险（个人）",
        "单位养老保险",
        "代扣个税",
        "罚款",
        "应发合计",
        "实发",
    ];
    let mut sheet = sample(&names, &[]);
    sheet.titles = vec![(1, "汇农超市 2026年3月工资表".to_owned()), (2, "信用代码：91640205MA7XQ2K0TW".to_owned())];
    let profile = guess("x", &[sheet], &CodeNames::default());
    assert_eq!(label(&profile, "agreed_wage"), "基本工资 + 岗位工资");
    assert_eq!(label(&profile, "personal_contributions"), "养老保险 + 医疗保险（个人） + 代扣个税");
    assert_eq!(profile.tables[0].columns["period"], Source::Title { row: 1, year: None });
    assert_eq!(profile.tables[0].columns["enterprise_id"], Source::Title { row: 2, year: None });
    let unsure: Vec<&str> = profile.unsure.iter().map(|mark| mark.column.as_str()).collect();
    assert!(["agreed_wage", "personal_contributions", "period", "enterprise_id"].iter().all(|c| unsure.contains(c)));
    assert_eq!(marks(&profile.ask), [("employment", Why::Missing, String::new())]);
}

#[test]
fn sheets_of_one_header_are_one_table_and_a_sheet_of_part_timers_is_its_own() {
    let main = Sample { sheet: Some("一车间".to_owned()), ..sample(&WHOLE, &[]) };
    let second = Sample { sheet: Some("二车间".to_owned()), ..main.clone() };
    let hourly = ["统一社会信用代码", "工号", "月份", "小时工资", "工作小时", "应发工资"];
    let part = Sample { sheet: Some("非全日制".to_owned()), ..sample(&hourly, &[]) };
    let profile = guess("x", &[main, part, second], &CodeNames::default());
    let sheets: Vec<&[String]> = profile.tables.iter().map(|table| table.sheets.as_slice()).collect();
    assert_eq!(sheets, [&[][..], &["非全日制".to_owned()][..]]);
    assert_eq!(profile.tables[1].columns["employment"], Source::Constant("part_time".to_owned()));
    assert_eq!(profile.tables[1].columns["agreed_wage"].label(), "小时工资");
    assert_eq!(marks(&profile.ask), []);
}

#[test]
fn a_month_without_a_year_is_asked_unless_a_title_has_one() {
    let row = ["91640205MA7XQ2K0TW", "E1", "3月", "合同工", "2800", "2800"];
    let mut sheet = sample(&WHOLE, &[&row]);
    let profile = guess("x", &[sheet.clone()], &CodeNames::default());
    assert_eq!(marks(&profile.ask), [("period", Why::Missing, "月份".to_owned())]);
    sheet.titles = vec![(1, "2026年3月".to_owned())];
    let profile = guess("x", &[sheet], &CodeNames::default());
    let Source::Column(source) = &profile.tables[0].columns["period"] else { panic!() };
    assert_eq!((source.year, profile.ask.len()), (Some(2026), 0));
}

#[test]
fn the_order_of_days_is_told_by_a_day_that_can_be_no_month() {
    let names = [&WHOLE[..], &["发放日期"]].concat();
    let guessed = |days: &[&str]| {
        let rows: Vec<Vec<&str>> =
            days.iter().map(|day| [&["9", "E", "2026-03", "合同工", "1", "1"][..], &[day]].concat()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let profile = guess("x", &[sample(&names, &rows)], &CodeNames::default());
        (profile.dates.order.word(), profile.ask.len())
    };
    assert_eq!(guessed(&["2026-04-15"]), ("ymd", 0));
    assert_eq!(guessed(&["5/4/2026", "15/4/2026"]), ("dmy", 0));
    assert_eq!(guessed(&["4/5/2026", "4/15/2026"]), ("mdy", 0));
    assert_eq!(guessed(&["4/5/2026"]), ("ymd", 1));
}

#[test]
fn a_decimal_comma_is_asked() {
    let row = ["9", "E1", "2026-03", "合同工", "2800,50", "1,950.00"];
    let profile = guess("x", &[sample(&WHOLE, &[&row])], &CodeNames::default());
    assert_eq!(marks(&profile.ask), [("numbers", Why::Numbers, "2800,50".to_owned())]);
}

#[test]
fn the_header_is_the_row_with_most_known_names() {
    let rows =
        |names: &[&[&str]]| names.iter().zip(1..).map(|(names, row)| (vec![row], owned(names))).collect::<Vec<_>>();
    let candidates =
        rows(&[&["2026年3月工资表"], &["单位：汇农"], &["工号", "姓名", "基本工资", "应发"], &["1", "张", "2", "3"]]);
    assert_eq!(pick_header(&candidates, &CodeNames::default()), Some(2));
    assert_eq!(pick_header(&rows(&[&["a", "b", "c"], &["1", "2", "3"]]), &CodeNames::default()), None);
}
