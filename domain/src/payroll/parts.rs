//! Several lines of one enterprise, worker and month: duplicates, or parts of one record.

use super::fault::{LineFault, Reason};
use super::line::{Faulty, Line, Reader};
use super::month::month_end;
use super::names::Column;
use super::record::{AllowanceCells, CommissionCells, Pieces, Record};
use crate::decimal::{Days, Hours, Money, SCALE};
use crate::term::NameKind;
use chrono::{Datelike, NaiveDate};
use csv::ByteRecord;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::hash::BuildHasher;

/// Most lines of one enterprise, worker and month, duplicates among them.
pub const PARTS: usize = 4_096;

/// What becomes of the lines of one key.
#[derive(Debug)]
pub(super) struct Joined<'r> {
    /// All parts added up; `None` where none is left.
    pub record: Option<Record<'r>>,
    /// By line; empty for a part of the record.
    pub faults: Vec<Vec<LineFault>>,
    /// A figure that stands in every part was counted once.
    pub repeated: bool,
}

/// Joins lines of one key, in the order of the file.
pub(super) fn join<'r>(
    lines: Vec<Result<Line<'r>, Faulty<'r>>>,
    rows: &[&'r ByteRecord],
    reader: &Reader,
) -> Joined<'r> {
    let mut faults: Vec<Vec<LineFault>> = vec![Vec::new(); lines.len()];
    let mut parts: Vec<(usize, Line<'r>)> = Vec::with_capacity(lines.len());
    let mut faulty = false;
    for (at, line) in lines.into_iter().enumerate() {
        match line {
            Ok(line) => parts.push((at, line)),
            Err(broken) => {
                faulty = true;
                put(&mut faults, at, broken.faults);
            }
        }
    }
    alike(&mut parts, reader);
    drop_duplicates(&mut parts, rows, &mut faults, reader);
    let none = |faults| Joined { record: None, faults, repeated: false };
    if faulty {
        for (at, _) in &parts {
            put(&mut faults, *at, vec![LineFault::whole(Reason::PartRejected)]);
        }
        return none(faults);
    }
    let differing = differing(&parts);
    if !differing.is_empty() {
        reject(&parts, rows, &mut faults, reader, &differing, Reason::PartsDiffer);
        return none(faults);
    }
    match added_up(&parts) {
        Ok((record, repeated)) => Joined { record: Some(record), faults, repeated },
        Err((column, reason)) => {
            reject(&parts, rows, &mut faults, reader, &[column], reason);
            none(faults)
        }
    }
}

fn put(faults: &mut [Vec<LineFault>], at: usize, told: Vec<LineFault>) {
    if let Some(slot) = faults.get_mut(at) {
        *slot = told;
    }
}

/// Rejects all parts for these columns.
fn reject(
    parts: &[(usize, Line<'_>)],
    rows: &[&ByteRecord],
    faults: &mut [Vec<LineFault>],
    reader: &Reader,
    columns: &[Column],
    reason: Reason,
) {
    for (at, _) in parts {
        let told = columns.iter().map(|column| {
            let index = reader.layout.index(*column);
            let found = index.and_then(|index| rows.get(*at)?.get(index)).unwrap_or_default();
            LineFault::of(column.name(), &reader.layout.called(index, column.name()), found, reason)
        });
        let told = told.collect();
        put(faults, *at, told);
    }
}

/// Gives posts and levels that name the same code the same text.
fn alike(parts: &mut [(usize, Line<'_>)], reader: &Reader) {
    let (mut grades, mut levels) = (Vec::new(), Vec::new());
    for (_, line) in parts {
        one_text(&mut line.record.grade, &mut grades, NameKind::Grade, reader);
        one_text(&mut line.record.level, &mut levels, NameKind::Level, reader);
    }
}

fn one_text<'r>(text: &mut Cow<'r, str>, seen: &mut Vec<(Cow<'r, str>, String)>, kind: NameKind, reader: &Reader) {
    if seen.iter().any(|(known, _)| known == text) {
        return;
    }
    let stands = reader.codes.stands(kind, text);
    match seen.iter().find(|(_, known)| *known == stands) {
        Some((known, _)) => *text = known.clone(),
        None => seen.push((text.clone(), stands)),
    }
}

/// Rejects every line that says the same as one before it.
fn drop_duplicates(
    parts: &mut Vec<(usize, Line<'_>)>,
    rows: &[&ByteRecord],
    faults: &mut [Vec<LineFault>],
    reader: &Reader,
) {
    let hasher = hashbrown::DefaultHashBuilder::default();
    let mut before: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut kept: Vec<(usize, Line<'_>)> = Vec::with_capacity(parts.len());
    for (at, line) in parts.drain(..) {
        let same = before.entry(hasher.hash_one(&line.record)).or_default();
        let equal = |place: &usize| {
            kept.get(*place).is_some_and(|(other, known)| {
                known.record == line.record && same_operation((*other, known), (at, &line), rows, reader)
            })
        };
        if same.iter().any(equal) {
            put(faults, at, vec![LineFault::whole(Reason::Duplicate)]);
        } else {
            same.push(kept.len());
            kept.push((at, line));
        }
    }
    *parts = kept;
}

/// Whether two lines that agree in what the audit knows are of the same operation, and agree in every other column too.
fn same_operation(
    (a, one): (usize, &Line<'_>),
    (b, two): (usize, &Line<'_>),
    rows: &[&ByteRecord],
    reader: &Reader,
) -> bool {
    let ((name, variant), (other, kind)) = match (one.operation, two.operation) {
        (None, None) => return true,
        (Some(one), Some(two)) => (one, two),
        _ => return false,
    };
    let stands = |kind, text: &str| reader.codes.stands(kind, text);
    if name != other && stands(NameKind::Operation, name) != stands(NameKind::Operation, other)
        || variant != kind && stands(NameKind::Variant, variant) != stands(NameKind::Variant, kind)
    {
        return false;
    }
    let cell = |row: usize, at: usize| rows.get(row).and_then(|row| row.get(at)).unwrap_or_default().trim_ascii();
    let same = |at: usize| cell(a, at) == cell(b, at);
    let unpriced = reader.codes.place(NameKind::Operation, name).is_none();
    let made = [Column::Pieces, Column::OtWeekdayPieces, Column::OtRestdayPieces, Column::OtHolidayPieces];
    let made = made.iter().filter(|_| unpriced).filter_map(|column| reader.layout.index(*column));
    reader.layout.unknown.iter().copied().chain(made).all(same)
}

/// Whether two records agree.
type Same = fn(&Record<'_>, &Record<'_>) -> bool;

/// Columns in which parts differ that must not.
fn differing(parts: &[(usize, Line<'_>)]) -> Vec<Column> {
    let Some(((_, first), others)) = parts.split_first() else { return Vec::new() };
    let differ = |same: Same| others.iter().any(|(_, other)| !same(&first.record, &other.record));
    let checks: [(Column, Same); 5] = [
        (Column::Employment, |a, b| a.employment == b.employment),
        (Column::Grade, |a, b| a.grade == b.grade),
        (Column::Level, |a, b| a.level == b.level),
        (Column::AgreedWage, |a, b| a.agreed_wage == b.agreed_wage),
        (Column::PreviousWage, |a, b| a.previous_wage == b.previous_wage),
    ];
    checks.into_iter().filter(|(_, same)| differ(*same)).map(|(column, _)| column).collect()
}

/// Why parts cannot be added up.
type NoSum = (Column, Reason);

/// All parts as one record, and whether a figure that stands in every one of them was counted once.
fn added_up<'r>(parts: &[(usize, Line<'r>)]) -> Result<(Record<'r>, bool), NoSum> {
    let too_large = |column: Column| (column, Reason::TooLarge);
    let Some(((_, first), others)) = parts.split_first() else { return Err(too_large(Column::WorkerId)) };
    let mut sum = first.record.clone();
    let month = i64::from(month_end(sum.period).day()).saturating_mul(SCALE);
    for (_, line) in others {
        add(&mut sum, &line.record).map_err(too_large)?;
    }
    let mut repeated = false;
    let days = || parts.iter().filter_map(|(_, line)| line.record.paid_days);
    if others.is_empty() {
        return Ok((sum, false));
    }
    if sum.paid_days.is_some_and(|days| days.e4() > month) && days().count() > 1 {
        sum.paid_days = Some(one_value(days()).ok_or((Column::PaidDays, Reason::BeyondMonth))?);
        repeated = true;
    }
    let hours = || parts.iter().filter(|(_, line)| line.record.hours.is_some());
    if sum.hours.is_some_and(|hours| hours.e4() > month)
        && hours().count() > 1
        && hours().all(|(_, line)| line.operation.is_some())
        && let Some(once) = one_value(hours().filter_map(|(_, line)| line.record.hours))
    {
        sum.hours = Some(once);
        repeated = true;
    }
    if parts.iter().any(|(_, line)| line.record.net_pay.is_none()) {
        sum.net_pay = None;
    }
    Ok((sum, repeated))
}

/// The value that all have.
fn one_value<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// Adds a part.
fn add(sum: &mut Record<'_>, part: &Record<'_>) -> Result<(), Column> {
    use Column as C;
    sum.service_years = sum.service_years.or(part.service_years);
    sum.paid_on = latest(sum.paid_on, part.paid_on);
    more_days(&mut sum.paid_days, part.paid_days, C::PaidDays)?;
    more_hours(&mut sum.hours, part.hours, C::Hours)?;
    let overtime = [C::OtWeekdayHours, C::OtRestdayHours, C::OtHolidayHours];
    for ((sum, more), column) in sum.overtime_hours.iter_mut().zip(part.overtime_hours).zip(overtime) {
        *sum = sum.checked_add(more).ok_or(column)?;
    }
    for (sum, more) in sum.class_hours.iter_mut().zip(&part.class_hours) {
        *sum = sum.checked_add(*more).ok_or(C::OtWeekdayHours)?;
    }
    for (sum, more, column) in [
        (&mut sum.ot_pay, part.ot_pay, C::OtPay),
        (&mut sum.premium_pay, part.premium_pay, C::PremiumPay),
        (&mut sum.special_allowances, part.special_allowances, C::SpecialAllowances),
        (&mut sum.gross_pay, part.gross_pay, C::GrossPay),
        (&mut sum.personal_contributions, part.personal_contributions, C::PersonalContributions),
        (&mut sum.deductions.damage, part.deductions.damage, C::DeductionsDamage),
        (&mut sum.deductions.fine, part.deductions.fine, C::DeductionsFine),
        (&mut sum.deductions.other, part.deductions.other, C::DeductionsOther),
        (&mut sum.deductions.undivided, part.deductions.undivided, C::Deductions),
        (&mut sum.sick_pay, part.sick_pay, C::SickPay),
        (&mut sum.idle_pay, part.idle_pay, C::IdlePay),
        (&mut sum.unused_leave_pay, part.unused_leave_pay, C::UnusedLeavePay),
    ] {
        *sum = sum.checked_add(more).ok_or(column)?;
    }
    more_money(&mut sum.piece_pay, part.piece_pay, C::PiecePay)?;
    more_money(&mut sum.net_pay, part.net_pay, C::NetPay)?;
    for (sum, more, column) in [
        (&mut sum.sick_days, part.sick_days, C::SickDays),
        (&mut sum.unused_leave_days, part.unused_leave_days, C::UnusedLeaveDays),
    ] {
        *sum = sum.checked_add(more).ok_or(column)?;
    }
    sum.back_pay.extend_from_slice(&part.back_pay);
    for pieces in &part.pieces {
        add_pieces(&mut sum.pieces, *pieces);
    }
    for (CommissionCells { base, paid }, more) in sum.commissions.iter_mut().zip(&part.commissions) {
        more_money(base, more.base, C::GrossPay)?;
        more_money(paid, more.paid, C::GrossPay)?;
    }
    for (sum, more) in sum.one_offs.iter_mut().zip(&part.one_offs) {
        more_money(sum, *more, C::GrossPay)?;
    }
    for (AllowanceCells { paid, shifts, hours }, more) in sum.allowances.iter_mut().zip(&part.allowances) {
        more_money(paid, more.paid, C::SpecialAllowances)?;
        more_days(shifts, more.shifts, C::PaidDays)?;
        more_hours(hours, more.hours, C::Hours)?;
    }
    Ok(())
}

fn latest(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    a.max(b)
}

macro_rules! more {
    ($name:ident, $quantity:ty) => {
        fn $name(sum: &mut Option<$quantity>, more: Option<$quantity>, column: Column) -> Result<(), Column> {
            if let Some(more) = more {
                *sum = Some(sum.unwrap_or(<$quantity>::ZERO).checked_add(more).ok_or(column)?);
            }
            Ok(())
        }
    };
}
more!(more_money, Money);
more!(more_days, Days);
more!(more_hours, Hours);

/// Adds pieces to those of the same operation and variant.
pub(super) fn add_pieces(all: &mut Vec<Pieces>, more: Pieces) {
    let same = |pieces: &&mut Pieces| (pieces.operation, pieces.variant) == (more.operation, more.variant);
    match all.iter_mut().find(same) {
        Some(pieces) => {
            for (sum, made) in pieces.made.iter_mut().zip(more.made) {
                *sum = sum.saturating_add(made);
            }
        }
        None => all.push(more),
    }
}
