use super::*;

mod real;

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

fn faults_of(names: &str, items: &str) -> Vec<String> {
    let text = format!(
        r#"{{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY","names":{names},
            "effective":{{"from":"2025-01-01","to":"2025-12-31"}},"items":[{items}]}}"#
    );
    let faults = match TermSheet::parse(text.as_bytes()) {
        Ok(sheet) => {
            assert_eq!(TermSheet::parse(sheet.canonical().as_bytes()).unwrap(), sheet);
            return Vec::new();
        }
        Err(faults) => faults,
    };
    faults.iter().map(|f| format!("{}/{}: {}", f.item.as_deref().unwrap_or("-"), f.field, f.problem)).collect()
}

#[test]
fn texts_match_codes_by_their_names() {
    assert_eq!(matched(" 收 银 员（Ａ）"), "收银员(a)");
    assert_eq!(matched("Straße  10 号"), "strasse  10号");
    assert_eq!(matched("Head  Cook"), "head  cook");
    let names = Names::of(
        &serde_json::json!({"names": {"grade": {"cashier": ["收银员", "收款员"]}, "zone": {"core": ["城区"]}}}),
    );
    let matcher = names.matcher();
    for text in ["cashier", "CASHIER ", "收款 员", "收银员"] {
        assert_eq!(matcher.code(NameKind::Grade, text), Some("cashier"), "{text}");
    }
    assert_eq!((matcher.code(NameKind::Zone, "收银员"), matcher.code(NameKind::Grade, "厨师")), (None, None));
    assert_eq!(names.shown(NameKind::Grade, "cashier"), "收银员");
}

#[test]
fn names_are_codes_with_names_of_their_own() {
    assert_eq!(faults_of(r#"{"grade":{"a":["甲"],"b":[]},"class":{"eid":["Eid"]},"level":{}}"#, ""), [""; 0]);
    let told = faults_of(
        r#"{"grade":{"cook":["厨师","Cook"],"chef":["厨 师"],"Bad":[],"holiday":["假"],"base_x":[],"x":"甲","y":["cook"]},"post":{}}"#,
        "",
    );
    let code = "must match [a-z][a-z0-9_]{0,31}, and be none of weekday, restday, rest_day, holiday, base_…";
    assert_eq!(
        told,
        [
            format!("-/names.grade.Bad: {code}"),
            format!("-/names.grade.base_x: {code}"),
            "-/names.grade.cook[0]: also names chef".to_owned(),
            format!("-/names.grade.holiday: {code}"),
            "-/names.grade.x: expected an array".to_owned(),
            "-/names.grade.y[0]: also names cook".to_owned(),
            "-/names.post: unknown field".to_owned(),
        ]
    );
    let many: Vec<String> = (0..21).map(|n| format!("n{n}")).collect();
    let many = serde_json::json!({"zone": {"core": many}}).to_string();
    assert_eq!(faults_of(&many, ""), ["-/names.zone.core: at most 20 entries"]);
}

#[test]
fn on_no_day_two_items_say_the_same_thing() {
    let wage = |key: &str, rest: &str| {
        format!(r#"{{"key":"{key}","kind":"minimum_wage","unit":"month","amount":"2100"{rest}}}"#)
    };
    let both = |a: &str, b: &str| {
        faults_of(r#"{"grade":{"cashier":["收银员"]}}"#, &format!("{},{}", wage("a", a), wage("b", b)))
    };
    let twice = "b/kind: a second item for the same minimum_wage/month/cashier";
    assert_eq!(both(r#","grade":"cashier""#, r#","grade":"收 银员""#), [twice]);
    assert_eq!(both(r#","grade":"cashier""#, r#","grade":"cashier","level":"二级""#), [""; 0]);
    assert_eq!(both(r#","grade":"cashier""#, r#","grade":"cashier","service_years_from":"0.5""#), [""; 0]);
    assert_eq!(both(r#","to":"2025-06-30""#, r#","from":"2025-07-01""#), [""; 0]);
    assert_eq!(both(r#","to":"2025-07-01""#, r#","from":"2025-07-01""#).len(), 1);
    assert_eq!(both(r#","months":[1,2]"#, r#","months":[3]"#), [""; 0]);
    assert_eq!(both(r#","months":[1,2],"from":"2025-02-02""#, r#","months":[2]"#).len(), 1);
    // The days meet, the months of these days do not.
    assert_eq!(both(r#","months":[1,5],"to":"2025-02-02""#, r#","months":[5]"#), [""; 0]);
    assert_eq!(
        both(r#","from":"2024-12-31","to":"2026-01-01""#, r#","from":"2025-03-01","to":"2025-02-01","months":[0]"#),
        [
            "a/from: must be within the term",
            "a/to: must be within the term",
            "b/months: expected months 1–12, each once",
            "b/to: must be on or after from"
        ]
    );
    let item = |key: &str, rest: &str| format!(r#"{{"key":"{key}",{rest}}}"#);
    let pair = |a: &str, b: &str| faults_of("{}", &format!("{},{}", item("a", a), item("b", b)));
    let raise = |rest: &str| format!(r#""kind":"wage_adjustment","basis":"percent","low":"3"{rest}"#);
    assert_eq!(pair(&raise(""), &raise(r#","from":"2025-07-01""#)), [""; 0]);
    assert_eq!(pair(&raise(r#","wage_below":"3000""#), &raise(r#","wage_from":"3000""#)), [""; 0]);
    assert_eq!(pair(&raise(r#","wage_below":"3000.01""#), &raise(r#","wage_from":"3000""#)).len(), 1);
    assert_eq!(
        pair(&raise(r#","to":"2025-07-01""#), &raise(r#","low":"1","months":[1]"#).replace(r#""low":"3","#, "")),
        [
            "a/to: unknown field",
            "b/months: unknown field",
            "b/kind: a second item for the same wage_adjustment/percent"
        ]
    );
    let one_off = |due: &str| format!(r#""kind":"one_off","code":"bonus","amount":"500","due":"{due}""#);
    assert_eq!(pair(&one_off("2025-03-01"), &one_off("2025-09-01")), [""; 0]);
    assert_eq!(pair(&one_off("2025-03-01"), &one_off("2026-09-01")), ["b/due: must be within the term"]);
    let piece = |rest: &str| format!(r#""kind":"piece_rate","code":"装袜","amount":"0.0125",{rest}"#);
    assert_eq!(pair(&piece(r#""unit":"打""#), &piece(r#""unit":"打","variant":"9寸""#)), [""; 0]);
    assert_eq!(
        pair(&piece(r#""unit":"打""#), &piece(r#""unit":"双","variant":"9寸""#)),
        ["b/kind: 装袜 has another unit in a"]
    );
    let norm = r#""kind":"work_norm","attainable_percent":"90","text":"""#;
    assert_eq!(pair(norm, norm), [""; 0]);
}

#[test]
fn what_a_percent_is_of_is_an_amount_of_the_same_unit() {
    let items = |of: &str| {
        format!(
            r#"{{"key":"p","kind":"minimum_wage","unit":"month","grade":"x","percent_of":"118","of_item":"{of}"}},
               {{"key":"a","kind":"minimum_wage","unit":"month","amount":"2100"}},
               {{"key":"h","kind":"minimum_wage","unit":"hour","amount":"20"}},
               {{"key":"q","kind":"minimum_wage","unit":"month","grade":"y","percent_of_statutory":"130"}}"#
        )
    };
    assert_eq!(faults_of("{}", &items("a")), [""; 0]);
    for of in ["h", "q", "p", "nothing"] {
        let expected = "p/of_item: expected the key of a minimum wage with an amount and the same unit";
        assert_eq!(faults_of("{}", &items(of)), [expected], "{of}");
    }
    let both = r#"{"key":"p","kind":"minimum_wage","unit":"month","amount":"1","percent_of_statutory":"130"}"#;
    assert_eq!(faults_of("{}", both), ["p/amount: expected one of amount, percent_of_statutory, percent_of"]);
}

#[test]
fn a_sheet_that_uses_no_new_field_keeps_its_hash() {
    // Of the file's keys sorted, without blanks, by another program.
    let sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap();
    assert_eq!(sheet.sha256(), "1354bd281cd36c1aebc19df4f27047b5ab623911f3f5988cc100f39f9d88cf60");
}
