//! What happens to a claim by itself: HR has declared the worker, so it is confirmed; or HR does not answer in time.
//!
//! Races: like every sweep this tries the worker's lock and leaves whoever is busy for its next turn. A registration
//! looks for its declaration itself; only people who registered before they were declared are left to the sweep.

use super::super::db::{Result, Tx, execute, rows};
use super::super::seat::SeatExit;
use super::decide::DecideError;
use crate::domain::id::{ChatId, EmployerId, RosterLineId, StaffId, WorkerId};
use crate::domain::registration::{News, RegistrationState};
use crate::domain::roster::Decision;
use crate::domain::time::Timestamp;

/// How often HR does not answer before the deadline: what the bureau's list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Claims HR has not answered.
    pub claims: i64,
    /// The first moment at which one of them runs out.
    pub first_due: Option<Timestamp>,
    /// Claims that have run out.
    pub overdue: i64,
}

impl Tx {
    /// Whether any roster has something to be done by itself: a look beside the writer.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn roster_chores_due(&mut self, now: Timestamp) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT employer_id FROM roster WHERE to_match \
             UNION ALL SELECT id FROM roster_line WHERE state = 'claimed' AND lapsed_at IS NULL AND due_at <= $1 \
             UNION ALL SELECT id FROM roster_upload WHERE expires_at <= $1 LIMIT 1",
            now.millis(),
        )?;
        Ok(row.is_some())
    }

    /// Confirms claims of people who are declared, ends claims that HR has not answered in time, and clears expired
    /// uploads away: of each at most `limit`. Gives how much was done.
    ///
    /// # Errors
    /// [`DecideError`].
    pub async fn roster_chores(
        &mut self,
        limit: i64,
        now: Timestamp,
    ) -> Result<usize, DecideError> {
        let mut done = 0;
        for employer in self.rosters_to_match().await? {
            let matched = self.confirm_declared(&employer, limit, now).await?;
            if matched == 0 {
                self.matched_all(&employer, now).await?;
            }
            done += matched;
        }
        done += self.lapse_claims(limit, now).await?;
        Ok(done + self.drop_expired_uploads(now).await?)
    }

    /// Confirms claims of people whom HR has declared, in the name of who declared them.
    async fn confirm_declared(
        &mut self,
        employer: &EmployerId,
        limit: i64,
        now: Timestamp,
    ) -> Result<usize, DecideError> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT l.id, l.worker_id, MIN(d.declared_by) FROM roster_line l JOIN worker w ON w.id = l.worker_id \
             JOIN declared d ON d.employer_id = l.employer_id AND d.standing = 'declared' \
             AND (d.id_hash = w.id_hash OR (d.mobile_hash = w.mobile_hash AND d.name = w.name)) \
             WHERE l.employer_id = $1 AND l.state = 'claimed' \
             GROUP BY l.id, l.worker_id ORDER BY l.worker_id LIMIT $2",
            employer.as_str(),
            limit,
        )?;
        let mut done = 0;
        for (line, worker, by) in found {
            if !self.try_lock_worker(&WorkerId::new(worker)).await? {
                continue;
            }
            let (line, by) = (RosterLineId::new(line), StaffId::new(by));
            let decided = self
                .take_decision(&line, &Decision::Confirm, &by, now)
                .await;
            match decided {
                Ok(_) => done += 1,
                Err(DecideError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    /// Confirms a claim that has just been made where HR has declared the worker, and queues the news for the chat
    /// they are registering in. Call with the worker locked.
    pub(in crate::store) async fn confirm_if_declared(
        &mut self,
        worker: &WorkerId,
        employer: &EmployerId,
        chat: &ChatId,
        now: Timestamp,
    ) -> Result<()> {
        let found = rows!(
            self,
            fetch_optional,
            (String, String),
            "SELECT l.id, d.declared_by FROM roster_line l JOIN worker w ON w.id = l.worker_id \
             JOIN declared d ON d.employer_id = l.employer_id AND d.standing = 'declared' \
             AND (d.id_hash = w.id_hash OR (d.mobile_hash = w.mobile_hash AND d.name = w.name)) \
             WHERE l.employer_id = $1 AND l.worker_id = $2 AND l.state = 'claimed' LIMIT 1",
            employer.as_str(),
            worker.as_str(),
        )?;
        let Some((line, by)) = found else {
            return Ok(());
        };
        execute!(
            self,
            "UPDATE roster_line SET state = 'confirmed', decided_by = $2, decided_at = $3 WHERE id = $1",
            line.as_str(),
            by.as_str(),
            now.millis(),
        )?;
        let why = Some("declared");
        self.audit(&by, "roster.confirmed", &line, why, now).await?;
        let news = News::RosterConfirmed {
            line: RosterLineId::new(line),
            employer: self.employer_name(employer.as_str()).await?,
        };
        self.queue_news(chat, &news, now).await
    }

    /// Sets until when HR is to answer a claim; one that is running already stays.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn set_claim_due(&mut self, worker: &WorkerId, due: Timestamp) -> Result<()> {
        execute!(
            self,
            "UPDATE roster_line SET due_at = $2 WHERE worker_id = $1 AND state = 'claimed' AND due_at IS NULL",
            worker.as_str(),
            due.millis(),
        )?;
        Ok(())
    }

    /// Ends claims whose time has run out: a seat on a trip that needs HR's word goes to the next, and the worker is
    /// told. HR may still confirm them.
    async fn lapse_claims(&mut self, limit: i64, now: Timestamp) -> Result<usize, DecideError> {
        let found = rows!(
            self,
            fetch_all,
            (String, String, String),
            "SELECT l.id, l.worker_id, e.name FROM roster_line l JOIN employer e ON e.id = l.employer_id \
             WHERE l.state = 'claimed' AND l.lapsed_at IS NULL AND l.due_at <= $1 ORDER BY l.due_at LIMIT $2",
            now.millis(),
            limit,
        )?;
        let mut done = 0;
        for (line, worker, employer) in found {
            let worker = WorkerId::new(worker);
            if !self.try_lock_worker(&worker).await? {
                continue;
            }
            let lapsed = execute!(
                self,
                "UPDATE roster_line SET lapsed_at = $2 WHERE id = $1 AND state = 'claimed' AND lapsed_at IS NULL",
                line.as_str(),
                now.millis(),
            )?;
            if lapsed == 0 {
                continue;
            }
            let seat_lost = self.release_unconfirmed(&worker, now).await?;
            if seat_lost {
                self.set_registration_state(&worker, RegistrationState::Submitted, now)
                    .await?;
            }
            let why = seat_lost.then_some("seat released");
            self.audit("clock", "roster.lapsed", &line, why, now)
                .await?;
            let news = News::RosterLapsed {
                line: RosterLineId::new(line),
                employer,
                seat_lost,
            };
            self.queue_news_for(&worker, &news, now).await?;
            done += 1;
        }
        Ok(done)
    }

    /// Gives up the worker's seat where its trip needs HR's word; whether there was one.
    pub(super) async fn release_unconfirmed(
        &mut self,
        worker: &WorkerId,
        now: Timestamp,
    ) -> Result<bool> {
        match self.active_seat(worker).await? {
            Some(seat) if seat.trip.requirements.roster_confirmed => {
                self.release_seat(&seat.seat, worker, SeatExit::Rejected, now)
                    .await
            }
            Some(_) | None => Ok(false),
        }
    }

    /// What HR of an employer has left unanswered.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn roster_waiting(
        &mut self,
        employer: &EmployerId,
        now: Timestamp,
    ) -> Result<Waiting> {
        let (claims, first_due, overdue) = rows!(
            self,
            fetch_one,
            (i64, Option<i64>, i64),
            "SELECT COUNT(*), MIN(CASE WHEN due_at > $2 THEN due_at END), COUNT(CASE WHEN due_at <= $2 THEN 1 END) \
             FROM roster_line WHERE employer_id = $1 AND state = 'claimed'",
            employer.as_str(),
            now.millis(),
        )?;
        Ok(Waiting {
            claims,
            first_due: first_due.map(Timestamp::from_millis),
            overdue,
        })
    }
}
