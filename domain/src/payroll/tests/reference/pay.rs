//! Normal pay: what of the gross pays normal time in this month.

use super::contract::Contract;
use super::judge::At;
use super::number::{Q, higher, zero};
use crate::term::{NameKind, Term};

pub struct Pay {
    /// Held against S1 and S2.
    pub normal: Q,
    /// The same with the worker's contributions left in: b of S12.
    pub with_contributions: Q,
    /// b less what else may be in it: a of S12.
    pub bare: Q,
}

impl At<'_> {
    fn sum(&self, names: &[&str]) -> Q {
        names.iter().map(|name| self.record.amount(name)).sum()
    }

    /// The sum of what is paid for the allowances that count, or that do not.
    fn allowances(&self, counting: bool) -> Q {
        let codes = self.contract.coded(NameKind::Allowance).into_iter().map(|(_, stands)| stands);
        let mut codes: Vec<String> =
            codes.filter(|code| counts_towards_minimum(self.contract, code) == counting).collect();
        codes.dedup();
        codes.iter().map(|code| self.record.amount(&format!("allowance_{code}"))).sum()
    }

    fn begins_with(&self, begin: &str) -> Q {
        self.record.numbers.iter().filter(|(name, _)| name.starts_with(begin)).map(|(_, value)| value).sum()
    }

    pub fn excludes_contributions(&self) -> bool {
        self.law.says("minimum_excludes_contributions", self.record.period)
    }

    pub fn pay(&self) -> &Pay {
        self.pay.get_or_init(|| self.paid())
    }

    fn paid(&self) -> Pay {
        let others = ["ot_pay", "back_pay", "unused_leave_pay", "sick_pay", "idle_pay", "premium_pay"];
        let special = higher(self.record.amount("special_allowances"), self.allowances(false));
        let overtime_pieces = self.overtime_piece_pay();
        let with_contributions = self.record.amount("gross_pay")
            - self.sum(&others)
            - special
            - self.begins_with("one_off_")
            - &overtime_pieces;
        let normal = if self.excludes_contributions() {
            &with_contributions - self.record.amount("personal_contributions")
        } else {
            with_contributions.clone()
        };
        let commissions = self.begins_with("commission_") - self.begins_with("commission_base_");
        let piece_pay = higher(zero(), self.record.amount("piece_pay") - overtime_pieces);
        let bare = &with_contributions - self.allowances(true) - commissions - piece_pay;
        Pay { normal, with_contributions, bare }
    }
}

/// Whether no item of the code says otherwise.
pub fn counts_towards_minimum(contract: &Contract<'_>, code: &str) -> bool {
    contract.items("allowance").all(|item| match &item.term {
        Term::Allowance { code: of, counts_towards_minimum, .. } => {
            *counts_towards_minimum || *contract.stands(NameKind::Allowance, of) != *code
        }
        _ => true,
    })
}
