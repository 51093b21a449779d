//! The audience's form read through: names for its values, matches for its searches, and what it asks in the end.

use super::super::lookup::{self, Found, Match};
use super::super::people::Bureau;
use super::super::show::{audience_status, channel, full_place, health, language, place};
use super::builder::{GroupForm, Kind, RuleForm};
use super::lists::{self, Chosen, Uploaded};
use crate::domain::delivery::ChannelKind;
use crate::domain::health::HealthCode;
use crate::domain::id::{EmployerId, ListId};
use crate::domain::language::Locale;
use crate::domain::notice::{Audience, AudienceStatus, Group, Rule, Test};
use crate::domain::place::{Gazetteer, PlaceCode};
use crate::locale::label::notice::NoticeLabel;
use crate::store::{Result, Tx};

/// Furthest back a condition on being seen may look, in days.
pub const MOST_DAYS: u32 = 3650;
/// 温州市, whose districts employers lie in.
const WENZHOU: &str = "330300";

/// A condition read through.
#[derive(Debug)]
pub struct RuleRead {
    /// As sent, without what has been dealt with.
    pub form: RuleForm,
    /// The values chosen.
    pub chosen: Vec<Match>,
    /// What its search found.
    pub found: Found,
    /// The uploaded list chosen.
    pub list: Option<Chosen>,
    /// What is wrong with its search, its number or its list.
    pub trouble: Option<NoticeLabel>,
    /// What it asks; `None` while it is unfinished.
    test: Option<Test>,
}

/// A group read through.
#[derive(Debug)]
pub struct GroupRead {
    /// Its conditions.
    pub rules: Vec<RuleRead>,
}

impl RuleForm {
    /// Reads it through: names for the keys, matches for what is typed.
    async fn read(mut self, desk: &Bureau, tx: &mut Tx) -> Result<RuleRead> {
        let mut chosen = Vec::new();
        for key in std::mem::take(&mut self.values) {
            if let Some(name) = name_of(desk, tx, self.kind, &key).await? {
                chosen.push(Match { key, name });
            }
        }
        let found = match self.kind {
            Kind::Origin => lookup::place(desk, &self.typed),
            Kind::Employer => lookup::employer(tx, &self.typed).await?,
            Kind::District
            | Kind::Status
            | Kind::Health
            | Kind::Language
            | Kind::Channel
            | Kind::Seen
            | Kind::List => Found::Blank,
        };
        let found = self.settle(found, &mut chosen);
        let mut read = RuleRead {
            trouble: match &found {
                Found::Blank | Found::One(_) => None,
                Found::Several(_) => Some(NoticeLabel::PickSome),
                Found::Nothing => Some(NoticeLabel::NothingFound),
            },
            found,
            test: None,
            list: None,
            chosen,
            form: self,
        };
        read.test = read.asked();
        if let Some(Test::List(list)) = &read.test {
            read.list = lists::chosen(tx, list.as_str()).await?;
        }
        if let Some(Uploaded::Refused(why)) = &read.form.uploaded {
            read.trouble = Some(why.clone());
        }
        if read.form.kind == Kind::Seen && read.test.is_none() && !read.chosen.is_empty() {
            read.trouble = Some(NoticeLabel::DaysRange { most: MOST_DAYS });
        }
        Ok(read)
    }

    /// Takes what a search found into the choice, where that is clear or one of its matches was ticked.
    fn settle(&mut self, found: Found, chosen: &mut Vec<Match>) -> Found {
        let has = |chosen: &[Match], one: &Match| chosen.iter().any(|had| had.key == one.key);
        match found {
            Found::One(one) => {
                if !has(chosen, &one) {
                    chosen.push(one);
                }
            }
            Found::Several(matches) => {
                let answers = self.offered_for == self.typed;
                let ticked = matches.iter().any(|one| has(chosen, one));
                if !(answers && ticked) {
                    let open = matches.into_iter().filter(|one| !has(chosen, one));
                    let open: Vec<_> = open.collect();
                    if !open.is_empty() {
                        return Found::Several(open);
                    }
                }
            }
            Found::Blank | Found::Nothing => return found,
        }
        self.typed.clear();
        Found::Blank
    }
}

impl RuleRead {
    /// What it asks, as far as something is chosen.
    fn asked(&self) -> Option<Test> {
        if self.chosen.is_empty() {
            return None;
        }
        let places = || self.parsed(|key| key.parse::<PlaceCode>().ok());
        let first = self.chosen.first().map(|one| one.key.as_str())?;
        Some(match self.form.kind {
            Kind::Origin => Test::Origin(places()),
            Kind::District => Test::District(places()),
            Kind::Employer => Test::Employer(self.parsed(|key| Some(EmployerId::new(key)))),
            Kind::Status => Test::Status(self.parsed(AudienceStatus::parse)),
            Kind::Health => Test::Health(self.parsed(HealthCode::parse)),
            Kind::Language => Test::Language(self.parsed(Locale::parse)),
            Kind::Channel => Test::Channel(self.parsed(ChannelKind::parse)),
            Kind::Seen => {
                let days = first.parse::<u32>().ok()?;
                Test::SeenWithinDays((1..=MOST_DAYS).contains(&days).then_some(days)?)
            }
            Kind::List => Test::List(ListId::new(first)),
        })
    }

    fn parsed<T>(&self, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        self.chosen
            .iter()
            .filter_map(|one| parse(&one.key))
            .collect()
    }

    /// Whether it can be asked as it stands.
    pub fn is_fit(&self) -> bool {
        self.test.is_some() && self.trouble.is_none()
    }
}

/// Reads groups through.
///
/// # Errors
/// [`crate::store::StoreError`].
pub async fn read(desk: &Bureau, tx: &mut Tx, groups: Vec<GroupForm>) -> Result<Vec<GroupRead>> {
    let mut all = Vec::with_capacity(groups.len());
    for group in groups {
        let mut rules = Vec::with_capacity(group.rules.len());
        for rule in group.rules {
            rules.push(rule.read(desk, tx).await?);
        }
        all.push(GroupRead { rules });
    }
    Ok(all)
}

/// The audience that groups describe; `None` while a condition is unfinished, or one group of several has none.
pub fn audience(groups: &[GroupRead]) -> Option<Audience> {
    if let [only] = groups
        && only.rules.is_empty()
    {
        return Some(Audience::default());
    }
    let rule = |rule: &RuleRead| {
        let test = rule.test.clone().filter(|_| rule.is_fit())?;
        let not = rule.form.not;
        Some(Rule { not, test })
    };
    let group = |group: &GroupRead| {
        let all = group.rules.iter().map(rule).collect::<Option<Vec<_>>>()?;
        (!all.is_empty()).then_some(Group { all })
    };
    let any = groups.iter().map(group).collect::<Option<Vec<_>>>()?;
    Some(Audience { any })
}

/// The values a kind of condition offers to tick; none for those that are searched, typed or uploaded.
pub fn offered(desk: &Bureau, kind: Kind) -> Vec<Match> {
    fn all<T: ToString + Copy>(values: &[T], name: impl Fn(T) -> String) -> Vec<Match> {
        let one = |value: &T| Match {
            key: value.to_string(),
            name: name(*value),
        };
        values.iter().map(one).collect()
    }
    match kind {
        Kind::Status => all(AudienceStatus::ALL, |value| desk.t(audience_status(value))),
        Kind::Health => all(HealthCode::ALL, |value| desk.t(health(value))),
        Kind::Language => all(Locale::ALL, |value| desk.t(language(value))),
        Kind::Channel => {
            // A terminal exists only while somebody sits at it; notices leave it out.
            let kinds = [ChannelKind::Telegram, ChannelKind::Web];
            all(&kinds, |value| desk.t(channel(value)))
        }
        Kind::District => {
            let city = WENZHOU.parse::<PlaceCode>();
            let districts = city.map(|city| Gazetteer::builtin().children(city));
            let codes: Vec<_> = districts
                .unwrap_or_default()
                .iter()
                .map(|d| d.code)
                .collect();
            all(&codes, |code| place(desk, code))
        }
        Kind::Origin | Kind::Employer | Kind::Seen | Kind::List => Vec::new(),
    }
}

/// The name of a value; `None` when there is no such value.
async fn name_of(desk: &Bureau, tx: &mut Tx, kind: Kind, key: &str) -> Result<Option<String>> {
    Ok(match kind {
        Kind::Origin => {
            let code = key.parse::<PlaceCode>().ok();
            let known = code.and_then(|code| Gazetteer::builtin().get(code));
            known.map(|found| full_place(desk, found.code))
        }
        Kind::Employer => {
            let firm = tx.employer(&EmployerId::new(key)).await?;
            firm.map(|firm| firm.name)
        }
        Kind::Seen => Some(key.to_owned()),
        Kind::List => lists::name(tx, &ListId::new(key)).await?,
        Kind::District | Kind::Status | Kind::Health | Kind::Language | Kind::Channel => {
            let known = offered(desk, kind);
            known
                .into_iter()
                .find(|one| one.key == key)
                .map(|one| one.name)
        }
    })
}
