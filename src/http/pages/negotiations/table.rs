//! The table: a summary, filters, a picker of the moment, then kind by kind rows or a grid.

mod band;
mod cells;
mod filter;
mod grid;
mod groups;
mod moment;
mod rows;
pub(super) mod seen;

use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::service::negotiations::NegotiationView;
use crate::service::notes::Caucus;
use crate::service::table::TableView;
use crate::text::currency;
use chrono::{DateTime, NaiveDate, Utc};
use domain::bargaining::Seq;
use domain::party::Side;
use domain::statute::Rulebook;
use domain::term::{Item, Names};
use maud::{Markup, PreEscaped, html};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

pub(super) use cells::signed;
pub(super) use filter::{Filter, Show};
pub(super) use groups::titles;

/// What every part of the page needs.
pub(super) struct Scene<'a> {
    pub visit: &'a Visit,
    pub view: &'a NegotiationView,
    pub table: &'a TableView,
    pub filter: &'a Filter,
    /// What the reader's side keeps for itself; nothing where it may not be read.
    pub caucus: Option<&'a Caucus>,
    /// Of the reader.
    pub today: NaiveDate,
    /// What codes are called at this table.
    pub names: Names,
    /// Texts looked up once a page: a large table asks for the same ones thousands of times.
    texts: RefCell<FxHashMap<String, Rc<str>>>,
    /// How long ago, and when: a table has many moves of few offers.
    times: RefCell<HashMap<DateTime<Utc>, Rc<str>>>,
    /// The offers open to initials, the other side's first, each with its items by key.
    offered: OnceCell<Vec<Offered<'a>>>,
}

/// The number of an offer, and its items by key.
type Offered<'a> = (Seq, HashMap<&'a str, &'a Item>);

impl<'a> Scene<'a> {
    /// The money of the negotiation, in words.
    pub fn currency(&self) -> String {
        let book = self.visit.app().rulebooks.governing(&self.view.opening.jurisdiction);
        currency(book.and_then(Rulebook::currency).unwrap_or_default(), self.visit.lang())
    }

    pub fn new(
        visit: &'a Visit,
        view: &'a NegotiationView,
        table: &'a TableView,
        filter: &'a Filter,
        caucus: Option<&'a Caucus>,
    ) -> Self {
        let today = visit.app().today();
        let (texts, times, offered) = (RefCell::default(), RefCell::default(), OnceCell::new());
        let names = domain::bargaining::names(&view.state);
        Self { visit, view, table, filter, caucus, today, names, texts, times, offered }
    }

    pub(super) fn t(&self, key: &str) -> Rc<str> {
        self.kept(key, || self.visit.t(key))
    }

    fn kept(&self, key: &str, text: impl FnOnce() -> String) -> Rc<str> {
        if let Some(known) = self.texts.borrow().get(key) {
            return Rc::clone(known);
        }
        let text: Rc<str> = text().into();
        self.texts.borrow_mut().insert(key.to_owned(), Rc::clone(&text));
        text
    }

    /// How many days ago an instant was, and the instant.
    fn since(&self, at: DateTime<Utc>) -> PreEscaped<Rc<str>> {
        if let Some(known) = self.times.borrow().get(&at) {
            return PreEscaped(Rc::clone(known));
        }
        let zone = self.visit.app().zone;
        let days = self.today.signed_duration_since(at.with_timezone(&zone).date_naive()).num_days();
        let ago = match days {
            0 => self.visit.t("today"),
            1 => self.visit.t("yesterday"),
            _ => self.visit.lang().ta("days-ago", &[("days", &days.to_string())]),
        };
        let told: Rc<str> = html! { (ago) " · " (parts::moment(at, zone)) }.into_string().into();
        self.times.borrow_mut().insert(at, Rc::clone(&told));
        PreEscaped(told)
    }

    /// The offers whose items the reader's chief could initial.
    fn offered(&self, own: Side) -> &[Offered<'a>] {
        self.offered.get_or_init(|| {
            let offers = [own.other(), own].into_iter().filter_map(|side| self.table.state.current_offer(side));
            let by_key = |item: &'a Item| (item.key.as_str(), item);
            offers.map(|offer| (offer.stamp.seq, offer.sheet.items.iter().map(by_key).collect())).collect()
        })
    }

    /// The table shown is an earlier one.
    fn past(&self) -> bool {
        self.table.as_of != self.view.version
    }

    pub(super) fn id(&self) -> uuid::Uuid {
        self.view.opening.id
    }

    /// `?as_of=` where the table shown is an earlier one.
    fn moment(&self) -> Option<Seq> {
        self.past().then_some(self.table.as_of)
    }
}

/// Whose turn, how much is agreed, what runs out next: above everything else.
pub(super) fn summary(scene: &Scene<'_>) -> Markup {
    band::view(scene)
}

pub(super) fn view(scene: &Scene<'_>) -> Markup {
    let groups = groups::groups(scene);
    let fitting: Vec<_> = groups.iter().filter_map(|group| group.filtered(scene)).collect();
    let (shown, links) = groups::page(scene, &fitting);
    html! {
        section #bargain.bargaining.past[scene.past()] {
            div.title { h2 { (scene.t("table")) }
                @if !scene.table.rows.is_empty() {
                    a href=(super::ladder::path(scene.id(), None, None, scene.moment())) { (scene.t("all-ladders")) }
                } }
            (moment::view(scene))
            @if scene.table.rows.is_empty() { p.hint { (scene.t("nothing-tabled")) } }
            @else {
                (filter::view(scene))
                (seen::form(scene))
                @if shown.is_empty() { p.notice { (scene.t("nothing-fits")) } }
                @let parts: Vec<_> = shown.iter().map(grid::split).collect();
                @for (group, (grids, _)) in shown.iter().zip(&parts) {
                    @if !grids.is_empty() { (grid::view(scene, group, grids)) }
                }
                (rows::view(scene, &parts.iter().filter_map(|(_, rest)| rest.as_ref()).collect::<Vec<_>>()))
                (links)
                @if !shown.is_empty() { (key(scene)) }
            }
        }
    }
}

/// What the marks mean.
fn key(scene: &Scene<'_>) -> Markup {
    html! {
        p.hint.key { (scene.t("item-marks")) (scene.visit.lang().colon())
            (parts::badge("good", &scene.t("mark-agreed"))) " " (parts::badge("plain", &scene.t("mark-initialled-worker"))) " "
            (parts::badge("bad", &scene.t("mark-unlawful"))) " " (parts::badge("calm", &scene.t("mark-moved"))) " "
            (scene.t("gap-means")) }
    }
}
