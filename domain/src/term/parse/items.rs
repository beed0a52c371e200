//! The items of a sheet, and the rules that hold between them.

use super::is_key;
use super::kinds::{self, read};
use crate::limits;
use crate::term::fields::{Faults, Fields};
use crate::term::identity::{Identity, Span};
use crate::term::{Effective, Item, Matcher, NameKind, Names, Problem, Term, Time, WagePay};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The items that hold every rule, in their order. Without a term (it is at fault) no day is outside it.
pub(super) fn items_of(items: &[Value], within: Option<Effective>, names: &Names, faults: &Faults) -> Vec<Item> {
    let mut out = Vec::new();
    let mut keys = BTreeSet::new();
    let mut apart = Apart::new(names, within);
    for (index, value) in items.iter().enumerate() {
        let place = format!("items[{index}]");
        let Some(object) = value.as_object() else {
            let problem = Problem::Expected { expected: "an object".to_owned() };
            faults.push(Some(&place), "", problem);
            continue;
        };
        let before = faults.count();
        let key = object.get("key").and_then(Value::as_str);
        let fields = Fields::new(object, Some(key.map_or(place, str::to_owned)), "", faults);
        let key = key_of(&fields, &mut keys);
        let term = fields.required("kind").and_then(|kind| read(kind, &fields, faults));
        let time = time(&fields, term.as_ref(), within);
        if fields.raw("kind").and_then(Value::as_str).is_some_and(|kind| super::KINDS.contains(&kind)) {
            fields.finish();
        }
        let (Some(term), Some(time)) = (term, time) else { continue };
        let item = Item { key: key.clone().unwrap_or_default(), term, time };
        if let Some(problem) = apart.clash(&item) {
            fields.fault("kind", problem);
        }
        if key.is_some() && faults.count() == before {
            out.push(item);
        }
    }
    references(&mut out, &keys, faults);
    out
}

fn key_of(fields: &Fields<'_>, keys: &mut BTreeSet<String>) -> Option<String> {
    fields.text("key").filter(|key| {
        let (valid, fresh) = (is_key(key) && key.len() <= limits::KEY, keys.insert(key.clone()));
        if key.len() > limits::KEY {
            fields.fault("key", Problem::NameTooLong);
        } else if !valid {
            fields.fault("key", Problem::KeyPattern);
        }
        if !fresh {
            fields.fault("key", Problem::DuplicateKey);
        }
        valid && fresh
    })
}

/// When an item counts, within the term. A raise is an event of its first day: it has no end and no months.
fn time(fields: &Fields<'_>, term: Option<&Term>, within: Option<Effective>) -> Option<Time> {
    let event = matches!(term, Some(Term::WageAdjustment { .. }));
    let from = fields.optional_date("from");
    let (to, months) = if event { (None, Vec::new()) } else { (fields.optional_date("to"), fields.months("months")) };
    let outside = |day: chrono::NaiveDate| within.is_some_and(|term| day < term.from || term.to < day);
    let mut valid = true;
    for (field, _) in [("from", from), ("to", to)].into_iter().filter(|(_, day)| day.is_some_and(outside)) {
        fields.fault(field, Problem::Range { range: kinds::WITHIN_TERM.to_owned() });
        valid = false;
    }
    if let Term::OneOff { due, .. } = term?
        && outside(*due)
    {
        fields.fault("due", Problem::Range { range: kinds::WITHIN_TERM.to_owned() });
        valid = false;
    }
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        fields.fault("to", Problem::Range { range: "on or after from".to_owned() });
        valid = false;
    }
    valid.then_some(Time { from, to, months })
}

/// Unit and days of a code, and the key of the item that says so.
type Counted = (String, Span, String);

/// What was read so far, by what must be apart.
struct Apart<'a> {
    names: Matcher<'a>,
    within: Option<Effective>,
    alike: BTreeMap<Identity, Vec<Span>>,
    units: BTreeMap<(NameKind, String), Vec<Counted>>,
}

impl<'a> Apart<'a> {
    fn new(names: &'a Names, within: Option<Effective>) -> Self {
        Self { names: names.matcher(), within, alike: BTreeMap::new(), units: BTreeMap::new() }
    }

    /// Why an item may not stand beside those before it; else it stands among them.
    fn clash(&mut self, item: &Item) -> Option<Problem> {
        let stands = |kind: NameKind, text: &str| self.names.stands(kind, text);
        let span = self.within.map_or_else(|| Span::unbound(item), |within| Span::of(item, within));
        let identity = Identity::of(&item.term, &stands);
        let code =
            item.term.code().zip(item.term.unit()).map(|((kind, code), unit)| ((kind, stands(kind, code)), unit));
        if let Some(identity) = &identity
            && self.alike.get(identity).is_some_and(|spans| spans.iter().any(|other| other.meets(&span)))
        {
            return Some(Problem::DuplicateSelector { selector: identity.label() });
        }
        if let Some((code, unit)) = code {
            let known = self.units.entry(code.clone()).or_default();
            if let Some((.., key)) = known.iter().find(|(of, other, _)| of != unit && other.meets(&span)) {
                return Some(Problem::SecondUnit { named: code.1, other: key.clone() });
            }
            // Days that a unit has already need no second entry.
            if !known.iter().any(|(of, other, _)| of == unit && *other == span) {
                known.push((unit.to_owned(), span, item.key.clone()));
            }
        }
        if let Some(identity) = identity {
            self.alike.entry(identity).or_default().push(span);
        }
        None
    }
}

/// Drops items that rest on one that is no minimum wage with an amount and the same unit.
fn references(out: &mut Vec<Item>, keys: &BTreeSet<String>, faults: &Faults) {
    let base = |item: &Item| match &item.term {
        Term::MinimumWage { unit, pay: WagePay::Amount { .. }, .. } => Some(*unit),
        _ => None,
    };
    let bases: BTreeMap<String, _> = out.iter().map(|item| (item.key.clone(), base(item))).collect();
    out.retain(|item| {
        let Term::MinimumWage { unit, pay: WagePay::OfItem { of_item, .. }, .. } = &item.term else { return true };
        match bases.get(of_item) {
            Some(of) if *of == Some(*unit) => true,
            // What is at fault itself was told.
            None if keys.contains(of_item) => false,
            _ => {
                faults.push(Some(&item.key), "of_item", Problem::Expected { expected: kinds::OF_ITEM.to_owned() });
                false
            }
        }
    });
}
