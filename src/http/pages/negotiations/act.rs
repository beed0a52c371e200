//! One act: who, when, under which mandate and rule, exactly what, and its receipt.

use super::header::{Tab, header};
use super::{act_forms, documents, redline, sheet, table};
use crate::http::pages::form::{Field, Input};
use crate::http::pages::parts;
use crate::http::pages::shell::{Section, page};
use crate::http::pages::visit::Visit;
use crate::http::{Failed, Path};
use crate::render::acts::has_document;
use crate::service::Error;
use crate::service::negotiations::{ActView, NegotiationView, acts, get};
use crate::text::term::plain;
use domain::bargaining::{Act, Seq, TimeEvent};
use domain::floor::check;
use domain::term::TermSheet;
use maud::{Markup, html};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

pub(in crate::http::pages) async fn show(visit: Visit, Path((id, seq)): Path<(Uuid, Seq)>) -> Result<Markup, Failed> {
    let view = get(visit.app(), visit.viewer(), id).await?;
    let acts = acts(visit.app(), visit.viewer(), id).await?;
    let act = acts.iter().find(|act| act.seq == seq).ok_or(Error::NotFound)?;
    Ok(markup(&visit, &view, act))
}

fn markup(visit: &Visit, view: &NegotiationView, act: &ActView) -> Markup {
    let lang = visit.lang();
    let t = |key: &str| visit.t(key);
    let title = format!(
        "{} · {}",
        lang.ta("act-number", &[("seq", &act.seq.to_string())]),
        t(&format!("act-{}", act.act.name()))
    );
    page(
        visit,
        Section::Negotiations,
        &title,
        html! {
            (header(visit, view, Tab::Timeline))
            section.card { h2 { (title) } dl {
                dt { (t("who")) } dd { (act.by.name) " · " (t(&format!("capacity-{}", parts::word(act.by.capacity)))) " · "
                    (t(&format!("role-{}", parts::word(act.by.role)))) }
                dt { (t("mandate")) } dd { (act.by.mandate) }
                dt { (t("served-at")) } dd { (parts::moment(act.at, visit.app().zone)) }
                @if let Some(basis) = &act.determination.basis { dt { (t("basis")) }
                    dd { (parts::citation(&basis.citation, lang)) " " (parts::trust(basis.trust, lang)) } }
                @if let Some(day) = act.determination.in_force { dt { (t("force")) } dd { (parts::day(day)) } }
                @if let Some(vote) = act.determination.vote { dt { (t("vote-result")) } dd { (t(&format!("vote-{}", parts::word(vote)))) } }
                @for time_event in &act.determination.time_events { dt { (t("before-this-act")) } dd { (passed(visit, time_event)) } }
                dt { (t("receipt")) } dd { code.hash { (act.sha256) } }
            } }
            @if has_document(act.act.kind()) { p.inline {
                a.button href={ "/negotiations/" (view.opening.id) "/acts/" (act.seq) "/document" } { (t(&format!("doc-title-{}", act.act.kind()))) } " "
                a.button href={ "/negotiations/" (view.opening.id) "/acts/" (act.seq) "/document.docx" } { (t("doc-save")) }
            } }
            p.inline { (redline::links(visit, view, act.seq)) }
            @if act.withheld { p.notice { (t("withheld-hint")) } }
            section { (content(visit, view, act)) }
            p { a href={ "/negotiations/" (view.opening.id) "/timeline" } { (t("tab-timeline")) } }
        },
    )
}

/// What time alone had brought when the act was done.
fn passed(visit: &Visit, time_event: &TimeEvent) -> String {
    let value = serde_json::to_value(time_event).unwrap_or_default();
    let name = value["time_event"].as_str().map(str::to_owned).unwrap_or_default();
    visit.t(&format!("time-event-{name}"))
}

fn content(visit: &Visit, view: &NegotiationView, event: &ActView) -> Markup {
    let act = &event.act;
    let value = serde_json::to_value(act).unwrap_or_default();
    if let Act::ServeDocument { .. } = act {
        return if event.withheld {
            html! {}
        } else {
            documents::served(visit, view.opening.id, act)
        };
    }
    if let Act::TableOffer { sheet, answers, package, expires_at, message } = act {
        let parsed = TermSheet::from_value(sheet).ok();
        return html! {
            dl {
                @if let Some(answers) = answers { dt { (visit.t("label-answers")) } dd { (act_link(visit, &answers.to_string())) } }
                @if *package { dt { (visit.t("label-package")) } dd { (visit.t("yes")) } }
                @if let Some(at) = expires_at { dt { (visit.t("label-expires_at")) } dd { (parts::moment(*at, visit.app().zone)) } }
                @if !message.is_empty() { dt { (visit.t("label-message")) } dd.prose { (message) } }
            }
            @if let Some(parsed) = parsed {
                (sheet::view(visit, &parsed)) (sheet::floor(visit, &check(&parsed, &visit.app().rulebooks), &parsed))
            }
        };
    }
    let told = Told { visit, view, titles: table::titles(&view.state, visit.lang()) };
    html! { dl { (told.fields(&value, act_forms::fields(act.kind()).unwrap_or_default())) } }
}

/// Another act of the same negotiation.
fn act_link(visit: &Visit, seq: &str) -> Markup {
    html! { a href=(seq) { (visit.lang().ta("act-number", &[("seq", seq)])) } }
}

/// What tells the fields of an act.
struct Told<'a> {
    visit: &'a Visit,
    view: &'a NegotiationView,
    titles: HashMap<String, String>,
}

impl Told<'_> {
    fn fields(&self, value: &Value, described: &[Field]) -> Markup {
        html! { @for field in described {
            @let inner = &value[field.name];
            @if !is_empty(inner) {
                dt { (self.visit.t(&format!("label-{}", field.label))) }
                dd.prose { (self.shown(inner, field)) }
            }
        } }
    }

    fn shown(&self, value: &Value, field: &Field) -> Markup {
        let visit = self.visit;
        let word = |family: &str, value: &Value| visit.t(&format!("{family}-{}", plain(value)));
        let all = || value.as_array().into_iter().flatten();
        match field.input {
            Input::Choice(_, family) | Input::YesNo(family) => html! { (word(family, value)) },
            Input::Check => html! { (visit.t(if value == &Value::Bool(true) { "yes" } else { "no" })) },
            Input::Group(inner) => html! { dl { (self.fields(value, inner)) } },
            Input::Rows(inner) => html! { ol { @for row in all() { li { dl { (self.fields(row, inner)) } } } } },
            Input::Lines => html! { ul { @for line in all() { li { (plain(line)) } } } },
            Input::Picks => html! { ul { @for key in all() { li { (self.title(&plain(key))) } } } },
            Input::PicksWhole => html! { ul { @for seq in all() { li { (act_link(visit, &plain(seq))) } } } },
            Input::Pick if matches!(field.name, "enterprise" | "by_negotiation") => self.pointed(value, field.name),
            Input::Pick => html! { (self.title(&plain(value))) },
            Input::PickWhole => self.pointed(value, field.name),
            Input::Instant => html! { @match plain(value).parse() {
                Ok(at) => { (parts::moment(at, visit.app().zone)) }
                Err(_) => { (plain(value)) }
            } },
            Input::Hidden => html! { code.hash { (plain(value)) } },
            _ => html! { (plain(value)) },
        }
    }

    /// An item's title; what is no item's key is a name already.
    fn title(&self, key: &str) -> String {
        self.titles.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// What a number stands for: an enterprise, another negotiation, else an act.
    fn pointed(&self, value: &Value, name: &str) -> Markup {
        let text = plain(value);
        match name {
            "enterprise" => {
                let covered = &self.view.state.opening().enterprises;
                let named = covered.iter().find(|party| party.organisation.to_string() == text);
                html! { (named.map_or(text.as_str(), |party| &party.name)) }
            }
            "by_negotiation" => html! { a href={ "/negotiations/" (text) } { (text) } },
            _ => act_link(self.visit, &text),
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    }
}
