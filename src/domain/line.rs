//! The line for a full trip: who stands before whom, and when somebody is told that they have moved.

use super::words;

words! {
    /// Why somebody stands before others; set by a person of the staff, with a reason.
    LineClass {
        /// Travels to treatment, or needs somebody who does.
        Medical => "medical",
        /// Expects a child.
        Pregnant => "pregnant",
        /// Works where the county cannot do without them.
        KeyEmployer => "key_employer",
        /// Everybody else.
        Ordinary => "ordinary",
    }
}

/// Places that one rank weighs: more than any line has.
const RANK: i64 = 1 << 40;

impl LineClass {
    /// Rank, from 0; a lower one comes first.
    pub const fn rank(self) -> i64 {
        match self {
            Self::Medical => 0,
            Self::Pregnant => 1,
            Self::KeyEmployer => 2,
            Self::Ordinary => 3,
        }
    }

    /// Where somebody of this class who joined at `place`, from 1, has their turn: the order of the line is class,
    /// then time.
    pub const fn turn(self, place: i64) -> i64 {
        self.rank() * RANK + place
    }
}

/// Whether a worker who was told that `told` people stand in front hears that it is `ahead` now: when the way has
/// halved or they are first; and when others were put before them, as soon as it is by half as much again.
pub const fn worth_telling(told: i64, ahead: i64) -> bool {
    if ahead < told {
        ahead == 0 || ahead * 2 <= told
    } else {
        ahead > told && (ahead - told) * 2 >= told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn class_comes_before_time() {
        let turns = [
            LineClass::Medical.turn(900),
            LineClass::Pregnant.turn(1),
            LineClass::KeyEmployer.turn(2),
            LineClass::Ordinary.turn(1),
            LineClass::Ordinary.turn(2),
        ];
        assert!(turns.is_sorted());
        assert_eq!(
            LineClass::Ordinary.turn(0),
            3_298_534_883_328,
            "as migrated"
        );
    }

    #[test]
    fn moves_are_told_when_they_matter() {
        for (told, ahead, tell) in [
            (12, 11, false),
            (12, 6, true),
            (6, 5, false),
            (1, 0, true),
            (0, 0, false),
            (0, 1, true),
            (12, 13, false),
            (12, 18, true),
        ] {
            assert_eq!(worth_telling(told, ahead), tell, "{told} → {ahead}");
        }
    }

    proptest! {
        #[test]
        fn whoever_advances_step_by_step_hears_few_times(from in 1i64..5_000) {
            let (mut told, mut heard) = (from, 0);
            for ahead in (0..from).rev() {
                if worth_telling(told, ahead) {
                    (told, heard) = (ahead, heard + 1);
                }
            }
            prop_assert_eq!(told, 0);
            prop_assert!(heard <= 14);
        }
    }
}
