//! What is built in: licences, bans and sources of `deny.toml`, read from cargo's own list of packages, and whether every
//! dependency is used. `cargo deny` checks the same and more; it takes longer to install than all the tests to run.

use crate::run::{Step, cargo, on_path, step};
use cargo_metadata::{CargoOpt, MetadataCommand, Package};
use serde::Deserialize;
use spdx::{Expression, ParseMode};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The part of `deny.toml` that is held here.
#[derive(Debug, Deserialize)]
struct Rules {
    graph: Graph,
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Graph {
    targets: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Banned>,
}

#[derive(Debug, Deserialize)]
struct Banned {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

/// What is wrong with a package.
fn fault(rules: &Rules, package: &Package) -> Option<String> {
    if let Some(banned) = rules.bans.deny.iter().find(|banned| banned.name == package.name.as_str()) {
        return Some(format!("is banned: {}", banned.reason));
    }
    let source = package.source.as_ref()?.to_string();
    if !rules.sources.allow_registry.iter().any(|registry| source == format!("registry+{registry}")) {
        return Some(format!("comes from {source}"));
    }
    let licence = package.license.as_deref().unwrap_or_default();
    let Ok(expression) = Expression::parse_mode(licence, ParseMode::LAX) else {
        return Some(format!("has no licence that reads: `{licence}`"));
    };
    let allowed = expression.evaluate(|required| rules.licenses.allow.contains(&required.to_string()));
    (!allowed).then(|| format!("has the licence `{licence}`"))
}

/// Packages that `deny.toml` does not allow. Members of the workspace have no source and no rule.
pub(crate) fn allowed() -> Step {
    eprintln!("==> licences, bans and sources");
    let rules = fs::read_to_string("deny.toml").map_err(|error| format!("deny.toml: {error}"))?;
    let rules: Rules = toml::from_str(&rules).map_err(|error| format!("deny.toml: {error}"))?;
    let mut packages = BTreeMap::new();
    for target in &rules.graph.targets {
        let mut command = MetadataCommand::new();
        let options = ["--locked".to_owned(), "--filter-platform".to_owned(), target.clone()];
        let metadata = command.features(CargoOpt::AllFeatures).other_options(options).exec();
        let metadata = metadata.map_err(|error| format!("cargo metadata: {error}"))?;
        packages.extend(metadata.packages.into_iter().map(|package| (package.id.clone(), package)));
    }
    let told =
        |package: &Package| fault(&rules, package).map(|fault| format!("{} {} {fault}", package.name, package.version));
    let faults: Vec<String> = packages.values().filter_map(told).collect();
    if faults.is_empty() { Ok(()) } else { Err(format!("deny.toml does not allow\n  {}", faults.join("\n  "))) }
}

/// Dependencies that no code names.
pub(crate) fn used() -> Step {
    if !on_path("cargo-machete") {
        step("install cargo-machete", cargo(&["install", "--locked", "--quiet", "cargo-machete"]))?;
    }
    step("unused dependencies", cargo(&["machete", "--with-metadata", "."]))
}

#[cfg(test)]
mod tests {
    use super::{Rules, fault};
    use serde_json::json;

    fn told(name: &str, licence: &str, registry: &str) -> Option<String> {
        let rules: Rules = toml::from_str(include_str!("../../deny.toml")).unwrap();
        let package = json!({"name": name, "version": "1.0.0", "id": name, "license": licence, "manifest_path": "Cargo.toml",
            "source": format!("registry+{registry}"), "dependencies": [], "targets": [], "features": {}});
        fault(&rules, &serde_json::from_value(package).unwrap())
    }

    #[test]
    fn licences_bans_and_sources_are_held() {
        let ours = "https://github.com/rust-lang/crates.io-index";
        assert_eq!(told("serde", "MIT OR Apache-2.0", ours), None);
        assert_eq!(told("a", "Apache-2.0 WITH LLVM-exception OR GPL-3.0", ours), None);
        assert_eq!(told("a", "MIT/Apache-2.0", ours), None);
        assert!(told("a", "GPL-3.0", ours).unwrap().contains("GPL-3.0"));
        assert!(told("a", "MIT AND GPL-3.0", ours).is_some() && told("a", "", ours).is_some());
        assert!(told("openssl-sys", "MIT", ours).unwrap().contains("rustls"));
        assert!(told("serde", "MIT", "https://example.org/index").unwrap().contains("example.org"));
    }
}
