//! Which room may import which, and which crates are whose.

/// A room and what it may import of ours; `room::item` allows that item only.
pub struct Room {
    pub name: &'static str,
    pub imports: &'static [&'static str],
}

const fn room(name: &'static str, imports: &'static [&'static str]) -> Room {
    Room { name, imports }
}

/// The import table. `cli` and `app` see everything, except that nobody imports `cli`.
pub const ROOMS: &[Room] = &[
    room("domain", &[]),
    room("clock", &["domain"]),
    room("config", &[]),
    room("locale", &["domain"]),
    room("dialogue", &["domain", "locale::message"]),
    room("sheet", &["domain"]),
    room("planner", &["domain"]),
    room("store", &["domain", "clock"]),
    room("channel", &["domain"]),
    room(
        "runner",
        &["dialogue", "domain", "store", "locale", "clock", "channel"],
    ),
    room(
        "delivery",
        &["domain", "store", "locale", "clock", "channel"],
    ),
    room(
        "console",
        &[
            "domain", "store", "locale", "sheet", "clock", "runner", "planner",
        ],
    ),
    room("app", EVERYTHING),
    room("cli", EVERYTHING_AND_APP),
];

const EVERYTHING: &[&str] = &[
    "domain", "clock", "config", "locale", "dialogue", "sheet", "store", "channel", "runner",
    "delivery", "console", "planner",
];
const EVERYTHING_AND_APP: &[&str] = &[
    "domain", "clock", "config", "locale", "dialogue", "sheet", "store", "channel", "runner",
    "delivery", "console", "planner", "app",
];

/// The messengers themselves: `runner` and `delivery` know the trait and its types only.
pub const MESSENGERS: &[&str] = &["channel::telegram", "channel::web", "channel::terminal"];

/// Crates that belong to one part of the house.
pub const OWNED: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("teloxide", &["channel::telegram"]),
    ("axum", &["channel::web", "console", "app"]),
    ("axum_extra", &["channel::web", "console"]),
    ("maud", &["channel::web", "console"]),
    ("clap", &["cli"]),
    ("figment", &["config"]),
    ("microlp", &["planner"]),
];

/// All that the pure rules may use from outside.
pub const DOMAIN_CRATES: &[&str] = &[
    "serde",
    "chrono",
    "thiserror",
    "data_encoding",
    "unicode_normalization",
    "strsim",
    "csv",
    "pulldown_cmark",
    "url",
];

/// What the dialogue must not touch: it is given facts and the time.
pub const NOT_IN_DIALOGUE: &[&str] = &[
    "sqlx", "tokio", "axum", "reqwest", "teloxide", "rand", "uuid", "governor", "futures",
];

/// Standard library that is neither pure nor repeatable.
pub const NOT_PURE: &[&str] = &[
    "std::time::SystemTime",
    "std::time::Instant",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "chrono::Local",
    "chrono::Utc",
];
