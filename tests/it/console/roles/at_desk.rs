//! The routes of the desk: finding anybody, acting on their behalf, the shared inbox.

/// A conversation that the bureau holds for the worker.
pub const CHAT: &str = "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
     VALUES ('dw1', 'desk', 'x', 'en', 'w1', 0, 0)";

/// As [`super::PAGES`].
pub const PAGES: &[(&str, [u16; 7])] = &[
    ("/console/workers/w1", [303, 200, 404, 200, 403, 403, 403]),
    ("/console/workers/no", [303, 404, 404, 404, 403, 403, 403]),
    ("/console/counter/dw1", [303, 200, 404, 200, 403, 403, 403]),
    ("/console/counter/cw1", [303, 404, 404, 404, 403, 403, 403]),
    ("/console/answers", [303, 403, 403, 200, 403, 403, 403]),
];

/// As [`super::FORMS`].
pub const FORMS: &[(&str, (&str, &str), [u16; 7])] = &[
    (
        "/console/workers",
        ("words", ""),
        [303, 422, 422, 422, 403, 403, 403],
    ),
    (
        "/console/workers/w1",
        ("step", ""),
        [303, 400, 404, 400, 403, 403, 403],
    ),
    (
        "/console/workers/w1/reveal",
        ("reason", ""),
        [303, 422, 404, 422, 403, 403, 403],
    ),
    (
        "/console/counter",
        ("worker", "no"),
        [303, 404, 404, 404, 403, 403, 403],
    ),
    (
        "/console/counter/dw1",
        ("update", ""),
        [303, 400, 404, 400, 403, 403, 403],
    ),
    (
        "/console/answers",
        ("step", ""),
        [303, 403, 403, 400, 403, 403, 403],
    ),
    (
        "/console/inbox/pw1",
        ("step", "hand"),
        [303, 422, 404, 422, 403, 403, 403],
    ),
];
