//! The contract as a document, from what a reader of a negotiation or of the register has been given.

use super::contract::{Contract, Party, Standing};
use super::document::Document;
use crate::i18n::Lang;
use crate::service::App;
use crate::service::contracts::{ContractView, Signatories};
use crate::service::negotiations::NegotiationView;
use chrono::{DateTime, Utc};
use domain::bargaining::Negotiation;
use domain::party::Side;
use domain::term::TermSheet;

/// The draft or contract of a negotiation; `None` before there is one.
pub fn of_negotiation(app: &App, view: &NegotiationView, lang: Lang) -> Option<Document> {
    let state = &*view.state;
    let draft = state.draft()?;
    let signed = [Side::EmployerSide, Side::WorkerSide].into_iter().all(|side| state.signatures().get(side).is_some());
    let in_force = view.status.in_force.as_ref().filter(|held| Some(&held.contract) == view.contract_sha256.as_ref());
    let standing = match in_force {
        Some(held) => Standing::InForce(held.since),
        None if signed => Standing::Signed,
        None => Standing::Draft,
    };
    let number = in_force.and(view.contract_number.as_deref());
    let at = [Side::EmployerSide, Side::WorkerSide].into_iter();
    let at = at.filter_map(|side| Some(state.signatures().get(side).as_ref()?.stamp.at)).max();
    let at = at.unwrap_or_else(|| last(state));
    let sha256 = view.contract_sha256.as_deref();
    Some(contract(app, view, &draft.sheet, standing, number, sha256, at, lang).document())
}

/// A text of a negotiation as the contract that it would be: nobody has signed it.
pub fn of_text(
    app: &App,
    view: &NegotiationView,
    sheet: &TermSheet,
    said: &str,
    at: DateTime<Utc>,
    lang: Lang,
) -> Document {
    let mut contract = contract(app, view, sheet, Standing::Offer(said), None, None, at, lang);
    contract.employer_side.signed_at = None;
    contract.worker_side.signed_at = None;
    contract.document()
}

/// The last offer's instant, before the first that of the opening.
fn last(state: &Negotiation) -> DateTime<Utc> {
    state.offers().last().map_or(state.opening().opened_at, |offer| offer.stamp.at)
}

#[expect(clippy::too_many_arguments, reason = "what two documents have in common, and what tells them apart")]
fn contract<'a>(
    app: &'a App,
    view: &'a NegotiationView,
    sheet: &'a TermSheet,
    standing: Standing<'a>,
    number: Option<&'a str>,
    sha256: Option<&'a str>,
    at: DateTime<Utc>,
    lang: Lang,
) -> Contract<'a> {
    let state = &*view.state;
    let party = |side: Side| {
        let chief = state.delegation(side).and_then(|delegation| delegation.chief());
        let signature = state.signatures().get(side).as_ref();
        Party {
            name: state.opening().party(side).name.clone(),
            chief: signature.map(|signature| signature.name.clone()).or_else(|| chief.map(|chief| chief.name.clone())),
            post: chief.map(|chief| chief.post.clone()),
            signed_at: signature.map(|signature| signature.stamp.at),
        }
    };
    Contract {
        lang,
        zone: app.zone,
        title: &view.opening.title,
        number,
        standing,
        employer_side: party(Side::EmployerSide),
        worker_side: party(Side::WorkerSide),
        bureau: &view.opening.bureau.name,
        jurisdiction: jurisdiction(app, &view.opening.jurisdiction, lang),
        area: &view.opening.area,
        industry: &view.opening.industry,
        enterprises: state.opening().enterprises.iter().map(|party| (party.name.clone(), None)).collect(),
        sheet,
        sha256,
        at,
    }
}

/// A contract of the register; `None` where its terms do not read.
pub fn of_register(app: &App, view: &ContractView, signatories: &Signatories, lang: Lang) -> Option<Document> {
    let party = |side: Side, name: &str| {
        let signatory = signatories.get(side).as_ref();
        Party {
            name: name.to_owned(),
            chief: signatory.map(|signatory| signatory.name.clone()),
            post: signatory.and_then(|signatory| signatory.post.clone()),
            signed_at: signatory.map(|signatory| signatory.at),
        }
    };
    let signed_at = [Side::EmployerSide, Side::WorkerSide].into_iter();
    let signed_at = signed_at.filter_map(|side| Some(signatories.get(side).as_ref()?.at)).max();
    let midnight = view.in_force_since.and_time(chrono::NaiveTime::MIN).and_utc();
    let contract = Contract {
        lang,
        zone: app.zone,
        title: &view.title,
        number: view.number.as_deref(),
        standing: Standing::InForce(view.in_force_since),
        employer_side: party(Side::EmployerSide, &view.employer_side),
        worker_side: party(Side::WorkerSide, &view.worker_side),
        bureau: &view.bureau,
        jurisdiction: jurisdiction(app, &view.jurisdiction, lang),
        area: &view.area,
        industry: &view.industry,
        enterprises: view.covers.iter().map(|covered| (covered.name.clone(), covered.credit_code.clone())).collect(),
        sheet: view.sheet.as_ref()?,
        sha256: Some(&view.sha256),
        at: signed_at.unwrap_or(midnight),
    };
    Some(contract.document())
}

/// A jurisdiction by its name; one without a rulebook, as it is.
fn jurisdiction<'a>(app: &'a App, code: &'a str, lang: Lang) -> &'a str {
    match app.rulebooks.rulebook(code).map(|book| book.names()) {
        Some(names) if lang == Lang::En => &names.name_en,
        Some(names) => &names.name,
        None => code,
    }
}
