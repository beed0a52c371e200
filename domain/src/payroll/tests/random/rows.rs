//! A random payroll: records with all kinds of cells, parts, repeated and faulty lines.

use super::dice::Dice;
use super::items::{ALLOWANCES, GRADES, OPERATIONS};
use super::sheet::Ground;
use chrono::{Datelike, Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// A line by column.
pub type Cells = BTreeMap<String, String>;

const EMPLOYMENTS: [&str; 10] = [
    "full_time",
    "full_time",
    "full_time",
    "part_time",
    "part_time",
    "probation",
    "day_rate",
    "piece",
    "over_age",
    "other",
];

struct Worker {
    enterprise: String,
    id: String,
    employment: &'static str,
    grade: &'static str,
    level: &'static str,
    years: Option<u64>,
    /// In cents.
    agreed: u64,
    previous: u64,
}

fn yuan(dice: &mut Dice, cents: u64) -> String {
    match dice.below(8) {
        0 if cents.is_multiple_of(100) => (cents / 100).to_string(),
        1 if cents.is_multiple_of(10) => format!("{}.{}", cents / 100, cents / 10 % 10),
        2 => format!("{}.{:02}00", cents / 100, cents % 100),
        _ => format!("{}.{:02}", cents / 100, cents % 100),
    }
}

/// About an amount: most often the very one.
fn about(dice: &mut Dice, cents: u64) -> u64 {
    match dice.below(8) {
        0 => cents * 9 / 10,
        1 => cents.saturating_sub(1),
        2 => cents + 1,
        3 => cents * 11 / 10,
        4 => cents / 2,
        _ => cents,
    }
}

fn worker(dice: &mut Dice, enterprises: &[String], number: u64) -> Worker {
    let employment = dice.of(&EMPLOYMENTS);
    let base = match employment {
        "part_time" => dice.between(1700, 2800),
        "day_rate" => dice.between(8000, 16_000),
        _ => dice.between(175_000, 320_000),
    };
    let agreed = if dice.one_in(3) { base / 100 * 100 } else { base };
    Worker {
        enterprise: dice.of(enterprises),
        id: format!("W{number:03}"),
        employment,
        grade: if dice.one_in(4) { dice.of(&["", "收银员 ", "不知道", "DRIVER"]) } else { dice.of(&GRADES) },
        level: dice.of(&["", "", "senior", "高级工", "中级", "生手"]),
        years: if dice.one_in(3) { None } else { Some(dice.of(&[0, 1, 2, 3, 7, 12])) },
        agreed: if employment == "piece" && dice.one_in(2) { 0 } else { agreed },
        previous: if dice.one_in(4) { agreed } else { agreed * 100 / dice.between(99, 112) },
    }
}

fn days(dice: &mut Dice) -> String {
    dice.of(&["21.75", "21.75", "22", "23", "20", "15.5", "10", "3", "0", "", "21", "26"]).to_owned()
}

/// Cents of a decimal of at most two digits, times.
fn times(text: &str, cents: u64) -> u64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let hundredths: u64 = format!("{whole}{part:0<2}").parse().unwrap_or(0);
    cents * hundredths / 100
}

struct Maker<'a> {
    dice: &'a mut Dice,
    cells: Cells,
    gross: u64,
}

impl Maker<'_> {
    fn put(&mut self, name: &str, text: impl Into<String>) {
        self.cells.insert(name.to_owned(), text.into());
    }

    fn pay(&mut self, name: &str, cents: u64) {
        let text = yuan(self.dice, cents);
        self.put(name, text);
    }

    /// Pay that stands in a column of its own and in the gross.
    fn within(&mut self, name: &str, cents: u64) {
        self.pay(name, cents);
        self.gross += cents;
    }

    fn quantity(&mut self, name: &str, most: u64) -> String {
        let quarters = if self.dice.one_in(3) { self.dice.below(most * 4) } else { 0 };
        let text = if quarters == 0 && self.dice.one_in(2) {
            String::new()
        } else {
            format!("{}.{:02}", quarters / 4, quarters % 4 * 25)
        };
        self.put(name, text.clone());
        text
    }

    fn overtime(&mut self, worker: &Worker) {
        let hour = match worker.employment {
            "part_time" => worker.agreed,
            "day_rate" => worker.agreed / 8,
            _ => worker.agreed / 174,
        };
        let mut due = 0;
        for (name, k) in [("weekday", 15), ("restday", 20), ("holiday", 30), ("late", 20), ("eid", 30)] {
            let hours = self.quantity(&format!("ot_{name}_hours"), 20);
            due += times(&hours, hour) * k / 10;
        }
        let mut premium = 0;
        for name in ["nights", "晚班"] {
            let hours = self.quantity(&format!("ot_{name}_hours"), 30);
            premium += times(&hours, hour) / 4;
        }
        let (due, premium) = (about(self.dice, due), about(self.dice, premium));
        self.within("ot_pay", due);
        self.within("premium_pay", premium);
    }

    fn pieces(&mut self, by_line: bool) {
        if self.dice.one_in(2) {
            return;
        }
        let mut due = 0;
        let operations = if by_line { vec![self.dice.of(&OPERATIONS)] } else { OPERATIONS.to_vec() };
        for operation in operations {
            let ending = if by_line { String::new() } else { format!("_{operation}") };
            for kind in ["pieces", "ot_weekday_pieces", "ot_restday_pieces", "ot_holiday_pieces"] {
                if kind == "pieces" || self.dice.one_in(6) {
                    due += times(&self.quantity(&format!("{kind}{ending}"), 900), 250);
                }
            }
            if by_line {
                let variant = self.dice.of(&["", "", "thick", "厚料", "薄", "异"]);
                self.put("operation", operation);
                self.put("variant", variant);
            }
        }
        if !self.dice.one_in(6) {
            let paid = about(self.dice, due);
            self.within("piece_pay", paid);
        }
    }

    fn extras(&mut self, paid_days: &str) {
        for (code, unit, _) in ALLOWANCES {
            let name = format!("allowance_{code}");
            let usual = match unit {
                "shift" => times(&self.quantity(&format!("shifts_{code}"), 12), 1500),
                "hour" => times(&self.quantity(&format!("hours_{code}"), 40), 900),
                "day" => times(paid_days, 1200),
                _ => 15_000,
            };
            if !self.dice.one_in(3) {
                let cents = self.dice.below(2 * usual.max(1));
                self.within(&name, cents);
            }
        }
        for code in ["sales", "绩效"] {
            if self.dice.one_in(3) {
                let base = self.dice.below(2_000_000);
                self.pay(&format!("commission_base_{code}"), base);
                if !self.dice.one_in(4) {
                    let paid = about(self.dice, base / 50);
                    self.within(&format!("commission_{code}"), paid);
                }
            }
        }
        for code in ["gift", "bonus"] {
            if self.dice.one_in(4) {
                let cents = self.dice.below(50_000);
                self.within(&format!("one_off_{code}"), cents);
            }
        }
        if self.dice.one_in(3) {
            let cents = self.dice.below(40_000);
            self.within("special_allowances", cents);
        }
    }

    fn absences(&mut self, worker: &Worker) {
        if self.dice.one_in(5) {
            let (days, pay) = (self.dice.between(1, 24), self.dice.below(180_000));
            self.put("sick_days", days.to_string());
            self.within("sick_pay", pay);
        }
        if self.dice.one_in(8) {
            self.within("idle_pay", 30_000);
        }
        if self.dice.one_in(4) {
            let days = self.dice.between(1, 5);
            let daily = if worker.employment == "day_rate" { worker.agreed } else { worker.agreed * 100 / 2175 };
            let pay = about(self.dice, daily * days * 2);
            self.put("unused_leave_days", days.to_string());
            self.within("unused_leave_pay", pay);
        }
    }

    fn back_pay(&mut self, period: NaiveDate) {
        if !self.dice.one_in(5) {
            return;
        }
        let cents = self.dice.below(60_000);
        self.within("back_pay", cents);
        let from = period - Months::new(self.dice.between(1, 3) as u32);
        let to = from + Months::new(self.dice.below(3) as u32);
        let month = |day: NaiveDate| day.format("%Y-%m").to_string();
        match self.dice.below(5) {
            0 => {}
            1 => self.put("back_pay_from", month(from)),
            2 => self.put("back_pay_to", month(to)),
            _ => {
                self.put("back_pay_from", month(from));
                self.put("back_pay_to", month(to));
            }
        }
    }

    fn deductions(&mut self) {
        let mut net = self.gross;
        for (name, of) in [
            ("personal_contributions", 2),
            ("deductions_damage", 5),
            ("deductions_fine", 9),
            ("deductions_other", 6),
            ("deductions", 4),
        ] {
            if self.dice.one_in(of) {
                let cents = self.dice.below(60_000).min(net);
                net -= cents;
                self.pay(name, cents);
            }
        }
        if !self.dice.one_in(6) {
            let net = if self.dice.one_in(4) { about(self.dice, net) } else { net };
            self.pay("net_pay", net);
        }
    }
}

fn record(dice: &mut Dice, worker: &Worker, period: NaiveDate, by_line: bool) -> Cells {
    let mut maker = Maker { dice, cells: Cells::new(), gross: 0 };
    maker.put("enterprise_id", worker.enterprise.clone());
    maker.put("worker_id", worker.id.clone());
    maker.put("period", period.format("%Y-%m").to_string());
    maker.put("employment", worker.employment);
    maker.put("grade", worker.grade);
    maker.put("level", worker.level);
    maker.put("service_years", worker.years.map(|years| years.to_string()).unwrap_or_default());
    if worker.agreed > 0 || maker.dice.one_in(2) {
        maker.pay("agreed_wage", worker.agreed);
    }
    if !maker.dice.one_in(5) {
        maker.pay("previous_wage", worker.previous);
    }
    let part_time = worker.employment == "part_time" || worker.employment == "over_age" && maker.dice.one_in(2);
    let paid_days = if part_time { String::new() } else { days(maker.dice) };
    maker.put("paid_days", paid_days.clone());
    let hours = if part_time || maker.dice.one_in(8) { maker.quantity("hours", 180) } else { String::new() };
    let normal = match worker.employment {
        "part_time" => times(&hours, worker.agreed),
        "day_rate" => times(&paid_days, worker.agreed),
        _ => worker.agreed * (times(&paid_days, 100).min(2175)) / 2175,
    };
    maker.gross = about(maker.dice, normal);
    maker.overtime(worker);
    maker.pieces(by_line);
    maker.extras(&paid_days);
    maker.absences(worker);
    maker.back_pay(period);
    let gross = maker.gross;
    maker.pay("gross_pay", gross);
    maker.deductions();
    if !maker.dice.one_in(6) {
        let paid_on = period + Days::new(maker.dice.between(20, 75));
        maker.put("paid_on", paid_on.to_string());
    }
    maker.cells
}

/// A second line of the same worker and month.
fn other(dice: &mut Dice, cells: &Cells, worker: &Worker, period: NaiveDate, by_line: bool) -> Cells {
    if dice.one_in(3) {
        return cells.clone();
    }
    let mut part = record(dice, worker, period, by_line);
    for name in ["agreed_wage", "previous_wage"] {
        match cells.get(name) {
            Some(text) => part.insert(name.to_owned(), text.clone()),
            None => part.remove(name),
        };
    }
    match dice.below(6) {
        0 => part.insert("grade".to_owned(), "driver".to_owned()),
        1 => part.insert("agreed_wage".to_owned(), "2222.00".to_owned()),
        2 => part.insert("paid_days".to_owned(), cells.get("paid_days").cloned().unwrap_or_default()),
        _ => part.insert("paid_days".to_owned(), dice.of(&["", "5", "0"]).to_owned()),
    };
    if dice.one_in(3) {
        part.insert("hours".to_owned(), cells.get("hours").cloned().unwrap_or_default());
    }
    part
}

fn spoil(dice: &mut Dice, cells: &mut Cells) {
    let (name, text) = dice.of(&[
        ("gross_pay", "abc"),
        ("ot_pay", "-5"),
        ("paid_days", "32"),
        ("agreed_wage", ""),
        ("enterprise_id", "91640205DY4RW8BU7D"),
        ("worker_id", "6.40205E+17"),
        ("period", "2025-13"),
        ("employment", "fulltime"),
        ("paid_on", "2026-02-30"),
        ("deductions", "1.00001"),
        ("worker_id", ""),
    ]);
    cells.insert(name.to_owned(), text.to_owned());
}

pub fn lines(dice: &mut Dice, ground: &Ground, enterprises: &[String], by_line: bool) -> Vec<Cells> {
    let start = ground.day(dice).with_day(1).unwrap() - Months::new(dice.below(2) as u32);
    let (mut lines, mut apart) = (Vec::new(), Vec::new());
    for number in 0..dice.between(2, 7) {
        let worker = worker(dice, enterprises, number);
        for month in 0..dice.between(1, 5) {
            if dice.one_in(6) {
                continue;
            }
            let period = start + Months::new(month as u32);
            assert_eq!(period.day(), 1);
            let mut cells = record(dice, &worker, period, by_line);
            if dice.one_in(25) {
                spoil(dice, &mut cells);
            }
            lines.push(cells.clone());
            let mut parts = if dice.one_in(6) { dice.between(1, 2) } else { 0 };
            while parts > 0 {
                let part = other(dice, &cells, &worker, period, by_line);
                if dice.one_in(4) {
                    apart.push(part)
                } else {
                    lines.push(part)
                }
                parts -= 1;
            }
        }
    }
    lines.extend(apart);
    if dice.one_in(3) {
        dice.shuffle(&mut lines);
    }
    lines
}
