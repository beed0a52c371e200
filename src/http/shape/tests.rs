use super::{check, most};
use crate::service::Error;
use domain::limits;
use validator::Validate;

#[derive(Validate)]
struct Inner {
    #[validate(length(max = most(limits::NAME)))]
    name: String,
}

#[derive(Validate)]
struct Outer {
    #[validate(length(max = most(limits::SHORT)))]
    title: String,
    #[validate(length(max = most(limits::MEMBERS)))]
    topics: Vec<String>,
    #[validate(nested)]
    members: Vec<Inner>,
}

fn told(outer: &Outer) -> Vec<(String, &'static str)> {
    match check(outer) {
        Ok(()) => Vec::new(),
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| (fault.field, fault.code.word())).collect(),
        Err(other) => panic!("{other}"),
    }
}

fn inner(length: usize) -> Inner {
    Inner { name: "名".repeat(length) }
}

#[test]
fn every_field_at_fault_is_told_by_its_path() {
    let title = "题".repeat(limits::SHORT);
    let fine = Outer { title: title.clone(), topics: Vec::new(), members: vec![inner(limits::NAME)] };
    assert!(told(&fine).is_empty(), "limits count characters, not bytes");
    let topics = vec![String::new(); limits::MEMBERS + 1];
    let long = Outer { title: title + "长", topics, members: vec![inner(1), inner(limits::NAME + 1)] };
    let expected = [("members[1].name", "too-long"), ("title", "too-long"), ("topics", "too-many-entries")];
    assert_eq!(told(&long), expected.map(|(field, code)| (field.to_owned(), code)));
}

#[test]
fn faults_told_are_bounded() {
    let members = (0..1_000).map(|_| inner(limits::NAME + 1)).collect();
    let long = Outer { title: String::new(), topics: Vec::new(), members };
    assert_eq!(told(&long).len(), limits::FAULTS_TOLD);
}
