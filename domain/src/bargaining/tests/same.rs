use super::*;

/// The workers call a clause `clause.supervision`, the employers the same one `clause.art9`.
fn with_own_keys() -> (Play, Seq, Seq) {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let first = p.table_offer(W, "2600.00", None);
    let mut act = p.tabling("2600.00", Some(first));
    if let Act::TableOffer { sheet, .. } = &mut act {
        sheet["items"][1]["key"] = "clause.art9".into();
    }
    p.act(&chief(E), act);
    let second = p.state.position(E).expect("an offer").stamp.seq;
    (p, first, second)
}

fn initial(offer: Seq, item: &str) -> Act {
    Act::InitialItems { offer, items: vec![item.to_owned()] }
}

#[test]
fn two_keys_for_one_term_are_initialled_as_one() {
    let (mut p, first, second) = with_own_keys();
    p.act(&chief(E), initial(first, "clause.supervision"));
    assert!(p.state.marks().values().all(|marks| marks.agreed.is_none()));
    p.act(&chief(W), initial(second, "clause.art9"));
    let agreed = |p: &Play, key: &str| p.state.marks().get(key).is_some_and(|marks| marks.agreed.is_some());
    assert!(agreed(&p, "clause.supervision") && agreed(&p, "clause.art9"));
    let rows = table(&p.state);
    assert!(rows.iter().any(|row| row.item == "clause.supervision" && row.agreed.is_some()), "{rows:?}");
    // Each side may go on with its own key, and not with another text.
    let third = p.table_offer(W, "2500.00", Some(second));
    let mut act = p.tabling("2400.00", Some(third));
    if let Act::TableOffer { sheet, .. } = &mut act {
        sheet["items"][1]["text"] = "另一文本".into();
    }
    assert_eq!(p.refused(&chief(E), act).code, RefusalCode::ItemAgreed);
    // The rest agreed too, the draft has the clause once.
    let keys: Vec<String> =
        p.state.position(W).expect("an offer").sheet.items.iter().map(|item| item.key.clone()).collect();
    let rest: Vec<String> = keys.iter().filter(|key| *key != "clause.supervision").cloned().collect();
    for side in [W, E] {
        p.act(&chief(side), Act::InitialItems { offer: third, items: rest.clone() });
    }
    let mut act = p.tabling("2500.00", Some(third));
    if let Act::TableOffer { sheet, .. } = &mut act {
        sheet["items"][1]["key"] = "clause.art9".into();
    }
    p.act(&chief(E), act);
    let draft = p.state.draft_sheet().expect("a draft");
    let clauses = draft.items.iter().filter(|item| item.key.starts_with("clause.")).count();
    assert_eq!((draft.items.len(), clauses), (keys.len(), 1));
    // Reopened under either key it is open under both.
    for side in [W, E] {
        p.act(&chief(side), Act::ReopenItem { item: "clause.supervision".to_owned(), reason: "x".to_owned() });
    }
    assert!(!agreed(&p, "clause.supervision") && !agreed(&p, "clause.art9"));
}

#[test]
fn other_content_under_other_keys_is_not_agreed() {
    let (mut p, first, second) = with_own_keys();
    let mut act = p.tabling("2600.00", Some(first));
    if let Act::TableOffer { sheet, .. } = &mut act {
        sheet["items"][1]["key"] = "clause.art9".into();
        sheet["items"][1]["text"] = "另一文本".into();
    }
    p.act(&chief(E), act);
    let changed = p.state.position(E).expect("an offer").stamp.seq;
    assert!(changed > second);
    p.act(&chief(E), initial(first, "clause.supervision"));
    p.act(&chief(W), initial(changed, "clause.art9"));
    assert!(p.state.marks().values().all(|marks| marks.agreed.is_none()));
}
