//! One cell as text.

use calamine::{Data, DataRef, ExcelDateTime};

/// From here on a binary number no longer tells whole numbers apart reliably: shown with an exponent, which no field
/// takes for a number.
const UNSAFE: f64 = 1e15;

/// The cell's text; empty where there is nothing.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) if moment.is_duration() => format!("{}:", decimal(moment.as_f64())),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) => iso_date(text),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The text of a cell that its reader holds whole.
pub(super) fn owned(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::Bool(yes) => text(&DataRef::Bool(*yes)),
        Data::DateTime(moment) => text(&DataRef::DateTime(*moment)),
        Data::DateTimeIso(moment) => iso_date(moment),
        Data::Error(error) => error.to_string(),
    }
}

/// The shortest decimal form of this binary number at the 15 significant digits that spreadsheets keep and show: what lies
/// beyond is noise of their arithmetic.
fn decimal(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if kept == 0.0 {
        "0".to_owned()
    } else if kept.abs() < UNSAFE {
        kept.to_string()
    } else {
        format!("{kept:e}")
    }
}

fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milli:03}")
    }
}

/// Without a time of day that is midnight.
fn iso_date(text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if time.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z')) => day.to_owned(),
        _ => text.to_owned(),
    }
}
