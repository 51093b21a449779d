//! The page on which a notice is written.

use super::super::fault::Fault;
use super::super::layout::{Nav, page as desk_page};
use super::super::parts::{csrf, described_by, field_error};
use super::super::people::Bureau;
use super::super::show::language;
use super::builder_draw::{View, groups};
use super::draft::Checked;
use super::file;
use super::options;
use super::preview::previews;
use super::reach::{Counted, counted};
use crate::domain::id::NoticeId;
use crate::domain::language::Locale;
use crate::domain::notice::{MAX_TITLE, MAX_UNITS, NoticeText};
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use axum::response::Response;
use maud::{Markup, html};

/// What the page shows besides the form itself.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The draft that is being changed; `None` for a new one.
    pub id: Option<&'a NoticeId>,
    /// Whether its audience has been looked at.
    pub looked: bool,
    /// Its audience, counted; `None` while it is unfinished.
    pub counted: Option<Counted>,
    /// Whether unfinished conditions are to be pointed out.
    pub strict: bool,
    /// Whether something is wrong.
    pub wrong: bool,
    /// Whether to show how it will look.
    pub previews: bool,
}

impl<'a> Frame<'a> {
    /// Of a form that has just been opened.
    pub fn fresh(id: Option<&'a NoticeId>) -> Self {
        Self {
            id,
            looked: false,
            counted: None,
            strict: false,
            wrong: false,
            previews: false,
        }
    }

    /// Where the form is sent to.
    fn action(&self) -> String {
        match self.id {
            Some(id) => format!("/console/notices/{id}/edit"),
            None => "/console/notices/new".to_owned(),
        }
    }
}

/// The page with the form.
pub async fn page(desk: &Bureau, checked: &Checked, frame: Frame<'_>) -> Result<Response, Fault> {
    let action = frame.action();
    let lists = desk.read().await?.audience_lists().await?;
    let view = View {
        strict: frame.strict,
        action: &action,
        lists: &lists,
    };
    let title = desk.t(match frame.id {
        Some(_) => NoticeLabel::NoticeEdit,
        None => NoticeLabel::NoticeNew,
    });
    let message = checked.message();
    let body = html! {
        form.letter method="post" action=(action) enctype="multipart/form-data" {
            (csrf(desk))
            // Pressing Enter in a field checks and does not save.
            button.unseen type="submit" name="step" value="check" tabindex="-1" aria-hidden="true" {}
            @if frame.wrong { p.error.box role="alert" { (desk.t(NoticeLabel::LookAgain)) } }
            (texts(desk, checked))
            section.card {
                h2 { (desk.t(NoticeLabel::OptionsTitle)) }
                div.pair.wide-gap { (file::draw(desk, checked)) (options::draw(desk, checked)) }
            }
            (audience(desk, checked, &frame, view))
            div.row.sticky { (buttons(desk, &frame)) }
        }
        @if frame.previews && !message.texts.is_empty() {
            section aria-labelledby="previews" {
                h2 #previews { (desk.t(NoticeLabel::Previews)) }
                div.previews { (previews(desk, &message)) }
            }
        }
    };
    desk_page(desk, Nav::Notices, title, body).await
}

fn buttons(desk: &Bureau, frame: &Frame<'_>) -> Markup {
    let back = match frame.id {
        Some(id) => format!("/console/notices/{id}"),
        None => "/console/notices".to_owned(),
    };
    html! {
        button.primary type="submit" name="step" value="save" { (desk.t(NoticeLabel::SaveDraft)) }
        button type="submit" name="step" value="check" { (desk.t(NoticeLabel::CheckStep)) }
        a.button href=(back) { (desk.t(Label::Back)) }
    }
}

fn audience(desk: &Bureau, checked: &Checked, frame: &Frame<'_>, view: View<'_>) -> Markup {
    html! {
        section.card.audience #audience data-reshapes {
            h2 { (desk.t(NoticeLabel::AudienceTitle)) }
            p.hint { (desk.t(NoticeLabel::AudienceAdvice)) }
            (groups(desk, &checked.groups, view))
            div.counted #reach aria-live="polite" data-count="/console/notices/count" {
                @if frame.looked {
                    (counted(desk, frame.counted.as_ref()))
                } @else {
                    p.hint { (desk.t(NoticeLabel::CountHint)) }
                }
            }
        }
    }
}

fn texts(desk: &Bureau, checked: &Checked) -> Markup {
    html! {
        section.card {
            h2 { (desk.t(NoticeLabel::Texts)) }
            p.hint { (desk.t(NoticeLabel::TextsAdvice)) }
            p.hint { (desk.t(NoticeLabel::MarkdownHelp)) " " (desk.t(NoticeLabel::PlaceholderHelp)) }
            div.texts { @for text in &checked.texts { (text_fields(desk, text, checked)) } }
        }
    }
}

fn text_fields(desk: &Bureau, text: &NoticeText, checked: &Checked) -> Markup {
    let locale = text.locale;
    let (title_name, body_name) = (format!("title-{locale}"), format!("body-{locale}"));
    let error = |name: &str| checked.error(name).map(|label| desk.t(label));
    let (title_error, body_error) = (error(&title_name), error(&body_name));
    let counter = |name: &str, length: usize, most: usize| {
        html! {
            p.hint.counter #{ (name) "-hint" } { (desk.t(NoticeLabel::Characters { length, most })) }
        }
    };
    html! {
        fieldset.text {
            legend {
                (desk.t(language(locale)))
                @if locale != Locale::ZhHans { span.hint { (desk.t(NoticeLabel::Optional)) } }
            }
            div.field {
                label for=(title_name) { (desk.t(NoticeLabel::Heading)) }
                @if let Some(error) = &title_error { (field_error(&title_name, error)) }
                input #(title_name) type="text" name=(title_name) value=(text.title) lang=(locale)
                    data-limit=(MAX_TITLE) aria-invalid=[title_error.is_some().then_some("true")]
                    aria-describedby=[described_by(&title_name, true, title_error.is_some())];
                (counter(&title_name, text.title.chars().count(), MAX_TITLE))
            }
            div.field {
                label for=(body_name) { (desk.t(NoticeLabel::Text)) }
                @if let Some(error) = &body_error { (field_error(&body_name, error)) }
                textarea #(body_name) name=(body_name) rows="10" lang=(locale)
                    data-limit=(MAX_UNITS) data-units aria-invalid=[body_error.is_some().then_some("true")]
                    aria-describedby=[described_by(&body_name, true, body_error.is_some())] { (text.body) }
                (counter(&body_name, text.body.encode_utf16().count(), MAX_UNITS))
            }
        }
    }
}
