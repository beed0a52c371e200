//! Profiles: JSON, every way to make a column, what is not covered, guesses.

mod guessing;
mod making;

use super::{Profile, SheetHead};
use csv::ByteRecord;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Columns without which nothing is read, each from a column of its own name.
pub(super) fn needed() -> Value {
    json!({
        "enterprise_id": {"constant": "91640205MA7XQ2K0TW"},
        "worker_id": {"column": "工号"},
        "period": {"constant": "2026-03"},
        "employment": {"constant": "full_time"},
        "agreed_wage": {"column": "合同工资"},
        "gross_pay": {"column": "应发工资"},
    })
}

pub(super) fn profile_of(value: &Value) -> Profile {
    Profile::parse(value.to_string().as_bytes()).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A profile of one table, with these columns beside those needed and these fields.
pub(super) fn with(columns: &Value, fields: &Value) -> Value {
    let mut all = needed();
    for (name, source) in columns.as_object().unwrap() {
        all[name] = source.clone();
    }
    let mut out = json!({"schema": "concord.payroll-profile/1", "name": "月工资表", "tables": [{"columns": all}]});
    for (name, value) in fields.as_object().unwrap() {
        out[name] = value.clone();
    }
    out
}

/// A text whose first row is its header.
pub(super) fn head(names: &[&str]) -> SheetHead {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    SheetHead { name: None, visible: true, rows: vec![(1, names.join(" "))], headers: vec![(vec![1], names)] }
}

/// What a row becomes, by column of ours; a cell that is not covered as `!reason: found`.
pub(super) fn made(profile: &Profile, names: &[&str], row: &[&str]) -> Value {
    let fitted = profile.fit(&[head(names)]).unwrap();
    let mut out = ByteRecord::new();
    let normal = fitted[0].plan.normalise(&ByteRecord::from(row.to_vec()), &mut out);
    if let super::Normal::LeftOut(kind, text) = normal {
        return json!({"left_out": kind.word(), "text": text});
    }
    let columns = super::wanted(profile);
    let faults = super::unread_cells(&columns, &out);
    if let Some(whole) = faults.iter().find(|fault| fault.column.is_empty()) {
        return json!({"fault": whole.reason.word()});
    }
    let cell = |(column, cell): (&String, &[u8])| {
        let fault = faults.iter().find(|fault| fault.column == *column);
        let text = String::from_utf8_lossy(cell).into_owned();
        (column.clone(), fault.map_or(text, |fault| format!("!{}: {}", fault.reason.word(), fault.found)).into())
    };
    Value::Object(columns.iter().zip(&out).map(cell).collect())
}

#[test]
fn canonical_text_reads_back_as_the_same_profile() {
    let value = with(
        &json!({
            "employment": {"column": "用工形式", "words": {"合同工": "full_time", "": "other"}, "other_words": true},
            "agreed_wage": {"sum": ["基本工资", "岗位工资"], "minus": ["缺勤扣款"], "empty": "reject"},
            "period": {"title": 1, "year": 2026},
            "net_pay": {"minus": ["借支"]},
        }),
        &json!({
            "encoding": "GB18030", "delimiter": "\t",
            "numbers": {"group": " ", "decimal": ",", "currency": true, "full_width": true, "units": ["元"], "dash": true},
            "dates": {"order": "dmy", "serial": true},
            "leave_out": {"kinds": ["blank", "total"], "rules": [{"column": "备注", "compare": "begins", "texts": ["离职"]}]},
            "unsure": [{"table": 0, "column": "agreed_wage", "why": "parts", "names": ["基本工资"]}],
        }),
    );
    let profile = profile_of(&value);
    assert_eq!(profile.to_value(), value);
    let again = Profile::parse(profile.canonical().as_bytes()).unwrap();
    assert_eq!((&again, again.sha256()), (&profile, profile.sha256()));
    let other = profile_of(&with(&json!({}), &json!({})));
    assert_ne!(other.sha256(), profile.sha256());
}

#[test]
fn every_fault_is_told_at_once_by_field() {
    let value = json!({
        "schema": "concord.payroll-profile/2",
        "name": "",
        "encoding": "latin1",
        "numbers": {"group": ".", "decimal": ".", "colour": 1},
        "leave_out": {"kinds": ["sums"], "rules": [{"column": "备注", "compare": "empty", "texts": ["x"]}, 7]},
        "tables": [{
            "header": [3, 2],
            "columns": {
                "enterprise_id": {"constant": "91640205MA7XQ2K0TW", "column": "代码"},
                "worker_id": {"constant": "W1"},
                "period": {"constant": "2026-13"},
                "employment": {"column": "形式", "words": {"派遣": "dispatched"}},
                "grade": {"sum": ["a", "b"]},
                "net_pay": {"title": 2},
                "wage": {"column": "x"},
                "ot_pay": "加班费",
            },
        }, "x"],
        "more": true,
    });
    let faults = Profile::parse(value.to_string().as_bytes()).unwrap_err();
    let fields: std::collections::BTreeSet<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    let expected = [
        "schema",
        "name",
        "encoding",
        "numbers.group",
        "numbers.colour",
        "leave_out.kinds[0]",
        "leave_out.rules[0].texts",
        "leave_out.rules[1]",
        "tables[0].header",
        "tables[0].columns.enterprise_id.column",
        "tables[0].columns.worker_id.constant",
        "tables[0].columns.period.constant",
        "tables[0].columns.employment.words.派遣",
        "tables[0].columns.grade.sum",
        "tables[0].columns.net_pay.title",
        "tables[0].columns.wage",
        "tables[0].columns.ot_pay",
        "tables[0].columns.agreed_wage",
        "tables[0].columns.gross_pay",
        "tables[1]",
        "more",
    ];
    for field in expected {
        assert!(fields.contains(field), "{field} is not among {fields:?}");
    }
}

#[test]
fn a_key_twice_or_too_much_of_anything_is_no_profile() {
    assert!(Profile::parse(br#"{"schema": "a", "schema": "b"}"#).is_err());
    assert!(Profile::parse(&vec![b' '; super::PROFILE_BYTES + 1]).is_err());
    let many: Vec<String> = (0..=super::OPERANDS).map(|n| format!("c{n}")).collect();
    let faults = Profile::parse(with(&json!({"net_pay": {"sum": many}}), &json!({})).to_string().as_bytes());
    assert!(faults.unwrap_err().iter().any(|fault| fault.field.ends_with("net_pay.sum")));
    let table = json!({"columns": needed(), "sheets": ["a"]});
    let tables = vec![table; super::TABLES + 1];
    assert!(Profile::parse(with(&json!({}), &json!({"tables": tables})).to_string().as_bytes()).is_err());
}

/// JSON of the words that profiles are made of, right and wrong.
fn wild() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "schema",
        "concord.payroll-profile/1",
        "name",
        "tables",
        "columns",
        "column",
        "sum",
        "minus",
        "constant",
        "title",
        "sheet_name",
        "words",
        "gross_pay",
        "period",
        "employment",
        "enterprise_id",
        "full_time",
        "2026-03",
        "numbers",
        "group",
        ",",
        ".",
        "header",
        "sheets",
        "ask",
        "leave_out",
        "kinds",
        "total",
        "rules",
        "*",
        "",
        "应发工资",
        "\0",
    ]);
    let leaf = prop_oneof![
        word.clone().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((word.clone(), inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn bytes_are_a_profile_or_faults(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Profile::parse(&bytes);
    }

    #[test]
    fn json_is_a_profile_or_faults(value in wild(), columns in wild()) {
        let _ = Profile::parse(value.to_string().as_bytes());
        let value = json!({"schema": "concord.payroll-profile/1", "name": "x", "tables": [{"columns": columns}]});
        if let Err(faults) = Profile::parse(value.to_string().as_bytes()) {
            prop_assert!(!faults.is_empty() && faults.len() <= crate::limits::FAULTS_TOLD);
        }
    }

    /// Whatever stands in a row, it becomes a record of our width, one mark for a row that is none, or is left out.
    #[test]
    fn any_row_is_made_into_something(cells in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 0..7)) {
        let profile = profile_of(&with(
            &json!({
                "agreed_wage": {"sum": ["合同工资"], "minus": ["扣"]},
                "paid_on": {"column": "发放日期"},
                "period": {"column": "月份", "year": 2026},
            }),
            &json!({"numbers": {"group": ",", "full_width": true, "currency": true, "units": ["元"], "dash": true},
                "leave_out": {"kinds": ["total", "note", "signature", "header", "blank"]}}),
        ));
        let names = ["工号", "合同工资", "扣", "应发工资", "发放日期", "月份"];
        let fitted = profile.fit(&[head(&names)]).unwrap();
        let mut out = ByteRecord::new();
        if fitted[0].plan.normalise(&ByteRecord::from(cells), &mut out) == super::Normal::Record {
            prop_assert!(out.len() == 1 || out.len() == super::wanted(&profile).len());
        }
    }
}
