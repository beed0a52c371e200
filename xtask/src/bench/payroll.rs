//! A payroll of any length, the same on every machine: a year of months, every enterprise in each, line by line.
//!
//! It fits the contract of the Ningxia 2021 case: nearly every line is lawful, one in some thirty is not.

use domain::statute::RulebookSet;
use std::io::{self, Write};
use std::sync::LazyLock;

/// Lines of each worker.
pub(super) const MONTHS: u64 = 12;
/// Workers of an enterprise.
const STAFF: u64 = 120;

const HEADER: &str = "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,hours,ot_weekday_hours,\
                      ot_restday_hours,ot_holiday_hours,ot_pay,special_allowances,gross_pay,personal_contributions,\
                      deductions,net_pay,paid_on,unused_leave_days,unused_leave_pay,allowance_heat,allowance_night,\
                      shifts_night,remark";
const GRADES: [&str; 6] = ["", "店长", "driver", "sales", "cashier", "cook"];

/// Workers of a payroll of so many lines.
pub(super) fn workers(lines: u64) -> u64 {
    lines.div_ceil(MONTHS)
}

/// Writes the roster.
pub(super) fn roster(lines: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "enterprise_id,name,area,zone,size,joined,left")?;
    for n in 0..workers(lines).div_ceil(STAFF) {
        let zone = ["", "core", "outer"][dice(n, 1, 3)];
        let size = ["", "large", "medium", "small"][dice(n, 2, 4)];
        // One in ten joined in the middle of the contract's term, half of those in the middle of a month.
        let joined = ["2025-09-01", "2025-11-15"].get(dice(n, 3, 20)).copied().unwrap_or_default();
        writeln!(out, "{},企业{n},640205,{zone},{size},{joined},", code(n))?;
    }
    Ok(())
}

/// Writes a payroll of `lines` lines and its header.
pub(super) fn lines(lines: u64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{HEADER}")?;
    let workers = workers(lines);
    let codes: Vec<String> = (0..workers.div_ceil(STAFF)).map(code).collect();
    for n in 0..lines {
        let (month, worker) = (n / workers, n % workers);
        let enterprise = usize::try_from(worker / STAFF).ok().and_then(|at| codes.get(at));
        line(n, month, worker, enterprise.map_or("", String::as_str), out)?;
    }
    Ok(())
}

fn line(n: u64, month: u64, worker: u64, enterprise: &str, out: &mut impl Write) -> io::Result<()> {
    let (year, month) = (2025 + (month + 5) / 12, (month + 5) % 12 + 1);
    // Amounts in cents.
    let part_time = dice(worker, 1, 20) == 0;
    let grade = GRADES[dice(worker, 2, GRADES.len())];
    let low = dice(n, 3, 64) == 0;
    let agreed = if part_time { 2_500 } else { 330_000 } + cents(worker, 4, if part_time { 1_000 } else { 300_000 });
    let paid = if low { agreed / 2 } else { agreed };
    let hours = if part_time { 40 + cents(n, 5, 40) } else { 0 };
    let overtime = if dice(n, 6, 5) < 2 { cents(n, 7, 35) } else { 0 };
    let shifts = if dice(n, 8, 4) == 0 { cents(n, 9, 10) } else { 0 };
    let heat = if part_time { 0 } else { 9_644 };
    let ot_pay = overtime * if part_time { agreed * 3 } else { 4_100.max(agreed / 80) };
    let special = heat + shifts * 2_323;
    let normal = if part_time { paid * hours } else { paid };
    let gross = normal + ot_pay + special;
    let contributions = if part_time { 0 } else { normal / 10 };
    let deductions = if dice(n, 10, 50) == 0 { 5_000 } else { 0 };
    let day = if dice(n, 11, 64) == 0 { 17 } else { 3 + dice(n, 12, 5) };
    write!(out, "{enterprise},W{worker:07},{year}-{month:02},{grade},")?;
    if part_time {
        write!(out, "part_time,{},,{hours}.5,", yuan(agreed))?;
    } else {
        write!(out, "{},{},21.75,,", if dice(worker, 13, 30) == 0 { "probation" } else { "full_time" }, yuan(agreed))?;
    }
    let ([agreed_pay, special, gross_pay], net) =
        ([ot_pay, special, gross].map(yuan), gross - contributions - deductions);
    write!(out, "{overtime},,,{agreed_pay},{special},{gross_pay},{},{},", yuan(contributions), yuan(deductions))?;
    writeln!(out, "{},{year}-{month:02}-{day:02},,,{},{},{shifts},", yuan(net), yuan(heat), yuan(shifts * 2_323))
}

fn yuan(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

static RULEBOOKS: LazyLock<RulebookSet> = LazyLock::new(|| RulebookSet::shipped().unwrap_or_default());

/// A valid code of an enterprise for each number.
fn code(n: u64) -> String {
    let format = RULEBOOKS.rulebook("CN").and_then(|book| book.organisation_code());
    format.and_then(|format| format.completed(&format!("91640205{n:09}"))).unwrap_or_default()
}

/// The same throw for the same seed and salt (SplitMix64).
fn throw(seed: u64, salt: u64) -> u64 {
    let mut z = seed.wrapping_mul(64).wrapping_add(salt).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn dice(seed: u64, salt: u64, sides: usize) -> usize {
    usize::try_from(throw(seed, salt) % u64::try_from(sides).unwrap_or(1)).unwrap_or(0)
}

fn cents(seed: u64, salt: u64, below: u64) -> u64 {
    throw(seed, salt) % below
}
