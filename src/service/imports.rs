//! A grid of minimum wages from a file into the side's own draft: looked at first, then written whole or not at all.

use super::drafts::{Base, NewDraft};
use super::file_fault::{FileFault, Which};
use super::known::{Known, known};
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer, drafts, names};
use crate::documents::table;
use domain::bargaining::Negotiation;
use domain::party::Side;
use domain::policy::permission;
use domain::term::grid::{self, Answers, ColumnRead, Grid, GridFault, GridProblem, Layout, Merge, Planned, Row, Stood};
use domain::term::{Choices, Names, TermSheet};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

/// Largest file, in bytes.
pub const LARGEST: usize = 2 << 20;

/// What the wages are put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Onto {
    /// The side's draft.
    Draft,
    /// No draft yet: the side's last offer.
    OwnOffer,
    /// Nor that: the other side's.
    OtherOffer,
    /// The contract before.
    Previous,
    /// An empty sheet.
    Blank,
}

/// What an import does, or did.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ImportView {
    /// The layout that was recognised.
    pub layout: Option<Layout>,
    /// What the wages are put into.
    pub onto: Onto,
    /// Version of the draft (0: none yet): give it back to confirm. After writing, the new one.
    pub version: i64,
    /// Whether it has been written.
    pub written: bool,
    /// Wage by wage.
    pub planned: Vec<Planned>,
    /// Wages of the draft that the file does not speak of: they stay.
    pub kept: Vec<Stood>,
    /// How each column is read. Of one without a meaning somebody has to say it before anything is written.
    pub columns: Vec<ColumnRead>,
    /// Columns and rows that were left out: numbers of rows, remarks, signatures.
    pub ignored: Vec<String>,
    /// Faults of the file, all of them; with any nothing is written.
    pub faults: Vec<GridFault>,
    /// What the words of the wages are called.
    #[serde(skip)]
    pub names: Names,
    /// The table as it was read, to be confirmed.
    #[serde(skip)]
    pub table: Vec<Vec<String>>,
}

/// A table to import and what is said of its columns.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub bytes: Vec<u8>,
    pub answers: Answers,
}

/// The draft, or what takes its place, and with which version it is saved over.
struct Start {
    onto: Onto,
    draft: NewDraft,
    version: i64,
}

async fn start(app: &App, viewer: &Viewer, state: &Negotiation, side: Side) -> Answer<Start> {
    match drafts::get(app, viewer, state.opening().id).await {
        Ok(d) => {
            let (sheet, message, package, expires_at) = (d.sheet, d.message, d.package, d.expires_at);
            let draft = NewDraft { sheet, message, package, expires_at, base: None };
            return Ok(Start { onto: Onto::Draft, draft, version: d.version });
        }
        Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    let book = app.book(&state.opening().jurisdiction)?;
    let offer = |side| state.current_offer(side).map(|offer| Base::Offer(offer.stamp.seq));
    let bases = [
        (Onto::OwnOffer, offer(side)),
        (Onto::OtherOffer, offer(side.other())),
        (Onto::Previous, Some(Base::Previous)),
    ];
    let found = bases.into_iter().find_map(|(onto, base)| Some((onto, base?, base?.sheet(state)?)));
    let (onto, base, sheet) = found.unwrap_or_else(|| {
        let opening = state.opening();
        (Onto::Blank, Base::Blank, book.blank_sheet(&opening.jurisdiction, &opening.area))
    });
    let draft = NewDraft { sheet, message: String::new(), package: false, expires_at: None, base: Some(base) };
    Ok(Start { onto, draft, version: 0 })
}

fn rows(bytes: Vec<u8>) -> Answer<Vec<Row>> {
    let fault = |code| Error::Invalid(vec![FieldFault { field: "file".to_owned(), code }]);
    if bytes.is_empty() {
        return Err(fault(FieldCode::Required));
    }
    if bytes.len() > LARGEST {
        return Err(fault(FieldCode::FileTooLarge));
    }
    table::read(bytes).map_err(|told| match told.problem {
        tables::Problem::Size | tables::Problem::Columns(_) => fault(FieldCode::TableTooLarge),
        _ => Error::File(vec![FileFault::table(Which::Table, told)]),
    })
}

/// A table read and put into the draft, in memory.
struct Tried {
    start: Start,
    grid: Grid,
    merge: Merge,
    rows: Vec<Row>,
}

async fn merged(app: &App, viewer: &Viewer, id: Uuid, source: Source) -> Answer<Tried> {
    let Known { loaded, actor, .. } = known::<permission::WritePrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let start = start(app, viewer, &loaded.state, side).await?;
    let last = names::of_last_contract(app, &loaded.state).await?;
    let work = move || {
        let rows = rows(source.bytes)?;
        let mut list = list(&loaded.state, &start.draft.sheet, &last);
        let grid = grid::read(&rows, &mut list, &source.answers);
        // Of the texts both sides know, the latest names the cells; the contract before names what is still unnamed.
        let known: Vec<&TermSheet> = names::shared(&loaded.state).collect();
        let merge = grid::merge(&start.draft.sheet, &grid.wages, &list, &known);
        Ok(Tried { start, grid, merge, rows })
    };
    app.compute(work).await?
}

/// The list of names as a side's draft and the table have them.
fn list(state: &Negotiation, sheet: &Value, last: &Names) -> Choices {
    let mut list = Choices::default();
    list.add_draft(sheet);
    names::add_shared(&mut list, state, last);
    list
}

fn view(tried: Tried) -> ImportView {
    let Tried { start, grid, merge, rows } = tried;
    ImportView {
        layout: grid.layout,
        onto: start.onto,
        version: start.version,
        written: false,
        names: Names::of(&merge.sheet),
        planned: merge.planned,
        kept: merge.kept,
        columns: grid.columns,
        ignored: grid.ignored,
        faults: grid.faults,
        table: rows.into_iter().map(|row| row.cells).collect(),
    }
}

/// What an import would do. Writes nothing.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] for who may not write the draft; [`Error::Invalid`] and [`Error::File`]
/// for a file that is no table. Faults of single cells are part of the answer.
pub async fn dry_run(app: &App, viewer: &Viewer, id: Uuid, source: Source) -> Answer<ImportView> {
    Ok(view(merged(app, viewer, id, source).await?))
}

/// Writes the wages of a file into the side's draft, if it still stands at the version seen (0: none yet).
///
/// # Errors
/// As [`dry_run`]; [`Error::Grid`] with every fault of the file and every column of which nobody said what it is,
/// [`Error::Conflict`] when a colleague saved since.
pub async fn import(app: &App, viewer: &Viewer, id: Uuid, seen: i64, source: Source) -> Answer<ImportView> {
    let tried = merged(app, viewer, id, source).await?;
    let header = tried.rows.first().map_or(1, |row| row.number);
    let open = tried.grid.columns.iter().filter(|column| column.meaning.is_none()).map(|column| GridFault {
        row: header,
        column: Some(column.column),
        found: column.name.clone(),
        problem: GridProblem::UnknownColumn,
    });
    let faults: Vec<GridFault> = tried.grid.faults.iter().cloned().chain(open).collect();
    if !faults.is_empty() {
        return Err(Error::Grid(faults));
    }
    let draft = NewDraft { sheet: tried.merge.sheet.clone(), ..tried.start.draft.clone() };
    let saved = drafts::save(app, viewer, id, seen, draft).await?;
    Ok(ImportView { version: saved.version, written: true, ..view(tried) })
}

/// Rows as a CSV file that office programs open.
pub fn csv(rows: &[Vec<String>]) -> String {
    table::write(rows)
}

/// The minimum wages of the side's draft, or of what takes its place, and what their words are called: to be filled in and
/// read again.
///
/// # Errors
/// [`Error::NotFound`] for who may not see the side's drafts.
pub async fn current(app: &App, viewer: &Viewer, id: Uuid) -> Answer<(Vec<Stood>, Names)> {
    let Known { loaded, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let sheet = start(app, viewer, &loaded.state, side).await?.draft.sheet;
    Ok((grid::wages_of(&sheet), Names::of(&sheet)))
}
