//! An employer's word that its people have arrived, beside what the door knew of them.

/// How the employer's word and the door's differ over somebody, or that both say they did not travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Went aboard, and the employer has not seen them: the first to be looked for.
    NotArrived,
    /// Was not aboard when the vehicle left, and is with the employer all the same.
    CameAnyway,
    /// Was not aboard, and has not come by another way either.
    NoShow,
}

impl Difference {
    /// Every one, the gravest first.
    pub const ALL: [Self; 3] = [Self::NotArrived, Self::CameAnyway, Self::NoShow];

    /// What is to be said of somebody who was aboard or not, and whom the employer has seen or not; `None` for those
    /// who went aboard and arrived.
    pub const fn of(aboard: bool, arrived: bool) -> Option<Self> {
        match (aboard, arrived) {
            (true, true) => None,
            (true, false) => Some(Self::NotArrived),
            (false, true) => Some(Self::CameAnyway),
            (false, false) => Some(Self::NoShow),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Difference;

    #[test]
    fn each_way_to_differ_has_its_own_name() {
        assert_eq!(Difference::of(true, true), None);
        let named = [(true, false), (false, true), (false, false)];
        let named = named.map(|(aboard, arrived)| Difference::of(aboard, arrived));
        assert_eq!(named, Difference::ALL.map(Some));
    }
}
