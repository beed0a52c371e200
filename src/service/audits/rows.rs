//! What an audit says, on its way to the database: in short transactions, so that nobody waits for an audit to write an act.

use super::run::clear;
use crate::db;
use crate::service::jobs::Lease;
use crate::service::passes::Hears;
use crate::service::{Answer, App, Error};
use domain::decimal::Money;
use domain::limits::{FINDINGS_KEPT, GAPS_KEPT, REJECTS_KEPT};
use domain::payroll::{Finding, Gap, Rejected, Told};
use entity::{audit_finding, audit_gap, audit_reject};
use sea_orm::ActiveValue::Set;
use tokio::sync::mpsc::{Receiver, Sender};

/// Rows of one transaction.
pub(super) const CHUNK: usize = 2_000;
/// Faults told of a rejected line.
const FAULTS: usize = 40;

/// What is handed to whoever writes.
#[derive(Debug)]
pub(super) enum Sent {
    Rows(Chunk),
    /// What was sent so far is void.
    Again,
}

/// Rows of one transaction.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    findings: Vec<Finding>,
    rejects: Vec<Rejected>,
    gaps: Vec<Gap>,
}

impl Chunk {
    fn len(&self) -> usize {
        self.findings.len().saturating_add(self.rejects.len()).saturating_add(self.gaps.len())
    }
}

/// Gathers rows into chunks, as many of each kind as are kept.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    outgoing: &'a Sender<Sent>,
    chunk: Chunk,
    findings: usize,
    rejects: usize,
    gaps: usize,
}

impl<'a> Rows<'a> {
    pub fn new(outgoing: &'a Sender<Sent>) -> Self {
        Self { outgoing, chunk: Chunk::default(), findings: FINDINGS_KEPT, rejects: REJECTS_KEPT, gaps: GAPS_KEPT }
    }

    pub fn gap(&mut self, gap: Gap) {
        if self.gaps > 0 {
            self.gaps = self.gaps.saturating_sub(1);
            self.chunk.gaps.push(gap);
        }
    }

    /// Sends what is left.
    pub fn finish(mut self) -> Answer<()> {
        if self.chunk.len() > 0 { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> Answer<()> {
        let chunk = std::mem::take(&mut self.chunk);
        // What was to be written can't be: whoever writes knows why.
        self.outgoing.blocking_send(Sent::Rows(chunk)).map_err(|_| Error::Busy)
    }
}

impl Hears for Rows<'_> {
    type Fault = Error;

    fn told(&mut self, told: Told) -> Answer<()> {
        match told {
            Told::Finding(finding) if self.findings > 0 => {
                self.findings = self.findings.saturating_sub(1);
                self.chunk.findings.push(finding);
            }
            Told::Rejected(mut rejected) if self.rejects > 0 => {
                self.rejects = self.rejects.saturating_sub(1);
                rejected.faults.truncate(FAULTS);
                self.chunk.rejects.push(rejected);
            }
            Told::Finding(_) | Told::Rejected(_) => {}
        }
        if self.chunk.len() >= CHUNK { self.send() } else { Ok(()) }
    }

    fn again(&mut self) -> Answer<()> {
        *self = Self::new(self.outgoing);
        self.outgoing.blocking_send(Sent::Again).map_err(|_| Error::Busy)
    }
}

/// Writes what comes until nothing more does.
pub(super) async fn write(app: &App, lease: &Lease<'_>, run: i64, incoming: &mut Receiver<Sent>) -> Answer<()> {
    while let Some(sent) = incoming.recv().await {
        let chunk = match sent {
            Sent::Rows(chunk) => chunk,
            Sent::Again => {
                clear(app, lease, run).await?;
                continue;
            }
        };
        let findings = chunk.findings.into_iter().map(|finding| finding_row(run, finding)).collect();
        let rejects = chunk.rejects.into_iter().map(|rejected| reject_row(run, rejected)).collect();
        let gaps = chunk.gaps.into_iter().map(|gap| gap_row(run, gap)).collect();
        let tx = app.begin_write().await?;
        lease.hold(&tx).await?;
        db::audits::insert_findings(&tx, findings).await?;
        db::audits::insert_rejects(&tx, rejects).await?;
        db::audits::insert_gaps(&tx, gaps).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn number(line: u64) -> i64 {
    i64::try_from(line).unwrap_or(i64::MAX)
}

fn finding_row(run: i64, f: Finding) -> audit_finding::ActiveModel {
    audit_finding::ActiveModel {
        run: Set(run),
        line: Set(number(f.line)),
        enterprise_id: Set(f.enterprise_id),
        worker_id: Set(f.worker_id),
        period: Set(f.period),
        rule: Set(f.rule),
        outcome: Set(f.outcome.to_owned()),
        required: Set(f.required),
        actual: Set(f.actual),
        shortfall_e4: Set(Money::parse(&f.shortfall).ok().map(Money::e4)),
        shortfall: Set(f.shortfall),
        repaid: Set(f.repaid),
        unit: Set(f.unit.to_owned()),
        reason: Set(f.reason),
        basis: Set(f.basis),
        sheet: Set(f.sheet),
        ..Default::default()
    }
}

fn reject_row(run: i64, rejected: Rejected) -> audit_reject::ActiveModel {
    audit_reject::ActiveModel {
        run: Set(run),
        line: Set(number(rejected.line)),
        sheet: Set(rejected.sheet.unwrap_or_default()),
        faults: Set(db::words::json(&rejected.faults)),
        ..Default::default()
    }
}

fn gap_row(run: i64, gap: Gap) -> audit_gap::ActiveModel {
    audit_gap::ActiveModel {
        run: Set(run),
        enterprise_id: Set(gap.enterprise_id),
        worker_id: Set(gap.worker_id),
        period: Set(gap.period),
        kind: Set(gap.kind.to_owned()),
        ..Default::default()
    }
}
