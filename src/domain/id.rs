//! Identifiers: one type for each aggregate, so that a trip's cannot be handed over as a seat's.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);
        impl $name {
            /// Wraps an identifier as stored; made only by the store, read back from rows and buttons.
            pub fn new(raw: impl Into<String>) -> Self { Self(raw.into()) }
            /// The identifier as stored.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )+};
}

ids! {
    /// A person who wants to come back to work; one for each resident ID.
    WorkerId,
    /// One conversation on one channel; a worker may have several.
    ChatId,
    /// A firm.
    EmployerId,
    /// Somebody to call at a firm.
    ContactId,
    /// A registration for return.
    RegistrationId,
    /// A departure of one or more vehicles.
    TripId,
    /// One coach or train of a trip.
    VehicleId,
    /// One seat of one vehicle.
    SeatId,
    /// A worker's place in a trip's line.
    WaitlistId,
    /// People who travel together.
    PartyId,
    /// A ticket for a seat.
    TicketId,
    /// A bulk notice.
    NoticeId,
    /// An uploaded list of people, for a notice's audience.
    ListId,
    /// A person who signs in at the console.
    StaffId,
    /// An answer that is given often.
    CannedId,
    /// A conversation between a worker and a clerk.
    HelpId,
    /// A stored photo or document.
    AttachmentId,
    /// A plan of trips.
    PlanId,
    /// One worker's line on one employer's roster.
    RosterLineId,
    /// A person whom HR has declared.
    DeclaredId,
    /// An uploaded roster before it is accepted.
    UploadId,
    /// A file of a worker's own data, made for them to keep.
    DownloadId,
}
