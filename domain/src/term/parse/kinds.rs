//! The fields of each kind of item.

use crate::decimal::{Days, Hours, Money, Multiplier, Percent};
use crate::limits;
use crate::term::fields::{Faults, Fields};
use crate::term::item::*;
use crate::term::names::is_code_or_word;
use crate::term::{Problem, Term};
use serde_json::Value;

/// What is said of a day outside the term.
pub(super) const WITHIN_TERM: &str = "within the term";
/// What is said of an item that no percent can be of.
pub(super) const OF_ITEM: &str = "the key of a minimum wage with an amount and the same unit";

/// Reads the fields of a kind; those of every item are left to the caller.
pub(super) fn read(kind: &Value, fields: &Fields<'_>, faults: &Faults) -> Option<Term> {
    let Some(read) = kind.as_str().and_then(reader) else {
        fields.fault("kind", Problem::Expected { expected: format!("one of {}", KINDS.join(", ")) });
        return None;
    };
    read(fields, faults)
}

type Reader = fn(&Fields<'_>, &Faults) -> Option<Term>;

/// The kinds of item.
pub const KINDS: &[&str] = &[
    "minimum_wage",
    "wage_adjustment",
    "payment",
    "overtime",
    "piece_rate",
    "commission",
    "one_off",
    "leave",
    "allowance",
    "probation",
    "sick_pay",
    "work_norm",
    "welfare",
    "clause",
];

fn reader(kind: &str) -> Option<Reader> {
    Some(match kind {
        "minimum_wage" => minimum_wage,
        "wage_adjustment" => wage_adjustment,
        "payment" => payment,
        "overtime" => overtime,
        "piece_rate" => piece_rate,
        "commission" => commission,
        "one_off" => one_off,
        "leave" => leave,
        "allowance" => allowance,
        "probation" => |f, _| Some(Term::Probation { percent: percent(f, "percent")? }),
        "sick_pay" => sick_pay,
        "work_norm" => work_norm,
        "welfare" => welfare,
        "clause" => clause,
        _ => return None,
    })
}

fn money(fields: &Fields<'_>, field: &'static str) -> Option<Money> {
    fields.decimal(field, Money::parse, |m| m > Money::ZERO, "above 0")
}

fn optional_money(fields: &Fields<'_>, field: &'static str) -> Option<Money> {
    fields.optional_decimal(field, Money::parse, |m| m > Money::ZERO, "above 0")
}

fn percent(fields: &Fields<'_>, field: &'static str) -> Option<Percent> {
    fields.decimal(field, Percent::parse, |p| p.e4() <= 10_000_000, "0–1000")
}

fn optional_multiplier(fields: &Fields<'_>, field: &'static str) -> Option<Multiplier> {
    fields.optional_decimal(field, Multiplier::parse, |m| m.e4() <= 1_000_000, "0–100")
}

fn selectors(f: &Fields<'_>) -> Selectors {
    Selectors {
        grade: f.optional_name("grade"),
        zone: f.optional_name("zone"),
        size: f.optional_name("size"),
        level: f.optional_name("level"),
        employment: f.optional_word("employment", EmploymentKind::ALL, EmploymentKind::word),
        service_years_from: f.optional_years("service_years_from"),
    }
}

fn minimum_wage(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let unit = f.word("unit", WageUnit::ALL, WageUnit::word);
    let pay = wage_pay(f);
    let select = selectors(f);
    Some(Term::MinimumWage { unit: unit?, pay: pay?, select })
}

/// Exactly one of an amount, a percent of the statute, a percent of an item.
fn wage_pay(f: &Fields<'_>) -> Option<WagePay> {
    let has = |field| f.raw(field).is_some();
    let (statutory, share, of) = (has("percent_of_statutory"), has("percent_of"), has("of_item"));
    let given = [has("amount"), statutory, share || of].into_iter().filter(|given| *given).count();
    if given > 1 {
        for field in ["amount", "percent_of_statutory", "percent_of", "of_item"] {
            let _ = f.raw(field);
        }
        f.fault("amount", Problem::Expected { expected: "one of amount, percent_of_statutory, percent_of".to_owned() });
        return None;
    }
    if statutory {
        return Some(WagePay::OfStatutory { percent_of_statutory: percent(f, "percent_of_statutory")? });
    }
    if share || of {
        let (percent_of, of_item) = (percent(f, "percent_of"), f.name("of_item"));
        return Some(WagePay::OfItem { percent_of: percent_of?, of_item: of_item? });
    }
    Some(WagePay::Amount { amount: money(f, "amount")? })
}

fn wage_adjustment(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let basis = f.word("basis", AdjustmentBasis::ALL, AdjustmentBasis::word);
    let of_given = f.raw("of").is_some();
    let of = f.optional_word("of", AdjustmentOf::ALL, AdjustmentOf::word);
    let range = if basis == Some(AdjustmentBasis::Amount) { amounts(f) } else { percents(f) };
    let (wage_from, wage_below) = (optional_money(f, "wage_from"), optional_money(f, "wage_below"));
    if wage_from.zip(wage_below).is_some_and(|(from, below)| below <= from) {
        f.fault("wage_below", Problem::Range { range: "above wage_from".to_owned() });
        return None;
    }
    let select = selectors(f);
    let of = if of_given { of? } else { AdjustmentOf::Each };
    basis?;
    Some(Term::WageAdjustment { of, range: range?, wage_from, wage_below, select })
}

fn amounts(f: &Fields<'_>) -> Option<Adjustment> {
    let any = |_: Money| true;
    let low = f.decimal("low", Money::parse_signed, any, "");
    let high = f.optional_decimal("high", Money::parse_signed, any, "");
    ordered(f, low, high)?;
    Some(Adjustment::Amount { low: low?, high })
}

fn percents(f: &Fields<'_>) -> Option<Adjustment> {
    let within = |p: Percent| (-1_000_000..=10_000_000).contains(&p.e4());
    let low = f.decimal("low", Percent::parse_signed, within, "−100–1000");
    let high = f.optional_decimal("high", Percent::parse_signed, within, "−100–1000");
    let at_least = optional_money(f, "at_least");
    ordered(f, low, high)?;
    Some(Adjustment::Percent { low: low?, high, at_least })
}

fn ordered<T: Ord>(f: &Fields<'_>, low: Option<T>, high: Option<T>) -> Option<()> {
    if low.zip(high).is_some_and(|(low, high)| high < low) {
        f.fault("high", Problem::Range { range: "at least low".to_owned() });
        return None;
    }
    Some(())
}

fn payment(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let form = f.word("form", PaymentForm::ALL, PaymentForm::word);
    let pay_day = f.integer("pay_day", 1, 31);
    // The format has 0 and 1; a longer offset is read so that the floor check can name the law it breaks.
    let month_offset = f.integer("month_offset", 0, 12);
    let method = f.word("method", PaymentMethod::ALL, PaymentMethod::word);
    Some(Term::Payment {
        form: form?,
        pay_day: u8::try_from(pay_day?).ok()?,
        month_offset: u8::try_from(month_offset?).ok()?,
        method: method?,
    })
}

fn overtime(f: &Fields<'_>, faults: &Faults) -> Option<Term> {
    let base = f.word("base", OvertimeBase::ALL, OvertimeBase::word);
    let [weekday, rest_day, holiday] = ["weekday", "rest_day", "holiday"].map(|field| optional_multiplier(f, field));
    let cap = f.decimal("monthly_cap_hours", Hours::parse, |h| h.e4() <= 7_440_000, "0–744");
    let divided = |hours: Hours| Hours::ZERO < hours && hours.e4() <= 7_440_000;
    let divisor_hours = f.optional_decimal("divisor_hours", Hours::parse, divided, "above 0, at most 744");
    let classes = match f.raw("classes") {
        None => Some(Vec::new()),
        Some(_) => f.bounded("classes", limits::CLASSES).and_then(|classes| overtime_classes(f, classes, faults)),
    };
    Some(Term::Overtime {
        base: base?,
        weekday,
        rest_day,
        holiday,
        monthly_cap_hours: cap?,
        divisor_hours,
        classes: classes?,
    })
}

/// Classes of hours in the order of their codes: it says nothing in which order they stand.
fn overtime_classes(parent: &Fields<'_>, classes: &[Value], faults: &Faults) -> Option<Vec<OvertimeClass>> {
    let mut out: Vec<OvertimeClass> = Vec::new();
    for (index, value) in classes.iter().enumerate() {
        let place = format!("classes[{index}]");
        let Some(object) = value.as_object() else {
            parent.fault(&place, Problem::Expected { expected: "an object".to_owned() });
            continue;
        };
        let fields = Fields::new(object, parent.item(), format!("{place}."), faults);
        let class = overtime_class(&fields);
        fields.finish();
        let Some(class) = class else { continue };
        if out.iter().any(|other| other.code == class.code) {
            fields.fault("code", Problem::DuplicateSelector { selector: class.code.clone() });
        }
        out.push(class);
    }
    out.sort_by(|a, b| a.code.cmp(&b.code));
    (out.len() == classes.len()).then_some(out)
}

fn overtime_class(f: &Fields<'_>) -> Option<OvertimeClass> {
    let code = trade_code(f, "code");
    let like = f.word("like", HoursLike::ALL, HoursLike::word);
    let (by_hour, by_month) = (f.raw("multiplier").is_some(), f.raw("percent_of_month").is_some());
    let rate = if by_hour && by_month {
        f.fault("percent_of_month", Problem::Expected { expected: "multiplier or percent_of_month".to_owned() });
        None
    } else if by_month {
        percent(f, "percent_of_month").map(|percent_of_month| ClassRate::PercentOfMonth { percent_of_month })
    } else {
        let multiplier = f.decimal("multiplier", Multiplier::parse, |m| m.e4() <= 1_000_000, "0–100");
        multiplier.map(|multiplier| ClassRate::Multiplier { multiplier })
    };
    let text = f.optional_text("text");
    Some(OvertimeClass { code: code?, like: like?, rate: rate?, text })
}

fn piece_rate(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let (code, variant, unit) = (trade_code(f, "code"), f.optional_name("variant"), f.name("unit"));
    let amount = money(f, "amount");
    let select = selectors(f);
    Some(Term::PieceRate { code: code?, variant, unit: unit?, amount: amount?, select })
}

fn commission(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let (code, percent, of) = (trade_code(f, "code"), percent(f, "percent"), f.text("of"));
    let select = selectors(f);
    Some(Term::Commission { code: code?, percent: percent?, of: of?, select })
}

fn one_off(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let (code, amount, due) = (trade_code(f, "code"), money(f, "amount"), f.date("due"));
    let part_time = f.optional_word("part_time", OneOffShare::ALL, OneOffShare::word).unwrap_or(OneOffShare::Full);
    let select = selectors(f);
    Some(Term::OneOff { code: code?, amount: amount?, due: due?, part_time, select })
}

fn leave(f: &Fields<'_>, faults: &Faults) -> Option<Term> {
    let leave = f.word("leave", LeaveKind::ALL, LeaveKind::word);
    let bands = f.bounded("bands", limits::BANDS).and_then(|bands| leave_bands(f, bands, faults));
    let unused = f.raw("unused_multiplier").is_some();
    let unused_multiplier = optional_multiplier(f, "unused_multiplier");
    if unused && leave.is_some_and(|leave| leave != LeaveKind::Annual) {
        f.fault("unused_multiplier", Problem::Expected { expected: "annual leave".to_owned() });
    }
    Some(Term::Leave { leave: leave?, bands: bands?, unused_multiplier })
}

fn leave_bands(parent: &Fields<'_>, bands: &[Value], faults: &Faults) -> Option<Vec<LeaveBand>> {
    ascending(parent, bands, faults, |fields| {
        let years = fields.integer("service_years_from", 0, 100);
        let days = fields.decimal("days", Days::parse, |d| d.e4() <= 3_660_000, "0–366");
        let years = years.and_then(|years| u16::try_from(years).ok())?;
        Some((years, LeaveBand { service_years_from: years, days: days? }))
    })
}

/// Bands of one kind: not empty, ascending by years.
fn ascending<Y: Ord + Copy, T>(
    parent: &Fields<'_>,
    bands: &[Value],
    faults: &Faults,
    read: impl Fn(&Fields<'_>) -> Option<(Y, T)>,
) -> Option<Vec<T>> {
    let (mut years, mut out) = (Vec::new(), Vec::new());
    for (index, value) in bands.iter().enumerate() {
        let Some(object) = value.as_object() else {
            parent.fault(&format!("bands[{index}]"), Problem::Expected { expected: "an object".to_owned() });
            continue;
        };
        let fields = Fields::new(object, parent.item(), format!("bands[{index}]."), faults);
        let band = read(&fields);
        fields.finish();
        if let Some((from, band)) = band {
            years.push(from);
            out.push(band);
        }
    }
    let rising = years.windows(2).all(|w| matches!(w, [a, b] if a < b));
    if bands.is_empty() || !rising {
        parent.fault("bands", Problem::Bands);
    }
    (out.len() == bands.len() && !bands.is_empty() && rising).then_some(out)
}

fn allowance(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let code = code(f);
    let unit = f.word("unit", AllowanceUnit::ALL, AllowanceUnit::word);
    let (amount, max) = (money(f, "amount"), optional_money(f, "max"));
    let select = selectors(f);
    let counts_towards_minimum = f.boolean("counts_towards_minimum");
    Some(Term::Allowance {
        code: code?,
        unit: unit?,
        amount: amount?,
        max,
        select,
        counts_towards_minimum: counts_towards_minimum?,
    })
}

/// A code names a payroll column: a word without spaces.
fn code(f: &Fields<'_>) -> Option<String> {
    f.name("code").filter(|code| {
        let valid = code.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if !valid {
            f.fault("code", Problem::Expected { expected: "letters, digits, _ and -".to_owned() });
        }
        valid
    })
}

/// A code, or a word of the trade as it is written.
fn trade_code(f: &Fields<'_>, field: &'static str) -> Option<String> {
    f.name(field).filter(|code| {
        let valid = is_code_or_word(code);
        if !valid {
            f.fault(field, Problem::CodePattern);
        }
        valid
    })
}

fn sick_pay(f: &Fields<'_>, faults: &Faults) -> Option<Term> {
    let (flat, banded) = (f.raw("percent").is_some(), f.raw("bands").is_some());
    let rate = if flat && banded {
        f.fault("bands", Problem::Expected { expected: "percent or bands".to_owned() });
        None
    } else if banded {
        let bands = f.bounded("bands", limits::BANDS).and_then(|bands| {
            ascending(f, bands, faults, |fields| {
                let (years, percent) = (fields.years("service_years_from"), percent(fields, "percent"));
                Some((years?, SickBand { service_years_from: years?, percent: percent? }))
            })
        });
        bands.map(|bands| SickRate::Bands { bands })
    } else {
        percent(f, "percent").map(|percent| SickRate::Flat { percent })
    };
    let of = f.word("of", SickPayBase::ALL, SickPayBase::word);
    Some(Term::SickPay { rate: rate?, of: of? })
}

fn work_norm(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let attainable_percent = percent(f, "attainable_percent");
    let text = f.text("text");
    Some(Term::WorkNorm { attainable_percent: attainable_percent?, text: text? })
}

fn welfare(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let (code, text) = (code(f), f.text("text"));
    let (has_unit, has_amount) = (f.raw("unit").is_some(), f.raw("amount").is_some());
    let unit = f.optional_word("unit", AllowanceUnit::ALL, AllowanceUnit::word);
    let amount = optional_money(f, "amount");
    if has_unit != has_amount {
        f.fault(if has_unit { "amount" } else { "unit" }, Problem::Missing);
    }
    Some(Term::Welfare { code: code?, text: text?, unit, amount })
}

fn clause(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let (heading, text) = (f.text("heading"), f.text("text"));
    Some(Term::Clause { heading: heading?, text: text? })
}
