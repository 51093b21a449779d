//! Words of the overview and of the lists behind its figures.

use super::super::messages;
use chrono::NaiveDate;

messages! {
    /// A text of the overview.
    OverviewLabel {
        /// Heading.
        ByEmployer => "overview-by-employer",
        /// Heading.
        ByOrigin => "overview-by-origin",
        /// Heading.
        ByDay => "overview-by-day",
        /// The highest bar.
        MostADay { count: i64 } => "overview-most-a-day",
        /// A day.
        Day { date: NaiveDate } => "overview-day",
        /// Column and field.
        ColDay => "overview-col-day",
        /// The chart in numbers.
        AsTable => "overview-as-table",
        /// Of them, so many have a journey or are back.
        Arranged { count: i64 } => "overview-arranged",
        /// Link to all.
        AllEmployers { count: i64 } => "overview-all-employers",
        /// Places within.
        Cities { count: i64 } => "overview-cities",
        /// Heading.
        OverdueTitle => "overview-overdue",
        /// Figure.
        OverdueTile => "overview-overdue-tile",
        /// How many.
        OverduePeople { count: i64 } => "overview-overdue-people",
        /// For how long.
        OverdueSince => "overview-overdue-since",
        /// Link to all.
        AllOverdue { count: i64 } => "overview-all-overdue",
        /// None.
        NoneOverdue => "overview-none-overdue",
        /// What that means.
        NoneOverdueAdvice => "overview-none-overdue-advice",
        /// Link to all.
        AllDemand => "overview-all-demand",
        /// Field.
        Origin => "overview-origin",
        /// Without filters.
        ShowAll => "overview-show-all",
        /// Sum.
        InAll { count: i64 } => "overview-in-all",
        /// Column.
        ColArranged => "overview-col-arranged",
        /// Column.
        ColCapacity => "overview-col-capacity",
        /// Column.
        ColArrived => "overview-col-arrived",
    }
}
