use super::*;
use crate::http::pages::negotiations::offer::part::Rest;
use domain::term::{TermSheet, usual_anywhere};

fn zone() -> Tz {
    Tz::Asia__Shanghai
}

fn through_the_form(sheet: &Value) -> Value {
    sheet_of(&posted(sheet))
}

/// As the page makes it, of a negotiation without offers.
fn posted(sheet: &Value) -> Posted {
    let mut out = Posted::default();
    named::carry(sheet, &mut out);
    let list = named::of_form(&out);
    fill(&mut out, sheet, &list, Lang::Zh);
    out
}

fn edit(form: &mut Posted, wish: &str) -> bool {
    let mut list = named::of_form(form);
    super::edit(form, wish, &Rest::default(), &mut list)
}

fn sheet(form: &Posted, keys: &Keys) -> (Value, Read) {
    super::sheet(form, Rest::default(), zone(), keys, named::of_form(form))
}

fn sheet_of(posted: &Posted) -> Value {
    let (value, read) = sheet(posted, &Keys::new());
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
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sheets/");
    let read = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(format!("{folder}{name}")).unwrap()).unwrap()
    };
    let real = std::fs::read_dir(format!("{folder}real"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap());
    let real: Vec<Value> =
        real.filter(|name| name.ends_with(".json")).map(|name| read(&format!("real/{name}"))).collect();
    assert_eq!(real.len(), 14);
    let own = [read("valid/every-kind.json"), industry(), read("valid/new-kinds.json")];
    for value in own.into_iter().chain(real) {
        let before = TermSheet::from_value(&value).unwrap();
        let after = TermSheet::from_value(&through_the_form(&value)).unwrap();
        // What is shown by its usual name is called so from then on; nothing else changes.
        for (kind, word) in before.items.iter().flat_map(|item| item.term.words()) {
            let names = after.names.called(kind, word);
            assert!(before.names.called(kind, word) == names || usual_anywhere().called(kind, word) == names, "{word}");
        }
        let unnamed = |sheet: &TermSheet| TermSheet { names: Names::default(), ..sheet.clone() }.canonical();
        assert_eq!(unnamed(&after), unnamed(&before));
    }
}

/// Operations by products stand in one grid; a table pasted from a spreadsheet fills it.
#[test]
fn a_table_of_piece_rates_is_a_grid_to_paste_into() {
    let text = include_str!("../../../../../../fixtures/sheets/real/knitwear-piece-table.json");
    let mut form = posted(&serde_json::from_str(text).unwrap());
    assert_eq!(grid::rows(&form, grid::PIECES, "").count(), 45);
    assert_eq!(grid::cells(&form, grid::PIECES).len(), 405);
    assert_eq!((form.get("pieces[0].code"), form.get("pieces[0].unit")), ("裁剪1", "件"));
    let price = |form: &Posted, code: &str, variant: &str| {
        let sheet = TermSheet::from_value(&sheet_of(form)).unwrap();
        let item = sheet.items.iter().find(|item| match &item.term {
            Term::PieceRate { code: own, variant: of, .. } => {
                sheet.names.shown(NameKind::Operation, own) == code
                    && of.as_deref().map(|of| sheet.names.shown(NameKind::Variant, of)).unwrap_or_default() == variant
            }
            _ => false,
        });
        item.map(|item| item.term.clone()).map(|term| json!(term)["amount"].as_str().unwrap().to_owned())
    };
    // From a cell on, to the right and down.
    form.set("paste.pieces.", "0.5\t0.6\n0.7\t0.8");
    assert!(edit(&mut form, "pieces.paste..0.v_2"));
    assert_eq!(price(&form, "裁剪1", "9针").as_deref(), Some("0.50"));
    assert_eq!(form.get("pieces[1].v_3"), "0.8");
    // A whole table with its header: known rows get their amounts, a new operation and a new product join the list.
    form.set("paste.pieces.", "工序\t7针\t16针\n裁剪1\t￥1,000.5\t2\n抛光\t\t0.33\n");
    assert!(edit(&mut form, "pieces.paste."));
    assert_eq!(price(&form, "裁剪1", "7针").as_deref(), Some("1000.50"));
    assert_eq!(price(&form, "裁剪1", "16针").as_deref(), Some("2.00"));
    let rows: Vec<usize> = grid::rows(&form, grid::PIECES, "").collect();
    assert_eq!(rows.len(), 46);
    form.set(&format!("pieces[{}].unit", rows[45]), "件");
    assert_eq!(price(&form, "抛光", "16针").as_deref(), Some("0.33"));
    let value = sheet_of(&form);
    assert_eq!(value["names"]["operation"]["pao_guang"], json!(["抛光"]));
    assert!(
        value["items"].as_array().unwrap().iter().all(|item| item["kind"] != "piece_rate" || item["unit"] == "piece")
    );
}

/// Codes are the program's: fields hold names, renaming keeps the code, a further name leads to it.
#[test]
fn what_is_typed_is_a_name_and_what_is_kept_its_code() {
    let mut form = posted(&industry());
    let row = *form.indexes("wages").last().unwrap();
    let grade = format!("wages[{row}].grade");
    let place = |form: &Posted| sheet_of(form)["items"].as_array().unwrap().last().cloned().unwrap();
    assert!(edit(&mut form, "wages.add.month"));
    let row = *form.indexes("wages").last().unwrap();
    form.set(&format!("wages[{row}].grade"), "品酒师");
    form.set(&format!("wages[{row}].any"), "3000");
    assert_eq!(place(&form)["grade"], "pin_jiu_shi");
    assert_eq!(sheet_of(&form)["names"]["grade"]["pin_jiu_shi"], json!(["品酒师"]));
    // What was typed on the way is not kept once nothing uses it.
    form.set(&format!("wages[{row}].grade"), "品酒员");
    assert_eq!(sheet_of(&form)["names"]["grade"].get("pin_jiu_shi"), None);
    let saved = sheet_of(&form);
    let mut form = posted(&saved);
    form.set("called.grade.pin_jiu_yuan", "侍酒师、品酒员，sommelier");
    assert_eq!(form.get(&format!("wages[{}].grade", form.indexes("wages").last().unwrap())), "品酒员");
    let renamed = sheet_of(&form);
    assert_eq!(place(&form)["grade"], "pin_jiu_yuan");
    assert_eq!(renamed["names"]["grade"]["pin_jiu_yuan"], json!(["侍酒师", "品酒员", "sommelier"]));
    assert!(!grade.is_empty());
    // A name that another code has is told at its field.
    let mut form = posted(&json!({"names": {"grade": {"a": ["甲"], "b": ["乙"]}}, "items": [
        {"key": "x", "kind": "minimum_wage", "unit": "month", "grade": "a", "level": "x", "amount": "1"},
        {"key": "y", "kind": "minimum_wage", "unit": "month", "grade": "b", "level": "x", "amount": "2"}]}));
    form.set("called.grade.b", "甲");
    let (value, read) = sheet(&form, &Keys::new());
    let faults = TermSheet::from_value(&value).unwrap_err();
    let told = crate::text::problem::problem(&crate::service::Error::Sheet(faults), Lang::Zh);
    let placed = placed(&told.faults, &form, &read, Lang::Zh);
    assert!(placed.iter().any(|fault| fault.field.starts_with("called.grade.")), "{placed:?}");
}

#[test]
fn bands_and_classes_of_hours_are_edited_as_rows() {
    let text = include_str!("../../../../../../fixtures/sheets/real/dutch-hour-bands.json");
    let mut form = posted(&serde_json::from_str(text).unwrap());
    let at = form.pairs().find(|(_, text)| *text == "overtime").unwrap().0.split('.').next().unwrap().to_owned();
    assert_eq!(form.get(&format!("{at}.classes[1].code")), "zondag");
    form.set(&format!("{at}.classes[5].code"), "feestavond");
    form.set(&format!("{at}.classes[5].like"), "ordinary");
    form.set(&format!("{at}.classes[5].multiplier"), "x");
    let (value, read) = sheet(&form, &Keys::new());
    let classes =
        value["items"].as_array().unwrap().iter().find(|item| item["key"] == "overtime").unwrap()["classes"].clone();
    assert_eq!(
        (&classes[3]["code"], &value["names"]["class"]["feestavond"][0]),
        (&json!("feestavond"), &json!("feestavond"))
    );
    let faults = TermSheet::from_value(&value).unwrap_err();
    let told = crate::text::problem::problem(&crate::service::Error::Sheet(faults), Lang::Zh);
    assert_eq!(placed(&told.faults, &form, &read, Lang::Zh)[0].field, format!("{at}.classes[5].multiplier"));
    assert_eq!(
        read.path(&form, "overtime", "classes[sunday].multiplier").unwrap(),
        format!("{at}.classes[1].multiplier")
    );
}

#[test]
fn posts_by_size_stand_in_one_grid() {
    let form = posted(&industry());
    let rows: Vec<usize> = grid::rows(&form, grid::WAGES, "month").collect();
    assert_eq!(rows.len(), 27, "26 posts and the cashier");
    let row = rows.iter().find(|row| form.get(&format!("wages[{row}].grade")) == "岗位3").unwrap();
    assert_eq!(form.get(&format!("wages[{row}].medium")), "2303.00");
    // The minimum for everybody is an item of its own.
    assert_eq!(form.get("items[0].amount"), "2100.00");
}

#[test]
fn a_new_amount_takes_the_key_the_other_side_gave_it() {
    let mut form = posted(&industry());
    assert!(edit(&mut form, "wages.add.month"));
    let row = *form.indexes("wages").last().unwrap();
    form.set(&format!("wages[{row}].grade"), "厨师");
    form.set(&format!("wages[{row}].large"), "2600.00");
    form.set(&format!("wages[{row}].small"), "2500.00");
    let selector = ["minimum_wage", "month", "chef", "", "large"].map(str::to_owned);
    let keys = Keys::from([(selector.to_vec(), "minimum_wage.cook".to_owned())]);
    let (value, read) = sheet(&form, &keys);
    let valid = TermSheet::from_value(&value).unwrap();
    let last: Vec<&str> = valid.items.iter().rev().take(2).map(|item| item.key.as_str()).collect();
    assert_eq!(last, ["minimum_wage.chef.small", "minimum_wage.cook"]);
    assert_eq!(valid.names.called(NameKind::Grade, "chef")[0], "厨师", "a usual name comes with its code");
    assert_eq!(read.path(&form, "minimum_wage.cook", "amount").unwrap(), format!("wages[{row}].large"));
}

/// A post without an amount is neither lost when the draft is saved, nor left out of an offer unsaid.
#[test]
fn a_row_with_a_post_alone_is_kept_and_its_amount_missed() {
    let mut form = posted(&industry());
    assert!(edit(&mut form, "wages.add.month"));
    let row = *form.indexes("wages").last().unwrap();
    assert_eq!(sheet_of(&form)["items"].as_array().unwrap().len(), industry()["items"].as_array().unwrap().len());
    form.set(&format!("wages[{row}].grade"), "厨师");
    let (value, read) = sheet(&form, &Keys::new());
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
    let (value, read) = sheet(&form, &Keys::new());
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
