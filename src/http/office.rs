//! Documents of the record for whoever asks: made of what the services let them read, and as office files on their way
//! out. Pages and API share them.

use super::attachment::attachment;
use crate::http::Failed;
use crate::i18n::Lang;
use crate::render::acts::Record;
use crate::render::{Document, MEDIA_TYPE, Unwritten, docx, of_negotiation, of_register};
use crate::service::negotiations::{acts, get, state_after};
use crate::service::{App, Error, Viewer, contracts};
use axum::response::Response;
use domain::bargaining::{Act, Seq};
use uuid::Uuid;

/// The draft or contract of a negotiation.
pub(super) async fn contract(app: &App, viewer: &Viewer, id: Uuid, lang: Lang) -> Result<Document, Failed> {
    let view = get(app, viewer, id).await?;
    let making = app.clone();
    let document = app.compute(move || of_negotiation(&making, &view, lang)).await?;
    Ok(document.ok_or(Error::NotFound)?)
}

/// What an act is written in.
pub(super) async fn act(app: &App, viewer: &Viewer, id: Uuid, seq: Seq, lang: Lang) -> Result<Document, Failed> {
    let mut view = get(app, viewer, id).await?;
    let acts = acts(app, viewer, id).await?;
    // What came later does not change what the act was about, and an objection ends the draft that it speaks of.
    let opinion = acts.iter().any(|act| act.seq == seq && matches!(act.act, Act::GiveOpinion { .. }));
    let until = if opinion { seq.saturating_sub(1) } else { seq };
    view.state = state_after(app, viewer, id, until).await?;
    let record = Record { app, lang, view: &view, acts: &acts };
    Ok(record.document(seq).ok_or(Error::NotFound)?)
}

/// A contract of the register.
pub(super) async fn registered(app: &App, viewer: &Viewer, id: Uuid, lang: Lang) -> Result<Document, Failed> {
    let contract = contracts::get(app, viewer, id).await?;
    let signed = contracts::signatories(app, &contract).await?;
    let making = app.clone();
    let made = app.compute(move || of_register(&making, &contract, &signed, lang)).await?;
    Ok(made.ok_or(Error::Unreadable)?)
}

/// A document as a file under its title; `id` names it where a title cannot.
pub(super) async fn office(app: &App, id: &str, document: Document) -> Result<Response, Failed> {
    let name = [Some(&document.title), document.under.first()].into_iter().flatten();
    let name = name.map(String::as_str).collect::<Vec<_>>().join(" ");
    written(app, id, &name, move || docx(&document)).await
}

/// What is written, as a file under a name.
pub(super) async fn written(
    app: &App,
    id: &str,
    name: &str,
    write: impl FnOnce() -> Result<Vec<u8>, Unwritten> + Send + 'static,
) -> Result<Response, Failed> {
    let bytes = app.compute(write).await?.map_err(Error::internal)?;
    Ok(attachment(id, &format!("{name}.docx"), MEDIA_TYPE, bytes))
}
