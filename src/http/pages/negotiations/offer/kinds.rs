//! The fields of each kind of term, in the names of the format.

use crate::http::pages::form::{Field, Input};
use domain::limits;

const UNITS: Input = Input::Choice(&["month", "day", "hour"], "unit");
const ALLOWANCE_UNITS: Input = Input::Choice(&["month", "day", "shift", "hour", "service_year"], "unit");
const EMPLOYMENT: Input =
    Input::Choice(&["full_time", "part_time", "probation", "day_rate", "piece", "over_age", "other"], "employment");

const fn need(name: &'static str, input: Input) -> Field {
    Field::new(name, input)
}

const fn may(name: &'static str, input: Input) -> Field {
    Field::optional(name, input)
}

/// Fields of a kind that names whom it is for: those before, the selectors, those after.
macro_rules! with_selectors {
    ([$($before:expr),* $(,)?], [$($after:expr),* $(,)?]) => {
        const {
            &[
                $($before,)*
                may("grade", Input::Line),
                may("zone", Input::Line),
                may("size", Input::Line),
                may("level", Input::Line),
                may("employment", EMPLOYMENT),
                may("service_years_from", Input::Decimal),
                $($after,)*
            ]
        }
    };
}

pub(super) const BAND: &[Field] = &[need("service_years_from", Input::Whole), need("days", Input::Decimal)];

/// When an item counts. A raise has a first day alone.
pub(super) fn time(kind: &str) -> &'static [Field] {
    const TIME: &[Field] =
        &[may("from", Input::Date), may("to", Input::Date), may("months", Input::Line).most(limits::SHORT)];
    match kind {
        "wage_adjustment" => TIME.get(..1).unwrap_or_default(),
        _ => TIME,
    }
}

/// The fields of a kind; none for an unknown word.
pub(super) fn fields(kind: &str) -> &'static [Field] {
    match kind {
        "minimum_wage" => {
            with_selectors!(
                [need("unit", UNITS), need("amount", Input::Decimal),],
                [
                    may("percent_of_statutory", Input::Decimal),
                    may("percent_of", Input::Decimal),
                    may("of_item", Input::Line),
                ]
            )
        }
        "wage_adjustment" => {
            with_selectors!(
                [
                    need("basis", Input::Choice(&["percent", "amount"], "basis")),
                    may("of", Input::Choice(&["each", "average"], "of")),
                    need("low", Input::Decimal),
                    may("high", Input::Decimal),
                    may("at_least", Input::Decimal),
                    may("wage_from", Input::Decimal),
                    may("wage_below", Input::Decimal),
                ],
                []
            )
        }
        "payment" => {
            const {
                &[
                    need("form", Input::Choice(&["time", "piece", "mixed"], "form")),
                    need("pay_day", Input::Whole),
                    need("month_offset", Input::Whole),
                    need("method", Input::Choice(&["bank_transfer", "cash"], "method")),
                ]
            }
        }
        "overtime" => {
            const {
                &[
                    need("base", Input::Choice(&["agreed_wage", "contract_minimum"], "base")),
                    may("weekday", Input::Decimal),
                    may("rest_day", Input::Decimal),
                    may("holiday", Input::Decimal),
                    need("monthly_cap_hours", Input::Decimal),
                    may("divisor_hours", Input::Decimal),
                ]
            }
        }
        "piece_rate" => {
            with_selectors!(
                [
                    need("code", Input::Line),
                    may("variant", Input::Line),
                    need("unit", Input::Line),
                    need("amount", Input::Decimal),
                ],
                []
            )
        }
        "commission" => {
            with_selectors!(
                [
                    need("code", Input::Line),
                    need("percent", Input::Decimal),
                    need("of", Input::Line).called("commission_of").most(limits::TEXT),
                ],
                []
            )
        }
        "one_off" => {
            with_selectors!(
                [
                    need("code", Input::Line),
                    need("amount", Input::Decimal),
                    need("due", Input::Date),
                    may("part_time", Input::Choice(&["full", "by_hours"], "share")),
                ],
                []
            )
        }
        "leave" => {
            const {
                &[
                    need(
                        "leave",
                        Input::Choice(
                            &["annual", "marriage", "bereavement", "maternity", "partner", "sick", "other"],
                            "leave",
                        ),
                    ),
                    need("bands", Input::Rows(BAND)),
                    may("unused_multiplier", Input::Decimal),
                ]
            }
        }
        "allowance" => {
            with_selectors!(
                [
                    need("code", Input::Line),
                    need("unit", ALLOWANCE_UNITS),
                    need("amount", Input::Decimal),
                    may("max", Input::Decimal),
                ],
                [need("counts_towards_minimum", Input::Check),]
            )
        }
        "probation" => const { &[need("percent", Input::Decimal)] },
        "sick_pay" => {
            const {
                &[
                    need("percent", Input::Decimal),
                    need("of", Input::Choice(&["statutory_minimum", "agreed_wage"], "of")),
                ]
            }
        }
        "work_norm" => const { &[need("attainable_percent", Input::Decimal), need("text", Input::Prose)] },
        "welfare" => {
            const {
                &[
                    need("code", Input::Line),
                    need("text", Input::Prose),
                    may("unit", ALLOWANCE_UNITS),
                    may("amount", Input::Decimal),
                ]
            }
        }
        "clause" => const { &[need("heading", Input::Line), need("text", Input::Prose)] },
        _ => const { &[] },
    }
}
