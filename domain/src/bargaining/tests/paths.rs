use super::*;

#[test]
fn huinong_from_invitation_to_publication_expiry_included() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    assert_eq!(p.state.bureau_in(), Some(p.state.seq()));
    p.act(&bureau(), Act::Acknowledge { number: "1".to_owned() });
    assert_eq!(p.word(), "under_review");
    p.on("2023-05-10");
    p.act(&bureau(), opinion(Opinion::NoObjection));
    assert_eq!(p.state.in_force().map(|f| f.since), Some(day("2023-05-10")));
    p.act(&chief(W), Act::Publish { means: String::new() });
    p.on("2023-05-16");
    p.act(&chief(E), Act::Publish { means: String::new() });
    assert_eq!(p.word(), "published");
    let published: Vec<_> =
        deadlines(&p.state, p.book(), p.now).into_iter().filter(|c| c.what == DeadlineKind::Publication).collect();
    assert_eq!(published.iter().map(|c| c.state).collect::<Vec<_>>(), [DeadlineState::Met, DeadlineState::MetLate]);
    p.on("2024-07-01");
    assert_eq!(p.word(), "published");
    p.on("2024-07-02");
    assert_eq!(p.word(), "renewal_window");
    p.on("2024-08-31");
    assert_eq!(p.word(), "renewal_window");
    p.on("2024-09-01");
    assert_eq!(p.word(), "expired");
    p.replayed();
}

#[test]
fn silence_puts_in_force_after_the_rolled_day_and_no_sooner() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    // 15 days from 4 May 2023 end on Friday 19 May.
    p.on("2023-05-19");
    assert_eq!(p.word(), "filed");
    p.on("2023-05-20");
    assert_eq!(p.word(), "in_force");
    let status = p.state.status(p.book(), p.now);
    let silence = InForceBy::Silence { filing: p.state.seq(), unrolled: day("2023-05-19"), rolled: day("2023-05-19") };
    assert_eq!(status.in_force.map(|f| (f.since, f.by)), Some((day("2023-05-19"), silence)));
    let refusal = p.refused(&bureau(), opinion(Opinion::NoObjection));
    assert_eq!(refusal.code, RefusalCode::ReviewEnded);
    assert!(refusal.citation.is_some());
    p.act(&chief(W), Act::Publish { means: String::new() });
    p.act(&chief(E), Act::Publish { means: String::new() });
    assert_eq!(p.word(), "published");
    p.replayed();
}

#[test]
fn silence_rolls_off_a_weekend_and_shows_both_days() {
    let mut p = Play::new("CN-64", "640205");
    p.on("2023-05-05");
    p.filed();
    let status = p.state.status(p.book(), p.now);
    let ends = status.silence_ends.map(|due| (due.unrolled, due.rolled));
    assert_eq!(ends, Some((day("2023-05-20"), day("2023-05-22"))));
    p.on("2023-05-22");
    assert_eq!(p.word(), "filed");
    p.act(&bureau(), opinion(Opinion::NoObjection));
    assert_eq!(p.word(), "in_force");
}

#[test]
fn objection_opens_the_objected_items_only_and_the_path_begins_again() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    let objected =
        ObjectedItem { item: "minimum_wage".into(), basis: "最低工资规定".into(), change: "提高".into() };
    p.act(&bureau(), opinion(Opinion::Objection { items: vec![objected] }));
    assert_eq!(p.word(), "objected");
    assert_eq!(p.state.voided_signatures().len(), 2);
    let reopening = Act::ReopenItem { item: "clause.supervision".into(), reason: "x".into() };
    assert_eq!(p.refused(&chief(W), reopening).code, RefusalCode::NotObjected);
    let offer = p.table_offer(E, "2400.00", p.state.current_offer(W).map(|o| o.stamp.seq));
    for side in [W, E] {
        p.act(&chief(side), Act::InitialItems { offer, items: vec!["minimum_wage".into()] });
    }
    p.agree();
    assert_eq!(p.vote(90, 90, 90), VoteResult::Adopted);
    p.sign();
    p.act(&chief(E), Act::File { pack: pack() });
    p.act(&bureau(), opinion(Opinion::NoObjection));
    assert_eq!(p.word(), "in_force");
    p.replayed();
}

#[test]
fn correction_stops_the_review_and_a_new_filing_starts_it_again() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    p.act(&bureau(), Act::AskCorrection { missing: vec!["会议记录".into()] });
    assert_eq!(p.deadline(DeadlineKind::Review).state, DeadlineState::Stopped);
    p.on("2023-06-30");
    assert_eq!(p.word(), "correction");
    assert_eq!(p.deadline(DeadlineKind::Correction).state, DeadlineState::Overdue);
    p.act(&chief(E), Act::File { pack: pack() });
    assert_eq!(p.deadline(DeadlineKind::Correction).state, DeadlineState::MetLate);
    assert_eq!(p.word(), "filed");
    p.replayed();
}

#[test]
fn amendment_keeps_the_contract_in_force_meanwhile() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    p.act(&bureau(), opinion(Opinion::NoObjection));
    p.act(&chief(E), Act::ProposeAmendment { ground: LawfulGround::Agreement, reason: "x".into() });
    assert_eq!(p.word(), "amending");
    let accept = Act::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] };
    p.act(&chief(W), accept);
    let status = p.state.status(p.book(), p.now);
    assert!(status.amending && status.in_force.is_some());
    let offer = p.table_offer(E, "2450.00", None);
    p.act(&chief(W), Act::AcceptOffer { offer });
    p.agree();
    p.vote(90, 90, 90);
    p.sign();
    p.act(&chief(E), Act::File { pack: pack() });
    assert!(p.state.in_force().is_some_and(|f| f.sheet.sha256() != p.state.draft().expect("draft").sha256));
    p.act(&bureau(), opinion(Opinion::NoObjection));
    assert!(p.state.in_force().is_some_and(|f| f.sheet.sha256() == p.state.draft().expect("draft").sha256));
    for side in [W, E] {
        p.act(&chief(side), Act::Terminate { ground: LawfulGround::Agreement, reason: "x".into() });
    }
    assert_eq!(p.word(), "terminated");
    p.replayed();
}

#[test]
fn germany_is_in_force_when_signed_and_registers_afterwards() {
    let mut p = Play::new("DE", "09162000");
    p.accepted();
    let refusal = p.refused(&chief(W), Act::OpenBallot { body: "x".into(), roll: 3 });
    assert_eq!(refusal.code, RefusalCode::NoBallotHere);
    confirm(&mut p);
    p.sign();
    assert_eq!(p.word(), "in_force");
    let pack = FilingPack { resolution: false, minutes: false, ..pack() };
    p.act(&chief(W), Act::File { pack });
    p.act(&bureau(), Act::Acknowledge { number: "1".into() });
    assert_eq!(p.word(), "in_force");
    p.replayed();
}

#[test]
fn australia_votes_by_votes_cast_and_silence_does_nothing() {
    let mut p = Play::new("AU", "NSW");
    p.accepted();
    // 3 of 100 take part: no quorum there, and two of three votes cast are a majority.
    assert_eq!(p.vote(100, 3, 2), VoteResult::Adopted);
    confirm(&mut p);
    p.sign();
    p.act(&chief(W), Act::File { pack: FilingPack { minutes: false, ..pack() } });
    p.on("2023-08-01");
    assert_eq!(p.word(), "filed");
    p.act(&bureau(), opinion(Opinion::NoObjection));
    assert_eq!(p.word(), "in_force");
    p.replayed();
}

pub(super) fn confirm(p: &mut Play) {
    let sha256 = contract::sha256(&p.state).expect("a contract");
    assert_eq!(p.refused(&chief(W), Act::Sign { sha256 }).code, RefusalCode::NoEnterpriseConfirmed);
    let firm = actor(41, MandateRole::ChiefRepresentative, 4, Capacity::CoveredEnterprise);
    assert_eq!(p.refused(&firm, Act::ConfirmCoverage { enterprise: id(5) }).code, RefusalCode::OwnSideOnly);
    p.act(&firm, Act::ConfirmCoverage { enterprise: id(4) });
}
