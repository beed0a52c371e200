//! Every page against the rules of axe-core: in light and dark, on a desk and on a phone. Nothing serious is let pass.

use super::server::{Demo, TestServer};
use super::session::Session;
use super::view::Window;
use super::walk::{ROLES, patterns, walk};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const AXE: &str = include_str!("../../../fixtures/vendor/axe.min.js");

/// Serious and critical violations: rule, its help, where.
const RUN: &str = "
    const [only, done] = arguments;
    const options = {resultTypes: ['violations']};
    if (only.length) options.runOnly = {type: 'rule', values: only};
    axe.run(document, options).then((result) => done(result.passes.length + result.violations.length === 0
        ? ['axe looked at nothing'] : result.violations
        .filter((v) => v.impact === 'serious' || v.impact === 'critical')
        .map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? ''}`).join(' | ')}`)),
        (error) => done([String(error)]));";

/// Rules that colours and widths can break; the others hold for a page however it is shown.
const BY_SIGHT: [&str; 2] = ["color-contrast", "target-size"];

async fn judge(person: &Session, path: &str, faults: &mut BTreeSet<String>) {
    person.run(AXE, &[]).await;
    let ways = [
        (Window::Desktop, false, &[][..]),
        (Window::Desktop, true, &BY_SIGHT[..1]),
        (Window::Phone, true, &BY_SIGHT[..1]),
        (Window::Phone, false, &BY_SIGHT[..]),
    ];
    for (window, dark, only) in ways {
        person.window(window).await;
        person.dark(dark).await;
        person.fits().await;
        let found = person.client.execute_async(RUN, vec![json!(only)]).await;
        let found = found.unwrap_or_else(|error| json!([error.to_string()]));
        for fault in found.as_array().into_iter().flatten().filter_map(Value::as_str) {
            faults.insert(format!("{} {path} {window:?}{}: {fault}", person.name, if dark { " dark" } else { "" }));
        }
    }
}

/// What some roles found: patterns seen, faults.
type Found = (BTreeSet<String>, BTreeSet<String>);

async fn visit(demo: &Demo, roles: &[&str], public: &BTreeSet<String>) -> Found {
    let (mut seen, mut faults) = Found::default();
    for role in roles {
        let person = demo.person(role, "zh-CN").await;
        let pages = walk(&person, public, async |path: &str| judge(&person, path, &mut faults).await).await;
        seen.extend(pages.into_keys());
        person.leave().await;
    }
    (seen, faults)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_to_every_role() {
    let demo = Demo::start();
    demo.audited().await;
    let (public, rest) = ROLES.split_at(1);
    let none = BTreeSet::new();
    let (mut seen, mut faults) = visit(&demo, public, &none).await;
    // What the public sees the others see too, but for the front page.
    let known: BTreeSet<String> = ["/contracts", "/rulebooks", "/sign-in"].map(str::to_owned).into();
    let (left, right) = rest.split_at(1);
    let halves = tokio::join!(visit(&demo, left, &known), visit(&demo, right, &known));
    for (patterns, found) in [halves.0, halves.1] {
        seen.extend(patterns);
        faults.extend(found);
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.into_iter().collect::<Vec<_>>().join("\n"));
    let all = patterns();
    let missed: Vec<_> = all.difference(&seen).collect();
    assert!(missed.is_empty(), "no link leads to {missed:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_with_faults_is_found_out() {
    let server = TestServer::huinong().await;
    let person = server.browsers.visitor("public", "zh-CN").await;
    person.open("/sign-in").await;
    let spoil = "document.querySelector('label').remove(); document.querySelector('h1').style.color = '#ddd';";
    person.run(spoil, &[]).await;
    let mut faults = BTreeSet::new();
    judge(&person, "/sign-in", &mut faults).await;
    for rule in ["label", "color-contrast"] {
        assert!(faults.iter().any(|fault| fault.contains(&format!(": {rule}: "))), "{rule}: {faults:?}");
    }
    person.leave().await;
}
