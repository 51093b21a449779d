//! HR's queries: who waits, and their answers. Every one looks anew whose chat this is; a decision goes the way of the
//! console's.

use super::understand::mask_numbers;
use super::unit::Unit;
use crate::dialogue::effect::HrVerdict;
use crate::dialogue::event::{Answer, HrClaim, HrDone, HrTold};
use crate::dialogue::hr::reason_words;
use crate::domain::id::RosterLineId;
use crate::domain::roster::{Decision, DecisionError, RosterState};
use crate::locale::text;
use crate::store::Result;
use crate::store::hr_chat::HrChat;
use crate::store::roster::{DecideError, RosterLine};

impl Unit<'_> {
    /// How many wait, which HR is thereby told.
    pub(super) async fn hr_waiting(&mut self) -> Result<Answer> {
        let Some(hr) = self.tx.hr_of_chat(&self.chat.id).await? else {
            return Ok(Answer::HrWaiting(None));
        };
        let waiting = self.tx.claims_waiting(&hr.employer).await?;
        if waiting > 0 {
            self.tx.note_hr_told(&hr.staff, self.now).await?;
        }
        Ok(Answer::HrWaiting(Some((hr.employer_name, waiting))))
    }

    /// The first who waits, or the next after a line.
    pub(super) async fn hr_next(&mut self, after: Option<&RosterLineId>) -> Result<Answer> {
        match self.hr().await? {
            Some(hr) => Ok(Answer::Hr(self.hr_shown(hr, None, after).await?)),
            None => Ok(Answer::Hr(HrTold::NotHr)),
        }
    }

    /// One claim again; the next where it is decided already.
    pub(super) async fn hr_claim(
        &mut self,
        line: &RosterLineId,
        asks_reason: bool,
    ) -> Result<Answer> {
        let Some(hr) = self.hr().await? else {
            return Ok(Answer::Hr(HrTold::NotHr));
        };
        let found = self.hr_line(&hr, line).await?;
        let done = match found {
            Some(line) if line.state == RosterState::Claimed => {
                return Ok(Answer::Hr(HrTold::This {
                    claim: Box::new(claim(line)),
                    asks_reason,
                    bad_reason: false,
                }));
            }
            Some(line) => HrDone::Already {
                name: line.name,
                state: line.state,
            },
            None => HrDone::Gone,
        };
        Ok(Answer::Hr(self.hr_shown(hr, Some(done), None).await?))
    }

    /// HR's answer, and who is next.
    pub(super) async fn hr_decide(
        &mut self,
        id: &RosterLineId,
        verdict: HrVerdict,
    ) -> Result<Answer> {
        let Some(hr) = self.hr().await? else {
            return Ok(Answer::Hr(HrTold::NotHr));
        };
        let Some(line) = self.hr_line(&hr, id).await? else {
            return Ok(Answer::Hr(
                self.hr_shown(hr, Some(HrDone::Gone), None).await?,
            ));
        };
        let decision = self.decision(verdict);
        let name = line.name.clone();
        let decided = self
            .tx
            .decide_roster_line(id, &decision, &hr.staff, self.now)
            .await;
        let done = match (decided, &decision) {
            (Ok(_), Decision::Confirm) => HrDone::Confirmed { name },
            (Ok(_), Decision::Reject { .. }) => HrDone::Rejected { name },
            (Err(DecideError::Store(error)), _) => return Err(error),
            (Err(DecideError::NoLine), _) => HrDone::Gone,
            (Err(DecideError::Refused(DecisionError::Locked)), _) => HrDone::Locked,
            (Err(DecideError::Refused(DecisionError::AlreadyDecided(state))), _) => {
                HrDone::Already { name, state }
            }
            (Err(DecideError::Refused(DecisionError::Reason)), _) => {
                return Ok(Answer::Hr(HrTold::This {
                    claim: Box::new(claim(line)),
                    asks_reason: true,
                    bad_reason: true,
                }));
            }
        };
        Ok(Answer::Hr(self.hr_shown(hr, Some(done), None).await?))
    }

    /// A reason in the language of this chat; what HR types loses numbers that belong to somebody.
    fn decision(&self, verdict: HrVerdict) -> Decision {
        match verdict {
            HrVerdict::Confirm => Decision::Confirm,
            HrVerdict::Usual(reason) => Decision::Reject {
                reason: text(self.chat.locale, &reason_words(reason)),
            },
            HrVerdict::Because(words) => Decision::Reject {
                reason: mask_numbers(words.trim()),
            },
        }
    }

    /// The HR account of this chat, which has just answered.
    async fn hr(&mut self) -> Result<Option<HrChat>> {
        let hr = self.tx.hr_of_chat(&self.chat.id).await?;
        if let Some(hr) = &hr {
            self.tx.note_hr_answered(&hr.staff, self.now).await?;
        }
        Ok(hr)
    }

    /// A line of HR's own roster.
    async fn hr_line(&mut self, hr: &HrChat, id: &RosterLineId) -> Result<Option<RosterLine>> {
        let line = self.tx.roster_line(id).await?;
        Ok(line.filter(|line| line.employer == hr.employer))
    }

    async fn hr_shown(
        &mut self,
        hr: HrChat,
        done: Option<HrDone>,
        after: Option<&RosterLineId>,
    ) -> Result<HrTold> {
        // Nothing can be answered on a locked roster.
        let next = match done {
            Some(HrDone::Locked) => None,
            Some(_) | None => self.tx.next_claim(&hr.employer, after).await?,
        };
        Ok(HrTold::Next {
            done,
            claim: next.map(|line| Box::new(claim(line))),
            waiting: self.tx.claims_waiting(&hr.employer).await?,
            employer: hr.employer_name,
        })
    }
}

fn claim(line: RosterLine) -> HrClaim {
    HrClaim {
        line: line.id,
        name: line.name,
        id_mask: line.id_mask,
        mobile_mask: line.mobile_mask,
        origin: line.origin,
        since: line.since,
        due: line.due_at,
        trip: line.seat.map(|seat| (seat.trip, seat.departs_at)),
    }
}
