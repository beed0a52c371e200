use super::references::session;
use super::*;
use crate::limits;

pub(super) fn served(document: u128, confidential: bool) -> Act {
    Act::ServeDocument {
        document: id(document),
        name: "工资总额.csv".into(),
        media_type: "text/csv".into(),
        size: 12,
        sha256: "a".repeat(64),
        confidential,
    }
}

fn answer(request: Seq, documents: Vec<Seq>) -> Act {
    Act::AnswerInformation { request, given: true, content: "见附件".into(), confidential: false, documents }
}

#[test]
fn a_document_is_served_once_by_a_representative_once_the_invitation_is() {
    let mut p = Play::new("CN-64", "640205");
    assert_eq!(p.refused(&chief(W), served(1, false)).code, RefusalCode::NotNow);
    p.reach_table();
    assert_eq!(p.refused(&bureau(), served(1, false)).code, RefusalCode::NotAParty);
    let observer = actor(99, MandateRole::Observer, 1, Capacity::WorkerSide);
    assert_eq!(p.refused(&observer, served(1, false)).code, RefusalCode::NotARepresentative);
    let colleague = actor(12, MandateRole::Representative, 1, Capacity::WorkerSide);
    let seq = p.act(&colleague, served(1, true));
    let determination = &p.events.last().expect("an act").determination;
    assert!(determination.basis.is_some(), "rests on the duty to give information");
    assert_eq!(p.refused(&chief(E), served(1, false)).code, RefusalCode::DocumentServed);
    let kept = ServedDocument { stamp: Stamp { seq, at: p.now }, side: W, document: id(1), confidential: true };
    assert_eq!(p.state.documents(), [kept]);
    p.replayed();
}

#[test]
fn a_document_tells_all_its_faults_at_once() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let act = Act::ServeDocument {
        document: id(1),
        name: "名".repeat(limits::FILE_NAME + 1),
        media_type: "text/html".into(),
        size: limits::DOCUMENT_BYTES + 1,
        sha256: "A".repeat(64),
        confidential: false,
    };
    let refusal = p.refused(&chief(W), act);
    let fields: Vec<_> = refusal.faults.iter().map(|f| (f.field.as_str(), f.code)).collect();
    let expected = [
        ("name", RefusalCode::TooLong),
        ("media_type", RefusalCode::Unknown),
        ("size", RefusalCode::TooLarge),
        ("sha256", RefusalCode::DocumentDiffers),
    ];
    assert_eq!(fields, expected);
}

#[test]
fn an_answer_names_documents_that_its_own_side_has_served() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let request = p.act(&chief(W), Act::RequestInformation { subject: "利润表".into(), message: String::new() });
    let (own, theirs) = (p.act(&chief(E), served(1, false)), p.act(&chief(W), served(2, false)));
    for documents in [vec![theirs], vec![own, own], vec![request], vec![999]] {
        assert_eq!(p.refused(&chief(E), answer(request, documents)).code, RefusalCode::InvalidFields);
    }
    p.act(&chief(E), answer(request, vec![own]));
}

#[test]
fn what_was_given_in_confidence_keeps_only_that_it_was_given() {
    let secret = "绝密";
    let answer = Act::AnswerInformation {
        request: 3,
        given: false,
        content: secret.into(),
        confidential: true,
        documents: vec![7],
    };
    let mut named = served(5, true);
    if let Act::ServeDocument { name, .. } = &mut named {
        *name = secret.into();
    }
    for act in [&answer, &named] {
        let text = serde_json::to_string(&act.withheld().expect("confidential")).expect("JSON");
        assert!(!text.contains(secret) && !text.contains("aaaa") && !text.contains("csv"), "{text}");
        assert_eq!(act.withheld().expect("confidential").name(), act.name());
    }
    assert!(matches!(answer.withheld(), Some(Act::AnswerInformation { request: 3, given: false, .. })));
    assert_eq!(served(5, false).withheld(), None);
    assert_eq!(Act::SignMinutes { session: 1 }.withheld(), None);
}

#[test]
fn an_answer_without_documents_reads_and_writes_as_before() {
    let old = r#"{"act":"answer_information","request":3,"given":true,"content":"x","confidential":false}"#;
    let act: Act = serde_json::from_str(old).expect("the former form");
    assert_eq!(serde_json::to_string(&act).expect("JSON"), old);
}

#[test]
fn the_next_chair_and_the_signatures_that_are_missing_are_told() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let rules = |p: &Play| p.book().procedure(p.book().local_day(p.now));
    assert_eq!(p.state.next_chair(&rules(&p)), None, "the first session is chaired by either");
    let session = p.act(&chief(W), session(W, "记录员", None));
    assert_eq!(p.state.next_chair(&rules(&p)), Some(E));
    p.act(&chief(W), Act::RecordMinutes { session, text: "甲".into() });
    let missing = |p: &Play, side| p.state.still_to_sign(&p.state.sessions()[0], side, &rules(p));
    assert_eq!((missing(&p, W), missing(&p, E)), (vec!["甲11".to_owned()], vec!["甲21".to_owned()]));
    p.act(&chief(W), Act::SignMinutes { session });
    assert_eq!((missing(&p, W), missing(&p, E)), (vec![], vec!["甲21".to_owned()]));
    p.act(&chief(E), Act::SignMinutes { session });
    assert!(missing(&p, W).is_empty() && missing(&p, E).is_empty());
}
