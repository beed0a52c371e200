//! A case with codes, and the same with names in their place.

use super::case::Case;

/// What a payroll or roster may say: a code, and a name of it.
const CELLS: [(&str, &[(&str, &str)]); 4] = [
    ("grade", &[("cashier", "收银员"), ("driver", "司机"), ("warehouse", "仓库管理员")]),
    ("level", &[("senior", "高级工")]),
    ("operation", &[("sew", "缝纫"), ("pack", "包装")]),
    ("variant", &[("thick", "厚料")]),
];
const ZONES: [(&str, &str); 1] = [("core", "城区")];
const SIZES: [(&str, &str); 2] = [("large", "大型"), ("class_1", "一类企业")];
const COLUMNS: [(&str, &str); 7] = [
    ("_heat", "_高温"),
    ("_meal", "_餐补"),
    ("_sew", "_缝纫"),
    ("_pack", "_包装"),
    ("_sales", "_销售"),
    ("_gift", "_中秋"),
    ("_late_", "_深夜_"),
];

/// Exchanges what the first of a pair is for the second.
fn exchange(case: &Case, to_names: bool) -> Case {
    let turn = |pair: &(&'static str, &'static str)| if to_names { *pair } else { (pair.1, pair.0) };
    let word = |text: &mut String, words: &[(&'static str, &'static str)]| {
        if let Some((_, to)) = words.iter().map(turn).find(|(from, _)| from == text) {
            *text = to.to_owned();
        }
    };
    let mut case = case.clone();
    for (name, words) in CELLS {
        let at = case.header.iter().position(|column| column == name);
        for cell in case.rows.iter_mut().filter_map(|(_, row)| row.get_mut(at?)) {
            word(cell, words);
        }
    }
    for stint in case.roster.iter_mut().flatten().flat_map(|(_, stints)| stints) {
        word(&mut stint.zone, &ZONES);
        word(&mut stint.size, &SIZES);
    }
    for column in &mut case.header {
        for (from, to) in COLUMNS.iter().map(turn) {
            *column = column.replace(from, to);
        }
    }
    case
}

pub fn coded(case: &Case) -> Case {
    exchange(case, false)
}

pub fn called(case: &Case) -> Case {
    exchange(case, true)
}
