//! Health code and health certificate as observed, never computed (domain reference §0, bulletin P2).

use super::id::AttachmentId;
use super::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

words! {
    /// Colour of the 温州健康码 as the worker reports it. The bulletin names the code, not its colours.
    HealthCode {
        /// May travel.
        Green => "green",
        /// Must wait.
        Yellow => "yellow",
        /// Must not travel.
        Red => "red",
        /// Has not applied for one yet.
        None => "none",
    }
}

/// Health certificate 健康证明 of the source locality (bulletin P2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Certificate {
    /// Not obtained yet.
    Absent,
    /// Number and last day of validity, as typed.
    Numbered {
        /// Number printed on the certificate, 4 to 32 characters.
        number: String,
        /// Last valid day, inclusive.
        valid_until: NaiveDate,
    },
    /// A photo, to be read by a clerk; validity counts from the clerk's reading.
    Photo {
        /// The stored picture.
        attachment: AttachmentId,
        /// Last valid day, inclusive, as the worker gives it.
        valid_until: NaiveDate,
    },
}

impl Certificate {
    /// Whether it is valid through `departure`: the day before fails, that very day passes (bulletin P2).
    pub fn covers(&self, departure: NaiveDate) -> bool {
        match self {
            Self::Absent => false,
            Self::Numbered { valid_until, .. } | Self::Photo { valid_until, .. } => {
                *valid_until >= departure
            }
        }
    }
}
