//! What of the table is shown: by state, and by a word of the item.

use super::Scene;
use super::groups::Entry;
use crate::http::pages::form;
use crate::i18n::Lang;
use crate::text::term::named_label;
use domain::bargaining::Seq;
use domain::limits;
use domain::term::Names;
use maud::{Markup, html};
use uuid::Uuid;

/// Which items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::http::pages::negotiations) enum Show {
    #[default]
    All,
    Open,
    Agreed,
    Unlawful,
    Moved,
}

impl Show {
    const ALL: [Self; 5] = [Self::All, Self::Open, Self::Agreed, Self::Unlawful, Self::Moved];

    const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::Agreed => "agreed",
            Self::Unlawful => "unlawful",
            Self::Moved => "moved",
        }
    }

    /// The one of that word; anything else shows all.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.word() == word).unwrap_or_default()
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub(in crate::http::pages::negotiations) struct Filter {
    pub show: Show,
    /// A word of the item; empty for all.
    pub text: String,
}

impl Filter {
    pub(super) fn takes(&self, entry: &Entry<'_>, names: &Names, lang: Lang) -> bool {
        let fits = match self.show {
            Show::All => true,
            Show::Open => entry.named() && !entry.agreed(),
            Show::Agreed => entry.agreed(),
            Show::Unlawful => entry.unlawful(),
            Show::Moved => entry.moved(),
        };
        let wanted = self.text.trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        let fields = || entry.rows.iter().any(|row| has(&named_label(&row.cell.field, names, lang)));
        fits && (wanted.is_empty() || has(entry.key) || has(&entry.title(names, lang)) || fields())
    }
}

/// The table's address with a filter.
pub(super) fn path(id: Uuid, show: Show, text: &str, as_of: Option<Seq>) -> String {
    let mut pairs = Vec::new();
    if show != Show::All {
        pairs.push(format!("show={}", show.word()));
    }
    if !text.trim().is_empty() {
        pairs.push(format!("q={}", form::escape(text.trim())));
    }
    if let Some(seq) = as_of {
        pairs.push(format!("as_of={seq}"));
    }
    let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
    format!("/negotiations/{id}{query}#bargain")
}

pub(super) fn view(scene: &Scene<'_>) -> Markup {
    let tally = &scene.table.tally;
    let count = |show: Show| match show {
        Show::All => tally.items,
        Show::Open => tally.open,
        Show::Agreed => tally.agreed,
        Show::Unlawful => tally.unlawful,
        Show::Moved => tally.moved,
    };
    html! {
        div.sieve {
            nav.pills aria-label=(scene.t("filter")) { ul { @for show in Show::ALL { li {
                a href=(path(scene.id(), show, &scene.filter.text, scene.moment())) aria-current=[(show == scene.filter.show).then_some("true")] {
                    (scene.t(&format!("show-{}", show.word()))) " " span.number { (count(show)) } }
            } } } }
            form.inline method="get" role="search" {
                @if scene.filter.show != Show::All { input type="hidden" name="show" value=(scene.filter.show.word()); }
                @if let Some(seq) = scene.moment() { input type="hidden" name="as_of" value=(seq); }
                label for="q" { (scene.t("find-item")) }
                input id="q" type="search" name="q" value=(scene.filter.text) maxlength=(limits::SHORT) autocomplete="off";
                button { (scene.t("search")) }
            }
        }
    }
}
