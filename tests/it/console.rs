//! The desk over real HTTP: doors, roles, forms, and what reaches the worker's chat.

mod boarding;
pub mod boarding_coach;
mod boarding_day;
mod decisions;
mod doors;
mod employers;
mod employers_file;
pub mod harness;
mod live;
mod notice_after;
mod notice_form;
mod notice_papers;
mod notice_trial;
mod notices;
mod plan;
mod roles;
mod roster;
mod store;
mod trips;
mod trips_file;
mod trips_papers;
mod trips_store;
mod worker;
