//! A failed call → what the sender must do next.

use super::call::{CallError, Refusal};
use crate::channel::SendError;
use crate::domain::delivery::Gone;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use teloxide::ApiError;

impl From<CallError> for SendError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::NotSent(why) => Self::Later(why),
            // A gateway that gave up waiting says nothing about the server behind it.
            CallError::Server(504) => Self::Ambiguous("gateway timeout (504)".to_owned()),
            CallError::Server(code) => Self::Later(format!("server error {code}")),
            CallError::Lost(why) => Self::Ambiguous(why),
            CallError::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<Refusal> for SendError {
    fn from(refusal: Refusal) -> Self {
        if let Some(seconds) = refusal.retry_after {
            return pause(seconds);
        }
        if let Some(to) = refusal.migrate_to {
            return Self::Migrated { to: to.to_string() };
        }
        match refusal.known() {
            ApiError::BotBlocked
            | ApiError::BotKicked
            | ApiError::BotKickedFromSupergroup
            | ApiError::BotKickedFromChannel => Self::Gone(Gone::Blocked),
            ApiError::UserDeactivated => Self::Gone(Gone::Deactivated),
            ApiError::ChatNotFound
            | ApiError::UserNotFound
            | ApiError::CantInitiateConversation => Self::Gone(Gone::NotFound),
            ApiError::InvalidToken => Self::Misconfigured("the token is refused".to_owned()),
            _ => refusal.by_text_and_code(),
        }
    }
}

impl Refusal {
    /// The refusal under teloxide's name; it compares whole texts, so some known ones come out as `Unknown`.
    fn known(&self) -> ApiError {
        let text: StrDeserializer<'_, ValueError> = self.description.as_str().into_deserializer();
        ApiError::deserialize(text).unwrap_or(ApiError::Unknown(self.description.clone()))
    }

    fn by_text_and_code(self) -> SendError {
        let has = |part: &str| self.description.contains(part);
        if has("can't initiate conversation") || has("PEER_ID_INVALID") {
            return SendError::Gone(Gone::NotFound);
        }
        match self.code {
            429 => pause(1),
            401 | 404 => SendError::Misconfigured("the token is refused".to_owned()),
            300..=399 | 407 | 409 => SendError::Misconfigured(self.description),
            _ => SendError::Rejected(self.description),
        }
    }

    /// The text or message to edit is what it should become already: as good as delivered.
    pub(super) fn not_modified(&self) -> bool {
        self.description
            .starts_with("Bad Request: message is not modified")
    }

    /// The message cannot be edited any more, or never could (a photo, a message with a reply keyboard), though a
    /// new one may well arrive.
    pub(super) fn not_editable(&self) -> bool {
        let texts = [
            "there is no text in the message to edit",
            "inline keyboard expected",
        ];
        matches!(
            self.known(),
            ApiError::MessageToEditNotFound
                | ApiError::MessageCantBeEdited
                | ApiError::MessageIdInvalid
                | ApiError::MessageIdentifierNotSpecified
        ) || texts.iter().any(|text| self.description.contains(text))
    }

    /// The server does not know a file by the name it once gave it.
    pub(super) fn wrong_file(&self) -> bool {
        let texts = [
            "wrong file identifier",
            "wrong remote file",
            "FILE_REFERENCE",
            "invalid file_id",
        ];
        matches!(
            self.known(),
            ApiError::WrongFileId | ApiError::WrongFileIdOrUrl
        ) || texts.iter().any(|text| self.description.contains(text))
    }

    /// getUpdates is refused because a webhook is set.
    pub(super) fn webhook_is_set(&self) -> bool {
        self.code == 409 && self.description.contains("webhook")
    }
}

/// The Bot API does not say whether a pause is for one chat or for the account: the safe reading is the account.
fn pause(seconds: u32) -> SendError {
    SendError::RetryAfter {
        seconds: seconds.max(1),
        chat_only: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: u16, description: &str) -> SendError {
        SendError::from(Refusal {
            code,
            description: description.to_owned(),
            retry_after: None,
            migrate_to: None,
        })
    }

    #[test]
    fn refusals_are_told_apart_by_their_text() {
        for (code, text, gone) in [
            (403, "Forbidden: bot was blocked by the user", Gone::Blocked),
            (403, "Forbidden: user is deactivated", Gone::Deactivated),
            (400, "Bad Request: chat not found", Gone::NotFound),
            (
                403,
                "Forbidden: bot can't initiate conversation with a user",
                Gone::NotFound,
            ),
        ] {
            assert_eq!(refused(code, text), SendError::Gone(gone), "{text}");
        }
        let text = "Bad Request: BUTTON_DATA_INVALID";
        assert_eq!(refused(400, text), SendError::Rejected(text.to_owned()));
        for (code, text) in [(401, "Unauthorized"), (404, "Not Found"), (302, "Found")] {
            assert!(
                matches!(refused(code, text), SendError::Misconfigured(_)),
                "{text}"
            );
        }
        assert_eq!(refused(429, "Too Many Requests"), pause(1));
    }

    #[test]
    fn a_gateway_timeout_leaves_the_outcome_open_and_other_server_errors_do_not() {
        assert!(matches!(
            SendError::from(CallError::Server(504)),
            SendError::Ambiguous(_)
        ));
        for code in [500, 502, 503] {
            assert!(matches!(
                SendError::from(CallError::Server(code)),
                SendError::Later(_)
            ));
        }
    }
}
