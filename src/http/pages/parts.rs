//! Parts that many pages share.

use super::visit::Visit;
use crate::i18n::Lang;
use crate::text::cited;
use crate::text::problem::Problem;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::bargaining::{Clock, ClockState};
use domain::statute::{Citation, Trust};
use maud::{Markup, html};

pub(super) use crate::text::word;

/// An instant, to the minute, in the server's zone.
pub(super) fn moment(at: DateTime<Utc>, zone: FixedOffset) -> Markup {
    html! {
        time datetime=(at.to_rfc3339()) { (at.with_timezone(&zone).format("%Y-%m-%d %H:%M")) }
    }
}

/// A day.
pub(super) fn day(day: NaiveDate) -> Markup {
    html! { time datetime=(day) { (day) } }
}

/// A word in a frame; `tone` is `good`, `bad`, `warn` or `calm`. The word says it, the tone only helps.
pub(super) fn badge(tone: &str, word: &str) -> Markup {
    html! { span.badge.(tone) { (word) } }
}

/// A stage as a badge.
pub(super) fn stage(word: &str, lang: Lang) -> Markup {
    let tone = match word {
        "in_force" | "published" | "renewal_window" => "good",
        "dispute" | "objected" | "correction" => "warn",
        "declined" | "lapsed" | "terminated" | "expired" | "replaced" => "calm",
        _ => "plain",
    };
    badge(tone, &lang.t(&format!("stage-{word}")))
}

/// An instrument and its article.
pub(super) fn citation(citation: &Citation, lang: Lang) -> Markup {
    html! {
        cite { (cited(citation, lang)) }
    }
}

/// How far a value is trusted.
pub(super) fn trust(trust: Trust, lang: Lang) -> Markup {
    let (tone, key) = match trust {
        Trust::Verified => ("good", "trust-verified"),
        Trust::Press => ("calm", "trust-press"),
        Trust::Unverified => ("warn", "trust-unverified"),
    };
    badge(tone, &lang.t(key))
}

/// What went wrong, with every fault.
pub(super) fn complaint(problem: &Problem, lang: Lang) -> Markup {
    html! {
        div.complaint role="alert" {
            p { strong { (problem.title) } " " (problem.detail)
                @if let Some(source) = &problem.citation { " " (citation(source, lang)) } }
            @if !problem.faults.is_empty() {
                ul { @for fault in &problem.faults {
                    li {
                        @if let Some(item) = &fault.item { code { (item) } " " }
                        (label(&fault.field, lang)) (lang.colon()) (fault.message)
                    }
                } }
            }
        }
    }
}

/// A field path in words: its last named step, with the row it is in.
fn label(path: &str, lang: Lang) -> String {
    let last = path.rsplit('.').next().unwrap_or(path);
    let name = last.split('[').next().unwrap_or(last);
    let key = format!("label-{name}");
    let words = lang.t(&key);
    let row = path.split_once('[').and_then(|(_, rest)| rest.split(']').next()).and_then(|n| n.parse::<u32>().ok());
    let words = if words == key { path.to_owned() } else { words };
    match row {
        Some(index) => format!("{words} ({})", index.saturating_add(1)),
        None => words,
    }
}

/// A clock's state as a badge: by word, then by tone.
pub(super) fn clock_state(state: ClockState, lang: Lang) -> Markup {
    let tone = match state {
        ClockState::Running | ClockState::Extended => "plain",
        ClockState::Met => "good",
        ClockState::MetLate => "warn",
        ClockState::Overdue => "bad",
        ClockState::Stopped => "calm",
    };
    badge(tone, &lang.t(&format!("clock-state-{}", word(state))))
}

/// When a clock runs out, with the days left.
pub(super) fn due(clock: &Clock, today: NaiveDate, lang: Lang) -> Markup {
    let left = clock.due.rolled.signed_duration_since(today).num_days();
    html! {
        (day(clock.due.rolled))
        @if matches!(clock.state, ClockState::Running | ClockState::Extended | ClockState::Overdue) {
            " " span.hint {
                @if left < 0 { (lang.ta("days-late", &[("days", &left.unsigned_abs().to_string())])) }
                @else { (lang.ta("days-left", &[("days", &left.to_string())])) }
            }
        }
        @if !clock.due.calendar_known { " " span.hint { (lang.t("calendar-unknown")) } }
    }
}

/// The clocks of a negotiation.
pub(super) fn clocks(visit: &Visit, clocks: &[Clock]) -> Markup {
    let (lang, today) = (visit.lang(), visit.app().today());
    let t = |key: &str| lang.t(key);
    html! {
        @if clocks.is_empty() { p.hint { (t("no-clocks")) } }
        @else { div.scroll { table.clocks {
            thead { tr { th { (t("clock")) } th { (t("owed-by")) } th { (t("due")) } th { (t("state")) } th { (t("basis")) } } }
            tbody { @for clock in clocks {
                tr {
                    td { (t(&format!("clock-{}", word(clock.what)))) }
                    td { @if let Some(who) = clock.owed_by { (t(&format!("capacity-{}", word(who)))) } @else { "—" } }
                    td { (due(clock, today, lang)) }
                    td { (clock_state(clock.state, lang)) }
                    td { @if let Some(source) = &clock.citation { (citation(source, lang)) } @else { (t("set-by-parties")) }
                        @if let Some(how) = clock.trust { " " (trust(how, lang)) } }
                }
            } }
        } } }
    }
}
