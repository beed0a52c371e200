//! Forms as they are sent: the token of the sender's session in its place.

use super::{Sent, TOKEN};

fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// A form of pairs.
pub fn encoded(path: String, pairs: &[(String, String)]) -> Sent {
    let own = |name: &str, value: &str| if name == "csrf" { TOKEN.to_owned() } else { encode(value) };
    let body = pairs.iter().map(|(n, v)| format!("{}={}", encode(n), own(n, v))).collect::<Vec<_>>().join("&");
    let kind = "application/x-www-form-urlencoded";
    Sent { method: "post", route: String::new(), path, kind, body: body.into_bytes() }
}

/// A form with one file.
pub fn upload(route: &str, path: String, field: &str, name: &str, content: &str) -> Sent {
    let head = "Content-Disposition: form-data";
    let body = format!(
        "--x\r\n{head}; name=\"csrf\"\r\n\r\n{TOKEN}\r\n\
         --x\r\n{head}; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n--x--\r\n"
    );
    let kind = "multipart/form-data; boundary=x";
    Sent { method: "post", route: route.to_owned(), path, kind, body: body.into_bytes() }
}
