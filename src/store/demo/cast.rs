//! Firms and staff of the demo. Firms that the bulletin names carry its facts only: their district, and who of
//! their staff came on which coach. Nothing says that they are listed for the trains.

use super::super::db::Result;
use super::super::employer::NewEmployer;
use super::{MADE_UP, Role, code, demo_id};
use crate::domain::boarding::Duty;
use crate::domain::employer::Listing;

/// The zone whose listed employers the charter trains serve too (bulletin P1); a tag, not a county.
pub(super) const ZONE: &str = "浙南产业集聚区";

/// Name, district and source of the firms that the bulletin names.
const NAMED: [(&str, &str, &str); 4] = [
    (
        "温州铭奇鞋业有限公司",
        "330302",
        "bulletin F036; link code made up",
    ),
    ("飞鹏五金", "330302", "bulletin F037; link code made up"),
    (
        "德赛集团",
        "330304",
        "bulletin F038, F042; link code made up",
    ),
    ("远华眼镜企业", "330304", "bulletin F042; link code made up"),
];

/// The twelve districts and counties of Wenzhou, two made-up firms each: 示例企业01 and 02 in the first.
const DISTRICTS: [&str; 12] = [
    "330302", "330303", "330304", "330305", "330324", "330326", "330327", "330328", "330329",
    "330381", "330382", "330383",
];
const OUHAI: &str = "330304";
/// Where the two made-up firms of the zone are put.
const ZONE_DISTRICT: &str = "330303";

/// Login, name, role and firm of those who may sign in. All names are made up.
pub(super) const STAFF: [(&str, &str, Role, Option<&str>); 8] = [
    ("clerk", "王丽", Role::Clerk, None),
    ("clerk2", "周强", Role::Clerk, None),
    ("admin", "陈明", Role::Admin, None),
    ("hr", "林芳", Role::Hr, Some("德赛集团")),
    ("crew", "方敏", Role::Crew, None),
    ("driver1", "郑勇", Role::Crew, None),
    ("driver2", "何军", Role::Crew, None),
    ("official", "潘洁", Role::Crew, None),
];

/// The trip whose first vehicle has a crew: Lucheng's to Huangshan, which asks for one (bulletin P3).
pub(super) const CREWED: &str = "HS-0224";

/// Its crew, by login.
pub(super) const CREW: [(&str, Duty); 4] = [
    ("crew", Duty::Medic),
    ("driver1", Duty::Driver),
    ("driver2", Duty::Driver),
    ("official", Duty::Official),
];

pub(super) fn employers() -> Result<Vec<NewEmployer>> {
    let mut employers = Vec::new();
    for (name, district, source) in NAMED {
        employers.push(employer(name.to_owned(), district, Listing::No, source)?);
    }
    let pairs = DISTRICTS.iter().flat_map(|district| [district, district]);
    for (number, district) in (1..).zip(pairs) {
        let listing = if [OUHAI, ZONE_DISTRICT].contains(district) {
            Listing::Yes {
                from: None,
                until: None,
            }
        } else {
            Listing::No
        };
        let mut new = employer(format!("示例企业{number:02}"), district, listing, MADE_UP)?;
        new.zone = (*district == ZONE_DISTRICT).then(|| ZONE.to_owned());
        employers.push(new);
    }
    Ok(employers)
}

fn employer(name: String, district: &str, listing: Listing, source: &str) -> Result<NewEmployer> {
    let link_code = demo_id("link", &name).chars().take(12).collect();
    Ok(NewEmployer {
        name,
        district: code(district)?,
        zone: None,
        listing,
        link_code,
        source: source.to_owned(),
    })
}
