//! Raises of an average: no claim of each worker, but what an enterprise's wages did can be told.

use super::contract::Contract;
use super::exact::Exact;
use super::finding::plain;
use super::in_force::InForce;
use super::record::Record;
use super::rules::{Unit, in_months};
use crate::decimal::{Rounding, RoundingMode};
use crate::term::{Adjustment, Term};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the wages of an enterprise did under a raise of their average.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Raise {
    pub enterprise_id: String,
    /// Key of the adjustment.
    pub item: String,
    /// Records with both wages.
    pub n: u64,
    /// Sum of the wages before, a month of full time each.
    pub previous_wage: String,
    /// Sum of the agreed wages, likewise.
    pub agreed_wage: String,
    /// How much more that is, percent to two digits; empty where nothing was before.
    pub percent: String,
    /// Lower end of the range, percent or money.
    pub low: String,
}

#[derive(Clone, Copy, Debug)]
struct Sums {
    n: u64,
    previous: Option<Exact>,
    agreed: Option<Exact>,
}

/// Sums by enterprise and item. Grows with enterprises.
#[derive(Clone, Debug, Default)]
pub(super) struct Raises {
    sums: BTreeMap<(u32, usize), Sums>,
}

impl Raises {
    /// Adds a record, where an adjustment of the average is for the worker and both wages are there.
    pub fn add(&mut self, enterprise: u32, record: &Record<'_>, regimes: &[InForce]) {
        // The last days of the month have the most that has begun.
        let Some(regime) = regimes.iter().rev().find(|regime| !regime.averages.is_empty()) else { return };
        let (Some(previous), Some(agreed)) = (record.previous_wage, record.agreed_wage) else { return };
        let month = |e4: i64| in_months(record, &regime.ground, e4);
        let (previous, agreed) = (month(previous.e4()), month(agreed.e4()));
        for step in &regime.averages {
            if previous.and_then(|previous| step.fits(previous)) != Some(true) {
                continue;
            }
            let zero = Some(Exact::e4(0));
            let sums = self.sums.entry((enterprise, step.place)).or_insert(Sums { n: 0, previous: zero, agreed: zero });
            let plus = |sum: Option<Exact>, more: Option<Exact>| sum.zip(more).and_then(|(sum, more)| sum.plus(more));
            sums.n = sums.n.saturating_add(1);
            (sums.previous, sums.agreed) = (plus(sums.previous, previous), plus(sums.agreed, agreed));
        }
    }

    /// What is told of them, by id of the enterprise, then in the order of the sheet. What is out of range is empty.
    pub fn told(self, id_of: &dyn Fn(u32) -> String, contract: &Contract) -> Vec<Raise> {
        let raise = |((enterprise, place), sums): ((u32, usize), Sums)| {
            let item = contract.item(place);
            let low = match item.map(|item| &item.term) {
                Some(Term::WageAdjustment { range: Adjustment::Percent { low, .. }, .. }) => low.to_string(),
                Some(Term::WageAdjustment { range: Adjustment::Amount { low, .. }, .. }) => low.to_string(),
                _ => String::new(),
            };
            let money = |sum: Option<Exact>| {
                // As the wages have them; only a day's or an hour's wage makes more than four digits a month.
                let rounded = sum.and_then(|sum| sum.round(Rounding { mode: RoundingMode::HalfUp, places: 4 }));
                rounded.map(|value| plain(value, Unit::Money, contract.money.digits)).unwrap_or_default()
            };
            let raise = Raise {
                enterprise_id: id_of(enterprise),
                item: item.map(|item| item.key.clone()).unwrap_or_default(),
                n: sums.n,
                previous_wage: money(sums.previous),
                agreed_wage: money(sums.agreed),
                percent: sums.percent().unwrap_or_default(),
                low,
            };
            (place, raise)
        };
        let mut told: Vec<(usize, Raise)> = self.sums.into_iter().map(raise).collect();
        told.sort_by(|a, b| (&a.1.enterprise_id, a.0).cmp(&(&b.1.enterprise_id, b.0)));
        told.into_iter().map(|(_, raise)| raise).collect()
    }
}

impl Sums {
    /// (agreed / previous − 1) × 100, to two digits, half up.
    fn percent(&self) -> Option<String> {
        let (previous, agreed) = (self.previous?, self.agreed?);
        if previous.num <= 0 {
            return None;
        }
        let more = agreed.minus(previous)?;
        let turned = Exact { num: previous.den, den: previous.num };
        let percent = more.times(turned)?.times(Exact { num: 100, den: 1 })?;
        let rounded = percent.round(Rounding { mode: RoundingMode::HalfUp, places: 2 })?;
        Some(plain(rounded, Unit::Days, 0))
    }
}
