//! The order of items: which of them moved, and how both sheets' items are read as one list.

use std::collections::{BTreeMap, BTreeSet};

/// The keys of both sheets that left their place: the fewest whose moving explains the new order.
pub(super) fn moved(old: &[String], new: &[String]) -> BTreeSet<String> {
    let at: BTreeMap<&String, usize> = old.iter().enumerate().map(|(index, key)| (key, index)).collect();
    let common: Vec<(&String, usize)> = new.iter().filter_map(|key| Some((key, *at.get(key)?))).collect();
    let places: Vec<usize> = common.iter().map(|(_, place)| *place).collect();
    let staying = longest_rising(&places);
    let leaves = |(index, (key, _)): (usize, &(&String, usize))| (!staying.contains(&index)).then(|| (*key).clone());
    common.iter().enumerate().filter_map(leaves).collect()
}

/// Indexes of a longest rising subsequence (patience sorting, n log n).
fn longest_rising(values: &[usize]) -> BTreeSet<usize> {
    // `tails[n]`: index of the smallest value that ends a rising sequence of n + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let length = tails.partition_point(|tail| values.get(*tail).is_some_and(|other| other < value));
        before.push(length.checked_sub(1).and_then(|at| tails.get(at).copied()));
        match tails.get_mut(length) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    std::iter::successors(tails.last().copied(), |index| before.get(*index).copied().flatten()).collect()
}

/// Both sheets' keys as one list: the new sheet's order, and after each key the removed ones that used to follow it.
pub(super) fn reading(old: &[String], new: &[String]) -> Vec<String> {
    let kept: BTreeSet<&String> = new.iter().collect();
    let mut followers: BTreeMap<Option<&String>, Vec<&String>> = BTreeMap::new();
    let mut last = None;
    for key in old {
        if kept.contains(key) {
            last = Some(key);
        } else {
            followers.entry(last).or_default().push(key);
        }
    }
    let after = |key| followers.get(&key).into_iter().flatten().copied();
    after(None).chain(new.iter().flat_map(|key| std::iter::once(key).chain(after(Some(key))))).cloned().collect()
}

/// The order of `staying` keys with each key of `placed` put behind the nearest key that stands before it in `new`.
pub(super) fn woven<'a>(staying: &[&'a str], placed: &BTreeSet<&'a str>, new: &[&'a str]) -> Vec<&'a str> {
    let mut present: BTreeSet<&str> = staying.iter().copied().collect();
    let mut follower: BTreeMap<Option<&str>, &'a str> = BTreeMap::new();
    let mut last = None;
    for key in new {
        if placed.contains(key) {
            follower.insert(last, key);
            present.insert(key);
        }
        if present.contains(key) {
            last = Some(*key);
        }
    }
    let mut out = Vec::with_capacity(present.len());
    for start in std::iter::once(None).chain(staying.iter().copied().map(Some)) {
        out.extend(start);
        out.extend(std::iter::successors(follower.get(&start).copied(), |key| follower.get(&Some(*key)).copied()));
    }
    out
}
