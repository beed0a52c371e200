use super::*;
use chrono::Duration;

/// The rulebooks with one sentence of the law of China changed, as a later edition would.
fn amended(from: &str, to: &str) -> RulebookSet {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rulebooks");
    let files = std::fs::read_dir(folder).expect("rulebooks").map(|file| file.expect("a file").path());
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("text");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name != "cn.toml" {
            return (name, text);
        }
        assert!(text.contains(from), "{from}");
        (name, text.replacen(from, to, 1))
    };
    RulebookSet::from_sources(files.map(read).collect()).expect("rulebooks")
}

#[test]
fn a_later_edition_of_the_law_changes_no_review_that_has_begun() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    let ends = p.state.status(p.book(), p.now).silence_ends;
    assert_eq!(ends.map(|due| (due.unrolled, due.rolled)), Some((day("2023-05-19"), day("2023-05-19"))));
    for (from, to) in [
        ("key = \"review\"\nvalue = \"15 days\"", "key = \"review\"\nvalue = \"150 days\""),
        ("key = \"silence\"\nvalue = \"deemed_effective\"", "key = \"silence\"\nvalue = \"nothing\""),
        (
            "key = \"register_effect\"\nvalue = \"constitutive_after_review\"",
            "key = \"register_effect\"\nvalue = \"declaratory\"",
        ),
    ] {
        let mut later = p.clone();
        later.rulebooks = amended(from, to);
        assert_eq!(later.state.status(later.book(), later.now).silence_ends, ends, "{to}");
        assert_eq!(later.deadline(DeadlineKind::Review).due.rolled, day("2023-05-19"), "{to}");
        later.on("2023-05-20");
        assert_eq!(later.word(), "in_force", "{to}");
    }
}

#[test]
fn a_later_edition_of_the_law_moves_no_renewal_window() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    p.act(&bureau(), opinion(Opinion::NoObjection));
    p.rulebooks = amended("key = \"renewal\"\nvalue = \"60 days\"", "key = \"renewal\"\nvalue = \"10 days\"");
    p.on("2024-07-01");
    assert_eq!(p.word(), "in_force");
    p.on("2024-07-02");
    assert_eq!(p.word(), "renewal_window");
}

#[test]
fn time_does_not_run_backwards_in_a_negotiation() {
    let mut p = Play::new("CN-64", "640205");
    p.now = at("2023-05-04") - Duration::days(3);
    p.invite();
    assert_eq!(p.events.last().map(|event| event.at), Some(at("2023-05-04")), "not before it was opened");
    p.on("2023-05-10");
    p.act(&chief(E), Act::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] });
    p.on("2023-05-01");
    p.act(&chief(W), Act::NameDelegation { members: members(W, 3) });
    assert_eq!(p.events.last().map(|event| event.at), Some(at("2023-05-10")));
    p.replayed();
}

#[test]
fn reopening_after_the_draft_clears_all_that_was_agreed_on_it() {
    let mut p = Play::new("CN-64", "640205");
    p.accepted();
    p.vote(90, 90, 90);
    let sha256 = contract::sha256(&p.state).expect("a contract");
    let signed = p.act(&chief(E), Act::Sign { sha256 });
    for side in [W, E] {
        p.act(&chief(side), Act::ReopenItem { item: "minimum_wage".into(), reason: "x".into() });
    }
    assert_eq!(p.state.agreement, Agreement::default());
    assert_eq!(p.events.last().map(|e| e.determination.voids.clone()), Some(vec![signed]));
    assert_eq!(p.state.voided_signatures().iter().map(|(s, _)| s.stamp.seq).collect::<Vec<_>>(), [signed]);
    assert!(deadlines(&p.state, p.book(), p.now).iter().all(|d| d.what != DeadlineKind::Ballot));
    p.replayed();
}

#[test]
fn a_proposed_suspension_whose_day_is_past_binds_nobody() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let suspend = |until| Act::Suspend { reason: "x".into(), until: day(until) };
    p.act(&chief(W), suspend("2023-05-10"));
    p.on("2023-05-10");
    p.act(&chief(E), suspend("2023-05-20"));
    assert_eq!(p.word(), "bargaining");
    p.act(&chief(W), suspend("2023-05-20"));
    assert_eq!(p.word(), "suspended");
}

#[test]
fn coordination_is_over_with_the_draft_also_when_that_is_reopened() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let offer = p.table_offer(W, "2300.00", None);
    p.act(&chief(W), Act::ApplyCoordination { reason: "x".into() });
    p.act(&bureau(), Act::Coordinate { step: CoordinationStep::Accept, message: String::new() });
    p.act(&chief(E), Act::AcceptOffer { offer });
    p.agree();
    for side in [W, E] {
        p.act(&chief(side), Act::ReopenItem { item: "minimum_wage".into(), reason: "x".into() });
    }
    assert_eq!(p.word(), "bargaining");
    assert_eq!(p.deadline(DeadlineKind::Coordination).state, DeadlineState::Met);
}

#[test]
fn a_new_chief_by_mandate_acts_for_a_contract_in_force() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    let successor = actor(19, MandateRole::ChiefRepresentative, 1, Capacity::WorkerSide);
    p.act(&bureau(), opinion(Opinion::NoObjection));
    assert!(!open(&p.state, &successor, &p.rulebooks, p.now).contains(&ActKind::TableOffer));
    p.act(&successor, Act::ProposeAmendment { ground: LawfulGround::Agreement, reason: "x".into() });
}
