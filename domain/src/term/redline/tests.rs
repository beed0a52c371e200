use super::*;
use crate::term::tests::EVERY_KIND;
use proptest::prelude::*;
use serde_json::json;

mod sheets;

use sheets::{any_sheet, pair};

fn every_kind() -> (TermSheet, Value) {
    let sheet = TermSheet::parse(EVERY_KIND.as_bytes()).unwrap();
    let value = sheet.to_value();
    (sheet, value)
}

fn id(item: Option<&str>, field: &str) -> CellId {
    CellId { item: item.map(str::to_owned), field: field.to_owned() }
}

#[test]
fn every_sort_of_change_is_told_by_item_and_field() {
    let (old, mut value) = every_kind();
    value["effective"]["to"] = json!("2024-12-31");
    value["rounding"]["places"] = json!(0);
    let items = value["items"].as_array_mut().unwrap();
    let place = |items: &[Value], key: &str| items.iter().position(|item| item["key"] == key).unwrap();
    let at = place(items, "minimum_wage.cashier");
    items[at]["amount"] = json!("2350.00");
    let at = place(items, "leave.annual");
    items[at]["bands"] = json!([{"service_years_from": 1, "days": "6"}, {"service_years_from": 15, "days": "12"}]);
    let at = place(items, "overtime");
    let overtime = items.remove(at);
    items.insert(0, overtime);
    let at = place(items, "probation");
    items.remove(at);
    items.push(
        json!({"key": "minimum_wage.cook", "kind": "minimum_wage", "unit": "month", "grade": "厨师", "amount": "2500"}),
    );
    let new = TermSheet::from_value(&value).unwrap();
    let redline = Redline::between(&old, &new);
    let told: Vec<String> = redline
        .items
        .iter()
        .filter(|item| !item.cells.is_empty())
        .flat_map(|item| {
            let text =
                |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), |v| v.to_string().replace('"', ""));
            item.cells.iter().map(move |c| format!("{}/{} {}→{}", item.key, c.field, text(&c.old), text(&c.new)))
        })
        .collect();
    assert_eq!(
        told,
        [
            "overtime/position 6→1",
            "minimum_wage.cashier/amount 2300.00→2350.00",
            "leave.annual/bands[1].days 5→6",
            "leave.annual/bands[10].days 10→-",
            "leave.annual/bands[15].days -→12",
            "leave.annual/bands[20].days 15→-",
            "probation/kind probation→-",
            "probation/percent 80→-",
            "minimum_wage.cook/kind -→minimum_wage",
            "minimum_wage.cook/grade -→厨师",
            "minimum_wage.cook/unit -→month",
            "minimum_wage.cook/amount -→2500.00",
        ]
    );
    let head: Vec<&str> = redline.head.iter().map(|cell| cell.field.as_str()).collect();
    assert_eq!(head, ["effective.to", "rounding.places"]);
    assert_eq!((redline.accept(&old).unwrap(), redline.reject(&new).unwrap()), (new, old));
}

#[test]
fn some_changes_make_a_sheet_or_tell_their_faults() {
    let (old, mut value) = every_kind();
    value["effective"] = json!({"from": "2025-01-01", "to": "2025-12-31"});
    value["items"][0]["amount"] = json!("2200.00");
    value["items"][1]["amount"] = json!("2400.00");
    let new = TermSheet::from_value(&value).unwrap();
    let redline = Redline::between(&old, &new);
    let one = BTreeSet::from([id(Some("minimum_wage"), "amount")]);
    let some = redline.accept_some(&old, &one).unwrap();
    assert_eq!(Redline::between(&old, &some).changes(), one);
    assert_eq!(redline.reject_some(&new, &redline.changes().difference(&one).cloned().collect()).unwrap(), some);
    // A first day after the last one is no term.
    let faults = redline.accept_some(&old, &BTreeSet::from([id(None, "effective.from")])).unwrap_err();
    assert!(matches!(&faults, Unfit::Faults(all) if all[0].field == "effective.to"), "{faults:?}");
    let stray = id(Some("overtime"), "weekday");
    assert_eq!(redline.accept_some(&old, &BTreeSet::from([stray.clone()])), Err(Unfit::NoSuchChange(stray)));
    assert!(matches!(redline.accept(&new), Err(Unfit::OtherSheet { .. })));
}

fn told(runs: &[Run]) -> String {
    let mark = |run: &Run| match run.kind {
        RunKind::Equal => run.text.clone(),
        RunKind::Deleted => format!("[-{}-]", run.text),
        RunKind::Inserted => format!("[+{}+]", run.text),
    };
    runs.iter().map(mark).collect()
}

#[test]
fn prose_is_compared_by_words_and_chinese_by_characters() {
    for (old, new, expected) in [
        ("每年组织健康体检一次。", "每年组织健康体检两次。", "每年组织健康体检[-一-][+两+]次。"),
        ("paid within 15 days", "paid within 150 days", "paid within [-15-][+150+] days"),
        ("甲乙", "甲乙丙", "甲乙[+丙+]"),
        ("甲的乙方", "丙的丁方", "[-甲的乙-][+丙的丁+]方"),
        ("", "新", "[+新+]"),
        ("same", "same", "same"),
    ] {
        assert_eq!(told(&runs(old, new)), expected);
    }
}

#[test]
fn long_texts_that_differ_everywhere_are_still_answered_quickly() {
    let text = |from: u32| -> String {
        (0..20_000_u32).map(|n| char::from_u32(0x4E00 + (n.wrapping_mul(from) % 20_000)).unwrap()).collect()
    };
    let (old, new) = (text(7), text(13));
    assert_eq!(runs(&old, &new).len(), 2);
    let one = "一句话。".repeat(5000);
    let other = one.replacen("一句话", "两句话", 1);
    assert_eq!(told(&runs(&one, &other)).matches("[-一-][+两+]").count(), 1);
}

fn side(runs: &[Run], without: RunKind) -> String {
    runs.iter().filter(|run| run.kind != without).map(|run| run.text.as_str()).collect()
}

#[test]
fn the_same_thing_under_another_key_is_paired_and_its_key_told() {
    let read = |text: &str| TermSheet::parse(text.as_bytes()).unwrap();
    let offer = read(include_str!("../../../../fixtures/sheets/reality/employer-offer.json"));
    let mut value = offer.to_value();
    value["names"] = json!({"grade": {"driver": ["司机"]}});
    let keys = [
        ("minimum_wage.7", "minimum_wage.driver.large"),
        ("welfare.8", "welfare.meals"),
        ("clause.art9", "clause.supervision"),
    ];
    for item in value["items"].as_array_mut().unwrap() {
        if let Some((_, key)) = keys.iter().find(|(other, _)| item["key"] == *other) {
            item["key"] = json!(key);
        }
        if item["key"] == "minimum_wage.driver.large" {
            item["amount"] = json!("3400.00");
            item["grade"] = json!("司 机");
        }
    }
    let workers = TermSheet::from_value(&value).unwrap();
    let redline = Redline::between(&workers, &offer);
    let of = |fate| redline.items.iter().filter(|item| item.fate == fate).count();
    assert_eq!((of(Fate::Added), of(Fate::Removed), of(Fate::Changed)), (0, 0, 1));
    let renamed: Vec<_> = redline.items.iter().filter(|i| i.renamed()).map(|i| (i.new_key(), i.old_key())).collect();
    assert_eq!(renamed, keys);
    let driver = redline.items.iter().find(|item| item.key == "minimum_wage.7").unwrap();
    let fields: Vec<&str> = driver.cells.iter().map(|cell| cell.field.as_str()).collect();
    assert_eq!(fields, ["grade", "amount", KEY]);
    assert_eq!((redline.accept(&workers).unwrap(), redline.reject(&offer).unwrap()), (offer.clone(), workers.clone()));
    // The amount alone: the key stays.
    let some = BTreeSet::from([id(Some("minimum_wage.7"), "amount")]);
    let sheet = redline.accept_some(&workers, &some).unwrap();
    let wage = sheet.items.iter().find(|item| item.key == "minimum_wage.driver.large").unwrap();
    assert_eq!(wage.term.selectors().unwrap().grade.as_deref(), Some("司 机"));
}

#[test]
fn steps_are_paired_by_their_days_and_swapped_keys_by_what_they_are_for() {
    let sheet = |items: Value| {
        TermSheet::from_value(
            &json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "640205", "currency": "CNY",
            "effective": {"from": "2025-01-01", "to": "2025-12-31"}, "items": items}),
        )
        .unwrap()
    };
    let wage = |key: &str, amount: &str, grade: Option<&str>, from: Option<&str>, to: Option<&str>| json!({"key": key, "kind": "minimum_wage", "unit": "month", "amount": amount, "grade": grade, "from": from, "to": to});
    let told = |old: &TermSheet, new: &TermSheet| -> Vec<String> {
        let redline = Redline::between(old, new);
        assert_eq!((&redline.accept(old).unwrap(), &redline.reject(new).unwrap()), (new, old));
        redline.items.iter().map(|i| format!("{}<{} {:?}", i.new_key(), i.old_key(), i.fate)).collect()
    };
    let steps = |keys: [&str; 2], second: &str| {
        sheet(json!([
            wage(keys[0], "2100", None, None, Some("2025-06-30")),
            wage(keys[1], second, None, Some("2025-07-01"), None)
        ]))
    };
    assert_eq!(told(&steps(["a", "b"], "2200"), &steps(["c", "d"], "2300")), ["c<a Same", "d<b Changed"]);
    let posts = |keys: [&str; 2]| {
        sheet(json!([
            wage(keys[0], "2100", Some("cook"), None, None),
            wage(keys[1], "2200", Some("clerk"), None, None)
        ]))
    };
    assert_eq!(told(&posts(["a", "b"]), &posts(["b", "a"])), ["b<a Same", "a<b Same"]);
    // The key of what would be gone lives on: it stays with its key.
    let one = sheet(json!([wage("a", "2200", Some("clerk"), None, None)]));
    assert_eq!(told(&posts(["a", "b"]), &one), ["a<a Changed", "b<b Removed"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn accepting_all_gives_the_new_sheet_and_rejecting_all_the_old((old, new) in pair()) {
        let redline = Redline::between(&old, &new);
        // The redline itself carries all there is to know: it survives as JSON.
        let carried: Redline = serde_json::from_str(&serde_json::to_string(&redline).unwrap()).unwrap();
        prop_assert_eq!(&carried, &redline);
        prop_assert_eq!(&carried.accept(&old).unwrap(), &new);
        prop_assert_eq!(&carried.reject(&new).unwrap(), &old);
        prop_assert_eq!(&carried.accept_some(&old, &BTreeSet::new()).unwrap(), &old);
        prop_assert_eq!(&carried.reject_some(&new, &BTreeSet::new()).unwrap(), &new);
        prop_assert_eq!(redline.is_empty(), old == new);
        prop_assert_eq!(redline.changes().is_empty() && redline.items.iter().all(|i| i.fate == Fate::Same), old == new);
        prop_assert_eq!(redline.inverse().inverse(), redline);
    }

    #[test]
    fn a_subset_is_a_valid_sheet_with_just_those_cells_or_faults((old, new) in pair(), picks in any::<u64>()) {
        let redline = Redline::between(&old, &new);
        let all = redline.changes();
        let some: BTreeSet<CellId> =
            all.iter().enumerate().filter(|(at, _)| picks >> (at % 64) & 1 == 1).map(|(_, id)| id.clone()).collect();
        match redline.accept_some(&old, &some) {
            Ok(sheet) => {
                let cells = |ids: &BTreeSet<CellId>| -> BTreeSet<CellId> {
                    ids.iter().filter(|id| id.field != POSITION).cloned().collect()
                };
                let rest: BTreeSet<CellId> = all.difference(&some).cloned().collect();
                // From the new sheet, what is rejected leaves the same items.
                let items = |sheet: &TermSheet| -> BTreeMap<String, Item> {
                    sheet.items.iter().map(|item| (item.key.clone(), item.clone())).collect()
                };
                prop_assert_eq!(items(&redline.reject_some(&new, &rest).unwrap()), items(&sheet));
                let (from, to) = (Redline::between(&old, &sheet), Redline::between(&sheet, &new));
                // Where keys stay, what is left to change is what was not accepted.
                let plain = |redline: &Redline| redline.items.iter().all(|item| !item.renamed());
                if [&redline, &from, &to].into_iter().all(plain) {
                    prop_assert_eq!(cells(&from.changes()), cells(&some));
                    prop_assert_eq!(cells(&to.changes()), cells(&rest));
                }
            }
            Err(Unfit::Faults(faults)) => prop_assert!(!faults.is_empty()),
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn a_sheet_does_not_differ_from_itself(sheet in any_sheet()) {
        let redline = Redline::between(&sheet, &sheet);
        prop_assert!(redline.is_empty() && redline.changes().is_empty());
        prop_assert_eq!(redline.items.len(), sheet.items.len());
    }

    #[test]
    fn runs_are_both_texts(old in "[一二三的。ab1 \n]{0,60}", new in "[一二三的。ab1 \n]{0,60}") {
        let found = runs(&old, &new);
        prop_assert_eq!(side(&found, RunKind::Inserted), old);
        prop_assert_eq!(side(&found, RunKind::Deleted), new);
        prop_assert!(found.iter().all(|run| !run.text.is_empty()));
        prop_assert!(found.windows(2).all(|pair| pair[0].kind != pair[1].kind));
    }
}
