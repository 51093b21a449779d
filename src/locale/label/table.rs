//! The console's words around every list.

use super::super::messages;
use crate::domain::time::Timestamp;

messages! {
    /// A text of a list: its tools, its length, its workbook.
    TableLabel {
        /// Button: shows the list as asked for.
        Show => "table-show",
        /// Button: takes the rows away.
        Export => "table-export",
        /// Field: the order.
        SortBy => "table-sort-by",
        /// How many rows there are.
        Rows {
            /// How many.
            count: i64,
        } => "table-rows",
        /// First row of a workbook.
        MadeBy {
            /// Title of the list.
            title: String,
            /// Who made it.
            who: String,
            /// When.
            when: Timestamp,
        } => "table-made-by",
    }
}
