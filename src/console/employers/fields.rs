//! What is entered about an employer, by form or by file, and what is wrong with it.

use crate::console::people::Desk;
use crate::domain::employer::{Employer, EmployerDraft, Listing, clean_name, clean_short};
use crate::domain::place::{Gazetteer, PlaceCode};
use crate::locale::label::employer::EmployerLabel;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The city whose districts look after employers.
const CITY: &str = "330300";

/// What is wrong, by field.
pub type Errors = BTreeMap<&'static str, EmployerLabel>;

/// The districts of the city.
pub fn city() -> Vec<PlaceCode> {
    let city = PlaceCode::parse(CITY).ok();
    let all = city.map(|city| Gazetteer::builtin().children(city));
    let places = all.unwrap_or_default().into_iter();
    places.map(|place| place.code).collect()
}

/// The districts that somebody may enter employers for: their own, or each of the city.
pub fn districts(desk: &Desk) -> Vec<PlaceCode> {
    let mut codes = city();
    codes.retain(|code| desk.looks_after(Some(*code)));
    codes
}

/// An employer as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    pub name: String,
    /// Code of the district.
    pub district: String,
    pub zone: String,
    pub listed: bool,
    /// First day of the listing.
    pub from: String,
    /// Its last day.
    pub through: String,
}

impl Fields {
    /// What an employer's form begins with.
    pub fn of(employer: &Employer) -> Self {
        let (from, last) = employer.listing.days();
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            name: employer.name.clone(),
            district: employer.district.to_string(),
            zone: employer.zone.clone().unwrap_or_default(),
            listed: employer.listing != Listing::No,
            from: day(from),
            through: day(last),
        }
    }

    /// Reads it, for somebody who may enter employers of some districts only.
    pub fn read(&self, districts: &[PlaceCode]) -> Result<EmployerDraft, Errors> {
        let mut errors = Errors::new();
        let name = clean_name(&self.name);
        if name.is_none() {
            errors.insert("name", EmployerLabel::NameWrong);
        }
        let chosen = PlaceCode::parse(self.district.trim()).ok();
        let district = chosen.filter(|code| districts.contains(code));
        if district.is_none() {
            errors.insert("district", EmployerLabel::DistrictWrong);
        }
        let zone = clean_short(&self.zone);
        if zone.is_none() && !self.zone.trim().is_empty() {
            errors.insert("zone", EmployerLabel::ZoneLong);
        }
        let listing = self.listing(&mut errors);
        match (name, district, listing) {
            (Some(name), Some(district), Some(listing)) if errors.is_empty() => Ok(EmployerDraft {
                name,
                district,
                zone,
                listing,
            }),
            _ => Err(errors),
        }
    }

    fn listing(&self, errors: &mut Errors) -> Option<Listing> {
        let mut read = |field: &'static str, text: &str| match (text.trim(), day(text)) {
            ("", _) => None,
            (_, None) => {
                errors.insert(field, EmployerLabel::DayWrong);
                None
            }
            (_, found) => found,
        };
        let (from, last) = (read("from", &self.from), read("through", &self.through));
        if !self.listed {
            return Some(Listing::No);
        }
        let listing = Listing::through(from, last);
        if listing.is_none() {
            errors.insert("through", EmployerLabel::DaysTurned);
        }
        listing
    }
}

/// A day as a browser sends it or a table holds it.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    // A table's day may come with its midnight.
    let text = text.split([' ', 'T']).next().unwrap_or(text);
    let forms = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"];
    let found = forms
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    found.filter(|day| (2000..2100).contains(&chrono::Datelike::year(day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Fields {
        Fields {
            name: "示例企业".into(),
            district: "330302".into(),
            zone: " 浙南产业集聚区 ".into(),
            listed: true,
            from: "2020-02-20".into(),
            through: "2020年2月24日".into(),
        }
    }

    fn own() -> Vec<PlaceCode> {
        vec![PlaceCode::parse("330302").unwrap()]
    }

    #[test]
    fn what_is_right_is_read_and_comes_back_the_same() {
        let draft = fields().read(&own()).unwrap();
        assert_eq!(draft.zone.as_deref(), Some("浙南产业集聚区"));
        let days = draft.listing.days();
        assert_eq!(days, (day("2020-02-20"), day("2020-02-24")));
        let unlisted = Fields {
            listed: false,
            ..fields()
        };
        assert_eq!(unlisted.read(&own()).unwrap().listing, Listing::No);
    }

    #[test]
    fn what_is_wrong_is_said_beside_its_field() {
        let wrong = Fields {
            name: "企".into(),
            district: "330324".into(),
            zone: "长".repeat(41),
            from: "tomorrow".into(),
            ..fields()
        };
        let errors = wrong.read(&own()).unwrap_err();
        let fields_wrong: Vec<_> = errors.keys().copied().collect();
        assert_eq!(fields_wrong, ["district", "from", "name", "zone"]);
        let turned = Fields {
            through: "2020/02/19".into(),
            ..fields()
        };
        let errors = turned.read(&own()).unwrap_err();
        assert_eq!(errors.get("through"), Some(&EmployerLabel::DaysTurned));
        assert_eq!(day("2020-02-24 00:00:00"), day("2020-02-24"));
        assert_eq!(day("1899-12-30"), None);
    }
}
