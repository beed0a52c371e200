//! The fields of each kind of term, in the names of the format.

use crate::http::pages::form::{Field, Input};
use domain::limits;
use domain::term::NameKind;

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
                may("grade", Input::Listed("grade")),
                may("zone", Input::Listed("zone")),
                may("size", Input::Listed("size")),
                may("level", Input::Listed("level")),
                may("employment", EMPLOYMENT),
                may("service_years_from", Input::Years),
                $($after,)*
            ]
        }
    };
}

const LEAVE_BAND: &[Field] = &[need("service_years_from", Input::Years), need("days", Input::Decimal)];
const SICK_BAND: &[Field] = &[need("service_years_from", Input::Years), need("percent", Input::Decimal)];
const CLASS: &[Field] = &[
    need("code", Input::Listed("class")).called("hours-class"),
    need("like", Input::Choice(&["weekday", "rest_day", "holiday", "ordinary"], "like")),
    may("multiplier", Input::Decimal),
    may("percent_of_month", Input::Decimal),
    may("text", Input::Line).most(limits::TEXT).called("note"),
];

/// Lists of names that fields suggest from; `piece_unit` is one of words of the format.
pub(super) const LISTS: &[(&str, NameKind)] = &[
    ("grade", NameKind::Grade),
    ("zone", NameKind::Zone),
    ("size", NameKind::Size),
    ("level", NameKind::Level),
    ("operation", NameKind::Operation),
    ("variant", NameKind::Variant),
    ("allowance", NameKind::Allowance),
    ("commission", NameKind::Commission),
    ("one_off", NameKind::OneOff),
    ("class", NameKind::Class),
    ("welfare", NameKind::Welfare),
];

/// Units of piece rates that have names.
pub(super) const PIECE_UNITS: &[&str] = &["piece", "ticket", "kilogram", "jin", "visit", "order"];

/// Fields that most items of a kind do not have: they are folded away.
pub(super) fn seldom(kind: &str, field: &str) -> bool {
    let selects = matches!(field, "zone" | "size" | "level" | "employment" | "service_years_from");
    match kind {
        "minimum_wage" => selects || matches!(field, "percent_of_statutory" | "percent_of" | "of_item"),
        "wage_adjustment" => selects || matches!(field, "grade" | "at_least" | "wage_from" | "wage_below"),
        "one_off" => selects || matches!(field, "grade" | "part_time"),
        "allowance" => selects || matches!(field, "grade" | "max"),
        "overtime" => matches!(field, "divisor_hours" | "classes"),
        "sick_pay" => field == "bands",
        _ => selects,
    }
}

/// When an item counts. A raise is an event of its first day.
pub(super) fn time(kind: &str) -> &'static [Field] {
    const TIME: &[Field] = &[may("from", Input::Date), may("to", Input::Date), may("months", Input::PicksWhole)];
    match kind {
        // Its first day stands among its own fields: raises come in steps.
        "wage_adjustment" => &[],
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
                    may("of_item", Input::Pick),
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
                    may("from", Input::Date).called("raise-from"),
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
                    may("classes", Input::Rows(CLASS)),
                ]
            }
        }
        "piece_rate" => {
            with_selectors!(
                [
                    need("code", Input::Listed("operation")).called("operation"),
                    may("variant", Input::Listed("variant")),
                    need("unit", Input::Listed("piece_unit")),
                    need("amount", Input::Decimal),
                ],
                []
            )
        }
        "commission" => {
            with_selectors!(
                [
                    need("code", Input::Listed("commission")).called("commission"),
                    need("percent", Input::Decimal),
                    need("of", Input::Line).called("commission_of").most(limits::TEXT),
                ],
                []
            )
        }
        "one_off" => {
            with_selectors!(
                [
                    need("code", Input::Listed("one_off")).called("one_off"),
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
                    need("bands", Input::Rows(LEAVE_BAND)),
                    may("unused_multiplier", Input::Decimal),
                ]
            }
        }
        "allowance" => {
            with_selectors!(
                [
                    need("code", Input::Listed("allowance")).called("allowance"),
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
                    may("percent", Input::Decimal),
                    need("of", Input::Choice(&["statutory_minimum", "agreed_wage"], "of")),
                    may("bands", Input::Rows(SICK_BAND)),
                ]
            }
        }
        "work_norm" => const { &[need("attainable_percent", Input::Decimal), need("text", Input::Prose)] },
        "welfare" => {
            const {
                &[
                    need("code", Input::Listed("welfare")).called("welfare"),
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
