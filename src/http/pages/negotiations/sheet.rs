//! A term sheet to read, and its floor check.

use crate::http::pages::fold::{Share, window};
use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::text::term::{cell_text, item_title, named_label};
use crate::text::{currency, floor_message, outcome_word};
use domain::floor::{FloorOutcome, FloorResult};
use domain::term::{CellValue, Item, Names, TermSheet, cells_of};
use maud::{Markup, html};
use std::collections::HashMap;

pub(in crate::http::pages) fn view(visit: &Visit, sheet: &TermSheet) -> Markup {
    let lang = visit.lang();
    let weight =
        |item: &Item| cells_of(item).iter().map(|cell| 350_usize.saturating_add(cell.value.text().len())).sum();
    let (shown, links) = window(visit, ("items", Share::Most), &sheet.items, |item| item.key.clone(), weight);
    html! {
        dl.line {
            dt { (visit.t("label-effective")) } dd { (parts::day(sheet.effective.from)) " – " (parts::day(sheet.effective.to)) }
            dt { (visit.t("label-area")) } dd { (sheet.area) }
            dt { (visit.t("label-currency")) } dd { (currency(&sheet.currency, lang)) }
            dt { (visit.t("label-rounding")) } dd { (lang.ta("rounding", &[
                ("mode", &visit.t(&format!("rounding-{}", sheet.rounding.mode.word()))), ("places", &sheet.rounding.places.to_string())])) }
        }
        div.scroll { table.sheet {
            thead { tr { th { (visit.t("item")) } th { (visit.t("field")) } th { (visit.t("value")) } } }
            @for item in shown {
                @let cells = cells_of(item);
                tbody { @for (index, cell) in cells.iter().enumerate() { tr {
                    @if index == 0 { th scope="rowgroup" rowspan=(cells.len()) { (item_title(item, &sheet.names, lang)) } }
                    td { (named_label(&cell.field, &sheet.names, lang)) }
                    td { @match &cell.value {
                        CellValue::Number(text) => { span.number { (text) } }
                        value => { span.prose { (cell_text(&cell.field, value, lang)) } }
                    } }
                } } }
            }
        } }
        (links)
    }
}

/// What a result is about in words, where the sheet has it: an item, or a field of one (`overtime.holiday`).
fn named(about: &str, items: &HashMap<&str, &Item>, names: &Names, lang: Lang) -> String {
    let title = |key: &str| items.get(key).map(|item| item_title(item, names, lang));
    let field = || {
        let parts = about.match_indices('.').rev();
        let mut parts = parts.filter_map(|(at, _)| Some((about.get(..at)?, about.get(at.saturating_add(1)..)?)));
        let (title, field) = parts.find_map(|(key, field)| Some((title(key)?, field)))?;
        Some(format!("{title} · {}", named_label(field, names, lang)))
    };
    title(about).or_else(field).unwrap_or_else(|| about.to_owned())
}

/// The floor check of a sheet's items: breaches first, then what cannot be told, warnings, silence, and what is in order.
pub(in crate::http::pages) fn floor(visit: &Visit, results: &[FloorResult], sheet: &TermSheet) -> Markup {
    let lang = visit.lang();
    let rank = |outcome: FloorOutcome| match outcome {
        FloorOutcome::Breach => 0,
        FloorOutcome::CannotConclude => 1,
        FloorOutcome::Warning => 2,
        FloorOutcome::Omitted => 3,
        FloorOutcome::Pass => 4,
    };
    let tone = |outcome: FloorOutcome| match outcome {
        FloorOutcome::Breach => "bad",
        FloorOutcome::Warning => "warn",
        FloorOutcome::Pass => "good",
        FloorOutcome::CannotConclude | FloorOutcome::Omitted => "calm",
    };
    let mut sorted: Vec<&FloorResult> = results.iter().collect();
    sorted.sort_by_key(|result| rank(result.outcome));
    let items: HashMap<&str, &Item> = sheet.items.iter().map(|item| (item.key.as_str(), item)).collect();
    let key = |result: &&FloorResult| format!("{}:{}", result.rule, result.item.as_deref().unwrap_or_default());
    let (shown, links) = window(visit, ("floor", Share::Some), &sorted, key, |_| 900);
    html! {
        h2 { (visit.t("floor-check")) }
        div.scroll { table.floor {
            thead { tr { th { (visit.t("rule")) } th { (visit.t("item")) } th { (visit.t("outcome")) } th { (visit.t("finding")) } th { (visit.t("basis")) } } }
            tbody { @for result in shown { tr {
                td { (result.rule) }
                td { @if let Some(key) = &result.item { span title=(key) { (named(key, &items, &sheet.names, lang)) } } @else { "—" } }
                td { (parts::badge(tone(result.outcome), &visit.t(&format!("outcome-{}", outcome_word(result.outcome))))) }
                td { (floor_message(result, lang)) }
                td { @if let Some(source) = &result.citation { (parts::citation(source, lang)) }
                    @if let Some(how) = result.trust { " " (parts::trust(how, lang)) } }
            } } }
        } }
        (links)
    }
}
