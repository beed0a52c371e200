//! The contract: title, parties, articles in the order in which wage agreements are read, term, signature block, tables
//! as annexes. Every item of the sheet stands in it once, by names.

mod articles;
mod tables;

use super::document::{Block, Document, Signatory, Table};
use super::words;
use crate::i18n::Lang;
use articles::Articles;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::term::{Item, Term, TermSheet};

/// What a contract is made of.
#[derive(Clone, Debug)]
pub struct Contract<'a> {
    pub lang: Lang,
    /// The zone in which instants are written.
    pub zone: Tz,
    pub title: &'a str,
    /// Its number in the register.
    pub number: Option<&'a str>,
    pub standing: Standing<'a>,
    pub employer_side: Party,
    pub worker_side: Party,
    pub bureau: &'a str,
    /// Name of the jurisdiction.
    pub jurisdiction: &'a str,
    /// Code of the area, as the rulebook has it.
    pub area: &'a str,
    /// Class of industry.
    pub industry: &'a str,
    /// Enterprises covered by name, with their credit codes.
    pub enterprises: Vec<(String, Option<String>)>,
    pub sheet: &'a TermSheet,
    /// SHA-256 (hex) of the bytes that are signed.
    pub sha256: Option<&'a str>,
    /// The instant of the record that it shows.
    pub at: DateTime<Utc>,
}

/// How far a contract has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// A side's offer, in words.
    Offer(&'a str),
    /// Agreed, not signed by both.
    Draft,
    Signed,
    InForce(NaiveDate),
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub chief: Option<String>,
    pub post: Option<String>,
    pub signed_at: Option<DateTime<Utc>>,
}

/// Enterprises named in the article itself; more stand in an annex.
const INLINE: usize = 6;

impl Contract<'_> {
    /// As a document.
    pub fn document(&self) -> Document {
        let lang = self.lang;
        let mut out = Writer { lang, blocks: Vec::new(), articles: 0, annexes: Vec::new() };
        out.blocks.push(Block::Facts(self.parties()));
        out.paragraph(self.preamble());
        self.scope(&mut out);
        out.article(&lang.t("doc-term"));
        out.paragraph(lang.ta(
            "doc-term-text",
            &[
                ("from", &words::day(self.sheet.effective.from, lang)),
                ("to", &words::day(self.sheet.effective.to, lang)),
            ],
        ));
        Articles::of(self.sheet, lang).write(&mut out);
        self.sums(&mut out);
        out.paragraph(lang.t("doc-signing"));
        out.blocks.push(Block::Signatures(vec![
            self.signatory("capacity-employer_side", &self.employer_side),
            self.signatory("capacity-worker_side", &self.worker_side),
        ]));
        Document {
            lang,
            title: lang.t("doc-title-contract"),
            under: self.under(),
            blocks: out.finish(),
            foot: self.sha256.map(|hash| lang.ta("doc-foot-contract", &[("hash", hash)])).unwrap_or_default(),
            at: self.at,
        }
    }

    fn under(&self) -> Vec<String> {
        let lang = self.lang;
        let number = self.number.map(|number| lang.ta("doc-number", &[("number", number)]));
        let standing = match &self.standing {
            Standing::Offer(whose) => (*whose).to_owned(),
            Standing::Draft => lang.t("doc-standing-draft"),
            Standing::Signed => lang.t("doc-standing-signed"),
            Standing::InForce(day) => lang.ta("doc-standing-in-force", &[("day", &words::day(*day, lang))]),
        };
        [self.title.to_owned()].into_iter().chain(number).chain([standing]).collect()
    }

    fn parties(&self) -> Vec<(String, String)> {
        let lang = self.lang;
        let party = |key: &str, party: &Party| {
            let chief = party.chief.as_ref().map(|chief| {
                let post: Vec<String> = self.post(party).into_iter().collect();
                (lang.t("doc-chief"), format!("{chief}{}", words::bracketed(&post, lang)))
            });
            std::iter::once((lang.t(key), party.name.clone())).chain(chief).collect::<Vec<_>>()
        };
        let bureau = (lang.t("capacity-bureau"), self.bureau.to_owned());
        let employers = party("capacity-employer_side", &self.employer_side);
        let workers = party("capacity-worker_side", &self.worker_side);
        employers.into_iter().chain(workers).chain([bureau]).filter(|(_, name)| !name.is_empty()).collect()
    }

    fn preamble(&self) -> String {
        self.lang.ta(
            "doc-preamble",
            &[
                ("employers", &self.employer_side.name),
                ("workers", &self.worker_side.name),
                ("jurisdiction", self.jurisdiction),
            ],
        )
    }

    /// Whom it binds: the trade, the area, the enterprises.
    fn scope(&self, out: &mut Writer) {
        let lang = self.lang;
        out.article(&lang.t("doc-scope"));
        let industry = industry(self.industry, lang);
        let scope = [("jurisdiction", self.jurisdiction), ("area", self.area), ("industry", industry.as_str())];
        if self.enterprises.is_empty() {
            out.paragraph(lang.ta("doc-scope-all", &scope));
        } else if self.enterprises.len() <= INLINE {
            let names: Vec<&str> = self.enterprises.iter().map(|(name, _)| name.as_str()).collect();
            let names = names.join(lang.comma());
            out.paragraph(lang.ta("doc-scope-named", &[scope.as_slice(), &[("names", &names)]].concat()));
        } else {
            let rows = self.enterprises.iter().enumerate().map(|(at, (name, code))| {
                vec![at.saturating_add(1).to_string(), name.clone(), code.clone().unwrap_or_default()]
            });
            let head = ["doc-column-number", "doc-column-enterprise", "label-credit_code"].map(|key| lang.t(key));
            let table = Table { head: head.to_vec(), names: 3, rows: rows.collect() };
            let annex = out.annex(&lang.t("doc-annex-enterprises"), vec![Block::Table(table.dense())]);
            let count = self.enterprises.len().to_string();
            let more = [("count", count.as_str()), ("annex", annex.as_str())];
            out.paragraph(lang.ta("doc-scope-annex", &[scope.as_slice(), &more].concat()));
        }
    }

    /// Currency and rounding.
    fn sums(&self, out: &mut Writer) {
        let (lang, rounding) = (self.lang, self.sheet.rounding);
        out.article(&lang.t("doc-sums"));
        out.paragraph(lang.ta(
            "doc-sums-text",
            &[
                ("currency", &crate::text::currency(&self.sheet.currency, lang)),
                ("mode", &lang.t(&format!("rounding-{}", rounding.mode.word()))),
                ("places", &rounding.places.to_string()),
            ],
        ));
    }

    /// A post that says more than that its holder is the chief.
    fn post(&self, party: &Party) -> Option<String> {
        party.post.clone().filter(|post| !post.is_empty() && *post != self.lang.t("doc-chief"))
    }

    fn signatory(&self, role: &str, party: &Party) -> Signatory {
        let lang = self.lang;
        let blank = || lang.t("doc-blank");
        let time = party.signed_at.map_or_else(blank, |at| words::moment(at, self.zone, lang));
        let post = self.post(party);
        let lines = [
            Some((lang.t("doc-chief-signature"), party.chief.clone().unwrap_or_else(blank))),
            post.map(|post| (lang.t("label-post"), post)),
            Some((lang.t("doc-signed-at"), time)),
        ];
        Signatory {
            role: lang.t(role),
            organisation: party.name.clone(),
            lines: lines.into_iter().flatten().collect(),
            seal: lang.t("doc-seal"),
        }
    }
}

/// A class of industry by its name alone.
pub(super) fn industry(code: &str, lang: Lang) -> String {
    let named = crate::text::law::industry(code, lang);
    named.strip_prefix(code).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).unwrap_or(named)
}

/// The document as it grows: articles are numbered as they come, annexes stand at the end.
struct Writer {
    lang: Lang,
    blocks: Vec<Block>,
    articles: usize,
    annexes: Vec<(String, Vec<Block>)>,
}

impl Writer {
    fn article(&mut self, heading: &str) {
        self.articles = self.articles.saturating_add(1);
        let number = words::article(self.articles, self.lang);
        self.blocks.push(Block::Article { number, heading: heading.to_owned() });
    }

    /// Each line of the prose a paragraph.
    fn paragraph(&mut self, text: impl AsRef<str>) {
        let lines = text.as_ref().lines().map(str::trim_end).filter(|line| !line.is_empty());
        self.blocks.extend(lines.map(|line| Block::Paragraph(line.to_owned())));
    }

    /// One sentence as a paragraph, several as a list.
    fn sentences(&mut self, all: Vec<String>) {
        let several = all.len() > 1;
        for (at, text) in all.into_iter().enumerate() {
            let number = if several { words::entry(at.saturating_add(1), self.lang) } else { String::new() };
            let text = format!("{number}{text}");
            let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
            let first = lines.next().map(|line| words::sentence(line, self.lang));
            self.blocks.extend(first.map(if several { Block::Entry } else { Block::Paragraph }));
            self.blocks.extend(lines.map(|line| Block::Paragraph(line.to_owned())));
        }
    }

    /// Adds an annex and says which: 附件一.
    fn annex(&mut self, heading: &str, blocks: Vec<Block>) -> String {
        self.annexes.push((heading.to_owned(), blocks));
        words::annex(self.annexes.len(), self.lang)
    }

    fn finish(mut self) -> Vec<Block> {
        for (at, (heading, blocks)) in self.annexes.into_iter().enumerate() {
            let number = words::annex(at.saturating_add(1), self.lang);
            self.blocks.push(Block::Annex { number, heading });
            self.blocks.extend(blocks);
        }
        self.blocks
    }
}

/// The items of some kinds, in the order of the sheet.
fn of_kinds<'a>(sheet: &'a TermSheet, kinds: &'a [&str]) -> impl Iterator<Item = &'a Item> {
    let fits = |term: &Term| kinds.contains(&term.kind());
    sheet.items.iter().filter(move |item| fits(&item.term))
}
