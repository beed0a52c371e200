use super::*;
use proptest::prelude::*;

#[test]
fn writes_money_with_two_digits_and_no_superfluous_ones() {
    for (text, shown) in [("1950", "1950.00"), ("11.2069", "11.2069"), ("0.5", "0.50"), ("007.10", "7.10")] {
        assert_eq!(Money::parse(text).map(|m| m.to_string()), Ok(shown.to_owned()));
    }
    assert_eq!(Multiplier::parse("1.50").map(|m| m.to_string()), Ok("1.5".to_owned()));
    assert_eq!(Days::parse("3.0").map(|m| m.to_string()), Ok("3".to_owned()));
}

#[test]
fn refuses_what_is_not_a_plain_decimal() {
    for (text, fault) in [
        ("", DecimalFault::NotDecimal),
        ("abc", DecimalFault::NotDecimal),
        (".5", DecimalFault::NotDecimal),
        ("5.", DecimalFault::NotDecimal),
        ("1.23456", DecimalFault::TooManyDigits),
        ("-1", DecimalFault::Sign),
        ("+1", DecimalFault::Sign),
        ("1e3", DecimalFault::Exponent),
        ("1,000", DecimalFault::Separator),
        ("1000000000000", DecimalFault::TooLarge),
    ] {
        assert_eq!(Money::parse(text), Err(fault), "{text:?}");
    }
    assert_eq!(Money::parse("999999999999.9999").map(Money::e4), Ok(LIMIT_E4 - 1));
}

#[test]
fn rounds_halves_by_mode() {
    let at = |mode, num| Rounding { mode, places: 2 }.round(num, 1000);
    assert_eq!(at(RoundingMode::HalfUp, 1005), Some(10_100));
    assert_eq!(at(RoundingMode::HalfEven, 1005), Some(10_000));
    assert_eq!(at(RoundingMode::HalfUp, -1005), Some(-10_100));
    assert_eq!(at(RoundingMode::Up, 1001), Some(10_100));
    assert_eq!(at(RoundingMode::Down, 1009), Some(10_000));
}

/// Any value, the limits among them.
fn any_e4() -> impl Strategy<Value = i64> {
    prop_oneof![
        -(LIMIT_E4 - 1)..LIMIT_E4,
        prop::sample::select(vec![0, 1, -1, 9_999, 10_000, LIMIT_E4 - 1, 1 - LIMIT_E4])
    ]
}

proptest! {
    #[test]
    fn every_quantity_goes_through_json_unchanged(e4 in any_e4()) {
        macro_rules! through_json {
            ($($quantity:ident),+) => {$(
                let value = $quantity::from_e4(e4).unwrap();
                let json = serde_json::to_string(&value).unwrap();
                prop_assert!(json.starts_with('"') && json.ends_with('"'), "{json}");
                prop_assert_eq!(serde_json::from_str::<$quantity>(&json).unwrap(), value);
                prop_assert_eq!($quantity::parse_signed(json.trim_matches('"')), Ok(value));
            )+};
        }
        through_json!(Money, Percent, Multiplier, Days, Hours);
        prop_assert!(serde_json::from_str::<Money>(&format!("{}", e4 / 10_000)).is_err(), "a JSON number");
    }

    #[test]
    fn what_is_written_has_no_superfluous_digit(e4 in any_e4()) {
        let text = Money::from_e4(e4).unwrap().to_string();
        let fraction = text.split_once('.').unwrap().1;
        prop_assert!((2..=4).contains(&fraction.len()) && (fraction.len() == 2 || !fraction.ends_with('0')), "{text}");
        let text = Hours::from_e4(e4).unwrap().to_string();
        prop_assert!(!text.contains('.') || !text.ends_with(['0', '.']), "{text}");
    }
}
