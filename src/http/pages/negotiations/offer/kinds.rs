//! The fields of each kind of term, in the names of the format.

use crate::http::pages::form::{Field, Input};

const UNITS: Input = Input::Choice(&["month", "hour"], "unit");
const ALLOWANCE_UNITS: Input = Input::Choice(&["month", "day", "shift"], "unit");

const fn need(name: &'static str, input: Input) -> Field {
    Field::new(name, input)
}

const fn may(name: &'static str, input: Input) -> Field {
    Field::optional(name, input)
}

pub(super) const BAND: &[Field] = &[need("service_years_from", Input::Whole), need("days", Input::Decimal)];

/// The fields of a kind; none for an unknown word.
pub(super) fn fields(kind: &str) -> &'static [Field] {
    match kind {
        "minimum_wage" => {
            const {
                &[
                    need("unit", UNITS),
                    need("amount", Input::Decimal),
                    may("grade", Input::Line),
                    may("zone", Input::Line),
                    may("size", Input::Choice(&["large", "medium", "small"], "size")),
                ]
            }
        }
        "wage_adjustment" => {
            const {
                &[
                    need("basis", Input::Choice(&["percent", "amount"], "basis")),
                    need("low", Input::Decimal),
                    need("high", Input::Decimal),
                    may("grade", Input::Line),
                ]
            }
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
                    need("weekday", Input::Decimal),
                    need("rest_day", Input::Decimal),
                    need("holiday", Input::Decimal),
                    need("monthly_cap_hours", Input::Decimal),
                ]
            }
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
            const {
                &[
                    need("code", Input::Line),
                    need("unit", ALLOWANCE_UNITS),
                    need("amount", Input::Decimal),
                    may("grade", Input::Line),
                    need("counts_towards_minimum", Input::Check),
                ]
            }
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
