//! What the buttons of a grid do: a row, a column, a table pasted from a spreadsheet.

use super::{ANY, SHAPES, Shape, column_path, columns, rows};
use crate::http::pages::form::Posted;
use crate::http::pages::negotiations::offer::named::List;
use domain::decimal::Money;
use domain::limits;

/// At most so many rows and columns are pasted at once.
const LARGEST: [usize; 2] = [1_000, 60];

/// Adds a row or a column, removes a row, pastes, where that is what the button asked.
pub(in super::super) fn edit(posted: &mut Posted, wish: &str, list: &mut List) -> bool {
    let Some((form, wish)) = wish.split_once('.') else { return false };
    let Some(shape) = SHAPES.into_iter().find(|shape| shape.form == form) else { return false };
    let (what, rest) = wish.split_once('.').unwrap_or((wish, ""));
    let (table, at) = rest.split_once('.').unwrap_or((rest, ""));
    match what {
        "remove" => posted.remove_under(&format!("{form}[{rest}].")),
        "add" if shape.tables.contains(&table) => {
            add(posted, shape, table);
        }
        "column" if shape.tables.contains(&table) => {
            let name = posted.get(&format!("new.{form}.{table}")).trim().to_owned();
            if !name.is_empty() {
                let word = column(&name, shape, list);
                posted.set(&column_path(shape, table, &word), "yes");
                posted.set(&format!("new.{form}.{table}"), "");
                list.remember(posted);
            }
        }
        "paste" if shape.tables.contains(&table) => {
            let name = format!("paste.{form}.{table}");
            let text = posted.get(&name).to_owned();
            posted.set(&name, "");
            match at.split_once('.') {
                Some((row, field)) => fill(posted, shape, table, (row.parse().unwrap_or(0), field), &text),
                None => whole(posted, shape, table, &text, list),
            }
            list.remember(posted);
        }
        _ => return false,
    }
    true
}

fn add(posted: &mut Posted, shape: &Shape, table: &str) -> usize {
    let row = posted.indexes(shape.form).last().map_or(0, |last| last.saturating_add(1));
    posted.set(&format!("{}[{row}].table", shape.form), table);
    posted.set(&format!("{}[{row}].places", shape.form), "");
    if shape.row.iter().any(|(field, _)| *field == "unit") {
        // Most of a table is paid per the same thing.
        let last = rows(posted, shape, table).filter(|other| *other != row).last();
        let unit = last.map(|last| posted.get(&format!("{}[{last}].unit", shape.form)).to_owned());
        posted.set(&format!("{}[{row}].unit", shape.form), unit.unwrap_or_default());
    }
    row
}

/// The word of a column of this name; the column of all for a name that says so.
fn column(name: &str, shape: &Shape, list: &mut List) -> String {
    let all = name == ANY || domain::term::grid::is_everywhere(name);
    if all { ANY.to_owned() } else { list.word(shape.column.1, name) }
}

/// The cells of a pasted text: a spreadsheet's are divided by tabs, a written table's by commas.
fn parsed(text: &str) -> Vec<Vec<String>> {
    let divider = if text.contains('\t') { ['\t', '\t'] } else { [',', '，'] };
    let line = |line: &str| line.split(divider).take(LARGEST[1]).map(amount).collect();
    text.lines().filter(|line| !line.trim().is_empty()).take(LARGEST[0]).map(line).collect()
}

/// An amount as spreadsheets show it: without currency and thousands separators; another text as it is.
fn amount(cell: &str) -> String {
    let cell = cell.trim().trim_matches('"').trim();
    let bare = cell.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '+' | '.')).trim();
    let (whole, rest) = bare.split_once('.').unwrap_or((bare, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() > 1
        && groups.first().is_some_and(|group| (1..=3).contains(&group.len()))
        && groups.iter().skip(1).all(|group| group.len() == 3)
        && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let plain = if grouped {
        [groups.concat(), rest.to_owned()].join(if rest.is_empty() { "" } else { "." })
    } else {
        bare.to_owned()
    };
    if Money::parse(&plain).is_ok() { plain } else { cell.chars().take(limits::NAME).collect() }
}

/// Fills cells from one on, to the right and down; what stands below the last row makes rows.
fn fill(posted: &mut Posted, shape: &Shape, table: &str, (row, field): (usize, &str), text: &str) {
    let fields: Vec<String> =
        shape.row.iter().map(|(field, _)| (*field).to_owned()).chain(columns(posted, shape, table)).collect();
    let Some(from) = fields.iter().position(|name| name == field) else { return };
    let there: Vec<usize> = rows(posted, shape, table).filter(|other| *other >= row).collect();
    let mut there = there.into_iter();
    for line in parsed(text) {
        let row = there.next().unwrap_or_else(|| add(posted, shape, table));
        for (field, cell) in fields.iter().skip(from).zip(line) {
            posted.set(&format!("{}[{row}].{field}", shape.form), cell);
        }
    }
}

/// A whole table: its first line may name the columns. A row that is there gets its amounts, another is added.
fn whole(posted: &mut Posted, shape: &Shape, table: &str, text: &str, list: &mut List) {
    let lines = parsed(text);
    let number = |cell: &String| Money::parse(cell).is_ok();
    let head = lines.first().filter(|line| line.len() > 1 && !line.iter().any(number));
    let own = shape.row.len();
    let fields: Vec<String> = match head {
        Some(head) => head.iter().enumerate().map(|(at, name)| field(at, name, shape, list)).collect(),
        None => {
            // Without a header the first cell names the row; amounts follow in the order of the columns.
            let names =
                lines.iter().map(|line| line.iter().take_while(|cell| !number(cell)).count()).max().unwrap_or(1);
            let names = shape.row.iter().take(names.clamp(1, own)).map(|(field, _)| (*field).to_owned());
            names.chain(columns(posted, shape, table)).collect()
        }
    };
    for column in fields.iter().filter(|field| !shape.row.iter().any(|(own, _)| own == field)) {
        posted.set(&column_path(shape, table, column), "yes");
    }
    for line in lines.iter().skip(usize::from(head.is_some())) {
        let named = |field: &str| fields.iter().zip(line).find(|(name, _)| *name == field).map_or("", |(_, cell)| cell);
        let stands = |list: &List, field: &str, text: &str| {
            let kind = domain::term::named_by(shape.kind, field);
            kind.and_then(|kind| list.find(kind, text))
                .map_or_else(|| text.trim().to_owned(), |choice| choice.word.clone())
        };
        let same = |row: &usize| {
            shape.row.iter().filter(|(field, _)| *field != "unit" || !named(field).is_empty()).all(|(field, _)| {
                let there = posted.get(&format!("{}[{row}].{field}", shape.form));
                stands(list, field, there) == stands(list, field, named(field))
            })
        };
        let there = rows(posted, shape, table).find(same);
        let row = there.unwrap_or_else(|| add(posted, shape, table));
        for (field, cell) in fields.iter().zip(line).filter(|(_, cell)| !cell.is_empty()) {
            posted.set(&format!("{}[{row}].{field}", shape.form), cell);
        }
    }
}

/// The field that a name of a header means.
fn field(at: usize, name: &str, shape: &Shape, list: &mut List) -> String {
    let own = shape.row.iter().find(|(_, list)| domain::term::grid::is_head_of(name, list));
    match own {
        Some((field, _)) => (*field).to_owned(),
        None if at == 0 => shape.row.first().map(|(field, _)| (*field).to_owned()).unwrap_or_default(),
        None => column(name, shape, list),
    }
}
