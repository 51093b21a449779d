//! Wording. Every text a person reads is a Fluent message in `locales/<language>/`, reached only through a typed
//! value ([`message::Message`] for the conversation, [`label::Label`] and its kin for the console), so that a missing or
//! misspelt variable is found by a test and not by a reader.

pub mod label;
pub mod message;
pub mod notice;
mod value;
pub mod words;

pub use value::Value;

use crate::domain::language::Locale;
use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// Declares an enum of messages with their Fluent ids and typed variables.
///
/// `Name { field: Type } => "fluent-id"`; each field must convert into a [`Value`]. Gives `id`, `args` and
/// `CATALOGUE` (every id with its variables) for the test that holds the languages against the code.
macro_rules! messages {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident $({ $($(#[$fmeta:meta])* $field:ident : $type:ty),+ $(,)? })? => $id:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name { $($(#[$vmeta])* $variant $({ $($(#[$fmeta])* $field: $type),+ })?),+ }
        impl $name {
            /// Fluent id and variables of every message.
            pub const CATALOGUE: &'static [(&'static str, &'static [&'static str])] =
                &[$(($id, &[$($(stringify!($field)),+)?])),+];
            /// Fluent id.
            pub fn id(&self) -> &'static str { match self { $(Self::$variant $({ $($field: _),+ })? => $id),+ } }
            /// Variables with their values.
            pub fn args(&self) -> Vec<(&'static str, $crate::locale::Value)> {
                match self { $(Self::$variant $({ $($field),+ })? => vec![$($((stringify!($field), $crate::locale::Value::from($field.clone()))),+)?]),+ }
            }
        }
    };
}
pub(crate) use messages;

/// A typed text: an id in the Fluent files with its variables.
pub trait Wording {
    /// Fluent id.
    fn id(&self) -> &'static str;
    /// Variables with their values.
    fn args(&self) -> Vec<(&'static str, Value)>;
}

impl Wording for message::Message {
    fn id(&self) -> &'static str {
        Self::id(self)
    }
    fn args(&self) -> Vec<(&'static str, Value)> {
        Self::args(self)
    }
}

/// Wordings of the console, one a catalogue.
macro_rules! worded {
    ($($label:ty),+ $(,)?) => {$(
        impl Wording for $label {
            fn id(&self) -> &'static str {
                Self::id(self)
            }
            fn args(&self) -> Vec<(&'static str, Value)> {
                Self::args(self)
            }
        }
    )+};
}

worded!(
    label::Label,
    label::account::AccountLabel,
    label::audit::AuditLabel,
    label::boarding::BoardingLabel,
    label::desk::DeskLabel,
    label::employer::EmployerLabel,
    label::notice::NoticeLabel,
    label::overview::OverviewLabel,
    label::privacy::ExportLabel,
    label::privacy::PrivacyLabel,
    label::roster::RosterLabel,
    label::table::TableLabel,
    label::trip::TripLabel,
    label::worker::WorkerLabel,
);

/// The Fluent sources of a language: (file name, text), as built in.
pub fn sources(locale: Locale) -> &'static [(&'static str, &'static str)] {
    macro_rules! files {
        ($dir:literal: $($name:literal)+) => {
            &[$(($name, include_str!(concat!("../../locales/", $dir, "/", $name)))),+]
        };
        ($dir:literal) => {
            files!($dir:
                "account.ftl"
                "audit.ftl"
                "boarding.ftl"
                "chat.ftl"
                "console.ftl"
                "desk.ftl"
                "export.ftl"
                "employer.ftl"
                "notice.ftl"
                "overview.ftl"
                "privacy.ftl"
                "roster.ftl"
                "table.ftl"
                "trip.ftl"
                "worker.ftl"
                "words.ftl"
            )
        };
    }
    match locale {
        Locale::ZhHans => files!("zh-Hans"),
        Locale::ZhHant => files!("zh-Hant"),
        Locale::En => files!("en"),
    }
}

/// The text of a message in a language; where that language lacks it, in Simplified Chinese.
pub fn text(locale: Locale, wording: &impl Wording) -> String {
    let args = wording.args();
    format(locale, wording.id(), &args)
        .or_else(|| format(Locale::ZhHans, wording.id(), &args))
        .unwrap_or_default()
}

/// The text of a message given by its id; `None` when this language has no such message.
fn format(locale: Locale, id: &str, args: &[(&'static str, Value)]) -> Option<String> {
    let bundle = bundle(locale);
    let pattern = bundle.get_message(id)?.value()?;
    let mut fluent_args = FluentArgs::new();
    for (name, value) in args {
        fluent_args.set(*name, value.to_fluent(locale));
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&fluent_args), &mut errors);
    if let Some(error) = errors.first() {
        tracing::error!(id, %locale, %error, "message could not be formatted");
    }
    Some(text.into_owned())
}

fn bundle(locale: Locale) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: OnceLock<Vec<FluentBundle<FluentResource>>> = OnceLock::new();
    let bundles = BUNDLES.get_or_init(|| Locale::ALL.iter().map(|locale| load(*locale)).collect());
    &bundles[locale as usize]
}

/// Builds a bundle; a broken message is left out (and found by the tests), the rest still speaks.
fn load(locale: Locale) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = locale.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks (U+2068/2069) would end up inside codes and links that people copy.
    bundle.set_use_isolating(false);
    for &(_, source) in sources(locale) {
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        // An id defined twice is an error of ours that the tests report.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// The language for a BCP 47 tag as a messenger or browser reports it: Traditional for Hant or TW, HK, MO;
/// English for English; Simplified Chinese, the authoritative language, for all else.
pub fn negotiate(tag: Option<&str>) -> Locale {
    let Some(Ok(id)) = tag.map(str::parse::<LanguageIdentifier>) else {
        return Locale::ZhHans;
    };
    let traditional_script = id.script.map(|script| script.as_str() == "Hant");
    let traditional_region = id
        .region
        .is_some_and(|region| matches!(region.as_str(), "TW" | "HK" | "MO"));
    match id.language.as_str() {
        "zh" if traditional_script.unwrap_or(traditional_region) => Locale::ZhHant,
        "yue" => Locale::ZhHant,
        "en" => Locale::En,
        _ => Locale::ZhHans,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_find_their_language() {
        for (tag, locale) in [
            ("zh", Locale::ZhHans),
            ("zh-CN", Locale::ZhHans),
            ("zh-Hans-SG", Locale::ZhHans),
            ("zh-TW", Locale::ZhHant),
            ("zh-hant", Locale::ZhHant),
            ("zh-Hans-HK", Locale::ZhHans),
            ("en-GB", Locale::En),
            ("vi", Locale::ZhHans),
            ("!!", Locale::ZhHans),
        ] {
            assert_eq!(negotiate(Some(tag)), locale, "{tag}");
        }
        assert_eq!(negotiate(None), Locale::ZhHans);
    }
}
