//! A chat that says it belongs to somebody registered with another mobile: it asks, and a clerk who has checked by
//! other means accepts it.
//!
//! Races: an acceptance and an update of the chat meet at the chat's row lock, so neither undoes the other; two
//! acceptances meet there too, and the second finds nothing asked any more.

use super::super::db::{Result, Tx, execute, rows};
use super::InboxItem;
use crate::domain::id::{ChatId, HelpId, StaffId, WorkerId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;

/// Whom a chat asks to be recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The registered worker.
    pub worker: WorkerId,
    /// Their name, personal data.
    pub name: String,
    /// Their resident ID, masked.
    pub id_mask: String,
    /// Their mobile as registered, masked.
    pub mobile_mask: String,
}

impl Tx {
    /// Notes that a chat asks to be recognised as a registered worker, in place of whom it asked for before. Opens
    /// the conversation with a clerk in which that is settled, unless one is open.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn note_claim(
        &mut self,
        chat: &ChatId,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<HelpId> {
        let help = self.open_help(chat, now).await?;
        execute!(
            self,
            "UPDATE help SET claims_worker = $2 WHERE id = $1",
            help.as_str(),
            worker.as_str(),
        )?;
        Ok(help)
    }

    /// Recognises the conversation's chat as `worker`, records who did it and why, and queues the news for the chat.
    /// `false`, and nothing changed, when it is closed or does not ask for that worker any more. Locks the chat.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn recognise(
        &mut self,
        item: &InboxItem,
        worker: &WorkerId,
        by: &StaffId,
        reason: &str,
        now: Timestamp,
    ) -> Result<bool> {
        rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT id FROM chat WHERE id = $1",
            item.chat.as_str(),
        )?;
        let settled = execute!(
            self,
            "UPDATE help SET claims_worker = NULL WHERE id = $1 AND chat_id = $2 AND state = 'open' \
             AND claims_worker = $3",
            item.help.as_str(),
            item.chat.as_str(),
            worker.as_str(),
        )?;
        if settled == 0 {
            return Ok(false);
        }
        execute!(
            self,
            "UPDATE chat SET worker_id = $2 WHERE id = $1",
            item.chat.as_str(),
            worker.as_str(),
        )?;
        let news = News::Recognised {
            help: item.help.clone(),
        };
        self.queue_news(&item.chat, &news, now).await?;
        let subject = format!("{} {worker}", item.help);
        self.audit(by.as_str(), "help.recognised", &subject, Some(reason), now)
            .await?;
        Ok(true)
    }
}
