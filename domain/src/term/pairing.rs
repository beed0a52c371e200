//! Which items of two sheets are the same thing: by what they are for, then by key. A key that changed is no change of
//! terms.

use super::identity::{Identity, Span};
use super::names::matched;
use super::{Item, LeaveKind, Matcher, NameKind, Names, Term, TermSheet};
use std::collections::{HashMap, HashSet};

/// Items with the names of their codes.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    pub items: &'a [&'a Item],
    pub names: &'a Names,
}

/// Of each new item the place of the old one that is the same thing. What stands alone on one side is `None`; an old
/// item whose key a new one has is always somebody's: no key stands for two things.
pub(crate) fn pairs(old: Named<'_>, new: Named<'_>) -> Vec<Option<usize>> {
    let words = Words { new: new.names.matcher(), old: old.names.matcher(), old_names: old.names };
    let by_key: HashMap<&str, usize> = old.items.iter().enumerate().map(|(at, item)| (item.key.as_str(), at)).collect();
    let mut pairing = Pairing { of_new: vec![None; new.items.len()], used: vec![false; old.items.len()] };
    let same_key = |item: &Item| by_key.get(item.key.as_str()).copied();
    for (at, item) in new.items.iter().enumerate() {
        let there = same_key(item).and_then(|place| Some((place, *old.items.get(place)?)));
        if let Some((place, _)) = there.filter(|(_, other)| is_plainly_same(other, item)) {
            pairing.put(at, place);
        }
    }
    let mut alike: HashMap<Identity, Vec<usize>> = HashMap::new();
    for (place, item) in old.items.iter().enumerate().filter(|(place, _)| pairing.is_free(*place)) {
        if let Some(identity) = words.identity(&item.term) {
            alike.entry(identity).or_default().push(place);
        }
    }
    let by_meaning = |pairing: &Pairing, item: &Item| {
        let span = Span::unbound(item);
        let known = alike.get(&words.identity(&item.term)?)?;
        let free = || known.iter().copied().filter(|place| pairing.is_free(*place));
        let days = |place: usize| old.items.get(place).map(|other| Span::unbound(other));
        let own_key =
            free().find(|place| Some(*place) == same_key(item) && days(*place).is_some_and(|other| other.meets(&span)));
        let same_days = || free().find(|place| days(*place) == Some(span));
        let some_days = || free().find(|place| days(*place).is_some_and(|other| other.meets(&span)));
        own_key.or_else(same_days).or_else(some_days)
    };
    let told_by_key = |item: &Item| Identity::of(&item.term, &|_, _| String::new()).is_none();
    // Those told apart by their keys come last: by key, and only then by their heading.
    for (at, item) in new.items.iter().enumerate().filter(|(_, item)| !told_by_key(item)) {
        if let Some(place) = pairing.of(at).is_none().then(|| by_meaning(&pairing, item)).flatten() {
            pairing.put(at, place);
        }
    }
    for (at, item) in new.items.iter().enumerate() {
        if let Some(place) = same_key(item).filter(|place| pairing.of(at).is_none() && pairing.is_free(*place)) {
            pairing.put(at, place);
        }
    }
    for (at, item) in new.items.iter().enumerate().filter(|(_, item)| told_by_key(item)) {
        if let Some(place) = pairing.of(at).is_none().then(|| by_meaning(&pairing, item)).flatten() {
            pairing.put(at, place);
        }
    }
    pairing.untangle(old.items, new.items, &by_key);
    pairing.of_new
}

/// Whether two items of one key are the same thing in the same words: what most items are.
fn is_plainly_same(old: &Item, new: &Item) -> bool {
    let apart = |term: &Term| match term {
        Term::Leave { leave, .. } => Some(leave.word().to_owned()),
        Term::OneOff { due, .. } => Some(due.to_string()),
        Term::WageAdjustment { range, .. } => Some(range.basis().word().to_owned()),
        Term::PieceRate { variant, .. } => variant.clone(),
        _ => None,
    };
    let (then, now) = (&old.term, &new.term);
    then.kind() == now.kind()
        && (then.unit(), then.code(), then.selectors()) == (now.unit(), now.code(), now.selectors())
        && apart(then) == apart(now)
        && Span::unbound(old).meets(&Span::unbound(new))
}

struct Pairing {
    of_new: Vec<Option<usize>>,
    used: Vec<bool>,
}

impl Pairing {
    fn of(&self, at: usize) -> Option<usize> {
        self.of_new.get(at).copied().flatten()
    }

    fn is_free(&self, place: usize) -> bool {
        self.used.get(place).is_some_and(|used| !used)
    }

    fn put(&mut self, at: usize, place: usize) {
        if let Some(former) = self.of(at)
            && let Some(used) = self.used.get_mut(former)
        {
            *used = false;
        }
        if let (Some(of_new), Some(used)) = (self.of_new.get_mut(at), self.used.get_mut(place)) {
            (*of_new, *used) = (Some(place), true);
        }
    }

    /// An old item that would be gone while its key lives on under another thing stays with its key. Each step pairs one
    /// key with itself for good.
    fn untangle(&mut self, old: &[&Item], new: &[&Item], by_key: &HashMap<&str, usize>) {
        let at: HashMap<&str, usize> = new.iter().enumerate().map(|(at, item)| (item.key.as_str(), at)).collect();
        let mut free: Vec<usize> = (0..old.len()).filter(|place| self.is_free(*place)).collect();
        while let Some(place) = free.pop() {
            let Some(at) = old.get(place).and_then(|item| at.get(item.key.as_str()).copied()) else { continue };
            if !self.is_free(place) || by_key.get(new.get(at).map_or("", |item| item.key.as_str())) != Some(&place) {
                continue;
            }
            let former = self.of(at);
            self.put(at, place);
            free.extend(former);
        }
    }
}

/// The words of two sheets: what stands for a text in either.
struct Words<'a> {
    new: Matcher<'a>,
    old: Matcher<'a>,
    old_names: &'a Names,
}

impl Words<'_> {
    fn identity(&self, term: &Term) -> Option<Identity> {
        let own = |word: &str, text: &str| Some(Identity::plain([word, text]));
        match term {
            Term::Clause { heading, .. } => own("clause", &matched(heading)),
            Term::WorkNorm { .. } => own("work_norm", ""),
            Term::Leave { leave: LeaveKind::Other, .. } => None,
            term => Identity::of(term, &|kind, text| self.stands(kind, text)),
        }
    }

    /// The new sheet's code, else that of the old one (by whose other names the new one may know it), else the text.
    fn stands(&self, kind: NameKind, text: &str) -> String {
        if let Some(code) = self.new.code(kind, text) {
            return code.to_owned();
        }
        let Some(code) = self.old.code(kind, text) else { return matched(text) };
        let known = || self.old_names.called(kind, code).iter().find_map(|name| self.new.code(kind, name));
        self.new.code(kind, code).or_else(known).unwrap_or(code).to_owned()
    }
}

/// Of several sheets, in each the keys that the same thing has another of in an earlier one: by key of the item the key
/// under which it is known. The first sheet that names a thing gives it its key.
pub(crate) fn threads<'a>(sheets: &[&'a TermSheet]) -> Vec<HashMap<&'a str, String>> {
    let mut known: Vec<&Item> = Vec::new();
    let mut called: Vec<String> = Vec::new();
    let mut taken: HashSet<String> = HashSet::new();
    let mut names = Names::default();
    let mut out = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let items: Vec<&'a Item> = sheet.items.iter().collect();
        let found = pairs(Named { items: &known, names: &names }, Named { items: &items, names: &sheet.names });
        let mut other = HashMap::new();
        for (place, item) in found.into_iter().zip(&items) {
            let name = match place.and_then(|place| called.get(place)) {
                Some(name) => name.clone(),
                None => {
                    let name = fresh(&item.key, &taken);
                    known.push(*item);
                    called.push(name.clone());
                    taken.insert(name.clone());
                    name
                }
            };
            if name != item.key {
                other.insert(item.key.as_str(), name);
            }
        }
        names = names.with(&sheet.names);
        out.push(other);
    }
    out
}

/// A key that nothing else is known under: the item's own, unless an earlier thing has it.
fn fresh(key: &str, taken: &HashSet<String>) -> String {
    let numbered = (2_u32..).map(|n| format!("{key}.{n}"));
    std::iter::once(key.to_owned()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
}
