//! What a test does on a machine that lacks a server or a browser: says so and passes, except in CI.

use std::io::Write;

/// Says on stderr what to install and returns `None`, so that the caller can leave its test. With `CI=true` it
/// panics instead: there nothing may be skipped unseen.
pub fn missing<T>(what: &str, packages: &str) -> Option<T> {
    missing_but(what, &format!("apt-get install {packages}"))
}

/// The same for what another command than apt brings.
pub fn missing_but<T>(what: &str, command: &str) -> Option<T> {
    let line = format!("SKIPPED: {what} is not installed; `{command}` brings it");
    assert!(!in_ci(), "{line}");
    // Past the test harness, which would show it only if the test failed.
    let _ = writeln!(std::io::stderr(), "{line}");
    None
}

/// Whether this runs in CI.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}
