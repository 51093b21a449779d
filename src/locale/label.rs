//! The console's words: headings, labels, buttons, errors.

use super::messages;

messages! {
    /// A text of the console.
    Label {
        /// Name of the product.
        Product => "console-product",
    }
}
