//! What the bureau's desk reads and writes about one worker: finding anybody, their whole story, full numbers on
//! record, and the conversation that is held on their behalf.

mod act;
mod canned;
mod declared;
mod file;
mod reveal;
mod search;
mod story;
mod talk;

pub use canned::{Canned, CannedError, MAX_CANNED_TEXT, MAX_CANNED_TITLE};
pub use declared::{DeclaredHit, MOST_DECLARED};
pub use file::{Answered, Consented, FileOf};
pub use reveal::Revealed;
pub use search::{Hits, MOST_HITS, Order, SORTS, WorkerHit};
pub use story::{Entry, Happening, SeatChange, What};
pub use talk::{ChatOf, Line, LineSide, Said};
