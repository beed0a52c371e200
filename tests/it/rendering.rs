//! Documents: every item of a sheet stands in the contract, tracked changes lead to the new text and back to the old
//! one, and what an office program reads of each document of a course is what the record says.

mod course;
mod office;
pub mod read;
#[path = "../../domain/src/term/redline/tests/sheets.rs"]
mod sheets;

use chrono::{DateTime, Utc};
use concord::i18n::Lang;
use concord::render::contract::{Contract, Party, Standing};
use concord::render::{Author, Document, docx, redline};
use concord::text::term::{cell_text, item_title, word};
use domain::term::{Cell, CellValue, Item, TermSheet};
use proptest::prelude::*;
use read::{Reading, lines};
use serde_json::Value;

fn at() -> DateTime<Utc> {
    "2026-04-01T02:00:00Z".parse().unwrap()
}

fn contract(sheet: &TermSheet, lang: Lang) -> Document {
    let party = |name: &str| Party { name: name.to_owned(), chief: Some("王建国".to_owned()), ..Party::default() };
    let contract = Contract {
        lang,
        zone: chrono_tz::Asia::Shanghai,
        title: "商贸流通行业工资集体合同",
        number: None,
        standing: Standing::Draft,
        employer_side: party("行业协会"),
        worker_side: party("工会联合会"),
        bureau: "人社局",
        jurisdiction: "宁夏回族自治区",
        area: "640205",
        industry: "F",
        enterprises: Vec::new(),
        sheet,
        sha256: None,
        at: at(),
    };
    contract.document()
}

/// Days are written out; everything else as its field says.
fn expected(cell: &Cell, item: &Item, sheet: &TermSheet, lang: Lang) -> Vec<String> {
    let text = cell.value.text();
    let day = || {
        let day: chrono::NaiveDate = text.parse().unwrap();
        day.format(if lang == Lang::Zh { "%Y年%-m月%-d日" } else { "%-d %B %Y" }).to_string()
    };
    match (cell.field.as_str(), &cell.value) {
        ("from" | "to", _) => vec![day()],
        ("months", _) => text.split(", ").map(str::to_owned).collect(),
        ("month_offset", _) => match (text, lang) {
            ("0", Lang::Zh) => vec!["当月".to_owned()],
            (_, Lang::Zh) => vec!["次月".to_owned()],
            ("0", Lang::En) => vec!["the same month".to_owned()],
            (_, Lang::En) => vec!["the next month".to_owned()],
        },
        ("of_item", _) => {
            let meant = sheet.items.iter().find(|item| item.key == text).unwrap();
            vec![item_title(meant, &sheet.names, lang)]
        }
        // Of what a commission is, in words of its own.
        ("of", _) if item.term.kind() == "commission" => vec![text.to_owned()],
        ("of", _) if item.term.kind() == "wage_adjustment" => Vec::new(),
        (_, CellValue::Number(number)) => vec![number.clone()],
        (field, value) => cell_text(field, value, lang).lines().map(|line| line.trim().to_owned()).collect(),
    }
}

/// What tells an item apart, in words.
fn marks(item: &Item, sheet: &TermSheet, lang: Lang) -> Vec<String> {
    let value = serde_json::to_value(item).unwrap();
    let kind = item.term.kind();
    let fields = ["code", "variant", "unit", "grade", "zone", "size", "level", "employment"];
    let written = fields.into_iter().filter_map(|field| Some((field, value[field].as_str()?)));
    let mut out: Vec<String> = written.map(|(field, text)| word(kind, field, text, &sheet.names, lang)).collect();
    out.extend(
        value["classes"].as_array().into_iter().flatten().map(|class| class["code"].as_str().unwrap().to_owned()),
    );
    let years = match &value["service_years_from"] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    out.extend(years.map(|years| lang.ta("service-years-from", &[("years", &years)])));
    out
}

fn holds(sheet: &TermSheet, lang: Lang) {
    let text = contract(sheet, lang).text();
    for item in &sheet.items {
        let cells = domain::term::cells_of(item);
        let values = cells.iter().flat_map(|cell| expected(cell, item, sheet, lang));
        for value in values.chain(marks(item, sheet, lang)) {
            let found = text.to_lowercase().contains(&value.trim().to_lowercase());
            assert!(found, "{} has no {value:?}:\n{text}", item.key);
        }
        assert!(!text.contains(&item.key), "{}", item.key);
    }
    assert!(!text.contains("doc-"), "a text is missing:\n{text}");
}

/// Lines without the foot, those of prose as they are.
fn said(document: &Document) -> Vec<String> {
    let text = Document { foot: String::new(), ..document.clone() }.text();
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn every_item_of_a_sheet_stands_in_the_contract(sheet in sheets::any_sheet()) {
        holds(&sheet, Lang::Zh);
        holds(&sheet, Lang::En);
    }

    #[test]
    fn an_office_file_says_what_the_document_says(sheet in sheets::any_sheet()) {
        let document = contract(&sheet, Lang::Zh);
        let file = docx(&document).unwrap();
        prop_assert_eq!(lines(&file, Reading::Accepted), said(&document));
        prop_assert_eq!(lines(&file, Reading::Rejected), said(&document));
    }

    #[test]
    fn accepted_changes_are_the_new_document_and_rejected_the_old((old, new) in sheets::pair()) {
        let (old, new) = (contract(&old, Lang::Zh), contract(&new, Lang::Zh));
        let author = Author { name: "职工方".to_owned(), at: at() };
        let file = redline(&old, &new, "", &author).unwrap();
        prop_assert_eq!(lines(&file, Reading::Accepted), said(&new));
        prop_assert_eq!(lines(&file, Reading::Rejected), said(&old));
    }
}

#[test]
fn a_change_of_one_figure_is_tracked_as_that_figure_alone() {
    let sheet = |amount: &str| {
        let mut value = crate::cast::sheet("2400.00", amount);
        value["items"][0]["key"] = "minimum_wage".into();
        TermSheet::from_value(&value).unwrap()
    };
    let (old, new) = (contract(&sheet("2600.00"), Lang::Zh), contract(&sheet("2650.00"), Lang::Zh));
    let file = redline(&old, &new, "", &Author { name: "企业方".to_owned(), at: at() }).unwrap();
    let xml = read::part(&file, "word/document.xml");
    assert_eq!((xml.matches("<w:del ").count(), xml.matches("<w:ins ").count()), (1, 1), "{xml}");
    let texts = |tag: &str| -> Vec<String> {
        let pattern = regex::Regex::new(&format!("<w:{tag}[^>]*>([^<]*)<")).unwrap();
        pattern.captures_iter(&xml).map(|found| found[1].to_owned()).collect()
    };
    assert_eq!(texts("delText"), ["2600.00"]);
    assert!(texts("t ").contains(&"2650.00".to_owned()), "the figure is whole");
    assert!(xml.contains(r#"w:author="企业方""#) && xml.contains(r#"w:date="2026-04-01T02:00:00Z""#), "{xml}");
    assert!(xml.contains("<w:tblHeader />"), "the head of a table is repeated");
}
