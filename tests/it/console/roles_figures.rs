//! Rows of the authorisation matrix for the overview's lists and the pages about personal data.

/// As [`super::roles`]' own pages.
pub const PAGES: &[(&str, [u16; 7])] = &[
    (
        "/console/registrations",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/registrations.xlsx",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    ("/console/demand", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/demand.xlsx", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/privacy", [303, 403, 403, 200, 403, 403, 403]),
    ("/console/privacy.xlsx", [303, 403, 403, 200, 403, 403, 403]),
    ("/console/privacy/no", [303, 403, 403, 404, 403, 403, 403]),
    ("/console/trips.xlsx", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/rosters.xlsx", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/notices.xlsx", [303, 200, 200, 200, 403, 403, 403]),
];

/// As [`super::roles`]' own forms.
pub const FORMS: &[(&str, (&str, &str), [u16; 7])] = &[
    (
        "/console/privacy/no",
        ("reason", "asked for"),
        [303, 403, 403, 404, 403, 403, 403],
    ),
    (
        "/console/privacy",
        ("x", ""),
        [303, 405, 405, 405, 405, 405, 405],
    ),
];
