//! Where a conversation stands. Serialised with a version; what is stored under another version is read as far as
//! it can be, and the answers are kept.

use crate::domain::health::{Certificate, HealthCode};
use crate::domain::id::{AttachmentId, EmployerId, RosterLineId, SeatId, TripId};
use crate::domain::identity::{Mobile, PersonName, ResidentId};
use crate::domain::place::PlaceCode;
use crate::domain::registration::{CONSENT_VERSION, ConsentKind};
use crate::domain::time::Timestamp;
use crate::domain::trip::{Mode, Unmet};
use serde::{Deserialize, Serialize};

/// Version of [`Session`]'s shape. Raise it whenever an old state could be misread.
pub const STATE_VERSION: u32 = 1;

/// One chat's conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Shape of this state.
    pub version: u32,
    /// The question that stands.
    pub stage: Stage,
    /// Number of that question; a button that carries another number is from an earlier one.
    pub serial: u32,
    /// What has been answered.
    pub answers: Answers,
    /// Questions that lead back, the latest last.
    pub trail: Vec<Stage>,
    /// Set once the registration has been submitted.
    pub submitted: bool,
    /// When the worker was last heard.
    pub heard_at: Timestamp,
}

/// The question that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum Stage {
    /// Which language.
    Language,
    /// One consent.
    Consent {
        /// Which.
        kind: ConsentKind,
    },
    /// A consent was refused: what that means, and the way back.
    Refused {
        /// Which.
        kind: ConsentKind,
    },
    /// Colour of the health code.
    HealthCode,
    /// The code is not green: what to do now.
    HealthWait,
    /// Number, photo, or not yet.
    Certificate,
    /// The certificate's number.
    CertificateNumber,
    /// A photo of the certificate.
    CertificatePhoto,
    /// Its last valid day; what has been given of it so far.
    CertificateUntil {
        /// The number or the photo.
        proof: Proof,
    },
    /// Province, city or county, by buttons or typed.
    Origin {
        /// What has been chosen so far.
        within: Option<PlaceCode>,
        /// Page of buttons.
        page: u32,
    },
    /// Several places match what was typed.
    OriginMatches {
        /// Them, best first.
        found: Vec<PlaceCode>,
    },
    /// Target employer, typed.
    Employer,
    /// Several employers match what was typed.
    EmployerMatches {
        /// Them, best first.
        found: Vec<Firm>,
    },
    /// Name.
    Name,
    /// Resident ID.
    ResidentId,
    /// Mobile.
    Mobile,
    /// Preferred transport.
    Transport,
    /// One of the departures.
    Departure {
        /// Departures as listed, soonest first.
        listed: Vec<Listed>,
        /// Page of buttons.
        page: u32,
    },
    /// Everything read back.
    ReadBack,
    /// Which answer to change.
    Change {
        /// Page of buttons.
        page: u32,
    },
    /// Sure to cancel?
    ConfirmCancel,
    /// Registered; what would you like to see or do?
    Home,
    /// Drive, or public transport?
    OwnWay,
    /// Found a party, join one, or what is left to do in one's own.
    Party,
    /// How many they are.
    PartySize,
    /// The code of the party to join.
    PartyCode,
    /// One of the departures, for all of the party.
    PartyTrip {
        /// Departures as listed, soonest first.
        listed: Vec<Listed>,
        /// Page of buttons.
        page: u32,
    },
    /// One of the free seats of the own trip.
    SeatChoice {
        /// Seats as listed.
        listed: Vec<SeatOption>,
    },
    /// What to do with what is held: have it, correct it, erase it.
    Privacy,
    /// Sure to erase?
    ConfirmErase,
    /// For HR: why somebody is not theirs.
    HrReason {
        /// Their line.
        line: RosterLineId,
        /// Their name.
        name: String,
    },
}

/// What proves a certificate, before its last valid day is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Its number.
    Number(String),
    /// A photo of it.
    Photo(AttachmentId),
}

/// An employer as the worker chose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Firm {
    /// Which.
    pub id: EmployerId,
    /// Its name.
    pub name: String,
}

/// A departure as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Which.
    pub trip: TripId,
    /// When it leaves.
    pub departs_at: Timestamp,
    /// Where it picks them up.
    pub stop: PlaceCode,
    /// County it returns to.
    pub district: PlaceCode,
    /// Seats that were left.
    pub free: i64,
    /// People who were in line.
    pub waiting: i64,
    /// Why it was not open to them; empty when it was.
    pub unmet: Vec<Unmet>,
}

/// A free seat as it was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatOption {
    /// Which.
    pub seat: SeatId,
    /// What is painted on it.
    pub label: String,
    /// Vehicle as painted on it.
    pub vehicle: String,
    /// Row, from 1 at the front.
    pub row: i64,
}

/// What has been answered so far; everything may still be missing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Language chosen.
    pub language: bool,
    /// Version of the text under which each consent was given.
    pub consents: Vec<(ConsentKind, u32)>,
    /// Colour of the health code, and when it was reported.
    pub health_code: Option<(HealthCode, Timestamp)>,
    /// Certificate.
    pub certificate: Option<Certificate>,
    /// Origin.
    pub origin: Option<PlaceCode>,
    /// Employer; `Some(None)` is "none yet".
    #[serde(with = "maybe")]
    pub employer: Option<Option<Firm>>,
    /// Name.
    pub name: Option<PersonName>,
    /// Resident ID.
    pub resident_id: Option<ResidentId>,
    /// Mobile.
    pub mobile: Option<Mobile>,
    /// Preferred transport.
    pub mode: Option<Mode>,
    /// Departure wished for; `Some(None)` records demand only.
    #[serde(with = "maybe")]
    pub trip: Option<Option<Listed>>,
    /// Said that they travel with others, before submitting.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
}

/// "Not answered" and "answered: none" told apart in JSON, where both would be `null`.
mod maybe {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

    pub fn serialize<T: Serialize, S: Serializer>(
        value: &Option<Option<T>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().map(|inner| [inner]).serialize(to)
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Option<T>>, D::Error> {
        Ok(Option::<[Option<T>; 1]>::deserialize(from)?.map(|[inner]| inner))
    }
}

impl Answers {
    /// Whether a consent has been given under the present version of its text.
    pub fn agreed(&self, kind: ConsentKind) -> bool {
        self.consents
            .iter()
            .any(|(given, version)| *given == kind && *version == CONSENT_VERSION)
    }

    /// The first question without an answer; `None` when only the departure is missing, which takes a query.
    pub fn next_question(&self) -> Option<Stage> {
        if !self.language {
            return Some(Stage::Language);
        }
        if let Some(kind) = ConsentKind::ALL.iter().find(|kind| !self.agreed(**kind)) {
            return Some(Stage::Consent { kind: *kind });
        }
        let missing = [
            (self.health_code.is_none(), Stage::HealthCode),
            (!self.green(), Stage::HealthWait),
            (self.certificate.is_none(), Stage::Certificate),
            (
                self.origin.is_none(),
                Stage::Origin {
                    within: None,
                    page: 0,
                },
            ),
            (self.employer.is_none(), Stage::Employer),
            (self.name.is_none(), Stage::Name),
            (self.resident_id.is_none(), Stage::ResidentId),
            (self.mobile.is_none(), Stage::Mobile),
            (self.mode.is_none(), Stage::Transport),
        ];
        if let Some((_, stage)) = missing.into_iter().find(|(is_missing, _)| *is_missing) {
            return Some(stage);
        }
        let needs_trip = self.mode.is_some_and(Mode::has_seats) && self.trip.is_none();
        (!needs_trip).then_some(Stage::ReadBack)
    }

    /// Whether the health code was last reported green.
    pub fn green(&self) -> bool {
        matches!(self.health_code, Some((HealthCode::Green, _)))
    }
}

impl Session {
    /// A conversation that has not begun.
    pub fn fresh(now: Timestamp) -> Self {
        Self {
            version: STATE_VERSION,
            stage: Stage::Language,
            serial: 0,
            answers: Answers::default(),
            trail: Vec::new(),
            submitted: false,
            heard_at: now,
        }
    }

    /// Reads a stored state. One of another version, or one that cannot be read whole, starts over at the first
    /// question without an answer and keeps every answer that can be read.
    pub fn restore(stored: &[u8], now: Timestamp) -> (Self, Restored) {
        match serde_json::from_slice::<Self>(stored) {
            Ok(session) if session.version == STATE_VERSION => (session, Restored::Whole),
            _ => (Self::salvage(stored, now), Restored::AnswersOnly),
        }
    }

    fn salvage(stored: &[u8], now: Timestamp) -> Self {
        let mut session = Self::fresh(now);
        let Ok(serde_json::Value::Object(old)) =
            serde_json::from_slice::<serde_json::Value>(stored)
        else {
            return session;
        };
        if let Some(serde_json::Value::Object(answers)) = old.get("answers") {
            session.answers = salvage_answers(answers);
        }
        let number = |name: &str| old.get(name).and_then(serde_json::Value::as_i64);
        // Buttons of the old state must stay recognisable as old.
        session.serial = number("serial")
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(0);
        session.heard_at = number("heard_at").map_or(now, Timestamp::from_millis);
        session.submitted = old
            .get("submitted")
            .and_then(serde_json::Value::as_bool)
            .unwrap_or(false);
        session.stage = match session.submitted {
            true => Stage::Home,
            false => session.answers.next_question().unwrap_or(Stage::Transport),
        };
        session
    }
}

/// Keeps each answer that can still be read on its own.
fn salvage_answers(old: &serde_json::Map<String, serde_json::Value>) -> Answers {
    let mut kept = serde_json::Map::new();
    for (name, value) in old {
        let alone = serde_json::Map::from_iter([(name.clone(), value.clone())]);
        if serde_json::from_value::<Answers>(serde_json::Value::Object(alone)).is_ok() {
            kept.insert(name.clone(), value.clone());
        }
    }
    serde_json::from_value(serde_json::Value::Object(kept)).unwrap_or_default()
}

/// How much of a stored state could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restored {
    /// All of it.
    Whole,
    /// The answers; the question is found anew.
    AnswersOnly,
}
