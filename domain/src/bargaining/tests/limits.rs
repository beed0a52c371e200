use super::*;
use crate::limits;
use crate::term::Problem;

/// One of each kind, every text and list of it filled.
pub(super) fn filled() -> Vec<Act> {
    let text = || "字".to_owned();
    let lines = || vec![text()];
    let item = || ObjectedItem { item: text(), basis: text(), change: text() };
    let heads = ReviewHeads { qualification: text(), procedure: text(), content: text() };
    let one =
        Delegate { name: text(), account: Some(id(1)), id: Some(text()), post: text(), chief: true, outside: false };
    let all = vec![
        Act::Invite {
            topics: lines(),
            proposed_at: at("2030-01-01"),
            place: text(),
            information: lines(),
            message: text(),
        },
        Act::Reply { decision: ReplyDecision::Accept, reason: text(), topics: lines() },
        Act::WithdrawInvitation { reason: text() },
        Act::NameDelegation { members: vec![one] },
        Act::ReportVacancy { representative: text(), account: Some(id(12)), id: Some(text()), reason: text() },
        Act::RequestInformation { subject: text(), message: text() },
        Act::AnswerInformation { request: 1, given: true, content: text(), confidential: false, documents: vec![1] },
        served(1, false),
        Act::OpenSession { chair: W, recorder: text(), recorder_account: Some(id(51)), place: text() },
        Act::RecordMinutes { session: 1, text: text() },
        Act::SignMinutes { session: 1 },
        Act::TableOffer {
            sheet: sheet("CN-64", "640205", "2300.00"),
            answers: None,
            package: false,
            expires_at: None,
            message: text(),
        },
        Act::WithdrawOffer { offer: 1 },
        Act::InitialItems { offer: 1, items: lines() },
        Act::ReopenItem { item: text(), reason: text() },
        Act::AcceptOffer { offer: 1 },
        Act::AgreeDraft { sha256: text() },
        Act::Suspend { reason: text(), until: day("2030-01-01") },
        Act::Resume {},
        Act::ApplyCoordination { reason: text() },
        Act::ComplainOfSilence { reason: text() },
        Act::Coordinate { step: CoordinationStep::Accept, message: text() },
        Act::SettleCoordination { text: text(), settled: true },
        Act::OpenBallot { body: text(), roll: 1 },
        Act::RecordVote { present: 1, in_favour: 1, against: 0, abstained: 0 },
        Act::ConfirmCoverage { enterprise: id(4) },
        Act::Sign { sha256: text() },
        Act::File { pack: pack() },
        Act::Acknowledge { number: text() },
        Act::AskCorrection { missing: lines() },
        Act::GiveOpinion { number: text(), opinion: Opinion::Objection { items: vec![item()] }, heads },
        Act::Publish { means: text() },
        Act::ProposeAmendment { ground: LawfulGround::Agreement, reason: text() },
        Act::Terminate { ground: LawfulGround::Agreement, reason: text() },
        Act::Replace { by_negotiation: id(8) },
    ];
    let kinds: Vec<ActKind> = all.iter().map(Act::kind).collect();
    assert_eq!(kinds, ActKind::ALL, "one of each, in order");
    all
}

/// Words of an enumeration, an instant, a day, a decimal: no text of the actor's.
pub(super) fn is_fixed(act: &str, pointer: &str) -> bool {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    matches!(last, "act" | "decision" | "chair" | "step" | "ground" | "result" | "proposed_at" | "until")
        || matches!(last, "average_wage_last_year" | "adjustment_percent" | "account" | "recorder_account")
        || matches!(last, "document" | "enterprise" | "by_negotiation")
        || (act == "table_offer" && pointer.starts_with("/sheet"))
}

/// Pointers to every text and every list.
pub(super) fn places(value: &Value, pointer: String, texts: &mut Vec<String>, lists: &mut Vec<String>) {
    match value {
        Value::String(_) => texts.push(pointer),
        Value::Array(all) => {
            for (i, inner) in all.iter().enumerate() {
                places(inner, format!("{pointer}/{i}"), texts, lists);
            }
            lists.push(pointer);
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, inner)| places(inner, format!("{pointer}/{name}"), texts, lists));
        }
        _ => {}
    }
}

/// The refusal of an act with one place replaced, whatever the negotiation.
fn refusal(value: &Value, pointer: &str, put: Value) -> Refusal {
    let mut value = value.clone();
    *value.pointer_mut(pointer).expect("a place") = put;
    let act: Act = serde_json::from_value(value).expect("an act");
    Play::new("CN-64", "640205").refused(&chief(W), act)
}

/// `/members/0/name` as `members[0].name`.
fn field(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1);
    steps.fold(String::new(), |path, step| match step.parse::<usize>() {
        Ok(index) => format!("{path}[{index}]"),
        Err(_) if path.is_empty() => step.to_owned(),
        Err(_) => format!("{path}.{step}"),
    })
}

#[test]
fn every_text_and_list_of_every_act_has_a_limit_that_is_asked_first() {
    let (mut asked_texts, mut asked_lists) = (0, 0);
    for act in filled() {
        let value = serde_json::to_value(&act).expect("json");
        let (mut texts, mut lists) = (Vec::new(), Vec::new());
        places(&value, String::new(), &mut texts, &mut lists);
        for pointer in texts.iter().filter(|p| !is_fixed(act.name(), p)) {
            let told = refusal(&value, pointer, Value::from("字".repeat(limits::TEXT + 1)));
            let fault = told.faults.iter().find(|f| f.field == field(pointer) && f.code == RefusalCode::TooLong);
            let fault = fault.unwrap_or_else(|| panic!("{act:?} {pointer}: {told:?}"));
            assert!(fault.limit.is_some_and(|limit| limit <= 20_000), "{pointer}");
            asked_texts += 1;
        }
        for pointer in lists.iter().filter(|p| !is_fixed(act.name(), p)) {
            let one = value.pointer(pointer).and_then(|list| list.get(0)).cloned().expect("an entry");
            let told = refusal(&value, pointer, Value::from(vec![one; limits::SHEET_ITEMS + 1]));
            let found = told.faults.iter().any(|f| f.field == field(pointer) && f.code == RefusalCode::TooMany);
            assert!(found, "{act:?} {pointer}: {told:?}");
            asked_lists += 1;
        }
    }
    assert!((asked_texts, asked_lists) > (40, 7), "{asked_texts} {asked_lists}");
}

#[test]
fn no_text_of_an_act_hides_a_character() {
    for act in filled() {
        let value = serde_json::to_value(&act).expect("json");
        let (mut texts, mut lists) = (Vec::new(), Vec::new());
        places(&value, String::new(), &mut texts, &mut lists);
        let digest = |pointer: &str| pointer.ends_with("sha256") || pointer.ends_with("media_type");
        for pointer in texts.iter().filter(|p| !is_fixed(act.name(), p) && !digest(p)) {
            let mut p = Play::new("CN-64", "640205");
            p.reach_table();
            for (text, code) in [
                ("a\u{0}b", RefusalCode::ControlCharacter),
                ("a\u{202e}b", RefusalCode::BidiControl),
                ("a\u{200b}b", RefusalCode::InvisibleCharacter),
            ] {
                let mut value = value.clone();
                *value.pointer_mut(pointer).expect("a place") = Value::from(text);
                let act: Act = serde_json::from_value(value).expect("an act");
                let faults = super::super::shape::shape(&act).refusal().faults;
                assert!(faults.iter().any(|f| f.field == field(pointer) && f.code == code), "{act:?} {pointer}");
            }
        }
    }
}

#[test]
fn days_that_cannot_be_meant_are_refused() {
    let far = || "9999-01-01T00:00:00Z".parse().expect("an instant");
    let offer = Act::TableOffer {
        sheet: Value::Null,
        answers: None,
        package: false,
        expires_at: Some(far()),
        message: String::new(),
    };
    let suspend = Act::Suspend { reason: "x".into(), until: day("1899-12-31") };
    for (act, field) in [(offer, "expires_at"), (suspend, "until")] {
        let faults = super::super::shape::shape(&act).refusal().faults;
        assert!(faults.iter().any(|f| f.field == field && f.code == RefusalCode::DateOutOfRange), "{faults:?}");
    }
}

#[test]
fn of_many_faults_two_hundred_are_told_and_the_others_counted() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let offer = p.table_offer(W, "2300.00", None);
    let items = (0..5_000).map(|i| format!("no.{i}")).collect();
    let told = p.refused(&chief(W), Act::InitialItems { offer, items });
    assert_eq!((told.faults.len(), told.more), (limits::FAULTS_TOLD, 4_800));
    let mut act = p.tabling("2300.00", None);
    if let Act::TableOffer { sheet, .. } = &mut act {
        sheet["items"] = (0..5_000).map(|i| json!({"key": format!("a{i}"), "kind": "clause"})).collect();
    }
    let told = p.refused(&chief(W), act);
    assert_eq!((told.sheet.len(), told.more), (limits::FAULTS_TOLD, 9_800));
}

#[test]
fn a_sheet_over_its_limits_is_refused_before_it_is_read() {
    let sheet = |items: Value| {
        let mut sheet = sheet("CN-64", "640205", "2300.00");
        sheet["items"] = items;
        crate::term::TermSheet::from_value(&sheet).map(drop).map_err(|faults| faults.told[0].problem.clone())
    };
    let clause = |i: usize, text: &str| json!({"key": format!("a{i}"), "kind": "clause", "heading": "x", "text": text});
    assert_eq!(sheet((0..5_000).map(|i| clause(i, "x")).collect()), Ok(()));
    assert_eq!(sheet((0..5_001).map(|i| clause(i, "x")).collect()), Err(Problem::TooMany { most: 5_000 }));
    let text = "字".repeat(20_000);
    assert_eq!(sheet((0..34).map(|i| clause(i, &text)).collect()), Ok(()));
    assert_eq!(sheet((0..36).map(|i| clause(i, &text)).collect()), Err(Problem::TooLarge));
    let long = json!([{"key": "a".repeat(201), "kind": "clause", "heading": "x", "text": "x"}]);
    assert_eq!(sheet(long), Err(Problem::NameTooLong));
}

#[test]
fn the_work_of_a_large_act_grows_with_its_size_alone() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let mut act = p.tabling("2300.00", None);
    let keys: Vec<String> = (0..5_000).map(|i| format!("clause.n{i}")).collect();
    if let Act::TableOffer { sheet, .. } = &mut act {
        let clause = |key: &String| json!({"key": key, "kind": "clause", "heading": "履约", "text": "每半年检查一次"});
        sheet["items"] = keys.iter().map(clause).collect();
    }
    let offer = p.act(&chief(W), act.clone());
    if let Act::TableOffer { answers, .. } = &mut act {
        *answers = Some(offer);
    }
    let theirs = p.act(&chief(E), act);
    // Quadratic in 5,000 items this takes minutes in a debug build.
    let started = std::time::Instant::now();
    for (side, offer) in [(W, offer), (E, theirs)] {
        p.act(&chief(side), Act::InitialItems { offer, items: keys.clone() });
    }
    p.agree();
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
