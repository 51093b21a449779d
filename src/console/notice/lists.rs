//! Uploaded lists of people in the audience's form: choosing one, uploading one, and what was found in it.

use super::super::parts::described_by;
use super::super::people::Bureau;
use super::super::sent::{Sent, Upload};
use super::super::show::when;
use super::builder::{GroupForm, Kind, RuleForm};
use super::builder_draw::{View, step};
use super::builder_read::RuleRead;
use super::refusal;
use crate::domain::id::ListId;
use crate::domain::notice::{EntryError, ListRead, Unread};
use crate::locale::label::notice::NoticeLabel;
use crate::sheet::{self, column_letters, file_name};
use crate::store::notice::{AudienceList, ListMatch};
use crate::store::{Result, StoreError, Tx};
use maud::{Markup, html};

/// Unreadable rows that are told one by one.
const TOLD: usize = 20;

/// What became of an upload.
#[derive(Debug, Clone)]
pub enum Uploaded {
    /// It is kept; these rows could not be read, of so many.
    Kept {
        /// The first of them.
        unread: Vec<Unread>,
        /// All of them.
        count: usize,
    },
    /// It is no list.
    Refused(NoticeLabel),
}

/// A list that is chosen, and how many of it we know.
#[derive(Debug)]
pub struct Chosen {
    list: AudienceList,
    matched: ListMatch,
}

/// Keeps the lists that came with a form and chooses them where they were uploaded.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(desk: &Bureau, sent: &Sent, groups: &mut [GroupForm]) -> Result<()> {
    for (g, group) in groups.iter_mut().enumerate() {
        for (r, rule) in group.rules.iter_mut().enumerate() {
            let upload = sent.file(&format!("g{g}r{r}-list"));
            if let Some(upload) = upload.filter(|_| rule.kind == Kind::List) {
                keep_one(desk, upload, rule).await?;
            }
        }
    }
    Ok(())
}

async fn keep_one(desk: &Bureau, upload: &Upload, rule: &mut RuleForm) -> Result<()> {
    let (name, bytes) = (upload.name.clone(), upload.bytes.to_vec());
    let read = tokio::task::spawn_blocking(move || {
        let mut table = sheet::read(&name, bytes)?;
        sheet::people(&mut table)
    });
    let read = read.await;
    let read = read.map_err(|_| StoreError::Refused("reading the list broke off".into()))?;
    let list = match read {
        Ok(list) if list.entries.is_empty() => {
            rule.uploaded = Some(Uploaded::Refused(NoticeLabel::ListNobody));
            return Ok(());
        }
        Ok(list) => list,
        Err(error) => {
            rule.uploaded = Some(Uploaded::Refused(refusal::sheet(&error)));
            return Ok(());
        }
    };
    let name = file_name(&upload.name);
    let saved = desk.store();
    let id = saved.save_audience_list(&name, &desk.staff.id, &list, desk.now());
    rule.values = vec![id.await?.to_string()];
    rule.uploaded = Some(kept(&list));
    Ok(())
}

fn kept(list: &ListRead) -> Uploaded {
    let all = list.unreadable.iter().chain(&list.passed_over);
    Uploaded::Kept {
        count: list.unreadable.len() + list.passed_over.len(),
        unread: all.take(TOLD).cloned().collect(),
    }
}

/// The name of a list; `None` when there is none of that id.
///
/// # Errors
/// [`StoreError`].
pub async fn name(tx: &mut Tx, id: &ListId) -> Result<Option<String>> {
    Ok(tx.audience_list(id).await?.map(|list| list.name))
}

/// The list chosen, with how many of it we know.
///
/// # Errors
/// [`StoreError`].
pub async fn chosen(tx: &mut Tx, id: &str) -> Result<Option<Chosen>> {
    let id = ListId::new(id);
    Ok(match tx.audience_list(&id).await? {
        Some(list) => Some(Chosen {
            matched: tx.list_match(&id).await?,
            list,
        }),
        None => None,
    })
}

/// A choice of one list, a field to upload another, and what is known of the one chosen.
pub fn choose(
    desk: &Bureau,
    (g, r): (usize, usize),
    rule: &RuleRead,
    wrong: bool,
    view: View<'_>,
) -> Markup {
    let name = format!("g{g}r{r}");
    let file = format!("{name}-list");
    let now = rule.chosen.first().map(|one| one.key.as_str());
    html! {
        @if !view.lists.is_empty() {
            select name={ (name) "-value" } aria-label=(desk.t(NoticeLabel::KindList))
                aria-describedby=[described_by(&name, false, wrong)] {
                option value="" { (desk.t(NoticeLabel::ListChoose)) }
                @for list in view.lists {
                    option value=(list.id) selected[now == Some(list.id.as_str())] {
                        (list.name) " · " (desk.t(NoticeLabel::ListPeople { count: list.people() }))
                    }
                }
            }
        }
        @if let Some(chosen) = &rule.list { (about(desk, chosen)) }
        @if let Some(Uploaded::Kept { unread, count }) = &rule.form.uploaded {
            (unread_rows(desk, unread, *count))
        }
        div.row {
            label.hint for=(file) { (desk.t(NoticeLabel::ListUpload)) }
            input #(file) type="file" name=(file) accept=".xlsx,.csv,.txt" aria-describedby={ (file) "-hint" };
            (step(view, "list", &format!("g{g}"), html! { (desk.t(NoticeLabel::Upload)) }))
        }
        p.hint #{ (file) "-hint" } { (desk.t(NoticeLabel::ListHint)) }
    }
}

fn about(desk: &Bureau, chosen: &Chosen) -> Markup {
    let (list, matched) = (&chosen.list, &chosen.matched);
    html! {
        p {
            strong { (desk.t(NoticeLabel::ListReached { count: matched.reached })) }
            span.hint.beside {
                (desk.t(NoticeLabel::ListRest { left_out: matched.left_out, unknown: matched.unknown }))
            }
        }
        p.hint {
            (desk.t(NoticeLabel::ListFigures {
                rows: list.rows_read,
                people: list.people(),
                duplicates: list.duplicates,
                unreadable: list.unreadable,
            }))
            " · " (list.uploaded_by) " · " (when(desk, list.uploaded_at))
        }
    }
}

fn unread_rows(desk: &Bureau, unread: &[Unread], count: usize) -> Markup {
    html! {
        @if count > 0 {
            details.quiet {
                summary { (desk.t(NoticeLabel::ListUnread { count })) }
                ul {
                    @for one in unread { li { (desk.t(place(one))) " " (desk.t(why(one.why))) } }
                    @if count > unread.len() { li { "…" } }
                }
            }
        }
    }
}

fn place(unread: &Unread) -> NoticeLabel {
    let row = i64::from(unread.row);
    match unread.column {
        Some(column) => NoticeLabel::ListCell {
            cell: format!("{}{row}", column_letters(column)),
        },
        None => NoticeLabel::ListRow { row },
    }
}

fn why(error: EntryError) -> NoticeLabel {
    match error {
        EntryError::Nothing => NoticeLabel::UnreadNothing,
        EntryError::Mobile(_) => NoticeLabel::UnreadMobile,
        EntryError::ResidentId(_) => NoticeLabel::UnreadResidentId,
        EntryError::Rounded => NoticeLabel::UnreadRounded,
    }
}
