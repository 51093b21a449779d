//! Who asks: everybody is a [`Visitor`]; a handler that wants more names it by its extractor.

use super::came_from::CameFrom;
use super::fault::Fault;
use super::notice::Feeds;
use super::{Console, Shared};
use crate::domain::id::EmployerId;
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::quiet::QuietHours;
use crate::domain::staff::{Role, Staff};
use crate::domain::time::Timestamp;
use crate::locale::{Wording, text};
use crate::runner::Runner;
use crate::store::{Store, Tx};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use std::ops::Deref;

/// Who asks, in which language.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Language of the page.
    pub locale: Locale,
    /// Token that this visitor's forms carry.
    pub csrf: String,
    /// Path of the page, for coming back to it.
    pub path: String,
    /// From where they come.
    pub from: CameFrom,
    /// The person, once signed in.
    pub member: Option<Member>,
}

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Member {
    /// The account.
    pub staff: Staff,
    /// Hash of the session's token.
    pub session: String,
}

impl Visitor {
    /// A text in the visitor's language.
    #[must_use]
    pub fn t(&self, label: impl Wording) -> String {
        text(self.locale, &label)
    }
}

/// A signed-in person with pages of their own: a clerk, an administrator or HR.
#[derive(Debug, Clone)]
pub struct Desk {
    visitor: Visitor,
    /// The account.
    pub staff: Staff,
    /// Hash of the session's token.
    pub session: String,
    shared: Shared,
}

impl Deref for Desk {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl Desk {
    /// The store.
    pub fn store(&self) -> &Store {
        self.shared.store()
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.shared.now()
    }

    /// When the house sends no notices.
    pub fn house_quiet(&self) -> QuietHours {
        self.shared.console.quiet
    }

    /// Who holds conversations on a worker's behalf.
    pub fn runner(&self) -> &Runner {
        &self.shared.console.runner
    }

    /// What the console was given.
    pub(super) fn console(&self) -> &Console {
        self.shared.console()
    }

    /// The console at work.
    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The notices that are being watched.
    pub(super) fn feeds(&self) -> &Feeds {
        &self.shared.feeds
    }

    /// Where plans are computed.
    pub fn planning(&self) -> &super::plan::Desk {
        &self.shared.planning
    }

    /// A transaction that only reads. End it before drawing the page, which reads by itself.
    pub async fn read(&self) -> Result<Tx, Fault> {
        Ok(self.store().read().await?)
    }

    /// A transaction that writes.
    pub async fn write(&self) -> Result<Tx, Fault> {
        Ok(self.store().write().await?)
    }

    /// Tells the runner that news was committed.
    pub fn wake(&self) {
        self.shared.console.wake.notify_one();
    }

    /// Works for the bureau, not for an employer.
    pub fn is_bureau(&self) -> bool {
        matches!(self.staff.role, Role::Clerk | Role::Admin)
    }

    /// Is an administrator.
    pub fn is_admin(&self) -> bool {
        matches!(self.staff.role, Role::Admin)
    }

    /// The district this person is bound to; `None` sees every district.
    pub fn district(&self) -> Option<PlaceCode> {
        match self.staff.role {
            Role::Clerk => self.staff.district,
            Role::Admin | Role::Hr | Role::Crew => None,
        }
    }

    /// Whether something of `district` is this person's business; what has no district is everybody's.
    pub fn looks_after(&self, district: Option<PlaceCode>) -> bool {
        match (self.district(), district) {
            (Some(own), Some(other)) => own == other,
            (None, _) | (_, None) => true,
        }
    }

    /// The employer whose roster HR looks after.
    pub fn own_employer(&self) -> Option<&EmployerId> {
        match self.staff.role {
            Role::Hr => self.staff.employer.as_ref(),
            Role::Clerk | Role::Admin | Role::Crew => None,
        }
    }
}

/// A person of the bureau: clerk or administrator.
#[derive(Debug, Clone)]
pub struct Bureau(Desk);

impl Bureau {
    /// Takes a desk for one of the bureau's.
    ///
    /// # Errors
    /// [`Fault::Forbidden`] when it is HR's.
    pub fn of(desk: Desk) -> Result<Self, Fault> {
        if desk.is_bureau() {
            Ok(Self(desk))
        } else {
            Err(Fault::Forbidden)
        }
    }
}

impl Deref for Bureau {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.0
    }
}

/// An administrator, for pages about accounts and about what was done.
#[derive(Debug, Clone)]
pub struct Admin(Desk);

impl Deref for Admin {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.0
    }
}

/// Somebody of a vehicle's crew. Which vehicle is theirs is asked for each page.
#[derive(Debug, Clone)]
pub struct Crew(Desk);

impl Deref for Crew {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.0
    }
}

/// Anybody who has signed in, for pages about their own account.
#[derive(Debug, Clone)]
pub struct Anyone(Desk);

impl Deref for Anyone {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get().cloned().ok_or(Fault::Internal)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Desk
where
    Shared: FromRef<S>,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let Anyone(desk) = Anyone::from_request_parts(parts, state).await?;
        match desk.staff.role {
            Role::Clerk | Role::Admin | Role::Hr => Ok(desk),
            Role::Crew => Err(Fault::Forbidden),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Anyone
where
    Shared: FromRef<S>,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let shared = Shared::from_ref(state).seen_by(&visitor);
        // The guard lets nobody through to such a page without a session.
        let member = visitor.member.clone().ok_or(Fault::Forbidden)?;
        Ok(Self(Desk {
            visitor,
            staff: member.staff,
            session: member.session,
            shared,
        }))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Crew
where
    Shared: FromRef<S>,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let Anyone(desk) = Anyone::from_request_parts(parts, state).await?;
        match desk.staff.role {
            Role::Crew => Ok(Self(desk)),
            Role::Clerk | Role::Admin | Role::Hr => Err(Fault::Forbidden),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Bureau
where
    Shared: FromRef<S>,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        Self::of(Desk::from_request_parts(parts, state).await?)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Admin
where
    Shared: FromRef<S>,
{
    type Rejection = Fault;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let Anyone(desk) = Anyone::from_request_parts(parts, state).await?;
        match desk.staff.role {
            Role::Admin => Ok(Self(desk)),
            Role::Clerk | Role::Hr | Role::Crew => Err(Fault::Forbidden),
        }
    }
}
