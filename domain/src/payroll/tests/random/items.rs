//! Random items of every kind.

use super::dice::Dice;
use super::sheet::Ground;
use serde_json::{Value, json};

pub const GRADES: [&str; 6] = ["cashier", "driver", "司机", "店长", "warehouse", "收款员"];
/// Code, unit, whether it counts.
pub const ALLOWANCES: [(&str, &str, bool); 6] = [
    ("heat", "month", false),
    ("night", "shift", false),
    ("meal", "day", true),
    ("seniority", "service_year", true),
    ("dust", "hour", false),
    ("housing", "month", true),
];
pub const OPERATIONS: [&str; 3] = ["sew", "pack", "缝扣"];

/// An amount, in cents from, to; sometimes with more digits.
fn amount(dice: &mut Dice, least: u64, most: u64) -> String {
    let cents = dice.between(least, most);
    let tail = if dice.one_in(6) { format!("{:02}", dice.below(100)) } else { String::new() };
    format!("{}.{:02}{tail}", cents / 100, cents % 100)
}

fn select(dice: &mut Dice, item: &mut Value) {
    for (name, words, of) in [
        ("grade", &GRADES[..], 2),
        ("zone", &["core", "城区", "outer"][..], 5),
        ("size", &["large", "大型", "一类企业", "small"][..], 5),
        ("level", &["senior", "高级工", "中级"][..], 6),
        ("employment", &["full_time", "part_time", "piece", "day_rate", "probation"][..], 9),
    ] {
        if dice.one_in(of) {
            item[name] = dice.of(words).into();
        }
    }
    if dice.one_in(5) {
        item["service_years_from"] = dice.of(&[json!(0), json!("0.5"), json!(1), json!(3), json!(10)]);
    }
}

fn time(dice: &mut Dice, item: &mut Value, ground: &Ground) {
    if dice.one_in(6) {
        item["from"] = ground.day(dice).to_string().into();
    }
    if dice.one_in(6) {
        item["to"] = ground.day(dice).to_string().into();
    }
    if dice.one_in(10) {
        item["months"] = dice.of(&[json!([6, 7, 8, 9]), json!([1, 2, 12]), json!([3, 5, 7, 10])]);
    }
}

/// So many of a kind, each selected and timed.
struct Maker<'a> {
    dice: &'a mut Dice,
    ground: &'a Ground,
    items: Vec<Value>,
}

impl Maker<'_> {
    fn add(&mut self, mut item: Value, selected: bool) {
        let kind = item["kind"].as_str().unwrap().to_owned();
        item["key"] = format!("{kind}.n{}", self.items.len()).into();
        if selected {
            select(self.dice, &mut item);
        }
        if kind == "wage_adjustment" {
            if self.dice.one_in(2) {
                item["from"] = self.ground.day(self.dice).to_string().into();
            }
        } else {
            time(self.dice, &mut item, self.ground);
        }
        self.items.push(item);
    }

    fn minimums(&mut self) {
        for (unit, most, low, high) in
            [("month", 6, 185_000, 290_000), ("hour", 3, 1700, 2600), ("day", 2, 8500, 14_000)]
        {
            for _ in 0..self.dice.below(most) {
                let mut item = json!({"kind": "minimum_wage", "unit": unit});
                let named = self.items.iter().filter(|item| item["unit"] == unit && item.get("amount").is_some());
                let named: Vec<String> = named.map(|item| item["key"].as_str().unwrap().to_owned()).collect();
                match self.dice.below(5) {
                    0 => item["percent_of_statutory"] = self.dice.of(&["105", "120.5", "100"]).into(),
                    1 if !named.is_empty() => {
                        item["percent_of"] = self.dice.of(&["110", "95.5"]).into();
                        item["of_item"] = self.dice.of(&named).into();
                    }
                    _ => item["amount"] = amount(self.dice, low, high).into(),
                }
                self.add(item, true);
            }
        }
    }

    fn adjustments(&mut self) {
        for _ in 0..self.dice.below(4) {
            let mut item = json!({"kind": "wage_adjustment"});
            if self.dice.one_in(2) {
                (item["basis"], item["low"]) = ("percent".into(), self.dice.of(&["3", "5.5", "0", "-2"]).into());
                if self.dice.one_in(3) {
                    item["at_least"] = self.dice.of(&["100.00", "150"]).into();
                }
            } else {
                (item["basis"], item["low"]) = ("amount".into(), self.dice.of(&["80.00", "120.5", "10"]).into());
            }
            match self.dice.below(4) {
                0 => item["of"] = "average".into(),
                1 => item["wage_below"] = "2500".into(),
                2 if self.dice.one_in(2) => item["wage_from"] = "2000.00".into(),
                _ => {}
            }
            self.add(item, true);
        }
    }

    fn payments(&mut self) {
        for _ in 0..self.dice.below(3) {
            let (pay_day, offset) = (self.dice.between(1, 31), self.dice.below(2));
            self.add(json!({"kind": "payment", "form": "mixed", "pay_day": pay_day, "month_offset": offset, "method": "cash"}), false);
        }
    }

    fn overtime(&mut self) {
        for _ in 0..self.dice.below(3) {
            let base = self.dice.of(&["agreed_wage", "contract_minimum"]);
            let cap = self.dice.of(&["36", "24.5", "40"]);
            let mut item = json!({"kind": "overtime", "base": base, "monthly_cap_hours": cap});
            for (name, words) in [
                ("weekday", ["1.5", "1.6", "1.0385"]),
                ("rest_day", ["2", "2.25", "1"]),
                ("holiday", ["3", "3.5", "2"]),
            ] {
                if !self.dice.one_in(4) {
                    item[name] = self.dice.of(&words).into();
                }
            }
            if self.dice.one_in(3) {
                item["divisor_hours"] = self.dice.of(&["166.64", "180"]).into();
            }
            let mut classes = Vec::new();
            for (code, like) in [("late", "weekday"), ("eid", "holiday"), ("nights", "ordinary"), ("晚班", "ordinary")]
            {
                if self.dice.one_in(2) {
                    let mut class = json!({"code": code, "like": like});
                    match self.dice.one_in(2) {
                        true => class["multiplier"] = self.dice.of(&["1.25", "2", "0.5"]).into(),
                        false => class["percent_of_month"] = self.dice.of(&["1.0385", "1.8", "0.75"]).into(),
                    }
                    classes.push(class);
                }
            }
            if !classes.is_empty() {
                item["classes"] = classes.into();
            }
            self.add(item, false);
        }
    }

    fn pieces(&mut self) {
        for _ in 0..self.dice.below(6) {
            let code = self.dice.of(&OPERATIONS);
            let price = self.dice.between(500, 60_000);
            let price = format!("{}.{:04}", price / 10_000, price % 10_000);
            let mut item = json!({"kind": "piece_rate", "code": code, "unit": "piece", "amount": price});
            if self.dice.one_in(3) {
                item["variant"] = self.dice.of(&["thick", "厚料", "薄"]).into();
            }
            self.add(item, true);
        }
    }

    fn extras(&mut self) {
        for _ in 0..self.dice.below(7) {
            let (code, unit, counts) = self.dice.of(&ALLOWANCES);
            let sum = amount(self.dice, 800, 30_000);
            let mut item = json!({"kind": "allowance", "code": code, "unit": unit, "amount": sum, "counts_towards_minimum": counts});
            if self.dice.one_in(4) {
                item["max"] = self.dice.of(&["150.00", "400"]).into();
            }
            self.add(item, true);
        }
        for _ in 0..self.dice.below(3) {
            let (code, percent) = (self.dice.of(&["sales", "绩效"]), self.dice.of(&["1.5", "3", "0.25"]));
            self.add(json!({"kind": "commission", "code": code, "percent": percent, "of": "sales"}), true);
        }
        for _ in 0..self.dice.below(3) {
            let (code, sum) = (self.dice.of(&["gift", "bonus"]), amount(self.dice, 10_000, 50_000));
            let part = self.dice.of(&["full", "by_hours"]);
            let due = self.ground.day(self.dice).to_string();
            self.add(json!({"kind": "one_off", "code": code, "amount": sum, "due": due, "part_time": part}), true);
        }
    }

    fn others(&mut self) {
        if self.dice.one_in(2) {
            let k = self.dice.of(&["2", "3.5", "4"]);
            self.add(
                json!({"kind": "leave", "leave": "annual", "unused_multiplier": k,
                "bands": [{"service_years_from": 1, "days": "5"}]}),
                false,
            );
        }
        if self.dice.one_in(2) {
            let percent = self.dice.of(&["80", "90", "82.5"]);
            self.add(json!({"kind": "probation", "percent": percent}), false);
        }
        for _ in 0..self.dice.below(3) {
            let of = self.dice.of(&["statutory_minimum", "agreed_wage"]);
            let mut item = json!({"kind": "sick_pay", "of": of});
            if self.dice.one_in(2) {
                item["percent"] = self.dice.of(&["70", "100"]).into();
            } else {
                item["bands"] = json!([{"service_years_from": "0.5", "percent": "75"},
                    {"service_years_from": 2, "percent": "85"}, {"service_years_from": 10, "percent": "100"}]);
            }
            self.add(item, false);
        }
    }
}

pub fn items(dice: &mut Dice, ground: &Ground) -> Vec<Value> {
    let mut maker = Maker { dice, ground, items: Vec::new() };
    maker.minimums();
    maker.adjustments();
    maker.payments();
    maker.overtime();
    maker.pieces();
    maker.extras();
    maker.others();
    maker.items
}
