//! Information asked for across the table: by whom, until when, what came of it.

use super::documents::{self, DocumentView};
use super::negotiations::{acts, get};
use super::page::{self, Page, Size};
use super::seen::ActView;
use super::{Answer, App, Viewer};
use chrono::{DateTime, Utc};
use domain::bargaining::{Act, Deadline, DeadlineKind, Seq};
use domain::party::Side;
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

/// A request; an invitation may be one too.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RequestView {
    /// Its act.
    pub seq: Seq,
    /// Who asks.
    pub side: Side,
    /// Name of who asked.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What is asked for.
    pub subjects: Vec<String>,
    /// Why, details.
    pub message: String,
    /// Until when, and how that stands; `None` where the rulebook sets no period.
    pub due: Option<Deadline>,
    pub answer: Option<AnswerView>,
}

#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct AnswerView {
    /// Its act.
    pub seq: Seq,
    /// Name of who answered.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Given, or refused.
    pub given: bool,
    /// The information or the reason; empty where it is withheld.
    pub content: String,
    /// Given in confidence.
    pub confidential: bool,
    /// Not for this viewer.
    pub withheld: bool,
    /// Documents that belong to it, as far as the viewer finds them.
    pub documents: Vec<Handed>,
}

/// A document handed over.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Handed {
    /// The act that served it.
    pub seq: Seq,
    /// Id.
    pub document: Uuid,
    /// File name.
    pub name: String,
}

/// Requests a page.
const PAGE: Size = Size(50);

/// A page of the requests both ways, newest first; `after` is the page before's `next`.
///
/// # Errors
/// [`Error::NotFound`](super::Error::NotFound) for who may not see the negotiation;
/// [`Error::Invalid`](super::Error::Invalid) for an `after` that no page named.
pub async fn list(app: &App, viewer: &Viewer, id: Uuid, after: Option<&str>) -> Answer<Page<RequestView>> {
    let before: Seq = page::after(after)?.unwrap_or(Seq::MAX);
    let view = get(app, viewer, id).await?;
    let acts = acts(app, viewer, id).await?;
    let named = acts.iter().flat_map(|act| match &act.act {
        Act::AnswerInformation { documents, .. } => documents.as_slice(),
        _ => &[],
    });
    let named: Vec<Seq> = named.copied().collect();
    let shelf = documents::served(app, viewer, id, &named).await?;
    let shelf: HashMap<Option<Seq>, &DocumentView> = shelf.iter().map(|one| (one.served_seq, one)).collect();
    let handed = |seq: &Seq| {
        let found = shelf.get(&Some(*seq))?;
        Some(Handed { seq: *seq, document: found.id, name: found.name.clone() })
    };
    let answer = |request: Seq| {
        acts.iter().find_map(|act| match &act.act {
            Act::AnswerInformation { request: of, given, content, confidential, documents } if *of == request => {
                Some(AnswerView {
                    seq: act.seq,
                    by: act.by.name.clone(),
                    at: act.at,
                    given: *given,
                    content: content.clone(),
                    confidential: *confidential,
                    withheld: act.withheld,
                    documents: documents.iter().filter_map(handed).collect(),
                })
            }
            _ => None,
        })
    };
    let due = |seq: Seq| view.deadlines.iter().find(|c| c.what == DeadlineKind::Disclosure && c.since == seq).cloned();
    let request = |act: &ActView| {
        let (subjects, message) = asked(&act.act)?;
        Some(RequestView {
            seq: act.seq,
            side: act.by.capacity.side()?,
            by: act.by.name.clone(),
            at: act.at,
            subjects,
            message,
            due: due(act.seq),
            answer: answer(act.seq),
        })
    };
    let older = acts.iter().rev().filter(|act| act.seq < before);
    let found: Vec<RequestView> = older.filter_map(request).take(PAGE.size().saturating_add(1)).collect();
    PAGE.of(found, Ok, |request| request.seq.to_string())
}

/// What an act asks for.
fn asked(act: &Act) -> Option<(Vec<String>, String)> {
    match act {
        Act::RequestInformation { subject, message } => Some((vec![subject.clone()], message.clone())),
        // An invitation's message is about the talks, not about what it asks for.
        Act::Invite { information, .. } if !information.is_empty() => Some((information.clone(), String::new())),
        _ => None,
    }
}
