//! HR in the chat: people who say that they work there, shown one after the other, confirmed or rejected by buttons.
//!
//! Whose chat it is, and whether somebody still waits, is the store's to say: every button asks it anew. Why somebody is
//! rejected is the one question that HR answers in words, so it is a stage; the question that stood before comes back
//! after it, for HR may be a worker too.

use super::Turn;
use super::button::{Button, HrReason};
use super::effect::{HrVerdict, Query, Reply};
use super::event::{Event, HrClaim, HrDone, HrTold, Word};
use super::state::Stage;
use crate::domain::delivery::InputHint;
use crate::domain::id::RosterLineId;
use crate::domain::roster::RosterState;
use crate::domain::staff::Role;
use crate::locale::message::Message;

impl Turn<'_> {
    /// Whether an event is HR's work, to which a recap of their own registration does not belong.
    pub(super) fn is_for_hr(&self, event: &Event) -> bool {
        let said = match event {
            Event::Pressed(_, button) => button.is_hr(),
            Event::Word(word) => *word == Word::Roster,
            Event::Opened { .. }
            | Event::Text(_)
            | Event::Photo(_)
            | Event::Contact { .. }
            | Event::Odd(_)
            | Event::StaffChat { .. }
            | Event::TakenUp
            | Event::News(_)
            | Event::Answered(_) => false,
        };
        said || matches!(self.session.stage, Stage::HrReason { .. })
    }

    /// Somebody of the staff has bound the chat, or tried to.
    pub(super) fn staff_chat(&mut self, bound: Option<Role>) {
        let message = match bound {
            Some(Role::Hr) => {
                self.query = Some(Query::HrWaiting);
                Message::HrChatBound
            }
            Some(Role::Clerk | Role::Admin | Role::Crew) => Message::StaffChatBound,
            None => Message::StaffCodeUnknown,
        };
        self.replies.push(Reply::say(message));
    }

    /// Says how many wait; nothing where nobody does any more.
    pub(super) fn hr_waiting(&mut self, waiting: Option<(String, i64)>) {
        if let Some((employer, count)) = waiting.filter(|(_, count)| *count > 0) {
            let reply = Reply::titled(
                Message::HrWaitTitle { count },
                Message::HrWait { employer, count },
            );
            self.replies
                .push(reply.choice(Message::ButtonHrGo, Button::HrGo));
        }
    }

    pub(super) fn hr_asks(&mut self, query: Query) {
        self.leave_reason();
        self.query = Some(query);
    }

    pub(super) fn hr_rejects(&mut self, line: RosterLineId) {
        self.hr_asks(Query::HrClaim {
            line,
            asks_reason: true,
        });
    }

    /// The reason has been given.
    pub(super) fn hr_because(&mut self, verdict: HrVerdict) {
        match self.leave_reason() {
            Some(line) => self.query = Some(Query::HrDecide(line, verdict)),
            None => self.again(Message::StaleButton),
        }
    }

    /// Not rejected after all.
    pub(super) fn hr_keep(&mut self) {
        match self.leave_reason() {
            Some(line) => {
                self.query = Some(Query::HrClaim {
                    line,
                    asks_reason: false,
                });
            }
            None => self.again(Message::StaleButton),
        }
    }

    /// Goes back to the question that stood before HR was asked for a reason; gives the line it was about.
    fn leave_reason(&mut self) -> Option<RosterLineId> {
        let Stage::HrReason { line, .. } = self.session.stage.clone() else {
            return None;
        };
        self.session.stage = self.session.trail.pop().unwrap_or(Stage::Language);
        self.session.serial = self.session.serial.wrapping_add(1).max(1);
        Some(line)
    }

    pub(super) fn hr_told(&mut self, told: HrTold) {
        match told {
            HrTold::NotHr => self.again(Message::HrNotBound),
            HrTold::This {
                claim,
                asks_reason: true,
                bad_reason,
            } => {
                if bad_reason {
                    self.note(Message::HrReasonWrong);
                }
                self.goto(Stage::HrReason {
                    line: claim.line,
                    name: claim.name,
                });
            }
            HrTold::This { claim, .. } => self.replies.push(shown(Reply::default(), &claim)),
            HrTold::Next {
                done,
                claim,
                waiting,
                employer,
            } => {
                let mut reply = Reply::default();
                if let Some(done) = done {
                    reply = reply.and(done_words(done));
                }
                self.replies.push(match claim {
                    Some(claim) => {
                        let reply = reply.and(Message::HrWaiting { count: waiting });
                        shown(reply, &claim)
                    }
                    None => nobody_next(reply, waiting, employer),
                });
            }
        }
    }
}

fn done_words(done: HrDone) -> Message {
    match done {
        HrDone::Confirmed { name } => Message::HrConfirmed { name },
        HrDone::Rejected { name } => Message::HrRejected { name },
        HrDone::Already {
            name,
            state: RosterState::Confirmed,
        } => Message::HrAlreadyConfirmed { name },
        HrDone::Already {
            name,
            state: RosterState::Rejected | RosterState::Replaced | RosterState::Claimed,
        } => Message::HrAlreadyRejected { name },
        HrDone::Already {
            state: RosterState::Erased,
            ..
        } => Message::HrGone,
        HrDone::Locked => Message::HrLocked,
        HrDone::Gone => Message::HrGone,
    }
}

/// Nobody is left in this round.
fn nobody_next(reply: Reply, waiting: i64, employer: String) -> Reply {
    match waiting {
        0 => reply
            .and(Message::HrNobody { employer })
            .control(Message::ButtonHrAgain, Button::HrGo),
        count => reply
            .and(Message::HrLast { count })
            .choice(Message::ButtonHrGo, Button::HrGo),
    }
}

/// Somebody who waits, with HR's answers.
fn shown(reply: Reply, claim: &HrClaim) -> Reply {
    let mut lines = vec![
        Message::HrName {
            name: claim.name.clone(),
        },
        Message::HrId {
            id: claim.id_mask.clone(),
        },
        Message::HrMobile {
            mobile: claim.mobile_mask.clone(),
        },
    ];
    lines.extend(claim.origin.map(|place| Message::HrFrom { place }));
    if let Some((code, departs)) = claim.trip.clone() {
        lines.push(Message::HrTrip { code, departs });
    }
    lines.push(Message::HrSince { since: claim.since });
    lines.extend(claim.due.map(|due| Message::HrDue { due }));
    let mut reply = reply;
    reply.body.push(lines);
    reply
        .and(Message::HrAsk)
        .choice(Message::ButtonHrYes, Button::HrYes(claim.line.clone()))
        .choice(Message::ButtonHrNo, Button::HrNo(claim.line.clone()))
        .choice(Message::ButtonHrLater, Button::HrLater(claim.line.clone()))
}

/// Why somebody is not theirs.
pub(super) fn ask_reason(name: &str) -> Reply {
    let ask = Reply::say(Message::AskHrReason {
        name: name.to_owned(),
    });
    let reasons = HrReason::ALL.iter().fold(ask, |reply, reason| {
        reply.choice(reason_words(*reason), Button::HrBecause(*reason))
    });
    reasons
        .choice(Message::ButtonHrKeep, Button::HrKeep)
        .expects(InputHint::Text)
}

/// A usual reason, as the worker is told it.
pub fn reason_words(reason: HrReason) -> Message {
    match reason {
        HrReason::Unknown => Message::HrReasonUnknown,
        HrReason::Left => Message::HrReasonLeft,
        HrReason::NotYet => Message::HrReasonNotYet,
    }
}
