use super::references::{session, vacancy};
use super::*;
use crate::term::CellValue;

fn reply(decision: ReplyDecision, reason: &str) -> Act {
    Act::Reply { decision, reason: reason.to_owned(), topics: vec![] }
}

#[test]
fn an_invitation_tells_all_its_faults_at_once() {
    let mut p = Play::new("CN-64", "640205");
    let act = Act::Invite {
        topics: vec![],
        proposed_at: at("2023-05-01"),
        place: " ".into(),
        information: vec![],
        message: String::new(),
    };
    let refusal = p.refused(&chief(W), act);
    let fields: Vec<_> = refusal.faults.iter().map(|f| f.field.as_str()).collect();
    assert_eq!(fields, ["topics", "place", "proposed_at"]);
}

#[test]
fn a_late_reply_stays_possible_and_silence_may_be_complained_of() {
    let mut p = Play::new("CN-64", "640205");
    p.invite();
    let complaint = || Act::ComplainOfSilence { reason: "逾期未答复".into() };
    assert_eq!(p.refused(&chief(W), complaint()).code, RefusalCode::NothingOverdue);
    assert_eq!(p.refused(&chief(W), reply(ReplyDecision::Accept, "")).code, RefusalCode::OtherSideOnly);
    assert_eq!(p.refused(&chief(E), reply(ReplyDecision::Decline, "")).faults.len(), 1);
    // 20 days from 4 May end on 24 May.
    p.on("2023-05-24");
    assert_eq!(p.deadline(DeadlineKind::Reply).state, DeadlineState::Running);
    p.on("2023-05-25");
    assert_eq!(p.deadline(DeadlineKind::Reply).state, DeadlineState::Overdue);
    assert_eq!(p.state.bureau_in(), None);
    let seq = p.act(&chief(W), complaint());
    assert_eq!(p.state.bureau_in(), Some(seq));
    p.act(&chief(E), reply(ReplyDecision::Accept, ""));
    assert_eq!(p.deadline(DeadlineKind::Reply).state, DeadlineState::MetLate);
}

#[test]
fn delegations_keep_to_numbers_outside_cap_and_one_side() {
    let mut p = Play::new("CN-64", "640205");
    p.invite();
    p.act(&chief(E), reply(ReplyDecision::Accept, ""));
    let mut name = |side, members| {
        p.try_act(&chief(side), Act::NameDelegation { members }).map_err(|r| (r.code, r.citation.is_some()))
    };
    assert_eq!(name(W, members(W, 2)), Err((RefusalCode::TooFewRepresentatives, true)));
    assert_eq!(name(W, members(W, 10)), Err((RefusalCode::TooManyRepresentatives, true)));
    let mut outside = members(W, 3);
    outside[1].outside = true;
    assert!(name(W, outside.clone()).is_ok(), "exactly a third may come from outside");
    outside[2].outside = true;
    assert_eq!(name(W, outside), Err((RefusalCode::TooManyOutside, true)));
    let mut stranger = members(W, 3);
    stranger[0].outside = true;
    assert_eq!(name(W, stranger), Err((RefusalCode::OutsideChief, true)));
    let mut two_chiefs = members(W, 3);
    two_chiefs[1].chief = true;
    assert_eq!(name(W, two_chiefs), Err((RefusalCode::InvalidFields, false)));
    assert_eq!(name(E, members(E, 4)), Err((RefusalCode::UnequalNumbers, true)));
    let mut foreign = members(E, 3);
    foreign[2].account = Some(id(11));
    assert_eq!(name(E, foreign), Err((RefusalCode::InvalidFields, false)));
    assert!(name(E, members(E, 3)).is_ok());
    assert_eq!(p.word(), "bargaining");
}

#[test]
fn a_vacancy_runs_a_deadline_until_the_delegation_is_named_anew() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let left = |name: &str| vacancy(name, None, None);
    assert_eq!(p.refused(&chief(W), left("nobody")).code, RefusalCode::Unknown);
    p.act(&chief(W), left("甲12"));
    assert_eq!(p.deadline(DeadlineKind::Replacement).state, DeadlineState::Running);
    p.on("2023-06-01");
    assert_eq!(p.deadline(DeadlineKind::Replacement).state, DeadlineState::Overdue);
    p.act(&chief(W), Act::NameDelegation { members: members(W, 3) });
    assert_eq!(p.deadline(DeadlineKind::Replacement).state, DeadlineState::MetLate);
}

#[test]
fn information_is_due_and_answered_once_by_the_other_side() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let request = p.act(&chief(W), Act::RequestInformation { subject: "利润表".into(), message: String::new() });
    let answer = |content: &str| Act::AnswerInformation {
        request,
        given: false,
        content: content.into(),
        confidential: true,
        documents: vec![],
    };
    assert_eq!(p.refused(&chief(W), answer("x")).code, RefusalCode::OtherSideOnly);
    assert_eq!(p.refused(&chief(E), answer("")).code, RefusalCode::InvalidFields);
    // The first session is 40 days after 4 May; information 5 days before: 8 June.
    assert_eq!(p.deadline(DeadlineKind::Disclosure).due.rolled, day("2023-06-08"));
    p.act(&chief(E), answer("商业秘密"));
    assert_eq!(p.refused(&chief(E), answer("x")).code, RefusalCode::AlreadyAnswered);
    assert_eq!(p.deadline(DeadlineKind::Disclosure).state, DeadlineState::Met);
}

#[test]
fn chiefs_alternate_in_the_chair_and_the_recorder_is_neutral() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let open = |chair, recorder: &str| session(chair, recorder, None);
    let theirs = session(W, "甲22", Some(id(22)));
    assert_eq!(p.refused(&chief(W), theirs).code, RefusalCode::RecorderIsRepresentative);
    let session = p.act(&chief(W), open(W, "记录员"));
    assert_eq!(p.refused(&chief(W), open(W, "记录员")).code, RefusalCode::NotTheirTurnToChair);
    assert_eq!(p.refused(&chief(W), Act::SignMinutes { session }).code, RefusalCode::NoMinutes);
    p.act(&chief(E), Act::RecordMinutes { session, text: "甲".into() });
    p.act(&chief(W), Act::SignMinutes { session });
    assert_eq!(p.refused(&chief(W), Act::SignMinutes { session }).code, RefusalCode::AlreadyDone);
    p.act(&chief(E), Act::SignMinutes { session });
    let again = p.refused(&chief(E), Act::RecordMinutes { session, text: "乙".into() });
    assert_eq!(again.code, RefusalCode::MinutesSigned);
    p.act(&chief(E), open(E, "记录员"));
}

#[test]
fn offers_answer_the_current_one_and_stay_in_their_place() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let first = p.table_offer(W, "2400.00", None);
    let stale = p.tabling("2200.00", None);
    assert_eq!(p.refused(&chief(E), stale).code, RefusalCode::Stale);
    let second = p.table_offer(W, "2350.00", None);
    let stale = p.tabling("2200.00", Some(first));
    assert_eq!(p.refused(&chief(E), stale).code, RefusalCode::Stale);
    let unknown = p.tabling("2200.00", Some(99));
    assert_eq!(p.refused(&chief(E), unknown).code, RefusalCode::Unknown);
    p.table_offer(E, "2200.00", Some(second));
    assert_eq!(p.state.offers()[0].status, OfferStatus::Superseded);
    assert_eq!(p.refused(&chief(E), Act::AcceptOffer { offer: first }).code, RefusalCode::OfferNotCurrent);
    assert_eq!(p.refused(&chief(W), Act::AcceptOffer { offer: second }).code, RefusalCode::OtherSideOnly);
    let elsewhere = Act::TableOffer {
        sheet: sheet("CN-11", "110101", "2500.00"),
        answers: None,
        package: false,
        expires_at: Some(at("2023-05-01")),
        message: String::new(),
    };
    let codes: Vec<_> = p.refused(&chief(W), elsewhere).faults.iter().map(|f| f.code).collect();
    assert_eq!(codes, [RefusalCode::WrongJurisdiction, RefusalCode::WrongArea, RefusalCode::NotInFuture]);
    let invalid = Act::TableOffer {
        sheet: json!({"schema": 1}),
        answers: None,
        package: false,
        expires_at: None,
        message: String::new(),
    };
    assert!(p.refused(&chief(W), invalid).sheet.len() > 1);
    p.act(&chief(W), Act::WithdrawOffer { offer: second });
    assert_eq!(p.refused(&chief(E), Act::AcceptOffer { offer: second }).code, RefusalCode::OfferNotCurrent);
}

#[test]
fn a_package_only_whole_and_an_expired_offer_not_at_all() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let sheet = sheet("CN-64", "640205", "2300.00");
    let act = Act::TableOffer {
        sheet,
        answers: None,
        package: true,
        expires_at: Some(at("2023-05-05")),
        message: String::new(),
    };
    let offer = p.act(&chief(W), act);
    let part = Act::InitialItems { offer, items: vec!["minimum_wage".into()] };
    assert_eq!(p.refused(&chief(E), part).code, RefusalCode::PackageWhole);
    p.on("2023-05-06");
    assert_eq!(p.refused(&chief(E), Act::AcceptOffer { offer }).code, RefusalCode::OfferExpired);
}

#[test]
fn the_last_initial_draws_up_the_draft() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let offer = p.table_offer(W, "2300.00", None);
    for (side, item) in [(W, "minimum_wage"), (E, "minimum_wage"), (W, "clause.supervision")] {
        p.act(&chief(side), Act::InitialItems { offer, items: vec![item.into()] });
        assert!(p.state.draft().is_none());
    }
    p.act(&chief(E), Act::InitialItems { offer, items: vec!["clause.supervision".into()] });
    assert!(open(&p.state, &chief(E), &p.rulebooks, p.now).contains(&ActKind::AgreeDraft));
    // An offer with one more item opens the talks again.
    let mut more = p.tabling("2300.00", Some(offer));
    if let Act::TableOffer { sheet, .. } = &mut more {
        let clause = serde_json::json!({"key": "clause.more", "kind": "clause", "heading": "其他", "text": "另议。"});
        sheet["items"].as_array_mut().expect("items").push(clause);
    }
    p.act(&chief(E), more);
    assert!(p.state.draft().is_none());
    p.replayed();
}

#[test]
fn an_agreed_item_is_changed_only_after_both_reopen_it() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let offer = p.table_offer(W, "2300.00", None);
    let initial = |items: &[&str]| Act::InitialItems { offer, items: items.iter().map(|&i| i.into()).collect() };
    p.act(&chief(W), initial(&["minimum_wage"]));
    assert!(p.state.marks()["minimum_wage"].agreed.is_none());
    p.act(&chief(E), initial(&["minimum_wage"]));
    assert!(p.state.marks()["minimum_wage"].agreed.is_some());
    let change = p.tabling("2200.00", Some(offer));
    assert_eq!(p.refused(&chief(E), change.clone()).code, RefusalCode::ItemAgreed);
    let open = p.state.draft_sheet().expect_err("one item is open");
    assert_eq!(open.faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["clause.supervision"]);
    let reopen = || Act::ReopenItem { item: "minimum_wage".into(), reason: "x".into() };
    p.act(&chief(W), reopen());
    assert_eq!(p.refused(&chief(E), change.clone()).code, RefusalCode::ItemAgreed);
    p.act(&chief(E), reopen());
    p.act(&chief(E), change);
}

#[test]
fn either_side_reopens_until_all_is_agreed_where_the_ground_rules_say_so() {
    let mut p = Play::new("CN-64", "640205");
    p.state.opening.reopening = Reopening::EitherUntilAll;
    p.reach_table();
    let offer = p.table_offer(W, "2300.00", None);
    for side in [W, E] {
        p.act(&chief(side), Act::InitialItems { offer, items: vec!["minimum_wage".into()] });
    }
    p.act(&chief(E), Act::ReopenItem { item: "minimum_wage".into(), reason: "x".into() });
    assert!(p.state.marks()["minimum_wage"].agreed.is_none());
    p.act(&chief(E), Act::AcceptOffer { offer });
    p.act(&chief(E), Act::ReopenItem { item: "minimum_wage".into(), reason: "x".into() });
    assert!(p.state.marks()["minimum_wage"].agreed.is_some(), "all agreed: now both must ask");
}

#[test]
fn a_draft_below_the_law_or_with_other_bytes_is_not_agreed() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let offer = p.table_offer(W, "1000.00", None);
    p.act(&chief(E), Act::AcceptOffer { offer });
    let sha256 = p.state.draft_sheet().expect("a draft").sha256();
    assert_eq!(p.refused(&chief(W), Act::AgreeDraft { sha256: "00".into() }).code, RefusalCode::DraftDiffers);
    let refusal = p.refused(&chief(W), Act::AgreeDraft { sha256 });
    assert_eq!(refusal.code, RefusalCode::FloorBreach);
    assert_eq!(refusal.faults[0].field, "minimum_wage");
    assert!(refusal.citation.is_some());
}

#[test]
fn talks_are_suspended_and_resumed_by_both() {
    let mut p = Play::new("CN-11", "110101");
    p.reach_table();
    let suspend = |until| Act::Suspend { reason: "x".into(), until: day(until) };
    // Beijing: 60 days at most, from 4 May: 3 July.
    assert_eq!(p.refused(&chief(W), suspend("2023-07-04")).code, RefusalCode::SuspensionTooLong);
    p.act(&chief(W), suspend("2023-06-01"));
    assert_eq!(p.word(), "bargaining");
    assert_eq!(p.refused(&chief(E), suspend("2023-06-02")).code, RefusalCode::SuspensionDiffers);
    p.act(&chief(E), suspend("2023-06-01"));
    assert_eq!(p.word(), "suspended");
    let tabling = p.tabling("2500.00", None);
    assert_eq!(p.refused(&chief(W), tabling).code, RefusalCode::NotNow);
    let mut later = p.clone();
    later.on("2023-06-02");
    assert_eq!(later.word(), "bargaining");
    later.table_offer(W, "2500.00", None);
    later.replayed();
    p.act(&chief(W), Act::Resume {});
    assert_eq!(p.word(), "suspended");
    p.act(&chief(E), Act::Resume {});
    assert_eq!(p.word(), "bargaining");
}

#[test]
fn coordination_runs_thirty_days_and_fifteen_more() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let seq = p.act(&chief(W), Act::ApplyCoordination { reason: "x".into() });
    assert_eq!((p.word(), p.state.bureau_in()), ("dispute", Some(seq)));
    let step = |step| Act::Coordinate { step, message: String::new() };
    assert_eq!(p.refused(&chief(E), step(CoordinationStep::Accept)).code, RefusalCode::NotTheBureau);
    p.act(&bureau(), step(CoordinationStep::Accept));
    assert_eq!(p.deadline(DeadlineKind::Coordination).due.unrolled, day("2023-06-03"));
    p.act(&bureau(), step(CoordinationStep::Extend));
    assert_eq!(p.deadline(DeadlineKind::Coordination).due.unrolled, day("2023-06-18"));
    assert_eq!(p.deadline(DeadlineKind::Coordination).state, DeadlineState::Extended);
    assert_eq!(p.refused(&bureau(), step(CoordinationStep::Extend)).code, RefusalCode::NoExtension);
    p.act(&bureau(), Act::SettleCoordination { text: "x".into(), settled: true });
    assert_eq!(p.word(), "bargaining");
}

#[test]
fn the_vote_is_decided_in_whole_numbers_exact_hits_included() {
    for (roll, present, in_favour, expected) in [
        (90, 60, 45, VoteResult::Adopted),
        (90, 59, 59, VoteResult::NoQuorum),
        (90, 60, 44, VoteResult::Rejected),
        (91, 61, 46, VoteResult::Adopted),
        (91, 60, 60, VoteResult::NoQuorum),
        (u32::MAX, u32::MAX, u32::MAX, VoteResult::Adopted),
    ] {
        let mut p = Play::new("CN-64", "640205");
        p.accepted();
        assert_eq!(p.vote(roll, present, in_favour), expected, "{roll} {present} {in_favour}");
    }
    let mut p = Play::new("CN-64", "640205");
    p.accepted();
    p.act(&chief(W), Act::OpenBallot { body: "x".into(), roll: 10 });
    let counts = |present, in_favour| Act::RecordVote { present, in_favour, against: 0, abstained: 0 };
    assert_eq!(p.refused(&chief(W), counts(11, 11)).faults[0].code, RefusalCode::MorePresentThanRoll);
    assert_eq!(p.refused(&chief(W), counts(9, 8)).faults[0].code, RefusalCode::CountsInconsistent);
}

#[test]
fn half_is_not_enough_where_the_rulebook_says_more_than_half_and_a_second_vote_has_its_days() {
    let mut p = Play::new("CN-3301", "330102");
    p.accepted();
    assert_eq!(p.vote(90, 90, 45), VoteResult::Rejected);
    assert_eq!(p.word(), "bargaining");
    let mut late = p.clone();
    late.on("2023-05-20");
    let again = Act::OpenBallot { body: "x".into(), roll: 90 };
    assert_eq!(late.refused(&chief(W), again).code, RefusalCode::NoSecondVote);
    assert_eq!(p.vote(90, 90, 46), VoteResult::Adopted);
    p.replayed();
}

#[test]
fn a_change_voids_the_signature_and_says_so() {
    let mut p = Play::new("CN-64", "640205");
    p.accepted();
    p.vote(90, 90, 90);
    let sha256 = contract::sha256(&p.state).expect("a contract");
    assert_eq!(p.refused(&chief(W), Act::Sign { sha256: "00".into() }).code, RefusalCode::ContractDiffers);
    let signed = p.act(&chief(W), Act::Sign { sha256: sha256.clone() });
    let mut other = members(E, 3);
    other.iter_mut().for_each(|m| m.chief = m.account == Some(id(22)));
    p.act(&chief(E), Act::NameDelegation { members: other });
    assert_eq!(p.events.last().map(|e| e.determination.voids.clone()), Some(vec![signed]));
    assert!(p.state.signatures().worker_side.is_none());
    assert_eq!(p.refused(&chief(E), Act::Sign { sha256 }).code, RefusalCode::NotTheChief);
    p.replayed();
}

#[test]
fn the_filing_pack_tells_all_that_is_missing_and_only_the_filer_files() {
    let mut p = Play::new("CN-64", "640205");
    p.accepted();
    p.vote(90, 90, 90);
    p.sign();
    assert_eq!(p.refused(&chief(W), Act::File { pack: pack() }).code, RefusalCode::NotTheFiler);
    let poor = FilingPack { copies: 2, credentials: false, resolution: false, workers_covered: 0, ..pack() };
    let refusal = p.refused(&chief(E), Act::File { pack: poor });
    assert_eq!(refusal.faults.len(), 4);
    assert!(refusal.citation.is_some());
    p.act(&chief(E), Act::File { pack: pack() });
    assert_eq!(p.deadline(DeadlineKind::Filing).state, DeadlineState::Met);
}

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    for text in
        [include_str!("../../../../locales/zh-CN/refusal.ftl"), include_str!("../../../../locales/en/refusal.ftl")]
    {
        for code in RefusalCode::ALL {
            let key = format!("{} = ", sentence_key(*code));
            assert!(text.lines().any(|l| l.starts_with(&key)), "{key}");
        }
    }
}

#[test]
fn the_table_shows_positions_moves_gap_and_marks_per_cell() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let first = p.table_offer(W, "2400.00", None);
    let theirs = p.table_offer(E, "2000.00", Some(first));
    p.on("2023-05-08");
    let second = p.table_offer(W, "2300.00", Some(theirs));
    p.act(&chief(E), Act::InitialItems { offer: second, items: vec!["clause.supervision".into()] });
    let of = |cells: &[TableCell], item: &str, field: &str| {
        cells.iter().find(|c| c.item == item && c.field == field).cloned().expect("a cell")
    };
    let cells = table(&p.state);
    let text = |value: &Option<CellValue>| value.as_ref().map(|v| v.text().to_owned());
    let wage = of(&cells, "minimum_wage", "amount");
    assert_eq!((text(&wage.worker_side), text(&wage.employer_side)), (Some("2300.00".into()), Some("2000.00".into())));
    let gap = wage.gap.expect("numbers");
    assert_eq!((gap.units.as_str(), gap.percent.as_deref()), ("300.00", Some("15")));
    let last = wage.moved.expect("a move");
    assert_eq!((last.side, last.offer, last.at), (W, second, at("2023-05-08")));
    assert_eq!((text(&last.from), text(&last.to)), (Some("2400.00".into()), Some("2300.00".into())));
    let clause = of(&cells, "clause.supervision", "text");
    assert!(clause.equal() && clause.gap.is_none() && clause.agreed.is_none());
    assert!(clause.initials.employer_side.is_some() && clause.initials.worker_side.is_none());
}

#[test]
fn the_chiefs_sign_in_the_rulebooks_order_and_each_once() {
    let mut p = Play::new("CN-64", "640205");
    p.accepted();
    let sha256 = contract::sha256(&p.state).expect("a contract");
    let sign = || Act::Sign { sha256: sha256.clone() };
    assert_eq!(p.refused(&chief(W), sign()).code, RefusalCode::NotNow);
    p.vote(90, 90, 90);
    p.act(&chief(E), sign());
    assert_eq!(p.refused(&chief(E), sign()).code, RefusalCode::AlreadyDone);
    p.act(&chief(W), sign());
    assert_eq!(p.word(), "signed");
}

#[test]
fn what_is_open_follows_the_procedure() {
    let mut p = Play::new("CN-64", "640205");
    let open_to = |p: &Play, who: &Actor| open(&p.state, who, &p.rulebooks, p.now);
    use ActKind as K;
    assert_eq!(open_to(&p, &chief(W)), [K::Invite]);
    assert!(open_to(&p, &chief(E)).is_empty());
    p.reach_table();
    let first = p.table_offer(W, "2400.00", None);
    let employer = open_to(&p, &chief(E));
    for act in [K::TableOffer, K::AcceptOffer, K::InitialItems, K::OpenSession, K::Suspend, K::ApplyCoordination] {
        assert!(employer.contains(&act), "{act}: {employer:?}");
    }
    for act in [K::Reply, K::WithdrawOffer, K::ReopenItem, K::Sign, K::File, K::Publish, K::Acknowledge] {
        assert!(!employer.contains(&act), "{act}: {employer:?}");
    }
    assert!(open_to(&p, &chief(W)).contains(&K::WithdrawOffer));
    p.act(&chief(E), Act::AcceptOffer { offer: first });
    assert!(open_to(&p, &chief(E)).contains(&K::AgreeDraft));
}
