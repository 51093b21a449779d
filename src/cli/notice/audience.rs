//! Whom a notice is for, from options.

use crate::domain::health::HealthCode;
use crate::domain::id::EmployerId;
use crate::domain::notice::{Audience, AudienceStatus};
use crate::domain::place::{Gazetteer, PlaceCode, Quality};
use crate::store::Tx;
use clap::Args;

/// How many firms of a similar name are looked at.
const SIMILAR: usize = 8;

/// Conditions on people.
#[derive(Debug, Args)]
pub struct Filters {
    /// How far they have come: anyone, started, registered, seated, waiting or unseated
    #[arg(long, value_name = "STATUS", value_parser = status, default_value = "anyone")]
    status: AudienceStatus,
    /// Their origin: a province, city or county by its name or six-digit code
    #[arg(long, value_name = "PLACE", value_parser = place)]
    origin: Option<PlaceCode>,
    /// Their employer, by its registered name
    #[arg(long, value_name = "NAME")]
    employer: Option<String>,
    /// Their reported health code: green, yellow, red or none
    #[arg(long, value_name = "CODE", value_parser = health)]
    health: Option<HealthCode>,
}

impl Filters {
    /// The audience they stand for.
    ///
    /// # Errors
    /// When no employer has that name; of the database.
    pub async fn resolve(self, tx: &mut Tx) -> anyhow::Result<Audience> {
        let employer = match &self.employer {
            Some(name) => Some(employer(tx, name.trim()).await?),
            None => None,
        };
        Ok(Audience {
            origin: self.origin,
            employer,
            status: self.status,
            health_code: self.health,
        })
    }
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

fn status(text: &str) -> Result<AudienceStatus, String> {
    AudienceStatus::parse(text).ok_or_else(|| one_of(AudienceStatus::ALL))
}

fn health(text: &str) -> Result<HealthCode, String> {
    HealthCode::parse(text).ok_or_else(|| one_of(HealthCode::ALL))
}

fn one_of<T: std::fmt::Display>(all: &[T]) -> String {
    let words: Vec<_> = all.iter().map(ToString::to_string).collect();
    format!("use one of: {}", words.join(", "))
}

fn place(text: &str) -> Result<PlaceCode, String> {
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
        (Some(_), Some(_)) => Err("several places have this name; use the code".to_owned()),
        (None, _) => Err("no place has this name or code".to_owned()),
    }
}
