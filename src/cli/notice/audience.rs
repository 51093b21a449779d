//! Whom a notice is for, from `--where`.

use super::people;
use crate::domain::delivery::ChannelKind;
use crate::domain::health::HealthCode;
use crate::domain::id::{EmployerId, ListId};
use crate::domain::language::Locale;
use crate::domain::notice::{Audience, AudienceStatus, Group, Rule, Test};
use crate::domain::place::{Gazetteer, PlaceCode, Quality};
use crate::store::Tx;
use anyhow::Context;
use clap::Args;

/// How many firms of a similar name are looked at.
const SIMILAR: usize = 8;

/// Longest span of "seen", in days.
const MAX_DAYS: u32 = 3650;

/// What can be asked of people, for messages.
const CONDITIONS: &str =
    "origin, employer, district, status, health, language, channel, seen, list";

/// Conditions on people.
#[derive(Debug, Args)]
pub struct Filters {
    /// Conditions that people must meet, such as "origin=贵州,云南 !status=seated"; given again, either set will do
    #[arg(long = "where", value_name = "CONDITIONS")]
    sets: Vec<String>,
}

impl Filters {
    /// The audience they stand for.
    ///
    /// # Errors
    /// Naming the condition that is not understood, or what it names that does not exist; of the database.
    pub async fn resolve(self, tx: &mut Tx) -> anyhow::Result<Audience> {
        let mut any = Vec::new();
        for set in &self.sets {
            let words = shlex::split(set).with_context(|| format!("{set:?} has an open quote"))?;
            let mut all = Vec::new();
            for word in &words {
                let rule = rule(tx, word).await;
                all.push(rule.with_context(|| format!("the condition {word:?}"))?);
            }
            anyhow::ensure!(!all.is_empty(), "--where needs a condition: {CONDITIONS}");
            any.push(Group { all });
        }
        Ok(Audience { any })
    }
}

/// `name=value,value`, or the opposite with a leading `!`.
async fn rule(tx: &mut Tx, word: &str) -> anyhow::Result<Rule> {
    let (not, condition) = match word.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let split = condition.split_once('=');
    let (name, values) = split.with_context(|| format!("write NAME=VALUE; names: {CONDITIONS}"))?;
    let values: Vec<_> = values.split([',', '，']).map(str::trim).collect();
    anyhow::ensure!(values.iter().all(|v| !v.is_empty()), "a value is missing");
    let test = test(tx, name, &values).await?;
    Ok(Rule { not, test })
}

async fn test(tx: &mut Tx, name: &str, values: &[&str]) -> anyhow::Result<Test> {
    Ok(match name {
        "origin" => Test::Origin(each(values, place)?),
        "district" => Test::District(each(values, place)?),
        "employer" => {
            let mut firms = Vec::new();
            for name in values {
                firms.push(employer(tx, name).await?);
            }
            Test::Employer(firms)
        }
        "status" => Test::Status(each(values, |v| {
            word(v, AudienceStatus::parse, AudienceStatus::ALL)
        })?),
        "health" => Test::Health(each(values, |v| {
            word(v, HealthCode::parse, HealthCode::ALL)
        })?),
        "language" => Test::Language(each(values, |v| word(v, Locale::parse, Locale::ALL))?),
        "channel" => Test::Channel(each(values, |v| {
            word(v, ChannelKind::parse, ChannelKind::ALL)
        })?),
        "seen" => Test::SeenWithinDays(days(values)?),
        "list" => Test::List(list(tx, values).await?),
        other => anyhow::bail!("{other:?} is not known; use one of: {CONDITIONS}"),
    })
}

fn each<T>(values: &[&str], read: impl Fn(&str) -> anyhow::Result<T>) -> anyhow::Result<Vec<T>> {
    values.iter().map(|value| read(value)).collect()
}

fn word<T: std::fmt::Display>(
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
    all: &[T],
) -> anyhow::Result<T> {
    parse(text).with_context(|| {
        let words: Vec<_> = all.iter().map(ToString::to_string).collect();
        format!("use one of: {}", words.join(", "))
    })
}

fn days(values: &[&str]) -> anyhow::Result<u32> {
    let [days] = values else {
        anyhow::bail!("give one number of days");
    };
    let days = days.parse().ok().filter(|n| (1..=MAX_DAYS).contains(n));
    days.with_context(|| format!("give a number of days from 1 to {MAX_DAYS}"))
}

async fn list(tx: &mut Tx, values: &[&str]) -> anyhow::Result<ListId> {
    let [list] = values else {
        anyhow::bail!("give one list");
    };
    people::find(tx, list).await
}

async fn employer(tx: &mut Tx, name: &str) -> anyhow::Result<EmployerId> {
    let found = tx.find_employers(name, SIMILAR).await?;
    let similar: Vec<_> = found.iter().map(|firm| firm.name.clone()).collect();
    match found.into_iter().find(|firm| firm.name == name) {
        Some(firm) => Ok(firm.id),
        None if similar.is_empty() => anyhow::bail!("there is no employer {name:?}"),
        None => anyhow::bail!(
            "there is no employer {name:?}; similar ones: {}",
            similar.join(", ")
        ),
    }
}

fn place(text: &str) -> anyhow::Result<PlaceCode> {
    let places = Gazetteer::builtin();
    if let Some(place) = PlaceCode::parse(text)
        .ok()
        .and_then(|code| places.get(code))
    {
        return Ok(place.code);
    }
    let hits = places.search(text, SIMILAR);
    let mut exact = hits.iter().filter(|hit| hit.quality == Quality::Exact);
    match (exact.next(), exact.next()) {
        (Some(only), None) => Ok(only.place.code),
        (Some(_), Some(_)) => anyhow::bail!("several places are called {text:?}; use the code"),
        (None, _) => anyhow::bail!("no place has the name or code {text:?}"),
    }
}
