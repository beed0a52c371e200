//! Several lines of one worker and month: the same twice, or parts of one record.

use super::number::whole;
use super::read::{Key, Line, Record, add};
use chrono::Months;
use std::collections::BTreeMap;

pub type Rejects = BTreeMap<u64, Vec<String>>;

/// The records in order of line, what is rejected, and the lines of records whose days or hours count once.
pub fn records(lines: &[Line]) -> (Vec<Record>, Rejects, Vec<u64>) {
    let mut keys: Vec<&Key> = Vec::new();
    let mut rejects = Rejects::new();
    for line in lines {
        if let Err(faults) = &line.read {
            rejects.insert(line.number, faults.clone());
        }
        if let Some(key) = &line.key
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }
    let (mut records, mut repeated) = (Vec::new(), Vec::new());
    for key in keys {
        let of_key: Vec<&Line> = lines.iter().filter(|line| line.key.as_ref() == Some(key)).collect();
        let mut parts: Vec<&Record> = Vec::new();
        for record in of_key.iter().filter_map(|line| line.read.as_ref().ok()) {
            if parts.iter().any(|part| same(part, record)) {
                rejects.insert(record.line, vec!["duplicate".to_owned()]);
            } else {
                parts.push(record);
            }
        }
        let faulty = of_key.iter().any(|line| line.read.is_err());
        let why = if faulty { vec!["part_rejected".to_owned()] } else { differ(&parts) };
        if !why.is_empty() {
            rejects.extend(parts.iter().map(|part| (part.line, why.clone())));
            continue;
        }
        let Some(mut record) = sum(&parts) else { continue };
        match once(&parts, &mut record) {
            Ok(true) => repeated.push(record.line),
            Ok(false) => {}
            Err(()) => {
                rejects.extend(parts.iter().map(|part| (part.line, vec!["paid_days".to_owned()])));
                continue;
            }
        }
        records.push(record);
    }
    records.sort_by_key(|record| record.line);
    (records, rejects, repeated)
}

/// Whether two lines are the same, but for the line they stand on.
fn same(a: &Record, b: &Record) -> bool {
    let bare = |record: &Record| Record { line: 0, grade_text: String::new(), ..record.clone() };
    bare(a) == bare(b)
}

fn differ(parts: &[&Record]) -> Vec<String> {
    let Some(first) = parts.first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut ask = |column: &str, same: &dyn Fn(&Record) -> bool| {
        if !parts.iter().all(|part| same(part)) {
            found.push(format!("parts_differ: {column}"));
        }
    };
    ask("employment", &|part| part.employment == first.employment);
    ask("grade", &|part| part.grade == first.grade);
    ask("level", &|part| part.level == first.level);
    ask("agreed_wage", &|part| part.agreed_wage == first.agreed_wage);
    ask("previous_wage", &|part| part.previous_wage == first.previous_wage);
    found
}

fn sum(parts: &[&Record]) -> Option<Record> {
    let (first, others) = parts.split_first()?;
    let mut record = (*first).clone();
    for part in others {
        for (name, value) in &part.numbers {
            *record.numbers.entry(name.clone()).or_insert_with(super::number::zero) += value;
        }
        for pieces in &part.pieces {
            let known = record
                .pieces
                .iter_mut()
                .find(|known| known.operation == pieces.operation && known.variant == pieces.variant);
            match known {
                Some(known) => add(known, pieces),
                None => record.pieces.push(pieces.clone()),
            }
        }
        record.lines += 1;
        record.paid_on = record.paid_on.max(part.paid_on);
        record.service_years = record.service_years.or(part.service_years);
        record.back_pay.extend(part.back_pay.iter().cloned());
    }
    if parts.iter().any(|part| part.maybe("net_pay").is_none()) {
        record.numbers.remove("net_pay");
    }
    Some(record)
}

/// Whether a figure that every part repeats was taken once; `Err` where the days pass those of the month.
fn once(parts: &[&Record], record: &mut Record) -> Result<bool, ()> {
    let end = record.period + Months::new(1);
    let in_month = whole(end.signed_duration_since(record.period).num_days());
    let mut repeated = false;
    for column in ["paid_days", "hours"] {
        let said: Vec<_> = parts.iter().filter(|part| part.maybe(column).is_some()).collect();
        if said.len() < 2 || record.amount(column) <= in_month {
            continue;
        }
        let alike = said.iter().all(|part| part.maybe(column) == said[0].maybe(column));
        let by_operation = said.iter().all(|part| part.operation.is_some());
        if alike && (column == "paid_days" || by_operation) {
            record.numbers.insert(column.to_owned(), said[0].amount(column));
            repeated = true;
        } else if column == "paid_days" {
            return Err(());
        }
    }
    Ok(repeated)
}
