//! What an act did, in a line.

use crate::http::pages::negotiations::table::signed;
use crate::http::pages::parts;
use crate::http::pages::visit::Visit;
use crate::service::negotiations::{ActView, NegotiationView};
use crate::text::term::{cell_text, field_label};
use domain::bargaining::{Act, Change, Opinion, Seq};
use domain::term::{CellValue, gap};
use maud::{Markup, html};
use std::collections::{BTreeSet, HashMap};

/// Changes told of an offer; the others are counted.
const TOLD: usize = 4;

/// Longest quotation of a text, in characters.
const QUOTED: usize = 60;

/// What the summaries draw on.
pub(super) struct Known<'a> {
    pub visit: &'a Visit,
    pub view: &'a NegotiationView,
    pub titles: HashMap<String, String>,
    /// Changes by offer.
    pub moved: HashMap<Seq, Vec<&'a Change>>,
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

impl Known<'_> {
    fn t(&self, key: &str) -> String {
        self.visit.t(key)
    }

    /// `label：value`.
    fn told(&self, label: &str, value: &str) -> String {
        format!("{}{}{value}", self.t(label), self.visit.lang().colon())
    }

    fn act(&self, seq: Seq) -> String {
        self.visit.lang().ta("act-number", &[("seq", &seq.to_string())])
    }

    fn title(&self, item: &str) -> String {
        self.titles.get(item).cloned().unwrap_or_else(|| item.to_owned())
    }

    pub fn summary(&self, act: &ActView) -> Markup {
        if matches!(act.act, Act::TableOffer { .. }) {
            return self.offer(act);
        }
        let line = self.talks(act).or_else(|| self.agreed(act)).unwrap_or_else(|| self.afterwards(act));
        let line: Vec<String> = line.into_iter().filter(|part| !part.is_empty()).collect();
        html! { @if !line.is_empty() { div.did { (line.join(" · ")) } } }
    }

    /// Which cells an offer moved, and by how much.
    fn offer(&self, act: &ActView) -> Markup {
        let lang = self.visit.lang();
        let all = self.moved.get(&act.seq).map(Vec::as_slice).unwrap_or_default();
        let first = !all.is_empty() && all.iter().all(|change| change.moved.from.is_none());
        let items = all.iter().map(|change| change.item.as_str()).collect::<BTreeSet<_>>().len();
        let counts = [("items", &*items.to_string()), ("cells", &*all.len().to_string())];
        let package = matches!(act.act, Act::TableOffer { package: true, .. });
        html! { div.did {
            @if all.is_empty() { (self.t("offer-same")) }
            @else if first { (lang.ta("offer-first", &counts)) }
            @else {
                (lang.ta("offer-moved", &counts))
                ul.moves { @for change in all.iter().take(TOLD) { li { (self.change(change)) } }
                    @if all.len() > TOLD { li.hint { (lang.ta("and-more", &[("count", &all.len().saturating_sub(TOLD).to_string())])) } } }
            }
            @if package { " " (parts::badge("calm", &self.t("package"))) }
        } }
    }

    fn change(&self, change: &Change) -> Markup {
        let lang = self.visit.lang();
        let by = change.moved.from.as_ref().zip(change.moved.to.as_ref()).and_then(|(from, to)| gap(to, from));
        let value = |value: &Option<CellValue>| match value {
            None => "—".to_owned(),
            Some(value) => quoted(&cell_text(&change.field, value, lang)),
        };
        html! {
            (self.title(&change.item)) " " small { (field_label(&change.field, lang)) } " "
            span.number { (value(&change.moved.from)) " → " (value(&change.moved.to)) }
            @if let Some(by) = by { " " span.number.hint { "(" (signed(&by.units)) ")" } }
        }
    }

    fn talks(&self, act: &ActView) -> Option<Vec<String>> {
        let t = |key: &str| self.t(key);
        Some(match &act.act {
            Act::Invite { topics, place, .. } => vec![topics.join(self.visit.lang().comma()), place.clone()],
            Act::Reply { decision, reason, .. } => {
                vec![t(&format!("decision-{}", parts::word(decision))), quoted(reason)]
            }
            Act::WithdrawInvitation { reason } | Act::ApplyCoordination { reason } => vec![quoted(reason)],
            Act::ComplainOfSilence { reason } => vec![quoted(reason)],
            Act::NameDelegation { members } => {
                let chief = members.iter().find(|member| member.chief).map(|chief| self.told("chief", &chief.name));
                let count = members.len().to_string();
                vec![self.visit.lang().ta("representatives", &[("count", &count)]), chief.unwrap_or_default()]
            }
            Act::ReportVacancy { representative, reason, .. } => vec![representative.clone(), quoted(reason)],
            Act::RequestInformation { subject, .. } => vec![subject.clone()],
            Act::AnswerInformation { request, given, confidential, .. } => vec![
                self.told("label-request", &self.act(*request)),
                t(&format!("given-{given}")),
                if *confidential { t("label-confidential") } else { String::new() },
            ],
            Act::OpenSession { chair, recorder, place, .. } => vec![
                self.told("label-chair", &t(&format!("capacity-{}", parts::word(chair)))),
                self.told("label-recorder", recorder),
                place.clone(),
            ],
            Act::RecordMinutes { text, .. } => vec![quoted(text)],
            Act::SignMinutes { session } => vec![self.told("label-session", &self.act(*session))],
            Act::Suspend { reason, until } => vec![self.told("label-until", &until.to_string()), quoted(reason)],
            Act::Coordinate { step, message } => {
                vec![t(&format!("coordination-{}", parts::word(step))), quoted(message)]
            }
            Act::SettleCoordination { text, settled } => vec![t(&format!("settled-{settled}")), quoted(text)],
            _ => return None,
        })
    }

    fn agreed(&self, act: &ActView) -> Option<Vec<String>> {
        let list = |items: &[String]| {
            let told: Vec<String> = items.iter().take(TOLD).map(|item| self.title(item)).collect();
            let more = items.len().saturating_sub(TOLD);
            let more = (more > 0).then(|| self.visit.lang().ta("and-more", &[("count", &more.to_string())]));
            told.into_iter().chain(more).collect::<Vec<_>>().join(self.visit.lang().comma())
        };
        Some(match &act.act {
            Act::WithdrawOffer { offer } | Act::AcceptOffer { offer } => {
                vec![self.told("label-offer", &self.act(*offer))]
            }
            Act::InitialItems { offer, items } => vec![list(items), self.told("label-offer", &self.act(*offer))],
            Act::ReopenItem { item, reason } => vec![self.title(item), quoted(reason)],
            Act::OpenBallot { body, roll } => vec![body.clone(), self.told("label-roll", &roll.to_string())],
            Act::RecordVote { present, in_favour, against, abstained } => {
                let counts = [
                    ("label-present", present),
                    ("label-in_favour", in_favour),
                    ("label-against", against),
                    ("label-abstained", abstained),
                ];
                let result = act.determination.vote.map(|vote| self.t(&format!("vote-{}", parts::word(vote))));
                let counts = counts.into_iter().map(|(label, count)| self.told(label, &count.to_string()));
                counts.chain(result).collect()
            }
            Act::ConfirmCoverage { enterprise } => {
                let all = &self.view.state.opening().enterprises;
                let named = all.iter().find(|party| party.organisation == *enterprise);
                vec![named.map(|party| party.name.clone()).unwrap_or_default()]
            }
            Act::AgreeDraft { sha256 } | Act::Sign { sha256 } => {
                vec![self.told("label-sha256", &format!("{}…", sha256.get(..12).unwrap_or_default()))]
            }
            _ => return None,
        })
    }

    fn afterwards(&self, act: &ActView) -> Vec<String> {
        let ground = |ground: &domain::bargaining::LawfulGround| self.t(&format!("ground-{}", parts::word(ground)));
        match &act.act {
            Act::File { pack } => vec![
                self.told("label-workers_covered", &pack.workers_covered.to_string()),
                self.told("label-enterprises_covered", &pack.enterprises_covered.to_string()),
            ],
            Act::Acknowledge { number } => vec![number.clone()],
            Act::AskCorrection { missing } => vec![missing.join(self.visit.lang().comma())],
            Act::GiveOpinion { number, opinion, .. } => {
                let word =
                    if matches!(opinion, Opinion::NoObjection) { "opinion-no_objection" } else { "opinion-objection" };
                vec![number.clone(), self.t(word)]
            }
            Act::Publish { means } => vec![quoted(means)],
            Act::ProposeAmendment { ground: g, reason } | Act::Terminate { ground: g, reason } => {
                vec![ground(g), quoted(reason)]
            }
            _ => Vec::new(),
        }
    }
}
