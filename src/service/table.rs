//! The table: cell by cell, what each side offers, the law, the contract before, the gap; and how it all moved.

use super::known::{Known, Loaded, as_of, known};
use super::page::by_item;
use super::visits::{Seen, seen};
use super::{Answer, App, Error, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::{self, Change, Ladder, Negotiation, Rung, Seq, TableCell};
use domain::floor::{FloorCell, FloorOutcome, cells};
use domain::party::{Capacity, Side};
use domain::policy::permission;
use domain::statute::RulebookSet;
use domain::term::Item;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// A row of the table.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Row {
    /// Both sides' positions, the gap, the last move, the marks.
    #[serde(flatten)]
    pub cell: Arc<TableCell>,
    /// The statutory value with its source, where a rule of the floor speaks of this cell.
    pub statutory: Option<Arc<FloorCell>>,
    /// An offer on the table breaches the law here.
    pub unlawful: bool,
    /// An act since the viewer's last visit moved the cell or changed its marks.
    pub moved_since_visit: bool,
}

/// Counts over a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Tally {
    /// Items that a side has on the table.
    pub items: usize,
    /// Of them agreed.
    pub agreed: usize,
    /// Not agreed.
    pub open: usize,
    /// With a cell below the law.
    pub unlawful: usize,
    /// With a cell moved since the viewer's last visit.
    pub moved: usize,
    /// Cells on which the sides do not say the same.
    pub cells_apart: usize,
}

/// An act, as the picker of moments names it.
#[derive(Clone, Debug)]
pub struct ActLine {
    /// Its number.
    pub seq: Seq,
    /// Its instant.
    pub at: DateTime<Utc>,
    /// Name of its act.
    pub act: &'static str,
    /// For whom it was done.
    pub capacity: Capacity,
}

/// Every item named in the talks, by key.
#[derive(Debug, Default)]
pub struct Items {
    all: Vec<Arc<Item>>,
    places: HashMap<String, usize>,
}

impl Items {
    fn of(state: &Negotiation) -> Self {
        let all: Vec<Arc<Item>> = bargaining::items(state).into_iter().cloned().map(Arc::new).collect();
        let places = all.iter().enumerate().map(|(place, item)| (item.key.clone(), place)).collect();
        Self { all, places }
    }

    /// The item of a key.
    pub fn get(&self, key: &str) -> Option<&Arc<Item>> {
        self.places.get(key).and_then(|place| self.all.get(*place))
    }

    /// In the order in which the sheets name them.
    pub fn all(&self) -> &[Arc<Item>] {
        &self.all
    }
}

/// The table after an act.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TableView {
    /// After which act.
    pub as_of: Seq,
    /// The instant of that act.
    pub at: Option<DateTime<Utc>>,
    /// The offer the workers' side stands by.
    pub worker_offer: Option<Seq>,
    /// The employers' side's.
    pub employer_offer: Option<Seq>,
    /// Whose turn it is.
    pub turn: Option<Side>,
    /// Counts.
    pub tally: Tally,
    /// What the viewer has marked as seen; nobody else's mark is ever shown.
    pub seen: Option<Seen>,
    /// Cell by cell.
    pub rows: Vec<Row>,
    /// The item after which the next page begins; none on the last, and where all rows are given.
    pub next: Option<String>,
    /// The negotiation after that act, for the pages.
    #[serde(skip)]
    pub state: Arc<Negotiation>,
    /// Every act there is, for the pages.
    #[serde(skip)]
    pub acts: Vec<ActLine>,
    /// What the items are, for the pages.
    #[serde(skip)]
    pub items: Arc<Items>,
}

impl TableView {
    /// Only the page of rows after an item: at most 1,000 rows, about 1 MiB.
    pub fn page(mut self, after: Option<&str>) -> Self {
        let weight = |row: &Row| {
            let values = [&row.cell.previous, &row.cell.worker_side, &row.cell.employer_side];
            values.into_iter().flatten().map(|value| value.text().len()).sum::<usize>().saturating_add(600)
        };
        (self.rows, self.next) = by_item(self.rows, after, |row| &row.cell.item, weight);
        self
    }
}

/// The table as it stands, or as it stood after an act.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, or for an act that is not there.
pub async fn table(app: &App, viewer: &Viewer, id: Uuid, after: Option<Seq>) -> Answer<TableView> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    read(app, viewer, &loaded, after).await
}

/// The table of a negotiation that the wall has let the viewer read.
pub(super) async fn read(app: &App, viewer: &Viewer, loaded: &Arc<Loaded>, after: Option<Seq>) -> Answer<TableView> {
    let seen = seen(app, viewer, loaded.key).await?;
    let (loaded, rulebooks) = (Arc::clone(loaded), Arc::clone(&app.rulebooks));
    app.compute(move || Ok(of(&rulebooks, after_act(&loaded, after)?, &loaded, seen))).await?
}

/// The present state, or the one after an act.
fn after_act(loaded: &Loaded, after: Option<Seq>) -> Answer<Arc<Negotiation>> {
    match after.filter(|seq| *seq != loaded.state.seq()) {
        None => Ok(Arc::clone(&loaded.state)),
        Some(seq) => Ok(Arc::new(as_of(loaded, seq)?.ok_or(Error::NotFound)?)),
    }
}

/// A table worked out: what depends on nobody who looks. Kept with the replay it is made of.
#[derive(Debug)]
pub(super) struct Worked {
    rows: Vec<Row>,
    floors: Vec<FloorCell>,
    items: Arc<Items>,
}

/// What the items of the present table are.
pub(super) async fn items(app: &App, loaded: &Arc<Loaded>) -> Answer<Arc<Items>> {
    if let Some(worked) = loaded.worked.get() {
        return Ok(Arc::clone(&worked.items));
    }
    let (loaded, rulebooks) = (Arc::clone(loaded), Arc::clone(&app.rulebooks));
    app.compute(move || Arc::clone(&worked(&rulebooks, &loaded.state, &loaded).items)).await
}

/// The table of a state, kept where it is the present one.
fn worked(rulebooks: &RulebookSet, state: &Arc<Negotiation>, loaded: &Loaded) -> Arc<Worked> {
    if Arc::ptr_eq(state, &loaded.state) {
        return Arc::clone(loaded.worked.get_or_init(|| Arc::new(work(rulebooks, state))));
    }
    Arc::new(work(rulebooks, state))
}

fn work(rulebooks: &RulebookSet, state: &Negotiation) -> Worked {
    let floors = floors(rulebooks, state);
    let beside: HashMap<(&str, &str), &FloorCell> =
        floors.iter().map(|floor| ((floor.item.as_str(), floor.field.as_str()), floor)).collect();
    let row = |cell: TableCell| {
        let statutory = beside.get(&(cell.item.as_str(), cell.field.as_str())).map(|floor| Arc::new((*floor).clone()));
        let unlawful = statutory.as_ref().is_some_and(|floor| floor.outcome == FloorOutcome::Breach);
        Row { statutory, unlawful, moved_since_visit: false, cell: Arc::new(cell) }
    };
    let rows = bargaining::table(state).into_iter().map(row).collect();
    Worked { rows, floors, items: Arc::new(Items::of(state)) }
}

/// The law beside the cells of both sides' positions; of two results for a cell the breach.
fn floors(rulebooks: &RulebookSet, state: &Negotiation) -> Vec<FloorCell> {
    let mut found: Vec<FloorCell> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for position in [Side::WorkerSide, Side::EmployerSide].into_iter().filter_map(|side| state.position(side)) {
        for result in cells(&position.sheet, rulebooks) {
            let key = (result.item.clone(), result.field.clone());
            match places.get(&key).and_then(|place| found.get_mut(*place)) {
                Some(kept) if result.outcome == FloorOutcome::Breach => *kept = result,
                Some(_) => {}
                None => {
                    places.insert(key, found.len());
                    found.push(result);
                }
            }
        }
    }
    found
}

fn of(rulebooks: &RulebookSet, state: Arc<Negotiation>, loaded: &Loaded, seen: Option<Seen>) -> TableView {
    let visited = seen.map_or(0, |seen| seen.act);
    let worked = worked(rulebooks, &state, loaded);
    let mut rows = worked.rows.clone();
    for row in &mut rows {
        row.moved_since_visit = row.cell.touched > visited;
    }
    let line = |act: &Arc<super::known::StoredEvent>| {
        let e = act.head();
        ActLine { seq: e.seq, at: e.at, act: e.act.name(), capacity: e.by.capacity }
    };
    let acts: Vec<ActLine> = loaded.acts.iter().map(line).collect();
    TableView {
        as_of: state.seq(),
        at: acts.iter().find(|act| act.seq == state.seq()).map(|act| act.at),
        worker_offer: state.position(Side::WorkerSide).map(|offer| offer.stamp.seq),
        employer_offer: state.position(Side::EmployerSide).map(|offer| offer.stamp.seq),
        turn: bargaining::turn(&state),
        tally: tally(&rows),
        seen,
        rows,
        next: None,
        state,
        acts,
        items: Arc::clone(&worked.items),
    }
}

fn tally(rows: &[Row]) -> Tally {
    let count = |wanted: &dyn Fn(&Row) -> bool| {
        rows.iter().filter(|row| wanted(row)).map(|row| row.cell.item.as_str()).collect::<HashSet<_>>().len()
    };
    let named = |row: &Row| row.cell.worker_side.is_some() || row.cell.employer_side.is_some();
    let items = count(&named);
    let agreed = count(&|row| named(row) && row.cell.agreed.is_some());
    Tally {
        items,
        agreed,
        open: items.saturating_sub(agreed),
        unlawful: count(&|row| row.unlawful),
        moved: count(&|row| row.moved_since_visit),
        cells_apart: rows.iter().filter(|row| row.cell.apart()).count(),
    }
}

/// A ladder with its steps in words of numbers.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct LadderView {
    /// Steps by side, floor, contract before, what is agreed.
    #[serde(flatten)]
    pub ladder: Ladder,
    /// Both sides' steps in order, with change and gap.
    pub rungs: Vec<Rung>,
}

/// Which ladders.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Of one item only.
    pub item: Option<String>,
    /// Of one field of it only.
    pub field: Option<String>,
    /// Up to an act.
    pub as_of: Option<Seq>,
}

/// Ladders of a negotiation.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct LaddersView {
    /// After which act.
    pub as_of: Seq,
    /// In the order in which the cells came to the table.
    pub ladders: Vec<LadderView>,
    /// The item after which the next page begins; none on the last, and where all are given.
    pub next: Option<String>,
    /// The negotiation after that act, for the pages.
    #[serde(skip)]
    pub state: Arc<Negotiation>,
}

impl LaddersView {
    /// Only the page of ladders after an item: at most 1,000, about 1 MiB.
    pub fn page(mut self, after: Option<&str>) -> Self {
        let weight = |one: &LadderView| one.rungs.len().saturating_mul(300).saturating_add(500);
        (self.ladders, self.next) = by_item(self.ladders, after, |one| &one.ladder.item, weight);
        self
    }
}

/// How cells moved, up to the present or an act.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, for an act that is not there, for a cell nobody ever named.
pub async fn ladders(app: &App, viewer: &Viewer, id: Uuid, which: &Which) -> Answer<LaddersView> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let (which, rulebooks) = (which.clone(), Arc::clone(&app.rulebooks));
    app.compute(move || moved(&rulebooks, &loaded, &which)).await?
}

fn moved(rulebooks: &RulebookSet, loaded: &Loaded, which: &Which) -> Answer<LaddersView> {
    let state = after_act(loaded, which.as_of)?;
    let worked = worked(rulebooks, &state, loaded);
    let floors = &worked.floors;
    let found = match (&which.item, &which.field) {
        (Some(item), Some(field)) => bargaining::ladder(&state, item, field, floors).into_iter().collect(),
        (item, field) => {
            let mut all = bargaining::ladders(&state, floors);
            all.retain(|ladder| item.as_ref().is_none_or(|item| *item == ladder.item));
            all.retain(|ladder| field.as_ref().is_none_or(|field| *field == ladder.field));
            all
        }
    };
    if found.is_empty() && (which.item.is_some() || which.field.is_some()) {
        return Err(Error::NotFound);
    }
    let view = |ladder: Ladder| LadderView { rungs: ladder.rungs(), ladder };
    Ok(LaddersView { as_of: state.seq(), ladders: found.into_iter().map(view).collect(), next: None, state })
}

/// What each offer moved, in order.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it.
pub async fn changes(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Vec<Change>> {
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    app.compute(move || bargaining::changes(&loaded.state)).await
}
