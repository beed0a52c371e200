//! An audit that is asked for: judged, its files looked at and kept, the work written down for a worker.

use super::run::discard_files;
use super::{AuditView, Files, auditor, view};
use crate::db;
use crate::db::audit_files::{PAYROLL, ROSTER, SHEET};
use crate::db::audits::AuditState;
use crate::service::accounts::random_id;
use crate::service::contracts;
use crate::service::file_fault::FileFault;
use crate::service::jobs::{self, Work};
use crate::service::payroll::Payroll;
use crate::service::{Answer, App, Error, Viewer};
use domain::limits::AUDITS_WAITING;
use domain::payroll::{Audit, AuditSetup, CodeNames};
use domain::statute::RulebookSet;
use domain::term::TermSheet;
use entity::audit_run;
use sea_orm::ActiveValue::Set;
use std::io::{Cursor, Read, Seek};
use std::sync::Arc;
use uuid::Uuid;

/// Bytes of one piece of a file.
const PIECE: u64 = 1 << 20;

/// Takes an audit of a payroll over a contract: its result is for the organisation that asked.
///
/// # Errors
/// [`Error::File`] for a payroll or roster whose head cannot be read, [`Error::NotFound`] for who may not audit,
/// [`Error::Busy`] while too many audits of the organisation wait.
pub async fn submit(app: &App, viewer: &Viewer, contract: Uuid, mut files: Files) -> Answer<AuditView> {
    let account = viewer.account()?;
    let contract = contracts::get(app, viewer, contract).await?;
    let (permit, organisation) = auditor(app, viewer, &contract).await?;
    let sheet = contract.terms()?.clone();
    let (canonical, rulebooks) = (sheet.canonical(), Arc::clone(&app.rulebooks));
    files = app.compute(move || looked_at(&rulebooks, sheet, files)).await??;
    let tx = app.begin_write().await?;
    if db::audits::waiting(&tx, organisation).await? >= u64::try_from(AUDITS_WAITING).unwrap_or(u64::MAX) {
        return Err(Error::Busy);
    }
    let row = audit_run::ActiveModel {
        public_id: Set(random_id()?),
        contract: Set(contract.key),
        organisation: Set(organisation),
        account: Set(account),
        at: Set(app.now()),
        state: Set(db::words::word(&AuditState::Uploading)),
        finished_at: Set(None),
        summary: Set(String::new()),
        faults: Set(String::new()),
        ..Default::default()
    };
    let stored = db::audits::insert(&tx, permit, row).await?;
    tx.commit().await?;
    let broken_off = BrokenOff { app: app.clone(), run: Some(stored.id) };
    keep(app, stored.id, SHEET, Cursor::new(canonical.into_bytes())).await?;
    keep(app, stored.id, PAYROLL, files.payroll).await?;
    if let Some(roster) = files.roster {
        keep(app, stored.id, ROSTER, roster).await?;
    }
    let tx = app.begin_write().await?;
    db::audits::set_state(&tx, stored.id, AuditState::Queued).await?;
    let work = Work::Audit { run: stored.public_id, contract: contract.sha256.clone() };
    jobs::enqueue(app, &tx, &work, app.now()).await?;
    tx.commit().await?;
    broken_off.complete();
    app.wake.notify_waiters();
    let queued = audit_run::Model { state: db::words::word(&AuditState::Queued), ..stored };
    view(app, queued, contract.id, contract.number)
}

/// What can be said of the files at once is: that they are none, have no such columns, that the roster does not read.
fn looked_at(rulebooks: &RulebookSet, sheet: TermSheet, mut files: Files) -> Answer<Files> {
    let mut payroll = files.payroll.try_clone().map_err(Error::internal)?;
    payroll.rewind().map_err(Error::internal)?;
    let book = rulebooks.governing(&sheet.jurisdiction);
    let roster =
        files.roster.as_mut().map(|file| super::run::roster(file, book)).transpose()?.map(|(roster, _)| roster);
    let payroll = Payroll::open(payroll, &CodeNames::of(&sheet), false).map_err(|fault| Error::File(vec![fault]))?;
    Audit::new(AuditSetup { sheet, roster, rulebooks }, payroll.header())
        .map_err(|fault| Error::File(FileFault::setup(fault)))?;
    files.payroll.rewind().map_err(Error::internal)?;
    if let Some(roster) = &mut files.roster {
        roster.rewind().map_err(Error::internal)?;
    }
    Ok(files)
}

/// Keeps a file in pieces, each in a transaction of its own.
async fn keep(app: &App, run: i64, name: &'static str, mut file: impl Read + Send + 'static) -> Answer<()> {
    for part in 0.. {
        let piece = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            (&mut file).take(PIECE).read_to_end(&mut bytes).map(|_| (bytes, file))
        });
        let (bytes, rest) = piece.await.map_err(Error::internal)?.map_err(Error::internal)?;
        file = rest;
        if bytes.is_empty() && part > 0 {
            return Ok(());
        }
        let tx = app.begin_write().await?;
        db::audit_files::insert(&tx, run, name, part, bytes).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Takes the files of an upload away that does not come to its end, also when nobody waits for it any more.
struct BrokenOff {
    app: App,
    run: Option<i64>,
}

impl BrokenOff {
    fn complete(mut self) {
        self.run = None;
    }
}

impl Drop for BrokenOff {
    fn drop(&mut self) {
        let Some(run) = self.run else { return };
        let app = self.app.clone();
        tokio::spawn(async move {
            let gone = async {
                discard_files(&app, run).await?;
                app.write(async |tx| Ok(db::audits::delete(tx, run).await?)).await
            };
            if let Err(error) = gone.await {
                tracing::warn!(%error, "an upload that broke off stays until it is found");
            }
        });
    }
}
