//! The conversation that the bureau holds on somebody's behalf, and who of the staff entered what.
//!
//! Races: two of the staff who take the same worker up at once meet at the worker's row; the second finds the chat.

use super::super::db::{Result, StoreError, Tx, execute, rows};
use super::super::fresh_id;
use super::super::row::{to_json, word};
use crate::domain::delivery::{ChannelKind, Content};
use crate::domain::id::{ChatId, StaffId, WorkerId};
use crate::domain::language::Locale;
use crate::domain::registration::ConsentKind;
use crate::domain::time::Timestamp;

impl Tx {
    /// The conversation that the bureau holds for a worker, made where there is none. Locks the worker.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such worker.
    pub async fn desk_chat_of(
        &mut self,
        worker: &WorkerId,
        locale: Locale,
        now: Timestamp,
    ) -> Result<ChatId> {
        self.lock_worker(worker).await?;
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM chat WHERE worker_id = $1 AND channel = 'desk' ORDER BY last_seen_at DESC, id LIMIT 1",
            worker.as_str(),
        )?;
        if let Some((id,)) = found {
            return Ok(ChatId::new(id));
        }
        let id = ChatId::new(fresh_id());
        execute!(
            self,
            "INSERT INTO chat (id, channel, address, locale, worker_id, first_seen_at, last_seen_at) \
             VALUES ($1, 'desk', $2, $3, $4, $5, $5)",
            id.as_str(),
            fresh_id(),
            locale.as_str(),
            worker.as_str(),
            now.millis(),
        )?;
        Ok(id)
    }

    /// Address and last position of a conversation held at the desk; `None` for any other chat.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn desk_chat(&mut self, chat: &ChatId) -> Result<Option<(String, i64)>> {
        Ok(rows!(
            self,
            fetch_optional,
            (String, i64),
            "SELECT address, last_seq FROM chat WHERE id = $1 AND channel = 'desk'",
            chat.as_str(),
        )?)
    }

    /// The worker of a conversation held at the desk, once known; `None` when there is no such conversation.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn desk_worker(&mut self, chat: &ChatId) -> Result<Option<Option<WorkerId>>> {
        let row = rows!(
            self,
            fetch_optional,
            (Option<String>,),
            "SELECT worker_id FROM chat WHERE id = $1 AND channel = 'desk'",
            chat.as_str(),
        )?;
        Ok(row.map(|(worker,)| worker.map(WorkerId::new)))
    }

    /// A worker's chats in which they are written to themselves.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn own_chats_of(&mut self, worker: &WorkerId) -> Result<Vec<ChatId>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT id FROM chat WHERE worker_id = $1 AND channel <> 'desk' ORDER BY last_seen_at DESC, id",
            worker.as_str(),
        )?;
        Ok(found.into_iter().map(|(id,)| ChatId::new(id)).collect())
    }

    /// Shows a message at the desk: it is in the transcript at once and has nowhere else to go. Returns the row.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub(in crate::store) async fn show_at_desk(
        &mut self,
        chat: &ChatId,
        address: &str,
        content: &Content,
        now: Timestamp,
    ) -> Result<i64> {
        let seq = self.next_place(chat, None).await?;
        let (id,) = rows!(
            self,
            fetch_one,
            (i64,),
            "INSERT INTO outbox (chat_id, channel, address, lane, content, state, due_at, seq, created_at, settled_at) \
             VALUES ($1, 'desk', $2, 'reply', $3, 'sent', $4, $5, $4, $4) RETURNING id",
            chat.as_str(),
            address,
            to_json(content)?,
            now.millis(),
            seq,
        )?;
        Ok(id)
    }

    /// Notes who of the staff entered an update.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such update.
    pub async fn note_helper(
        &mut self,
        (channel, address, update): (ChannelKind, &str, &str),
        by: &StaffId,
    ) -> Result<()> {
        let noted = execute!(
            self,
            "UPDATE inbound SET by_staff = $4 WHERE channel = $1 AND address = $2 AND update_id = $3",
            channel.as_str(),
            address,
            update,
            by.as_str(),
        )?;
        one(noted, "the update is gone")
    }

    /// Notes who of the staff read out the consent that was just recorded.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is none.
    pub async fn note_consent_helper(
        &mut self,
        chat: &ChatId,
        kind: ConsentKind,
        by: &StaffId,
    ) -> Result<()> {
        let noted = execute!(
            self,
            "UPDATE consent SET by_staff = $3 WHERE id = \
             (SELECT MAX(id) FROM consent WHERE chat_id = $1 AND kind = $2)",
            chat.as_str(),
            kind.as_str(),
            by.as_str(),
        )?;
        one(noted, "the consent is gone")
    }

    /// Notes who of the staff entered the registration as it stands.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is none.
    pub async fn note_registrar(&mut self, worker: &WorkerId, by: &StaffId) -> Result<()> {
        let noted = execute!(
            self,
            "UPDATE registration SET by_staff = $2 WHERE worker_id = $1",
            worker.as_str(),
            by.as_str(),
        )?;
        one(noted, "there is no registration")
    }

    /// The consents that a worker has given and not taken back, in whichever chat, with the version of the text.
    ///
    /// # Errors
    /// [`StoreError`], also naming a row that cannot be read.
    pub async fn consents_in_force(
        &mut self,
        worker: &WorkerId,
    ) -> Result<Vec<(ConsentKind, u32)>> {
        let found = rows!(
            self,
            fetch_all,
            (String, i64, bool),
            "SELECT k.kind, k.version, k.given FROM consent k JOIN chat c ON c.id = k.chat_id \
             WHERE c.worker_id = $1 ORDER BY k.id",
            worker.as_str(),
        )?;
        let mut all: Vec<(ConsentKind, u32)> = Vec::new();
        for (kind, version, given) in found {
            let kind = word(
                "consent",
                worker.as_str(),
                "kind",
                &kind,
                ConsentKind::parse,
            )?;
            all.retain(|(other, _)| *other != kind);
            if given {
                all.push((kind, u32::try_from(version).unwrap_or(0)));
            }
        }
        Ok(all)
    }
}

fn one(rows: u64, why: &str) -> Result<()> {
    match rows {
        1 => Ok(()),
        _ => Err(StoreError::Refused(why.into())),
    }
}
