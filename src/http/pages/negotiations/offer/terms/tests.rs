use super::*;
use crate::http::pages::negotiations::offer::part::Rest;
use domain::term::TermSheet;

fn zone() -> Tz {
    Tz::Asia__Shanghai
}

fn through_the_form(sheet: &Value) -> Value {
    sheet_of(&posted(sheet))
}

fn sheet_of(posted: &Posted) -> Value {
    let (value, read) = sheet(posted, Rest::default(), zone(), &Keys::new());
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    value
}

/// 26 posts in 3 size classes between other items, as a whole industry bargains.
fn industry() -> Value {
    let mut value: Value =
        serde_json::from_str(include_str!("../../../../../../fixtures/sheets/valid/every-kind.json")).unwrap();
    let items = value["items"].as_array_mut().unwrap();
    for post in 0..26 {
        for size in ["large", "medium", "small"] {
            items.insert(2 * post + 1, json!({"key": format!("minimum_wage.p{post}.{size}"), "kind": "minimum_wage",
                "unit": "month", "grade": format!("岗位{post}"), "size": size, "amount": format!("{}.00", 2300 + post)}));
        }
    }
    value
}

#[test]
fn a_sheet_goes_through_the_form_unchanged() {
    let every = include_str!("../../../../../../fixtures/sheets/valid/every-kind.json");
    let new = include_str!("../../../../../../fixtures/sheets/valid/new-kinds.json");
    for value in [serde_json::from_str(every).unwrap(), industry(), serde_json::from_str(new).unwrap()] {
        let before = TermSheet::from_value(&value).unwrap();
        let after = TermSheet::from_value(&through_the_form(&value)).unwrap();
        assert_eq!(after.canonical(), before.canonical());
    }
}

#[test]
fn posts_by_size_stand_in_one_grid() {
    let form = posted(&industry());
    let rows: Vec<usize> = grid::rows(&form, "month").collect();
    assert_eq!(rows.len(), 27, "26 posts and the cashier");
    let row = rows.iter().find(|row| form.get(&format!("wages[{row}].grade")) == "岗位3").unwrap();
    assert_eq!(form.get(&format!("wages[{row}].medium")), "2303.00");
    // The minimum for everybody is an item of its own.
    assert_eq!(form.get("items[0].amount"), "2100.00");
}

#[test]
fn a_new_amount_takes_the_key_the_other_side_gave_it() {
    let mut form = posted(&industry());
    assert!(edit(&mut form, "wages.add.month", &Rest::default()));
    let row = *form.indexes("wages").last().unwrap();
    form.set(&format!("wages[{row}].grade"), "厨师");
    form.set(&format!("wages[{row}].large"), "2600.00");
    form.set(&format!("wages[{row}].small"), "2500.00");
    let selector = ["month", "厨师", "", "large"].map(str::to_owned);
    let keys = Keys::from([(selector, "minimum_wage.cook".to_owned())]);
    let (value, read) = sheet(&form, Rest::default(), zone(), &keys);
    let valid = TermSheet::from_value(&value).unwrap();
    let last: Vec<&str> = valid.items.iter().rev().take(2).map(|item| item.key.as_str()).collect();
    assert_eq!(last, ["minimum_wage.small", "minimum_wage.cook"]);
    assert_eq!(read.path(&form, "minimum_wage.cook", "amount").unwrap(), format!("wages[{row}].large"));
}

/// A post without an amount is neither lost when the draft is saved, nor left out of an offer unsaid.
#[test]
fn a_row_with_a_post_alone_is_kept_and_its_amount_missed() {
    let mut form = posted(&industry());
    assert!(edit(&mut form, "wages.add.month", &Rest::default()));
    let row = *form.indexes("wages").last().unwrap();
    assert_eq!(sheet_of(&form)["items"].as_array().unwrap().len(), industry()["items"].as_array().unwrap().len());
    form.set(&format!("wages[{row}].grade"), "厨师");
    let (value, read) = sheet(&form, Rest::default(), zone(), &Keys::new());
    let faults = TermSheet::from_value(&value).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let key = value["items"].as_array().unwrap().last().unwrap()["key"].as_str().unwrap().to_owned();
    let place = read.path(&form, &key, "amount").unwrap();
    assert!(place.starts_with(&format!("wages[{row}].")), "{place}");
    // Saved and opened again it stands where it stood.
    let again = posted(&value);
    let row = *again.indexes("wages").last().unwrap();
    assert_eq!(again.get(&format!("wages[{row}].grade")), "厨师");
    assert_eq!(sheet_of(&again), value);
}

#[test]
fn cells_and_faults_find_their_fields() {
    let mut value = industry();
    let annual = value["items"].as_array().unwrap().iter().position(|item| item["key"] == "leave.annual").unwrap();
    value["items"][annual]["bands"][1]["days"] = "x".into();
    let mut form = posted(&value);
    // An empty row before: faults count the rows that were read, fields the rows of the form.
    let bands = format!("items[{annual}].bands");
    for (to, from) in [(3, 2), (2, 1)] {
        for name in ["service_years_from", "days"] {
            let text = form.get(&format!("{bands}[{from}].{name}")).to_owned();
            form.set(&format!("{bands}[{to}].{name}"), text);
        }
    }
    form.remove_under(&format!("{bands}[1]."));
    let (value, read) = sheet(&form, Rest::default(), zone(), &Keys::new());
    let faults = TermSheet::from_value(&value).unwrap_err();
    let told = crate::text::problem::problem(&crate::service::Error::Sheet(faults), Lang::Zh);
    let placed = placed(&told.faults, &form, &read, Lang::Zh);
    assert_eq!(placed[0].field, format!("{bands}[2].days"));
    assert_eq!(read.path(&form, "leave.annual", "bands[20].days").unwrap(), format!("{bands}[3].days"));
    assert_eq!(read.path(&form, "overtime", "weekday").unwrap(), {
        let at = form.pairs().find(|(_, text)| *text == "overtime").unwrap().0.to_owned();
        at.replace(".key", ".weekday").replace(".kind", ".weekday")
    });
}
