//! Whom a notice is for: people, each counted once, however many chats they have.

use super::super::db::{Result, Tx, rows};
use super::super::row::word;
use crate::domain::delivery::ChannelKind;
use crate::domain::id::ChatId;
use crate::domain::language::Locale;
use crate::domain::notice::Audience;
use crate::domain::place::{Level, PlaceCode};

/// Whom an audience reaches at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// People who will be written to.
    pub people: i64,
    /// People left out because they opted out in one of their chats.
    pub opted_out: i64,
    /// People left out because every chat of theirs is blocked.
    pub blocked: i64,
}

/// One of the people an audience reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// The chat they will be written to.
    pub chat: ChatId,
    /// Its channel.
    pub channel: ChannelKind,
    /// Its language.
    pub locale: Locale,
    /// Their name as registered, personal data; `None` before registration.
    pub name: Option<String>,
}

/// People of an audience between two persons ($1 exclusive, $2 inclusive; $3 to $6 are [`Filters`]): one row
/// each, with the chat they are written to, which is the one seen last that does not block us. A terminal is
/// left out: it exists only while somebody sits at it.
macro_rules! people {
    () => {
        "SELECT p.person, p.id, p.channel, p.address, p.locale, p.contact, p.opted_out, p.worker_id FROM ( \
           SELECT c.id, c.channel, c.address, c.locale, c.contact, c.worker_id, \
             COALESCE(c.worker_id, c.id) AS person, \
             ROW_NUMBER() OVER (PARTITION BY COALESCE(c.worker_id, c.id) ORDER BY \
               CASE WHEN c.contact IN ('blocked', 'blocked_opted_out') THEN 1 ELSE 0 END, c.last_seen_at DESC, c.id) AS choice, \
             MAX(CASE WHEN c.contact IN ('opted_out', 'blocked_opted_out') THEN 1 ELSE 0 END) \
               OVER (PARTITION BY COALESCE(c.worker_id, c.id)) AS opted_out \
           FROM chat AS c WHERE COALESCE(c.worker_id, c.id) > $1 AND COALESCE(c.worker_id, c.id) <= $2 \
             AND c.channel <> 'terminal' \
         ) AS p LEFT JOIN registration AS r ON r.worker_id = p.worker_id \
         WHERE p.choice = 1 \
           AND (CAST($3 AS TEXT) IS NULL OR r.origin LIKE CAST($3 AS TEXT)) \
           AND (CAST($4 AS TEXT) IS NULL OR r.employer_id = CAST($4 AS TEXT)) \
           AND (CAST($5 AS TEXT) IS NULL OR r.health_code = CAST($5 AS TEXT)) \
           AND CASE CAST($6 AS TEXT) WHEN 'anyone' THEN TRUE WHEN 'started' THEN r.id IS NULL \
             ELSE r.state NOT IN ('rejected', 'withdrawn', 'erased') AND CASE CAST($6 AS TEXT) \
               WHEN 'registered' THEN TRUE \
               WHEN 'seated' THEN EXISTS (SELECT 1 FROM seat AS s WHERE s.worker_id = p.worker_id) \
               WHEN 'waiting' THEN EXISTS (SELECT 1 FROM waitlist AS w \
                 WHERE w.worker_id = p.worker_id AND w.state IN ('waiting', 'offered')) \
               ELSE NOT EXISTS (SELECT 1 FROM seat AS s WHERE s.worker_id = p.worker_id) \
                 AND NOT EXISTS (SELECT 1 FROM waitlist AS w \
                   WHERE w.worker_id = p.worker_id AND w.state IN ('waiting', 'offered')) END END"
    };
}
pub(super) use people;

/// An audience as the parameters $3 to $6 of [`people!`].
pub(super) struct Filters {
    /// Pattern of division codes.
    pub origin: Option<String>,
    pub employer: Option<String>,
    pub health_code: Option<&'static str>,
    pub status: &'static str,
}

impl Filters {
    pub fn of(audience: &Audience) -> Self {
        Self {
            origin: audience.origin.map(code_pattern),
            employer: audience.employer.as_ref().map(|e| e.as_str().to_owned()),
            health_code: audience.health_code.map(|code| code.as_str()),
            status: audience.status.as_str(),
        }
    }
}

/// The codes within a place, as a LIKE pattern: provinces share two digits, cities four. A municipality's formal
/// city codes stand for the whole of it.
fn code_pattern(place: PlaceCode) -> String {
    let whole = match place.level() {
        Level::Province | Level::County => place,
        Level::City => place.city().unwrap_or(place),
    };
    let code = whole.to_string();
    match whole.level() {
        Level::Province => format!("{}%", &code[..2]),
        Level::City => format!("{}%", &code[..4]),
        Level::County => code,
    }
}

impl Tx {
    /// How many people an audience reaches now, and how many it must leave out.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn reach(&mut self, audience: &Audience) -> Result<Reach> {
        let Some(last) = self.last_person().await? else {
            return Ok(Reach::default());
        };
        let filters = Filters::of(audience);
        let (people, opted_out, blocked) = rows!(
            self,
            fetch_one,
            (i64, i64, i64),
            concat!(
                "SELECT COUNT(CASE WHEN opted_out = 0 AND contact <> 'blocked' THEN 1 END), \
                        COUNT(CASE WHEN opted_out = 1 THEN 1 END), \
                        COUNT(CASE WHEN opted_out = 0 AND contact = 'blocked' THEN 1 END) FROM (",
                people!(),
                ") AS audience"
            ),
            "",
            last.as_str(),
            filters.origin.as_deref(),
            filters.employer.as_deref(),
            filters.health_code,
            filters.status,
        )?;
        Ok(Reach {
            people,
            opted_out,
            blocked,
        })
    }

    /// Some of the people an audience reaches, at most `n`.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn sample(&mut self, audience: &Audience, n: i64) -> Result<Vec<Sampled>> {
        let Some(last) = self.last_person().await? else {
            return Ok(Vec::new());
        };
        let filters = Filters::of(audience);
        let found = rows!(
            self,
            fetch_all,
            (String, String, String, Option<String>),
            concat!(
                "SELECT audience.id, audience.channel, audience.locale, w.name FROM (",
                people!(),
                ") AS audience LEFT JOIN worker AS w ON w.id = audience.worker_id \
                 WHERE audience.opted_out = 0 AND audience.contact <> 'blocked' ORDER BY audience.person LIMIT $7"
            ),
            "",
            last.as_str(),
            filters.origin.as_deref(),
            filters.employer.as_deref(),
            filters.health_code,
            filters.status,
            n,
        )?;
        found
            .into_iter()
            .map(|(chat, channel, locale, name)| {
                Ok(Sampled {
                    channel: word("chat", &chat, "channel", &channel, ChannelKind::parse)?,
                    locale: word("chat", &chat, "locale", &locale, Locale::parse)?,
                    chat: ChatId::new(chat),
                    name,
                })
            })
            .collect()
    }

    async fn last_person(&mut self) -> Result<Option<String>> {
        let (last,) = rows!(
            self,
            fetch_one,
            (Option<String>,),
            "SELECT MAX(COALESCE(worker_id, id)) FROM chat",
        )?;
        Ok(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_covers_what_lies_in_it() {
        let pattern = |code: &str| code_pattern(PlaceCode::parse(code).unwrap());
        assert_eq!(pattern("520000"), "52%");
        assert_eq!(pattern("520100"), "5201%");
        assert_eq!(pattern("361129"), "361129");
        assert_eq!(pattern("500100"), "50%", "Chongqing is one place");
    }
}
