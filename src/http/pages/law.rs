//! The law book: every value with its dates, source and trust. Public.

use super::parts;
use super::shell::{Section, page};
use super::visit::Visit;
use crate::http::{Failed, Path, State};
use crate::i18n::Lang;
use crate::service::Error;
use crate::text::currency;
use crate::text::law::{rule_name, rule_value};
use axum::Router;
use axum::routing::get;
use chrono::NaiveDate;
use domain::statute::Rulebook;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::HashMap;

pub(super) fn router() -> Router<State> {
    Router::new().route("/rulebooks", get(list)).route("/rulebooks/{code}", get(show))
}

/// The name of a jurisdiction in the reader's language.
pub(super) fn name(book: &Rulebook, lang: Lang) -> &str {
    let names = book.names();
    if lang == Lang::En { &names.name_en } else { &names.name }
}

async fn list(visit: Visit) -> Markup {
    let lang = visit.lang();
    let t = |key: &str| visit.t(key);
    let mut books: Vec<&Rulebook> = visit.app().rulebooks.rulebooks().collect();
    // Where most regions have books of their own comes first, each region after what it builds on.
    let family = |book: &Rulebook| book.jurisdiction().split('-').next().unwrap_or_default().to_owned();
    let mut regions: HashMap<String, usize> = HashMap::new();
    books.iter().for_each(|book| *regions.entry(family(book)).or_default() += 1);
    books.sort_by_key(|book| (Reverse(regions.get(&family(book)).copied()), book.jurisdiction()));
    page(
        &visit,
        Section::Law,
        &t("nav-law"),
        html! {
            h1 { (t("nav-law")) }
            p.hint { (t("law-hint")) }
            div.scroll { table.stacks {
                thead { tr { th { (t("name")) } th { (t("label-jurisdiction")) } th { (t("builds-on")) } th.number { (t("values")) } } }
                tbody { @for book in books { tr {
                    td { a href={ "/rulebooks/" (book.jurisdiction()) } { (name(book, lang)) } }
                    td data-label=(t("label-jurisdiction")) { (book.jurisdiction()) }
                    td data-label=(t("builds-on")) { @if let Some(parent) = book.parent() { (name(parent, lang)) } @else { "—" } }
                    td.number data-label=(t("values")) { (book.values().count().saturating_add(book.minimums().len())) }
                } } }
            } }
        },
    )
}

fn span(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Markup {
    html! {
        @if let Some(from) = from { (parts::day(from)) } @if from.is_some() || to.is_some() { " – " } @else { "—" }
        @if let Some(to) = to { (parts::day(to)) }
    }
}

async fn show(visit: Visit, Path(code): Path<String>) -> Result<Markup, Failed> {
    let book = visit.app().rulebooks.rulebook(&code).ok_or(Error::NotFound)?;
    let lang = visit.lang();
    let t = |key: &str| visit.t(key);
    let title = format!("{} ({})", name(book, lang), book.jurisdiction());
    Ok(page(
        &visit,
        Section::Law,
        &title,
        html! {
            h1 { (title) }
            dl {
                @if let Some(parent) = book.parent() { dt { (t("builds-on")) } dd { a href={ "/rulebooks/" (parent.jurisdiction()) } { (name(parent, lang)) } } }
                dt { (t("law-zone")) } dd { (book.zone().name()) }
                @if let Some(code) = book.currency() { dt { (t("label-currency")) } dd { (currency(code, lang)) } }
                @for format in [book.area_code(), book.organisation_code()].into_iter().flatten() {
                    dt { (if lang == Lang::En { format.name_en() } else { format.name() }) }
                    dd { code { (format.pattern()) } " " (format.standard()) }
                }
                dt { (t("fingerprint")) } dd { code.hash { (book.sha256()) } }
            }
            @if !book.minimums().is_empty() { section { h2 { (t("statutory-minimums")) } (minimums(&visit, book)) } }
            section { h2 { (t("rules")) } div.scroll { table.law.stacks {
                thead { tr { th { (t("value-key")) } th { (t("value")) } th { (t("in-force")) } th { (t("basis")) } } }
                tbody { @for value in book.values() { tr {
                    td { (rule_name(&value.key, lang)) } td data-label=(t("value")) { (rule_value(value, lang)) }
                    td data-label=(t("in-force")) { (span(value.from, value.to)) }
                    td data-label=(t("basis")) { (parts::citation(&value.citation, lang)) " " (parts::trust(value.trust, lang))
                        @if !value.note.is_empty() { br; small { (value.note) } } }
                } } }
            } } }
        },
    ))
}

fn minimums(visit: &Visit, book: &Rulebook) -> Markup {
    let t = |key: &str| visit.t(key);
    html! { div.scroll { table.law.stacks {
        thead { tr { th { (t("label-area")) } th.number { (t("class")) } th { (t("label-unit")) } th.number { (t("value")) } th { (t("in-force")) } th { (t("basis")) } } }
        tbody { @for minimum in book.minimums() { tr {
            td { details { summary { (minimum.areas.first().map_or("", String::as_str)) @if minimum.areas.len() > 1 { " +" (minimum.areas.len() - 1) } } (minimum.areas.join(" ")) } }
            td.number data-label=(t("class")) { (minimum.class) } td data-label=(t("label-unit")) { (t(&format!("unit-{}", minimum.unit.word()))) }
            td.number data-label=(t("value")) { (minimum.amount) }
            td data-label=(t("in-force")) { (span(Some(minimum.from), minimum.to)) }
            td data-label=(t("basis")) { (minimum.source) " " (parts::trust(minimum.trust, visit.lang())) }
        } } }
    } } }
}
