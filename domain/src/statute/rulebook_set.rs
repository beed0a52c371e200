//! All rulebooks, loaded together so that a region finds its country.

use super::rulebook::DatedValue;
use super::source::{CodeSource, Source, ValueSource, YearSource};
use super::{CodeFormat, MinimumWage, Names, Procedure, Rulebook, Substance, ValueFault, shipped};
use crate::calendar::Calendar;
use crate::term::{SheetFaults, TermSheet};
use chrono_tz::Tz;
use iso_currency::Currency;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;

/// One fault of a rulebook file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}: {place}: {reason}")]
pub struct RulebookFault {
    /// File name.
    pub file: String,
    /// Key or section.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

/// The rulebooks of all jurisdictions.
#[derive(Clone, Debug, Default)]
pub struct RulebookSet {
    books: BTreeMap<String, Arc<Rulebook>>,
}

impl RulebookSet {
    /// The rulebooks that ship with Concord.
    ///
    /// # Errors
    /// None for a released build: a test loads them.
    pub fn shipped() -> Result<Self, Vec<RulebookFault>> {
        Self::from_sources(
            shipped::SOURCES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
        )
    }

    /// Loads `(file name, TOML)` pairs.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn from_sources(sources: Vec<(String, String)>) -> Result<Self, Vec<RulebookFault>> {
        let mut faults = Vec::new();
        let mut waiting = Vec::new();
        for (file, text) in sources {
            match toml::from_str::<Source>(&text) {
                Ok(source) => waiting.push((file, text, source)),
                Err(error) => faults.push(fault(&file, "file", error.to_string().trim_end())),
            }
        }
        let mut rulebooks = Self::default();
        while !waiting.is_empty() {
            let ready = |s: &Source| s.extends.as_ref().is_none_or(|parent| rulebooks.books.contains_key(parent));
            let (now, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, _, s)| ready(s));
            if now.is_empty() {
                faults.extend(later.iter().map(|(file, _, s)| {
                    let parent = s.extends.as_deref().unwrap_or_default();
                    fault(file, "extends", &format!("no rulebook `{parent}`"))
                }));
                break;
            }
            for (file, text, source) in now {
                let code = source.jurisdiction.clone();
                let book = rulebooks.read(&file, &text, &source, &mut faults);
                if rulebooks.books.insert(code.clone(), Arc::new(book)).is_some() {
                    faults.push(fault(&file, "jurisdiction", &format!("a second rulebook for `{code}`")));
                }
            }
            waiting = later;
        }
        if faults.is_empty() { Ok(rulebooks) } else { Err(faults) }
    }

    /// The rulebook of a jurisdiction by its code.
    pub fn rulebook(&self, jurisdiction: &str) -> Option<&Rulebook> {
        self.books.get(jurisdiction).map(Arc::as_ref)
    }

    /// The rulebook by which a jurisdiction's sheets are checked: its own, or the one that stands in for regions without.
    pub fn governing(&self, jurisdiction: &str) -> Option<&Rulebook> {
        let country = || self.rulebook(jurisdiction.split_once('-')?.0).filter(|book| book.for_regions);
        self.rulebook(jurisdiction).or_else(country)
    }

    /// Whether any jurisdiction writes codes of organisations so; for one whose jurisdiction nobody said.
    pub fn organisation_code_fits(&self, code: &str) -> bool {
        self.rulebooks().any(|book| book.organisation_code().is_some_and(|format| format.fits(code)))
    }

    /// Whether any jurisdiction writes codes of areas so.
    pub fn area_code_fits(&self, code: &str) -> bool {
        self.rulebooks().any(|book| book.area_code().is_some_and(|format| format.fits(code)))
    }

    /// A sheet that is being written, as [`TermSheet::partly`], and what of it does not fit its jurisdiction.
    pub fn partly(&self, sheet: &Value) -> (Option<TermSheet>, SheetFaults) {
        let (read, mut faults) = TermSheet::partly(sheet);
        let book = read.as_ref().and_then(|sheet| Some((sheet, self.governing(&sheet.jurisdiction)?)));
        faults.before(book.map(|(sheet, book)| book.unfit(sheet)).unwrap_or_default());
        (read, faults)
    }

    /// A sheet that is valid and fits its jurisdiction.
    ///
    /// # Errors
    /// Every fault.
    pub fn sheet(&self, sheet: &Value) -> Result<TermSheet, SheetFaults> {
        match self.partly(sheet) {
            (Some(sheet), faults) if faults.is_empty() => Ok(sheet),
            (_, faults) => Err(faults),
        }
    }

    /// The sheet, if it fits its jurisdiction.
    ///
    /// # Errors
    /// What does not fit.
    pub fn fitting(&self, sheet: TermSheet) -> Result<TermSheet, SheetFaults> {
        let told = self.governing(&sheet.jurisdiction).map(|book| book.unfit(&sheet)).unwrap_or_default();
        if told.is_empty() { Ok(sheet) } else { Err(SheetFaults { told, more: 0 }) }
    }

    /// All, by code.
    pub fn rulebooks(&self) -> impl Iterator<Item = &Rulebook> {
        self.books.values().map(Arc::as_ref)
    }

    fn read(&self, file: &str, text: &str, source: &Source, faults: &mut Vec<RulebookFault>) -> Rulebook {
        let parent = source.extends.as_ref().and_then(|code| self.books.get(code)).cloned();
        let inherited = parent.as_deref();
        let mut code = |place: &str, own: &Option<CodeSource>, parents: Option<&CodeFormat>| match own {
            None => parents.cloned(),
            Some(own) => CodeFormat::read(own).map_err(|reason| faults.push(fault(file, place, &reason))).ok(),
        };
        let area_code = code("area_code", &source.area_code, inherited.and_then(Rulebook::area_code));
        let organisation_code =
            code("organisation_code", &source.organisation_code, inherited.and_then(Rulebook::organisation_code));
        let currency = source.currency.as_deref().map(Currency::from_code);
        if currency == Some(None) {
            faults.push(fault(file, "currency", "expected an ISO 4217 code"));
        }
        let instrument = source.minimum_wage_instrument.clone();
        let instrument = instrument.or_else(|| inherited.map(|book| book.minimum_wage_instrument.clone()));
        let mut minimums = Vec::new();
        for (index, row) in source.minimum_wage.iter().enumerate() {
            match MinimumWage::read(row, area_code.as_ref()) {
                Ok(minimum) => minimums.push(minimum),
                Err(reason) => faults.push(fault(file, &format!("minimum_wage[{index}]"), &reason)),
            }
        }
        let zone = source.zone.as_ref().map(|text| text.parse::<Tz>());
        if matches!(zone, Some(Err(_))) {
            faults.push(fault(file, "zone", "expected the name of an IANA zone"));
        }
        let calendar = inherited.map(|book| book.calendar.clone()).unwrap_or_default();
        Rulebook {
            jurisdiction: source.jurisdiction.clone(),
            names: Names { name: source.name.clone(), name_en: source.name_en.clone() },
            zone: zone.and_then(Result::ok).unwrap_or(inherited.map_or(Tz::UTC, Rulebook::zone)),
            for_regions: source.for_regions,
            currency: currency.flatten().or(inherited.and_then(|book| book.currency)),
            minimum_wage_instrument: instrument.unwrap_or_else(|| "{place}".to_owned()),
            area_code,
            organisation_code,
            procedure: values(file, "procedure", &source.procedure, Procedure::check, faults),
            substance: values(file, "substance", &source.substance, Substance::check, faults),
            minimums,
            calendar: with_years(file, calendar, &source.calendar, faults),
            sha256: hash(text, parent.as_deref()),
            extends: parent,
        }
    }
}

fn fault(file: &str, place: &str, reason: &str) -> RulebookFault {
    RulebookFault { file: file.to_owned(), place: place.to_owned(), reason: reason.to_owned() }
}

fn values(
    file: &str,
    part: &str,
    rows: &[ValueSource],
    check: impl Fn(&str, &str) -> Option<Result<(), ValueFault>>,
    faults: &mut Vec<RulebookFault>,
) -> Vec<DatedValue> {
    let mut out = Vec::new();
    for row in rows {
        let place = format!("{part}.{}", row.key);
        match check(&row.key, &row.value) {
            None => faults.push(fault(file, &place, "no such parameter")),
            Some(Err(error)) => faults.push(fault(file, &place, &error.to_string())),
            Some(Ok(())) => match DatedValue::read(row) {
                Ok(value) => out.push(value),
                Err(reason) => faults.push(fault(file, &place, &reason)),
            },
        }
    }
    out
}

fn with_years(file: &str, mut calendar: Calendar, years: &[YearSource], faults: &mut Vec<RulebookFault>) -> Calendar {
    for year in years {
        let source = super::Cited {
            value: (),
            citation: super::Citation { instrument: year.instrument.clone(), article: String::new() },
            trust: year.trust,
        };
        if let Err(reason) = calendar.add_year(year.year, &year.days_off, &year.working, source) {
            faults.push(fault(file, &format!("calendar {}", year.year), &reason));
        }
    }
    calendar
}

fn hash(text: &str, parent: Option<&Rulebook>) -> String {
    let mut hasher = Sha256::new();
    hasher.update(parent.map(Rulebook::sha256).unwrap_or_default());
    hasher.update(text.replace("\r\n", "\n"));
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
