use super::limits::{filled, is_fixed, places};
use super::*;
use crate::limits::SAFE_INTEGER;
use crate::term::canonical_json;
use proptest::prelude::*;

fn event(act: Act) -> Event {
    Event { seq: 1, at: at("2023-05-04"), by: chief(W), act, determination: Determination::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever texts, counts and instants an act holds, it is stored as it is read, or not at all.
    #[test]
    fn any_act_reads_back_as_it_was_written(
        which in 0_usize..35,
        texts in proptest::collection::vec(any::<String>(), 1..6),
        counts in any::<(u32, u32, u64, bool)>(),
        seconds in -62_135_596_800_i64..253_402_300_799,
        nanos in 0_u32..1_000_000_000,
    ) {
        let act = filled().swap_remove(which);
        let mut value = serde_json::to_value(&act).expect("json");
        let (mut found, mut lists) = (Vec::new(), Vec::new());
        places(&value, String::new(), &mut found, &mut lists);
        for (pointer, text) in found.iter().filter(|p| !is_fixed(act.name(), p)).zip(texts.iter().cycle()) {
            *value.pointer_mut(pointer).expect("a place") = Value::from(text.as_str());
        }
        let Ok(mut act) = serde_json::from_value::<Act>(value) else { return Ok(()) };
        let at = DateTime::from_timestamp(seconds, nanos).expect("an instant");
        match &mut act {
            Act::RecordVote { present, in_favour, .. } => (*present, *in_favour) = (counts.0, counts.1),
            Act::ServeDocument { size, confidential, .. } => (*size, *confidential) = (counts.2, counts.3),
            Act::Invite { proposed_at, .. } => *proposed_at = at,
            Act::TableOffer { expires_at, package, .. } => (*expires_at, *package) = (Some(at), counts.3),
            Act::Suspend { until, .. } => *until = at.date_naive(),
            _ => {}
        }
        let event = event(act);
        match crate::record::payload(&Done::of(&event)) {
            Ok(text) => {
                let done: Done = serde_json::from_str(&text).expect("reads");
                prop_assert_eq!(done.event(event.seq, event.at), Some(event));
            }
            Err(_) => {
                let beyond = |size: u64| i64::try_from(size).map_or(true, |size| size > SAFE_INTEGER);
                let large = matches!(event.act, Act::ServeDocument { size, .. } if beyond(size));
                prop_assert!(large, "a count within the safe integers is written");
            }
        }
    }
}

#[test]
fn a_number_that_a_reader_gets_back_changed_has_no_canonical_text() {
    for number in [json!(SAFE_INTEGER + 1), json!(i64::MAX), json!(u64::MAX), json!(-SAFE_INTEGER - 1), json!(1.5)] {
        assert!(canonical_json(&json!({"a": [number]})).is_err(), "{number}");
    }
    let widest = json!({"b": SAFE_INTEGER, "a": -SAFE_INTEGER});
    let text = canonical_json(&widest).expect("canonical");
    assert_eq!(text, r#"{"a":-9007199254740991,"b":9007199254740991}"#);
    assert_eq!(serde_json::from_str::<Value>(&text).expect("json"), widest);
}

#[test]
fn a_count_beyond_the_safe_integers_is_no_act() {
    let mut value = serde_json::to_value(served(1, false)).expect("json");
    value["size"] = json!(u64::MAX);
    assert!(serde_json::from_value::<Act>(value.clone()).is_err());
    value["size"] = json!(SAFE_INTEGER);
    assert!(serde_json::from_value::<Act>(value).is_ok());
}
