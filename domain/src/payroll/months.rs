//! What is in force for each class of workers of each enterprise in each month, found once for all that have the same.

use super::contract::Contract;
use super::ground::Ground;
use super::in_force::InForce;
use super::month::{regimes, within};
use super::record::Record;
use super::roster::{Roster, RosterEntry};
use super::worker::{UNNAMED, Words, Worker};
use crate::statute::Rulebook;
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::sync::Arc;

/// Texts of posts and levels whose number is kept; beyond them it is found anew.
const TEXTS_KEPT: usize = 10_000;

/// The months of an audit: grows with enterprises, months and classes of workers, not with lines.
#[derive(Debug, Default)]
pub(super) struct Months {
    /// By month and coverage.
    grounds: Vec<Vec<Arc<Ground>>>,
    /// Enterprise and month to its place in `grounds`.
    places: HashMap<(u32, NaiveDate), usize>,
    /// The stints that matter in a month to its place: firms covered alike share one.
    alike: HashMap<(Option<Vec<RosterEntry>>, NaiveDate), usize>,
    last: Option<(u32, NaiveDate, usize)>,
    ready: Vec<Vec<InForce>>,
    /// Place in `grounds` and class of workers to its place in `ready`.
    classes: HashMap<(usize, Worker), usize>,
    grades: Texts,
    levels: Texts,
}

/// Numbers of texts.
#[derive(Debug, Default)]
struct Texts {
    known: HashMap<String, u32>,
}

impl Texts {
    fn number(&mut self, text: &str, words: &Words) -> u32 {
        if text.is_empty() {
            return UNNAMED;
        }
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        let number = words.place(text);
        if self.known.len() < TEXTS_KEPT {
            self.known.insert(text.to_owned(), number);
        }
        number
    }
}

impl Months {
    /// What is in force for a record of an enterprise.
    pub fn regimes(
        &mut self,
        enterprise: u32,
        record: &Record<'_>,
        contract: &Contract,
        book: &Rulebook,
        roster: Option<&Roster>,
    ) -> &[InForce] {
        let place = match self.last {
            Some((last, month, place)) if (last, month) == (enterprise, record.period) => place,
            _ => self.place(enterprise, record, contract, book, roster),
        };
        self.last = Some((enterprise, record.period, place));
        let selecting = &contract.selecting;
        let worker = Worker {
            grade: self.grades.number(&record.grade, &selecting.grades),
            level: self.levels.number(&record.level, &selecting.levels),
            employment: record.employment,
            steps: selecting.steps_of(record.service_years),
        };
        let (grounds, ready) = (&self.grounds, &mut self.ready);
        let class = *self.classes.entry((place, worker)).or_insert_with(|| {
            let grounds = grounds.get(place).map_or(&[][..], Vec::as_slice);
            ready.push(grounds.iter().map(|ground| InForce::new(ground, contract, &worker)).collect());
            ready.len() - 1
        });
        self.ready.get(class).map_or(&[], Vec::as_slice)
    }

    fn place(
        &mut self,
        enterprise: u32,
        record: &Record<'_>,
        contract: &Contract,
        book: &Rulebook,
        roster: Option<&Roster>,
    ) -> usize {
        // Without a roster every enterprise is covered alike.
        let key = (if roster.is_some() { enterprise } else { 0 }, record.period);
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let stints = roster.map(|roster| within(roster.stints(&record.enterprise_id), record.period));
        let grounds = &mut self.grounds;
        let place = *self.alike.entry((stints, record.period)).or_insert_with_key(|(stints, month)| {
            let found = regimes(contract, book, stints.as_deref(), *month).into_iter();
            grounds.push(found.map(|regime| Arc::new(Ground::new(regime, contract, book, *month))).collect());
            grounds.len() - 1
        });
        self.places.insert(key, place);
        place
    }
}
