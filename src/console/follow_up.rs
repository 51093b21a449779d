//! The people whom a notice has not reached, as a workbook to call them by.

use crate::domain::delivery::{DeliveryState, Gone};
use crate::domain::language::Locale;
use crate::domain::place::Gazetteer;
use crate::domain::time::Timestamp;
use crate::locale::label::Label;
use crate::locale::label::notice::NoticeLabel;
use crate::locale::text;
use crate::sheet::{Cell, Head, WriteError, Writer};
use crate::store::notice::{FALLEN_OUT, Notice, Unreached};
use crate::store::{Store, StoreError};

/// People read in one transaction.
const PAGE: i64 = 1_000;

/// First words of a notice that the list shows, in characters.
const WORDS: usize = 40;

/// Why a list of people to call cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum FollowUpError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The workbook cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A list of people to call.
pub struct FollowUp {
    /// The workbook; packing it takes a while for a long list, so do that on a thread that may wait.
    pub writer: Writer,
    /// The people on it.
    pub people: usize,
    /// Of these, the people who never registered: there is no number to call.
    pub without_number: usize,
}

/// Makes the list of people whom a notice has not reached, worded in `locale`. The first rows say of which notice
/// it is, who made it and when. Memory holds one page of people, however many there are. The numbers are in full:
/// whoever calls this records `notice.followup_exported` first.
///
/// # Errors
/// [`FollowUpError`].
pub async fn follow_up(
    store: &Store,
    notice: &Notice,
    locale: Locale,
    made_by: &str,
    now: Timestamp,
) -> Result<FollowUp, FollowUpError> {
    let mut list = FollowUp {
        writer: Writer::new(
            &text(locale, &NoticeLabel::FollowUp),
            &notes(notice, locale, made_by, now),
            &heads(locale),
        )?,
        people: 0,
        without_number: 0,
    };
    let mut after = 0;
    loop {
        let mut tx = store.read().await?;
        let page = tx.unreached(store, &notice.id, after, PAGE).await?;
        tx.rollback().await?;
        let Some(last) = page.last() else {
            return Ok(list);
        };
        after = last.cursor;
        for person in &page {
            write_row(&mut list.writer, person, locale)?;
            list.people += 1;
            list.without_number += usize::from(person.mobile.is_none());
        }
    }
}

fn notes(notice: &Notice, locale: Locale, made_by: &str, now: Timestamp) -> Vec<String> {
    let words = crate::domain::notice::text_for(&notice.texts, locale).map(|text| {
        let words = if text.title.trim().is_empty() {
            &text.body
        } else {
            &text.title
        };
        words
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(WORDS)
            .collect()
    });
    let notes = [
        NoticeLabel::FollowUpOf {
            notice: words.unwrap_or_default(),
            hash: notice.content_hash.clone().unwrap_or_default(),
        },
        NoticeLabel::FollowUpBy {
            name: made_by.to_owned(),
            when: now,
        },
    ];
    notes.iter().map(|note| text(locale, note)).collect()
}

fn heads(locale: Locale) -> [Head; 8] {
    let common = |label: Label, width| Head::new(text(locale, &label), width);
    let own = |label: NoticeLabel, width| Head::new(text(locale, &label), width);
    [
        common(Label::ColName, 14),
        common(Label::ColMobile, 16),
        common(Label::ColOrigin, 22),
        common(Label::ColEmployer, 30),
        common(Label::ColChannel, 12),
        own(NoticeLabel::Reasons, 34),
        own(NoticeLabel::ColAttempts, 10),
        own(NoticeLabel::ColLastTry, 18),
    ]
}

fn write_row(writer: &mut Writer, person: &Unreached, locale: Locale) -> Result<(), WriteError> {
    let t = |label: Label| text(locale, &label);
    let mobile = person
        .mobile
        .as_ref()
        .map(|mobile| mobile.expose().to_owned());
    let origin = person
        .origin
        .map(|place| match Gazetteer::builtin().path(place).is_empty() {
            true => place.to_string(),
            false => t(Label::Where { place }),
        });
    let at = person
        .at
        .map(|at| at.local().format("%Y-%m-%d %H:%M").to_string());
    writer.row(&[
        Cell::Text(person.name.as_deref().unwrap_or_default()),
        Cell::Text(&mobile.unwrap_or_else(|| text(locale, &NoticeLabel::NoNumber))),
        Cell::Text(&origin.unwrap_or_default()),
        Cell::Text(person.employer.as_deref().unwrap_or_default()),
        Cell::Text(&t(super::show::channel(person.channel))),
        Cell::Text(&why(person, locale)),
        #[expect(clippy::cast_precision_loss, reason = "attempts are few")]
        Cell::Number(person.attempts as f64),
        Cell::Text(&at.unwrap_or_default()),
    ])
}

/// Why they were not reached.
fn why(person: &Unreached, locale: Locale) -> String {
    let reason = person.reason.as_deref().unwrap_or_default();
    let reason =
        reason_label(reason).map_or_else(|| reason.to_owned(), |label| text(locale, &label));
    let maybe = text(locale, &NoticeLabel::MaybeReached);
    match (person.state, reason.is_empty()) {
        (DeliveryState::Unknown, true) => maybe,
        (DeliveryState::Unknown, false) => format!("{maybe} · {reason}"),
        (
            DeliveryState::Failed
            | DeliveryState::Excluded
            | DeliveryState::Queued
            | DeliveryState::Sending
            | DeliveryState::Sent,
            _,
        ) => reason,
    }
}

/// A reason of ours in words; `None` for a server's.
pub(super) fn reason_label(reason: &str) -> Option<NoticeLabel> {
    let known = [
        (Gone::Blocked.as_str(), NoticeLabel::ReasonBlocked),
        (Gone::Deactivated.as_str(), NoticeLabel::ReasonDeactivated),
        (Gone::NotFound.as_str(), NoticeLabel::ReasonNotFound),
        (FALLEN_OUT, NoticeLabel::ReasonOptedOut),
    ];
    let ours = known.into_iter().find(|(word, _)| *word == reason);
    ours.map(|(_, label)| label)
}
