//! Fields as markup: label, control, the fault beside it.

use super::{Field, Input, Posted};
use crate::i18n::Lang;
use crate::text::problem::Fault;
use maud::{Markup, html};
use std::collections::HashMap;

/// Options of the fields that pick: value and label by field path.
pub(in crate::http::pages) type Options = HashMap<String, Vec<(String, String)>>;

/// A form being shown.
#[derive(Clone, Copy, Debug)]
pub(in crate::http::pages) struct Inputs<'a> {
    pub lang: Lang,
    pub form: &'a Posted,
    pub options: &'a Options,
    pub faults: &'a [Fault],
}

/// What is said beside fields, by their paths, their faults among it.
pub(in crate::http::pages) type Beside = HashMap<String, Markup>;

/// All fields under a prefix.
pub(in crate::http::pages) fn inputs(show: Inputs<'_>, prefix: &str, fields: &[Field]) -> Markup {
    html! { @for field in fields { (control(show, None, prefix, field)) } }
}

/// All fields under a prefix, each with a place for what is said beside it: a script may say it anew.
pub(in crate::http::pages) fn inputs_beside(
    show: Inputs<'_>,
    beside: &Beside,
    prefix: &str,
    fields: &[Field],
) -> Markup {
    html! { @for field in fields { (control(show, Some(beside), prefix, field)) } }
}

/// The place beside a field.
pub(in crate::http::pages) fn place(beside: &Beside, path: &str) -> Markup {
    html! { div.beside id={ (id_of(path)) "-beside" } data-beside=(path) { @if let Some(said) = beside.get(path) { (said) } } }
}

/// A path as an id.
pub(in crate::http::pages) fn id_of(path: &str) -> String {
    path.replace(['[', ']', '.'], "-")
}

fn control(show: Inputs<'_>, beside: Option<&Beside>, prefix: &str, field: &Field) -> Markup {
    let path = field.path(prefix);
    let id = id_of(&path);
    let label = show.lang.t(&format!("label-{}", field.label));
    let value = show.form.get(&path);
    let fault: Vec<&Fault> = show.faults.iter().filter(|f| f.item.is_none() && f.field == path).collect();
    let note = if beside.is_some() { format!("{id}-beside") } else { format!("{id}-fault") };
    let described = (beside.is_some() || !fault.is_empty()).then_some(note.as_str());
    let invalid = (!fault.is_empty()).then_some("true");
    let told = html! {
        @if let Some(said) = beside { (place(said, &path)) }
        @else if !fault.is_empty() { p.fault id=(note) { @for f in &fault { (f.message) " " } } }
    };
    let optional = html! { @if field.optional { span.hint { (show.lang.t("optional")) } } };
    match field.input {
        Input::Hidden => html! { input type="hidden" name=(path) value=(value); (told) },
        Input::Check => html! {
            div.field.check { label {
                input type="checkbox" name=(path) value="yes" checked[!value.is_empty()];
                " " (label)
            } (told) }
        },
        Input::Choice(words, family) => {
            let option = |word: &&str| ((*word).to_owned(), show.lang.t(&format!("{family}-{word}")));
            let options: Vec<_> = words.iter().map(option).collect();
            html! { div.field { label for=(id) { (label) (optional) }
            (select(&id, &path, &options, value, field.optional, described)) (told) } }
        }
        Input::YesNo(family) => html! { fieldset.field.yes-no { legend { (label) }
        @for word in ["true", "false"] {
            label { input type="radio" name=(path) value=(word) checked[value == word];
                " " (show.lang.t(&format!("{family}-{word}"))) }
        } (told) } },
        Input::Pick | Input::PickWhole => {
            let options = options_of(show, &path);
            html! { div.field { label for=(id) { (label) (optional) }
            (select(&id, &path, options, value, field.optional, described)) (told) } }
        }
        Input::Picks | Input::PicksWhole => picks(show, &path, &label, field.optional, &told),
        Input::Rows(fields) => rows(show, &path, &label, fields, &told),
        Input::Group(fields) => html! { fieldset.field { legend { (label) }
        @for field in fields { (control(show, beside, &path, field)) } (told) } },
        Input::Prose | Input::Lines => html! { div.field { label for=(id) { (label)
        @if matches!(field.input, Input::Lines) { span.hint { (show.lang.t("one-per-line")) } } (optional) }
        textarea id=(id) name=(path) rows="4" maxlength=[field.longest()] aria-describedby=[described] aria-invalid=[invalid] { (value) }
        (told) } },
        Input::Line
        | Input::Listed(_)
        | Input::Whole
        | Input::Years
        | Input::Decimal
        | Input::Date
        | Input::Instant => html! {
        div.field { label for=(id) { (label) (optional) }
        input id=(id) name=(path) value=(value) type=(kind(field.input)) maxlength=[field.longest()] inputmode=[mode(field.input)] list=[suggested(field.input)]
            class=[number(field.input)] aria-describedby=[described] aria-invalid=[invalid] autocomplete="off";
        (told) } },
    }
}

/// A field within a table: its label is the column's, and read out.
pub(in crate::http::pages) fn cell(show: Inputs<'_>, beside: &Beside, prefix: &str, field: &Field) -> Markup {
    let path = field.path(prefix);
    let (id, value) = (id_of(&path), show.form.get(&path));
    let label = show.lang.t(&format!("label-{}", field.label));
    html! {
        @match field.input {
            Input::Choice(words, family) => { select id=(id) name=(path) aria-label=(label) {
                @for word in words { option value=(word) selected[*word == value] { (show.lang.t(&format!("{family}-{word}"))) } }
            } }
            input => { input id=(id) name=(path) value=(value) maxlength=[field.longest()] inputmode=[mode(input)] list=[suggested(input)]
                class=[number(input)] aria-label=(label) aria-describedby={ (id) "-beside" } autocomplete="off"; }
        }
        (place(beside, &path))
    }
}

const fn kind(input: Input) -> &'static str {
    match input {
        Input::Date => "date",
        Input::Instant => "datetime-local",
        _ => "text",
    }
}

/// The page's list for a field.
fn suggested(input: Input) -> Option<String> {
    let Input::Listed(list) = input else { return None };
    Some(list_id(list))
}

/// The id of a list of suggestions.
pub(in crate::http::pages) fn list_id(list: &str) -> String {
    format!("list-{list}")
}

const fn mode(input: Input) -> Option<&'static str> {
    match input {
        Input::Whole => Some("numeric"),
        Input::Decimal | Input::Years => Some("decimal"),
        _ => None,
    }
}

const fn number(input: Input) -> Option<&'static str> {
    if mode(input).is_some() { Some("number") } else { None }
}

fn select(
    id: &str,
    path: &str,
    options: &[(String, String)],
    value: &str,
    optional: bool,
    described: Option<&str>,
) -> Markup {
    html! {
        select id=(id) name=(path) aria-describedby=[described] {
            @if optional || (value.is_empty() && options.len() != 1) { option value="" { "—" } }
            @for (word, label) in options {
                option value=(word) selected[word == value] { (label) }
            }
        }
    }
}

/// The options of a field; those of a row's field are the same in every row: `items[].item`.
fn options_of<'a>(show: Inputs<'a>, path: &str) -> &'a [(String, String)] {
    let in_row = |text: &str| {
        text.split_inclusive('[').map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect()
    };
    let found = show.options.get(path).or_else(|| show.options.get(&in_row(path) as &String));
    found.map(Vec::as_slice).unwrap_or_default()
}

fn picks(show: Inputs<'_>, path: &str, label: &str, optional: bool, told: &Markup) -> Markup {
    let options = options_of(show, path);
    let chosen: Vec<&str> = show.form.all(path).collect();
    // What may stay empty and has nothing to pick is not asked for.
    if options.is_empty() && optional {
        return html! { (told) };
    }
    html! {
        fieldset.field { legend { (label) }
            @for (word, text) in options {
                label.line { input type="checkbox" name=(path) value=(word) checked[chosen.contains(&word.as_str())];
                    " " (text) }
            }
            (told)
        }
    }
}

/// Rows already there, and three more to fill: a form without scripts cannot grow.
fn rows(show: Inputs<'_>, path: &str, label: &str, fields: &'static [Field], told: &Markup) -> Markup {
    let there = show.form.indexes(path);
    let next = there.last().map_or(0, |last| last.saturating_add(1));
    let spare = if there.is_empty() { 4 } else { 2 };
    let indexes = there.into_iter().chain(next..next.saturating_add(spare));
    html! {
        fieldset.field.rows { legend { (label) }
            @for index in indexes {
                div.row { (inputs(show, &format!("{path}[{index}]"), fields)) }
            }
            (told)
        }
    }
}
