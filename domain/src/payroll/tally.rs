//! What one reading of a file counts.

use super::back_pay::wholly_earlier;
use super::contract::Contract;
use super::owed::Owed;
use super::raises::Raises;
use super::record::Record;
use super::rules::{Judged, MISSING_COLUMN, Outcome, Rule, Unit};
use super::summary::{LeftOut, Unmatched, Unmatching};
use crate::aside::Aside;
use crate::decimal::Money;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// Most texts that are told apart where they match nothing of the sheet.
const TEXTS: usize = 1_000;

/// Counts of a rule.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    /// Pass, breach, cannot conclude, not applicable.
    pub outcomes: [u64; 4],
    /// Of cannot conclude, for want of a column.
    pub without_column: u64,
    pub shortfall: i128,
    pub repaid: i128,
}

/// What an enterprise owes, and whether any record of it was audited.
#[derive(Clone, Debug, Default)]
pub(super) struct Enterprise {
    pub owed: i128,
    pub repaid: i128,
    pub breaches: u64,
    pub audited: bool,
}

/// Lines and an amount in ten-thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    pub lines: u64,
    pub amount: i128,
}

impl Sum {
    fn add(&mut self, amount: Money) {
        self.lines += 1;
        self.amount += i128::from(amount.e4());
    }
}

/// Texts that match nothing of the sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    known: HashMap<String, u64>,
    /// Lines with further texts.
    more: u64,
}

impl Texts {
    /// Counts a text that was met before; whether it was.
    pub fn again(&mut self, text: &str, lines: u64) -> bool {
        match self.known.get_mut(text) {
            Some(count) => {
                *count += lines;
                true
            }
            None => false,
        }
    }

    /// Counts a text.
    pub fn add(&mut self, text: &str, lines: u64) {
        if self.again(text, lines) {
        } else if self.known.len() < TEXTS {
            self.known.insert(text.to_owned(), lines);
        } else {
            self.more += lines;
        }
    }

    /// The texts, those of most lines first.
    pub fn told(self) -> Unmatching {
        let mut texts: Vec<Unmatched> = self.known.into_iter().map(|(text, lines)| Unmatched { text, lines }).collect();
        texts.sort_by(|a, b| b.lines.cmp(&a.lines).then_with(|| a.text.cmp(&b.text)));
        Unmatching { texts, more_lines: self.more }
    }
}

/// All counts of one reading.
#[derive(Debug)]
pub(super) struct Tally {
    /// By rule, in order.
    pub rules: Vec<(Rule, Counted)>,
    /// By number.
    pub enterprises: Vec<Enterprise>,
    pub left_out: BTreeMap<Aside, LeftOut>,
    pub grades: Texts,
    pub operations: Texts,
    pub raises: Raises,
    pub fines: Sum,
    pub back_pay: Sum,
    pub back_pay_without_months: Sum,
    /// Records whose back pay names a month that is not before their own.
    pub back_pay_not_earlier: u64,
    /// Records of which a figure stands in every part.
    pub repeated: u64,
    pub lines: u64,
    pub audited: u64,
    pub rejected: u64,
}

impl Tally {
    pub fn new(contract: &Contract) -> Self {
        Self {
            rules: contract.rules().into_iter().map(|rule| (rule, Counted::default())).collect(),
            enterprises: Vec::new(),
            left_out: BTreeMap::new(),
            grades: Texts::default(),
            operations: Texts::default(),
            raises: Raises::default(),
            fines: Sum::default(),
            back_pay: Sum::default(),
            back_pay_without_months: Sum::default(),
            back_pay_not_earlier: 0,
            repeated: 0,
            lines: 0,
            audited: 0,
            rejected: 0,
        }
    }

    /// Counts a record that is audited.
    pub fn record(&mut self, enterprise: u32, record: &Record<'_>) {
        self.audited += 1;
        if let Some(of) = self.enterprise(enterprise) {
            of.audited = true;
        }
        if record.deductions.fine != Money::ZERO {
            self.fines.add(record.deductions.fine);
        }
        for back in &record.back_pay {
            self.back_pay.add(back.amount);
            if back.months.is_none() {
                self.back_pay_without_months.add(back.amount);
            }
        }
        if record.back_pay.iter().any(|back| !wholly_earlier(record, back)) {
            self.back_pay_not_earlier += 1;
        }
    }

    /// Counts what a record owes.
    pub fn owes(&mut self, enterprise: u32, owed: &Owed, breaches: u64) {
        if let Some(of) = self.enterprise(enterprise) {
            let total = owed.total();
            of.owed += total;
            of.repaid += total - owed.open();
            of.breaches += breaches;
        }
    }

    fn enterprise(&mut self, number: u32) -> Option<&mut Enterprise> {
        let at = usize::try_from(number).ok()?;
        if self.enterprises.len() <= at {
            self.enterprises.resize(at.saturating_add(1), Enterprise::default());
        }
        self.enterprises.get_mut(at)
    }
}

impl Counted {
    /// Counts an outcome; `repaid` is what back pay has paid of it.
    pub fn add(&mut self, judged: &Judged<'_>, repaid: i64) {
        let [pass, breach, cannot_conclude, not_applicable] = &mut self.outcomes;
        match judged.outcome {
            Outcome::Pass => *pass += 1,
            Outcome::NotApplicable => *not_applicable += 1,
            Outcome::CannotConclude(reason) => {
                *cannot_conclude += 1;
                self.without_column += u64::from(reason == MISSING_COLUMN);
            }
            Outcome::Breach => {
                *breach += 1;
                if judged.unit == Unit::Money {
                    self.shortfall += i128::from(judged.shortfall);
                    self.repaid += i128::from(repaid);
                }
            }
        }
    }
}
