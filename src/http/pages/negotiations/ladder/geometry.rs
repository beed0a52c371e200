//! Where things stand in the picture: whole viewBox units from exact numbers, no binary fraction anywhere.

use domain::bargaining::{Ladder, Seq, Step};
use domain::party::Side;
use domain::term::CellValue;
use std::fmt::Write;

/// The frame of a picture, in viewBox units.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub width: i64,
    pub height: i64,
    pub left: i64,
    pub right: i64,
    pub top: i64,
    pub bottom: i64,
}

/// A value with its place.
pub(super) struct Spot {
    pub x: i64,
    pub y: i64,
    pub text: String,
}

/// One side's line.
pub(super) struct Line {
    /// Path of the steps.
    pub path: String,
    /// Path of the marks: a point an offer.
    pub marks: String,
    /// Offers that changed the value, the first among them.
    pub changes: Vec<Spot>,
    /// Where it stands at the end; `None`: withdrawn or left out.
    pub last: Option<Spot>,
}

/// A picture of a ladder.
pub(super) struct Picture {
    pub worker: Line,
    pub employer: Line,
    pub floor: Option<Spot>,
    pub previous: Option<Spot>,
    pub agreed: Option<Spot>,
    /// Acts along the bottom.
    pub ticks: Vec<(i64, Seq)>,
}

/// Ten-thousandths of a number: every number of a sheet has at most four digits after the point.
fn e4(value: &CellValue) -> Option<i128> {
    let mut number = value.number()?;
    number.rescale(4);
    Some(number.mantissa())
}

/// Values to heights.
struct Scale {
    frame: Frame,
    low: i128,
    span: i128,
}

impl Scale {
    fn over(frame: Frame, values: impl Iterator<Item = i128>) -> Option<Self> {
        let (low, high) = values.fold(None, |range: Option<(i128, i128)>, value| {
            Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        })?;
        let (span, low) = if high > low { (high.checked_sub(low)?, low) } else { (2, low.checked_sub(1)?) };
        Some(Self { frame, low, span })
    }

    fn y(&self, value: i128) -> Option<i64> {
        let height = i128::from(self.frame.bottom.checked_sub(self.frame.top)?);
        let above = value.checked_sub(self.low)?.checked_mul(height)?.checked_div(self.span)?;
        self.frame.bottom.checked_sub(i64::try_from(above).ok()?)
    }
}

/// Acts to places along the picture, evenly: a round is a step, however long it took.
struct Rounds {
    frame: Frame,
    acts: Vec<Seq>,
}

impl Rounds {
    fn x(&self, act: Seq) -> Option<i64> {
        let place = self.acts.binary_search(&act).ok()?;
        let gaps = i64::try_from(self.acts.len().saturating_sub(1).max(1)).ok()?;
        let width = self.frame.right.checked_sub(self.frame.left)?;
        let along = i64::try_from(place).ok()?.checked_mul(width)?.checked_div(gaps)?;
        self.frame.left.checked_add(along)
    }
}

/// The picture; `None` where no number can be placed.
pub(super) fn picture(ladder: &Ladder, frame: Frame) -> Option<Picture> {
    let floor = ladder.floor.as_ref().and_then(|floor| floor.required.clone()).map(CellValue::Number);
    let floor = floor.filter(|floor| e4(floor).is_some());
    let agreed = ladder.agreed.as_ref();
    let steps = || ladder.steps.worker_side.iter().chain(&ladder.steps.employer_side);
    let all = steps().filter_map(|step| step.value.as_ref());
    let values = all.chain(&floor).chain(&ladder.previous).chain(agreed.map(|agreed| &agreed.value));
    let scale = Scale::over(frame, values.filter_map(e4))?;
    let mut acts: Vec<Seq> = steps().map(|step| step.act).chain(agreed.map(|agreed| agreed.act)).collect();
    acts.sort_unstable();
    acts.dedup();
    let rounds = Rounds { frame, acts };
    let level =
        |value: &CellValue| Some(Spot { x: frame.left, y: scale.y(e4(value)?)?, text: value.text().to_owned() });
    let end = agreed.and_then(|agreed| rounds.x(agreed.act)).unwrap_or(frame.right);
    let line = |side| line(ladder.steps.get(side), &scale, &rounds, end);
    Some(Picture {
        worker: line(Side::WorkerSide)?,
        employer: line(Side::EmployerSide)?,
        floor: floor.as_ref().and_then(level),
        previous: ladder.previous.as_ref().and_then(level),
        agreed: agreed.and_then(|agreed| Some(Spot { x: end, ..level(&agreed.value)? })),
        ticks: rounds.acts.iter().filter_map(|act| Some((rounds.x(*act)?, *act))).collect(),
    })
}

/// A line of steps: along at the value, then up or down to the next; broken where the side is silent.
fn line(steps: &[Step], scale: &Scale, rounds: &Rounds, end: i64) -> Option<Line> {
    let mut out = Line { path: String::new(), marks: String::new(), changes: Vec::new(), last: None };
    for step in steps {
        let x = rounds.x(step.act)?;
        let Some(value) = &step.value else {
            if out.last.take().is_some() {
                let _ = write!(out.path, "H{x}");
            }
            continue;
        };
        let y = scale.y(e4(value)?)?;
        let text = value.text().to_owned();
        let held = out.last.as_ref().is_some_and(|last| last.text == text);
        match &out.last {
            None => {
                let _ = write!(out.path, "M{x} {y}");
            }
            Some(_) if held => {
                let _ = write!(out.path, "H{x}");
            }
            Some(_) => {
                let _ = write!(out.path, "H{x}V{y}");
            }
        }
        let _ = write!(out.marks, "M{x} {y}h0");
        if !held {
            out.changes.push(Spot { x, y, text: text.clone() });
        }
        out.last = Some(Spot { x, y, text });
    }
    if let Some(last) = out.last.as_mut().filter(|last| last.x < end) {
        let _ = write!(out.path, "H{end}");
        last.x = end;
    }
    Some(out)
}

/// Moves labels apart that would lie upon each other; their order stays.
pub(super) fn apart(labels: &mut [&mut i64], least: i64) {
    labels.sort_by_key(|y| **y);
    let mut lowest = i64::MIN;
    for y in labels.iter_mut() {
        **y = (**y).max(lowest.saturating_add(least));
        lowest = **y;
    }
}

/// Of labels along the picture those that fit: each at least `apart` after the one before.
pub(super) fn that_fit<T>(all: Vec<T>, x: impl Fn(&T) -> i64, apart: i64, before: i64) -> Vec<T> {
    let mut last = i64::MIN;
    let fits = |one: &T| {
        let here = x(one);
        let fits = here.saturating_sub(apart) >= last && here <= before;
        if fits {
            last = here;
        }
        fits
    };
    let mut fits = fits;
    all.into_iter().filter(|one| fits(one)).collect()
}

#[cfg(test)]
mod tests;
