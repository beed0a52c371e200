//! What is in force for each enterprise in each month, found once for all that have the same.

use super::contract::Contract;
use super::in_force::InForce;
use super::line::Line;
use super::month::{regimes, within};
use super::roster::{Roster, RosterEntry};
use crate::statute::Rulebook;
use chrono::NaiveDate;
use hashbrown::HashMap;

/// The months of an audit: grows with enterprises and months, not with lines.
#[derive(Debug, Default)]
pub(super) struct Months {
    ready: Vec<Vec<InForce>>,
    /// Enterprise and month to its place in `ready`.
    places: HashMap<(u32, NaiveDate), usize>,
    /// The stints that matter in a month to its place: firms covered alike share one.
    alike: HashMap<(Option<Vec<RosterEntry>>, NaiveDate), usize>,
    last: Option<(u32, NaiveDate, usize)>,
}

impl Months {
    /// What is in force for a line of an enterprise.
    pub(super) fn regimes(
        &mut self,
        enterprise: u32,
        line: &Line<'_>,
        contract: &Contract,
        book: &Rulebook,
        roster: Option<&Roster>,
    ) -> &[InForce] {
        let place = match self.last {
            Some((last, month, place)) if (last, month) == (enterprise, line.period) => place,
            _ => self.place(enterprise, line, contract, book, roster),
        };
        self.last = Some((enterprise, line.period, place));
        self.ready.get(place).map_or(&[], Vec::as_slice)
    }

    fn place(
        &mut self,
        enterprise: u32,
        line: &Line<'_>,
        contract: &Contract,
        book: &Rulebook,
        roster: Option<&Roster>,
    ) -> usize {
        // Without a roster every enterprise is covered alike.
        let key = (if roster.is_some() { enterprise } else { 0 }, line.period);
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let stints = roster.map(|roster| within(roster.stints(&line.enterprise_id), line.period));
        let ready = &mut self.ready;
        let place = *self.alike.entry((stints, line.period)).or_insert_with_key(|(stints, month)| {
            let found = regimes(&contract.sheet, book, stints.as_deref(), *month);
            ready.push(found.into_iter().map(|regime| InForce::new(regime, contract, *month)).collect());
            ready.len() - 1
        });
        self.places.insert(key, place);
        place
    }
}
