//! The languages the product speaks (domain reference §4).

use super::words;

words! {
    /// A language of conversation. Simplified Chinese is authoritative.
    Locale {
        /// Simplified Chinese.
        ZhHans => "zh-Hans",
        /// Traditional Chinese.
        ZhHant => "zh-Hant",
        /// English.
        En => "en",
    }
}
