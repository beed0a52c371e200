//! The table: cell by cell, what each side offers, the law, the contract before, the gap.

use super::known::{Known, as_of, known};
use super::{Answer, App, Error, Viewer};
use domain::bargaining::{self, Negotiation, Seq, TableCell};
use domain::floor::{FloorCell, FloorOutcome, cells};
use domain::party::Side;
use domain::policy::Action;
use serde::Serialize;

/// A row of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Both sides' positions, the gap, the last move, the marks.
    #[serde(flatten)]
    pub cell: TableCell,
    /// The statutory value with its source, where a rule of the floor speaks of this cell.
    pub statutory: Option<FloorCell>,
    /// An offer on the table breaches the law here.
    pub unlawful: bool,
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
pub async fn table(app: &App, viewer: &Viewer, id: i64, after: Option<Seq>) -> Answer<TableView> {
    let Known { loaded, .. } = known(app, &app.db, viewer, id, Action::Read, None).await?;
    match after {
        None => Ok(of(app, &loaded.state)),
        Some(seq) => Ok(of(app, &as_of(&loaded, seq)?.ok_or(Error::NotFound)?)),
    }
}

fn of(app: &App, state: &Negotiation) -> TableView {
    let offers = [Side::WorkerSide, Side::EmployerSide].map(|side| state.current_offer(side));
    let floors = offers.map(|offer| offer.map(|offer| cells(&offer.sheet, &app.library)).unwrap_or_default());
    let row = |cell: TableCell| {
        let results = || floors.iter().flatten().filter(|r| r.item == cell.item && r.field == cell.field);
        let statutory = results().max_by_key(|r| r.outcome == FloorOutcome::Breach).cloned();
        let unlawful = results().any(|r| r.outcome == FloorOutcome::Breach);
        Row { statutory, unlawful, cell }
    };
    TableView {
        as_of: state.seq(),
        worker_offer: offers[0].map(|offer| offer.stamp.seq),
        employer_offer: offers[1].map(|offer| offer.stamp.seq),
        rows: bargaining::table(state).into_iter().map(row).collect(),
    }
}
