//! Each rule by figures worked by hand.

mod pay;
mod wage;

use super::*;
use crate::decimal::{Days, Hours, Money};
use crate::payroll::months::Months;
use crate::payroll::record::{AllowanceCells, BackPay, CommissionCells, Deductions, Pieces, Variant};
use crate::statute::RulebookSet;
use crate::term::{EmploymentKind, TermSheet};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Outcome or reason, required, actual, shortfall.
type Told = BTreeMap<String, [String; 4]>;

fn contract(rest: &str) -> Contract {
    let sheet = format!(
        r#"{{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY",
        "effective":{{"from":"2026-01-01","to":"2026-12-31"}},{rest}}}"#
    );
    Contract::new(TermSheet::parse(sheet.as_bytes()).unwrap())
}

fn items(items: &str) -> Contract {
    contract(&format!(r#""items":[{items}]"#))
}

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn days(text: &str) -> Days {
    Days::parse(text).unwrap()
}

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A full month of March 2026 at 3000 yuan, 22 days from Monday to Friday.
fn march(contract: &Contract) -> Record<'static> {
    let codes = &contract.codes;
    Record {
        enterprise_id: Cow::Borrowed("9164020589MXMRUW56"),
        worker_id: Cow::Borrowed("W1"),
        period: date("2026-03-01"),
        grade: Cow::Borrowed(""),
        level: Cow::Borrowed(""),
        service_years: None,
        employment: EmploymentKind::FullTime,
        agreed_wage: Some(money("3000")),
        previous_wage: None,
        paid_days: Some(days("22")),
        hours: None,
        overtime_hours: [Hours::ZERO; 3],
        class_hours: vec![Hours::ZERO; codes.classes.len()],
        ot_pay: Money::ZERO,
        premium_pay: Money::ZERO,
        special_allowances: Money::ZERO,
        gross_pay: money("3000"),
        back_pay: Vec::new(),
        pieces: Vec::new(),
        piece_pay: None,
        commissions: vec![CommissionCells::default(); codes.commissions.len()],
        one_offs: vec![None; codes.one_offs.len()],
        personal_contributions: Money::ZERO,
        deductions: Deductions::default(),
        sick_days: Days::ZERO,
        sick_pay: Money::ZERO,
        idle_pay: Money::ZERO,
        net_pay: None,
        paid_on: None,
        unused_leave_days: Days::ZERO,
        unused_leave_pay: Money::ZERO,
        allowances: vec![AllowanceCells::default(); codes.allowances.len()],
    }
}

fn word(outcome: Outcome<'_>) -> String {
    match outcome {
        Outcome::Pass => "pass".to_owned(),
        Outcome::Breach => "breach".to_owned(),
        Outcome::NotApplicable => "none".to_owned(),
        Outcome::CannotConclude(reason) => reason.to_string(),
    }
}

fn told_with(contract: &Contract, record: &Record<'_>, absent: &Absent) -> Told {
    let books = RulebookSet::shipped().unwrap();
    let mut months = Months::default();
    let regimes = months.regimes(0, record, contract, books.rulebook("CN-64").unwrap(), None);
    let mut out = Told::new();
    work(record, absent, regimes, contract, &mut (), |rule, judged, ()| {
        let shown = |value: i64| contract.money.shown(value, judged.unit);
        let breach = judged.outcome == Outcome::Breach;
        let told = [
            word(judged.outcome),
            judged.required.map(|required| shown(required.value)).unwrap_or_default(),
            judged.actual.map(shown).unwrap_or_default(),
            if breach { contract.money.plain(judged.shortfall, judged.unit) } else { String::new() },
        ];
        out.insert(contract.name(rule), told);
    });
    assert_eq!(out.len(), contract.rules().len());
    out
}

/// What a rule says of a record of March.
fn says(contract: &Contract, rule: &str, change: impl FnOnce(&mut Record<'static>)) -> [String; 4] {
    let mut record = march(contract);
    change(&mut record);
    told_with(contract, &record, &Absent::default()).remove(rule).unwrap()
}

const MINIMUM: &str = r#"{"key":"m","kind":"minimum_wage","unit":"month","amount":"2300.00"}"#;
