//! A firm's own workbook, as its bookkeeper keeps it: a title, the firm's code in row 2, the header in row 3, formulas with their
//! values, wages in parts, a word that does not say how somebody is employed, a total, signatures, and a second sheet for
//! part-timers with columns of its own. Written anew for each test, so that nobody keeps bytes.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

pub const CODE: &str = "9164020589MXMRUW56";

/// Worker, kind of employment, basic wage, post wage, days, overtime hours, overtime pay, pension, medical, tax, fine.
type Worker = (&'static str, &'static str, [f64; 9]);

pub const WORKERS: [Worker; 4] = [
    ("W001", "合同工", [2000.0, 300.0, 21.75, 0.0, 0.0, 184.0, 46.0, 0.0, 0.0]),
    ("W002", "正式工", [2500.0, 300.0, 21.75, 10.0, 241.38, 224.0, 56.0, 0.0, 50.0]),
    ("W003", "劳务派遣", [2000.0, 200.0, 21.75, 0.0, 0.0, 176.0, 44.0, 0.0, 0.0]),
    ("W004", "试用期", [2400.0, 300.0, 21.75, 0.0, 0.0, 216.0, 54.0, 0.0, 0.0]),
];

const HEADER: [&str; 18] = [
    "序号",
    "工号",
    "姓名",
    "岗位",
    "用工性质",
    "基本工资",
    "岗位工资",
    "出勤天数",
    "平时加班（小时）",
    "加班费",
    "应发合计",
    "养老保险",
    "医疗保险",
    "代扣个税",
    "罚款",
    "实发金额",
    "发放日期",
    "备注",
];

fn top(sheet: &mut Worksheet, title: &str, width: u16) {
    sheet.merge_range(0, 0, 0, width, title, &Format::new().set_bold()).unwrap();
    sheet.write(1, 0, format!("统一社会信用代码：{CODE}    部门：财务部")).unwrap();
}

/// The sheet of those employed by the month.
fn monthly(sheet: &mut Worksheet) {
    sheet.set_name("工资表").unwrap();
    top(sheet, "石嘴山汇农超市有限公司 2026 年 6 月工资表", 17);
    for (column, name) in (0..).zip(HEADER) {
        sheet.write(2, column, name).unwrap();
    }
    let day = Format::new().set_num_format("yyyy/m/d");
    let paid = ExcelDateTime::from_ymd(2026, 7, 10).unwrap();
    let mut sums = [0.0; 2];
    for (row, (worker, word, cells)) in (3_u32..).zip(WORKERS) {
        let [basic, post, days, hours, overtime, pension, medical, tax, fine] = cells;
        sheet.write(row, 0, row - 2).unwrap();
        for (column, text) in [(1, worker), (2, "某某"), (3, "理货员"), (4, word)] {
            sheet.write(row, column, text).unwrap();
        }
        for (column, number) in [
            (5, basic),
            (6, post),
            (7, days),
            (8, hours),
            (9, overtime),
            (11, pension),
            (12, medical),
            (13, tax),
            (14, fine),
        ] {
            if number > 0.0 || column < 8 {
                sheet.write(row, column, number).unwrap();
            }
        }
        let line = row + 1;
        let gross = basic + post + overtime;
        let net = gross - pension - medical - tax - fine;
        let formula = |text: String, value: f64| Formula::new(text).set_result(format!("{value:.2}"));
        sheet.write(row, 10, formula(format!("=F{line}+G{line}+J{line}"), gross)).unwrap();
        sheet.write(row, 15, formula(format!("=K{line}-SUM(L{line}:O{line})"), net)).unwrap();
        sheet.write_with_format(row, 16, &paid, &day).unwrap();
        sums = [sums[0] + gross, sums[1] + net];
    }
    let last = 3 + u32::try_from(WORKERS.len()).unwrap();
    sheet.write(last, 0, "合计").unwrap();
    for (column, letter, sum) in [(10, "K", sums[0]), (15, "P", sums[1])] {
        let formula = Formula::new(format!("=SUM({letter}4:{letter}{last})")).set_result(format!("{sum:.2}"));
        sheet.write(last, column, formula).unwrap();
    }
    sheet.write(last + 1, 0, "制表：李会计").unwrap();
    sheet.write(last + 1, 7, "审核：王经理").unwrap();
}

/// The sheet of those paid by the hour.
fn hourly(sheet: &mut Worksheet) {
    sheet.set_name("非全日制").unwrap();
    top(sheet, "石嘴山汇农超市有限公司 2026 年 6 月非全日制用工工资表", 8);
    for (column, name) in
        (0..).zip(["序号", "工号", "姓名", "岗位", "小时工资", "工作小时", "应发合计", "实发金额", "发放日期"])
    {
        sheet.write(2, column, name).unwrap();
    }
    for (row, (worker, wage, hours)) in (3_u32..).zip([("P01", 21.0, 60.0), ("P02", 15.0, 40.0)]) {
        for (column, text) in [(1, worker), (2, "某某"), (3, "收银员")] {
            sheet.write(row, column, text).unwrap();
        }
        for (column, number) in [(0, f64::from(row) - 2.0), (4, wage), (5, hours), (6, wage * hours), (7, wage * hours)]
        {
            sheet.write(row, column, number).unwrap();
        }
        sheet.write(row, 8, "2026年7月10日").unwrap();
    }
}

/// The workbook as XLSX.
pub fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    monthly(book.add_worksheet());
    hourly(book.add_worksheet());
    book.save_to_buffer().unwrap()
}
