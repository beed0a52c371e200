use super::*;
use crate::term::tests::EVERY_KIND;
use crate::term::{Term, TermSheet};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn rows(text: &str) -> Vec<Row> {
    let row = |(index, line): (usize, &str)| Row {
        number: u32::try_from(index + 1).unwrap(),
        cells: line.split('|').map(str::to_owned).collect(),
    };
    text.lines().enumerate().map(row).collect()
}

fn told(grid: &Grid) -> Vec<String> {
    let word = |word: Option<String>| word.unwrap_or_else(|| "*".to_owned());
    let one = |wage: &Wage| {
        let place = &wage.place;
        let size = place.size.map(|size| size.word().to_owned());
        format!(
            "{} {} {} {} {}",
            word(place.grade.clone()),
            word(place.zone.clone()),
            word(size),
            place.unit.word(),
            wage.amount
        )
    };
    grid.wages.iter().map(one).collect()
}

fn faults(text: &str) -> Vec<String> {
    let place = |column: Option<u32>| column.map_or_else(|| "-".to_owned(), |column| column.to_string());
    let what = |problem: &GridProblem| match problem {
        GridProblem::Field { problem } => problem.to_string(),
        other => json!(other)["code"].as_str().unwrap().to_owned(),
    };
    read(&rows(text))
        .faults
        .iter()
        .map(|f| format!("{}/{} {}: {}", f.row, place(f.column), f.found, what(&f.problem)))
        .collect()
}

#[test]
fn one_wage_a_row_in_both_languages() {
    let english =
        read(&rows("grade|zone|size|unit|amount\n|||month|2400\ncashier|core|large|month|2700.50\n all |||hour|24"));
    assert_eq!(english.layout, Some(Layout::Rows));
    assert_eq!(told(&english), ["* * * month 2400.00", "cashier core large month 2700.50", "* * * hour 24.00"]);
    let chinese = read(&rows(
        "单位|岗位|金额（元）|企业规模\n元/月|收银员|2700.5|大型企业\n\n每小时|所有岗位|24|不分规模\n|理货员|2600|小",
    ));
    assert_eq!(told(&chinese), ["收银员 * large month 2700.50", "* * * hour 24.00", "理货员 * small month 2600.00"]);
    assert_eq!((english.faults, chinese.faults), (vec![], vec![]));
}

#[test]
fn posts_by_size_classes() {
    let grid = read(&rows("岗位|大型|中型|小型（元/月）\n收银员|2800|2700|2600\n司机|3200||3000"));
    assert_eq!(grid.layout, Some(Layout::Matrix));
    assert_eq!(
        told(&grid),
        [
            "收银员 * large month 2800.00",
            "收银员 * medium month 2700.00",
            "收银员 * small month 2600.00",
            "司机 * large month 3200.00",
            "司机 * small month 3000.00",
        ]
    );
    let zoned = read(&rows("|Zone|Unit|Large|All\ncashier|core|hour|25|24"));
    assert_eq!(told(&zoned), ["cashier core large hour 25.00", "cashier core * hour 24.00"]);
    assert!(grid.faults.is_empty() && zoned.faults.is_empty());
}

#[test]
fn every_fault_is_told_with_row_and_column() {
    assert_eq!(
        faults(
            "grade|size|unit|amount|bonus|size\na|large|month|1,000.00\nb|huge|week|1e3\nc|||\nd|||0\ne|||-5\nf|||2400.00001\n\
             g|||2400\ng|||2500\nh|||2600||||stray\ni|||1000000000000"
        ),
        [
            "1/5 bonus: unknown_column",
            "1/6 size: column_twice",
            "2/4 1,000.00: no thousands separator allowed",
            "3/3 week: unknown_unit",
            "3/2 huge: unknown_size",
            "3/4 1e3: no exponent allowed",
            "4/4 : required",
            "5/4 0: must be above 0",
            "6/4 -5: no sign allowed",
            "7/4 2400.00001: at most 4 fraction digits",
            "9/4 2500: twice",
            "10/8 stray: beyond_header",
            "11/4 1000000000000: magnitude must be below 10^12",
        ]
    );
    assert_eq!(faults(""), ["1/- : empty"]);
    assert_eq!(faults("grade|amount"), ["1/- : empty"]);
    assert_eq!(faults("岗位|大型|金额\na|1|2"), ["1/- : mixed"]);
    assert_eq!(faults("岗位|区域\na|b"), ["1/- : unrecognised"]);
    let many = (0..=LARGEST).fold("grade|amount".to_owned(), |text, n| format!("{text}\np{n}|1"));
    assert_eq!(faults(&many), ["2002/- : too_many"]);
}

fn blank() -> Value {
    json!({"items": [{"key": "overtime", "kind": "overtime"}]})
}

#[test]
fn a_grid_adds_changes_and_leaves_the_rest() {
    let sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap();
    let grid = read(&rows("grade|unit|amount\n|month|2100\ncashier|month|2350\n收银员|month|2400"));
    let merged = merge(&sheet.to_value(), &grid.wages, &[]);
    let was: Vec<&Was> = merged.planned.iter().map(|planned| &planned.was).collect();
    assert_eq!(was, [&Was::Same, &Was::Other { old: "2300.00".to_owned() }, &Was::Absent]);
    let keys: Vec<&str> = merged.planned.iter().map(|planned| planned.key.as_str()).collect();
    assert_eq!(keys, ["minimum_wage", "minimum_wage.cashier", "minimum_wage.shou_yin_yuan"]);
    assert_eq!(merged.kept.len(), 1, "the hourly minimum stays");
    let new = TermSheet::from_value(&merged.sheet).unwrap();
    assert_eq!(new.items.len(), sheet.items.len() + 1);
    assert_eq!(new.items[3].key, "minimum_wage.shou_yin_yuan", "behind the last minimum wage");
    assert!(
        new.items
            .iter()
            .filter(|i| !matches!(i.term, Term::MinimumWage { .. }))
            .eq(sheet.items.iter().filter(|i| !matches!(i.term, Term::MinimumWage { .. })))
    );
    // What was merged changes nothing when it is merged again.
    let again = merge(&merged.sheet, &grid.wages, &[]);
    assert!(again.planned.iter().all(|planned| planned.was == Was::Same));
    assert_eq!(again.sheet, merged.sheet);
}

#[test]
fn keys_are_stable_unique_and_of_the_pattern() {
    let text = "岗位|区域|规模|单位|金额\n收银员|||月|1\n手印员|||月|2\n授印员|||月|3\n❤|||月|4\n收银员|核心区|大|小时|5\nCashier (night)|||月|6\nHourly|||月|7\n||||8\n|||时|9";
    let wages = read(&rows(text)).wages;
    assert_eq!(wages.len(), 9);
    let keys =
        |wages: &[Wage]| -> Vec<String> { merge(&blank(), wages, &[]).planned.into_iter().map(|p| p.key).collect() };
    let found = keys(&wages);
    assert_eq!(found[0], "minimum_wage.shou_yin_yuan");
    assert!(found[1].starts_with("minimum_wage.shou_yin_yuan-"), "{found:?}");
    assert_eq!(found[4], "minimum_wage.shou_yin_yuan.he_xin_qu.large.hourly");
    assert_eq!(&found[5..7], ["minimum_wage.cashier_night", "minimum_wage.hourly"]);
    assert_eq!(found[7], "minimum_wage");
    assert!(found[8].starts_with("minimum_wage.hourly-"));
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
    assert_eq!(keys(&wages), found);
    // The format takes them all.
    let mut sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap().to_value();
    sheet["items"] = merge(&json!({"items": []}), &wages, &[]).sheet["items"].take();
    assert_eq!(TermSheet::from_value(&sheet).unwrap().items.len(), 9);
}

#[test]
fn a_cell_of_earlier_texts_keeps_its_key() {
    let mut value = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap().to_value();
    value["items"][1]["key"] = json!("minimum_wage.till");
    let earlier = TermSheet::from_value(&value).unwrap();
    let wages = read(&rows("grade|amount\ncashier|2500")).wages;
    assert_eq!(merge(&blank(), &wages, &[&earlier]).planned[0].key, "minimum_wage.till");
}

#[test]
fn a_draft_of_any_shape_is_no_obstacle() {
    let wages = read(&rows("grade|amount\ncashier|2500")).wages;
    for draft in [
        json!(null),
        json!("x"),
        json!([1]),
        json!({"items": 3}),
        json!({"items": [1, {"kind": "minimum_wage", "unit": 5}]}),
    ] {
        let merged = merge(&draft, &wages, &[]);
        assert_eq!(merged.planned[0].was, Was::Absent);
        assert!(merged.sheet["items"].as_array().unwrap().iter().any(|item| item["amount"] == "2500.00"));
    }
}
