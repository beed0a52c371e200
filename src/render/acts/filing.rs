//! 报送表, 受理单, 补正通知书, 审查意见书.

use super::{Record, capacity_key, list, prose, section};
use crate::render::document::{Block, Table};
use crate::render::words;
use crate::service::negotiations::ActView;
use crate::text::law::period;
use crate::text::term::item_title;
use crate::text::{cited, currency};
use domain::bargaining::{Act, FilingPack, ObjectedItem, Opinion, ReviewHeads, Seq};
use domain::party::Side;
use domain::term::{Term, TermSheet};

impl Record<'_> {
    /// The contract that the act is about.
    fn sheet(&self) -> Option<&TermSheet> {
        let state = &self.view.state;
        state.draft().map(|draft| &draft.sheet).or_else(|| state.in_force().map(|in_force| &in_force.sheet))
    }

    /// The last signature of a side before an act: hash, name, when.
    fn signature(&self, side: Side, until: Seq) -> Option<(&str, &ActView)> {
        self.last(until, |act| match &act.act {
            Act::Sign { sha256 } if act.by.capacity.side() == Some(side) => Some((sha256.as_str(), act)),
            _ => None,
        })
    }

    /// The filing that an act of the bureau answers.
    fn filed(&self, until: Seq) -> Option<(&ActView, &FilingPack)> {
        self.last(until, |act| match &act.act {
            Act::File { pack } => Some((act, pack)),
            _ => None,
        })
    }

    fn contract_facts(&self, until: Seq) -> Vec<(String, String)> {
        let lang = self.lang;
        let term = self.sheet().map(|sheet| {
            let [from, to] = [sheet.effective.from, sheet.effective.to].map(|day| words::day(day, lang));
            lang.ta("time-between", &[("from", &from), ("to", &to)])
        });
        let hash = self.signature(Side::WorkerSide, until).map(|(hash, _)| hash.to_owned());
        let signed = [Side::EmployerSide, Side::WorkerSide].into_iter().filter_map(|side| {
            let (_, act) = self.signature(side, until)?;
            Some(format!("{} {} {}", self.t(capacity_key(side)), act.by.name, self.moment(act)))
        });
        let facts = [
            self.fact("doc-term", term.unwrap_or_default()),
            self.fact("doc-signatures", signed.collect::<Vec<_>>().join("\n")),
            self.fact("contract-sha256", hash.unwrap_or_default()),
        ];
        facts.into_iter().flatten().collect()
    }

    fn vote_fact(&self, until: Seq) -> Option<(String, String)> {
        let (body, roll) = self.last(until, |act| match &act.act {
            Act::OpenBallot { body, roll } => Some((body.as_str(), roll.to_string())),
            _ => None,
        })?;
        let counts = self.last(until, |act| match &act.act {
            Act::RecordVote { present, in_favour, against, abstained } => {
                Some([present, in_favour, against, abstained].map(u32::to_string))
            }
            _ => None,
        })?;
        let [present, in_favour, against, abstained] = &counts;
        let args = [
            ("body", body),
            ("roll", &*roll),
            ("present", &**present),
            ("in_favour", &**in_favour),
            ("against", &**against),
            ("abstained", &**abstained),
        ];
        self.fact("doc-vote", self.lang.ta("doc-vote-counts", &args))
    }

    pub(super) fn filing(&self, act: &ActView, pack: &FilingPack) -> Vec<Block> {
        let lang = self.lang;
        let currency = self.sheet().map(|sheet| currency(&sheet.currency, lang)).unwrap_or_default();
        let average =
            lang.ta("doc-money", &[("amount", &pack.average_wage_last_year.to_string()), ("currency", &currency)]);
        let to = self.fact("doc-to", self.view.opening.bureau.name.as_str());
        let facts = [
            self.fact("label-copies", pack.copies.to_string()),
            self.fact("label-enterprises_covered", pack.enterprises_covered.to_string()),
            self.fact("label-workers_covered", pack.workers_covered.to_string()),
            self.fact("label-average_wage_last_year", average),
            self.fact("label-adjustment_percent", pack.adjustment_percent.to_string()),
            self.vote_fact(act.seq),
        ];
        let facts =
            to.into_iter().chain(self.frame()).chain(self.contract_facts(act.seq)).chain(facts.into_iter().flatten());
        let mut out = vec![Block::Facts(facts.collect())];
        out.extend(section(self.t("label-explanation"), prose(&pack.explanation).collect()));
        let people = self.delegations(act.seq);
        if !people.rows.is_empty() {
            out.extend(section(self.t("label-members"), vec![Block::Table(people)]));
        }
        out.extend(section(self.t("doc-attached"), list(&self.attached(pack), self.lang)));
        out.push(self.signed(act));
        out
    }

    fn attached(&self, pack: &FilingPack) -> Vec<String> {
        let all = [
            (true, "doc-attached-contract"),
            (true, "label-explanation"),
            (pack.credentials, "doc-attached-credentials"),
            (pack.resolution, "doc-attached-resolution"),
            (pack.minutes, "doc-attached-minutes"),
        ];
        all.into_iter().filter(|(there, _)| *there).map(|(_, key)| self.t(key)).collect()
    }

    pub(super) fn receipt(&self, act: &ActView) -> Vec<Block> {
        let Some((filed, pack)) = self.filed(act.seq) else { return vec![self.signed(act)] };
        let side = filed.by.capacity.side();
        let review = filed.determination.review.as_ref();
        let facts = [
            self.fact("doc-filer", side.map(|side| self.party(side)).unwrap_or_default()),
            self.fact("doc-received-at", self.moment(filed)),
            self.fact("label-copies", pack.copies.to_string()),
            review.and_then(|review| self.fact("doc-review-period", period(review.period.value, self.lang))),
            review.and_then(|review| self.fact("basis", cited(&review.period.citation, self.lang))),
        ];
        let facts = self.frame().into_iter().chain(self.contract_facts(act.seq)).chain(facts.into_iter().flatten());
        let mut out = vec![Block::Facts(facts.collect()), Block::Paragraph(self.t("doc-receipt-text"))];
        out.extend(section(self.t("doc-attached"), list(&self.attached(pack), self.lang)));
        out.push(self.signed(act));
        out
    }

    pub(super) fn correction(&self, act: &ActView, missing: &[String]) -> Vec<Block> {
        let filed = self.filed(act.seq).map(|(filed, _)| filed);
        let side = filed.and_then(|filed| filed.by.capacity.side());
        let to = self.fact("doc-to", side.map(|side| self.party(side)).unwrap_or_default());
        let facts =
            [self.fact("doc-received-at", filed.map(|filed| self.moment(filed)).unwrap_or_default()), self.basis(act)];
        let facts = to.into_iter().chain(self.frame()).chain(facts.into_iter().flatten());
        let mut out = vec![Block::Facts(facts.collect()), Block::Paragraph(self.t("doc-correction-text"))];
        out.extend(section(self.t("label-missing"), list(missing, self.lang)));
        out.push(self.signed(act));
        out
    }

    pub(super) fn opinion(&self, act: &ActView, opinion: &Opinion, heads: &ReviewHeads) -> Vec<Block> {
        let lang = self.lang;
        let filed = self.filed(act.seq).map(|(filed, _)| self.moment(filed));
        let result = match opinion {
            Opinion::NoObjection => "opinion-no_objection",
            Opinion::Objection { .. } => "opinion-objection",
        };
        let both = [Side::EmployerSide, Side::WorkerSide].map(|side| self.party(side));
        let to = self.fact("doc-to", both.join(lang.comma()));
        let facts = [
            self.fact("doc-address-employers", self.t("doc-blank")),
            self.fact("doc-address-workers", self.t("doc-blank")),
            self.fact("doc-received-at", filed.unwrap_or_default()),
            self.fact("label-opinion", self.t(result)),
            self.basis(act),
        ];
        let facts =
            to.into_iter().chain(self.frame()).chain(self.contract_facts(act.seq)).chain(facts.into_iter().flatten());
        let mut out = vec![Block::Facts(facts.collect())];
        let head = |key: &str, text: &str| section(self.t(key), prose(text).collect());
        out.extend(head("label-qualification", &heads.qualification));
        out.extend(head("label-procedure", &heads.procedure));
        out.extend(head("doc-content", &heads.content));
        match opinion {
            Opinion::NoObjection => {
                let day = act.determination.in_force.map(|day| words::day(day, lang));
                let effect = day.map(|day| lang.ta("doc-opinion-effect", &[("day", &day)]));
                out.extend(effect.map(Block::Paragraph));
            }
            Opinion::Objection { items } => {
                out.extend(section(self.t("doc-objections"), vec![Block::Table(self.objections(items))]));
                out.push(Block::Paragraph(self.t("doc-opinion-refile")));
            }
        }
        out.push(self.signed(act));
        out
    }

    fn objections(&self, items: &[ObjectedItem]) -> Table {
        let row = |item: &ObjectedItem| vec![self.named(&item.item), item.basis.clone(), item.change.clone()];
        let head = ["label-item", "label-legal-basis", "label-change"].map(|key| self.t(key));
        Table { head: head.to_vec(), names: 3, rows: items.iter().map(row).collect() }
    }

    /// An item by its title, a kind of item or an act by its name, words as they are.
    fn named(&self, key: &str) -> String {
        let item = self.sheet().and_then(|sheet| {
            let item = sheet.items.iter().find(|item| item.key == key)?;
            Some(match &item.term {
                Term::Clause { heading, .. } => heading.clone(),
                _ => item_title(item, &sheet.names, self.lang),
            })
        });
        item.unwrap_or_else(|| {
            let words = ["term", "act"].map(|family| (format!("{family}-{key}"), self.t(&format!("{family}-{key}"))));
            words.into_iter().find(|(name, words)| name != words).map_or_else(|| key.to_owned(), |(_, words)| words)
        })
    }
}
