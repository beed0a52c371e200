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
        25 => Act::NameDelegation { members: members(side, i64::from(n % 6)) },
        26 => Act::OpenSession { chair: side, recorder: text(), place: text() },
        27 => Act::RecordMinutes { session: seq, text: text() },
        28 => Act::SignMinutes { session: seq },
        29 => Act::ConfirmCoverage { enterprise: i64::from(n % 6) },
        30 => Act::WithdrawOffer { offer },
        31 => Act::Replace { by_negotiation: i64::from(n % 9) },
        32 => Act::ComplainOfSilence { reason: text() },
        33 => Act::RequestInformation { subject: text(), message: text() },
        34 => {
            let (given, documents) = (n.is_multiple_of(2), if n.is_multiple_of(5) { vec![seq] } else { vec![] });
            Act::AnswerInformation { request: seq, given, content: text(), confidential: false, documents }
        }
        35 => served(i64::from(n % 9), n.is_multiple_of(3)),
        _ => Act::ReportVacancy { representative: format!("甲{}", 10 + n % 15), reason: text() },
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_sequence_is_answered_and_replays_to_the_same_state(
        region in 0_usize..4,
        started in any::<bool>(),
        steps in proptest::collection::vec((0_u8..37, 0_u32..5000, 0_u8..10, 0_u64..4), 1..90),
    ) {
        let (jurisdiction, area) = [("CN-64", "640205"), ("CN-37", "370102"), ("DE", "090000"), ("AU", "010000")][region];
        let mut p = Play::new(jurisdiction, area);
        if started {
            p.reach_table();
        } else {
            p.invite();
        }
        for (kind, n, pick, days) in steps {
            p.now = p.now + Days::new(days);
            let act = act(&p, kind, n);
            let before = p.state.clone();
            if p.try_act(&who(kind, pick), act).is_err() {
                prop_assert_eq!(&before, &p.state);
            }
            deadlines(&p.state, p.book(), p.now);
            p.word();
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
