//! From JSON to a valid sheet, or every fault at once.

use super::fields::{Faults, Fields};
use super::item::*;
use super::{EXPECTED_AREA, Effective, Item, Problem, SCHEMA, SheetFaults, Term, TermSheet, json, minor_digits, size};
use crate::decimal::{Days, Hours, Money, Multiplier, Percent, Rounding, RoundingMode};
use crate::limits;
use iso_currency::Currency;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

impl TermSheet {
    /// Reads a sheet from JSON text.
    ///
    /// # Errors
    /// Every fault, with item key and field.
    pub fn parse(bytes: &[u8]) -> Result<Self, SheetFaults> {
        if bytes.len() > 4 * limits::SHEET_BYTES {
            return Err(SheetFaults::one(Problem::TooLarge));
        }
        let value = json::strict(bytes).map_err(|detail| SheetFaults::one(Problem::NotJson { detail }))?;
        Self::from_value(&value)
    }

    /// Reads a sheet from a JSON value.
    ///
    /// # Errors
    /// Every fault, with item key and field.
    pub fn from_value(value: &Value) -> Result<Self, SheetFaults> {
        match Self::partly(value) {
            (Some(sheet), faults) if faults.is_empty() => Ok(sheet),
            (_, faults) => Err(faults),
        }
    }

    /// Of a sheet that is being written: what of it is right already, as a valid sheet without the items at fault,
    /// and every fault. No sheet while its head (term, area, rounding) is at fault.
    pub fn partly(value: &Value) -> (Option<Self>, SheetFaults) {
        let Some(object) = value.as_object() else {
            return (None, SheetFaults::one(Problem::NotJson { detail: "not an object".to_owned() }));
        };
        if !size::within(value, limits::SHEET_BYTES) {
            return (None, SheetFaults::one(Problem::TooLarge));
        }
        let faults = Faults::default();
        let sheet = sheet(object, &faults);
        (sheet, faults.into_inner())
    }
}

fn sheet(object: &Map<String, Value>, faults: &Faults) -> Option<TermSheet> {
    let fields = Fields::new(object, None, "", faults);
    if let Some(schema) = fields.text("schema")
        && schema != SCHEMA
    {
        fields.fault("schema", Problem::Expected { expected: SCHEMA.to_owned() });
    }
    let jurisdiction = fields.name("jurisdiction");
    let area = fields.text("area").filter(|area| {
        let letters = area.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let valid = !area.is_empty() && area.len() <= limits::CODE && letters;
        if !valid {
            fields.fault("area", Problem::Expected { expected: EXPECTED_AREA.to_owned() });
        }
        valid
    });
    let currency = fields.text("currency").filter(|code| {
        let valid = Currency::from_code(code).is_some();
        if !valid {
            fields.fault("currency", Problem::Expected { expected: "an ISO 4217 code".to_owned() });
        }
        valid
    });
    let effective = effective(&fields, faults);
    let rounding = rounding(&fields, minor_digits(currency.as_deref().unwrap_or_default()), faults);
    let items = fields.bounded("items", limits::SHEET_ITEMS).map(|items| items_of(items, faults));
    fields.finish();
    Some(TermSheet {
        jurisdiction: jurisdiction?,
        area: area?,
        currency: currency?,
        effective: effective?,
        rounding: rounding?,
        items: items?,
    })
}

fn effective(parent: &Fields<'_>, faults: &Faults) -> Option<Effective> {
    parent.required("effective")?;
    let fields = Fields::new(parent.object("effective")?, None, "effective.", faults);
    let (from, to) = (fields.date("from"), fields.date("to"));
    fields.finish();
    let effective = Effective { from: from?, to: to? };
    if effective.from > effective.to {
        fields.fault("to", Problem::Range { range: "on or after effective.from".to_owned() });
        return None;
    }
    Some(effective)
}

/// `digits` are those of the currency's smallest unit: what a sheet that does not say otherwise rounds to.
fn rounding(parent: &Fields<'_>, digits: u8, faults: &Faults) -> Option<Rounding> {
    let default = Rounding { places: digits, ..Rounding::default() };
    if parent.raw("rounding").is_none() {
        return Some(default);
    }
    let fields = Fields::new(parent.object("rounding")?, None, "rounding.", faults);
    let modes = [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down];
    let has = |field| fields.raw(field).is_some();
    let mode = if has("mode") { fields.word("mode", &modes, RoundingMode::word) } else { Some(default.mode) };
    let places = if has("places") { fields.integer("places", 0, 4) } else { Some(u64::from(default.places)) };
    fields.finish();
    Some(Rounding { mode: mode?, places: u8::try_from(places?).ok()? })
}

fn items_of(items: &[Value], faults: &Faults) -> Vec<Item> {
    let mut out = Vec::new();
    let (mut keys, mut selectors) = (BTreeSet::new(), BTreeSet::new());
    for (index, value) in items.iter().enumerate() {
        let place = format!("items[{index}]");
        let Some(object) = value.as_object() else {
            let problem = Problem::Expected { expected: "an object".to_owned() };
            faults.push(Some(&place), "", problem);
            continue;
        };
        let before = faults.count();
        let key = object.get("key").and_then(Value::as_str);
        let fields = Fields::new(object, Some(key.map_or(place, str::to_owned)), "", faults);
        let key = fields.text("key").filter(|key| {
            let (valid, fresh) = (is_key(key) && key.len() <= limits::KEY, keys.insert(key.clone()));
            if key.len() > limits::KEY {
                fields.fault("key", Problem::NameTooLong);
            } else if !valid {
                fields.fault("key", Problem::KeyPattern);
            }
            if !fresh {
                fields.fault("key", Problem::DuplicateKey);
            }
            valid && fresh
        });
        let term = fields.required("kind").and_then(|kind| term(kind, &fields, faults));
        if let Some(term) = &term
            && let Some(selector) = term.selector()
            && !selectors.insert(selector.clone())
        {
            fields.fault("kind", Problem::DuplicateSelector { selector });
        }
        if let (Some(key), Some(term)) = (key, term)
            && faults.count() == before
        {
            out.push(Item { key, term });
        }
    }
    out
}

/// Whether a word has the form of an item's key: `[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*`.
pub fn is_key(key: &str) -> bool {
    let mut parts = key.split('.');
    let word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let head = parts.next().unwrap_or_default();
    head.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && head.bytes().all(word)
        && parts.all(|part| !part.is_empty() && part.bytes().all(|b| word(b) || b == b'-'))
}

fn term(kind: &Value, fields: &Fields<'_>, faults: &Faults) -> Option<Term> {
    let Some(read) = kind.as_str().and_then(reader) else {
        fields.fault("kind", Problem::Expected { expected: format!("one of {}", KINDS.join(", ")) });
        return None;
    };
    let term = read(fields, faults);
    fields.finish();
    term
}

type Reader = fn(&Fields<'_>, &Faults) -> Option<Term>;

/// The kinds of item.
pub const KINDS: &[&str] = &[
    "minimum_wage",
    "wage_adjustment",
    "payment",
    "overtime",
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

fn amount(fields: &Fields<'_>) -> Option<Money> {
    fields.decimal("amount", Money::parse, |m| m > Money::ZERO, "above 0")
}

fn percent(fields: &Fields<'_>, field: &'static str) -> Option<Percent> {
    fields.decimal(field, Percent::parse, |p| p.e4() <= 10_000_000, "0–1000")
}

fn multiplier(fields: &Fields<'_>, field: &'static str) -> Option<Multiplier> {
    fields.decimal(field, Multiplier::parse, |m| m.e4() <= 1_000_000, "0–100")
}

fn minimum_wage(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let unit = f.word("unit", WageUnit::ALL, WageUnit::word);
    let amount = amount(f);
    let (grade, zone) = (f.optional_name("grade"), f.optional_name("zone"));
    let size = f.optional_word("size", SizeClass::ALL, SizeClass::word);
    Some(Term::MinimumWage { unit: unit?, amount: amount?, grade, zone, size })
}

fn wage_adjustment(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let basis = f.word("basis", AdjustmentBasis::ALL, AdjustmentBasis::word);
    let grade = f.optional_name("grade");
    let range = if basis == Some(AdjustmentBasis::Amount) {
        let any = |_: Money| true;
        let (low, high) =
            (f.decimal("low", Money::parse_signed, any, ""), f.decimal("high", Money::parse_signed, any, ""));
        low.zip(high).map(|(low, high)| (low <= high, Adjustment::Amount { low, high }))
    } else {
        let within = |p: Percent| (-10_000_000..=10_000_000).contains(&p.e4());
        let (low, high) = (
            f.decimal("low", Percent::parse_signed, within, "-1000–1000"),
            f.decimal("high", Percent::parse_signed, within, "-1000–1000"),
        );
        low.zip(high).map(|(low, high)| (low <= high, Adjustment::Percent { low, high }))
    };
    let (ordered, range) = range?;
    if !ordered {
        f.fault("high", Problem::Range { range: "at least low".to_owned() });
        return None;
    }
    basis.map(|_| Term::WageAdjustment { range, grade })
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

fn overtime(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let base = f.word("base", OvertimeBase::ALL, OvertimeBase::word);
    let (weekday, rest_day, holiday) = (multiplier(f, "weekday"), multiplier(f, "rest_day"), multiplier(f, "holiday"));
    let cap = f.decimal("monthly_cap_hours", Hours::parse, |h| h.e4() <= 7_440_000, "0–744");
    Some(Term::Overtime {
        base: base?,
        weekday: weekday?,
        rest_day: rest_day?,
        holiday: holiday?,
        monthly_cap_hours: cap?,
    })
}

fn leave(f: &Fields<'_>, faults: &Faults) -> Option<Term> {
    let leave = f.word("leave", LeaveKind::ALL, LeaveKind::word);
    let bands = f.bounded("bands", limits::BANDS).and_then(|bands| leave_bands(f, bands, faults));
    let unused = f.raw("unused_multiplier").is_some();
    let unused_multiplier =
        f.optional_decimal("unused_multiplier", Multiplier::parse, |m| m.e4() <= 1_000_000, "0–100");
    if unused && leave.is_some_and(|leave| leave != LeaveKind::Annual) {
        f.fault("unused_multiplier", Problem::Expected { expected: "annual leave".to_owned() });
    }
    Some(Term::Leave { leave: leave?, bands: bands?, unused_multiplier })
}

fn leave_bands(parent: &Fields<'_>, bands: &[Value], faults: &Faults) -> Option<Vec<LeaveBand>> {
    let mut out = Vec::new();
    for (index, value) in bands.iter().enumerate() {
        let Some(object) = value.as_object() else {
            parent.fault(&format!("bands[{index}]"), Problem::Expected { expected: "an object".to_owned() });
            continue;
        };
        let fields = Fields::new(object, parent.item(), format!("bands[{index}]."), faults);
        let years = fields.integer("service_years_from", 0, 100);
        let days = fields.decimal("days", Days::parse, |d| d.e4() <= 3_660_000, "0–366");
        fields.finish();
        if let (Some(years), Some(days)) = (years.and_then(|y| u16::try_from(y).ok()), days) {
            out.push(LeaveBand { service_years_from: years, days });
        }
    }
    let ascending = out.windows(2).all(|w| matches!(w, [a, b] if a.service_years_from < b.service_years_from));
    if bands.is_empty() || !ascending {
        parent.fault("bands", Problem::Bands);
    }
    (out.len() == bands.len() && !bands.is_empty() && ascending).then_some(out)
}

fn allowance(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let code = code(f);
    let unit = f.word("unit", AllowanceUnit::ALL, AllowanceUnit::word);
    let amount = amount(f);
    let grade = f.optional_name("grade");
    let counts_towards_minimum = f.boolean("counts_towards_minimum");
    Some(Term::Allowance {
        code: code?,
        unit: unit?,
        amount: amount?,
        grade,
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

fn sick_pay(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let percent = percent(f, "percent");
    let of = f.word("of", SickPayBase::ALL, SickPayBase::word);
    Some(Term::SickPay { percent: percent?, of: of? })
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
    let amount = f.optional_decimal("amount", Money::parse, |m| m > Money::ZERO, "above 0");
    if has_unit != has_amount {
        f.fault(if has_unit { "amount" } else { "unit" }, Problem::Missing);
    }
    Some(Term::Welfare { code: code?, text: text?, unit, amount })
}

fn clause(f: &Fields<'_>, _: &Faults) -> Option<Term> {
    let (heading, text) = (f.text("heading"), f.text("text"));
    Some(Term::Clause { heading: heading?, text: text? })
}
