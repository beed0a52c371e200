use super::*;

fn number(text: &str) -> CellValue {
    CellValue::Number(text.to_owned())
}

#[test]
fn a_bound_is_crossed_only_beyond_its_value() {
    for (bound, value, offered, crossed) in [
        (Bound::AtMost, "2500", "2500.00", false),
        (Bound::AtMost, "2500.00", "2500.0001", true),
        (Bound::AtMost, "2500", "2400", false),
        (Bound::AtLeast, "2500", "2500", false),
        (Bound::AtLeast, "2500", "2499.9999", true),
        (Bound::AtLeast, "-1", "-1.5", true),
    ] {
        assert_eq!(bound.crossed(value, &number(offered)), Some(crossed), "{bound:?} {value} {offered}");
    }
}

#[test]
fn prose_crosses_nothing() {
    assert_eq!(Bound::AtMost.crossed("1", &CellValue::Text("2".to_owned())), None);
}
