//! A form being worked on: read, judged, its faults at their fields.

use super::beside::beside;
use super::named::{self, List};
use super::part::{self, Rest};
use super::terms::{self, Read};
use crate::http::Failed;
use crate::http::pages::form::{Beside, Field, Input, Posted, Reader};
use crate::http::pages::visit::Visit;
use crate::i18n::Lang;
use crate::service::Error;
use crate::service::drafts::{self, Base, Judgement, NewDraft};
use crate::service::negotiations::NegotiationView;
use crate::text::problem::{Fault, Problem, problem};
use domain::bargaining::{Act, ActKind};
use domain::term::SheetFaults;
use serde_json::Value;

/// What goes with the sheet.
pub(super) const AROUND: &[Field] = &[
    Field::new("package", Input::Check),
    Field::optional("expires_at", Input::Instant),
    Field::optional("message", Input::Prose),
];

/// A form read and judged.
pub(super) struct Work {
    pub view: NegotiationView,
    pub posted: Posted,
    /// As read from the form; valid or not.
    pub sheet: Value,
    pub judged: Judgement,
    /// At the fields of the form.
    pub faults: Vec<Fault>,
    read: Read,
}

impl Work {
    pub async fn of(visit: &Visit, view: NegotiationView, posted: Posted) -> Result<Self, Failed> {
        let rest = part::rest(visit, &view, &posted).await?;
        let list = named::list(&view, &posted);
        let (sheet, read) = terms::sheet(&posted, rest, visit.app().zone, &terms::keys(&view, &list), list);
        let (judged, sheet) = drafts::judge(visit.app(), visit.viewer(), view.opening.id, sheet).await?;
        let told = problem(&Error::Sheet(judged.faults.clone()), visit.lang());
        let mut faults = terms::placed(&told.faults, &posted, &read, visit.lang());
        let mut around = reader(visit, &posted);
        around.object("", AROUND);
        faults.extend(around.told(visit.lang()));
        Ok(Self { view, posted, sheet, judged, faults, read })
    }

    /// Without the faults of fields that are merely not filled in yet.
    pub fn quiet(mut self) -> Self {
        let posted = &self.posted;
        self.faults.retain(|fault| !posted.get(&fault.field).trim().is_empty());
        self
    }

    /// The form holds a part of the sheet only.
    pub fn in_parts(&self) -> bool {
        part::NAMES.iter().any(|name| self.posted.some(name).is_some())
    }

    /// Where an item stands in the form.
    pub fn place(&self, item: &str) -> Option<String> {
        self.read.place(item)
    }

    /// What is said beside each field.
    pub fn beside(&self, visit: &Visit) -> Beside {
        beside(visit, &self.posted, &self.read, &self.judged, &self.faults, &self.list())
    }

    /// The list of names as the form stands.
    pub fn list(&self) -> List {
        named::list(&self.view, &self.posted)
    }

    /// Why it cannot be tabled.
    pub fn problem(&self, lang: Lang) -> Option<Problem> {
        let more = SheetFaults { told: Vec::new(), more: self.judged.faults.more };
        let told = || Problem { faults: self.faults.clone(), ..problem(&Error::Sheet(more.clone()), lang) };
        (!self.faults.is_empty()).then(told)
    }

    /// The act that tables it; `None` while anything is at fault.
    pub fn act(&self, visit: &Visit) -> Option<Act> {
        if !self.faults.is_empty() || self.judged.valid.is_none() {
            return None;
        }
        let mut object = reader(visit, &self.posted).object("", AROUND);
        object.insert("act".to_owned(), Value::from(ActKind::TableOffer.name()));
        object.insert("sheet".to_owned(), self.sheet.clone());
        if let Ok(answers) = self.posted.get("answers").parse::<u32>() {
            object.insert("answers".to_owned(), Value::from(answers));
        }
        serde_json::from_value(Value::Object(object)).ok()
    }
}

fn reader<'a>(visit: &Visit, posted: &'a Posted) -> Reader<'a> {
    Reader { form: posted, zone: visit.app().zone, faults: Vec::new() }
}

/// The form as a draft, unfinished as it may be.
pub(super) fn draft(visit: &Visit, posted: &Posted, rest: &Rest, view: &NegotiationView) -> NewDraft {
    let list = named::list(view, posted);
    let (sheet, _) = terms::sheet(posted, rest.clone(), visit.app().zone, &terms::keys(view, &list), list);
    let around = reader(visit, posted).object("", AROUND);
    let expires_at = around.get("expires_at").and_then(|at| serde_json::from_value(at.clone()).ok());
    NewDraft {
        sheet,
        message: posted.get("message").to_owned(),
        package: !posted.get("package").is_empty(),
        expires_at,
        base: Some(Base::from_word(posted.get("base"))),
    }
}
