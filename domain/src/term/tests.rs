use super::*;

#[test]
fn dates_are_written_in_full() {
    for date in ["+2025-1-01", "2025-1-001", " 2025-1-01", "2025-02-30", "2025/01/01"] {
        let text = format!(
            r#"{{"schema":"concord.term-sheet/1","jurisdiction":"CN","area":"640205","currency":"CNY",
                "effective":{{"from":"{date}","to":"2025-12-31"}},"items":[]}}"#
        );
        let faults = TermSheet::parse(text.as_bytes()).unwrap_err();
        assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["effective.from"], "{date}");
    }
}
use crate::decimal::Money;

pub(crate) const EVERY_KIND: &str = include_str!("../../../fixtures/sheets/valid/every-kind.json");

#[test]
fn the_canonical_text_reads_back_to_the_same_sheet() {
    let sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap();
    assert_eq!(sheet.items.len(), 14);
    let text = sheet.canonical();
    let again = TermSheet::parse(text.as_bytes()).unwrap();
    assert_eq!((again.canonical(), &again), (text, &sheet));
    assert_eq!(sheet.sha256().len(), 64);
}

#[test]
fn every_fault_is_told_with_item_and_field() {
    let bad = include_bytes!("../../../fixtures/sheets/invalid/many-faults.json");
    let faults = TermSheet::parse(bad).unwrap_err();
    let told: Vec<String> =
        faults.iter().map(|f| format!("{}/{}: {}", f.item.as_deref().unwrap_or("-"), f.field, f.problem)).collect();
    assert_eq!(
        told,
        [
            "-/schema: expected concord.term-sheet/1",
            "-/area: expected a code of an area",
            "-/effective.to: must be on or after effective.from",
            "-/rounding.mode: expected one of half_up, half_even, up, down",
            "-/rounding.places: must be 0–4",
            "minimum_wage/amount: expected a decimal string",
            "minimum_wage/key: key used twice",
            "minimum_wage/amount: at most 4 fraction digits",
            "Overtime/key: must match [a-z][a-z0-9_]*(\\.[a-z0-9_-]+)*",
            "Overtime/weekday: no exponent allowed",
            "Overtime/rest_day: no sign allowed",
            "Overtime/holiday: must be 0–100",
            "Overtime/monthly_cap_hours: no thousands separator allowed",
            "leave.annual/bands: bands must be ascending by service_years_from and not empty",
            "p2/kind: a second item for the same probation",
            "x/kind: expected one of minimum_wage, wage_adjustment, payment, overtime, piece_rate, commission, one_off, \
             leave, allowance, probation, sick_pay, work_norm, welfare, clause",
            "items[7]/: expected an object",
            "-/extra: unknown field",
        ]
    );
}

#[test]
fn a_json_key_used_twice_is_refused() {
    let faults = TermSheet::parse(br#"{"schema":"a","schema":"b"}"#).unwrap_err();
    assert!(faults[0].problem.to_string().contains("used twice"), "{faults:?}");
}

#[test]
fn the_minimum_that_names_most_applies_and_ties_take_the_higher() {
    let sheet = |items: &str| {
        let head = r#"{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY",
            "effective":{"from":"2025-01-01","to":"2025-12-31"},"items":["#;
        TermSheet::parse(format!("{head}{items}]}}").as_bytes()).unwrap()
    };
    let item = |key: &str, amount: &str, rest: &str| {
        format!(r#"{{"key":"{key}","kind":"minimum_wage","unit":"month","amount":"{amount}"{rest}}}"#)
    };
    let all = [
        item("a", "2000", ""),
        item("b", "2100", r#","grade":"cook""#),
        item("c", "2200", r#","zone":"core""#),
        item("d", "2050", r#","grade":"cook","size":"small""#),
    ];
    let sheet_all = sheet(&all.join(","));
    let amount = |grade, zone, size| match minimum_wage_for(&sheet_all, WageUnit::Month, grade, zone, size) {
        Applicable::Item(_, amount) => amount,
        other => panic!("{other:?}"),
    };
    assert_eq!(amount("clerk", "", None), Money::parse("2000").unwrap());
    assert_eq!(amount("cook", "core", None), Money::parse("2200").unwrap());
    assert_eq!(amount("cook", "core", Some(SizeClass::Small)), Money::parse("2050").unwrap());
    assert_eq!(minimum_wage_for(&sheet_all, WageUnit::Hour, "", "", None), Applicable::NoneOfUnit);
    let only_cook = sheet(&all[1]);
    assert_eq!(minimum_wage_for(&only_cook, WageUnit::Month, "clerk", "", None), Applicable::NoMatch);
}

#[test]
fn cells_keep_their_identity_and_numbers_have_gaps() {
    let sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap();
    let cells = sheet.cells();
    let text = |item: &str, field: &str| {
        cells.iter().find(|c| c.item == item && c.field == field).map(|c| c.value.text().to_owned())
    };
    assert_eq!(text("overtime", "weekday").as_deref(), Some("1.5"));
    assert_eq!(text("leave.annual", "bands[10].days").as_deref(), Some("10"));
    let number = |text: &str| CellValue::Number(text.to_owned());
    let told = gap(&number("2300.00"), &number("2100.00")).unwrap();
    assert_eq!((told.units.as_str(), told.percent.as_deref()), ("200.00", Some("9.52")));
    assert_eq!(gap(&number("1"), &number("0")).unwrap().percent, None);
    assert_eq!(gap(&number("1"), &CellValue::Text("x".to_owned())), None);
}

#[test]
fn of_an_unfinished_sheet_the_right_items_make_a_valid_one() {
    let bad: serde_json::Value = serde_json::from_str(EVERY_KIND).unwrap();
    let mut one = bad.clone();
    one["items"][0]["amount"] = "12,5".into();
    one["items"][1]["key"] = one["items"][2]["key"].clone();
    let (sheet, faults) = TermSheet::partly(&one);
    let sheet = sheet.unwrap();
    assert_eq!((sheet.items.len(), faults.len()), (12, 2), "{faults:?}");
    // What is left holds every rule by itself.
    assert_eq!(TermSheet::from_value(&sheet.to_value()).unwrap(), sheet);
    one["effective"]["from"] = "".into();
    assert!(TermSheet::partly(&one).0.is_none());
    assert_eq!(TermSheet::partly(&bad).1.told, []);
}

#[test]
fn cells_of_an_unfinished_sheet_are_named_like_those_of_a_valid_one() {
    let sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap();
    let loose = loose_cells(&sheet.to_value());
    for cell in sheet.cells() {
        let text = loose.get(&(cell.item.clone(), cell.field.clone()));
        assert_eq!(text.map(String::as_str), Some(cell.value.text()), "{cell:?}");
    }
    assert_eq!(loose[&(String::new(), "effective.from".to_owned())], "2023-09-01");
}

#[test]
fn each_changed_cell_names_who_changed_it_last() {
    let sheet = |amount: &str, days: &str| {
        serde_json::json!({"items": [
            {"key": "minimum_wage", "kind": "minimum_wage", "amount": amount},
            {"key": "leave", "kind": "leave", "bands": [{"service_years_from": 1, "days": days}]}]})
    };
    let at = |minute: u32| format!("2026-03-02T01:{minute:02}:00Z").parse().unwrap();
    let told = |edits: &[Edit]| -> Vec<String> {
        edits.iter().map(|e| format!("{} {} {} {}", e.item, e.field, e.by, e.at.format("%M"))).collect()
    };
    let (base, first, second) = (sheet("2000", "5"), sheet("2300", "5"), sheet("2300", "6"));
    let one = edits(&base, None, &first, "李桂兰", at(1));
    assert_eq!(told(&one), ["minimum_wage amount 李桂兰 01"]);
    let two = edits(&base, Some((&first, &one)), &second, "马秀英", at(2));
    assert_eq!(told(&two), ["leave bands[1].days 马秀英 02", "minimum_wage amount 李桂兰 01"]);
    // Saved again as it stood nothing changes hands; what is as in the base again is no edit.
    assert_eq!(edits(&base, Some((&second, &two)), &second, "王", at(3)), two);
    assert_eq!(
        told(&edits(&base, Some((&second, &two)), &sheet("2000", "6"), "王", at(4))),
        ["leave bands[1].days 马秀英 02"]
    );
}
