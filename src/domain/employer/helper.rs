//! One employer, three helpers 一企三人 (bulletin P19).

use crate::domain::words;

words! {
    /// What a helper is to an employer (bulletin P19); one person each.
    HelperDuty {
        /// An officer of the county.
        CountyOfficer => "county_officer",
        /// A leader of the township.
        TownshipLeader => "township_leader",
        /// A member of the neighbourhood grid.
        GridMember => "grid_member",
    }
}

/// The first duty that is given to somebody who has another already (bulletin P19); none where all are different
/// people. Somebody is known by their number; and by their name too, for one person may have two numbers. `helpers`
/// are duty, name, and whatever stands for the number.
pub fn given_twice<K: PartialEq>(helpers: &[(HelperDuty, String, K)]) -> Option<HelperDuty> {
    let same = |(at, (_, name, number)): &(usize, &(HelperDuty, String, K))| {
        let before = helpers.iter().take(*at);
        before
            .into_iter()
            .any(|(_, other, theirs)| spelling(other) == spelling(name) || theirs == number)
    };
    let found = helpers.iter().enumerate().find(same);
    found.map(|(_, (duty, ..))| *duty)
}

fn spelling(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::HelperDuty::{CountyOfficer, GridMember, TownshipLeader};
    use super::*;

    #[test]
    fn one_for_each_duty_and_nobody_twice() {
        let helper = |duty, name: &str, number: u8| (duty, name.to_owned(), number);
        let three = [
            helper(CountyOfficer, "王甲", 1),
            helper(TownshipLeader, "李乙", 2),
            helper(GridMember, "张丙", 3),
        ];
        assert_eq!(given_twice(&three), None);
        assert_eq!(given_twice::<u8>(&[]), None);
        let mut number = three.clone();
        number[2].2 = 1;
        assert_eq!(given_twice(&number), Some(GridMember));
        let mut name = three;
        name[1].1 = "王 甲".to_owned();
        assert_eq!(given_twice(&name), Some(TownshipLeader));
    }
}
