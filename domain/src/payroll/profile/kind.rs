//! What kinds of values the columns of a payroll hold.

use crate::payroll::names::NAMES;

/// Longest name of a column with a code of the contract in it, in characters.
const LONGEST: usize = 120;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Code of an enterprise.
    Enterprise,
    Text,
    Employment,
    /// `YYYY-MM`.
    Month,
    /// `YYYY-MM-DD`.
    Day,
    /// Money, days, hours, pieces: what adds up.
    Amount,
}

/// Beginnings and ends of columns that have a code of the contract in their names.
const WITH_CODE: &[(&str, &str)] = &[
    ("allowance_", ""),
    ("shifts_", ""),
    ("hours_", ""),
    ("ot_", "_hours"),
    ("pieces_", ""),
    ("ot_weekday_pieces_", ""),
    ("ot_restday_pieces_", ""),
    ("ot_holiday_pieces_", ""),
    ("commission_base_", ""),
    ("commission_", ""),
    ("one_off_", ""),
];

/// Whether a payroll may have a column of this name.
pub fn is_column(name: &str) -> bool {
    let coded = |(front, back): &(&str, &str)| {
        name.strip_prefix(front).and_then(|rest| rest.strip_suffix(back)).is_some_and(|code| !code.is_empty())
    };
    name.chars().nth(LONGEST).is_none()
        && (NAMES.iter().any(|known| known.column == name) || WITH_CODE.iter().any(coded))
}

/// What a column holds.
pub fn kind(column: &str) -> Kind {
    match column {
        "enterprise_id" => Kind::Enterprise,
        "worker_id" | "grade" | "level" | "operation" | "variant" => Kind::Text,
        "employment" => Kind::Employment,
        "period" | "back_pay_from" | "back_pay_to" => Kind::Month,
        "paid_on" => Kind::Day,
        _ => Kind::Amount,
    }
}

/// The words for kinds of employment.
pub fn employments() -> Vec<&'static str> {
    crate::payroll::words::kinds()
}
