//! Every fault of an act's fields, collected before it is refused; bounded.

use super::{Fault, Refusal, RefusalCode};
use crate::calendar;
use crate::limits;
use crate::text::{TextFault, clean_name, clean_text};
use chrono::NaiveDate;
use std::collections::HashSet;

/// Faults so far: the first [`limits::FAULTS_TOLD`], of the others the number.
#[derive(Debug, Default)]
pub(super) struct Faults {
    told: Vec<Fault>,
    more: usize,
    over: bool,
}

impl Faults {
    pub fn add(&mut self, field: impl Into<String>, code: RefusalCode) {
        self.tell(Fault { field: field.into(), code, limit: None });
    }

    fn tell(&mut self, fault: Fault) {
        if self.told.len() < limits::FAULTS_TOLD {
            self.told.push(fault);
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Whether a measure is within its limit.
    pub fn most(&mut self, within: bool, field: &str, code: RefusalCode, most: impl TryInto<u64>) -> bool {
        if !within {
            self.over = true;
            self.tell(Fault { field: field.to_owned(), code, limit: most.try_into().ok() });
        }
        within
    }

    pub fn check(&mut self, ok: bool, field: impl Into<String>, code: RefusalCode) {
        if !ok {
            self.add(field, code);
        }
    }

    /// Prose that must be there: at most `most` characters.
    pub fn text(&mut self, field: &str, text: &str, most: usize) {
        self.check(!text.trim().is_empty(), field, RefusalCode::Required);
        self.prose(field, text, most);
    }

    /// Prose that may be empty.
    pub fn prose(&mut self, field: &str, text: &str, most: usize) {
        self.characters(field, text, most, clean_text);
    }

    /// One line that must be there: at most `most` characters.
    pub fn line(&mut self, field: &str, text: &str, most: usize) {
        self.check(!text.trim().is_empty(), field, RefusalCode::Required);
        self.optional_line(field, text, most);
    }

    /// One line that may be empty.
    pub fn optional_line(&mut self, field: &str, text: &str, most: usize) {
        self.characters(field, text, most, clean_name);
    }

    /// Counts no further than the limit.
    fn characters(&mut self, field: &str, text: &str, most: usize, clean: fn(&str) -> Result<&str, TextFault>) {
        let within = self.most(text.chars().nth(most).is_none(), field, RefusalCode::TooLong, most);
        if within && let Err(fault) = clean(text) {
            self.add(field, fault.into());
        }
    }

    /// A list of lines, none twice; one over its limit is not looked into.
    pub fn lines(&mut self, field: &str, texts: &[String], most: usize, longest: usize) {
        if !self.count(field, texts.len(), most) {
            return;
        }
        let mut seen = HashSet::with_capacity(texts.len());
        for (i, text) in texts.iter().enumerate() {
            let place = format!("{field}[{i}]");
            self.line(&place, text, longest);
            self.check(seen.insert(text.trim()), place, RefusalCode::Duplicate);
        }
    }

    /// Like [`Self::lines`], not empty.
    pub fn some_lines(&mut self, field: &str, texts: &[String], most: usize, longest: usize) {
        self.check(!texts.is_empty(), field, RefusalCode::Required);
        self.lines(field, texts, most, longest);
    }

    /// Whether a list is within its limit and may be looked into.
    pub fn count(&mut self, field: &str, count: usize, most: usize) -> bool {
        self.most(count <= most, field, RefusalCode::TooMany, most)
    }

    /// A day that can be meant: 1900–2200.
    pub fn day(&mut self, field: &str, day: NaiveDate) {
        self.check(calendar::is_plausible(day), field, RefusalCode::DateOutOfRange);
    }

    /// What is compared with a SHA-256 in hexadecimal: not longer than one.
    pub fn digest(&mut self, field: &str, text: &str) {
        self.most(text.len() <= limits::SHA256, field, RefusalCode::TooLong, limits::SHA256);
    }

    /// Whether a text or a list exceeds its limit: then nothing else is looked at.
    pub const fn over(&self) -> bool {
        self.over
    }

    /// The refusal for all of them.
    pub fn refusal(self) -> Refusal {
        let mut refusal = Refusal::new(RefusalCode::InvalidFields);
        refusal.faults = self.told;
        refusal.more = self.more;
        refusal
    }

    /// Refuses with all faults, if there are any.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.told.is_empty() { Ok(()) } else { Err(self.refusal()) }
    }
}

impl From<TextFault> for RefusalCode {
    fn from(fault: TextFault) -> Self {
        match fault {
            TextFault::ControlCharacter => Self::ControlCharacter,
            TextFault::BidiControl => Self::BidiControl,
            TextFault::InvisibleCharacter => Self::InvisibleCharacter,
        }
    }
}
