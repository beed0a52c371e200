//! What is sent, and what comes back.

use serde_json::Value;

/// What is sent.
#[derive(Clone)]
pub struct Sent {
    pub method: &'static str,
    /// As in the document, or in the pages' routes.
    pub route: String,
    pub path: String,
    pub kind: &'static str,
    /// With [`TOKEN`] where the caller's own is to stand.
    pub body: Vec<u8>,
}

/// Stands in a form for the token of its sender's session.
pub const TOKEN: &str = "-the-senders-own-token-";

/// An answer.
pub struct Got {
    /// 401 where a page sends to the sign-in page.
    pub status: u16,
    pub text: String,
}

impl Got {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
}

pub fn filled_by_script(route: &str) -> bool {
    ["/offer/check", "/offer/draft"].iter().any(|end| route.ends_with(end))
}

pub fn told(sent: &Sent, login: &str, got: &Got, how: &str) -> String {
    let (body, text) = (String::from_utf8_lossy(&sent.body), &got.text);
    let cut = |text: &str| text.chars().take(400).collect::<String>();
    format!("{} {} as {login} ({how}): {} {}\n{}", sent.method, sent.path, got.status, cut(text), cut(&body))
}

pub fn with_token(body: &[u8], csrf: &str) -> Vec<u8> {
    match std::str::from_utf8(body) {
        Ok(text) => text.replace(TOKEN, csrf).into_bytes(),
        Err(_) => body.to_vec(),
    }
}

/// What says nothing right: broken in the kind that is asked for; of a kind that nothing takes, and larger than most take.
pub fn nonsense(sent: &Sent) -> Vec<Sent> {
    let broken = Sent { body: b"{\"act\": \xff".to_vec(), ..sent.clone() };
    let large = Sent { kind: "text/nonsense", body: vec![b'x'; 300 << 10], ..sent.clone() };
    // Where the address says more, that is nonsense too.
    let asked = sent.path.split_once('?').map(|(path, _)| format!("{path}?version=nonsense&confidential=nonsense"));
    let asked = asked.map(|path| Sent { path, ..broken.clone() });
    [Some(broken), Some(large), asked].into_iter().flatten().collect()
}

pub fn filled(route: &str, places: &[(&str, &Value)]) -> String {
    places.iter().fold(route.to_owned(), |path, (place, value)| path.replace(&format!("{{{place}}}"), &text(value)))
}

pub fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
