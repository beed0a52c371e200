use super::*;
use std::collections::BTreeSet;

pub(super) fn vacancy(name: &str, account: Option<Uuid>, own: Option<&str>) -> Act {
    let (representative, id) = (name.to_owned(), own.map(str::to_owned));
    Act::ReportVacancy { representative, account, id, reason: String::new() }
}

pub(super) fn session(chair: Side, recorder: &str, recorder_account: Option<Uuid>) -> Act {
    Act::OpenSession { chair, recorder: recorder.to_owned(), recorder_account, place: String::new() }
}

/// Where what an act names comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// The negotiation's own acts, offers, items, people: the state has it.
    State,
    /// Looked up by the service, as [`Act::named`] lists.
    Store,
    /// The actor alone: nobody else may be named.
    Actor,
}

/// What each kind of act names, and where it is looked for.
const fn names(kind: ActKind) -> &'static [(&'static str, From)] {
    use ActKind as K;
    match kind {
        K::NameDelegation => &[("members[].account", From::Store)],
        K::ReportVacancy => &[("representative", From::State), ("account", From::State), ("id", From::State)],
        K::AnswerInformation => &[("request", From::State), ("documents[]", From::State)],
        K::ServeDocument => &[("document", From::Store)],
        K::OpenSession => &[("recorder_account", From::Store)],
        K::RecordMinutes | K::SignMinutes => &[("session", From::State)],
        K::TableOffer => &[("answers", From::State)],
        K::WithdrawOffer | K::AcceptOffer => &[("offer", From::State)],
        K::InitialItems => &[("offer", From::State), ("items[]", From::State)],
        K::ReopenItem => &[("item", From::State)],
        K::ConfirmCoverage => &[("enterprise", From::Actor)],
        K::GiveOpinion => &[("opinion.items[].item", From::State)],
        K::Replace => &[("by_negotiation", From::Store)],
        // Bytes are named by their digest, and compared with it.
        K::AgreeDraft | K::Sign => &[("sha256", From::State)],
        K::Invite | K::Reply | K::WithdrawInvitation | K::RequestInformation => &[],
        K::Suspend | K::Resume | K::ApplyCoordination | K::ComplainOfSilence => &[],
        K::Coordinate | K::SettleCoordination | K::OpenBallot | K::RecordVote => &[],
        K::File | K::Acknowledge | K::AskCorrection | K::Publish | K::ProposeAmendment | K::Terminate => &[],
    }
}

/// An act that names what is not there, in a negotiation where it would else be right; who does it.
fn wrong(kind: ActKind, field: &str) -> (Play, Actor, Act) {
    let mut p = Play::new("CN-64", "640205");
    let none: Seq = 999;
    let table = |mut p: Play| {
        p.reach_table();
        let offer = p.table_offer(E, "2300.00", None);
        (p, offer)
    };
    match (kind, field) {
        (ActKind::NameDelegation, _) => {
            p.invite();
            let mut members = members(W, 3);
            members[1].account = Some(id(99));
            (p, chief(W), Act::NameDelegation { members })
        }
        (ActKind::ReportVacancy, field) => {
            p.reach_table();
            let act = match field {
                "account" => vacancy("甲12", Some(id(22)), None),
                "id" => vacancy("甲12", None, Some("no. 9")),
                _ => vacancy("甲22", None, None),
            };
            (p, chief(W), act)
        }
        (ActKind::AnswerInformation, field) => {
            p.reach_table();
            let asked = p.act(&chief(W), Act::RequestInformation { subject: "利润表".into(), message: String::new() });
            let theirs = p.act(&chief(W), served(2, false));
            let (request, documents) = if field == "request" { (none, vec![]) } else { (asked, vec![theirs]) };
            let content = "见附件".to_owned();
            (p, chief(E), Act::AnswerInformation { request, given: true, content, confidential: false, documents })
        }
        (ActKind::ServeDocument, _) => {
            p.reach_table();
            p.references = Some(References::default());
            (p, chief(W), served(1, false))
        }
        (ActKind::OpenSession, _) => {
            p.reach_table();
            (p, chief(W), session(W, "记录员", Some(id(99))))
        }
        (ActKind::RecordMinutes | ActKind::SignMinutes, _) => {
            p.reach_table();
            let opened = p.act(&chief(W), session(W, "记录员", None));
            p.act(&chief(W), Act::RecordMinutes { session: opened, text: "甲".into() });
            let act = if kind == ActKind::SignMinutes {
                Act::SignMinutes { session: none }
            } else {
                Act::RecordMinutes { session: none, text: "乙".into() }
            };
            (p, chief(W), act)
        }
        (ActKind::TableOffer, _) => {
            let (p, _) = table(p);
            let act = p.tabling("2400.00", Some(none));
            (p, chief(W), act)
        }
        (ActKind::WithdrawOffer, _) => (table(p).0, chief(E), Act::WithdrawOffer { offer: none }),
        (ActKind::AcceptOffer, _) => (table(p).0, chief(W), Act::AcceptOffer { offer: none }),
        (ActKind::InitialItems, field) => {
            let (p, offer) = table(p);
            let (offer, item) = if field == "offer" { (none, "minimum_wage") } else { (offer, "no.such") };
            (p, chief(W), Act::InitialItems { offer, items: vec![item.into()] })
        }
        (ActKind::ReopenItem, _) => {
            let (mut p, offer) = table(p);
            for side in [W, E] {
                p.act(&chief(side), Act::InitialItems { offer, items: vec!["minimum_wage".into()] });
            }
            (p, chief(W), Act::ReopenItem { item: "no.such".into(), reason: "x".into() })
        }
        (ActKind::ConfirmCoverage, _) => {
            p = Play::new("DE", "090000");
            p.reach_table();
            let firm = actor(41, MandateRole::ChiefRepresentative, 4, Capacity::CoveredEnterprise);
            (p, firm, Act::ConfirmCoverage { enterprise: id(5) })
        }
        (ActKind::GiveOpinion, _) => {
            p.filed();
            let item = ObjectedItem { item: "no.such".into(), basis: "x".into(), change: "x".into() };
            (p, bureau(), opinion(Opinion::Objection { items: vec![item] }))
        }
        (ActKind::Replace, _) => {
            p.filed();
            p.act(&bureau(), opinion(Opinion::NoObjection));
            (p, chief(W), Act::Replace { by_negotiation: id(99) })
        }
        (ActKind::AgreeDraft, _) => {
            let (mut p, offer) = table(p);
            p.act(&chief(W), Act::AcceptOffer { offer });
            (p, chief(W), Act::AgreeDraft { sha256: "0".repeat(64) })
        }
        (ActKind::Sign, _) => {
            p.accepted();
            p.vote(90, 90, 90);
            (p, chief(W), Act::Sign { sha256: "0".repeat(64) })
        }
        (kind, field) => panic!("no example of {kind} {field}"),
    }
}

#[test]
fn what_an_act_names_must_be_there() {
    let (mut stored, mut checked) = (BTreeSet::new(), 0);
    for kind in ActKind::ALL {
        for (field, from) in names(*kind) {
            let (mut p, by, act) = wrong(*kind, field);
            let named = act.named().expect("within the limits");
            let listed = !named.accounts.is_empty() || named.negotiation.is_some() || named.document.is_some();
            assert_eq!(listed, *from == From::Store, "{kind}.{field}");
            let told = p.refused(&by, act);
            let codes = [
                RefusalCode::Unknown,
                RefusalCode::DraftDiffers,
                RefusalCode::ContractDiffers,
                RefusalCode::InvalidFields,
                RefusalCode::NotNow,
                RefusalCode::OwnSideOnly,
            ];
            assert!(codes.contains(&told.code), "{kind}.{field}: {told:?}");
            if told.code == RefusalCode::InvalidFields {
                assert!(told.faults.iter().all(|f| f.code == RefusalCode::Unknown), "{kind}.{field}: {told:?}");
            }
            let place = field.replace("[]", "[");
            let at = place.split('[').next().unwrap_or_default();
            let stage = matches!(told.code, RefusalCode::NotNow | RefusalCode::OwnSideOnly);
            assert!(stage || told.faults.iter().any(|f| f.field.starts_with(at)), "{kind}.{field}: {told:?}");
            stored.extend((*from == From::Store).then_some(*kind));
            checked += 1;
        }
    }
    use ActKind as K;
    assert_eq!(stored, [K::NameDelegation, K::ServeDocument, K::OpenSession, K::Replace].into());
    assert_eq!(checked, 21);
}

#[test]
fn an_act_over_its_limits_has_nothing_looked_up() {
    let mut many = members(W, 3);
    many.extend((0..100).map(|_| members(W, 1).remove(0)));
    assert!(Act::NameDelegation { members: many }.named().is_err());
}

/// A delegation of the workers with one account put in.
fn with(account: u128) -> Act {
    let mut members = members(W, 3);
    members[1].account = Some(id(account));
    Act::NameDelegation { members }
}

#[test]
fn a_side_names_its_own_people_and_experts_of_nobody() {
    let mut p = Play::new("CN-64", "640205");
    p.invite();
    p.act(&chief(E), Act::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] });
    // The employers' people, a covered enterprise's, the bureau's, a closed account and none at all: alike unknown.
    let told: Vec<_> = [21, 41, 31, 59, 99].map(|account| p.refused(&chief(W), with(account))).into();
    assert!(told.iter().all(|refusal| refusal == &told[0]), "{told:?}");
    assert_eq!(
        told[0].faults[0],
        Fault { field: "members[1].account".into(), code: RefusalCode::Unknown, limit: None }
    );
    p.act(&chief(W), with(51));
    // The employers may still name their own chief, whatever was tried.
    p.act(&chief(E), Act::NameDelegation { members: members(E, 3) });
    assert_eq!(p.word(), "bargaining");
}

#[test]
fn who_was_named_by_the_other_side_before_holding_our_mandate_is_ours() {
    let mut p = Play::new("CN-64", "640205");
    p.invite();
    p.act(&chief(E), Act::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] });
    p.act(&chief(W), with(52));
    let mut theirs = members(E, 3);
    theirs[1].account = Some(id(52));
    let act = Act::NameDelegation { members: theirs };
    assert_eq!(p.refused(&chief(E), act.clone()).code, RefusalCode::OnBothSides);
    let mut references = found(&chief(E), &act);
    references.accounts.insert(id(52), Person { closed: false, organisations: [id(2)].into() });
    p.references = Some(references);
    p.act(&chief(E), act);
}

#[test]
fn two_people_of_one_name_are_two_people() {
    let mut p = Play::new("CN-64", "640205");
    p.invite();
    p.act(&chief(E), Act::Reply { decision: ReplyDecision::Accept, reason: String::new(), topics: vec![] });
    let mut ours = members(W, 5);
    ours.iter_mut().for_each(|member| member.name = "王伟".into());
    (ours[2].account, ours[2].id) = (None, Some("工会 3".into()));
    (ours[3].account, ours[4].account) = (None, None);
    let mut twice = ours.clone();
    (twice[3].id, twice[4].id) = (Some("４".into()), Some("4".into()));
    let told = p.refused(&chief(W), Act::NameDelegation { members: twice });
    assert_eq!((told.faults[0].field.as_str(), told.faults[0].code), ("members[4].id", RefusalCode::Duplicate));
    p.act(&chief(W), Act::NameDelegation { members: ours });
    let mut theirs = members(E, 5);
    theirs[0].name = "王伟".into();
    p.act(&chief(E), Act::NameDelegation { members: theirs });
    assert_eq!(p.refused(&chief(W), vacancy("王伟", None, None)).code, RefusalCode::Ambiguous);
    p.act(&chief(W), vacancy("王伟", Some(id(12)), None));
    assert_eq!(p.refused(&chief(W), vacancy("王伟", Some(id(12)), None)).code, RefusalCode::AlreadyDone);
    p.act(&chief(W), vacancy("王伟", None, Some("工会 ３")));
    assert_eq!(p.refused(&chief(W), vacancy("王伟", None, Some("工会 3"))).code, RefusalCode::AlreadyDone);
    // A recorder may bear the name of a representative, and may not be one under another.
    assert_eq!(p.refused(&chief(W), session(W, "周记录", Some(id(22)))).code, RefusalCode::RecorderIsRepresentative);
    assert_eq!(p.refused(&chief(W), session(W, "赵敏", Some(id(31)))).code, RefusalCode::InvalidFields);
    let opened = p.act(&chief(W), session(W, "王伟", Some(id(19))));
    let minutes = || Act::RecordMinutes { session: opened, text: "甲".into() };
    let namesake = Actor { name: "王伟".into(), ..actor(13, MandateRole::Representative, 1, Capacity::WorkerSide) };
    assert_eq!(p.refused(&namesake, minutes()).code, RefusalCode::NotTheRecorder);
    p.act(&actor(19, MandateRole::Representative, 1, Capacity::WorkerSide), minutes());
    p.replayed();
}

#[test]
fn nobody_acts_who_holds_mandates_on_both_sides() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    for (by, also) in [(chief(W), 2), (chief(W), 4), (chief(E), 1)] {
        let act = Act::RequestInformation { subject: "利润表".into(), message: String::new() };
        let own = [by.organisation, id(also)].into();
        p.references = Some(References { own, ..References::default() });
        assert_eq!(p.refused(&by, act).code, RefusalCode::OnBothSides);
    }
    let own = [id(2), id(4), id(77)].into();
    p.references = Some(References { own, ..References::default() });
    p.act(&chief(E), Act::RequestInformation { subject: "工时".into(), message: String::new() });
}

#[test]
fn a_contract_is_replaced_by_one_in_force_of_the_same_parties_and_scope_alone() {
    let mut p = Play::new("CN-64", "640205");
    p.filed();
    p.act(&bureau(), opinion(Opinion::NoObjection));
    let right = successor(8);
    let wrong = [
        None,
        Some(Successor { in_force: false, ..right.clone() }),
        Some(Successor { worker_side: id(77), ..right.clone() }),
        Some(Successor { employer_side: id(77), ..right.clone() }),
        Some(Successor { area: "640202".into(), ..right.clone() }),
        Some(Successor { industry: "C".into(), ..right.clone() }),
        Some(Successor { enterprises: [id(4)].into(), ..right.clone() }),
        Some(Successor { id: id(7), ..right.clone() }),
        Some(Successor { id: id(9), ..right.clone() }),
    ];
    let mut told = Vec::new();
    for negotiation in wrong {
        p.references = Some(References { negotiation, ..References::default() });
        told.push(p.refused(&chief(W), Act::Replace { by_negotiation: id(8) }));
    }
    assert!(told.iter().all(|refusal| refusal == &told[0] && refusal.code == RefusalCode::Unknown), "{told:?}");
    p.references = Some(References { negotiation: Some(right), ..References::default() });
    p.act(&chief(W), Act::Replace { by_negotiation: id(8) });
    assert_eq!(p.word(), "replaced");
}

#[test]
fn a_document_is_the_sides_own_and_as_it_is_stored() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let act = served(1, false);
    let stored = found(&chief(W), &act).document.expect("stored");
    for (document, code) in [
        (None, RefusalCode::Unknown),
        (Some(Stored { side: E, ..stored.clone() }), RefusalCode::Unknown),
        (Some(Stored { id: id(2), ..stored.clone() }), RefusalCode::Unknown),
        (Some(Stored { name: "其他.csv".into(), ..stored.clone() }), RefusalCode::DocumentDiffers),
        (Some(Stored { size: 13, ..stored.clone() }), RefusalCode::DocumentDiffers),
        (Some(Stored { sha256: "b".repeat(64), ..stored.clone() }), RefusalCode::DocumentDiffers),
    ] {
        p.references = Some(References { document, ..References::default() });
        assert_eq!(p.refused(&chief(W), act.clone()).code, code);
    }
    p.references = Some(References { document: Some(stored), ..References::default() });
    p.act(&chief(W), act);
}

#[test]
fn an_objection_names_items_kinds_steps_or_speaks_in_words() {
    let item = |word: &str| ObjectedItem { item: word.into(), basis: "x".into(), change: "x".into() };
    for (word, known) in [
        ("minimum_wage", true),
        ("clause.supervision", true),
        ("overtime", true),
        ("record_vote", true),
        ("职工代表大会程序", true),
        ("minimum_wages", false),
        ("clause.other", false),
    ] {
        let mut p = Play::new("CN-64", "640205");
        p.filed();
        let answer = p.try_act(&bureau(), opinion(Opinion::Objection { items: vec![item(word)] }));
        assert_eq!(answer.is_ok(), known, "{word}: {answer:?}");
    }
}
