//! Items of the sheet in sentences, an article for each kind, in the order in which agreements are read.

use super::{Writer, of_kinds};
use crate::i18n::Lang;
use crate::render::document::Block;
use crate::render::words::{bracketed, day};
use crate::text::term::{item_title, word};
use domain::decimal::{Money, Percent};
use domain::term::{
    Adjustment, AdjustmentOf, ClassRate, Item, NameKind, OneOffShare, Selectors, SickRate, Term, TermSheet, Time,
    WagePay,
};
use std::collections::HashMap;

/// The sheet in words.
pub(super) struct Articles<'a> {
    pub(super) sheet: &'a TermSheet,
    pub(super) lang: Lang,
    titles: HashMap<&'a str, &'a Item>,
}

/// An article: its heading, and the kinds whose items stand in it.
const ARTICLES: [(&str, &[&str]); 10] = [
    ("doc-wages", &["minimum_wage"]),
    ("term-wage_adjustment", &["wage_adjustment"]),
    ("term-payment", &["payment"]),
    ("doc-pieces", &["piece_rate", "commission", "work_norm"]),
    ("term-overtime", &["overtime"]),
    ("term-allowance", &["allowance"]),
    ("term-one_off", &["one_off"]),
    ("doc-leave", &["leave"]),
    ("doc-less", &["probation", "sick_pay"]),
    ("term-welfare", &["welfare"]),
];

impl<'a> Articles<'a> {
    pub(super) fn of(sheet: &'a TermSheet, lang: Lang) -> Self {
        let titles = sheet.items.iter().map(|item| (item.key.as_str(), item)).collect();
        Self { sheet, lang, titles }
    }

    pub(super) fn write(&self, out: &mut Writer) {
        for (heading, kinds) in ARTICLES {
            let items: Vec<&Item> = of_kinds(self.sheet, kinds).collect();
            if items.is_empty() {
                continue;
            }
            out.article(&self.lang.t(heading));
            match kinds.first().copied() {
                Some("minimum_wage") => self.wages(&items, out),
                Some("piece_rate") => self.pieces(&items, out),
                _ => out.sentences(items.iter().map(|item| self.sentence(item)).collect()),
            }
        }
        for item in of_kinds(self.sheet, &["clause"]) {
            let Term::Clause { heading, text } = &item.term else { continue };
            out.article(heading);
            if let Some(when) = self.when(&item.time) {
                out.paragraph(self.lang.ta("doc-counts", &[("when", &when)]));
            }
            out.paragraph(text);
        }
    }

    /// What is for everybody in a sentence, all others in the annex.
    fn wages(&self, items: &[&Item], out: &mut Writer) {
        let plain = |item: &&&Item| item.term.selectors().is_some_and(|select| select.named() == 0);
        let general = items.iter().filter(plain).map(|item| self.sentence(item)).collect();
        out.sentences(general);
        let others: Vec<&Item> = items.iter().filter(|item| !plain(item)).copied().collect();
        if !others.is_empty() {
            let annex = out.annex(&self.lang.t("doc-annex-wages"), self.wage_tables(&others));
            out.paragraph(self.lang.ta("doc-wages-annex", &[("annex", &annex)]));
        }
    }

    fn pieces(&self, items: &[&Item], out: &mut Writer) {
        let is_rate = |item: &&&Item| matches!(item.term, Term::PieceRate { .. });
        let rates: Vec<&Item> = items.iter().filter(is_rate).copied().collect();
        if !rates.is_empty() {
            let table = Block::Table(self.piece_table(&rates));
            let annex = out.annex(&self.lang.t("doc-annex-pieces"), vec![table]);
            let count = rates.len().to_string();
            out.paragraph(self.lang.ta("doc-pieces-annex", &[("annex", &annex), ("count", &count)]));
        }
        out.sentences(items.iter().filter(|item| !is_rate(item)).map(|item| self.sentence(item)).collect());
    }

    /// A word of an item by its name.
    pub(super) fn word(&self, kind: &str, field: &str, text: &str) -> String {
        word(kind, field, text, &self.sheet.names, self.lang)
    }

    fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    fn ta(&self, key: &str, args: &[(&'static str, &str)]) -> String {
        self.lang.ta(key, args)
    }

    fn money(&self, amount: Money) -> String {
        let currency = crate::text::currency(&self.sheet.currency, self.lang);
        self.ta("doc-money", &[("amount", &amount.to_string()), ("currency", &currency)])
    }

    /// Per what.
    pub(super) fn unit(&self, unit: &str) -> String {
        self.word("", "unit", unit)
    }

    /// Money per something.
    fn rate(&self, unit: &str, amount: Money) -> String {
        self.ta("doc-rate", &[("unit", &self.unit(unit)), ("money", &self.money(amount))])
    }

    pub(super) fn years(&self, years: &str) -> String {
        self.ta("service-years-from", &[("years", years)])
    }

    /// A minimum wage: an amount, or a percent of something.
    pub(super) fn pay(&self, pay: &WagePay) -> String {
        match pay {
            WagePay::Amount { amount } => amount.to_string(),
            WagePay::OfStatutory { percent_of_statutory } => {
                self.ta("doc-of-statutory", &[("percent", &percent_of_statutory.to_string())])
            }
            WagePay::OfItem { percent_of, of_item } => {
                let title = self.titles.get(of_item.as_str());
                let title = title.map(|item| item_title(item, &self.sheet.names, self.lang)).unwrap_or_default();
                self.ta("doc-of-item", &[("percent", &percent_of.to_string()), ("item", &title)])
            }
        }
    }

    /// Whom an item is for; `None` for everybody.
    pub(super) fn whom(&self, kind: &str, select: &Selectors) -> Option<String> {
        let texts =
            [("grade", &select.grade), ("zone", &select.zone), ("size", &select.size), ("level", &select.level)];
        let named = texts.into_iter().filter_map(|(field, text)| Some(self.word(kind, field, text.as_ref()?)));
        let employment = select.employment.map(|kind| self.t(&format!("employment-{}", kind.word())));
        let years = select.service_years_from.map(|years| self.years(&years.to_string()));
        let all: Vec<String> = named.chain(employment).chain(years).collect();
        (!all.is_empty()).then(|| all.join(" · "))
    }

    /// On which days it counts; `None` for the whole term.
    pub(super) fn when(&self, time: &Time) -> Option<String> {
        let date = |date: Option<_>| date.map(|date| day(date, self.lang));
        let days = match (date(time.from), date(time.to)) {
            (Some(from), Some(to)) => Some(self.ta("time-between", &[("from", &from), ("to", &to)])),
            (Some(from), None) => Some(self.ta("time-from", &[("from", &from)])),
            (None, Some(to)) => Some(self.ta("time-to", &[("to", &to)])),
            (None, None) => None,
        };
        let months: Vec<String> = time.months.iter().map(u8::to_string).collect();
        let months =
            (!months.is_empty()).then(|| self.ta("time-months", &[("months", &months.join(self.lang.comma()))]));
        let parts: Vec<String> = days.into_iter().chain(months).collect();
        (!parts.is_empty()).then(|| parts.join(self.lang.comma()))
    }

    /// An item: its name, whom and when it is for, what is agreed.
    fn sentence(&self, item: &Item) -> String {
        let kind = item.term.kind();
        let name = match &item.term {
            Term::Leave { leave, .. } => Some(self.t(&format!("leave-{}", leave.word()))),
            Term::Probation { .. } | Term::SickPay { .. } | Term::WorkNorm { .. } => {
                Some(self.t(&format!("term-{kind}")))
            }
            term => term.code().map(|(_, code)| self.word(kind, "code", code)),
        };
        let whom = item.term.selectors().and_then(|select| self.whom(kind, select));
        let scope: Vec<String> = whom.into_iter().chain(self.when(&item.time)).collect();
        let (name, said) = (name.unwrap_or_default(), self.said(&item.term));
        let head = match (name.is_empty(), scope.is_empty()) {
            (true, true) => return capital(&said),
            (true, false) => scope.join(self.lang.semicolon()),
            (false, _) => format!("{name}{}", bracketed(&scope, self.lang)),
        };
        format!("{}{}{said}", capital(&head), self.lang.colon())
    }

    fn said(&self, term: &Term) -> String {
        let percent = |percent: &Percent| percent.to_string();
        match term {
            Term::MinimumWage { unit, pay, .. } => match pay {
                WagePay::Amount { amount } => self.ta("doc-wage", &[("rate", &self.rate(unit.word(), *amount))]),
                other => {
                    let rate = [("unit", &*self.unit(unit.word())), ("money", &*self.pay(other))];
                    self.ta("doc-wage", &[("rate", &self.ta("doc-rate", &rate))])
                }
            },
            Term::WageAdjustment { of, range, wage_from, wage_below, .. } => {
                self.raise(*of, range, *wage_from, *wage_below)
            }
            Term::Payment { form, pay_day, month_offset, method } => {
                let month = if *month_offset == 0 { "doc-this-month" } else { "doc-next-month" };
                self.ta(
                    "doc-payment",
                    &[
                        ("form", &self.t(&format!("form-{}", form.word()))),
                        ("month", &self.t(month)),
                        ("day", &pay_day.to_string()),
                        ("method", &self.t(&format!("method-{}", method.word()))),
                    ],
                )
            }
            Term::Overtime { .. } => self.overtime(term),
            Term::Commission { percent: share, of, .. } => {
                self.ta("doc-commission", &[("of", of), ("percent", &percent(share))])
            }
            Term::OneOff { amount, due, part_time, .. } => {
                let share = match part_time {
                    OneOffShare::Full => self.t("share-full"),
                    OneOffShare::ByHours => self.t("share-by_hours"),
                };
                let due = day(*due, self.lang);
                self.ta("doc-one-off", &[("due", &due), ("money", &self.money(*amount)), ("share", &share)])
            }
            Term::Leave { bands, unused_multiplier, .. } => {
                let days: Vec<_> =
                    bands.iter().map(|b| (b.service_years_from.to_string(), b.days.to_string())).collect();
                let bands = self.bands(&days, "doc-days");
                let unused = unused_multiplier.map(|times| self.ta("doc-unused", &[("times", &times.to_string())]));
                std::iter::once(bands).chain(unused).collect::<Vec<_>>().join(self.lang.semicolon())
            }
            Term::Allowance { unit, amount, max, counts_towards_minimum, .. } => {
                let rate = self.rate(unit.word(), *amount);
                let max = max.map(|max| self.ta("doc-at-most", &[("money", &self.money(max))]));
                let counts = if *counts_towards_minimum { "doc-counts-in" } else { "doc-counts-out" };
                let all = std::iter::once(rate).chain(max).chain([self.t(counts)]);
                all.collect::<Vec<_>>().join(self.lang.semicolon())
            }
            Term::Probation { percent: share } => self.ta("doc-probation", &[("percent", &percent(share))]),
            Term::SickPay { rate, of } => {
                let of = self.t(&format!("of-{}", of.word()));
                let rates = match rate {
                    SickRate::Flat { percent: share } => self.ta("doc-percent", &[("value", &percent(share))]),
                    SickRate::Bands { bands } => {
                        let all: Vec<_> = bands
                            .iter()
                            .map(|band| (band.service_years_from.to_string(), band.percent.to_string()))
                            .collect();
                        self.bands(&all, "doc-percent")
                    }
                };
                self.ta("doc-sick", &[("of", &of), ("rates", &rates)])
            }
            Term::WorkNorm { attainable_percent, text } => {
                let norm = self.ta("doc-norm", &[("percent", &percent(attainable_percent))]);
                self.followed(norm, text)
            }
            Term::Welfare { text, unit, amount, .. } => {
                let paid = unit.zip(*amount).map(|(unit, amount)| self.rate(unit.word(), amount));
                match paid {
                    Some(paid) => self.followed(paid, text),
                    None => text.clone(),
                }
            }
            Term::PieceRate { unit, amount, .. } => self.rate(unit, *amount),
            Term::Clause { text, .. } => text.clone(),
        }
    }

    /// Words and the prose after them.
    fn followed(&self, words: String, prose: &str) -> String {
        if prose.trim().is_empty() { words } else { format!("{words}{}{prose}", self.lang.semicolon()) }
    }

    fn raise(&self, of: AdjustmentOf, range: &Adjustment, from: Option<Money>, below: Option<Money>) -> String {
        let (low, high, at_least) = match range {
            Adjustment::Percent { low, high, at_least } => {
                let percent = |value: &Percent| self.ta("doc-percent", &[("value", &value.to_string())]);
                (percent(low), high.as_ref().map(percent), *at_least)
            }
            Adjustment::Amount { low, high } => {
                let month = |value: &Money| self.rate("month", *value);
                (month(low), high.as_ref().map(month), None)
            }
        };
        let whose = self.t(&format!("doc-raise-{}", of.word()));
        let range = match high {
            None => self.ta("doc-raise-from", &[("whose", &whose), ("low", &low)]),
            Some(high) if high == low => self.ta("doc-raise-by", &[("whose", &whose), ("low", &low)]),
            Some(high) => self.ta("doc-raise-range", &[("whose", &whose), ("low", &low), ("high", &high)]),
        };
        let money = |key: &str, money: Option<Money>| money.map(|money| self.ta(key, &[("money", &self.money(money))]));
        let bounds = [money("doc-raise-wage-from", from), money("doc-raise-wage-below", below)];
        let all =
            std::iter::once(range).chain(money("doc-raise-at-least", at_least)).chain(bounds.into_iter().flatten());
        all.collect::<Vec<_>>().join(self.lang.semicolon())
    }

    fn overtime(&self, term: &Term) -> String {
        let Term::Overtime { base, weekday, rest_day, holiday, monthly_cap_hours, divisor_hours, classes } = term
        else {
            return String::new();
        };
        let days = [("doc-weekday", weekday), ("doc-rest-day", rest_day), ("doc-holiday", holiday)];
        let days = days.into_iter().map(|(key, times)| {
            let rate = match times {
                Some(times) => self.ta("doc-times", &[("times", &times.to_string())]),
                None => self.t("doc-times-statute"),
            };
            self.ta(key, &[("rate", &rate)])
        });
        let base = self.ta("doc-overtime-base", &[("base", &self.t(&format!("base-{}", base.word())))]);
        let cap = self.ta("doc-overtime-cap", &[("hours", &monthly_cap_hours.to_string())]);
        let divisor = divisor_hours.map(|hours| self.ta("doc-overtime-divisor", &[("hours", &hours.to_string())]));
        let classes = classes.iter().map(|class| {
            let rate = match class.rate {
                ClassRate::Multiplier { multiplier } => self.ta("doc-times", &[("times", &multiplier.to_string())]),
                ClassRate::PercentOfMonth { percent_of_month } => {
                    self.ta("doc-of-month", &[("percent", &percent_of_month.to_string())])
                }
            };
            let name = self.sheet.names.shown(NameKind::Class, &class.code);
            let like = self.t(&format!("like-{}", class.like.word()));
            let said = self.ta("doc-class", &[("class", name), ("like", &like), ("rate", &rate)]);
            self.followed(said, class.text.as_deref().unwrap_or_default())
        });
        let all = std::iter::once(base).chain(days).chain([cap]).chain(divisor).chain(classes);
        all.collect::<Vec<_>>().join(self.lang.semicolon())
    }

    /// What is by years of service; a single band from the first year on needs no years.
    fn bands(&self, bands: &[(String, String)], key: &str) -> String {
        let value = |value: &str| self.ta(key, &[("value", value)]);
        match bands {
            [(years, one)] if years == "0" => value(one),
            all => {
                let band = |(years, one): &(String, String)| {
                    self.ta("doc-band", &[("years", &self.years(years)), ("value", &value(one))])
                };
                all.iter().map(band).collect::<Vec<_>>().join(self.lang.comma())
            }
        }
    }
}

/// With a capital letter, where the script has some.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
