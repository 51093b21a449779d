//! What the tests share: databases, a browser, the real program. Whatever a test starts is stopped when its handle
//! is dropped, and by a watchdog when the test process itself is killed.

// Each story uses the part it needs; together they use all.
#![allow(dead_code)]

pub mod chromium;
pub mod databases;
pub mod gate;
pub mod missing;
pub mod postgres;
pub mod process;
pub mod server;
