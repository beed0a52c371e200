//! A random case as a whole, and the same with less.

use super::super::reference::{self, Roster, Stint};
use super::dice::Dice;
use super::rows::{Cells, lines};
use super::sheet::{Ground, sheet};
use crate::statute::RulebookSet;
use crate::term::TermSheet;
use serde_json::Value;
use std::sync::LazyLock;

pub static BOOKS: LazyLock<RulebookSet> = LazyLock::new(|| RulebookSet::shipped().unwrap());

#[derive(Clone)]
pub struct Case {
    pub sheet: Value,
    pub roster: Option<Roster>,
    pub header: Vec<String>,
    /// Each with the line it stands on.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Columns that only some files have; each left out of some.
fn header(dice: &mut Dice, lines: &[Cells], by_line: bool) -> Vec<String> {
    const NEEDED: [&str; 6] = ["enterprise_id", "worker_id", "period", "employment", "agreed_wage", "gross_pay"];
    let mut names: Vec<String> = lines.iter().flat_map(|cells| cells.keys().cloned()).collect();
    names.extend(NEEDED.map(str::to_owned));
    names.sort();
    names.dedup();
    if dice.one_in(4) {
        let begin = dice.of(&["ot_", "deductions", "unused_leave", "pieces", "allowance_", "one_off_", "commission_"]);
        names.retain(|name| !name.starts_with(begin));
    }
    let all = !dice.one_in(3);
    names.retain(|name| all || NEEDED.contains(&name.as_str()) || (by_line && name == "operation") || !dice.one_in(12));
    if dice.one_in(3) {
        for name in &mut names {
            for (code, called) in
                [("heat", "高温"), ("sew", "缝纫"), ("sales", "销售"), ("gift", "中秋"), ("_late_", "_深夜_")]
            {
                *name = name.replace(code, called);
            }
        }
    }
    names.push("remark".to_owned());
    dice.shuffle(&mut names);
    names
}

fn cell(cells: &Cells, name: &str) -> String {
    let own = [("高温", "heat"), ("缝纫", "sew"), ("销售", "sales"), ("中秋", "gift"), ("_深夜_", "_late_")];
    let own = own.iter().fold(name.to_owned(), |name, (called, code)| name.replace(called, code));
    cells.get(&own).cloned().unwrap_or_default()
}

/// A credit code with its check character.
fn enterprise(dice: &mut Dice) -> String {
    const DIGITS: [&str; 12] = ["0", "1", "5", "9", "A", "C", "H", "K", "R", "U", "W", "Y"];
    let body: String =
        "91640205".chars().map(String::from).chain((0..9).map(|_| dice.of(&DIGITS).to_owned())).collect();
    let check = reference::credit_check(&body).unwrap();
    format!("{body}{check}")
}

fn roster(dice: &mut Dice, ground: &Ground, enterprises: &[String]) -> Roster {
    let mut roster = Roster::new();
    for enterprise in enterprises {
        if dice.one_in(8) {
            continue;
        }
        let mut stint = Stint {
            area: if dice.one_in(3) { String::new() } else { dice.of(ground.areas).to_owned() },
            zone: dice.of(&["", "core", "城区", "outer", "CORE"]).to_owned(),
            size: dice.of(&["", "large", "大型", "一类企业", "small"]).to_owned(),
            joined: dice.one_in(3).then(|| ground.day(dice)),
            left: None,
        };
        if dice.one_in(3) {
            stint.left = Some(ground.day(dice)).filter(|left| stint.joined.is_none_or(|joined| joined <= *left));
        }
        let stints = roster.entry(enterprise.clone()).or_default();
        let again = stint.left.filter(|_| dice.one_in(3)).map(|left| left + chrono::Days::new(dice.between(1, 20)));
        if let Some(joined) = again {
            let zone = dice.of(&["core", "outer"]).to_owned();
            stints.push(stint.clone());
            stint = Stint { zone, joined: Some(joined), left: None, ..stint };
        }
        stints.push(stint);
    }
    roster
}

impl Case {
    pub fn random(seed: u64) -> Self {
        let mut dice = Dice::new(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let dice = &mut dice;
        let ground = Ground::random(dice);
        let sheet = sheet(dice, &ground);
        let enterprises: Vec<String> = (0..dice.between(1, 3)).map(|_| enterprise(dice)).collect();
        let roster = (!dice.one_in(3)).then(|| roster(dice, &ground, &enterprises));
        let by_line = dice.one_in(4);
        let lines = lines(dice, &ground, &enterprises, by_line);
        let header = header(dice, &lines, by_line);
        let mut rows: Vec<(u64, Vec<String>)> = (2..)
            .zip(&lines)
            .map(|(line, cells)| (line, header.iter().map(|name| cell(cells, name)).collect()))
            .collect();
        for (_, row) in &mut rows {
            if dice.one_in(60) {
                row.push("more".to_owned());
            }
        }
        Self { sheet, roster, header, rows }
    }

    pub fn terms(&self) -> TermSheet {
        TermSheet::parse(self.sheet.to_string().as_bytes()).unwrap()
    }

    pub fn reference(&self) -> reference::Output {
        let sheet = self.terms();
        let book = BOOKS.rulebook(&sheet.jurisdiction).unwrap();
        let (roster, header, rows) = (self.roster.as_ref(), &self.header, &self.rows);
        reference::audit(&reference::Input { sheet: &sheet, book, roster, header, rows })
    }

    /// The same with one line, column, stint or item less.
    pub fn fewer(&self) -> Vec<Self> {
        let mut out = Vec::new();
        for at in 0..self.rows.len() {
            let mut less = self.clone();
            less.rows.remove(at);
            out.push(less);
        }
        for at in 0..self.sheet["items"].as_array().map_or(0, Vec::len) {
            let mut less = self.clone();
            less.sheet["items"].as_array_mut().unwrap().remove(at);
            if TermSheet::parse(less.sheet.to_string().as_bytes()).is_ok() {
                out.push(less);
            }
        }
        if self.rows.len() <= 3 {
            for at in 0..self.header.len() {
                let mut less = self.clone();
                let name = less.header.remove(at);
                let needed = ["enterprise_id", "worker_id", "period", "employment", "agreed_wage", "gross_pay"];
                if needed.contains(&name.as_str()) || less.rows.iter().any(|(_, row)| row.len() <= at) {
                    continue;
                }
                less.rows.iter_mut().for_each(|(_, row)| drop(row.remove(at)));
                out.push(less);
            }
        }
        if self.roster.is_some() {
            out.push(Self { roster: None, ..self.clone() });
        }
        out
    }

    pub fn shown(&self) -> String {
        let mut text = format!("{}\n{:?}\n{}\n", self.sheet, self.roster, self.header.join(","));
        for (line, row) in &self.rows {
            text += &format!("{line}: {}\n", row.join(","));
        }
        text
    }
}
