//! The items of the form, kind by kind: grids of minimum wages, tables of bands, fields beside their judgement.

use super::grid;
use super::kinds::{fields, seldom, time};
use super::named::List;
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
    let cells = grids(kind).map(|shape| grid::cells(posted, shape).len());
    cells.fold(of_kind(posted, kind).len(), usize::saturating_add)
}

fn has(posted: &Posted, kind: &str) -> bool {
    !of_kind(posted, kind).is_empty() || grids(kind).any(|shape| !posted.indexes(shape.form).is_empty())
}

/// The grids of a kind.
fn grids(kind: &str) -> impl Iterator<Item = &'static grid::Shape> {
    grid::SHAPES.into_iter().filter(move |shape| shape.kind == kind)
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
pub(super) fn groups(show: Inputs<'_>, beside: &Beside, list: &List) -> Markup {
    let lang = show.lang;
    html! {
        @for kind in KINDS.iter().filter(|kind| has(show.form, kind)) {
            details.kind.card id={ "kind-" (kind) } data-kind=(kind) open {
                summary { h2 { (lang.t(&format!("term-{kind}"))) } span.number { (count(show.form, kind)) }
                    (form::place(beside, &format!("kind.{kind}"))) }
                @for shape in grids(kind) { (grid::view(lang, show.form, beside, shape, list)) }
                @for row in of_kind(show.form, kind) { (item(show, beside, row, kind)) }
            }
        }
    }
}

/// The item as far as its title needs it.
fn named(posted: &Posted, path: &str, kind: &str) -> Value {
    let mut out = Map::from_iter([("kind".to_owned(), Value::from(kind))]);
    for field in fields(kind).iter().chain(time(kind)) {
        let path = format!("{path}.{}", field.name);
        let value = match field.input {
            Input::PicksWhole => posted.all(&path).map(Value::from).collect(),
            _ => Value::from(posted.get(&path)),
        };
        out.insert(field.name.to_owned(), value);
    }
    Value::Object(out)
}

fn item(show: Inputs<'_>, beside: &Beside, row: usize, kind: &str) -> Markup {
    let path = format!("items[{row}]");
    let title = title_of(&named(show.form, &path, kind), &terms::names(show.form), show.lang);
    let tabled = |field: &&Field| matches!(field.input, Input::Rows(_));
    let (rare, usual): (Vec<Field>, Vec<Field>) = fields(kind).iter().partition(|field| seldom(kind, field.name));
    let plain = |fields: &[Field]| fields.iter().filter(|field| !tabled(field)).copied().collect::<Vec<Field>>();
    let filled = |fields: &[Field]| fields.iter().any(|field| is_filled(show.form, &field.path(&path)));
    html! {
        fieldset.item id=(form::id_of(&path)) { legend { (title) }
            input type="hidden" name={ (path) ".kind" } value=(kind);
            input type="hidden" name={ (path) ".key" } value=(show.form.get(&format!("{path}.key")));
            (form::inputs_beside(show, beside, &path, &plain(&usual)))
            @for field in usual.iter().filter(tabled) { (rows(show, beside, &field.path(&path), field)) }
            @let kept = Kept::of(show.form, &path);
            @if let Some(text) = kept.text() {
                input type="hidden" name={ (path) ".kept" } value=(text);
                p.hint { (show.lang.ta("kept-unchanged", &[("fields", &kept.labels(show.lang))])) }
            }
            div.more {
                @if !rare.is_empty() {
                    details.when open[filled(&rare)] { summary { (show.lang.t("seldom-fields")) }
                        (form::inputs_beside(show, beside, &path, &plain(&rare)))
                        @for field in rare.iter().filter(tabled) { (rows(show, beside, &field.path(&path), field)) } }
                }
                @let time = time(kind);
                @if !time.is_empty() {
                    details.when open[filled(time)] { summary { (show.lang.t("when-it-counts")) }
                        (form::inputs_beside(show, beside, &path, time)) }
                }
                button.link name="do" value={ "remove." (row) } aria-label={ (show.lang.t("remove-item")) " " (title) } { (show.lang.t("remove-item")) }
            }
        }
    }
}

/// Whether anything stands in a field or in a row of it.
fn is_filled(posted: &Posted, path: &str) -> bool {
    posted.some(path).is_some() || terms::filled_rows(posted, path).next().is_some()
}

/// Rows of a field as a table, and empty ones to fill: bands by years of service, classes of hours.
fn rows(show: Inputs<'_>, beside: &Beside, path: &str, field: &Field) -> Markup {
    let Input::Rows(fields) = field.input else { return html! {} };
    let there: Vec<usize> = terms::filled_rows(show.form, path).collect();
    let next = there.last().map_or(0, |last| last.saturating_add(1));
    let spare = if there.is_empty() { 2 } else { 1 };
    let label = |field: &Field| show.lang.t(&format!("label-{}", field.label));
    html! {
        div.bands {
            (form::place(beside, path))
            table { caption { (label(field)) }
                thead { tr { @for field in fields { th scope="col" { (label(field)) } } } }
                tbody { @for row in there.into_iter().chain(next..next.saturating_add(spare)) { tr {
                    @for field in fields { td data-label=(label(field)) { (form::cell(show, beside, &format!("{path}[{row}]"), field)) } }
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
                @for shape in grid::SHAPES { option value=(shape.form) { (lang.t(&format!("grid-{}", shape.form))) } }
                @for kind in KINDS { option value=(kind) { (lang.t(&format!("term-{kind}"))) } }
            }
            button name="do" value="add" { (lang.t("add")) }
        }
    }
}
