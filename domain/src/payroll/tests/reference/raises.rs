//! Raises of the average: told, never judged of a worker.

use super::judge::At;
use super::number::{Q, zero};
use crate::term::{AdjustmentOf, Term};

/// Of an enterprise and an item: how many records, and the sums of what they had and have, a month of full time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raise {
    pub enterprise: String,
    pub item: String,
    pub records: u64,
    pub previous: Q,
    pub agreed: Q,
}

pub fn add(at: &At<'_>, raises: &mut Vec<Raise>) {
    if at.kind().is_none() || at.over_age() {
        return;
    }
    let record = at.record;
    let (Some(previous), Some(agreed)) = (&record.previous_wage, &record.agreed_wage) else { return };
    for item in at.contract.items("wage_adjustment") {
        if !matches!(item.term, Term::WageAdjustment { of: AdjustmentOf::Average, .. }) {
            continue;
        }
        let fits = at.days.iter().find(|day| {
            let begun = day.raises.iter().any(|begun| begun.key == item.key);
            begun && at.raise_fits(item, day, &(previous * at.full_time(day)))
        });
        let Some(times) = fits.map(|day| at.full_time(day)) else { continue };
        let place = raises.iter().position(|raise| raise.enterprise == record.enterprise && raise.item == item.key);
        let place = place.unwrap_or_else(|| {
            let (enterprise, item) = (record.enterprise.clone(), item.key.clone());
            raises.push(Raise { enterprise, item, records: 0, previous: zero(), agreed: zero() });
            raises.len() - 1
        });
        raises[place].records += 1;
        raises[place].previous += previous * &times;
        raises[place].agreed += agreed * &times;
    }
}
