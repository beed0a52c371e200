use super::random::{act, who};
use super::*;
use crate::floor::cells;
use proptest::prelude::*;

fn amount(p: &Play) -> TableCell {
    table(&p.state).into_iter().find(|cell| cell.item == "minimum_wage").expect("the cell")
}

fn text(value: Option<&crate::term::CellValue>) -> &str {
    value.map_or("", crate::term::CellValue::text)
}

/// Three rounds: 2600 → 2500 → 2450 against 2300 → 2380.
fn rounds() -> Play {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let mut answers = None;
    for (day, side, value) in [
        ("2023-05-05", W, "2600.00"),
        ("2023-05-08", E, "2300.00"),
        ("2023-05-10", W, "2500.00"),
        ("2023-05-12", E, "2380.00"),
        ("2023-05-15", W, "2450.00"),
    ] {
        p.on(day);
        answers = Some(p.table_offer(side, value, answers));
    }
    p
}

#[test]
fn what_the_other_side_calls_by_another_key_stands_in_the_same_row() {
    let mut p = Play::new("CN-64", "640205");
    p.reach_table();
    let first = p.table_offer(W, "2600.00", None);
    let mut act = p.tabling("2300.00", Some(first));
    if let Act::TableOffer { sheet, .. } = &mut act {
        sheet["items"][0]["key"] = "minimum_wage.7".into();
        sheet["items"][1]["key"] = "clause.art9".into();
    }
    p.act(&chief(E), act);
    let rows = table(&p.state);
    assert!(rows.iter().all(|row| !row.item.ends_with('7') && row.item != "clause.art9"), "{rows:?}");
    let found = amount(&p);
    assert_eq!(found.gap.as_ref().map(|gap| gap.units.as_str()), Some("300.00"));
    assert_eq!(found.keys.employer_side.as_deref(), Some("minimum_wage.7"));
    assert!(rows.iter().filter(|row| row.item == "clause.supervision").all(TableCell::equal));
    let values = |item: &str| {
        let found = ladder(&p.state, item, "amount", &[]).expect("a ladder");
        (found.item, found.steps.worker_side.len(), found.steps.employer_side.len())
    };
    assert_eq!(values("minimum_wage"), ("minimum_wage".to_owned(), 1, 1));
    assert_eq!(values("minimum_wage.7"), values("minimum_wage"));
    // The same side calls it as the other does: no move.
    let mut act = p.tabling("2300.00", Some(first));
    if let Act::TableOffer { sheet, .. } = &mut act {
        sheet["items"][1]["key"] = "clause.art9".into();
    }
    p.act(&chief(E), act);
    assert_eq!(amount(&p).moved.map(|moved| moved.offer), changes(&p.state).last().map(|change| change.moved.offer));
    assert_eq!(changes(&p.state).iter().filter(|change| change.moved.to.is_none()).count(), 0);
}

#[test]
fn the_ladder_has_each_step_the_floor_and_what_was_agreed() {
    let mut p = rounds();
    let sheet = p.state.position(W).expect("an offer").sheet.clone();
    let floors = cells(&sheet, &p.rulebooks);
    let found = ladder(&p.state, "minimum_wage", "amount", &floors).expect("a ladder");
    let values = |side| found.steps.get(side).iter().map(|s| text(s.value.as_ref()).to_owned()).collect::<Vec<_>>();
    assert_eq!(values(W), ["2600.00", "2500.00", "2450.00"]);
    assert_eq!(values(E), ["2300.00", "2380.00"]);
    assert_eq!(
        found.floor.as_ref().and_then(|floor| floor.required.as_deref()),
        Some("2050.00"),
        "the strictest of the term"
    );
    assert!(found.is_numeric() && found.has_moved() && found.agreed.is_none());
    let rungs = found.rungs();
    let by: Vec<_> = rungs.iter().map(|rung| rung.by.clone().unwrap_or_default()).collect();
    assert_eq!(by, ["", "", "-100.00", "80.00", "-50.00"]);
    let gaps: Vec<_> = rungs.iter().map(|rung| rung.gap.clone().map(|gap| gap.units).unwrap_or_default()).collect();
    assert_eq!(gaps, ["", "300.00", "200.00", "120.00", "70.00"]);
    assert_eq!(rungs[0].step.at, at("2023-05-05"));
    assert!(ladder(&p.state, "minimum_wage", "weekday", &floors).is_none());
    let offer = p.state.position(W).expect("an offer").stamp.seq;
    p.act(&chief(E), Act::AcceptOffer { offer });
    let agreed = ladder(&p.state, "minimum_wage", "amount", &floors).and_then(|l| l.agreed).expect("agreed");
    assert_eq!((agreed.act, text(Some(&agreed.value))), (p.state.seq(), "2450.00"));
}

#[test]
fn an_accepted_offer_stays_on_the_table_as_agreed() {
    let mut p = rounds();
    assert_eq!(turn(&p.state), Some(E));
    let offer = p.state.position(W).expect("an offer").stamp.seq;
    p.act(&chief(E), Act::AcceptOffer { offer });
    let cell = amount(&p);
    assert_eq!((text(cell.worker_side.as_ref()), text(cell.agreed_value.as_ref())), ("2450.00", "2450.00"));
    assert!(cell.equal() && !cell.apart() && cell.agreed == Some(p.state.seq()));
    assert_eq!(turn(&p.state), None);
}

#[test]
fn a_withdrawal_ends_the_line_and_touches_the_cells() {
    let mut p = rounds();
    let offer = p.state.position(W).expect("an offer").stamp.seq;
    let act = p.act(&chief(W), Act::WithdrawOffer { offer });
    let found = ladder(&p.state, "minimum_wage", "amount", &[]).expect("a ladder");
    assert_eq!(found.steps.worker_side.last().map(|step| (step.act, step.value.clone())), Some((act, None)));
    let cell = amount(&p);
    assert_eq!((cell.touched, cell.worker_side.is_none(), cell.gap), (act, true, None));
}

#[test]
fn to_say_the_same_again_after_a_withdrawal_is_a_move() {
    let mut p = rounds();
    let offer = p.state.position(W).expect("an offer").stamp.seq;
    p.act(&chief(W), Act::WithdrawOffer { offer });
    let answers = p.state.position(E).map(|offer| offer.stamp.seq);
    let again = p.table_offer(W, "2450.00", answers);
    let moved = amount(&p).moved.expect("a move");
    assert_eq!((moved.offer, moved.from, text(moved.to.as_ref())), (again, None, "2450.00"));
    assert_eq!(amount(&p).touched, again);
}

#[test]
fn reopening_and_half_initials_touch_the_item_alone() {
    let mut p = rounds();
    let offer = p.state.position(W).expect("an offer").stamp.seq;
    let items = vec!["clause.supervision".to_owned()];
    p.act(&chief(W), Act::InitialItems { offer, items: items.clone() });
    let both = p.act(&chief(E), Act::InitialItems { offer, items });
    let clause = |p: &Play| table(&p.state).into_iter().find(|cell| cell.item == "clause.supervision").expect("it");
    assert_eq!((clause(&p).touched, clause(&p).agreed), (both, Some(both)));
    assert!(amount(&p).touched < both);
    let reopen = Act::ReopenItem { item: "clause.supervision".to_owned(), reason: "重谈".to_owned() };
    let asked = p.act(&chief(W), reopen.clone());
    assert_eq!((clause(&p).touched, clause(&p).reopening.worker_side), (asked, Some(asked)));
    let done = p.act(&chief(E), reopen);
    assert_eq!((clause(&p).touched, clause(&p).agreed), (done, None));
}

#[test]
fn changes_name_what_each_offer_moved() {
    let p = rounds();
    let all = changes(&p.state);
    let last: Vec<_> = all.iter().filter(|change| change.moved.offer == p.state.seq()).collect();
    assert_eq!(last.len(), 1, "the clause did not move");
    assert_eq!((text(last[0].moved.from.as_ref()), text(last[0].moved.to.as_ref())), ("2500.00", "2450.00"));
    let first = all.iter().filter(|change| change.moved.offer == p.events[4].seq).count();
    assert_eq!(first, 3, "amount, heading and text of the first offer");
}

/// What a person at the table sees of a cell.
fn shown(cell: &TableCell) -> impl PartialEq + std::fmt::Debug + use<> {
    let c = cell.clone();
    (c.worker_side, c.employer_side, c.initials, c.reopening, c.agreed, c.agreed_value)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_table_of_any_past_act_is_the_table_as_it_was(
        steps in proptest::collection::vec((0_u8..36, 0_u32..5000, 0_u8..10, 0_u64..3), 1..70),
    ) {
        let mut p = Play::new("CN-64", "640205");
        p.reach_table();
        let first = p.state.seq();
        let mut kept = vec![(table(&p.state), ladders(&p.state, &[]), turn(&p.state))];
        for (kind, n, pick, days) in steps {
            p.now = p.now + Days::new(days);
            // Offers, initials and reopenings are what moves a table: half of all acts are of these.
            let kind = if n.is_multiple_of(2) { kind % 6 } else { kind };
            let act = act(&p, kind, n);
            if p.try_act(&who(kind, pick), act).is_ok() {
                kept.push((table(&p.state), ladders(&p.state, &[]), turn(&p.state)));
            }
        }
        let mut state = Negotiation::opened(p.state.opening().clone());
        let mut seen = kept.iter();
        for event in &p.events {
            evolve(&mut state, event).expect("consistent");
            if event.seq < first {
                continue;
            }
            let (cells, steps, whose) = seen.next().expect("one for each act");
            prop_assert_eq!(&table(&state), cells);
            prop_assert_eq!(&ladders(&state, &[]), steps);
            prop_assert_eq!(turn(&state), *whose);
        }
        // A cell that looks different than after an earlier act was touched since.
        let now = kept.last().map(|(cells, ..)| cells.clone()).unwrap_or_default();
        for (seq, (then, ..)) in (first..).zip(&kept) {
            for cell in &now {
                let before = then.iter().find(|c| (&c.item, &c.field) == (&cell.item, &cell.field));
                let same = before.is_some_and(|before| shown(before) == shown(cell));
                let nothing = before.is_none() && cell.worker_side.is_none() && cell.employer_side.is_none();
                prop_assert!(same || nothing || cell.touched > seq, "{seq} {before:?} {cell:?}");
            }
        }
    }
}
