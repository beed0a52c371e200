use super::*;

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
