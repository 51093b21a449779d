//! The desk over real HTTP: doors, roles, forms, and what reaches the worker's chat.

mod decisions;
mod doors;
mod harness;
mod live;
mod notices;
mod roles;
mod store;
