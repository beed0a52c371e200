//! An audit that was asked for, worked out: the file is read on a thread of its own, rows are written as they come in short
//! transactions, so that nobody waits for an audit to write an act. What an attempt before this one left is taken away first.

use super::Files;
use super::rows::{CHUNK, Rows, Sent, write};
use crate::db;
use crate::db::audit_files::{PAYROLL, PROFILE, ROSTER, SHEET};
use crate::db::audits::AuditState;
use crate::service::file_fault::{FileFault, Which};
use crate::service::jobs::Lease;
use crate::service::passes::{self, Stopped, rewound};
use crate::service::payroll::{self, Payroll};
use crate::service::{Answer, App, Error};
use chrono::{DateTime, TimeDelta, Utc};
use domain::payroll::profile::Profile;
use domain::payroll::{Audit, AuditSetup, CodeNames, Hashes, Roster, Summary};
use domain::statute::{Rulebook, RulebookSet};
use domain::term::TermSheet;
use entity::audit_run;
use std::fs::File;
use std::io::{Cursor, Read, Seek, Write};
use std::sync::Arc;
use tokio::sync::mpsc::{Sender, channel};
use uuid::Uuid;

/// Pieces of a file that go in one transaction.
const PIECES: u64 = 16;
/// Chunks that wait to be written while the next is worked out.
const AHEAD: usize = 2;
/// Largest roster, in bytes.
const ROSTER_BYTES: u64 = 8 << 20;
/// An upload of which nothing was heard for so long has broken off.
const BROKEN_OFF: TimeDelta = TimeDelta::hours(1);
/// How long a payroll waits for somebody to say how it is read: it is personal.
const UNMAPPED: TimeDelta = TimeDelta::days(7);

/// Works an audit out over the contract whose signed bytes hash to `contract`; a file that cannot be read makes it a failed one.
///
/// # Errors
/// [`Error::Conflict`] when another worker has it; the store's.
pub(in crate::service) async fn execute(app: &App, lease: &Lease<'_>, id: Uuid, contract: String) -> Answer<()> {
    let Some(run) = db::audits::find(&app.db, id).await?.filter(|run| run.state != db::words::word(&AuditState::Done))
    else {
        return app.write(async |tx| lease.done(tx).await).await;
    };
    clear(app, lease, run.id).await?;
    let tx = app.begin_write().await?;
    lease.hold(&tx).await?;
    db::audits::set_state(&tx, run.id, AuditState::Running).await?;
    tx.commit().await?;
    match worked_out(app, lease, &run, contract).await {
        Ok(summary) => {
            let text = serde_json::to_string(&summary).map_err(Error::internal)?;
            end(app, lease, run.id, async |tx| db::audits::finish(tx, run.id, &text, app.now()).await).await
        }
        Err(Error::File(faults)) => {
            clear(app, lease, run.id).await?;
            let text = db::words::json(&faults);
            end(app, lease, run.id, async |tx| db::audits::fail(tx, run.id, &text, app.now()).await).await
        }
        Err(error) => Err(error),
    }
}

/// The end of a run and of its job are one; then nobody needs its files any more.
async fn end(
    app: &App,
    lease: &Lease<'_>,
    run: i64,
    change: impl AsyncFnOnce(&sea_orm::DatabaseTransaction) -> Result<(), db::Error>,
) -> Answer<()> {
    let tx = app.begin_write().await?;
    change(&tx).await?;
    lease.done(&tx).await?;
    tx.commit().await?;
    discard_files(app, run).await
}

pub(super) async fn discard_files(app: &App, run: i64) -> Answer<()> {
    while app.write(async |tx| Ok(db::audit_files::discard(tx, run, PIECES).await?)).await? {}
    Ok(())
}

/// Takes away what was found before.
pub(super) async fn clear(app: &App, lease: &Lease<'_>, run: i64) -> Answer<()> {
    while app
        .write(async |tx| {
            lease.hold(tx).await?;
            Ok(db::audits::discard(tx, run, CHUNK).await?)
        })
        .await?
    {}
    Ok(())
}

/// An audit whose job was given up after many attempts.
pub(in crate::service) async fn given_up(app: &App, tx: &impl db::Write, id: Uuid) -> Answer<()> {
    let Some(run) = db::audits::find(tx, id).await? else { return Ok(()) };
    Ok(db::audits::fail(tx, run.id, "[]", app.now()).await?)
}

/// Takes away uploads that broke off, and those of which nobody has said how they are read.
pub(in crate::service) async fn forget_broken_off(app: &App, now: DateTime<Utc>) -> Answer<()> {
    for (state, after) in [(AuditState::Uploading, BROKEN_OFF), (AuditState::Mapping, UNMAPPED)] {
        let Some(before) = now.checked_sub_signed(after) else { return Ok(()) };
        for run in db::audits::abandoned(&app.db, state, before).await? {
            discard_files(app, run).await?;
            app.write(async |tx| Ok(db::audits::delete(tx, run).await?)).await?;
        }
    }
    Ok(())
}

async fn worked_out(app: &App, lease: &Lease<'_>, run: &audit_run::Model, contract: String) -> Answer<Summary> {
    let sheet = fetched(app, run.id, SHEET).await?.ok_or_else(|| Error::internal("an audit without a sheet"))?;
    let payroll = fetched(app, run.id, PAYROLL).await?.ok_or_else(|| Error::internal("an audit without a payroll"))?;
    let profile = profile_of(app, run.id).await?;
    let files = Files { payroll, roster: fetched(app, run.id, ROSTER).await?, profile };
    let (outgoing, mut incoming) = channel(AHEAD);
    let rulebooks = Arc::clone(&app.rulebooks);
    let working = app.work.long.run(move || work(&rulebooks, sheet, contract, files, &outgoing));
    // While one chunk is written the next is worked out; a write that fails closes the channel, and the work ends.
    let (worked, written) = tokio::join!(working, async { write(app, lease, run.id, &mut incoming).await });
    written?;
    worked?
}

/// The profile of a run, if it has one.
async fn profile_of(app: &App, run: i64) -> Answer<Option<Profile>> {
    let Some(bytes) = db::audit_files::part(&app.db, run, PROFILE, 0).await? else { return Ok(None) };
    Profile::parse(&bytes).map(Some).map_err(|faults| Error::internal(format!("{faults:?}")))
}

/// A file of a run, whole, in a temporary file.
pub(super) async fn fetched(app: &App, run: i64, file: &str) -> Answer<Option<File>> {
    let mut whole: Option<File> = None;
    for part in 0.. {
        let Some(bytes) = db::audit_files::part(&app.db, run, file, part).await? else { break };
        let mut to = match whole.take() {
            Some(file) => file,
            None => tempfile::tempfile().map_err(Error::internal)?,
        };
        let written = tokio::task::spawn_blocking(move || to.write_all(&bytes).map(|()| to)).await;
        whole = Some(written.map_err(Error::internal)?.map_err(Error::internal)?);
    }
    if let Some(file) = &mut whole {
        file.rewind().map_err(Error::internal)?;
    }
    Ok(whole)
}

pub(super) fn sheet_of(mut file: File) -> Answer<TermSheet> {
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(Error::internal)?;
    TermSheet::parse(&text).map_err(|faults| Error::internal(format!("{faults:?}")))
}

fn work(
    rulebooks: &RulebookSet,
    sheet: File,
    contract: String,
    mut files: Files,
    outgoing: &Sender<Sent>,
) -> Answer<Summary> {
    let sheet = sheet_of(sheet)?;
    let book = rulebooks.governing(&sheet.jurisdiction);
    let (list, roster) = files.roster.as_mut().map(|file| roster(file, book)).transpose()?.unzip();
    let codes = CodeNames::of(&sheet);
    let open = || {
        let file = rewound(&files.payroll).map_err(|error| vec![FileFault::io(error)])?;
        Payroll::open_by(file, &codes, false, files.profile.as_ref())
    };
    let payroll = open().map_err(Error::File)?;
    let setup = AuditSetup { sheet, roster: list, rulebooks };
    let started = Audit::new(setup, payroll.header());
    let mut audit = started.map_err(|fault| Error::File(FileFault::setup(fault)))?;
    payroll.prepare(&mut audit);
    let mut rows = Rows::new(outgoing);
    let read = passes::work(&mut audit, payroll, open, &mut rows).map_err(|stopped| match stopped {
        Stopped::File(faults) => Error::File(faults),
        Stopped::Heard(error) => error,
    })?;
    audit.gaps(&mut |gap| rows.gap(gap));
    rows.finish()?;
    let (term_sheet, rulebook) = audit.sources();
    let hashes = Hashes { contract, term_sheet, roster, rulebook, payroll: read.sha256, profile: None };
    let mut summary = audit.finish(hashes, read.reading, read.sheets);
    read.account.settle(&mut summary);
    Ok(summary)
}

/// A roster as a whole, with its SHA-256 (hex).
///
/// # Errors
/// [`Error::File`] when it is larger than 8 MiB, or with every fault of it.
pub(super) fn roster(file: &mut File, book: Option<&Rulebook>) -> Answer<(Roster, String)> {
    let mut out = Vec::new();
    file.rewind().map_err(Error::internal)?;
    file.take(ROSTER_BYTES.saturating_add(1)).read_to_end(&mut out).map_err(Error::internal)?;
    if u64::try_from(out.len()).is_ok_and(|length| length <= ROSTER_BYTES) {
        return payroll::roster(Cursor::new(out), book).map_err(Error::File);
    }
    Err(Error::File(vec![FileFault::of(Which::Roster, "roster-too-large", String::new())]))
}
