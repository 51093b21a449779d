//! What is held about somebody, the file of it, and their erasure, within the unit's transaction.

use super::export::{Everything, written};
use super::unit::Unit;
use crate::dialogue::event::Answer;
use crate::dialogue::privacy::{Erased, Holdings};
use crate::dialogue::state::{Answers, Firm};
use crate::domain::delivery::{Attachment, ContactState};
use crate::domain::id::{ChatId, WorkerId};
use crate::domain::notice::FileKind;
use crate::locale::message::Message;
use crate::locale::text;
use crate::store::outbox::Shown;
use crate::store::privacy::{EraseError, ErasedBy, HeldChat, HeldWorker, LIFE};
use crate::store::{Result, StoreError};

/// Most bubbles of a chat that a file holds, the latest: some years of talk.
const MOST_BUBBLES: i64 = 20_000;

impl Unit<'_> {
    pub(super) async fn holdings(&mut self) -> Result<Answer> {
        let chat = self.chat.id.clone();
        let here = self.tx.held_in_chat(&chat).await?;
        let (registered, held) = match self.chat.worker.clone() {
            Some(worker) => (
                self.registered_answers(&worker).await?.map(Box::new),
                self.tx.held_of_worker(&worker).await?,
            ),
            None => (None, HeldWorker::default()),
        };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(Answer::Holdings(Holdings {
            registered,
            photos: count(here.photos.len()),
            messages: here.messages,
            consents: count(here.consents.len()),
            readings: count(held.health.len()),
            declared_by: held.declared_by,
            days: self.runner.terms.health_days,
        }))
    }

    /// What the bureau has of a worker, as answers; `None` before they have registered.
    async fn registered_answers(&mut self, worker: &WorkerId) -> Result<Option<Answers>> {
        let store = &self.runner.store;
        let Some(person) = self.tx.worker(store, worker).await? else {
            return Ok(None);
        };
        let Some(known) = self.tx.registration(store, worker).await? else {
            return Ok(None);
        };
        let firm = match &known.employer {
            Some(id) => self.tx.employer(id).await?,
            None => None,
        };
        // A colour without a moment is one that has been removed.
        let has_health = known.health_observed_at.millis() > 0;
        Ok(Some(Answers {
            health_code: has_health.then_some((known.health_code, known.health_observed_at)),
            certificate: has_health.then_some(known.certificate),
            origin: Some(known.origin),
            employer: Some(firm.map(|firm| Firm {
                id: firm.id,
                name: firm.name,
            })),
            name: Some(person.name),
            resident_id: Some(person.resident_id),
            mobile: Some(person.mobile),
            mode: Some(known.mode),
            ..Answers::default()
        }))
    }

    /// Makes the file, keeps it sealed for this chat and says what it is.
    pub(super) async fn download(&mut self) -> Result<Answer> {
        let all = self.everything().await?;
        let (locale, now) = (self.chat.locale, self.now);
        let file = written(locale, &all, now);
        let name = format!("{}.txt", text(locale, &Message::PrivacyFileName));
        let chat = self.chat.id.clone();
        let id = self
            .tx
            .keep_download(&self.runner.store, &chat, (&name, file.as_bytes()), now)
            .await?;
        if let Some(worker) = &self.chat.worker {
            self.tx
                .audit("self", "worker.data_given", worker.as_str(), None, now)
                .await?;
        }
        let attachment = Attachment {
            name,
            kind: FileKind::Text,
            size: file.len() as u64,
            of: None,
            own: Some(id),
        };
        let hours = u32::try_from(LIFE.as_secs() / 3600).unwrap_or(u32::MAX);
        Ok(Answer::Downloaded(attachment, hours))
    }

    async fn everything(&mut self) -> Result<Everything> {
        let mut all = Everything {
            answers: self.typed_so_far(),
            ..Everything::default()
        };
        let Some(worker) = self.chat.worker.clone() else {
            let chat = self.chat.id.clone();
            all.chats.push(self.talk_of(&chat).await?);
            return Ok(all);
        };
        for chat in self.tx.chats_of(&worker).await? {
            all.chats.push(self.talk_of(&chat).await?);
        }
        if let Some(registered) = self.registered_answers(&worker).await? {
            all.answers = registered;
        }
        let registration = self.tx.registration(&self.runner.store, &worker).await?;
        all.registered_at = registration.map(|registration| registration.submitted_at);
        all.held = self.tx.held_of_worker(&worker).await?;
        all.seat = self.tx.active_seat(&worker).await?;
        all.waiting = self.tx.waiting(&worker).await?;
        all.party = self.tx.party_of(&worker).await?;
        all.wish = self.tx.has_demand(&worker).await?;
        Ok(all)
    }

    async fn talk_of(&mut self, chat: &ChatId) -> Result<(HeldChat, Vec<Shown>)> {
        let held = self.tx.held_in_chat(chat).await?;
        let from = self.tx.history_length(chat).await? - MOST_BUBBLES;
        Ok((held, self.tx.history(chat, from, MOST_BUBBLES).await?))
    }

    /// Erases the person, or the chat where nobody has registered in it.
    pub(super) async fn erase(&mut self) -> Result<Answer> {
        let (now, chat) = (self.now, self.chat.id.clone());
        let counts = match self.chat.worker.clone() {
            Some(worker) => {
                let store = &self.runner.store;
                let by = ErasedBy::Themselves;
                match self.tx.erase_worker(store, &worker, by, now).await {
                    Ok(counts) => counts,
                    Err(EraseError::Travelling { code }) => {
                        return Ok(Answer::Erased(Erased::Travelling { code }));
                    }
                    // Somebody of the staff was faster; what this chat says since goes too.
                    Err(EraseError::Unknown) => self.tx.erase_chat(&chat, now).await?,
                    Err(EraseError::Store(error)) => return Err(error),
                    Err(error @ EraseError::Reason) => {
                        return Err(StoreError::Refused(error.to_string()));
                    }
                }
            }
            None => self.tx.erase_chat(&chat, now).await?,
        };
        self.chat.worker = None;
        self.chat.contact = ContactState::OptedOut;
        self.forget_offers();
        Ok(Answer::Erased(Erased::Done {
            gave_up: counts.seats > 0,
        }))
    }
}
