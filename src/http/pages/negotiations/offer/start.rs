//! What the form starts with.

use super::{part, terms, words};
use crate::http::pages::form::Posted;
use crate::http::pages::visit::Visit;
use crate::service::drafts::{Base, DraftView};
use crate::service::negotiations::NegotiationView;
use domain::party::Side;
use domain::term::Names;
use maud::{Markup, html};

/// The base that a link asks for; without one the first there is.
fn base(view: &NegotiationView, side: Side, from: &str) -> Base {
    let offer = |side| view.state.current_offer(side).map(|offer| Base::Offer(offer.stamp.seq));
    let previous = || view.state.opening().previous.as_ref().map(|_| Base::Previous);
    let found = match from {
        "own" => offer(side),
        "theirs" => offer(side.other()),
        "previous" => previous(),
        "blank" => None,
        _ => offer(side).or_else(|| offer(side.other())).or_else(previous),
    };
    found.unwrap_or_default()
}

/// The form as it starts: the draft, or the base asked for, which replaces the draft only when saved.
pub(super) fn posted(
    visit: &Visit,
    view: &NegotiationView,
    side: Side,
    draft: Option<&DraftView>,
    (from, wanted): (&str, &str),
    last: &Names,
) -> Posted {
    let form = |sheet: &serde_json::Value| {
        let (part, around) = part::cut(sheet, wanted);
        let mut posted = terms::posted(&part, view, last, visit.lang());
        for (name, key) in part::NAMES.iter().zip(around) {
            posted.set(name, key);
        }
        posted
    };
    let mut posted = match draft.filter(|_| from.is_empty()) {
        Some(draft) => {
            let mut posted = form(&draft.sheet);
            posted.set("base", draft.base.word());
            posted
        }
        None => {
            let base = base(view, side, from);
            let sheet = base.sheet(&view.state).filter(|sheet| !sheet.is_null());
            let mut posted = form(&sheet.unwrap_or_else(|| terms::blank(view, visit.app())));
            posted.set("base", base.word());
            posted
        }
    };
    posted.set("draft_version", draft.map_or(0, |draft| draft.version).to_string());
    if let Some(draft) = draft {
        posted.set("message", &draft.message);
        posted.set("package", if draft.package { "yes" } else { "" });
        let local = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&visit.app().zone).format("%Y-%m-%dT%H:%M");
        posted.set("expires_at", draft.expires_at.map(|at| local(at).to_string()).unwrap_or_default());
        posted.set("replaces", if from.is_empty() { "" } else { "yes" });
    }
    answer_current(view, &mut posted);
    posted
}

/// The form answers the offer that is on the table when the form is shown.
pub(super) fn answer_current(view: &NegotiationView, posted: &mut Posted) {
    let theirs = view.capacity.side().and_then(|side| view.state.current_offer(side.other()));
    posted.set("answers", theirs.map(|offer| offer.stamp.seq.to_string()).unwrap_or_default());
}

/// What this started from, and what else one may start from.
pub(super) fn bases(visit: &Visit, view: &NegotiationView, posted: &Posted, draft: Option<&DraftView>) -> Markup {
    let Some(side) = view.capacity.side() else { return html! {} };
    let lang = visit.lang();
    let has = |side| view.state.current_offer(side).is_some();
    let links = [
        (has(side), "own", "start-own"),
        (has(side.other()), "theirs", "start-theirs"),
        (view.state.opening().previous.is_some(), "previous", "start-previous"),
        (true, "blank", "start-blank"),
    ];
    let now = words::base(view, Base::from_word(posted.get("base")), lang);
    let replaces = draft.filter(|_| !posted.get("replaces").is_empty());
    html! {
        div.bases {
            p { (visit.t("base-is")) " " strong { (now) } }
            p.inline { span.hint { (visit.t("start-from-other")) }
                @for (_, from, key) in links.iter().filter(|(shown, ..)| *shown) {
                    a href={ "/negotiations/" (view.opening.id) "/offer?from=" (from) } { (visit.t(key)) } " "
                } }
            @if draft.is_some() { p.hint { (visit.t("base-replaces-when-saved")) } }
        }
        @if let Some(draft) = replaces {
            p.notice.replaces { (lang.ta("base-not-saved", &[("version", &draft.version.to_string()), ("by", &draft.updated_by)])) " "
                a href={ "/negotiations/" (view.opening.id) "/offer" } { (visit.t("back-to-draft")) } }
        }
    }
}
