//! What each side has one of.

use crate::party::Side;
use serde::Serialize;

/// One value for each side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PerSide<T> {
    pub worker_side: T,
    pub employer_side: T,
}

impl<T> PerSide<T> {
    /// The value of a side.
    pub const fn get(&self, side: Side) -> &T {
        match side {
            Side::WorkerSide => &self.worker_side,
            Side::EmployerSide => &self.employer_side,
        }
    }

    /// The value of a side, to be changed.
    pub const fn get_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::WorkerSide => &mut self.worker_side,
            Side::EmployerSide => &mut self.employer_side,
        }
    }
}

impl<T> PerSide<Option<T>> {
    /// Both values, where both sides have one.
    pub const fn both(&self) -> Option<(&T, &T)> {
        match (&self.worker_side, &self.employer_side) {
            (Some(w), Some(e)) => Some((w, e)),
            _ => None,
        }
    }
}
