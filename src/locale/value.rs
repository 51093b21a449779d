//! Values of a message's variables, each written the way its language writes it.

use super::message::Message;
use crate::domain::language::Locale;
use crate::domain::place::{Gazetteer, PlaceCode};
use crate::domain::time::Timestamp;
use chrono::{Datelike, NaiveDate};
use fluent::FluentValue;

/// A variable's value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as it is: a name, a number on a document.
    Text(String),
    /// A count; selects plural forms.
    Count(i64),
    /// A word that a message selects on, never shown itself.
    Word(&'static str),
    /// A moment, shown as day and time in Asia/Shanghai.
    When(Timestamp),
    /// A calendar day.
    Day(NaiveDate),
    /// A place, shown with what contains it.
    Place(PlaceCode),
    /// A place alone.
    PlaceAlone(PlaceCode),
    /// Other messages, joined as this language joins a list.
    List(Vec<Message>),
}

/// A place to be shown alone, without what contains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short(pub PlaceCode);

impl Value {
    pub(super) fn to_fluent(&self, locale: Locale) -> FluentValue<'static> {
        match self {
            Self::Text(text) => FluentValue::from(text.clone()),
            Self::Count(count) => FluentValue::from(*count),
            Self::Word(word) => FluentValue::from(*word),
            Self::When(at) => FluentValue::from(when(locale, *at)),
            Self::Day(date) => FluentValue::from(day(locale, *date)),
            Self::Place(code) => FluentValue::from(place(locale, *code)),
            Self::PlaceAlone(code) => FluentValue::from(place_alone(locale, *code)),
            Self::List(messages) => FluentValue::from(list(locale, messages)),
        }
    }
}

fn list(locale: Locale, messages: &[Message]) -> String {
    let separator = match locale {
        Locale::ZhHans | Locale::ZhHant => "；",
        Locale::En => "; ",
    };
    messages
        .iter()
        .map(|m| super::text(locale, m))
        .collect::<Vec<_>>()
        .join(separator)
}

/// A moment as people of this language write it: `2月24日（周一）08:00`, `Mon 24 Feb, 08:00`.
fn when(locale: Locale, at: Timestamp) -> String {
    let local = at.local();
    let weekday = local.weekday().num_days_from_monday() as usize;
    let (month, date, clock) = (local.month(), local.day(), local.format("%H:%M"));
    let name = |names: &str| {
        names
            .chars()
            .nth(weekday)
            .map(String::from)
            .unwrap_or_default()
    };
    match locale {
        Locale::ZhHans => format!("{month}月{date}日（周{}）{clock}", name("一二三四五六日")),
        Locale::ZhHant => format!("{month}月{date}日（週{}）{clock}", name("一二三四五六日")),
        Locale::En => local.format("%a %-d %b, %H:%M").to_string(),
    }
}

/// A calendar day as people of this language write it: `2020年2月24日`, `24 Feb 2020`.
fn day(locale: Locale, date: NaiveDate) -> String {
    match locale {
        Locale::ZhHans | Locale::ZhHant => {
            format!("{}年{}月{}日", date.year(), date.month(), date.day())
        }
        Locale::En => date.format("%-d %b %Y").to_string(),
    }
}

/// A place with what contains it: `贵州省贵阳市`, `Guiyang, Guizhou (贵州省贵阳市)`.
fn place(locale: Locale, code: PlaceCode) -> String {
    let path = Gazetteer::builtin().path(code);
    let names = || path.iter().map(|p| p.name.as_str()).collect::<String>();
    match locale {
        Locale::ZhHans => names(),
        Locale::ZhHant => path.iter().map(|p| p.hant.as_str()).collect(),
        Locale::En => {
            let pinyin: Vec<_> = path.iter().rev().map(|p| capital(&p.pinyin)).collect();
            format!("{} ({})", pinyin.join(", "), names())
        }
    }
}

/// A place without what contains it: `贵阳市`, `Guiyang 贵阳市`.
fn place_alone(locale: Locale, code: PlaceCode) -> String {
    let Some(place) = Gazetteer::builtin().get(code) else {
        return place(locale, code);
    };
    match locale {
        Locale::ZhHans => place.name.clone(),
        Locale::ZhHant => place.hant.clone(),
        Locale::En => format!("{} {}", capital(&place.pinyin), place.name),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

macro_rules! from {
    ($($type:ty => |$value:ident| $expr:expr),+ $(,)?) => {$(
        impl From<$type> for Value { fn from($value: $type) -> Self { $expr } }
    )+};
}

from! {
    String => |v| Self::Text(v),
    &str => |v| Self::Text(v.to_owned()),
    i64 => |v| Self::Count(v),
    u32 => |v| Self::Count(v.into()),
    u8 => |v| Self::Count(v.into()),
    usize => |v| Self::Count(i64::try_from(v).unwrap_or(i64::MAX)),
    Timestamp => |v| Self::When(v),
    NaiveDate => |v| Self::Day(v),
    PlaceCode => |v| Self::Place(v),
    Short => |v| Self::PlaceAlone(v.0),
    Vec<Message> => |v| Self::List(v),
    crate::domain::trip::Mode => |v| Self::Word(v.as_str()),
    crate::domain::health::HealthCode => |v| Self::Word(v.as_str()),
    crate::domain::language::Locale => |v| Self::Word(v.as_str()),
    crate::domain::desk::Deed => |v| Self::Word(v.as_str()),
    crate::domain::registration::ConsentKind => |v| Self::Word(v.as_str()),
    crate::domain::letter::Construct => |v| Self::Word(v.as_str()),
}
