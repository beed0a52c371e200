//! What the sheet's posts, zones, sizes and the rest are called: to be renamed, and given further names that payrolls use.

use super::kinds::{LISTS, PIECE_UNITS};
use super::named::{List, called, unit_shown};
use crate::http::pages::form::{Beside, Inputs, id_of, list_id, place};
use crate::i18n::Lang;
use domain::limits;
use maud::{Markup, html};
use serde_json::Value;

/// At most so many suggestions of a list are sent along.
const MOST: usize = 500;

/// The names of the sheet's codes, kind by kind.
pub(super) fn view(show: Inputs<'_>, beside: &Beside, sheet: &Value) -> Markup {
    let lang = show.lang;
    let of_kind = |kind: &str| sheet["names"][kind].as_object().into_iter().flatten();
    let kinds = || LISTS.iter().filter(|(kind, _)| of_kind(kind).next().is_some());
    let faulty = show.faults.iter().any(|fault| fault.field.starts_with("called."));
    html! { @if kinds().next().is_some() {
        details.card.kind #names open[faulty] {
            summary { h2 { (lang.t("names-of-sheet")) } span.number { (kinds().flat_map(|(kind, _)| of_kind(kind)).count()) } }
            p.hint { (lang.t("names-hint")) }
            @for (kind, _) in kinds() {
                fieldset.item.names { legend { (lang.t(&format!("names-{kind}"))) }
                    @for (code, names) in of_kind(kind) { (entry(show, beside, kind, code, names)) }
                }
            }
        }
    } }
}

fn entry(show: Inputs<'_>, beside: &Beside, kind: &str, code: &str, names: &Value) -> Markup {
    let path = called(kind, code);
    let names: Vec<&str> = names.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let typed = show.form.some(&path).map(str::to_owned);
    let label = show.lang.ta("names-of", &[("name", names.first().copied().unwrap_or_default())]);
    html! { div.field {
        input id=(id_of(&path)) name=(path) value=(typed.unwrap_or_else(|| names.join("、"))) maxlength=(limits::TEXT) aria-label=(label) aria-describedby={ (id_of(&path)) "-beside" } autocomplete="off";
        (place(beside, &path))
    } }
}

/// The lists that fields suggest from.
pub(super) fn lists(list: &List, lang: Lang) -> Markup {
    html! {
        @for (name, kind) in LISTS {
            datalist id=(list_id(name)) { @for choice in list.all(*kind).iter().take(MOST) {
                option value=(list.shown(*kind, &choice.word, lang)) {}
            } }
        }
        datalist id=(list_id("piece_unit")) { @for unit in PIECE_UNITS { option value=(unit_shown(unit, lang)) {} } }
    }
}
