//! The redline between two texts of a negotiation: offers, the contract before, the agreement, the contract in force,
//! and the viewer's own side's draft, never the other's.

use super::known::{Known, known};
use super::page::by_item;
use super::{Answer, App, Error, Viewer, drafts};
use chrono::{DateTime, Utc};
use domain::bargaining::{Negotiation, Offer, Seq};
use domain::party::Side;
use domain::policy::permission;
use domain::term::TermSheet;
use domain::term::redline::{CellChange, ItemRedline, Redline};
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, Schema, Type};
use uuid::Uuid;

/// Which text. In addresses an offer is the number of its act, the others are words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// The contract before.
    Previous,
    /// An offer, by the act that tabled it.
    Offer(Seq),
    /// The draft agreement.
    Agreement,
    /// The contract in force, or the last one that was.
    InForce,
    /// The draft of the viewer's own side.
    Own,
}

impl Text {
    /// The text of a word or number; `None` for neither.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "previous" => Some(Self::Previous),
            "agreement" => Some(Self::Agreement),
            "in_force" => Some(Self::InForce),
            "own" => Some(Self::Own),
            number => number.parse().ok().map(Self::Offer),
        }
    }

    /// As in addresses.
    pub fn name(self) -> String {
        match self {
            Self::Previous => "previous".to_owned(),
            Self::Offer(seq) => seq.to_string(),
            Self::Agreement => "agreement".to_owned(),
            Self::InForce => "in_force".to_owned(),
            Self::Own => "own".to_owned(),
        }
    }
}

impl utoipa::PartialSchema for Text {
    fn schema() -> RefOr<Schema> {
        let word =
            Object::builder().schema_type(Type::String).pattern(Some("^(previous|agreement|in_force|own|[0-9]+)$"));
        word.build().into()
    }
}

impl utoipa::ToSchema for Text {}

impl Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

/// A text that can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct TextLine {
    /// Which.
    pub text: Text,
    /// Whose, of an offer and of the draft.
    pub side: Option<Side>,
    /// When it was tabled or last saved.
    pub at: Option<DateTime<Utc>>,
}

/// What two texts differ in.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RedlineView {
    /// The old text.
    pub from: TextLine,
    /// The new text.
    pub to: TextLine,
    /// The old sheet.
    #[serde(skip)]
    pub old: TermSheet,
    /// The new sheet.
    #[serde(skip)]
    pub new: TermSheet,
    /// What differs.
    #[serde(flatten)]
    pub redline: Redline,
    /// The item after which the next page of items begins; none on the last, and where all are given.
    pub next: Option<String>,
}

impl RedlineView {
    /// Only the page of items after one: at most 1,000, about 1 MiB.
    pub fn page(mut self, after: Option<&str>) -> Self {
        let length = |value: &Option<Value>| value.as_ref().map_or(0, |value| value.to_string().len());
        let runs = |cell: &CellChange| cell.runs.iter().map(|run| run.text.len().saturating_add(40)).sum::<usize>();
        let cell = |cell: &CellChange| {
            length(&cell.old).saturating_add(length(&cell.new)).saturating_add(runs(cell)).saturating_add(100)
        };
        let weight = |item: &ItemRedline| item.cells.iter().map(cell).fold(150, usize::saturating_add);
        (self.redline.items, self.next) = by_item(self.redline.items, after, |item| &item.key, weight);
        self
    }
}

fn offer_line(offer: &Offer) -> TextLine {
    TextLine { text: Text::Offer(offer.stamp.seq), side: Some(offer.side), at: Some(offer.stamp.at) }
}

const fn plain(text: Text) -> TextLine {
    TextLine { text, side: None, at: None }
}

/// The texts that the viewer may compare, in the order they came to be.
///
/// # Errors
/// [`Error::NotFound`] for who may not see the negotiation.
pub async fn texts(app: &App, viewer: &Viewer, id: Uuid) -> Answer<Vec<TextLine>> {
    let Known { loaded, actor, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let state = &loaded.state;
    let mut texts: Vec<TextLine> = state.opening().previous.iter().map(|_| plain(Text::Previous)).collect();
    texts.extend(state.offers().iter().map(offer_line));
    texts.extend(state.draft().map(|_| plain(Text::Agreement)));
    texts.extend(state.in_force().map(|_| plain(Text::InForce)));
    match drafts::saved_at(app, viewer, id).await {
        Ok(at) => texts.push(TextLine { text: Text::Own, side: actor.capacity.side(), at: Some(at) }),
        // No draft, or none that this viewer may know of.
        Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    Ok(texts)
}

/// What one wants to see first: the last offer against its side's former one, else against the offer or the contract
/// before it.
pub fn suggestion(texts: &[TextLine]) -> Option<(Text, Text)> {
    let offers = || texts.iter().rev().filter(|line| matches!(line.text, Text::Offer(_)));
    let last = offers().next()?;
    former(texts, last).map(|former| (former.text, last.text))
}

/// What an offer is best compared with.
fn former<'a>(texts: &'a [TextLine], offer: &TextLine) -> Option<&'a TextLine> {
    let before = || texts.iter().take_while(|line| line.text != offer.text);
    before().filter(|line| line.side == offer.side).last().or_else(|| before().last())
}

/// Compares two texts; without both named, what is suggested.
///
/// # Errors
/// [`Error::NotFound`] for who may not see the negotiation, and for a text that is not there or not the viewer's to see;
/// [`Error::Sheet`] for a draft that is no valid sheet yet.
pub async fn redline(app: &App, viewer: &Viewer, id: Uuid, named: Option<(&str, &str)>) -> Answer<RedlineView> {
    let texts = texts(app, viewer, id).await?;
    let named = named.map(|(from, to)| Text::named(from).zip(Text::named(to)));
    let (from, to) = named.unwrap_or_else(|| suggestion(&texts)).ok_or(Error::NotFound)?;
    let Known { loaded, .. } = known::<permission::Read>(app, &app.db, viewer, id, None).await?;
    let line = |text: Text| texts.iter().find(|line| line.text == text).cloned().ok_or(Error::NotFound);
    let (from, to) = (line(from)?, line(to)?);
    let own = match [from.text, to.text].contains(&Text::Own) {
        true => drafts::get(app, viewer, id).await?.sheet,
        false => Value::Null,
    };
    let work = move || {
        let (old, new) = (sheet(&loaded.state, from.text, &own)?, sheet(&loaded.state, to.text, &own)?);
        Ok(RedlineView { redline: Redline::between(&old, &new), from, to, old, new, next: None })
    };
    app.compute(work).await?
}

fn sheet(state: &Negotiation, text: Text, own: &Value) -> Answer<TermSheet> {
    let found = match text {
        Text::Previous => state.opening().previous.as_ref(),
        Text::Offer(seq) => state.offers().iter().find(|offer| offer.stamp.seq == seq).map(|offer| &*offer.sheet),
        Text::Agreement => state.draft().map(|draft| &draft.sheet),
        Text::InForce => state.in_force().map(|in_force| &in_force.sheet),
        Text::Own => return TermSheet::from_value(own).map_err(Error::Sheet),
    };
    found.cloned().ok_or(Error::NotFound)
}
