//! What kinds of values the columns of a payroll hold.

use crate::payroll::code_names::CodeNames;
use crate::payroll::coded::{FORMS, Form};
use crate::payroll::names::NAMES;
use crate::term::NameKind;

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

/// Whether a payroll may have a column of this name.
pub fn is_column(name: &str) -> bool {
    let coded = |form: &Form| {
        let (front, back) = form.own;
        name.strip_prefix(front).and_then(|rest| rest.strip_suffix(back)).is_some_and(|code| !code.is_empty())
    };
    name.chars().nth(LONGEST).is_none() && (NAMES.iter().any(|known| known.column == name) || FORMS.iter().any(coded))
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

/// The columns that a contract's codes make.
pub fn coded_columns(codes: &CodeNames) -> Vec<String> {
    let codes = codes.codes();
    let of = |form: &Form| {
        let list = match form.kind {
            NameKind::Allowance => &codes.allowances,
            NameKind::Class => &codes.classes,
            NameKind::Operation => &codes.operations,
            NameKind::Commission => &codes.commissions,
            NameKind::OneOff => &codes.one_offs,
            _ => return Vec::new(),
        };
        let (front, back) = form.own;
        list.iter().map(|code| format!("{front}{code}{back}")).collect::<Vec<_>>()
    };
    FORMS.iter().flat_map(of).collect()
}
