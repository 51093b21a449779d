//! What goes by itself when its time is up (domain reference §3).

use super::words;

words! {
    /// What a retention sweep removes.
    RetentionKind {
        /// Answers about health: codes and certificates, with the sessions they stand in. Counted in people.
        Answers => "answers",
        /// Photos of certificates and codes.
        Photos => "photos",
        /// Words of transcripts from the time in which health was spoken of. Counted in messages.
        Messages => "messages",
        /// Temperatures taken on the way.
        Temperatures => "temperatures",
        /// Codes, temperatures and refusals noted at the door.
        Doors => "doors",
        /// Expired sign-in links and codes, sessions, and files made for workers.
        Expired => "expired",
    }
}
