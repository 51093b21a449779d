//! HR in the chat: whose roster a chat looks after, whom it is shown next, and when it is told that people wait.
//!
//! A chat is told at most once in [`TELL_EVERY`], and while it has not answered at most once in [`ASK_AGAIN`].
//!
//! Races: two replicas that tell one chat meet at its binding, which is locked first; the second then finds it told.

use super::db::{Result, Tx, execute, rows};
use crate::domain::id::{ChatId, EmployerId, RosterLineId, StaffId};
use crate::domain::registration::News;
use crate::domain::time::Timestamp;
use crate::store::roster::RosterLine;
use std::time::Duration;

/// A chat of HR is told of people who wait at most this often.
pub const TELL_EVERY: Duration = Duration::from_secs(30 * 60);

/// A chat that has not answered is told again of new people after so long.
pub const ASK_AGAIN: Duration = Duration::from_secs(24 * 3600);

/// So long after a claim HR is told of it: people who register together come in one message, and whoever is declared
/// is confirmed by then.
const SETTLE: Duration = Duration::from_secs(10);

/// HR of an employer, in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HrChat {
    /// The account.
    pub staff: StaffId,
    /// The employer.
    pub employer: EmployerId,
    /// Its name.
    pub employer_name: String,
}

/// A chat of HR that is to be told that people wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HrToTell {
    /// The account.
    pub staff: StaffId,
    /// The chat.
    pub chat: ChatId,
}

impl Tx {
    /// The HR account that a chat is bound to, the latest where there are several; none when it is disabled or not HR.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn hr_of_chat(&mut self, chat: &ChatId) -> Result<Option<HrChat>> {
        let found = rows!(
            self,
            fetch_optional,
            (String, String, String),
            "SELECT s.id, e.id, e.name FROM staff_chat b JOIN staff s ON s.id = b.staff_id \
             JOIN employer e ON e.id = s.employer_id \
             WHERE b.chat_id = $1 AND s.role = 'hr' AND NOT s.disabled ORDER BY b.linked_at DESC, s.id LIMIT 1",
            chat.as_str(),
        )?;
        Ok(found.map(|(staff, employer, employer_name)| HrChat {
            staff: StaffId::new(staff),
            employer: EmployerId::new(employer),
            employer_name,
        }))
    }

    /// The claim that has waited longest; after a line, the next. None when nobody waits.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    pub async fn next_claim(
        &mut self,
        employer: &EmployerId,
        after: Option<&RosterLineId>,
    ) -> Result<Option<RosterLine>> {
        let found = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT l.id FROM roster_line l LEFT JOIN roster_line a ON a.id = $2 \
             WHERE l.employer_id = $1 AND l.state = 'claimed' AND (a.id IS NULL OR l.created_at > a.created_at \
             OR (l.created_at = a.created_at AND l.id > a.id)) ORDER BY l.created_at, l.id LIMIT 1",
            employer.as_str(),
            after.map_or("", RosterLineId::as_str),
        )?;
        match found {
            Some((id,)) => self.roster_line(&RosterLineId::new(id)).await,
            None => Ok(None),
        }
    }

    /// Notes that HR was told in its chat who waits now.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn note_hr_told(&mut self, staff: &StaffId, now: Timestamp) -> Result<()> {
        self.write_hr_told(staff, now, now).await
    }

    /// Notes that HR has answered in its chat.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn note_hr_answered(&mut self, staff: &StaffId, now: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE hr_told SET answered_at = $2 WHERE staff_id = $1",
            staff.as_str(),
            now.millis(),
        )?;
        Ok(())
    }

    /// Chats of HR to be told that people wait, at most `limit`: a look beside the writer.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn hr_to_tell(&mut self, limit: i64, now: Timestamp) -> Result<Vec<HrToTell>> {
        self.untold(None, limit, now).await
    }

    /// Queues for HR's chat that people wait, if it is still to be told.
    ///
    /// # Errors
    /// [`StoreError::Db`](super::StoreError::Db).
    pub async fn tell_hr(&mut self, one: &HrToTell, now: Timestamp) -> Result<bool> {
        rows!(
            self,
            fetch_optional,
            (String,),
            lock "SELECT staff_id FROM staff_chat WHERE staff_id = $1",
            one.staff.as_str(),
        )?;
        let still = self.untold(Some(&one.staff), 1, now).await?;
        let Some(one) = still.first() else {
            return Ok(false);
        };
        self.write_hr_told(&one.staff, now, now.minus(SETTLE))
            .await?;
        self.queue_news(&one.chat, &News::ClaimsWait, now).await?;
        Ok(true)
    }

    async fn write_hr_told(
        &mut self,
        staff: &StaffId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<()> {
        execute!(
            self,
            "INSERT INTO hr_told (staff_id, told_at, told_until) VALUES ($1, $2, $3) \
             ON CONFLICT (staff_id) DO UPDATE SET told_at = excluded.told_at, told_until = excluded.told_until",
            staff.as_str(),
            now.millis(),
            until.millis(),
        )?;
        Ok(())
    }

    /// Chats with somebody new waiting. What they were told before counts as answered once they wrote back, or once
    /// nobody of then waits any more. On a locked roster there is nothing to answer.
    async fn untold(
        &mut self,
        staff: Option<&StaffId>,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<HrToTell>> {
        let found = rows!(
            self,
            fetch_all,
            (String, String),
            "SELECT b.staff_id, b.chat_id FROM staff_chat b JOIN staff s ON s.id = b.staff_id \
             JOIN chat c ON c.id = b.chat_id LEFT JOIN hr_told h ON h.staff_id = b.staff_id \
             WHERE s.role = 'hr' AND NOT s.disabled AND c.contact NOT IN ('blocked', 'blocked_opted_out') \
             AND (CAST($4 AS TEXT) IS NULL OR b.staff_id = $4) \
             AND EXISTS (SELECT 1 FROM roster_line l WHERE l.employer_id = s.employer_id AND l.state = 'claimed' \
                 AND l.created_at <= $1 AND l.created_at > COALESCE(h.told_until, -1)) \
             AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.employer_id = s.employer_id AND r.stage = 'locked') \
             AND (h.told_at IS NULL OR (h.told_at <= $2 AND (h.answered_at >= h.told_at OR h.told_at <= $3 \
                 OR NOT EXISTS (SELECT 1 FROM roster_line o WHERE o.employer_id = s.employer_id \
                     AND o.state = 'claimed' AND o.created_at <= h.told_until)))) \
             ORDER BY b.staff_id LIMIT $5",
            now.minus(SETTLE).millis(),
            now.minus(TELL_EVERY).millis(),
            now.minus(ASK_AGAIN).millis(),
            staff.map(|staff| staff.as_str().to_owned()),
            limit,
        )?;
        let one = |(staff, chat): (String, String)| HrToTell {
            staff: StaffId::new(staff),
            chat: ChatId::new(chat),
        };
        Ok(found.into_iter().map(one).collect())
    }
}
