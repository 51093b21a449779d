//! A notice as it reaches one reader.

use super::super::time::Timestamp;
use super::{FileInfo, NoticeOptions, NoticeText};
use serde::{Deserialize, Serialize};

/// All of a notice that its readers see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticeMessage {
    /// Its texts, by language.
    pub texts: Vec<NoticeText>,
    /// Its buttons, among other things.
    pub options: NoticeOptions,
    /// Its picture or document.
    pub file: Option<FileInfo>,
}

impl NoticeMessage {
    /// Whether it says different things to different readers of one language.
    pub fn is_personal(&self) -> bool {
        self.texts.iter().any(|text| text.letter().is_personal())
    }
}

/// What is known of a reader when a notice is sent to them: facts, to be worded in their language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// Name as registered; it is their own chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Target employer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The trip they have a seat on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trip: Option<KnownTrip>,
}

/// A trip as a notice names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTrip {
    /// Short code.
    pub code: String,
    /// Departure from the first stop.
    pub departs_at: Timestamp,
    /// Where people gather, in Chinese.
    pub meeting_point: String,
}
