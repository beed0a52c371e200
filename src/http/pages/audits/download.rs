//! What an audit keeps, written out as the command writes it: CSV that office programs take for UTF-8 and calculate nothing of.

use super::super::visit::Visit;
use crate::http::{Failed, Path, State};
use crate::i18n::Lang;
use crate::service::audits::{self, FindingView, OfAudit};
use crate::service::{Answer, App};
use crate::text::file::line_faults;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use axum::routing;
use csv::Writer;
use domain::payroll::{Finding, Gap};
use domain::text::inert_cell;
use futures_util::stream;
use std::io;
use uuid::Uuid;

pub(super) fn router() -> Router<State> {
    Router::new()
        .route("/audits/{id}/findings.csv", routing::get(findings))
        .route("/audits/{id}/rejects.csv", routing::get(rejects))
        .route("/audits/{id}/gaps.csv", routing::get(gaps))
}

async fn findings(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failed> {
    written(&visit, id, Kind::Findings, "findings.csv").await
}

async fn rejects(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failed> {
    written(&visit, id, Kind::Rejects, "rejects.csv").await
}

async fn gaps(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failed> {
    written(&visit, id, Kind::Gaps, "gaps.csv").await
}

#[derive(Clone, Copy)]
enum Kind {
    Findings,
    Rejects,
    Gaps,
}

/// Where the writing is.
#[derive(Clone, Copy)]
enum At {
    Head,
    /// After the finding with this key.
    Finding(i64),
    /// After so many.
    Row(u64),
    End,
}

struct Writing {
    app: App,
    of: OfAudit,
    kind: Kind,
    lang: Lang,
    at: At,
}

async fn written(visit: &Visit, id: Uuid, kind: Kind, name: &str) -> Result<Response, Failed> {
    let of = audits::of_audit(visit.app(), visit.viewer(), id).await?;
    let writing = Writing { app: visit.app().clone(), of, kind, lang: visit.lang(), at: At::Head };
    let body = stream::unfold(writing, |mut writing| async {
        match writing.next().await {
            Ok(bytes) if bytes.is_empty() => None,
            Ok(bytes) => Some((Ok(Bytes::from(bytes)), writing)),
            Err(error) => {
                writing.at = At::End;
                Some((Err(error), writing))
            }
        }
    });
    let head: [(HeaderName, String); 3] = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((head, Body::from_stream(body)).into_response())
}

impl Writing {
    /// The next rows as text; empty at the end.
    async fn next(&mut self) -> io::Result<Vec<u8>> {
        match self.at {
            At::Head => {
                self.at = At::Row(0);
                let mut text = "\u{feff}".as_bytes().to_vec();
                let names: &[&str] = match self.kind {
                    Kind::Findings => &Finding::COLUMNS,
                    Kind::Rejects => &["line", "faults", "sheet"],
                    Kind::Gaps => &Gap::COLUMNS,
                };
                text.extend(rows(std::iter::once(names.iter().map(|name| (*name).to_owned()).collect()))?);
                Ok(text)
            }
            At::End => Ok(Vec::new()),
            at => rows(self.rows(at).await.map_err(|error| io::Error::other(error.to_string()))?.into_iter()),
        }
    }

    async fn rows(&mut self, at: At) -> Answer<Vec<Vec<String>>> {
        let skip = if let At::Row(skip) = at { skip } else { 0 };
        let out: Vec<Vec<String>> = match self.kind {
            Kind::Findings => {
                let after = if let At::Finding(key) = at { Some(key) } else { None };
                let (found, last) = audits::finding_rows(&self.app, &self.of, after).await?;
                self.at = last.map_or(At::End, At::Finding);
                return Ok(found.into_iter().map(finding).collect());
            }
            Kind::Rejects => {
                let found = audits::reject_rows(&self.app, &self.of, skip).await?;
                let row = |reject: audits::RejectView| {
                    vec![reject.line.to_string(), line_faults(&reject.faults, self.lang), reject.sheet]
                };
                found.into_iter().map(row).collect()
            }
            Kind::Gaps => {
                let found = audits::gap_rows(&self.app, &self.of, skip).await?;
                found.into_iter().map(|gap| vec![gap.enterprise_id, gap.worker_id, gap.period, gap.kind]).collect()
            }
        };
        self.at = At::Row(skip.saturating_add(u64::try_from(out.len()).unwrap_or(u64::MAX)));
        Ok(out)
    }
}

/// The row of `findings.csv`.
fn finding(f: FindingView) -> Vec<String> {
    vec![
        f.line.to_string(),
        f.enterprise_id,
        f.worker_id,
        f.period,
        f.rule,
        f.outcome,
        f.required,
        f.actual,
        f.shortfall,
        f.repaid,
        f.unit,
        f.reason,
        f.basis,
        f.sheet,
    ]
}

fn rows(rows: impl Iterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut out = Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(row.iter().map(|cell| inert_cell(cell).into_owned())).map_err(io::Error::other)?;
    }
    out.into_inner().map_err(|error| io::Error::other(error.to_string()))
}
