//! What is chosen on the page: a profile as fields of a form, and fields of a form as a profile.

use crate::http::pages::form::Posted;
use crate::service::audits::Mapped;
use domain::payroll::profile::{
    DateStyle, DayOrder, DecimalMark, Group, Kind, Mark, NumberStyle, PROFILE_SCHEMA, Profile, Sample, Source,
    TableProfile, Why, kind,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Columns that stand for all lines where the file has none.
pub(super) const ONCE: [&str; 3] = ["enterprise_id", "period", "employment"];

/// Ways to write numbers that can be chosen.
pub(super) const NUMBERS: [&str; 2] = ["point", "comma"];

/// The form with what it is about.
pub(super) struct Choices<'m> {
    pub(super) mapped: &'m Mapped,
    /// By table of the profile, the sheet it is shown by.
    pub(super) samples: Vec<Option<&'m Sample>>,
    pub(super) form: Posted,
}

/// The name of a field of a table.
pub(super) fn field(table: usize, name: &str) -> String {
    format!("t{table}.{name}")
}

impl<'m> Choices<'m> {
    /// As guessed or kept.
    pub(super) fn of(mapped: &'m Mapped) -> Self {
        let mut choices = Self::sent(mapped, Posted::default());
        let mut pairs = vec![("name".to_owned(), mapped.profile.name.clone())];
        for (at, table) in mapped.profile.tables.iter().enumerate() {
            choices.columns(at, table, &mut pairs);
        }
        let comma = mapped.profile.numbers.decimal == DecimalMark::Comma;
        pairs.push(("numbers".to_owned(), NUMBERS[usize::from(comma)].to_owned()));
        pairs.push(("dates".to_owned(), mapped.profile.dates.order.word().to_owned()));
        choices.form = Posted::new(pairs);
        choices
    }

    /// As sent.
    pub(super) fn sent(mapped: &'m Mapped, form: Posted) -> Self {
        let mut taken = vec![false; mapped.seen.samples.len()];
        let samples = mapped.profile.tables.iter().map(|table| {
            let fits = |sample: &Sample| {
                let named =
                    sample.sheet.as_deref().is_none_or(|sheet| table.sheets.is_empty() || table.names_sheet(sheet));
                let has = |name: &str| sample.names.iter().any(|known| known == name);
                named && table.columns.values().flat_map(Source::names).all(has)
            };
            let all = mapped.seen.samples.iter().enumerate();
            let at = all.clone().position(|(at, sample)| !taken.get(at).copied().unwrap_or(true) && fits(sample))?;
            if let Some(slot) = taken.get_mut(at) {
                *slot = true;
            }
            mapped.seen.samples.get(at)
        });
        let samples = samples.collect();
        Self { mapped, samples, form }
    }

    fn columns(&self, at: usize, table: &TableProfile, pairs: &mut Vec<(String, String)>) {
        let Some(Some(sample)) = self.samples.get(at) else { return };
        let place = |name: &String| sample.names.iter().position(|known| known == name);
        let mut put = |name: String, value: &str| pairs.push((field(at, &name), value.to_owned()));
        for (column, source) in &table.columns {
            match source {
                Source::Column(one) => {
                    place(&one.column).into_iter().for_each(|index| put(format!("c{index}"), column));
                    one.year.iter().for_each(|year| put("year".to_owned(), &year.to_string()));
                    for (index, (word, means)) in one.words.iter().enumerate().filter(|_| column == "employment") {
                        put(format!("w{index}"), word);
                        put(format!("k{index}"), means);
                    }
                }
                Source::Sum(sum) => {
                    for index in sum.plus.iter().filter_map(place) {
                        put(format!("c{index}"), column);
                    }
                    for index in sum.minus.iter().filter_map(place) {
                        put(format!("c{index}"), column);
                        put(format!("m{index}"), "yes");
                    }
                }
                Source::Constant(text) => put(format!("once.{column}"), text),
                Source::Title { .. } | Source::SheetName { .. } => {}
            }
        }
        let words = self.mapped.profile.ask.iter().filter(|mark| mark.table == at && mark.why == Why::Word);
        for (index, word) in words.flat_map(|mark| &mark.names).enumerate() {
            put(format!("w{index}"), word);
        }
    }

    /// The name of the one column that was picked for ours, or that is set to mean it.
    fn of_list(&self, at: usize, sample: &Sample) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
        let mut out: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
        for (index, name) in sample.names.iter().enumerate() {
            let Some(column) = self.form.some(&field(at, &format!("c{index}"))) else { continue };
            let minus = self.form.some(&field(at, &format!("m{index}"))).is_some();
            let (plus, less) = out.entry(column.to_owned()).or_default();
            if minus { less } else { plus }.push(name.clone());
        }
        // A question answered counts before what stands in the list.
        for mark in self.asked(at).filter(|mark| picks(mark)) {
            let index =
                self.form.some(&field(at, &format!("pick.{}", mark.column))).and_then(|index| index.parse().ok());
            if let Some(name) = index.and_then(|index: usize| sample.names.get(index)) {
                out.insert(mark.column.clone(), (vec![name.clone()], Vec::new()));
            }
        }
        out
    }

    /// Questions of a table.
    pub(super) fn asked(&self, at: usize) -> impl Iterator<Item = &'m Mark> {
        self.mapped.profile.ask.iter().filter(move |mark| mark.table == at)
    }

    /// The profile that was chosen, as JSON: whoever reads it says what is wrong with it.
    pub(super) fn json(&self) -> Value {
        let base = &self.mapped.profile;
        let tables = base.tables.iter().zip(&self.samples).enumerate();
        let tables: Vec<Value> = tables.map(|(at, (table, sample))| self.table(at, table, *sample)).collect();
        let rest = Profile {
            name: String::new(),
            numbers: self.numbers(),
            dates: self.dates(),
            tables: Vec::new(),
            unsure: Vec::new(),
            ask: Vec::new(),
            ..base.clone()
        };
        let mut out = rest.to_value();
        if let Some(object) = out.as_object_mut() {
            object.insert("schema".to_owned(), PROFILE_SCHEMA.into());
            object.insert("name".to_owned(), self.form.get("name").trim().into());
            object.insert("tables".to_owned(), tables.into());
        }
        out
    }

    fn numbers(&self) -> NumberStyle {
        let base = &self.mapped.profile.numbers;
        let comma = self.form.get("numbers") == NUMBERS[1];
        if comma == (base.decimal == DecimalMark::Comma) {
            return base.clone();
        }
        let (group, decimal) =
            if comma { (Group::Point, DecimalMark::Comma) } else { (Group::Comma, DecimalMark::Point) };
        NumberStyle { group, decimal, ..base.clone() }
    }

    fn dates(&self) -> DateStyle {
        let word = self.form.get("dates");
        let order = DayOrder::ALL.iter().copied().find(|order| order.word() == word);
        DateStyle { order: order.unwrap_or(self.mapped.profile.dates.order), ..self.mapped.profile.dates }
    }

    fn table(&self, at: usize, table: &TableProfile, sample: Option<&Sample>) -> Value {
        let mut columns = Map::new();
        if let Some(sample) = sample {
            for (column, (plus, minus)) in self.of_list(at, sample) {
                let source = match (plus.as_slice(), minus.as_slice()) {
                    ([one], []) => self.column(at, table, &column, one),
                    _ => sum(&plus, &minus),
                };
                columns.insert(column, source);
            }
        }
        for column in ONCE {
            let text = self.form.some(&field(at, &format!("once.{column}")));
            match (text, table.columns.get(column)) {
                (Some(text), _) => {
                    columns.insert(column.to_owned(), json!({"constant": text}));
                }
                (None, Some(source @ (Source::Title { .. } | Source::SheetName { .. }))) => {
                    columns.entry(column).or_insert_with(|| source.to_value());
                }
                _ => {}
            }
        }
        let mut out = Map::new();
        if !table.sheets.is_empty() {
            out.insert("sheets".to_owned(), json!(table.sheets));
        }
        if !table.header.is_empty() {
            out.insert("header".to_owned(), json!(table.header));
        }
        out.insert("columns".to_owned(), Value::Object(columns));
        Value::Object(out)
    }

    fn column(&self, at: usize, table: &TableProfile, column: &str, name: &str) -> Value {
        let mut out = json!({"column": name});
        let before = match table.columns.get(column) {
            Some(Source::Column(before)) if before.column == name => Some(before),
            _ => None,
        };
        let Some(object) = out.as_object_mut() else { return out };
        let mut words: BTreeMap<String, String> = before.map(|before| before.words.clone()).unwrap_or_default();
        let mut other = before.is_none_or(|before| before.other_words);
        if column == "employment" {
            for index in 0..domain::payroll::profile::WORDS {
                let Some(word) = self.form.some(&field(at, &format!("w{index}"))) else { break };
                match self.form.some(&field(at, &format!("k{index}"))) {
                    Some(means) => words.insert(word.to_owned(), means.to_owned()),
                    None => words.remove(word),
                };
            }
            other |= words.is_empty();
        }
        if !words.is_empty() {
            object.insert("words".to_owned(), json!(words));
            if other {
                object.insert("other_words".to_owned(), true.into());
            }
        }
        if kind(column) == Kind::Month
            && let Some(year) = self.form.some(&field(at, "year"))
        {
            object.insert("year".to_owned(), year.parse::<u64>().map_or_else(|_| year.into(), Value::from));
        }
        out
    }
}

/// Whether the answer to a question is a column of the file.
pub(super) fn picks(mark: &Mark) -> bool {
    match mark.why {
        Why::Several => mark.column != "dates",
        Why::Missing => !ONCE.contains(&mark.column.as_str()),
        _ => false,
    }
}

fn sum(plus: &[String], minus: &[String]) -> Value {
    let mut out = Map::new();
    for (name, names) in [("sum", plus), ("minus", minus)] {
        if !names.is_empty() {
            out.insert(name.to_owned(), json!(names));
        }
    }
    Value::Object(out)
}
