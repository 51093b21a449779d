//! A worker with a phone: reads what stands there and does the next thing, knowing nothing of the server but its
//! words.

pub use super::arrived::Arrived;
use super::cast::{Ending, Manner, Paper, Person, path};
use crate::fake_bot_api::{ChatView, FakeBotApi, Shown};
use chrono::NaiveDate;
use returnline::domain::health::HealthCode;
use returnline::domain::language::Locale;
use returnline::domain::trip::Mode;
use returnline::locale;
use returnline::locale::message::{Message, Short};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// How long somebody looks at a question they have answered already before they answer it once more: the next one
/// may be on its way.
const SECOND_LOOK: Duration = Duration::from_secs(3);

/// A small JPEG, as far as anybody looks.
const PHOTO: [u8; 8] = [0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F'];

/// What is known of a worker while the story goes on.
#[derive(Debug, Default)]
pub struct Diary {
    /// Where they have arrived, if they have.
    pub arrived: Option<Arrived>,
    /// Updates they caused.
    pub updates: Vec<i64>,
    /// The words in which they were told why something is not open to them.
    pub reason: Option<String>,
    /// How often they had to answer the same question once more.
    pub second_answers: usize,
    /// When they last did something.
    pub last_act: Option<Instant>,
}

/// A worker at the phone.
pub struct Worker<'a> {
    pub person: &'a Person,
    pub api: &'a FakeBotApi,
    pub diary: &'a Mutex<Diary>,
    /// How long they look before they do something.
    pub pause: Duration,
}

impl Worker<'_> {
    /// Opens the bot and answers until `done`.
    pub async fn live(&self, done: CancellationToken) {
        let tag = match self.person.locale {
            Locale::ZhHans => "zh-hans",
            Locale::ZhHant => "zh-hant",
            // Some have a phone in another language than the one they choose.
            Locale::En if self.person.manner == Manner::Presses => "zh-hans",
            Locale::En => "en",
        };
        self.api.set_language(self.person.chat, tag);
        self.note(self.api.start_chat(self.person.chat, None));
        let mut seen = 0;
        let mut answered = None;
        while let Some(view) = self.next(seen, &done).await {
            let Some(newest) = view.last() else { continue };
            if answered == Some(look(newest)) {
                // The same once more: perhaps it was sent twice, and the next is on its way.
                let wait = tokio::time::timeout(SECOND_LOOK, self.next(newest.changed, &done));
                match wait.await {
                    Ok(Some(_)) => continue,
                    Ok(None) => return,
                    Err(_) => self.diary().second_answers += 1,
                }
            }
            seen = newest.changed;
            tokio::time::sleep(self.pause).await;
            if self.react(&view, newest) {
                answered = Some(look(newest));
            }
        }
    }

    /// The chat once something is newer than `seen`; `None` when the story is over.
    async fn next(&self, seen: u64, done: &CancellationToken) -> Option<ChatView> {
        let newer = |view: &ChatView| view.last().is_some_and(|last| last.changed > seen);
        let ever = Duration::from_secs(3600);
        let view = self.api.wait_within(self.person.chat, ever, newer);
        done.run_until_cancelled(view).await
    }

    fn diary(&self) -> std::sync::MutexGuard<'_, Diary> {
        self.diary.lock().unwrap()
    }

    fn note(&self, update: i64) {
        let mut diary = self.diary();
        diary.updates.push(update);
        diary.last_act = Some(Instant::now());
    }

    fn words(&self, message: &Message) -> String {
        locale::text(self.person.locale, message)
    }

    fn says(&self, shown: &Shown, message: &Message) -> bool {
        shown.text.contains(&self.words(message))
    }

    /// Does what the newest words ask for; whether there was something to do.
    fn react(&self, view: &ChatView, newest: &Shown) -> bool {
        let is = |message: Message| self.says(newest, &message);
        if self.language(newest)
            || self.consent(newest)
            || self.health(newest)
            || self.origin(newest)
            || self.employer(newest)
            || self.identity(newest)
            || self.travel(newest)
        {
            return true;
        }
        if is(Message::OfferTitle) {
            self.choose(newest, &Message::ButtonTakeSeat);
        } else if is(Message::AskCancel) {
            self.choose(newest, &Message::ButtonCancelYes);
        } else {
            return self.at_home(view, newest);
        }
        true
    }

    fn language(&self, newest: &Shown) -> bool {
        let locale = self.person.locale;
        let label = self.words(&Message::ButtonLanguage { locale });
        let asked = newest.labels().contains(&label.as_str());
        if asked {
            self.choose(newest, &Message::ButtonLanguage { locale });
        }
        asked
    }

    fn consent(&self, newest: &Shown) -> bool {
        let asks = [
            Message::ConsentService,
            Message::ConsentHealth,
            Message::ConsentTravel,
        ];
        if asks.iter().any(|ask| self.says(newest, ask)) {
            let answer = match self.person.role.consents {
                true => Message::ButtonAgree,
                false => Message::ButtonDisagree,
            };
            self.choose(newest, &answer);
            return true;
        }
        let refused = self.says(newest, &Message::RefusedService);
        if refused {
            self.arrive(Arrived::Refused);
        }
        refused
    }

    fn health(&self, newest: &Shown) -> bool {
        let is = |message: Message| self.says(newest, &message);
        let role = &self.person.role;
        let example = NaiveDate::from_ymd_opt(2020, 3, 1).unwrap();
        if is(Message::AskHealthCode) {
            self.choose(newest, &Message::ButtonCode { code: role.code });
        } else if is(wait_for(role.code)) {
            self.diary().reason = Some(newest.text.clone());
            self.arrive(Arrived::Code);
        } else if matches!(role.paper, Paper::None)
            && (is(Message::AskCertificateNumber) || is(Message::AskCertificatePhoto))
        {
            // A number that they typed a second time, on a slow day, has answered the next question too.
            self.say("back");
        } else if is(Message::AskCertificateUntil { example }) {
            self.say("2020-03-05");
        } else if is(Message::AskCertificateNumber) {
            self.say(&format!("HN-2020-{}", self.person.chat % 10_000));
        } else if is(Message::AskCertificatePhoto) {
            self.photo();
        } else if is(Message::AskCertificate) {
            match role.paper {
                Paper::None => self.choose(newest, &Message::ButtonCertificateLater),
                Paper::Number => self.choose(newest, &Message::ButtonCertificateNumber),
                // Who types does not ask first.
                Paper::Photo if self.person.manner != Manner::Presses => self.photo(),
                Paper::Photo => self.choose(newest, &Message::ButtonCertificatePhoto),
            }
        } else {
            return false;
        }
        true
    }

    fn origin(&self, newest: &Shown) -> bool {
        let path = path(self.person.role.origin.0);
        let place = |at: usize| Message::PlaceShort {
            place: Short(path[at]),
        };
        if self.says(newest, &Message::AskWhichPlace) {
            let last = Message::PlaceName {
                place: path[path.len() - 1],
            };
            self.choose(newest, &last);
            return true;
        }
        let within = (0..path.len()).rev().find(|at| {
            let ask = Message::AskWithin { place: path[*at] };
            self.says(newest, &ask)
        });
        let next = match within {
            Some(at) => at + 1,
            None if self.says(newest, &Message::AskProvince) => 0,
            None => return false,
        };
        if self.person.manner != Manner::Presses {
            self.say(self.person.origin_typed);
        } else if next == path.len() {
            self.press(&Message::ButtonPlaceEnough);
        } else if newest.labels().contains(&self.words(&place(next)).as_str()) {
            self.press(&place(next));
        } else {
            self.press(&Message::ButtonMore);
        }
        true
    }

    fn employer(&self, newest: &Shown) -> bool {
        let is = |message: Message| self.says(newest, &message);
        match self.person.role.employer {
            None if is(Message::AskEmployer) => self.choose(newest, &Message::ButtonNoEmployer),
            Some(name) if is(Message::AskEmployer) => self.say(name),
            Some(name) if is(Message::AskWhichEmployer) || is(Message::AskThisEmployer) => {
                let employer = name.to_owned();
                self.choose(newest, &Message::EmployerName { employer });
            }
            Some(_) | None => return false,
        }
        true
    }

    fn identity(&self, newest: &Shown) -> bool {
        let is = |message: Message| self.says(newest, &message);
        let person = self.person;
        if is(Message::AskName) {
            self.say(&person.name);
        } else if is(Message::AskResidentId) {
            self.say(&person.resident_id);
        } else if is(Message::AskMobile) {
            match person.manner {
                Manner::Presses => {
                    let own = format!("+86{}", person.mobile);
                    self.note(self.api.share_contact(person.chat, &own));
                }
                Manner::TypesNumbers | Manner::TypesWords => self.say(&person.mobile),
            }
        } else {
            return false;
        }
        true
    }

    fn travel(&self, newest: &Shown) -> bool {
        let is = |message: Message| self.says(newest, &message);
        let role = &self.person.role;
        let mode = role.mode;
        let place = *path(role.origin.0).last().unwrap();
        if is(Message::AskTransport) {
            self.choose(newest, &Message::ButtonMode { mode });
        } else if mode.has_seats()
            && (is(Message::NoneOpen { mode }) || is(Message::NothingRuns { mode, place }))
        {
            self.diary().reason = Some(newest.text.clone());
            self.choose(newest, &Message::ButtonWish);
        } else if mode.has_seats() && is(Message::AskDeparture { mode }) {
            // The first departure, or its line when it is full.
            let label = newest.labels()[0].to_owned();
            self.choose_label(newest, &label);
        } else if is(Message::ReadBackAsk) {
            self.choose(newest, &Message::ButtonSubmit);
        } else {
            return false;
        }
        true
    }

    /// Registered: looks up what came of it.
    fn at_home(&self, view: &ChatView, newest: &Shown) -> bool {
        let is = |message: Message| self.says(newest, &message);
        if is(Message::Released) {
            self.arrive(Arrived::GaveUp);
            return true;
        }
        if !is(Message::HomeNext) {
            return false;
        }
        let Some(arrived) = self.outcome(view) else {
            return false;
        };
        if self.person.gives_up && matches!(arrived, Arrived::Ticket(_)) {
            self.choose(newest, &Message::ButtonCancel);
        } else {
            self.arrive(arrived);
        }
        true
    }

    /// The newest outcome in the chat.
    fn outcome(&self, view: &ChatView) -> Option<Arrived> {
        let mut told: Vec<&Shown> = view.messages.iter().filter(|m| m.from_bot).collect();
        told.sort_by_key(|shown| std::cmp::Reverse(shown.changed));
        told.into_iter().find_map(|shown| {
            let is = |message: Message| self.says(shown, &message);
            let seat = is(Message::SeatYours) || is(Message::AlreadySeated);
            match &shown.photo {
                Some(picture) if seat => Some(Arrived::Ticket(picture.to_vec())),
                None if seat && is(Message::AwaitingHr) => Some(Arrived::WaitsForHr),
                Some(_) | None if is(Message::QueuedTitle) => Some(Arrived::InLine),
                Some(_) | None if is(Message::DemandTitle) => Some(Arrived::Demand),
                Some(_) | None if is(Message::SelfReturnTitle) => Some(Arrived::SelfReturn),
                Some(_) | None => None,
            }
        })
    }

    fn arrive(&self, arrived: Arrived) {
        self.diary().arrived = Some(arrived);
    }

    fn say(&self, text: &str) {
        self.note(self.api.say(self.person.chat, text));
    }

    fn photo(&self) {
        let photo = PHOTO.to_vec();
        self.note(self.api.send_photo(self.person.chat, photo));
    }

    fn press(&self, label: &Message) {
        let label = self.words(label);
        self.note(self.api.press(self.person.chat, &label));
    }

    fn choose(&self, newest: &Shown, answer: &Message) {
        self.choose_label(newest, &self.words(answer));
    }

    /// Gives an answer in the worker's manner.
    fn choose_label(&self, newest: &Shown, label: &str) {
        let labels = newest.labels();
        let at = labels.iter().position(|shown| *shown == label);
        let at = at.unwrap_or_else(|| panic!("{label:?} is not among {labels:?}"));
        match self.person.manner {
            Manner::Presses => self.note(self.api.press(self.person.chat, label)),
            Manner::TypesNumbers => self.say(&(at + 1).to_string()),
            Manner::TypesWords => self.say(label.trim_matches(|c: char| !c.is_alphanumeric())),
        }
    }
}

/// A message as far as a person tells one from another.
fn look(shown: &Shown) -> (String, Vec<String>) {
    let labels = shown.labels().into_iter().map(str::to_owned).collect();
    (shown.text.clone(), labels)
}

fn wait_for(code: HealthCode) -> Message {
    match code {
        HealthCode::Red => Message::WaitRed,
        HealthCode::Yellow => Message::WaitYellow,
        HealthCode::None | HealthCode::Green => Message::WaitNone,
    }
}

/// What a worker must have been told when their wish was only recorded.
pub fn reason_names(person: &Person, reason: &str) -> bool {
    let says = |message: &Message| reason.contains(&locale::text(person.locale, message));
    match person.role.ending {
        Ending::Code => says(&wait_for(person.role.code)),
        Ending::Demand if person.role.mode == Mode::Train => says(&Message::UnmetEmployerNotListed),
        Ending::Demand if person.role.origin.0 == "431200" => says(&Message::UnmetCertificate),
        Ending::Demand => {
            let place = *path(person.role.origin.0).last().unwrap();
            let mode = person.role.mode;
            says(&Message::NothingRuns { mode, place })
        }
        Ending::Seat | Ending::WaitsForHr | Ending::SelfReturn | Ending::Refused => true,
    }
}
