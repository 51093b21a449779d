//! Stage directions of a scripted talk: what happens around the conversation.

mod hr;
mod trips;

use crate::channel::terminal::{Draw, Terminal};
use crate::channel::{Inbound, Photo, Said};
use crate::clock::{Clock, ManualClock};
use crate::delivery::Delivery;
use crate::domain::delivery::ChannelKind;
use crate::domain::id::WorkerId;
use crate::domain::registration::News;
use crate::domain::roster::Decision;
use crate::runner::Runner;
use crate::store::keys::Keys;
use crate::store::seat::SeatExit;
use crate::store::{Store, demo};
use anyhow::Context;
use std::sync::Arc;
use std::time::Duration;

/// Something that happens around the conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Direction {
    /// `wait 25h`: time passes (s, m, h, d).
    Wait(Duration),
    /// `restart`: the process ends and begins again, on the same data.
    Restart,
    /// `chat NAME`: from now on on another chat.
    Chat(String),
    /// `open` or `open PAYLOAD`: the chat is opened, perhaps by a link.
    Open(Option<String>),
    /// `press PAYLOAD`: a button, by its payload.
    Press(String),
    /// `photo`, a small picture.
    Photo,
    /// `sticker`.
    Sticker,
    /// `long`: five thousand characters.
    Long,
    /// `hr confirms`.
    HrConfirms,
    /// `hr rejects REASON`.
    HrRejects(String),
    /// `hr binds`: HR of the demo makes a code and sends it from this chat.
    HrBinds,
    /// `clerk says TEXT`.
    ClerkSays(String),
    /// `clerk ends`.
    ClerkEnds,
    /// `clerk reissues`: this worker's ticket.
    ClerkReissues,
    /// `bureau opens a coach`: from where this worker is, in two days, for every employer.
    BureauOpens,
    /// `somebody cancels`: a seat on the trip that this worker waits for comes free.
    SomebodyCancels,
    /// `trip cancelled REASON`: the one this worker has a seat on.
    TripCancelled(String),
    /// `trip moved 26h`: it leaves so much later.
    TripMoved(Duration),
    /// `types the code`: of the party that was founded before; in the transcript it reads `#CODE#`.
    TypesTheCode,
}

impl Direction {
    /// Reads a direction.
    ///
    /// # Errors
    /// For one that is not known.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let (verb, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let rest = rest.trim();
        Ok(match (verb, rest) {
            ("wait", span) => Self::Wait(span_of(span)?),
            ("restart", "") => Self::Restart,
            ("chat", name) if !name.is_empty() => Self::Chat(name.to_owned()),
            ("open", payload) => Self::Open((!payload.is_empty()).then(|| payload.to_owned())),
            ("press", payload) if !payload.is_empty() => Self::Press(payload.to_owned()),
            ("photo", "") => Self::Photo,
            ("sticker", "") => Self::Sticker,
            ("long", "") => Self::Long,
            ("hr", "confirms") => Self::HrConfirms,
            ("hr", "binds") => Self::HrBinds,
            ("hr", words) if words.starts_with("rejects ") => {
                Self::HrRejects(words[8..].to_owned())
            }
            ("clerk", "ends") => Self::ClerkEnds,
            ("clerk", "reissues") => Self::ClerkReissues,
            ("clerk", words) if words.starts_with("says ") => {
                Self::ClerkSays(words[5..].to_owned())
            }
            ("bureau", "opens a coach") => Self::BureauOpens,
            ("somebody", "cancels") => Self::SomebodyCancels,
            ("trip", words) if words.starts_with("cancelled ") => {
                Self::TripCancelled(words[10..].to_owned())
            }
            ("trip", words) if words.starts_with("moved ") => {
                Self::TripMoved(span_of(&words[6..])?)
            }
            ("types", "the code") => Self::TypesTheCode,
            _ => anyhow::bail!("stage direction not understood: {text:?}"),
        })
    }
}

fn span_of(text: &str) -> anyhow::Result<Duration> {
    let (number, unit) = text.split_at(text.len() - text.chars().last().map_or(0, char::len_utf8));
    let number: u64 = number
        .parse()
        .with_context(|| format!("no span of time: {text:?}"))?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => anyhow::bail!("no span of time: {text:?}"),
    };
    Ok(Duration::from_secs(number * seconds))
}

/// A demo in memory with a clock that moves only when told to.
pub struct Stage {
    store: Store,
    clock: Arc<ManualClock>,
    runner: Arc<Runner>,
    delivery: Delivery,
    terminal: Arc<Terminal>,
    locale: Option<String>,
    chat: String,
    updates: u64,
    /// Code of the party founded last: drawn by lot, so it does not stand in transcripts.
    code: Option<String>,
}

impl Stage {
    /// Sets the stage.
    ///
    /// # Errors
    /// When the demo cannot be loaded.
    pub async fn demo(locale: Option<&str>) -> anyhow::Result<Self> {
        let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32])).await?;
        demo::load_demo(&store).await?;
        let clock = Arc::new(ManualClock::at(demo::DEMO_START));
        let terminal = Arc::new(Terminal::new(Draw::Placeholder));
        let delivery = Delivery::new(store.clone(), clock.clone(), vec![terminal.clone()]);
        let runner = Runner::new(store.clone(), clock.clone(), delivery.wake());
        let locale = locale.map(str::to_owned);
        Ok(Self {
            store,
            clock,
            runner,
            delivery,
            terminal,
            locale,
            chat: "A".to_owned(),
            updates: 0,
            code: None,
        })
    }

    /// The worker types something, ten seconds after what was before.
    ///
    /// # Errors
    /// [`crate::store::StoreError`].
    pub async fn say(&mut self, text: &str) -> anyhow::Result<()> {
        self.hear(Said::Text(text.to_owned())).await
    }

    async fn hear(&mut self, said: Said) -> anyhow::Result<()> {
        self.clock.advance(Duration::from_secs(10));
        self.updates += 1;
        let inbound = Inbound {
            channel: ChannelKind::Terminal,
            address: self.chat.clone(),
            update_id: self.updates.to_string(),
            said,
            locale_hint: self.locale.clone(),
            on_message: None,
        };
        self.runner.apply(&inbound).await?;
        Ok(())
    }

    /// What has been printed since, after everything due is done and delivered.
    ///
    /// # Errors
    /// [`crate::store::StoreError`].
    pub async fn printed(&mut self) -> anyhow::Result<String> {
        loop {
            let done = self.runner.tick_once().await? + self.delivery.step().await?;
            if done == 0 {
                break;
            }
        }
        let printed = self.terminal.take();
        if let Some(code) = self.party_code().await? {
            self.code = Some(code);
        }
        let printed = without_ticket_codes(&printed);
        Ok(match &self.code {
            Some(code) => printed.replace(code.as_str(), "#CODE#"),
            None => printed,
        })
    }

    /// Lets something happen.
    ///
    /// # Errors
    /// When it cannot happen here, say HR confirming somebody who is not registered.
    pub async fn direct(&mut self, direction: &Direction) -> anyhow::Result<()> {
        match direction {
            Direction::Wait(span) => self.clock.advance(*span),
            Direction::Restart => {
                self.clock.advance(Duration::from_secs(60));
                self.runner =
                    Runner::new(self.store.clone(), self.clock.clone(), self.delivery.wake());
                self.clock.advance(Duration::from_secs(60));
            }
            Direction::Chat(name) => self.chat.clone_from(name),
            Direction::Open(payload) => {
                self.hear(Said::Start {
                    payload: payload.clone(),
                })
                .await?
            }
            Direction::Press(payload) => self.hear(Said::Button(payload.clone())).await?,
            Direction::Photo => {
                let png = [&[0x89_u8][..], b"PNG\r\n\x1a\n"].concat();
                let photo = Photo::recognise(png).context("a PNG is recognised")?;
                self.hear(Said::Photo(photo)).await?;
            }
            Direction::Sticker => self.hear(Said::Unreadable).await?,
            Direction::Long => self.hear(Said::Text("长".repeat(5000))).await?,
            Direction::HrBinds => self.hr_binds().await?,
            Direction::HrConfirms => self.hr(&Decision::Confirm).await?,
            Direction::HrRejects(reason) => {
                self.hr(&Decision::Reject {
                    reason: reason.clone(),
                })
                .await?
            }
            Direction::ClerkSays(text) => self.clerk(Some(text)).await?,
            Direction::ClerkEnds => self.clerk(None).await?,
            Direction::ClerkReissues => self.reissue().await?,
            Direction::BureauOpens => self.open_coach().await?,
            Direction::SomebodyCancels => self.somebody_cancels().await?,
            Direction::TripCancelled(reason) => self.cancel_trip(reason).await?,
            Direction::TripMoved(later) => self.move_trip(*later).await?,
            Direction::TypesTheCode => {
                let code = self.code.clone().context("no party has been founded")?;
                self.hear(Said::Text(code)).await?;
            }
        }
        Ok(())
    }

    async fn worker(&self) -> anyhow::Result<WorkerId> {
        let mut tx = self.store.read().await?;
        let id = tx.chat_at(ChannelKind::Terminal, &self.chat).await?;
        let id = id.context("nobody has spoken in this chat yet")?;
        let chat = tx.lock_chat(&self.store, &id).await?;
        tx.rollback().await?;
        chat.and_then(|chat| chat.worker)
            .context("this worker has not registered")
    }

    async fn clerk(&self, says: Option<&str>) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let chat = tx
            .chat_at(ChannelKind::Terminal, &self.chat)
            .await?
            .context("no chat")?;
        let help = tx
            .open_help_of(&chat)
            .await?
            .context("no conversation is open")?;
        let (clerk, _) = tx
            .staff_by_login("clerk")
            .await?
            .context("the demo has a clerk")?;
        let news = match says {
            Some(text) => {
                tx.say_in_help(&help, Some(&clerk.id), text, now).await?;
                News::ClerkSaid {
                    help,
                    name: clerk.name,
                    text: text.to_owned(),
                }
            }
            None => {
                tx.close_help(&help, clerk.id.as_str(), now).await?;
                News::ClerkClosed { help }
            }
        };
        tx.queue_news(&chat, &news, now).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn somebody_cancels(&self) -> anyhow::Result<()> {
        let worker = self.worker().await?;
        let mut tx = self.store.write().await?;
        let waiting = tx
            .waiting(&worker)
            .await?
            .context("this worker is in no line")?;
        let vehicles = tx.seat_map(&waiting.trip.id).await?;
        let other = vehicles
            .iter()
            .flat_map(|v| &v.seats)
            .find_map(|seat| seat.worker.clone());
        let other = other.context("nobody has a seat there")?;
        let seat = tx
            .active_seat(&other)
            .await?
            .context("a seat that is taken is active")?;
        tx.release_seat(&seat.seat, &other, SeatExit::Cancelled, self.clock.now())
            .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Tickets' codes are drawn by lot too: in a transcript they read `#TICKET#`. A code is `XXXX-XXXX`.
fn without_ticket_codes(text: &str) -> String {
    let is_code = |word: &str| {
        word.len() == 9
            && word.bytes().enumerate().all(|(at, byte)| match at {
                4 => byte == b'-',
                _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            })
    };
    let in_code = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(in_code) {
        let (before, word) = rest.split_at(at);
        let end = word.find(|c| !in_code(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        out.push_str(before);
        out.push_str(if is_code(word) { "#TICKET#" } else { word });
        rest = after;
    }
    out.push_str(rest);
    out
}
