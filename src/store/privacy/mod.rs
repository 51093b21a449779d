//! What is held about a person: shown to them, given to them, erased, and removed by itself when its time is up
//! (domain reference §3).
//!
//! Races:
//! - An erasure locks the person's chats in the order of their ids, then their party, then the worker, key and all;
//!   whoever is in one of those chats has waited or waits. Two erasures of one person from two of their chats may meet
//!   crosswise; PostgreSQL ends one of them, which is tried again and finds nothing left.
//! - A submission with the same resident ID at that moment finds the hash gone and makes a new worker.
//! - Sweeps of several replicas are kept apart by a lease, and would do no harm without: each row is removed once.

mod download;
mod erase;
mod held;
mod retention;
mod scrub;

pub use download::{Download, LIFE};
pub use erase::{EraseError, ErasedBy, Erasure};
pub use held::{HeldChat, HeldHealth, HeldTicket, HeldWorker};
pub use retention::{DuePerson, RetentionRun};

use serde::{Deserialize, Serialize};

/// How many things of each kind an erasure removed. What stays of it for good, besides ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Chats unlinked, their sessions gone.
    pub chats: u64,
    /// Messages of transcripts and of conversations with clerks, either side.
    pub messages: u64,
    /// Photos.
    pub photos: u64,
    /// Seats, offers and places in line given up.
    pub seats: u64,
    /// Tickets revoked.
    pub tickets: u64,
    /// Lines on rosters closed.
    pub lines: u64,
    /// Temperatures, codes and refusals noted at the doors.
    pub health: u64,
    /// Entries on lists for notices.
    pub listed: u64,
}
