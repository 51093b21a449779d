//! Which updates are unfinished, and so which offset may be confirmed.
//!
//! Telegram confirms every update below the offset of a poll. The offset is therefore the lowest unfinished update,
//! or one past the last when all are finished; updates at or above it come again with every poll and are recognised.

use std::collections::BTreeMap;

/// State of an update that has not been confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    InFlight,
    Finished,
}

/// The updates between the confirmed offset and the newest seen.
#[derive(Debug, Default)]
pub(super) struct Window {
    seen: BTreeMap<u32, Progress>,
    confirmed: u32,
}

impl Window {
    /// The offset that the next poll may carry; 0 means "whatever the server has".
    pub(super) fn offset(&self) -> u32 {
        let unfinished = self.seen.iter().find(|(_, p)| **p == Progress::InFlight);
        match (unfinished, self.seen.last_key_value()) {
            (Some((id, _)), _) => *id,
            (None, Some((last, _))) => last.saturating_add(1),
            (None, None) => self.confirmed,
        }
    }

    /// Whether [`Window::offset`] would confirm something that no poll has confirmed yet.
    pub(super) fn has_unconfirmed(&self) -> bool {
        self.offset() != self.confirmed
    }

    /// Takes an update in hand; `false` when it is in hand or finished already.
    pub(super) fn begin(&mut self, id: u32) -> bool {
        let new = !self.seen.contains_key(&id);
        if new {
            self.seen.insert(id, Progress::InFlight);
        }
        new
    }

    /// Its transaction has committed, or it does not concern us.
    pub(super) fn finish(&mut self, id: u32) {
        if let Some(progress) = self.seen.get_mut(&id) {
            *progress = Progress::Finished;
        }
    }

    /// A poll with this offset has succeeded: what lies below it will not come again in the course of things, and is
    /// new if it does. The number may go down: Telegram picks a random one after a quiet week.
    pub(super) fn confirm(&mut self, offset: u32) {
        self.confirmed = offset;
        self.seen
            .retain(|id, progress| *id >= offset || *progress == Progress::InFlight);
    }

    /// How many updates are in hand.
    pub(super) fn in_flight(&self) -> usize {
        let in_flight = |progress: &&Progress| **progress == Progress::InFlight;
        self.seen.values().filter(in_flight).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_offset_waits_for_the_lowest_unfinished() {
        let mut window = Window::default();
        assert_eq!((window.offset(), window.has_unconfirmed()), (0, false));
        assert!(window.begin(7) && window.begin(8) && window.begin(9));
        window.finish(8);
        window.finish(9);
        assert_eq!(window.offset(), 7);
        window.finish(7);
        assert_eq!((window.offset(), window.has_unconfirmed()), (10, true));
        window.confirm(10);
        assert_eq!((window.offset(), window.has_unconfirmed()), (10, false));
    }

    #[test]
    fn an_update_in_hand_or_finished_is_not_taken_twice_but_a_confirmed_one_is() {
        let mut window = Window::default();
        assert!(window.begin(7));
        assert!(!window.begin(7));
        window.finish(7);
        assert!(!window.begin(7));
        window.confirm(8);
        assert!(window.begin(7));
        window.finish(7);
        assert_eq!(window.offset(), 8);
    }

    #[test]
    fn numbering_that_starts_again_lower_is_followed() {
        let mut window = Window::default();
        assert!(window.begin(900));
        window.finish(900);
        window.confirm(901);
        assert!(window.begin(17));
        window.finish(17);
        assert_eq!(window.offset(), 18);
    }

    proptest! {
        #[test]
        fn nothing_unfinished_is_ever_below_the_offset(steps: Vec<(bool, u8)>) {
            let mut window = Window::default();
            let mut open = std::collections::BTreeSet::new();
            for (begin, id) in steps {
                let id = u32::from(id);
                if begin {
                    if window.begin(id) { open.insert(id); }
                } else {
                    window.finish(id);
                    open.remove(&id);
                    window.confirm(window.offset());
                }
                prop_assert!(open.iter().all(|id| *id >= window.offset()));
                prop_assert_eq!(window.in_flight(), open.len());
            }
        }
    }
}
