//! An audit in steps: begin, work, write, finish. The file is read on a thread of its own, rows are written as they come
//! in short transactions, so that nobody waits for an audit to write an act. Until it is finished nobody finds it.

use super::{AuditView, auditor};
use crate::db;
use crate::service::accounts::random_id;
use crate::service::contracts;
use crate::service::payroll::Payroll;
use crate::service::{Answer, App, Error, Viewer};
use chrono::{DateTime, Utc};
use csv::ByteRecord;
use domain::decimal::Money;
use domain::limits::{FINDINGS_KEPT, REJECTS_KEPT};
use domain::payroll::{Audit, AuditSetup, Audited, Finding, Hashes, Roster, Summary};
use domain::statute::RulebookSet;
use domain::term::{TermSheet, sha256_hex};
use entity::{audit_finding, audit_reject, audit_run};
use sea_orm::ActiveValue::Set;
use std::fs::File;
use std::io::{Read, Seek};
use std::sync::Arc;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use uuid::Uuid;

/// Rows of one transaction.
const CHUNK: usize = 2_000;
/// Chunks that wait to be written while the next is worked out.
const AHEAD: usize = 2;
/// Longest told of a rejected line's faults, in characters.
const FAULTS: usize = 2_000;
/// Largest roster, in bytes.
const ROSTER: u64 = 8 << 20;

/// What is audited.
#[derive(Debug)]
pub struct Files {
    /// The payroll, CSV or XLSX.
    pub payroll: File,
    /// Who is covered; `None`: everyone.
    pub roster: Option<File>,
}

/// An audit that has begun: its row is there, and not shown.
#[derive(Debug)]
pub struct Begun {
    run: i64,
    id: Uuid,
    contract: Uuid,
    contract_number: Option<String>,
    at: DateTime<Utc>,
    sheet: TermSheet,
    sha256: String,
}

/// Runs an audit of a payroll over a contract and keeps its result for the organisation that ran it.
///
/// # Errors
/// [`Error::File`] for a payroll or roster that cannot be read, [`Error::NotFound`] for who may not audit,
/// [`Error::Busy`] while too many audits run.
pub async fn run(app: &App, viewer: &Viewer, contract: Uuid, files: Files) -> Answer<AuditView> {
    let begun = begin(app, viewer, contract).await?;
    execute(app, begun, files).await
}

/// Begins an audit: judged now, worked later.
///
/// # Errors
/// [`Error::NotFound`] for who may not audit.
pub async fn begin(app: &App, viewer: &Viewer, contract: Uuid) -> Answer<Begun> {
    let account = viewer.account()?;
    let contract = contracts::get(app, viewer, contract).await?;
    let organisation = auditor(app, viewer, &contract).await?;
    let tx = app.begin_write().await?;
    let row = audit_run::ActiveModel {
        public_id: Set(random_id()?),
        contract: Set(contract.key),
        organisation: Set(organisation),
        account: Set(account),
        at: Set(app.now()),
        summary: Set(db::audits::UNFINISHED.to_owned()),
        ..Default::default()
    };
    let stored = db::audits::insert(&tx, row).await?;
    tx.commit().await?;
    Ok(Begun {
        run: stored.id,
        id: stored.public_id,
        contract: contract.id,
        contract_number: contract.number,
        at: stored.at,
        sheet: contract.sheet,
        sha256: contract.sha256,
    })
}

/// Works, writes and finishes; of a run that fails nothing stays.
///
/// # Errors
/// [`Error::File`] for a payroll or roster that cannot be read.
pub async fn execute(app: &App, begun: Begun, files: Files) -> Answer<AuditView> {
    let Begun { run, id, contract, contract_number, at, sheet, sha256 } = begun;
    let unfinished = Unfinished { app: app.clone(), run: Some(run) };
    let (outgoing, mut incoming) = channel(AHEAD);
    let rulebooks = Arc::clone(&app.rulebooks);
    let working = app.work.long.run(move || work(&rulebooks, sheet, sha256, files, &outgoing));
    // While one chunk is written the next is worked out; a write that fails closes the channel, and the work ends.
    let (worked, written) = tokio::join!(working, async { write(app, run, &mut incoming).await });
    written?;
    let summary = worked??;
    let text = serde_json::to_string(&summary).map_err(Error::internal)?;
    let tx = app.begin_write().await?;
    db::audits::finish(&tx, run, &text).await?;
    tx.commit().await?;
    unfinished.finished();
    Ok(AuditView { id, contract, contract_number, at, summary })
}

/// Takes the rows of a run away again unless it is finished, also when nobody waits for it any more.
struct Unfinished {
    app: App,
    run: Option<i64>,
}

impl Unfinished {
    fn finished(mut self) {
        self.run = None;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let Some(run) = self.run else { return };
        let app = self.app.clone();
        tokio::spawn(async move {
            if let Err(error) = discard(&app, run).await {
                tracing::warn!(%error, "rows of an unfinished audit stay");
            }
        });
    }
}

async fn discard(app: &App, run: i64) -> Answer<()> {
    loop {
        let tx = app.begin_write().await?;
        let left = db::audits::discard(&tx, run, CHUNK).await?;
        tx.commit().await?;
        if !left {
            return Ok(());
        }
    }
}

/// Rows of one transaction.
#[derive(Debug, Default)]
struct Chunk {
    findings: Vec<Finding>,
    rejects: Vec<(u64, String)>,
}

impl Chunk {
    fn len(&self) -> usize {
        self.findings.len().saturating_add(self.rejects.len())
    }
}

async fn write(app: &App, run: i64, incoming: &mut Receiver<Chunk>) -> Answer<()> {
    while let Some(chunk) = incoming.recv().await {
        let findings = chunk.findings.into_iter().map(|finding| finding_row(run, finding)).collect();
        let rejects = chunk.rejects.into_iter().map(|reject| reject_row(run, reject)).collect();
        let tx = app.begin_write().await?;
        db::audits::insert_findings(&tx, findings).await?;
        db::audits::insert_rejects(&tx, rejects).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn work(
    rulebooks: &RulebookSet,
    sheet: TermSheet,
    contract: String,
    files: Files,
    outgoing: &Sender<Chunk>,
) -> Answer<Summary> {
    let told = |fault: String| Error::File(vec![fault]);
    let roster = files.roster.map(bytes).transpose().map_err(|error| told(error.to_string()))?;
    let book = rulebooks.rulebook(&sheet.jurisdiction);
    let list = roster.as_deref().map(|bytes| Roster::read(bytes, book)).transpose().map_err(Error::File)?;
    let mut payroll = Payroll::open(files.payroll).map_err(told)?;
    let setup = AuditSetup { sheet, roster: list, rulebooks };
    let started = Audit::new(setup, payroll.header.iter().map(String::as_str));
    let mut audit = started.map_err(|fault| told(fault.to_string()))?;
    let (mut record, mut chunk) = (ByteRecord::new(), Chunk::default());
    let (mut findings, mut rejects) = (FINDINGS_KEPT, REJECTS_KEPT);
    while let Some(line) = payroll.next(&mut record).map_err(told)? {
        match audit.record(&record, line) {
            Audited::Findings(found) => {
                let kept = found.len().min(findings);
                findings = findings.saturating_sub(kept);
                chunk.findings.extend(found.into_iter().take(kept));
            }
            Audited::Rejected(faults) if rejects > 0 => {
                rejects = rejects.saturating_sub(1);
                chunk.rejects.push((line, faults.join("; ").chars().take(FAULTS).collect()));
            }
            Audited::Rejected(_) => {}
        }
        if chunk.len() >= CHUNK && outgoing.blocking_send(std::mem::take(&mut chunk)).is_err() {
            // What was to be written can't be: whoever writes knows why.
            return Err(Error::Busy);
        }
    }
    if chunk.len() > 0 && outgoing.blocking_send(chunk).is_err() {
        return Err(Error::Busy);
    }
    let (term_sheet, rulebook) = audit.sources();
    let roster = roster.as_deref().map(sha256_hex);
    Ok(audit.finish(Hashes { contract, term_sheet, roster, rulebook, payroll: payroll.sha256() }))
}

/// A roster as a whole.
fn bytes(mut file: File) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    file.rewind()?;
    file.take(ROSTER.saturating_add(1)).read_to_end(&mut out)?;
    if u64::try_from(out.len()).is_ok_and(|length| length <= ROSTER) {
        return Ok(out);
    }
    Err(std::io::Error::other("the roster is larger than 8 MiB"))
}

fn finding_row(run: i64, f: Finding) -> audit_finding::ActiveModel {
    audit_finding::ActiveModel {
        run: Set(run),
        line: Set(i64::try_from(f.line).unwrap_or(i64::MAX)),
        enterprise_id: Set(f.enterprise_id),
        worker_id: Set(f.worker_id),
        period: Set(f.period),
        rule: Set(f.rule),
        outcome: Set(f.outcome.to_owned()),
        required: Set(f.required),
        actual: Set(f.actual),
        shortfall_e4: Set(Money::parse(&f.shortfall).ok().map(Money::e4)),
        shortfall: Set(f.shortfall),
        unit: Set(f.unit.to_owned()),
        reason: Set(f.reason),
        basis: Set(f.basis),
        ..Default::default()
    }
}

fn reject_row(run: i64, (line, faults): (u64, String)) -> audit_reject::ActiveModel {
    audit_reject::ActiveModel {
        run: Set(run),
        line: Set(i64::try_from(line).unwrap_or(i64::MAX)),
        faults: Set(faults),
        ..Default::default()
    }
}
