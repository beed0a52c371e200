//! Lists by pages: a page ends with the key after which the next begins, so that no page costs more than another.

use super::{Error, FieldCode, FieldFault};
use serde::Serialize;
use std::str::FromStr;

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

/// What no page named.
pub(super) fn unknown() -> Error {
    Error::Invalid(vec![FieldFault { field: "after".to_owned(), code: FieldCode::Unknown }])
}

/// Where a page begins, as the page before named it.
pub(super) fn after<T: FromStr>(text: Option<&str>) -> Result<Option<T>, Error> {
    text.map(|text| text.parse().map_err(|_| unknown())).transpose()
}

/// How many of the first entries a page holds: at least one, at most `most`, and no more than weigh `heaviest` in all.
pub fn within(weights: impl Iterator<Item = usize>, most: usize, heaviest: usize) -> usize {
    let sums = weights.scan(0_usize, |sum, weight| {
        *sum = sum.saturating_add(weight);
        Some(*sum)
    });
    sums.take(most).take_while(|sum| *sum <= heaviest).count().max(1)
}

/// Most entries of a page whose entries go by item, and about the most they weigh, in bytes of JSON.
const ENTRIES: usize = 1_000;
const WEIGHT: usize = 1 << 20;

/// The page of a list that begins after an item (else at its beginning), and the item after which the next one begins: whole
/// items, so that no item's entries are parted.
pub(super) fn by_item<T>(
    mut all: Vec<T>,
    after: Option<&str>,
    item: impl Fn(&T) -> &str,
    weight: impl Fn(&T) -> usize,
) -> (Vec<T>, Option<String>) {
    let start = after.and_then(|after| all.iter().rposition(|entry| item(entry) == after));
    let mut rest = all.split_off(start.map_or(0, |place| place.saturating_add(1)));
    let mut count = within(rest.iter().map(weight), ENTRIES, WEIGHT).min(rest.len());
    let last = count.checked_sub(1).and_then(|place| rest.get(place)).map(|entry| item(entry).to_owned());
    while let (Some(last), Some(entry)) = (&last, rest.get(count))
        && item(entry) == last.as_str()
    {
        count = count.saturating_add(1);
    }
    let more = count < rest.len();
    rest.truncate(count);
    (rest, last.filter(|_| more))
}

#[cfg(test)]
mod tests {
    use super::by_item;

    #[test]
    fn every_entry_is_on_one_page_and_no_item_is_parted() {
        let all: Vec<String> = (0..3_000).map(|n| format!("item{:04}", n / 7)).collect();
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let (page, next) = by_item(all.clone(), after.as_deref(), |entry| entry, |_| 10);
            assert!(!page.is_empty() && page.len() < 1_007);
            seen.extend(page);
            let Some(next) = next else { break };
            after = Some(next);
        }
        assert_eq!(seen, all);
        let (page, next) = by_item(all, None, |entry| entry, |_| 1 << 20);
        assert_eq!((page.len(), next.as_deref()), (7, Some("item0000")), "one heavy item is a page");
    }
}
