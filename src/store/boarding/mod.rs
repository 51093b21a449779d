//! The coach door: who went aboard, who was turned away and why, what was taken back.
//!
//! Every record carries an identifier of its device, so that sending it again changes nothing. Records are only ever
//! added; the seat's state follows from them.
//!
//! Races:
//! - One ticket at two doors, or on two devices at one: both lock the worker and the seat; the second finds the
//!   holder aboard. Online it is refused. A device that was offline has let the person in already: its record is
//!   kept, and both records name each other as in conflict, for people to settle.
//! - A ticket given up while its holder stands at the door: the worker's lock decides which came first.
//! - A vehicle's departure and a last boarding: both lock the vehicle's row, before anything else. What a device
//!   without a connection did before the departure and sends after it is kept, as a record to be settled.
//! - Two who count the same doubtful boarding, or one who takes it back meanwhile: both lock the vehicle's row.
//! - Two walk-ups and the last free seat: one conditional statement takes a seat of this vehicle.

mod apply;
mod crew;
mod doors;
mod leave;
mod manifest;
mod offline;
mod record;
mod temperature;
mod ticket;
mod undo;
mod uphold;
mod walk_up;

pub use apply::{Answer, Attempt};
pub use crew::{CrewMember, DutyError};
pub use leave::{Departed, LeaveError};
pub use manifest::{Door, Manifest, Passenger};
pub use record::{Aboard, Doubt, Holder};
pub use temperature::{Reading, Taken};
pub use ticket::Shown;
pub use undo::Undo;
pub use uphold::Upheld;
pub use walk_up::{InLine, WalkUp, WalkedUp};

use crate::domain::words;

words! {
    /// What a record at the door says.
    BoardingKind {
        /// Went aboard.
        Boarded => "boarded",
        /// Turned away.
        Refused => "refused",
        /// An earlier record was a mistake.
        Undone => "undone",
    }
}
