//! One unit of work: a transaction with one chat locked in it.

mod facts;

use super::Runner;
use super::desk::{self, deeds};
use super::render::render;
use super::understand::{Offered, echo_of, understand};
use crate::channel::{Inbound, Photo, Said};
use crate::dialogue::button::Button;
use crate::dialogue::effect::Reply;
use crate::dialogue::event::{Event, Oddity};
use crate::dialogue::state::{Answers, Firm, Restored, STATE_VERSION, Session};
use crate::dialogue::{self};
use crate::domain::delivery::ChannelKind;
use crate::domain::desk::Deed;
use crate::domain::id::AttachmentId;
use crate::domain::registration::News;
use crate::domain::staff::Staff;
use crate::domain::time::Timestamp;
use crate::store::chat::Chat;
use crate::store::{Result, StoreError, Tx, fresh_id};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

/// Most steps of one update: a query's answer leads to the next step, and no story needs more.
const MAX_STEPS: usize = 8;

/// A transaction on one chat.
pub(super) struct Unit<'a> {
    pub(super) runner: &'a Runner,
    pub(super) tx: Tx,
    pub(super) chat: Chat,
    pub(super) now: Timestamp,
    session: Session,
    /// Whether the stored state could be read whole.
    restored: Restored,
    offered: Offered,
    /// A photo that came with the update, until the dialogue keeps it.
    pub(super) photo: Option<Photo>,
    /// Message to replace with the first question asked.
    edit: Option<String>,
    /// Who of the staff holds the conversation on the worker's behalf.
    pub(super) helper: Option<Staff>,
    /// What they have done so far.
    pub(super) deeds: Vec<Deed>,
    /// Words of the first reply.
    pub(super) first_words: String,
}

/// What is stored for a chat between two updates.
#[derive(Serialize, Deserialize)]
struct Saved<S> {
    session: S,
    offered: Offered,
}

impl<'a> Unit<'a> {
    pub(super) fn new(runner: &'a Runner, tx: Tx, chat: Chat, now: Timestamp) -> Self {
        let (session, restored, offered) = restore(chat.session.as_deref(), now);
        Self {
            runner,
            tx,
            chat,
            now,
            session,
            restored,
            offered,
            photo: None,
            edit: None,
            helper: None,
            deeds: Vec::new(),
            first_words: String::new(),
        }
    }

    /// Takes in what a worker did.
    pub(super) async fn hear(&mut self, inbound: &Inbound) -> Result<()> {
        if let Some(echo) = echo_of(&inbound.said, &self.offered, self.chat.locale) {
            self.tx
                .echo_inbound(&self.chat, &inbound.update_id, &echo)
                .await?;
        }
        // Only the message that carries the present buttons is replaced in place.
        self.edit = inbound
            .on_message
            .clone()
            .filter(|message| self.chat.prompt_ref.as_ref() == Some(message));
        let event = self.event(&inbound.said).await?;
        self.run(event).await
    }

    /// Takes in news from outside the conversation.
    pub(super) async fn hear_news(&mut self, news: News) -> Result<()> {
        let at_desk = (self.chat.channel == ChannelKind::Desk).then(|| news.clone());
        self.run(Event::News(news)).await?;
        match at_desk {
            Some(news) => self.note_for_inbox(&news).await,
            None => Ok(()),
        }
    }

    async fn event(&mut self, said: &Said) -> Result<Event> {
        let at_desk = self.chat.channel == ChannelKind::Desk;
        if !at_desk && let Some(bound) = self.bind_staff(said).await? {
            return Ok(Event::StaffChat { bound });
        }
        let event = match said {
            Said::Start { payload } => Event::Opened {
                invited_by: self.inviter(payload.as_deref()).await?,
            },
            Said::Text(text) => {
                let in_help = !at_desk && self.tx.open_help_of(&self.chat.id).await?.is_some();
                understand(text, &self.offered, in_help)
            }
            Said::Button(payload) => match Button::decode(payload) {
                Some((serial, button)) => Event::Pressed(serial, button),
                None => Event::Odd(Oddity::ForeignButton),
            },
            Said::Photo(photo) => {
                self.photo = Some(photo.clone());
                Event::Photo(AttachmentId::new(fresh_id()))
            }
            Said::Contact { mobile, own } => Event::Contact {
                mobile: mobile.clone(),
                own: *own,
            },
            Said::Unreadable | Said::Blocked | Said::Unblocked => Event::Odd(Oddity::NotText),
        };
        Ok(if at_desk { desk::at_desk(event) } else { event })
    }

    /// The employer of an invitation link (`e_CODE`); an unknown code invites nobody.
    async fn inviter(&mut self, payload: Option<&str>) -> Result<Option<Firm>> {
        let Some(code) = payload.and_then(|payload| payload.strip_prefix("e_")) else {
            return Ok(None);
        };
        let employer = self.tx.employer_by_link(code).await?;
        Ok(employer.map(|employer| Firm {
            id: employer.id,
            name: employer.name,
        }))
    }

    /// Steps until no query is left, performing and queueing as it goes. Boxed: many ways lead through here, and whoever
    /// spawns one of them would have every step below checked anew by the compiler.
    pub(super) fn run(&mut self, first: Event) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.steps(first))
    }

    async fn steps(&mut self, first: Event) -> Result<()> {
        let mut event = first;
        for _ in 0..MAX_STEPS {
            let facts = self.facts().await?;
            let step = dialogue::step(self.session.clone(), event, &facts, self.now);
            self.session = step.session;
            for command in step.commands {
                self.deeds.extend(deeds::of_command(&command));
                self.perform(command).await?;
            }
            self.queue(&step.replies).await?;
            match step.query {
                Some(query) => {
                    let answer = self.answer(query).await?;
                    self.deeds.extend(deeds::of_answer(&answer));
                    event = Event::Answered(Box::new(answer));
                }
                None => return Ok(()),
            }
        }
        Err(StoreError::Refused(
            "the dialogue does not come to an end".into(),
        ))
    }

    async fn queue(&mut self, replies: &[Reply]) -> Result<()> {
        for reply in replies {
            let mut content = render(reply, &self.chat, self.session.serial);
            if self.chat.channel == ChannelKind::Desk {
                content.controls.retain(desk::fits_desk);
                self.keep_words(&content);
            }
            if !content.choices.is_empty() || reply.is_prompt {
                self.offered = Offered::of(&content);
            } else {
                self.offered.also(&content);
            }
            // In place only when nothing of this step stands below already: a question belongs under its outcome.
            let edit = self
                .edit
                .take()
                .filter(|_| reply.is_prompt && content.picture.is_none());
            let chat = &self.chat;
            self.tx
                .queue_reply(
                    &chat.id,
                    chat.channel,
                    &chat.address,
                    &content,
                    edit.as_deref(),
                    self.now,
                )
                .await?;
        }
        Ok(())
    }

    /// What has been answered in this chat.
    pub(super) fn typed_so_far(&self) -> Answers {
        self.session.answers.clone()
    }

    /// Forgets the buttons above.
    pub(super) fn forget_offers(&mut self) {
        self.offered = Offered::default();
    }

    /// Stores the session and commits everything.
    pub(super) async fn save(mut self, seen: Option<Timestamp>) -> Result<()> {
        self.settle_deeds().await?;
        let saved = Saved {
            session: &self.session,
            offered: self.offered,
        };
        let bytes =
            serde_json::to_vec(&saved).map_err(|e| StoreError::Refused(format!("session: {e}")))?;
        self.tx
            .save_session(&self.runner.store, &self.chat, &bytes, STATE_VERSION, seen)
            .await?;
        self.tx.commit().await
    }
}

/// A stored session without what was said about health up to `until`, and when the word that stays was given; `None`
/// for a chat without a session.
pub(super) fn forget_health(
    stored: Option<&[u8]>,
    until: Timestamp,
    now: Timestamp,
) -> Result<Option<(Vec<u8>, Option<Timestamp>)>> {
    if stored.is_none() {
        return Ok(None);
    }
    let (mut session, _, offered) = restore(stored, now);
    let stays = session.forget_health(until);
    let saved = Saved {
        session: &session,
        offered,
    };
    let bytes =
        serde_json::to_vec(&saved).map_err(|e| StoreError::Refused(format!("session: {e}")))?;
    Ok(Some((bytes, stays)))
}

/// Reads a stored session; what cannot be read whole keeps its answers.
fn restore(stored: Option<&[u8]>, now: Timestamp) -> (Session, Restored, Offered) {
    let Some(stored) = stored else {
        return (Session::fresh(now), Restored::Whole, Offered::default());
    };
    match serde_json::from_slice::<Saved<serde_json::Value>>(stored) {
        Ok(saved) => {
            let (session, restored) = Session::restore(saved.session.to_string().as_bytes(), now);
            (session, restored, saved.offered)
        }
        Err(_) => {
            let (session, restored) = Session::restore(stored, now);
            (session, restored, Offered::default())
        }
    }
}
