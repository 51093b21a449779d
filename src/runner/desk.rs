//! Entry on someone's behalf (domain reference §4): a conversation of the channel `desk`, held by somebody of the
//! staff. The dialogue is the same one, and so are its rules; what is done is written down under the helper, and the
//! worker's own chats hear of it.
//!
//! Races: two of the staff in one such conversation meet at the chat's row lock, and the second is told that it has
//! gone on since they looked ([`Heard::GoneOn`]). A form sent twice is one update ([`Heard::Duplicate`]).

pub(super) mod deeds;

use super::Runner;
use super::unit::Unit;
use crate::channel::{Inbound, Photo, Said};
use crate::dialogue::button::Button;
use crate::dialogue::event::{Event, Registered, Word};
use crate::dialogue::state::{Answers, Firm, Listed};
use crate::domain::delivery::{Button as Drawn, ChannelKind, Content};
use crate::domain::id::{ChatId, WorkerId};
use crate::domain::registration::{News, RegistrationState};
use crate::domain::staff::Staff;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Stop, Trip};
use crate::store::{Result, StoreError, Tx, fresh_id};

/// What somebody of the staff entered.
pub enum Entry {
    /// Pressed a button with this payload.
    Press(String),
    /// Typed a text.
    Text(String),
    /// Gave a picture of a document.
    Photo(Vec<u8>),
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It is done.
    Applied,
    /// It had been done before; nothing changed.
    Duplicate,
    /// The conversation has gone on since the page was drawn; nothing changed.
    GoneOn,
    /// The picture is no JPEG or PNG, or too large.
    NoPicture,
}

impl Runner {
    /// Begins a conversation with somebody who stands at the counter and is not known yet.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn begin_at_desk(&self, by: &Staff) -> Result<ChatId> {
        let address = fresh_id();
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let id = tx
            .ensure_chat(ChannelKind::Desk, &address, by.locale, now)
            .await?;
        tx.audit(by.id.as_str(), "on_behalf.begun", id.as_str(), None, now)
            .await?;
        self.go_on(tx, &id, by, now).await?;
        Ok(id)
    }

    /// Takes up what is registered for a worker, in the conversation that the bureau holds for them: there is one, and
    /// it begins anew from what is stored.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Refused`] when there is no such worker.
    pub async fn take_up(&self, worker: &WorkerId, by: &Staff) -> Result<ChatId> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let id = tx.desk_chat_of(worker, by.locale, now).await?;
        tx.audit(
            by.id.as_str(),
            "on_behalf.taken_up",
            worker.as_str(),
            None,
            now,
        )
        .await?;
        self.go_on(tx, &id, by, now).await?;
        Ok(id)
    }

    /// Begins, in the helper's language: it is they who read the questions.
    async fn go_on(&self, tx: Tx, chat: &ChatId, by: &Staff, now: Timestamp) -> Result<()> {
        let mut unit = self.unit(tx, chat, now).await?;
        unit.chat.locale = by.locale;
        unit.helper = Some(by.clone());
        unit.run(Event::TakenUp).await?;
        unit.save(Some(now)).await
    }

    /// Applies what somebody of the staff entered in such a conversation. `seen` is the position of the last bubble
    /// they saw, `update` the form's own identifier.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of it happened. [`StoreError::Refused`] when the conversation is no desk's.
    pub async fn enter(
        &self,
        chat: &ChatId,
        (update, seen): (&str, i64),
        entry: Entry,
        by: &Staff,
    ) -> Result<Heard> {
        let said = match entry {
            Entry::Press(payload) => Said::Button(payload),
            Entry::Text(text) => Said::Text(text),
            Entry::Photo(bytes) => match Photo::recognise(bytes) {
                Some(photo) => Said::Photo(photo),
                None => return Ok(Heard::NoPicture),
            },
        };
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let (address, _) = tx.desk_chat(chat).await?.ok_or_else(not_ours)?;
        let known_by = (ChannelKind::Desk, address.as_str(), update);
        if !tx.note_inbound(chat, known_by, now).await? {
            tx.rollback().await?;
            return Ok(Heard::Duplicate);
        }
        tx.note_helper(known_by, &by.id).await?;
        let mut unit = self.unit(tx, chat, now).await?;
        // Read again under the lock.
        let (_, last) = unit.tx.desk_chat(chat).await?.ok_or_else(not_ours)?;
        if last != seen {
            unit.tx.rollback().await?;
            return Ok(Heard::GoneOn);
        }
        unit.helper = Some(by.clone());
        unit.hear(&Inbound {
            channel: ChannelKind::Desk,
            address,
            update_id: update.to_owned(),
            said,
            locale_hint: None,
            on_message: None,
        })
        .await?;
        unit.save(Some(now)).await?;
        self.wake.notify_one();
        Ok(Heard::Applied)
    }
}

fn not_ours() -> StoreError {
    StoreError::Refused("this conversation is not held at the desk".into())
}

/// At the desk the human is there already: neither word nor button calls for one. And what is held about somebody, in
/// full or to be erased, is for themselves: for the staff there are pages of their own, with a reason and a record.
pub(super) fn at_desk(event: Event) -> Event {
    match event {
        Event::Word(Word::Human | Word::Privacy)
        | Event::Pressed(
            _,
            Button::Human
            | Button::Privacy
            | Button::Download
            | Button::Erase
            | Button::EraseYes
            | Button::EraseNo,
        ) => Event::Word(Word::Status),
        event => event,
    }
}

/// Whether a button has a place at the desk.
pub(super) fn fits_desk(button: &Drawn) -> bool {
    !matches!(
        Button::decode(&button.payload),
        Some((_, Button::Human | Button::EndHelp | Button::Privacy))
    )
}

impl Unit<'_> {
    /// What is registered for the person of this chat; at the desk also for somebody new, of whom nothing is known
    /// but that a language need not be asked for.
    pub(super) async fn registered(&mut self) -> Result<Option<Registered>> {
        let Some(id) = self.chat.worker.clone() else {
            let fresh = Registered {
                answers: Answers {
                    language: true,
                    ..Answers::default()
                },
                submitted: false,
            };
            return Ok((self.chat.channel == ChannelKind::Desk).then_some(fresh));
        };
        let store = &self.runner.store;
        let Some(worker) = self.tx.worker(store, &id).await? else {
            return Ok(None);
        };
        let mut answers = Answers {
            language: true,
            consents: self.tx.consents_in_force(&id).await?,
            name: Some(worker.name),
            resident_id: Some(worker.resident_id),
            mobile: Some(worker.mobile),
            ..Answers::default()
        };
        let Some(found) = self.tx.registration(store, &id).await? else {
            return Ok(Some(Registered {
                answers,
                submitted: false,
            }));
        };
        let firm = match &found.employer {
            Some(employer) => self.tx.employer(employer).await?,
            None => None,
        };
        answers.employer = Some(firm.map(|firm| Firm {
            id: firm.id,
            name: firm.name,
        }));
        answers.origin = Some(found.origin);
        answers.health_code = Some((found.health_code, found.health_observed_at));
        answers.certificate = Some(found.certificate);
        if found.state != RegistrationState::Withdrawn {
            answers.mode = Some(found.mode);
            answers.trip = self.wished_trip(&id).await?.map(Some);
        }
        Ok(Some(Registered {
            answers,
            submitted: true,
        }))
    }

    /// The trip that the worker has a seat on or waits for, as an answer.
    async fn wished_trip(&mut self, worker: &WorkerId) -> Result<Option<Listed>> {
        let trip = match self.tx.active_seat(worker).await? {
            Some(seat) => Some(seat.trip),
            None => self.tx.waiting(worker).await?.map(|waiting| waiting.trip),
        };
        let Some(trip) = trip else {
            return Ok(None);
        };
        let (stops, origin) = (
            self.tx.trip_stops(&trip).await?,
            self.tx.origin_of(worker).await?,
        );
        Ok(Stop::nearest(&stops, origin).map(|stop| listed(&trip, stop)))
    }

    /// News for somebody who is reached by nobody but us: it stands in the inbox, so that one of us calls them.
    pub(super) async fn note_for_inbox(&mut self, news: &News) -> Result<()> {
        let words = std::mem::take(&mut self.first_words);
        match news {
            News::ClerkSaid { .. }
            | News::ClerkClosed { .. }
            | News::Recognised { .. }
            | News::ClaimsWait
            | News::DoneAtDesk { .. } => return Ok(()),
            News::RosterConfirmed { .. }
            | News::RosterRejected { .. }
            | News::RosterReplaced { .. }
            | News::RosterLapsed { .. }
            | News::RosterLocked { .. }
            | News::SeatOffered { .. }
            | News::OfferExpired { .. }
            | News::LineClosed { .. }
            | News::LineMoved { .. }
            | News::TripCancelled { .. }
            | News::TripMoved { .. }
            | News::TripOpened { .. }
            | News::TicketReissued { .. }
            | News::PartySettled { .. }
            | News::PartyComplete { .. }
            | News::WalkedUp { .. } => {}
        }
        if words.is_empty() {
            return Ok(());
        }
        let help = self.tx.open_help(&self.chat.id, self.now).await?;
        self.tx.say_in_help(&help, None, &words, self.now).await?;
        Ok(())
    }

    /// Keeps the words of a unit's first reply.
    pub(super) fn keep_words(&mut self, content: &Content) {
        if self.first_words.is_empty() {
            let words = content.title.iter().chain([&content.body]);
            self.first_words = words.cloned().collect::<Vec<_>>().join("\n");
        }
    }
}

fn listed(trip: &Trip, stop: &Stop) -> Listed {
    Listed {
        trip: trip.id.clone(),
        departs_at: stop.departs_at,
        stop: stop.place,
        district: trip.district,
        free: 0,
        waiting: 0,
        unmet: Vec::new(),
    }
}
