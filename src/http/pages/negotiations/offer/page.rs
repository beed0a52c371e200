//! The composer's page.

use super::work::{AROUND, Work};
use super::{beside, glossary, items, part, start, words};
use crate::http::pages::form::{self, Inputs, Options};
use crate::http::pages::negotiations::header::{Tab, header};
use crate::http::pages::negotiations::{redline, sheet};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::service::drafts::{Base, DraftView, Judgement};
use crate::text::problem::Problem;
use crate::text::term::title_of;
use chrono::{DateTime, Utc};
use domain::floor::{FloorOutcome, FloorResult};
use domain::party::MandateRole;
use domain::term::{Names, TermSheet, loose_changes};
use maud::{Markup, html};
use serde_json::Value;

/// What is shown besides the form.
#[derive(Default)]
pub(super) struct Said {
    pub problem: Option<Problem>,
    pub notice: Option<String>,
    pub conflict: Option<Markup>,
    /// The form came by a button that did not save it.
    pub posted: bool,
    /// Show the comparison that was asked for.
    pub redline: bool,
}

/// At most so many changes of an unfinished sheet are shown.
const MOST: usize = 200;

/// Names of the form that are kept as they are.
const KEPT: &[&str] = &[
    "jurisdiction",
    "area",
    "currency",
    "schema",
    "names",
    "words",
    "last_names",
    "answers",
    "draft_version",
    "base",
    "replaces",
    "part.before",
    "part.until",
];

pub(super) fn markup(visit: &Visit, work: &Work, draft: Option<&DraftView>, said: &Said) -> Markup {
    let t = |key: &str| visit.t(key);
    let (view, posted, id) = (&work.view, &work.posted, work.view.opening.id);
    let (list, options) = (work.list(), options(work, visit.lang()));
    let show = Inputs { lang: visit.lang(), form: posted, options: &options, faults: &work.faults };
    let writes = matches!(view.role, MandateRole::ChiefRepresentative | MandateRole::Representative);
    let keeps = writes && posted.get("replaces").is_empty();
    let beside = work.beside(visit);
    page(
        visit,
        Section::Negotiations,
        &t("tab-offer"),
        html! {
            (header(visit, view, Tab::Offer))
            p.notice.private { (t("only-your-side")) " "
                a href={ "/negotiations/" (id) "/offer/history" } { (t("draft-history")) } " · "
                a href={ "/negotiations/" (id) "/bargaining-limits" } { (t("bargaining-limits")) } " · "
                a href={ "/negotiations/" (id) "/offer/import" } { (t("import-link")) } }
            @if draft.is_some() { (redline::of_draft(visit, view)) }
            (start::bases(visit, view, posted, draft))
            @if let Some(notice) = &said.notice { p.notice role="status" { (notice) } }
            @if let Some(problem) = &said.problem { (parts::complaint(problem, visit.lang())) }
            form.composer method="post" action={ "/negotiations/" (id) "/offer" } data-composer={ "/negotiations/" (id) "/offer" }
                data-keeps[keeps] data-posted[said.posted] data-saving=(t("saving")) data-unsaved=(t("unsaved")) data-failed=(t("saving-failed")) data-away=(t("signed-out-meanwhile")) data-colleague=(t("colleague-saved")) data-look=(t("look-at-it")) {
                (form::token(&visit.caller.csrf))
                @for name in KEPT { input type="hidden" name=(name) value=(posted.get(name)); }
                // The first button is the one that Enter presses: it changes nothing.
                button.first name="do" value="check" { (t("check-offer")) }
                div data-conflict { @if let Some(panel) = &said.conflict { (panel) } }
                (items::jumps(show))
                (part::view(visit.lang(), &work.sheet, posted, keeps))
                (items::head(show, &beside))
                (items::groups(show, &beside, &list))
                (items::adder(visit.lang()))
                (glossary::view(show, &beside, &work.sheet))
                (glossary::lists(&list, visit.lang()))
                section.card #with-the-offer { h2 { (t("with-the-offer")) } (form::inputs_beside(show, &beside, "", AROUND)) }
                (compare(visit, work, said.redline))
                div data-beside="floor" { (floor(visit, &work.judged)) }
                (bar(visit, work, draft, writes))
            }
        },
    )
}

/// What fields pick from: the months, and the minimum wages that a percent may be of.
fn options(work: &Work, lang: Lang) -> Options {
    let months =
        (1..=12).map(|month: u8| (month.to_string(), lang.ta("month-of-year", &[("month", &month.to_string())])));
    let names = Names::of(&work.sheet);
    let wages = work.sheet["items"].as_array().into_iter().flatten().filter(|item| {
        item["kind"] == "minimum_wage" && item["amount"].as_str().is_some_and(|amount| !amount.is_empty())
    });
    let wages = wages.filter_map(|item| Some((item["key"].as_str()?.to_owned(), title_of(item, &names, lang))));
    Options::from([("items[].months".to_owned(), months.collect()), ("items[].of_item".to_owned(), wages.collect())])
}

/// What stays in redaction: how the sheet stands, who saved it when, what can be done with it.
fn bar(visit: &Visit, work: &Work, draft: Option<&DraftView>, writes: bool) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        div.deck {
            div.status {
                span data-beside="summary" role="status" { (beside::summary(&work.judged, work.faults.len(), visit.lang())) }
                " " span.hint #draft-state data-live data-state data-version=(draft.map_or(0, |draft| draft.version)) role="status" {
                    @if let Some(draft) = draft { (state(visit, false, draft.updated_at, &draft.updated_by, draft.version)) }
                    @else { (t("not-saved-yet")) }
                }
            }
            div.buttons {
                button name="do" value="check" { (t("check-offer")) }
                @if writes {
                    button name="do" value="save" { (t("save-draft")) }
                    button.primary name="do" value="table" { (t("act-table_offer")) }
                }
            }
        }
    }
}

/// Who saved when; `by_itself`: the script did, as one typed.
pub(super) fn state(visit: &Visit, by_itself: bool, at: DateTime<Utc>, by: &str, version: i64) -> Markup {
    let local = at.with_timezone(&visit.app().zone);
    let today = local.date_naive() == visit.app().today();
    let time = local.format(if today { "%H:%M" } else { "%m-%d %H:%M" }).to_string();
    let args = [("time", time.as_str()), ("by", by), ("version", &version.to_string())];
    let lang = visit.lang();
    html! { @if by_itself { (lang.ta("draft-autosaved", &args)) } @else { (lang.ta("draft-saved-at", &args)) } }
}

/// Everything of the floor check that is not simply in order.
pub(super) fn floor(visit: &Visit, judged: &Judgement) -> Markup {
    let open: Vec<FloorResult> =
        judged.floor.iter().filter(|result| result.outcome != FloorOutcome::Pass).cloned().collect();
    let passed = judged.floor.len().saturating_sub(open.len());
    html! {
        @if !judged.floor.is_empty() {
            section.card #floor {
                @if open.is_empty() { h2 { (visit.t("floor-check")) } } @else { @if let Some(sheet) = &judged.valid { (sheet::floor(visit, &open, sheet)) } }
                p.hint { (visit.lang().ta("floor-passed", &[("count", &passed.to_string())])) }
            }
        }
    }
}

/// What the sheet changes in an older one: a redline, or while it is unfinished a list of fields.
pub(super) fn compared(visit: &Visit, work: &Work, old: &Value) -> Markup {
    if let (Ok(old), Some(new)) = (TermSheet::from_value(old), &work.judged.valid) {
        return redline::between(visit, &old, new);
    }
    let (lang, changes) = (visit.lang(), loose_changes(old, &work.sheet));
    html! {
        @if changes.is_empty() { p { (visit.t("no-changes")) } }
        @else {
            @let titles = words::all_titles(&work.view, &[&work.sheet], lang);
            (words::changes(&changes, ["before-change", "after-change"], &titles, MOST, lang))
        }
    }
}

/// Against any earlier offer or the contract before.
fn compare(visit: &Visit, work: &Work, asked: bool) -> Markup {
    let (view, lang) = (&work.view, visit.lang());
    let mut bases: Vec<Base> = view.state.offers().iter().rev().map(|offer| Base::Offer(offer.stamp.seq)).collect();
    bases.extend(view.state.opening().previous.as_ref().map(|_| Base::Previous));
    let chosen = work.posted.get("against");
    let against = Base::from_word(if chosen.is_empty() { work.posted.get("base") } else { chosen });
    html! {
        @if !bases.is_empty() {
            section.card #compare { h2 { (visit.t("compare")) }
                p.inline { label for="against" { (visit.t("compare-with")) }
                    select id="against" name="against" { @for base in &bases {
                        option value=(base.word()) selected[*base == against] { (words::base(view, *base, lang)) }
                    } }
                    button name="do" value="redline" { (visit.t("compare-show")) }
                }
                @if asked && let Some(old) = against.sheet(&view.state) { (compared(visit, work, &old)) }
            }
        }
    }
}
