//! F1, F2: every minimum of the sheet against the statutory one, on the days on which it counts.

use super::law::Law;
use super::{FloorOutcome, FloorResult, Test};
use crate::decimal::{Money, Percent};
use crate::statute::Cited;
use crate::term::{Identity, Item, NameKind, Span, Term, TermSheet, WagePay, WageUnit};
use std::collections::HashMap;

/// A sum of money on some days and the statutory minimum of these days, both a month or both an hour.
struct Stretch {
    /// At 10^-12; a percent of the statute: that percent of it.
    offered: i128,
    /// `None`: the rulebook has no value for any of the days.
    required: Option<Cited<Money>>,
}

const DIGITS: u32 = 12;
/// From ten-thousandths to [`DIGITS`].
const FROM_E4: i128 = 100_000_000;
/// A whole, in ten-thousandths of a percent.
const WHOLE: i64 = 1_000_000;

/// What falls short: what it comes to, and what is asked.
pub(super) struct Short {
    pub offered: String,
    pub required: Cited<Money>,
}

struct Minimum<'a> {
    item: &'a Item,
    unit: WageUnit,
    pay: &'a WagePay,
    stretches: Vec<Stretch>,
}

/// The minimum wages of a sheet, worked out.
pub(super) struct Minimums<'a> {
    all: Vec<Minimum<'a>>,
    law: &'a Law,
    whole: Span,
}

/// A number of so many digits as text.
pub(super) fn shown(number: i128, digits: u32) -> String {
    // Beyond what a decimal holds only digits far behind the point are lost.
    let mut parts = (number, digits);
    loop {
        match rust_decimal::Decimal::try_from_i128_with_scale(parts.0, parts.1) {
            Ok(decimal) => return decimal.normalize().to_string(),
            Err(_) if parts.1 > 0 => parts = (parts.0 / 10, parts.1.saturating_sub(1)),
            Err(_) => return String::new(),
        }
    }
}

fn money(number: i128) -> String {
    let e4 = (number % FROM_E4 == 0).then_some(number / FROM_E4).and_then(|e4| i64::try_from(e4).ok());
    e4.and_then(Money::from_e4).map_or_else(|| shown(number, DIGITS), |money| money.to_string())
}

impl<'a> Minimums<'a> {
    pub(super) fn of(sheet: &'a TermSheet, law: &'a Law) -> Self {
        let bases = Bases::of(sheet);
        let minimum = |item: &'a Item| match &item.term {
            Term::MinimumWage { unit, pay, .. } => {
                let stretches = bases.stretches(item, *unit, pay, sheet, law);
                Some(Minimum { item, unit: *unit, pay, stretches })
            }
            _ => None,
        };
        let all = sheet.items.iter().filter_map(minimum).collect();
        Self { all, law, whole: Span::days(sheet.effective.from, sheet.effective.to) }
    }

    /// F1 for monthly and daily minimums, F2 for hourly ones.
    pub(super) fn check(&self, out: &mut Vec<FloorResult>) {
        for rule in ["F1", "F2"] {
            let hourly = rule == "F2";
            let before = out.len();
            let of_rule = self.all.iter().filter(|minimum| (minimum.unit == WageUnit::Hour) == hourly);
            out.extend(of_rule.map(|minimum| self.one(rule, minimum)));
            if !hourly && out.len() == before {
                let statutory = self.law.minimum(WageUnit::Month, &self.whole);
                out.push(Test { rule, item: None }.omitted(statutory));
            }
        }
    }

    fn one(&self, rule: &'static str, minimum: &Minimum<'_>) -> FloorResult {
        let test = Test { rule, item: Some(&minimum.item.key) };
        if let WagePay::OfStatutory { percent_of_statutory } = minimum.pay {
            let statutory = self.law.minimum(minimum.unit, &self.whole);
            let lawful = percent_of_statutory.e4() >= WHOLE;
            let asked = Percent::from_e4(WHOLE).unwrap_or_default().to_string();
            let outcome = if lawful { FloorOutcome::Pass } else { FloorOutcome::Breach };
            let mut result = test.result(outcome, Some(percent_of_statutory.to_string()), statutory);
            (result.required, result.detail) = (Some(asked), "percent".to_owned());
            return result;
        }
        let short = |stretch: &&Stretch| {
            stretch.required.as_ref().is_some_and(|asked| stretch.offered < i128::from(asked.value.e4()) * FROM_E4)
        };
        let known = |stretch: &&Stretch| stretch.required.is_some();
        let strictest = |stretch: &&Stretch| stretch.required.as_ref().map(|asked| asked.value);
        let all = || minimum.stretches.iter();
        let worst = all().filter(short).max_by_key(strictest);
        let worst = worst.or_else(|| all().filter(known).max_by_key(strictest)).or_else(|| all().next());
        let outcome = match worst {
            Some(stretch) if short(&stretch) => FloorOutcome::Breach,
            Some(Stretch { required: Some(_), .. }) => FloorOutcome::Pass,
            _ => FloorOutcome::CannotConclude,
        };
        let offered = worst.map(|stretch| money(stretch.offered));
        let mut result = test.result(outcome, offered, worst.and_then(|stretch| stretch.required.as_ref()));
        if minimum.unit == WageUnit::Day {
            result.detail = "day".to_owned();
        }
        result
    }

    fn monthly(&self) -> impl Iterator<Item = &Minimum<'a>> {
        self.all.iter().filter(|minimum| minimum.unit == WageUnit::Month)
    }

    pub(super) fn has_monthly(&self) -> bool {
        self.monthly().next().is_some()
    }

    /// Whether anything can be said of a percent of the monthly minimums.
    pub(super) fn is_known(&self) -> bool {
        let known = |minimum: &Minimum<'_>| minimum.stretches.iter().any(|stretch| stretch.required.is_some());
        self.monthly().any(known)
    }

    /// The lowest that so many percent of a monthly minimum come to, where that is below so many percent of the statute.
    pub(super) fn below(&self, percent: Percent, least: Percent) -> Option<Short> {
        let mut worst: Option<(i128, Short)> = None;
        for stretch in self.monthly().flat_map(|minimum| &minimum.stretches) {
            let Some(required) = &stretch.required else { continue };
            let offered = stretch.offered.checked_mul(i128::from(percent.e4()))? / i128::from(WHOLE);
            let asked = i128::from(required.value.e4()).checked_mul(i128::from(least.e4()))?.checked_mul(FROM_E4)?;
            let asked = asked / i128::from(WHOLE);
            if offered < asked && worst.as_ref().is_none_or(|(lowest, _)| offered < *lowest) {
                let value = i64::try_from(asked / FROM_E4).ok().and_then(Money::from_e4)?;
                let required = Cited { value, citation: required.citation.clone(), trust: required.trust };
                worst = Some((offered, Short { offered: shown(offered, DIGITS), required }));
            }
        }
        worst.map(|(_, short)| short)
    }
}

/// Minimum wages with an amount, by key and by what they are for: what percents are of.
struct Bases<'a> {
    by_key: HashMap<&'a str, Identity>,
    alike: HashMap<Identity, Vec<(&'a Item, Money)>>,
}

impl<'a> Bases<'a> {
    fn of(sheet: &'a TermSheet) -> Self {
        let names = sheet.names.matcher();
        let stands = |kind: NameKind, text: &str| names.stands(kind, text);
        let (mut by_key, mut alike) = (HashMap::new(), HashMap::<Identity, Vec<_>>::new());
        for item in &sheet.items {
            if let Term::MinimumWage { pay: WagePay::Amount { amount }, .. } = &item.term
                && let Some(identity) = Identity::of(&item.term, &stands)
            {
                by_key.insert(item.key.as_str(), identity.clone());
                alike.entry(identity).or_default().push((item, *amount));
            }
        }
        Self { by_key, alike }
    }

    /// What an item comes to, a month or an hour, with the statute of those days.
    fn stretches(&self, item: &Item, unit: WageUnit, pay: &WagePay, sheet: &TermSheet, law: &Law) -> Vec<Stretch> {
        let own = Span::of(item, sheet.effective);
        let month = |e4: i128| match (unit, law.days_per_month) {
            // 4 + 4 digits more.
            (WageUnit::Day, Some(days)) => {
                e4.checked_mul(i128::from(days.e4()))?.checked_mul(FROM_E4)?.checked_div(10_000)
            }
            (WageUnit::Day, None) => None,
            _ => e4.checked_mul(FROM_E4),
        };
        let stretch = |offered: Option<i128>, days: &Span| {
            Some(Stretch { offered: offered?, required: law.minimum(unit, days).cloned() })
        };
        match pay {
            WagePay::Amount { amount } => stretch(month(i128::from(amount.e4())), &own).into_iter().collect(),
            WagePay::OfStatutory { percent_of_statutory } => {
                let percent = i128::from(percent_of_statutory.e4());
                let of = law.minimum(unit, &own).map(|law| i128::from(law.value.e4()));
                let part = of.and_then(|of| of.checked_mul(percent)?.checked_mul(FROM_E4 / i128::from(WHOLE)));
                stretch(part, &own).into_iter().collect()
            }
            WagePay::OfItem { percent_of, of_item } => {
                let alike = self.by_key.get(of_item.as_str()).and_then(|identity| self.alike.get(identity));
                let part = |(base, amount): &(&Item, Money)| {
                    let days = own.and(&Span::of(base, sheet.effective))?;
                    let part = i128::from(amount.e4()).checked_mul(i128::from(percent_of.e4()));
                    // Four digits more than an amount, two of them the percent's.
                    let part = month(part?)?.checked_div(i128::from(WHOLE))?;
                    stretch(Some(part), &days)
                };
                alike.into_iter().flatten().filter_map(part).collect()
            }
        }
    }
}
