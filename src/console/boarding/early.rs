//! What is done long before its time cannot be taken back, so it is said how long, and asked for once more.

use super::super::people::Crew;
use super::super::sent::Sent;
use super::access::Post;
use crate::locale::label::boarding::BoardingLabel as Say;
use maud::{Markup, html};
use std::time::Duration;

/// A step that ends something for others: bookings, or tickets.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// People are let aboard, and nobody can book any more.
    Begin,
    /// The vehicle leaves, and whoever is not aboard is a no-show.
    Leave,
}

impl Step {
    /// How long before departure it is a matter of course.
    const fn usual(self) -> Duration {
        match self {
            Self::Begin => Duration::from_secs(3 * 3600),
            Self::Leave => Duration::from_secs(10 * 60),
        }
    }

    fn is_early(self, crew: &Crew, post: &Post) -> bool {
        crew.now().plus(self.usual()) < post.door.trip.departs_at
    }
}

/// The tick that an early step needs; nothing for one in its time.
pub fn tick(crew: &Crew, post: &Post, step: Step) -> Markup {
    let departs = post.door.trip.departs_at;
    let say = match step {
        Step::Begin => Say::EarlyBegin { departs },
        Step::Leave => Say::EarlyLeave { departs },
    };
    html! {
        @if step.is_early(crew, post) {
            label.pick.early { input type="checkbox" name="early" value="yes" required; span { (crew.t(say)) } }
        }
    }
}

/// Whether the step may be done: in its time, or on purpose.
pub fn agreed(crew: &Crew, post: &Post, step: Step, sent: &Sent) -> bool {
    !step.is_early(crew, post) || sent.value("early") == "yes"
}
