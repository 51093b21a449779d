//! Exit code only; everything is in [`returnline::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    returnline::cli::main()
}
