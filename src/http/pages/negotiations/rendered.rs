//! Documents of a negotiation: the contract, what single acts are written in, the redline as tracked changes.

use super::redline;
use crate::http::office::{act, contract, office, written};
use crate::http::pages::rendered;
use crate::http::pages::shell::Section;
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path, Query};
use crate::render::{Author, of_text};
use crate::service::negotiations::get;
use crate::service::redline::redline as compare;
use axum::response::Response;
use domain::bargaining::Seq;
use maud::Markup;
use uuid::Uuid;

pub(super) async fn show_contract(visit: Visit, Path(id): Path<Uuid>) -> Result<Markup, Failed> {
    let document = contract(visit.app(), visit.viewer(), id, visit.lang()).await?;
    let back = format!("/negotiations/{id}/contract");
    Ok(rendered::show(&visit, Section::Negotiations, (&back, &visit.t("tab-contract")), &document))
}

pub(super) async fn save_contract(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failed> {
    office(visit.app(), &id.to_string(), contract(visit.app(), visit.viewer(), id, visit.lang()).await?).await
}

pub(super) async fn show_act(visit: Visit, Path((id, seq)): Path<(Uuid, Seq)>) -> Result<Markup, Failed> {
    let document = act(visit.app(), visit.viewer(), id, seq, visit.lang()).await?;
    let back = format!("/negotiations/{id}/acts/{seq}");
    let label = visit.lang().ta("act-number", &[("seq", &seq.to_string())]);
    Ok(rendered::show(&visit, Section::Negotiations, (&back, &label), &document))
}

pub(super) async fn save_act(visit: Visit, Path((id, seq)): Path<(Uuid, Seq)>) -> Result<Response, Failed> {
    office(visit.app(), &format!("{id}-{seq}"), act(visit.app(), visit.viewer(), id, seq, visit.lang()).await?).await
}

/// Two texts as one office file with tracked changes.
pub(super) async fn save_redline(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<redline::Asked>,
) -> Result<Response, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let found = compare(visit.app(), visit.viewer(), id, asked.named()).await?;
    let [from, to] = [&found.from, &found.to].map(|line| redline::name(&visit, line));
    let (app, lang) = (visit.app().clone(), visit.lang());
    let opened = view.state.opening().opened_at;
    let foot = lang.ta("doc-foot-redline", &[("from", &from), ("to", &to)]);
    let title = format!("{} {}", view.opening.title, visit.t("redline"));
    let author = Author {
        name: found
            .to
            .side
            .map_or_else(|| visit.t("brand"), |side| visit.t(&format!("capacity-{}", crate::text::word(side)))),
        at: found.to.at.unwrap_or(opened),
    };
    let write = move || {
        let old = of_text(&app, &view, &found.old, &from, found.from.at.unwrap_or(opened), lang);
        let new = of_text(&app, &view, &found.new, &to, found.to.at.unwrap_or(opened), lang);
        crate::render::redline(&old, &new, &foot, &author)
    };
    written(visit.app(), &id.to_string(), &title, write).await
}
