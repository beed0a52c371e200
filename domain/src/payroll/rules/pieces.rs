//! S10 piece pay, and what of it pays overtime pieces.

use super::case::Case;
use super::judge::{Judged, Sense};
use super::{MISSING_COLUMN, Notes, Outcome, Reason, Share, Unit};
use crate::decimal::Money;
use crate::payroll::exact::Exact;
use crate::payroll::ground::Overtime;
use crate::payroll::in_force::{InForce, Price, money, number};
use crate::payroll::record::{Pieces, Variant};
use crate::term::EmploymentKind;

/// Prices × counts × multipliers are counted in these.
const DEN: i128 = 1_000_000_000_000;

/// What pieces come to, all of them and those made in overtime.
struct Worth {
    all: Exact,
    overtime: Exact,
}

/// The price of an operation and variant: the first that fits goes first.
fn price<'a>(regime: &'a InForce, pieces: &Pieces) -> Option<&'a Price> {
    let fits = |price: &&Price| match (price.variant, pieces.variant) {
        (None, _) => true,
        (Some(own), Variant::Named(theirs)) => own == theirs,
        (Some(_), Variant::Unsaid | Variant::Other) => false,
    };
    regime.prices.get(pieces.operation)?.iter().find(fits)
}

/// The pieces that were made and have a price.
fn priced<'c>(case: &'c Case<'_>, regime: &'c InForce) -> impl Iterator<Item = (&'c Pieces, &'c Price)> {
    let made = case.record.pieces.iter().filter(|pieces| pieces.made.iter().any(|made| *made != 0));
    made.filter_map(|pieces| Some((pieces, price(regime, pieces)?)))
}

/// Multipliers of pieces: in normal hours, on working days, rest days, holidays.
fn multipliers(overtime: &Overtime) -> [i64; 4] {
    let mut all = [10_000, 0, 0, 0];
    let agreed = overtime.agreed.as_ref().map_or([0; 3], |agreed| agreed.multipliers);
    let higher = overtime.statute.into_iter().zip(agreed).map(|(statute, agreed)| statute.max(agreed));
    for (slot, multiplier) in all.iter_mut().skip(1).zip(higher) {
        *slot = multiplier;
    }
    all
}

/// What the pieces of a record come to on these days; `Ok(None)` where no price counts.
fn worth<'a>(case: &Case<'a>, regime: &'a InForce) -> Result<Option<Worth>, Reason<'a>> {
    let mut priced = priced(case, regime).peekable();
    if regime.ground.covered.is_none() || priced.peek().is_none() {
        return Ok(None);
    }
    let [both, _] = &regime.ground.overtime;
    let multipliers = multipliers(both.as_ref().ok_or(Reason::Word("no_statutory_value"))?);
    let (mut normal, mut overtime) = (0_i128, 0_i128);
    for (pieces, price) in priced {
        for (kind, (made, multiplier)) in pieces.made.iter().zip(multipliers).enumerate() {
            let product = i128::from(*made).checked_mul(i128::from(price.amount));
            let product = product.and_then(|product| product.checked_mul(i128::from(multiplier)));
            let sum = if kind == 0 { &mut normal } else { &mut overtime };
            *sum = product.and_then(|product| sum.checked_add(product)).ok_or(Reason::Word("out_of_range"))?;
        }
    }
    let all = normal.checked_add(overtime).ok_or(Reason::Word("out_of_range"))?;
    Ok(Some(Worth { all: Exact { num: all, den: DEN }, overtime: Exact { num: overtime, den: DEN } }))
}

/// Of what was paid what can have paid overtime pieces: the lowest over the days in force.
pub(super) fn taken_out<'a>(case: &Case<'a>) -> i64 {
    let rounding = case.rounding();
    let of_day = |regime: &'a InForce| {
        regime.ground.covered.as_ref()?;
        let Ok(Some(worth)) = worth(case, regime) else { return Some(0) };
        let (all, overtime) = (worth.all.round(rounding)?, worth.overtime.round(rounding)?);
        let short = case.record.piece_pay.map_or(0, |paid| all.saturating_sub(paid.e4()).max(0));
        Some(overtime.saturating_sub(short).max(0))
    };
    case.regimes.iter().filter_map(of_day).min().unwrap_or(0)
}

/// S10: round(Σ price · (pieces + k · overtime pieces)) → piece_pay.
pub(super) fn pay<'a>(case: &Case<'a>, notes: &mut impl Notes) -> Judged<'a> {
    let record = case.record;
    if !case.is_employed() {
        return Judged::nothing(Unit::Money);
    }
    if case.absent.pieces {
        let priced = case.regimes.iter().any(|regime| regime.prices.iter().any(|prices| !prices.is_empty()));
        let asked = priced && case.is(EmploymentKind::Piece);
        return if asked { Judged::unknown(MISSING_COLUMN, Unit::Money) } else { Judged::nothing(Unit::Money) };
    }
    if !record.pieces.iter().any(|pieces| pieces.made.iter().any(|made| *made != 0)) {
        return Judged::nothing(Unit::Money);
    }
    let ends = case.over(Unit::Money, Sense::AtLeast, |regime, ends| match worth(case, regime) {
        Err(reason) => ends.unknown(reason),
        Ok(None) => ends.nothing(),
        Ok(Some(worth)) => {
            notes.note(|| formula(case, regime), Some(worth.all));
            ends.asks_exact(Some(worth.all), case.rounding(), basis(case, regime));
        }
    });
    let paid = record.piece_pay.map(Money::e4).ok_or(Reason::Word("missing_piece_pay"));
    let mut judged = ends.judged(paid).owed(Share::Within);
    let in_overtime = record.pieces.iter().any(|pieces| pieces.made.iter().skip(1).any(|made| *made != 0));
    let untold = case.is(EmploymentKind::Piece) && case.overtime_hours() != 0 && !in_overtime;
    if judged.outcome == Outcome::Pass && untold && record.ot_pay.e4() == 0 {
        judged.outcome = Outcome::CannotConclude(Reason::Word("missing_overtime_pieces"));
    }
    judged
}

/// The item of the price, where there is but one.
fn basis<'a>(case: &Case<'a>, regime: &'a InForce) -> &'a str {
    let mut places = priced(case, regime).map(|(_, price)| price.place);
    let first = places.next();
    match first {
        Some(place) if places.all(|other| other == place) => case.contract.basis(place),
        _ => "contract piece_rate",
    }
}

fn formula(case: &Case<'_>, regime: &InForce) -> String {
    let [both, _] = &regime.ground.overtime;
    let Some(overtime) = both else { return String::new() };
    let multipliers = multipliers(overtime);
    let part = |(pieces, price): (&Pieces, &Price)| {
        let made = pieces.made.iter().zip(multipliers).enumerate().filter(|(_, (made, _))| **made != 0);
        let made = made.map(|(kind, (made, multiplier))| match kind {
            0 => number(*made),
            _ => format!("{} × {}", number(multiplier), number(*made)),
        });
        format!("{} × ({})", money(price.amount), made.collect::<Vec<_>>().join(" + "))
    };
    priced(case, regime).map(part).collect::<Vec<_>>().join(" + ")
}
