//! Writing a notice: three languages, an audience, a look at both before it is saved.
//!
//! Only the author edits a draft: somebody else who could both change and approve it would approve their own words.

use super::fault::Fault;
use super::guard::INVALID;
use super::layout::{Nav, page};
use super::lookup::{self, Asked, Found};
use super::notice_page::{previews, reach};
use super::parts::{csrf, described_by, field_error};
use super::people::Bureau;
use super::show::{audience_status, full_place, health, language};
use crate::domain::health::HealthCode;
use crate::domain::id::{EmployerId, NoticeId};
use crate::domain::language::Locale;
use crate::domain::notice::{
    Audience, AudienceStatus, MAX_CHARS, MAX_TITLE, NoticeState, NoticeText,
};
use crate::domain::place::PlaceCode;
use crate::locale::label::Label;
use crate::store::Tx;
use crate::store::notice::{Notice, Reach};
use axum::extract::{Form, Path};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// The form as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Draft {
    #[serde(rename = "title-zh-Hans")]
    title_hans: String,
    #[serde(rename = "body-zh-Hans")]
    body_hans: String,
    #[serde(rename = "title-zh-Hant")]
    title_hant: String,
    #[serde(rename = "body-zh-Hant")]
    body_hant: String,
    #[serde(rename = "title-en")]
    title_en: String,
    #[serde(rename = "body-en")]
    body_en: String,
    origin: String,
    origin_held: String,
    origin_offered: String,
    origin_picked: String,
    employer: String,
    employer_held: String,
    employer_offered: String,
    employer_picked: String,
    status: String,
    health: String,
    step: String,
}

/// A form read through: what it says, and what is wrong with it.
struct Checked {
    texts: Vec<NoticeText>,
    errors: Vec<(String, Label)>,
    origin: (Asked, Found<PlaceCode>),
    employer: (Asked, Found<EmployerId>),
    audience: Audience,
    /// People of the audience; `None` until somebody asks.
    reach: Option<Reach>,
}

impl Checked {
    fn is_fit(&self) -> bool {
        self.errors.is_empty()
            && self.origin.1.trouble().is_none()
            && self.employer.1.trouble().is_none()
    }

    fn error(&self, field: &str) -> Option<Label> {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, label)| label.clone())
    }
}

impl Draft {
    fn of(desk: &Bureau, notice: &Notice, employer: Option<String>) -> Self {
        let text = |locale: Locale| {
            let text = notice.texts.iter().find(|text| text.locale == locale);
            text.map(|t| (t.title.clone(), t.body.clone()))
                .unwrap_or_default()
        };
        let ((title_hans, body_hans), (title_hant, body_hant), (title_en, body_en)) =
            (text(Locale::ZhHans), text(Locale::ZhHant), text(Locale::En));
        let audience = &notice.audience;
        let code = |code: PlaceCode| code.to_string();
        let firm = audience.employer.as_ref();
        Self {
            title_hans,
            body_hans,
            title_hant,
            body_hant,
            title_en,
            body_en,
            origin: audience
                .origin
                .map(|code| full_place(desk, code))
                .unwrap_or_default(),
            origin_held: audience.origin.map(code).unwrap_or_default(),
            employer: employer.unwrap_or_default(),
            employer_held: firm.map(|id| id.as_str().to_owned()).unwrap_or_default(),
            status: audience.status.as_str().to_owned(),
            health: audience
                .health_code
                .map(|code| code.as_str().to_owned())
                .unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Heading and text of a language, line ends as the store keeps them.
    fn text(&self, locale: Locale) -> (String, String) {
        let (title, body) = match locale {
            Locale::ZhHans => (&self.title_hans, &self.body_hans),
            Locale::ZhHant => (&self.title_hant, &self.body_hant),
            Locale::En => (&self.title_en, &self.body_en),
        };
        (title.trim().to_owned(), body.trim().replace("\r\n", "\n"))
    }
}

async fn check(desk: &Bureau, tx: &mut Tx, draft: &Draft) -> Result<Checked, Fault> {
    let mut texts = Vec::new();
    let mut errors = Vec::new();
    for locale in Locale::ALL {
        let (title, body) = draft.text(*locale);
        if let Some((field, label)) = text_error(*locale, &title, &body) {
            errors.push((format!("{field}-{locale}"), label));
        }
        if !body.is_empty() || !title.is_empty() {
            texts.push(NoticeText {
                locale: *locale,
                title,
                body,
            });
        }
    }
    let origin = Asked {
        typed: draft.origin.clone(),
        held: draft.origin_held.clone(),
        offered_for: draft.origin_offered.clone(),
        picked: draft.origin_picked.clone(),
    };
    let employer = Asked {
        typed: draft.employer.clone(),
        held: draft.employer_held.clone(),
        offered_for: draft.employer_offered.clone(),
        picked: draft.employer_picked.clone(),
    };
    let origin_found = lookup::place(desk, &origin);
    let employer_found = lookup::employer(tx, &employer).await?;
    let audience = Audience {
        origin: origin_found.one().copied(),
        employer: employer_found.one().cloned(),
        status: AudienceStatus::parse(&draft.status).unwrap_or_default(),
        health_code: HealthCode::parse(&draft.health),
    };
    Ok(Checked {
        texts,
        errors,
        audience,
        origin: (origin, origin_found),
        employer: (employer, employer_found),
        reach: None,
    })
}

/// What is wrong with a text: the field's kind and why.
fn text_error(locale: Locale, title: &str, body: &str) -> Option<(&'static str, Label)> {
    let (heading, length) = (title.chars().count(), body.chars().count());
    if heading > MAX_TITLE {
        let (length, most) = (heading, MAX_TITLE);
        Some(("title", Label::TextTooLong { length, most }))
    } else if heading + length > MAX_CHARS {
        let (length, most) = (heading + length, MAX_CHARS);
        Some(("body", Label::TextTooLong { length, most }))
    } else if body.is_empty() && (locale == Locale::ZhHans || !title.is_empty()) {
        Some(("body", Label::TextNeeded))
    } else {
        None
    }
}

/// An empty form.
pub async fn new(desk: Bureau) -> Result<Response, Fault> {
    blank(&desk, None, &Draft::default()).await
}

/// The form of one's own draft.
pub async fn edit(desk: Bureau, Path(id): Path<String>) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let notice = own_draft(&desk, &mut tx, &NoticeId::new(id)).await?;
    let employer = match &notice.audience.employer {
        Some(id) => tx.employer(id).await?.map(|firm| firm.name),
        None => None,
    };
    drop(tx);
    let draft = Draft::of(&desk, &notice, employer);
    blank(&desk, Some(&notice.id), &draft).await
}

/// A form that nobody has sent yet: nothing is wrong with it.
async fn blank(desk: &Bureau, id: Option<&NoticeId>, draft: &Draft) -> Result<Response, Fault> {
    let mut tx = desk.read().await?;
    let mut checked = check(desk, &mut tx, draft).await?;
    drop(tx);
    checked.errors.clear();
    draw(desk, id, draft, &checked).await
}

async fn own_draft(desk: &Bureau, tx: &mut Tx, id: &NoticeId) -> Result<Notice, Fault> {
    let notice = tx.notice(id).await?.ok_or(Fault::NotFound)?;
    if notice.author == desk.staff.id && notice.state == NoticeState::Draft {
        Ok(notice)
    } else {
        Err(Fault::Forbidden)
    }
}

/// Checks or saves a new notice.
pub async fn create(desk: Bureau, Form(draft): Form<Draft>) -> Result<Response, Fault> {
    take(&desk, None, &draft).await
}

/// Checks or saves a draft again.
pub async fn revise(
    desk: Bureau,
    Path(id): Path<String>,
    Form(draft): Form<Draft>,
) -> Result<Response, Fault> {
    take(&desk, Some(NoticeId::new(id)), &draft).await
}

async fn take(desk: &Bureau, id: Option<NoticeId>, draft: &Draft) -> Result<Response, Fault> {
    let mut tx = desk.write().await?;
    if let Some(id) = &id {
        own_draft(desk, &mut tx, id).await?;
    }
    let mut checked = check(desk, &mut tx, draft).await?;
    let saves = draft.step == "save";
    if saves && checked.is_fit() {
        let id = save(desk, &mut tx, id, &checked).await?;
        tx.commit().await?;
        let address = format!("/console/notices/{id}?done=saved");
        return Ok(Redirect::to(&address).into_response());
    }
    if checked.origin.1.trouble().is_none() && checked.employer.1.trouble().is_none() {
        checked.reach = Some(tx.reach(&checked.audience).await?);
    }
    tx.rollback().await?;
    if !saves {
        // Looking is allowed at any time: nothing is asked for yet.
        checked
            .errors
            .retain(|(_, label)| *label != Label::TextNeeded);
    }
    let fit = checked.is_fit();
    let drawn = draw(desk, id.as_ref(), draft, &checked).await?;
    Ok(if fit {
        drawn
    } else {
        (INVALID, drawn).into_response()
    })
}

async fn save(
    desk: &Bureau,
    tx: &mut Tx,
    id: Option<NoticeId>,
    checked: &Checked,
) -> Result<NoticeId, Fault> {
    let (audience, texts, me) = (&checked.audience, &checked.texts, &desk.staff.id);
    let (id, action) = match id {
        Some(id) => {
            tx.revise_draft(&id, audience, texts).await?;
            (id, "notice.revised")
        }
        None => (
            tx.create_notice(me, audience, texts, desk.now()).await?,
            "notice.written",
        ),
    };
    tx.audit(me.as_str(), action, id.as_str(), None, desk.now())
        .await?;
    Ok(id)
}

async fn draw(
    desk: &Bureau,
    id: Option<&NoticeId>,
    draft: &Draft,
    checked: &Checked,
) -> Result<Response, Fault> {
    let back = id.map_or("/console/notices".to_owned(), |id| {
        format!("/console/notices/{id}")
    });
    let title = desk.t(match id {
        Some(_) => Label::NoticeEdit,
        None => Label::NoticeNew,
    });
    let body = html! {
        form.letter method="post" {
            (csrf(desk))
            // Pressing Enter in a field checks and does not save.
            button.unseen type="submit" name="step" value="check" tabindex="-1" aria-hidden="true" {}
            @if !checked.is_fit() { p.error.box role="alert" { (desk.t(Label::LookAgain)) } }
            section.card {
                h2 { (desk.t(Label::Texts)) }
                p.hint { (desk.t(Label::TextsAdvice)) }
                div.texts { @for locale in Locale::ALL { (text_fields(desk, *locale, draft, checked)) } }
            }
            section.card { (audience_fields(desk, draft, checked)) }
            div.row.sticky {
                button.primary type="submit" name="step" value="save" { (desk.t(Label::SaveDraft)) }
                button type="submit" name="step" value="check" { (desk.t(Label::CheckStep)) }
                a.button href=(back) { (desk.t(Label::Back)) }
            }
        }
        @if checked.reach.is_some() && !checked.texts.is_empty() {
            section aria-labelledby="previews" {
                h2 #previews { (desk.t(Label::Previews)) }
                div.previews { (previews(desk, &checked.texts)) }
            }
        }
    };
    page(desk, Nav::Notices, title, body).await
}

fn text_fields(desk: &Bureau, locale: Locale, draft: &Draft, checked: &Checked) -> Markup {
    let (title, body) = draft.text(locale);
    let (title_name, body_name) = (format!("title-{locale}"), format!("body-{locale}"));
    let error = |name: &str| checked.error(name).map(|label| desk.t(label));
    let (title_error, body_error) = (error(&title_name), error(&body_name));
    html! {
        fieldset.text {
            legend {
                (desk.t(language(locale)))
                @if locale != Locale::ZhHans { span.hint { (desk.t(Label::Optional)) } }
            }
            div.field {
                label for=(title_name) { (desk.t(Label::Heading)) }
                @if let Some(error) = &title_error { (field_error(&title_name, error)) }
                input #(title_name) type="text" name=(title_name) value=(title) lang=(locale)
                    data-limit=(MAX_TITLE) aria-invalid=[title_error.is_some().then_some("true")]
                    aria-describedby=[described_by(&title_name, true, title_error.is_some())];
                p.hint.counter #{ (title_name) "-hint" } {
                    (desk.t(Label::Characters { length: title.chars().count(), most: MAX_TITLE }))
                }
            }
            div.field {
                label for=(body_name) { (desk.t(Label::Text)) }
                @if let Some(error) = &body_error { (field_error(&body_name, error)) }
                textarea #(body_name) name=(body_name) rows="8" lang=(locale)
                    data-limit=(MAX_CHARS) aria-invalid=[body_error.is_some().then_some("true")]
                    aria-describedby=[described_by(&body_name, true, body_error.is_some())] { (body) }
                p.hint.counter #{ (body_name) "-hint" } {
                    (desk.t(Label::Characters { length: body.chars().count(), most: MAX_CHARS }))
                }
            }
        }
    }
}

fn audience_fields(desk: &Bureau, draft: &Draft, checked: &Checked) -> Markup {
    let audience = &checked.audience;
    html! {
        h2 { (desk.t(Label::AudienceTitle)) }
        p.hint { (desk.t(Label::AudienceAdvice)) }
        div.pair {
            div.field {
                label for="status" { (desk.t(Label::StatusTitle)) }
                select #status name="status" {
                    @for status in AudienceStatus::ALL {
                        option value=(status) selected[*status == audience.status] { (desk.t(audience_status(*status))) }
                    }
                }
            }
            div.field {
                label for="health" { (desk.t(Label::HealthCodeTitle)) }
                select #health name="health" {
                    option value="" selected[draft.health.is_empty()] { (desk.t(Label::HealthAny)) }
                    @for code in HealthCode::ALL {
                        option value=(code) selected[Some(*code) == audience.health_code] { (desk.t(health(*code))) }
                    }
                }
            }
            (lookup::draw(desk, "origin", Label::ColOrigin, Label::OriginHint, &checked.origin.0, &checked.origin.1))
            (lookup::draw(desk, "employer", Label::ColEmployer, Label::EmployerHint, &checked.employer.0, &checked.employer.1))
        }
        @if let Some(counted) = &checked.reach { (reach(desk, counted)) }
    }
}
