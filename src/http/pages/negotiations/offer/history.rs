//! The side's drafting history: who saved what when, and back to it.

use super::words;
use crate::http::pages::form;
use crate::http::pages::negotiations::header::{Tab, header};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::{Sent, Visit, see};
use crate::http::redirect::LocalRedirect;
use crate::http::{Failed, Path, Query};
use crate::service::drafts::{self, DraftView, Revision};
use crate::service::negotiations::{NegotiationView, get};
use domain::party::MandateRole;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// Changes of a revision that are shown at once.
const MOST: usize = 30;

#[derive(Deserialize)]
pub(in crate::http::pages) struct Asked {
    /// Revisions before this version.
    before: Option<i64>,
    /// A restore lost against a colleague's save.
    #[serde(default)]
    late: bool,
}

pub(in crate::http::pages) async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let revisions = drafts::history(visit.app(), visit.viewer(), id, asked.before).await?;
    let draft = super::saved(&visit, id).await?;
    Ok(markup(&visit, &view, &revisions, draft.as_ref(), asked.late))
}

pub(in crate::http::pages) async fn restore(Path(id): Path<Uuid>, sent: Sent) -> Result<LocalRedirect, Failed> {
    let Sent { visit, form } = sent;
    let number = |name: &str| form.get(name).parse::<i64>().unwrap_or(0);
    match drafts::restore(visit.app(), visit.viewer(), id, number("restore"), number("seen")).await {
        Ok(_) => Ok(see(&format!("/negotiations/{id}/offer"))),
        Err(crate::service::Error::Conflict) => Ok(see(&format!("/negotiations/{id}/offer/history?late=true"))),
        Err(error) => Err(error.into()),
    }
}

fn markup(
    visit: &Visit,
    view: &NegotiationView,
    revisions: &[Revision],
    draft: Option<&DraftView>,
    late: bool,
) -> Markup {
    let t = |key: &str| visit.t(key);
    let path = format!("/negotiations/{}/offer", view.opening.id);
    let nothing = Value::Null;
    let own = draft.map_or(&nothing, |draft| &draft.sheet);
    let titles = words::all_titles(view, &[own], visit.lang());
    page(
        visit,
        Section::Negotiations,
        &t("draft-history"),
        html! {
            (header(visit, view, Tab::Offer))
            p.notice.private { (t("only-your-side")) " " a href=(path) { (t("back-to-editing")) } }
            @if late { p.complaint role="alert" { (t("restore-late")) } }
            h2 { (t("draft-history")) }
            p.hint { (t("draft-history-hint")) }
            @if revisions.is_empty() { p { (t("no-revisions")) } }
            @for revision in revisions { (one(visit, view, revision, draft, &titles)) }
            @if let Some(last) = revisions.last().filter(|last| last.version > 1) {
                p { a href={ (path) "/history?before=" (last.version) } { (t("older-revisions")) } }
            }
        },
    )
}

fn one(
    visit: &Visit,
    view: &NegotiationView,
    revision: &Revision,
    draft: Option<&DraftView>,
    titles: &words::Titles,
) -> Markup {
    let lang = visit.lang();
    let writes = matches!(view.role, MandateRole::ChiefRepresentative | MandateRole::Representative);
    let present = draft.is_some_and(|draft| draft.version == revision.version);
    html! {
        section.card.revision {
            div.title {
                h3 { (lang.ta("revision", &[("version", &revision.version.to_string())])) " · " (revision.by) }
                (parts::moment(revision.saved_at, visit.app().zone))
                @if present { (parts::badge("good", &visit.t("present-draft"))) }
                span.hint { (visit.t("base-is")) " " (words::base(view, revision.base, lang)) }
            }
            @if revision.unreadable { p role="alert" { (visit.t("revision-unreadable")) } }
            @else if revision.changes.is_empty() { p.hint { (visit.t("no-changes-of-terms")) } }
            @else { (words::changes(&revision.changes, ["before-change", "after-change"], titles, MOST, lang)) }
            @if writes && !present && !revision.unreadable {
                form method="post" {
                    (form::token(&visit.caller.csrf))
                    input type="hidden" name="restore" value=(revision.version);
                    input type="hidden" name="seen" value=(draft.map_or(0, |draft| draft.version));
                    button { (visit.t("restore")) }
                }
            }
        }
    }
}
