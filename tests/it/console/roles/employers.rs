//! Employers and the own chat; the first employer belongs to Lucheng.

use super::{Form, Page};

pub const PAGES: &[Page] = &[
    // HR is led to its own employer.
    ("/console/employers", [303, 200, 200, 200, 303, 303, 403]),
    (
        "/console/employers/new",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/employers/file",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/employers/export.xlsx",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/employers/template/employers.csv",
        [303, 200, 200, 200, 403, 403, 403],
    ),
    (
        "/console/employers/template/no",
        [303, 404, 404, 404, 403, 403, 403],
    ),
    ("/console/employers/e1", [303, 200, 404, 200, 200, 404, 403]),
    ("/console/employers/no", [303, 404, 404, 404, 404, 404, 403]),
    (
        "/console/employers/e1/edit",
        [303, 200, 404, 200, 403, 403, 403],
    ),
    (
        "/console/employers/e1/poster",
        [303, 200, 404, 200, 200, 404, 403],
    ),
    (
        "/console/employers/e1/qr/web.svg",
        [303, 200, 404, 200, 200, 404, 403],
    ),
    (
        "/console/employers/e1/qr/no",
        [303, 404, 404, 404, 404, 404, 403],
    ),
];

pub const FORMS: &[Form] = &[
    (
        "/console/employers/new",
        ("name", ""),
        [303, 422, 422, 422, 403, 403, 403],
    ),
    (
        "/console/employers/e1/edit",
        ("name", ""),
        [303, 422, 404, 422, 403, 403, 403],
    ),
    (
        "/console/employers/file",
        ("x", ""),
        [303, 422, 422, 422, 403, 403, 403],
    ),
    // The code is not the present one.
    (
        "/console/employers/e1/link",
        ("code", ""),
        [303, 303, 404, 303, 403, 403, 403],
    ),
    (
        "/console/employers/e1/contacts",
        ("step", ""),
        [303, 400, 404, 400, 403, 403, 403],
    ),
    (
        "/console/employers/e1/helpers",
        ("grid_member-phone", "1"),
        [303, 422, 404, 422, 403, 403, 403],
    ),
    (
        "/console/employers/e1/reveal",
        ("who", "grid_member"),
        [303, 404, 404, 404, 403, 403, 403],
    ),
    (
        "/console/own-chat",
        ("x", ""),
        [303, 200, 200, 200, 200, 200, 403],
    ),
    (
        "/console/own-chat/forget",
        ("x", ""),
        [303, 303, 303, 303, 303, 303, 403],
    ),
];
