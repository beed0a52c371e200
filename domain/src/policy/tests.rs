use super::*;

const ROLES: [MandateRole; 5] = [
    MandateRole::ChiefRepresentative,
    MandateRole::Representative,
    MandateRole::Reviewer,
    MandateRole::Auditor,
    MandateRole::Observer,
];

fn scope(served: bool, bureau_in: bool) -> Scope {
    Scope { initiator: Side::WorkerSide, served, bureau_in, drafted: bureau_in, contract: bureau_in, delegate: false }
}

#[test]
fn an_outsider_never_finds_anything() {
    for role in ROLES {
        for action in Action::ALL {
            assert_eq!(decide(None, role, action, &scope(true, true)), Err(Denied::Hidden));
        }
    }
}

#[test]
fn nothing_exists_for_the_other_side_before_it_is_served() {
    for action in Action::ALL {
        let chief = MandateRole::ChiefRepresentative;
        let before = decide(Some(Capacity::EmployerSide), chief, action, &scope(false, false));
        assert_eq!(before, Err(Denied::Hidden), "{action:?}");
        assert!(decide(Some(Capacity::WorkerSide), chief, Action::WritePrivate, &scope(false, false)).is_ok());
    }
}

#[test]
fn the_bureau_sees_nothing_until_it_is_brought_in_and_never_what_is_private() {
    for role in ROLES {
        for action in Action::ALL {
            assert_eq!(decide(Some(Capacity::Bureau), role, action, &scope(true, false)), Err(Denied::Hidden));
        }
        for action in [Action::ReadPrivate, Action::WritePrivate, Action::SetBargainingLimits] {
            assert_eq!(decide(Some(Capacity::Bureau), role, action, &scope(true, true)), Err(Denied::Hidden));
        }
    }
}

#[test]
fn observers_read_and_do_nothing() {
    for capacity in [Capacity::WorkerSide, Capacity::EmployerSide] {
        let may = |action| decide(Some(capacity), MandateRole::Observer, action, &scope(true, true));
        assert!(may(Action::Read).is_ok() && may(Action::ReadPrivate).is_ok());
        for action in [Action::Act, Action::WritePrivate, Action::SetBargainingLimits, Action::Audit] {
            assert_eq!(may(action), Err(Denied::Forbidden));
        }
    }
}

#[test]
fn a_permit_names_its_object_and_is_given_for_what_is_allowed_alone() {
    let (side, role) = (Some(Capacity::WorkerSide), MandateRole::Representative);
    let allowed = permit::<permission::Act>(7, side, role, &scope(true, false)).unwrap();
    assert_eq!(allowed.object(), 7);
    let denied = permit::<permission::SetBargainingLimits>(7, side, role, &scope(true, false));
    assert_eq!(denied, Err(Denied::Forbidden));
}

#[test]
fn what_was_given_in_confidence_is_for_the_delegations_alone() {
    let all = Scope { delegate: false, ..scope(true, true) };
    let named = Scope { delegate: true, ..all };
    let may = |capacity, role, scope| decide(Some(capacity), role, Action::ReadConfidential, scope);
    for side in [Capacity::WorkerSide, Capacity::EmployerSide] {
        for role in [MandateRole::ChiefRepresentative, MandateRole::Representative] {
            assert!(may(side, role, &all).is_ok());
        }
        for role in [MandateRole::Observer, MandateRole::Auditor] {
            assert_eq!(may(side, role, &all), Err(Denied::Hidden));
            assert!(may(side, role, &named).is_ok(), "an adviser of the delegation");
        }
    }
    for capacity in [Capacity::Bureau, Capacity::CoveredEnterprise] {
        for role in ROLES {
            for scope in [&all, &named] {
                assert_eq!(may(capacity, role, scope), Err(Denied::Hidden), "{capacity:?} {role:?}");
            }
        }
    }
}

#[test]
fn only_the_chief_sets_what_binds_the_side() {
    let may = |role| decide(Some(Capacity::EmployerSide), role, Action::SetBargainingLimits, &scope(true, true));
    assert!(may(MandateRole::ChiefRepresentative).is_ok());
    assert_eq!(may(MandateRole::Representative), Err(Denied::Forbidden));
}

#[test]
fn a_covered_enterprise_finds_nothing_before_a_draft_and_then_only_acts() {
    let chief = MandateRole::ChiefRepresentative;
    for action in Action::ALL {
        let may = |scope: &Scope| decide(Some(Capacity::CoveredEnterprise), chief, action, scope);
        let before = Scope { drafted: false, ..scope(true, true) };
        assert_eq!(may(&before), Err(Denied::Hidden), "{action:?}");
        let expected = if action == Action::Act { Ok(()) } else { Err(Denied::Hidden) };
        assert_eq!(may(&scope(true, true)), expected, "{action:?}");
    }
}
