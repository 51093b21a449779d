//! A new account: who, with which rights; and the link with which they sign in first.

use super::super::fault::Fault;
use super::super::guard::INVALID;
use super::super::layout::{Nav, page as draw};
use super::super::parts::{Field, csrf};
use super::super::people::Admin;
use super::super::sent::Sent;
use super::draw_link;
use super::standing::{Typed, Wrong};
use crate::console::links::FreshLink;
use crate::domain::id::{EmployerId, StaffId};
use crate::domain::staff::{Role, Staff};
use crate::locale::label::account::AccountLabel as Say;
use crate::store::account::{AccountError, Standing};
use crate::store::fresh_id;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;

/// Longest name and sign-in name, in characters.
const LONGEST: usize = 40;

/// What the form begins with, for links from elsewhere.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Begin {
    role: String,
    employer: String,
}

#[derive(Default)]
struct Form {
    name: String,
    login: String,
    standing: Typed,
    name_wrong: Option<Say>,
    login_wrong: Option<Say>,
    standing_wrong: Wrong,
}

/// The form; for an employer's HR when its identifier is given.
pub async fn form(desk: Admin, Query(begin): Query<Begin>) -> Result<Response, Fault> {
    let mut form = Form::default();
    form.standing.role = begin.role;
    if !begin.employer.is_empty() {
        let id = EmployerId::new(begin.employer);
        let firm = desk.read().await?.employer(&id).await?;
        form.standing.firm = firm.ok_or(Fault::NotFound)?.name;
        form.standing.role = Role::Hr.to_string();
    }
    show(&desk, &form).await
}

async fn show(desk: &Admin, form: &Form) -> Result<Response, Fault> {
    let error = |label: &Option<Say>| label.clone().map(|label| desk.t(label));
    let body = html! {
        form.card.narrow method="post" action="/console/accounts/new" {
            (csrf(desk))
            p.hint { (desk.t(Say::InviteAdvice)) }
            (Field::text("name", desk.t(Say::FieldName)).value(&form.name).autocomplete("off").required()
                .error(error(&form.name_wrong)).draw())
            (Field::text("login", desk.t(Say::FieldLogin)).value(&form.login).autocomplete("off").required()
                .hint(desk.t(Say::LoginHint)).error(error(&form.login_wrong)).draw())
            (form.standing.draw(desk, &form.standing_wrong))
            button.primary type="submit" { (desk.t(Say::InviteButton)) }
        }
    };
    draw(desk, Nav::Accounts, desk.t(Say::InviteTitle), body).await
}

/// Makes the account and shows its link.
pub async fn invite(desk: Admin, sent: Sent) -> Result<Response, Fault> {
    let mut form = Form {
        name: sent.value("name").trim().to_owned(),
        login: sent.value("login").trim().to_lowercase(),
        standing: Typed::sent(&sent),
        ..Form::default()
    };
    let mut tx = desk.write().await?;
    let standing = form.standing.read(&mut tx).await?;
    form.check();
    let standing = match standing {
        Ok(standing) if form.name_wrong.is_none() && form.login_wrong.is_none() => standing,
        standing => {
            form.standing_wrong = standing.err().unwrap_or_default();
            drop(tx);
            return Ok((INVALID, show(&desk, &form).await?).into_response());
        }
    };
    let staff = form.staff(&desk, standing);
    match tx.invite(&staff, &desk.staff.id, desk.now()).await {
        Ok(()) => {}
        Err(AccountError::Store(error)) => return Err(error.into()),
        // Of a new account nothing else can be wrong.
        Err(
            AccountError::LoginTaken
            | AccountError::Missing
            | AccountError::LastAdmin
            | AccountError::Oneself
            | AccountError::OnCrew
            | AccountError::IsDisabled,
        ) => {
            drop(tx);
            form.login_wrong = Some(Say::LoginTaken);
            return Ok((INVALID, show(&desk, &form).await?).into_response());
        }
    }
    let link = FreshLink::new(desk.store(), desk.now());
    tx.make_sign_in_link(&staff.id, &link.hash, link.until)
        .await?;
    tx.commit().await?;
    let body = html! {
        (draw_link(&desk, &link, &staff.name))
        p { a.button href={ "/console/accounts/" (staff.id) } { (desk.t(Say::ToAccount)) } }
    };
    draw(&desk, Nav::Accounts, desk.t(Say::InviteTitle), body).await
}

impl Form {
    fn check(&mut self) {
        let fits = |text: &str| (1..=LONGEST).contains(&text.chars().count());
        let most = LONGEST as i64;
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
        if !fits(&self.name) || self.name.chars().any(char::is_control) {
            self.name_wrong = Some(Say::NameWrong { most });
        }
        if !fits(&self.login) || !self.login.bytes().all(plain) {
            self.login_wrong = Some(Say::LoginWrong { most });
        }
    }

    fn staff(&self, desk: &Admin, standing: Standing) -> Staff {
        Staff {
            id: StaffId::new(fresh_id()),
            login: self.login.clone(),
            name: self.name.clone(),
            role: standing.role,
            employer: standing.employer,
            district: standing.district,
            locale: desk.locale,
        }
    }
}
