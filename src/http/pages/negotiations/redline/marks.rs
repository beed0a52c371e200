//! What is gone and what has come: by element, by sign and by word for who hears the page, never by colour alone.

use crate::http::pages::visit::Visit;
use domain::term::redline::{Fate, Run, RunKind};
use maud::{Markup, html};
use serde_json::Value;

/// How a redline is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http::pages::negotiations) enum Mode {
    /// Old and new with marks.
    Marked,
    /// The new text.
    Clean,
}

impl Mode {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Clean => "clean",
        }
    }
}

/// A stretch that is gone.
pub(in crate::http::pages::negotiations) fn gone(visit: &Visit, text: &str) -> Markup {
    html! { del { span.sign aria-hidden="true" { "−" } span.unseen { (visit.t("redline-deleted")) } (text) } }
}

/// A stretch that has come.
pub(in crate::http::pages::negotiations) fn come(visit: &Visit, text: &str) -> Markup {
    html! { ins { span.sign aria-hidden="true" { "+" } span.unseen { (visit.t("redline-inserted")) } (text) } }
}

/// What the marks mean.
pub(in crate::http::pages::negotiations) fn legend(visit: &Visit) -> Markup {
    html! { p.hint.redline-legend { (gone(visit, &visit.t("redline-old"))) " " (come(visit, &visit.t("redline-new"))) } }
}

/// A value before and after.
pub(super) fn values(
    visit: &Visit,
    text: &dyn Fn(&Value) -> String,
    old: Option<&Value>,
    new: Option<&Value>,
    mode: Mode,
) -> Markup {
    match (old, new) {
        (_, Some(new)) if mode == Mode::Clean => html! { (text(new)) },
        (Some(old), Some(new)) if old == new => html! { (text(new)) },
        (Some(old), Some(new)) => html! { (gone(visit, &text(old))) " → " (come(visit, &text(new))) },
        (Some(old), None) => gone(visit, &text(old)),
        (None, Some(new)) => come(visit, &text(new)),
        (None, None) => html! {},
    }
}

/// Prose with its marks.
pub(super) fn prose(visit: &Visit, runs: &[Run]) -> Markup {
    html! { @for run in runs { @match run.kind {
        RunKind::Equal => { (run.text) }
        RunKind::Deleted => { (gone(visit, &run.text)) }
        RunKind::Inserted => { (come(visit, &run.text)) }
    } } }
}

/// What became of an item, as a badge.
pub(super) fn fate(visit: &Visit, fate: Fate) -> Markup {
    let (tone, key) = match fate {
        Fate::Same => return html! {},
        Fate::Changed => ("warn", "redline-changed"),
        Fate::Added => ("good", "redline-added"),
        Fate::Removed => ("bad", "redline-removed"),
    };
    crate::http::pages::parts::badge(tone, &visit.t(key))
}
