//! Deadlines as an iCalendar (RFC 5545): a day each, in the person's language.

mod line;

use crate::i18n::Lang;
use crate::service::calendar::Feed;
use crate::service::deadlines::DeadlineLine;
use crate::text::{cited, word};
use chrono::{DateTime, Utc};
use line::{folded, text};

/// Hours before the day at which a calendar reminds of what the person's own party owes: nine in the morning, three
/// days and one day before.
const REMINDERS: [u8; 2] = [63, 15];

/// The calendar of a feed; `place` is the address of this server, for links.
///
/// An entry keeps its identifier as long as its deadline exists. Its sequence is the number of acts served: whatever moves
/// a deadline is an act.
pub fn calendar(feed: &Feed, place: &str) -> String {
    let lang = Lang::wanted(&feed.locale).unwrap_or_default();
    let name = text(&lang.t("calendar-name"));
    let mut out = String::new();
    let head = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Concord//Deadlines//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("NAME:{name}"),
        format!("X-WR-CALNAME:{name}"),
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned(),
        "X-PUBLISHED-TTL:PT1H".to_owned(),
    ];
    let lines = head.into_iter().chain(feed.deadlines.iter().flat_map(|deadline| event(deadline, lang, place)));
    for line in lines.chain(["END:VCALENDAR".to_owned()]) {
        folded(&line, &mut out);
    }
    out
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn event(line: &DeadlineLine, lang: Lang, place: &str) -> Vec<String> {
    let (deadline, what) = (&line.deadline, word(line.deadline.what));
    let owed_by = deadline.owed_by.map(word);
    let whose = owed_by.as_ref().map(|who| lang.t(&format!("capacity-{who}")));
    let what_words = lang.t(&format!("deadline-{what}"));
    let summary = text(&match &whose {
        Some(whose) => {
            lang.ta("calendar-summary", &[("deadline", &what_words), ("who", whose), ("title", &line.title)])
        }
        None => lang.ta("calendar-summary-nobody", &[("deadline", &what_words), ("title", &line.title)]),
    });
    let link = format!("{place}/negotiations/{}", line.negotiation);
    let rule = deadline.citation.as_ref().map_or_else(|| lang.t("set-by-parties"), |source| cited(source, lang));
    let after = lang.t(&format!("runs-out-{what}"));
    let told = text(&format!("{}\n{after}\n{}{}{rule}\n{link}", line.title, lang.t("basis"), lang.colon()));
    let changed = instant(line.changed_at);
    let next = deadline.due.rolled.succ_opt().unwrap_or(deadline.due.rolled);
    let nobody = "nobody".to_owned();
    let uid = format!("{}-{what}-{}-{}@concord", line.negotiation, deadline.since, owed_by.as_ref().unwrap_or(&nobody));
    let mut out = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{uid}"),
        format!("DTSTAMP:{changed}"),
        format!("LAST-MODIFIED:{changed}"),
        format!("SEQUENCE:{}", line.version),
        format!("DTSTART;VALUE=DATE:{}", deadline.due.rolled.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")),
        format!("SUMMARY:{summary}"),
        format!("DESCRIPTION:{told}"),
        format!("URL:{link}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "CLASS:PRIVATE".to_owned(),
    ];
    if line.mine || deadline.owed_by.is_none() {
        for hours in REMINDERS {
            out.push("BEGIN:VALARM".to_owned());
            out.push("ACTION:DISPLAY".to_owned());
            out.push(format!("DESCRIPTION:{summary}"));
            out.push(format!("TRIGGER:-PT{hours}H"));
            out.push("END:VALARM".to_owned());
        }
    }
    out.push("END:VEVENT".to_owned());
    out
}
