//! The table has every route: what the router is built from is read, so that nobody forgets a row.

use super::{forms, pages};
use std::path::Path;

/// Routes that ask for no role: (method, path), with why.
const OPEN: &[(&str, &str)] = &[
    // Files of the desk itself, the same for everybody.
    ("get", "/console/assets/{version}/{file}"),
    // The script of the boarding page; a browser asks for it without a session too.
    ("get", "/console/boarding/worker.js"),
    // The doors, which `console/doors.rs` tries.
    ("post", "/console/sign-in"),
    ("post", "/console/sign-out"),
];

/// A route as its source says it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Route {
    method: &'static str,
    path: String,
}

fn sources(dir: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// What stands between the parenthesis that is open and the one that closes it.
fn argument(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &text[..end.expect("a closing parenthesis")]
}

/// The path of a route: written out there, or by the name of a constant.
fn path(said: &str, texts: &[String]) -> String {
    let first = said.split(',').next().unwrap_or(said).trim();
    if let Some(written) = first.strip_prefix('"') {
        return written.trim_end_matches('"').to_owned();
    }
    let name = first.rsplit("::").next().unwrap_or(first);
    let constant = format!("const {name}: &str = \"/console");
    let homes: Vec<_> = texts
        .iter()
        .filter_map(|text| text.split_once(&constant))
        .collect();
    // Several modules may have a constant of that name; the one that the route is in is asked first.
    let home = homes
        .iter()
        .find(|(before, after)| before.contains(said) || after.contains(said));
    let (_, value) = home.or(homes.first()).expect(name);
    format!("/console{}", value.split('"').next().unwrap_or_default())
}

fn routes() -> Vec<Route> {
    let mut texts = Vec::new();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console");
    sources(&dir, &mut texts);
    let mut found = Vec::new();
    for text in &texts {
        for (at, call) in text.match_indices(".route(") {
            let said = argument(&text[at + call.len()..]);
            let path = path(said, &texts);
            for method in ["get", "post"] {
                if said.contains(&format!("{method}(")) {
                    let path = path.clone();
                    found.push(Route { method, path });
                }
            }
        }
    }
    found.sort();
    found
}

fn is_one_of(route: &Route, address: &str) -> bool {
    let address = address.split('?').next().unwrap_or(address);
    let (asked, made): (Vec<_>, Vec<_>) = (
        address.split('/').collect(),
        route.path.split('/').collect(),
    );
    asked.len() == made.len()
        && asked
            .iter()
            .zip(&made)
            .all(|(asked, made)| made.starts_with('{') || asked == made)
}

#[test]
fn every_route_is_in_the_table() {
    let routes = routes();
    assert!(routes.len() > 100, "{} routes", routes.len());
    let open = |route: &&Route| !OPEN.contains(&(route.method, route.path.as_str()));
    let forgotten: Vec<_> = routes
        .iter()
        .filter(open)
        .filter(|route| match route.method {
            "get" => !pages().any(|(address, _)| is_one_of(route, address)),
            _ => !forms().any(|(address, _, _)| is_one_of(route, address)),
        })
        .collect();
    assert!(forgotten.is_empty(), "{forgotten:#?}");
}
