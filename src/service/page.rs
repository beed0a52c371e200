//! Lists by pages: a page ends with the key after which the next begins, so that no page costs more than another.

use super::Error;
use serde::Serialize;

/// Entries a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub usize);

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// Give it as `after` for the next page; none on the last.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Nothing.
    pub const fn empty() -> Self {
        Self { items: Vec::new(), next: None }
    }
}

impl Size {
    /// Entries of a page.
    pub const fn size(self) -> usize {
        self.0
    }

    /// What is asked of the store: one entry more tells whether there is another page.
    pub(super) fn more(self) -> u64 {
        u64::try_from(self.0).unwrap_or(u64::MAX).saturating_add(1)
    }

    /// Takes away the row that only tells that there are more; whether there are.
    pub(super) fn cut<R>(self, rows: &mut Vec<R>) -> bool {
        let more = rows.len() > self.0;
        rows.truncate(self.0);
        more
    }

    /// The page of rows asked for by [`Size::more`].
    pub(super) fn of<R, T>(
        self,
        mut rows: Vec<R>,
        view: impl Fn(R) -> Result<T, Error>,
        key: impl Fn(&T) -> String,
    ) -> Result<Page<T>, Error> {
        let more = self.cut(&mut rows);
        let items = rows.into_iter().map(view).collect::<Result<Vec<T>, Error>>()?;
        let next = items.last().filter(|_| more).map(key);
        Ok(Page { items, next })
    }
}

/// How many of the first entries a page holds: at least one, at most `most`, and no more than weigh `heaviest` in all.
pub fn within(weights: impl Iterator<Item = usize>, most: usize, heaviest: usize) -> usize {
    let sums = weights.scan(0_usize, |sum, weight| {
        *sum = sum.saturating_add(weight);
        Some(*sum)
    });
    sums.take(most).take_while(|sum| *sum <= heaviest).count().max(1)
}
