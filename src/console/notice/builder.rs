//! The audience as plain form controls: groups of conditions, of which any group is enough and in a group all must
//! hold. Every change of its shape is a step of the form, so it works without scripts.

use super::super::sent::Sent;
use super::lists::Uploaded;
use crate::domain::notice::{Audience, Group, Rule, Test};
use crate::domain::words;

/// Most groups of an audience, and most conditions of a group.
const MOST: usize = 20;
words! {
    /// What a condition is about.
    Kind {
        /// Where people come from.
        Origin => "origin",
        /// Whom they work for.
        Employer => "employer",
        /// Where that employer is.
        District => "district",
        /// How far they have come.
        Status => "status",
        /// Their health code.
        Health => "health",
        /// The language of their chat.
        Language => "language",
        /// The channel of their chat.
        Channel => "channel",
        /// When they wrote last.
        Seen => "seen",
        /// An uploaded list.
        List => "list",
    }
}

/// A condition as sent.
#[derive(Debug, Clone)]
pub struct RuleForm {
    /// What it is about.
    pub kind: Kind,
    /// Whether it must not hold.
    pub not: bool,
    /// Keys of the values chosen; the number of days, or the list.
    pub values: Vec<String>,
    /// What is typed in its search field.
    pub typed: String,
    /// The text for which matches were offered.
    pub offered_for: String,
    /// What became of a list that was uploaded here.
    pub uploaded: Option<Uploaded>,
}

/// A group as sent.
#[derive(Debug, Clone, Default)]
pub struct GroupForm {
    /// Its conditions.
    pub rules: Vec<RuleForm>,
}

/// A change of an audience's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reshape {
    /// One more group.
    AddGroup,
    /// One group less.
    DropGroup(usize),
    /// One more condition in a group.
    AddRule(usize, Kind),
    /// One condition less.
    DropRule(usize, usize),
}

impl Reshape {
    /// The step's word in the form: `group`, `ungroup-0`, `add-0` (with the kind chosen beside it), `drop-0-1`.
    pub fn of(step: &str, sent: &Sent) -> Option<Self> {
        let mut words = step.split('-');
        let verb = words.next()?;
        let mut number = || words.next()?.parse::<usize>().ok();
        match verb {
            "group" => Some(Self::AddGroup),
            "ungroup" => Some(Self::DropGroup(number()?)),
            "drop" => Some(Self::DropRule(number()?, number()?)),
            "add" => {
                let group = number()?;
                let kind = Kind::parse(sent.value(&format!("g{group}-kind")))?;
                Some(Self::AddRule(group, kind))
            }
            _ => None,
        }
    }

    /// Makes the change; nothing where it does not fit.
    pub fn make(self, groups: &mut Vec<GroupForm>) {
        match self {
            Self::AddGroup if groups.len() < MOST => groups.push(GroupForm::default()),
            Self::AddGroup => {}
            Self::DropGroup(group) => {
                if group < groups.len() && groups.len() > 1 {
                    groups.remove(group);
                }
            }
            Self::AddRule(group, kind) => {
                let group = groups.get_mut(group);
                if let Some(group) = group.filter(|group| group.rules.len() < MOST) {
                    group.rules.push(RuleForm::blank(kind));
                }
            }
            Self::DropRule(group, rule) => {
                if let Some(group) = groups.get_mut(group).filter(|g| rule < g.rules.len()) {
                    group.rules.remove(rule);
                }
            }
        }
    }
}

impl RuleForm {
    fn blank(kind: Kind) -> Self {
        Self {
            kind,
            not: false,
            values: Vec::new(),
            typed: String::new(),
            offered_for: String::new(),
            uploaded: None,
        }
    }

    fn sent(sent: &Sent, name: &str) -> Option<Self> {
        let kind = Kind::parse(sent.value(name))?;
        let field = format!("{name}-value");
        let values = sent
            .values(&field)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty());
        Some(Self {
            kind,
            not: sent.value(&format!("{name}-not")) == "not",
            values: values.collect(),
            typed: sent.value(&format!("{name}-find")).trim().to_owned(),
            offered_for: sent.value(&format!("{name}-offered")).to_owned(),
            uploaded: None,
        })
    }

    fn of(rule: &Rule) -> Self {
        fn keys<T: ToString>(all: &[T]) -> Vec<String> {
            all.iter().map(T::to_string).collect()
        }
        let (kind, values) = match &rule.test {
            Test::Origin(places) => (Kind::Origin, keys(places)),
            Test::Employer(firms) => (Kind::Employer, keys(firms)),
            Test::District(places) => (Kind::District, keys(places)),
            Test::Status(all) => (Kind::Status, keys(all)),
            Test::Health(codes) => (Kind::Health, keys(codes)),
            Test::Language(locales) => (Kind::Language, keys(locales)),
            Test::Channel(kinds) => (Kind::Channel, keys(kinds)),
            Test::SeenWithinDays(days) => (Kind::Seen, vec![days.to_string()]),
            Test::List(list) => (Kind::List, vec![list.to_string()]),
        };
        Self {
            not: rule.not,
            values,
            ..Self::blank(kind)
        }
    }
}

/// The groups of a form; one empty group when none was sent.
pub fn sent(sent: &Sent) -> Vec<GroupForm> {
    let group = |g: usize| {
        let rule = |r: usize| RuleForm::sent(sent, &format!("g{g}r{r}"));
        sent.has(&format!("g{g}")).then(|| GroupForm {
            rules: (0..MOST).map_while(rule).collect(),
        })
    };
    let groups: Vec<_> = (0..MOST).map_while(group).collect();
    or_one_empty(groups)
}

/// The groups of an audience; one empty group when it is for everyone.
pub fn of(audience: &Audience) -> Vec<GroupForm> {
    let group = |group: &Group| GroupForm {
        rules: group.all.iter().map(RuleForm::of).collect(),
    };
    or_one_empty(audience.any.iter().map(group).collect())
}

fn or_one_empty(groups: Vec<GroupForm>) -> Vec<GroupForm> {
    match groups.is_empty() {
        true => vec![GroupForm::default()],
        false => groups,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::delivery::ChannelKind;
    use crate::domain::notice::AudienceStatus;

    #[test]
    fn an_audience_keeps_its_shape_through_the_form() {
        let rule = |not, test| Rule { not, test };
        let audience = Audience {
            any: vec![
                Group {
                    all: vec![
                        rule(false, Test::Status(vec![AudienceStatus::Seated])),
                        rule(true, Test::SeenWithinDays(30)),
                    ],
                },
                Group {
                    all: vec![rule(false, Test::Channel(vec![ChannelKind::Web]))],
                },
            ],
        };
        let groups = of(&audience);
        let shape: Vec<_> = groups.iter().map(|g| g.rules.len()).collect();
        assert_eq!(shape, [2, 1]);
        assert!(groups[0].rules[1].not);
        assert_eq!(groups[0].rules[1].values, ["30"]);
        assert_eq!(of(&Audience::default()).len(), 1);
    }

    #[test]
    fn a_step_that_does_not_fit_changes_nothing() {
        let mut groups = vec![GroupForm::default()];
        for step in [
            Reshape::DropGroup(0),
            Reshape::DropGroup(7),
            Reshape::DropRule(0, 0),
            Reshape::AddRule(3, Kind::Origin),
        ] {
            step.make(&mut groups);
            assert_eq!(groups.len(), 1, "{step:?}");
            assert!(groups[0].rules.is_empty(), "{step:?}");
        }
        for _ in 0..2 * MOST {
            Reshape::AddGroup.make(&mut groups);
            Reshape::AddRule(0, Kind::List).make(&mut groups);
        }
        assert_eq!((groups.len(), groups[0].rules.len()), (MOST, MOST));
    }
}
