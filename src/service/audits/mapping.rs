//! A payroll of which somebody is to say how it is read: what is guessed of it, a trial over its first rows, the run by what was
//! decided.

use super::run::{fetched, sheet_of};
use super::submit::{again, queue};
use super::{AuditView, own, view};
use crate::db;
use crate::db::audit_files::{PAYROLL, PROFILE, ROSTER, SHEET};
use crate::db::audits::AuditState;
use crate::service::file_fault::FileFault;
use crate::service::payroll::{self, MadeOf, Payroll, SAMPLE, Seen};
use crate::service::payroll_profiles;
use crate::service::{Answer, App, Error, Viewer};
use csv::ByteRecord;
use domain::aside::Aside;
use domain::payroll::profile::Profile;
use domain::payroll::{Audit, AuditSetup, Audited, Hashes, LeftOut, LineFault, allowance_codes};
use entity::audit_run;
use std::collections::BTreeMap;
use std::fs::File;
use std::sync::Arc;
use uuid::Uuid;

/// Rejected rows told of a trial.
const TOLD: usize = 50;
/// Rows shown as they are read.
const SHOWN: usize = 3;

/// A payroll that waits, and how it may be read.
#[derive(Debug)]
pub struct Mapped {
    pub audit: AuditView,
    pub seen: Seen,
    /// Guessed, or kept from the last payroll of its kind.
    pub profile: Profile,
    /// Version of the kept one.
    pub kept: Option<i32>,
    /// Codes of the contract's allowances: they have columns of their own.
    pub codes: Vec<String>,
}

/// What came of the first rows.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    pub lines: u64,
    pub audited: u64,
    pub rejected: u64,
    pub breaches: u64,
    /// The first of them.
    pub rejects: Vec<Reject>,
    pub left_out: BTreeMap<Aside, LeftOut>,
    /// The first rows, cell by cell.
    pub rows: Vec<Vec<MadeOf>>,
    /// Why nothing was read.
    pub faults: Vec<FileFault>,
}

/// A row that was rejected.
#[derive(Clone, Debug)]
pub struct Reject {
    pub sheet: Option<String>,
    pub line: u64,
    pub faults: Vec<LineFault>,
}

/// What becomes of a payroll that waits.
#[derive(Clone, Debug)]
pub enum Decided {
    Run(AuditView),
    /// It does not fit the file.
    Not(Vec<FileFault>),
}

/// Whether saying how it is read helps a file with these faults.
pub(super) fn helps(faults: &[FileFault]) -> bool {
    !faults.is_empty() && faults.iter().all(|fault| matches!(fault.code.as_str(), "no-header" | "twice"))
}

/// A run whose payroll waits.
async fn waiting(app: &App, viewer: &Viewer, id: Uuid) -> Answer<audit_run::Model> {
    let run = own(app, viewer, id).await?;
    if run.state == db::words::word(&AuditState::Mapping) { Ok(run) } else { Err(Error::NotFound) }
}

async fn file(app: &App, run: i64, name: &str) -> Answer<File> {
    fetched(app, run, name).await?.ok_or_else(|| Error::internal(format!("an audit without its {name}")))
}

/// A payroll that waits, with what is guessed of it or was decided of its kind before.
///
/// # Errors
/// [`Error::NotFound`] for who may not see it, and where none waits; [`Error::File`] for a file without anything like a header.
pub async fn mapping(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Mapped> {
    let run = waiting(app, viewer, id).await?;
    let sheet = sheet_of(file(app, run.id, SHEET).await?)?;
    let (payroll, codes) = (file(app, run.id, PAYROLL).await?, allowance_codes(&sheet));
    let contract = db::contracts::find(&app.db, run.contract).await?.ok_or(Error::NotFound)?;
    let name: String = contract.title.chars().take(60).collect();
    let asked = codes.clone();
    let (mut payroll, looked) = app
        .compute(move || {
            let mut payroll = payroll;
            let looked = again(&mut payroll).map(|file| payroll::guess(file, &name, &asked));
            (payroll, looked)
        })
        .await?;
    let (guessed, mut seen) = looked?.map_err(|fault| Error::File(vec![fault]))?;
    let (profile, kept) = match payroll_profiles::fitting(app, run.organisation, &seen).await? {
        Some((version, profile)) => {
            let (asked, by) = (codes.clone(), profile.clone());
            let file = again(&mut payroll)?;
            let looked = app.compute(move || payroll::look(file, &asked, Some(&by)));
            seen = looked.await?.map_err(|fault| Error::File(vec![fault]))?;
            (profile, Some(version))
        }
        None => (guessed, None),
    };
    let audit = view(app, run, contract.public_id, contract.number)?;
    Ok(Mapped { audit, seen, profile, kept, codes })
}

/// Audits the first rows as a profile reads them. Writes nothing.
///
/// # Errors
/// As [`mapping`].
pub async fn trial(app: &App, viewer: &Viewer, id: Uuid, profile: Profile) -> Answer<Trial> {
    let run = waiting(app, viewer, id).await?;
    let sheet = sheet_of(file(app, run.id, SHEET).await?)?;
    let payroll = file(app, run.id, PAYROLL).await?;
    let mut roster = fetched(app, run.id, ROSTER).await?;
    let rulebooks = Arc::clone(&app.rulebooks);
    let tried = app.compute(move || {
        let book = rulebooks.rulebook(&sheet.jurisdiction);
        let roster = roster.as_mut().map(|file| super::run::roster(file, book)).transpose()?.map(|(roster, _)| roster);
        match opened(payroll, &profile, AuditSetup { sheet, roster, rulebooks: &rulebooks }) {
            Ok((payroll, audit)) => tried(payroll, audit),
            Err(Error::File(faults)) => Ok(Trial { faults, ..Trial::default() }),
            Err(error) => Err(error),
        }
    });
    tried.await?
}

fn opened(payroll: File, profile: &Profile, setup: AuditSetup<'_>) -> Answer<(Payroll, Audit)> {
    let codes = allowance_codes(&setup.sheet);
    let payroll = Payroll::open_by(payroll, &codes, false, Some(profile)).map_err(Error::File)?;
    let mut audit = Audit::new(setup, payroll.header()).map_err(|fault| Error::File(FileFault::setup(fault)))?;
    audit.every_row_is_a_record();
    Ok((payroll, audit))
}

fn tried(mut payroll: Payroll, mut audit: Audit) -> Answer<Trial> {
    let mut trial = Trial::default();
    let mut record = ByteRecord::new();
    for _ in 0..SAMPLE {
        let next = payroll.next(&mut record).map_err(|fault| Error::File(vec![fault]))?;
        let Some(line) = next else { break };
        if trial.rows.len() < SHOWN {
            trial.rows.push(payroll.cells(&record));
        }
        if let Audited::Rejected(faults) = audit.record(&record, line, payroll.sheet())
            && trial.rejects.len() < TOLD
        {
            let faults = payroll.told(payroll.sheet(), faults);
            trial.rejects.push(Reject { sheet: payroll.sheet().map(str::to_owned), line, faults });
        }
    }
    trial.left_out = payroll.left_out();
    let (reading, sheets) = payroll.reading();
    let summary = audit.finish(Hashes::default(), reading, sheets);
    (trial.lines, trial.audited, trial.rejected) = (summary.lines, summary.audited, summary.rejected);
    trial.breaches = summary.rules.values().map(|counts| counts.breach).sum();
    Ok(trial)
}

/// Has the whole payroll audited as a profile reads it; the organisation keeps the profile.
///
/// # Errors
/// As [`mapping`]; [`Error::Forbidden`] for who may only watch.
pub async fn run_by(app: &App, viewer: &Viewer, id: Uuid, profile: Profile) -> Answer<Decided> {
    let run = waiting(app, viewer, id).await?;
    payroll_profiles::permit(viewer, run.organisation)?;
    let sheet = sheet_of(file(app, run.id, SHEET).await?)?;
    let mut payroll = file(app, run.id, PAYROLL).await?;
    let (rulebooks, tried) = (Arc::clone(&app.rulebooks), profile.clone());
    let fits = app.compute(move || {
        let setup = AuditSetup { sheet, roster: None, rulebooks: &rulebooks };
        opened(again(&mut payroll)?, &tried, setup).map(|_| ())
    });
    match fits.await? {
        Ok(()) => {}
        Err(Error::File(faults)) => return Ok(Decided::Not(faults)),
        Err(error) => return Err(error),
    }
    payroll_profiles::save(app, viewer, run.organisation, &profile).await?;
    let contract = db::contracts::find(&app.db, run.contract).await?.ok_or(Error::NotFound)?;
    let signed = contract_sha256(app, viewer, contract.public_id).await?;
    let tx = app.begin_write().await?;
    db::audit_files::insert(&tx, run.id, PROFILE, 0, profile.canonical().into_bytes()).await?;
    queue(app, &tx, &run, signed).await?;
    tx.commit().await?;
    app.wake.notify_waiters();
    let queued = audit_run::Model { state: db::words::word(&AuditState::Queued), ..run };
    Ok(Decided::Run(view(app, queued, contract.public_id, contract.number)?))
}

async fn contract_sha256(app: &App, viewer: &Viewer, contract: Uuid) -> Answer<String> {
    Ok(crate::service::contracts::get(app, viewer, contract).await?.sha256)
}
