//! Parts that many pages share.

use super::visit::Visit;
use crate::i18n::Lang;
use crate::text::cited;
use crate::text::problem::Problem;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::bargaining::{Deadline, DeadlineState};
use domain::statute::{Citation, Trust};
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub(super) use crate::text::word;

/// An instant, to the minute, in the server's zone.
pub(super) fn moment(at: DateTime<Utc>, zone: Tz) -> Markup {
    html! {
        time datetime=(at.to_rfc3339()) { (at.with_timezone(&zone).format("%Y-%m-%d %H:%M")) }
    }
}

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
                } @if let Some(more) = problem.more { li { (lang.ta("faults-more", &[("count", &more.to_string())])) } } }
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

/// A deadline's state as a badge: by word, then by tone.
pub(super) fn deadline_state(state: DeadlineState, lang: Lang) -> Markup {
    let tone = match state {
        DeadlineState::Running | DeadlineState::Extended => "plain",
        DeadlineState::Met => "good",
        DeadlineState::MetLate => "warn",
        DeadlineState::Overdue => "bad",
        DeadlineState::Stopped => "calm",
    };
    badge(tone, &lang.t(&format!("deadline-state-{}", word(state))))
}

/// When a deadline runs out, with the days left.
pub(super) fn due(deadline: &Deadline, today: NaiveDate, lang: Lang) -> Markup {
    let left = deadline.due.rolled.signed_duration_since(today).num_days();
    html! {
        (day(deadline.due.rolled))
        @if matches!(deadline.state, DeadlineState::Running | DeadlineState::Extended | DeadlineState::Overdue) {
            " " span.hint {
                @if left < 0 { (lang.ta("days-late", &[("days", &left.unsigned_abs().to_string())])) }
                @else { (lang.ta("days-left", &[("days", &left.to_string())])) }
            }
        }
        @if !deadline.due.calendar_known { " " span.hint { (lang.t("calendar-unknown")) } }
    }
}

/// The deadlines of a negotiation.
pub(super) fn deadlines(visit: &Visit, deadlines: &[Deadline]) -> Markup {
    let (lang, today) = (visit.lang(), visit.app().today());
    let t = |key: &str| lang.t(key);
    html! {
        @if deadlines.is_empty() { p.hint { (t("no-deadlines")) } }
        @else { div.scroll { table.deadlines {
            thead { tr { th { (t("deadline")) } th { (t("owed-by")) } th { (t("due")) } th { (t("state")) } th { (t("basis")) } } }
            tbody { @for deadline in deadlines {
                tr {
                    td { (t(&format!("deadline-{}", word(deadline.what)))) }
                    td { @if let Some(who) = deadline.owed_by { (t(&format!("capacity-{}", word(who)))) } @else { "—" } }
                    td { (due(deadline, today, lang)) }
                    td { (deadline_state(deadline.state, lang)) }
                    td { @if let Some(source) = &deadline.citation { (citation(source, lang)) } @else { (t("set-by-parties")) }
                        @if let Some(how) = deadline.trust { " " (trust(how, lang)) } }
                }
            } }
        } } }
    }
}

/// A count that may be larger: `50+`.
pub(super) fn at_least(count: usize, more: bool) -> String {
    if more { format!("{count}+") } else { count.to_string() }
}

/// The link to the page after, with the query asked for; nothing on the last page.
pub(super) fn further(visit: &Visit, path: &str, asked: &[(&str, &str)], next: Option<&str>) -> Markup {
    further_of(visit, path, "after", asked, next)
}

/// The same where a page has several lists: `name` is the parameter of this one.
pub(super) fn further_of(visit: &Visit, path: &str, name: &str, asked: &[(&str, &str)], next: Option<&str>) -> Markup {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let kept = asked.iter().filter(|(_, value)| !value.is_empty());
    let kept: String = kept.map(|(name, value)| format!("&{name}={}", encoded(value))).collect();
    html! {
        @if let Some(next) = next {
            nav.pages aria-label=(visit.t("pages")) { a href={ (path) "?" (name) "=" (encoded(next)) (kept) } { (visit.t("page-after")) } }
        }
    }
}
