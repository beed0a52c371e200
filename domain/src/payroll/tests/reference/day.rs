//! A month, day by day: what of the contract counts on each.

use super::Roster;
use super::contract::Contract;
use crate::term::Item;
use chrono::{Datelike, Months, NaiveDate};

pub struct Day<'a> {
    pub date: NaiveDate,
    /// Of the statutory minimum.
    pub area: String,
    /// Zone and size, where the contract is in force.
    pub place: Option<(String, String)>,
    /// Items that count.
    pub items: Vec<&'a Item>,
    /// Raises begun by this day.
    pub raises: Vec<&'a Item>,
}

/// Whether a day lies within both dates, where there are any.
pub fn within(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// First day of a raise.
pub fn begins(item: &Item, contract: &Contract<'_>) -> NaiveDate {
    item.time.from.unwrap_or(contract.sheet.effective.from)
}

fn counts(item: &Item, day: NaiveDate) -> bool {
    let month = item.time.months.is_empty() || item.time.months.iter().any(|month| u32::from(*month) == day.month());
    month && within(day, item.time.from, item.time.to)
}

/// One day of an enterprise.
pub fn day<'a>(contract: &Contract<'a>, roster: Option<&Roster>, enterprise: &str, date: NaiveDate) -> Day<'a> {
    let sheet = contract.sheet;
    let (mut area, mut place) = (sheet.area.clone(), None);
    match roster {
        None => place = Some((String::new(), String::new())),
        Some(roster) => {
            let stints = roster.get(enterprise).map(Vec::as_slice).unwrap_or_default();
            let now = stints.iter().find(|stint| within(date, stint.joined, stint.left));
            // Where an enterprise stands does not change with the day it joins.
            if let Some(stint) = now.or(stints.first()).filter(|stint| !stint.area.is_empty()) {
                area.clone_from(&stint.area);
            }
            place = now.map(|stint| (stint.zone.clone(), stint.size.clone())).or(place);
        }
    }
    let in_force = within(date, Some(sheet.effective.from), Some(sheet.effective.to));
    let place = place.filter(|_| in_force);
    let of = |keep: &dyn Fn(&Item) -> bool| -> Vec<&'a Item> {
        let all = sheet.items.iter().filter(|item| place.is_some() && keep(item));
        all.collect()
    };
    let items = of(&|item| counts(item, date));
    let raises = of(&|item| item.term.kind() == "wage_adjustment" && begins(item, contract) <= date);
    Day { date, area, items, raises, place }
}

/// Every day of a month.
pub fn month<'a>(
    contract: &Contract<'a>,
    roster: Option<&Roster>,
    enterprise: &str,
    period: NaiveDate,
) -> Vec<Day<'a>> {
    let next = period + Months::new(1);
    period.iter_days().take_while(|date| *date < next).map(|date| day(contract, roster, enterprise, date)).collect()
}
