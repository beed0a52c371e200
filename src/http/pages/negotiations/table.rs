//! The table: per item and cell the contract before, the law, both positions, the gap, the last move, the marks.

use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::service::negotiations::NegotiationView;
use crate::service::table::{Row, TableView};
use crate::text::term::{cell_text, field_label, item_title};
use domain::bargaining::Move;
use domain::floor::FloorOutcome;
use domain::party::Side;
use domain::term::{CellValue, Item};
use maud::{Markup, html};
use std::collections::HashMap;

/// The items named at the table, by key: for their titles.
fn items(view: &NegotiationView) -> HashMap<&str, &Item> {
    let state = &view.state;
    let previous = state.opening().previous.iter();
    let sheets = previous.chain(state.offers().iter().map(|offer| &offer.sheet));
    sheets.flat_map(|sheet| &sheet.items).map(|item| (item.key.as_str(), item)).collect()
}

pub(super) fn view(visit: &Visit, view: &NegotiationView, table: &TableView) -> Markup {
    let t = |key: &str| visit.t(key);
    let items = items(view);
    let mut rows = table.rows.iter().peekable();
    html! {
        div.title { h2 { (t("table")) } (moment_picker(visit, view, table)) }
        @if table.rows.is_empty() { p.hint { (t("nothing-tabled")) } }
        @else { div.scroll { table.bargain {
            thead { tr {
                th scope="col" { (t("item")) } th scope="col" { (t("previous-contract")) } th scope="col" { (t("statutory")) }
                th scope="col" { (t("capacity-worker_side")) } th scope="col" { (t("capacity-employer_side")) }
                th scope="col" { (t("gap")) } th scope="col" { (t("last-move")) }
            } }
            @while let Some(row) = rows.next() {
                tbody {
                    (heading(visit, row, items.get(row.cell.item.as_str()).copied()))
                    (line(visit, row))
                    @while let Some(next) = rows.next_if(|next| next.cell.item == row.cell.item) { (line(visit, next)) }
                }
            }
        } } }
    }
}

/// Which moment is shown: now, or after any act.
fn moment_picker(visit: &Visit, view: &NegotiationView, table: &TableView) -> Markup {
    let lang = visit.lang();
    html! {
        @if !view.state.offers().is_empty() {
            form.inline method="get" {
                label for="as_of" { (visit.t("table-after")) }
                select id="as_of" name="as_of" {
                    @for seq in (0..=view.version).rev() {
                        option value=(seq) selected[seq == table.as_of] { (lang.ta("act-number", &[("seq", &seq.to_string())])) }
                    }
                }
                button { (visit.t("show")) }
                @if table.as_of != view.version { a href={ "/negotiations/" (view.opening.id) } { (visit.t("table-now")) } }
            }
        }
    }
}

fn heading(visit: &Visit, row: &Row, item: Option<&Item>) -> Markup {
    let cell = &row.cell;
    let title = item.map_or_else(|| cell.item.clone(), |item| item_title(item, visit.lang()));
    html! {
        tr.item { th colspan="7" scope="rowgroup" {
            span { (title) } " " code { (cell.item) } " "
            @if cell.agreed.is_some() { (parts::badge("good", &visit.t("agreed"))) }
            @else {
                @if cell.initials.worker_side.is_some() { (parts::badge("plain", &visit.t("initialled-worker"))) " " }
                @if cell.initials.employer_side.is_some() { (parts::badge("plain", &visit.t("initialled-employer"))) }
            }
        } }
    }
}

fn value(field: &str, value: Option<&CellValue>, lang: Lang) -> Markup {
    html! { @match value {
        None => { span.hint { "—" } }
        Some(value @ CellValue::Number(_)) => { span.number { (value.text()) } }
        Some(value) => { (cell_text(field, value, lang)) }
    } }
}

fn line(visit: &Visit, row: &Row) -> Markup {
    let (lang, cell) = (visit.lang(), &row.cell);
    let label = |key: &str| visit.t(key);
    html! {
        tr.unlawful[row.unlawful] {
            th scope="row" { (field_label(&cell.field, lang)) }
            td data-label=(label("previous-contract")) { (value(&cell.field, cell.previous.as_ref(), lang)) }
            td data-label=(label("statutory")) { (statutory(visit, row)) }
            td data-label=(label("capacity-worker_side")) { (value(&cell.field, cell.worker_side.as_ref(), lang)) }
            td data-label=(label("capacity-employer_side")) { (value(&cell.field, cell.employer_side.as_ref(), lang)) }
            td data-label=(label("gap")) { @match &cell.gap {
                None => { @if cell.equal() { (parts::badge("good", &label("equal"))) } @else { span.hint { "—" } } }
                Some(_) if cell.equal() => { (parts::badge("good", &label("equal"))) }
                Some(gap) => { span.number { (gap.units) } @if let Some(percent) = &gap.percent { " " span.number.hint { (percent) "%" } } }
            } }
            td data-label=(label("last-move")) { @if let Some(moved) = &cell.moved { (last_move(visit, &cell.field, moved)) } }
        }
    }
}

fn statutory(visit: &Visit, row: &Row) -> Markup {
    let lang = visit.lang();
    html! { @match &row.statutory {
        None => { span.hint { "—" } }
        Some(result) => {
            @if let Some(required) = &result.required { span.number { (required) } }
            @if row.unlawful { " " (parts::badge("bad", &visit.t("unlawful"))) }
            @else if result.outcome == FloorOutcome::CannotConclude { " " (parts::badge("calm", &visit.t("outcome-cannot-conclude"))) }
            @if let Some(source) = &result.citation { " " small { (parts::citation(source, lang)) } }
        }
    } }
}

fn last_move(visit: &Visit, field: &str, moved: &Move) -> Markup {
    let lang = visit.lang();
    let key = if moved.side == Side::WorkerSide { "capacity-worker_side" } else { "capacity-employer_side" };
    html! {
        small { (visit.t(key)) " "
            @if let Some(from) = &moved.from { (value(field, Some(from), lang)) " → " }
            (value(field, moved.to.as_ref(), lang)) br;
            (parts::moment(moved.at, visit.app().zone)) }
    }
}
