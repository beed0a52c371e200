//! The items of the form, kind by kind: grids of minimum wages, tables of bands, fields beside their judgement.

use super::grid;
use super::kinds::{BAND, fields, time};
use super::terms::{self, HEAD, Kept};
use crate::http::pages::form::{self, Beside, Field, Input, Inputs, Posted};
use crate::i18n::Lang;
use crate::text::term::title_of;
use domain::term::KINDS;
use maud::{Markup, html};
use serde_json::{Map, Value};

/// Term and rounding.
pub(super) fn head(show: Inputs<'_>, beside: &Beside) -> Markup {
    html! { section.card.columns.frame { (form::inputs_beside(show, beside, "", HEAD)) } }
}

fn of_kind(posted: &Posted, kind: &str) -> Vec<usize> {
    posted.indexes("items").into_iter().filter(|row| posted.get(&format!("items[{row}].kind")) == kind).collect()
}

/// Items of a kind in the form, those of its grids among them.
fn count(posted: &Posted, kind: &str) -> usize {
    let wages = if kind == "minimum_wage" { grid::wages(posted).len() } else { 0 };
    of_kind(posted, kind).len().saturating_add(wages)
}

fn has(posted: &Posted, kind: &str) -> bool {
    !of_kind(posted, kind).is_empty() || (kind == "minimum_wage" && !posted.indexes("wages").is_empty())
}

/// Where to jump, and which kinds to show.
pub(super) fn jumps(show: Inputs<'_>) -> Markup {
    let lang = show.lang;
    let kinds = || KINDS.iter().filter(|kind| has(show.form, kind));
    let only = show.form.get("only");
    html! {
        nav.jumps aria-label=(lang.t("jump-to")) { ul {
            @for kind in kinds() { li { a href={ "#kind-" (kind) } { (lang.t(&format!("term-{kind}"))) " " span.number { (count(show.form, kind)) } } } }
            li { a href="#with-the-offer" { (lang.t("with-the-offer")) } }
            li.only { label for="only" { (lang.t("show-only")) }
                select id="only" name="only" { option value="" { (lang.t("every-kind")) }
                    @for kind in kinds() { option value=(kind) selected[only == *kind] { (lang.t(&format!("term-{kind}"))) } } } }
        } }
    }
}

/// Every item, in groups by kind.
pub(super) fn groups(show: Inputs<'_>, beside: &Beside) -> Markup {
    let lang = show.lang;
    html! {
        @for kind in KINDS.iter().filter(|kind| has(show.form, kind)) {
            details.kind.card id={ "kind-" (kind) } data-kind=(kind) open {
                summary { h2 { (lang.t(&format!("term-{kind}"))) } span.number { (count(show.form, kind)) }
                    (form::place(beside, &format!("kind.{kind}"))) }
                @if *kind == "minimum_wage" { @for unit in grid::UNITS { (grid::view(lang, show.form, beside, unit)) } }
                @for row in of_kind(show.form, kind) { (item(show, beside, row, kind)) }
            }
        }
    }
}

/// The item as far as its title needs it.
fn named(posted: &Posted, path: &str, kind: &str) -> Value {
    let get = |name: &str| posted.get(&format!("{path}.{name}")).to_owned();
    let mut out = Map::from_iter([("kind".to_owned(), Value::from(kind))]);
    for field in fields(kind).iter().chain(time(kind)) {
        out.insert(field.name.to_owned(), Value::from(get(field.name)));
    }
    Value::Object(out)
}

fn item(show: Inputs<'_>, beside: &Beside, row: usize, kind: &str) -> Markup {
    const KEY: &[Field] = &[Field::new("key", Input::Line)];
    let path = format!("items[{row}]");
    let title = title_of(&named(show.form, &path, kind), &terms::names(show.form), show.lang);
    let (banded, plain): (Vec<Field>, Vec<Field>) =
        fields(kind).iter().partition(|field| matches!(field.input, Input::Rows(_)));
    html! {
        fieldset.item id=(form::id_of(&path)) { legend { (title) }
            input type="hidden" name={ (path) ".kind" } value=(kind);
            (form::inputs_beside(show, beside, &path, &plain))
            @let kept = Kept::of(show.form, &path);
            details.when open[time(kind).iter().any(|field| show.form.some(&field.path(&path)).is_some())] {
                summary { (show.lang.t("when-it-counts")) }
                (form::inputs_beside(show, beside, &path, time(kind))) }
            @if let Some(text) = kept.text() {
                input type="hidden" name={ (path) ".kept" } value=(text);
                p.hint { (show.lang.ta("kept-unchanged", &[("fields", &kept.labels(show.lang))])) }
            }
            @if !banded.is_empty() { (bands(show.lang, show.form, beside, &format!("{path}.bands"))) }
            div.end {
                details.key { summary { (show.lang.t("label-key")) " " code { (show.form.get(&format!("{path}.key"))) } }
                    (form::inputs_beside(show, beside, &path, KEY)) }
                button.link name="do" value={ "remove." (row) } aria-label={ (show.lang.t("remove-item")) " " (title) } { (show.lang.t("remove-item")) }
            }
        }
    }
}

/// Bands by years of service, and an empty one.
fn bands(lang: Lang, posted: &Posted, beside: &Beside, path: &str) -> Markup {
    let there = posted.indexes(path);
    let next = there.last().map_or(0, |last| last.saturating_add(1));
    let spare = if there.is_empty() { 2 } else { 1 };
    let label = |field: &Field| lang.t(&format!("label-{}", field.name));
    html! {
        div.bands {
            (form::place(beside, path))
            table { caption { (lang.t("label-bands")) }
                thead { tr { @for field in BAND { th scope="col" { (label(field)) } } } }
                tbody { @for row in there.into_iter().chain(next..next.saturating_add(spare)) { tr {
                    @for field in BAND { td {
                        @let path = format!("{path}[{row}].{}", field.name);
                        (grid::number(beside, &path, posted.get(&path), &label(field)))
                    } }
                } } }
            }
        }
    }
}

/// The button that adds an item.
pub(super) fn adder(lang: Lang) -> Markup {
    html! {
        p.inline.adder { label for="new_kind" { (lang.t("add-item")) }
            select id="new_kind" name="new_kind" {
                option value="wages" { (lang.t("minimum-by-post")) }
                @for kind in KINDS { option value=(kind) { (lang.t(&format!("term-{kind}"))) } }
            }
            button name="do" value="add" { (lang.t("add")) }
        }
    }
}
