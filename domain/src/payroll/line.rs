//! One line of a payroll, read with all its faults.

use super::cells::{Cells, Layout};
use super::code_names::CodeNames;
use super::coded::{Coded, column as coded_column};
use super::columns::Columns;
use super::fault::{LineFault, Reason};
use super::names::Column;
use super::record::{AllowanceCells, BackPay, CommissionCells, Deductions, Pieces, Record, Variant};
use super::{quick, words, written};
use crate::calendar::is_plausible;
use crate::decimal::{Days, Hours, Money, SCALE};
use crate::statute::CodeFormat;
use crate::term::{EmploymentKind, NameKind};
use crate::text::clean_name;
use chrono::NaiveDate;
use csv::ByteRecord;
use hashbrown::HashMap;
use std::borrow::Cow;

/// A line that can be read.
#[derive(Clone, Debug)]
pub(super) struct Line<'r> {
    pub record: Record<'r>,
    /// Operation and variant of a line of pieces, as they stand there.
    pub operation: Option<(&'r str, &'r str)>,
}

/// A line that cannot be read.
#[derive(Clone, Debug)]
pub(super) struct Faulty<'r> {
    pub faults: Vec<LineFault>,
    /// Whose line it is, where that can be told.
    pub key: Option<Key<'r>>,
}

/// Enterprise, worker and month.
#[derive(Clone, Debug)]
pub(super) struct Key<'r> {
    pub enterprise_id: Cow<'r, str>,
    pub worker_id: Cow<'r, str>,
    pub period: NaiveDate,
}

/// Columns of each code's cells.
#[derive(Clone, Debug, Default)]
struct CodeCells {
    classes: Vec<Option<usize>>,
    allowances: Vec<[Option<usize>; 3]>,
    pieces: Vec<[Option<usize>; 4]>,
    commissions: Vec<[Option<usize>; 2]>,
    one_offs: Vec<Option<usize>>,
}

/// Lists of a record that was done with, to be filled again.
#[derive(Debug, Default)]
struct Spare {
    class_hours: Vec<Hours>,
    back_pay: Vec<BackPay>,
    pieces: Vec<Pieces>,
    commissions: Vec<CommissionCells>,
    one_offs: Vec<Option<Money>>,
    allowances: Vec<AllowanceCells>,
}

/// Texts of operations and variants whose codes are known without being looked for again.
const KNOWN: usize = 10_000;
/// Quantities of a line of pieces.
const PIECES: [Column; 4] = [Column::Pieces, Column::OtWeekdayPieces, Column::OtRestdayPieces, Column::OtHolidayPieces];

/// Reads the lines of a file.
#[derive(Debug)]
pub(super) struct Reader {
    pub layout: Layout,
    pub codes: CodeNames,
    cells: CodeCells,
    /// The form of the enterprises' codes; `None`: any.
    format: Option<CodeFormat>,
    /// The code of the last line's enterprise, known to be right.
    known: String,
    operations: HashMap<String, Option<usize>>,
    variants: HashMap<String, Option<usize>>,
    spare: Spare,
}

impl Reader {
    pub fn new(columns: &Columns, codes: CodeNames, format: Option<CodeFormat>) -> Self {
        let at = |kind: NameKind, place: usize, cell: usize| columns.coded(kind, place, cell);
        let all = codes.codes();
        let cells = CodeCells {
            classes: (0..all.classes.len()).map(|place| at(NameKind::Class, place, 0)).collect(),
            allowances: (0..all.allowances.len())
                .map(|place| [0, 1, 2].map(|cell| at(NameKind::Allowance, place, cell)))
                .collect(),
            pieces: (0..all.operations.len())
                .map(|place| [0, 1, 2, 3].map(|cell| at(NameKind::Operation, place, cell)))
                .collect(),
            commissions: (0..all.commissions.len())
                .map(|place| [0, 1].map(|cell| at(NameKind::Commission, place, cell)))
                .collect(),
            one_offs: (0..all.one_offs.len()).map(|place| at(NameKind::OneOff, place, 0)).collect(),
        };
        Self {
            layout: Layout::new(columns),
            codes,
            cells,
            format,
            known: String::new(),
            operations: HashMap::new(),
            variants: HashMap::new(),
            spare: Spare::default(),
        }
    }

    /// Gives the lists of a record back that is done with.
    pub fn back(&mut self, record: Record<'_>) {
        let Record { class_hours, back_pay, pieces, commissions, one_offs, allowances, .. } = record;
        self.spare = Spare { class_hours, back_pay, pieces, commissions, one_offs, allowances };
    }

    /// The place of the operation that a text names.
    pub fn operation(&mut self, text: &str) -> Option<usize> {
        known(&mut self.operations, &self.codes, NameKind::Operation, text)
    }

    /// Reads a line.
    ///
    /// # Errors
    /// Every fault of it.
    pub fn read<'r>(&mut self, row: &'r ByteRecord) -> Result<Line<'r>, Faulty<'r>> {
        let spare = std::mem::take(&mut self.spare);
        // Fields too many are none where nothing stands in them.
        let width = self.layout.width;
        if row.len() != width && (row.len() < width || row.iter().skip(width).any(|cell| !cell.trim_ascii().is_empty()))
        {
            let fault = LineFault::whole(Reason::Fields { expected: width, found: row.len() });
            self.spare = spare;
            return Err(Faulty { faults: vec![fault], key: None });
        }
        let mut cells = Cells { record: row, layout: &self.layout, faults: Vec::new() };
        let enterprise_id = enterprise(&mut cells, self.format.as_ref(), &mut self.known);
        let worker_id = worker(&mut cells);
        let period = period(&mut cells);
        let keyed = cells.faults.is_empty();
        let employment = employment(&mut cells);
        let agreed_wage = agreed_wage(&mut cells, employment);
        let operation = operation(&mut cells);
        let pieces = read_pieces(&mut cells, &self.cells, &self.codes, spare.pieces);
        let on_line = PIECES.map(|column| cells.e4(column));
        let mut record = Record {
            enterprise_id,
            worker_id: Cow::Borrowed(worker_id),
            period: period.unwrap_or_default(),
            grade: Cow::Borrowed(cells.text(Column::Grade)),
            level: Cow::Borrowed(cells.text(Column::Level)),
            service_years: service_years(&mut cells),
            employment: employment.unwrap_or(EmploymentKind::Other),
            agreed_wage,
            previous_wage: cells.optional_money(Column::PreviousWage),
            paid_days: month_days(&mut cells, Column::PaidDays),
            hours: cells.hours(Column::Hours),
            overtime_hours: [Column::OtWeekdayHours, Column::OtRestdayHours, Column::OtHolidayHours]
                .map(|column| cells.hours(column).unwrap_or(Hours::ZERO)),
            class_hours: class_hours(&mut cells, &self.cells, &self.codes, spare.class_hours),
            ot_pay: cells.money(Column::OtPay),
            premium_pay: cells.money(Column::PremiumPay),
            special_allowances: cells.money(Column::SpecialAllowances),
            gross_pay: cells.required_money(Column::GrossPay),
            back_pay: back_pay(&mut cells, spare.back_pay),
            pieces,
            piece_pay: cells.optional_money(Column::PiecePay),
            commissions: commissions(&mut cells, &self.cells, &self.codes, spare.commissions),
            one_offs: one_offs(&mut cells, &self.cells, &self.codes, spare.one_offs),
            personal_contributions: cells.money(Column::PersonalContributions),
            deductions: Deductions {
                damage: cells.money(Column::DeductionsDamage),
                fine: cells.money(Column::DeductionsFine),
                other: cells.money(Column::DeductionsOther),
                undivided: cells.money(Column::Deductions),
            },
            sick_days: month_days(&mut cells, Column::SickDays).unwrap_or(Days::ZERO),
            sick_pay: cells.money(Column::SickPay),
            idle_pay: cells.money(Column::IdlePay),
            net_pay: cells.optional_money(Column::NetPay),
            paid_on: date(&mut cells, Column::PaidOn),
            unused_leave_days: cells.days(Column::UnusedLeaveDays).unwrap_or(Days::ZERO),
            unused_leave_pay: cells.money(Column::UnusedLeavePay),
            allowances: allowances(&mut cells, &self.cells, &self.codes, spare.allowances),
        };
        let faults = cells.faults;
        if !faults.is_empty() {
            let key = keyed.then(|| Key {
                enterprise_id: std::mem::take(&mut record.enterprise_id),
                worker_id: std::mem::take(&mut record.worker_id),
                period: record.period,
            });
            self.back(record);
            return Err(Faulty { faults, key });
        }
        if let Some((name, variant)) = operation {
            self.of_operation(&mut record, name, variant, on_line);
        }
        Ok(Line { record, operation })
    }

    /// Takes what a line says of one operation for pieces of it.
    fn of_operation(&mut self, record: &mut Record<'_>, name: &str, variant: &str, made: [Option<i64>; 4]) {
        if made.iter().all(Option::is_none) {
            return;
        }
        let Some(operation) = self.operation(name) else { return };
        let variant = match known(&mut self.variants, &self.codes, NameKind::Variant, variant) {
            _ if variant.is_empty() => Variant::Unsaid,
            Some(place) => Variant::Named(place),
            None => Variant::Other,
        };
        let made = made.map(Option::unwrap_or_default);
        super::parts::add_pieces(&mut record.pieces, Pieces { operation, variant, made });
    }
}

fn known(texts: &mut HashMap<String, Option<usize>>, codes: &CodeNames, kind: NameKind, text: &str) -> Option<usize> {
    if let Some(place) = texts.get(text) {
        return *place;
    }
    if texts.len() >= KNOWN {
        texts.clear();
    }
    let place = codes.place(kind, text);
    texts.insert(text.to_owned(), place);
    place
}

fn enterprise<'r>(cells: &mut Cells<'r, '_>, format: Option<&CodeFormat>, known: &mut String) -> Cow<'r, str> {
    let code = cells.required(Column::EnterpriseId);
    if code.is_empty() || code == known {
        return Cow::Borrowed(code);
    }
    if code.as_bytes().first().is_some_and(u8::is_ascii_digit) && written::is_damaged(code) {
        cells.fault(Column::EnterpriseId, Reason::Damaged);
        return Cow::Borrowed(code);
    }
    let Some(format) = format else { return Cow::Borrowed(code) };
    if format.fits(code) {
        code.clone_into(known);
        return Cow::Borrowed(code);
    }
    let upper = code.to_uppercase();
    if format.fits(&upper) {
        return Cow::Owned(upper);
    }
    cells.fault(Column::EnterpriseId, Reason::WrongCode);
    Cow::Borrowed(code)
}

fn worker<'r>(cells: &mut Cells<'r, '_>) -> &'r str {
    let worker_id = cells.required(Column::WorkerId);
    if worker_id.len() > 64 && worker_id.chars().count() > 64 {
        cells.fault(Column::WorkerId, Reason::TooLong);
    }
    let plain = worker_id.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if !plain && worker_id.chars().any(|c| clean_name(c.encode_utf8(&mut [0; 4])).is_err()) {
        cells.fault(Column::WorkerId, Reason::Character);
    }
    if worker_id.as_bytes().first().is_some_and(u8::is_ascii_digit) && written::is_damaged(worker_id) {
        cells.fault(Column::WorkerId, Reason::Damaged);
    }
    worker_id
}

fn period(cells: &mut Cells<'_, '_>) -> Option<NaiveDate> {
    let plain = quick::month(cells.bytes(Column::Period)).filter(|month| is_plausible(*month));
    if plain.is_some() {
        return plain;
    }
    // Under the audit's own name the month has the audit's form, as a workbook keeps it too; under other names, as people
    // write it.
    let own = cells.layout.called(cells.layout.index(Column::Period), "") == Column::Period.name();
    let text = cells.required(Column::Period);
    month_of(cells, Column::Period, text, if own { written::own_month } else { written::month })
}

/// What people write for a month.
#[cold]
fn month_of(
    cells: &mut Cells<'_, '_>,
    column: Column,
    text: &str,
    form: fn(&str) -> Result<String, Reason>,
) -> Option<NaiveDate> {
    told(cells, column, text, form, quick::month, Reason::NotAMonth)
}

fn told(
    cells: &mut Cells<'_, '_>,
    column: Column,
    text: &str,
    form: fn(&str) -> Result<String, Reason>,
    read: fn(&[u8]) -> Option<NaiveDate>,
    none: Reason,
) -> Option<NaiveDate> {
    if text.is_empty() {
        return None;
    }
    match form(text) {
        Ok(text) => {
            let day = read(text.as_bytes()).filter(|day| is_plausible(*day));
            if day.is_none() && !text.is_empty() {
                cells.fault(column, none);
            }
            day
        }
        Err(reason) => {
            cells.fault(column, reason);
            None
        }
    }
}

fn date(cells: &mut Cells<'_, '_>, column: Column) -> Option<NaiveDate> {
    let bytes = cells.bytes(column);
    if bytes.is_empty() {
        return None;
    }
    let plain = quick::date(bytes).filter(|day| is_plausible(*day));
    plain.or_else(|| {
        let text = cells.text(column);
        told(cells, column, text, written::day, quick::date, Reason::NotADate)
    })
}

fn employment(cells: &mut Cells<'_, '_>) -> Option<EmploymentKind> {
    let bytes = cells.bytes(Column::Employment);
    let any = |words: [&str; 2]| words.iter().any(|word| word.as_bytes() == bytes);
    if any(["full_time", "全日制"]) {
        return Some(EmploymentKind::FullTime);
    }
    if any(["part_time", "非全日制"]) {
        return Some(EmploymentKind::PartTime);
    }
    if any(["probation", "试用期"]) {
        return Some(EmploymentKind::Probation);
    }
    if any(["piece", "计件"]) {
        return Some(EmploymentKind::Piece);
    }
    let text = cells.required(Column::Employment);
    if text.is_empty() {
        return None;
    }
    words::employment(text).map_err(|reason| cells.fault(Column::Employment, reason)).ok()
}

/// Empty and 0 say nothing of pay by pieces; for others the cell is needed.
fn agreed_wage(cells: &mut Cells<'_, '_>, employment: Option<EmploymentKind>) -> Option<Money> {
    if employment == Some(EmploymentKind::Piece) {
        return cells.optional_money(Column::AgreedWage).filter(|wage| *wage != Money::ZERO);
    }
    Some(cells.required_money(Column::AgreedWage))
}

/// Days of one month.
fn month_days(cells: &mut Cells<'_, '_>, column: Column) -> Option<Days> {
    let days = cells.days(column);
    if days.is_some_and(|days| days.e4() > 31 * SCALE) {
        cells.fault(column, Reason::TooManyDays);
    }
    days
}

/// Full years: what a part of a year adds does not count.
fn service_years(cells: &mut Cells<'_, '_>) -> Option<u16> {
    let years = cells.e4(Column::ServiceYears)?;
    let years = u16::try_from(years / SCALE).ok().filter(|years| *years <= 100);
    if years.is_none() {
        cells.fault(Column::ServiceYears, Reason::TooLarge);
    }
    years
}

fn operation<'r>(cells: &mut Cells<'r, '_>) -> Option<(&'r str, &'r str)> {
    let name = cells.text(Column::Operation);
    let variant = cells.text(Column::Variant);
    (!name.is_empty()).then_some((name, variant))
}

fn back_pay(cells: &mut Cells<'_, '_>, mut out: Vec<BackPay>) -> Vec<BackPay> {
    out.clear();
    let amount = cells.money(Column::BackPay);
    let [from, to] = [Column::BackPayFrom, Column::BackPayTo].map(|column| {
        let bytes = cells.bytes(column);
        if bytes.is_empty() {
            return None;
        }
        quick::month(bytes).filter(|month| is_plausible(*month)).or_else(|| {
            let text = cells.text(column);
            month_of(cells, column, text, written::month)
        })
    });
    if amount != Money::ZERO {
        let months = from.or(to).zip(to.or(from));
        out.push(BackPay { amount, months });
    }
    out
}

/// The name of a code's cell, for a fault.
fn own(codes: &CodeNames, kind: NameKind, place: usize, cell: usize) -> String {
    coded_column(Coded { kind, place, cell }, codes)
}

fn class_hours(cells: &mut Cells<'_, '_>, at: &CodeCells, codes: &CodeNames, mut out: Vec<Hours>) -> Vec<Hours> {
    out.clear();
    for (place, index) in at.classes.iter().enumerate() {
        let hours = cells.coded(*index, || own(codes, NameKind::Class, place, 0));
        out.push(hours.and_then(Hours::from_e4).unwrap_or(Hours::ZERO));
    }
    out
}

fn read_pieces(cells: &mut Cells<'_, '_>, at: &CodeCells, codes: &CodeNames, mut out: Vec<Pieces>) -> Vec<Pieces> {
    out.clear();
    for (operation, columns) in at.pieces.iter().enumerate() {
        let mut made = [0; 4];
        let mut said = false;
        for (cell, (slot, index)) in made.iter_mut().zip(columns).enumerate() {
            if let Some(pieces) = cells.coded(*index, || own(codes, NameKind::Operation, operation, cell)) {
                *slot = pieces;
                said = true;
            }
        }
        if said {
            out.push(Pieces { operation, variant: Variant::Unsaid, made });
        }
    }
    out
}

fn commissions(
    cells: &mut Cells<'_, '_>,
    at: &CodeCells,
    codes: &CodeNames,
    mut out: Vec<CommissionCells>,
) -> Vec<CommissionCells> {
    out.clear();
    for (place, [base, paid]) in at.commissions.iter().enumerate() {
        let mut cell =
            |index, cell| cells.coded(index, || own(codes, NameKind::Commission, place, cell)).and_then(Money::from_e4);
        out.push(CommissionCells { base: cell(*base, 0), paid: cell(*paid, 1) });
    }
    out
}

fn one_offs(
    cells: &mut Cells<'_, '_>,
    at: &CodeCells,
    codes: &CodeNames,
    mut out: Vec<Option<Money>>,
) -> Vec<Option<Money>> {
    out.clear();
    for (place, index) in at.one_offs.iter().enumerate() {
        let paid = cells.coded(*index, || own(codes, NameKind::OneOff, place, 0));
        out.push(paid.and_then(Money::from_e4));
    }
    out
}

fn allowances(
    cells: &mut Cells<'_, '_>,
    at: &CodeCells,
    codes: &CodeNames,
    mut out: Vec<AllowanceCells>,
) -> Vec<AllowanceCells> {
    out.clear();
    for (place, [paid, shifts, hours]) in at.allowances.iter().enumerate() {
        let mut cell = |index, cell| cells.coded(index, || own(codes, NameKind::Allowance, place, cell));
        out.push(AllowanceCells {
            paid: cell(*paid, 0).and_then(Money::from_e4),
            shifts: cell(*shifts, 1).and_then(Days::from_e4),
            hours: cell(*hours, 2).and_then(Hours::from_e4),
        });
    }
    out
}
