use super::*;
use crate::term::tests::EVERY_KIND;
use crate::term::{Choices, Term, TermSheet, usual_anywhere};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn rows(text: &str) -> Vec<Row> {
    let row = |(index, line): (usize, &str)| Row {
        number: u32::try_from(index + 1).unwrap(),
        cells: line.split('|').map(str::to_owned).collect(),
    };
    text.lines().enumerate().map(row).collect()
}

fn list() -> Choices {
    let mut list = Choices::default();
    list.add_names(usual_anywhere());
    list
}

fn read(rows: &[Row]) -> Grid {
    super::read(rows, &mut list(), &Answers::new())
}

fn merge(sheet: &Value, wages: &[Wage], known: &[&TermSheet]) -> Merge {
    let mut list = list();
    for (kind, word) in wages.iter().flat_map(|wage| wage.place.words()) {
        list.add(kind, word, &[]);
    }
    super::merge(sheet, wages, &list, known)
}

fn told(grid: &Grid) -> Vec<String> {
    let word = |word: Option<String>| word.unwrap_or_else(|| "*".to_owned());
    let one = |wage: &Wage| {
        let place = &wage.place;
        format!(
            "{} {} {} {} {}",
            word(place.grade.clone()),
            word(place.zone.clone()),
            word(place.size.clone()),
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
    assert_eq!(told(&chinese), ["cashier * large month 2700.50", "* * * hour 24.00", "shelf * small month 2600.00"]);
    assert_eq!((english.faults, chinese.faults), (vec![], vec![]));
}

#[test]
fn posts_by_size_classes() {
    let grid = read(&rows("岗位|大型|中型|小型（元/月）\n收银员|2800|2700|2600\n司机|3200||3000"));
    assert_eq!(grid.layout, Some(Layout::Matrix));
    assert_eq!(
        told(&grid),
        [
            "cashier * large month 2800.00",
            "cashier * medium month 2700.00",
            "cashier * small month 2600.00",
            "driver * large month 3200.00",
            "driver * small month 3000.00",
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
            "1/6 size: column_twice",
            "2/4 1,000.00: no thousands separator allowed",
            "3/3 week: unknown_unit",
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
    let grid = read(&rows("grade|unit|amount\n|month|2100\n收银员|month|2350\n首席品鉴师|month|2400"));
    let merged = merge(&sheet.to_value(), &grid.wages, &[]);
    let was: Vec<&Was> = merged.planned.iter().map(|planned| &planned.was).collect();
    assert_eq!(was, [&Was::Same, &Was::Other { old: "2300.00".to_owned() }, &Was::Absent]);
    let keys: Vec<&str> = merged.planned.iter().map(|planned| planned.key.as_str()).collect();
    assert_eq!(keys, ["minimum_wage", "minimum_wage.cashier", "minimum_wage.shou_xi_pin_jian_shi"]);
    assert_eq!(merged.kept.len(), 1, "the hourly minimum stays");
    let new = TermSheet::from_value(&merged.sheet).unwrap();
    assert_eq!(new.items.len(), sheet.items.len() + 1);
    assert_eq!(new.items[3].key, "minimum_wage.shou_xi_pin_jian_shi", "behind the last minimum wage");
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
    let text = "岗位|区域|规模|单位|金额\n手印员|||月|1\n授印员|||月|2\n❤|||月|3\n手印员|核心区|大|小时|4\nCashier (night)|||月|5\nHourly|||月|6\n||||7\n|||时|8";
    let wages = read(&rows(text)).wages;
    assert_eq!(wages.len(), 8);
    let keys =
        |wages: &[Wage]| -> Vec<String> { merge(&blank(), wages, &[]).planned.into_iter().map(|p| p.key).collect() };
    let found = keys(&wages);
    assert_eq!(&found[..2], ["minimum_wage.shou_yin_yuan", "minimum_wage.shou_yin_yuan_2"]);
    assert_eq!(found[3], "minimum_wage.shou_yin_yuan.he_xin_qu.large.hourly");
    assert_eq!(&found[4..6], ["minimum_wage.cashier_night", "minimum_wage.hourly"]);
    assert_eq!(found[6], "minimum_wage");
    assert!(found[7].starts_with("minimum_wage.hourly-"), "{found:?}");
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
    assert_eq!(keys(&wages), found);
    // The format takes them all.
    let mut sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap().to_value();
    sheet["items"] = merge(&json!({"items": []}), &wages, &[]).sheet["items"].take();
    assert_eq!(TermSheet::from_value(&sheet).unwrap().items.len(), 8);
}

/// Size classes, zones and levels of the table's own stand along the top; numbers of rows and remarks are left out.
#[test]
fn columns_are_told_by_name_guessed_or_asked() {
    let meant = |grid: &Grid| -> Vec<String> {
        let word = |column: &ColumnRead| column.meaning.map_or("?", Meaning::word);
        grid.columns.iter().map(|column| format!("{} {} {}", column.name, word(column), column.sure)).collect()
    };
    let classes = read(&rows("序号|岗位|一类企业|二类企业|备注\n1|厨师长|6500|5800|\n2|服务员|2000||含餐"));
    assert_eq!(
        meant(&classes),
        ["序号 aside true", "岗位 grade true", "一类企业 of_size false", "二类企业 of_size false", "备注 aside true"]
    );
    assert_eq!(
        told(&classes),
        [
            "head_chef * yi_lei_qi_ye month 6500.00",
            "head_chef * er_lei_qi_ye month 5800.00",
            "waiter * yi_lei_qi_ye month 2000.00"
        ]
    );
    assert_eq!((classes.faults, classes.ignored), (vec![], vec!["序号".to_owned(), "备注".to_owned()]));
    let zones = read(&rows("工种|中心城区|远城区\n洗碗工|1196|996"));
    assert_eq!(told(&zones), ["dishwasher urban * month 1196.00", "dishwasher suburban * month 996.00"]);
    let groups = read(&rows("岗位|企业规模/大型|企业规模/甲等\n洗碗工|1196|996"));
    assert_eq!(told(&groups), ["dishwasher * large month 1196.00", "dishwasher * jia_deng month 996.00"]);
    let both = read(&rows("岗位|城区/大型|乡镇/大型\n洗碗工|1196|996"));
    assert_eq!(told(&both), ["dishwasher urban large month 1196.00", "dishwasher rural large month 996.00"]);
    let levels = read(&rows("岗位|初级工|高级工\n电工|3000|4000"));
    assert_eq!(levels.wages[1].place.level.as_deref(), Some("level_3"));
    // What nobody can tell is asked; the rest is read.
    let text = rows("岗位|方案甲|方案乙|班次\n洗碗工|1196|996|早\n服务员|1300|1100|晚");
    let asked = read(&text);
    assert_eq!(meant(&asked), ["岗位 grade true", "方案甲 ? false", "方案乙 ? false", "班次 ? false"]);
    assert_eq!((asked.wages.len(), asked.faults.len()), (0, 0));
    let answers = Answers::from([(2, Meaning::Amount), (3, Meaning::Aside), (4, Meaning::Zone)]);
    let answered = super::read(&text, &mut list(), &answers);
    assert_eq!(told(&answered), ["dishwasher zao * month 1196.00", "waiter wan * month 1300.00"]);
    // An answer goes before what the name tells.
    let answers = Answers::from([(2, Meaning::OfZone)]);
    let other = super::read(&rows("岗位|一类企业\n洗碗工|1196"), &mut list(), &answers);
    assert_eq!(told(&other), ["dishwasher yi_lei_qi_ye * month 1196.00"]);
}

/// What counts for certain days, an employment or years of service is no plain wage of a post.
#[test]
fn a_wage_with_conditions_is_none_of_the_grid() {
    let item = |key: &str, more: Value| {
        let mut item =
            json!({"key": key, "kind": "minimum_wage", "unit": "month", "grade": "cashier", "amount": "2300.00"});
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item
    };
    let conditions = [
        json!({"to": "2026-06-30"}),
        json!({"months": [6, 7]}),
        json!({"employment": "piece"}),
        json!({"service_years_from": 3}),
    ];
    let sheet = json!({"items": conditions.map(|more| item("minimum_wage.old", more))});
    let wages = read(&rows("岗位|金额\n收银员|2500")).wages;
    let merged = merge(&sheet, &wages, &[]);
    assert_eq!((&merged.planned[0].was, merged.kept.len()), (&Was::Absent, 0));
    assert_eq!(merged.sheet["items"].as_array().unwrap().len(), 5);
    assert_eq!(merged.sheet["names"]["grade"]["cashier"][0], "收银员");
    // A percent of the statute for the same post gives way to the amount.
    let mut percent = item("minimum_wage.cashier", json!({"percent_of_statutory": "130"}));
    percent.as_object_mut().unwrap().remove("amount");
    let merged = merge(&json!({"items": [percent]}), &wages, &[]);
    assert_eq!(merged.planned[0].was, Was::Other { old: "130%".to_owned() });
    assert_eq!(merged.sheet["items"], json!([item("minimum_wage.cashier", json!({"amount": "2500.00"}))]));
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
