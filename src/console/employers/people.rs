//! People to call at an employer, and its three helpers (bulletin P19). Their numbers are masked; who needs one asks
//! for it, which is written down.

use super::find;
use super::page::{load, show};
use crate::console::fault::Fault;
use crate::console::guard::INVALID;
use crate::console::people::{Bureau, Desk};
use crate::domain::employer::{HelperDuty, Phone, clean_short};
use crate::domain::id::{ContactId, EmployerId};
use crate::locale::label::employer::EmployerLabel;
use crate::store::employer::{MAX_CONTACTS, NewHelper, PeopleError};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeMap;

/// What was typed into one of the forms, what is wrong with it by field, and a number that was asked for.
#[derive(Default)]
pub struct Typed {
    sent: BTreeMap<String, String>,
    errors: BTreeMap<String, EmployerLabel>,
    /// Whose number is shown, and it.
    revealed: Option<(String, Phone)>,
}

impl Typed {
    /// What was typed into a field.
    pub fn get(&self, name: &str) -> &str {
        self.sent.get(name).map_or("", String::as_str)
    }

    fn wrong(&mut self, name: &str, label: EmployerLabel) {
        self.errors.insert(name.to_owned(), label);
    }

    /// What is wrong with a field.
    pub fn error(&self, desk: &Desk, name: &str) -> Option<String> {
        self.errors.get(name).map(|label| desk.t(label.clone()))
    }

    /// Whether a form of the page with this field was refused.
    pub fn has(&self, field: &str) -> bool {
        self.sent.contains_key(field)
    }

    /// The whole number of somebody, where it was asked for.
    pub fn number(&self, who: &str) -> Option<&str> {
        let shown = self.revealed.as_ref().filter(|(whose, _)| whose == who);
        shown.map(|(_, phone)| phone.expose())
    }
}

type Sent = Form<BTreeMap<String, String>>;

async fn back(
    desk: &Bureau,
    id: &EmployerId,
    done: Result<&str, Typed>,
) -> Result<Response, Fault> {
    match done {
        Ok(done) => {
            let address = format!("/console/employers/{id}?done={done}");
            Ok(Redirect::to(&address).into_response())
        }
        Err(typed) => {
            let view = load(desk, id).await?;
            Ok((INVALID, show(desk, &view, "", &typed).await?).into_response())
        }
    }
}

/// Adds, changes or removes somebody to call.
pub async fn contact(
    desk: Bureau,
    Path(id): Path<String>,
    Form(sent): Sent,
) -> Result<Response, Fault> {
    let id = EmployerId::new(id);
    let mut typed = Typed {
        sent,
        ..Typed::default()
    };
    let who = typed.get("contact").to_owned();
    let own = (!who.is_empty()).then(|| ContactId::new(who.as_str()));
    let (me, now) = (&desk.staff.id, desk.now());
    let mut tx = desk.write().await?;
    find(&desk, &mut tx, &id).await?;
    let done = match (typed.get("step"), &own) {
        ("remove", Some(own)) => tx
            .remove_contact(&id, own, me, now)
            .await
            .map(|()| "contact-gone"),
        ("save", own) => {
            let Some((name, role, phone)) = read_contact(&mut typed, own.is_some()) else {
                tx.rollback().await?;
                return back(&desk, &id, Err(typed)).await;
            };
            let store = desk.store();
            let kept = match (own, &phone) {
                (Some(own), phone) => {
                    let what = (name.as_str(), role.as_str(), phone.as_ref());
                    tx.change_contact(store, (&id, own), what, me, now).await
                }
                (None, Some(phone)) => {
                    let what = (name.as_str(), role.as_str(), phone);
                    let added = tx.add_contact(store, &id, what, me, now).await;
                    added.map(|_| ())
                }
                (None, None) => return Err(Fault::BadRequest),
            };
            kept.map(|()| "contact")
        }
        _ => return Err(Fault::BadRequest),
    };
    let error = match done {
        Ok(done) => {
            tx.commit().await?;
            return back(&desk, &id, Ok(done)).await;
        }
        Err(error) => error,
    };
    tx.rollback().await?;
    match error {
        PeopleError::Nobody => return Err(Fault::NotFound),
        PeopleError::Store(error) => return Err(error.into()),
        PeopleError::PhoneTaken => typed.wrong("phone", EmployerLabel::PhoneTaken),
        PeopleError::TooMany => {
            typed.wrong("name", EmployerLabel::ContactsMost { most: MAX_CONTACTS })
        }
        PeopleError::Twice(_) | PeopleError::NoPhone(_) => return Err(Fault::Internal),
    }
    back(&desk, &id, Err(typed)).await
}

/// Name, role and number; a known contact's number may stay out.
fn read_contact(typed: &mut Typed, known: bool) -> Option<(String, String, Option<Phone>)> {
    let (name, role) = (
        clean_short(typed.get("name")),
        clean_short(typed.get("role")),
    );
    let number = typed.get("phone").trim().to_owned();
    let phone = Phone::parse(&number);
    if name.is_none() {
        typed.wrong("name", EmployerLabel::PersonWrong);
    }
    if role.is_none() {
        typed.wrong("role", EmployerLabel::RoleWrong);
    }
    if phone.is_none() && !(known && number.is_empty()) {
        typed.wrong("phone", EmployerLabel::PhoneWrong);
    }
    typed
        .errors
        .is_empty()
        .then(|| name.zip(role))
        .flatten()
        .map(|(name, role)| (name, role, phone))
}

/// Sets the three helpers.
pub async fn helpers(
    desk: Bureau,
    Path(id): Path<String>,
    Form(sent): Sent,
) -> Result<Response, Fault> {
    let id = EmployerId::new(id);
    let mut typed = Typed {
        sent,
        ..Typed::default()
    };
    let mut wanted = Vec::new();
    for duty in HelperDuty::ALL {
        let name = typed.get(&format!("{duty}-name")).to_owned();
        let number = typed.get(&format!("{duty}-phone")).trim().to_owned();
        if name.trim().is_empty() && number.is_empty() {
            continue;
        }
        let phone = Phone::parse(&number);
        if phone.is_none() && !number.is_empty() {
            typed.wrong(&format!("{duty}-phone"), EmployerLabel::PhoneWrong);
        }
        match clean_short(&name) {
            Some(name) => wanted.push(NewHelper {
                duty: *duty,
                name,
                phone,
            }),
            None => typed.wrong(&format!("{duty}-name"), EmployerLabel::PersonWrong),
        }
    }
    let mut tx = desk.write().await?;
    find(&desk, &mut tx, &id).await?;
    if typed.errors.is_empty() {
        let (store, me, now) = (desk.store(), &desk.staff.id, desk.now());
        match tx.set_helpers(store, &id, &wanted, me, now).await {
            Ok(_) => {
                tx.commit().await?;
                return back(&desk, &id, Ok("helpers")).await;
            }
            Err(PeopleError::Twice(duty)) => {
                typed.wrong(&format!("{duty}-name"), EmployerLabel::HelperTwice);
            }
            Err(PeopleError::NoPhone(duty)) => {
                typed.wrong(&format!("{duty}-phone"), EmployerLabel::PhoneWrong);
            }
            Err(PeopleError::Nobody) => return Err(Fault::NotFound),
            Err(PeopleError::Store(error)) => return Err(error.into()),
            Err(PeopleError::PhoneTaken | PeopleError::TooMany) => return Err(Fault::Internal),
        }
    }
    tx.rollback().await?;
    back(&desk, &id, Err(typed)).await
}

/// Shows one whole number, this once.
pub async fn reveal(
    desk: Bureau,
    Path(id): Path<String>,
    Form(sent): Sent,
) -> Result<Response, Fault> {
    let id = EmployerId::new(id);
    let who = sent.get("who").cloned().unwrap_or_default();
    let (store, me, now) = (desk.store(), &desk.staff.id, desk.now());
    let mut tx = desk.write().await?;
    find(&desk, &mut tx, &id).await?;
    let shown = match HelperDuty::parse(&who) {
        Some(duty) => tx.reveal_helper(store, (&id, duty), me, now).await,
        None => {
            let contact = ContactId::new(who.as_str());
            tx.reveal_contact(store, (&id, &contact), me, now).await
        }
    };
    let phone = match shown {
        Ok(phone) => phone,
        Err(PeopleError::Store(error)) => return Err(error.into()),
        Err(PeopleError::Nobody) => return Err(Fault::NotFound),
        Err(
            PeopleError::PhoneTaken
            | PeopleError::TooMany
            | PeopleError::Twice(_)
            | PeopleError::NoPhone(_),
        ) => return Err(Fault::Internal),
    };
    tx.commit().await?;
    let typed = Typed {
        revealed: Some((who, phone)),
        ..Typed::default()
    };
    let view = load(&desk, &id).await?;
    show(&desk, &view, "", &typed).await
}
