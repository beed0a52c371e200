use super::{Frame, apart, e4, picture, that_fit};
use domain::bargaining::{Agreed, Ladder, PerSide, Step};
use domain::term::CellValue;

const FRAME: Frame = Frame { width: 120, height: 120, left: 10, right: 110, top: 10, bottom: 110 };

fn step(act: u32, value: Option<&str>) -> Step {
    let at = "2026-03-02T01:00:00Z".parse().unwrap();
    Step { act, at, value: value.map(|text| CellValue::Number(text.to_owned())) }
}

fn ladder(worker: Vec<Step>, employer: Vec<Step>) -> Ladder {
    let steps = PerSide { worker_side: worker, employer_side: employer };
    let (item, field) = ("minimum_wage".to_owned(), "amount".to_owned());
    Ladder { item, field, steps, previous: None, floor: None, agreed: None }
}

#[test]
fn steps_go_along_and_then_up_or_down() {
    let worker = vec![step(5, Some("2700.00")), step(7, Some("2600.00")), step(9, Some("2600.00"))];
    let employer = vec![step(6, Some("2300.00")), step(8, Some("2400.0001"))];
    let picture = picture(&ladder(worker, employer), FRAME).unwrap();
    // Five acts, 25 units apart; 400 yuan are 100 units: 2600 stands 75 above the bottom, 2400.0001 just at 25.
    assert_eq!(picture.worker.path, "M10 10H60V35H110");
    assert_eq!(picture.worker.marks, "M10 10h0M60 35h0M110 35h0");
    assert_eq!(picture.employer.path, "M35 110H85V85H110");
    assert_eq!(picture.worker.changes.len(), 2, "the offer that held has no label of its own");
    assert_eq!(picture.ticks.iter().map(|tick| tick.1).collect::<Vec<_>>(), [5, 6, 7, 8, 9]);
}

#[test]
fn a_withdrawal_breaks_the_line_and_an_agreement_ends_it() {
    let worker = vec![step(1, Some("3")), step(2, None), step(3, Some("2"))];
    let mut with = ladder(worker, vec![step(4, Some("1"))]);
    let at = "2026-03-02T01:00:00Z".parse().unwrap();
    with.agreed = Some(Agreed { act: 5, at, value: CellValue::Number("2".to_owned()) });
    let picture = picture(&with, FRAME).unwrap();
    assert_eq!(picture.worker.path, "M10 10H35M60 60H110");
    assert_eq!(picture.agreed.map(|spot| (spot.x, spot.y)), Some((110, 60)));
}

#[test]
fn any_number_of_a_sheet_has_a_place() {
    for text in ["0", "-999999999999.9999", "999999999999.9999", "0.0001"] {
        let steps = vec![step(1, Some(text)), step(2, Some("1"))];
        let picture = picture(&ladder(steps, Vec::new()), FRAME).unwrap();
        let ends = picture.worker.changes.iter().map(|spot| spot.y);
        assert!(ends.clone().all(|y| (10..=110).contains(&y)), "{text} {:?}", ends.collect::<Vec<_>>());
    }
    assert_eq!(e4(&CellValue::Number("12345.6789".to_owned())), Some(123_456_789));
    assert!(picture(&ladder(Vec::new(), Vec::new()), FRAME).is_none());
    let text = Step { value: Some(CellValue::Text("time".to_owned())), ..step(1, None) };
    assert!(picture(&ladder(vec![text], Vec::new()), FRAME).is_none());
}

#[test]
fn labels_keep_their_distance() {
    let (mut a, mut b, mut c) = (50, 48, 100);
    apart(&mut [&mut a, &mut b, &mut c], 14);
    assert_eq!((b, a, c), (48, 62, 100));
    assert_eq!(that_fit(vec![0, 10, 60, 90, 100], |x| *x, 50, 95), [0, 60]);
}
