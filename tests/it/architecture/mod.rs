//! Holds the source against the architecture: the import table, whose crate is whose, and the house rules.

mod scan;
mod table;

use scan::{Found, scan};
use std::path::{Path, PathBuf};
use table::{DOMAIN_CRATES, MESSENGERS, NOT_IN_DIALOGUE, NOT_PURE, OWNED, ROOMS};

/// Longest file, in lines.
const LONGEST: usize = 400;

/// Lists of messages: read by looking up, so length does not make them harder.
const CATALOGUES: &[&str] = &[
    "src/locale/message.rs",
    "src/locale/label.rs",
    "src/locale/label/boarding.rs",
    "src/locale/label/desk.rs",
    "src/locale/label/notice.rs",
    "src/locale/label/trip.rs",
];

#[test]
fn every_import_is_in_the_table() {
    let complaints = for_each_source(imports);
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn house_rules_hold() {
    let mut complaints = for_each_source(house_rules);
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    for root in ["src", "tests"] {
        for path in files(&home.join(root)) {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            let path = path.strip_prefix(home).unwrap().to_str().unwrap();
            if lines > LONGEST && !CATALOGUES.contains(&path) {
                complaints.push(format!("{path}: {lines} lines, split it by topic"));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_planted_fault_is_found() {
    let found = |file: &str, text: &str| {
        let mut all = imports(file, text);
        all.extend(house_rules(file, text));
        all.join("; ")
    };
    for (file, text, complaint) in [
        (
            "dialogue/topic.rs",
            "use crate::store::Store;",
            "dialogue may not import store",
        ),
        (
            "dialogue/mod.rs",
            "use crate::{domain::trip, locale::{message::Message, text}};",
            "locale::text",
        ),
        (
            "domain/seat.rs",
            "fn f() { let _ = super::super::store::keys::Keys; }",
            "domain may not import store",
        ),
        (
            "runner.rs",
            "fn f() { assert!(matches!(x, crate::channel::web::Web)); }",
            "channel::web",
        ),
        (
            "runner.rs",
            "mod inner { use super::super::console::router; }",
            "runner may not import console",
        ),
        (
            "store/a.rs",
            "macro_rules! m { () => { $crate::delivery::run() } }",
            "store may not import delivery",
        ),
        ("console/a.rs", "fn f(p: sqlx::SqlitePool) {}", "sqlx"),
        ("channel/web/a.rs", "use ::teloxide::Bot;", "teloxide"),
        (
            "dialogue/a.rs",
            "fn f() { std::time::Instant::now(); }",
            "std::time::Instant",
        ),
        ("domain/a.rs", "use futures::Stream;", "futures"),
        ("domain/a.rs", "#[derive(sqlx::FromRow)] struct A;", "sqlx"),
        (
            "app.rs",
            "use crate::nowhere::X;",
            "there is no room nowhere",
        ),
        ("app.rs", "fn f() { x.unwrap(); }", "unwrap"),
        ("app.rs", "fn f() { Some(x.expect(\"\")); }", "expect"),
        ("store/a.rs", "fn f() { todo!() }", "todo!"),
        ("store/a.rs", "fn f() { println!() }", "println!"),
    ] {
        let said = found(file, text);
        assert!(said.contains(complaint), "{file}: {text}: {said:?}");
    }
    for (file, text) in [
        (
            "dialogue/a.rs",
            "use crate::domain::seat; use crate::locale::message::Message as M;",
        ),
        (
            "domain/a.rs",
            "#[cfg(test)] mod tests { use crate::store::Store; fn f() { x.unwrap(); } }",
        ),
        (
            "store/a.rs",
            "pub(crate) fn f() { let t: super::db::Tx = sqlx::query().await; }",
        ),
        (
            "runner.rs",
            "use crate::channel::{Inbound, Said}; use std::time::Instant;",
        ),
    ] {
        assert_eq!(found(file, text), "", "{file}: {text}");
    }
}

/// What is wrong with a file's imports; `file` is relative to `src`.
fn imports(file: &str, text: &str) -> Vec<String> {
    let module = module_of(file);
    let Some(from) = module.first() else {
        return Vec::new();
    };
    let Some(room) = ROOMS.iter().find(|room| room.name == from.as_str()) else {
        return vec![format!("{file}: there is no room {from} in the table")];
    };
    let deps = dependencies();
    let complain = |found: &Found| {
        let path = found.segments.join("::");
        let what = if found.ours {
            inside(room, &found.segments, &path)
        } else {
            outside(&module.join("::"), &found.segments, &path, &deps)
        };
        what.map(|what| format!("src/{file}:{}: {what}", found.line))
    };
    scan(text, &module)
        .paths
        .iter()
        .filter_map(complain)
        .collect()
}

/// What is wrong with a path into our own crate.
fn inside(room: &table::Room, segments: &[String], path: &str) -> Option<String> {
    let to = segments.first()?;
    let (from, target) = (room.name, to.as_str());
    if target == from {
        return None;
    }
    if !ROOMS.iter().any(|room| room.name == target) {
        return Some(format!("there is no room {target} ({path})"));
    }
    if matches!(from, "runner" | "delivery") && MESSENGERS.iter().any(|m| within(path, m)) {
        return Some(format!("{from} may know the Channel trait, not {path}"));
    }
    let allowed = room.imports.iter().any(|allowed| within(path, allowed));
    (!allowed).then(|| format!("{from} may not import {path}"))
}

/// What is wrong with a path out of our crate.
fn outside(from: &str, segments: &[String], path: &str, deps: &[String]) -> Option<String> {
    let krate = segments.first()?.as_str();
    let pure = within(from, "domain") || within(from, "dialogue");
    if pure && NOT_PURE.iter().any(|banned| within(path, banned)) {
        return Some(format!("{from} must stay pure: {path}"));
    }
    if !deps.iter().any(|dep| dep == krate) {
        return None;
    }
    let owned = OWNED.iter().find(|(owned, _)| *owned == krate);
    if owned.is_some_and(|(_, owners)| !owners.iter().any(|owner| within(from, owner))) {
        return Some(format!("{from} may not use {krate} ({path})"));
    }
    if within(from, "domain") && !DOMAIN_CRATES.contains(&krate) {
        return Some(format!("domain may not use {krate} ({path})"));
    }
    let banned = within(from, "dialogue") && NOT_IN_DIALOGUE.contains(&krate);
    banned.then(|| format!("dialogue may not use {krate} ({path})"))
}

fn house_rules(file: &str, text: &str) -> Vec<String> {
    let module = module_of(file);
    let found = scan(text, &module);
    let calls = found.calls.iter().filter(|(name, _)| {
        // They panic, and what comes from outside must not make us.
        matches!(name.as_str(), "unwrap" | "expect")
    });
    let printing = |name: &str| {
        let may = module.first().is_some_and(|room| room == "cli");
        !may && matches!(name, "println" | "print" | "eprintln" | "eprint")
    };
    let macros = found.macros.iter().filter(|(name, _)| {
        matches!(name.as_str(), "todo" | "unimplemented" | "dbg" | "panic") || printing(name)
    });
    let calls = calls.map(|(name, line)| format!("src/{file}:{line}: .{name}()"));
    let macros = macros.map(|(name, line)| format!("src/{file}:{line}: {name}!"));
    calls.chain(macros).collect()
}

/// Whether a path is `whole` or lies within it.
fn within(path: &str, whole: &str) -> bool {
    let rest = path.strip_prefix(whole);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// `store/db.rs` → store, db; `store/mod.rs` and `store.rs` → store; `lib.rs` and `main.rs` → nothing.
fn module_of(file: &str) -> Vec<String> {
    let stem = file.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    match stem {
        "lib" | "main" => Vec::new(),
        stem => stem.split('/').map(str::to_owned).collect(),
    }
}

/// Names of the crates we depend on, as they are written in code.
fn dependencies() -> Vec<String> {
    let manifest = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    let lines = manifest.lines().map(str::trim);
    let after = lines.skip_while(|line| *line != "[dependencies]").skip(1);
    let own = after.take_while(|line| !line.starts_with('['));
    let names = own.filter_map(|line| line.split_once('='));
    names
        .map(|(name, _)| name.trim().replace('-', "_"))
        .collect()
}

/// Runs a check on every file under `src` that is not itself a test.
fn for_each_source(check: impl Fn(&str, &str) -> Vec<String>) -> Vec<String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut complaints = Vec::new();
    let mut seen = 0;
    for path in files(&src) {
        let file = path.strip_prefix(&src).unwrap().to_str().unwrap();
        let is_test = file.ends_with("tests.rs") || file.contains("tests/");
        if !is_test {
            complaints.extend(check(file, &std::fs::read_to_string(&path).unwrap()));
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} source files found");
    complaints
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
