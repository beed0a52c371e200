//! What both sides do around one table, many at once: requests, documents, drafts; and one who only listens.

use super::client::{Client, Stopped};
use super::fleet::{Ask, Sent};
use crate::stories::serving;
use serde_json::{Value, json};
use std::io::BufRead;

/// Asks for information until stopped.
pub fn requests(mut client: Client, id: &str, who: &str) {
    let act = json!({"act": "request_information", "subject": "上年度人工成本", "message": "请提供"});
    while client.act(id, who, &act).is_ok() {
        client.pause(150);
    }
}

/// Stores documents and serves them until stopped.
pub fn documents(mut client: Client, id: &str, who: &str) {
    let mut number = 0;
    let _ = (|| -> Result<(), Stopped> {
        loop {
            number += 1;
            client.stopped()?;
            let (head, token) = (
                format!("POST /api/v1/negotiations/{id}/documents?name={who}-{number}.txt"),
                client.tokens.of(who).to_owned(),
            );
            let body = format!("{who} {number} {}", "字".repeat(client.dice.roll(20_000)));
            let ask = Ask {
                head: &head,
                token: &token,
                kind: "application/octet-stream",
                body: body.as_bytes(),
                after: None,
            };
            let Sent::Answered(201, stored) = client.send(ask) else {
                client.pause(60);
                continue;
            };
            let text = |name: &str| stored[name].as_str().unwrap().to_owned();
            client.ledger.documents.lock().unwrap().push((id.to_owned(), text("id"), text("sha256")));
            client.act(id, who, &serving(&stored, false))?;
            client.pause(150);
        }
    })();
}

/// Two of a side save the same draft over the version they see.
pub fn drafts(mut client: Client, id: &str) {
    let path = format!("/api/v1/negotiations/{id}/draft");
    let (head, mut seen) = (format!("PUT {path}"), 0);
    while client.stopped().is_ok() {
        let token =
            if client.dice.roll(2) == 0 { client.tokens.union.clone() } else { client.tokens.colleague.clone() };
        let body = json!({"version": seen, "sheet": {"items": []}, "message": format!("{seen}")}).to_string();
        let ask = Ask { head: &head, token: &token, kind: "application/json", body: body.as_bytes(), after: None };
        match client.send(ask) {
            Sent::Answered(200, saved) => {
                seen = saved["version"].as_i64().unwrap();
                client.ledger.drafts.lock().unwrap().push((id.to_owned(), "worker_side", seen));
            }
            Sent::Answered(409, _) => seen = client.get(&path, "worker_side")["version"].as_i64().unwrap(),
            _ => {
                // It may have been saved or not, and the first one may not be there yet.
                let ask = Ask { head: &format!("GET {path}"), token: &token, ..Ask::default() };
                if let Sent::Answered(200, draft) = client.fleet.send(client.dice.roll(client.fleet.len()), ask) {
                    seen = draft["version"].as_i64().unwrap();
                }
            }
        }
        client.pause(150);
    }
}

/// Listens to a negotiation until told to stop and nothing more is to come; comes again after the last event it heard
/// whenever the stream breaks off. The number it began after, and the acts it was told, in order.
pub fn listens(mut client: Client, id: &str) -> (u64, Vec<u64>) {
    let (path, token) = (format!("/api/v1/negotiations/{id}/live"), client.tokens.employer.clone());
    let (mut first, mut last, mut heard) = (None, None, Vec::new());
    loop {
        let place = client.dice.roll(client.fleet.len());
        let mut event = String::new();
        let stream = client.fleet.listen(place, &path, &token, last);
        // A stream that breaks off, or on which nothing comes for seconds, ends here.
        for line in stream.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
            if let Some(name) = line.strip_prefix("event: ") {
                name.clone_into(&mut event);
                assert_ne!(event, "end", "the right to listen has not ended");
            }
            if let Some(number) = line.strip_prefix("id: ") {
                last = number.parse().ok();
                first = first.or(last);
            }
            let data = line.strip_prefix("data: ").and_then(|data| serde_json::from_str::<Value>(data).ok());
            if let Some(data) = data.filter(|_| event == "act") {
                heard.push(data["seq"].as_u64().unwrap());
            }
        }
        if client.stopped().is_err() && last == Some(client.version(id)) {
            return (first.unwrap(), heard);
        }
        client.pause(60);
    }
}
