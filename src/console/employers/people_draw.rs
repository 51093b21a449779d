//! The sections of an employer's people: whom to call, and who helps.

use super::draw;
use super::page::View;
use super::people::Typed;
use crate::console::parts::{Field, csrf};
use crate::console::people::Desk;
use crate::domain::employer::HelperDuty;
use crate::locale::label::employer::EmployerLabel;
use crate::store::employer::Contact;
use maud::{Markup, html};

/// Whom to call; the bureau adds, changes and removes.
pub fn contacts(desk: &Desk, view: &View, typed: &Typed) -> Markup {
    let base = base(view);
    let refused = typed.has("role");
    let adds = refused && typed.get("contact").is_empty();
    html! {
        section.card #contacts {
            h2 { (desk.t(EmployerLabel::Contacts)) }
            @if view.contacts.is_empty() { p.hint { (desk.t(EmployerLabel::ContactsNone)) } }
            @for contact in &view.contacts {
                @let changes = refused && typed.get("contact") == contact.id.as_str();
                div.person {
                    p { strong { (contact.name) } " " span.hint { (contact.role) } }
                    (number(desk, &base, contact.id.as_str(), &contact.phone_mask, typed))
                    @if desk.is_bureau() {
                        details open[changes] {
                            summary { (desk.t(EmployerLabel::Change)) }
                            (contact_form(desk, &base, Some(contact), changes.then_some(typed)))
                        }
                    }
                }
            }
            @if desk.is_bureau() {
                details open[adds || view.contacts.is_empty()] {
                    summary { (desk.t(EmployerLabel::ContactAdd)) }
                    (contact_form(desk, &base, None, adds.then_some(typed)))
                }
            }
        }
    }
}

fn base(view: &View) -> String {
    format!("/console/employers/{}", view.summary.employer.id)
}

/// A number: masked, with the way to see it whole; or whole, where that was just asked for.
fn number(desk: &Desk, base: &str, who: &str, mask: &str, typed: &Typed) -> Markup {
    html! {
        @match typed.number(who) {
            Some(number) => p.mono role="status" { a href={ "tel:" (number) } { (number) } },
            None => div.row {
                span.mono { (mask) }
                @if desk.is_bureau() {
                    form method="post" action={ (base) "/reveal" } {
                        (csrf(desk))
                        button type="submit" name="who" value=(who) { (desk.t(EmployerLabel::Reveal)) }
                    }
                }
            },
        }
    }
}

/// The form of a contact, with what was typed where it was refused.
fn contact_form(
    desk: &Desk,
    base: &str,
    contact: Option<&Contact>,
    typed: Option<&Typed>,
) -> Markup {
    let id = contact.map(|contact| contact.id.as_str());
    let known = |text: Option<&String>| text.cloned().unwrap_or_default();
    let value = |field: &str, kept: String| typed.map_or(kept, |typed| typed.get(field).to_owned());
    let error = |field: &str| typed.and_then(|typed| typed.error(desk, field));
    let name = value("name", known(contact.map(|contact| &contact.name)));
    let role = value("role", known(contact.map(|contact| &contact.role)));
    let phone = value("phone", String::new());
    let marked = |field: &str| format!("{field}-{}", id.unwrap_or("new"));
    let (name_id, role_id, phone_id) = (marked("name"), marked("role"), marked("phone"));
    let hint = match contact {
        Some(_) => EmployerLabel::PhoneKeep,
        None => EmployerLabel::PhoneHint,
    };
    html! {
        form.people-form method="post" action={ (base) "/contacts" } {
            (csrf(desk))
            @if let Some(id) = id { input type="hidden" name="contact" value=(id); }
            (Field::text("name", desk.t(EmployerLabel::PersonName)).id(&name_id).value(&name)
                .error(error("name")).draw())
            (Field::text("role", desk.t(EmployerLabel::PersonRole)).id(&role_id).value(&role)
                .error(error("role")).draw())
            (Field::text("phone", desk.t(EmployerLabel::Phone)).id(&phone_id).kind("tel").value(&phone)
                .hint(desk.t(hint)).error(error("phone")).draw())
            div.row {
                button.primary type="submit" name="step" value="save" { (desk.t(EmployerLabel::Save)) }
                @if id.is_some() {
                    button.danger type="submit" name="step" value="remove" { (desk.t(EmployerLabel::Remove)) }
                }
            }
        }
    }
}

/// The three helpers, one for each duty (bulletin P19).
pub fn helpers(desk: &Desk, view: &View, typed: &Typed) -> Markup {
    let base = base(view);
    let refused = typed.has("grid_member-name");
    html! {
        section.card #helpers {
            h2 { (desk.t(EmployerLabel::Helpers)) }
            p.hint { (desk.t(EmployerLabel::HelpersAdvice)) }
            @for duty in HelperDuty::ALL {
                @let helper = view.helpers.iter().find(|helper| helper.duty == *duty);
                div.person {
                    p {
                        span.hint { (desk.t(draw::duty(*duty))) } " "
                        @match helper {
                            Some(helper) => strong { (helper.name) },
                            None => "–",
                        }
                    }
                    @if let Some(helper) = helper {
                        (number(desk, &base, duty.as_str(), &helper.phone_mask, typed))
                    }
                }
            }
            @if desk.is_bureau() {
                details open[refused] {
                    summary { (desk.t(EmployerLabel::Change)) }
                    (helpers_form(desk, view, refused.then_some(typed)))
                }
            }
        }
    }
}

fn helpers_form(desk: &Desk, view: &View, typed: Option<&Typed>) -> Markup {
    let base = base(view);
    html! {
        form method="post" action={ (base) "/helpers" } {
            (csrf(desk))
            @for duty in HelperDuty::ALL {
                @let helper = view.helpers.iter().find(|helper| helper.duty == *duty);
                @let (name, phone) = (format!("{duty}-name"), format!("{duty}-phone"));
                @let kept = helper.map_or("", |helper| helper.name.as_str());
                fieldset.people-form {
                    legend { (desk.t(draw::duty(*duty))) }
                    (Field::text(&name, desk.t(EmployerLabel::PersonName))
                        .value(typed.map_or(kept, |typed| typed.get(&name)))
                        .error(typed.and_then(|typed| typed.error(desk, &name))).draw())
                    (Field::text(&phone, desk.t(EmployerLabel::Phone)).kind("tel")
                        .value(typed.map_or("", |typed| typed.get(&phone)))
                        .hint(desk.t(if helper.is_some() { EmployerLabel::PhoneKeep } else { EmployerLabel::PhoneHint }))
                        .error(typed.and_then(|typed| typed.error(desk, &phone))).draw())
                }
            }
            p.hint { (desk.t(EmployerLabel::HelpersEmpty)) }
            button.primary type="submit" { (desk.t(EmployerLabel::Save)) }
        }
    }
}
