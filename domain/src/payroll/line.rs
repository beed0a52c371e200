//! One payroll line, read with all its faults.

use super::columns::Columns;
use super::fault::{LineFault, Reason};
use super::{quick, words, written};
use crate::calendar::is_plausible;
use crate::decimal::{Days, Hours, Money};
use crate::statute::CodeFormat;
use crate::text::clean_name;
use chrono::NaiveDate;
use csv::ByteRecord;
use std::borrow::Cow;

/// Kind of employment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Employment {
    /// Paid by the month.
    FullTime,
    /// Paid by the hour.
    PartTime,
    /// Paid by the month, in probation.
    Probation,
    /// No employment: trainees, labour service, pensioners. No rule is for them.
    Other,
}

/// Paid and shifts per allowance code of the contract.
pub(super) type Allowances = Vec<(Option<Money>, Option<Days>)>;

/// A readable line.
#[derive(Clone, Debug)]
pub(super) struct Line<'r> {
    /// Credit code.
    pub enterprise_id: Cow<'r, str>,
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
    /// Names of all columns of the file.
    names: Vec<String>,
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
            names: columns.names.clone(),
        }
    }

    /// Names of the columns, as the file has them.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    fn named(&self, index: Option<usize>) -> &str {
        index.and_then(|index| self.names.get(index)).map_or("", String::as_str)
    }
}

fn name(column: usize) -> &'static str {
    NAMES.get(column).copied().unwrap_or_default()
}

/// Reads cells and collects faults.
struct Cells<'r, 'l> {
    record: &'r ByteRecord,
    layout: &'l Layout,
    faults: Vec<LineFault>,
}

impl<'r> Cells<'r, '_> {
    fn fault(&mut self, column: usize, reason: Reason) {
        let index = self.layout.at.get(column).copied().flatten();
        self.fault_at(name(column), index, reason);
    }

    #[cold]
    fn fault_at(&mut self, column: &str, index: Option<usize>, reason: Reason) {
        let found = index.and_then(|index| self.record.get(index)).unwrap_or_default();
        // A column that the file does not have has its own name.
        let name = Some(self.layout.named(index)).filter(|name| !name.is_empty()).unwrap_or(column);
        self.faults.push(LineFault::of(column, name, found, reason));
    }

    fn bytes(&self, column: usize) -> &'r [u8] {
        self.layout.at.get(column).copied().flatten().and_then(|index| self.record.get(index)).unwrap_or(b"")
    }

    /// The text of a column without the white space around it; empty when absent or not UTF-8 (which is a fault).
    fn text(&mut self, column: usize) -> &'r str {
        let Ok(text) = std::str::from_utf8(self.bytes(column)) else {
            self.fault(column, Reason::InvalidText);
            return "";
        };
        if let Some(reason) = text.starts_with('\0').then(|| written::marked(text)).flatten() {
            self.fault(column, reason);
            return "";
        }
        text.trim()
    }

    fn required(&mut self, column: usize) -> &'r str {
        let before = self.faults.len();
        let text = self.text(column);
        if text.is_empty() && self.faults.len() == before {
            self.fault(column, Reason::Required);
        }
        text
    }

    /// What people write for an amount.
    #[cold]
    fn unusual(&mut self, column: &str, index: usize) -> Option<i64> {
        let Ok(text) = std::str::from_utf8(self.record.get(index).unwrap_or_default()) else {
            self.fault_at(column, Some(index), Reason::InvalidText);
            return None;
        };
        match written::amount(text) {
            Ok(text) => Money::parse(&text).ok().map(Money::e4),
            Err(reason) => {
                self.fault_at(column, Some(index), reason);
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
        let index = self.layout.at.get(column).copied().flatten()?;
        quick::e4(bytes).or_else(|| self.unusual(name(column), index)).and_then(of)
    }

    fn money(&mut self, column: usize) -> Money {
        self.optional(column, Money::from_e4).unwrap_or(Money::ZERO)
    }

    fn required_money(&mut self, column: usize) -> Money {
        let before = self.faults.len();
        let found = self.optional(column, Money::from_e4);
        if found.is_none() && self.faults.len() == before {
            self.fault(column, Reason::Required);
        }
        found.unwrap_or(Money::ZERO)
    }

    fn cell(&mut self, prefix: &str, code: &str, index: Option<usize>) -> Option<i64> {
        let index = index?;
        let bytes = self.record.get(index).filter(|bytes| !bytes.is_empty())?;
        quick::e4(bytes).or_else(|| self.unusual(&format!("{prefix}_{code}"), index))
    }
}

/// Reads a record.
///
/// # Errors
/// Every fault of the line.
///
/// `format` is the form of the enterprises' codes, `None`: any; `known` is a code known to be right, that of the line before; `allowances` is memory to be used again: give
/// back that of the line before.
pub(super) fn read<'r>(
    record: &'r ByteRecord,
    layout: &Layout,
    format: Option<&CodeFormat>,
    known: &str,
    allowances: Allowances,
) -> Result<Line<'r>, Vec<LineFault>> {
    // Fields too many are none where nothing stands in them.
    if record.len() != layout.width
        && (record.len() < layout.width || record.iter().skip(layout.width).any(|cell| !cell.trim_ascii().is_empty()))
    {
        let (expected, found) = (layout.width, record.len());
        let told = record.get(0).and_then(|cell| written::marked(std::str::from_utf8(cell).ok()?));
        return Err(vec![LineFault::whole(told.unwrap_or(Reason::Fields { expected, found }))]);
    }
    let mut cells = Cells { record, layout, faults: Vec::new() };
    let enterprise_id = read_enterprise(&mut cells, format, known);
    let worker_id = read_worker(&mut cells);
    let period = read_period(&mut cells);
    let grade = cells.text(3);
    let employment = read_employment(&mut cells);
    let agreed_wage = cells.required_money(5);
    let paid_days = cells.optional(6, Days::from_e4);
    if paid_days.is_some_and(|days| days.e4() > 310_000) {
        cells.fault(6, Reason::TooManyDays);
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

fn read_enterprise<'r>(cells: &mut Cells<'r, '_>, format: Option<&CodeFormat>, known: &str) -> Cow<'r, str> {
    let code = cells.required(0);
    if code.is_empty() || code == known {
        return Cow::Borrowed(code);
    }
    if code.as_bytes().first().is_some_and(u8::is_ascii_digit) && written::is_damaged(code) {
        cells.fault(0, Reason::Damaged);
        return Cow::Borrowed(code);
    }
    let Some(format) = format else { return Cow::Borrowed(code) };
    if format.fits(code) {
        return Cow::Borrowed(code);
    }
    let upper = code.to_uppercase();
    if format.fits(&upper) {
        return Cow::Owned(upper);
    }
    cells.fault(0, Reason::WrongCode);
    Cow::Borrowed(code)
}

fn read_worker<'r>(cells: &mut Cells<'r, '_>) -> &'r str {
    let worker_id = cells.required(1);
    if worker_id.len() > 64 && worker_id.chars().count() > 64 {
        cells.fault(1, Reason::TooLong);
    }
    if worker_id.chars().any(|c| clean_name(c.encode_utf8(&mut [0; 4])).is_err()) {
        cells.fault(1, Reason::Character);
    }
    if worker_id.as_bytes().first().is_some_and(u8::is_ascii_digit) && written::is_damaged(worker_id) {
        cells.fault(1, Reason::Damaged);
    }
    worker_id
}

fn read_period(cells: &mut Cells<'_, '_>) -> Option<NaiveDate> {
    let plain = quick::month(cells.bytes(2)).filter(|month| is_plausible(*month));
    // Under the audit's own name the month has the audit's form, as a workbook keeps it too; under other names, as people
    // write it.
    let own = || cells.layout.named(cells.layout.at[2]) == name(2);
    let form = if plain.is_none() && own() { written::own_month } else { written::month };
    plain.or_else(|| written_day(cells, 2, form, quick::month))
}

/// What people write for a month or a day; what is needed and empty is a fault.
#[cold]
fn written_day(
    cells: &mut Cells<'_, '_>,
    column: usize,
    written: fn(&str) -> Result<String, Reason>,
    read: fn(&[u8]) -> Option<NaiveDate>,
) -> Option<NaiveDate> {
    let text = if column == 2 { cells.required(column) } else { cells.text(column) };
    if text.is_empty() {
        return None;
    }
    let told = if column == 2 { Reason::NotAMonth } else { Reason::NotADate };
    match written(text) {
        Ok(text) => {
            let day = read(text.as_bytes()).filter(|day| is_plausible(*day));
            if day.is_none() && !text.is_empty() {
                cells.fault(column, told);
            }
            day
        }
        Err(reason) => {
            cells.fault(column, reason);
            None
        }
    }
}

fn read_employment(cells: &mut Cells<'_, '_>) -> Option<Employment> {
    let bytes = cells.bytes(4);
    let any = |words: [&str; 2]| words.iter().any(|word| word.as_bytes() == bytes);
    if any(["full_time", "全日制"]) {
        return Some(Employment::FullTime);
    }
    if any(["part_time", "非全日制"]) {
        return Some(Employment::PartTime);
    }
    if any(["probation", "试用期"]) {
        return Some(Employment::Probation);
    }
    let text = cells.required(4);
    if text.is_empty() {
        return None;
    }
    words::employment(text).map_err(|reason| cells.fault(4, reason)).ok()
}

fn read_paid_on(cells: &mut Cells<'_, '_>) -> Option<NaiveDate> {
    let bytes = cells.bytes(17);
    if bytes.is_empty() {
        return None;
    }
    let plain = quick::date(bytes).filter(|day| is_plausible(*day));
    plain.or_else(|| written_day(cells, 17, written::day, quick::date))
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
