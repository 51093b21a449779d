//! The trips of the demo: 23 coaches and two trains (domain reference §5).

use super::super::db::{Result, StoreError};
use super::super::trip::NewTrip;
use super::cast::ZONE;
use super::code;
use crate::domain::boarding::CrewRule;
use crate::domain::seat::VehicleKind;
use crate::domain::time::Timestamp;
use crate::domain::trip::{Mode, Requirements, TripState};
use chrono::NaiveDate;

/// Hubei: the key-epidemic area of the time, from which nobody boards.
const HUBEI: &str = "420000";
const LUCHENG: &str = "330302";
const OUHAI: &str = "330304";
const YONGJIA: &str = "330324";
const PINGYANG: &str = "330326";
/// The trains serve firms of more than one district, so they return to the city.
const WENZHOU: &str = "330300";

/// Oldest observation of a health code that Lucheng's coaches take; long enough for whoever registered before the demo
/// begins.
const CODE_WITHIN_HOURS: u32 = 72;

/// A trip and who is on it.
pub(super) struct DemoTrip {
    pub(super) new: NewTrip,
    /// Firms and how many of their staff have a seat, in the order in which seats are given.
    pub(super) riders: &'static [(&'static str, usize)],
    /// What the rows of the riders say of where they come from.
    pub(super) riders_source: &'static str,
}

impl DemoTrip {
    pub(super) fn is_train(&self) -> bool {
        self.new.mode == Mode::Train
    }
}

/// A coach trip in brief: code, stop, where people meet, (day of February 2020, hour), riders.
type Brief = (
    &'static str,
    &'static str,
    &'static str,
    (u32, u32),
    &'static [(&'static str, usize)],
);

const YONGJIA_RIDERS: &[(&str, usize)] = &[("示例企业09", 30), ("示例企业10", 30)];
const YONGJIA_TRIPS: [Brief; 4] = [
    (
        "WN-0224",
        "361129",
        "万年县汽车客运站门前",
        (24, 8),
        YONGJIA_RIDERS,
    ),
    (
        "LP-0224",
        "360281",
        "乐平市汽车客运站门前",
        (24, 9),
        YONGJIA_RIDERS,
    ),
    (
        "JDZ-0224",
        "360200",
        "景德镇市里村汽车站门前",
        (24, 9),
        YONGJIA_RIDERS,
    ),
    (
        "YX-0224",
        "340828",
        "岳西县汽车客运站门前",
        (24, 10),
        YONGJIA_RIDERS,
    ),
];
const HUANGSHAN: Brief = (
    "HS-0224",
    "341000",
    "黄山市汽车客运总站门前",
    (24, 13),
    &[("示例企业01", 12), ("示例企业02", 10)],
);
const HUAIHUA: Brief = (
    "HH-0225",
    "431200",
    "怀化市汽车西站广场",
    (25, 7),
    &[
        ("温州铭奇鞋业有限公司", 60),
        ("示例企业01", 30),
        ("示例企业02", 28),
    ],
);
const YONGZHOU: Brief = (
    "YZ-0225",
    "431100",
    "永州市汽车站广场",
    (25, 8),
    &[("德赛集团", 28)],
);
const PINGYANG_TRIPS: [(Brief, usize); 3] = [
    (
        (
            "GY-0226",
            "520100",
            "贵阳市客运东站门前",
            (26, 7),
            &[("示例企业11", 21), ("示例企业12", 21)],
        ),
        2,
    ),
    (
        (
            "FN-0226",
            "341225",
            "阜南县汽车站门前",
            (26, 8),
            &[("示例企业11", 21)],
        ),
        1,
    ),
    (
        (
            "GZ-0226",
            "360700",
            "赣州市汽车站门前",
            (26, 9),
            &[("示例企业12", 21)],
        ),
        1,
    ),
];

const YONGJIA_SOURCE: &str = "12 coaches and 240 workers for four places together: bulletin F046, F047; \
     split, seats, date, meeting point and fare made up";
const HUANGSHAN_SOURCE: &str = "22 workers: bulletin F034; rules: F031, F032, F033; seats, date, meeting point and fare made up";
const HUAIHUA_SOURCE: &str = "5 coaches and 118 workers: bulletin F035, F036; rules: F031, F032, F033; \
     seats, date, meeting point and fare made up";
const YONGZHOU_SOURCE: &str =
    "28 workers of one firm: bulletin F038; seats, date, meeting point and fare made up";
const PINGYANG_SOURCE: &str = "4 coaches and 84 workers for three places together, as planned: bulletin F056, F057; \
     split, seats, date, meeting point and fare made up";
const TRAIN_SOURCE: &str = "two trains, nearly 1800 workers, free, with certificates, mainly for listed firms: bulletin F001 to F005; \
     places, date and meeting point made up";

/// Every trip, in the order of domain reference §5.
///
/// # Errors
/// None in fact: all places and dates exist, which the tests show.
pub(super) fn trips() -> Result<Vec<DemoTrip>> {
    use VehicleKind::{Coach40, Coach44, Coach49};
    let mut trips = Vec::new();
    for brief in YONGJIA_TRIPS {
        let mut trip = coach(brief, YONGJIA, vec![Coach40; 3], YONGJIA_SOURCE)?;
        trip.riders_source = "made up, among the 240 of bulletin F047";
        trips.push(trip);
    }
    let mut huangshan = coach(HUANGSHAN, LUCHENG, vec![Coach44], HUANGSHAN_SOURCE)?;
    huangshan.new.requirements.certificate = true;
    lucheng(&mut huangshan);
    huangshan.riders_source = "made up, among the 22 of bulletin F034";
    trips.push(huangshan);
    let mut huaihua = coach(HUAIHUA, LUCHENG, vec![Coach49; 5], HUAIHUA_SOURCE)?;
    huaihua.new.requirements.certificate = true;
    lucheng(&mut huaihua);
    huaihua.riders_source = "made up, among the 118 of bulletin F036; split by firm made up";
    trips.push(huaihua);
    let mut yongzhou = coach(YONGZHOU, OUHAI, vec![Coach49], YONGZHOU_SOURCE)?;
    yongzhou.new.spaced = false;
    yongzhou.riders_source = "made up, among the 28 of bulletin F038";
    trips.push(yongzhou);
    for (brief, vehicles) in PINGYANG_TRIPS {
        let mut trip = coach(brief, PINGYANG, vec![Coach44; vehicles], PINGYANG_SOURCE)?;
        trip.riders_source = "made up, among the 84 of bulletin F057";
        trips.push(trip);
    }
    trips.push(train("T-GZ-0225", "520000", "贵阳北站进站口广场", (25, 9))?);
    trips.push(train("T-SC-0226", "510000", "成都东站进站口广场", (26, 9))?);
    Ok(trips)
}

/// Lucheng's coaches carry two drivers, a medic, an official and supplies (bulletin P3). How old a health code may be
/// is made up.
fn lucheng(trip: &mut DemoTrip) {
    trip.new.requirements.crew = Some(CrewRule::FULL);
    trip.new.requirements.code_within_hours = Some(CODE_WITHIN_HOURS);
}

/// People whom no trip of the demo takes, by where they are: what the planner begins with. All made up.
const WISHES: [Brief; 4] = [
    (
        "",
        "361129",
        "",
        (24, 8),
        &[("示例企业01", 26), ("示例企业03", 12)],
    ),
    ("", "340828", "", (24, 8), &[("示例企业02", 22)]),
    (
        "",
        "341225",
        "",
        (24, 8),
        &[("示例企业11", 9), ("示例企业01", 17)],
    ),
    ("", "520100", "", (24, 8), &[("示例企业15", 31)]),
];

/// Wishes in the shape of trips without vehicles; they are not entered as trips.
///
/// # Errors
/// None in fact: all places exist, which the tests show.
pub(super) fn wishes() -> Result<Vec<DemoTrip>> {
    let made_up = |brief| coach(brief, WENZHOU, Vec::new(), super::MADE_UP);
    WISHES.into_iter().map(made_up).collect()
}

fn coach(
    brief: Brief,
    district: &str,
    vehicles: Vec<VehicleKind>,
    source: &str,
) -> Result<DemoTrip> {
    let (trip_code, stop, meeting_point, at, riders) = brief;
    let new = NewTrip {
        code: trip_code.to_owned(),
        mode: Mode::Coach,
        district: code(district)?,
        stops: vec![code(stop)?],
        meeting_point: meeting_point.to_owned(),
        departs_at: moment(at)?,
        state: TripState::Open,
        spaced: true,
        fare_fen: 0,
        requirements: Requirements {
            blocked: vec![code(HUBEI)?],
            // A county brings back the staff of its own employers (our reading).
            districts: vec![code(district)?],
            ..Requirements::default()
        },
        vehicles,
        crew_seats: 0,
        source: source.to_owned(),
    };
    Ok(DemoTrip {
        new,
        riders,
        riders_source: super::MADE_UP,
    })
}

fn train(
    trip_code: &'static str,
    stop: &'static str,
    meeting_point: &'static str,
    at: (u32, u32),
) -> Result<DemoTrip> {
    let brief = (trip_code, stop, meeting_point, at, [].as_slice());
    let mut train = coach(brief, WENZHOU, vec![VehicleKind::Train900], TRAIN_SOURCE)?;
    train.new.mode = Mode::Train;
    train.new.spaced = false;
    train.new.requirements = Requirements {
        certificate: true,
        listed_employer: true,
        roster_confirmed: true,
        districts: vec![code(OUHAI)?],
        zones: vec![ZONE.to_owned()],
        ..train.new.requirements
    };
    Ok(train)
}

fn moment((day, hour): (u32, u32)) -> Result<Timestamp> {
    NaiveDate::from_ymd_opt(2020, 2, day)
        .and_then(|date| Timestamp::shanghai(date, hour, 0))
        .ok_or_else(|| StoreError::Refused(format!("the demo names no day {day}")))
}
