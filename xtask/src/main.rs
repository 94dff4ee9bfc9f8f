//! Starts the program. It is a crate of its own so that the commands are compiled while the generator still is: a program waits until all
//! that it is linked with is there, a library does not. Must not know the commands.

use std::process::ExitCode;

fn main() -> ExitCode {
    oaswright::run()
}
