//! How a notice goes out, besides what it says and to whom.

use super::super::letter;
use super::super::quiet::QuietHours;
use super::super::words;
use super::NoticeError;
use serde::{Deserialize, Serialize};

words! {
    /// A button below a notice.
    NoticeButton {
        /// Begin or go on with the registration.
        Register => "register",
        /// Open the page of [`NoticeOptions::read_more`].
        ReadMore => "read_more",
        /// No more notices.
        Stop => "stop",
    }
}

impl NoticeButton {
    /// What comes back when it is pressed; `None` for one that opens a page. Its question number 0 is no question's:
    /// it holds whatever question stands.
    pub const fn payload(self) -> Option<&'static str> {
        match self {
            Self::Register => Some("0.register"),
            Self::Stop => Some("0.stop"),
            Self::ReadMore => None,
        }
    }
}

words! {
    /// What happens to a recipient of whom nobody knows whether the message arrived.
    #[derive(Default)]
    OnDoubt {
        /// It is sent again, and may arrive twice.
        #[default]
        Resend => "resend",
        /// It rests as unknown until a person decides.
        Hold => "hold",
    }
}

/// How a notice goes out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeOptions {
    /// Buttons below the message, in this order.
    pub buttons: Vec<NoticeButton>,
    /// Page behind the button that says read more: an `https` address; needed if that button is there.
    pub read_more: Option<String>,
    /// What happens to a recipient of whom nobody knows.
    pub doubt: OnDoubt,
    /// Hours in which it does not go out; `None` for those of the house.
    pub quiet: Option<QuietHours>,
}

impl NoticeOptions {
    /// Address behind the button that says read more, in its canonical form.
    ///
    /// # Errors
    /// [`NoticeError::ReadMoreNeedsAddress`] for want of one, [`NoticeError::BadAddress`] for one that is no page's.
    pub fn read_more_address(&self) -> Result<String, NoticeError> {
        let typed = self.read_more.as_deref().unwrap_or_default().trim();
        if typed.is_empty() {
            return Err(NoticeError::ReadMoreNeedsAddress);
        }
        letter::https(typed).ok_or_else(|| NoticeError::BadAddress(typed.to_owned()))
    }

    /// Checks buttons and addresses.
    pub(super) fn check(&self) -> Result<(), NoticeError> {
        for (at, button) in self.buttons.iter().enumerate() {
            if self.buttons[..at].contains(button) {
                return Err(NoticeError::ButtonTwice(*button));
            }
        }
        match self.buttons.contains(&NoticeButton::ReadMore) {
            true => self.read_more_address().map(|_| ()),
            false => Ok(()),
        }
    }
}
