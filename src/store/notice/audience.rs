//! Whom a notice is for: people, each counted once, however many chats they have.

use super::super::db::{Result, Tx};
use super::super::row::{place, word};
use super::super::statement::{Statement, built_rows};
use crate::domain::delivery::ChannelKind;
use crate::domain::id::ChatId;
use crate::domain::identity::PersonName;
use crate::domain::language::Locale;
use crate::domain::notice::{Audience, AudienceStatus, Group, Test};
use crate::domain::place::{Level, PlaceCode};
use crate::domain::time::Timestamp;

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

/// One of the people an audience reaches, as may be shown to whoever writes to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sampled {
    /// The chat they will be written to.
    pub chat: ChatId,
    /// Its channel.
    pub channel: ChannelKind,
    /// Its language.
    pub locale: Locale,
    /// Their name, masked: `张*`; `None` before registration.
    pub name: Option<String>,
    /// Where they come from; `None` before registration.
    pub origin: Option<PlaceCode>,
    /// Name of their employer, where they have one.
    pub employer: Option<String>,
}

/// Which people are looked at, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'a> {
    /// The persons between two, the first exclusive; everyone when `None`.
    pub span: Option<(&'a str, &'a str)>,
    /// From when "within so many days" counts back.
    pub as_of: Timestamp,
}

/// Whether a chat, by its alias, blocks us.
macro_rules! blocks {
    ($chat:literal) => {
        concat!(
            "CASE WHEN ",
            $chat,
            ".contact IN ('blocked', 'blocked_opted_out') THEN 1 ELSE 0 END"
        )
    };
}

/// A chat `b` of the person of chat `p` by which they are rather written to.
macro_rules! comes_before {
    () => {
        concat!(
            "SELECT 1 FROM chat AS b WHERE b.worker_id = p.worker_id \
             AND b.id <> p.id AND b.channel NOT IN ('terminal', 'desk') AND (",
            blocks!("b"),
            " < ",
            blocks!("p"),
            " OR (",
            blocks!("b"),
            " = ",
            blocks!("p"),
            " AND (b.last_seen_at > p.last_seen_at OR (b.last_seen_at = p.last_seen_at AND b.id < p.id))))"
        )
    };
}

/// Adds the people of an audience within a scope: one row each, with the chat they are written to, which is the one
/// seen last that does not block us. A terminal is left out, for it exists
/// only while somebody sits at it, and so is the desk, where nobody is reached.
///
/// The chat is found as the one that no other chat of the person comes before: most people have one chat, and for
/// them this is one look into an index, where numbering everybody's chats would sort all of them. For everyone at once
/// a planner may join; for those of a span it must look for each by itself, or it goes through all chats every time.
pub(super) fn push_people(to: &mut Statement, audience: &Audience, scope: Scope<'_>) {
    to.push(
        "SELECT COALESCE(p.worker_id, p.id) AS person, p.id, p.channel, p.address, p.locale, p.contact, p.worker_id, \
         CASE WHEN EXISTS (SELECT 1 FROM chat AS o \
           WHERE COALESCE(o.worker_id, o.id) = COALESCE(p.worker_id, p.id) AND o.channel NOT IN ('terminal', 'desk') \
           AND o.contact IN ('opted_out', 'blocked_opted_out')) THEN 1 ELSE 0 END AS opted_out FROM chat AS p",
    );
    let tests = || audience.rules().map(|rule| &rule.test);
    if tests().any(is_of_registration) {
        to.push(" LEFT JOIN registration AS r ON r.worker_id = p.worker_id");
    }
    if tests().any(|test| matches!(test, Test::District(_))) {
        to.push(" LEFT JOIN employer AS f ON f.id = r.employer_id");
    }
    to.push(" WHERE p.channel NOT IN ('terminal', 'desk') AND ");
    match scope.span {
        Some((after, last)) => {
            to.push(concat!("(", comes_before!(), " LIMIT 1) IS NULL"));
            to.push(" AND COALESCE(p.worker_id, p.id) > ").bind(after);
            to.push(" AND COALESCE(p.worker_id, p.id) <= ").bind(last);
        }
        None => {
            to.push(concat!("NOT EXISTS (", comes_before!(), ")"));
            push_listed(to, audience);
        }
    }
    push_conditions(to, audience, scope.as_of);
}

/// Where everybody must be on some list, looks at the people of the lists only: of a million, the fifty thousand.
fn push_listed(to: &mut Statement, audience: &Audience) {
    let listed = |group: &Group| {
        let list = group
            .all
            .iter()
            .find_map(|rule| match (&rule.test, rule.not) {
                (Test::List(list), false) => Some(list),
                (_, _) => None,
            });
        list.cloned()
    };
    let lists: Option<Vec<_>> = audience.any.iter().map(listed).collect();
    let Some(lists) = lists.filter(|lists| !lists.is_empty()) else {
        return;
    };
    to.push(" AND p.worker_id IN (");
    for (n, hash) in ["w.mobile_hash", "w.id_hash"].into_iter().enumerate() {
        to.push(if n > 0 { " UNION " } else { "" });
        to.push("SELECT w.id FROM audience_list_entry AS e JOIN worker AS w ON ");
        to.push(hash).push(" = e.hash WHERE e.list_id IN (");
        to.bind_all(lists.iter().map(|list| list.as_str()))
            .push(")");
    }
    to.push(")");
}

fn push_conditions(to: &mut Statement, audience: &Audience, as_of: Timestamp) {
    if audience.any.is_empty() {
        return;
    }
    to.push(" AND (");
    for (n, group) in audience.any.iter().enumerate() {
        to.push(if n > 0 { " OR (TRUE" } else { "(TRUE" });
        for rule in &group.all {
            // Without a registration a condition on it is unknown, which counts as not met.
            to.push(if rule.not {
                " AND NOT COALESCE(("
            } else {
                " AND COALESCE(("
            });
            push_test(to, &rule.test, as_of);
            to.push("), FALSE)");
        }
        to.push(")");
    }
    to.push(")");
}

/// Whether a test looks at the registration.
fn is_of_registration(test: &Test) -> bool {
    match test {
        Test::Origin(_)
        | Test::Employer(_)
        | Test::District(_)
        | Test::Status(_)
        | Test::Health(_) => true,
        Test::Language(_) | Test::Channel(_) | Test::SeenWithinDays(_) | Test::List(_) => false,
    }
}

fn push_test(to: &mut Statement, test: &Test, as_of: Timestamp) {
    match test {
        Test::Origin(places) => push_places(to, "r.origin", places),
        Test::District(places) => push_places(to, "f.district", places),
        Test::Employer(firms) => {
            push_one_of(to, "r.employer_id", firms.iter().map(|id| id.as_str()))
        }
        Test::Health(codes) => {
            push_one_of(to, "r.health_code", codes.iter().map(|code| code.as_str()))
        }
        Test::Language(locales) => {
            push_one_of(to, "p.locale", locales.iter().map(|locale| locale.as_str()))
        }
        Test::Channel(kinds) => {
            push_one_of(to, "p.channel", kinds.iter().map(|kind| kind.as_str()))
        }
        Test::Status(all) => {
            to.push("FALSE");
            for status in all {
                to.push(" OR (").push(status_sql(*status)).push(")");
            }
        }
        Test::SeenWithinDays(days) => {
            let since = as_of.millis() - i64::from(*days) * 86_400_000;
            to.push("p.last_seen_at >= ").bind(since).push(
                " OR EXISTS (SELECT 1 FROM chat AS o WHERE o.worker_id = p.worker_id AND o.channel NOT IN ('terminal', 'desk') \
                 AND o.last_seen_at >= ",
            );
            to.bind(since).push(")");
        }
        Test::List(list) => {
            for (n, hash) in ["lw.mobile_hash", "lw.id_hash"].into_iter().enumerate() {
                to.push(if n > 0 { " OR " } else { "" });
                to.push(
                    "EXISTS (SELECT 1 FROM worker AS lw JOIN audience_list_entry AS e ON e.hash = ",
                );
                to.push(hash)
                    .push(" WHERE lw.id = p.worker_id AND e.list_id = ");
                to.bind(list.as_str()).push(")");
            }
        }
    }
}

fn push_one_of<'a>(to: &mut Statement, column: &str, values: impl Iterator<Item = &'a str>) {
    let values: Vec<_> = values.collect();
    if values.is_empty() {
        to.push("FALSE");
        return;
    }
    to.push(column).push(" IN (").bind_all(values).push(")");
}

fn push_places(to: &mut Statement, column: &str, places: &[PlaceCode]) {
    to.push("FALSE");
    for place in places {
        to.push(" OR ")
            .push(column)
            .push(" LIKE ")
            .bind(code_pattern(*place));
    }
}

fn status_sql(status: AudienceStatus) -> &'static str {
    match status {
        AudienceStatus::Anyone => "TRUE",
        AudienceStatus::Started => "r.id IS NULL",
        AudienceStatus::Registered => "r.state NOT IN ('rejected', 'withdrawn', 'erased')",
        AudienceStatus::Seated => {
            "r.state NOT IN ('rejected', 'withdrawn', 'erased') \
             AND EXISTS (SELECT 1 FROM seat AS s WHERE s.worker_id = p.worker_id)"
        }
        AudienceStatus::Waiting => {
            "r.state NOT IN ('rejected', 'withdrawn', 'erased') AND EXISTS (SELECT 1 FROM waitlist AS w \
               WHERE w.worker_id = p.worker_id AND w.state IN ('waiting', 'offered'))"
        }
        AudienceStatus::Unseated => {
            "r.state NOT IN ('rejected', 'withdrawn', 'erased') \
             AND NOT EXISTS (SELECT 1 FROM seat AS s WHERE s.worker_id = p.worker_id) \
             AND NOT EXISTS (SELECT 1 FROM waitlist AS w \
               WHERE w.worker_id = p.worker_id AND w.state IN ('waiting', 'offered'))"
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

/// Everyone.
fn everyone(as_of: Timestamp) -> Scope<'static> {
    Scope { span: None, as_of }
}

#[derive(sqlx::FromRow)]
struct SampledRow {
    id: String,
    channel: String,
    locale: String,
    name: Option<String>,
    origin: Option<String>,
    employer: Option<String>,
}

impl SampledRow {
    fn into_sampled(self) -> Result<Sampled> {
        let masked = |name: String| {
            PersonName::parse(&name).map_or_else(|_| "*".to_owned(), |name| name.masked())
        };
        let origin = self.origin.as_deref();
        Ok(Sampled {
            channel: word(
                "chat",
                &self.id,
                "channel",
                &self.channel,
                ChannelKind::parse,
            )?,
            locale: word("chat", &self.id, "locale", &self.locale, Locale::parse)?,
            name: self.name.map(masked),
            origin: origin
                .map(|code| place("registration", &self.id, "origin", code))
                .transpose()?,
            employer: self.employer,
            chat: ChatId::new(self.id),
        })
    }
}

impl Tx {
    /// How many people an audience reaches at `now`, and how many it must leave out.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::super::StoreError::Db).
    pub async fn reach(&mut self, audience: &Audience, now: Timestamp) -> Result<Reach> {
        let mut sql = Statement::default();
        // Told apart before they are counted: whoever counts each kind by itself looks three times.
        sql.push(
            "SELECT standing, COUNT(*) FROM (SELECT CASE WHEN opted_out = 1 THEN 'opted_out' \
             WHEN contact = 'blocked' THEN 'blocked' ELSE 'people' END AS standing FROM (",
        );
        push_people(&mut sql, audience, everyone(now));
        sql.push(") AS audience) AS told GROUP BY standing");
        let mut reach = Reach::default();
        for (standing, count) in built_rows!(self, fetch_all, (String, i64), sql)? {
            *match standing.as_str() {
                "opted_out" => &mut reach.opted_out,
                "blocked" => &mut reach.blocked,
                _ => &mut reach.people,
            } = count;
        }
        Ok(reach)
    }

    /// Some of the people an audience reaches at `now`, at most `n`, whichever are found first.
    ///
    /// # Errors
    /// [`StoreError`](super::super::StoreError) of the database, or naming a row that cannot be read.
    pub async fn sample(
        &mut self,
        audience: &Audience,
        n: i64,
        now: Timestamp,
    ) -> Result<Vec<Sampled>> {
        let mut sql = Statement::default();
        sql.push(
            "SELECT a.id, a.channel, a.locale, w.name, g.origin, f.name AS employer FROM \
             (SELECT id, channel, locale, worker_id, person FROM (",
        );
        push_people(&mut sql, audience, everyone(now));
        sql.push(") AS audience WHERE opted_out = 0 AND contact <> 'blocked' LIMIT ");
        sql.bind(n).push(
            ") AS a LEFT JOIN worker AS w ON w.id = a.worker_id \
             LEFT JOIN registration AS g ON g.worker_id = a.worker_id \
             LEFT JOIN employer AS f ON f.id = g.employer_id ORDER BY a.person",
        );
        let found = built_rows!(self, fetch_all, SampledRow, sql)?;
        found.into_iter().map(SampledRow::into_sampled).collect()
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
