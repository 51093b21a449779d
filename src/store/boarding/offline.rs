//! What a device without a connection has done, where it does not become a boarding any more.

use super::super::Store;
use super::super::db::{Result, Tx};
use super::BoardingKind;
use super::apply::{Answer, Attempt, Judged, refused};
use crate::domain::boarding::Refusal;
use crate::domain::seat::SeatState;
use crate::domain::time::Timestamp;
use crate::domain::trip::Unmet;

impl Tx {
    /// Records that a device turned somebody away while it had no connection: that stands, whatever would be answered
    /// now. Doing it again with the same identifier changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Refused`](crate::store::StoreError::Refused) for a vehicle that is not there.
    pub async fn turned_away(
        &mut self,
        store: &Store,
        attempt: &Attempt,
        reasons: Vec<Refusal>,
        now: Timestamp,
    ) -> Result<Answer> {
        if let Some(before) = self.boarding_answer(&attempt.id).await? {
            return Ok(before);
        }
        self.at_stop(&attempt.vehicle).await?;
        let judged = self.past(store, attempt).await?;
        let seat = judged.as_ref().map(|judged| judged.known.seat.clone());
        let answer = refused(reasons, seat);
        self.record(attempt, &answer, judged.as_ref(), now).await?;
        if let (Some(code), Some(judged)) = (attempt.code_seen, &judged) {
            self.set_health(&judged.known.worker, code, now).await?;
        }
        Ok(answer)
    }

    /// Somebody was let aboard before the vehicle left, and it is told only now: the record is kept, and says that they
    /// are not counted as aboard, for people to settle.
    pub(super) async fn keep_late(
        &mut self,
        store: &Store,
        attempt: &Attempt,
        now: Timestamp,
    ) -> Result<Answer> {
        let judged = self.past(store, attempt).await?;
        let answer = Answer {
            kind: BoardingKind::Boarded,
            reasons: vec![Refusal::Unmet(Unmet::Departed)],
            seat: judged.as_ref().map(|judged| judged.known.seat.clone()),
            conflicts_with: None,
        };
        self.record(attempt, &answer, judged.as_ref(), now).await?;
        Ok(answer)
    }

    /// The ticket that was shown, where it is one for this vehicle.
    async fn past(&mut self, store: &Store, attempt: &Attempt) -> Result<Option<Judged>> {
        let known = self.shown_ticket(store, &attempt.shown).await?.ok();
        let here = known.filter(|known| known.vehicle == attempt.vehicle);
        Ok(here.map(|known| Judged {
            known,
            state: SeatState::Free,
            reasons: Vec::new(),
        }))
    }
}
