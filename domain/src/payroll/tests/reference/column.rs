//! The header: what each column is.

use super::contract::Contract;
use crate::term::NameKind;
use std::collections::BTreeSet;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    Month,
    Date,
    Years,
    /// A decimal, empty means 0.
    Amount,
    /// A decimal, empty means unknown.
    Unsure,
    /// Nothing the audit knows.
    Nothing,
}

#[derive(Clone, Debug)]
pub struct Column {
    /// As the file has it.
    pub named: String,
    /// Its own name; codes as they stand.
    pub name: String,
    pub holds: Holds,
}

#[derive(Clone, Debug)]
pub struct Columns {
    pub all: Vec<Column>,
    pub names: BTreeSet<String>,
}

const PLAIN: [(&str, Holds); 41] = [
    ("enterprise_id", Holds::Text),
    ("worker_id", Holds::Text),
    ("period", Holds::Month),
    ("grade", Holds::Text),
    ("employment", Holds::Text),
    ("agreed_wage", Holds::Unsure),
    ("previous_wage", Holds::Unsure),
    ("level", Holds::Text),
    ("service_years", Holds::Years),
    ("paid_days", Holds::Unsure),
    ("hours", Holds::Unsure),
    ("ot_weekday_hours", Holds::Amount),
    ("ot_restday_hours", Holds::Amount),
    ("ot_holiday_hours", Holds::Amount),
    ("ot_pay", Holds::Amount),
    ("special_allowances", Holds::Amount),
    ("gross_pay", Holds::Unsure),
    ("back_pay", Holds::Amount),
    ("back_pay_from", Holds::Month),
    ("back_pay_to", Holds::Month),
    ("premium_pay", Holds::Amount),
    ("operation", Holds::Text),
    ("variant", Holds::Text),
    ("pieces", Holds::Amount),
    ("ot_weekday_pieces", Holds::Amount),
    ("ot_restday_pieces", Holds::Amount),
    ("ot_holiday_pieces", Holds::Amount),
    ("piece_pay", Holds::Unsure),
    ("personal_contributions", Holds::Amount),
    ("deductions_damage", Holds::Amount),
    ("deductions_fine", Holds::Amount),
    ("deductions_other", Holds::Amount),
    ("deductions", Holds::Amount),
    ("sick_days", Holds::Amount),
    ("sick_pay", Holds::Amount),
    ("idle_pay", Holds::Amount),
    ("net_pay", Holds::Unsure),
    ("paid_on", Holds::Date),
    ("unused_leave_days", Holds::Amount),
    ("unused_leave_pay", Holds::Amount),
    ("remark", Holds::Nothing),
];

/// Before and after the code, of what the code is, and what stands there.
const CODED: [(&str, &str, NameKind, Holds); 11] = [
    ("ot_weekday_pieces_", "", NameKind::Operation, Holds::Amount),
    ("ot_restday_pieces_", "", NameKind::Operation, Holds::Amount),
    ("ot_holiday_pieces_", "", NameKind::Operation, Holds::Amount),
    ("pieces_", "", NameKind::Operation, Holds::Amount),
    ("ot_", "_hours", NameKind::Class, Holds::Amount),
    ("hours_", "", NameKind::Allowance, Holds::Unsure),
    ("allowance_", "", NameKind::Allowance, Holds::Unsure),
    ("shifts_", "", NameKind::Allowance, Holds::Unsure),
    ("commission_base_", "", NameKind::Commission, Holds::Unsure),
    ("commission_", "", NameKind::Commission, Holds::Unsure),
    ("one_off_", "", NameKind::OneOff, Holds::Amount),
];

fn column(named: &str, contract: &Contract<'_>) -> Column {
    let named = named.trim().trim_start_matches('\u{feff}').to_owned();
    if let Some((name, holds)) = PLAIN.iter().find(|(name, _)| *name == named) {
        return Column { name: (*name).to_owned(), holds: *holds, named };
    }
    for (before, after, kind, holds) in CODED {
        let code = named.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        if let Some(code) = code.and_then(|code| contract.of_items(kind, code)) {
            return Column { name: format!("{before}{code}{after}"), holds, named };
        }
    }
    Column { name: named.clone(), holds: Holds::Nothing, named }
}

pub fn read(header: &[String], contract: &Contract<'_>) -> Columns {
    let all: Vec<Column> = header.iter().map(|name| column(name, contract)).collect();
    let names = all.iter().filter(|column| column.holds != Holds::Nothing).map(|column| column.name.clone()).collect();
    Columns { all, names }
}

impl Columns {
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether one of them begins and ends so.
    pub fn any(&self, begin: &str, end: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(begin) && name.ends_with(end))
    }
}
