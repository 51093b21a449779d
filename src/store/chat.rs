//! Chats: the session, the updates applied to it, and the news waiting for it.
//!
//! Races: two updates of one chat, or an update and a piece of news, meet at [`Tx::lock_chat`]; the second waits
//! there until the first has committed (on SQLite at `BEGIN IMMEDIATE` already). The same update twice meets at
//! the primary key of `inbound`.

mod contact;

use super::db::{Result, Tx, execute, rows};
use super::row::{json, to_json, word};
use super::{Store, fresh_id};
use crate::domain::delivery::{ChannelKind, ContactState};
use crate::domain::id::{AttachmentId, ChatId, WorkerId};
use crate::domain::language::Locale;
use crate::domain::registration::{CONSENT_VERSION, ConsentKind, News};
use crate::domain::time::Timestamp;

/// A chat as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Identifier.
    pub id: ChatId,
    /// Channel it runs on.
    pub channel: ChannelKind,
    /// Address on that channel.
    pub address: String,
    /// Language of the conversation.
    pub locale: Locale,
    /// The person, once known by resident ID.
    pub worker: Option<WorkerId>,
    /// Session state as the dialogue wrote it, opened; `None` before the first step or when it cannot be opened.
    pub session: Option<Vec<u8>>,
    /// Message whose buttons are the current ones, where the channel has such references.
    pub prompt_ref: Option<String>,
    /// Whether it may be written to.
    pub contact: ContactState,
    /// When the worker last did something.
    pub last_seen_at: Timestamp,
}

/// News that waits for a chat's dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingNews {
    /// Row.
    pub id: i64,
    /// Chat it is for.
    pub chat: ChatId,
    /// How often it was tried.
    pub attempts: i64,
}

const SESSION: &str = "chat.session";
const ATTACHMENT: &str = "attachment.bytes";
const DEAD_LETTER: &str = "dead_letter.payload";

#[derive(sqlx::FromRow)]
struct ChatRow {
    id: String,
    channel: String,
    address: String,
    locale: String,
    worker_id: Option<String>,
    session_sealed: Option<Vec<u8>>,
    prompt_ref: Option<String>,
    contact: String,
    last_seen_at: i64,
}

impl ChatRow {
    fn into_chat(self, store: &Store) -> Result<Chat> {
        let session = self
            .session_sealed
            .and_then(|sealed| store.keys().open(SESSION, &sealed));
        Ok(Chat {
            channel: word(
                "chat",
                &self.id,
                "channel",
                &self.channel,
                ChannelKind::parse,
            )?,
            locale: word("chat", &self.id, "locale", &self.locale, Locale::parse)?,
            contact: word(
                "chat",
                &self.id,
                "contact",
                &self.contact,
                ContactState::parse,
            )?,
            worker: self.worker_id.map(WorkerId::new),
            last_seen_at: Timestamp::from_millis(self.last_seen_at),
            id: ChatId::new(self.id),
            address: self.address,
            session,
            prompt_ref: self.prompt_ref,
        })
    }
}

impl Tx {
    /// Finds the chat at an address, or makes it.
    pub async fn ensure_chat(
        &mut self,
        channel: ChannelKind,
        address: &str,
        locale: Locale,
        now: Timestamp,
    ) -> Result<ChatId> {
        if let Some(id) = self.chat_at(channel, address).await? {
            return Ok(id);
        }
        execute!(
            self,
            "INSERT INTO chat (id, channel, address, locale, first_seen_at, last_seen_at) \
             VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (channel, address) DO NOTHING",
            fresh_id(),
            channel.as_str(),
            address,
            locale.as_str(),
            now.millis(),
        )?;
        let made = self.chat_at(channel, address).await?;
        made.ok_or_else(|| super::StoreError::Refused("the chat could not be made".into()))
    }

    /// The chat at an address, if there is one.
    pub async fn chat_at(&mut self, channel: ChannelKind, address: &str) -> Result<Option<ChatId>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM chat WHERE channel = $1 AND address = $2",
            channel.as_str(),
            address,
        )?;
        Ok(row.map(|(id,)| ChatId::new(id)))
    }

    /// Locks a chat for the rest of the transaction and reads it; `None` when there is none.
    pub async fn lock_chat(&mut self, store: &Store, id: &ChatId) -> Result<Option<Chat>> {
        let row = rows!(
            self,
            fetch_optional,
            ChatRow,
            lock "SELECT id, channel, address, locale, worker_id, session_sealed, prompt_ref, contact, last_seen_at \
             FROM chat WHERE id = $1",
            id.as_str(),
        )?;
        row.map(|row| row.into_chat(store)).transpose()
    }

    /// Notes an update of a chat as applied; `false` when it had been before. Call it before [`Tx::lock_chat`]: who
    /// comes second waits here for the first one's end, and a replay costs no more than this.
    pub async fn note_inbound(
        &mut self,
        chat: &ChatId,
        (channel, address, update_id): (ChannelKind, &str, &str),
        now: Timestamp,
    ) -> Result<bool> {
        let added = execute!(
            self,
            "INSERT INTO inbound (channel, address, update_id, chat_id, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (channel, address, update_id) DO NOTHING",
            channel.as_str(),
            address,
            update_id,
            chat.as_str(),
            now.millis(),
        )?;
        Ok(added == 1)
    }

    /// Gives an update its place and its (masked) words in the chat's transcript.
    pub async fn echo_inbound(&mut self, chat: &Chat, update_id: &str, echo: &str) -> Result<()> {
        let seq = self.next_place(&chat.id, None).await?;
        execute!(
            self,
            "UPDATE inbound SET seq = $1, echo = $2 WHERE channel = $3 AND address = $4 AND update_id = $5",
            seq,
            echo,
            chat.channel.as_str(),
            chat.address.as_str(),
            update_id,
        )?;
        Ok(())
    }

    /// Stores the session after a step, sealed; `seen` when the worker did something themselves.
    pub async fn save_session(
        &mut self,
        store: &Store,
        chat: &Chat,
        session: &[u8],
        version: u32,
        seen: Option<Timestamp>,
    ) -> Result<()> {
        execute!(
            self,
            "UPDATE chat SET session_sealed = $1, session_version = $2, locale = $3, worker_id = $4, contact = $5, \
             last_seen_at = COALESCE($6, last_seen_at) WHERE id = $7",
            store.keys().seal(SESSION, session),
            i64::from(version),
            chat.locale.as_str(),
            chat.worker.as_ref().map(|w| w.as_str().to_owned()),
            chat.contact.as_str(),
            seen.map(Timestamp::millis),
            chat.id.as_str(),
        )?;
        Ok(())
    }

    /// Queues news for a chat's dialogue, due at a moment; it goes through the runner like anything a worker says.
    pub async fn queue_news(&mut self, chat: &ChatId, news: &News, due: Timestamp) -> Result<()> {
        execute!(
            self,
            "INSERT INTO chat_event (chat_id, due_at, event, created_at) VALUES ($1, $2, $3, $2)",
            chat.as_str(),
            due.millis(),
            to_json(news)?,
        )?;
        Ok(())
    }

    /// News that is due, oldest first.
    pub async fn due_news(&mut self, limit: i64, now: Timestamp) -> Result<Vec<PendingNews>> {
        let found = rows!(
            self,
            fetch_all,
            (i64, String, i64),
            "SELECT id, chat_id, attempts FROM chat_event WHERE due_at <= $1 ORDER BY id LIMIT $2",
            now.millis(),
            limit,
        )?;
        Ok(found
            .into_iter()
            .map(|(id, chat, attempts)| PendingNews {
                id,
                chat: ChatId::new(chat),
                attempts,
            })
            .collect())
    }

    /// Takes a piece of news out of the queue; `None` when another runner has applied it meanwhile. Call with the
    /// chat locked.
    pub async fn take_news(&mut self, id: i64) -> Result<Option<News>> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "DELETE FROM chat_event WHERE id = $1 RETURNING event",
            id
        )?;
        row.map(|(event,)| json("chat_event", &id.to_string(), "event", &event))
            .transpose()
    }

    /// Puts failed news off, counting the attempt.
    pub async fn postpone_news(&mut self, id: i64, due: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE chat_event SET attempts = attempts + 1, due_at = $1 WHERE id = $2",
            due.millis(),
            id
        )?;
        Ok(())
    }

    /// Takes failed news out of the queue as it is, readable or not, and keeps it, sealed, for a person to look
    /// at; `false` when another runner has taken it meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn bury_news(
        &mut self,
        store: &Store,
        pending: &PendingNews,
        error: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "DELETE FROM chat_event WHERE id = $1 RETURNING event",
            pending.id
        )?;
        let Some((event,)) = row else {
            return Ok(false);
        };
        let at = (ChannelKind::Web, pending.chat.as_str(), "news");
        self.bury(store, at, event.as_bytes(), error, now).await?;
        Ok(true)
    }

    /// Keeps an update (or news) that failed three times, sealed, for a person to look at.
    pub async fn bury(
        &mut self,
        store: &Store,
        at: (ChannelKind, &str, &str),
        payload: &[u8],
        error: &str,
        now: Timestamp,
    ) -> Result<()> {
        let (channel, address, update_id) = at;
        execute!(
            self,
            "INSERT INTO dead_letter (channel, address, update_id, payload_sealed, error, at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            channel.as_str(),
            address,
            update_id,
            store.keys().seal(DEAD_LETTER, payload),
            error,
            now.millis(),
        )?;
        Ok(())
    }

    /// Records one consent, given or refused, under the present version of its text.
    pub async fn record_consent(
        &mut self,
        chat: &ChatId,
        kind: ConsentKind,
        given: bool,
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO consent (chat_id, kind, version, given, at) VALUES ($1, $2, $3, $4, $5)",
            chat.as_str(),
            kind.as_str(),
            i64::from(CONSENT_VERSION),
            given,
            now.millis(),
        )?;
        Ok(())
    }

    /// Stores a photo, sealed.
    pub async fn keep_attachment(
        &mut self,
        store: &Store,
        chat: &ChatId,
        id: &AttachmentId,
        mime: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO attachment (id, chat_id, mime, sealed, created_at) VALUES ($1, $2, $3, $4, $5)",
            id.as_str(),
            chat.as_str(),
            mime,
            store.keys().seal(ATTACHMENT, bytes),
            now.millis(),
        )?;
        Ok(())
    }

    /// Deletes the photos of a chat whose draft is given up.
    pub async fn drop_attachments(&mut self, chat: &ChatId) -> Result<()> {
        execute!(
            self,
            "DELETE FROM attachment WHERE chat_id = $1",
            chat.as_str()
        )?;
        Ok(())
    }

    /// Reads a stored photo: media type and bytes.
    pub async fn attachment(
        &mut self,
        store: &Store,
        id: &AttachmentId,
    ) -> Result<Option<(String, Vec<u8>)>> {
        let row = rows!(
            self,
            fetch_optional,
            (String, Vec<u8>),
            "SELECT mime, sealed FROM attachment WHERE id = $1",
            id.as_str(),
        )?;
        Ok(row.and_then(|(mime, sealed)| Some((mime, store.keys().open(ATTACHMENT, &sealed)?))))
    }
}
