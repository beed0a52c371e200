//! Pages of a sheet of 5,000 items, 2,000 of them posts each in a zone of its own: none is larger than 1 MiB, and by
//! following links everything is reached.

use crate::app::TestApp;
use crate::browser::{Browser, Page};
use crate::cast::{Cast, huinong, offer, sheet};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Items of a sheet: posts each in a zone of its own, clauses.
#[derive(Clone, Copy)]
struct Size {
    wages: usize,
    clauses: usize,
}

/// As large as a sheet may be.
const LARGEST: Size = Size { wages: 2_000, clauses: 2_996 };
/// Several pages of everything.
const SEVERAL: Size = Size { wages: 400, clauses: 400 };
/// Largest page, in bytes.
const MOST: usize = 1 << 20;

fn large(size: Size, amount: usize) -> Value {
    let mut out = sheet("2400.00", "2600.00");
    let wage = |n: usize| {
        json!({"key": format!("minimum_wage.n{n:04}"), "kind": "minimum_wage", "unit": "month", "grade": format!("post_n{n:04}"),
            "zone": format!("zone_{n}"), "amount": format!("{}.00", amount + n)})
    };
    let clause = |n: usize| {
        json!({"key": format!("clause.n{n:04}"), "kind": "clause", "heading": format!("附件.n{n:04}"),
            "text": format!("双方约定：第 {n} 项按附件执行（{amount}）。附件未作约定的，双方另行协商；协商不成的，按国家和自治区的规定执行。")})
    };
    let items = out["items"].as_array_mut().unwrap();
    items.extend((0..size.wages).map(wage).chain((size.wages..size.wages + size.clauses).map(clause)));
    out
}

static MARK: LazyLock<regex::Regex> = LazyLock::new(|| regex::Regex::new(r"[._]n(\d{4})\b").unwrap());

/// Items named on a page: by a key, a post or a heading.
fn keys(page: &Page) -> BTreeSet<String> {
    MARK.captures_iter(&page.text).map(|found| found[1].to_owned()).collect()
}

async fn opened(browser: &mut Browser, path: &str) -> Page {
    let begun = Instant::now();
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    assert!(page.text.len() <= MOST, "{path}: {} bytes", page.text.len());
    assert!(begun.elapsed() < Duration::from_secs(20), "{path}: {:?}", begun.elapsed());
    page
}

/// Follows the links to the next page from each list of a page; the keys found on the way.
async fn walk(browser: &mut Browser, path: &str) -> BTreeSet<String> {
    let (mut found, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![path.to_owned()]);
    while let Some(path) = open.pop() {
        let page = opened(browser, &path).await;
        found.extend(keys(&page));
        for next in page.hrefs("nav.pages a[rel=next]") {
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
        assert!(seen.len() < 500, "no end of pages");
    }
    found
}

async fn tabled(cast: &Cast, size: Size) -> (Uuid, String, String) {
    let id = cast.to_the_table().await;
    let union = cast.union.act(id, offer(&large(size, 3_000), None)).await["seq"].clone();
    let employer = cast.employer.act(id, offer(&large(size, 2_500), union.as_i64())).await["seq"].clone();
    (id, union.to_string(), employer.to_string())
}

fn pages(id: Uuid, union: &str, employer: &str) -> [String; 3] {
    let at = format!("/negotiations/{id}");
    [at.clone(), format!("{at}/acts/{union}"), format!("{at}/redline?from={union}&to={employer}")]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_of_the_largest_sheet_is_larger_than_stated() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let (id, union, employer) = tabled(&cast, LARGEST).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    for path in pages(id, &union, &employer) {
        let page = opened(&mut browser, &path).await;
        let next = page.hrefs("nav.pages a[rel=next]");
        assert!(!next.is_empty(), "{path} shows all at once");
        assert_ne!(keys(&opened(&mut browser, &next[0]).await), keys(&page), "{path}");
    }
    let at = format!("/negotiations/{id}");
    for path in ["/ladder", "/timeline", "/notes", "?show=open", "/offer"].map(|path| format!("{at}{path}")) {
        opened(&mut browser, &path).await;
    }
    let path = format!("{at}/acts/{union}/document");
    let document = opened(&mut browser, &path).await;
    assert!(!document.hrefs("nav.pages a[rel=next]").is_empty(), "a document goes on");
    assert_eq!(walk(&mut browser, &path).await.len(), LARGEST.wages + LARGEST.clauses, "{path}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_alone_reach_everything_of_a_large_sheet() {
    let app = TestApp::sqlite().await;
    let cast = huinong(&app).await;
    let (id, union, employer) = tabled(&cast, SEVERAL).await;
    let mut browser = Browser::new(&app.router);
    browser.sign_in("union.chief").await;
    for path in pages(id, &union, &employer) {
        assert_eq!(walk(&mut browser, &path).await.len(), SEVERAL.wages + SEVERAL.clauses, "{path}");
    }
    composed(&cast, &mut browser, id).await;
}

/// The composer: part by part, each saved before the next, the others as they were.
async fn composed(cast: &Cast, browser: &mut Browser, id: Uuid) {
    let at = format!("/negotiations/{id}/offer");
    let first = opened(browser, &at).await;
    let part = regex::Regex::new(r#"value="part\.([^"]+)""#).unwrap();
    let parts: Vec<String> = part.captures_iter(&first.text).map(|found| found[1].to_owned()).collect();
    assert!(!parts.is_empty());
    let mut found = keys(&first);
    for part in &parts {
        found.extend(keys(&opened(browser, &format!("{at}?part={part}")).await));
    }
    assert_eq!(found.len(), SEVERAL.wages + SEVERAL.clauses);
    // What is typed in the first part is saved when one goes to another, and nothing else changes.
    let second = browser.submit(&first, &[("message", "分段"), ("do", &format!("part.{}", parts[0]))]).await;
    assert_eq!((second.status, second.text.len() <= MOST), (200, true), "{}", second.path);
    assert!(second.path.contains("part="), "{}", second.path);
    let draft = cast.union.get(&format!("/api/v1/negotiations/{id}/draft")).await.json();
    assert_eq!((&draft["message"], &draft["sheet"]["items"]), (&json!("分段"), &large(SEVERAL, 3_000)["items"]));
    let confirm = browser.submit(&second, &[("do", "table")]).await;
    assert_eq!((confirm.status, confirm.text.len() <= MOST), (200, true), "{} bytes", confirm.text.len());
}
