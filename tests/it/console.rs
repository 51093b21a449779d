//! The desk over real HTTP: doors, roles, forms, and what reaches the worker's chat.

mod decisions;
mod doors;
mod harness;
mod notices;
mod roles;
