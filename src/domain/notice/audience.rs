//! Whom a notice is for: conditions on people, joined by *and*, *or* and *not*.

use super::super::delivery::ChannelKind;
use super::super::health::HealthCode;
use super::super::id::{EmployerId, ListId};
use super::super::language::Locale;
use super::super::place::PlaceCode;
use super::super::words;
use serde::{Deserialize, Serialize};

/// Whom a notice is for: everyone who meets any of the groups; everyone at all when there is none.
///
/// Any combination of *and*, *or* and *not* can be written so (the disjunctive normal form).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Audience {
    /// The groups; one is enough.
    pub any: Vec<Group>,
}

/// Conditions that must all hold; a group without any holds for everyone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Group {
    /// The conditions.
    pub all: Vec<Rule>,
}

/// A condition or its opposite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Whether it must not hold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
    /// The condition.
    #[serde(flatten)]
    pub test: Test,
}

/// A condition on a person. Where several values are given, one of them is enough; none at all never holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", content = "of", rename_all = "snake_case")]
pub enum Test {
    /// Origin within one of these provinces, cities or counties.
    Origin(Vec<PlaceCode>),
    /// Target employer.
    Employer(Vec<EmployerId>),
    /// The target employer's district.
    District(Vec<PlaceCode>),
    /// How far they have come.
    Status(Vec<AudienceStatus>),
    /// Reported health code.
    Health(Vec<HealthCode>),
    /// Language of the chat that is written to.
    Language(Vec<Locale>),
    /// Channel of the chat that is written to.
    Channel(Vec<ChannelKind>),
    /// Wrote to us, in any chat, within so many days before the notice started (1 to 3,650).
    SeenWithinDays(u32),
    /// On an uploaded list, by mobile or resident ID.
    List(ListId),
}

words! {
    /// How far the people of an audience have come.
    #[derive(Default)]
    AudienceStatus {
        /// Everyone who ever wrote to us.
        #[default]
        Anyone => "anyone",
        /// Started but has not submitted a registration.
        Started => "started",
        /// Registered.
        Registered => "registered",
        /// Has a seat.
        Seated => "seated",
        /// Waits in line for a seat.
        Waiting => "waiting",
        /// Registered, neither seated nor in line.
        Unseated => "unseated",
    }
}

impl Audience {
    /// Everyone who meets all of these conditions.
    pub fn all_of(tests: impl IntoIterator<Item = Test>) -> Self {
        let all: Vec<_> = tests.into_iter().map(Rule::from).collect();
        Self {
            any: match all.is_empty() {
                true => Vec::new(),
                false => vec![Group { all }],
            },
        }
    }

    /// Every condition in it, of whatever group.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.any.iter().flat_map(|group| &group.all)
    }
}

impl From<Test> for Rule {
    fn from(test: Test) -> Self {
        Self { not: false, test }
    }
}

/// An audience as stored: today's form, or that of the notices written before there were groups.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Groups { any: Vec<Group> },
    Flat(Flat),
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Flat {
    origin: Option<PlaceCode>,
    employer: Option<EmployerId>,
    status: AudienceStatus,
    health_code: Option<HealthCode>,
}

impl From<Stored> for Audience {
    fn from(stored: Stored) -> Self {
        let flat = match stored {
            Stored::Groups { any } => return Self { any },
            Stored::Flat(flat) => flat,
        };
        let status = match flat.status {
            AudienceStatus::Anyone => None,
            AudienceStatus::Started
            | AudienceStatus::Registered
            | AudienceStatus::Seated
            | AudienceStatus::Waiting
            | AudienceStatus::Unseated => Some(Test::Status(vec![flat.status])),
        };
        let tests = [
            flat.origin.map(|place| Test::Origin(vec![place])),
            flat.employer.map(|firm| Test::Employer(vec![firm])),
            status,
            flat.health_code.map(|code| Test::Health(vec![code])),
        ];
        Self::all_of(tests.into_iter().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_of_the_time_before_groups_is_still_understood() {
        let old = r#"{"origin":null,"employer":"e1","status":"seated","health_code":"green"}"#;
        let audience: Audience = serde_json::from_str(old).unwrap();
        let now = Audience::all_of([
            Test::Employer(vec![EmployerId::new("e1")]),
            Test::Status(vec![AudienceStatus::Seated]),
            Test::Health(vec![HealthCode::Green]),
        ]);
        assert_eq!(audience, now);
        let text = serde_json::to_string(&now).unwrap();
        assert_eq!(serde_json::from_str::<Audience>(&text).unwrap(), now);
        let everyone = r#"{"origin":null,"employer":null,"status":"anyone","health_code":null}"#;
        let everyone: Audience = serde_json::from_str(everyone).unwrap();
        assert_eq!(everyone, Audience::default());
        assert!(serde_json::from_str::<Audience>(r#"{"who":"all"}"#).is_err());
    }
}
