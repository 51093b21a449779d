//! How accounts are worded, and the tabs of the own one.

use super::super::parts::{Tone, badge};
use super::super::people::{Desk, Visitor};
use super::super::show::place;
use crate::domain::staff::Role;
use crate::locale::label::Label;
use crate::locale::label::account::AccountLabel as Say;
use crate::store::account::{Account, AccountState};
use maud::{Markup, html};

/// The pages of the own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Password, own chat.
    Password,
    /// Where one is signed in.
    Sessions,
    /// The second step.
    Second,
}

/// Links between the pages of the own account.
pub fn own_tabs(desk: &Desk, here: Tab) -> Markup {
    let tabs = [
        (
            Tab::Password,
            "/console/password",
            desk.t(Label::PasswordTitle),
        ),
        (
            Tab::Sessions,
            "/console/sessions",
            desk.t(Say::SessionsTitle),
        ),
        (Tab::Second, "/console/second-step", desk.t(Say::SecondStep)),
    ];
    html! {
        nav.tabs aria-label=(desk.t(Label::NavAccount)) {
            @for (tab, address, name) in tabs {
                a href=(address) aria-current=[(tab == here).then_some("page")] { (name) }
            }
        }
    }
}

/// How an account stands.
pub fn state(state: AccountState) -> (Tone, Say) {
    match state {
        AccountState::New => (Tone::Busy, Say::StateNew),
        AccountState::Active => (Tone::Good, Say::StateActive),
        AccountState::Disabled => (Tone::Bad, Say::StateDisabled),
    }
}

/// The same as a badge.
pub fn state_badge(visitor: &Visitor, of: AccountState) -> Markup {
    let (tone, label) = state(of);
    badge(visitor, tone, label)
}

/// The firm or county somebody works for; empty where the role has none.
pub fn works_for(visitor: &Visitor, account: &Account) -> String {
    match account.staff.role {
        Role::Hr => account.firm.clone().unwrap_or_default(),
        Role::Clerk => match account.staff.district {
            Some(code) => place(visitor, code),
            None => visitor.t(Say::EveryDistrict),
        },
        Role::Admin | Role::Crew => String::new(),
    }
}

/// Whether something is in use.
pub fn on_off(on: bool) -> Say {
    match on {
        true => Say::On,
        false => Say::Off,
    }
}
