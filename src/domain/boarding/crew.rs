//! Who must be on a vehicle before it leaves (bulletin P3, invariant 6).

use super::super::id::{StaffId, VehicleId};
use super::super::time::Timestamp;
use super::super::words;
use serde::{Deserialize, Serialize};

words! {
    /// What somebody does on board.
    Duty {
        /// Drives, in turns.
        Driver => "driver",
        /// Looks after health.
        Medic => "medic",
        /// Answers for the bureau.
        Official => "official",
    }
}

/// What a trip asks of each vehicle's crew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewRule {
    /// Drivers needed.
    pub drivers: u32,
    /// Medics needed.
    pub medics: u32,
    /// Officials needed.
    pub officials: u32,
    /// Whether masks, disinfectant, thermometers and the like must be on board.
    pub supplies: bool,
}

impl CrewRule {
    /// Lucheng's: two drivers, a medic, an official, and supplies (bulletin P3).
    pub const FULL: Self = Self {
        drivers: 2,
        medics: 1,
        officials: 1,
        supplies: true,
    };

    /// How many of a duty are needed.
    pub const fn of(&self, duty: Duty) -> u32 {
        match duty {
            Duty::Driver => self.drivers,
            Duty::Medic => self.medics,
            Duty::Official => self.officials,
        }
    }

    /// People needed in all.
    pub const fn people(&self) -> u32 {
        self.drivers + self.medics + self.officials
    }
}

/// What a vehicle lacks before it may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// So many more of a duty are needed.
    Crew {
        /// Which.
        duty: Duty,
        /// How many more.
        missing: u32,
    },
    /// Supplies have not been checked in.
    Supplies,
}

/// What a vehicle lacks under `rule`; nothing lets it leave. Somebody counts once, for the duty they were first
/// entered for: the crew are distinct people (invariant 6).
pub fn gaps(rule: Option<&CrewRule>, crew: &[(StaffId, Duty)], supplies: bool) -> Vec<Gap> {
    let Some(rule) = rule else {
        return Vec::new();
    };
    let first = |at: usize| crew[..at].iter().all(|(earlier, _)| *earlier != crew[at].0);
    let count = |duty: Duty| {
        let of_duty = crew
            .iter()
            .enumerate()
            .filter(|(at, (_, d))| *d == duty && first(*at));
        u32::try_from(of_duty.count()).unwrap_or(u32::MAX)
    };
    let missing = Duty::ALL
        .iter()
        .map(|duty| (*duty, rule.of(*duty).saturating_sub(count(*duty))));
    let crew = missing
        .filter(|(_, missing)| *missing > 0)
        .map(|(duty, missing)| Gap::Crew { duty, missing });
    let bare = (rule.supplies && !supplies).then_some(Gap::Supplies);
    crew.chain(bare).collect()
}

/// When somebody is on a vehicle: from its departure to its arrival, the latter not known before it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The vehicle.
    pub vehicle: VehicleId,
    /// Its departure.
    pub from: Timestamp,
    /// Its arrival, planned or real.
    pub until: Timestamp,
}

/// The first of `others` that somebody cannot serve besides `shift`: nobody is on two vehicles at once (invariant 6).
pub fn overlaps<'a>(shift: &Shift, others: &'a [Shift]) -> Option<&'a Shift> {
    others.iter().find(|other| {
        other.vehicle != shift.vehicle && other.from < shift.until && shift.from < other.until
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crew(of: &[(&str, Duty)]) -> Vec<(StaffId, Duty)> {
        of.iter()
            .map(|(id, duty)| (StaffId::new(*id), *duty))
            .collect()
    }

    #[test]
    fn p3_one_driver_is_too_few() {
        let short = crew(&[
            ("a", Duty::Driver),
            ("c", Duty::Medic),
            ("d", Duty::Official),
        ]);
        let lacks = gaps(Some(&CrewRule::FULL), &short, true);
        let driver = Gap::Crew {
            duty: Duty::Driver,
            missing: 1,
        };
        assert_eq!(lacks, [driver]);
        let full = [short, crew(&[("b", Duty::Driver)])].concat();
        assert_eq!(gaps(Some(&CrewRule::FULL), &full, true), []);
        assert_eq!(gaps(Some(&CrewRule::FULL), &full, false), [Gap::Supplies]);
        assert_eq!(gaps(None, &[], false), []);
    }

    #[test]
    fn invariant_6_four_distinct_people() {
        let twice = crew(&[
            ("a", Duty::Driver),
            ("b", Duty::Driver),
            ("a", Duty::Medic),
            ("d", Duty::Official),
        ]);
        let medic = Gap::Crew {
            duty: Duty::Medic,
            missing: 1,
        };
        assert_eq!(gaps(Some(&CrewRule::FULL), &twice, true), [medic]);
    }

    #[test]
    fn p3_five_vehicles_take_ten_drivers_five_medics_five_officials() {
        let rule = CrewRule::FULL;
        let five = [Duty::Driver, Duty::Medic, Duty::Official].map(|duty| 5 * rule.of(duty));
        assert_eq!(five, [10, 5, 5]);
        assert_eq!(5 * rule.people(), 20);
    }

    #[test]
    fn invariant_6_nobody_is_on_two_vehicles_at_once() {
        let shift = |vehicle: &str, from: i64, until: i64| Shift {
            vehicle: VehicleId::new(vehicle),
            from: Timestamp::from_millis(from),
            until: Timestamp::from_millis(until),
        };
        let others = [shift("a", 0, 10), shift("b", 20, 30)];
        assert_eq!(overlaps(&shift("c", 10, 20), &others), None);
        assert_eq!(overlaps(&shift("c", 9, 12), &others), Some(&others[0]));
        assert_eq!(overlaps(&shift("c", 15, 40), &others), Some(&others[1]));
        assert_eq!(
            overlaps(&shift("a", 0, 10), &others),
            None,
            "the same vehicle"
        );
    }
}
