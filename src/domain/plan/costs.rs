//! What a vehicle costs, by kind and by the province it sets out from. There is no distance data: the bureau keeps
//! the table.

use crate::domain::place::PlaceCode;
use crate::domain::seat::VehicleKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where the amounts come from with which the table begins.
pub const FARES_SOURCE: &str = "made up: the bulletin gives no price of a coach";

/// Prices in fen: for each province a row, and one for everywhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// Rows by province.
    pub provinces: BTreeMap<PlaceCode, BTreeMap<VehicleKind, i64>>,
    /// The row for provinces without one.
    pub elsewhere: BTreeMap<VehicleKind, i64>,
}

/// Made-up prices of a 49-seat coach in yuan, roughly by distance from Wenzhou, for the ten source provinces
/// (bulletin P17), and what other kinds cost in hundredths of that.
const COACH_49_YUAN: [(&str, i64); 10] = [
    ("520000", 15_000),
    ("530000", 18_000),
    ("420000", 8_500),
    ("430000", 9_500),
    ("510000", 16_500),
    ("500000", 15_500),
    ("360000", 6_000),
    ("340000", 6_500),
    ("410000", 9_000),
    ("610000", 12_500),
];
const ELSEWHERE_YUAN: i64 = 10_000;

const fn percent(kind: VehicleKind) -> i64 {
    match kind {
        VehicleKind::Coach49 => 100,
        VehicleKind::Coach44 => 94,
        VehicleKind::Coach40 => 88,
        VehicleKind::Train900 => 1_500,
    }
}

fn row(yuan: i64) -> BTreeMap<VehicleKind, i64> {
    let kinds = VehicleKind::ALL.iter();
    kinds.map(|kind| (*kind, yuan * percent(*kind))).collect()
}

impl Costs {
    /// The table to begin with: made up ([`FARES_SOURCE`]), to be replaced by the bureau's own contracts.
    pub fn made_up() -> Self {
        let rows = COACH_49_YUAN.iter().filter_map(|(code, yuan)| {
            let province = PlaceCode::parse(code).ok()?;
            Some((province, row(*yuan)))
        });
        Self {
            provinces: rows.collect(),
            elsewhere: row(ELSEWHERE_YUAN),
        }
    }

    /// What a vehicle of this kind costs from there, in fen; a kind without a price costs nothing.
    pub fn of(&self, kind: VehicleKind, origin: PlaceCode) -> i64 {
        let row = self.provinces.get(&origin.province());
        let own = row.and_then(|row| row.get(&kind));
        own.or_else(|| self.elsewhere.get(&kind))
            .copied()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_without_a_row_costs_as_elsewhere() {
        let costs = Costs::made_up();
        let code = |text: &str| PlaceCode::parse(text).unwrap();
        assert_eq!(costs.of(VehicleKind::Coach49, code("361129")), 600_000);
        assert_eq!(costs.of(VehicleKind::Coach40, code("361129")), 528_000);
        assert_eq!(costs.of(VehicleKind::Coach49, code("350100")), 1_000_000);
    }
}
