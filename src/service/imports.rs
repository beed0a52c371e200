//! A grid of minimum wages from a file into the side's own draft: looked at first, then written whole or not at all.

use super::drafts::{Base, NewDraft};
use super::file_fault::{FileFault, Which};
use super::known::{Known, known};
use super::{Answer, App, Error, FieldCode, FieldFault, Viewer, drafts};
use crate::documents::table;
use domain::bargaining::Negotiation;
use domain::party::Side;
use domain::policy::permission;
use domain::term::TermSheet;
use domain::term::grid::{self, Grid, GridFault, Layout, Merge, Planned, Stood};
use serde::Serialize;
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
    /// Columns and rows that were left out: numbers of rows, remarks, signatures.
    pub ignored: Vec<String>,
    /// Faults of the file, all of them; with any nothing is written.
    pub faults: Vec<GridFault>,
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
    let (onto, base, sheet) =
        found.unwrap_or_else(|| (Onto::Blank, Base::Blank, book.blank_sheet(&state.opening().area)));
    let draft = NewDraft { sheet, message: String::new(), package: false, expires_at: None, base: Some(base) };
    Ok(Start { onto, draft, version: 0 })
}

fn read(bytes: Vec<u8>) -> Answer<Grid> {
    let fault = |code| Error::Invalid(vec![FieldFault { field: "file".to_owned(), code }]);
    if bytes.is_empty() {
        return Err(fault(FieldCode::Required));
    }
    if bytes.len() > LARGEST {
        return Err(fault(FieldCode::FileTooLarge));
    }
    let rows = table::read(bytes).map_err(|told| match told.problem {
        tables::Problem::Size | tables::Problem::Columns(_) => fault(FieldCode::TableTooLarge),
        _ => Error::File(vec![FileFault::table(Which::Table, told)]),
    })?;
    Ok(grid::read(&rows))
}

async fn merged(app: &App, viewer: &Viewer, id: Uuid, bytes: Vec<u8>) -> Answer<(Start, Grid, Merge)> {
    let Known { loaded, actor, .. } = known::<permission::WritePrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let start = start(app, viewer, &loaded.state, side).await?;
    let work = move || {
        let grid = read(bytes)?;
        // Of the texts both sides know, the latest names the cells; the contract before names what is still unnamed.
        let state = &loaded.state;
        let offers = state.offers().iter().rev().map(|offer| &*offer.sheet);
        let known: Vec<&TermSheet> = offers.chain(&state.opening().previous).collect();
        let merge = grid::merge(&start.draft.sheet, &grid.wages, &known);
        Ok((start, grid, merge))
    };
    app.compute(work).await?
}

fn view(start: &Start, grid: Grid, merge: Merge) -> ImportView {
    ImportView {
        layout: grid.layout,
        onto: start.onto,
        version: start.version,
        written: false,
        planned: merge.planned,
        kept: merge.kept,
        ignored: grid.ignored,
        faults: grid.faults,
    }
}

/// What an import would do. Writes nothing.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] for who may not write the draft; [`Error::Invalid`] and [`Error::File`]
/// for a file that is no table. Faults of single cells are part of the answer.
pub async fn dry_run(app: &App, viewer: &Viewer, id: Uuid, bytes: Vec<u8>) -> Answer<ImportView> {
    let (start, grid, merge) = merged(app, viewer, id, bytes).await?;
    Ok(view(&start, grid, merge))
}

/// Writes the wages of a file into the side's draft, if it still stands at the version seen (0: none yet).
///
/// # Errors
/// As [`dry_run`]; [`Error::Grid`] with every fault of the file, [`Error::Conflict`] when a colleague saved since.
pub async fn import(app: &App, viewer: &Viewer, id: Uuid, seen: i64, bytes: Vec<u8>) -> Answer<ImportView> {
    let (start, grid, merge) = merged(app, viewer, id, bytes).await?;
    if !grid.faults.is_empty() {
        return Err(Error::Grid(grid.faults));
    }
    let draft = NewDraft { sheet: merge.sheet.clone(), ..start.draft.clone() };
    let saved = drafts::save(app, viewer, id, seen, draft).await?;
    Ok(ImportView { version: saved.version, written: true, ..view(&start, grid, merge) })
}

/// Rows as a CSV file that office programs open.
pub fn csv(rows: &[Vec<String>]) -> String {
    table::write(rows)
}

/// The minimum wages of the side's draft, or of what takes its place: to be filled in and read again.
///
/// # Errors
/// [`Error::NotFound`] for who may not see the side's drafts.
pub async fn current(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Vec<Stood>> {
    let Known { loaded, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    Ok(grid::wages_of(&start(app, viewer, &loaded.state, side).await?.draft.sheet))
}
