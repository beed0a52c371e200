//! Prose compared by words; scripts without spaces (Chinese) by characters.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What a stretch of prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// In both.
    Equal,
    /// Only in the old text.
    Deleted,
    /// Only in the new text.
    Inserted,
}

/// A stretch of prose. Equal and deleted runs together are the old text, equal and inserted ones the new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Run {
    /// What it is.
    pub kind: RunKind,
    /// Its text, not empty.
    pub text: String,
}

impl Run {
    pub(super) fn inverse(&self) -> Self {
        let kind = match self.kind {
            RunKind::Equal => RunKind::Equal,
            RunKind::Deleted => RunKind::Inserted,
            RunKind::Inserted => RunKind::Deleted,
        };
        Self { kind, text: self.text.clone() }
    }
}

/// Largest product of token counts that is compared word by word at once: some milliseconds. Longer texts are compared
/// by sentences first, so that no text of a stranger's making can hold up a reader.
const LARGEST: usize = 4_000_000;

/// Compares two texts.
pub fn runs(old: &str, new: &str) -> Vec<Run> {
    let mut out = Runs::default();
    if !by(old, new, words, &mut out, &mut |old, new, out| out.replaced(old, new)) {
        let inner = &mut |old: &str, new: &str, out: &mut Runs| {
            if !by(old, new, words, out, &mut |old, new, out| out.replaced(old, new)) {
                out.replaced(old, new);
            }
        };
        if !by(old, new, sentences, &mut out, inner) {
            out.replaced(old, new);
        }
    }
    out.read()
}

/// Compares by tokens of a kind, and hands each stretch that differs on; false where there are too many tokens.
fn by<'t>(
    old: &'t str,
    new: &'t str,
    tokens: fn(&str) -> Vec<&str>,
    out: &mut Runs,
    differs: &mut dyn FnMut(&str, &str, &mut Runs),
) -> bool {
    let (a, b) = (tokens(old), tokens(new));
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.iter().skip(before).rev().zip(b.iter().skip(before).rev());
    let after = rest.take_while(|(a, b)| a == b).count();
    let inner = |all: &[&str]| all.len().saturating_sub(before).saturating_sub(after);
    if inner(&a).saturating_mul(inner(&b)) > LARGEST {
        return false;
    }
    let text = |all: &[&str], at: usize, len: usize| all.iter().skip(at).take(len).copied().collect::<String>();
    out.push(RunKind::Equal, &text(&a, 0, before));
    let end = text(&a, a.len().saturating_sub(after), after);
    let middle = |all: &[&'t str]| all.iter().skip(before).take(inner(all)).copied().collect::<Vec<_>>();
    let (a, b) = (middle(&a), middle(&b));
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        match op {
            DiffOp::Equal { old_index, len, .. } => out.push(RunKind::Equal, &text(&a, old_index, len)),
            DiffOp::Delete { old_index, old_len, .. } => differs(&text(&a, old_index, old_len), "", out),
            DiffOp::Insert { new_index, new_len, .. } => differs("", &text(&b, new_index, new_len), out),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                differs(&text(&a, old_index, old_len), &text(&b, new_index, new_len), out);
            }
        }
    }
    out.push(RunKind::Equal, &end);
    true
}

/// Runs being made.
#[derive(Debug, Default)]
struct Runs(Vec<Run>);

impl Runs {
    fn push(&mut self, kind: RunKind, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.0.push(Run { kind, text: text.to_owned() }),
        }
    }

    fn replaced(&mut self, old: &str, new: &str) {
        self.push(RunKind::Deleted, old);
        self.push(RunKind::Inserted, new);
    }

    /// For reading: a lone character between two changes is part of the change, and of neighbours that changed the
    /// deleted text comes first.
    fn read(self) -> Vec<Run> {
        let mut out = Self::default();
        let (mut gone, mut come) = (String::new(), String::new());
        let mut rest = self.0.into_iter().peekable();
        while let Some(run) = rest.next() {
            let within = !(gone.is_empty() && come.is_empty()) && rest.peek().is_some();
            match run.kind {
                RunKind::Deleted => gone.push_str(&run.text),
                RunKind::Inserted => come.push_str(&run.text),
                RunKind::Equal if within && run.text.chars().nth(1).is_none() => {
                    gone.push_str(&run.text);
                    come.push_str(&run.text);
                }
                RunKind::Equal => {
                    out.replaced(&std::mem::take(&mut gone), &std::mem::take(&mut come));
                    out.push(RunKind::Equal, &run.text);
                }
            }
        }
        out.replaced(&gone, &come);
        out.0
    }
}

/// Letters and digits of a word belong together; each Chinese character, space and mark stands alone.
fn words(text: &str) -> Vec<&str> {
    let within = |c: char| c.is_alphanumeric() && u32::from(c) < 0x2E80;
    split(text, |before, next| !(within(before) && within(next)))
}

/// Sentences with the mark that ends them.
fn sentences(text: &str) -> Vec<&str> {
    split(text, |before, _| matches!(before, '。' | '；' | '！' | '？' | '.' | ';' | '!' | '?' | '\n'))
}

/// Cuts between two characters where `cut` says so.
fn split(text: &str, cut: impl Fn(char, char) -> bool) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, next) in text.char_indices() {
        if before.is_some_and(|before| cut(before, next)) {
            out.extend(text.get(start..at));
            start = at;
        }
        before = Some(next);
    }
    out.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    out
}
