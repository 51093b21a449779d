//! The frame around every page: head, header with navigation and account, main, and the small pages at the door.

use super::assets;
use super::fault::Fault;
use super::parts::csrf;
use super::people::{Desk, Visitor};
use super::show::role;
use crate::domain::language::Locale;
use crate::domain::staff::Role;
use crate::locale::Wording;
use crate::locale::label::Label;
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

/// The place in the navigation that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    /// Figures.
    Overview,
    /// Trips and seats.
    Trips,
    /// Rosters.
    Rosters,
    /// Anybody, found by name or number.
    Workers,
    /// Employers.
    Employers,
    /// Workers who ask for a person.
    Inbox,
    /// Bulk notices.
    Notices,
    /// The doors of the crew's vehicles.
    Boarding,
    /// Arrivals to be signed, for employers.
    Arrivals,
    /// Everybody's accounts.
    Accounts,
    /// What was done.
    Audit,
    /// What was removed of people's data.
    Privacy,
    /// The own account.
    Account,
}

impl Nav {
    fn entries(role: Role) -> &'static [(Self, &'static str)] {
        match role {
            Role::Clerk | Role::Admin => &[
                (Self::Overview, "/console"),
                (Self::Trips, "/console/trips"),
                (Self::Rosters, "/console/rosters"),
                (Self::Workers, "/console/workers"),
                (Self::Employers, "/console/employers"),
                (Self::Inbox, "/console/inbox"),
                (Self::Notices, "/console/notices"),
            ],
            Role::Hr => &[
                (Self::Rosters, "/console/rosters"),
                (Self::Employers, "/console/employers"),
                (Self::Arrivals, "/console/arrivals"),
            ],
            Role::Crew => &[(Self::Boarding, "/console/boarding")],
        }
    }

    /// What is seldom needed, in the account's menu.
    fn more(role: Role) -> &'static [(Self, &'static str)] {
        match role {
            Role::Admin => &[
                (Self::Accounts, "/console/accounts"),
                (Self::Audit, "/console/audit"),
                (Self::Privacy, "/console/privacy"),
            ],
            Role::Clerk | Role::Hr | Role::Crew => &[],
        }
    }

    fn label(self) -> Label {
        match self {
            Self::Overview => Label::NavOverview,
            Self::Trips => Label::NavTrips,
            Self::Rosters => Label::NavRosters,
            Self::Workers => Label::NavWorkers,
            Self::Employers => Label::NavEmployers,
            Self::Inbox => Label::NavInbox,
            Self::Notices => Label::NavNotices,
            Self::Boarding => Label::NavBoarding,
            Self::Arrivals => Label::NavArrivals,
            Self::Accounts => Label::NavAccounts,
            Self::Audit => Label::NavAudit,
            Self::Privacy => Label::NavPrivacy,
            Self::Account => Label::NavAccount,
        }
    }
}

/// A page of the desk. Reads the number of unanswered workers for the navigation, so end your own transaction
/// first.
pub async fn page(desk: &Desk, nav: Nav, title: String, body: Markup) -> Result<Response, Fault> {
    refreshing_page(desk, nav, title, body, None).await
}

/// A page that loads itself again every `refresh` seconds where scripts are off.
pub async fn refreshing_page(
    desk: &Desk,
    nav: Nav,
    title: String,
    body: Markup,
    refresh: Option<u32>,
) -> Result<Response, Fault> {
    let unanswered = if desk.is_bureau() {
        let items = desk.read().await?.inbox().await?;
        let waits = items
            .iter()
            .filter(|item| item.waiting_since.is_some() && desk.looks_after(item.district));
        waits.count()
    } else {
        0
    };
    let main = html! {
        (header(desk, desk.staff.role, Some(nav), unanswered))
        main #main {
            h1 { (title) }
            (body)
        }
    };
    Ok(document(desk, &title, refresh, "desk", main).into_response())
}

/// A page at the door, for people who have not signed in.
pub fn door_page(visitor: &Visitor, title: impl Wording, body: Markup) -> Markup {
    let title = visitor.t(title);
    let main = html! {
        main #main.door {
            p.brand { (visitor.t(Label::Product)) span { (visitor.t(Label::ProductDesk)) } }
            section.card { h1 { (title) } (body) }
            (languages(visitor, &visitor.path))
        }
    };
    document(visitor, &title, None, "outside", main)
}

/// The page of a fault.
pub fn fault(visitor: &Visitor, fault: &Fault) -> Markup {
    let (title, advice) = fault.words();
    let title = visitor.t(title);
    let main = html! {
        @if let Some(member) = &visitor.member {
            (header(visitor, member.staff.role, None, 0))
        }
        main #main {
            h1 { (title) }
            p { (visitor.t(advice)) }
            p { a.button href="/console" { (visitor.t(Label::ToFirstPage)) } }
        }
    };
    document(visitor, &title, None, "desk", main)
}

fn document(
    visitor: &Visitor,
    title: &str,
    refresh: Option<u32>,
    class: &str,
    main: Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(visitor.locale.as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " · " (visitor.t(Label::Product)) }
                link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(assets::address("console.css"));
                @if let Some(seconds) = refresh {
                    noscript { meta http-equiv="refresh" content=(seconds); }
                }
                script src=(assets::address("console.js")) defer {}
            }
            body class=(class) {
                a.skip href="#main" { (visitor.t(Label::SkipToMain)) }
                (main)
            }
        }
    }
}

fn header(visitor: &Visitor, role: Role, here: Option<Nav>, unanswered: usize) -> Markup {
    html! {
        header.top {
            a.brand href="/console" { (visitor.t(Label::Product)) span { (visitor.t(Label::ProductDesk)) } }
            nav aria-label=(visitor.t(Label::NavMain)) {
                @for (nav, address) in Nav::entries(role) {
                    a href=(address) aria-current=[(here == Some(*nav)).then_some("page")] {
                        (visitor.t(nav.label()))
                        @if *nav == Nav::Inbox && unanswered > 0 {
                            span.count {
                                span aria-hidden="true" { (unanswered) }
                                span.unseen { (visitor.t(Label::NavUnanswered { count: unanswered })) }
                            }
                        }
                    }
                }
            }
            (account(visitor, here))
        }
    }
}

/// The account's menu: a disclosure that opens without a script.
fn account(visitor: &Visitor, here: Option<Nav>) -> Markup {
    let Some(member) = &visitor.member else {
        return html! {};
    };
    html! {
        details.account {
            summary { span.unseen { (visitor.t(Label::NavAccount)) ": " } (member.staff.name) }
            div.menu {
                p.hint { (visitor.t(role(member.staff.role))) " · " (member.staff.login) }
                @let more = Nav::more(member.staff.role);
                @if !more.is_empty() {
                    ul.more {
                        @for (nav, address) in more {
                            li { a href=(address) aria-current=[(here == Some(*nav)).then_some("page")] { (visitor.t(nav.label())) } }
                        }
                    }
                }
                (languages(visitor, &visitor.path))
                a.button href="/console/password" { (visitor.t(Label::NavAccount)) }
                form method="post" action="/console/sign-out" {
                    (csrf(visitor))
                    button type="submit" { (visitor.t(Label::SignOut)) }
                }
            }
        }
    }
}

fn languages(visitor: &Visitor, back: &str) -> Markup {
    let own_name = |locale: Locale| match locale {
        Locale::ZhHans => "简体中文",
        Locale::ZhHant => "繁體中文",
        Locale::En => "English",
    };
    html! {
        form.languages method="post" action="/console/language" aria-label=(visitor.t(Label::LanguageSwitch)) {
            (csrf(visitor))
            input type="hidden" name="back" value=(back);
            @for locale in Locale::ALL {
                button type="submit" name="locale" value=(locale) lang=(locale)
                    aria-pressed=(if *locale == visitor.locale { "true" } else { "false" }) { (own_name(*locale)) }
            }
        }
    }
}
