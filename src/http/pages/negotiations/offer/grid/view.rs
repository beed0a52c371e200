//! A grid as markup: a table with a field a cell.

use super::super::named::List;
use super::{Shape, column_path, columns, heading, rows};
use crate::http::pages::form::{Beside, Posted, id_of, list_id, place};
use crate::i18n::Lang;
use domain::limits;
use maud::{Markup, html};

/// Tables of more rows can be searched.
const SEARCHED: usize = 12;

/// The tables of a grid; nothing for those without rows.
pub(in super::super) fn view(lang: Lang, posted: &Posted, beside: &Beside, shape: &Shape, list: &List) -> Markup {
    html! { @for table in shape.tables { (of_table(lang, posted, beside, shape, table, list)) } }
}

fn of_table(lang: Lang, posted: &Posted, beside: &Beside, shape: &Shape, table: &str, list: &List) -> Markup {
    let (rows, columns): (Vec<usize>, _) = (rows(posted, shape, table).collect(), columns(posted, shape, table));
    let (t, form) = (|key: &str| lang.t(key), shape.form);
    let unit = if table.is_empty() { String::new() } else { format!(" · {}", t(&format!("unit-{table}"))) };
    let caption = format!("{}{unit}", t(&format!("grid-{form}")));
    let (paste, new) = (format!("paste.{form}.{table}"), format!("new.{form}.{table}"));
    html! {
        @if !rows.is_empty() {
            (place(beside, &format!("grid.{form}.{table}")))
            @for column in &columns { input type="hidden" name=(column_path(shape, table, column)) value="yes"; }
            @if rows.len() > SEARCHED {
                p.inline.search { label for={ "find-" (form) "-" (table) } { (t("grid-search")) }
                    input type="search" id={ "find-" (form) "-" (table) } data-find={ (form) "-" (table) } maxlength=(limits::NAME) autocomplete="off"; }
            }
            div.scroll { table.grid #{ (form) "-" (table) } data-grid={ (form) "." (table) } {
                caption { (caption) }
                thead { tr { @for (field, _) in shape.row { th scope="col" { (t(&label(shape, field))) } }
                    @for column in &columns { th scope="col" { (heading(shape, column, list, lang)) } } th { span.quiet { (t("remove-row")) } } } }
                tbody { @for row in rows { (line(lang, posted, beside, shape, row, &columns, list)) } }
            } }
            p.inline.grows {
                button name="do" value={ (form) ".add." (table) } { (t("add-row")) }
                label.quiet for=(id_of(&new)) { (t(&format!("new-column-{form}"))) }
                input id=(id_of(&new)) name=(new) value=(posted.get(&new)) list=(list_id(shape.column.1.word())) maxlength=(limits::NAME) placeholder=(t(&format!("new-column-{form}"))) autocomplete="off";
                button name="do" value={ (form) ".column." (table) } { (t("add-column")) }
            }
            details.paste { summary { (t("paste-table")) }
                p.hint #{ (id_of(&paste)) "-hint" } { (t("paste-hint")) }
                textarea id=(id_of(&paste)) name=(paste) rows="4" maxlength=(limits::TEXT) aria-label=(t("paste-table")) aria-describedby={ (id_of(&paste)) "-hint" } { (posted.get(&paste)) }
                button name="do" value={ (form) ".paste." (table) } { (t("paste-take")) }
            }
        }
    }
}

/// The name of a row's field: the list it suggests from, else the field itself.
fn label(shape: &Shape, field: &str) -> String {
    let list = shape.row.iter().find(|(own, _)| *own == field).map_or(field, |(_, list)| *list);
    format!("label-{}", if field == "unit" { "unit" } else { list })
}

fn line(
    lang: Lang,
    posted: &Posted,
    beside: &Beside,
    shape: &Shape,
    row: usize,
    columns: &[String],
    list: &List,
) -> Markup {
    let path = format!("{}[{row}]", shape.form);
    let get = |name: &str| posted.get(&format!("{path}.{name}"));
    let texts = shape.row.iter().map(|(field, _)| get(field)).filter(|text| !text.is_empty());
    let name = texts.collect::<Vec<_>>().join(" · ");
    html! {
        tr {
            @for (field, from) in shape.row {
                td data-label=(lang.t(&label(shape, field))) {
                    @let path = format!("{path}.{field}");
                    input id=(id_of(&path)) name=(path) value=(get(field)) list=(list_id(from)) maxlength=(limits::NAME) aria-label=(lang.t(&label(shape, field))) autocomplete="off";
                    (place(beside, &path))
                }
            }
            @for column in columns {
                @let heading = heading(shape, column, list, lang);
                td data-label=(heading) { (number(beside, &format!("{path}.{column}"), get(column), &format!("{name} {heading}"))) }
            }
            td {
                input type="hidden" name={ (path) ".table" } value=(get("table"));
                input type="hidden" name={ (path) ".places" } value=(get("places"));
                button.link name="do" value={ (shape.form) ".remove." (row) } aria-label={ (lang.t("remove-row")) " " (name) } { "✕" }
            }
        }
    }
}

/// A number within a table: named by its row and column, with the place beside it.
fn number(beside: &Beside, path: &str, value: &str, label: &str) -> Markup {
    let id = id_of(path);
    html! {
        input.number id=(id) name=(path) value=(value) inputmode="decimal" maxlength=(limits::DECIMAL) aria-label=(label) aria-describedby={ (id) "-beside" } autocomplete="off";
        (place(beside, path))
    }
}
