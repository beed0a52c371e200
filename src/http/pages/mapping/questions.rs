//! The questions of a table: what the file does not say, or says twice.

use super::choices::{Choices, NUMBERS, ONCE, field, picks};
use crate::http::pages::form::id_of;
use crate::http::pages::visit::Visit;
use crate::text::profile::{column, employment, mark as sentence};
use domain::payroll::profile::{DayOrder, Mark, Sample, Why, employments};
use maud::{Markup, html};

/// Cells shown of a column.
const CELLS: usize = 3;

/// The first cells of a column that say something.
pub(super) fn cells(sample: &Sample, index: usize) -> String {
    let all = sample.rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.trim());
    let full: Vec<String> = all
        .filter(|cell| !cell.is_empty() && !cell.starts_with('\0'))
        .take(CELLS)
        .map(|cell| cell.chars().take(24).collect())
        .collect();
    full.join(" · ")
}

/// What is asked of a table; nothing where nothing is.
pub(super) fn asked(visit: &Visit, choices: &Choices<'_>, at: usize) -> Markup {
    let sample = choices.samples.get(at).copied().flatten();
    html! {
        @for mark in choices.asked(at) { (question(visit, choices, mark, sample)) }
    }
}

fn question(visit: &Visit, choices: &Choices<'_>, mark: &Mark, sample: Option<&Sample>) -> Markup {
    match (mark.why, sample) {
        (Why::Word, _) => words(visit, choices, mark),
        (Why::Numbers, _) => numbers(visit, choices, mark),
        (Why::Several, _) if mark.column == "dates" => dates(visit, choices, mark),
        (Why::Several, Some(sample)) => several(visit, choices, mark, sample),
        (Why::Missing, Some(sample)) if picks(mark) => pick(visit, choices, mark, sample),
        _ => once(visit, choices, mark.table, &mark.column, Some(mark)),
    }
}

/// Which of several columns it is.
fn several(visit: &Visit, choices: &Choices<'_>, mark: &Mark, sample: &Sample) -> Markup {
    let name = field(mark.table, &format!("pick.{}", mark.column));
    let of = |wanted: &String| sample.names.iter().position(|name| name == wanted);
    let chosen = choices.form.get(&name);
    html! { fieldset.field.question { legend { (sentence(mark, visit.lang())) }
        @for (wanted, index) in mark.names.iter().filter_map(|wanted| Some((wanted, of(wanted)?))) {
            label.line { input type="radio" name=(name) value=(index) checked[chosen == index.to_string()] required;
                " " (wanted) " " span.hint { (cells(sample, index)) } }
        }
    } }
}

/// Which column it is, where none is called so.
fn pick(visit: &Visit, choices: &Choices<'_>, mark: &Mark, sample: &Sample) -> Markup {
    let name = field(mark.table, &format!("pick.{}", mark.column));
    let (id, chosen) = (id_of(&name), choices.form.get(&name));
    html! { div.field.question { label for=(id) { (sentence(mark, visit.lang())) }
        select id=(id) name=(name) { option value="" { "—" }
            @for (index, known) in sample.names.iter().enumerate() {
                option value=(index) selected[chosen == index.to_string()] { (known) @let shown = cells(sample, index); @if !shown.is_empty() { " (" (shown) ")" } }
            }
        }
    } }
}

/// What is the same for every line.
pub(super) fn once(visit: &Visit, choices: &Choices<'_>, at: usize, ours: &str, mark: Option<&Mark>) -> Markup {
    let lang = visit.lang();
    // A month without its year lacks nothing but that.
    let year = mark.is_some_and(|mark| mark.column == "period" && !mark.names.is_empty());
    let name = field(at, &if year { "year".to_owned() } else { format!("once.{ours}") });
    let (id, value) = (id_of(&name), choices.form.get(&name));
    let told = mark.map(|mark| sentence(mark, lang));
    let class = if mark.is_some() { "field question" } else { "field" };
    html! { div class=(class) {
        label for=(id) { (told.unwrap_or_else(|| visit.lang().ta("mapping-once", &[("column", &column(ours, lang))]))) }
        @if ours == "employment" {
            (kinds(visit, &id, &name, value))
        } @else {
            @let example = if year { "2026" } else if ours == "period" { "2026-03" } else { "" };
            input id=(id) name=(name) value=(value) placeholder=(example) autocomplete="off" maxlength="40";
        }
    } }
}

fn kinds(visit: &Visit, id: &str, name: &str, value: &str) -> Markup {
    html! { select id=(id) name=(name) { option value="" { "—" }
        @for word in employments() { option value=(word) selected[value == word] { (employment(word, visit.lang())) } }
    } }
}

/// What words mean that do not say it.
fn words(visit: &Visit, choices: &Choices<'_>, mark: &Mark) -> Markup {
    let form = &choices.form;
    html! { fieldset.field.question { legend { (sentence(mark, visit.lang())) }
        div.words { @for index in 0..mark.names.len() {
            @let word = form.get(&field(mark.table, &format!("w{index}")));
            @let name = field(mark.table, &format!("k{index}"));
            @let id = id_of(&name);
            div.field { label for=(id) { (word) }
                input type="hidden" name=(field(mark.table, &format!("w{index}"))) value=(word);
                (kinds(visit, &id, &name, form.get(&name))) }
        } }
        p.hint { (visit.t("mapping-words-hint")) }
    } }
}

/// The decimal comma.
fn numbers(visit: &Visit, choices: &Choices<'_>, mark: &Mark) -> Markup {
    let chosen = choices.form.get("numbers");
    html! { fieldset.field.question { legend { (sentence(mark, visit.lang())) }
        @for word in NUMBERS { label.line { input type="radio" name="numbers" value=(word) checked[chosen == word];
            " " (visit.t(&format!("mapping-numbers-{word}"))) } }
    } }
}

/// The order of days.
fn dates(visit: &Visit, choices: &Choices<'_>, mark: &Mark) -> Markup {
    let chosen = choices.form.get("dates");
    html! { fieldset.field.question { legend { (sentence(mark, visit.lang())) }
        @for order in DayOrder::ALL { @let word = order.word();
            label.line { input type="radio" name="dates" value=(word) checked[chosen == word];
            " " (visit.t(&format!("mapping-dates-{word}"))) } }
    } }
}

/// How numbers and days are written, where it was not asked.
pub(super) fn styles(visit: &Visit, choices: &Choices<'_>) -> Markup {
    let asked = |field: &str| choices.mapped.profile.ask.iter().any(|mark| mark.column == field);
    let pick = |name: &str, words: Vec<&'static str>| {
        let chosen = choices.form.get(name);
        html! { div.field { label for=(name) { (visit.t(&format!("profile-field-{name}"))) }
            select id=(name) name=(name) { @for word in words { option value=(word) selected[chosen == word] { (visit.t(&format!("mapping-{name}-{word}"))) } } }
        } }
    };
    html! {
        @if !asked("numbers") { (pick("numbers", NUMBERS.to_vec())) }
        @if !asked("dates") { (pick("dates", DayOrder::ALL.iter().map(|order| order.word()).collect())) }
    }
}

/// Whether a column that stands once for all lines was asked.
pub(super) fn is_asked(choices: &Choices<'_>, at: usize, ours: &str) -> bool {
    ONCE.contains(&ours) && choices.asked(at).any(|mark| mark.column == ours && mark.why != Why::Word)
}
