//! Pay for pieces: S10.

use super::day::Day;
use super::judge::{At, Judged, Need, Outcome, Unit, at_least};
use super::number::{Q, e4, higher, zero};
use super::read::Pieces;
use super::who::{best, telling};
use crate::term::{EmploymentKind, NameKind, Term};

const MONEY: Unit = Unit::Money;

impl At<'_> {
    fn price(&self, day: &Day<'_>, pieces: &Pieces) -> Option<Q> {
        let who = self.who(day, self.halves())?;
        let mut fitting = Vec::new();
        for item in &day.items {
            let Term::PieceRate { code, variant, amount, select, .. } = &item.term else { continue };
            let variant_fits = variant
                .as_deref()
                .is_none_or(|variant| *self.contract.stands(NameKind::Variant, variant) == *pieces.variant);
            let operation = *self.contract.stands(NameKind::Operation, code) == *pieces.operation;
            if operation && variant_fits && who.fits(select, self.contract) {
                let (named, halves) = telling(select);
                fitting.push(((named + usize::from(variant.is_some()), halves), e4(amount.e4()), ()));
            }
        }
        best(fitting).map(|(price, ())| price)
    }

    /// What a day asks for all pieces, and for those made in overtime; `None` where no operation has a price.
    fn pieces_due(&self, day: &Day<'_>) -> Option<(Q, Q)> {
        let [weekday, rest_day, holiday] = self.multipliers(day);
        let mut due: Option<(Q, Q)> = None;
        for pieces in &self.record.pieces {
            let Some(price) = self.price(day, pieces) else { continue };
            let [normal, on_weekdays, on_rest_days, on_holidays] = &pieces.made;
            let overtime = &price * (&weekday * on_weekdays + &rest_day * on_rest_days + &holiday * on_holidays);
            let (all, of_overtime) = due.unwrap_or((zero(), zero()));
            due = Some((all + &price * normal + &overtime, of_overtime + overtime));
        }
        due
    }

    /// Of pay for overtime pieces, what can have been paid.
    pub fn overtime_piece_pay(&self) -> Q {
        if self.over_age() {
            return zero();
        }
        let paid = self.record.maybe("piece_pay");
        let each = self.days.iter().filter_map(|day| self.pieces_due(day)).map(|(all, overtime)| {
            let lacking = paid.as_ref().map_or_else(zero, |paid| higher(zero(), self.round(&all) - paid));
            higher(zero(), self.round(&overtime) - lacking)
        });
        each.min().unwrap_or_else(zero)
    }

    pub fn s10(&self) -> Judged {
        let piece = self.record.employment == EmploymentKind::Piece;
        if self.kind().is_none() || self.over_age() {
            return Judged::not_applicable(MONEY);
        }
        let has_columns = self.columns.any("pieces", "")
            || self.columns.any("ot_weekday_pieces", "")
            || self.columns.any("ot_restday_pieces", "")
            || self.columns.any("ot_holiday_pieces", "");
        if !has_columns {
            let rated = self.days.iter().any(|day| day.items.iter().any(|item| item.term.kind() == "piece_rate"));
            return if piece && rated { Judged::missing_column(MONEY) } else { Judged::not_applicable(MONEY) };
        }
        let needs = self.needs(|day| self.pieces_due(day).map_or(Need::Nothing, |(all, _)| Need::of(self.round(&all))));
        let paid = self.record.maybe("piece_pay").ok_or_else(|| "missing_piece_pay".to_owned());
        let judged = at_least(&needs, paid, MONEY);
        let overtime_pieces =
            self.record.pieces.iter().any(|pieces| pieces.made[1..].iter().any(|made| *made != zero()));
        let unpaid =
            piece && self.overtime_hours() != zero() && !overtime_pieces && self.record.amount("ot_pay") == zero();
        if judged.outcome == Outcome::Pass && unpaid {
            return Judged { outcome: Outcome::Cannot("missing_overtime_pieces".to_owned()), ..judged };
        }
        judged
    }
}
