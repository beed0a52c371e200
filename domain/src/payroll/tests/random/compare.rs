//! What the engine and the reference say otherwise.

use super::super::reference::{Output, Q, plain};
use super::super::{Run, run_rows, value, word};
use super::case::{BOOKS, Case};
use crate::payroll::{Audit, AuditSetup, Roster, RosterColumns};
use std::collections::BTreeMap;
use std::fmt::Debug;

type Table = BTreeMap<String, String>;

fn roster(case: &Case) -> Option<Roster> {
    let header = ["enterprise_id", "area", "zone", "size", "joined", "left"].map(str::to_owned);
    let mut rows = Vec::new();
    for (enterprise, stint) in case.roster.as_ref()?.iter().flat_map(|(id, stints)| stints.iter().map(move |s| (id, s)))
    {
        let date = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let cells = [enterprise, &stint.area, &stint.zone, &stint.size, &date(stint.joined), &date(stint.left)];
        rows.push((rows.len() as u64 + 2, cells.map(Clone::clone).to_vec()));
    }
    let book = BOOKS.rulebook(&case.terms().jurisdiction);
    Some(Roster::read(&RosterColumns::of(&header), rows.into_iter(), book).unwrap())
}

pub fn engine(case: &Case) -> Run {
    let setup = AuditSetup { sheet: case.terms(), roster: roster(case), rulebooks: &BOOKS };
    run_rows(Audit::new(setup, case.header.iter().map(String::as_str)).unwrap(), &case.rows).unwrap()
}

fn put(table: &mut Table, what: &str, key: impl Debug, said: impl Debug) {
    table.insert(format!("{what} {key:?}"), format!("{said:?}"));
}

pub fn of_engine(run: &Run) -> Table {
    let mut all = Table::new();
    for f in &run.findings {
        let said = [&f.required, &f.actual, &f.shortfall, &f.repaid].map(|text| value(text));
        let whose = (&f.enterprise_id, &f.worker_id, &f.period);
        put(&mut all, "finding", (f.line, &f.rule), (whose, f.outcome, said, f.unit, &f.reason));
    }
    for rejected in &run.rejects {
        let mut words: Vec<String> = rejected.faults.iter().map(word).collect();
        words.sort();
        put(&mut all, "reject", rejected.line, words);
    }
    let summary = &run.summary;
    for (rule, c) in &summary.rules {
        put(&mut all, "rule", rule, ([c.pass, c.breach, c.cannot_conclude, c.not_applicable], value(&c.shortfall)));
    }
    for (rule, records) in &summary.missing_column_records {
        put(&mut all, "missing column", rule, records);
    }
    for total in &summary.enterprises_top {
        put(&mut all, "owed", &total.enterprise_id, value(&total.owed));
    }
    for grade in &summary.unmatched_grades {
        put(&mut all, "grade", &grade.text, grade.lines);
    }
    for raise in &summary.raises {
        let sums = [&raise.previous_wage, &raise.agreed_wage].map(|text| value(text));
        put(&mut all, "raise", (&raise.enterprise_id, &raise.item), (raise.n, sums));
    }
    for gap in &run.gaps {
        put(&mut all, "gap", (&gap.enterprise_id, &gap.worker_id, &gap.period), ());
    }
    put(&mut all, "audited", (), summary.audited);
    put(&mut all, "fines", (), (summary.fines.lines, value(&summary.fines.amount)));
    put(&mut all, "repeated", (), summary.repeated);
    put(&mut all, "all owed", (), [&summary.owed.total, &summary.owed.open].map(|text| value(text)));
    put(&mut all, "back pay", (), (summary.back_pay.without_months.lines, summary.back_pay.not_earlier));
    all
}

fn of_reference(out: &Output) -> Table {
    let mut all = Table::new();
    for f in &out.findings {
        let said = [&f.required, &f.actual, &f.shortfall, &f.repaid];
        let whose = (&f.enterprise, &f.worker, &f.period);
        put(&mut all, "finding", (f.line, &f.rule), (whose, f.outcome, said, f.unit, &f.reason));
    }
    for (line, words) in &out.rejects {
        let mut words = words.clone();
        words.sort();
        put(&mut all, "reject", line, words);
    }
    for (rule, c) in &out.rules {
        put(&mut all, "rule", rule, ([c.pass, c.breach, c.cannot_conclude, c.not_applicable], plain(&c.shortfall)));
    }
    for (rule, records) in &out.missing_columns {
        put(&mut all, "missing column", rule, records);
    }
    for (enterprise, owed) in &out.owed {
        put(&mut all, "owed", enterprise, plain(owed));
    }
    for (grade, lines) in &out.unmatched_grades {
        put(&mut all, "grade", grade, lines);
    }
    for raise in &out.raises {
        let sums = [&raise.previous, &raise.agreed].map(plain);
        put(&mut all, "raise", (&raise.enterprise, &raise.item), (raise.records, sums));
    }
    for gap in &out.gaps {
        put(&mut all, "gap", (&gap.enterprise, &gap.worker, gap.period.format("%Y-%m").to_string()), ());
    }
    put(&mut all, "audited", (), out.audited);
    put(&mut all, "fines", (), (out.fines.0, plain(&out.fines.1)));
    put(&mut all, "repeated", (), out.repeated.len() as u64);
    put(&mut all, "all owed", (), [plain(&out.owed.values().sum::<Q>()), plain(&out.open)]);
    let back_pay = (out.back_pay_without_months.len() as u64, out.back_pay_not_before.len() as u64);
    put(&mut all, "back pay", (), back_pay);
    all
}

/// What only one of two tables says, or both say otherwise.
pub fn unlike(engine: &Table, reference: &Table) -> Vec<String> {
    let mut found = Vec::new();
    for (what, said) in engine {
        if reference.get(what) != Some(said) {
            let other = reference.get(what).map_or("nothing", String::as_str);
            found.push(format!("{what}: engine {said}, reference {other}"));
        }
    }
    let only = reference.iter().filter(|(what, _)| !engine.contains_key(*what));
    found.extend(only.map(|(what, said)| format!("{what}: engine nothing, reference {said}")));
    found
}

pub fn differences(case: &Case) -> Vec<String> {
    unlike(&of_engine(&engine(case)), &of_reference(&case.reference()))
}
