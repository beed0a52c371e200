//! Minimum wages and piece rates as tables.

use super::articles::Articles;
use crate::render::document::{Block, Table};
use domain::term::{Item, Selectors, Term, WagePay};
use std::collections::{BTreeMap, BTreeSet};

/// Most columns of zones and size classes; more make a list.
const WIDEST: usize = 6;

/// A minimum wage as a row of the tables.
struct Wage {
    /// Post, level, employment, years of service.
    row: [String; 4],
    /// Zone and size class.
    column: (String, String),
    value: String,
}

impl Articles<'_> {
    /// Minimum wages: a table for each unit and time, posts down and zones and size classes across where that is a
    /// grid, else a list.
    pub(super) fn wage_tables(&self, items: &[&Item]) -> Vec<Block> {
        let mut groups: Vec<(String, Vec<Wage>)> = Vec::new();
        for item in items {
            let Term::MinimumWage { unit, pay, select } = &item.term else { continue };
            let unit = self.lang.t(&format!("unit-{}", unit.word()));
            let heading = match self.when(&item.time) {
                Some(when) => format!("{unit}{}{when}", self.lang.comma()),
                None => unit,
            };
            let wage = self.wage(pay, select);
            match groups.iter_mut().find(|(group, _)| *group == heading) {
                Some((_, wages)) => wages.push(wage),
                None => groups.push((heading, vec![wage])),
            }
        }
        let titled = |heading: &str| {
            let currency = crate::text::currency(&self.sheet.currency, self.lang);
            self.lang.ta("doc-wages-heading", &[("unit", heading), ("currency", &currency)])
        };
        groups
            .into_iter()
            .flat_map(|(heading, wages)| [Block::Heading(titled(&heading)), Block::Table(self.wage_table(wages))])
            .collect()
    }

    fn wage(&self, pay: &WagePay, select: &Selectors) -> Wage {
        let word = |field: &str, text: &Option<String>| {
            text.as_ref().map(|text| self.word("minimum_wage", field, text)).unwrap_or_default()
        };
        let employment = select.employment.map(|kind| self.lang.t(&format!("employment-{}", kind.word())));
        let years = select.service_years_from.map(|years| self.years(&years.to_string()));
        Wage {
            row: [
                word("grade", &select.grade),
                word("level", &select.level),
                employment.unwrap_or_default(),
                years.unwrap_or_default(),
            ],
            column: (word("zone", &select.zone), word("size", &select.size)),
            value: self.pay(pay),
        }
    }

    fn wage_table(&self, wages: Vec<Wage>) -> Table {
        let columns: Vec<(String, String)> = in_order(wages.iter().map(|wage| wage.column.clone()));
        let rows: Vec<[String; 4]> = in_order(wages.iter().map(|wage| wage.row.clone()));
        let places: BTreeSet<_> = wages.iter().map(|wage| (&wage.row, &wage.column)).collect();
        // Two amounts in one place, or a grid that is mostly empty, are a list.
        let full = wages.len().saturating_mul(2) >= columns.len().saturating_mul(rows.len());
        let grid = columns.len() > 1 && columns.len() <= WIDEST && places.len() == wages.len() && full;
        let labels = ["label-grade", "label-level", "label-employment", "doc-column-years"].map(|key| self.lang.t(key));
        let amount = self.lang.t("doc-column-amount");
        if !grid {
            let head = labels.into_iter().chain(["label-zone", "label-size"].map(|key| self.lang.t(key)));
            let everybody = || self.lang.t("doc-everybody");
            let row = |wage: Wage| {
                let mut row: Vec<String> = wage.row.into_iter().chain([wage.column.0, wage.column.1]).collect();
                if row.iter().all(String::is_empty)
                    && let Some(first) = row.first_mut()
                {
                    *first = everybody();
                }
                row.push(wage.value);
                row
            };
            let head = head.chain([amount]).collect();
            return Table { head, names: 6, rows: wages.into_iter().map(row).collect() }.dense();
        }
        let mut values: BTreeMap<([String; 4], (String, String)), String> =
            wages.into_iter().map(|wage| ((wage.row, wage.column), wage.value)).collect();
        let named = |(zone, size): &(String, String)| {
            let both: Vec<&str> = [zone.as_str(), size.as_str()].into_iter().filter(|word| !word.is_empty()).collect();
            if both.is_empty() { amount.clone() } else { both.join(" · ") }
        };
        let head = labels.into_iter().chain(columns.iter().map(named)).collect();
        let mut row = |row: &[String; 4]| {
            let mut cells = row.to_vec();
            if cells.iter().all(String::is_empty)
                && let Some(first) = cells.first_mut()
            {
                *first = self.lang.t("doc-everybody");
            }
            let value = |column: &(String, String)| values.remove(&(row.clone(), column.clone()));
            let values: Vec<String> =
                columns.iter().map(value).map(|value| value.unwrap_or_else(|| "—".to_owned())).collect();
            cells.extend(values);
            cells
        };
        let rows = rows.iter().map(&mut row).collect();
        Table { head, names: 4, rows }.dense()
    }

    /// Piece rates, one a row.
    pub(super) fn piece_table(&self, items: &[&Item]) -> Table {
        let keys =
            ["label-operation", "label-variant", "doc-column-whom", "label-unit", "doc-column-price", "when-it-counts"];
        let row = |item: &&Item| {
            let Term::PieceRate { code, variant, unit, amount, select } = &item.term else { return None };
            Some(vec![
                self.word("piece_rate", "code", code),
                variant.as_ref().map(|text| self.word("piece_rate", "variant", text)).unwrap_or_default(),
                self.whom("piece_rate", select).unwrap_or_default(),
                self.unit(unit),
                amount.to_string(),
                self.when(&item.time).unwrap_or_default(),
            ])
        };
        let head = keys.map(|key| self.lang.t(key)).to_vec();
        Table { head, names: 3, rows: items.iter().filter_map(row).collect() }.dense()
    }
}

/// Each once, in the order in which they come.
fn in_order<T: Clone + Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.filter(|one| seen.insert(one.clone())).collect()
}
