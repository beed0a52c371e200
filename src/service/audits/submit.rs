//! An audit that is asked for: judged, its files looked at and kept, the work written down for a worker.

use super::run::discard_files;
use super::{AuditView, Files, auditor, view};
use crate::db;
use crate::db::audit_files::{PAYROLL, PROFILE, ROSTER, SHEET};
use crate::db::audits::AuditState;
use crate::service::accounts::random_id;
use crate::service::contracts;
use crate::service::file_fault::FileFault;
use crate::service::jobs::{self, Work};
use crate::service::payroll::{self, Payroll};
use crate::service::{Answer, App, Error, Viewer};
use domain::limits::AUDITS_WAITING;
use domain::payroll::{Audit, AuditSetup, CodeNames};
use domain::statute::RulebookSet;
use domain::term::TermSheet;
use entity::audit_run;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use std::fs::File;
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
pub async fn submit(app: &App, viewer: &Viewer, contract: Uuid, files: Files) -> Answer<AuditView> {
    take(app, viewer, contract, files, false).await
}

/// As [`submit`], but a payroll that does not read without a question waits for somebody to say how it is read.
///
/// # Errors
/// As [`submit`].
pub async fn submit_or_ask(app: &App, viewer: &Viewer, contract: Uuid, files: Files) -> Answer<AuditView> {
    take(app, viewer, contract, files, true).await
}

async fn take(app: &App, viewer: &Viewer, contract: Uuid, mut files: Files, ask: bool) -> Answer<AuditView> {
    let account = viewer.account()?;
    let contract = contracts::get(app, viewer, contract).await?;
    let (permit, organisation) = auditor(app, viewer, &contract).await?;
    let sheet = contract.terms()?.clone();
    let (canonical, rulebooks) = (sheet.canonical(), Arc::clone(&app.rulebooks));
    let looked = app.compute(move || {
        let codes = CodeNames::of(&sheet);
        let asks = match looked_at(&rulebooks, sheet, &mut files) {
            Ok(()) => ask && questions(&mut files, &codes).is_some_and(|questions| questions > 0),
            // What is like a payroll can be told how it is read; anything else is told what is wrong with it.
            Err(Error::File(faults)) if ask && super::mapping::helps(&faults) => match questions(&mut files, &codes) {
                Some(_) => true,
                None => return Err(Error::File(faults)),
            },
            Err(error) => return Err(error),
        };
        files.payroll.rewind().map_err(Error::internal)?;
        Ok((files, asks))
    });
    let (files, asks) = looked.await??;
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
    if let Some(profile) = files.profile {
        keep(app, stored.id, PROFILE, Cursor::new(profile.canonical().into_bytes())).await?;
    }
    let tx = app.begin_write().await?;
    let state = if asks { AuditState::Mapping } else { AuditState::Queued };
    if asks {
        db::audits::set_state(&tx, stored.id, state).await?;
    } else {
        queue(app, &tx, &stored, contract.sha256.clone()).await?;
    }
    tx.commit().await?;
    broken_off.complete();
    app.wake.notify_waiters();
    let taken = audit_run::Model { state: db::words::word(&state), ..stored };
    view(app, taken, contract.id, contract.number)
}

/// Writes down that a run is to be worked out, over the contract whose signed bytes hash to `contract`.
pub(super) async fn queue(app: &App, tx: &DatabaseTransaction, run: &audit_run::Model, contract: String) -> Answer<()> {
    db::audits::set_state(tx, run.id, AuditState::Queued).await?;
    jobs::enqueue(app, tx, &Work::Audit { run: run.public_id, contract }, app.now()).await
}

/// How many questions there are about how a payroll is read; `None`: it is like no payroll.
fn questions(files: &mut Files, codes: &CodeNames) -> Option<usize> {
    if files.profile.is_some() {
        return Some(0);
    }
    let file = again(&mut files.payroll).ok()?;
    payroll::guess(file, "x", codes).ok().map(|(profile, _)| profile.ask.len())
}

/// What can be said of the files at once is: that they are none, have no such columns, that the roster does not read.
fn looked_at(rulebooks: &RulebookSet, sheet: TermSheet, files: &mut Files) -> Answer<()> {
    let book = rulebooks.rulebook(&sheet.jurisdiction);
    let roster =
        files.roster.as_mut().map(|file| super::run::roster(file, book)).transpose()?.map(|(roster, _)| roster);
    if let Some(roster) = &mut files.roster {
        roster.rewind().map_err(Error::internal)?;
    }
    let codes = CodeNames::of(&sheet);
    let opened = Payroll::open_by(again(&mut files.payroll)?, &codes, false, files.profile.as_ref());
    let payroll = opened.map_err(Error::File)?;
    Audit::new(AuditSetup { sheet, roster, rulebooks }, payroll.header())
        .map_err(|fault| Error::File(FileFault::setup(fault)))?;
    drop(payroll);
    files.payroll.rewind().map_err(Error::internal)
}

/// The same file from its beginning.
pub(super) fn again(file: &mut File) -> Answer<File> {
    file.rewind().map_err(Error::internal)?;
    file.try_clone().map_err(Error::internal)
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
