//! Rows of boarding, plans and what is seldom needed.

use super::{Form, Page};

pub const PAGES: &[Page] = &[
    (
        "/console/boarding/v1/offline",
        [303, 403, 403, 403, 403, 403, 200],
    ),
    ("/console/", [303, 308, 308, 308, 308, 308, 308]),
    ("/console/enter/no", [410, 410, 410, 410, 410, 410, 410]),
    (
        "/console/notices/n1/file",
        [303, 404, 404, 404, 403, 403, 403],
    ),
    ("/console/plan", [303, 200, 200, 200, 403, 403, 403]),
    ("/console/plan/no", [303, 404, 404, 404, 403, 403, 403]),
];

pub const FORMS: &[Form] = &[
    (
        "/console/boarding/v1",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 200],
    ),
    (
        "/console/boarding/v1/arrive",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 303],
    ),
    (
        "/console/boarding/v1/begin",
        ("early", "yes"),
        [303, 403, 403, 403, 403, 403, 303],
    ),
    (
        "/console/boarding/v1/board",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 303],
    ),
    (
        "/console/boarding/v1/count",
        ("record", "no"),
        [303, 403, 403, 403, 403, 403, 303],
    ),
    (
        "/console/boarding/v1/leave",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 200],
    ),
    (
        "/console/boarding/v1/photo",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 400],
    ),
    (
        "/console/boarding/v1/supplies",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 400],
    ),
    (
        "/console/boarding/v1/temperatures",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 422],
    ),
    (
        "/console/boarding/v1/walk-up",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 422],
    ),
    (
        "/console/boarding/no/begin",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 404],
    ),
    (
        "/console/boarding/no/board",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 404],
    ),
    (
        "/console/boarding/no/leave",
        ("x", ""),
        [303, 403, 403, 403, 403, 403, 404],
    ),
    (
        "/console/enter/no",
        ("x", ""),
        [410, 410, 410, 410, 410, 410, 410],
    ),
    (
        "/console/language",
        ("locale", "en"),
        [303, 303, 303, 303, 303, 303, 303],
    ),
    (
        "/console/notices/n1/test",
        ("x", ""),
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/plan",
        ("x", ""),
        [303, 422, 422, 422, 403, 403, 403],
    ),
    (
        "/console/plan/no",
        ("x", ""),
        [303, 404, 404, 404, 403, 403, 403],
    ),
    (
        "/console/trips/t1/edit",
        ("step", "save"),
        [303, 422, 404, 422, 403, 403, 403],
    ),
];
