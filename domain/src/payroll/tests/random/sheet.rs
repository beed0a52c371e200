//! A random term sheet.

use super::dice::Dice;
use super::items;
use crate::term::TermSheet;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

/// A jurisdiction, its areas, and a term.
pub struct Ground {
    pub jurisdiction: &'static str,
    pub areas: &'static [&'static str],
    pub from: NaiveDate,
    pub to: NaiveDate,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Ground {
    pub fn random(dice: &mut Dice) -> Self {
        let (from, to) = dice.of(&[
            ("2025-06-01", "2026-05-31"),
            ("2023-09-16", "2024-09-15"),
            ("2026-05-16", "2027-03-31"),
            ("2025-12-10", "2026-08-20"),
        ]);
        let (jurisdiction, areas): (_, &[&str]) = match dice.below(6) {
            0 => ("CN-11", &["110105", "110101"]),
            // An area for which there is no value.
            1 => ("CN-64", &["640205", "640324", "110105"]),
            _ => ("CN-64", &["640205", "640122", "640324"]),
        };
        Self { jurisdiction, areas, from: day(from), to: day(to) }
    }

    pub fn day(&self, dice: &mut Dice) -> NaiveDate {
        let days = self.to.signed_duration_since(self.from).num_days() as u64;
        self.from + Days::new(dice.below(days))
    }
}

/// A sheet as JSON that the parser takes; items that clash are dropped.
pub fn sheet(dice: &mut Dice, ground: &Ground) -> Value {
    let names = json!({
        "grade": {"cashier": ["收银员", "收款员"], "driver": ["司机"], "warehouse": ["仓库管理员"]},
        "zone": {"core": ["城区"]}, "size": {"large": ["大型"], "class_1": ["一类企业"]},
        "level": {"senior": ["高级工"]}, "operation": {"sew": ["缝纫"], "pack": ["包装"]},
        "variant": {"thick": ["厚料"]}, "allowance": {"heat": ["高温"], "meal": ["餐补"]},
        "commission": {"sales": ["销售"]}, "one_off": {"gift": ["中秋"]}, "class": {"late": ["深夜"]},
    });
    let rounding =
        dice.of(&[("half_up", 2), ("half_up", 2), ("half_even", 2), ("down", 2), ("up", 2), ("half_up", 0), ("up", 3)]);
    let mut sheet = json!({
        "schema": "concord.term-sheet/1", "jurisdiction": ground.jurisdiction, "area": ground.areas[0], "currency": "CNY",
        "effective": {"from": ground.from.to_string(), "to": ground.to.to_string()},
        "rounding": {"mode": rounding.0, "places": rounding.1}, "names": names, "items": items::items(dice, ground),
    });
    while let Err(faults) = TermSheet::parse(sheet.to_string().as_bytes()) {
        let bad: Vec<String> = faults.told.iter().filter_map(|fault| fault.item.clone()).collect();
        let items = sheet["items"].as_array_mut().unwrap();
        let before = items.len();
        items.retain(|item| !bad.iter().any(|key| item["key"] == key.as_str()));
        assert!(items.len() < before, "{faults:?}");
    }
    sheet
}
