use super::super::employer::Listing;
use super::super::id::EmployerId;
use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_582_416_000_000);
const ZONE: &str = "浙南产业集聚区";
const OUHAI: &str = "330304";

fn place(code: &str) -> PlaceCode {
    PlaceCode::parse(code).unwrap()
}

/// A coach from 黄山 for the employers of these districts and zones.
fn trip_for(districts: &[&str], zones: &[&str]) -> Trip {
    Trip {
        id: TripId::new("t"),
        code: "HS-0224".into(),
        mode: Mode::Coach,
        district: place(OUHAI),
        stops: vec![place("341000")],
        meeting_point: "汽车站".into(),
        departs_at: NOW.plus(Duration::from_secs(24 * 3600)),
        state: TripState::Open,
        spaced: true,
        fare_fen: 0,
        requirements: Requirements {
            districts: districts.iter().map(|code| place(code)).collect(),
            zones: zones.iter().map(|zone| (*zone).to_owned()).collect(),
            ..Requirements::default()
        },
    }
}

fn firm(district: &str, zone: Option<&str>) -> Employer {
    Employer {
        id: EmployerId::new("e"),
        name: "示例企业01".into(),
        district: place(district),
        zone: zone.map(str::to_owned),
        listing: Listing::No,
        link_code: "e".into(),
    }
}

fn lacks(trip: &Trip, employer: Option<&Employer>) -> Vec<Unmet> {
    let who = Traveller {
        origin: place("341000"),
        health_code: HealthCode::Green,
        health_observed_at: NOW,
        certificate: &Certificate::Absent,
        employer,
        roster_confirmed: false,
        waived: &[],
    };
    unmet(trip, &who, Stage::Hold, NOW)
}

#[test]
fn districts_and_zones_each_name_the_employers_served() {
    let of_zone = firm("330303", Some(ZONE));
    let of_district = firm(OUHAI, None);
    let elsewhere = firm("330302", None);
    let other_zone = firm("330302", Some("别的集聚区"));
    let served = |districts: &[&str], zones: &[&str]| {
        let trip = trip_for(districts, zones);
        [&of_zone, &of_district, &elsewhere, &other_zone]
            .map(|firm| lacks(&trip, Some(firm)) != [Unmet::EmployerElsewhere])
    };
    assert_eq!(served(&[], &[]), [true; 4]);
    assert_eq!(served(&[OUHAI], &[]), [false, true, false, false]);
    assert_eq!(served(&[], &[ZONE]), [true, false, false, false]);
    assert_eq!(served(&[OUHAI], &[ZONE]), [true, true, false, false]);
}

#[test]
fn who_has_no_employer_rides_a_coach_unless_one_is_asked_for() {
    let mut trip = trip_for(&[OUHAI], &[ZONE]);
    assert_eq!(lacks(&trip, None), []);
    trip.requirements.roster_confirmed = true;
    assert_eq!(lacks(&trip, None), [Unmet::EmployerMissing]);
    trip.requirements.roster_confirmed = false;
    trip.requirements.listed_employer = true;
    assert_eq!(lacks(&trip, None), [Unmet::EmployerMissing]);
}
