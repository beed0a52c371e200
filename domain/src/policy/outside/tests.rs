use super::*;

const NOBODY: Answering = Answering { speaks: false, operator: false, asked: false, holder: false, represented: false };

#[test]
fn only_operators_run_accounts() {
    assert_eq!(run_accounts(7, true).map(|permit| permit.object()), Ok(7));
    assert_eq!(run_accounts(7, false), Err(Denied::Hidden));
}

#[test]
fn a_mandate_is_answered_by_a_representative_or_else_by_a_second_operator() {
    let operator = Answering { operator: true, ..NOBODY };
    assert_eq!(answer_mandate(1, NOBODY), Err(Denied::Hidden));
    assert_eq!(answer_mandate(1, operator).map(|permit| permit.object()), Ok(1));
    for kept in [
        Answering { asked: true, ..operator },
        Answering { holder: true, ..operator },
        Answering { represented: true, ..operator },
    ] {
        assert_eq!(answer_mandate(1, kept), Err(Denied::Forbidden));
        assert!(answer_mandate(1, Answering { speaks: true, ..kept }).is_ok());
    }
}

#[test]
fn chiefs_without_limit_open_negotiations() {
    assert!(open_negotiation(3, MandateRole::ChiefRepresentative, false).is_ok());
    assert_eq!(open_negotiation(3, MandateRole::ChiefRepresentative, true), Err(Denied::Forbidden));
    assert_eq!(open_negotiation(3, MandateRole::Representative, false), Err(Denied::Forbidden));
}

#[test]
fn the_own_permit_reaches_no_other_account() {
    assert!(own(1).reaches(1) && !own(1).reaches(2));
    assert!(run_accounts(1, true).is_ok_and(|permit| permit.reaches(2)));
}
