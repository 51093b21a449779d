//! Somebody of the staff binds this chat to their account, by sending the code their account page shows.

use super::unit::Unit;
use crate::channel::Said;
use crate::domain::staff::Role;
use crate::store::Result;

/// What precedes a code in the payload of a start.
const PREFIX: &str = "s_";

/// The code in what was said: a start with such a payload, or the same typed on a channel without commands.
fn code(said: &Said) -> Option<&str> {
    let payload = match said {
        Said::Start { payload } => payload.as_deref()?,
        Said::Text(text) => text.trim().strip_prefix("/start ")?.trim(),
        Said::Button(_)
        | Said::Photo(_)
        | Said::Contact { .. }
        | Said::Unreadable
        | Said::Blocked
        | Said::Unblocked => return None,
    };
    payload.strip_prefix(PREFIX)
}

impl Unit<'_> {
    /// Whether what was said means to bind the chat, and if so, to an account of which role it was bound.
    pub(super) async fn bind_staff(&mut self, said: &Said) -> Result<Option<Option<Role>>> {
        let Some(code) = code(said) else {
            return Ok(None);
        };
        let code = code.to_ascii_uppercase();
        let bound = self
            .tx
            .bind_staff_chat(&self.runner.store, &code, &self.chat.id, self.now)
            .await?;
        Ok(Some(bound))
    }
}
