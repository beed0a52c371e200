//! The law beside each cell of a sheet: what the table shows next to what is offered.

use super::law::Law;
use super::leave::days_at;
use super::{FloorOutcome, FloorResult, check};
use crate::decimal::Days;
use crate::statute::{Citation, Cited, RulebookSet, Trust};
use crate::term::{LeaveBand, Term, TermSheet};
use serde::Serialize;

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
    let law = Law::over(sheet, rulebooks.rulebook(&sheet.jurisdiction));
    let mut out = Vec::new();
    for result in check(sheet, rulebooks) {
        match &result.item {
            Some(key) if result.rule == "F5" => annual(sheet, key, &law, &mut out),
            Some(_) => {
                out.extend(fields(sheet, &result).into_iter().map(|(item, field)| cell(&result, item, field, &law)))
            }
            None => {}
        }
    }
    out
}

fn cell(result: &FloorResult, item: String, field: String, law: &Law) -> FloorCell {
    let (rule, outcome) = (result.rule.clone(), result.outcome);
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
    let (required, citation, trust) = (result.required.clone(), result.citation.clone(), result.trust);
    FloorCell { item, field, rule, outcome, required, citation, trust }
}

/// The cells a result speaks of: `F3` names its cell, the others the item, and by rule the field.
fn fields(sheet: &TermSheet, result: &FloorResult) -> Vec<(String, String)> {
    let Some(key) = result.item.as_deref() else { return Vec::new() };
    if result.rule == "F3" {
        let named = key.rsplit_once('.').map(|(item, field)| (item.to_owned(), field.to_owned()));
        return named.into_iter().collect();
    }
    let field = match result.rule.as_str() {
        "F1" | "F2" => "amount",
        "F4" => "monthly_cap_hours",
        "F6" => "unused_multiplier",
        "F7" => "month_offset",
        "F8" | "F9" => "percent",
        "F13" => "attainable_percent",
        "F14" => "low",
        "F10" | "F11" => return bands(sheet, key).map(|band| (key.to_owned(), field_of(band))).collect(),
        _ => return Vec::new(),
    };
    vec![(key.to_owned(), field.to_owned())]
}

fn field_of(band: &LeaveBand) -> String {
    format!("bands[{}].days", band.service_years_from)
}

fn bands<'a>(sheet: &'a TermSheet, key: &'a str) -> impl Iterator<Item = &'a LeaveBand> {
    sheet.items.iter().filter(move |item| item.key == key).flat_map(|item| match &item.term {
        Term::Leave { bands, .. } => bands.as_slice(),
        _ => &[],
    })
}

/// Annual leave band by band: what the law asks at the band's start, and whether the band is short anywhere it holds.
fn annual(sheet: &TermSheet, key: &str, law: &Law, out: &mut Vec<FloorCell>) {
    let all: Vec<&LeaveBand> = bands(sheet, key).collect();
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
            item: key.to_owned(),
            field: field_of(band),
            rule: "F5".to_owned(),
            outcome,
            required: at(band.service_years_from).map(|days| days.to_string()),
            citation: source.map(|cited| cited.citation.clone()),
            trust: source.map(|cited| cited.trust),
        });
    }
}
