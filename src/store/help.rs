//! Conversations between a worker and a clerk: one open at a time for each chat.
//!
//! Races: two calls for help of one chat meet at the unique index of open conversations; an answer and the end of
//! a conversation meet at the row lock in [`Tx::say_in_help`].

mod assign;
mod claim;

pub use claim::Claimed;

use super::db::{Result, StoreError, Tx, execute, rows};
use super::fresh_id;
use super::outbox::last_place;
use super::row::{bad, place, word};
use crate::domain::delivery::ChannelKind;
use crate::domain::id::{ChatId, HelpId, StaffId, WorkerId};
use crate::domain::language::Locale;
use crate::domain::place::PlaceCode;
use crate::domain::time::Timestamp;

/// One conversation as the inbox shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxItem {
    /// The conversation.
    pub help: HelpId,
    /// The worker's chat.
    pub chat: ChatId,
    /// Where the worker writes.
    pub channel: ChannelKind,
    /// Language of the chat.
    pub locale: Locale,
    /// The worker, where they have registered.
    pub worker: Option<WorkerId>,
    /// Their name.
    pub name: Option<String>,
    /// Their mobile, masked.
    pub mobile_mask: Option<String>,
    /// Name of the employer they registered for.
    pub employer: Option<String>,
    /// That employer's district.
    pub district: Option<PlaceCode>,
    /// Whether it is still open.
    pub open: bool,
    /// When the worker asked for a person.
    pub opened_at: Timestamp,
    /// The latest words of either side.
    pub last_text: Option<String>,
    /// Since when the worker waits for an answer; `None` when the last word is ours or it is closed.
    pub waiting_since: Option<Timestamp>,
    /// Position of the chat's latest bubble.
    pub last_seq: i64,
    /// The registered worker it asks to be recognised as.
    pub claims: Option<Claimed>,
    /// Who of the staff looks after it, with their name.
    pub assigned: Option<(StaffId, String)>,
}

/// One message of such a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpMessage {
    /// Row; grows with time.
    pub id: i64,
    /// The clerk who wrote it, with the name shown; `None` for the worker.
    pub author: Option<(StaffId, String)>,
    /// The words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct InboxRow {
    id: String,
    chat_id: String,
    state: String,
    opened_at: i64,
    channel: String,
    locale: String,
    last_seq: i64,
    worker_id: Option<String>,
    name: Option<String>,
    mobile_mask: Option<String>,
    employer: Option<String>,
    district: Option<String>,
    last_text: Option<String>,
    last_author: Option<String>,
    asked_at: Option<i64>,
    claims_id: Option<String>,
    claims_name: Option<String>,
    claims_id_mask: Option<String>,
    claims_mobile_mask: Option<String>,
    assigned_to: Option<String>,
    assigned_name: Option<String>,
}

impl InboxRow {
    fn into_item(self) -> Result<InboxItem> {
        let open = match self.state.as_str() {
            "open" => true,
            "closed" => false,
            other => return Err(bad("help", &self.id, "state", other)),
        };
        let district = self.district.as_deref();
        let waits = open && self.last_author.is_none();
        let claims = self.claims_id.map(|id| Claimed {
            worker: WorkerId::new(id),
            name: self.claims_name.unwrap_or_default(),
            id_mask: self.claims_id_mask.unwrap_or_default(),
            mobile_mask: self.claims_mobile_mask.unwrap_or_default(),
        });
        Ok(InboxItem {
            channel: word(
                "chat",
                &self.chat_id,
                "channel",
                &self.channel,
                ChannelKind::parse,
            )?,
            locale: word("chat", &self.chat_id, "locale", &self.locale, Locale::parse)?,
            district: district
                .map(|code| place("employer", &self.id, "district", code))
                .transpose()?,
            waiting_since: waits
                .then(|| Timestamp::from_millis(self.asked_at.unwrap_or(self.opened_at))),
            help: HelpId::new(self.id),
            chat: ChatId::new(self.chat_id),
            worker: self.worker_id.map(WorkerId::new),
            name: self.name,
            mobile_mask: self.mobile_mask,
            employer: self.employer,
            open,
            opened_at: Timestamp::from_millis(self.opened_at),
            last_text: self.last_text,
            last_seq: self.last_seq,
            claims,
            assigned: self
                .assigned_to
                .map(|id| (StaffId::new(id), self.assigned_name.unwrap_or_default())),
        })
    }
}

/// The inbox's columns; `asked_at` is the worker's first message since our last one.
macro_rules! inbox_sql {
    ($tail:literal) => {
        concat!(
            "SELECT h.id, h.chat_id, h.state, h.opened_at, c.channel, c.locale, ",
            last_place!("c"),
            " AS last_seq, c.worker_id, w.name, w.mobile_mask, \
                    e.name AS employer, e.district, last.text AS last_text, last.author AS last_author, \
                    (SELECT MIN(m.at) FROM help_message m WHERE m.help_id = h.id AND m.author IS NULL AND m.id > \
                        COALESCE((SELECT MAX(o.id) FROM help_message o WHERE o.help_id = h.id AND o.author IS NOT NULL), 0) \
                    ) AS asked_at, \
                    k.id AS claims_id, k.name AS claims_name, k.id_mask AS claims_id_mask, \
                    k.mobile_mask AS claims_mobile_mask, h.assigned_to, a.name AS assigned_name \
             FROM help h JOIN chat c ON c.id = h.chat_id \
             LEFT JOIN worker w ON w.id = c.worker_id \
             LEFT JOIN registration r ON r.worker_id = w.id \
             LEFT JOIN employer e ON e.id = r.employer_id \
             LEFT JOIN worker k ON k.id = h.claims_worker LEFT JOIN staff a ON a.id = h.assigned_to \
             LEFT JOIN help_message last ON last.id = \
                (SELECT MAX(m.id) FROM help_message m WHERE m.help_id = h.id) ",
            $tail
        )
    };
}

impl Tx {
    /// Opens a conversation with a clerk, or gives the one that is open.
    pub async fn open_help(&mut self, chat: &ChatId, now: Timestamp) -> Result<HelpId> {
        execute!(
            self,
            "INSERT INTO help (id, chat_id, state, opened_at) VALUES ($1, $2, 'open', $3) \
             ON CONFLICT (chat_id) WHERE state = 'open' DO NOTHING",
            fresh_id(),
            chat.as_str(),
            now.millis(),
        )?;
        let open = self.open_help_of(chat).await?;
        open.ok_or_else(|| StoreError::Refused("the conversation could not be opened".into()))
    }

    /// The open conversation of a chat.
    pub async fn open_help_of(&mut self, chat: &ChatId) -> Result<Option<HelpId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM help WHERE chat_id = $1 AND state = 'open'",
            chat.as_str(),
        )?;
        Ok(row.map(|(id,)| HelpId::new(id)))
    }

    /// Adds a message, the worker's when `author` is `None`; `false`, and nothing stored, when the conversation
    /// is closed. The worker's words come with personal numbers masked.
    pub async fn say_in_help(
        &mut self,
        help: &HelpId,
        author: Option<&StaffId>,
        text: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let open = rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT id FROM help WHERE id = $1 AND state = 'open'",
            help.as_str(),
        )?;
        if open.is_none() {
            return Ok(false);
        }
        execute!(
            self,
            "INSERT INTO help_message (help_id, author, text, at) VALUES ($1, $2, $3, $4)",
            help.as_str(),
            author.map(|id| id.as_str().to_owned()),
            text,
            now.millis(),
        )?;
        Ok(true)
    }

    /// Ends a conversation; `false` when it had ended already. `by` is a staff identifier or `worker`.
    pub async fn close_help(&mut self, help: &HelpId, by: &str, now: Timestamp) -> Result<bool> {
        let closed = execute!(
            self,
            "UPDATE help SET state = 'closed', closed_at = $1, closed_by = $2 WHERE id = $3 AND state = 'open'",
            now.millis(),
            by,
            help.as_str(),
        )?;
        Ok(closed == 1)
    }

    /// Every open conversation: first those that wait for an answer, the longest wait first; then the others.
    pub async fn inbox(&mut self) -> Result<Vec<InboxItem>> {
        let found = rows!(
            self,
            fetch_all,
            InboxRow,
            inbox_sql!("WHERE h.state = 'open'")
        )?;
        let mut items = found
            .into_iter()
            .map(InboxRow::into_item)
            .collect::<Result<Vec<_>>>()?;
        items.sort_by_key(|item| {
            (
                item.waiting_since.is_none(),
                item.waiting_since,
                item.opened_at,
            )
        });
        Ok(items)
    }

    /// One conversation, open or closed.
    pub async fn help(&mut self, help: &HelpId) -> Result<Option<InboxItem>> {
        let row = rows!(
            self,
            fetch_optional,
            InboxRow,
            inbox_sql!("WHERE h.id = $1"),
            help.as_str()
        )?;
        row.map(InboxRow::into_item).transpose()
    }

    /// The messages of a conversation, oldest first.
    pub async fn help_messages(&mut self, help: &HelpId) -> Result<Vec<HelpMessage>> {
        let found = rows!(
            self,
            fetch_all,
            (i64, Option<String>, Option<String>, String, i64),
            "SELECT m.id, m.author, s.name, m.text, m.at FROM help_message m \
             LEFT JOIN staff s ON s.id = m.author WHERE m.help_id = $1 ORDER BY m.id",
            help.as_str(),
        )?;
        Ok(found
            .into_iter()
            .map(|(id, author, name, text, at)| HelpMessage {
                id,
                author: author.map(|id| (StaffId::new(id), name.unwrap_or_default())),
                text,
                at: Timestamp::from_millis(at),
            })
            .collect())
    }
}
