//! One line: its cells, or its faults.

use super::column::{Columns, Holds};
use super::contract::Contract;
use super::number::{Q, decimal, zero};
use crate::term::{EmploymentKind, NameKind};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Enterprise, worker, month.
pub type Key = (String, String, NaiveDate);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pieces {
    pub operation: String,
    pub variant: String,
    /// Normal, working days, rest days, holidays.
    pub made: [Q; 4],
}

/// A line, or a record of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub line: u64,
    /// How many lines it is.
    pub lines: u64,
    pub enterprise: String,
    pub worker: String,
    pub period: NaiveDate,
    /// As the file has it.
    pub grade_text: String,
    pub grade: String,
    pub level: String,
    pub service_years: Option<u16>,
    pub employment: EmploymentKind,
    pub agreed_wage: Option<Q>,
    pub previous_wage: Option<Q>,
    /// The other numbers, by column, where the cell is not empty.
    pub numbers: BTreeMap<String, Q>,
    pub pieces: Vec<Pieces>,
    pub paid_on: Option<NaiveDate>,
    /// Back pay with the first and last month it pays.
    pub back_pay: Vec<(Q, Option<(NaiveDate, NaiveDate)>)>,
    /// Of a line that tells one operation: every cell of it.
    pub operation: Option<Vec<String>>,
}

impl Record {
    /// Empty means 0.
    pub fn amount(&self, name: &str) -> Q {
        self.numbers.get(name).cloned().unwrap_or_else(zero)
    }

    pub fn maybe(&self, name: &str) -> Option<Q> {
        self.numbers.get(name).cloned()
    }
}

#[derive(Clone, Debug)]
pub struct Line {
    pub number: u64,
    pub key: Option<Key>,
    /// Or the columns at fault.
    pub read: Result<Record, Vec<String>>,
}

const CREDIT: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The check character of a credit code: weights are powers of 3, modulo 31.
pub fn credit_check(body: &str) -> Option<char> {
    let mut sum = 0;
    let mut weight = 1;
    for c in body.chars() {
        sum += CREDIT.find(c)? * weight;
        weight = weight * 3 % 31;
    }
    CREDIT.chars().nth((31 - sum % 31) % 31)
}

fn credit_code(text: &str) -> Option<String> {
    let code = text.trim().to_uppercase();
    let (body, check) = (code.get(..17)?, code.get(17..)?);
    (credit_check(body).map(String::from).as_deref() == Some(check)).then_some(code)
}

fn worker(text: &str) -> Option<String> {
    let text = text.trim();
    let exponent = text.split_once(['E', 'e']).is_some_and(|(mantissa, exponent)| {
        let digits = exponent.strip_prefix('+').unwrap_or("");
        let number = mantissa.replace('.', "");
        !digits.is_empty() && !number.is_empty() && (digits.to_owned() + &number).bytes().all(|b| b.is_ascii_digit())
    });
    (!text.is_empty() && text.chars().count() <= 64 && !exponent).then(|| text.to_owned())
}

fn month(text: &str) -> Option<NaiveDate> {
    let form = text.len() == 7 && text.is_ascii() && text.as_bytes()[4] == b'-';
    if form { format!("{text}-01").parse().ok() } else { None }
}

fn date(text: &str) -> Option<NaiveDate> {
    let form = text.len() == 10 && text.is_ascii();
    if form { text.parse().ok() } else { None }
}

/// The cells of a line by column, each read as what its column holds.
struct Cells<'a> {
    by_name: BTreeMap<&'a str, (&'a str, &'a str, Holds)>,
    faults: Vec<String>,
}

impl<'a> Cells<'a> {
    fn of(cells: &'a [String], columns: &'a Columns) -> Self {
        let known = columns.all.iter().zip(cells).filter(|(column, _)| column.holds != Holds::Nothing);
        let by_name =
            known.map(|(column, cell)| (column.name.as_str(), (column.named.as_str(), cell.trim(), column.holds)));
        Self { by_name: by_name.collect(), faults: Vec::new() }
    }

    fn text(&self, name: &str) -> &'a str {
        self.by_name.get(name).map_or("", |cell| cell.1)
    }

    fn fault(&mut self, name: &str) {
        let named = self.by_name.get(name).map_or(name, |cell| cell.0).to_owned();
        if !self.faults.contains(&named) {
            self.faults.push(named);
        }
    }

    /// A cell that may be empty.
    fn optional<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let found = read(text);
        if found.is_none() {
            self.fault(name);
        }
        found
    }

    /// A cell that may not.
    fn needed<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = self.optional(name, read);
        if found.is_none() {
            self.fault(name);
        }
        found
    }
}

fn pieces(cells: &Cells<'_>, numbers: &mut BTreeMap<String, Q>, contract: &Contract<'_>) -> Vec<Pieces> {
    const KINDS: [&str; 4] = ["pieces", "ot_weekday_pieces", "ot_restday_pieces", "ot_holiday_pieces"];
    let mut found = Vec::new();
    let plain = KINDS.map(|kind| numbers.remove(kind).unwrap_or_else(zero));
    if let Some(operation) = contract.of_items(NameKind::Operation, cells.text("operation")) {
        let variant = contract.stands(NameKind::Variant, cells.text("variant")).to_string();
        found.push(Pieces { operation, variant, made: plain });
    }
    for (_, operation) in contract.coded(NameKind::Operation) {
        let made = KINDS.map(|kind| numbers.remove(&format!("{kind}_{operation}")).unwrap_or_else(zero));
        let pieces = Pieces { operation: operation.clone(), variant: String::new(), made };
        match found.iter_mut().find(|known: &&mut Pieces| known.operation == operation && known.variant.is_empty()) {
            Some(known) => add(known, &pieces),
            None => found.push(pieces),
        }
    }
    found.retain(|pieces| pieces.made.iter().any(|made| *made != zero()));
    found.sort_by(|a, b| (&a.operation, &a.variant).cmp(&(&b.operation, &b.variant)));
    found
}

pub fn add(to: &mut Pieces, more: &Pieces) {
    for (sum, made) in to.made.iter_mut().zip(&more.made) {
        *sum += made;
    }
}

pub fn line(number: u64, cells: &[String], columns: &Columns, contract: &Contract<'_>) -> Line {
    if cells.len() != columns.all.len() {
        return Line { number, key: None, read: Err(vec!["fields".to_owned()]) };
    }
    let mut at = Cells::of(cells, columns);
    let enterprise = at.needed("enterprise_id", credit_code);
    let worker = at.needed("worker_id", worker);
    let period = at.needed("period", month);
    let employment = at.needed("employment", EmploymentKind::from_word);
    let piece = employment == Some(EmploymentKind::Piece);
    let agreed_wage = if piece { at.optional("agreed_wage", decimal) } else { at.needed("agreed_wage", decimal) };
    let agreed_wage = agreed_wage.filter(|wage| !piece || *wage != zero());
    at.needed("gross_pay", decimal);
    let years = |text: &str| text.parse::<u16>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let service_years = at.optional("service_years", years);
    let paid_on = at.optional("paid_on", date);
    let (from, to) = (at.optional("back_pay_from", month), at.optional("back_pay_to", month));
    let mut numbers = BTreeMap::new();
    let named: Vec<(&str, Holds)> = at.by_name.iter().map(|(name, cell)| (*name, cell.2)).collect();
    for (name, holds) in named {
        if !matches!(holds, Holds::Amount | Holds::Unsure) {
            continue;
        }
        let most = if name == "paid_days" { super::number::whole(31) } else { super::number::whole(1_000_000_000_000) };
        let Some(value) = at.optional(name, |text| decimal(text).filter(|value| *value <= most)) else { continue };
        if holds == Holds::Unsure || value != zero() {
            numbers.insert(name.to_owned(), value);
        }
    }
    let previous_wage = numbers.remove("previous_wage");
    numbers.remove("agreed_wage");
    let pieces = pieces(&at, &mut numbers, contract);
    let back_pay = numbers.get("back_pay").cloned().into_iter();
    let months = from.or(to).zip(to.or(from));
    let operation =
        (!at.text("operation").is_empty()).then(|| cells.iter().map(|cell| cell.trim().to_owned()).collect());
    let key = enterprise
        .clone()
        .zip(worker.clone())
        .zip(period)
        .map(|((enterprise, worker), period)| (enterprise, worker, period));
    let faulty = !at.faults.is_empty();
    let (Some((enterprise, worker, period)), Some(employment), false) = (key.clone(), employment, faulty) else {
        return Line { number, key, read: Err(at.faults) };
    };
    let record = Record {
        line: number,
        lines: 1,
        enterprise,
        worker,
        period,
        grade_text: at.text("grade").to_owned(),
        grade: contract.stands(NameKind::Grade, at.text("grade")).to_string(),
        level: contract.stands(NameKind::Level, at.text("level")).to_string(),
        service_years,
        employment,
        agreed_wage,
        previous_wage,
        numbers,
        pieces,
        paid_on,
        back_pay: back_pay.map(|amount| (amount, months)).collect(),
        operation,
    };
    Line { number, key, read: Ok(record) }
}
