//! Before an offer is tabled: what exactly, what changes against the side's own former offer, what it crosses.

use super::page::{compared, floor};
use super::words;
use super::work::Work;
use crate::http::pages::form;
use crate::http::pages::negotiations::header::{Tab, header};
use crate::http::pages::negotiations::sheet;
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::service::drafts::Base;
use maud::{Markup, html};

/// Asks; `unticked`: it was confirmed without the tick that a crossed limit asks for.
pub(super) fn markup(visit: &Visit, work: &Work, unticked: bool) -> Markup {
    let t = |key: &str| visit.t(key);
    let (view, id) = (&work.view, work.view.opening.id);
    let kept = |name: &str| !matches!(name, "csrf" | "do" | "confirmed" | "knowing");
    page(
        visit,
        Section::Negotiations,
        &t("confirm-offer"),
        html! {
            (header(visit, view, Tab::Offer))
            h2 { (t("confirm-offer")) }
            p.warning { (t("tabling-is-final")) }
            (around(visit, work))
            (changes(visit, work))
            (floor(visit, &work.judged))
            form.confirm method="post" action={ "/negotiations/" (id) "/offer" } {
                (form::token(&visit.caller.csrf))
                @for (name, value) in work.posted.pairs().filter(|(name, _)| kept(name)) {
                    @if value.contains('\n') { textarea name=(name) hidden { "\n" (value) } }
                    @else { input type="hidden" name=(name) value=(value); }
                }
                input type="hidden" name="confirmed" value="yes";
                (bargaining_limits(visit, work, unticked))
                div.buttons {
                    button.primary name="do" value="table" { (t("confirm-table")) }
                    button name="do" value="check" formnovalidate { (t("back-to-editing")) }
                }
            }
        },
    )
}

/// What goes with the sheet.
fn around(visit: &Visit, work: &Work) -> Markup {
    let t = |key: &str| visit.t(key);
    let get = |name: &str| work.posted.get(name);
    html! {
        section.card { dl {
            dt { (t("label-effective")) } dd { (get("effective.from")) " – " (get("effective.to")) }
            dt { (t("confirm-answers")) } dd { @if get("answers").is_empty() { (t("confirm-answers-none")) }
                @else { (visit.lang().ta("base-theirs", &[("seq", get("answers"))])) } }
            dt { (t("package-offer")) } dd { (t(if get("package").is_empty() { "no" } else { "yes" })) }
            dt { (t("label-expires_at")) } dd { @if get("expires_at").is_empty() { (t("no-expiry")) } @else { (get("expires_at").replace('T', " ")) } }
            dt { (t("label-message")) } dd.prose { @if get("message").trim().is_empty() { "—" } @else { (get("message")) } }
        } }
    }
}

/// Against the side's own former offer; without one every term is new.
fn changes(visit: &Visit, work: &Work) -> Markup {
    let lang = visit.lang();
    let own = work.view.capacity.side().and_then(|side| work.view.state.current_offer(side));
    html! {
        section {
            h2 { @match own {
                Some(offer) => { (lang.ta("confirm-against", &[("base", &words::base(&work.view, Base::Offer(offer.stamp.seq), lang))])) }
                None => { (visit.t("confirm-first")) }
            } }
            @match (own, &work.judged.valid) {
                (Some(offer), _) => { (compared(visit, work, &offer.sheet.to_value())) }
                (None, Some(sheet)) => { (sheet::view(visit, sheet)) }
                (None, None) => {}
            }
        }
    }
}

fn bargaining_limits(visit: &Visit, work: &Work, unticked: bool) -> Markup {
    let lang = visit.lang();
    let titles = words::titles(std::iter::once(&work.sheet), lang);
    html! {
        @if work.judged.crossed().next().is_some() {
            section.complaint.crossing {
                h2 { (parts::badge("warn", &visit.t("only-yours"))) " " (visit.t("confirm-crossing")) }
                ul { @for (cell, bargaining_limit) in work.judged.crossed() {
                    li { (titles.get(&cell.item).unwrap_or(&cell.item)) " · " (words::field(&cell.field, lang)) (lang.colon()) span.number { (cell.value.text()) }
                        (super::beside::crossing(bargaining_limit, lang)) }
                } }
                div.field.check { label { input type="checkbox" name="knowing" value="yes" required; " " (visit.t("confirm-knowing")) }
                    @if unticked { p.fault id="knowing-fault" { (visit.t("confirm-tick")) } } }
            }
        }
    }
}
