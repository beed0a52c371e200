//! The mapping page.

use super::choices::{Choices, ONCE, field};
use super::questions::{asked, cells, is_asked, once, styles};
use super::{Said, tried};
use crate::http::pages::form::{self, id_of};
use crate::http::pages::register;
use crate::http::pages::shell::{self, Section};
use crate::http::pages::visit::Visit;
use crate::service::audits::Mapped;
use crate::service::contracts::ContractView;
use crate::text::file::file_fault;
use crate::text::profile::{choice_fault, column, mark};
use domain::payroll::NAMES;
use domain::payroll::profile::Sample;
use maud::{Markup, html};

pub(super) fn page(
    visit: &Visit,
    contract: &ContractView,
    mapped: &Mapped,
    choices: &Choices<'_>,
    said: &Said,
) -> Markup {
    let (lang, t) = (visit.lang(), |key: &str| visit.t(key));
    let title = t("mapping-title");
    shell::page(
        visit,
        Section::Register,
        &title,
        html! {
            h1 { (title) }
            p { a href={ "/contracts/" (contract.id) } { (register::number(visit, contract)) " " (contract.title) } }
            @match mapped.kept {
                Some(version) => p.notice { (lang.ta("mapping-kept", &[("name", &mapped.profile.name), ("version", &version.to_string())])) }
                None if mapped.profile.ask.is_empty() => p { (t("mapping-nothing-asked")) }
                None => p { (t("mapping-lead")) }
            }
            (complaints(visit, said))
            form.mapping method="post" { (form::token(&visit.caller.csrf))
                @for at in 0..mapped.profile.tables.len() { (table(visit, choices, at)) }
                section.card { details { summary { (t("mapping-more")) }
                    div.row { (styles(visit, choices)) }
                } }
                section.card { div.field { label for="name" { (t("mapping-name")) }
                        input id="name" name="name" value=(choices.form.get("name")) maxlength="200" required; }
                    p.hint { (t("mapping-name-hint")) }
                    div.buttons {
                        @if said.trial.is_none() { button.primary name="do" value="try" { (t("mapping-try")) } }
                        @else { button name="do" value="try" { (t("mapping-try-again")) } }
                    }
                }
                @if let Some(trial) = &said.trial { (tried::trial(visit, trial)) }
            }
        },
    )
}

fn complaints(visit: &Visit, said: &Said) -> Markup {
    let lang = visit.lang();
    html! {
        @if said.faults.is_some() || !said.misfits.is_empty() {
            div.complaint role="alert" { p { strong { (visit.t("mapping-wrong")) } }
                ul {
                    @if let Some(faults) = &said.faults { @for fault in choice_fault(faults, lang) { li { (fault) } } }
                    @for fault in &said.misfits { li { (file_fault(fault, lang)) } }
                }
            }
        }
    }
}

/// One table: its sheets, its questions, its columns.
fn table(visit: &Visit, choices: &Choices<'_>, at: usize) -> Markup {
    let (lang, t) = (visit.lang(), |key: &str| visit.t(key));
    let Some(Some(sample)) = choices.samples.get(at) else { return html! {} };
    let (any, unsure) = (choices.asked(at).next().is_some(), choices.mapped.profile.unsure.iter());
    let unsure: Vec<_> = unsure.filter(|mark| mark.table == at).collect();
    let rows: Vec<String> = sample.header.iter().map(u64::to_string).collect();
    let sheets = sheets(choices, at);
    html! { section.card {
        @if !sheets.is_empty() { h2 { (lang.ta("mapping-sheets", &[("sheets", &sheets.join(&t("list-comma")))])) } }
        p.hint { (lang.ta("mapping-header", &[("rows", &rows.join("–"))])) }
        @if any { h3 { (t("mapping-asked")) } (asked(visit, choices, at)) }
        @if !unsure.is_empty() {
            h3 { (t("mapping-unsure")) }
            ul { @for each in unsure { li { (mark(each, lang)) } } }
        }
        details open[!any] { summary { (t("mapping-columns")) }
            p.hint { (t("mapping-columns-hint")) }
            (columns(visit, choices, at, sample))
            div.row { @for ours in ONCE { @if !is_asked(choices, at, ours) { (once(visit, choices, at, ours, None)) } } }
        }
    } }
}

/// The sheets that a table reads.
fn sheets(choices: &Choices<'_>, at: usize) -> Vec<String> {
    let Some(table) = choices.mapped.profile.tables.get(at) else { return Vec::new() };
    let Some(Some(shown)) = choices.samples.get(at) else { return Vec::new() };
    let samples = choices.mapped.seen.samples.iter();
    let of = samples.filter(|sample| sample.names == shown.names).filter_map(|sample| sample.sheet.clone());
    let others = |sheet: &String| choices.mapped.profile.tables.iter().any(|table| table.names_sheet(sheet));
    of.filter(|sheet| if table.sheets.is_empty() { !others(sheet) } else { table.names_sheet(sheet) }).collect()
}

fn columns(visit: &Visit, choices: &Choices<'_>, at: usize, sample: &Sample) -> Markup {
    let (lang, t) = (visit.lang(), |key: &str| visit.t(key));
    let coded = choices.mapped.coded.iter().cloned();
    let ours: Vec<String> = NAMES.iter().map(|name| name.column.to_owned()).chain(coded).collect();
    let options: Vec<(String, String)> = ours.into_iter().map(|name| (column(&name, lang), name)).collect();
    html! { table.columns-of-file {
        thead { tr { th scope="col" { (t("mapping-source")) } th scope="col" { (t("mapping-values")) } th scope="col" { (t("mapping-means")) } th scope="col" { (t("mapping-minus")) } } }
        tbody { @for (index, name) in sample.names.iter().enumerate() {
            @let shown = cells(sample, index);
            @if !(name.starts_with('[') && shown.is_empty()) {
                @let path = field(at, &format!("c{index}"));
                @let minus = field(at, &format!("m{index}"));
                @let chosen = choices.form.get(&path);
                tr { th scope="row" { label for=(id_of(&path)) { (name) } }
                    td.hint { (shown) }
                    td { select id=(id_of(&path)) name=(path) { option value="" { (t("mapping-unused")) }
                        @for (label, word) in &options { option value=(word) selected[chosen == word] { (label) } } } }
                    td { label.line { input type="checkbox" name=(minus) value="yes" checked[!choices.form.get(&minus).is_empty()] aria-label=(lang.ta("mapping-minus-of", &[("column", name)])); span aria-hidden="true" { " −" } } }
                }
            }
        } }
    } }
}
