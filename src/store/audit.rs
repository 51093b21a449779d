//! The log of what was done: written in the transaction that does it, read by administrators, and by the database's
//! own triggers only ever added to. Actors and subjects are identifiers, so it names nobody who has been erased.
//!
//! It may hold millions of rows. Every filter has an index in order of time, and a page is found by the row before
//! it, not by counting from the top.

use super::db::{Result, Tx, execute, rows};
use super::statement::{Statement, built_rows};
use crate::domain::delivery::ChannelKind;
use crate::domain::time::Timestamp;
use std::fmt;
use std::net::IpAddr;

/// From where something was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Origin {
    /// By the house itself: timers, delivery.
    #[default]
    House,
    /// At the console, from an address where it is known.
    Console(Option<IpAddr>),
    /// In a chat of a channel.
    Chat(ChannelKind),
    /// From the command line.
    CommandLine,
}

impl Origin {
    /// Reads what [`fmt::Display`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            None if text == "house" => Some(Self::House),
            None if text == "console" => Some(Self::Console(None)),
            None if text == "command line" => Some(Self::CommandLine),
            Some(("console", address)) => address.parse().ok().map(|ip| Self::Console(Some(ip))),
            Some(("chat", channel)) => ChannelKind::parse(channel).map(Self::Chat),
            Some(("command", "line")) => Some(Self::CommandLine),
            Some(_) | None => None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::House => f.write_str("house"),
            Self::Console(None) => f.write_str("console"),
            Self::Console(Some(address)) => write!(f, "console {address}"),
            Self::Chat(channel) => write!(f, "chat {channel}"),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Identifier, rising.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Account's identifier, or the name of a part of the house.
    pub actor: String,
    /// The account's name and sign-in name, where the actor is one.
    pub account: Option<(String, String)>,
    /// What was done.
    pub action: String,
    /// To what: an identifier.
    pub subject: String,
    /// Reason given, or particulars.
    pub reason: Option<String>,
    /// From where, as [`Origin`] writes it; `None` for lines older than that column.
    pub origin: Option<String>,
}

/// Which lines are wanted; `None` filters nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// By this actor.
    pub actor: Option<String>,
    /// Of this action.
    pub action: Option<String>,
    /// To this subject.
    pub subject: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}

/// Where a page of the log begins: after (in reading order) the line of this moment and identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditMark {
    /// The line's moment.
    pub at: Timestamp,
    /// Its identifier.
    pub id: i64,
}

/// Reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AuditOrder {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
}

#[derive(sqlx::FromRow)]
struct Line {
    id: i64,
    at: i64,
    actor: String,
    action: String,
    subject: String,
    reason: Option<String>,
    origin: Option<String>,
    name: Option<String>,
    login: Option<String>,
}

impl Line {
    fn read(self) -> AuditLine {
        AuditLine {
            id: self.id,
            at: Timestamp::from_millis(self.at),
            actor: self.actor,
            account: self.name.zip(self.login),
            action: self.action,
            subject: self.subject,
            reason: self.reason,
            origin: self.origin,
        }
    }
}

impl AuditFilter {
    /// Adds the conditions to a statement on `audit AS a`.
    fn restrict(&self, to: &mut Statement) {
        to.push(" WHERE 1 = 1");
        for (column, value) in [
            (" AND a.actor = ", &self.actor),
            (" AND a.action = ", &self.action),
            (" AND a.subject = ", &self.subject),
        ] {
            if let Some(value) = value {
                to.push(column).bind(value.as_str());
            }
        }
        if let Some(from) = self.from {
            to.push(" AND a.at >= ").bind(from.millis());
        }
        if let Some(until) = self.until {
            to.push(" AND a.at < ").bind(until.millis());
        }
    }
}

impl Tx {
    /// Records that `actor` (an account's identifier, or the name of a part of the house) did `action` to
    /// `subject` (an identifier, never personal data), from where the transaction was begun.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn audit(
        &mut self,
        actor: &str,
        action: &str,
        subject: &str,
        reason: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        let origin = self.origin().to_string();
        execute!(
            self,
            "INSERT INTO audit (at, actor, action, subject, reason, origin) VALUES ($1, $2, $3, $4, $5, $6)",
            now.millis(),
            actor,
            action,
            subject,
            reason.map(str::to_owned),
            origin,
        )?;
        Ok(())
    }

    /// At most `limit` lines of the log after `mark`, or from the beginning of the order.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn audit_lines(
        &mut self,
        filter: &AuditFilter,
        order: AuditOrder,
        mark: Option<AuditMark>,
        limit: i64,
    ) -> Result<Vec<AuditLine>> {
        // The page is cut first and named afterwards: a join ahead of the limit could be begun from the accounts.
        let mut wanted = Statement::default();
        wanted.push(
            "SELECT p.id, p.at, p.actor, p.action, p.subject, p.reason, p.origin, s.name, s.login FROM (\
             SELECT a.id, a.at, a.actor, a.action, a.subject, a.reason, a.origin FROM audit AS a",
        );
        filter.restrict(&mut wanted);
        let (compare, sort) = match order {
            AuditOrder::Newest => (" AND (a.at, a.id) < (", "DESC"),
            AuditOrder::Oldest => (" AND (a.at, a.id) > (", "ASC"),
        };
        if let Some(mark) = mark {
            wanted.push(compare).bind(mark.at.millis());
            wanted.push(", ").bind(mark.id).push(")");
        }
        wanted.push(&format!(" ORDER BY a.at {sort}, a.id {sort} LIMIT "));
        wanted.bind(limit);
        wanted.push(&format!(
            ") AS p LEFT JOIN staff AS s ON s.id = p.actor ORDER BY p.at {sort}, p.id {sort}"
        ));
        let found = built_rows!(self, fetch_all, Line, wanted)?;
        Ok(found.into_iter().map(Line::read).collect())
    }

    /// How many lines a filter takes, counting no further than `most`.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn count_audit(&mut self, filter: &AuditFilter, most: i64) -> Result<i64> {
        let mut wanted = Statement::default();
        wanted.push("SELECT COUNT(*) FROM (SELECT 1 AS one FROM audit AS a");
        filter.restrict(&mut wanted);
        wanted.push(" LIMIT ").bind(most).push(") AS counted");
        let (count,) = built_rows!(self, fetch_one, (i64,), wanted)?;
        Ok(count)
    }

    /// Every action there is a line of, in order. Reads one index entry for each, however long the log is.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn audit_actions(&mut self) -> Result<Vec<String>> {
        let found = rows!(
            self,
            fetch_all,
            (String,),
            "WITH RECURSIVE known (action) AS (\
               SELECT MIN(action) FROM audit \
               UNION ALL \
               SELECT (SELECT MIN(a.action) FROM audit AS a WHERE a.action > known.action) FROM known \
               WHERE known.action IS NOT NULL) \
             SELECT action FROM known WHERE action IS NOT NULL",
        )?;
        Ok(found.into_iter().map(|(action,)| action).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_as_it_was_written() {
        for origin in [
            Origin::House,
            Origin::Console(None),
            Origin::Console("192.0.2.7".parse().ok()),
            Origin::Console("2001:db8::1".parse().ok()),
            Origin::Chat(ChannelKind::Web),
            Origin::Chat(ChannelKind::Telegram),
            Origin::CommandLine,
        ] {
            assert_eq!(Origin::parse(&origin.to_string()), Some(origin));
        }
        for text in ["", "console x", "chat pigeon", "elsewhere"] {
            assert_eq!(Origin::parse(text), None, "{text}");
        }
    }
}
