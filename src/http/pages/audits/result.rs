//! What came out of an audit: what is owed, what cannot be told, rule by rule, line by line.

use super::super::visit::Visit;
use super::super::{form, parts};
use crate::service::audits::{FindingView, FindingsPage, GapsPage, RejectsPage};
use crate::service::contracts::ContractView;
use crate::text::audit::{basis, place, reason, rule};
use crate::text::audit_notes::{missing_columns, notes};
use crate::text::currency;
use crate::text::file::line_faults;
use crate::text::reading::reading;
use domain::decimal::Money;
use domain::payroll::Summary;
use domain::term::TermSheet;
use maud::{Markup, html};
use uuid::Uuid;

/// The lists of the page.
pub(super) struct Lists<'a> {
    pub findings: &'a FindingsPage,
    /// Whether it is a later page of findings.
    pub later: bool,
    pub rejects: &'a RejectsPage,
    pub gaps: &'a GapsPage,
}

pub(super) fn done(
    visit: &Visit,
    contract: &ContractView,
    (id, summary): (Uuid, &Summary),
    lists: &Lists<'_>,
) -> Markup {
    let sheet = contract.sheet.as_ref();
    let money = currency(sheet.map_or("", |sheet| &sheet.currency), visit.lang());
    let t = |key: &str| visit.t(key);
    html! {
        section { h2 { (t("audit-what-came-out")) } (totals(visit, summary, &money))
            @if let Some(missing) = missing_columns(summary, visit.lang()) { p role="note" { strong { (missing) } } }
        }
        section { (rules(visit, summary, sheet, &money)) }
        @if !summary.enterprises_top.is_empty() { section { (enterprises(visit, summary, &money)) } }
        section { h2 { (t("audit-remarks")) } (remarks(visit, summary, &money))
            details { summary { (t("audit-how-read")) } ul { @for line in reading(summary, visit.lang()) { li { (line) } } }
                @if let Some(sha256) = &summary.sha256.profile { p.hint { (t("audit-profile")) " SHA-256 " code { (sha256) } } } }
        }
        @if lists.rejects.total > 0 { section id="rejects" { (rejects(visit, id, lists.rejects)) } }
        @if lists.gaps.total > 0 { section id="gaps" { (gaps(visit, id, lists.gaps)) } }
        section { h2 { (t("findings")) } (findings(visit, (id, lists), sheet)) }
    }
}

/// What is owed beside what is in breach and what cannot be told: neither is less than the other.
fn totals(visit: &Visit, summary: &Summary, money: &str) -> Markup {
    let t = |key: &str| visit.t(key);
    let sum = |of: fn(&domain::payroll::Counts) -> u64| -> u64 { summary.rules.values().map(of).sum() };
    let amounts = [
        ("audit-total-owed", &summary.owed.total),
        ("audit-total-repaid", &summary.owed.repaid),
        ("audit-total-open", &summary.owed.open),
    ];
    let counts = [
        ("audit-total-breaches", sum(|counts| counts.breach)),
        ("audit-total-unknown", sum(|counts| counts.cannot_conclude)),
    ];
    html! {
        div.scroll { table.totals {
            thead { tr {
                @for (key, _) in &counts { th.number { (t(key)) } }
                @for (key, _) in &amounts { th.number { (t(key)) " (" (money) ")" } }
            } }
            tbody { tr {
                @for (_, count) in &counts { td.number { strong { (count) } } }
                @for (_, amount) in &amounts { td.number { strong { (amount) } } }
            } }
        } }
        p.hint { (t("audit-owed-hint")) }
    }
}

fn rules(visit: &Visit, summary: &Summary, sheet: Option<&TermSheet>, money: &str) -> Markup {
    let t = |key: &str| visit.t(key);
    let mut rules: Vec<_> = summary.rules.iter().collect();
    rules.sort_by_key(|(rule, _)| place(rule));
    let shortfall = visit.lang().ta("audit-shortfall", &[("currency", money)]);
    html! { div.scroll { table.rules {
        thead { tr { th { (t("rule")) } th.number { (t("outcome-breach")) } th.number { (t("outcome-cannot-conclude")) } th.number { (t("outcome-pass")) } th.number { (t("outcome-not-applicable")) } th.number { (shortfall) } th.number { (t("audit-open")) } } }
        tbody { @for (name, counts) in rules { tr {
            th scope="row" { (name) " " (rule(name, sheet, visit.lang())) }
            td.number { (number(counts.breach)) } td.number { (number(counts.cannot_conclude)) } td.number { (counts.pass) } td.number { (counts.not_applicable) }
            td.number { (counts.shortfall) } td.number { (open(&counts.shortfall, counts.repaid.as_deref().unwrap_or_default())) }
        } } }
    } } }
}

/// A count that matters, where there is any.
fn number(count: u64) -> Markup {
    html! { @if count > 0 { strong { (count) } } @else { (count) } }
}

/// What of a shortfall is still open; the shortfall itself where nothing was repaid, or it is no amount.
fn open(shortfall: &str, repaid: &str) -> String {
    let parts = Money::parse(shortfall).ok().zip(Money::parse(repaid).ok());
    let left = parts.and_then(|(shortfall, repaid)| shortfall.checked_sub(repaid));
    left.map_or_else(|| shortfall.to_owned(), |left| left.to_string())
}

fn enterprises(visit: &Visit, summary: &Summary, money: &str) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        h2 { (t("largest-shortfalls")) }
        div.scroll { table { thead { tr { th { (t("enterprise")) } th.number { (t("breaches")) } th.number { (t("audit-total-owed")) " (" (money) ")" } th.number { (t("audit-total-repaid")) } th.number { (t("audit-total-open")) } } }
            tbody { @for total in &summary.enterprises_top { tr { td { code { (total.enterprise_id) } } td.number { (total.breaches) } td.number { (total.owed) } td.number { (total.repaid) } td.number { (open(&total.owed, &total.repaid)) } } } } } }
    }
}

/// What else the summary says, a line each; the columns that are missing are told above.
fn remarks(visit: &Visit, summary: &Summary, money: &str) -> Markup {
    let above = missing_columns(summary, visit.lang());
    let comma = visit.t("list-comma");
    html! { ul {
        @for note in notes(summary, money, visit.lang()).into_iter().filter(|note| Some(note) != above.as_ref()) { li { (note) } }
        @if !summary.unknown_columns.is_empty() { li { (visit.t("audit-unknown-columns")) " " (summary.unknown_columns.join(&comma)) } }
        @if !summary.roster_unknown_columns.is_empty() { li { (visit.t("audit-roster-unknown")) " " (summary.roster_unknown_columns.join(&comma)) } }
        @for (kind, left) in &summary.left_out {
            li { (visit.lang().ta("audit-left-out", &[("count", &left.count.to_string()), ("kind", &visit.t(&format!("left-{}", kind.word()))), ("rows", &rows(left))])) }
        }
        @for sheet in &summary.sheets.not_read {
            li { (visit.lang().ta("audit-sheet-not-read", &[("sheet", &sheet.name), ("reason", &visit.t(&format!("sheet-{}", sheet.reason)))])) }
        }
    } }
}

/// Rows named of each kind that was left out.
const ROWS: usize = 10;

fn rows(left: &domain::payroll::LeftOut) -> String {
    let mut rows: Vec<String> = left.rows.iter().take(ROWS).map(|row| format!("{} {}", row.row, row.text)).collect();
    if left.rows.len() > ROWS {
        rows.push("…".to_owned());
    }
    rows.join(", ")
}

/// How many are shown and kept, and where all that are kept can be had.
fn reach(visit: &Visit, id: Uuid, file: &str, key: &str, (shown, kept, total): (usize, u64, u64)) -> Markup {
    let shown = u64::try_from(shown).unwrap_or(u64::MAX);
    let [of_all, stored, seen] = [total, kept, shown].map(|count| count.to_string());
    html! {
        @if kept < total { p.hint { (visit.lang().ta(key, &[("total", &of_all), ("kept", &stored)])) } }
        @if shown < kept { p.hint { (visit.lang().ta("audit-first-shown", &[("total", &of_all), ("shown", &seen)])) } }
        p { a href={ "/audits/" (id) "/" (file) } download=(file) { (visit.t("audit-download")) " " (file) } }
    }
}

fn rejects(visit: &Visit, id: Uuid, page: &RejectsPage) -> Markup {
    let t = |key: &str| visit.t(key);
    let sheets = page.rejects.iter().any(|reject| !reject.sheet.is_empty());
    html! {
        h2 { (t("audit-rejects")) " (" (page.total) ")" }
        div.scroll { table.rejects {
            thead { tr { @if sheets { th { (t("audit-sheet")) } } th.number { (t("line")) } th { (t("audit-why")) } } }
            tbody { @for reject in &page.rejects { tr {
                @if sheets { td { (reject.sheet) } } td.number { (reject.line) } td { (line_faults(&reject.faults, visit.lang())) }
            } } }
        } }
        (reach(visit, id, "rejects.csv", "audit-rejects-kept", (page.rejects.len(), page.kept, page.total)))
    }
}

fn gaps(visit: &Visit, id: Uuid, page: &GapsPage) -> Markup {
    let t = |key: &str| visit.t(key);
    html! {
        h2 { (t("audit-gaps")) " (" (page.total) ")" }
        div.scroll { table.gaps {
            thead { tr { th { (t("enterprise")) } th { (t("worker")) } th { (t("period")) } th { (t("audit-why")) } } }
            tbody { @for gap in &page.gaps { tr {
                td { code { (gap.enterprise_id) } } td { (gap.worker_id) } td.nowrap { (gap.period) } td { (t(&format!("audit-gap-{}", gap.kind))) }
            } } }
        } }
        (reach(visit, id, "gaps.csv", "audit-gaps-kept", (page.gaps.len(), page.kept, page.total)))
    }
}

fn findings(visit: &Visit, (id, lists): (Uuid, &Lists<'_>), sheet: Option<&TermSheet>) -> Markup {
    let t = |key: &str| visit.t(key);
    let found = lists.findings;
    html! {
        @if found.total == 0 { p.hint { (t("no-findings")) } }
        @else {
            @if found.kept < found.total {
                p.hint { (visit.lang().ta("findings-kept", &[("kept", &found.kept.to_string()), ("total", &found.total.to_string())])) }
            }
            p { a href={ "/audits/" (id) "/findings.csv" } download="findings.csv" { (t("audit-download")) " findings.csv" } }
            div.scroll { table.findings {
                thead { tr { th.number { (t("line")) } th { (t("enterprise")) } th { (t("worker")) } th { (t("period")) } th { (t("rule")) } th { (t("outcome")) }
                    th.number { (t("audit-required")) } th.number { (t("audit-actual")) } th.number { (t("shortfall")) } th.number { (t("audit-open")) } th { (t("reason")) } th { (t("basis")) } } }
                tbody { @for finding in &found.findings { (finding_row(visit, finding, sheet)) } }
            } }
            nav.pages aria-label=(t("pages")) {
                @if lists.later { a href="?" { (t("page-first")) } " " }
                @if let Some(next) = &found.next { a rel="next" href={ "?after=" (form::escape(&next.to_string())) } { (t("page-after")) } }
            }
        }
    }
}

fn finding_row(visit: &Visit, f: &FindingView, sheet: Option<&TermSheet>) -> Markup {
    let outcome = visit.t(&format!("outcome-{}", f.outcome.replace('_', "-")));
    // Neither is a lesser one: what cannot be told is shown as loudly as a breach.
    let tone = if f.outcome == "breach" { "bad" } else { "warn" };
    html! { tr {
        td.number { (f.line) } td { code { (f.enterprise_id) } } td { (f.worker_id) } td.nowrap { (f.period) } td title=(rule(&f.rule, sheet, visit.lang())) { (f.rule) }
        td { (parts::badge(tone, &outcome)) }
        td.number { (f.required) } td.number { (f.actual) } td.number { (f.shortfall) } td.number { (open(&f.shortfall, &f.repaid)) }
        td { @if !f.reason.is_empty() { (reason(&f.reason, sheet, visit.lang())) } } td { (basis(&f.basis, sheet, visit.lang())) }
    } }
}
