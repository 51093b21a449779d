//! Pure rules of the field, one aggregate a file. No IO, no clock, no randomness.

pub mod arrival;
pub mod boarding;
pub mod delivery;
pub mod desk;
pub mod employer;
pub mod health;
pub mod id;
pub mod identity;
pub mod language;
pub mod letter;
pub mod line;
pub mod notice;
pub mod party;
pub mod place;
pub mod plan;
pub mod privacy;
pub mod quiet;
pub mod registration;
pub mod roster;
pub mod seat;
pub mod staff;
pub mod ticket;
pub mod time;
pub mod trip;
pub mod worker;

/// Declares an enum that is stored and sent as a short lower-case word.
///
/// Gives `as_str`, `parse` (`None` for a word it does not know), `ALL`, `Display` and serde as that word,
/// so no state is ever a bare string in our code.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word under which this value is stored and sent.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// Reads the stored word; `None` when no value has it.
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)+ _ => None } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}
pub(crate) use words;
