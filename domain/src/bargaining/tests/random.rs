use super::*;
use proptest::prelude::*;

/// An act drawn from numbers; many are illegal, all must be answered.
pub(super) fn act(p: &Play, kind: u8, n: u32) -> Act {
    let seq = n % (p.state.seq().saturating_add(2));
    let offer = p.state.offers().last().map_or(seq, |o| o.stamp.seq);
    let side = if n.is_multiple_of(2) { W } else { E };
    let theirs = |s: Side| p.state.current_offer(s).map(|o| o.stamp.seq);
    let text = || if n.is_multiple_of(11) { String::new() } else { "字".to_owned() };
    let sha = || p.state.draft_sheet().map_or_else(|_| text(), |s| s.sha256());
    match kind {
        0 | 1 => p.tabling(["2300.00", "2400.00", "900.00"][(n % 3) as usize], theirs(side)),
        2 => Act::AcceptOffer { offer },
        3 => Act::InitialItems { offer, items: vec!["minimum_wage".into()] },
        4 => Act::InitialItems { offer, items: vec!["clause.supervision".into()] },
        5 => Act::ReopenItem { item: "minimum_wage".into(), reason: text() },
        6 | 7 => Act::AgreeDraft { sha256: sha() },
        8 => Act::Suspend { reason: text(), until: p.now.date_naive() + Days::new(u64::from(n % 9)) },
        9 => Act::Resume {},
        10 => Act::ApplyCoordination { reason: text() },
        11 => Act::Coordinate {
            step: if n.is_multiple_of(3) { CoordinationStep::Extend } else { CoordinationStep::Accept },
            message: text(),
        },
        12 => Act::SettleCoordination { text: text(), settled: n.is_multiple_of(2) },
        13 => Act::OpenBallot { body: text(), roll: n % 7 },
        14 => {
            Act::RecordVote { present: n % 7, in_favour: n % 5, against: (n % 7).saturating_sub(n % 5), abstained: 0 }
        }
        15 | 16 => Act::Sign { sha256: contract::sha256(&p.state).unwrap_or_default() },
        17 => Act::File { pack: pack() },
        18 => Act::Acknowledge { number: text() },
        19 => Act::AskCorrection { missing: vec![text()] },
        20 if n.is_multiple_of(2) => opinion(Opinion::NoObjection),
        20 => opinion(Opinion::Objection {
            items: vec![ObjectedItem { item: "minimum_wage".into(), basis: text(), change: text() }],
        }),
        21 => Act::Publish { means: text() },
        22 => Act::ProposeAmendment { ground: LawfulGround::Agreement, reason: text() },
        23 => Act::Terminate { ground: LawfulGround::Agreement, reason: text() },
        24 => Act::Reply {
            decision: if n.is_multiple_of(5) { ReplyDecision::Decline } else { ReplyDecision::Accept },
            reason: text(),
            topics: vec![],
        },
        25 => Act::NameDelegation { members: members(side, u128::from(n % 6)) },
        26 => {
            let recorder_account = n.is_multiple_of(3).then(|| id(10 + u128::from(n % 45)));
            Act::OpenSession { chair: side, recorder: text(), recorder_account, place: text() }
        }
        27 => Act::RecordMinutes { session: seq, text: text() },
        28 => Act::SignMinutes { session: seq },
        29 => Act::ConfirmCoverage { enterprise: id(u128::from(n % 6)) },
        30 => Act::WithdrawOffer { offer },
        31 => Act::Replace { by_negotiation: id(u128::from(n % 9)) },
        32 => Act::ComplainOfSilence { reason: text() },
        33 => Act::RequestInformation { subject: text(), message: text() },
        34 => {
            let (given, documents) = (n.is_multiple_of(2), if n.is_multiple_of(5) { vec![seq] } else { vec![] });
            Act::AnswerInformation { request: seq, given, content: text(), confidential: false, documents }
        }
        35 => served(u128::from(n % 9), n.is_multiple_of(3)),
        _ => Act::ReportVacancy {
            representative: format!("甲{}", 10 + n % 15),
            account: n.is_multiple_of(2).then(|| id(10 + u128::from(n % 15))),
            id: None,
            reason: text(),
        },
    }
}

pub(super) fn who(kind: u8, pick: u8) -> Actor {
    let firm = actor(41, MandateRole::ChiefRepresentative, 4, Capacity::CoveredEnterprise);
    match (kind, pick) {
        (11 | 12 | 18..=20, 0..=8) => bureau(),
        (13 | 14, 0..=8) => chief(W),
        (29, 0..=8) => firm,
        (_, 0..=3) => chief(W),
        (_, 4..=7) => chief(E),
        (_, 8) => actor(12, MandateRole::Representative, 1, Capacity::WorkerSide),
        _ => actor(77, MandateRole::Observer, 2, Capacity::EmployerSide),
    }
}

/// What must hold after every act, whatever was played.
fn invariants(p: &Play) {
    let n = &p.state;
    for side in [W, E] {
        let current = |o: &&Offer| o.side == side && o.status.is_on_table();
        assert!(n.offers().iter().filter(current).count() <= 1, "at most one offer of a side is on the table");
    }
    let status = n.status(p.book(), p.now);
    if let Some(in_force) = &status.in_force {
        let breached = crate::floor::has_breach(&crate::floor::check(&in_force.sheet, &p.rulebooks));
        assert!(!breached, "in force implies lawful");
        let signed = |side| {
            p.events.iter().any(|event| {
                let sha256 = matches!(&event.act, Act::Sign { sha256 } if *sha256 == in_force.contract);
                sha256 && event.by.capacity.side() == Some(side)
            })
        };
        assert!(signed(W) && signed(E), "in force implies signed by both sides, the same bytes");
    }
    let agreement = &n.agreement;
    if agreement.draft.is_none() {
        assert_eq!(*agreement, Agreement::default(), "without a text nothing is agreed on it");
    }
    assert!(agreement.signed.is_none() || agreement.signatures.both().is_some());
    let times: Vec<_> = p.events.iter().map(|event| event.at).collect();
    assert!(times.is_sorted(), "time runs forward");
    for deadline in deadlines(n, p.book(), p.now) {
        if matches!(deadline.state, DeadlineState::Met | DeadlineState::MetLate) {
            assert!(deadline.evidence.is_some(), "{deadline:?}");
        }
        let over = status.stage.is_over() && deadline.state.is_pending();
        assert!(!over, "{deadline:?} of a negotiation that is {}", status.stage.word());
        let known = |seq: Seq| (1..=n.seq()).contains(&seq);
        assert!(known(deadline.since) && deadline.evidence.is_none_or(known), "{deadline:?}");
        let stage_over = match deadline.what {
            DeadlineKind::Coordination => !matches!(status.stage, Stage::Dispute { .. }),
            DeadlineKind::Suspension => !matches!(status.stage, Stage::Suspended { .. }),
            DeadlineKind::Reply => !matches!(status.stage, Stage::Invited { .. }),
            DeadlineKind::Review => !matches!(status.stage, Stage::Filed { .. } | Stage::UnderReview { .. }),
            DeadlineKind::Correction => !matches!(status.stage, Stage::Correction { .. }),
            DeadlineKind::Ballot => n.draft().is_none(),
            _ => false,
        };
        assert!(!(stage_over && deadline.state.is_pending()), "{deadline:?} while {}", status.stage.word());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_sequence_is_answered_and_replays_to_the_same_state(
        region in 0_usize..4,
        started in 0_u8..4,
        steps in proptest::collection::vec((0_u8..37, 0_u32..5000, 0_u8..10, 0_u64..4), 1..90),
    ) {
        let (jurisdiction, area) = [("CN-64", "640205"), ("CN-37", "370102"), ("DE", "09162000"), ("AU", "NSW")][region];
        let mut p = Play::new(jurisdiction, area);
        match started {
            0 => drop(p.invite()),
            1 => p.reach_table(),
            2 if jurisdiction == "CN-64" => p.accepted(),
            3 if jurisdiction == "CN-64" => p.filed(),
            _ => p.reach_table(),
        }
        for (kind, n, pick, days) in steps {
            p.now = p.now + Days::new(days);
            let act = act(&p, kind, n);
            let before = p.state.clone();
            if p.try_act(&who(kind, pick), act).is_err() {
                prop_assert_eq!(&before, &p.state);
            }
            invariants(&p);
        }
        p.replayed();
    }

    #[test]
    fn shuffled_events_never_panic(order in proptest::collection::vec(0_usize..13, 0..30)) {
        let mut p = Play::new("CN-64", "640205");
        p.filed();
        let mut state = Negotiation::opened(opening("CN-64", "640205"));
        for (i, pick) in order.into_iter().enumerate() {
            let Some(mut event) = p.events.get(pick).cloned() else { continue };
            if i % 3 != 0 {
                event.seq = state.seq() + 1;
            }
            let before = state.clone();
            if evolve(&mut state, &event).is_err() {
                prop_assert_eq!(&before, &state);
            }
        }
    }
}
