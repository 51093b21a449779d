//! From fields to a trip, or to what is wrong with each field.

use super::fields::{Errors, Fields, count, destinations, official, provinces};
use super::words::comma;
use crate::console::lookup::{self, Found, Match};
use crate::console::people::{Bureau, Visitor};
use crate::domain::boarding::{CrewRule, Temperature};
use crate::domain::place::PlaceCode;
use crate::domain::seat::VehicleKind;
use crate::domain::time::Timestamp;
use crate::domain::trip::{
    MAX_STOPS, MAX_VEHICLES, MEETING_POINT_PENDING, Requirements, Stop, TripDraft,
};
use crate::locale::label::trip::TripLabel;
use chrono::{NaiveDateTime, Timelike};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Most crew seats of a vehicle, and most of a duty.
pub const MOST_CREW: i64 = 8;
/// Most hours for which a health code may count: a week.
pub const MOST_HOURS: i64 = 168;
/// Most fen of a fare: 10,000 yuan.
const MOST_FARE: i64 = 1_000_000;
const MOST_MEETING_CHARS: usize = 80;

/// Places to choose from, by field.
pub type Choices = BTreeMap<String, Vec<Match>>;

/// What is wrong with a form, and what it leaves to be chosen.
#[derive(Debug, Default)]
pub struct Wrong {
    /// By field.
    pub errors: Errors,
    /// Places that were meant, maybe.
    pub choices: Choices,
}

/// Reads a form, for somebody who may write trips to their own district only. An empty code stays empty.
pub fn read(desk: &Bureau, fields: &Fields) -> Result<TripDraft, Wrong> {
    let mut reader = Reader {
        desk,
        fields,
        wrong: Wrong::default(),
    };
    let draft = TripDraft {
        code: reader.code(),
        mode: fields.mode(),
        district: reader.district(),
        stops: reader.stops(),
        spaced: fields.ticked("spaced"),
        fare_fen: reader.fare(),
        requirements: reader.requirements(),
        vehicles: reader.vehicles(),
        crew_seats: reader.whole("crew_seats", 0..=MOST_CREW),
    };
    match reader.wrong.errors.is_empty() {
        true => Ok(draft),
        false => Err(reader.wrong),
    }
}

/// A moment as a browser sends it or a table holds it, in Asia/Shanghai.
pub fn moment(text: &str) -> Option<Timestamp> {
    const FORMS: [&str; 6] = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M",
        "%Y年%m月%d日 %H:%M",
    ];
    let text = text.trim();
    let parsed = FORMS
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    Timestamp::shanghai(parsed.date(), parsed.hour(), parsed.minute())
}

/// Yuan with at most two decimals as fen: `120.5` is 12,050. How much is too much is not asked here.
pub fn fen(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let fen = whole.parse::<i64>().ok()?.checked_mul(100)?;
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    fen.checked_add(part)
}

struct Reader<'a> {
    desk: &'a Bureau,
    fields: &'a Fields,
    wrong: Wrong,
}

impl Reader<'_> {
    fn wrong(&mut self, name: &str, label: TripLabel) {
        self.wrong.errors.insert(name.to_owned(), label);
    }

    fn code(&mut self) -> String {
        let code = self.fields.get("code").to_uppercase();
        let fits = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !code.is_empty() && (!fits || !(2..=16).contains(&code.len())) {
            self.wrong("code", TripLabel::CodeWrong);
        }
        code
    }

    fn district(&mut self) -> PlaceCode {
        let chosen = PlaceCode::parse(self.fields.get("district")).ok();
        let fits = |code: &PlaceCode| {
            let own = self.desk.district();
            destinations().contains(code) && own.is_none_or(|own| own == *code)
        };
        match chosen.filter(fits) {
            Some(code) => code,
            None => {
                self.wrong("district", TripLabel::PickDistrict);
                nowhere()
            }
        }
    }

    fn fare(&mut self) -> i64 {
        let text = self.fields.get("fare");
        let fare = if text.is_empty() { Some(0) } else { fen(text) };
        let error = match fare {
            Some(fare) if fare <= MOST_FARE => return fare,
            Some(_) => TripLabel::FareMost,
            None => TripLabel::FareWrong,
        };
        self.wrong("fare", error);
        0
    }

    fn stops(&mut self) -> Vec<Stop> {
        let filled: Vec<_> = (0..MAX_STOPS)
            .filter(|at| self.fields.has_stop(*at))
            .collect();
        if filled.is_empty() {
            self.wrong("s0-place", TripLabel::StopNeeded);
        }
        filled.into_iter().map(|at| self.stop(at)).collect()
    }

    fn stop(&mut self, at: usize) -> Stop {
        let name = |what: &str| format!("s{at}-{what}");
        let place = self.place(&name("place"), &name("pick"), &name("for"));
        let departs_at = moment(self.fields.get(&name("at")));
        if departs_at.is_none() {
            self.wrong(&name("at"), TripLabel::TimeWrong);
        }
        let meeting = self.fields.get(&name("meet")).to_owned();
        if meeting.chars().count() > MOST_MEETING_CHARS {
            self.wrong(&name("meet"), TripLabel::MeetLong);
        }
        Stop {
            place,
            meeting_point: match meeting.is_empty() {
                true => MEETING_POINT_PENDING.to_owned(),
                false => meeting,
            },
            departs_at: departs_at.unwrap_or(Timestamp::from_millis(0)),
        }
    }

    /// A place typed; what was chosen for it counts while the words stay the same.
    fn place(&mut self, typed: &str, pick: &str, of: &str) -> PlaceCode {
        let (words, fields) = (self.fields.get(typed), self.fields);
        let picked = PlaceCode::parse(fields.get(pick)).ok();
        if let Some(code) = picked.filter(|_| !words.is_empty() && fields.get(of) == words) {
            return code;
        }
        let error = match lookup::place(self.desk, words) {
            Found::One(found) => match PlaceCode::parse(&found.key) {
                Ok(code) => return code,
                Err(_) => TripLabel::PlaceUnknown,
            },
            Found::Several(choices) => {
                self.wrong.choices.insert(typed.to_owned(), choices);
                TripLabel::PlacePick
            }
            Found::Blank | Found::Nothing => TripLabel::PlaceUnknown,
        };
        self.wrong(typed, error);
        nowhere()
    }

    fn vehicles(&mut self) -> Vec<VehicleKind> {
        let mut vehicles = Vec::new();
        for kind in VehicleKind::ALL {
            let number: u32 = self.whole(&count(*kind), 0..=MAX_VEHICLES as i64);
            vehicles.extend((0..number).map(|_| *kind));
        }
        let first = count(VehicleKind::Coach40);
        if vehicles.len() > MAX_VEHICLES {
            self.wrong(&first, TripLabel::TooMany);
        } else if vehicles.is_empty()
            && !self
                .wrong
                .errors
                .keys()
                .any(|name| name.starts_with("count-"))
        {
            self.wrong(&first, TripLabel::VehicleNeeded);
        } else if vehicles
            .iter()
            .any(|kind| kind.mode() != self.fields.mode())
        {
            let wrong = VehicleKind::ALL
                .iter()
                .find(|kind| kind.mode() != self.fields.mode() && vehicles.contains(kind));
            let name = count(*wrong.unwrap_or(&VehicleKind::Coach40));
            self.wrong(&name, TripLabel::FaultWrongVehicle);
        }
        vehicles
    }

    fn requirements(&mut self) -> Requirements {
        let fields = self.fields;
        let ticked = |prefix: &str, codes: Vec<PlaceCode>| -> Vec<PlaceCode> {
            let on = |code: &PlaceCode| fields.ticked(&format!("{prefix}-{code}"));
            codes.into_iter().filter(on).collect()
        };
        let mut blocked = ticked("blocked", provinces());
        blocked.extend(self.areas());
        Requirements {
            certificate: fields.ticked("certificate"),
            listed_employer: fields.ticked("listed"),
            roster_confirmed: fields.ticked("roster"),
            districts: ticked("for", destinations()),
            zones: parted(fields.get("zones")).map(str::to_owned).collect(),
            code_within_hours: (!fields.get("code_hours").is_empty())
                .then(|| self.whole("code_hours", 1..=MOST_HOURS)),
            crew: self.crew(),
            hottest: self.hottest(),
            blocked,
        }
    }

    fn areas(&mut self) -> Vec<PlaceCode> {
        let found: Vec<_> = parted(self.fields.get("blocked"))
            .map(|name| match lookup::place(self.desk, name) {
                Found::One(found) => {
                    PlaceCode::parse(&found.key).map_err(|_| TripLabel::PlaceUnknown)
                }
                Found::Several(choices) => Err(several(self.desk, name, &choices)),
                Found::Blank | Found::Nothing => Err(TripLabel::PlaceNone {
                    typed: name.to_owned(),
                }),
            })
            .collect();
        let mut areas = Vec::new();
        for one in found {
            match one {
                Ok(code) => areas.push(code),
                // The first that is wrong, so that they are mended in the order they stand in.
                Err(label) => {
                    self.wrong
                        .errors
                        .entry("blocked".to_owned())
                        .or_insert(label);
                }
            }
        }
        areas
    }

    fn crew(&mut self) -> Option<CrewRule> {
        let crew = CrewRule {
            drivers: self.whole("drivers", 0..=MOST_CREW),
            medics: self.whole("medics", 0..=MOST_CREW),
            officials: self.whole("officials", 0..=MOST_CREW),
            supplies: self.fields.ticked("supplies"),
        };
        (crew.people() > 0 || crew.supplies).then_some(crew)
    }

    fn hottest(&mut self) -> Option<Temperature> {
        let text = self.fields.get("hottest");
        if text.is_empty() {
            return None;
        }
        let read = text.parse().ok();
        if read.is_none() {
            self.wrong("hottest", TripLabel::HottestWrong);
        }
        read
    }

    /// A whole number; nothing is zero.
    fn whole(&mut self, name: &str, range: RangeInclusive<i64>) -> u32 {
        let text = self.fields.get(name);
        let value = if text.is_empty() {
            Some(0)
        } else {
            text.parse::<i64>().ok()
        };
        match value.filter(|value| range.contains(value)) {
            Some(value) => u32::try_from(value).unwrap_or(0),
            None => {
                let (least, most) = range.into_inner();
                self.wrong(name, TripLabel::CountWrong { least, most });
                0
            }
        }
    }
}

/// That a name in a list may mean several places, and what to write instead: each as the search knows it alone.
pub fn several(visitor: &Visitor, typed: &str, choices: &[Match]) -> TripLabel {
    let codes = choices
        .iter()
        .filter_map(|one| PlaceCode::parse(&one.key).ok());
    let names: Vec<_> = codes.map(official).collect();
    TripLabel::PlaceSeveral {
        typed: typed.to_owned(),
        places: names.join(comma(visitor)),
    }
}

/// Stands where a place is missing; the form is refused then.
fn nowhere() -> PlaceCode {
    PlaceCode::parse("110000").unwrap_or_else(|_| unreachable!("a valid code"))
}

/// The words of a list, however it is parted.
pub fn parted(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['、', ',', '，', ';', '；', '\n']);
    parts.map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fares_are_read_to_the_fen_and_never_guessed() {
        for (text, read) in [
            ("0", Some(0)),
            ("120.5", Some(12_050)),
            ("120.50", Some(12_050)),
            ("0.05", Some(5)),
            ("10000", Some(1_000_000)),
            ("10001", Some(1_000_100)),
            ("1.234", None),
            ("-1", None),
            (".5", None),
            ("1,200", None),
            ("free", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(fen(text), read, "{text}");
        }
    }

    #[test]
    fn moments_are_read_as_browsers_and_tables_write_them() {
        let eight = Timestamp::from_millis(1_582_502_400_000);
        for text in [
            "2020-02-24T08:00",
            "2020-02-24 08:00",
            " 2020-02-24 08:00:00 ",
            "2020/02/24 08:00",
            "2020年02月24日 08:00",
        ] {
            assert_eq!(moment(text), Some(eight), "{text}");
        }
        for text in ["", "tomorrow", "2020-02-30T08:00", "2020-02-24"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn lists_are_parted_by_whatever_people_type() {
        let words: Vec<_> = parted("万年、乐平，景德镇; 岳西,\n").collect();
        assert_eq!(words, ["万年", "乐平", "景德镇", "岳西"]);
    }
}
