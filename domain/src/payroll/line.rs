//! One payroll line, read with all its faults.

use super::columns::Columns;
use super::credit_code::is_credit_code;
use crate::decimal::{Days, DecimalFault, Hours, Money};
use chrono::{Datelike, NaiveDate};
use csv::ByteRecord;

/// Kind of employment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Employment {
    /// Paid by the month.
    FullTime,
    /// Paid by the hour.
    PartTime,
    /// Paid by the month, in probation.
    Probation,
}

/// A readable line.
#[derive(Clone, Debug)]
pub struct Line<'r> {
    /// Credit code.
    pub enterprise_id: &'r str,
    /// Worker.
    pub worker_id: &'r str,
    /// First day of the month.
    pub period: NaiveDate,
    /// Post; may be empty.
    pub grade: &'r str,
    /// Kind of employment.
    pub employment: Employment,
    /// Yuan a month, an hour for part time.
    pub agreed_wage: Money,
    /// Days for which normal pay is due.
    pub paid_days: Option<Days>,
    /// Normal hours worked.
    pub hours: Option<Hours>,
    /// Overtime hours: working days, rest days, holidays.
    pub overtime_hours: [Hours; 3],
    /// Overtime pay.
    pub ot_pay: Money,
    /// What never counts towards the minimum.
    pub special_allowances: Money,
    /// Before deductions.
    pub gross_pay: Money,
    /// Own social insurance and tax.
    pub personal_contributions: Money,
    /// Damages, fines, advances.
    pub deductions: Money,
    /// Paid out; not checked when absent.
    pub net_pay: Option<Money>,
    /// Day of payment.
    pub paid_on: Option<NaiveDate>,
    /// Untaken leave days.
    pub unused_leave_days: Days,
    /// Pay for them.
    pub unused_leave_pay: Money,
    /// Paid and shifts per allowance code of the contract.
    pub allowances: Vec<(Option<Money>, Option<Days>)>,
}

/// The columns of a line, resolved once per file.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    width: usize,
    at: [Option<usize>; 20],
    allowances: Vec<(Option<usize>, Option<usize>)>,
    codes: Vec<String>,
}

const NAMES: [&str; 20] = [
    "enterprise_id",
    "worker_id",
    "period",
    "grade",
    "employment",
    "agreed_wage",
    "paid_days",
    "hours",
    "ot_weekday_hours",
    "ot_restday_hours",
    "ot_holiday_hours",
    "ot_pay",
    "special_allowances",
    "gross_pay",
    "personal_contributions",
    "deductions",
    "net_pay",
    "paid_on",
    "unused_leave_days",
    "unused_leave_pay",
];

impl Layout {
    pub(super) fn new(columns: &Columns, codes: &[String]) -> Self {
        Self {
            width: columns.width,
            at: NAMES.map(|name| columns.index(name)),
            allowances: columns.allowances().to_vec(),
            codes: codes.to_vec(),
        }
    }
}

/// Reads cells and collects faults as `column: what is wrong`.
struct Cells<'r, 'l> {
    record: &'r ByteRecord,
    layout: &'l Layout,
    faults: Vec<String>,
}

impl<'r> Cells<'r, '_> {
    fn fault(&mut self, column: &str, reason: &str) {
        self.faults.push(format!("{column}: {reason}"));
    }

    /// The text of a column; empty when absent or not UTF-8 (which is a fault).
    fn text(&mut self, column: usize) -> &'r str {
        let record = self.record;
        let bytes = self.layout.at.get(column).copied().flatten().and_then(|index| record.get(index)).unwrap_or(b"");
        match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => {
                self.fault(NAMES.get(column).copied().unwrap_or_default(), "invalid UTF-8");
                ""
            }
        }
    }

    fn required(&mut self, column: usize) -> &'r str {
        let before = self.faults.len();
        let text = self.text(column);
        if text.is_empty() && self.faults.len() == before {
            self.fault(NAMES.get(column).copied().unwrap_or_default(), "required");
        }
        text
    }

    fn decimal<T>(&mut self, name: &str, text: &str, parse: fn(&str) -> Result<T, DecimalFault>) -> Option<T> {
        if text.is_empty() {
            return None;
        }
        match parse(text) {
            Ok(value) => Some(value),
            Err(DecimalFault::Sign) if text.starts_with('-') => {
                self.fault(name, "negative amount");
                None
            }
            Err(fault) => {
                self.fault(name, &fault.to_string());
                None
            }
        }
    }

    fn optional<T>(&mut self, column: usize, parse: fn(&str) -> Result<T, DecimalFault>) -> Option<T> {
        let text = self.text(column);
        self.decimal(NAMES.get(column).copied().unwrap_or_default(), text, parse)
    }

    fn money(&mut self, column: usize) -> Money {
        self.optional(column, Money::parse).unwrap_or(Money::ZERO)
    }

    fn required_money(&mut self, column: usize) -> Money {
        let text = self.required(column);
        self.decimal(NAMES.get(column).copied().unwrap_or_default(), text, Money::parse).unwrap_or(Money::ZERO)
    }

    fn cell(&mut self, prefix: &str, code: &str, index: Option<usize>) -> Option<i64> {
        let record = self.record;
        let bytes = record.get(index?)?;
        let name = || format!("{prefix}_{code}");
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.fault(&name(), "invalid UTF-8");
            return None;
        };
        if text.is_empty() {
            return None;
        }
        self.decimal(&name(), text, Money::parse).map(Money::e4)
    }
}

/// Reads a record.
///
/// # Errors
/// Every fault of the line, each beginning with its column.
pub(super) fn read<'r>(record: &'r ByteRecord, layout: &Layout) -> Result<Line<'r>, Vec<String>> {
    if record.len() != layout.width {
        return Err(vec![format!("fields: expected {}, found {}", layout.width, record.len())]);
    }
    let mut cells = Cells { record, layout, faults: Vec::new() };
    let enterprise_id = cells.required(0);
    if !enterprise_id.is_empty() && !is_credit_code(enterprise_id) {
        cells.fault("enterprise_id", "not a credit code with the right check character");
    }
    let worker_id = cells.required(1);
    if worker_id.chars().count() > 64 {
        cells.fault("worker_id", "at most 64 characters");
    }
    let period = read_period(&mut cells);
    let grade = cells.text(3);
    let employment = read_employment(&mut cells);
    let agreed_wage = cells.required_money(5);
    let paid_days = cells.optional(6, Days::parse);
    if paid_days.is_some_and(|days| days.e4() > 310_000) {
        cells.fault("paid_days", "at most 31");
    }
    let hours = cells.optional(7, Hours::parse);
    let overtime_hours = [8, 9, 10].map(|column| cells.optional(column, Hours::parse).unwrap_or(Hours::ZERO));
    let [ot_pay, special_allowances] = [11, 12].map(|column| cells.money(column));
    let gross_pay = cells.required_money(13);
    let [personal_contributions, deductions] = [14, 15].map(|column| cells.money(column));
    let net_pay = cells.optional(16, Money::parse);
    let paid_on = read_paid_on(&mut cells);
    let unused_leave_days = cells.optional(18, Days::parse).unwrap_or(Days::ZERO);
    let unused_leave_pay = cells.money(19);
    let allowances = read_allowances(&mut cells);
    if !cells.faults.is_empty() {
        return Err(cells.faults);
    }
    let (Some(period), Some(employment)) = (period, employment) else { return Err(cells.faults) };
    Ok(Line {
        enterprise_id,
        worker_id,
        period,
        grade,
        employment,
        agreed_wage,
        paid_days,
        hours,
        overtime_hours,
        ot_pay,
        special_allowances,
        gross_pay,
        personal_contributions,
        deductions,
        net_pay,
        paid_on,
        unused_leave_days,
        unused_leave_pay,
        allowances,
    })
}

fn read_period(cells: &mut Cells<'_, '_>) -> Option<NaiveDate> {
    let text = cells.required(2);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let period = match (text.get(..4), text.get(4..5), text.get(5..)) {
        (Some(year), Some("-"), Some(month)) if month.len() == 2 && digits(year) && digits(month) => {
            NaiveDate::from_ymd_opt(year.parse().unwrap_or(0), month.parse().unwrap_or(0), 1)
        }
        _ => None,
    };
    if period.is_none() && !text.is_empty() {
        cells.fault("period", "expected YYYY-MM");
    }
    period
}

fn read_employment(cells: &mut Cells<'_, '_>) -> Option<Employment> {
    let text = cells.required(4);
    let found = match text {
        "full_time" | "全日制" => Some(Employment::FullTime),
        "part_time" | "非全日制" => Some(Employment::PartTime),
        "probation" | "试用期" => Some(Employment::Probation),
        _ => None,
    };
    if found.is_none() && !text.is_empty() {
        cells.fault("employment", "expected full_time, part_time or probation");
    }
    found
}

fn read_paid_on(cells: &mut Cells<'_, '_>) -> Option<NaiveDate> {
    let text = cells.text(17);
    if text.is_empty() {
        return None;
    }
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let date = if shaped { text.parse::<NaiveDate>().ok() } else { None };
    if date.is_none() {
        cells.fault("paid_on", "expected a date (YYYY-MM-DD)");
    }
    date.filter(|date| date.year() > 0)
}

fn read_allowances(cells: &mut Cells<'_, '_>) -> Vec<(Option<Money>, Option<Days>)> {
    let layout = cells.layout;
    let mut out = Vec::with_capacity(layout.codes.len());
    for (code, (paid, shifts)) in layout.codes.iter().zip(&layout.allowances) {
        let paid = cells.cell("allowance", code, *paid).and_then(Money::from_e4);
        let shifts = cells.cell("shifts", code, *shifts).and_then(Days::from_e4);
        out.push((paid, shifts));
    }
    out
}
