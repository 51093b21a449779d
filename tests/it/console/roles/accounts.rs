//! Accounts, the own account, the log.

/// As [`super::PAGES`].
pub const PAGES: &[(&str, [u16; 7])] = &[
    ("/console/accounts", [303, 403, 403, 200, 403, 403, 403]),
    (
        "/console/accounts/accounts.xlsx",
        [303, 403, 403, 200, 403, 403, 403],
    ),
    ("/console/accounts/new", [303, 403, 403, 200, 403, 403, 403]),
    (
        "/console/accounts/new?employer=no",
        [303, 403, 403, 404, 403, 403, 403],
    ),
    ("/console/accounts/hr", [303, 403, 403, 200, 403, 403, 403]),
    ("/console/accounts/no", [303, 403, 403, 404, 403, 403, 403]),
    ("/console/audit", [303, 403, 403, 200, 403, 403, 403]),
    (
        "/console/audit/audit.xlsx",
        [303, 403, 403, 200, 403, 403, 403],
    ),
    ("/console/sessions", [303, 200, 200, 200, 200, 200, 200]),
    ("/console/second-step", [303, 200, 200, 200, 200, 200, 200]),
    ("/console/sign-in/code", [303, 303, 303, 303, 303, 303, 303]),
];

/// As [`super::FORMS`].
pub const FORMS: &[(&str, (&str, &str), [u16; 7])] = &[
    (
        "/console/accounts/new",
        ("name", ""),
        [303, 403, 403, 422, 403, 403, 403],
    ),
    (
        "/console/accounts/hr",
        ("step", ""),
        [303, 403, 403, 400, 403, 403, 403],
    ),
    (
        "/console/accounts/no",
        ("step", "reset"),
        [303, 403, 403, 404, 403, 403, 403],
    ),
    // Of these people this is the administrator's own.
    (
        "/console/accounts/admin",
        ("step", "disable"),
        [303, 403, 403, 422, 403, 403, 403],
    ),
    (
        "/console/sessions",
        ("step", ""),
        [303, 400, 400, 400, 400, 400, 400],
    ),
    (
        "/console/second-step",
        ("step", ""),
        [303, 400, 400, 400, 400, 400, 400],
    ),
    // Nobody of them has taken a first step.
    (
        "/console/sign-in/code",
        ("code", "000000"),
        [303, 303, 303, 303, 303, 303, 303],
    ),
];
