//! One jurisdiction's rulebook, resolved with its parents.

use super::source::ValueSource;
use super::value::Value as Parameter;
use super::{Citation, Cited, CodeFormat, MinimumWage, Procedure, Substance, Trust};
use crate::calendar::{Calendar, instant};
use crate::decimal::{Money, RoundingMode};
use crate::term::{EXPECTED_AREA, Problem, SCHEMA, SheetFault, TermSheet, WageUnit, minor_digits};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use iso_currency::Currency;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Names of a jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Names {
    /// In its own language.
    pub name: String,
    /// In English.
    pub name_en: String,
}

/// A value over a stretch of days, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Piece<T> {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The value on each of them.
    pub value: T,
}

/// A dated value as read from the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DatedValue {
    /// Key of the parameter.
    pub key: String,
    /// Its text.
    pub value: String,
    /// First day, `None`: always.
    pub from: Option<NaiveDate>,
    /// Last day, `None`: still.
    pub to: Option<NaiveDate>,
    /// Source.
    pub citation: Citation,
    pub trust: Trust,
    /// What a reader should know.
    pub note: String,
}

impl DatedValue {
    pub(super) fn read(source: &ValueSource) -> Result<Self, String> {
        let end = |d: &Option<toml::value::Datetime>, name: &str| {
            d.as_ref().map(|d| date(d).ok_or_else(|| format!("{name} must be a date"))).transpose()
        };
        Ok(Self {
            key: source.key.clone(),
            value: source.value.clone(),
            from: end(&source.from, "from")?,
            to: end(&source.to, "to")?,
            citation: Citation { instrument: source.instrument.clone(), article: source.article.clone() },
            trust: source.trust,
            note: source.note.clone(),
        })
    }

    fn in_force(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A jurisdiction's rulebook. Values not given here are its parent's.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub(super) jurisdiction: String,
    pub(super) extends: Option<Arc<Rulebook>>,
    pub(super) names: Names,
    pub(super) zone: Tz,
    pub(super) for_regions: bool,
    pub(super) currency: Option<Currency>,
    pub(super) minimum_wage_instrument: String,
    pub(super) area_code: Option<CodeFormat>,
    pub(super) organisation_code: Option<CodeFormat>,
    pub(super) procedure: Vec<DatedValue>,
    pub(super) substance: Vec<DatedValue>,
    pub(super) minimums: Vec<MinimumWage>,
    pub(super) calendar: Calendar,
    pub(super) sha256: String,
}

impl Rulebook {
    /// Code: ISO 3166, or longer for a city.
    pub fn jurisdiction(&self) -> &str {
        &self.jurisdiction
    }

    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The rulebook it extends.
    pub fn parent(&self) -> Option<&Rulebook> {
        self.extends.as_deref()
    }

    /// The IANA zone in which its days are counted, summer time and all.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// ISO 4217 code of the money it counts in; `None`: it names none.
    pub fn currency(&self) -> Option<&'static str> {
        self.currency.map(|currency| currency.code())
    }

    /// The form of codes of areas; `None`: any.
    pub fn area_code(&self) -> Option<&CodeFormat> {
        self.area_code.as_ref()
    }

    /// The form of codes of organisations; `None`: any.
    pub fn organisation_code(&self) -> Option<&CodeFormat> {
        self.organisation_code.as_ref()
    }

    /// A sheet without terms, as JSON: the days of its term still to be named.
    pub fn blank_sheet(&self, jurisdiction: &str, area: &str) -> Value {
        let currency = self.currency().unwrap_or_default();
        json!({"schema": SCHEMA, "jurisdiction": jurisdiction, "area": area, "currency": currency,
               "effective": {"from": "", "to": ""},
               "rounding": {"mode": RoundingMode::HalfUp.word(), "places": minor_digits(currency)}, "items": []})
    }

    /// What of a valid sheet does not fit this jurisdiction: the form of its area, its currency.
    pub fn unfit(&self, sheet: &TermSheet) -> Vec<SheetFault> {
        let fault = |field: &str, expected: String| SheetFault {
            item: None,
            field: field.to_owned(),
            problem: Problem::Expected { expected },
        };
        let area = self.area_code().filter(|format| !format.fits(&sheet.area));
        let currency = self.currency().filter(|code| *code != sheet.currency);
        let area = area.map(|_| fault("area", EXPECTED_AREA.to_owned()));
        area.into_iter().chain(currency.map(|code| fault("currency", code.to_owned()))).collect()
    }

    /// The first instant of a local day; where summer time takes midnight away, the first hour that there is.
    pub fn starts(&self, day: NaiveDate) -> DateTime<Utc> {
        let hours = (0..4).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
        let first = hours.filter_map(|local| instant(local, self.zone)).next();
        first.unwrap_or_else(|| day.and_time(chrono::NaiveTime::MIN).and_utc())
    }

    /// The local day of an instant.
    pub fn local_day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// Working days.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// SHA-256 of its sources, parents included.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its own values as written, for display: procedure then substance.
    pub fn values(&self) -> impl Iterator<Item = &DatedValue> {
        self.procedure.iter().chain(&self.substance)
    }

    /// Its own minimum wages.
    pub fn minimums(&self) -> &[MinimumWage] {
        &self.minimums
    }

    /// Procedure in force on a day.
    pub fn procedure(&self, on: NaiveDate) -> Procedure {
        Procedure::resolve(self, on)
    }

    /// Substance in force on a day.
    pub fn substance(&self, on: NaiveDate) -> Substance {
        Substance::resolve(self, on)
    }

    /// Substance over a stretch of days, in pieces that cover each day once.
    pub fn substance_pieces(&self, from: NaiveDate, to: NaiveDate) -> Vec<Piece<Substance>> {
        let starts = self.lineage().flat_map(|book| &book.substance).flat_map(|v| boundaries(v.from, v.to)).collect();
        pieces(from, to, starts, |day| self.substance(day))
    }

    /// Statutory minimum wage of an area on a day; the rate that names the area most closely.
    pub fn minimum_wage(&self, area: &str, unit: WageUnit, on: NaiveDate) -> Option<Cited<Money>> {
        let rates = self.lineage().flat_map(|book| book.minimums.iter().map(move |rate| (book, rate)));
        rates
            .filter(|(_, rate)| rate.unit == unit && rate.in_force(on))
            .map(|(book, rate)| (rate.closeness(area, self.area_code()), book, rate))
            .filter(|(closeness, ..)| *closeness > 0)
            .max_by_key(|(closeness, ..)| *closeness)
            .map(|(_, book, rate)| {
                let instrument = self.minimum_wage_instrument.replace("{place}", &book.names.name);
                let citation = Citation { instrument, article: String::new() };
                Cited { value: rate.amount, citation, trust: rate.trust }
            })
    }

    /// The minimum wage over a stretch of days, in pieces that cover each day once.
    pub fn minimum_wages(
        &self,
        area: &str,
        unit: WageUnit,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<Piece<Option<Cited<Money>>>> {
        let rates = self.lineage().flat_map(|book| &book.minimums).filter(|rate| rate.unit == unit);
        let starts = rates.flat_map(|rate| boundaries(Some(rate.from), rate.to)).collect();
        pieces(from, to, starts, |day| self.minimum_wage(area, unit, day))
    }

    fn lineage(&self) -> impl Iterator<Item = &Rulebook> {
        std::iter::successors(Some(self), |book| book.extends.as_deref())
    }

    /// The value of a key: own before parent's, the latest `from` first.
    fn find<T: Parameter>(&self, part: Part, key: &str, on: NaiveDate) -> Option<Cited<T>> {
        let mut lineage = self.lineage();
        let found = lineage.find_map(|book| {
            let values = part.of(book).iter().filter(|v| v.key == key && v.in_force(on));
            values.max_by_key(|v| v.from)
        })?;
        T::read(&found.value).map(|value| Cited { value, citation: found.citation.clone(), trust: found.trust })
    }
}

/// Which list of a rulebook a parameter lives in.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Procedure,
    Substance,
}

impl Part {
    fn of(self, book: &Rulebook) -> &[DatedValue] {
        match self {
            Self::Procedure => &book.procedure,
            Self::Substance => &book.substance,
        }
    }
}

pub(super) fn find<T: Parameter>(book: &Rulebook, part: Part, key: &str, on: NaiveDate) -> Option<Cited<T>> {
    book.find(part, key, on)
}

/// Days on which something dated `from`–`to` starts or has just ended.
fn boundaries(from: Option<NaiveDate>, to: Option<NaiveDate>) -> impl Iterator<Item = NaiveDate> {
    from.into_iter().chain(to.and_then(|to| to.succ_opt()))
}

fn pieces<T: PartialEq>(
    from: NaiveDate,
    to: NaiveDate,
    mut starts: Vec<NaiveDate>,
    value: impl Fn(NaiveDate) -> T,
) -> Vec<Piece<T>> {
    starts.retain(|day| from < *day && *day <= to);
    starts.push(from);
    starts.sort_unstable();
    starts.dedup();
    let mut out: Vec<Piece<T>> = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).and_then(|next| next.pred_opt()).unwrap_or(to);
        if end < *start {
            continue;
        }
        let value = value(*start);
        match out.last_mut() {
            Some(last) if last.value == value => last.to = end,
            _ => out.push(Piece { from: *start, to: end, value }),
        }
    }
    out
}

/// The day of a TOML local date.
pub(super) fn date(value: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = value.date?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

/// Declares a struct of parameters: each field an `Option<Cited<T>>` under its own name as key.
macro_rules! parameters {
    ($(#[$doc:meta])* struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        pub struct $name { $($(#[$fdoc])* pub $field: Option<$crate::statute::Cited<$type>>,)+ }

        impl $name {
            /// Keys of the rulebook file.
            pub const KEYS: &'static [&'static str] = &[$(stringify!($field)),+];

            /// Whether `text` is a value for `key`; `None` for a key that does not exist.
            pub(super) fn check(key: &str, text: &str) -> Option<Result<(), $crate::statute::ValueFault>> {
                match key {
                    $(stringify!($field) => {
                        Some(<$type as $crate::statute::value::Value>::checked(text).map(|_| ()))
                    })+
                    _ => None,
                }
            }

            pub(super) fn resolve(book: &$crate::statute::Rulebook, on: chrono::NaiveDate) -> Self {
                use $crate::statute::rulebook::{Part, find};
                Self { $($field: find(book, Part::$name, stringify!($field), on),)+ }
            }
        }
    };
}
pub(super) use parameters;
