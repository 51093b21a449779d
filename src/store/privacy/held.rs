//! What is held about a person beside their registration: for showing it to them and for giving it to them.

use super::super::db::{Result, Tx, rows};
use super::super::outbox::last_place;
use super::super::row::{bad, word};
use crate::domain::health::HealthCode;
use crate::domain::id::{ChatId, WorkerId};
use crate::domain::registration::ConsentKind;
use crate::domain::time::Timestamp;

/// What a chat holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeldChat {
    /// When each photo was sent.
    pub photos: Vec<Timestamp>,
    /// Consents as they were asked for: which, given or refused, under which version of the text, when.
    pub consents: Vec<(ConsentKind, bool, u32, Timestamp)>,
    /// Words exchanged with clerks: when, whether the worker's own, what.
    pub help: Vec<(Timestamp, bool, String)>,
    /// Bubbles of the transcript that still have their words.
    pub messages: i64,
}

/// A ticket that a worker has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTicket {
    /// When it was issued.
    pub at: Timestamp,
    /// Code of the trip, as shown.
    pub trip: String,
    /// Its own code.
    pub code: String,
    /// Whether it holds no longer.
    pub revoked: bool,
}

/// What was noted of a worker's health at the door or on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldHealth {
    /// When.
    pub at: Timestamp,
    /// Code of the trip, as shown.
    pub trip: String,
    /// Health code seen at the door.
    pub code: Option<HealthCode>,
    /// Temperature in tenths of a degree Celsius.
    pub tenths: Option<i64>,
}

/// What hangs on a worker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeldWorker {
    /// Temperatures and codes, oldest first.
    pub health: Vec<HeldHealth>,
    /// Their tickets, oldest first.
    pub tickets: Vec<HeldTicket>,
    /// Employers who have declared them.
    pub declared_by: Vec<String>,
    /// On how many uploaded lists for notices they are.
    pub lists: i64,
}

impl Tx {
    /// What a chat holds.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn held_in_chat(&mut self, chat: &ChatId) -> Result<HeldChat> {
        let photos = rows!(
            self,
            fetch_all,
            (i64,),
            "SELECT created_at FROM attachment WHERE chat_id = $1 ORDER BY created_at",
            chat.as_str(),
        )?;
        let consents = rows!(
            self,
            fetch_all,
            (String, bool, i64, i64),
            "SELECT kind, given, version, at FROM consent WHERE chat_id = $1 ORDER BY id",
            chat.as_str(),
        )?;
        let help = rows!(
            self,
            fetch_all,
            (i64, Option<String>, String),
            "SELECT m.at, m.author, m.text FROM help_message m JOIN help h ON h.id = m.help_id \
             WHERE h.chat_id = $1 AND m.text <> '' ORDER BY m.id",
            chat.as_str(),
        )?;
        let (messages,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT (SELECT COUNT(*) FROM outbox WHERE chat_id = $1 AND seq IS NOT NULL) + \
             (SELECT COUNT(*) FROM outbox WHERE chat_id = $1 AND unplaced) + \
             (SELECT COUNT(*) FROM inbound WHERE chat_id = $1 AND seq IS NOT NULL)",
            chat.as_str(),
        )?;
        let consent = |(kind, given, version, at): (String, bool, i64, i64)| {
            let kind = word("consent", chat.as_str(), "kind", &kind, ConsentKind::parse)?;
            let version = u32::try_from(version)
                .map_err(|_| bad("consent", chat.as_str(), "version", &version.to_string()))?;
            Ok((kind, given, version, Timestamp::from_millis(at)))
        };
        let consents: Result<Vec<_>> = consents.into_iter().map(consent).collect();
        let said = |(at, author, text): (i64, Option<String>, String)| {
            (Timestamp::from_millis(at), author.is_none(), text)
        };
        Ok(HeldChat {
            photos: photos
                .into_iter()
                .map(|(at,)| Timestamp::from_millis(at))
                .collect(),
            consents: consents?,
            help: help.into_iter().map(said).collect(),
            messages,
        })
    }

    /// How many bubbles a chat's transcript has had.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn history_length(&mut self, chat: &ChatId) -> Result<i64> {
        let (last,) = rows!(
            self,
            fetch_one,
            (i64,),
            concat!(
                "SELECT ",
                last_place!("c"),
                " FROM chat AS c WHERE c.id = $1"
            ),
            chat.as_str()
        )?;
        Ok(last)
    }

    /// What hangs on a worker.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn held_of_worker(&mut self, worker: &WorkerId) -> Result<HeldWorker> {
        let declared = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT e.name FROM worker w JOIN declared d ON d.id_hash = w.id_hash JOIN employer e ON e.id = d.employer_id \
             WHERE w.id = $1 ORDER BY e.name",
            worker.as_str(),
        )?;
        let (lists,) = rows!(
            self,
            fetch_one,
            (i64,),
            "SELECT COUNT(*) FROM audience_list l JOIN worker w ON w.id = $1 WHERE EXISTS \
             (SELECT 1 FROM audience_list_entry x WHERE x.list_id = l.id AND x.hash IN (w.id_hash, w.mobile_hash))",
            worker.as_str(),
        )?;
        Ok(HeldWorker {
            health: self.health_noted(worker).await?,
            tickets: self.tickets_had(worker).await?,
            declared_by: declared.into_iter().map(|(name,)| name).collect(),
            lists,
        })
    }

    async fn health_noted(&mut self, worker: &WorkerId) -> Result<Vec<HeldHealth>> {
        let found = rows!(
            self,
            fetch_all,
            (i64, String, Option<String>, Option<i64>),
            "SELECT x.at, t.code, x.health_code, x.tenths FROM (\
             SELECT b.happened_at AS at, b.vehicle_id, b.health_code, b.temperature AS tenths FROM boarding b \
             WHERE b.worker_id = $1 AND (b.temperature IS NOT NULL OR b.health_code IS NOT NULL) \
             UNION ALL SELECT taken_at, vehicle_id, CAST(NULL AS TEXT), tenths FROM temperature WHERE worker_id = $1) x \
             JOIN vehicle v ON v.id = x.vehicle_id JOIN trip t ON t.id = v.trip_id ORDER BY x.at",
            worker.as_str(),
        )?;
        let line = |(at, trip, code, tenths): (i64, String, Option<String>, Option<i64>)| {
            let read = |code: String| {
                word(
                    "boarding",
                    worker.as_str(),
                    "health_code",
                    &code,
                    HealthCode::parse,
                )
            };
            Ok(HeldHealth {
                at: Timestamp::from_millis(at),
                trip,
                code: code.map(read).transpose()?,
                tenths,
            })
        };
        found.into_iter().map(line).collect()
    }

    async fn tickets_had(&mut self, worker: &WorkerId) -> Result<Vec<HeldTicket>> {
        let found = rows!(
            self,
            fetch_all,
            (i64, String, String, Option<i64>),
            "SELECT k.issued_at, t.code, k.code, k.revoked_at FROM ticket k JOIN trip t ON t.id = k.trip_id \
             WHERE k.worker_id = $1 ORDER BY k.issued_at, k.id",
            worker.as_str(),
        )?;
        let ticket = |(at, trip, code, revoked): (i64, String, String, Option<i64>)| HeldTicket {
            at: Timestamp::from_millis(at),
            trip,
            code,
            revoked: revoked.is_some(),
        };
        Ok(found.into_iter().map(ticket).collect())
    }
}
