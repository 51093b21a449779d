//! The console's style sheet and script, built in. Their address carries a hash of what they hold, so a browser
//! may keep them for good.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::OnceLock;

const CSS: &str = include_str!("console.css");
const JS: &str = include_str!("console.js");
const DOOR_AWAY_JS: &str = include_str!("boarding/away.js");
const DOOR_CSS: &str = include_str!("boarding/boarding.css");
const DOOR_JS: &str = include_str!("boarding/boarding.js");
const DOOR_KEEP_JS: &str = include_str!("boarding/keep.js");
const DOOR_OVERLAY_JS: &str = include_str!("boarding/overlay.js");
const DOOR_REACH_JS: &str = include_str!("boarding/reach.js");
const DOOR_SCAN_JS: &str = include_str!("boarding/scan.js");
const DOOR_SHEETS_JS: &str = include_str!("boarding/sheets.js");
const DOOR_SOUND_JS: &str = include_str!("boarding/sound.js");
const DOOR_TICKET_JS: &str = include_str!("boarding/ticket.js");
const ICON: &str = include_str!("icon.svg");

/// Address of a built-in file.
pub fn address(file: &str) -> String {
    format!("/console/assets/{}/{file}", version())
}

fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut hasher = blake3::Hasher::new();
        for file in [
            CSS,
            JS,
            ICON,
            DOOR_AWAY_JS,
            DOOR_CSS,
            DOOR_JS,
            DOOR_KEEP_JS,
            DOOR_OVERLAY_JS,
            DOOR_REACH_JS,
            DOOR_SCAN_JS,
            DOOR_SHEETS_JS,
            DOOR_SOUND_JS,
            DOOR_TICKET_JS,
        ] {
            hasher.update(file.as_bytes());
        }
        hasher.finalize().to_hex().chars().take(12).collect()
    })
}

/// Serves a built-in file; an old version's address gets the present one, unkept.
pub async fn serve(Path((asked, file)): Path<(String, String)>) -> Response {
    let (kind, text) = match file.as_str() {
        "console.css" => ("text/css; charset=utf-8", CSS),
        "console.js" => ("text/javascript; charset=utf-8", JS),
        "boarding.css" => ("text/css; charset=utf-8", DOOR_CSS),
        "boarding.js" => ("text/javascript; charset=utf-8", DOOR_JS),
        "away.js" => ("text/javascript; charset=utf-8", DOOR_AWAY_JS),
        "keep.js" => ("text/javascript; charset=utf-8", DOOR_KEEP_JS),
        "overlay.js" => ("text/javascript; charset=utf-8", DOOR_OVERLAY_JS),
        "reach.js" => ("text/javascript; charset=utf-8", DOOR_REACH_JS),
        "scan.js" => ("text/javascript; charset=utf-8", DOOR_SCAN_JS),
        "sheets.js" => ("text/javascript; charset=utf-8", DOOR_SHEETS_JS),
        "sound.js" => ("text/javascript; charset=utf-8", DOOR_SOUND_JS),
        "ticket.js" => ("text/javascript; charset=utf-8", DOOR_TICKET_JS),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let keep = if asked == version() {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CACHE_CONTROL, HeaderValue::from_static(keep)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, text).into_response()
}
