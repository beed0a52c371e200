//! The draft or contract: consolidated, with its fingerprints and signatures.

use super::header::{Tab, header};
use super::{redline, sheet};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path};
use crate::service::Error;
use crate::service::negotiations::{NegotiationView, contract_bytes, get};
use crate::service::redline::Text;
use domain::bargaining::Draft;
use domain::floor::check;
use domain::party::Side;
use maud::{Markup, html};
use uuid::Uuid;

pub(in crate::http::pages) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let bytes = contract_bytes(visit.app(), visit.viewer(), id).await?;
    let draft = view.state.draft().ok_or(Error::NotFound)?;
    Ok(markup(&visit, &view, draft, &bytes))
}

fn markup(visit: &Visit, view: &NegotiationView, draft: &Draft, bytes: &str) -> Markup {
    let t = |key: &str| visit.t(key);
    page(
        visit,
        Section::Negotiations,
        &view.opening.title,
        html! {
            (header(visit, view, Tab::Contract))
            section.card { h2 { (t("fingerprints")) } dl {
                dt { (t("draft-sha256")) } dd { code.hash { (draft.sha256) } }
                @if let Some(sha256) = &view.contract_sha256 { dt { (t("contract-sha256")) } dd { code.hash { (sha256) } } }
                @for side in [Side::WorkerSide, Side::EmployerSide] {
                    dt { (t(&format!("capacity-{}", parts::word(side)))) }
                    dd { @match view.state.signatures().get(side) {
                        Some(signature) => { (signature.name) " · " (parts::moment(signature.stamp.at, visit.app().zone)) " " (parts::badge("good", &t("signed"))) }
                        None if draft.agreed.get(side).is_some() => { (parts::badge("plain", &t("draft-agreed"))) }
                        None => { span.hint { (t("not-yet")) } }
                    } }
                }
            } }
            p.inline {
                a.button.primary href={ "/negotiations/" (view.opening.id) "/contract/document" } { (t("doc-contract")) } " "
                a.button href={ "/negotiations/" (view.opening.id) "/contract/document.docx" } { (t("doc-save")) } " "
                @if view.state.opening().previous.is_some() {
                    a.button href=(redline::path(view.opening.id, Text::Previous, Text::Agreement)) { (t("redline-against-previous")) }
                }
            }
            section { h2 { (t("terms")) } (sheet::view(visit, &draft.sheet)) }
            section { (sheet::floor(visit, &check(&draft.sheet, &visit.app().rulebooks), &draft.sheet)) }
            section { details { summary { (t("exact-bytes")) } pre.bytes { (bytes) } } }
        },
    )
}
