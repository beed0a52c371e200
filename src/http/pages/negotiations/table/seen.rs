//! What the reader has seen: marked by a button, or by the script once the page has been looked at. Never by a GET.

use super::Scene;
use super::filter::{Show, path};
use crate::http::pages::form;
use crate::http::pages::parts;
use crate::http::pages::visit::{Sent, see};
use crate::http::redirect::LocalRedirect;
use crate::http::{Failed, Path};
use crate::service::Error;
use crate::service::visits::mark;
use maud::{Markup, html};
use uuid::Uuid;

pub(super) fn form(scene: &Scene<'_>) -> Markup {
    let tally = &scene.table.tally;
    let seen = scene.table.seen;
    let fresh = !scene.past() && seen.is_none_or(|seen| seen.act < scene.view.version);
    html! { @if fresh {
        form.inline.seen method="post" action={ "/negotiations/" (scene.id()) "/seen" } data-seen {
            (form::token(&scene.visit.caller.csrf))
            input type="hidden" name="act" value=(scene.view.version);
            span { @match seen {
                Some(seen) => {
                    (scene.t("seen-until")) " " (parts::moment(seen.at, scene.visit.app().zone)) (scene.visit.lang().stop())
                    @if tally.moved > 0 { a href=(path(scene.id(), Show::Moved, "", None)) {
                        (scene.visit.lang().ta("moved-since", &[("count", &tally.moved.to_string())])) } }
                    @else { (scene.t("nothing-moved-since")) }
                }
                None => { (scene.t("never-seen")) }
            } }
            button.small { (scene.t("mark-seen")) }
            span.hint { (scene.t("seen-is-private")) }
        }
    } }
}

pub(in crate::http::pages::negotiations) async fn send(
    Path(id): Path<Uuid>,
    sent: Sent,
) -> Result<LocalRedirect, Failed> {
    let Sent { visit, form } = sent;
    let act = form.get("act").parse().map_err(|_| Error::NotFound)?;
    mark(visit.app(), visit.viewer(), id, act).await?;
    Ok(see(&format!("/negotiations/{id}")))
}
