//! One payroll line, read with all its faults.

use super::columns::Columns;
use super::quick;
use crate::calendar::is_plausible;
use crate::decimal::{Days, DecimalFault, Hours, Money};
use crate::statute::CodeFormat;
use crate::text::clean_name;
use chrono::NaiveDate;
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

/// Paid and shifts per allowance code of the contract.
pub(super) type Allowances = Vec<(Option<Money>, Option<Days>)>;

/// A readable line.
#[derive(Clone, Debug)]
pub(super) struct Line<'r> {
    /// Credit code.
    pub enterprise_id: &'r str,
    pub worker_id: &'r str,
    /// First day of the month.
    pub period: NaiveDate,
    /// Post; may be empty.
    pub grade: &'r str,
    /// Kind of employment.
    pub employment: Employment,
    /// Money a month, an hour for part time.
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
    pub allowances: Allowances,
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

fn name(column: usize) -> &'static str {
    NAMES.get(column).copied().unwrap_or_default()
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

    fn bytes(&self, column: usize) -> &'r [u8] {
        self.layout.at.get(column).copied().flatten().and_then(|index| self.record.get(index)).unwrap_or(b"")
    }

    /// The text of a column; empty when absent or not UTF-8 (which is a fault).
    fn text(&mut self, column: usize) -> &'r str {
        match std::str::from_utf8(self.bytes(column)) {
            Ok(text) => text,
            Err(_) => {
                self.fault(name(column), "invalid UTF-8");
                ""
            }
        }
    }

    fn required(&mut self, column: usize) -> &'r str {
        let before = self.faults.len();
        let text = self.text(column);
        if text.is_empty() && self.faults.len() == before {
            self.fault(name(column), "required");
        }
        text
    }

    fn decimal(&mut self, name: &str, text: &str) -> Option<i64> {
        if text.is_empty() {
            return None;
        }
        match Money::parse(text) {
            Ok(value) => Some(value.e4()),
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

    /// Ten-thousandths of a cell; every quantity is written alike.
    #[inline]
    fn optional<T>(&mut self, column: usize, of: impl Fn(i64) -> Option<T>) -> Option<T> {
        let bytes = self.bytes(column);
        if bytes.is_empty() {
            return None;
        }
        quick::e4(bytes).or_else(|| self.unusual(column)).and_then(of)
    }

    #[cold]
    fn unusual(&mut self, column: usize) -> Option<i64> {
        let text = self.text(column);
        self.decimal(name(column), text)
    }

    fn money(&mut self, column: usize) -> Money {
        self.optional(column, Money::from_e4).unwrap_or(Money::ZERO)
    }

    fn required_money(&mut self, column: usize) -> Money {
        if self.bytes(column).is_empty() {
            self.fault(name(column), "required");
        }
        self.money(column)
    }

    fn cell(&mut self, prefix: &str, code: &str, index: Option<usize>) -> Option<i64> {
        let record = self.record;
        let bytes = record.get(index?)?;
        if let Some(e4) = quick::e4(bytes) {
            return Some(e4);
        }
        let name = || format!("{prefix}_{code}");
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.fault(&name(), "invalid UTF-8");
            return None;
        };
        self.decimal(&name(), text)
    }
}

/// Reads a record.
///
/// # Errors
/// Every fault of the line, each beginning with its column.
///
/// `format` is the form of the enterprises' codes, `None`: any; `known` is a code known to be right, that of the line before; `allowances` is memory to be used again: give
/// back that of the line before.
pub(super) fn read<'r>(
    record: &'r ByteRecord,
    layout: &Layout,
    format: Option<&CodeFormat>,
    known: &str,
    allowances: Allowances,
) -> Result<Line<'r>, Vec<String>> {
    if record.len() != layout.width {
        return Err(vec![format!("fields: expected {}, found {}", layout.width, record.len())]);
    }
    let mut cells = Cells { record, layout, faults: Vec::new() };
    let enterprise_id = read_enterprise(&mut cells, format, known);
    let worker_id = cells.required(1);
    if worker_id.len() > 64 && worker_id.chars().count() > 64 {
        cells.fault("worker_id", "at most 64 characters");
    }
    let period = read_period(&mut cells);
    if worker_id.chars().any(|c| clean_name(c.encode_utf8(&mut [0; 4])).is_err()) {
        cells.fault("worker_id", "a control or invisible character");
    }
    let grade = cells.text(3);
    let employment = read_employment(&mut cells);
    let agreed_wage = cells.required_money(5);
    let paid_days = cells.optional(6, Days::from_e4);
    if paid_days.is_some_and(|days| days.e4() > 310_000) {
        cells.fault("paid_days", "at most 31");
    }
    let hours = cells.optional(7, Hours::from_e4);
    let overtime_hours = [8, 9, 10].map(|column| cells.optional(column, Hours::from_e4).unwrap_or(Hours::ZERO));
    let [ot_pay, special_allowances] = [11, 12].map(|column| cells.money(column));
    let gross_pay = cells.required_money(13);
    let [personal_contributions, deductions] = [14, 15].map(|column| cells.money(column));
    let net_pay = cells.optional(16, Money::from_e4);
    let paid_on = read_paid_on(&mut cells);
    let unused_leave_days = cells.optional(18, Days::from_e4).unwrap_or(Days::ZERO);
    let unused_leave_pay = cells.money(19);
    let allowances = read_allowances(&mut cells, allowances);
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

/// What is said of a code that has not the form of its jurisdiction, or a wrong check digit.
pub(super) const WRONG_CODE: &str = "not an organisation's code of the jurisdiction, check digits included";

fn read_enterprise<'r>(cells: &mut Cells<'r, '_>, format: Option<&CodeFormat>, known: &str) -> &'r str {
    let code = cells.required(0);
    if !code.is_empty() && code != known && format.is_some_and(|format| !format.fits(code)) {
        cells.fault("enterprise_id", WRONG_CODE);
    }
    code
}

fn read_period(cells: &mut Cells<'_, '_>) -> Option<NaiveDate> {
    let period = quick::month(cells.bytes(2)).filter(|month| is_plausible(*month));
    if period.is_none() && !cells.required(2).is_empty() {
        cells.fault("period", "expected YYYY-MM");
    }
    period
}

fn read_employment(cells: &mut Cells<'_, '_>) -> Option<Employment> {
    let bytes = cells.bytes(4);
    let any = |words: [&str; 2]| words.iter().any(|word| word.as_bytes() == bytes);
    let found = if any(["full_time", "全日制"]) {
        Some(Employment::FullTime)
    } else if any(["part_time", "非全日制"]) {
        Some(Employment::PartTime)
    } else if any(["probation", "试用期"]) {
        Some(Employment::Probation)
    } else {
        None
    };
    if found.is_none() && !cells.required(4).is_empty() {
        cells.fault("employment", "expected full_time, part_time or probation");
    }
    found
}

fn read_paid_on(cells: &mut Cells<'_, '_>) -> Option<NaiveDate> {
    let date = quick::date(cells.bytes(17)).filter(|day| is_plausible(*day));
    if date.is_none() && !cells.bytes(17).is_empty() && !cells.text(17).is_empty() {
        cells.fault("paid_on", "expected a date (YYYY-MM-DD)");
    }
    date
}

fn read_allowances(cells: &mut Cells<'_, '_>, mut out: Allowances) -> Allowances {
    let layout = cells.layout;
    out.clear();
    for (code, (paid, shifts)) in layout.codes.iter().zip(&layout.allowances) {
        let paid = cells.cell("allowance", code, *paid).and_then(Money::from_e4);
        let shifts = cells.cell("shifts", code, *shifts).and_then(Days::from_e4);
        out.push((paid, shifts));
    }
    out
}
