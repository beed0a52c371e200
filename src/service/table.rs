//! The table: cell by cell, what each side offers, the law, the contract before, the gap.

use super::negotiations::load;
use super::{Answer, App, Error, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::{Negotiation, Offer, Seq, replay};
use domain::floor::{FloorOutcome, FloorResult, check};
use domain::party::Side;
use domain::policy::Action;
use domain::term::{Cell, CellValue, Gap, gap};
use serde::Serialize;

/// A row of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Item key.
    pub item: String,
    /// Field path.
    pub field: String,
    /// In the contract before.
    pub previous: Option<CellValue>,
    /// The statutory value with its source, where a rule of the floor speaks of this cell.
    pub statutory: Option<FloorResult>,
    /// The workers' side's present position.
    pub worker_side: Option<CellValue>,
    /// The employers' side's.
    pub employer_side: Option<CellValue>,
    /// Union value − employer value.
    pub gap: Option<Gap>,
    /// The last move.
    pub moved: Option<Move>,
    /// Initialled by the workers' chief.
    pub worker_initial: bool,
    /// Initialled by the employers' chief.
    pub employer_initial: bool,
    /// Agreed by both.
    pub agreed: bool,
    /// An offer on the table breaches the law here.
    pub unlawful: bool,
}

/// Who moved last, from what to what.
#[derive(Clone, Debug, Serialize)]
pub struct Move {
    /// Who.
    pub side: Side,
    /// The offer.
    pub offer: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// From; `None`: first named.
    pub from: Option<CellValue>,
    /// To; `None`: dropped.
    pub to: Option<CellValue>,
}

/// The table after an act.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// After which act.
    pub as_of: Seq,
    /// The workers' side's current offer.
    pub worker_offer: Option<Seq>,
    /// The employers' side's.
    pub employer_offer: Option<Seq>,
    /// Cell by cell.
    pub rows: Vec<Row>,
}

/// The table as it stands, or as it stood after an act.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, or for an act that is not there.
pub async fn table(app: &App, viewer: &Viewer, id: i64, as_of: Option<Seq>) -> Answer<TableView> {
    viewer.account()?;
    let loaded = load(&app.db, id).await?;
    viewer.allowed(&loaded.state, Action::Read, None)?;
    let mut state = loaded.state;
    if let Some(seq) = as_of {
        if seq > state.seq() {
            return Err(Error::NotFound);
        }
        let events = loaded.acts.iter().map(|act| &act.event).take_while(|event| event.seq <= seq);
        state = replay(state.opening().clone(), events).map_err(|error| Error::Internal(format!("{error:?}")))?;
    }
    Ok(of(app, &state))
}

fn of(app: &App, state: &Negotiation) -> TableView {
    let sides = [Side::WorkerSide, Side::EmployerSide];
    let offers = sides.map(|side| state.current_offer(side));
    let cells = offers.map(|offer| offer.map(|offer| offer.sheet.cells()).unwrap_or_default());
    let floors = offers.map(|offer| offer.map(|offer| check(&offer.sheet, &app.library)).unwrap_or_default());
    let previous = state.opening().previous.as_ref().map(|sheet| sheet.cells()).unwrap_or_default();
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for cell in cells.iter().flatten().chain(&previous) {
        let key = (cell.item.as_str(), cell.field.as_str());
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let history = sides.map(|side| history(state, side));
    let rows = keys.into_iter().map(|(item, field)| {
        let at = |cells: &[Cell]| find(cells, item, field);
        let [worker_side, employer_side] = [at(&cells[0]), at(&cells[1])];
        let marks = state.marks().get(item);
        let initial = |side| marks.is_some_and(|marks| marks.initials.get(side).is_some());
        let results: Vec<&FloorResult> = floors.iter().flatten().filter(|r| speaks_of(r, item, field)).collect();
        Row {
            item: item.to_owned(),
            field: field.to_owned(),
            previous: at(&previous),
            statutory: results.first().map(|r| (*r).clone()),
            gap: worker_side.as_ref().zip(employer_side.as_ref()).and_then(|(w, e)| gap(w, e)),
            worker_side,
            employer_side,
            moved: last_move(&history, item, field),
            worker_initial: initial(Side::WorkerSide),
            employer_initial: initial(Side::EmployerSide),
            agreed: marks.is_some_and(|marks| marks.agreed.is_some()),
            unlawful: results.iter().any(|r| r.outcome == FloorOutcome::Breach),
        }
    });
    TableView {
        as_of: state.seq(),
        worker_offer: offers[0].map(|offer| offer.stamp.seq),
        employer_offer: offers[1].map(|offer| offer.stamp.seq),
        rows: rows.collect(),
    }
}

fn find(cells: &[Cell], item: &str, field: &str) -> Option<CellValue> {
    cells.iter().find(|cell| cell.item == item && cell.field == field).map(|cell| cell.value.clone())
}

/// Whether a floor result is about this cell: `F3` names the cell, the others the item and by rule its field.
fn speaks_of(result: &FloorResult, item: &str, field: &str) -> bool {
    let Some(named) = result.item.as_deref() else { return false };
    if result.rule == "F3" {
        return named.strip_prefix(item).and_then(|rest| rest.strip_prefix('.')) == Some(field);
    }
    let fields: &[&str] = match result.rule.as_str() {
        "F1" | "F2" => &["amount"],
        "F4" => &["monthly_cap_hours"],
        "F6" => &["unused_multiplier"],
        "F7" => &["month_offset"],
        "F8" | "F9" => &["percent"],
        "F13" => &["attainable_percent"],
        "F14" => &["low"],
        _ => &[],
    };
    let bands = matches!(result.rule.as_str(), "F5" | "F10" | "F11") && field.starts_with("bands[");
    named == item && (fields.contains(&field) || bands)
}

/// A side's offers in order, with their cells.
fn history(state: &Negotiation, side: Side) -> Vec<(&Offer, Vec<Cell>)> {
    state.offers().iter().filter(|offer| offer.side == side).map(|offer| (offer, offer.sheet.cells())).collect()
}

fn last_move(history: &[Vec<(&Offer, Vec<Cell>)>; 2], item: &str, field: &str) -> Option<Move> {
    let mut last: Option<Move> = None;
    for offers in history {
        let mut before = None;
        for (offer, cells) in offers {
            let now = find(cells, item, field);
            if now != before {
                let newer = last.as_ref().is_none_or(|m| m.offer < offer.stamp.seq);
                if newer {
                    let (offer, at, side) = (offer.stamp.seq, offer.stamp.at, offer.side);
                    last = Some(Move { side, offer, at, from: before.clone(), to: now.clone() });
                }
                before = now;
            }
        }
    }
    last
}
