//! The conversation's words.

use super::messages;

messages! {
    /// A text of the conversation.
    Message {
        /// Yes.
        Yes => "yes",
    }
}
