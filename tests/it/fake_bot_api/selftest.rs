//! The fake is only worth something if it behaves: these hold it to the Bot API's own rules.
