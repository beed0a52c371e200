//! What an act's form can point at: offers, sessions, requests, items, enterprises, the exact bytes.

use crate::http::Failed;
use crate::http::pages::form::{Options, Posted};
use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::service::documents;
use crate::service::negotiations::{NegotiationView, list};
use crate::service::references::colleagues;
use crate::text::term::item_title;
use domain::bargaining::{ActKind, Offer, Seq};
use domain::party::Side;
use domain::term::{Item, KINDS, Names};

type Choices = Vec<(String, String)>;

fn offer_label(visit: &Visit, offer: &Offer) -> String {
    let side = visit.t(&format!("capacity-{}", parts::word(offer.side)));
    visit.lang().ta("offer-of", &[("seq", &offer.stamp.seq.to_string()), ("side", &side)])
}

fn current(visit: &Visit, view: &NegotiationView, sides: &[Side]) -> Choices {
    let offers = sides.iter().filter_map(|side| view.state.current_offer(*side));
    offers.map(|offer| (offer.stamp.seq.to_string(), offer_label(visit, offer))).collect()
}

/// Items of the offers on the table.
fn items(visit: &Visit, view: &NegotiationView, of: &dyn Fn(&str) -> bool) -> Choices {
    let sides = [Side::WorkerSide, Side::EmployerSide];
    let offers = sides.iter().filter_map(|side| view.state.current_offer(*side));
    titled(
        visit,
        &domain::bargaining::names(&view.state),
        offers.flat_map(|offer| &offer.sheet.items).filter(|item| of(&item.key)),
    )
}

/// Items by key with their titles; of several with one key the first names it.
fn titled<'a>(visit: &Visit, names: &Names, items: impl IntoIterator<Item = &'a Item>) -> Choices {
    let mut out = Choices::new();
    for item in items {
        if !out.iter().any(|(key, _)| *key == item.key) {
            out.push((item.key.clone(), item_title(item, names, visit.lang())));
        }
    }
    // Two that are called the same are told apart by their keys.
    let titles: Vec<String> = out.iter().map(|(_, title)| title.clone()).collect();
    for (key, title) in &mut out {
        if titles.iter().filter(|other| *other == title).count() > 1 {
            *title = format!("{title} ({key})");
        }
    }
    out
}

fn numbered(visit: &Visit, seqs: impl Iterator<Item = (Seq, String)>) -> Choices {
    let label =
        |seq: Seq, text: &str| format!("{} {text}", visit.lang().ta("act-number", &[("seq", &seq.to_string())]));
    seqs.map(|(seq, text)| (seq.to_string(), label(seq, &text))).collect()
}

/// The options of an act's fields.
pub(super) async fn options(visit: &Visit, view: &NegotiationView, act: ActKind) -> Result<Options, Failed> {
    let state = &view.state;
    let own = view.capacity.side();
    let theirs: Vec<Side> = own.map(Side::other).into_iter().collect();
    let agreed = |key: &str| state.marks().get(key).is_some_and(|marks| marks.agreed.is_some());
    let (name, choices): (&str, Choices) = match act {
        ActKind::ReportVacancy => {
            let members = own.and_then(|side| state.delegation(side)).map(|d| d.members.as_slice()).unwrap_or_default();
            ("representative", members.iter().map(|m| (m.name.clone(), m.name.clone())).collect())
        }
        ActKind::AnswerInformation => {
            let open = state.information().iter().filter(|r| r.answer.is_none() && Some(r.side) != own);
            let mut asked: Vec<(Seq, String)> = Vec::new();
            for request in open {
                // An invitation may ask for several things: one answer settles them all.
                match asked.iter_mut().find(|(seq, _)| *seq == request.stamp.seq) {
                    Some((_, subjects)) => {
                        *subjects = format!("{subjects}{}{}", visit.lang().semicolon(), request.subject)
                    }
                    None => asked.push((request.stamp.seq, request.subject.clone())),
                }
            }
            ("request", numbered(visit, asked.into_iter()))
        }
        ActKind::RecordMinutes | ActKind::SignMinutes => {
            let open = state.sessions().iter().rev().filter(|session| !session.complete);
            ("session", numbered(visit, open.map(|s| (s.stamp.seq, s.recorder.clone()))))
        }
        ActKind::WithdrawOffer => ("offer", current(visit, view, &own.into_iter().collect::<Vec<_>>())),
        ActKind::AcceptOffer => ("offer", current(visit, view, &theirs)),
        ActKind::InitialItems => {
            let both: Vec<Side> = theirs.iter().copied().chain(own).collect();
            ("offer", current(visit, view, &both))
        }
        ActKind::ReopenItem => ("item", items(visit, view, &agreed)),
        ActKind::ConfirmCoverage => {
            let covered = state.opening().enterprises.iter();
            ("enterprise", covered.map(|e| (e.organisation.to_string(), e.name.clone())).collect())
        }
        ActKind::Replace => {
            let lines = list(visit.app(), visit.viewer(), None).await?;
            let others = lines.items.into_iter().filter(|line| line.id != view.opening.id);
            ("by_negotiation", others.map(|line| (line.id.to_string(), line.title)).collect())
        }
        ActKind::GiveOpinion => {
            let sheet = state.draft().map(|draft| &draft.sheet);
            let sheet = sheet.map(|sheet| sheet.items.as_slice()).unwrap_or_default();
            // What the law wants agreed and the contract does not say can be objected to as well.
            let missing = KINDS.iter().filter(|word| sheet.iter().all(|item| item.term.kind() != **word));
            let missing = missing.map(|word| {
                let term = visit.t(&format!("term-{word}"));
                ((*word).to_owned(), visit.lang().ta("item-not-agreed", &[("term", &term)]))
            });
            (
                "opinion.items[].item",
                titled(visit, &domain::bargaining::names(state), sheet).into_iter().chain(missing).collect(),
            )
        }
        ActKind::NameDelegation => {
            let mut people = colleagues(visit.app(), visit.viewer(), view.opening.id).await?;
            // Experts named before hold no mandate of ours.
            let named = own.and_then(|side| state.delegation(side)).into_iter().flat_map(|d| &d.members);
            for (account, name) in named.filter_map(|m| Some((m.account?, m.name.clone()))) {
                if people.iter().all(|(known, _)| *known != account) {
                    people.push((account, name));
                }
            }
            ("members[].account", people.into_iter().map(|(account, name)| (account.to_string(), name)).collect())
        }
        ActKind::OpenSession => {
            let people = colleagues(visit.app(), visit.viewer(), view.opening.id).await?;
            ("recorder_account", people.into_iter().map(|(account, name)| (account.to_string(), name)).collect())
        }
        _ => return Ok(Options::new()),
    };
    let mut out = Options::from([(name.to_owned(), choices)]);
    if act == ActKind::ReportVacancy {
        let members = own.and_then(|side| state.delegation(side)).map(|d| d.members.as_slice()).unwrap_or_default();
        let accounts = members.iter().filter_map(|m| Some((m.account?.to_string(), m.name.clone())));
        let ids = members.iter().filter_map(|m| Some((m.id.clone()?, format!("{} ({})", m.name, m.id.as_ref()?))));
        out.insert("account".to_owned(), accounts.collect());
        out.insert("id".to_owned(), ids.collect());
    }
    if act == ActKind::AnswerInformation {
        // The newest ones: who answers has just served what the answer points to.
        let documents = documents::list(visit.app(), visit.viewer(), view.opening.id, None).await?;
        let served = documents.items.into_iter().filter(|document| Some(document.side) == own);
        let named = served.filter_map(|document| Some((document.served_seq?, document.name)));
        out.insert("documents".to_owned(), numbered(visit, named));
    }
    if act == ActKind::InitialItems {
        out.insert("items".to_owned(), items(visit, view, &|key| !agreed(key)));
    }
    Ok(out)
}

/// What a fresh form starts with.
pub(super) fn start(view: &NegotiationView, act: ActKind) -> Posted {
    let mut form = Posted::default();
    let sha256 = match act {
        ActKind::AgreeDraft => view.draft_sha256.clone(),
        ActKind::Sign => view.contract_sha256.clone(),
        _ => None,
    };
    if let Some(sha256) = sha256 {
        form.set("sha256", sha256);
    }
    if act == ActKind::NameDelegation
        && let Some(delegation) = view.capacity.side().and_then(|side| view.state.delegation(side))
    {
        for (index, member) in delegation.members.iter().enumerate() {
            let row = format!("members[{index}]");
            form.set(&format!("{row}.name"), &member.name);
            form.set(&format!("{row}.account"), member.account.map(|account| account.to_string()).unwrap_or_default());
            form.set(&format!("{row}.id"), member.id.as_deref().unwrap_or_default());
            form.set(&format!("{row}.post"), &member.post);
            for (name, _) in [("chief", member.chief), ("outside", member.outside)].iter().filter(|(_, set)| *set) {
                form.set(&format!("{row}.{name}"), "yes");
            }
        }
    }
    form
}
