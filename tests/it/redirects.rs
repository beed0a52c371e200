//! Nobody is led away from here by an address of ours.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::cast::huinong;
use std::fs;
use std::path::Path;

/// What an address asks to be sent to, percent-encoded as in a query.
const ELSEWHERE: &[&str] = &[
    "//evil.test",
    "/%09/evil.test",
    "/%09//evil.test",
    "/%5Cevil.test",
    "%5C%5Cevil.test",
    "https://evil.test/",
    "/%0D%0ASet-Cookie:a=b",
    "/%0A",
    "/%00",
    "/%1B",
    "/%C2%85",
    "/%E2%80%AE",
    "/.//evil.test",
    "/%20//evil.test",
    "/%E3%80%80/evil.test",
    "javascript:alert(1)",
    "evil.test",
    "",
];

/// Where an answer leads: nowhere, or a path that every browser keeps on this server.
fn stays(location: Option<&str>, asked: &str) {
    let Some(location) = location else { return };
    let here = url::Url::parse("http://concord.test/x/y").unwrap();
    let there = here.join(location).unwrap();
    assert_eq!(there.origin(), here.origin(), "{asked} leads to {location}");
    assert!(location.starts_with('/') && !location.starts_with("//"), "{asked} leads to {location}");
    assert!(location.bytes().all(|b| b.is_ascii_graphic() && b != b'\\'), "{asked} leads to {location}");
}

#[tokio::test]
async fn no_address_leads_elsewhere() {
    let app = TestApp::sqlite().await;
    huinong(&app).await;
    for asked in ELSEWHERE {
        let answer = app.anonymous().get(&format!("/language/en?back={asked}")).await;
        assert!(matches!(answer.status, 303 | 400), "{asked}: {}", answer.status);
        stays(answer.headers.get("location").map(|value| value.to_str().unwrap()), asked);
        let page = app.anonymous().get(&format!("/sign-in?back={asked}")).await;
        assert!(matches!(page.status, 200 | 400), "{asked}: {}", page.status);
        let back = page.text.split("name=\"back\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        stays(back, asked);
        assert_eq!(back.is_some(), page.status == 200, "{asked}");
        let mut browser = Browser::new(&app.router);
        let body = format!("login=union.chief&password=union.chief-password&back={asked}");
        let sent = browser.post_raw("/sign-in", "application/x-www-form-urlencoded", "same-origin", &body).await;
        assert!(matches!(sent.status, 303 | 422), "{asked}: {}", sent.status);
        stays(sent.location(), asked);
    }
    let ours = app.anonymous().get("/language/en?back=/contracts%3Ftext=%E5%B7%A5%E8%B5%84").await;
    assert_eq!(ours.headers["location"], "/contracts?text=%E5%B7%A5%E8%B5%84");
}

#[test]
fn there_is_one_way_to_send_a_browser_on() {
    fn read(folder: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, out);
            } else if fs::read_to_string(&path).unwrap_or_default().contains("Redirect::to(")
                || fs::read_to_string(&path).unwrap_or_default().contains("header::LOCATION")
            {
                out.push(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    let mut found = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert_eq!(found, ["redirect.rs"]);
}
