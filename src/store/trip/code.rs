//! Codes of trips.

use super::super::db::{Result, Tx, rows};
use crate::domain::place::{Gazetteer, PlaceCode};
use chrono::{Datelike, NaiveDate};

impl Tx {
    /// A code that no trip has: the first stop's initials and the day, `HS-0224`, and a number where that is taken.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn free_trip_code(&mut self, stop: PlaceCode, day: NaiveDate) -> Result<String> {
        let stem = format!("{}-{:02}{:02}", initials(stop), day.month(), day.day());
        let taken = rows!(
            self,
            fetch_all,
            (String,),
            "SELECT code FROM trip WHERE code = $1 OR code LIKE $2",
            stem.as_str(),
            format!("{stem}-%"),
        )?;
        let is_free = |code: &String| !taken.iter().any(|(other,)| other == code);
        let numbered = (2..).map(|n: u32| format!("{stem}-{n}"));
        let mut codes = std::iter::once(stem.clone()).chain(numbered);
        Ok(codes.find(is_free).unwrap_or(stem))
    }

    /// Whether a trip has this code.
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError).
    pub async fn trip_code_taken(&mut self, code: &str) -> Result<bool> {
        let row = rows!(
            self,
            fetch_optional,
            (String,),
            "SELECT id FROM trip WHERE code = $1",
            code,
        )?;
        Ok(row.is_some())
    }
}

/// Initials of a place, or its code where the place is not listed.
fn initials(place: PlaceCode) -> String {
    let listed = Gazetteer::builtin().get(place);
    listed.map_or_else(|| place.to_string(), |place| place.initials.to_uppercase())
}
