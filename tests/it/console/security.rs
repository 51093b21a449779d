//! What an attacker would try: forged forms, planted sessions, frames, scripts in fields, formulas in exports, files
//! that are bombs, names of files that are paths.

mod files;
mod forms;
mod scripts;

pub use scripts::{MARK, Planted, planted};
