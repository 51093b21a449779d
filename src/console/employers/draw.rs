//! How an employer's facts are written.

use crate::console::parts::{Tone, badge};
use crate::console::people::Desk;
use crate::domain::employer::{HelperDuty, Listing};
use crate::locale::label::employer::EmployerLabel;
use maud::{Markup, html};

/// Name of a helper's duty (bulletin P19).
pub fn duty(duty: HelperDuty) -> EmployerLabel {
    match duty {
        HelperDuty::CountyOfficer => EmployerLabel::CountyOfficer,
        HelperDuty::TownshipLeader => EmployerLabel::TownshipLeader,
        HelperDuty::GridMember => EmployerLabel::GridMember,
    }
}

/// Whether it is listed for the charter trains today, in a word (bulletin P1).
pub fn listed(desk: &Desk, listing: Listing) -> Markup {
    let (tone, label) = match listing {
        Listing::No => (Tone::Plain, EmployerLabel::ListedNo),
        Listing::Yes { .. } if listing.holds(desk.now()) => (Tone::Good, EmployerLabel::ListedYes),
        Listing::Yes { .. } => (Tone::Busy, EmployerLabel::ListedNotNow),
    };
    badge(desk, tone, label)
}

/// From when through when it is listed; nothing where no day is set.
pub fn listed_days(desk: &Desk, listing: Listing) -> Option<String> {
    match listing.days() {
        (None, None) => None,
        (Some(from), None) => Some(desk.t(EmployerLabel::DaysFrom { from })),
        (None, Some(last)) => Some(desk.t(EmployerLabel::DaysThrough { last })),
        (Some(from), Some(last)) => Some(desk.t(EmployerLabel::DaysBetween { from, last })),
    }
}

/// Both together.
pub fn listing(desk: &Desk, of: Listing) -> Markup {
    html! {
        (listed(desk, of))
        @if let Some(days) = listed_days(desk, of) { " " span.hint { (days) } }
    }
}
