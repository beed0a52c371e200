//! A payroll of which somebody is to say how it is read: what is guessed of it, a trial over its first rows, the run by what was
//! decided.

use super::run::{fetched, sheet_of};
use super::submit::{again, queue};
use super::{AuditView, own, view};
use crate::db;
use crate::db::audit_files::{PAYROLL, PROFILE, ROSTER, SHEET};
use crate::db::audits::AuditState;
use crate::service::file_fault::FileFault;
use crate::service::passes::{self, Hears, Stopped};
use crate::service::payroll::{self, MadeOf, Payroll, SAMPLE, Seen};
use crate::service::payroll_profiles;
use crate::service::{Answer, App, Error, Viewer};
use domain::aside::Aside;
use domain::payroll::profile::{Profile, coded_columns};
use domain::payroll::{Audit, AuditSetup, CodeNames, Hashes, LeftOut, Rejected, Told};
use entity::audit_run;
use std::collections::BTreeMap;
use std::convert::Infallible;
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
    /// Columns that the contract's codes make.
    pub coded: Vec<String>,
}

/// What came of the first rows.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    pub lines: u64,
    pub audited: u64,
    pub rejected: u64,
    pub breaches: u64,
    /// The first of them.
    pub rejects: Vec<Rejected>,
    pub left_out: BTreeMap<Aside, LeftOut>,
    /// The first rows, cell by cell.
    pub rows: Vec<Vec<MadeOf>>,
    /// Why nothing was read.
    pub faults: Vec<FileFault>,
}

/// What becomes of a payroll that waits.
#[derive(Clone, Debug)]
pub enum Decided {
    Run(Box<AuditView>),
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
    let (payroll, codes) = (file(app, run.id, PAYROLL).await?, CodeNames::of(&sheet));
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
    Ok(Mapped { audit, seen, profile, kept, coded: coded_columns(&codes) })
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
        match tried(payroll, &profile, AuditSetup { sheet, roster, rulebooks: &rulebooks }) {
            Err(Error::File(faults)) => Ok(Trial { faults, ..Trial::default() }),
            tried => tried,
        }
    });
    tried.await?
}

/// The payroll as a profile reads it, and the audit that takes its records.
fn opened(payroll: File, profile: &Profile, setup: AuditSetup<'_>) -> Answer<(Payroll, Audit)> {
    let codes = CodeNames::of(&setup.sheet);
    let payroll = Payroll::open_by(payroll, &codes, false, Some(profile)).map_err(Error::File)?;
    let mut audit = Audit::new(setup, payroll.header()).map_err(|fault| Error::File(FileFault::setup(fault)))?;
    payroll.prepare(&mut audit);
    Ok((payroll, audit))
}

/// The first of what is rejected, as it is told.
#[derive(Default)]
struct First(Vec<Rejected>);

impl Hears for First {
    type Fault = Infallible;

    fn told(&mut self, told: Told) -> Result<(), Infallible> {
        if let Told::Rejected(rejected) = told
            && self.0.len() < TOLD
        {
            self.0.push(rejected);
        }
        Ok(())
    }

    fn again(&mut self) -> Result<(), Infallible> {
        self.0.clear();
        Ok(())
    }
}

/// The first rows, cell by cell.
fn first_rows(mut payroll: Payroll) -> Result<Vec<Vec<MadeOf>>, FileFault> {
    let (mut record, mut rows) = (csv::ByteRecord::new(), Vec::new());
    while rows.len() < SHOWN && payroll.next(&mut record)?.is_some() {
        rows.push(payroll.cells(&record));
    }
    Ok(rows)
}

fn tried(mut file: File, profile: &Profile, setup: AuditSetup<'_>) -> Answer<Trial> {
    let codes = CodeNames::of(&setup.sheet);
    let (mut payroll, mut audit) = opened(again(&mut file)?, profile, setup)?;
    payroll.first(SAMPLE);
    let mut first = First::default();
    let open = || {
        let file = passes::rewound(&file).map_err(|error| vec![FileFault::io(error)])?;
        let mut payroll = Payroll::open_by(file, &codes, false, Some(profile))?;
        payroll.first(SAMPLE);
        Ok(payroll)
    };
    let read = passes::work(&mut audit, payroll, open, &mut first).map_err(|stopped| match stopped {
        Stopped::File(faults) => Error::File(faults),
        Stopped::Heard(never) => match never {},
    })?;
    let mut summary = audit.finish(Hashes::default(), read.reading, read.sheets);
    read.account.settle(&mut summary);
    let again = Payroll::open_by(again(&mut file)?, &codes, false, Some(profile)).map_err(Error::File)?;
    Ok(Trial {
        lines: summary.lines,
        audited: summary.audited,
        rejected: summary.rejected,
        breaches: summary.rules.values().map(|counts| counts.breach).sum(),
        rejects: first.0,
        left_out: summary.left_out,
        rows: first_rows(again).map_err(|fault| Error::File(vec![fault]))?,
        faults: Vec::new(),
    })
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
    Ok(Decided::Run(Box::new(view(app, queued, contract.public_id, contract.number)?)))
}

async fn contract_sha256(app: &App, viewer: &Viewer, contract: Uuid) -> Answer<String> {
    Ok(crate::service::contracts::get(app, viewer, contract).await?.sha256)
}
