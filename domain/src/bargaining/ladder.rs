//! The movement ladder of a cell: each side's steps over the rounds, towards each other or not.

use super::table::{Key, Keys, Offered, before, key, offered, values};
use super::{Negotiation, PerSide, Seq};
use crate::floor::FloorCell;
use crate::party::Side;
use crate::term::{Cell, CellValue, Gap, gap};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What a side stood by from an act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Step {
    /// The offer, or its withdrawal.
    pub act: Seq,
    /// Its instant.
    pub at: DateTime<Utc>,
    /// The value; `None`: left out, or withdrawn.
    pub value: Option<CellValue>,
}

/// What was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Agreed {
    /// The act that made it so.
    pub act: Seq,
    /// Its instant.
    pub at: DateTime<Utc>,
    pub value: CellValue,
}

/// How a cell moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ladder {
    /// Key of the item.
    pub item: String,
    /// Field path in it.
    pub field: String,
    /// Each side's offers in order, unchanged ones too; a side that never named the cell has none.
    pub steps: PerSide<Vec<Step>>,
    /// In the contract before; while amending, in the contract in force.
    pub previous: Option<CellValue>,
    /// What the law asks.
    pub floor: Option<FloorCell>,
    /// What is agreed, if it is.
    pub agreed: Option<Agreed>,
}

/// One step of either side, with what it did to the gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rung {
    /// Who.
    pub side: Side,
    /// What.
    #[serde(flatten)]
    pub step: Step,
    /// Change against the side's own value before, with its sign; `None` where one of them is no number.
    pub by: Option<String>,
    /// The gap after this step.
    pub gap: Option<Gap>,
}

impl Ladder {
    /// Whether numbers stand in it.
    pub fn is_numeric(&self) -> bool {
        self.values().any(|value| matches!(value, CellValue::Number(_)))
    }

    /// Whether a side ever changed its value.
    pub fn has_moved(&self) -> bool {
        let changed = |steps: &Vec<Step>| steps.windows(2).any(|pair| pair[0].value != pair[1].value);
        changed(&self.steps.worker_side) || changed(&self.steps.employer_side)
    }

    fn values(&self) -> impl Iterator<Item = &CellValue> {
        let steps = self.steps.worker_side.iter().chain(&self.steps.employer_side);
        steps.filter_map(|step| step.value.as_ref()).chain(&self.previous)
    }

    /// Both sides' steps in the order of the acts.
    pub fn rungs(&self) -> Vec<Rung> {
        let of = |side: Side| self.steps.get(side).iter().map(move |step| (side, step));
        let mut all: Vec<(Side, &Step)> = of(Side::WorkerSide).chain(of(Side::EmployerSide)).collect();
        all.sort_by_key(|(_, step)| step.act);
        let mut stands = PerSide::<Option<&CellValue>>::default();
        let mut out = Vec::new();
        for (side, step) in all {
            let before = std::mem::replace(stands.get_mut(side), step.value.as_ref());
            let by = before.zip(step.value.as_ref()).and_then(|(from, to)| gap(to, from)).map(|by| by.units);
            let apart = stands.both().and_then(|(workers, employers)| gap(workers, employers));
            out.push(Rung { side, step: step.clone(), by, gap: apart });
        }
        out
    }
}

/// The ladder of one cell; `None` where neither side ever named it and no contract did.
pub fn ladder(n: &Negotiation, item: &str, field: &str, floors: &[FloorCell]) -> Option<Ladder> {
    let known = Keys::of(n);
    let item = known.any(item);
    built(n, &known, floors, |key| key == (item, field)).pop()
}

/// The ladders of all cells, in the order in which they came to the table.
pub fn ladders(n: &Negotiation, floors: &[FloorCell]) -> Vec<Ladder> {
    built(n, &Keys::of(n), floors, |_| true)
}

/// While a contract is being amended, only what was offered since counts.
fn of_this_round(n: &Negotiation, offers: &mut Vec<Offered<'_>>) {
    if let Some(since) = n.amendment.as_ref().and_then(|amendment| amendment.reply) {
        offers.retain(|offered| offered.offer.stamp.seq > since.seq);
    }
}

fn built(n: &Negotiation, known: &Keys<'_>, floors: &[FloorCell], wanted: impl Fn(Key<'_>) -> bool) -> Vec<Ladder> {
    let mut offers = offered(n, known);
    of_this_round(n, &mut offers);
    for offered in &mut offers {
        offered.cells.retain(|cell| wanted(key(cell)));
    }
    let previous = before(n).map(|sheet| known.cells(sheet)).unwrap_or_default();
    let agreed: Vec<(Seq, DateTime<Utc>, Cell)> = n
        .marks
        .values()
        .filter_map(|marks| marks.agreed.as_ref())
        .flat_map(|(stamp, item)| known.agreed(item).into_iter().map(|cell| (stamp.seq, stamp.at, cell)))
        .collect();
    let agreed: HashMap<Key<'_>, Agreed> = agreed
        .iter()
        .map(|(act, at, cell)| (key(cell), Agreed { act: *act, at: *at, value: cell.value.clone() }))
        .collect();
    let tabled: Vec<HashMap<Key<'_>, &CellValue>> = offers.iter().map(|offered| values(&offered.cells)).collect();
    let before = values(&previous);
    let mut seen = HashSet::new();
    let named = offers.iter().flat_map(|offered| &offered.cells).chain(&previous).map(key);
    let keys = named.filter(|key| wanted(*key) && seen.insert(*key));
    // The first of a cell counts.
    let floor: HashMap<Key<'_>, &FloorCell> =
        floors.iter().rev().map(|floor| ((known.any(&floor.item), floor.field.as_str()), floor)).collect();
    let one = |key: Key<'_>| {
        let steps = |side| steps(&offers, &tabled, side, key);
        Ladder {
            item: key.0.to_owned(),
            field: key.1.to_owned(),
            steps: PerSide { worker_side: steps(Side::WorkerSide), employer_side: steps(Side::EmployerSide) },
            previous: before.get(&key).map(|value| (*value).clone()),
            floor: floor.get(&key).map(|floor| (*floor).clone()),
            agreed: agreed.get(&key).cloned(),
        }
    };
    keys.map(one).collect()
}

fn steps(offers: &[Offered<'_>], tabled: &[HashMap<Key<'_>, &CellValue>], side: Side, key: Key<'_>) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let mut add = |act: Seq, at: DateTime<Utc>, value: Option<CellValue>| {
        // A side that is silent and stays so takes no step.
        if value.is_some() || out.last().is_some_and(|last| last.value.is_some()) {
            out.push(Step { act, at, value });
        }
    };
    for (offered, cells) in offers.iter().zip(tabled).filter(|(offered, _)| offered.offer.side == side) {
        let offer = offered.offer;
        add(offer.stamp.seq, offer.stamp.at, cells.get(&key).map(|value| (*value).clone()));
        if let Some(withdrawn) = offer.withdrawn {
            add(withdrawn.seq, withdrawn.at, None);
        }
    }
    out
}
