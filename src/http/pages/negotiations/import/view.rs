//! The import page: the file, what it would do cell by cell, every fault, the confirmation.

use super::Said;
use crate::http::pages::negotiations::header::{Tab, header};
use crate::http::pages::negotiations::redline::{Mode, legend};
use crate::http::pages::negotiations::wages::{self, WageCell};
use crate::http::pages::shell::{self, Section};
use crate::http::pages::visit::Visit;
use crate::http::pages::{form, parts};
use crate::service::imports::{ImportView, Onto, csv};
use crate::service::negotiations::NegotiationView;
use crate::text::{grid_fault, grid_place};
use domain::term::grid::{ColumnRead, GridFault, Layout, Meaning, Planned, Was};
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn page(visit: &Visit, view: &NegotiationView, said: &Said) -> Markup {
    let id = view.opening.id;
    let t = |key: &str| visit.t(key);
    shell::page(
        visit,
        Section::Negotiations,
        &t("import"),
        html! {
            (header(visit, view, Tab::Offer))
            p { a href={ "/negotiations/" (id) "/offer" } { (t("import-back")) } }
            h2 { (t("import")) }
            p.notice.private { (t("only-your-side")) }
            @if let Some(problem) = &said.problem { (parts::complaint(problem, visit.lang())) }
            @if let Some(plan) = &said.plan { (result(visit, id, plan)) }
            (upload(visit, id))
        },
    )
}

fn upload(visit: &Visit, id: Uuid) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        section.card { h3 { (t("import-file-title")) }
            form method="post" action={ "/negotiations/" (id) "/offer/import" } enctype="multipart/form-data" {
                (form::token(&visit.caller.csrf))
                div.field { label for="file" { (t("import-file")) }
                    input id="file" type="file" name="file" required aria-describedby="file-hint"
                        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"; }
                p.hint #file-hint { (t("import-file-hint")) }
                div.buttons { button.primary { (t("import-dry-run")) }
                    a.button download href={ "/negotiations/" (id) "/offer/import/grid.csv" } { (t("import-template")) } }
            }
            details { summary { (t("import-how")) }
                p { (t("import-how-rows")) }
                (example(&["岗位", "区域", "规模", "单位", "金额"], &[&["收银员", "", "大型", "月", "2800.00"], &["收银员", "", "", "小时", "25.50"]]))
                p { (t("import-how-matrix")) }
                (example(&["岗位", "大型", "中型", "小型"], &[&["收银员", "2800.00", "2700.00", "2600.00"], &["司机", "3200.00", "", "3000.00"]]))
                p.hint { (t("import-how-rules")) }
            }
        }
    }
}

/// Words of a file as they stand in it.
fn example(header: &[&str], rows: &[&[&str]]) -> Markup {
    html! { div.scroll { table.import-example lang="zh-CN" {
        thead { tr { @for cell in header { th scope="col" { (cell) } } } }
        tbody { @for row in rows { tr { @for cell in *row { td { (cell) } } } } }
    } } }
}

fn result(visit: &Visit, id: Uuid, plan: &ImportView) -> Markup {
    let lang = visit.lang();
    let count = |fits: fn(&Was) -> bool| plan.planned.iter().filter(|p| fits(&p.was)).count().to_string();
    let layout = match plan.layout {
        Some(Layout::Rows) => Some("import-layout-rows"),
        Some(Layout::Matrix) => Some("import-layout-matrix"),
        None => None,
    };
    let onto = match plan.onto {
        Onto::Draft => "import-onto-draft",
        Onto::OwnOffer => "import-onto-own",
        Onto::OtherOffer => "import-onto-other",
        Onto::Previous => "import-onto-previous",
        Onto::Blank => "import-onto-blank",
    };
    html! {
        section.redline role="status" { h3 { (visit.t("import-result")) }
            @if let Some(key) = layout { p { (visit.t(key)) } }
            @if !plan.planned.is_empty() {
                p { (visit.t(onto)) }
                p { (lang.ta("import-summary", &[("added", &count(|was| *was == Was::Absent)),
                    ("changed", &count(|was| matches!(was, Was::Other { .. }))), ("same", &count(|was| *was == Was::Same)),
                    ("kept", &plan.kept.len().to_string())])) }
            }
            @if !plan.ignored.is_empty() { p { (visit.lang().ta("import-ignored", &[("names", &plan.ignored.join(&visit.t("list-comma")))])) } }
            @let asked = plan.columns.iter().any(|column| column.meaning.is_none());
            (columns(visit, id, plan))
            @if !plan.faults.is_empty() { (faults(visit, &plan.faults)) }
            @if !plan.planned.is_empty() { (legend(visit)) (wages::grids(visit, &plan.names, &cells(plan), Mode::Marked)) }
            @if plan.faults.is_empty() && !asked { (confirmation(visit, id, plan)) }
        }
    }
}

/// The table as a form carries it: without the mark that office programs want before it.
fn carried(plan: &ImportView) -> String {
    csv(&plan.table).trim_start_matches('\u{feff}').to_owned()
}

/// How the columns were read; what cannot be told is asked.
fn columns(visit: &Visit, id: Uuid, plan: &ImportView) -> Markup {
    let asked = plan.columns.iter().any(|column| column.meaning.is_none());
    let told = plan.columns.iter().all(|column| column.sure);
    html! { @if !told {
        details.import-columns open { summary { (visit.t("import-columns")) }
            form method="post" action={ "/negotiations/" (id) "/offer/import/confirm" } {
                (form::token(&visit.caller.csrf))
                input type="hidden" name="wages" value=(carried(plan));
                @if asked { p.warning role="alert" { (visit.t("import-columns-asked")) } }
                @else { p.hint { (visit.t("import-columns-guessed")) } }
                div.columns { @for column in &plan.columns { (question(visit, column)) } }
                div.buttons { button.primary[asked] name="do" value="again" { (visit.t("import-columns-again")) } }
            }
        }
    } }
}

fn question(visit: &Visit, column: &ColumnRead) -> Markup {
    let id = format!("column-{}", column.column);
    let word = |meaning: Meaning| visit.lang().ta(&format!("meaning-{}", meaning.word()), &[("name", &column.name)]);
    html! { div.field.asked[column.meaning.is_none()] {
        label for=(id) { (column.name) }
        select id=(id) name={ "column." (column.column) } required {
            @if column.meaning.is_none() { option value="" { (visit.t("import-column-choose")) } }
            @for meaning in Meaning::ALL { option value=(meaning.word()) selected[column.meaning == Some(*meaning)] { (word(*meaning)) } }
        }
    } }
}

fn confirmation(visit: &Visit, id: Uuid, plan: &ImportView) -> Markup {
    html! {
        form method="post" action={ "/negotiations/" (id) "/offer/import/confirm" } {
            (form::token(&visit.caller.csrf))
            input type="hidden" name="version" value=(plan.version);
            input type="hidden" name="wages" value=(carried(plan));
            @for column in plan.columns.iter().filter(|column| !column.sure) { @if let Some(meaning) = column.meaning {
                input type="hidden" name={ "column." (column.column) } value=(meaning.word());
            } }
            div.buttons { button.primary { (visit.t("import-confirm")) } }
        }
    }
}

fn faults(visit: &Visit, faults: &[GridFault]) -> Markup {
    let lang = visit.lang();
    html! {
        div.complaint role="alert" {
            p { strong { (lang.ta("import-faults", &[("count", &faults.len().to_string())])) } }
            div.scroll { table.import-faults {
                thead { tr { th scope="col" { (visit.t("import-where")) } th scope="col" { (visit.t("import-found")) } th scope="col" { (visit.t("import-rule")) } } }
                tbody { @for fault in faults { tr {
                    td { (grid_place(fault, lang)) } td { (fault.found) } td { (grid_fault(fault, lang)) }
                } } }
            } }
        }
    }
}

/// The wages of the file, and those of the draft that it leaves alone.
fn cells(plan: &ImportView) -> Vec<WageCell> {
    let planned = |planned: &Planned| {
        let new = planned.wage.amount.to_string();
        let old = match &planned.was {
            Was::Absent => None,
            Was::Other { old } => Some(old.clone()).filter(|old| !old.is_empty()),
            Was::Same => Some(new.clone()),
        };
        WageCell { place: planned.wage.place.clone(), old, new: Some(new), note: html! {} }
    };
    let kept = plan.kept.iter().map(|kept| {
        let amount = Some(kept.amount.clone());
        WageCell { place: kept.place.clone(), old: amount.clone(), new: amount, note: html! {} }
    });
    plan.planned.iter().map(planned).chain(kept).collect()
}
