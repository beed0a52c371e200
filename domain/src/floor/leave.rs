//! F5, F6, F10, F11: leave.

use super::law::Law;
use super::{FloorOutcome, FloorResult, Test};
use crate::decimal::{Days, Multiplier};
use crate::statute::Cited;
use crate::term::{LeaveBand, LeaveKind, Term, TermSheet};

type Found<'a> = (&'a str, &'a [LeaveBand], Option<Multiplier>);

fn leaves(sheet: &TermSheet, wanted: LeaveKind) -> impl Iterator<Item = Found<'_>> {
    sheet.items.iter().filter_map(move |item| match &item.term {
        Term::Leave { leave, bands, unused_multiplier } if *leave == wanted => {
            Some((item.key.as_str(), bands.as_slice(), *unused_multiplier))
        }
        _ => None,
    })
}

/// The last band at or below `years`: none means no days.
pub(super) fn days_at(bands: impl Iterator<Item = (u16, Days)>, years: u16) -> Days {
    bands.take_while(|(from, _)| *from <= years).last().map_or(Days::ZERO, |(_, days)| days)
}

/// F5: annual leave at each statutory step and each band's own start;
/// F6: pay for untaken days (5).
pub(super) fn annual(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    let all: Vec<Found<'_>> = leaves(sheet, LeaveKind::Annual).collect();
    if all.is_empty() {
        let first = law.annual.first().map(|cited| Cited {
            value: cited.value.first().map_or(Days::ZERO, |(_, days)| *days),
            citation: cited.citation.clone(),
            trust: cited.trust,
        });
        out.push(Test { rule: "F5", item: None }.omitted(first.as_ref()));
        out.push(Test { rule: "F6", item: None }.omitted(law.unused.as_ref()));
    }
    for (key, bands, unused) in all {
        out.push(annual_days(key, bands, law));
        let test = Test { rule: "F6", item: Some(key) };
        out.push(match unused {
            None => test.omitted(law.unused.as_ref()),
            Some(unused) => test.compare(unused, law.unused.as_ref(), |offered, required| offered >= required),
        });
    }
}

fn annual_days(key: &str, bands: &[LeaveBand], law: &Law) -> FloorResult {
    let test = Test { rule: "F5", item: Some(key) };
    let mut first = None;
    for cited in &law.annual {
        let steps = cited.value.iter().map(|(years, _)| *years);
        let least = cited.value.first().map_or(0, |(years, _)| *years);
        let own = bands.iter().map(|band| band.service_years_from).filter(|years| *years >= least);
        let mut years: Vec<u16> = steps.chain(own).collect();
        years.sort_unstable();
        for years in years {
            let offered = days_at(bands.iter().map(|b| (b.service_years_from, b.days)), years);
            let required = days_at(cited.value.iter().copied(), years);
            let required = Cited { value: required, citation: cited.citation.clone(), trust: cited.trust };
            let mut result = test.compare(offered, Some(&required), |offered, required| offered >= required);
            result.detail = years.to_string();
            if result.outcome == FloorOutcome::Breach {
                return result;
            }
            first.get_or_insert(result);
        }
    }
    first.unwrap_or_else(|| {
        let offered = bands.first().map(|band| band.days.to_string());
        test.result::<Days>(FloorOutcome::CannotConclude, offered, None)
    })
}

/// F10: marriage and bereavement; F11: maternity and partner leave.
pub(super) fn family(sheet: &TermSheet, law: &Law, out: &mut Vec<FloorResult>) {
    for kind in [LeaveKind::Marriage, LeaveKind::Bereavement] {
        for (key, bands, _) in leaves(sheet, kind) {
            let test = Test { rule: "F10", item: Some(key) };
            let offered = fewest(bands);
            let mut result = test.compare(offered, law.family_least.as_ref(), |offered, required| offered >= required);
            if result.outcome == FloorOutcome::Pass
                && let Some(usual) = law.family_usual.as_ref().filter(|usual| offered < usual.value)
            {
                result = test.result(FloorOutcome::Warning, Some(offered.to_string()), Some(usual));
            }
            out.push(result);
        }
    }
    for (kind, statutory) in [(LeaveKind::Maternity, &law.maternity), (LeaveKind::Partner, &law.partner)] {
        for (key, bands, _) in leaves(sheet, kind) {
            let test = Test { rule: "F11", item: Some(key) };
            out.push(test.compare(fewest(bands), statutory.as_ref(), |offered, required| offered >= required));
        }
    }
}

fn fewest(bands: &[LeaveBand]) -> Days {
    bands.iter().map(|band| band.days).min().unwrap_or(Days::ZERO)
}
