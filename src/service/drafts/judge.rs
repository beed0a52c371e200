//! What is to be said of a sheet while it is written: its faults, the law beside each cell, the gap to the other
//! side's offer, the side's own limits, who edited it. Whatever judges a draft asks here.

use crate::db;
use crate::db::words::{from_json, word};
use crate::service::bargaining_limits::{BargainingLimit, of_side};
use crate::service::known::{Known, known};
use crate::service::page::by_item;
use crate::service::{Answer, App, Error, Viewer};
use domain::floor::{self, FloorCell, FloorOutcome, FloorResult};
use domain::party::Side;
use domain::policy::permission;
use domain::statute::RulebookSet;
use domain::term::{Cell, CellValue, Edit, Gap, SheetFaults, TermSheet, gap, loose_cells};
use serde::Serialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// What is to be said of a sheet.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Judgement {
    /// Every fault; none in a sheet that can be tabled.
    #[serde(flatten)]
    pub faults: SheetFaults,
    /// The floor check of what can be read of it. While there are faults, nothing counts as left out.
    pub floor: Vec<FloorResult>,
    /// Cell by cell, in the order of the sheet; cells of items at fault are not among them.
    pub cells: Vec<CellJudgement>,
    /// The item after which the next page of cells begins; none on the last, and where all are given.
    pub next: Option<String>,
    /// Who changed what last, as far as the draft was saved so.
    pub edits: Vec<Edit>,
    /// The sheet, once valid.
    #[serde(skip)]
    pub valid: Option<TermSheet>,
}

/// What is to be said of one cell.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct CellJudgement {
    #[serde(flatten)]
    pub cell: Cell,
    /// What the law asks.
    pub law: Option<FloorCell>,
    /// What the other side offers.
    pub theirs: Option<CellValue>,
    /// The gap to it, union value − employer value.
    pub gap: Option<Gap>,
    /// Own limits that the value crosses.
    pub crossed: Vec<BargainingLimit>,
}

impl Judgement {
    /// Only the page of cells after an item, at most 1,000, about 1 MiB, and who edited them.
    pub fn page(mut self, after: Option<&str>) -> Self {
        let length = |value: &CellValue| value.text().len();
        let weight = |one: &CellJudgement| {
            let theirs = one.theirs.as_ref().map_or(0, length);
            length(&one.cell.value).saturating_add(theirs).saturating_add(one.crossed.len().saturating_mul(300))
        };
        let whole = |one: &CellJudgement| weight(one).saturating_add(500);
        (self.cells, self.next) = by_item(self.cells, after, |one| &one.cell.item, whole);
        let shown: HashSet<&str> = self.cells.iter().map(|one| one.cell.item.as_str()).collect();
        self.edits.retain(|edit| edit.item.is_empty() || shown.contains(edit.item.as_str()));
        self
    }

    /// Every limit crossed.
    pub fn crossed(&self) -> impl Iterator<Item = (&Cell, &BargainingLimit)> {
        self.cells.iter().flat_map(|one| one.crossed.iter().map(move |bargaining_limit| (&one.cell, bargaining_limit)))
    }
}

/// Judges a sheet that the viewer's side is writing, and gives it back. Writes nothing.
///
/// # Errors
/// [`Error::NotFound`] for who is not of a side; [`Error::Invalid`] for a sheet beyond all bounds.
pub async fn judge(app: &App, viewer: &Viewer, id: Uuid, sheet: Value) -> Answer<(Judgement, Value)> {
    let Known { loaded, actor, .. } = known::<permission::ReadPrivate>(app, &app.db, viewer, id, None).await?;
    let side = actor.capacity.side().ok_or(Error::NotFound)?;
    let bargaining_limits = of_side(&app.db, loaded.key, side).await?;
    let row = db::drafts::find(&app.db, loaded.key, &word(&side)).await?;
    let rulebooks = Arc::clone(&app.rulebooks);
    let work = move || {
        super::fits(&sheet)?;
        let edits = match row {
            None => Vec::new(),
            Some(row) => as_saved(from_json(&row.edits)?, &from_json(&row.sheet)?, &sheet),
        };
        let theirs = loaded.state.current_offer(side.other()).map(|offer| offer.sheet.cells()).unwrap_or_default();
        let beside = Against { side, theirs, bargaining_limits: &bargaining_limits };
        Ok((judged(&rulebooks, &sheet, edits, beside), sheet))
    };
    app.compute(work).await?
}

/// What a sheet is held against.
struct Against<'a> {
    side: Side,
    theirs: Vec<Cell>,
    bargaining_limits: &'a [BargainingLimit],
}

fn judged(rulebooks: &RulebookSet, sheet: &Value, edits: Vec<Edit>, beside: Against<'_>) -> Judgement {
    let (read, faults) = rulebooks.partly(sheet);
    let Some(read) = read else {
        return Judgement { faults, floor: Vec::new(), cells: Vec::new(), next: None, edits, valid: None };
    };
    let mut results = floor::check(&read, rulebooks);
    if !faults.is_empty() {
        results.retain(|result| result.outcome != FloorOutcome::Omitted);
    }
    let cells = cells(rulebooks, &read, beside);
    let valid = faults.is_empty().then_some(read);
    Judgement { faults, floor: results, cells, next: None, edits, valid }
}

/// Edits of cells that still stand as they were saved: what was typed since is nobody's yet.
fn as_saved(edits: Vec<Edit>, saved: &Value, now: &Value) -> Vec<Edit> {
    let (saved, now) = (loose_cells(saved), loose_cells(now));
    let stands = |edit: &Edit| {
        let cell = (edit.item.clone(), edit.field.clone());
        saved.get(&cell) == now.get(&cell)
    };
    edits.into_iter().filter(stands).collect()
}

fn cells(rulebooks: &RulebookSet, sheet: &TermSheet, against: Against<'_>) -> Vec<CellJudgement> {
    let Against { side, theirs, bargaining_limits } = against;
    let law = floor::cells(sheet, rulebooks);
    let law: HashMap<_, _> = law.into_iter().map(|law| ((law.item.clone(), law.field.clone()), law)).collect();
    let theirs: HashMap<_, _> = theirs.into_iter().map(|cell| ((cell.item, cell.field), cell.value)).collect();
    let mut limits: HashMap<(&str, &str), Vec<&BargainingLimit>> = HashMap::new();
    for one in bargaining_limits {
        limits.entry((one.item.as_str(), one.field.as_str())).or_default().push(one);
    }
    let judged = |cell: Cell| {
        let name = (cell.item.clone(), cell.field.clone());
        let theirs = theirs.get(&name).cloned();
        let gap = theirs.as_ref().and_then(|other| match side {
            Side::WorkerSide => gap(&cell.value, other),
            Side::EmployerSide => gap(other, &cell.value),
        });
        let binding = limits.get(&(cell.item.as_str(), cell.field.as_str())).into_iter().flatten();
        let over = |one: &&&BargainingLimit| one.bound.crossed(&one.value, &cell.value) == Some(true);
        let crossed = binding.filter(over).map(|one| BargainingLimit::clone(one)).collect();
        CellJudgement { law: law.get(&name).cloned(), theirs, gap, crossed, cell }
    };
    sheet.cells().into_iter().map(judged).collect()
}
