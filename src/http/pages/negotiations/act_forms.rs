//! The form of each act: its fields, in the names of the API.

use super::super::form::{Field, Input};

const fn need(name: &'static str, input: Input) -> Field {
    Field::new(name, input)
}

const fn may(name: &'static str, input: Input) -> Field {
    Field::optional(name, input)
}

const SIDES: Input = Input::Choice(&["worker_side", "employer_side"], "capacity");
const GROUNDS: Input =
    Input::Choice(&["agreement", "dissolution", "force_majeure", "condition_met", "other_law"], "ground");

const MEMBER: &[Field] = &[
    need("name", Input::Line).called("person-name"),
    may("post", Input::Line),
    need("chief", Input::Check),
    need("outside", Input::Check),
];

const PACK: &[Field] = &[
    need("copies", Input::Whole),
    need("explanation", Input::Prose),
    need("average_wage_last_year", Input::Decimal),
    need("adjustment_percent", Input::Decimal),
    need("workers_covered", Input::Whole),
    need("enterprises_covered", Input::Whole),
    need("credentials", Input::Check),
    need("resolution", Input::Check),
    need("minutes", Input::Check),
];

const OBJECTED: &[Field] =
    &[need("item", Input::Pick), need("basis", Input::Line).called("legal-basis"), need("change", Input::Line)];

const OPINION: &[Field] =
    &[need("result", Input::Choice(&["no_objection", "objection"], "opinion")), need("items", Input::Rows(OBJECTED))];

const HEADS: &[Field] =
    &[need("qualification", Input::Prose), need("procedure", Input::Prose), need("content", Input::Prose)];

/// The fields of an act; `None` for a name that is no act of a form (an offer has its own page).
pub(super) fn fields(act: &str) -> Option<&'static [Field]> {
    let fields: &'static [Field] = match act {
        "invite" => {
            const {
                &[
                    need("topics", Input::Lines),
                    need("proposed_at", Input::Instant),
                    need("place", Input::Line),
                    may("information", Input::Lines),
                    may("message", Input::Prose),
                ]
            }
        }
        "reply" => {
            const {
                &[
                    need("decision", Input::Choice(&["accept", "decline"], "decision")),
                    may("reason", Input::Prose),
                    may("topics", Input::Lines),
                ]
            }
        }
        "withdraw_invitation" | "apply_coordination" | "complain_of_silence" => {
            const { &[need("reason", Input::Prose)] }
        }
        "name_delegation" => const { &[need("members", Input::Rows(MEMBER))] },
        "report_vacancy" => const { &[need("representative", Input::Pick), may("reason", Input::Prose)] },
        "request_information" => const { &[need("subject", Input::Line), may("message", Input::Prose)] },
        "answer_information" => {
            const {
                &[
                    need("request", Input::PickWhole),
                    need("given", Input::YesNo("given")),
                    need("content", Input::Prose),
                    need("confidential", Input::Check),
                    may("documents", Input::PicksWhole),
                ]
            }
        }
        "open_session" => const { &[need("chair", SIDES), need("recorder", Input::Line), need("place", Input::Line)] },
        "record_minutes" => const { &[need("session", Input::PickWhole), need("text", Input::Prose)] },
        "sign_minutes" => const { &[need("session", Input::PickWhole)] },
        "withdraw_offer" | "accept_offer" => const { &[need("offer", Input::PickWhole)] },
        "initial_items" => const { &[need("offer", Input::PickWhole), need("items", Input::Picks)] },
        "reopen_item" => const { &[need("item", Input::Pick), need("reason", Input::Prose)] },
        "agree_draft" | "sign" => const { &[need("sha256", Input::Hidden)] },
        "suspend" => const { &[need("reason", Input::Prose), need("until", Input::Date)] },
        "resume" => const { &[] },
        "coordinate" => {
            const { &[need("step", Input::Choice(&["accept", "extend"], "coordination")), may("message", Input::Prose)] }
        }
        "settle_coordination" => const { &[need("text", Input::Prose), need("settled", Input::YesNo("settled"))] },
        _ => return fields_agreed(act),
    };
    Some(fields)
}

/// From the draft on.
fn fields_agreed(act: &str) -> Option<&'static [Field]> {
    Some(match act {
        "open_ballot" => const { &[need("body", Input::Line), need("roll", Input::Whole)] },
        "record_vote" => {
            const {
                &[
                    need("present", Input::Whole),
                    need("in_favour", Input::Whole),
                    need("against", Input::Whole),
                    need("abstained", Input::Whole),
                ]
            }
        }
        "confirm_coverage" => const { &[need("enterprise", Input::PickWhole)] },
        "file" => const { &[need("pack", Input::Group(PACK))] },
        "acknowledge" => const { &[need("number", Input::Line)] },
        "ask_correction" => const { &[need("missing", Input::Lines)] },
        "give_opinion" => {
            const {
                &[
                    need("number", Input::Line),
                    need("heads", Input::Group(HEADS)),
                    need("opinion", Input::Group(OPINION)),
                ]
            }
        }
        "publish" => const { &[may("means", Input::Prose)] },
        "propose_amendment" | "terminate" => const { &[need("ground", GROUNDS), need("reason", Input::Prose)] },
        "replace" => const { &[need("by_negotiation", Input::PickWhole)] },
        _ => return None,
    })
}

/// An act that cannot be taken back: its page says so before the button.
pub(super) fn is_weighty(act: &str) -> bool {
    matches!(
        act,
        "accept_offer" | "agree_draft" | "sign" | "file" | "give_opinion" | "publish" | "terminate" | "replace"
    )
}
