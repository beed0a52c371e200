//! The law beside each cell of a sheet: what the table shows next to what is offered.

use super::law::Law;
use super::leave::days_at;
use super::{FloorOutcome, FloorResult, check};
use crate::decimal::Days;
use crate::statute::{Citation, Cited, RulebookSet, Trust};
use crate::term::{Cell, CellValue, Item, LeaveBand, Term, TermSheet, cells_of};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use std::collections::HashMap;

/// What the law asks of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FloorCell {
    /// Item key.
    pub item: String,
    /// Field path.
    pub field: String,
    /// `F1` … `F14`.
    pub rule: String,
    /// How the cell stands.
    pub outcome: FloorOutcome,
    /// What the law asks, canonical text; `None` where the rulebook has no value.
    pub required: Option<String>,
    /// Where the law says it.
    pub citation: Option<Citation>,
    /// How far the value is trusted.
    pub trust: Option<Trust>,
}

/// The law beside the cells of a sheet. Cells of which no rule speaks are not among them.
pub fn cells(sheet: &TermSheet, rulebooks: &RulebookSet) -> Vec<FloorCell> {
    let Some(book) = rulebooks.governing(&sheet.jurisdiction) else { return Vec::new() };
    let law = Law::over(sheet, book);
    let items: HashMap<&str, &Item> = sheet.items.iter().map(|item| (item.key.as_str(), item)).collect();
    let mut out = Vec::new();
    for result in check(sheet, rulebooks) {
        let Some((item, rest)) = result.item.as_deref().and_then(|named| of(&items, named)) else { continue };
        if result.rule == "F5" {
            annual(item, &law, &mut out);
        } else {
            out.extend(fields(item, rest, &result).into_iter().map(|own| cell(&result, own, &law)));
        }
    }
    out
}

/// The item that a result names, and what of it: `F3` adds a field to the key.
fn of<'a, 'n>(items: &HashMap<&str, &'a Item>, named: &'n str) -> Option<(&'a Item, &'n str)> {
    let whole = items.get(named).map(|item| (*item, ""));
    let points = || named.match_indices('.').rev();
    whole.or_else(|| {
        let parts = points().filter_map(|(at, _)| Some((named.get(..at)?, named.get(at.saturating_add(1)..)?)));
        parts.filter_map(|(key, rest)| Some((*items.get(key)?, rest))).next()
    })
}

fn cell(result: &FloorResult, own: Cell, law: &Law) -> FloorCell {
    let (rule, outcome) = (result.rule.clone(), result.outcome);
    let required = match result.detail.as_str() {
        "day" | "divisor" | "percent_of_month" | "lowest" => asked(&own, result),
        _ if own.field == "percent_of" => asked(&own, result),
        _ => result.required.clone(),
    };
    let (item, field) = (own.item, own.field);
    if result.rule == "F8" && result.detail == "product" {
        // The percentage itself is lawful; it is its product with the lowest minimum that falls short.
        let percent = law.probation.as_ref();
        return FloorCell {
            item,
            field,
            rule,
            outcome,
            required: percent.map(|p| p.value.to_string()),
            citation: percent.map(|p| p.citation.clone()),
            trust: percent.map(|p| p.trust),
        };
    }
    let (citation, trust) = (result.citation.clone(), result.trust);
    FloorCell { item, field, rule, outcome, required, citation, trust }
}

/// What the law asks of the cell itself, where what it comes to was judged: as many times as much as that falls short,
/// rounded up to four digits.
fn asked(own: &Cell, result: &FloorResult) -> Option<String> {
    let number = |text: &Option<String>| text.as_ref()?.parse::<Decimal>().ok();
    let (offered, required) = (number(&result.offered)?, number(&result.required)?);
    if result.detail == "lowest" && result.outcome != FloorOutcome::Breach {
        return None;
    }
    let asked = own.value.number()?.checked_mul(required)?.checked_div(offered)?;
    Some(asked.round_dp_with_strategy(4, RoundingStrategy::ToPositiveInfinity).normalize().to_string())
}

/// The cells of an item that a result speaks of.
fn fields(item: &Item, rest: &str, result: &FloorResult) -> Vec<Cell> {
    let class = format!("{rest}.");
    let wanted = |field: &str| match result.rule.as_str() {
        "F1" | "F2" => matches!(field, "amount" | "percent_of_statutory" | "percent_of"),
        "F3" => {
            let rate =
                field.strip_prefix(&class).is_some_and(|rate| rate == "multiplier" || rate == "percent_of_month");
            field == rest || rate
        }
        "F4" => field == "monthly_cap_hours",
        "F6" => field == "unused_multiplier",
        "F7" => field == "month_offset",
        "F8" => field == "percent",
        "F9" => field == "percent" || (field.starts_with("bands[") && field.ends_with("].percent")),
        "F13" => field == "attainable_percent",
        "F14" => field == "low",
        "F10" | "F11" => field.starts_with("bands["),
        _ => false,
    };
    let mut cells: Vec<Cell> = cells_of(item).into_iter().filter(|cell| wanted(&cell.field)).collect();
    // A cell that the sheet leaves out stands where it would stand.
    if cells.is_empty() && (result.rule == "F6" || result.rule == "F3") {
        let field = if result.rule == "F6" { "unused_multiplier" } else { rest };
        cells.push(Cell { item: item.key.clone(), field: field.to_owned(), value: CellValue::Text(String::new()) });
    }
    cells
}

fn field_of(band: &LeaveBand) -> String {
    format!("bands[{}].days", band.service_years_from)
}

/// Annual leave band by band: what the law asks at the band's start, and whether the band is short anywhere it holds.
fn annual(item: &Item, law: &Law, out: &mut Vec<FloorCell>) {
    let Term::Leave { bands: all, .. } = &item.term else { return };
    for (index, band) in all.iter().enumerate() {
        let until = all.get(index.saturating_add(1)).map_or(u16::MAX, |next| next.service_years_from);
        let at = |years: u16| {
            let asked = |cited: &Cited<Vec<(u16, Days)>>| days_at(cited.value.iter().copied(), years);
            law.annual.iter().map(asked).max()
        };
        let steps = law.annual.iter().flat_map(|cited| &cited.value).map(|(years, _)| *years);
        let held = steps.filter(|years| *years > band.service_years_from && *years < until);
        let short = std::iter::once(band.service_years_from).chain(held).any(|y| at(y).is_some_and(|d| band.days < d));
        let source = law.annual.first();
        let outcome = match source {
            None => FloorOutcome::CannotConclude,
            Some(_) if short => FloorOutcome::Breach,
            Some(_) => FloorOutcome::Pass,
        };
        out.push(FloorCell {
            item: item.key.clone(),
            field: field_of(band),
            rule: "F5".to_owned(),
            outcome,
            required: at(band.service_years_from).map(|days| days.to_string()),
            citation: source.map(|cited| cited.citation.clone()),
            trust: source.map(|cited| cited.trust),
        });
    }
}
