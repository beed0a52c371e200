//! The form of each act: its fields, in the names of the API.

use super::super::form::{Field, Input};
use domain::bargaining::ActKind;
use domain::limits;

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
    need("name", Input::Line).most(limits::NAME).called("person-name"),
    may("account", Input::PickWhole).called("member-account"),
    may("id", Input::Line).called("member-id"),
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

const OBJECTED: &[Field] = &[
    need("item", Input::Pick),
    need("basis", Input::Line).most(limits::SUBJECT).called("legal-basis"),
    need("change", Input::Line).most(limits::SUBJECT),
];

const OPINION: &[Field] =
    &[need("result", Input::Choice(&["no_objection", "objection"], "opinion")), need("items", Input::Rows(OBJECTED))];

const HEADS: &[Field] =
    &[need("qualification", Input::Prose), need("procedure", Input::Prose), need("content", Input::Prose)];

/// The fields of an act; `None` for an act without a form: an offer and a document have pages of their own.
pub(super) fn fields(act: ActKind) -> Option<&'static [Field]> {
    let fields: &'static [Field] = match act {
        ActKind::Invite => {
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
        ActKind::Reply => {
            const {
                &[
                    need("decision", Input::Choice(&["accept", "decline"], "decision")),
                    may("reason", Input::Prose),
                    may("topics", Input::Lines),
                ]
            }
        }
        ActKind::WithdrawInvitation | ActKind::ApplyCoordination | ActKind::ComplainOfSilence => {
            const { &[need("reason", Input::Prose)] }
        }
        ActKind::NameDelegation => const { &[need("members", Input::Rows(MEMBER))] },
        ActKind::ReportVacancy => {
            const {
                &[
                    need("representative", Input::Pick),
                    may("account", Input::PickWhole).called("member-account"),
                    may("id", Input::Pick).called("member-id"),
                    may("reason", Input::Prose),
                ]
            }
        }
        ActKind::RequestInformation => {
            const { &[need("subject", Input::Line).most(limits::SUBJECT), may("message", Input::Prose)] }
        }
        ActKind::AnswerInformation => {
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
        ActKind::OpenSession => {
            const {
                &[
                    need("chair", SIDES),
                    need("recorder", Input::Line).most(limits::NAME),
                    may("recorder_account", Input::PickWhole),
                    need("place", Input::Line),
                ]
            }
        }
        ActKind::RecordMinutes => const { &[need("session", Input::PickWhole), need("text", Input::Prose)] },
        ActKind::SignMinutes => const { &[need("session", Input::PickWhole)] },
        ActKind::WithdrawOffer | ActKind::AcceptOffer => const { &[need("offer", Input::PickWhole)] },
        ActKind::InitialItems => const { &[need("offer", Input::PickWhole), need("items", Input::Picks)] },
        ActKind::ReopenItem => const { &[need("item", Input::Pick), need("reason", Input::Prose)] },
        ActKind::AgreeDraft | ActKind::Sign => const { &[need("sha256", Input::Hidden)] },
        ActKind::Suspend => const { &[need("reason", Input::Prose), need("until", Input::Date)] },
        ActKind::Resume => const { &[] },
        ActKind::Coordinate => {
            const { &[need("step", Input::Choice(&["accept", "extend"], "coordination")), may("message", Input::Prose)] }
        }
        ActKind::SettleCoordination => {
            const { &[need("text", Input::Prose), need("settled", Input::YesNo("settled"))] }
        }
        _ => return fields_agreed(act),
    };
    Some(fields)
}

/// From the draft on.
fn fields_agreed(act: ActKind) -> Option<&'static [Field]> {
    Some(match act {
        ActKind::OpenBallot => const { &[need("body", Input::Line), need("roll", Input::Whole)] },
        ActKind::RecordVote => {
            const {
                &[
                    need("present", Input::Whole),
                    need("in_favour", Input::Whole),
                    need("against", Input::Whole),
                    need("abstained", Input::Whole),
                ]
            }
        }
        ActKind::ConfirmCoverage => const { &[need("enterprise", Input::Pick)] },
        ActKind::File => const { &[need("pack", Input::Group(PACK))] },
        ActKind::Acknowledge => const { &[need("number", Input::Line)] },
        ActKind::AskCorrection => const { &[need("missing", Input::Lines)] },
        ActKind::GiveOpinion => {
            const {
                &[
                    need("number", Input::Line),
                    need("heads", Input::Group(HEADS)),
                    need("opinion", Input::Group(OPINION)),
                ]
            }
        }
        ActKind::Publish => const { &[may("means", Input::Prose)] },
        ActKind::ProposeAmendment | ActKind::Terminate => {
            const { &[need("ground", GROUNDS), need("reason", Input::Prose)] }
        }
        ActKind::Replace => const { &[need("by_negotiation", Input::Pick)] },
        _ => return None,
    })
}

/// An act that cannot be taken back: its page says so before the button.
pub(super) const fn is_weighty(act: ActKind) -> bool {
    use ActKind as K;
    matches!(
        act,
        K::AcceptOffer | K::AgreeDraft | K::Sign | K::File | K::GiveOpinion | K::Publish | K::Terminate | K::Replace
    )
}
